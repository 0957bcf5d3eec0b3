r"""What the words around an inline formula say of it: ``$A$ is symmetric``, ``if $x > 0$``.

Only plain facts are read, in English. What holds under an "if" holds for the next display.
"""

from __future__ import annotations

import re

__all__ = [
    "ANEW",
    "DENIED",
    "ENDS",
    "GOES_ON",
    "HEADING",
    "OTHERWISE",
    "ROUGHLY",
    "STILL",
    "STOPS",
    "SUMS",
    "TOO",
    "fact_after",
    "fact_before",
    "is_brief",
    "is_denied",
    "is_for_now",
    "is_hypothetical",
    "is_number",
    "is_supposed",
    "span_name",
    "squeezed",
]

#: Where a section begins.
HEADING = re.compile(
    r"^[ ]{0,3}#{1,6}[ ]|^[=-]{3,}\s*$|\\(?:sub)*section\b|\\chapter\b", re.MULTILINE
)
#: Words that introduce something new.
ANEW = re.compile(
    r"\b(?:instead|alternatively|another|different|differently|redefine\w*|consider|suppose|let|"
    r"define\w*|variant|version|replace\w*|change\w*)\b[^.]*$"
    r"|\b(?:with|using|use|for|choos\w*|tak\w*) (?:the|an?) [^.$]*"
    r"\b(?:cost|loss|losses|objective|error|model|function|entropy|case)\b[^.]*$",
    re.IGNORECASE,
)
#: A new paragraph with words of its own.
ENDS = re.compile(
    r"^\s*\.(?:\s|\Z)|\n[ \t\r>]*\n\s*\w"
    r"|\b(?:in general|otherwise|now|next|instead)\b|\w\.\s+[A-Z]",
    re.IGNORECASE,
)
#: Words that say that what follows does not hold exactly.
ROUGHLY = re.compile(
    r"\b(?:approximat\w*|roughly|nearly|for (?:large|small|big)|first[- ]order|second[- ]order|"
    r"linear(?:is|iz)\w*|asymptotic\w*|ignoring|neglect\w*|in the limit|tends? to|taylor|"
    r"up to (?:an? )?(?:\w+ )?(?:constants?|factors?|terms?)|expan(?:d|sion)\w* around)\b[^.]*$",
    re.IGNORECASE,
)
#: Words between two names of which the same is said.
TOO = re.compile(r"\s*(?:,|,?\s*and|&)\s*")
#: A sentence that goes on behind a display, and where a sentence stops.
GOES_ON = re.compile(
    r"\s*(?:[Ww]here|Here|with|for|if|when|whenever|since|because|provided(?: that)?|assuming"
    r"|given)\b"
)
STOPS = re.compile(r"\.(?:\s|$)|\n[ \t\r>]*\n|^\s*\Z")
#: Words behind a formula that deny it, or ask for it.
DENIED = re.compile(
    r"\s*(?:\?|fails?\b|is (?:false|wrong|violated|not)\b|(?:does|do|need|must|can)(?: not|n't)\b|"
    r"no longer\b|breaks\b|cannot\b)",
    re.IGNORECASE,
)
#: Words between two displays that leave the case as it is.
STILL = re.compile(
    r"\s*(?:so|and|then|hence|thus|which|or|that is|i\.e\.|therefore|giving|where|we)\b"
    r"[^.$#]{0,40}\Z"
)
#: Words behind a name that say what its entries are together.
SUMS = re.compile(
    r"(?:'?s)?\s*(?:all |always |must |should )?(?:sums?|adds?) (?:up )?to (?:one|1|unity)\b",
    re.IGNORECASE,
)
#: Words that leave the other case.
OTHERWISE = re.compile(r"\b(?:otherwise|else|in (?:all|the) other cases?)\b", re.IGNORECASE)
_RUN = re.compile(r"\s{3,}")
_NAME = re.compile(
    r"\\?[A-Za-z]+(?:_\{?[A-Za-z]\}?)?|\\(?:mathbf|boldsymbol|bm|hat|tilde|bar)\s*\{?\\?[A-Za-z]+\}?"
)

