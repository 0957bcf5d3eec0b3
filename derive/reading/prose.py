r"""What the words around an inline formula say of it: ``$A$ is symmetric``, ``if $x > 0$``.

Only plain facts are read, in English. What holds under an "if" holds for the next display.
"""

from __future__ import annotations

import re
from dataclasses import replace

from derive.reading.scope import letters_of
from derive.syntax.reader.notation import Bracket, Clause, Clauses, Head, Letter, subnodes
from derive.syntax.reader.session import Formula

__all__ = [
    "OTHERWISE",
    "fact_after",
    "fact_before",
    "is_bound",
    "is_brief",
    "is_total",
    "negated",
    "replaces",
    "span_name",
]

#: Words that leave the other case.
OTHERWISE = re.compile(r"\b(?:otherwise|else|in (?:all|the) other cases?)\b", re.IGNORECASE)
_NAME = re.compile(r"\\?[A-Za-z]+|\\(?:mathbf|boldsymbol|bm|hat|tilde|bar)\s*\{?\\?[A-Za-z]+\}?")

_NAMES = {
    "symmetric": "symmetric",
    "one-hot": "one-hot",
    "one hot": "one-hot",
    "distribution": "distribution",
    "distributions": "distribution",
}
_FACT = "|".join(sorted(_NAMES, key=len, reverse=True))
_AFTER = re.compile(
    rf"\s*,?\s*(?:is|are|be|being|denotes?|as)?\s*(?:both\s+|each\s+|all\s+)?(?:an?\s+|the\s+)?"
    rf"(?:(?:probability|discrete|real|square|true|label)\s+)*(?P<fact>{_FACT})(?![\w-])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<fact>{_FACT})(?:[\s-]+(?:matrix|matrices|vectors?|labels?|targets?|encoding|"
    r"encoded|real))*\s*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|non|no|never|need|needn|unless|without|whether|any)\b", re.IGNORECASE)
_BRIEF = re.compile(r"\b(?:if|when|whenever|for|case|unless|where(?:as|ver))\b[^.]*$", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:show|prove|check|verify|whether|claim|not|unless|if|when|without|need|require\w*|"
    r"suppose instead)\b[^.]*$",
    re.IGNORECASE,
)


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
    if found is None or _NOT.search(words[max(0, found.start() - 20) : found.start()]):
        return ""
    return _NAMES[found["fact"].lower()]


def span_name(text: str) -> str:
    """The name that an inline formula is, or nothing.

    >>> span_name("A"), span_name(r"\\mathbf{y}"), span_name("a + b")
    ('A', '\\\\mathbf{y}', '')
    """
    text = text.strip()
    return text if _NAME.fullmatch(text) else ""


def is_brief(words: str) -> bool:
    """Whether words such as "if" say that a condition holds for what follows only."""
    return _BRIEF.search(words[-60:]) is not None


def is_bound(clause: Clause) -> bool:
    r"""Whether a clause bounds a quantity: ``x > 0``, ``0 < p_i < 1``, ``y \in \{-1, 1\}``."""
    signs = [relation.sign for relation in clause.relations]
    if signs == ["∈"]:
        member = clause.members[1]
        items = member.terms[0].items if member is not None and len(member.terms) == 1 else ()
        inside = {n.name for n in subnodes(member) if isinstance(n, Letter)} if member else {""}
        return len(items) == 1 and isinstance(items[0], Bracket) and not inside
    return bool(signs) and all(sign in "<>≤≥" for sign in signs)


def is_total(clause: Clause, words: str) -> bool:
    r"""Whether a clause says what a sum is: ``\sum_i y_i = 1``, and nobody asks about it."""
    left = clause.members[0]
    if left is None or len(left.terms) != 1 or _ASKED.search(words[-80:]):
        return False
    first = left.terms[0].items[0]
    return isinstance(first, Head) and first.name == "sum"


def negated(case: Formula) -> Formula:
    """The case that a case leaves: ``i ≠ j`` after ``i = j``."""
    (clause,) = case.notation.parts
    assert isinstance(clause, Clause)
    turned = tuple(replace(r, sign="≠" if r.sign == "=" else "=") for r in clause.relations)
    other = replace(clause, relations=turned)
    return replace(case, notation=Clauses(case.notation.start, case.notation.end, (other,)))


def replaces(new: Formula, old: Formula) -> bool:
    """Whether a condition takes the place of an earlier one, on the same letters."""
    return letters_of(new.notation) == letters_of(old.notation)
