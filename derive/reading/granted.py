"""What holds of the names of a claim without being said: how they are made, or used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from derive.declared_names import declarations_of
from derive.model import Assumption, Fact
from derive.syntax.declare import Declaration
from derive.syntax.tree import Call, Entry, Quotient, Written
from derive.syntax.walk import subforms

__all__ = ["granted"]


def granted(forms: tuple[Written, ...]) -> Iterator[Assumption]:
    """What is granted of the names in these forms."""
    declared = declarations_of(forms)
    bodies = [d.body for d in declared.values() if d.body is not None]
    yield from _positive((*forms, *bodies), declared)


def _positive(forms: tuple[Written, ...], declared: dict[str, Declaration]) -> Iterator[Assumption]:
    """A distribution is positive where a logarithm is taken of a quotient by it."""
    logs = (s for s in chain(*map(subforms, forms)) if isinstance(s, Call) and s.function == "log")
    below = {
        part.denominator.name
        for log in logs
        for part in subforms(log)
        if isinstance(part, Quotient) and isinstance(part.denominator, Entry)
    }
    for name in sorted(below & declared.keys()):
        if "distribution" in declared[name].facts:
            yield Fact("positive", name)
