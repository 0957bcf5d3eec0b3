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
from fractions import Fraction
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
    plus,
    scalar,
    shape,
    sum_over,
    total,
    trace,
)
from derive.syntax.tree import Add, Call, Mul, Neg, Number, Power, Quotient, Size, Written

__all__ = ["FUNCTIONS", "Function", "form_of"]

ONE, TWO = Number(Fraction(1)), Number(Fraction(2))
Build: TypeAlias = Callable[..., Value]


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


def _call(name: str) -> Build:
    def build(sets: Sets, v: Value) -> Value:
        return mapped(lambda form: Call(name, (form,)), v)

    return build


def _log(form: Written) -> Written:
    return Call("log", (form,))


def _exp(form: Written) -> Written:
    return Call("exp", (form,))


def _tan(sets: Sets, v: Value) -> Value:
    return mapped(lambda form: Quotient(Call("sin", (form,)), Call("cos", (form,))), v)


def _hyperbolic(sign: int) -> Build:
    def build(sets: Sets, v: Value) -> Value:
        def form(x: Written) -> Written:
            other = _exp(Neg(x))
            return Quotient(Add((_exp(x), other if sign > 0 else Neg(other))), TWO)

        return mapped(form, v)

    return build


def _logit(sets: Sets, v: Value) -> Value:
    return mapped(lambda form: _log(Quotient(form, Add((ONE, Neg(form))))), v)


def _softplus(sets: Sets, v: Value) -> Value:
    return mapped(lambda form: _log(Add((ONE, _exp(form)))), v)


def _logsigmoid(sets: Sets, v: Value) -> Value:
    return mapped(lambda form: _log(Call("sigmoid", (form,))), v)


def _silu(sets: Sets, v: Value) -> Value:
    return mapped(lambda form: Mul((form, Call("sigmoid", (form,)))), v)


def _absolute(sets: Sets, v: Value) -> Value:
    return mapped(lambda form: Call("sqrt", (Power(form, TWO),)), v)


def _softmax(sets: Sets, v: Value) -> Value:
    raised = mapped(_exp, v)
    return mapped(lambda form: Quotient(form, sum_over(sets, raised.entry, v.axes[0])), raised)


def _logsumexp(sets: Sets, v: Value) -> Value:
    return scalar(_log(sum_over(sets, _exp(v.entry), v.axes[0])))


def _log_softmax(sets: Sets, v: Value) -> Value:
    return plus(sets, [v, negative(_logsumexp(sets, v))])


def _summed(sets: Sets, make: Callable[..., Written], *columns: Value) -> Value:
    """The sum of a form over the entries of columns of one length."""
    if len({v.row for v in columns}) > 1:
        raise Misfit(f"{shape(columns[0])} beside {shape(columns[1])}")
    return total(sets, entrywise(sets, make, columns, "a sum over entries"))


def _divergence(sets: Sets, p: Value, q: Value) -> Value:
    return _summed(sets, lambda a, b: Mul((a, _log(Quotient(a, b)))), p, q)


def _cross_entropy(sets: Sets, p: Value, q: Value) -> Value:
    return negative(_summed(sets, lambda a, b: Mul((a, _log(b))), p, q))


def _entropy(sets: Sets, p: Value) -> Value:
    return negative(_summed(sets, lambda a: Mul((a, _log(a))), p))


def _binary_cross_entropy(sets: Sets, y: Value, p: Value) -> Value:
    def form(a: Written, b: Written) -> Written:
        others = Mul((Add((ONE, Neg(a))), _log(Add((ONE, Neg(b))))))
        return Neg(Add((Mul((a, _log(b))), others)))

    return entrywise(sets, form, (y, p), "a binary cross-entropy")


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
    # Functions of numbers, entry by entry.
    Function("exp · exp(·)", ENTRIES, _call("exp")),
    Function("log · log(·) ln(·) logarithm(·)", ENTRIES, _call("log")),
    Function("sqrt · sqrt(·)", ENTRIES, _call("sqrt")),
    Function("tanh · tanh(·)", ENTRIES, _call("tanh")),
    Function(
        "sigmoid · sigmoid(·) logistic(·) sigm(·) expit(·) Sigmoid(·)", ENTRIES, _call("sigmoid")
    ),
    Function("sin · sin(·)", ENTRIES, _call("sin")),
    Function("cos · cos(·)", ENTRIES, _call("cos")),
    Function("tan · tan(·)", ENTRIES, _tan),
    Function("sinh · sinh(·)", ENTRIES, _hyperbolic(-1)),
    Function("cosh · cosh(·)", ENTRIES, _hyperbolic(1)),
    Function("logit · logit(·)", ENTRIES, _logit),
    Function("softplus · softplus(·) Softplus(·) SoftPlus(·)", ENTRIES, _softplus),
    Function("logsigmoid · logsigmoid(·) LogSigmoid(·)", ENTRIES, _logsigmoid),
    Function("silu · silu(·) SiLU(·) swish(·) Swish(·)", ENTRIES, _silu),
    Function("abs · abs(·)", ENTRIES, _absolute),
    # Functions of columns.
    Function("softmax · softmax(·) Softmax(·) SoftMax(·) SM(·) smax(·)", COLUMN, _softmax),
    Function(
        "log_softmax · log_softmax(·) logsoftmax(·) LogSoftmax(·) log-softmax(·) LogSoftMax(·)",
        COLUMN,
        _log_softmax,
    ),
    Function(
        "logsumexp · logsumexp(·) LSE(·) lse(·) LogSumExp(·) log-sum-exp(·)", COLUMN, _logsumexp
    ),
    Function(
        "KL KL(·‖·) KL(·,·) D_KL(·‖·) D_KL(·,·) D_{KL}(·‖·) KLD(·‖·) kl(·‖·)", COLUMNS, _divergence
    ),
    Function("CE CE(·,·) CrossEntropy(·,·) crossentropy(·,·) xent(·,·)", COLUMNS, _cross_entropy),
    Function("H H(·,·)", COLUMNS, _cross_entropy, asks="entropy"),
    Function("H H(·)", COLUMN, _entropy, asks="entropy"),
    Function("entropy entropy(·) Ent(·)", COLUMN, _entropy),
    Function("BCE BCE(·,·)", ("number", "number"), _binary_cross_entropy),
    # Functions of arrays.
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
