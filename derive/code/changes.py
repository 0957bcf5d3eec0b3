"""What statements do to names: which they bind anew, and which arrays they change in place.

An array that is changed in place is changed under all its names, so names that may share one
are found as well. Where it is not known whether something changes an array, it does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["MODULES", "Changes", "changes_of", "functions_in", "shared_names"]

#: What people call NumPy, and libraries like it; and what they import under such names.
MODULES = frozenset({"np", "numpy", "jnp", "torch", "xp", "tf", "cp", "math"})
LIBRARIES = frozenset(
    {"numpy", "jax.numpy", "torch", "tensorflow", "cupy", "math", "autograd.numpy"}
)
#: Calls that stand alone and change nothing.
_HARMLESS = frozenset({"print", "display", "len", "type", "isinstance", "repr", "help"})

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Changes:
    """The names that are bound anew, and those whose arrays are changed in place."""

    bound: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.bound | other.bound, self.changed | other.changed)

    def touches(self, name: str, shared: dict[str, frozenset[str]]) -> bool:
        """Whether a name may hold something else afterwards."""
        return name in self.bound or bool(shared.get(name, frozenset({name})) & self.changed)


def changes_of(node: ast.AST, own: dict[str, _Function]) -> Changes:
    """What a statement does to names, with all that stands in it, calls of own functions too."""
    bound: set[str] = set()
    changed: set[str] = set()
    for part in _walk(node):
        match part:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                bound.add(name)
            case (
                ast.Attribute(ctx=ast.Store() | ast.Del())
                | ast.Subscript(ctx=ast.Store() | ast.Del())
            ):
                changed |= _roots(part)
            case ast.AugAssign(target=target):
                changed |= _roots(target)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                bound |= {(n.asname or n.name).split(".")[0] for n in names}
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                bound.add(name)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                bound.add(name)
            case ast.MatchMapping(rest=str(name)):
                bound.add(name)
            case ast.Global(names=listed) | ast.Nonlocal(names=listed):
                bound |= set(listed)
            case ast.Expr(value=ast.Call() as call):
                changed |= _by_a_call_alone(call)
            case ast.Call():
                changed |= _by_a_call(part)
                called = part.func.id if isinstance(part.func, ast.Name) else ""
                if called in own and own[called] is not node:
                    found = _outside(own[called])
                    bound, changed = bound | found.bound, changed | found.changed
                    if _inside(own[called]).changed & parameters(own[called]):
                        changed |= frozenset().union(*map(_roots, part.args))
    return Changes(frozenset(bound), frozenset(changed))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and its pieces; of a function in it only what it does to names outside."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, _Function | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(part))


def _outside(function: _Function) -> Changes:
    """What a function does, when it is called, to names that are not its own."""
    found = _inside(function)
    said = {
        name
        for part in ast.walk(function)
        if isinstance(part, ast.Global | ast.Nonlocal)
        for name in part.names
    }
    own = (found.bound | parameters(function)) - said
    return Changes(found.bound & said, found.changed - own)


def _inside(function: _Function) -> Changes:
    found = Changes()
    for statement in function.body:
        found |= changes_of(statement, {})
    return found


def parameters(function: _Function) -> frozenset[str]:
    """The names of the arguments of a function."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return frozenset(a.arg for a in every if a is not None)


def _by_a_call_alone(call: ast.Call) -> frozenset[str]:
    """A call whose value nobody takes is there for what it changes: its arguments."""
    if isinstance(call.func, ast.Name) and call.func.id in _HARMLESS:
        return frozenset()
    given = [*call.args, *(k.value for k in call.keywords)]
    return frozenset().union(_roots(call.func), *map(_roots, given)) - MODULES


def _by_a_call(call: ast.Call) -> frozenset[str]:
    """``out=x`` is filled, and a method such as ``x.add_(y)`` changes what it is called of."""
    filled = frozenset().union(*(_roots(k.value) for k in call.keywords if k.arg == "out"))
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method.endswith("_") and not method.startswith("_"):
        filled |= _roots(call.func)
    return filled


def _roots(node: ast.AST) -> frozenset[str]:
    """The names whose arrays an expression may hand on as they are: ``x.T``, ``x[0]``, ``f(x)``."""
    match node:
        case ast.Name(id=name):
            return frozenset({name})
        case ast.BinOp() | ast.UnaryOp() | ast.Compare() | ast.Constant() | ast.JoinedStr():
            return frozenset()
        case ast.Attribute(value=of) | ast.Subscript(value=of) | ast.Starred(value=of):
            return _roots(of)
        case ast.Call(func=func, args=args, keywords=keywords):
            if isinstance(func, ast.Attribute) and _is_fresh(func, args):
                return frozenset()
            given = [*args, *(k.value for k in keywords)]
            called = _roots(func) if isinstance(func, ast.Attribute) else frozenset()
            return called.union(*map(_roots, given)) - MODULES
    return frozenset().union(*map(_roots, ast.iter_child_nodes(node)))


#: Functions of NumPy that make an array of their own.
_FRESH = frozenset(
    {"exp", "log", "sqrt", "tanh", "dot", "matmul", "outer", "sum", "mean", "add", "subtract",
     "multiply", "divide", "power", "square", "copy", "zeros", "ones", "zeros_like", "ones_like",
     "max", "min", "abs", "maximum", "minimum", "where"}
)  # fmt: skip


def _is_fresh(func: ast.Attribute, args: list[ast.expr]) -> bool:
    of_module = isinstance(func.value, ast.Name) and func.value.id in MODULES
    return func.attr in _FRESH and (of_module or not args)


def functions_in(body: tuple[ast.stmt, ...]) -> dict[str, _Function]:
    """The functions that a text defines, also inside others."""
    return {
        part.name: part
        for statement in body
        for part in ast.walk(statement)
        if isinstance(part, _Function)
    }


def shared_names(body: tuple[ast.stmt, ...]) -> dict[str, frozenset[str]]:
    """For each name all names that may hold the same array: ``w = z`` and ``w = z.T``."""
    groups: dict[str, set[str]] = {}
    for statement in body:
        for part in ast.walk(statement):
            targets, value = _assigned(part)
            names = frozenset().union(*map(_roots, targets)) | _roots(value) if value else ()
            joined = set(names).union(*(groups.get(name, ()) for name in names))
            for name in joined:
                groups[name] = joined
    return {name: frozenset(group) for name, group in groups.items()}


def _assigned(part: ast.AST) -> tuple[list[ast.expr], ast.expr | None]:
    match part:
        case ast.Assign(targets=targets, value=value):
            return targets, value
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            return [target], value
        case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
            return [target], value
        case ast.withitem(context_expr=value, optional_vars=target) if target is not None:
            return [target], value
    return [], None
