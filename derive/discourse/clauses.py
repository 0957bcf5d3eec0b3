r"""What stands in a row of a display: listings, columns, maps, conditions, words between them.

``role_of`` says what words do with the formula behind them: words in a display are few, and are
read by how they begin. ``condition_of`` says what a relation beside an equation is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from derive.discourse.chains import Part
from derive.discourse.relations import called, letter_of
from derive.discourse.statements import Formula, Status
from derive.notation.errors import ReadError
from derive.notation.names import only_item, plain_text
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Letter,
    Node,
    Scripted,
    Separator,
    Styled,
    letters_of,
    subnodes,
)
from derive.notation.parse import parse

__all__ = ["ORDERS", "Role", "columns", "compares_indices", "condition_of", "in_brackets",
           "index_letters", "is_map", "listing_at", "role_of", "tagged", "without_cases",
           "words_behind"]  # fmt: skip

ORDERS = frozenset("<>≤≥≪≫≠∉")
#: What words do with the formula behind them: it is a condition, a reason, an alternative, …;
#: "" for words that do nothing with it, "parts" for a comma or a space that parts two formulas.
Role: TypeAlias = Literal[
    "if", "all", "where", "since", "unless", "otherwise", "implies", "so", "or", "let", "assume",
    "demand", "parts", "says", "",
]  # fmt: skip
_ROLES: tuple[tuple[Role, str], ...] = (
    ("otherwise", r"otherwise|else(?!where)|in (?:all )?other cases|否则|其他|其它|其余"),
    ("unless", r"(?:with )?equality|unless|except|without|instead|but not|除非|除了"),
    ("demand", r"subject to|under the (?:constraint|condition)s?"
               r"|s\.?\s*t\.?(?![a-z])|such that|set(?:ting)?\b|solve|solving|show that"
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
_COMMANDS = re.compile(r"\\[A-Za-z]+|\\.")


def role_of(words: str) -> Role:
    r"""What words do with the formula behind them.

    >>> [role_of(w) for w in ("if", "(since", ",", "for all ", "by the chain rule", "当")]
    ['if', 'since', 'parts', 'all', 'since', 'if']
    """
    if not re.search(r"\w", _COMMANDS.sub("", words)):
        return "parts"
    found = _WORDS.match(words)
    return next(role for role, _ in _ROLES if found[role] is not None) if found else "says"


def words_behind(words: str) -> str:
    """What a remark says behind the word by which it was known: the noun of "for the noun:"."""
    found = _WORDS.match(words)
    return words[found.end() :].strip(" ()") if found is not None else words.strip()


def listing_at(parts: Sequence[Clause | Separator], at: int) -> int:
    r"""How many parts from ``at`` on are ``i = 1, \ldots, n`` or ``k = 1, 2, 3``; 0 if none are.

    >>> [listing_at(parse(t).parts, 0) for t in (r"i = 1, \ldots, n, a = b", "i = 1, j = 2")]
    [5, 0]
    >>> listing_at(parse(r"i, j \in S").parts, 0)
    3
    """
    begin = at
    if at > 1 and _is_comma(parts[at - 1]) and _is_letter(parts[at - 2]):
        return 0  # it was asked at the first of these names
    while _is_letter(parts[at]) and at + 2 < len(parts) and _is_comma(parts[at + 1]):
        at += 2
    clause = parts[at]
    if (
        not isinstance(clause, Clause)
        or len(clause.members) != 2
        or letter_of(clause.members[0]) is None
    ):
        return 0
    if at > begin and clause.relations[0].sign == "∈":
        return at + 1 - begin
    if clause.relations[0].sign != "=" or not _counts(clause.members[1]):
        return 0
    end = at + 1
    while end + 1 < len(parts) and _is_comma(parts[end]):
        item = parts[end + 1]
        if not isinstance(item, Clause) or item.relations or not _counts(item.members[0]):
            break
        end += 2
    run = [plain_text(p) for p in parts[at + 1 : end] if isinstance(p, Clause)]
    numbers = all(text.isdigit() for text in (plain_text(clause.members[1]), *run))
    return end - begin if run and ("…" in run or numbers) else 0


def _is_comma(part: Clause | Separator) -> bool:
    return isinstance(part, Separator) and part.sign in (",", ";")


def _is_letter(part: Clause | Separator) -> bool:
    return isinstance(part, Clause) and not part.relations and bool(letter_of(part.members[0]))


def _counts(member: Expression | None) -> bool:
    """Whether a side is a number, dots or a letter, maybe with a number added."""
    if member is None or any(isinstance(n, Bracket | Head) for n in subnodes(member)):
        return False
    return all(len(term.items) == 1 for term in member.terms)


def columns(clause: Clause, text: str) -> Iterator[Clause]:
    """The clause, parted where a column between its relations is empty: ``= b & & = c``."""
    ends = [
        n for n in range(1, len(clause.relations))
        if text.count("&", clause.members[n].end, clause.relations[n].start) > 1  # type: ignore[union-attr]
    ]  # fmt: skip
    for start, end in zip([0, *ends], [*ends, len(clause.relations)], strict=True):
        first = clause.members[0] if not start else None
        members = (first, *clause.members[start + 1 : end + 1])
        begins = clause.relations[start].start if start else clause.start
        last = members[-1]
        yield Clause(begins, last.end if last is not None else clause.end, members,
                     clause.relations[start:end])  # fmt: skip


def is_map(parts: tuple[Clause | Separator, ...], at: int) -> bool:
    r"""Whether a clause and the two parts before it are ``f : X \to Y``."""
    clause = parts[at]
    if at < 2 or not isinstance(clause, Clause) or [r.sign for r in clause.relations] != ["→"]:
        return False
    name, colon = parts[at - 2], parts[at - 1]
    is_name = isinstance(name, Clause) and not name.relations
    return is_name and isinstance(colon, Separator) and colon.sign == ":"


def in_brackets(part: Part) -> Clauses | None:
    r"""The conditions that stand by themselves in brackets: ``(i \ne j)``."""
    item = only_item(part.members[0]) if part.members[0] is not None else None
    if not isinstance(item, Bracket) or item.kind not in ("(", "["):
        return None
    related = any(isinstance(p, Clause) and p.relations for p in item.inside.parts)
    return item.inside if related else None


def without_cases(part: Part) -> tuple[Part, list[Clause]]:
    """A part without the cases in brackets behind its sides."""
    members = list(part.members)
    found: list[Clause] = []
    for n, member in enumerate(members):
        if member is not None and part.relations and n:
            members[n], cases = _without_case(member)
            found += cases
    return replace(part, members=tuple(members)), found


def _without_case(side: Expression) -> tuple[Expression, tuple[Clause, ...]]:
    r"""A side without the bracket at its end that holds a case: ``a_i \quad (i = j)``.

    An indicator ``1(i = k)`` and a value ``P(y = 1)`` keep theirs.
    """
    term = side.terms[-1]
    last = term.items[-1]
    if not isinstance(last, Bracket) or last.kind not in ("(", "[") or len(term.items) < 2:
        return side, ()
    clauses = tuple(p for p in last.inside.parts if isinstance(p, Clause))
    if not clauses or any(not c.relations or None in c.members for c in clauses):
        return side, ()
    before = term.items[-2]
    values = any(letter_of(m) in (None, "") for c in clauses for m in c.members)
    if _indicates(before) or (values and isinstance(before, Letter | Scripted | Styled)):
        return side, ()
    rest = replace(term, end=before.end, items=term.items[:-1])
    return replace(side, end=rest.end, terms=(*side.terms[:-1], rest)), clauses


def _indicates(item: Node) -> bool:
    r"""Whether an item makes an indicator of the equation behind it: ``\mathbb 1(i = k)``."""
    while isinstance(item, Styled | Scripted):
        item = item.of if isinstance(item, Styled) else item.base
    if isinstance(item, Letter):
        return item.name in ("I", "𝕀", "P", "Pr") or item.word
    return isinstance(item, Digits) and item.text == "1"


def index_letters(notation: Node) -> frozenset[str]:
    """The letters that stand below or above others, or that a sum binds."""
    found: set[str] = set()
    for node in subnodes(notation):
        if isinstance(node, Scripted | Head):
            found |= letters_of(node.below) if node.below is not None else set()
            if node.above is not None and not isinstance(node.above, Digits):
                found |= letters_of(node.above)
    return frozenset(found)


def compares_indices(clause: Clause, indices: frozenset[str]) -> bool:
    """Whether a clause compares letters that are indices, with one another or with numbers."""
    if not clause.relations or any(r.sign not in "=≠<>≤≥" for r in clause.relations):
        return False
    letters = [letter_of(member) for member in clause.members]
    return all(x is not None for x in letters) and bool({x for x in letters if x} & indices)


def condition_of(clause: Clause, role: Role, indices: frozenset[str]) -> tuple[Status, str]:
    """The status of a relation beside an equation, and how it is said there."""
    signs = [relation.sign for relation in clause.relations]
    if role in ("unless", "or") or signs == ["→"]:
        return "hypothetical", role or "→"
    if role == "demand":
        return "constraint", ""
    if signs == ["∼"]:
        return "kind", "random"
    if signs == ["∈"] or (len(signs) == 2 and ORDERS.issuperset(signs) and (
        letter_of(clause.members[1]) in indices
    )):  # fmt: skip
        return "range", ""  # ``1 \le i \le n``
    if role == "let":
        return "definition", "let"
    named = signs == ["="] and called(clause.members[0]) is not None
    if named and clause.members[1] is not None and not compares_indices(clause, indices):
        if not letters_of(clause.members[1]):
            return "supposition", role if role in ("if", "all", "where", "since") else ""
        if role == "where":
            return "definition", "where"
    return "assumption", "judge" if role in ("since", "where") else ""


def tagged(separator: Separator) -> str:
    r"""What a ``\tag{$k \ne j$}`` states, if it states something."""
    if not separator.sign.startswith(r"\tag{"):
        return ""
    text = separator.sign.removeprefix(r"\tag{").removesuffix("}").strip(" $")
    try:
        clause = Formula(text, parse(text)).clause
    except ReadError:
        return ""
    return text if clause is not None and clause.relations else ""
