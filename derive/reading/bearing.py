"""Which statements of a document bear on a claim: those that speak of its names, and hold there.

From the letters of the claim one is led to the definitions of these, from there to the letters in
their bodies, and so on: what speaks of none of them cannot change how the claim is read.
So the work for a claim grows with what bears on it, and not with the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.discourse.statements import Statement
from derive.reading.lexicon import Lexicon
from derive.reading.speaking import DEFINING, is_said_beside, let_in, letters_in, names_in
from derive.reading.standing import Spoken

__all__ = ["bearing"]


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
    sides = own.left, own.right
    waiting = sorted({"*"}.union(*map(letters_in, sides), *map(names_in, sides)))
    letters, found = set(waiting), set[int]()
    spoken: list[Spoken] = []
    while waiting:
        speaks = lexicon.speaking.get(waiting.pop())
        if speaks is None:
            continue
        spoken.append(speaks)
        found |= {n for n in (speaks.silent.first(place), speaks.beside.first(place))
                  if n is not None}  # fmt: skip
        for n in speaks.used.at(place):
            if n in found:
                continue
            found.add(n)
            new = _leads_to(statements[n], n, lexicon) - letters
            letters |= new
            waiting += sorted(new)
    holding = [s for s in (statements[n] for n in sorted(found)) if s is not own]
    told = [s.place[0] for s in holding if s.status in DEFINING or s.status == "property"]
    past = {n for speaks in spoken for end, n in speaks.past if end <= place}
    past |= {n for speaks in spoken for at in told for n in speaks.cases.at(at)}
    perhaps = [
        s
        for s in (statements[n] for n in sorted(past - found))
        if s.place[1] <= place and not _holds(s, place, own)
    ]
    said = [s for s in holding if is_said_beside(s) and not _is_of_before(s, holding)]
    return [s for s in holding if not is_said_beside(s)], [*perhaps, *said]


def _is_of_before(said: Statement, holding: list[Statement]) -> bool:
    """Whether an equation in the text speaks of a name that is defined only later on."""
    names = names_in(said.formula.notation) if said.formula is not None else frozenset()
    later = [s for s in holding if s.status in DEFINING and s.scope[0] > said.place[1]]
    return any(let is not None and let.word.stem in names for let in map(let_in, later))


def _holds(statement: Statement, place: int, own: Statement | None) -> bool:
    begin, end = statement.scope
    return statement is not own and begin <= place < end


def _leads_to(statement: Statement, n: int, lexicon: Lexicon) -> frozenset[str]:
    """The names of which one must know if a statement is used."""
    if n not in lexicon.leading:
        lexicon.leading[n] = _names_of(statement)
    return lexicon.leading[n]


def _names_of(statement: Statement) -> frozenset[str]:
    if statement.status in DEFINING and (let := let_in(statement)) is not None:
        return names_in(let.right) | names_in(let.arguments or let.right)
    if statement.formula is None or statement.left is not None:
        return frozenset()
    return names_in(statement.formula.notation) | frozenset(statement.axes)
