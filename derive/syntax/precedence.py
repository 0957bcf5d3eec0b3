"""When a part of a formula needs parentheses, and when a product needs its dot.

Both writers, LaTeX and text, ask here, so that a formula is grouped the same way in a
paper and in a terminal. The rules, as a reader applies them:

- ``+ −`` bind least, then the leading minus, then products; juxtaposition and the dot are
  the same product, and a slash takes exactly the one factor to its right;
- ``Σ_j`` takes the whole product to its right, and stops at ``+`` and ``−``: hence a sum
  that a factor follows is in parentheses, and so is a body of several terms;
- a power's base is a single letter, number, entry or bracket;
- a function without parentheses takes one letter, and is never followed by a factor.

What this file cannot do: it does not know the strings; it speaks of trees alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from derive.syntax.array import Array, Gradient, Hadamard, MatMul, Transpose, Unit, has_arrays
from derive.syntax.letters import is_raised
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import node_count, subforms

__all__ = [
    "WHOLE",
    "Level",
    "Place",
    "Style",
    "binding",
    "denominator",
    "factor",
    "fits_exponent",
    "has_superscript",
    "is_letter",
    "needs_dot",
    "needs_parentheses",
    "numerator",
    "product_factors",
    "sample_of",
    "shown_indices",
    "unnest",
]

#: Elementary functions that may stand before a single letter without parentheses.
PREFIX_FUNCTIONS = frozenset({"log", "tanh"})

#: The largest argument, in nodes, that is set as an exponent of e.
_SHORT = 12


class Style(Enum):
    """How fractions and exponentials are set."""

    DISPLAY = "fractions with a bar, e to a power"
    RAISED = "inside an exponent: fractions with a slash, e to a power"
    LINE = "one line of text: fractions with a slash, exp(...)"


class Level(IntEnum):
    """How tightly a written form holds together, loosest first."""

    TERMS = 0
    SIGNED = 1
    PRODUCT = 2
    RATIO = 3
    PREFIX = 4
    POWER = 5
    ATOM = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: how tightly it must hold together there.

    ``followed`` says that a factor or a slash stands to its right, which an open sum
    or a function without parentheses would take for its own.
    """

    least: Level
    followed: bool = False


WHOLE = Place(Level.TERMS)


def binding(form: Written, style: Style) -> Level:
    """How tightly the form holds together in this style."""
    bar = style is Style.DISPLAY
    match form:
        case Add():
            return Level.TERMS
        case Neg():
            return Level.SIGNED
        case Number(value) if value < 0:
            return Level.SIGNED
        case Number(value) if value.denominator != 1:
            return Level.POWER if bar else Level.RATIO
        case Mul() | MatMul() | Hadamard():
            return Level.PRODUCT
        case Quotient():
            return Level.POWER if bar else Level.RATIO
        case Derivative() | Gradient():
            return Level.RATIO if style is Style.LINE else Level.POWER
        case Sum():
            return Level.PREFIX
        case Call(function) if function in PREFIX_FUNCTIONS:
            return Level.PREFIX
        case Call("exp") if style is not Style.LINE:
            return Level.POWER
        case Power() | Transpose():
            return Level.POWER
        case Symbol() | Entry() | Array() if has_superscript(form):
            return Level.POWER
    return Level.ATOM


def has_superscript(form: Symbol | Entry | Array) -> bool:
    """Whether the name is written with something where its exponent would stand.

    A label of a layer, or the number of a sample: ``a^{l}``, ``x^{(i)}_j``.
    """
    sample = isinstance(form, Entry | Array) and sample_of(form) is not None
    return sample or is_raised(form.name)


def sample_of(form: Entry | Array) -> IndexTerm | None:
    """The number of the sample, where the form is one of a family of samples."""
    declared = form.declared
    return form.indices[0] if declared is not None and declared.samples else None


def shown_indices(form: Entry | Array) -> tuple[IndexTerm | None, ...]:
    """The indices below the name; those that are open to the right of all others are not shown."""
    indices = form.indices[1:] if sample_of(form) is not None else form.indices
    while indices and indices[-1] is None:
        indices = indices[:-1]
    return indices


def product_factors(form: Mul | MatMul) -> tuple[Written, ...]:
    """The factors as they are juxtaposed: scalars stand before a matrix product."""
    *before, last = form.factors
    if isinstance(form, Mul) and isinstance(last, MatMul) and not any(map(has_arrays, before)):
        return (*before, *last.factors)
    return form.factors