_NAMES = {
    "symmetric": "symmetric",
    "one-hot": "one-hot",
    "one hot": "one-hot",
    "独热": "one-hot",
    "distribution": "distribution",
    "distributions": "distribution",
}
_FACT = "|".join(sorted(_NAMES, key=len, reverse=True))
_AFTER = re.compile(
    rf"\s*[,，]?\s*(?:is|are|be|being|denotes?|as|是|为)?\s*(?:一个\s*)?(?:both\s+|each\s+|all\s+)?(?:an?\s+|the\s+)?"
    rf"(?:(?:probability|discrete|real|square|true|label)\s+)*(?P<fact>{_FACT})(?![\w-])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<fact>{_FACT})(?:[\s-]+(?:matrix|matrices|vectors?|labels?|targets?|encoding|"
    r"encoded|real))*\s*$",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:real |positive |arbitrary |small |single |fixed |additive |scalar |constant )*"
    r"(?:constants?|scalars?|real numbers?|temperature(?: parameter)?|learning rate|step size)"
)
_NUMBER_BEFORE = re.compile(rf"(?:\bany )?(?<![\w-]){_NUMBER}\s*$", re.IGNORECASE)
_NUMBER_AFTER = re.compile(
    rf"\s*,?\s*(?:is|are|be|being|as)\s+(?:both\s+|an?\s+|any\s+|some\s+|the\s+)?{_NUMBER}"
    r"(?![\w-]|\s+(?:vector|matrix|array|of|in|over)s?\b)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|non|no|never|need|needn|unless|without|whether|any|nor|neither|cannot|only|than|"
    r"false|wrong|fails?|does|do|is it)\b|n't\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?:]\s|\n[ \t\r>]*\n")
_BRIEF = re.compile(
    r"\b(?:if|when|whenever|for|case|unless|where(?:as|ver))\b[^.]*$", re.IGNORECASE
)
_FOR_NOW = re.compile(r"\b(?:if|when|whenever|case|unless|whereas)\b[^.]*$", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\b(?:suppos\w+|assum\w+|take)(?:\s+that)?\W*$", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|at|for|provided(?: that)?|in (?:the )?case|unless|as long as)\s+"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def squeezed(text: str) -> str:
    r"""The text with no long runs of spaces and lines: patterns take their time on those.

    >>> squeezed("a  b\n\n\n\n c")
    'a  b\n\nc'
    """
    return _RUN.sub(lambda run: "\n\n" if run[0].count("\n") > 1 else run[0][:1], text)


def fact_after(words: str) -> str:
    """The fact that words behind a name say of it, or nothing.

    >>> fact_after(" is a symmetric matrix."), fact_after(" need not be symmetric")
    ('symmetric', '')
    >>> fact_after(". Symmetric matrices are"), fact_after(" be a probability distribution")
    ('', 'distribution')
    """
    found = _AFTER.match(words)
    return "" if found is None else _NAMES[found["fact"].lower()]


def fact_before(words: str) -> str:
    """The fact that words in front of a name say of it, or nothing.

    >>> fact_before("for a one-hot vector "), fact_before("the symmetric part of ")
    ('one-hot', '')
    """
    found = _BEFORE.search(words)
    if found is None or is_denied(words[: found.start()]):
        return ""
    return _NAMES[found["fact"].lower()]


def is_number(before: str, after: str) -> bool:
    """Whether the words before a name, or those behind it, say that it is a number.

    >>> is_number("for any constant ", ""), is_number("", " is a scalar."), is_number("", " is a")
    (True, True, False)
    >>> is_number("the number of ", ""), is_number("", " is a constant vector")
    (False, False)
    """
    found = _NUMBER_BEFORE.search(before)
    if found is not None and not is_denied(before[: found.start()]):
        return True
    return _NUMBER_AFTER.match(after) is not None and not is_denied(before)


def is_denied(words: str) -> bool:
    """Whether a sentence that begins with these words denies or asks what it says.

    >>> is_denied("We do not assume that "), is_denied("It is not so. Let ")
    (True, False)
    """
    return _NOT.search(_SENTENCE.split(words)[-1]) is not None


def span_name(text: str) -> str:
    r"""The name that an inline formula is, or nothing.

    >>> span_name("A"), span_name(r"\mathbf{y}"), span_name("a + b")
    ('A', '\\mathbf{y}', '')
    """
    text = text.strip()
    return text if _NAME.fullmatch(text) else ""


def is_brief(words: str) -> bool:
    """Whether words such as "if" say that a condition holds for what follows only."""
    return _BRIEF.search(words[-60:]) is not None


def is_for_now(words: str) -> bool:
    """Whether words say that an inequality holds for what follows only."""
    return _FOR_NOW.search(words[-60:]) is not None


def is_hypothetical(words: str) -> bool:
    """Whether words suppose the equation behind them.

    >>> is_hypothetical("Suppose that "), is_hypothetical("Let ")
    (True, False)
    """
    return _HYPOTHETICAL.search(words) is not None


def is_supposed(words: str) -> bool:
    """Whether words such as "when" make a condition of the equation behind them.

    >>> is_supposed("and when "), is_supposed("When it is cold, then "), is_supposed("Thus ")
    (True, False, False)
    """
    return _SUPPOSED.search(words) is not None
