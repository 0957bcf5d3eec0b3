r"""The texts of a problem, a loss with its variable and options, as notation and as statements.

What is wrong in a text by itself is a ``ReadError`` with its place there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.discourse.declared import as_typed, located
from derive.discourse.directives import Source, defined
from derive.discourse.options import EVERYWHERE, without_dollars
from derive.discourse.statements import Formula, Statement
from derive.documents.traced import copied
from derive.notation.errors import ReadError
from derive.notation.names import argument_list, one_item, only_item, plain_text, spelled
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    Separator,
    subnodes,
)
from derive.notation.parse import parse
from derive.reading.context import lexicon_of, names_of, scope_of
from derive.reading.lexicon import Lexicon
from derive.reading.scope import Scope, let_of

__all__ = ["Text", "Texts", "texts_of"]

LARGEST_EXPONENT = 1_000
_BETWEEN = frozenset({",", ";", ".", "where", "with", "and"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its notation, and the expression in it; ``typed`` is how a name was typed."""

    text: str
    source: str
    notation: Clauses
    node: Expression
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a problem: the loss and the variable as expressions, and all statements."""

    loss: Text
    wrt: Text
    statements: tuple[Statement, ...]
    scope: Scope
    letters: frozenset[str]


def texts_of(loss: str, wrt: str, options: tuple[Statement, ...]) -> Texts:
    """The texts as notation, and what they say as statements."""
    main, named = _loss(loss)
    variable = _variable(wrt, named)
    formulas = (*named, *(_about(text) for text in (main, variable)))
    said = lexicon_of((*formulas, *(s for s in options if s.status != "range")))
    options = tuple(_as_indices(statement, said) for statement in options)
    statements = (*options, *formulas)
    _reject_unknown(main, variable, options)
    _reject_twice(options)
    for text, source, notation in _read(main, options):
        _reject_large(text, source, notation)
    scope = scope_of(statements, 0, lexicon_of(statements))
    notations = [s.formula.notation for s in statements if s.formula is not None]
    letters = {n.name for f in notations for n in subnodes(f) if isinstance(n, Letter)}
    return Texts(main, variable, statements, scope, frozenset(letters))


def _as_indices(statement: Statement, lexicon: Lexicon) -> Statement:
    """A declaration over one set as that of indices, if its names stand as such only."""
    names = names_of(statement)
    indices = lexicon.bound | lexicon.below
    alone = all(n.letter in indices and not lexicon.of(n.letter).bare for n in names)
    if statement.said == "shape" and len(statement.axes) == 1 and names and alone:
        return replace(statement, said="index")
    return statement


def _loss(text: str) -> tuple[Text, tuple[Statement, ...]]:
    """The loss as an expression, and the definitions that stand beside it."""
    notation = _parsed(without_dollars(text), text, "the loss")
    clauses = [part for part in notation.parts if isinstance(part, Clause)]
    if not clauses:
        raise ReadError("there is nothing to read", 0, len(text), text, "the loss")
    for part in notation.parts:
        if isinstance(part, Separator) and part.sign not in _BETWEEN:
            raise ReadError("one expression is read here", part.start, part.end, text, "the loss")
    first = clauses[0]
    left = first.members[0]
    signs = [relation.sign for relation in first.relations]
    if left is None or signs not in ([], ["="]):
        place = first.relations[0]
        raise ReadError("the loss is one expression", place.start, place.end, text, "the loss")
    start = first.start if signs else clauses[1].start if len(clauses) > 1 else len(text)
    beside = " " * start + without_dollars(text)[start:]
    if not beside.strip():
        return Text(text, "the loss", notation, left), ()
    source = Source("the loss", (0, len(text)), EVERYWHERE, traced=False)
    try:
        named = defined(copied(beside.rstrip(" .;,"), 0), source)
    except ReadError as error:
        raise ReadError(error.message, error.start, error.end, text, "the loss") from None
    own = Clauses(first.start, first.end, (first,))
    return Text(text, "the loss", own, left), named


def _variable(text: str, named: tuple[Statement, ...]) -> Text:
    """What to differentiate by, where words are names."""
    typed = as_typed(copied(without_dollars(text), 0))
    try:
        notation = parse(typed.text)
        clause = next((part for part in notation.parts if isinstance(part, Clause)), None)
        if clause is None:
            raise ReadError("there is nothing to read", 0, len(typed.text))
        member = clause.members[0]
        if member is None or clause.relations or spelled(only_item(member)) is None:
            message = "differentiate by one name, such as z_k"
            raise ReadError(message, clause.start, clause.end)
    except ReadError as error:
        place = located(error, typed)
        raise ReadError(place.message, place.start, place.end, text, "wrt") from None
    name = spelled(only_item(member))
    for statement in named[:1]:
        called = statement.left.terms[0].items[0] if statement.left is not None else None
        own = spelled(called)
        if statement.formula is not None and own is not None and own == name:
            message = "the loss itself is called so: differentiate by what it depends on"
            raise ReadError(message, 0, len(text), text, "wrt")
    return Text(typed.text, "wrt", notation, member, text)


def _about(text: Text) -> Statement:
    """A text as a statement, so that its names are evidence as all others are."""
    formula = Formula(text.text, text.notation, None, text.source)
    return Statement("claim", (0, len(text.text)), EVERYWHERE, formula)


def _parsed(latex: str, text: str, source: str) -> Clauses:
    try:
        return parse(latex)
    except ReadError as error:
        raise ReadError(error.message, error.start, error.end, text, source) from None


def _reject_unknown(loss: Text, wrt: Text, options: tuple[Statement, ...]) -> None:
    """Raise for a command that nobody knows, and of which nothing is said beside the loss."""
    others = [s.formula.notation for s in options if s.formula is not None]
    known = {
        n.name for node in (wrt.notation, *others) for n in subnodes(node) if isinstance(n, Letter)
    }
    for node in subnodes(loss.node):
        if isinstance(node, Letter) and node.word and node.name not in known:
            command = loss.text[node.start : node.end].strip()
            if command == "\\" + node.name:
                message = f"{command} is not known: say what it is, with --let or --where"
                raise ReadError(message, node.start, node.end, loss.text, loss.source)


def _read(loss: Text, options: tuple[Statement, ...]) -> Iterator[tuple[str, str, Node]]:
    yield loss.text, loss.source, loss.notation
    for formula in (s.formula for s in options):
        if formula is not None:
            yield formula.text, formula.origin, formula.notation


def _reject_twice(options: tuple[Statement, ...]) -> None:
    """Raise for a name that is defined twice."""
    seen: set[tuple[str, ...]] = set()
    for statement in options:
        formula, left, right = statement.formula, statement.left, statement.right
        if statement.status != "definition" or not (formula and left and right):
            continue
        let = let_of(left, right)
        if let is None:
            continue
        numbers = [plain_text(n) for n in let.word.below if isinstance(n, Digits)]
        count = len(argument_list(let.arguments) or ()) if let.arguments is not None else -1
        key = (let.word.style, let.word.letter, str(let.word.primes), str(count), *numbers,
               *map(plain_text, let.word.above))  # fmt: skip
        if key in seen:
            name = formula.text[left.start : left.end]
            message = f"{name} is defined twice: leave one of the two out"
            raise ReadError(message, left.start, left.end, formula.text, formula.origin)
        seen.add(key)


def _reject_large(text: str, source: str, notation: Node) -> None:
    """Raise for a number as an exponent that nobody can work out."""
    for node in subnodes(notation):
        above = node.above if isinstance(node, Scripted) else None
        if above is not None and (_size(above) or 0) > LARGEST_EXPONENT:
            message = f"this exponent is too large: at most {LARGEST_EXPONENT} is read"
            raise ReadError(message, above.start, above.end, text, source)


def _size(node: Node) -> int | None:
    """A power of numbers, or what is more than the largest exponent."""
    node = one_item(node)
    if isinstance(node, Bracket) and node.kind == "{":
        node = one_item(node.inside)
    if isinstance(node, Digits):
        return int(node.text) if node.text.isdigit() and len(node.text) < 6 else 10**6
    if isinstance(node, Scripted) and node.below is None and node.above is not None:
        base, exponent = _size(node.base), _size(node.above)
        if base is not None and exponent is not None:
            return int(min(base ** min(exponent, 20), 10**6))
    return None
