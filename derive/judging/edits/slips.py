r"""Changes that undo slips: each function undoes those of one kind at one part of a side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from derive.judging.edits.names import Names, bare_letters
from derive.judging.edits.side import (
    SUMS,
    Places,
    Script,
    Side,
    Unit,
    begin_of,
    braced,
    flipped,
    is_derivative,
    is_name,
    is_transposed,
    marks,
    scripts,
    sign_above,
    span,
)
from derive.notation import nodes
from derive.notation.names import one_item, plain_text
from derive.notation.nodes import Bracket, Digits, Expression, Fraction, Head, Scripted, Term

__all__ = [
    "bracket",
    "exponent",
    "exponential",
    "factor_less",
    "factor_more",
    "logarithm",
    "no_exp",
    "no_function",
    "order",
    "other_index",
    "other_name",
    "product",
    "quotient",
    "reach",
    "signs",
    "square",
    "step",
    "sum_more",
    "term_less",
    "throughout",
    "transpose",
]  # fmt: skip

_Undone: TypeAlias = Iterator[Places]


def _put(node: nodes.Node, new: str) -> Places:
    return ((node.start, node.end, new),)


def _insert(at: int, new: str) -> Places:
    return ((at, at, new),)


def _around(start: int, end: int, opens: str = "(", closes: str = ")") -> Places:
    return (start, start, opens), (end, end, closes)


def _swapped(side: Side, one: tuple[int, int], other: tuple[int, int]) -> Places:
    return (*one, side.text[slice(*other)]), (*other, side.text[slice(*one)])


# -- terms and their signs


def signs(side: Side, node: Expression, names: Names) -> _Undone:
    """The whole with its sign changed, then every term by itself."""
    if len(node.terms) == 2 and [t.signs.count("-") % 2 for t in node.terms] == [0, 1]:
        yield _swapped(side, *((begin_of(term), term.end) for term in node.terms))
    elif len(node.terms) > 1:
        yield tuple(place for term in node.terms for place in flipped(node, term))
    for term in node.terms:
        yield flipped(node, term)
    if node is side.notation and len(node.terms) == 1:
        yield _around(node.start, node.end, "-(")


def term_less(side: Side, node: Expression, names: Names) -> _Undone:
    """A term less, 1 more or less."""
    for n, term in enumerate(node.terms if len(node.terms) > 1 else ()):
        behind = node.terms[1]
        stop = begin_of(behind) if behind.signs == "+" else behind.start
        yield ((node.terms[n - 1].end, term.end, ""),) if n else ((term.start, stop, ""),)
    if node is not side.notation and len(node.terms) > 1:
        yield from (_insert(node.end, f" {sign} 1") for sign in "+-")


def product(side: Side, node: Expression, names: Names) -> _Undone:
    """A product for a sum."""
    for one, term in pairwise(node.terms):
        yield from (((one.end, begin_of(term), sign),) for sign in (" ", r" \cdot "))


# -- indices and names


def other_index(side: Side, node: Script, names: Names) -> _Undone:
    """An index for another one, in one place."""
    for mark in () if isinstance(node.owner, Head) else marks(node.item, digits=True):
        yield from ((_spelled(node, mark, new),) for new in _others(side, mark, names))


def _others(side: Side, mark: nodes.Node, names: Names) -> list[str]:
    among = names.points if isinstance(mark, Digits) else names.indices
    return [new for new in among if new != side.of(mark)]


def _spelled(script: Script, mark: nodes.Node, new: str) -> tuple[int, int, str]:
    """An index in place of another one, in braces where it is the whole of a script."""
    whole = (script.start, script.end) == (mark.start, mark.end)
    return mark.start, mark.end, braced(new) if whole else new


def throughout(side: Side, node: Side | Term, names: Names) -> _Undone:
    """One index for another one wherever it stands, in a term a number, too."""
    found: dict[str, list[tuple[Script, nodes.Node]]] = {}
    for script in scripts(node.notation if isinstance(node, Side) else node):
        if not isinstance(script.owner, Head):
            for mark in marks(script.item, digits=isinstance(node, Term)):
                found.setdefault(side.of(mark), []).append((script, mark))
    for places in found.values():
        for new in _others(side, places[0][1], names) if len(places) > 1 else ():
            yield tuple(_spelled(script, mark, new) for script, mark in places)


def step(side: Side, node: Script, names: Names) -> _Undone:
    """The index before or behind: ``j - 1`` for ``j``, and ``j`` for ``j - 1``."""
    said = side.inside(node.item)
    stepped = re.fullmatch(r"(\\?[A-Za-z]+'*)\s*[+-]\s*\d+", said)
    if stepped is not None:
        yield _put(node, braced(stepped[1]))
    elif said in names.indices:
        yield from (_put(node, f"{{{said}{step}}}") for step in ("-1", "+1"))


def other_name(side: Side, node: Side, names: Names) -> _Undone:
    """A name for another one, in one place; in a derivative, too."""
    for letter in bare_letters(side.notation):
        if side.of(letter) in names.bare:
            yield from (_put(letter, new) for new in names.bare if new != side.of(letter))


# -- factors and quotients


def factor_less(side: Side, node: Unit, names: Names) -> _Undone:
    """A factor less, with the sign that joins it."""
    row, n = node.term.items, node.term.items.index(node.items[0])
    before, after = row[:n], row[n + len(node.items) :]
    if (before or after) and not isinstance((*before, *after)[-1], Head):
        joins = before[-1:] if before and isinstance(before[-1], nodes.Operator) else (node,)
        ends = [i.start for i in after if not isinstance(i, nodes.Operator)]
        yield ((joins[0].start, ends[0] if ends and joins == (node,) else node.end, ""),)


def quotient(side: Side, node: Fraction, names: Names) -> _Undone:
    """A quotient turned over, without what is above or below, with another power below it."""
    yield _swapped(side, span(node.above), span(node.below))
    if not is_derivative(node):
        above, below = side.inside(node.above), side.inside(node.below)
        yield from (_put(node, above), ((*span(node.above), "1"),), _put(node, f"{above} {below}"))
        yield _around(*span(node.below), *(("", "^2") if len(below) == 1 else ("(", ")^2")))


def factor_more(side: Side, node: Term, names: Names) -> _Undone:
    """A quantity of which the step or what bears on it speaks, as a factor more."""
    last = isinstance(node.items[-1], Digits)
    for said in names.quantities:
        yield _insert(begin_of(node), f"{said} ") if last else _insert(node.end, f" {said}")


def transpose(side: Side, node: Scripted | Unit, names: Names) -> _Undone:
    """A transpose less, or one more."""
    item = node.items[0] if isinstance(node, Unit) else node
    sign = sign_above(side, item)
    if is_transposed(item) and item is node and sign >= 0:
        yield ((sign, node.end, ""),)
    elif item is not node and isinstance(item, Fraction):
        yield _around(item.start, item.end, closes=f"){names.transpose}")
    elif item is not node and sign < 0 and node.end == item.end:
        yield _insert(item.end, names.transpose)


def order(side: Side, node: Term, names: Names) -> _Undone:
    """Two factors that change places, one of them turned."""
    row = [item for item in node.items if not isinstance(item, nodes.Operator | Head)]
    for one, other in pairwise(row):
        swapped = _swapped(side, (one.start, one.end), (other.start, other.end))
        yield swapped
        if sign_above(side, one) < 0:
            yield (*swapped, (other.end, other.end, names.transpose))


# -- powers, functions and sums


def exponent(side: Side, node: Scripted, names: Names) -> _Undone:
    """Another exponent, none, a root for it."""
    sign = sign_above(side, node)
    if node.above is not None and not is_transposed(node) and sign >= 0:
        said = side.inside(node.above)
        for other in (int(said) - 1, int(said) + 1) if said.isdecimal() else ():
            yield _put(node.above, f"{{{other}}}") if other != 1 else ((sign, node.end, ""),)
        yield (
            _put(node, rf"\sqrt{{{side.text[node.start : sign]}}}")
            if said == "2"
            else ((sign, node.end, ""),)
        )


def square(side: Side, node: Unit, names: Names) -> _Undone:
    """A square of a factor without an exponent."""
    free = sign_above(side, node.items[-1]) < 0 and not isinstance(node.items[0], Head)
    if free and (is_name(node.items[-1]) or isinstance(node.items[-1], Bracket)):
        yield _insert(node.end, "^2")


def logarithm(side: Side, node: Term | Unit | Head, names: Names) -> _Undone:
    """A logarithm more: of a sum with all that it takes, of a factor, of a term."""
    first = node if isinstance(node, Head) else node.items[0]
    is_sum = isinstance(first, Head) and first.name in SUMS
    if isinstance(node, Term) and len(node.items) > 1:
        yield _around(begin_of(node), node.end, r"\log (")
    elif is_sum or (isinstance(node, Unit) and not isinstance(first, Digits | Head)):
        yield from () if is_derivative(first) else (_insert(node.start, r"\log "),)


def exponential(side: Side, node: Unit, names: Names) -> _Undone:
    """An exponential more."""
    if is_name(node.items[0]):
        yield _put(node, f"e^{{{side.of(node)}}}")
    elif isinstance(node.items[0], Bracket):
        yield _insert(node.start, r"\exp ")


def no_exp(side: Side, node: Scripted, names: Names) -> _Undone:
    """An exponential less."""
    if plain_text(node.base) == "e" and node.above is not None:
        said = side.inside(node.above)
        yield _put(node, f"({said})" if isinstance(one_item(node.above), Bracket) else said)


def no_function(side: Side, node: Head, names: Names) -> _Undone:
    """A logarithm, an exponential or a sum sign less, another function."""
    other = {"sin": r"\cos", "cos": r"\sin", "sum": r"\prod", "product": r"\sum"}
    command = re.compile(r"\\[A-Za-z]+").match(side.text, node.start)
    if node.name in ("log", "exp", *SUMS):
        yield _put(node, "")
    if command is not None and node.name in other:
        yield ((node.start, command.end(), other[node.name]),)


def sum_more(side: Side, node: Term | Unit, names: Names) -> _Undone:
    """A sum over an index that nothing binds."""
    found = [(script, side.of(m)) for script in scripts(side.notation) for m in marks(script.item)]
    bound = {letter for script, letter in found if isinstance(script.owner, Head)}
    inside = [letter for script, letter in found if node.start <= script.start < node.end]
    for letter in dict.fromkeys(inside):
        if letter not in bound and letter not in names.free:
            begin = begin_of(node) if isinstance(node, Term) else node.start
            yield _insert(begin, rf"\sum_{braced(letter)} ")


# -- brackets


def reach(side: Side, node: Expression, names: Names) -> _Undone:
    """``a (b + c)`` for ``a b + c``, ``Σ (a + b)`` for ``Σ a + b``, a quotient of all terms."""
    for n, term in enumerate(node.terms):
        for item in term.items:
            begins = item.end if isinstance(item, Head) else item.start
            yield from (_around(begins, last.end, " (") for last in node.terms[:n:-1])
        lone = term.items[-1]
        if n and isinstance(lone, Fraction) and not is_derivative(lone) and len(term.items) == 1:
            start, begin = span(lone.above)[0], begin_of(term)
            yield (node.start, begin, ""), (start, start, side.text[node.start : begin])


def bracket(side: Side, node: Term, names: Names) -> _Undone:
    """``(a + b c)`` for ``(a + b) c``; ``(2 c)^n`` for ``2 c^n``."""
    for n, item in enumerate(node.items):
        sign = sign_above(side, item)
        for other in node.items[n + 1 :] if isinstance(item, Bracket) else ():
            closes = side.text[item.inside.end : item.end].strip()  # type: ignore[union-attr]
            yield (item.end - len(closes), item.end, ""), (other.end, other.end, closes)
        for first in node.items[:n] if sign >= 0 and not is_transposed(item) else ():
            yield _around(first.end if isinstance(first, Head) else first.start, sign)
