"""What bears on a place of a document: its statements as a scope for reading.

A statement bears on a claim if its scope holds the claim's place. The lexicon is that of the
whole document; which definitions, shapes, facts and cases hold is said for each claim anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.discourse.statements import Statement
from derive.model import FACTS
from derive.notation.names import names_within, only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import Bracket, Clause, Expression, Node, Scripted, Styled
from derive.reading.bearing import ELSEWHERE, SILENT, bearing, let_in
from derive.reading.evidence import SHAPES, clauses_of, counting, names_of
from derive.reading.lexicon import Lexicon
from derive.reading.operations import operation_of
from derive.reading.scope import (
    Assumed,
    Declared,
    Said,
    Scope,
    Valued,
    let_of,
    says_itself,
    without_partings,
)

__all__ = ["scope_of"]

#: Kinds of names that are used, or that say nothing that a witness could break.
HARMLESS = frozenset(
    {"scalar", "vector", "matrix", "function", "size", "index", "identity", "softmax", "sigmoid",
     "do not commute", "invertible", "unit"}
)  # fmt: skip


def scope_of(
    statements: Sequence[Statement], place: int, lexicon: Lexicon, own: Statement | None = None
) -> Scope:
    """What bears on a place of a document, its own claim aside; on no claim: all that holds."""
    scope = Scope(lexicon)
    holding, perhaps = bearing(statements, place, lexicon, own)
    for statement in holding:
        _take(scope, statement)
    for statement in perhaps:
        clause = _clause(statement)
        if clause is None or not clause.relations or None in clause.members:
            if statement.said in FACTS:
                scope.perhaps += [Said(statement.said, n, statement) for n in names_of(statement)]
        elif not _is_withdrawn(scope, clause) and not _lists_entries(clause):
            scope.optional.append(Assumed(clause, statement))
    scope.lets = without_partings(scope.lets)
    scope.assumed = _last_cases(scope.assumed)
    return scope


def _lists_entries(clause: Clause) -> bool:
    """Whether an equation only writes an array out, as in ``z = [z_0, z_1, …]``."""
    items = [only_item(member) for member in clause.members if member is not None]
    name, bracket = (spelled(items[0]), items[1]) if len(items) == 2 else (None, None)
    if name is None or not isinstance(bracket, Bracket) or len(bracket.inside.parts) < 2:
        return False
    return {n.letter for n in names_within(bracket)} - {"…"} == {name.letter}


def _last_cases(assumed: list[Assumed]) -> list[Assumed]:
    """Of two cases of the same letters, the later one: a row's own before that of its section."""
    found: dict[object, Assumed] = {}
    for one in assumed:
        sign = one.clause.relations[0].sign
        texts = [plain_text(m) for m in one.clause.members if m is not None]
        letters = sign in ("=", "≠") and all(text.isalpha() for text in texts)
        found[frozenset(texts) if letters else id(one)] = one
    return list(found.values())


def _take(scope: Scope, statement: Statement) -> None:
    """Take in one statement, by its status."""
    match statement.status:
        case "definition" | "rival":
            _define(scope, statement)
        case "range":
            _shape(scope, statement)
        case "property":
            clause = _clause(statement)
            related = clause is not None and bool(clause.relations)
            if clause is not None and related:
                scope.assumed.append(Assumed(clause, statement))
            if not related or statement.said in FACTS:
                _say(scope, statement)
        case "kind":
            _kind(scope, statement)
        case "convention":
            if statement.said in ("numerator", "denominator"):
                scope.layout = statement.said
            scope.conventions.add(statement.said)
        case "withdrawn":
            clause = _clause(statement)
            if clause is None:
                return _block(scope, statement)
            scope.withdrawn.append(clause)
            scope.assumed = [a for a in scope.assumed if not _is_withdrawn(scope, a.clause)]
        case "size" if _size(scope, statement):
            pass
        case "size" | "assumption" | "supposition":
            _relation(scope, statement)
        case "constraint":
            _relation(scope, statement, optional=True)
        case status if status in SILENT and statement.said not in ELSEWHERE:
            _block(scope, statement)


def _clause(statement: Statement) -> Clause | None:
    """The one clause of a statement, if it is one."""
    return statement.formula.clause if statement.formula is not None else None


def _define(scope: Scope, statement: Statement) -> None:
    """A definition: the name stands at the left, or alone at the right."""
    let = let_in(statement)
    if _operation(scope, statement) and let is None:
        return
    if let is None:
        _block(scope, statement)
    elif not says_itself(scope.lets, let):
        scope.lets.append(let)


def _operation(scope: Scope, statement: Statement) -> bool:
    """A definition of an operator, if it is one."""
    clause, left, right = _clause(statement), statement.left, statement.right
    if left is None and clause is not None and len(clause.members) == 2:
        left, right = clause.members
    found = operation_of(left, right, statement) if left is not None and right else None
    if found is not None:
        scope.operations.append(found)
    return found is not None


