r"""What stands beside an equation in its row: words, conditions, ranges, a case in brackets.

``condition_of`` says what a relation beside an equation is there; the words before it have a
role (``derive.discourse.roles``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.discourse.relations import called
from derive.discourse.roles import Role
from derive.discourse.statements import Status
from derive.notation.errors import ReadError
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import (
    Bracket,
    Clause,
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

__all__ = [
    "compares_indices",
    "condition_of",
    "index_letters",
    "listing_at",
    "opposite",
    "tagged",
    "without_case",
]

_OPPOSITE = {"=": r"\ne", "≠": "=", "<": r"\ge", ">": r"\le", "≤": ">", "≥": "<",
             "∈": r"\notin", "∉": r"\in"}  # fmt: skip
_INEQUALITIES = frozenset("<>≤≥≪≫")


def index_letters(notation: Node) -> frozenset[str]:
    """The letters that stand below or above others, or that a sum binds."""
    found: set[str] = set()
    for node in subnodes(notation):
        if isinstance(node, Scripted | Head):
            for script in (node.below, node.above):
                if script is not None and not (node.above is script and isinstance(script, Digits)):
                    found |= letters_of(script)
    return frozenset(found)


def compares_indices(clause: Clause, indices: frozenset[str]) -> bool:
    """Whether a clause compares letters that are indices, with one another or with numbers."""
    if not clause.relations or any(r.sign not in "=≠<>≤≥" for r in clause.relations):
        return False
    letters = [_index(member) for member in clause.members]
    return all(x is not None for x in letters) and bool({x for x in letters if x} & indices)


def _index(member: Expression | None) -> str | None:
    """The letter that a side is, ``""`` for a number, ``None`` for anything else."""
    item = only_item(member) if member is not None else None
    if isinstance(item, Digits):
        return ""
    name = spelled(item)
    return name.letter if name is not None and not (name.below or name.above) else None


def listing_at(parts: Sequence[Clause | Separator], at: int) -> int:
    r"""How many parts from ``at`` on are ``i = 1, \ldots, n`` or ``k = 1, 2, 3``; 0 if none are.

    >>> [listing_at(parse(t).parts, 0) for t in (r"i = 1, \ldots, n, a = b", "i = 1, j = 2")]
    [5, 0]
    >>> listing_at(parse(r"i, j \in S").parts, 0)
    3
    """
    begin = at
    if at > 1 and _is_comma(parts[at - 1]) and _is_name(parts[at - 2]):
        return 0  # it was asked at the first of these names
    while _is_name(parts[at]) and at + 2 < len(parts) and _is_comma(parts[at + 1]):
        at += 2
    clause = parts[at]
    if not isinstance(clause, Clause) or len(clause.members) != 2:
        return 0
    if at > begin and clause.relations[0].sign == "∈" and _index(clause.members[0]) is not None:
        return at + 1 - begin
    if clause.relations[0].sign != "=" or not _counts(clause.members[1]):
        return 0
    if _index(clause.members[0]) is None:
        return 0
    end = at + 1
    while end + 1 < len(parts):
        item = parts[end + 1]
        if not _is_comma(parts[end]):
            break
        if not isinstance(item, Clause) or item.relations or not _counts(item.members[0]):
            break
        end += 2
    run = parts[at + 1 : end]
    dots = any(isinstance(p, Clause) and plain_text(p) == "…" for p in run)
    values = [clause.members[1], *(p for p in run if isinstance(p, Clause))]
    numbers = all(plain_text(value).isdigit() for value in values)
    return end - begin if run and (dots or numbers) else 0


def _is_comma(part: Clause | Separator) -> bool:
    return isinstance(part, Separator) and part.sign in (",", ";")


def _is_name(part: Clause | Separator) -> bool:
    return isinstance(part, Clause) and not part.relations and bool(_index(part.members[0]))


def _counts(member: Expression | None) -> bool:
    """Whether a side is a number, dots or a letter, maybe with a number added."""
    if member is None:
        return False
    nodes = [n for n in subnodes(member) if isinstance(n, Bracket | Head)]
    return not nodes and all(len(term.items) == 1 for term in member.terms)


def condition_of(clause: Clause, role: Role, indices: frozenset[str]) -> tuple[Status, str]:
    """The status of a relation beside an equation, and how it is said there."""
    signs = [relation.sign for relation in clause.relations]
    if role in ("unless", "or") or signs == ["→"]:
        return "hypothetical", role or "→"
    if role == "demand":
        return "constraint", ""
    if signs == ["∈"]:
        return "range", ""
    if signs == ["∼"]:
        return "kind", "random"
    if role == "let":
        return "definition", "let"
    if _is_bounded_index(clause, indices):
        return "range", ""
    left, right = clause.members[0], clause.members[-1]
    named = signs == ["="] and left is not None and called(left) is not None
    if named and right is not None and not compares_indices(clause, indices):
        if not letters_of(right):
            return "supposition", role if role in ("if", "all", "where", "since") else ""
        if role == "where":
            return "definition", "where"
    if role in ("since", "where"):
        return "assumption", "judge"
    return "assumption", ""


def _is_bounded_index(clause: Clause, indices: frozenset[str]) -> bool:
    r"""Whether a clause says how far an index goes: ``1 \le i \le n``."""
    signs = {relation.sign for relation in clause.relations}
    if len(clause.members) != 3 or not signs <= _INEQUALITIES:
        return False
    return _index(clause.members[1]) in indices


def opposite(clause: Clause, text: str) -> str | None:
    """The text of what holds otherwise, where a clause is one relation."""
    if len(clause.relations) != 1 or clause.relations[0].sign not in _OPPOSITE:
        return None
    left, right = clause.members
    if left is None or right is None:
        return None
    sign = _OPPOSITE[clause.relations[0].sign]
    return f"{text[left.start : left.end]} {sign} {text[right.start : right.end]}"


def tagged(separator: Separator) -> str:
    r"""What a ``\tag{$k \ne j$}`` states, if it states something."""
    if not separator.sign.startswith(r"\tag{"):
        return ""
    text = separator.sign.removeprefix(r"\tag{").removesuffix("}").strip(" $")
    try:
        parts = parse(text).parts
    except ReadError:
        return ""
    clause = parts[0] if len(parts) == 1 else None
    return text if isinstance(clause, Clause) and clause.relations else ""


def without_case(side: Expression) -> tuple[Expression, tuple[Clause, ...]]:
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
    if _indicates(before):
        return side, ()
    values = any(_index(m) in (None, "") for c in clauses for m in c.members)
    if values and isinstance(before, Letter | Scripted | Styled):
        return side, ()
    rest = replace(term, end=before.end, items=term.items[:-1])
    return replace(side, end=rest.end, terms=(*side.terms[:-1], rest)), clauses


def _indicates(item: Node) -> bool:
    r"""Whether an item makes an indicator of the equation behind it: ``\mathbb 1(i = k)``."""
    plain = item
    while isinstance(plain, Styled | Scripted):
        plain = plain.of if isinstance(plain, Styled) else plain.base
    if isinstance(plain, Letter):
        return plain.name in ("I", "𝕀", "P", "Pr") or plain.word
    return isinstance(plain, Digits) and plain.text == "1"
