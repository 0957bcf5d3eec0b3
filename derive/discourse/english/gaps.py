"""How far apart English words and their formula may stand. ``D`` is a display."""

from __future__ import annotations

__all__ = ["AT", "DEFINED", "FEW", "GAP", "INSTEAD", "NEAR", "PLACE", "THAT", "UNTIL"]

#: Anything within the clause, formulas too.
GAP = r"[^.;D]{0,60}"
#: The same, up to a word that turns to something else.
UNTIL = r"(?:(?!\b(?:but|however|whereas|while|here|instead)\b)[^.;D]){0,80}"
#: The same as GAP, up to the next comma.
NEAR = r"[^.;,D]{0,40}"
#: What may stand between a conjunction and its formula.
THAT = r"(?: that| we have| it holds that| the case(?: that| of| where| when)?)?:? "
#: "at", but not as in "look at" and "arrive at".
AT = r"(?<!look )(?<!looking )(?<!arrive )(?<!arrived )(?<!arriving )\bat "
#: Few words between a verb and its formula: "let the loss be", "denote its output by".
FEW = r"(?:[a-z0-9'’-]+ ){0,7}"
#: Words that say where something is least: a value that is least is none of them.
PLACE = (
    r"(?:minim\w+|maxim\w+|optim\w+|extrem\w+|stationary points?|critical points?)"
    r"(?: [a-z0-9-]+){0,4} (?:at|where|when|satisf\w+|lies|(?<!imum )(?<!ima )(?<!value )(?<!values )(?:is|are))"
)
#: Words before the condition that makes something what it is called.
DEFINED = (
    r"(?:is|are|be|called|calls?|said)\b[^.;,D]{0,60}"
    r"\b(?:if|iff|if and only if|when(?:ever)?|(?:exactly|precisely) (?:when|if))"
)
#: Words that take something else in the place of what was defined.
INSTEAD = (
    r"(?:alternatively|instead),? (?:(?:we|one|let us|you) )?(?:can |could |may |might )?"
    r"(?:us\w+|tak\w+|consider\w*|defin\w+|choos\w+|chose|let|set|minimi\w+|put|write)|"
    r"(?:us\w+|tak\w+|consider\w*|defin\w+|choos\w+|minimi\w+) instead"
)
