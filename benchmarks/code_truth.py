"""The functions of ``benchmarks.code_accuracy`` in balls of 2,048 bits, as they are defined.

Nothing is rewritten here: 1 − p is subtracted, log p is the logarithm of a quotient. What is
lost by that is less than 2^−1900, and no number that a float64 can hold is below 2^−1074.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from flint import arb, ctx

__all__ = ["TRUTHS", "Row", "by_norm", "relative", "truths", "ulps"]

Row: TypeAlias = Sequence[arb]
BITS = 2048


def _softmax(z: Row) -> Row:
    weights = [x.exp() for x in z]
    total = sum(weights, arb(0))
    return [w / total for w in weights]


def _gradient(z: Row, y: int) -> Row:
    return [p - (k == y) for k, p in enumerate(_softmax(z))]


def _divergence(a: Row, b: Row) -> arb:
    pairs = zip(_softmax(a), _softmax(b), strict=True)
    return sum((q * (q / p).log() for q, p in pairs), arb(0))


def _product(u: Row, z: Row) -> Row:
    p = _softmax(z)
    mean = sum((a * b for a, b in zip(u, p, strict=True)), arb(0))
    return [a * (b - mean) for a, b in zip(p, u, strict=True)]


def _log_product(u: Row, z: Row) -> Row:
    """uᵀ times the Jacobian of log-softmax."""
    total = sum(u, arb(0))
    return [a - b * total for a, b in zip(u, _softmax(z), strict=True)]


def _sigmoid(x: arb) -> arb:
    return 1 / (1 + (-x).exp())


def _log_loss(x: arb, y: int) -> arb:
    return -(_sigmoid(x) if y else 1 - _sigmoid(x)).log()


#: Of one sample: a row of logits or a single one, and a label where one is needed.
TRUTHS: dict[str, Callable[..., Any]] = {
    "sigmoid": _sigmoid,
    "BCE": _log_loss,
    "BCE gradient": lambda x, y: _sigmoid(x) - y,
    "softmax": _softmax,
    "log-softmax": lambda z: [p.log() for p in _softmax(z)],
    "CE": lambda z, y: -_softmax(z)[y].log(),
    "CE gradient": _gradient,
    "KL": _divergence,
    "KL gradient": lambda a, b: [p - q for q, p in zip(_softmax(a), _softmax(b), strict=True)],
    "KL gradient, far": lambda a, b: TRUTHS["KL gradient"](a, b),
    "VJP": _product,
    # The Jacobian of softmax is symmetric, and is the Hessian of a cross-entropy.
    "JVP": _product,
    "CE HVP": lambda v, z, y: _product(v, z),
    "log-softmax VJP": _log_product,
}


def exact(array: Any) -> Any:
    """An array of floating-point numbers as exact numbers."""
    return np.vectorize(lambda x: arb(float(x)), otypes=[object])(array)


def truths(name: str, *samples: Any) -> Any:
    """The values of a function, a sample a row."""
    ctx.prec = BITS
    rows = [[s if np.issubdtype(a.dtype, np.integer) else exact(s) for s in a] for a in samples]
    plain = [[r.tolist() if isinstance(r, np.ndarray) else r for r in row] for row in rows]
    return np.array([TRUTHS[name](*sample) for sample in zip(*plain, strict=True)], dtype=object)


def ulps(found: Any, truth: Any) -> Any:
    """Errors in units in the last place of the number that is nearest to the truth.

    Below the least normal number there are no more digits to lose: nothing is counted there
    as long as what was found is not above it either. What is no number is an error of inf.
    """
    ctx.prec = BITS
    limits = np.finfo(found.dtype)

    def one(x: Any, exactly: arb) -> float:
        if not np.isfinite(x):
            return float("inf")
        near = found.dtype.type(abs(float(exactly.mid())))
        if near < limits.tiny and abs(x) <= 2 * limits.tiny:
            return 0.0
        return abs(float((arb(float(x)) - exactly).mid() / arb(float(np.spacing(near)))))

    return np.vectorize(one, otypes=[float])(found, truth)


def relative(found: Any, truth: Any) -> Any:
    """Errors relative to the truth; of what is below the least normal number, as in ``ulps``."""
    ctx.prec = BITS
    tiny = np.finfo(found.dtype).tiny

    def one(x: Any, exactly: arb) -> float:
        if not np.isfinite(x):
            return float("inf")
        if abs(float(exactly.mid())) < tiny and abs(x) <= 2 * tiny:
            return 0.0
        return abs(float(((arb(float(x)) - exactly) / exactly).mid()))

    return np.vectorize(one, otypes=[float])(found, truth)


def by_norm(found: Any, truth: Any, scale: Any = None) -> Any:
    """The norm of the error of each row, in ulps of 1, by the norm of the truth or of ``scale``."""
    ctx.prec = BITS
    limits = np.finfo(found.dtype)
    errors = []
    for x, exactly, by in zip(found, truth, truth if scale is None else exact(scale), strict=True):
        if not np.isfinite(x).all():
            errors.append(float("inf"))
            continue
        if _norm(by) < limits.tiny and np.abs(x).max() <= 2 * limits.tiny:
            errors.append(0.0)  # there are no digits left to lose
            continue
        apart = _norm([arb(float(a)) - b for a, b in zip(x, exactly, strict=True)])
        errors.append(
            float((apart / (_norm(by) + arb(float(limits.tiny)))).mid()) / float(limits.eps)
        )
    return np.array(errors)


def _norm(row: Row) -> arb:
    return sum((x**2 for x in row), arb(0)).sqrt()
