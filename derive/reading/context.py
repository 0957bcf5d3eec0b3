"""What bears on a place of a document: its statements as a scope for reading.

A statement bears on a claim if its scope holds the claim's place. The lexicon is that of the
whole document; which definitions, shapes, facts and cases hold is said for each claim anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from derive.discourse.statements import Statement
from derive.model import FACTS
from derive.notation.names import (
    Name,
    only_item,
    plain_text,
    rows_of_items,
    spelled,
    unwrapped,
)
from derive.notation.nodes import Bracket, Clause, Expression, Node, Scripted, Styled
from derive.notation.own_signs import is_sign
from derive.reading.bearing import bearing
from derive.reading.lexicon import Lexicon
from derive.reading.operations import Operation, operation_of
from derive.reading.scope import (
    Assumed,
    Declared,
    Let,
    Said,
    Scope,
    Valued,
    let_of,
    says_itself,
    without_partings,
)
from derive.reading.speaking import ELSEWHERE, SILENT, let_in, spoken

__all__ = ["SILENT", "lexicon_of", "names_of", "scope_of"]

#: Statuses of relations that hold where a claim stands.
HOLDS = frozenset({"assumption", "supposition"})
#: Kinds of names that are used, or that say nothing that a witness could break.
HARMLESS = frozenset(
    {"scalar", "vector", "matrix", "function", "size", "index", "identity", "softmax", "sigmoid",
     "do not commute", "invertible", "unit"}
)  # fmt: skip


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
        if statement.left is not None and statement.status in ("claim", "definition"):
            item = only_item(statement.left)
            if item is not None:
                lexicon.left(item)
        if statement.status == "range":
            _labels(lexicon, statement)
        if statement.status in ("range", "property", "assumption"):
            for name in names_of(statement):
                lexicon.left(name.node)
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
    if statement.said == "index":
        over = _set_of(statement.axes)
        for name in names_of(statement):
            if over:
                lexicon.declared_indices[plain_text(name.node)] = over
    lexicon.sets |= {axis for axis in statement.axes if axis and not axis.isdigit()}


def _set_of(axes: tuple[str, ...]) -> str:
    """The set of an index that is said to range over one, or from one number to another."""
    if len(axes) != 2:
        return axes[0] if axes else ""
    first, last = axes
    return last if first == "1" or not last else f"{first}..{last}"


def _labels(lexicon: Lexicon, statement: Statement) -> None:
    """What stands below a name that is declared is a label, unless it is an index."""
    for name in names_of(statement):
        lexicon.square(name.node)
        for node in name.below:
            text = plain_text(node)
            if statement.said in ("scalar", "vector", "matrix") and (
                text not in lexicon.declared_indices
            ):
                lexicon.labels.add(text)


def names_of(statement: Statement) -> tuple[Name, ...]:
    """The names of which a statement speaks: those before its relation, or all in its list."""
    if statement.formula is None:
        return ()
    found: list[Name] = []
    for part in statement.formula.notation.parts:
        if not isinstance(part, Clause) or part.members[0] is None:
            continue
        term = part.members[0].terms[0]
        items: tuple[Node, ...] = (unwrapped(term.items[0]),) if term.items else ()
        name = spelled(items[0]) if items else None
        if name is not None:
            found.append(name)
        if part.relations:
            break
    return tuple(found)


@dataclass(slots=True)
class _Gathering:
    """What bears on a claim, while it is gathered."""

    lexicon: Lexicon
    lets: list[Let] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    abstract: list[tuple[Name, Expression]] = field(default_factory=list)
    valued: list[Valued] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    facts: list[Said] = field(default_factory=list)
    kinds: list[Said] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    conventions: set[str] = field(default_factory=set)
    layout: str = ""
    unheard: dict[str, Statement] = field(default_factory=dict)
    withdrawn: list[Clause] = field(default_factory=list)
    optional: list[Assumed] = field(default_factory=list)
    perhaps: list[Said] = field(default_factory=list)
    sizes: dict[str, str] = field(default_factory=dict)

    def take(self, statement: Statement) -> None:
        """Take in one statement, by its status."""
        match statement.status:
            case "definition":
                self.define(statement)
            case "rival":
                self.define(statement)
            case "range":
                self.shape(statement)
            case "property":
                self.fact(statement)
            case "kind":
                self.kind(statement)
            case "convention":
                if statement.said in ("numerator", "denominator"):
                    self.layout = statement.said
                self.conventions.add(statement.said)
            case "withdrawn":
                self.withdraw(statement)
            case "size":
                self.size(statement)
            case "constraint":
                self.relation(statement, optional=True)
            case "hypothetical" if statement.said in ELSEWHERE:
                pass
            case status if status in HOLDS:
                self.relation(statement)
            case status if status in SILENT:
                self.block(statement)

    def define(self, statement: Statement) -> None:
        """A definition: the name stands at the left, or alone at the right."""
        let = let_in(statement)
        if self.operation(statement) and let is None:
            return
        if let is None:
            self.block(statement)
        elif not says_itself(tuple(self.lets), let):
            self.lets.append(let)

    def operation(self, statement: Statement) -> bool:
        """A definition of an operator, if it is one."""
        clause = statement.formula.clause if statement.formula is not None else None
        left, right = statement.left, statement.right
        if left is None and clause is not None and len(clause.members) == 2:
            left, right = clause.members
        found = operation_of(left, right, statement) if left is not None and right else None
        if found is not None:
            self.operations.append(found)
        return found is not None

    def shape(self, statement: Statement) -> None:
        """A shape or a range."""
        if statement.said in ("index", "listed") or counting(statement) is not None:
            return  # x_1, …, x_m: the sums over i say so themselves
        if statement.said in ("scalar", "vector", "matrix", "shape"):
            self.declared += [Declared(n, statement.axes, statement) for n in names_of(statement)]
            return
        clause = statement.formula.clause if statement.formula is not None else None
        last = clause.members[-1] if clause is not None and clause.relations else None
        axes = space(last) if last is not None else None
        if axes is not None:
            self.declared += [Declared(n, axes, statement) for n in names_of(statement)]
        elif clause is not None and [r.sign for r in clause.relations] == ["∈"]:
            if statement.said == "set":
                self.assumed.append(Assumed(clause, statement))
            else:
                self.block(statement)
        else:
            self.relation(statement)

    def size(self, statement: Statement) -> None:
        """How large a set is: a number, or the size of another set."""
        clause = statement.formula.clause if statement.formula is not None else None
        texts = [plain_text(m) for m in clause.members] if clause is not None else []
        if len(texts) == 2 and texts[0] in self.lexicon.sets:
            self.sizes[texts[0]] = texts[1]
        else:
            self.relation(statement)

    def is_size(self, clause: Clause) -> bool:
        """Whether a relation says how large a set is: ``n = 2``, where sums run up to n."""
        texts = [plain_text(member) for member in clause.members]
        equal = [relation.sign for relation in clause.relations] == ["="]
        return equal and texts[0] in self.lexicon.sets and texts[1].isdigit()

    def fact(self, statement: Statement) -> None:
        """A fact with a name, said of names or by a relation."""
        clause = statement.formula.clause if statement.formula is not None else None
        if clause is not None and clause.relations:
            self.assumed.append(Assumed(clause, statement))
        if clause is None or not clause.relations or statement.said in FACTS:
            self.say(statement, statement.said, names_of(statement))

    def say(self, statement: Statement, said: str, names: tuple[Name, ...]) -> None:
        """A fact that the prover knows, or a kind; what is neither is said and not used."""
        if said in FACTS:
            self.facts += [Said(said, n, statement) for n in names]
        elif said == "probability":
            for fact in ("distribution", "nonnegative"):
                self.perhaps += [Said(fact, n, statement) for n in names]
        else:
            self.kinds += [Said(said, n, statement) for n in names]
            if said not in HARMLESS:
                self.block(statement)

    def kind(self, statement: Statement) -> None:
        """What kind of thing names are."""
        names = names_of(statement)
        if statement.said == "function of" and len(names) >= 1:
            parts = [p for p in statement.formula.notation.parts if isinstance(p, Clause)]  # type: ignore[union-attr]
            bracket = _bracket_of(parts[0])
            for part in parts[1:]:
                of = part.members[0]
                if of is not None and bracket is not None:
                    self.valued.append(Valued(names[0], bracket, of))
                elif of is not None:
                    self.abstract.append((names[0], of))
        else:
            self.say(statement, statement.said, names)

    def relation(self, statement: Statement, *, optional: bool = False) -> None:
        """A relation that holds at the claim; one that is said by "let" may define entries.

        An optional one may hold: nothing is proved by it, and nothing refuted without it.
        """
        clause = statement.formula.clause if statement.formula is not None else None
        if statement.said == "let" and clause is not None and len(clause.members) == 2:
            left, right = clause.members
            if self.operation(statement):
                return
            let = let_of(left, right, statement) if left is not None and right is not None else None
            if let is not None:
                self.lets.append(let)
                return
        if "let" in (statement.said, statement.words):
            let = let_in(statement)
            if let is not None and is_sign(let.word):
                self.lets.append(let)
                return
        clauses = [
            part
            for part in (statement.formula.notation.parts if statement.formula else ())
            if isinstance(part, Clause) and part.relations and None not in part.members
        ]
        if statement.left is not None and statement.right is not None and len(clauses) != 1:
            clauses = []
        if not clauses:
            self.block(statement)
        if not optional and clause is not None and self.is_size(clause):
            return self.size(statement)
        into = self.optional if optional else self.assumed
        into += [Assumed(clause, statement) for clause in clauses]

    def may_hold(self, statement: Statement) -> None:
        """A fact or a relation without which nothing is refuted."""
        clause = statement.formula.clause if statement.formula is not None else None
        if clause is not None and (lists_entries(clause) or self.is_withdrawn(clause)):
            return
        if clause is not None and clause.relations and None not in clause.members:
            self.optional.append(Assumed(clause, statement))
        elif statement.said in FACTS:
            self.perhaps += [Said(statement.said, name, statement) for name in names_of(statement)]

    def withdraw(self, statement: Statement) -> None:
        """What was assumed is assumed no longer."""
        clause = statement.formula.clause if statement.formula is not None else None
        if clause is None:
            return self.block(statement)
        self.withdrawn.append(clause)
        self.assumed = [one for one in self.assumed if not self.is_withdrawn(one.clause)]

    def is_withdrawn(self, clause: Clause) -> bool:
        """Whether the text says that it does not assume a relation any more."""
        return plain_text(clause) in map(plain_text, self.withdrawn)

    def block(self, statement: Statement) -> None:
        """The names of which more is said than is used."""
        letters = set(statement.letters)
        if not letters and statement.left is not None and statement.right is not None:
            letters = self.lexicon.letters_in(statement.left)
            letters |= self.lexicon.letters_in(statement.right)
        elif not letters and statement.formula is not None:
            letters = self.lexicon.letters_in(statement.formula.notation)
        for letter in letters:
            self.unheard.setdefault(letter, statement)


def _bracket_of(clause: Clause) -> Bracket | None:
    r"""The bracket behind a name that stands alone, ``\rho(a)``."""
    items = clause.members[0].terms[0].items if clause.members[0] is not None else ()
    second = items[1] if len(items) == 2 else None
    return second if isinstance(second, Bracket) and second.kind == "(" else None


def scope_of(
    statements: Sequence[Statement], place: int, lexicon: Lexicon, own: Statement | None = None
) -> Scope:
    """What bears on a place of a document, its own claim aside; on no claim: all that holds."""
    gathering = _Gathering(lexicon)
    holding, perhaps = bearing(statements, place, lexicon, own)
    for statement in holding:
        gathering.take(statement)
    for statement in perhaps:
        gathering.may_hold(statement)
    return Scope(
        lexicon,
        without_partings(gathering.lets),
        tuple(gathering.declared),
        tuple(gathering.abstract),
        tuple(gathering.valued),
        tuple(gathering.operations),
        tuple(gathering.facts),
        tuple(_last_cases(gathering.assumed)),
        tuple(gathering.kinds),
        gathering.layout,
        frozenset(gathering.conventions),
        gathering.unheard,
        tuple(gathering.withdrawn),
        gathering.sizes,
        tuple(gathering.optional),
        tuple(gathering.perhaps),
    )


def _last_cases(assumed: list[Assumed]) -> list[Assumed]:
    """Of two cases of the same letters, the later one: a row's own before that of its section."""
    found: dict[object, Assumed] = {}
    for one in assumed:
        sign = one.clause.relations[0].sign
        texts = [plain_text(m) for m in one.clause.members if m is not None]
        letters = sign in ("=", "≠") and all(text.isalpha() for text in texts)
        found[frozenset(texts) if letters else id(one)] = one
    return list(found.values())


