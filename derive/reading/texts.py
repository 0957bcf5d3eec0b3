r"""The texts of a problem, a loss with its variable and options, as notation and as statements.

What is wrong in a text by itself is a ``ReadError`` with its place there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.discourse.declared import names_in
from derive.discourse.directives import Source, defined
from derive.discourse.options import EVERYWHERE, without_dollars
from derive.discourse.rivals import pattern_of
from derive.discourse.statements import Formula, Statement
from derive.documents.traced import copied
from derive.notation.errors import ReadError
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Clause, Clauses, Expression, Letter, Node, Scripted, subnodes
from derive.notation.parse import parse
from derive.reading.context import scope_of
from derive.reading.evidence import lexicon_of, names_of
from derive.reading.lexicon import Lexicon
from derive.reading.scope import Scope

__all__ = ["Texts", "texts_of"]

#: An exponent that nobody can work out: of four digits, or a power itself.
_LARGE = re.compile(r"\d+(\^|\d{3})")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a problem: the loss and the variable as expressions, and all statements."""

    loss: Expression
    wrt: Expression
    statements: tuple[Statement, ...]
    scope: Scope
    letters: frozenset[str]

    def error(self, message: str, node: Node) -> ReadError:
        """An error at a part of one of the texts; at the loss for what stands in none."""
        formulas = [s.formula for s in self.statements if s.formula is not None]
        for f in formulas:
            if any(part is node for part in subnodes(f.notation)):
                return ReadError(message, node.start, node.end, f.text, f.origin)
        assert node is not self.loss
        return self.error(message, self.loss)


def texts_of(loss: str, wrt: str, options: tuple[Statement, ...]) -> Texts:
    """The texts as notation, and what they say as statements."""
    main, node, beside = _loss(loss)
    variable, by = _variable(wrt)
    formulas = (*beside, main, variable)
    said = lexicon_of((*formulas, *(s for s in options if s.status != "range")))
    options = tuple(_as_indices(statement, said) for statement in options)
    statements = (*options, *formulas)
    _reject_twice(options)
    notations = [s.formula.notation for s in statements if s.formula is not None]
    letters = {n.name for f in notations for n in subnodes(f) if isinstance(n, Letter)}
    scope = scope_of(statements, 0, lexicon_of(statements))
    texts = Texts(node, by, statements, scope, frozenset(letters))
    for part in (part for notation in notations for part in subnodes(notation)):
        if isinstance(part, Scripted) and _LARGE.match(plain_text(part.above)):
            assert part.above is not None
            raise texts.error("this exponent is too large: at most 999 is read", part.above)
    return texts


def _as_indices(statement: Statement, lexicon: Lexicon) -> Statement:
    """A declaration over one set as that of indices, if its names stand as such only."""
    names = names_of(statement)
    indices = lexicon.bound | lexicon.below
    alone = all(n.letter in indices and not lexicon.of(n.letter).bare for n in names)
    if statement.said == "shape" and len(statement.axes) == 1 and names and alone:
        return replace(statement, said="index")
    return statement


def _loss(text: str) -> tuple[Statement, Expression, tuple[Statement, ...]]:
    """The loss as a statement and an expression, and the definitions that stand beside it."""
    latex = without_dollars(text)
    try:
        notation = parse(latex)
        clauses = [part for part in notation.parts if isinstance(part, Clause)]
        if not clauses:
            raise ReadError("there is nothing to read", 0, len(text))
        first, left = clauses[0], clauses[0].members[0]
        signs = [relation.sign for relation in first.relations]
        if left is None or signs not in ([], ["="]):
            place = first.relations[0]
            raise ReadError("the loss is one expression", place.start, place.end)
        start = first.start if signs else clauses[1].start if len(clauses) > 1 else len(text)
        beside = " " * start + latex[start:].rstrip(" .;,")
        source = Source("the loss", (0, len(text)), EVERYWHERE, traced=False)
        named = defined(copied(beside, 0), source) if beside.strip() else ()
    except ReadError as error:
        raise ReadError(error.message, error.start, error.end, text, "the loss") from None
    return _about(text, replace(notation, parts=(first,)), "the loss"), left, named


def _variable(text: str) -> tuple[Statement, Expression]:
    """What to differentiate by, where words are names."""
    try:
        typed, notation = names_in(copied(without_dollars(text), 0))
        clause = notation.parts[0]
        member = clause.members[0] if isinstance(clause, Clause) else None
    except ReadError:
        member = None
    if member is None or len(notation.parts) != 1 or spelled(only_item(member)) is None:
        raise ReadError("differentiate by one name, such as z_k", 0, len(text), text, "wrt")
    return _about(typed.text, notation, "wrt"), member


def _about(text: str, notation: Clauses, source: str) -> Statement:
    """A text as a statement, so that its names are evidence as all others are."""
    return Statement("claim", (0, len(text)), EVERYWHERE, Formula(text, notation, None, source))


def _reject_twice(options: tuple[Statement, ...]) -> None:
    """Raise for a name that is defined twice."""
    seen: set[str] = set()
    for statement in options:
        formula, left = statement.formula, statement.left
        if statement.status != "definition" or formula is None or left is None:
            continue
        if pattern_of(left) in seen:
            message = f"{formula.text[left.start : left.end]} is defined twice: leave one out"
            raise ReadError(message, left.start, left.end, formula.text, formula.origin)
        seen.add(pattern_of(left))
