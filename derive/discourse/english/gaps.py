"""How far apart English words and their formula may stand. ``D`` is a display."""

from __future__ import annotations

__all__ = ["FEW", "GAP", "INSTEAD", "NEAR", "THAT"]

#: Anything within the clause, formulas too.
GAP = r"[^.;D]{0,60}"
#: The same, up to the next comma.
NEAR = r"[^.;,D]{0,40}"
#: What may stand between a conjunction and its formula.
THAT = r"(?: that| we have| it holds that| the case(?: that| of| where| when)?)?:? "
#: Few words between a verb and its formula: "let the loss be", "denote its output by".
FEW = r"(?:[a-z0-9'’-]+ ){0,7}"
#: Words that take something else in the place of what was defined.
INSTEAD = (
    r"(?:alternatively|instead),? (?:(?:we|one|let us|you) )?(?:can |could |may |might )?"
    r"(?:us\w+|tak\w+|consider\w*|defin\w+|choos\w+|chose|let|set|minimi\w+|put|write)|"
    r"(?:us\w+|tak\w+|consider\w*|defin\w+|choos\w+|minimi\w+) instead"
)
