"""What a doubt looks at: a claim of a reading, with what is said of its names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.model import Claim, Equation
from derive.reading.claims import Built
from derive.reading.partial import DIFFERENTIAL
from derive.syntax.tree import Written
from derive.syntax.walk import subforms

__all__ = ["Case", "Why", "reach"]

#: Why a refutation is in doubt, and the name that it is about; ``None`` where it is not.
Why: TypeAlias = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Case:
    """What a doubt looks at: a claim of a reading, the reading, the statement that it stands in."""

    claim: Claim
    built: Built
    statement: Statement

    @property
    def sides(self) -> tuple[Written, Written]:
        """Both sides of the claim."""
        return self.claim.lhs, self.claim.rhs

    def parts(self) -> Iterator[Written]:
        """Every form in the claim and in the definitions that it uses."""
        bodies = [d.body for d in declarations_of(self.sides).values() if d.body is not None]
        for form in (*self.sides, *bodies):
            yield from subforms(form)

    def related(self) -> set[str]:
        """The names of which an equation that is assumed speaks."""
        given = [s for g in self.claim.given if isinstance(g, Equation) for s in (g.lhs, g.rhs)]
        return {*declarations_of(given)}

    def is_stranger(self, name: str) -> bool:
        """Whether nothing is said of a name: no declaration, definition, fact or equation."""
        if name in self.related():
            return False
        names = declarations_of(self.sides)
        declared = names.get(name)
        if name.startswith(DIFFERENTIAL) and name.removeprefix(DIFFERENTIAL) in names:
            return False
        opaque = name.startswith("∂")  # a derivative, which its function says enough of
        said = opaque or name in self.built.said
        return declared is not None and declared.body is None and not said

    def is_untold(self, name: str) -> bool:
        """Whether no words speak of a name, though formulas may."""
        declared = declarations_of(self.sides).get(name)
        return declared is not None and declared.body is None and name not in self.built.told


def reach(form: Written) -> set[str]:
    """The names that a form speaks of, through definitions, that have none themselves."""
    found = declarations_of((form,))
    of = {other.name for d in found.values() for other in d.of}
    return {name for name, d in found.items() if d.body is None} | of
