"""Written forms: expressions as their author wrote them.

A written form is a small immutable tree. Nothing is simplified in it: ``x/x`` stays a
quotient, ``-y/p * -p*q`` keeps both signs, so that every step can be shown and every
side condition can be read off. Python's operators build written forms with the
precedence of mathematics: ``-y * x`` is read as ``-(y*x)``, as it is printed.

Two written forms are equal when they are the same tree with the same names; where a
name was declared and where it stood in a text take no part in the comparison.

What this file cannot do: it knows no algebra. ``derive.elaborate`` gives a written
form its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import sympy

    from derive.syntax.declare import Declaration

__all__ = [
    "Add",
    "Call",
    "Delta",
    "Derivative",
    "Entry",
    "Index",
    "IndexSet",
    "IndexTerm",
    "Mul",
    "Neg",
    "Number",
    "Operators",
    "Point",
    "Power",
    "Quotient",
    "Size",
    "Sum",
    "Symbol",
    "Written",
    "written",
]

#: Functions with a fixed meaning; any other name is an opaque function.
ELEMENTARY = frozenset({"exp", "log", "sqrt", "sigmoid", "tanh"})

#: ``1{y = 1}``: 1 where its two arguments are equal, 0 elsewhere.
INDICATOR = "indicator"

MAX_EXPONENT = 1_000


@dataclass(frozen=True, slots=True)
class IndexSet:
    """A named set 1..n of symbolic size n >= 1; two sets are the same only if their names are."""

    name: str

    def __post_init__(self) -> None:
        check_name(self.name, "index set")

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Index:
    """A letter that ranges over an index set."""

    name: str
    over: IndexSet

    def __post_init__(self) -> None:
        check_name(self.name, "index")

    def __hash__(self) -> int:
        # One letter mostly ranges over one set, and indices are looked up all the time.
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Point:
    """A literal index such as the 0 of ``theta_0``: one fixed element of its index set.

    A claim with a literal index speaks of index sets that have this element; where 0
    occurs, the elements are counted from 0, otherwise from 1.
    """

    value: int
    over: IndexSet

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"a literal index counts from 1 or from 0, and is not {self.value}")


IndexTerm: TypeAlias = "Index | Point"


class Operators:
    """Python's operators on written forms, and on families as wholes."""

    __slots__ = ()

    def __add__(self, other: object) -> Written:
        return Add((*_terms(written(self)), _operand(other)))

    def __radd__(self, other: object) -> Written:
        return Add((_operand(other), written(self)))

    def __sub__(self, other: object) -> Written:
        return Add((*_terms(written(self)), Neg(_operand(other))))

    def __rsub__(self, other: object) -> Written:
        return Add((_operand(other), Neg(written(self))))

    def __mul__(self, other: object) -> Written:
        form = written(self)
        if isinstance(form, Neg):
            return Neg(form.operand * other)
        return Mul((*_factors(form), _operand(other)))

    def __rmul__(self, other: object) -> Written:
        left = _operand(other)
        return left * self if isinstance(left, Neg) else Mul((left, written(self)))

    def __matmul__(self, other: object) -> Written:
        from derive.syntax.array import matmul

        return matmul(written(self), written(other))

    def __rmatmul__(self, other: object) -> Written:
        return written(other) @ self

    def __truediv__(self, other: object) -> Written:
        form = written(self)
        if isinstance(form, Neg):
            return Neg(form.operand / other)
        return Quotient(form, _operand(other))

    def __rtruediv__(self, other: object) -> Written:
        form, left = written(self), _operand(other)
        return Neg(Quotient(left.operand, form)) if isinstance(left, Neg) else Quotient(left, form)

    def __neg__(self) -> Written:
        return Neg(written(self))

    def __pow__(self, exponent: object) -> Written:
        return Power(written(self), written(exponent))

    def __rpow__(self, base: object) -> Written:
        return Power(written(base), written(self))

    @property
    def T(self) -> Written:  # noqa: N802 - as in NumPy
        """Rows and columns exchanged."""
        from derive.syntax.array import Transpose

        return Transpose(written(self))


