"""The words for a verdict, the same in every report: no grade is printed as another one."""

from __future__ import annotations

from derive.model import Proved, Verdict, verdict_name
from derive.syntax.letters import text_name

__all__ = ["GRADES", "grade", "sizes_text"]

#: From the strongest to the weakest, as reports count them.
GRADES = (
    "proved",
    "proved at sizes",
    "refuted",
    "conditional",
    "unknown",
    "definition",
)


def grade(verdict: Verdict) -> str:
    """The verdict in words; a proof at some sizes is not one for all of them.

    >>> from derive.model import Unknown
    >>> grade(Unknown("undecided", ""))
    'unknown'
    """
    if isinstance(verdict, Proved) and verdict.sizes is not None:
        return "proved at sizes"
    return verdict_name(verdict)


def sizes_text(proof: Proved) -> str:
    """For which sizes a proof holds: ``for every size``, or ``at sizes C = 1, 2, 3 only``."""
    if proof.sizes is None:
        return "for every size"
    named = (f"{text_name(s.name)} = {', '.join(map(str, n))}" for s, n in proof.sizes)
    return f"at sizes {'; '.join(named)} only"