def _shape(scope: Scope, statement: Statement) -> None:
    """A shape or a range."""
    if statement.said in ("index", "listed") or counting(statement) is not None:
        return  # x_1, …, x_m: the sums over i say so themselves
    clause = _clause(statement)
    last = clause.members[-1] if clause is not None and clause.relations else None
    axes = space(last) if last is not None else None
    if statement.said in SHAPES | {"shape"}:
        axes = statement.axes
    if axes is not None:
        scope.declared += [Declared(n, axes, statement) for n in names_of(statement)]
    elif clause is None or [r.sign for r in clause.relations] != ["∈"]:
        _relation(scope, statement)
    elif statement.said == "set":
        scope.assumed.append(Assumed(clause, statement))
    else:
        _block(scope, statement)


def space(member: Expression) -> tuple[str, ...] | None:
    """The axes of a space such as ``ℝ^{m × n}``; ``None`` for another set."""
    item: Node | None = only_item(member)
    above: Node | None = None
    if isinstance(item, Scripted) and item.below is None:
        above, item = item.above, unwrapped(item.base)
    if not isinstance(item, Styled) or plain_text(item.of) != "R":
        return None
    inside = above.inside if isinstance(above, Bracket) else above
    return tuple(plain_text(inside).split("×")) if inside is not None else ()


def _size(scope: Scope, statement: Statement) -> bool:
    """How large a set is, if a statement says so: a number, or the size of another set."""
    clause = _clause(statement)
    texts = [plain_text(m) for m in clause.members] if clause is not None else []
    if len(texts) != 2 or texts[0] not in scope.lexicon.sets:
        return False
    scope.sizes[texts[0]] = texts[1]
    return True


def _say(scope: Scope, statement: Statement) -> None:
    """A fact that the prover knows, or a kind; what is neither is said and not used."""
    said, names = statement.said, names_of(statement)
    if said in FACTS:
        scope.facts += [Said(said, n, statement) for n in names]
    elif said == "probability":
        facts = ("distribution", "nonnegative")
        scope.perhaps += [Said(fact, n, statement) for fact in facts for n in names]
    else:
        scope.kinds += [Said(said, n, statement) for n in names]
        if said not in HARMLESS:
            _block(scope, statement)


def _kind(scope: Scope, statement: Statement) -> None:
    r"""What kind of thing names are; ``\rho(a)`` of something has it for each value."""
    names, clauses = names_of(statement), clauses_of(statement)
    if statement.said != "function of" or not names:
        return _say(scope, statement)
    items = clauses[0].members[0].terms[0].items if clauses[0].members[0] is not None else ()
    bracket = items[1] if len(items) == 2 else None
    for of in (clause.members[0] for clause in clauses[1:]):
        if of is not None and isinstance(bracket, Bracket) and bracket.kind == "(":
            scope.valued.append(Valued(names[0], bracket, of))
        elif of is not None:
            scope.abstract.append((names[0], of))


def _relation(scope: Scope, statement: Statement, *, optional: bool = False) -> None:
    """A relation that holds at the claim; one that is said by "let" may define entries.

    An optional one may hold: nothing is proved by it, and nothing refuted without it.
    """
    clause = _clause(statement)
    if statement.said == "let" and clause is not None and len(clause.members) == 2:
        left, right = clause.members
        if _operation(scope, statement):
            return
        let = let_of(left, right, statement) if left is not None and right is not None else None
        if let is not None:
            scope.lets.append(let)
            return
    clauses = [c for c in clauses_of(statement) if c.relations and None not in c.members]
    if statement.left is not None and statement.right is not None and len(clauses) != 1:
        clauses = []
    if not clauses:
        _block(scope, statement)
    number = clause is not None and plain_text(clause.members[-1]).isdigit()
    signs = [r.sign for r in clause.relations] if clause is not None else []
    if not optional and number and signs == ["="] and _size(scope, statement):
        return
    into = scope.optional if optional else scope.assumed
    into += [Assumed(one, statement) for one in clauses]


def _is_withdrawn(scope: Scope, clause: Clause) -> bool:
    """Whether the text says that it does not assume a relation any more."""
    return plain_text(clause) in map(plain_text, scope.withdrawn)


def _block(scope: Scope, statement: Statement) -> None:
    """The names of which more is said than is used."""
    letters = set(statement.letters)
    nodes: tuple[Node, ...] = ()
    if statement.left is not None and statement.right is not None:
        nodes = (statement.left, statement.right)
    elif statement.formula is not None:
        nodes = (statement.formula.notation,)
    for letter in letters or set[str]().union(*map(scope.lexicon.letters_in, nodes)):
        scope.unheard.setdefault(letter, statement)
