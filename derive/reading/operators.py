r"""Operators and signs that a document defines, where they stand: what they make of their operands.

The formula of an operator's definition is read with what follows it in the place of its function.
So an expectation over finitely many values is a sum. A sign, ``\langle u, v \rangle_W`` or
``a \star b``, is a function of what stands in it or beside it.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import (
    Name,
    argument_list,
    braced,
    only_expression,
    only_item,
    plain_text,
    spelled,
    unwrapped,
)
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
    replaced,
    rows_replaced,
    subnodes,
)
from derive.reading import applications, expressions, letters, powers
from derive.reading.dependences import hides
from derive.reading.free import free_letters
from derive.reading.operations import HOLDING, Operation, call_at
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance, Misfit
from derive.reading.seen import binders
from derive.reading.values import Value

__all__ = ["defined_sign", "operator_at", "sign_at"]

Items = tuple[Item, ...]
#: How deep operators may stand inside one another.
DEEPEST = 12


def operator_at(
    reader: Reader, name: Name, items: Items, at: int, env: Env
) -> tuple[Value, int] | None:
    """What an operator that the document defines makes of what stands behind it."""
    for operation in reversed(reader.scope.operations):
        if not _is_by(operation, name) or letters.has_own(reader, Name(operation.function)):
            continue
        operand, behind, end = _operand(items, at + 1)
        if operand is None:
            return None
        right = _applied(operation, operand)
        if operation.statement is not None:
            reader.used.append(operation.statement)
        if reader.depth > DEEPEST:
            raise Ignorance(f"{name.letter} inside itself")
        reader.depth += 1
        try:
            value = expressions.expression(reader, right, env)
        finally:
            reader.depth -= 1
        value = powers.powers(reader, value, name.above, env)
        return applications.scripts_behind(reader, value, behind, env), end
    return None


def _is_by(operation: Operation, name: Name) -> bool:
    """Whether a name is the operator of an operation, with what stands below it."""
    one, other = (
        (word.stem, word.style, word.accents, *map(plain_text, word.below))
        for word in (operation.word, name)
    )
    return one == other


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
    place = items[at].start, items[end - 1].end
    return Expression(*place, (Term(*place, "", items[at:end]),)), None, end


def _applied(operation: Operation, operand: Expression) -> Expression:
    """The formula of an operation with what it is taken of in the place of its function."""
    heads = (part for part in subnodes(operation.right) if isinstance(part, Head))
    bound = {letter for head in heads for letter, _ in binders(head)}
    caught = (bound - {*map(plain_text, operation.arguments)}) & free_letters(operand)
    if caught:
        raise Ignorance(f"{min(caught)} in what is taken of, and in an operator's formula")

    def change(items: Items) -> Items:
        found: list[Item] = []
        n = 0
        while n < len(items):
            at, above = _bare(items, n)
            call = call_at(at, 0)
            if call is None or call[0] != operation.function:
                found.append(items[n])
                n += 1
                continue
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
    if len(arguments) != len(operation.arguments):
        raise Ignorance(f"{operation.function} with other arguments than its own")
    texts = map(plain_text, operation.arguments)
    moved = {
        text: argument
        for text, argument in zip(texts, arguments, strict=True)
        if text != plain_text(argument)
    }

    def change(node: Node) -> Node | None:
        argument = moved.get(plain_text(node)) if isinstance(node, Letter | Scripted) else None
        name = spelled(node)
        if name is not None and _is_by(operation, name):
            raise Ignorance(f"{name.letter} inside itself, at another argument")
        return braced(argument) if argument is not None else None

    return replaced(operand, change) if moved else operand


# -- signs


def defined_sign(reader: Reader, sign: Name) -> Let | None:
    """The definition of a sign with what stands below it, if the document has one."""
    wanted = (sign.stem, *map(plain_text, sign.below))
    found = (
        let
        for let in reversed(reader.scope.lets)
        if (let.word.stem, *map(plain_text, let.word.below)) == wanted
    )
    return next(found, None)


def sign_at(reader: Reader, let: Let, given: tuple[Value, ...]) -> Value:
    """A sign at what it is taken of."""
    arguments = argument_list(let.arguments) if let.arguments is not None else ()
    names = [spelled(only_item(argument)) for argument in arguments or ()]
    keys = tuple(base_of(reader, name) for name in names if name is not None)
    if len({*keys}) != len(names):
        raise Ignorance(f"{let.word.stem} is not defined for any names")
    if len(keys) != len(given):
        raise Misfit(f"{let.word.stem} of {len(given)} and not of {len(keys)}")
    if hides(reader, let, keys):
        raise Ignorance(f"{let.word.stem} depends on its arguments through other names")
    if let.statement is not None:
        reader.used.append(let.statement)
    inner = Env(params=dict(zip(keys, given, strict=True)))
    return expressions.expression(reader, let.right, inner)
