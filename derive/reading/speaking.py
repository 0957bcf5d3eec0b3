"""An index of the statements of a document: by the letters of which they speak, where they hold.

What is said again need not be gone through again. Of definitions of one left side the last one
that holds at a place counts, and so does the last of assumptions that are the same; of shapes
that are the same, the first. Of statements that are said and not used, the first one that
speaks of a letter is enough, and so is the first that has a letter as a size or an index only.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from derive.discourse.statements import Statement
from derive.discourse.turns import OVER
from derive.notation.names import rows_of_items, spelled
from derive.notation.nodes import Bracket, Head, Letter, Node, Operator, subnodes
from derive.notation.own_signs import OWN_SIGNS
from derive.reading.scope import Let, let_of, parts_itself
from derive.reading.standing import Spoken, shared_out

__all__ = [
    "CASES",
    "DEFINING",
    "ELSEWHERE",
    "SILENT",
    "is_said_beside",
    "let_in",
    "letters_in",
    "names_in",
    "spoken",
]

#: What bears on all claims in its scope, whatever it speaks of.
ALWAYS = frozenset({"convention"})
CASES = frozenset({"supposition", "assumption"})
DEFINING = frozenset({"definition", "rival"})
#: Statuses of what is said of names and used for nothing: it blocks refutations.
SILENT = frozenset({"update", "approximate", "hypothetical", "unread"})
#: What is said of other cases than the claim's: it bears on nothing.
ELSEWHERE = frozenset({"elsewhere", "cases"})
#: Statuses of which the first one counts, where several say the same.
_FIRST = frozenset({"range", "kind"})
#: Statuses of relations, which lead from their names alone and not from the indices of these.
_RELATIONS = CASES | {"constraint", "property", "withdrawn", "claim"}


def spoken(statements: Sequence[Statement]) -> dict[str, Spoken]:
    """What is spoken of each letter."""
    found: dict[str, Spoken] = {}
    letters = _Letters()
    alike: dict[tuple[Hashable, bool], list[int]] = {}
    told: set[Hashable] = set()
    for n, statement in enumerate(statements):
        of, beside = letters.of(statement)
        stretch = (*statement.scope, n)
        if statement.status in SILENT:
            if statement.said not in ELSEWHERE:
                for letter in of:
                    found.setdefault(letter, Spoken()).silent.add(stretch)
            continue
        for letter in beside:
            found.setdefault(letter, Spoken()).beside.add(stretch)
        if not of:
            continue
        said = _said(statement)
        alike.setdefault((said, statement.status in _FIRST), []).append(n)
        if statement.status in CASES:
            for letter in of:
                found.setdefault(letter, Spoken()).cases.add(stretch)
        known = statement.status == "assumption" and statement.said == "judge"  # "we know that"
        fact = statement.status == "property" or known or statement.reason == OVER
        if fact and said not in told:
            told.add(said)
            for letter in of:
                found.setdefault(letter, Spoken()).past.append((statement.place[1], n))
    for (_, first), numbers in alike.items():
        stretches = [(*statements[n].scope, n) for n in numbers]
        for stretch in shared_out(stretches if first else reversed(stretches)):
            for letter in letters.of(statements[stretch[2]])[0]:
                found.setdefault(letter, Spoken()).used.add(stretch)
    return found


def _said(statement: Statement) -> Hashable:
    """What a statement says: the same for two of which one is enough."""
    let = let_in(statement) if statement.status in DEFINING else None
    sides = tuple(_written(statement, side) for side in (statement.left, statement.right))
    if let is not None:
        kind = "parts" if parts_itself(let) else "let"
        return kind, sides[0 if let.right is statement.right else 1]
    clause = statement.formula.clause if statement.formula is not None else None
    signs = tuple(relation.sign for relation in clause.relations) if clause is not None else ()
    whole = statement.formula.notation if statement.formula is not None else None
    text = "" if all(sides) else _written(statement, whole)
    facts = statement.status, statement.said, statement.reason, statement.axes
    return *facts, statement.letters, statement.every, sides, signs, text


def _written(statement: Statement, node: Node | None) -> str:
    if node is None or statement.formula is None:
        return ""
    return "".join(statement.formula.text[node.start : node.end].split())


def let_in(statement: Statement) -> Let | None:
    """The definition that an equation is: its name stands at the left, or alone at the right."""
    left, right = statement.left, statement.right
    if left is None or right is None:
        return None
    return let_of(left, right, statement) or let_of(right, left, statement)


def is_said_beside(statement: Statement) -> bool:
    """Whether an equation stands in a sentence, and neither defines nor assumes."""
    formula = statement.formula
    return statement.status == "claim" and formula is not None and formula.origin == "inline"


# -- letters


@dataclass(slots=True)
class _Letters:
    """By which letters one is led to statements; formulas are gone through once."""

    known: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def of(self, statement: Statement) -> tuple[frozenset[str], frozenset[str]]:
        """The letters of which a statement speaks, ``*`` if of all; those that it only mentions."""
        nothing = frozenset[str]()
        if statement.status in ALWAYS or "*" in statement.letters:
            return frozenset({"*"}), nothing
        if statement.status in DEFINING and (let := let_in(statement)) is not None:
            return frozenset({let.word.stem}), nothing
        if statement.status in ("definition", "claim") and not is_said_beside(statement):
            return nothing, nothing
        letters, names = self.written(statement)
        if statement.status in SILENT:
            return letters | frozenset(statement.letters), nothing
        of = names or letters | frozenset(statement.letters)
        return of, nothing if statement.status in _RELATIONS else letters - of

    def written(self, statement: Statement) -> tuple[frozenset[str], frozenset[str]]:
        """The letters and the names of a statement's own sides, or of its formula."""
        if statement.formula is None:
            return frozenset(), frozenset()
        sides = [s for s in (statement.left, statement.right) if s is not None]
        nodes: list[Node] = [*sides] if len(sides) == 2 else [statement.formula.notation]
        found = [self.node(node) for node in nodes]
        letters, names = (frozenset().union(*kind) for kind in zip(*found, strict=True))
        return letters, names

    def node(self, node: Node) -> tuple[frozenset[str], frozenset[str]]:
        if id(node) not in self.known:
            self.known[id(node)] = letters_in(node), _quantities(node)
        return self.known[id(node)]


def letters_in(node: Node) -> frozenset[str]:
    """Every letter of a formula, those of indices and labels too."""
    return frozenset(x.name for x in subnodes(node) if isinstance(x, Letter)) | _norms(node)


def names_in(node: Node) -> frozenset[str]:
    """The stems of the names in a formula, and the letters in the limits of sums."""
    limits = (x.above for x in subnodes(node) if isinstance(x, Head) and x.above is not None)
    return _quantities(node).union(*map(letters_in, limits))


def _quantities(node: Node) -> frozenset[str]:
    """The stems of the names in a formula that are no indices, with its norms; ℝ is no name."""
    found = (spelled(item) for items in rows_of_items(node) for item in items)
    names = (name for name in found if name is not None)
    return frozenset(name.stem for name in names if name.style != "double-struck") | _norms(node)


def _norms(node: Node) -> frozenset[str]:
    """Brackets and signs of which a document may say what they stand for."""
    kinds = {x.kind for x in subnodes(node) if isinstance(x, Bracket)} & {"‖", "⟨", "|"}
    signs = {x.sign for x in subnodes(node) if isinstance(x, Operator)} & OWN_SIGNS
    return frozenset(kinds | signs)
