"""The lexicon of a document: the evidence of all its statements, and how these count and list."""

from __future__ import annotations

from collections.abc import Iterable

from derive.discourse.statements import Statement
from derive.notation.names import Name, only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import Clause
from derive.reading.bearing import spoken
from derive.reading.lexicon import Lexicon

__all__ = ["SHAPES", "clauses_of", "counting", "lexicon_of", "names_of"]

SHAPES = frozenset({"scalar", "vector", "matrix"})

#: Where the author's own formulas stand: all others are annotations.
_WRITTEN = frozenset({"display", "inline"})


def lexicon_of(statements: Iterable[Statement]) -> Lexicon:
    """The lexicon of a document: the evidence of all its formulas."""
    statements = tuple(statements)
    lexicon = Lexicon()
    for statement in statements:
        if statement.status in ("range", "kind"):
            _indices(lexicon, statement)
    taken: set[int] = set()
    for statement in statements:
        if statement.formula is not None and id(statement.formula) not in taken:
            taken.add(id(statement.formula))
            lexicon.take(statement.formula.notation)
        left = spelled(only_item(statement.left)) if statement.left is not None else None
        if left is not None and statement.status in ("claim", "definition"):
            lexicon.left(left)
        for name in names_of(statement):
            if statement.status in ("range", "property", "assumption"):
                lexicon.left(name)
            if statement.status == "range":
                lexicon.square(name)
                texts = set(map(plain_text, name.below)) if statement.said in SHAPES else set()
                lexicon.labels |= texts - lexicon.declared_indices.keys()
    lexicon.finish()
    lexicon.speaking = spoken(statements)
    return lexicon


def _indices(lexicon: Lexicon, statement: Statement) -> None:
    """Note the letters that are said to range over a set."""
    counted = counting(statement)
    if counted is not None:
        letter, upper = counted
        if upper:
            lexicon.declared_indices.setdefault(letter, upper)
            lexicon.sets.add(upper)
        lexicon.compared.add(letter)
    over = _set_of(statement.axes) if statement.said == "index" else ""
    if over and statement.formula is not None:
        letters = {plain_text(name.node): over for name in names_of(statement)}
        lexicon.declared_indices |= letters
        lexicon.annotated |= letters.keys() if statement.formula.origin not in _WRITTEN else set()
    lexicon.sets |= {axis for axis in statement.axes if axis and not axis.isdigit()}


def _set_of(axes: tuple[str, ...]) -> str:
    """The set of an index that is said to range over one, or from one number to another."""
    if len(axes) != 2:
        return axes[0] if axes else ""
    first, last = axes
    return last if first == "1" or not last else f"{first}..{last}"


def counting(statement: Statement) -> tuple[str, str] | None:
    """``i = 1, …, n``: the letter, and up to where it counts from 1; ``""`` if it goes on."""
    clauses = clauses_of(statement)
    if len(clauses) < 2 or [r.sign for r in clauses[0].relations] != ["="]:
        return None
    letter, first = map(plain_text, clauses[0].members)
    shown = [plain_text(member) for clause in clauses[1:] for member in clause.members]
    if not first.isdigit() or not (any("…" in text for text in shown) or shown[0].isdigit()):
        return None
    return letter, shown[-1] if first == "1" and "…" not in shown[-1] else ""


def clauses_of(statement: Statement) -> list[Clause]:
    """The parts of a statement's formula, such as those between commas."""
    parts = statement.formula.notation.parts if statement.formula is not None else ()
    return [part for part in parts if isinstance(part, Clause)]


def names_of(statement: Statement) -> tuple[Name, ...]:
    """The names of which a statement speaks: those before its relation, or all in its list."""
    found: list[Name] = []
    for part in clauses_of(statement):
        items = part.members[0].terms[0].items if part.members[0] is not None else ()
        name = spelled(unwrapped(items[0])) if items else None
        if name is not None:
            found.append(name)
        if part.relations and part.members[0] is not None:
            break
    return tuple(found)
