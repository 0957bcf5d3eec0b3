"""What is out of reach: limits, maxima, integrals, expectations of which nothing is said."""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clauses,
    Head,
    Item,
    Letter,
    Scripted,
    Styled,
    Term,
    subnodes,
)
from derive.syntax.reader.look import tidy

__all__ = ["out_of_reach"]

_HEADS = {
    "lim": "a limit",
    "sup": "a supremum",
    "inf": "an infimum",
    "max": "a maximum",
    "min": "a minimum",
    "arg": "an argument of a maximum",
    "argmax": "an argument of a maximum",
    "argmin": "an argument of a minimum",
    "integral": "an integral",
}
_LETTERS = {"𝔼": "an expectation", "Var": "a variance", "Cov": "a covariance"}


def out_of_reach(formula: Clauses) -> str | None:
    r"""The first thing in a formula that no prover here decides, in words.

    >>> from derive.notation.parse import parse
    >>> [out_of_reach(parse(t)) for t in (r"\lim_{h \to 0} h", r"\mathbb{E}[x]", "e^x")]
    ['a limit', 'an expectation', None]
    >>> out_of_reach(parse("E[X^2]"))
    'an expectation'
    """
    for node in subnodes(formula):
        if isinstance(node, Term) and any(map(_is_expectation, node.items, node.items[1:])):
            return _LETTERS["𝔼"]
        if isinstance(node, Head) and node.name in _HEADS:
            return _HEADS[node.name]
        if isinstance(node, Letter | Styled | Scripted):
            try:
                letter = tidy(node)
            except ReadError:
                continue
            if isinstance(letter, Letter) and letter.name in _LETTERS:
                return _LETTERS[letter.name]
    return None


def _is_expectation(item: Item, following: Item) -> bool:
    """Whether items are an E and what it is taken of, in square brackets."""
    item = item.base if isinstance(item, Scripted) else item
    following = following.base if isinstance(following, Scripted) else following
    square = isinstance(following, Bracket) and following.kind == "["
    return square and isinstance(item, Letter) and item.name in ("E", "𝐄")
