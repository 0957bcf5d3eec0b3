"""Names that a later section may define anew, by an equation for them that is not what was said.

"# Ridge" and then "$L = (y - x)^2 + λ w^2$", where another section has defined L without it: that
is no slip, but another L. What that equation says is judged, and if it does not follow it is not
called false; in its section nothing is judged by the older definition from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derive.discourse.rivals import ANEW, pattern_of
from derive.discourse.statements import Statement
from derive.judging.outcome import Outcome, Reason

__all__ = ["unless_anew"]


def unless_anew(
    outcome: Outcome,
    statements: Sequence[Statement],
    n: int,
    used: Sequence[Statement],
    judge: Callable[[int], Outcome],
) -> Outcome:
    """An outcome, unless it is by a definition that may be over in the section of the claim."""
    own = statements[n]
    if outcome.verdict not in ("proved", "refuted", "conditional"):
        return outcome
    if own.said == ANEW:
        return outcome if outcome.verdict == "proved" else _in_doubt(own)
    names = {pattern_of(s.left) for s in used if s.left is not None and s.status == "definition"}
    for k in range(n if names else 0):
        other = statements[k]
        begin, end = other.scope
        if (
            other.said == ANEW
            and begin <= own.place[0] < end
            and other.left is not None
            and pattern_of(other.left) in names
            and judge(k).verdict != "proved"
        ):
            return _in_doubt(other)
    return outcome


def _in_doubt(statement: Statement) -> Outcome:
    assert statement.left is not None
    name = pattern_of(statement.left)
    return Outcome("unknown", Reason("rival", f"this section may define {name} anew", about=name))
