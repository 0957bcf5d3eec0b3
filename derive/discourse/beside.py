r"""What stands beside an equation in its row: words, conditions, ranges, a case in brackets.

``condition_of`` says what a relation beside an equation is there; the words before it have a
role (``derive.discourse.roles``).
"""

from __future__ import annotations

from derive.discourse.clauses import letter_of
from derive.discourse.relations import called
from derive.discourse.roles import Role
from derive.discourse.shapes import shape_of
from derive.discourse.statements import Formula, Status
from derive.discourse.words.tables import CHINESE, ENGLISH, Row, fitting
from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clause,
    Clauses,
    Digits,
    Head,
    Node,
    Scripted,
    Separator,
    letters_of,
    subnodes,
)
from derive.notation.parse import parse

__all__ = [
    "compares_indices",
    "condition_of",
    "heard",
    "index_letters",
    "opposite",
    "tagged",
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
    letters = [letter_of(member) for member in clause.members]
    return all(x is not None for x in letters) and bool({x for x in letters if x} & indices)


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
    if _is_boundedletter_of(clause, indices):
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


def heard(words: str, clause: Clause, text: str, indices: frozenset[str]) -> Row | None:
    r"""What the words of the language make of a relation behind them, if they are known.

    >>> words = "under the constraint"
    >>> (clause,) = parse(text := "g = 0").parts
    >>> heard(words, clause, text, frozenset()).status
    'constraint'
    """
    formula = Formula(text, Clauses(clause.start, clause.end, (clause,)))
    rows = ENGLISH.rows if words.isascii() else CHINESE.rows
    before = " ".join(words.lower().split()) + " "
    found = fitting(rows, shape_of(formula, indices), before, "")
    return found[0] if found is not None and found[0].before else None


def _is_boundedletter_of(clause: Clause, indices: frozenset[str]) -> bool:
    r"""Whether a clause says how far an index goes: ``1 \le i \le n``."""
    signs = {relation.sign for relation in clause.relations}
    if len(clause.members) != 3 or not signs <= _INEQUALITIES:
        return False
    return letter_of(clause.members[1]) in indices


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
