"""Operators that a document defines, where they stand: what they make of what follows them.

The formula of the definition is read with that in the place of its function. So an expectation
over finitely many values is a sum.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import Name, braced, only_expression, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Expression,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Scripted,
    Term,
    subnodes,
)
from derive.notation.replaced import replaced, rows_replaced
from derive.reading import applications, expressions, letters
from derive.reading.free import free_letters
from derive.reading.operations import HOLDING, Operation, call_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.reading.seen import binders
from derive.reading.values import Value

__all__ = ["operator_at"]

Items = tuple[Item, ...]
#: How deep operators may stand inside one another.
DEEPEST = 12


def operator_at(
    reader: Reader, name: Name, items: Items, at: int, env: Env
) -> tuple[Value, int] | None:
    """What an operator that the document defines makes of what stands behind it."""
    for operation in reversed(reader.scope.operations):
        meant = _meant(operation, name)
        if meant is None or letters.has_own(reader, Name(operation.function)):
            continue
        operand, behind, end = _operand(items, at + 1)
        if operand is None:
            return None
        right = _applied(meant, operand)
        if operation.statement is not None:
            reader.used.append(operation.statement)
        if reader.depth > DEEPEST:
            raise Ignorance(f"{name.letter} inside itself")
        reader.depth += 1
        try:
            value = expressions.expression(reader, right, env)
        finally:
            reader.depth -= 1
        for node in name.above:
            value = expressions.power(reader, value, node, env)
        return applications.scripts_behind(reader, value, behind, env), end
    return None


def _meant(operation: Operation, name: Name | None) -> Operation | None:
    """An operation with its letters as they are where its operator stands, if it is this one."""
    word = operation.word
    if name is None or (word.stem, word.style, word.accents) != (
        name.stem,
        name.style,
        name.accents,
    ):
        return None
    wanted = [plain_text(node) for node in name.below]
    if [plain_text(node) for node in word.below] == wanted:
        return operation
    own = {n.name for node in word.below for n in subnodes(node) if isinstance(n, Letter)}
    bound = [a for a in map(plain_text, operation.arguments) if a in own]
    here = {n.name for node in name.below for n in subnodes(node) if isinstance(n, Letter)} - own
    if len(bound) != 1 or len(here) != 1:
        return None
    (old,), (new,) = bound, here

    def change(node: Node) -> Node | None:
        return replace(node, name=new) if isinstance(node, Letter) and node.name == old else None

    if [plain_text(replaced(node, change)) for node in word.below] != wanted:
        return None
    arguments = tuple(replaced(node, change) for node in operation.arguments)
    return replace(operation, arguments=arguments, right=replaced(operation.right, change))


def _operand(items: Items, at: int) -> tuple[Expression | None, Scripted | None, int]:
    """What an operator is taken of, what stands at its bracket, and the place behind."""
    first = items[at] if at < len(items) else None
    behind = first if isinstance(first, Scripted) else None
    bracket = unwrapped(behind.base) if behind is not None else first
    if isinstance(bracket, Bracket) and bracket.kind in HOLDING:
        return only_expression(bracket.inside), behind, at + 1
    if first is None or isinstance(first, Head | Operator):
        return None, None, at
    call = call_at(items, at)
    end = call[2] if call is not None else at + 1
    if end < len(items) and not isinstance(items[end], Operator):
        raise Ignorance("an operator before a product without brackets")
    return _expression(items[at:end]), None, end


def _expression(items: Items) -> Expression:
    start, end = items[0].start, items[-1].end
    return Expression(start, end, (Term(start, end, "", items),))


# -- what it makes of them


def _applied(operation: Operation, operand: Expression) -> Expression:
    """The formula of an operation with what it is taken of in the place of its function."""
    bound = {
        letter
        for part in subnodes(operation.right) if isinstance(part, Head)
        for letter, _ in binders(part)
    }  # fmt: skip
    own = {plain_text(argument) for argument in operation.arguments}
    caught = (bound - own) & free_letters(operand)
    if caught:
        raise Ignorance(f"{min(caught)} in what is taken of, and in an operator's formula")

    def change(items: Items) -> Items:
        found: list[Item] = []
        n = 0
        while n < len(items):
            at, above = _bare(items, n)
            call = call_at(at, 0) if at else None
            if call is None or call[0] != operation.function:
                found.append(items[n])
                n += 1
                continue
            if len(call[1]) != len(operation.arguments):
                raise Ignorance(f"{operation.function} with other arguments than its own")
            inner: Item = braced(_at(operation, operand, call[1]))
            if above is not None:
                inner = Scripted(inner.start, inner.end, inner, None, above)
            found.append(inner)
            n += call[2]
        return tuple(found)

    return rows_replaced(operation.right, change)


def _bare(items: Items, n: int) -> tuple[Items, Item | None]:
    """A letter and what stands behind it, without a power that stands there."""
    first, second = items[n], items[n + 1] if n + 1 < len(items) else None
    if isinstance(first, Scripted) and first.above is not None and first.below is not None:
        return (replace(first, above=None),), first.above
    if isinstance(second, Scripted) and second.below is None and second.above is not None:
        return (first, second.base), second.above
    return items[n : n + 2], None


def _at(operation: Operation, operand: Expression, arguments: tuple[Node, ...]) -> Expression:
    """What an operator is taken of, at the arguments of its function."""
    texts = map(plain_text, operation.arguments)
    moved = {
        text: argument
        for text, argument in zip(texts, arguments, strict=True)
        if text != plain_text(argument)
    }
    if not moved:
        return operand

    def change(node: Node) -> Node | None:
        argument = moved.get(plain_text(node)) if isinstance(node, Letter | Scripted) else None
        if argument is not None:
            return braced(argument)
        if isinstance(node, Term) and any(_meant(operation, spelled(i)) for i in node.items):
            return _without(node)
        return None

    def _without(term: Term) -> Term:
        """A row in which the operator stands: what it is taken of has letters of its own."""
        items: list[Item] = []
        for n, item in enumerate(term.items):
            inside = n > 0 and _meant(operation, spelled(term.items[n - 1])) is not None
            items.append(item if inside else replaced(item, change))
        return replace(term, items=tuple(items))

    return replaced(operand, change)
