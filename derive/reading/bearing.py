"""Which statements of a document bear on a claim: those that speak of its names, and hold there.

From the letters of the claim one is led to the definitions of these, from there to the letters in
their bodies, and so on: what speaks of none of them cannot change how the claim is read. What is
said again need not be gone through again: of definitions of one left side the last one that
holds at a place counts, and so does the last of other statements that say the same. Of statements
that are said and not used, the first one that speaks of a letter is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from derive.discourse.statements import Statement
from derive.discourse.turns import OVER
from derive.notation.names import OWN_SIGNS, names_within
from derive.notation.nodes import Bracket, Head, Node, Operator, letters_of, subnodes
from derive.reading.lexicon import Lexicon
from derive.reading.scope import Let, let_of, parts_itself

__all__ = ["ELSEWHERE", "SILENT", "Speaking", "bearing", "holds_at", "let_in", "spoken"]

CASES = frozenset({"supposition", "assumption"})
DEFINING = frozenset({"definition", "rival"})
#: Statuses of what is said of names and used for nothing: it blocks refutations.
SILENT = frozenset({"update", "approximate", "hypothetical", "unread"})
#: What is said of other cases than the claim's: it bears on nothing.
ELSEWHERE = frozenset({"elsewhere", "cases"})
#: Statuses of relations, which lead from their names alone and not from the indices of these.
_RELATIONS = CASES | {"constraint", "property", "withdrawn", "claim"}
NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Speaking:
    """The numbers of the statements that speak of each letter, in the order of the document.

    Some are ``used``, some ``silent``; some have a letter as a size or an index only (``beside``).
    ``past`` are facts that may hold where they do not reach. ``said`` is what each one says, and
    ``leading`` to which names it leads.
    """

    used: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    silent: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    cases: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    past: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    said: dict[int, Hashable] = field(default_factory=dict)
    leading: dict[int, frozenset[str]] = field(default_factory=dict)


def spoken(statements: Sequence[Statement]) -> Speaking:
    """What is spoken of each letter."""
    found = Speaking()
    told: set[Hashable] = set()
    for n, statement in enumerate(statements):
        of, beside = _letters(statement)
        if statement.status in SILENT:
            for letter in of if statement.said not in ELSEWHERE else ():
                found.silent[letter].append(n)
            continue
        for letter in beside:
            found.beside[letter].append(n)
        if not of:
            continue
        said = found.said[n] = _said(statement)
        kinds = [found.used, *([found.cases] if statement.status in CASES else ())]
        known = statement.status == "assumption" and statement.said == "judge"  # "we know that"
        if said not in told and (
            statement.status == "property" or known or statement.reason == OVER
        ):
            told.add(said)
            kinds.append(found.past)
        for letter in of:
            for kind in kinds:
                kind[letter].append(n)
    return found


def bearing(
    statements: Sequence[Statement], place: int, lexicon: Lexicon, own: Statement | None
) -> tuple[list[Statement], list[Statement]]:
    """The statements that bear on a claim, in the order of the document, and what may bear on it.

    A fact that was said of a name elsewhere may hold here, and so may a case in which a
    definition was made or a fact told, and an equation in the text that is neither: they do
    not prove, and nothing is refuted without them.
    """
    if own is None or own.left is None or own.right is None:
        return [s for s in statements if s is not own and holds_at(s, place)], []
    sides, speaking = (own.left, own.right), lexicon.speaking
    assert isinstance(speaking, Speaking)
    waiting = sorted({"*"}.union(*map(letters_in, sides), *map(names_in, sides)))
    letters, found = set(waiting), set[int]()
    while waiting:
        letter = waiting.pop()
        for some in (speaking.silent[letter], speaking.beside[letter]):
            found |= set([n for n in some if holds_at(statements[n], place)][:1])
        said: set[Hashable] = set()
        for n in reversed(speaking.used[letter]):
            if speaking.said[n] in said or not holds_at(statements[n], place):
                continue
            said.add(speaking.said[n])
            if n not in found:
                found.add(n)
                if n not in speaking.leading:
                    speaking.leading[n] = _leads_to(statements[n])
                waiting += sorted(speaking.leading[n] - letters)
                letters |= speaking.leading[n]
    holding = [s for s in (statements[n] for n in sorted(found)) if s is not own]
    told = [s.place[0] for s in holding if s.status in DEFINING or s.status == "property"]
    past = {n for letter in letters for n in speaking.past[letter]}
    past |= {n for letter in letters for n in speaking.cases[letter]
             if any(holds_at(statements[n], at) for at in told)}  # fmt: skip
    perhaps = [
        s for s in (statements[n] for n in sorted(past - found))
        if s is not own and s.place[1] <= place and not holds_at(s, place)
    ]  # fmt: skip
    beside = [s for s in holding if is_said_beside(s)]
    said_before = [s for s in beside if not _is_of_before(s, holding)]
    return [s for s in holding if not is_said_beside(s)], [*perhaps, *said_before]


def holds_at(statement: Statement, place: int) -> bool:
    """Whether a place stands in the scope of a statement."""
    begin, end = statement.scope
    return begin <= place < end


def is_said_beside(statement: Statement) -> bool:
    """Whether an equation stands in a sentence, and neither defines nor assumes."""
    formula = statement.formula
    return statement.status == "claim" and formula is not None and formula.origin == "inline"


def _is_of_before(said: Statement, holding: list[Statement]) -> bool:
    """Whether an equation in the text speaks of a name that is defined only later on."""
    names = names_in(said.formula.notation) if said.formula is not None else NOTHING
    later = [s for s in holding if s.status in DEFINING and s.scope[0] > said.place[1]]
    return any(let is not None and let.word.stem in names for let in map(let_in, later))


def _leads_to(statement: Statement) -> frozenset[str]:
    """The names of which one must know if a statement is used."""
    if statement.status in DEFINING and (let := let_in(statement)) is not None:
        return names_in(let.right) | names_in(let.arguments or let.right)
    if statement.formula is None or statement.left is not None:
        return NOTHING
    return names_in(statement.formula.notation) | frozenset(statement.axes)


# -- what a statement says


def _said(statement: Statement) -> Hashable:
    """What a statement says: the same for two of which one is enough."""
    formula = statement.formula

    def written(node: Node | None) -> str:
        return "".join(formula.text[node.start : node.end].split()) if node and formula else ""

    let = let_in(statement) if statement.status in DEFINING else None
    sides = written(statement.left), written(statement.right)
    if let is not None:
        return parts_itself(let), sides[0 if let.right is statement.right else 1]
    signs = tuple(r.sign for r in formula.clause.relations) if formula and formula.clause else ()
    text = "" if all(sides) or formula is None else written(formula.notation)
    facts = statement.status, statement.said, statement.reason, statement.axes
    return *facts, statement.letters, statement.every, sides, signs, text


def let_in(statement: Statement) -> Let | None:
    """The definition that an equation is: its name stands at the left, or alone at the right."""
    left, right = statement.left, statement.right
    if left is None or right is None:
        return None
    return let_of(left, right, statement) or let_of(right, left, statement)


# -- letters


def _letters(statement: Statement) -> tuple[frozenset[str], frozenset[str]]:
    """The letters of which a statement speaks, ``*`` if of all; those that it only mentions."""
    if statement.status == "convention" or "*" in statement.letters:
        return frozenset({"*"}), NOTHING
    if statement.status in DEFINING and (let := let_in(statement)) is not None:
        return frozenset({let.word.stem}), NOTHING
    if statement.status in ("definition", "claim") and not is_said_beside(statement):
        return NOTHING, NOTHING
    nodes: tuple[Node, ...] = ()
    if statement.formula is not None:
        sides = tuple(s for s in (statement.left, statement.right) if s is not None)
        nodes = sides if len(sides) == 2 else (statement.formula.notation,)
    letters = NOTHING.union(*map(letters_in, nodes))
    if statement.status in SILENT:
        return letters | frozenset(statement.letters), NOTHING
    of = NOTHING.union(*map(_quantities, nodes)) or letters | frozenset(statement.letters)
    return of, NOTHING if statement.status in _RELATIONS else letters - of


def letters_in(node: Node) -> frozenset[str]:
    """Every letter of a formula, those of indices and labels too."""
    return frozenset(letters_of(node)) | _norms(node)


def names_in(node: Node) -> frozenset[str]:
    """The stems of the names in a formula, and the letters in the limits of sums."""
    limits = (x.above for x in subnodes(node) if isinstance(x, Head) and x.above is not None)
    return _quantities(node).union(*map(letters_in, limits))


def _quantities(node: Node) -> frozenset[str]:
    """The stems of the names in a formula that are no indices, with its norms; ℝ is no name."""
    stems = (name.stem for name in names_within(node) if name.style != "double-struck")
    return frozenset(stems) | _norms(node)


def _norms(node: Node) -> frozenset[str]:
    """Brackets and signs of which a document may say what they stand for."""
    kinds = {x.kind for x in subnodes(node) if isinstance(x, Bracket)} & {"‖", "⟨", "|"}
    signs = {x.sign for x in subnodes(node) if isinstance(x, Operator)} & OWN_SIGNS
    return frozenset(kinds | signs)
