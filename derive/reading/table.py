"""The functions of the field as data: how each is written, what it takes, what it is.

``·`` stands for an argument; a form without a bracket takes what stands behind it. ``wants`` says
what each argument is: a ``number``, a ``column``, a ``matrix``, ``any`` of them, or ``entries``
where a function of numbers is taken entry by entry. A function without ``build`` is known by its
name only (``opaque``), or is out of class, and then ``why`` says what it is.

The natural logarithm is meant by every log without a base.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from derive.reading.search import Misfit
from derive.reading.sets import Sets
from derive.reading.values import (
    Value,
    diag,
    entrywise,
    mapped,
    negative,
    over,
    scalar,
    shape,
    sum_over,
    total,
    trace,
)
from derive.syntax.tree import Call, Size, Written

__all__ = ["FUNCTIONS", "Function", "form_of"]

Build: TypeAlias = Callable[..., Value]
Make: TypeAlias = Callable[..., Written]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the field; ``asks`` is a question of whose answers ``function`` means it."""

    forms: str
    wants: tuple[str, ...] = ("entries",)
    build: Build | None = None
    opaque: bool = False
    why: str = ""
    asks: str = ""

    @property
    def name(self) -> str:
        """The word by which it is known."""
        return self.forms.split("(")[0].split()[0]


# -- how they are built


def _function(name: str) -> Make:
    return lambda x: Call(name, (x,))


exp, log, sqrt, sin, cos, tanh, sigmoid = map(
    _function, ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid")
)


def _each(make: Make) -> Build:
    """A function of numbers, entry by entry."""

    def build(sets: Sets, *given: Value) -> Value:
        if len(given) == 1:
            return mapped(make, given[0])
        return entrywise(sets, make, given, "a function of numbers")

    return build


def _summed(make: Make) -> Build:
    """Minus the sum of a form over the entries of columns of one length."""

    def build(sets: Sets, *columns: Value) -> Value:
        if len({v.row for v in columns}) > 1:
            raise Misfit(f"{shape(columns[0])} beside {shape(columns[1])}")
        return negative(total(sets, entrywise(sets, make, columns, "a sum over entries")))

    return build


def _softmax(sets: Sets, v: Value) -> Value:
    raised = mapped(exp, v)
    return mapped(lambda form: form / sum_over(sets, raised.entry, v.axes[0]), raised)


def _logsumexp(sets: Sets, v: Value) -> Value:
    return scalar(log(sum_over(sets, exp(v.entry), v.axes[0])))


def _log_softmax(sets: Sets, v: Value) -> Value:
    return mapped(lambda form: form - _logsumexp(sets, v).entry, v)


def _trace(sets: Sets, v: Value) -> Value:
    """The trace; a number is a matrix of one row and one column."""
    return v if not v.rank else trace(sets, v)


def _mean(sets: Sets, v: Value) -> Value:
    found = total(sets, v)
    for axis in v.axes:
        found = over(sets, found, scalar(Size(axis.over)))
    return found


ENTRIES, COLUMN, COLUMNS = ("entries",), ("column",), ("column", "column")

