"""What was found about one step of a document: words and LaTeX, ready to be shown or kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = [
    "VERDICTS", "Outcome", "Remark", "Suggested", "Value", "WitnessText", "may_be_mended",
]  # fmt: skip

#: What a step needs that holds at equal indices only.
_INDICES = re.compile(r"[A-Za-z]'* = [A-Za-z]'*")

VERDICTS = (
    "definition", "assumption", "proved", "refuted", "conditional", "unknown", "unread", "ignored",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One entry of a quantity at a witness, exact."""

    name: str
    at: tuple[int, ...]
    value: str


@dataclass(frozen=True, slots=True)
class WitnessText:
    """A point at which the sides differ: sizes and positions by name, exact values.

    ``exact`` says that the two sides are exact as well.
    """

    sizes: tuple[tuple[str, int], ...]
    indices: tuple[tuple[str, int], ...]
    values: tuple[Value, ...]
    lhs: str
    rhs: str
    functions: tuple[tuple[str, str], ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Suggested:
    """A right side with which the step is proved, and the kind of edit that leads to it.

    ``written`` says that it was read and judged as it stands here, so that it can take the
    place of the old one; ``places`` are the stretches of its row that change, with what
    takes their places, or none where the whole side does.
    """

    rhs: str
    kind: str
    verdict: str = "proved"
    written: bool = True
    places: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A diagnostic: its name, the message, why, and what to do; ``at`` is a place in a side."""

    name: str
    message: str
    reason: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a step with its evidence.

    ``place`` is a stretch of the row, where something in it was not read. ``sizes`` is
    ``"all"``, or the sizes of each index set for the weaker grade of a proof; ``expected``
    says that the document itself expects this verdict.
    """

    verdict: str
    reason: str = ""
    sizes: str = ""
    assumptions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    case: str = ""
    witness: WitnessText | None = None
    suggestion: Suggested | None = None
    remarks: tuple[Remark, ...] = field(default=())
    place: tuple[int, int] | None = None
    expected: bool = False


def may_be_mended(outcome: Outcome) -> bool:
    """Whether a suggestion is to be looked for: not where a definition is what is to be mended."""
    if outcome.verdict == "conditional":
        return any(_INDICES.fullmatch(need) for need in outcome.needs)
    blamed = any(remark.name == "definition-at-fault" for remark in outcome.remarks)
    return outcome.verdict == "refuted" and outcome.suggestion is None and not blamed
