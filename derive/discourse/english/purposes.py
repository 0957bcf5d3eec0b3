"""English words for what an equation is for: to hold roughly, to be solved, to update."""

from __future__ import annotations

from derive.discourse.english.gaps import GAP, PLACE
from derive.discourse.words import Row

__all__ = ["SPECIAL"]

SPECIAL = (
    Row(
        "definition",
        "E",
        before=r"\blet,? up to [a-z -]{1,40}(?:,|be) |\bup to [a-z -]{1,40},? let (?:[a-z-]+ ){0,4}",
        said="let",
        scope="onward",
    ),
    Row(
        "approximate",
        "QZEVA",
        before=r"\b(?:roughly|approximat\w+|nearly|almost|asymptotically|for (?:very |"
        "sufficiently )?(?:small|large|big|tiny)|to (?:first|second|leading|"
        r"lowest) order|linear(?:is|iz)\w+|up to (?:an? |the |irrelevant |"
        "additive |multiplicative )*(?:constants?|factors?|terms?|scaling|"
        rf"normali[sz]ation)|ignoring|neglect\w*)\b{GAP}",
        scope="sentence",
    ),
    Row(
        "approximate",
        "QZEV",
        behind=",? (?:roughly|approximately|nearly|for (?:small|large)|to (?:first|"
        "second|leading) order|up to (?:an? |the )?(?:additive |"
        r"multiplicative )?(?:constant|factor|term)s?)\b",
        scope="sentence",
    ),
    Row("approximate", "A", scope="sentence"),
    Row(
        "convention",
        before=rf"\b(?:convention|convene|agree|understood)\w*\b{GAP}",
        scope="onward",
    ),
    Row("convention", behind=",? by convention", scope="onward"),
    Row(
        "constraint",
        before=r"\b(?:subject to|s\.t\.|such that|constraints?\b(?: set)?(?: that| of|"
        " is| are)?|under the (?:constraint|condition)s?(?: that)?|boundary "
        "conditions?|initial conditions?|normali[sz]ation conditions?|"
        "constrained (?:to|by))(?: [a-z0-9-]+){0,4}:? ",
        said="constraint",
        scope="block",
    ),
    Row(
        "constraint",
        "QZEVI",
        behind=r" (?:as (?:an? )?|is (?:the|a|our) )?constraints?\b",
        said="constraint",
        scope="block",
    ),
    Row(
        "constraint",
        "QZEV",
        before=r"\b(?:solv\w+(?! for the (?:gradient|derivative))|solutions? (?:of|to|"
        rf"is|at|are)|roots? (?:of|is|at|are)|zeros? (?:is|are|at|where|when)|{PLACE}|attained (?:at|"
        r"for|when)|vanish\w* (?:at|when|for|if)|optimality (?:condition|"
        r"requires)\w*|normal equations?)(?: [a-z0-9-]+){0,3}:? ",
        said="solve",
        scope="block",
    ),
    Row(
        "constraint",
        "EV",
        before=r"\b(?:minim|maxim|optim|extrem)(?:um|a) (?:is|are)(?: then| thus| therefore)?:? ",
        said="value",
        scope="block",
    ),
    Row(
        "constraint",
        "QZE",
        behind=" (?:to (?:get|find|obtain|solve)|has (?:the|a) solution|can be solved|is solved)",
        said="solve",
        scope="block",
    ),
    Row(
        "constraint",
        "Z",
        before=r"\b(?:set(?:ting)?|equat\w+|put(?:ting)?|requir\w+|demand\w*|impos\w+|"
        r"want|need\w*|wish|would like|seek|look for|forc\w+|must|"
        rf"should)\b{GAP}",
        said="solve",
        scope="block",
    ),
    Row(
        "constraint",
        "QEZVI",
        before=r"\b(?:want to (?:show|prove|find)|(?:to|we|us|can you|exercise:?) "
        "(?:show|prove|verify|check)|^ ?(?:show|prove|verify|check)|to be "
        "shown|need to show|wish to (?:show|prove|find)|we (?:require|demand|"
        "impose|want|need|seek)|must satisfy|should (?:satisfy|equal|be|have)|"
        "such as to)(?: that| whether)?:? (?:[a-z0-9-]+ ){0,3}",
        said="to show",
        scope="block",
    ),
    Row(
        "update",
        "EU",
        before=r"\b(?:updat\w+|iterat\w+|recursion|assign\w*)(?: rule| step| equation|"
        r" formula| scheme)?(?: for [\w ]{1,20})?(?: is| reads| becomes| are| "
        "by| to| as)*(?: given by| then| now| as)*:? ",
    ),
    Row("update", "U"),
    Row("update", "E", behind=r",? (?:is the|as the|is an?) (?:[a-z0-9-]+ ){0,2}update\b"),
    Row(
        "fixed",
        "NSX",
        before=r"\b(?:hold\w*|keep\w*|with|fixing)(?: all)?(?: the)? (?:[a-z-]+ )?",
        behind=r" (?:is |are )?(?:held |kept )?(?:being )?(?:fixed|constants?)\b",
    ),
    Row(
        "fixed",
        "NSX",
        scope="section",
        before=r"\b(?:treat\w*|regard\w*|consider\w*|fix\w*)(?: all)?(?: the)? ",
        behind=" (?:is |are |be )?(?:held |kept |treated |regarded |taken )?(?:as "
        r")?(?:an? |being |to be )?(?:fixed|constants?)\b",
    ),
    Row(
        "fixed",
        "NX",
        behind=",? (?:do|does|did)(?: not|n['’]t) (?:depend|vary|change)(?: on| "
        "with)?(?: the)?(?: [a-z]+)? N|,? (?:is|are) (?:independent of|"
        "constant in)(?: the)?(?: [a-z]+)? N",
        said="independent of",
        scope="onward",
    ),
    Row(
        "fixed",
        "N",
        scope="section",
        before=r"\b(?:stop|cut|block)(?:s|ping)?(?: the)? gradients? (?:of|at|through|"
        "from|into|to) (?:the )?(?:[a-z0-9-]+ )?",
    ),
    Row("fixed", "NX", before=r"\b(?:detach\w*|hold|fix)(?: the)? (?:[a-z0-9-]+ )?"),
    Row(
        "fixed",
        "NSX",
        scope="section",
        behind=" (?:is|are) (?:held |kept |treated (?:as )?|regarded as |considered "
        r")?(?:an? )?(?:fixed|constants?|detached|frozen)\b(?! (?:points?|vector|"
        r"matri\w+|number|term|factor|learning|step|size|rate))",
    ),
)