def counting(statement: Statement) -> tuple[str, str] | None:
    """``i = 1, …, n``: the letter, and up to where it counts from 1; ``""`` if it goes on."""
    parts = statement.formula.notation.parts if statement.formula is not None else ()
    clauses = [part for part in parts if isinstance(part, Clause)]
    if not clauses or [r.sign for r in clauses[0].relations] != ["="] or len(clauses) < 2:
        return None
    letter, first = (plain_text(member) for member in clauses[0].members)
    shown = [plain_text(member) for clause in clauses[1:] for member in clause.members]
    if not first.isdigit() or not (any("…" in text for text in shown) or shown[0].isdigit()):
        return None
    last = shown[-1]
    return letter, last if first == "1" and "…" not in last else ""


def lists_entries(clause: Clause) -> bool:
    """Whether an equation only writes an array out, as in ``z = [z_0, z_1, …]``."""
    if len(clause.members) != 2 or None in clause.members:
        return False
    items = [only_item(member) for member in clause.members if member is not None]
    name, bracket = spelled(items[0]), items[1]
    if name is None or not isinstance(bracket, Bracket) or len(bracket.inside.parts) < 2:
        return False
    letters = {n.letter for row in rows_of_items(bracket) for item in row if (n := spelled(item))}
    return letters - {"…"} == {name.letter}


def space(member: Expression) -> tuple[str, ...] | None:
    """The axes of a space such as ``ℝ^{m × n}``; ``None`` for another set."""
    item: Node | None = only_item(member)
    above: Node | None = None
    if isinstance(item, Scripted) and item.below is None:
        above = item.above
        item = unwrapped(item.base)
    if not isinstance(item, Styled) or plain_text(item.of) != "R":
        return None
    if above is None:
        return ()
    inside = above.inside if isinstance(above, Bracket) else above
    return tuple(plain_text(inside).split("×"))
