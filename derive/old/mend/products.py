"""Slips in products, undone: a factor, a quantity that is missing, a transpose, an order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from derive.notation.nodes import (
    Bracket,
    Digits,
    Fraction,
    Head,
    Operator,
    Scripted,
    Term,
    subnodes,
)
from derive.old.mend.names import Names, is_name
from derive.old.mend.spans import (
    Places,
    begin_of,
    inner_of,
    is_raised,
    is_script,
    is_transposed,
    span_of,
    terms_of,
    whole_of,
)
from derive.syntax.reader.session import Formula

__all__ = ["factors", "missing", "transposes"]


def factors(side: Formula, names: Names) -> Iterator[Places]:
    """A factor less, 2, ½ or a size more; a quotient turned over, or one that is none."""
    whole = whole_of(side)
    wanted = ("2", r"\frac{1}{2}", *(rf"\frac{{1}}{{{s}}}" for s in names.sizes), *names.sizes)
    for term in terms_of(side):
        for n, item in enumerate(term.items if len(term.items) > 1 else ()):
            if not isinstance(item, Head | Operator):
                last = n + 1 == len(term.items)
                start = term.items[n - 1].end if last else item.start
                yield ((start, item.end if last else _after_sign(term, n + 1), ""),)
    for node in subnodes(side.notation):
        match node:
            case Digits(text="2") if not is_raised(node, side):
                yield ((node.start, node.end, "1"),)
                yield ((node.start, node.end, r"\frac{1}{2}"),)
            case Fraction(above=above, below=below):
                one, other = inner_of(side, above), inner_of(side, below)
                yield ((node.start, node.end, one),)
                yield (*span_of(above), other), (*span_of(below), one)
                yield ((span_of(below)[1], span_of(below)[1], "^2"),)
                yield ((node.start, node.end, f"{one} {other}"),)
    if len(whole.terms) > 1:
        for factor in wanted:
            yield ((whole.start, whole.start, f"{factor} ("), (whole.end, whole.end, ")"))
    for term in terms_of(side):
        if not is_script(term, side):
            for factor in wanted:
                yield ((begin_of(term), begin_of(term), f"{factor} "),)


def _after_sign(term: Term, n: int) -> int:
    """Where the item at a place begins, or the one behind it if it is a sign of a product."""
    item = term.items[n]
    more = isinstance(item, Operator) and n + 1 < len(term.items)
    return term.items[n + 1].start if more else item.start


def missing(side: Formula, names: Names) -> Iterator[Places]:
    """A quantity of which the step or what bears on it speaks, as a factor more."""
    whole = whole_of(side)
    for snippet in names.quantities:
        if len(whole.terms) > 1:
            yield ((whole.start, whole.start, "("), (whole.end, whole.end, f") {snippet}"))
            yield ((whole.start, whole.start, f"{snippet} ("), (whole.end, whole.end, ")"))
        for term in whole.terms:
            yield ((term.end, term.end, f" {snippet}"),)
            yield ((begin_of(term), begin_of(term), f"{snippet} "),)
    for node in subnodes(side.notation):
        if isinstance(node, Fraction):
            start, end = span_of(node.above)
            for snippet in names.quantities:
                yield ((start, start, f"{snippet} "),)
                if side.text[start:end].strip() == "1":
                    yield ((start, end, snippet),)


def transposes(side: Formula, names: Names) -> Iterator[Places]:
    """A transpose more or less; two factors that change places."""
    for node in subnodes(side.notation):
        if isinstance(node, Scripted) and node.above is not None and is_transposed(node, side):
            start = side.text.rfind("^", node.base.end, node.above.start)
            yield ((start, node.above.end, ""),)
    for term in terms_of(side):
        for item in term.items:
            if (is_name(item) and not (isinstance(item, Scripted) and item.above is not None)) or (
                isinstance(item, Bracket) and item.kind == "("
            ):
                yield ((item.end, item.end, names.transpose),)
            elif isinstance(item, Fraction):
                yield ((item.start, item.start, "("), (item.end, item.end, f"){names.transpose}"))
    for term in terms_of(side):
        row = [i for i in term.items if not isinstance(i, Operator | Head)]
        for one, other in pairwise(row):
            first, second = side.text[one.start : one.end], side.text[other.start : other.end]
            yield ((one.start, one.end, second), (other.start, other.end, first))
            if is_name(one):
                dotted = f"{second} {first}{names.transpose}"
                yield ((one.start, one.end, ""), (other.start, other.end, dotted))
            yield ((one.end, other.start, r" \odot "),)