FUNCTIONS: tuple[Function, ...] = (
    *(
        Function(forms, ENTRIES, _each(make))
        for forms, make in (
            ("exp · exp(·)", exp),
            ("log · log(·) ln(·) logarithm(·)", log),
            ("sqrt · sqrt(·)", sqrt),
            ("tanh · tanh(·)", tanh),
            ("sigmoid · sigmoid(·) logistic(·) sigm(·) expit(·) Sigmoid(·)", sigmoid),
            ("sin · sin(·)", sin),
            ("cos · cos(·)", cos),
            ("tan · tan(·)", lambda x: sin(x) / cos(x)),
            ("sinh · sinh(·)", lambda x: (exp(x) - exp(-x)) / 2),
            ("cosh · cosh(·)", lambda x: (exp(x) + exp(-x)) / 2),
            ("logit · logit(·)", lambda x: log(x / (1 - x))),
            ("softplus · softplus(·) Softplus(·) SoftPlus(·)", lambda x: log(1 + exp(x))),
            ("logsigmoid · logsigmoid(·) LogSigmoid(·)", lambda x: log(sigmoid(x))),
            ("silu · silu(·) SiLU(·) swish(·) Swish(·)", lambda x: x * sigmoid(x)),
            ("abs · abs(·)", lambda x: sqrt(x**2)),
        )
    ),
    *(
        Function(forms, COLUMN, build)
        for forms, build in (
            ("softmax · softmax(·) Softmax(·) SoftMax(·) SM(·) smax(·)", _softmax),
            ("log_softmax · log_softmax(·) logsoftmax(·) LogSoftmax(·) log-softmax(·) "
             "LogSoftMax(·)", _log_softmax),
            ("logsumexp · logsumexp(·) LSE(·) lse(·) LogSumExp(·) log-sum-exp(·)", _logsumexp),
            ("entropy entropy(·) Ent(·)", _summed(lambda a: a * log(a))),
        )
    ),
    Function("KL KL(·‖·) KL(·,·) D_KL(·‖·) D_KL(·,·) D_{KL}(·‖·) KLD(·‖·) kl(·‖·)", COLUMNS,
             _summed(lambda a, b: -(a * log(a / b)))),
    Function("CE CE(·,·) CrossEntropy(·,·) crossentropy(·,·) xent(·,·)", COLUMNS,
             _summed(lambda a, b: a * log(b))),
    Function("H H(·,·)", COLUMNS, _summed(lambda a, b: a * log(b)), asks="entropy"),
    Function("H H(·)", COLUMN, _summed(lambda a: a * log(a)), asks="entropy"),
    Function("BCE BCE(·,·)", ("number", "number"),
             _each(lambda y, p: -(y * log(p) + (1 - y) * log(1 - p)))),
    Function("tr Tr trace Trace · tr(·) Tr(·) trace(·) Trace(·)", ("matrix",), _trace),
    Function("diag diag(·) Diag(·)", ("array",), diag),
    Function("sum sum(·)", ("array",), total),
    Function("mean mean(·)", ("array",), _mean),
    # Known by their names only.
    *(
        Function(f"{name} · {name}(·)", ENTRIES, opaque=True)
        for name in ("arcsin", "arccos", "arctan", "relu",
                     "ReLU", "sgn", "sign", "erf", "erfc", "gelu", "GELU", "elu", "ELU")
    ),
    # Out of class.
    *(
        Function(f"{names} ·", (), why=why)
        for names, why in (
            ("max min sup inf argmax argmin arg", "a maximum or a minimum"),
            ("lim", "a limit"),
            ("integral", "an integral"),
            ("det logdet", "a determinant"),
            ("Pr", "a probability"),
            ("Re Im", "complex numbers"),
            ("ker dim rank Rank span", "linear algebra without coordinates"),
            ("vec Vec vech", "an array as one column"),
            ("Var Cov Corr Std var cov Bias", "a variance"),
            ("median mode", "a statistic"),
            ("prox proj Proj conv", "an optimisation"),
        )
    ),
)  # fmt: skip


@cache
def _forms() -> dict[str, Function]:
    return {form: function for function in FUNCTIONS for form in _written(function)}


def _written(function: Function) -> tuple[str, ...]:
    """The forms of a function; ``exp ·`` is its word without a bracket."""
    words = function.forms.split()
    bare = words[: words.index("·")] if "·" in words else []
    return (*(f"{word} ·" for word in bare), *(w for w in words if "(" in w))


def form_of(text: str) -> Function | None:
    """The function that is written so.

    >>> found = form_of("KL(·‖·)")
    >>> found.name, found.wants
    ('KL', ('column', 'column'))
    """
    return _forms().get(text)
