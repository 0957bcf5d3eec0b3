"""The words in a display: what they do with the formula behind them. One table.

Words in a display are few, and are read by how they begin. Those around a display are read by
the tables of their language (``derive.discourse.words``).
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

__all__ = ["Role", "role_of", "words_behind"]

#: What words do with the formula behind them: it is a condition, a reason, an alternative, …;
#: "" for words that do nothing with it, "parts" for a comma or a space that parts two formulas.
Role: TypeAlias = Literal[
    "if", "all", "where", "since", "unless", "otherwise", "implies", "so", "or", "let", "assume",
    "demand", "parts", "says", "",
]  # fmt: skip

_ROLES: tuple[tuple[Role, str], ...] = (
    ("otherwise", r"otherwise|else(?!where)|in (?:all )?other cases|否则|其他|其它|其余"),
    ("unless", r"(?:with )?equality|unless|except|without|instead|but not|除非|除了"),
    ("demand", r"subject to|s\.?\s*t\.?(?![a-z])|such that|set(?:ting)?\b|solve|solving|show that"
               r"|prove|we want|minimi[sz]e|maximi[sz]e|使得|满足|求解|令导数"),
    ("implies", r"implies|implying|iff|if and only if|means|gives|yields|leads to|得到|推出"),
    ("all", r"for (?:all|each|every|any)|对于?(?:所有|任意|每个?)"),
    ("if", r"if|when(?:ever)?|for|in (?:the )?cases?|case|provided|given|while|at|as long as|and if"
           r"|若|如果|当|对于?|假如"),
    ("assume", r"assum\w*|suppos\w*|假设|设"),
    ("since", r"since|because|as|note|noting|recall|recalling|using|by|due to"
              r"|因为|由于|注意|利用|根据"),
    ("where", r"where|with|in which|here|其中|这里"),
    ("let", r"let|define|denote|put|write|记|定义|令"),
    ("so", r"(?:or,? )?equivalently|or in other words|so|then|thus|hence|therefore|which is"
           r"|i\.e\.?|that is|所以|因此|于是|从而|则|即"),
    ("or", r"or|或者?"),
    ("parts", r"and|also|both|且|和|以及|及"),
)  # fmt: skip
_WORDS = re.compile(
    r"[\W_]*(?:" + "|".join(f"(?P<{role}>{said})" for role, said in _ROLES) + r")(?![A-Za-z])",
    re.IGNORECASE,
)


def role_of(words: str) -> Role:
    r"""What words do with the formula behind them.

    >>> [role_of(w) for w in ("if", "(since", ",", "for all ", "by the chain rule", "当")]
    ['if', 'since', 'parts', 'all', 'since', 'if']
    """
    if not re.search(r"\w", re.sub(r"\\[A-Za-z]+|\\.", "", words)):
        return "parts"
    found = _WORDS.match(words)
    if found is None:
        return "says"
    return next(role for role, _ in _ROLES if found[role] is not None)


def words_behind(words: str) -> str:
    """What a remark says behind the word by which it was known: the noun of "for the noun:"."""
    found = _WORDS.match(words)
    return words[found.end() :].strip(" ()") if found is not None else words.strip()
