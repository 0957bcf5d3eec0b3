"""Nabla: ``∇_x f``, ``∇f(x)``, ``∇_x^2 f``. The gradient of a number is a column.

∇ takes its function and no more: a transpose or an index behind ``∇f(x)`` is the gradient's.
"""

from __future__ import annotations

from dataclasses import replace

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
NOT_SAID = "∇ does not say by what it differentiates"


def nabla(
    reader: Reader, name: Name, items: Items, at: int, env: Env, tail: tuple[Term, ...]
) -> tuple[Value, int, int]:
    """A gradient that begins at a place, the place behind it, and the terms that it took."""
    above = [plain_text(node) for node in name.above]
    turned = len(above) == 1 and above[0] in TRANSPOSE
    at += 1
    if isinstance(items[at], Operator) or not (turned or above in ([], ["2"])):
        raise Ignorance(f"∇^{''.join(above)} before {plain_text(items[at])}")
    by = _variable(reader, name, items, at, env)
    if above == ["2"]:
        twice = tuple((node, 2) for node, _ in by)
        value, end, used = derivatives.operated(reader, items, at, twice, env, tail, nabla=True)
        laplacian = value.rank == 2 and reader.ask("nabla-square", "∇") == "laplacian"
        return (values.trace(reader.sets, value) if laplacian else value), end, used
    found = _with_scripts(reader, items, at, by, env)
    value, end, used = found or derivatives.operated(reader, items, at, by, env, tail, nabla=True)
    if not name.below and end == at + 1 and _bracket_behind(items, at) is not None:
        raise Misfit("∇ of a factor that is no function")
    return (transposed(value) if turned else value), end, used


def _variable(reader: Reader, name: Name, items: Items, at: int, env: Env) -> By:
    if len(name.below) > 1:
        raise Ignorance("∇ by several variables")
    if name.below:
        return derivatives.below_sign(reader, replace(name, accents=(), style="", above=(),
                                                      primes=0), env)  # fmt: skip
    return ((_sole_argument(reader, items, at), 1),)


def _sole_argument(reader: Reader, items: Items, at: int) -> Node:
    """By what ∇ differentiates that does not say it: by the one argument of its function."""
    name = spelled(items[at])
    if name is None:
        raise Ignorance(NOT_SAID)
    bracket = _bracket_behind(items, at)
    key = named(reader, name).key
    let = macros.macro(reader, key, 1)
    if bracket is None and let is not None:
        bracket = let.arguments
    arguments = argument_list(bracket) if bracket is not None else None
    item = only_item(arguments[0]) if arguments is not None and len(arguments) == 1 else None
    argument = spelled(item)
    if item is None or argument is None:
        raise Ignorance(NOT_SAID)
    if let is not None and not _stands_apart(reader, let, argument):
        raise Ignorance(f"∇ of a function at {plain_text(item)}, on which it depends otherwise")
    return item


def _bracket_behind(items: Items, at: int) -> Bracket | None:
    bracket = derivatives.bracket_behind(items, at)
    return bracket if bracket is not None and bracket.kind == "(" else None


def _stands_apart(reader: Reader, let: Let, argument: Name) -> bool:
    """Whether a name is a function's own letter, or stands nowhere in its definition."""
    sign, own = base_of(reader, argument), macros.parameters(reader, let) or ()
    if sign in own:
        return not (argument.below or argument.above)
    return sign not in dependences.reached(reader, let.right, frozenset(own))


def _with_scripts(
    reader: Reader, items: Items, at: int, by: By, env: Env
) -> tuple[Value, int, int] | None:
    """``∇f(x)^T``, ``∇f(x)_i``: of a number, the scripts are those of the gradient."""
    behind = items[at + 1] if at + 1 < len(items) else None
    if spelled(items[at]) is None or not isinstance(behind, Scripted):
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