@dataclass(frozen=True, slots=True)
class Written(Operators):
    """Base of all written forms: operators, and nothing else."""

    def __bool__(self) -> bool:
        raise TypeError("a written form has no truth value: state a claim with Eq(lhs, rhs)")

    def __str__(self) -> str:
        from derive.syntax.text import text

        return text(self)

    def _repr_latex_(self) -> str:
        from derive.syntax.latex import latex

        return f"$\\displaystyle {latex(self)}$"

    def _sympy_(self) -> sympy.Expr:
        from derive.elaborate import meaning

        return meaning(self)


@dataclass(frozen=True, slots=True)
class Number(Written):
    """An integer or an exact fraction, such as a decimal that was written out."""

    value: Fraction

    def __post_init__(self) -> None:
        if not isinstance(self.value, Fraction):
            object.__setattr__(self, "value", Fraction(self.value))


@dataclass(frozen=True, slots=True)
class Symbol(Written):
    """A scalar; ``declared`` says where it was declared, and takes no part in equality."""

    name: str
    declared: Declaration | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        check_name(self.name, "symbol")


@dataclass(frozen=True, slots=True)
class Entry(Written):
    """An entry of a family: ``z_k``, ``w_ij``."""

    name: str
    indices: tuple[IndexTerm, ...]
    declared: Declaration | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        check_name(self.name, "family")
        if not self.indices:
            raise ValueError(f"{self.name} needs at least one index")


@dataclass(frozen=True, slots=True)
class Size(Written):
    """The size of an index set, used as a number."""

    of: IndexSet


@dataclass(frozen=True, slots=True)
class Delta(Written):
    """Kronecker's delta of two indices of the same index set."""

    left: IndexTerm
    right: IndexTerm

    def __post_init__(self) -> None:
        _check_same_set("a Kronecker delta", self.left, self.right)


@dataclass(frozen=True, slots=True)
class Neg(Written):
    """Minus something."""

    operand: Written


@dataclass(frozen=True, slots=True)
class Add(Written):
    """A sum of terms; a subtracted term is a ``Neg``."""

    terms: tuple[Written, ...]

    def __post_init__(self) -> None:
        if len(self.terms) < 2:
            raise ValueError("Add needs at least two terms")


@dataclass(frozen=True, slots=True)
class Mul(Written):
    """A product of factors; a factor that is itself a product was written in parentheses."""

    factors: tuple[Written, ...]

    def __post_init__(self) -> None:
        if len(self.factors) < 2:
            raise ValueError("Mul needs at least two factors")


@dataclass(frozen=True, slots=True)
class Quotient(Written):
    """A fraction, with the condition that the denominator is not 0."""

    numerator: Written
    denominator: Written


@dataclass(frozen=True, slots=True)
class Power(Written):
    """A base to an exponent."""

    base: Written
    exponent: Written

    def __post_init__(self) -> None:
        exponent = self.exponent
        while isinstance(exponent, Neg):
            exponent = exponent.operand
        if isinstance(exponent, Number) and abs(exponent.value) > MAX_EXPONENT:
            raise ValueError(f"the exponent {exponent.value} is too large: at most {MAX_EXPONENT}")


@dataclass(frozen=True, slots=True)
class Call(Written):
    """A function at its arguments: an elementary function, or an opaque one.

    ``orders`` says how often an opaque function is differentiated by each argument:
    ``f'(x)`` has the orders (1,), and f itself has none. ``indicator`` has two arguments:
    it is 1 where they are equal, and 0 elsewhere.
    """

    function: str
    arguments: tuple[Written, ...]
    orders: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        wanted = 2 if self.function == INDICATOR else 1
        if self.function in {*ELEMENTARY, INDICATOR}:
            if len(self.arguments) != wanted:
                plural = "s" * (wanted > 1)
                raise ValueError(
                    f"{self.function} takes {wanted} argument{plural}, not {len(self.arguments)}"
                )
            if self.orders:
                raise ValueError(f"write the derivative of {self.function} as a partial")
        if self.orders:
            if len(self.orders) != len(self.arguments) or min(self.orders) < 0:
                raise ValueError(f"{self.function} needs one order for each argument")
            if not any(self.orders):
                object.__setattr__(self, "orders", ())


