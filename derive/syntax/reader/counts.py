"""How many indices each family has, over all formulas that are read together."""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.errors import ReadError
from derive.notation.nodes import Clauses
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.vocabulary import Vocabulary

__all__ = ["Formula", "indices", "settle_arity"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its text; ``scope`` is what its free letters belong to."""

    text: str
    notation: Clauses
    source: str = ""
    scope: str = "main"


def settle_arity(resolver: Resolver, vocabulary: Vocabulary, formulas: tuple[Formula, ...]) -> None:
    """One number of indices for each family; none at all is the whole of it."""
    for name, uses in resolver.counts.items():
        if vocabulary.quantity(name) is not None:
            continue
        most = max(uses)
        if most == 0 and "symmetric" in dict(vocabulary.facts).get(name, ()):
            most = 2  # what is symmetric is a matrix
        samples = resolver.sampled.get(name, 0)
        row = {1, 2} == {*uses} - {0} and name not in resolver.defined
        for count, (start, end, source) in sorted(uses.items()):
            if count == 1 and row:
                continue  # x_i beside x_{ij} is its i-th row
            if count not in (0, most) and not (samples and count == samples):
                there = uses[most]
                formula = _with(source, formulas)
                raise ReadError(
                    f"{name} has {indices(count)} here and {indices(most)} "
                    f"{_place(there, source, formulas)}: declare its shape",
                    start,
                    end,
                    formula.text if formula else "",
                    formula.source if formula else "",
                )
        resolver.arity[name] = most


def _place(there: tuple[int, int, str], source: str, formulas: tuple[Formula, ...]) -> str:
    """A place in words."""
    start, end, other = there
    formula = _with(other, formulas)
    said = f"in {formula.text[start:end]}" if formula else "elsewhere"
    where = f" ({formula.source})" if formula and formula.source and other != source else ""
    return f"{said}{where}, column {start + 1}"


def _with(source: str, formulas: tuple[Formula, ...]) -> Formula | None:
    """The formula with this source."""
    found = (f for f in formulas if f.source == source)
    return next(found, None)


def indices(count: int) -> str:
    """So many indices, in words."""
    return "no index" if count == 0 else "one index" if count == 1 else f"{count} indices"
