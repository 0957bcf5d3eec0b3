r"""Proofs that swap two factors: ``AB = BA`` holds for numbers, and not for matrices.

Nothing says of a capital or a bold letter that it is a number. Where a proof may rest on the
order of such a letter and another one, the step is not called proved.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from derive.syntax.tree import (
    Add,
    Call,
    Entry,
    Mul,
    Point,
    Power,
    Quotient,
    Symbol,
    Written,
)
from derive.syntax.walk import children, subforms

__all__ = ["swapped"]

#: Bold letters, and bold italic ones.
_BOLD = (range(0x1D400, 0x1D434), range(0x1D468, 0x1D49C))


def swapped(forms: Iterable[Written], numbers: frozenset[str]) -> tuple[str, str] | None:
    """Two letters that stand in both orders, if one of them may be a matrix; or ``None``.

    ``numbers`` are the names that are known to be numbers.

    >>> from derive.syntax.tree import Symbol
    >>> A, B, c = Symbol("A"), Symbol("B"), Symbol("c")
    >>> swapped((A * B, B * A), frozenset()), swapped((A * c, c * c), frozenset())
    (('A', 'B'), None)
    """
    written = tuple(forms)
    numbers |= {name for form in written for name in _numbers(form)}
    pairs = {pair for form in written for pair in _pairs(form)}
    both = (pair for pair in sorted(pairs) if pair[0] < pair[1] and pair[::-1] in pairs)
    return next(
        (
            (one, other)
            for one, other in both
            if not {one, other} & numbers and (_is_wide(one) or _is_wide(other))
        ),
        None,
    )


def _pairs(form: Written) -> Iterator[tuple[str, str]]:
    """Which letter stands before which, in every product."""
    for part in subforms(form):
        factors: tuple[Written, ...] = ()
        if isinstance(part, Mul):
            factors = part.factors
        elif isinstance(part, Power):
            factors = (part.base, part.base)
        elif isinstance(part, Call) and part.function == "exp":
            # Of a sum of matrices, it is no product of two exponentials.
            factors = part.arguments * 2 if isinstance(part.arguments[0], Add) else ()
        names = [tuple(_factors(factor)) for factor in factors]
        for n, before in enumerate(names):
            for after in names[n + 1 :]:
                yield from ((one, other) for one in before for other in after)


def _factors(form: Written) -> Iterator[str]:
    """The letters in a factor that may be matrices."""
    if isinstance(form, Symbol):
        if form.declared is None or form.declared.body is None:
            yield form.name
    elif isinstance(form, Entry):
        # One entry of a family is a number; W_1 and W_2 may be two matrices.
        points = [index.value for index in form.indices if isinstance(index, Point)]
        if len(points) == len(form.indices):
            yield "_".join((form.name, *map(str, points)))
    elif isinstance(form, Quotient):
        yield from _factors(form.numerator)
    elif not isinstance(form, Call):
        for child in children(form):
            yield from _factors(child)


def _numbers(form: Written) -> Iterator[str]:
    """The letters that can be numbers only: in a logarithm, below a fraction line."""
    for part in subforms(form):
        inside: tuple[Written, ...] = ()
        if isinstance(part, Call):
            inside = part.arguments if part.function != "exp" else ()
        elif isinstance(part, Quotient):
            inside = (part.denominator,)
        for form_inside in inside:
            yield from (s.name for s in subforms(form_inside) if isinstance(s, Symbol))


def _is_wide(name: str) -> bool:
    """Whether a name is a capital, or bold: what a matrix is called, or a vector."""
    letter = unicodedata.normalize("NFD", name.partition("_")[0])
    letters = "".join(c for c in letter if not unicodedata.combining(c))
    if len(letters) != 1:
        return False
    return (letters.isascii() and letters.isupper()) or any(ord(letters) in r for r in _BOLD)