@dataclass(frozen=True, slots=True, init=False)
class Sum(Written):
    """``Sum(body, j)``: the sum of the body over j's index set, minus the points ``excluding``.

    An empty sum is 0.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> x = vector("x", C)
    >>> print(Sum(1 / (x[j] - x[k]), j, excluding=k))
    Σ_{j≠k} 1/(x_j − x_k)
    """

    body: Written
    index: Index
    excluding: tuple[IndexTerm, ...] = ()

    def __init__(
        self,
        body: object,
        index: Index,
        excluding: IndexTerm | int | tuple[IndexTerm | int, ...] = (),
    ) -> None:
        if not isinstance(index, Index):
            raise TypeError(f"a sum runs over an index, not over {index!r}")
        left_out = excluding if isinstance(excluding, tuple) else (excluding,)
        points = tuple(Point(x, index.over) if isinstance(x, int) else x for x in left_out)
        for x in points:
            _check_same_set("a restricted sum", index, x)
            if x == index:
                raise ValueError(f"a sum over {index.name} cannot leave out {index.name} itself")
        object.__setattr__(self, "body", written(body))
        object.__setattr__(self, "index", index)
        object.__setattr__(self, "excluding", tuple(dict.fromkeys(points)))


@dataclass(frozen=True, slots=True)
class Derivative(Written):
    """The partial derivative of a form by a symbol or by an entry of a family."""

    of: Written
    wrt: Symbol | Entry

    def __post_init__(self) -> None:
        object.__setattr__(self, "of", written(self.of))
        if not isinstance(self.wrt, Symbol | Entry):
            raise TypeError(
                f"cannot differentiate by {self.wrt}: give a symbol or an entry such as z[k]"
            )


def written(value: object) -> Written:
    """Return ``value`` as a written form: numbers, whole families and plain SymPy are accepted.

    Raises ``TypeError`` for anything else, floats included: an exact fraction says what is meant.
    """
    if isinstance(value, Written):
        return value
    if isinstance(value, Operators):
        from derive.syntax.array import whole

        return whole(value)
    if isinstance(value, bool):
        raise TypeError("a truth value is not an expression")
    if isinstance(value, int | Fraction):
        return Number(Fraction(value))
    if isinstance(value, float):
        raise TypeError(f"write {value} as an exact fraction, such as Fraction({str(value)!r})")
    if hasattr(value, "free_symbols") and hasattr(value, "func"):
        from derive.quote import from_sympy

        return from_sympy(value)
    raise TypeError(f"{value!r} is not an expression: give a written form, a number or SymPy")


def _terms(form: Written) -> tuple[Written, ...]:
    return form.terms if isinstance(form, Add) else (form,)


def _factors(form: Written) -> tuple[Written, ...]:
    return form.factors if isinstance(form, Mul) else (form,)


def _operand(value: Any) -> Written:
    form = written(value)
    if isinstance(form, Number) and form.value < 0:
        return Neg(Number(-form.value))
    return form


def check_name(name: str, what: str) -> None:
    if not isinstance(name, str) or not name or name != name.strip() or "\n" in name:
        article = "an" if what[0] in "aeiou" else "a"
        raise ValueError(f"{name!r} is not a name for {article} {what}")


def _check_same_set(what: str, first: IndexTerm, second: IndexTerm) -> None:
    if first.over != second.over:
        raise ValueError(
            f"{what} cannot join {_label(first)} of {first.over.name} "
            f"and {_label(second)} of {second.over.name}: they are different index sets"
        )


def _label(term: IndexTerm) -> str:
    return term.name if isinstance(term, Index) else str(term.value)
