r"""Matrices with dots in a step: each becomes an array of its own, defined by its entries.

A column 0, …, 1, …, 0 less a, times a_k, is ``(M_{\cdot k} - a) a_k`` with ``M_{ik} = 1\{i = k\}``,
so that such a matrix stands wherever an array may. A column whose entries are those of its
own name only says how long it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Operator,
    Scripted,
    Term,
    subnodes,
)
from derive.old.conventions.walk import Row, group, over_rows
from derive.old.matrices.dots import Dotted, dotted, indices_in
from derive.old.matrices.grids import has_dots
from derive.old.task import Task
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.look import only_item, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import Usage, survey
from derive.syntax.reader.where import Where
from derive.syntax.tree import IndexSet

__all__ = ["without_dotted"]

#: Letters for the arrays that are made and for their indices, the first that are free.
_NAMES = "MNQRVUXZABCDFGHPSTWY"
_LETTERS = "ijrsuvpqtkabcdfgh"


def without_dotted(task: Task) -> Task:
    """The task with an array in the place of every matrix and list with dots.

    Raises ``ReadError`` for one whose entries have no pattern that is certain.
    """
    formulas = (*task.sides, *task.lets, *(f for s in task.given for f in s.formulas))
    if not any(_dotted_in(f.notation) for f in formulas):
        return task
    notations = tuple(f.notation for f in formulas)
    taken = {n.name for f in notations for n in subnodes(f) if isinstance(n, Letter)}
    taken |= {n for w in task.declared for n in (*w.names, *(a.name for a in w.axes or ()))}
    made = _Made(taken, survey(notations), _only_index(task))
    lets = tuple(f for let in task.lets for f in made.definition(let))
    sides = tuple(map(made.formula, task.sides))
    given = tuple(Stated(tuple(map(made.formula, s.formulas)), s.fact) for s in task.given)
    doubt = task.doubt or made.doubt
    declared = (*task.declared, *made.declared)
    lets = (*lets, *made.lets)
    return replace(task, sides=sides, lets=lets, given=given, declared=declared, doubt=doubt)


@dataclass(slots=True)
class _Made:
    """The arrays that take the place of matrices, and the letters that are in use."""

    taken: set[str]
    usage: Usage
    step: str
    lets: list[Formula] = field(default_factory=list)
    declared: list[Where] = field(default_factory=list)
    doubt: str = ""
    letters: dict[str, str] = field(default_factory=dict)

    def formula(self, formula: Formula) -> Formula:
        """A formula with its matrices replaced; an error says in which text it is."""
        try:
            notation = over_rows(formula.notation, lambda row: self.row(row, formula))
        except ReadError as error:
            raise error.within(formula.text, formula.source) from None
        return replace(formula, notation=notation)

    def definition(self, let: Formula) -> Iterator[Formula]:
        """A definition; one that only writes out the entries of its own name says a size."""
        try:
            own = self.own_entries(let.notation)
        except ReadError as error:
            raise error.within(let.text, let.source) from None
        if own is None:
            yield self.formula(let)
            return
        name, sizes = own
        if all(sizes):
            axes = tuple(map(IndexSet, sizes))
            self.declared.append(Where((name,), axes, frozenset(), "", f"{name} written out"))

    def own_entries(self, notation: Clauses) -> tuple[str, tuple[str, ...]] | None:
        """The name whose own entries its definition writes out, with their sizes."""
        (clause,) = notation.parts
        assert isinstance(clause, Clause)
        sides = [_lone(m) for m in clause.members if m is not None]
        if len(sides) != 2 or not isinstance(sides[0], Letter | Scripted):
            return None
        bracket = _bracket(sides[1]) if sides[1] is not None else None
        if bracket is None or not _is_dotted(bracket):
            return None
        found = dotted(bracket, ("i", "j"))
        entry = _lone(found.entry)
        if found.special or found.diagonal or not isinstance(entry, Scripted):
            return None
        below = "" if entry.below is None else plain(entry.below)
        whole = replace(entry, below=None)
        bare = whole.base if whole.above is None else whole
        same = _folded(plain(bare)) == _folded(plain(sides[0]))
        if not same or below != "".join(found.letters) or entry.primes:
            return None
        name = bare.name if isinstance(bare, Letter) else ""
        return (name, found.sizes) if name else ("", ("",))

    def row(self, row: Row, formula: Formula) -> Row:
        """A row of items with an array in the place of each matrix."""
        found: list[Item] = []
        for n, item in enumerate(row):
            bracket = _bracket(item)
            before = row[n - 1] if n else None
            listed = bracket is not None and bracket.kind != "matrix"
            applied = listed and before is not None and not isinstance(before, Operator)
            if bracket is None or applied or not _is_dotted(bracket):
                found.append(item)
                continue
            if listed and not isinstance(item, Scripted):
                self.doubt = self.doubt or "a list is taken for a column, and may be a row"
            found.append(self.array(item, bracket, formula))
        return tuple(found)

    def array(self, item: Item, bracket: Bracket, formula: Formula) -> Item:
        """The array that a matrix is, in the place where it stood."""
        letters = (self.fresh(_LETTERS), self.fresh(_LETTERS))
        matrix = dotted(bracket, letters)
        at = matrix.special.at if matrix.special is not None else ""
        if matrix.special is not None and not at:
            at = self.step
            if not at:
                place = bracket.start, bracket.end
                raise ReadError("where does the middle entry of this matrix stand?", *place)
        if matrix.special is not None and not (matrix.special.at and matrix.special.sure):
            self.doubt = self.doubt or f"an entry between dots is taken to stand at {at}"
        for letter, size in zip(matrix.letters, matrix.sizes, strict=True):
            if size:
                over = (IndexSet(size),)
                self.declared.append(Where((letter,), over, frozenset(), "index", ""))
        place = item.start, item.end
        body = _body(matrix, at)
        indices = self.parameters(body, matrix, at)
        name = self.fresh(_NAMES)
        below = [Letter(*place, x) for x in (*matrix.letters, *indices)]
        left = Scripted(*place, Letter(*place, name), group(tuple(below)), None)
        clause = Clause(*place, (_expression(left), body), (Operator(*place, "="),))
        source, scope = formula.source, f"let {name}"
        self.lets.append(Formula(formula.text, Clauses(*place, (clause,)), source, scope))
        above = item.above if isinstance(item, Scripted) else None
        lying = matrix.row and bracket.kind == "matrix"
        if lying or (matrix.row and above is not None and _is_transpose(above)):
            # A row is a column transposed, and a transposed list stands up.
            turned = above is not None and _is_transpose(above)
            above = None if turned else above or Letter(*place, "⊤")
        dots = tuple(Letter(*place, "·") for _ in matrix.letters)
        open_ones = (*dots, *(Letter(*place, x) for x in indices)) if indices else ()
        if not open_ones and above is None:
            return Letter(*place, name)
        return Scripted(
            *place, Letter(*place, name), group(open_ones) if open_ones else None, above
        )

    def parameters(self, body: Expression, matrix: Dotted, at: str) -> tuple[str, ...]:
        """The indices on which the entries depend, besides their places."""
        alone = Clauses(body.start, body.end, (Clause(body.start, body.end, (body,), ()),))
        bound = survey((alone,)).bound
        found = indices_in(body) | ({at} if at else frozenset[str]())
        used = {*self.usage.below, *self.usage.bound}
        return tuple(sorted(x for x in found & used if x not in bound and x not in matrix.letters))

    def fresh(self, letters: str) -> str:
        """A letter that stands nowhere in the task."""
        name = next((x for x in letters if x not in self.taken), "")
        if not name:
            raise ReadError("no letter is left for the entries of a matrix", 0, 0)
        self.taken.add(name)
        return name


def _body(matrix: Dotted, at: str) -> Expression:
    """The entry at every place: another one on the diagonal, or at one index."""
    other = matrix.special.entry if matrix.special is not None else matrix.diagonal
    if other is None:
        return matrix.entry
    place = other.start, other.end
    here = matrix.letters[0]
    there = at if matrix.special is not None else matrix.letters[1]
    sides = tuple(_expression(Letter(*place, x)) for x in (here, there))
    relation = (Operator(*place, "="),)
    case = Bracket(*place, "\\{", Clauses(*place, (Clause(*place, sides, relation),)))
    more = Expression(
        *place, (Term(*place, "", (_parenthesis(other),)), _minus(matrix.entry, place))
    )
    factors = (Digits(*place, "1"), case, _parenthesis(more))
    general = Term(*place, "", (_parenthesis(matrix.entry),))
    return Expression(*place, (general, Term(*place, "+", factors)))


def _minus(entry: Expression, place: tuple[int, int]) -> Term:
    return Term(*place, "-", (_parenthesis(entry),))


def _parenthesis(inside: Expression) -> Bracket:
    place = inside.start, inside.end
    return Bracket(*place, "(", Clauses(*place, (Clause(*place, (inside,), ()),)))


def _expression(item: Item) -> Expression:
    place = item.start, item.end
    return Expression(*place, (Term(*place, "", (item,)),))


def _only_index(task: Task) -> str:
    """The one index letter of a step that is free in it, if there is only one."""
    usage = survey(tuple(side.notation for side in task.sides))
    letters = {*usage.below} - {*usage.bound, *usage.limits}
    found = [x for x in letters if len(x) == 1 and x.islower() and x not in usage.bare]
    return found[0] if len(found) == 1 else ""


def _dotted_in(notation: Clauses) -> bool:
    return any(isinstance(n, Bracket) and _is_dotted(n) for n in subnodes(notation))


def _is_dotted(bracket: Bracket) -> bool:
    """Whether a bracket is a matrix, or a list, whose entries are left out by dots."""
    listed = bracket.kind in ("(", "[") and len(bracket.inside.parts) > 2
    return (bracket.kind == "matrix" or listed) and has_dots(bracket)


def _bracket(item: Item) -> Bracket | None:
    """The bracket that an item is, perhaps with a transpose above."""
    if isinstance(item, Scripted) and item.below is None and not item.primes:
        item = item.base
    return item if isinstance(item, Bracket) and item.kind in ("matrix", "(", "[") else None


def _lone(side: Expression) -> Item | None:
    place = side.start, side.end
    item = only_item(Clauses(*place, (Clause(*place, (side,), ()),)))
    try:
        return None if item is None else tidy(item)
    except ReadError:
        return item


def _is_transpose(above: Item) -> bool:
    return plain(above) in ("T", "⊤")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name)
