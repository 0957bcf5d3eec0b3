r"""Where in a text something stands: what must not be 0 or negative, and what is not read.

Values of formulas know no places. So the parts of a text are read once more, each by itself, in
a reading that is known: those that stand below a fraction, in a logarithm or a root, and, where
a text is not read, one inside the other down to the smallest that is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from derive.discourse.statements import Statement
from derive.notation.errors import ReadError
from derive.notation.names import plain_text, spelled
from derive.notation.nodes import (
    Fraction,
    Head,
    Node,
    Operator,
    Root,
    Scripted,
    Term,
    parts,
)
from derive.reading import differentials, expressions
from derive.reading.assumptions import given_of
from derive.reading.limits import bounds_of
from derive.reading.names import index_at, named
from derive.reading.reader import Env, Reader
from derive.reading.scope import Assumed, Scope, let_of
from derive.reading.search import Choices, Failure, Misfit
from derive.reading.texts import Text
from derive.syntax.tree import Call, Index, IndexTerm, Neg, Number, Written

__all__ = ["Need", "Relation", "What", "blamed", "needs_of"]

What: TypeAlias = Literal["division", "logarithm", "root", "power"]
Relation: TypeAlias = Literal[">0", ">=0", "!=0"]


@dataclass(frozen=True, slots=True)
class Need:
    """A raw form that must be > 0, >= 0 or not 0, for all ``bound`` indices, and its place."""

    form: Written
    relation: Relation
    what: What
    start: int
    end: int
    bound: tuple[Index, ...] = ()
    excluding: tuple[tuple[Index, IndexTerm], ...] = ()
    text: str = ""
    source: str = ""


# -- what must be defined


@dataclass(frozen=True, slots=True)
class _Inside:
    """Where a part stands: what its letters are, the indices that sums bind and what they omit."""

    env: Env
    bound: tuple[Index, ...] = ()
    excluding: tuple[tuple[Index, IndexTerm], ...] = ()


def needs_of(
    reader: Reader, texts: tuple[Text, ...], statements: tuple[Statement, ...]
) -> tuple[Need, ...]:
    """What texts and definitions need to be defined; not the bodies of functions."""
    found: list[Need] = []
    for text in texts:
        for need in _needs(reader, text.node, _Inside(Env())):
            found.append(replace(need, text=text.text, source=text.source))
    for statement in statements:
        left, right, formula = statement.left, statement.right, statement.formula
        if statement.status != "definition" or formula is None or left is None or right is None:
            continue
        let = let_of(left, right)
        if let is None or let.arguments is not None:
            continue
        for need in _needs(reader, right, _Inside(_bound(reader, named(reader, let.word).at))):
            found.append(replace(need, text=formula.text, source=formula.origin))
    return tuple(found)


def _bound(reader: Reader, places: tuple[Node, ...]) -> Env:
    """The letters at which a definition is written, bound to indices of their own."""
    env = Env()
    for node in places:
        letter = plain_text(node)
        env = env.bind(letter, Index(reader.sets.fresh(letter), reader.sets.new(letter)))
    return env


def _needs(reader: Reader, node: Node, inside: _Inside) -> Iterator[Need]:
    match node:
        case Term(items=items):
            for n, item in enumerate(items):
                if isinstance(item, Head) and item.name in expressions.BIG:
                    inside = _under(reader, item, inside)
                yield from _of_neighbour(reader, items, n, inside)
                yield from _needs(reader, item, inside)
            return
        case Fraction(below=below) if differentials.of_fraction(node) is None:
            yield from _need(reader, below, inside, "!=0", "division")
        case Root(of=of):
            yield from _need(reader, of, inside, ">=0", "root")
        case Scripted(base=base, above=above) if above is not None and spelled(node) is None:
            relation = _of_base(reader, above, inside)
            if relation is not None:
                yield from _need(reader, base, inside, relation, "power")
    for part in parts(node):
        yield from _needs(reader, part, inside)


def _of_neighbour(
    reader: Reader, items: tuple[Node, ...], n: int, inside: _Inside
) -> Iterator[Need]:
    """What stands behind a slash, in a logarithm or a root, and the base of a logarithm."""
    item = items[n]
    following = items[n + 1] if n + 1 < len(items) else None
    if isinstance(item, Operator) and item.sign == "/" and following is not None:
        yield from _need(reader, following, inside, "!=0", "division")
    if isinstance(item, Head) and item.name == "sqrt" and following is not None:
        yield from _need(reader, following, inside, ">=0", "root")
    if isinstance(item, Head) and item.name == "log":
        if following is not None:
            yield from _need(reader, following, inside, ">0", "logarithm")
        if item.below is not None:
            for need in _need(reader, item.below, inside, "!=0", "division"):
                yield replace(need, form=Call("log", (need.form,)))


def _need(
    reader: Reader, node: Node, inside: _Inside, relation: Relation, what: What
) -> Iterator[Need]:
    """The need of one part, if it is read by itself; of an array, that of its entries."""
    try:
        value = expressions.inside(reader, node, inside.env)
    except Misfit:
        return
    bound = (*inside.bound, *value.axes)
    yield Need(value.entry, relation, what, node.start, node.end, bound, inside.excluding)


def _of_base(reader: Reader, above: Node, inside: _Inside) -> Relation | None:
    """What a power needs of its base: nothing for a whole exponent that is not negative."""
    try:
        exponent = expressions.inside(reader, above, inside.env).entry
    except Misfit:
        return None
    number = exponent.operand if isinstance(exponent, Neg) else exponent
    if not isinstance(number, Number) or number.value.denominator != 1:
        return ">0"
    return "!=0" if isinstance(exponent, Neg) else None


def _under(reader: Reader, head: Head, inside: _Inside) -> _Inside:
    """What stands under a sum, as far as its letters are read."""
    try:
        bounds = bounds_of(head)
    except Misfit:
        return inside
    for bound in bounds:
        index = Index(reader.sets.fresh(bound.letter), reader.sets.new(bound.letter))
        env = inside.env.bind(bound.letter, index)
        apart = list(inside.excluding)
        for node in bound.without:
            term = index_at(reader, node, env, index.over, "a sum")
            if term is not None:
                apart.append((index, term))
        inside = _Inside(env, (*inside.bound, index), tuple(apart))
    return inside


# -- what is not read


def blamed(
    scope: Scope, texts: tuple[Text, ...], statements: tuple[Statement, ...], failure: Failure
) -> ReadError:
    """The error that says why a problem is not read, at the smallest part that is not."""
    again = _Again(scope, failure)
    failing = {
        name: text for name, text in _definitions(statements).items() if again.fails(text.node)
    }
    for text in (*failing.values(), *(text for text in texts if again.fails(text.node))):
        node = again.smallest(text.node)
        if plain_text(node) not in failing:
            return _error(failure, text, node)
    for assumed in scope.assumed:
        formula = assumed.statement.formula if assumed.statement is not None else None
        if formula is not None and again.loses(assumed):
            clause = assumed.clause
            return ReadError(
                "an assumption is an equation, i \\ne k, p > 0, or a fact such as: y one-hot",
                clause.start, clause.end, formula.text, formula.origin,
            )  # fmt: skip
    text = next(iter((*failing.values(), *texts)))
    return _error(failure, text, text.node)


def _definitions(statements: tuple[Statement, ...]) -> dict[str, Text]:
    """What is defined, as texts by what stands at the left."""
    found = {}
    for statement in statements:
        left, right, formula = statement.left, statement.right, statement.formula
        if statement.status == "definition" and left and right and formula:
            text = Text(formula.text, formula.origin, formula.notation, right)
            found[plain_text(left)] = text
    return found


def _error(failure: Failure, text: Text, node: Node) -> ReadError:
    message = f"this is not read: {failure.reason}" if failure.ignorance else failure.reason
    if text.typed:
        return ReadError(message, 0, len(text.typed), text.typed, text.source)
    return ReadError(message, node.start, node.end, text.text, text.source)


@dataclass(frozen=True, slots=True)
class _Again:
    """The reading that failed, of single parts."""

    scope: Scope
    failure: Failure

    def reader(self) -> Reader:
        """A reading with the same answers."""
        answers = {asked.question: asked.answer for asked in self.failure.asked}
        return Reader(self.scope, Choices(answers=answers))

    def fails(self, node: Node) -> bool:
        """Whether a part by itself fails for the same reason."""
        try:
            expressions.inside(self.reader(), node, Env())
        except Misfit as misfit:
            return str(misfit) == self.failure.reason
        except RecursionError:
            return False
        return False

    def loses(self, assumed: Assumed) -> bool:
        """Whether it is this assumption that is not read."""
        return given_of(self.reader(), (assumed,))[1] == [self.failure.reason]

    def smallest(self, node: Node) -> Node:
        """The smallest part of what fails that fails by itself."""
        for part in parts(node):
            if not isinstance(part, Operator | Head) and self.fails(part):
                return self.smallest(part)
        return node
