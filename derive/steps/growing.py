"""A chain of steps while it is built."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.model import Assumption, Claim, IndexRelation
from derive.steps.letters import Letters, readable
from derive.syntax.shape import alike
from derive.syntax.tree import Written

__all__ = ["Growing"]


@dataclass(slots=True)
class Growing:
    """A chain under construction: each step follows from the one before.

    ``rests`` says that some step needs what is ``given``.
    """

    lhs: Written
    case: tuple[IndexRelation, ...] = ()
    given: tuple[Assumption, ...] = ()
    steps: list[tuple[Written, str]] = field(default_factory=list)
    rests: bool = False
    letters: Letters = field(default_factory=dict)

    @property
    def last(self) -> Written:
        """The right side of the last step."""
        return self.steps[-1][0] if self.steps else self.lhs

    def to(self, form: Written, rule: str) -> None:
        """Add a step, unless it changes nothing that a reader would see."""
        form = readable(form, letters=self.letters)
        if form != self.last and not (self.steps and alike(form, self.last)):
            self.steps.append((form, rule))

    def reorder(self, form: Written) -> None:
        """Show the last right side with its terms and factors in another order."""
        if self.steps and form != self.last and alike(form, self.last):
            self.steps[-1] = form, self.steps[-1][1]

    def claims(self) -> tuple[Claim, ...]:
        """The steps as claims."""
        before = [self.lhs, *(form for form, _ in self.steps)]
        return tuple(
            Claim(left, right, rule, given=self.given, case=self.case)
            for left, (right, rule) in zip(before, self.steps, strict=False)
        )
