"""Nabla: ``∇_x f``, ``∇f(x)``, ``∇_x^2 f``, ``∇·f``. The gradient of a number is a column.

∇ takes its function and no more: a transpose or an index behind ``∇f(x)`` is the gradient's.
"""

from __future__ import annotations

from derive.notation.names import Name, argument_list, only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import Bracket, Item, Node, Operator, Scripted, Term
from derive.reading import applications, dependences, derivatives, expressions, macros, values
from derive.reading.conventions import TRANSPOSE
from derive.reading.differentials import By
from derive.reading.names import named
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, transposed

__all__ = ["nabla"]

Items = tuple[Item, ...]


def nabla(
    reader: Reader, name: Name, items: Items, at: int, env: Env, tail: tuple[Term, ...]
) -> tuple[Value, int, int]:
    """A gradient that begins at a place, the place behind it, and the terms that it took."""
    kind = _kind(name)
    at += 1
    following = items[at]
    if isinstance(following, Operator):
        if following.sign != "·" or kind:
            raise Ignorance(f"∇{following.sign}")
        kind, at = "divergence", at + 1
    if at >= len(items):
        raise Ignorance("∇ of nothing")
    by = _variable(reader, name, items, at, env)
    if kind == "divergence":
        return _divergence(reader, items, at, by, env)
    if kind == "square":
        value, end, used = derivatives.operated(
            reader, items, at, tuple((node, 2) for node, _ in by), env, tail, nabla=True
        )
        laplacian = value.rank == 2 and reader.ask("nabla-square", "∇") == "laplacian"
        return (values.trace(reader.sets, value) if laplacian else value), end, used
    found = _with_scripts(reader, items, at, by, env)
    value, end, used = found or derivatives.operated(reader, items, at, by, env, tail, nabla=True)
    if not name.below and end == at + 1 and _bracket_behind(items, at) is not None:
        raise Misfit("∇ of a factor that is no function")
    return (transposed(value) if kind == "transpose" else value), end, used


def _kind(name: Name) -> str:
    """What stands above a nabla: nothing, a transpose, a square."""
    above = [plain_text(node) for node in name.above]
    if not above:
        return ""
    if above == ["2"]:
        return "square"
    if len(above) == 1 and above[0] in TRANSPOSE:
        return "transpose"
    raise Ignorance(f"∇^{''.join(above)}")


def _variable(reader: Reader, name: Name, items: Items, at: int, env: Env) -> By:
    if len(name.below) > 1:
        raise Ignorance("∇ by several variables")
    if name.below:
        bare = Name(name.stem, below=name.below, node=name.node)
        return derivatives.below_sign(reader, bare, env)
    return ((_sole_argument(reader, items, at), 1),)


def _sole_argument(reader: Reader, items: Items, at: int) -> Node:
    """By what ∇ differentiates that does not say it: by the one argument of its function."""
    name = spelled(items[at])
    if name is None:
        raise Ignorance("∇ does not say by what it differentiates")
    bracket = _bracket_behind(items, at)
    let = macros.macro(reader, named(reader, name).key, 1)
    if bracket is None and let is not None:
        bracket = let.arguments
    if bracket is None:
        return _said_argument(reader, name)
    arguments = argument_list(bracket)
    item = only_item(arguments[0]) if arguments is not None and len(arguments) == 1 else None
    argument = spelled(item)
    if item is None or argument is None:
        raise Ignorance("∇ of a function at what is no name")
    if let is not None and not _stands_apart(reader, let, argument):
        raise Ignorance(f"∇ of a function at {plain_text(item)}, on which it depends otherwise")
    return item


def _bracket_behind(items: Items, at: int) -> Bracket | None:
    following: Node | None = items[at + 1] if at + 1 < len(items) else None
    if isinstance(following, Scripted):
        following = unwrapped(following.base)
    return following if isinstance(following, Bracket) and following.kind == "(" else None


def _said_argument(reader: Reader, name: Name) -> Node:
    """The one name on which a function is said to depend."""
    for word, of in reader.scope.abstract:
        item = only_item(of)
        if named(reader, word).key == named(reader, name).key and spelled(item) is not None:
            assert item is not None
            return item
    raise Ignorance("∇ does not say by what it differentiates")


def _stands_apart(reader: Reader, let: Let, argument: Name) -> bool:
    """Whether a name is a function's own letter, or stands nowhere in its definition."""
    sign, own = base_of(reader, argument), macros.parameters(reader, let) or ()
    if sign in own and not (argument.below or argument.above):
        return True
    if sign not in own:
        return sign not in dependences.reached(reader, let.right, frozenset(own))
    return not dependences.shows_scripts(reader, let.right, sign)


def _with_scripts(
    reader: Reader, items: Items, at: int, by: By, env: Env
) -> tuple[Value, int, int] | None:
    """``∇f(x)^T``, ``∇f(x)_i``: of a number, the scripts are those of the gradient."""
    if at + 1 >= len(items):
        return None
    name, behind = spelled(items[at]), items[at + 1]
    if name is None or not isinstance(behind, Scripted):
        return None
    bracket = unwrapped(behind.base)
    if not isinstance(bracket, Bracket):
        return None
    value, end, used = expressions.factor(reader, (items[at], bracket), 0, env, ())
    if value.rank or end != 2:
        return None
    if behind.above is not None and plain_text(behind.above) not in TRANSPOSE:
        raise Ignorance(f"∇ of a function with the power {plain_text(behind.above)}")
    value = derivatives.by_all(reader, value, by, env, nabla=True)
    return applications.scripts_behind(reader, value, behind, env), at + 2, used


def _divergence(reader: Reader, items: Items, at: int, by: By, env: Env) -> tuple[Value, int, int]:
    """The sum of the derivatives of each entry by its own variable."""
    value, end, used = expressions.factor(reader, items, at, env, ())
    variable = derivatives.wrt(reader, by[0][0], env)
    if value.rank != 1 or variable.rank != 1:
        raise Misfit("a divergence of no column")
    matrix = values.gradient(reader.sets, value, variable, lambda: "numerator")
    return values.trace(reader.sets, matrix), end, used
