"""Names that a later section may define anew, by an equation for them that is not what was said.

"# Ridge" and then "$L = (y - x)^2 + λ w^2$", where another section has defined L without it: that
is no slip, but another L. What that equation says is judged, and if it does not follow it is not
called false; in its section nothing is judged by the older definition from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derive.discourse.rivals import ANEW, pattern_of
from derive.discourse.statements import Statement
from derive.judging.known import Known
from derive.judging.outcome import Outcome, Reason

__all__ = ["unless_anew"]


def unless_anew(
    outcome: Outcome,
    own: Statement,
    known: Known,
    used: Sequence[Statement],
    judge: Callable[[Known, int], Outcome],
) -> Outcome:
    """An outcome, unless it is by a definition that may be over in the section of the claim."""
    if outcome.verdict not in ("proved", "refuted", "conditional"):
        return outcome
    if outcome.verdict != "proved" and (case := _case_of_another(own, known, used)) is not None:
        return Outcome("unknown", Reason("rival", f"it is defined in a case: {case}"))
    if own.said == ANEW:
        return outcome if outcome.verdict == "proved" else _in_doubt(own)
    names = {pattern_of(s.left) for s in used if s.left is not None and s.status == "definition"}
    for n in known.anew_at(own.place[0]) if names else ():
        other = known.statements[n]
        if other.place >= own.place or other.left is None or pattern_of(other.left) not in names:
            continue
        if n not in known.outcomes:
            known.outcomes[n] = judge(known, n)
        if known.outcomes[n].verdict != "proved":
            return _in_doubt(other)
    return outcome


def _case_of_another(own: Statement, known: Known, used: Sequence[Statement]) -> str | None:
    """The case in which a definition was made, if the claim does not stand in it: "if y = 1"."""
    cases = [s for s in known.statements if s.status in ("supposition", "assumption")]
    for definition in used:
        for case in cases if definition.status == "definition" else ():
            begin, end = case.scope
            before = begin <= case.place[0] < definition.place[0] < end
            if before and not begin <= own.place[0] < end:
                return case.formula.text if case.formula is not None else case.words
    return None


def _in_doubt(statement: Statement) -> Outcome:
    assert statement.left is not None
    name = pattern_of(statement.left)
    return Outcome("unknown", Reason("rival", f"this section may define {name} anew", about=name))
