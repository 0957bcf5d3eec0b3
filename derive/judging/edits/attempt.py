"""A changed step, judged as any other: what is proved with it, and still says something."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from derive.discourse.statements import Statement
from derive.judging.edits.change import Places, changed
from derive.judging.edits.ground import FAULTS, Ground, parsed, with_side
from derive.judging.edits.tautology import is_tautology
from derive.judging.known import known_of, made
from derive.judging.outcome import Suggested
from derive.judging.step import Settled, judge_step
from derive.notation.names import plain_text
from derive.notation.nodes import Digits, Expression, Fraction

__all__ = ["Attempt", "is_number"]

#: How many changed steps are judged for one step.
MOST_JUDGED = 8


@dataclass(slots=True)
class Attempt:
    """The step that is to be mended, the n-th statement, and how many changes of it were judged."""

    statements: tuple[Statement, ...]
    n: int
    ground: Ground
    settled: Settled
    judged: int = 0

    def with_change(self, kind: str, places: Places) -> Suggested | None:
        """A change as a suggestion, if the step is proved with it and still says something."""
        text = changed(self.ground.side, places)
        return Suggested(_one_line(text), kind, changes=places) if self.proves(text) else None

    def with_form(self, kind: str, text: str) -> Suggested | None:
        """Another right side as a suggestion that is not to be written."""
        return Suggested(text, kind) if self.proves(text) else None

    def proves(self, text: str) -> bool:
        """Whether the step is proved with this right side, and is no tautology then."""
        if self.judged >= MOST_JUDGED:
            return False
        right = parsed(self.ground.side, text)
        built = None if right is None else self.ground.read(right)
        other = with_side(self.ground, text)
        if right is None or built is None or other is None:
            return False
        if not _keeps_numbers(self.ground.side.notation, right):
            return False
        if is_tautology(self.ground, other, built):
            return False
        self.judged += 1
        mended = (*self.statements[: self.n], other, *self.statements[self.n + 1 :])
        known = known_of(self.statements)
        with suppress(*FAULTS):
            # A change that writes a new name is evidence of its own.
            known = known if known.has_names_of(right) else made(mended)
            outcome, _ = judge_step(mended, self.n, self.settled, known)
            return outcome.verdict == "proved"
        return False


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _keeps_numbers(before: Expression, after: Expression) -> bool:
    """Whether the numbers that stand as terms of their own stay as they are.

    The author means them: no other number beside them makes up for what is wrong.
    """
    old, new = _numbers(before), _numbers(after)
    meant = Counter({text: n for text, n in old.items() if text != "1"})
    return not meant - new and not (old and new - old)


def _numbers(side: Expression) -> Counter[str]:
    return Counter(
        plain_text(term.items[0])
        for term in side.terms
        if len(term.items) == 1 and is_number(term.items[0])
    )


def is_number(node: object) -> bool:
    """Whether something is a number, or a fraction of two numbers, as it is written."""
    if isinstance(node, Fraction):
        return plain_text(node.above).isdigit() and plain_text(node.below).isdigit()
    return isinstance(node, Digits)
