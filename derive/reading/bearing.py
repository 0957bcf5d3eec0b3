"""Which statements of a document bear on a claim: those that speak of its names, and hold there.

From the letters of the claim one is led to the definitions of these, from there to the letters in
their bodies, and so on: what speaks of none of them cannot change how the claim is read.
So the work for a claim grows with what bears on it, and not with the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from derive.discourse.statements import Statement
from derive.discourse.turns import OVER
from derive.notation.names import rows_of_items, spelled
from derive.notation.nodes import Bracket, Head, Letter, Node, Operator, subnodes
from derive.notation.own_signs import OWN_SIGNS
from derive.reading.lexicon import Lexicon
from derive.reading.scope import Let, let_of

__all__ = ["bearing", "index_statements", "let_in"]

#: What bears on all claims in its scope, whatever it speaks of.
ALWAYS = frozenset({"convention"})
CASES = frozenset({"supposition", "assumption"})
DEFINING = frozenset({"definition", "rival"})


def let_in(statement: Statement) -> Let | None:
    """The definition that an equation is: its name stands at the left, or alone at the right."""
    left, right = statement.left, statement.right
    if left is None or right is None:
        return None
    return let_of(left, right, statement) or let_of(right, left, statement)


def _names(node: Node) -> frozenset[str]:
    """The stems of the names in a formula, and the letters in the limits of sums."""
    found = (spelled(item) for items in rows_of_items(node) for item in items)
    limits = (x.above for x in subnodes(node) if isinstance(x, Head) and x.above is not None)
    names = frozenset(name.stem for name in found if name is not None)
    return names.union(_norms(node), *map(_letters, limits))


@lru_cache(maxsize=4096)
def _letters(node: Node) -> frozenset[str]:
    """Every letter of a formula, those of indices and labels too."""
    return frozenset(x.name for x in subnodes(node) if isinstance(x, Letter)) | _norms(node)


def _norms(node: Node) -> frozenset[str]:
    """Brackets and signs of which a document may say what they stand for."""
    kinds = {x.kind for x in subnodes(node) if isinstance(x, Bracket)} & {"‖", "⟨", "|"}
    signs = {x.sign for x in subnodes(node) if isinstance(x, Operator)} & OWN_SIGNS
    return frozenset(kinds | signs)


def _speaks_of(statement: Statement) -> frozenset[str]:
    """By which letters one is led to a statement; ``*`` for one that bears on everything."""
    if statement.status in ALWAYS or "*" in statement.letters:
        return frozenset({"*"})
    if statement.status in DEFINING and (let := let_in(statement)) is not None:
        return frozenset({let.word.stem})
    if statement.status in ("definition", "claim") and not _is_said_beside(statement):
        return frozenset()
    found = frozenset(statement.letters)
    if statement.formula is not None:
        found |= _letters(statement.formula.notation)
    return found


def index_statements(lexicon: Lexicon, statements: Sequence[Statement]) -> None:
    """Note for every letter which statements speak of it."""
    for n, statement in enumerate(statements):
        for letter in _speaks_of(statement):
            lexicon.speaking.setdefault(letter, []).append(n)


def bearing(
    statements: Sequence[Statement], place: int, lexicon: Lexicon, own: Statement | None
) -> tuple[list[Statement], list[Statement]]:
    """The statements that bear on a claim, in the order of the document, and what may bear on it.

    A fact that was said of a name elsewhere may hold here, and so may a case in which a
    definition was made or a fact told, and an equation in the text that is neither: they do
    not prove, and nothing is refuted without them.
    """
    if own is None or own.left is None or own.right is None:
        return [s for s in statements if _holds(s, place, own)], []
    waiting = sorted({"*"} | _letters(own.left) | _letters(own.right))
    letters, found, past = set(waiting), set[int](), set[int]()
    while waiting:
        for n in lexicon.speaking.get(waiting.pop(), ()):
            if n in found or n >= len(statements):
                continue
            if not _holds(statements[n], place, own):
                past |= {n} if statements[n].place[1] <= place else set()
                continue
            found.add(n)
            new = _leads_to(statements[n]) - letters
            letters |= new
            waiting += sorted(new)
    holding = [statements[n] for n in sorted(found)]
    defining = [s.place[0] for s in holding if s.status in DEFINING or s.status == "property"]
    perhaps = [
        s
        for s in (statements[n] for n in sorted(past))
        if s.status == "property"
        or s.reason == OVER
        or (s.status in CASES and any(s.scope[0] <= at < s.scope[1] for at in defining))
    ]
    said = [s for s in holding if _is_said_beside(s)]
    return [s for s in holding if not _is_said_beside(s)], [*perhaps, *said]


def _is_said_beside(statement: Statement) -> bool:
    """Whether an equation stands in a sentence, and neither defines nor assumes."""
    formula = statement.formula
    return statement.status == "claim" and formula is not None and formula.origin == "inline"


def _holds(statement: Statement, place: int, own: Statement | None) -> bool:
    begin, end = statement.scope
    return statement is not own and begin <= place < end


def _leads_to(statement: Statement) -> frozenset[str]:
    """The names of which one must know if a statement is used."""
    if statement.status in DEFINING and (let := let_in(statement)) is not None:
        return _names(let.right) | _names(let.arguments or let.right)
    if statement.formula is None or statement.left is not None:
        return frozenset()
    return _names(statement.formula.notation) | frozenset(statement.axes)
