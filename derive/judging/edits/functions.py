"""Slips in functions, undone: a square, a root, a logarithm, an exponential more or less."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.judging.edits.change import Places, Side
from derive.judging.edits.names import Names
from derive.judging.edits.parts import (
    SUMS,
    Unit,
    computed,
    is_derivative,
    is_name,
    is_transposed,
    power_sign,
    terms,
    units,
)
from derive.notation.names import only_item, single_term
from derive.notation.nodes import Bracket, Digits, Head, Item, Letter, Node, Root, Scripted, Term

__all__ = ["functions", "logarithms", "powers"]


def powers(side: Side, names: Names) -> Iterator[Places]:
    """Another exponent, none, one where there is none, a root; ``2 a`` for ``a²``."""
    for node in computed(side.notation):
        if isinstance(node, Scripted) and node.above is not None and not is_transposed(node):
            sign = power_sign(side, node)
            if sign < 0 or node.above not in tuple(computed(node)):
                continue
            said = side.inside(node.above).strip()
            base = side.text[node.start : sign]
            if said.isdigit():
                for other in (int(said) - 1, int(said) + 1):
                    new = ((sign, node.above.end, ""),) if other == 1 else ()
                    yield new or ((node.above.start, node.above.end, f"{{{other}}}"),)
                yield ((node.start, node.end, rf"\sqrt{{{base}}}"),)
                if said == "2":
                    yield ((sign, node.above.end, ""),)
            else:
                yield ((sign, node.above.end, ""),)
        elif isinstance(node, Root):
            yield ((node.start, node.end, side.inside(node.of)),)
            yield ((node.start, node.end, f"{_in_parentheses(side, node.of)}^2"),)
    for unit in _free(side):
        yield ((unit.end, unit.end, "^2"),)
    for term in terms(side):
        yield from _doubled(side, term)
    for unit in _free(side):
        said = side.text[unit.start : unit.end]
        yield ((unit.start, unit.end, rf"\sqrt{{{said}}}"),)


def _free(side: Side) -> Iterator[Unit]:
    """The factors that may have an exponent and have none."""
    for term in terms(side):
        for unit in units(term):
            last = unit.items[-1]
            free = not (isinstance(last, Scripted) and last.above is not None)
            simple = is_name(last) or (isinstance(last, Bracket) and last.kind in ("(", "["))
            if free and simple and not any(isinstance(i, Head) for i in unit.items):
                yield unit


def _doubled(side: Side, term: Term) -> Iterator[Places]:
    """``2 a`` for ``a²``, with either sign, and ``a²`` for ``2 a``."""
    first, *others = term.items
    if isinstance(first, Scripted) and not others and isinstance(first.above, Digits | Bracket):
        sign, said = power_sign(side, first), side.inside(first.above).strip()
        if sign >= 0 and said.isdigit():
            base = _without_bracket(side, first.base, side.text[first.start : sign])
            yield ((first.start, first.end, f"{said} {base}"),)
            if term.signs:
                other = "+" if "-" in term.signs else "-"
                yield ((term.start, first.end, f"{other} {said} {base}"),)
    elif isinstance(first, Digits) and first.text == "2" and len(others) == 1:
        (last,) = others
        if not (isinstance(last, Scripted) and last.above is not None):
            yield (first.start, last.start, ""), (last.end, last.end, "^2")


def _without_bracket(side: Side, base: Item, said: str) -> str:
    """What stands in a bracket that is one term, or the base as it is."""
    if isinstance(base, Bracket) and base.kind == "(" and single_term(base.inside) is not None:
        return side.of(base.inside).strip()
    return said


def logarithms(side: Side, names: Names) -> Iterator[Places]:
    """A logarithm more or less: of a factor, of a sum with all that it takes."""
    for node in computed(side.notation):
        if isinstance(node, Head) and node.name == "log":
            yield ((node.start, node.end, ""),)
    exponents = [node.above for node in computed(side.notation)
                 if isinstance(node, Scripted) and is_exponential(node) and node.above]  # fmt: skip
    for term in terms(side):
        if any(side.inside(e) == side.of(term) for e in exponents if e.start <= term.start < e.end):
            continue  # it would undo the exponential around it
        for item in term.items:
            if isinstance(item, Head) and item.name in SUMS:
                yield ((item.start, item.start, r"\log "),)
        for unit in units(term):
            first = unit.items[0]
            undone = isinstance(first, Head | Digits) or is_exponential(first)
            if not undone and not is_derivative(first):
                yield ((unit.start, unit.start, r"\log "),)
        if len(term.items) > 1:
            begin = term.items[0].start
            yield (begin, begin, r"\log ("), (term.end, term.end, ")")


def functions(side: Side, names: Names) -> Iterator[Places]:
    """An exponential more or less, another function."""
    for node in computed(side.notation):
        if isinstance(node, Head) and node.name == "exp":
            yield ((node.start, node.end, ""),)
        elif isinstance(node, Scripted) and node.above is not None and is_exponential(node):
            yield ((node.start, node.end, _in_parentheses(side, node.above)),)
    for term in terms(side):
        for unit in units(term):
            said = side.text[unit.start : unit.end]
            if is_name(unit.items[0]) and not is_exponential(unit.items[0]):
                yield ((unit.start, unit.end, f"e^{{{said}}}"),)
            elif isinstance(unit.items[0], Bracket):
                yield ((unit.start, unit.start, r"\exp "),)
    for node in computed(side.notation):
        if isinstance(node, Head) and node.name in _OTHERS:
            command = _COMMAND.match(side.text, node.start)
            if command is not None:
                yield ((node.start, command.end(), _OTHERS[node.name]),)


def is_exponential(item: Node) -> bool:
    """Whether an item is a power of e."""
    base = item.base if isinstance(item, Scripted) else item
    return isinstance(base, Letter) and base.name == "e"


_COMMAND = re.compile(r"\\?[A-Za-z]+")
_OTHERS = {"sin": r"\cos", "cos": r"\sin", "exp": r"\log", "log": r"\exp", "sinh": r"\cosh",
           "cosh": r"\sinh"}  # fmt: skip


def _in_parentheses(side: Side, node: Item) -> str:
    """A part without its braces, in parentheses if it is more than one factor."""
    item = only_item(node.inside) if isinstance(node, Bracket) and node.kind == "{" else node
    said = side.inside(node).strip()
    return f"({said})" if item is None else said