def needs_parentheses(form: Written, place: Place, style: Style) -> bool:
    """Whether the form must be bracketed to be read as one part at this place.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (j,) = indices("j", C)
    >>> y = vector("y", C)
    >>> total = Sum(y[j], j)
    >>> needs_parentheses(total, factor(WHOLE, last=True), Style.DISPLAY)
    False
    >>> needs_parentheses(total, factor(WHOLE, last=False), Style.DISPLAY)
    True
    """
    return binding(form, style) < place.least or (isinstance(form, Sum) and place.followed)


def factor(product: Place, *, last: bool) -> Place:
    """The place of a factor in a product that itself stands at ``product``."""
    return Place(Level.RATIO, followed=not last or product.followed)


def numerator(form: Written, style: Style) -> Place:
    """The place before a slash; ``a b/c`` is clear, ``1/a · b/c`` is not."""
    plain = isinstance(form, Mul) and all(
        binding(part, style) > Level.RATIO for part in form.factors
    )
    return Place(Level.PRODUCT if plain else Level.PREFIX, followed=True)


def denominator(form: Written, ratio: Place, style: Style) -> Place:
    """The place after a slash; a sum stands bare there if its body is one factor."""
    one = isinstance(form, Sum) and binding(form.body, style) >= Level.POWER
    return Place(Level.PREFIX if one else Level.POWER, followed=ratio.followed)


def needs_dot(left: Written, right: Written, style: Style) -> bool:
    """Whether juxtaposing two factors would misread: ``2 · 3``, ``a · (−b)``, ``x · (y + z)``.

    A letter before a parenthesis would be a function at its argument, a number before a
    fraction a mixed number, and a derivative before a parenthesis its operator.
    """
    if Level.RATIO in (binding(left, style), binding(right, style)):
        return True
    if binding(right, style) == Level.SIGNED:
        return True
    head = _head(right)
    if isinstance(head, Number):
        return isinstance(left, Number) or not _is_fraction(head)
    if isinstance(left, Number):
        return isinstance(right, Quotient)
    if style is Style.LINE and isinstance(left, Power):
        left = left.exponent  # x^n (y + z)
    if isinstance(left, Symbol | Size | Derivative | Gradient):
        return _opens_with_parenthesis(right, style)
    return False


def is_letter(form: Written) -> bool:
    """Whether the form is a single letter, with its indices, or a natural number.

    A whole array is one too.
    """
    if isinstance(form, Number):
        return form.value >= 0 and form.value.denominator == 1
    return isinstance(form, Symbol | Entry | Size | Delta | Array | Unit)


def fits_exponent(argument: Written, style: Style) -> bool:
    """Whether the argument of exp is short and flat enough to be set as an exponent of e."""
    if style is Style.RAISED:
        return is_letter(argument)
    return node_count(argument) <= _SHORT and not any(map(_is_tall, subforms(argument)))


def unnest(form: Derivative) -> tuple[Written, tuple[Symbol | Entry, ...]]:
    """What is differentiated and by what, the last derivative taken first.

    >>> from derive import partial, scalar
    >>> L, x, y = scalar("L"), scalar("x"), scalar("y")
    >>> of, by = unnest(partial(partial(L, y), x))
    >>> of.name, [wrt.name for wrt in by]
    ('L', ['x', 'y'])
    """
    by = [form.wrt]
    of = form.of
    while isinstance(of, Derivative):
        by.append(of.wrt)
        of = of.of
    return of, tuple(by)


def _is_tall(part: Written) -> bool:
    """Whether the part would make an exponent hard to read."""
    match part:
        case Sum() | Derivative() | Gradient():
            return True
        case Call("exp", (argument,)):
            return not is_letter(argument)
        case Quotient(above, below):
            inner = (*subforms(above), *subforms(below))
            return any(isinstance(x, Quotient | Call) for x in inner)
    return False


def _head(form: Written) -> Written:
    return _head(form.base) if isinstance(form, Power) else form


def _is_fraction(number: Number) -> bool:
    return number.value.denominator != 1


def _opens_with_parenthesis(form: Written, style: Style) -> bool:
    if isinstance(form, Power):
        return binding(form.base, style) < Level.ATOM or _opens_with_parenthesis(form.base, style)
    return binding(form, style) < Level.RATIO or isinstance(form, Sum)
