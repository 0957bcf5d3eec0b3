"""What a name holds where a line of code stands: what was assigned to it, or what it came with.

Code is followed back from the line: through the statements before it, and out of the branches and
functions that it stands in, where ``x += y`` is ``x = x + y``. A name that something else may have
changed on the way holds nobody knows what, never the old value: that is a ``CodeError``. So it is
with what is changed in a loop, in a branch, in part, or under another name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.code.blocks import Block, CodeError, block_of
from derive.code.changes import (
    LIBRARIES,
    MODULES,
    Changes,
    changes_of,
    functions_in,
    parameters,
    shared_names,
)

__all__ = [
    "Code",
    "Line",
    "Place",
    "changed_elsewhere",
    "code_of",
    "held",
    "is_given",
    "is_module",
    "lines_of",
    "may_set",
]

#: Functions after which a name may hold anything.
_UNFORESEEN = frozenset({"exec", "eval", "globals", "locals", "vars", "setattr"})
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_LOOPS = ast.For | ast.AsyncFor | ast.While


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a statement stands: in a run of statements, which may be a part of another one."""

    run: tuple[ast.stmt, ...]
    at: int
    outer: Place | None = None

    @property
    def statement(self) -> ast.stmt:
        """The statement itself."""
        return self.run[self.at]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A plain assignment ``name = value`` and its place."""

    name: str
    value: ast.expr
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A text of code with what its statements do to names.

    ``own`` are the functions that it defines, ``authors`` all names that stand for something of
    the author's; ``shared`` says for each name under which others its array may be known.
    """

    block: Block
    own: dict[str, ast.FunctionDef | ast.AsyncFunctionDef]
    authors: frozenset[str]
    shared: dict[str, frozenset[str]]
    known: dict[ast.AST, Changes] = field(default_factory=dict)

    def changes(self, node: ast.AST) -> Changes:
        """What a statement or an expression does to names."""
        if node not in self.known:
            self.known[node] = changes_of(node, self.own)
        return self.known[node]

    def touches(self, node: ast.AST, name: str) -> bool:
        """Whether a name may hold something else after a statement."""
        return self.changes(node).touches(name, self.shared)


def code_of(block: Block) -> Code:
    """A block with what is known of its names; raises ``CodeError`` where nothing can be known."""
    for statement in block.body:
        for part in ast.walk(statement):
            if isinstance(part, ast.Name) and part.id in _UNFORESEEN:
                raise block.fail(part, f"{part.id} may do anything to what stands here")
    return Code(
        block, functions_in(block.body), frozenset(_authors(block)), shared_names(block.body)
    )


def _authors(block: Block) -> Iterator[str]:
    """The names that a text binds itself, and those that it imports from elsewhere than NumPy."""
    for statement in block.body:
        for part in ast.walk(statement):
            match part:
                case ast.Import(names=names):
                    foreign = (n for n in names if n.name not in LIBRARIES)
                    yield from (n.asname or n.name.split(".")[0] for n in foreign)
                case ast.ImportFrom(module=module, names=names):
                    for n in names:
                        own = n.asname in (None, n.name) and module in LIBRARIES
                        if not own and f"{module}.{n.name}" not in LIBRARIES:
                            yield n.asname or n.name
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                    yield name
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    yield name
                    yield from parameters(part)
                case ast.Lambda(args=args):
                    yield from (a.arg for a in args.args)
                case ast.ClassDef(name=name):
                    yield name


def lines_of(code: Code, name: str) -> tuple[Line, ...]:
    r"""The plain assignments to a name, in order.

    >>> from derive.code.blocks import block_of
    >>> code = code_of(block_of("p = f(z)\nfor x in y:\n    p = x\np += 1"))
    >>> [code.block.line(line.value) for line in lines_of(code, "p")]
    [1, 3]
    """
    return tuple(
        Line(name, value, place)
        for place in _places(code.block.body, None)
        for value in [_value_for(place.statement, name)]
        if value is not None
    )


def changed_elsewhere(code: Code, line: Line) -> ast.stmt | None:
    """A statement that changes the name of a line otherwise than the line: in part, or again."""
    for place in _places(code.block.body, None):
        statement = place.statement
        simple = not any(True for _ in _runs(statement))
        if simple and statement is not line.place.statement and code.touches(statement, line.name):
            return statement
    return None


def may_set(text: str, name: str) -> bool:
    r"""Whether a text of code may set a name for the code behind it.

    >>> may_set("def f(p):\n    p = 1", "p"), may_set("p[0] = 1", "p")
    (False, True)
    """
    try:
        code = code_of(block_of(text))
    except CodeError:
        assigned = rf"(?<![\w.]){re.escape(name)}[ \t]*(?:\[[^\]\n]*\])?[ \t]*[-+*/@]*=(?!=)"
        return re.search(assigned, text) is not None
    return any(code.touches(statement, name) for statement in code.block.body)


def held(code: Code, name: str, place: Place, use: ast.AST, *, said: bool = False) -> Line | None:
    """The assignment whose value a name holds at a place; ``None`` where it came from outside.

    What a loop changes came from outside as well, if it is ``said`` what it stands for. Raises
    ``CodeError`` at the ``use`` of a name of which nobody knows what it holds.
    """
    here: Place | None = place
    while here is not None:
        for n in range(here.at - 1, -1, -1):
            statement = here.run[n]
            if not code.touches(statement, name):
                continue
            value = _value_for(statement, name)
            inner: ast.AST = statement
            if isinstance(statement, ast.AugAssign) and not said:
                value, inner = _value_after(statement, name), statement.value
            if value is None or code.changes(inner).changed & _names(code, name):
                line = code.block.line(statement)
                raise code.block.fail(use, f"line {line} may change what {name} holds")
            return Line(name, value, Place(here.run, n, here.outer))
        outer = here.outer
        if outer is None:
            return None
        owner = outer.statement
        if isinstance(owner, _FUNCTIONS):
            if name not in parameters(owner) and _is_set_around(code, outer, name):
                raise code.block.fail(use, f"{name} is set outside {owner.name}")
            return None
        if isinstance(owner, _LOOPS) and said and code.touches(owner, name):
            return None
        if _may_change(code, owner, here.run, name):
            line = code.block.line(owner)
            raise code.block.fail(use, f"{name} may change in what begins in line {line}")
        here = outer
    return None


def is_given(place: Place, name: str) -> bool:
    """Whether a name is an argument of a function that a place stands in."""
    outer = place.outer
    while outer is not None:
        if isinstance(outer.statement, _FUNCTIONS) and name in parameters(outer.statement):
            return True
        outer = outer.outer
    return False


def _is_set_around(code: Code, function: Place, name: str) -> bool:
    """Whether anything around a function sets a name that it uses."""
    around: Place | None = function
    while around is not None:
        if any(code.touches(statement, name) for statement in around.run):
            return True
        around = around.outer
        owner = around.statement if around is not None else None
        if isinstance(owner, _FUNCTIONS) and name in parameters(owner):
            return False
    return False


def _names(code: Code, name: str) -> frozenset[str]:
    return code.shared.get(name, frozenset({name}))


def _may_change(code: Code, owner: ast.stmt, run: tuple[ast.stmt, ...], name: str) -> bool:
    """Whether a statement changes a name before, or beside, one of the runs in it."""
    if isinstance(owner, _LOOPS | ast.ClassDef | ast.Match):
        return code.touches(owner, name)
    head = [n for n in ast.iter_child_nodes(owner) if not isinstance(n, ast.stmt)]
    beside: list[ast.AST] = []
    if not isinstance(owner, ast.If):
        beside = [s for other in _runs(owner) if other != run for s in other]
    return any(code.touches(n, name) for n in (*head, *beside))


def _value_for(statement: ast.stmt, name: str) -> ast.expr | None:
    """What a statement assigns to a name, if that is all it does."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            if any(isinstance(t, ast.Name) and t.id == name for t in targets):
                return value if all(isinstance(t, ast.Name) for t in targets) else None
        case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
            return value if target == name else None
    return None


def _value_after(statement: ast.AugAssign, name: str) -> ast.expr | None:
    """What a name holds after ``x += y``, where x is the whole of it."""
    target, op = statement.target, statement.op
    if not isinstance(target, ast.Name) or target.id != name:
        return None
    old = ast.copy_location(ast.Name(name, ast.Load()), target)
    return ast.copy_location(ast.BinOp(old, op, statement.value), statement)


def _places(run: tuple[ast.stmt, ...], outer: Place | None) -> Iterator[Place]:
    """Every statement of a run with its place, those inside others behind them."""
    for n, statement in enumerate(run):
        place = Place(run, n, outer)
        yield place
        for inner in _runs(statement):
            yield from _places(inner, place)


def _runs(statement: ast.stmt) -> Iterator[tuple[ast.stmt, ...]]:
    """The runs of statements in a statement: the body of a loop, the branches of an if."""
    for part in ("body", "orelse", "finalbody"):
        inner = getattr(statement, part, None)
        if inner:
            yield tuple(inner)
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield tuple(part.body)


def is_module(code: Code, name: str) -> bool:
    """Whether a name before a dot is that of a library such as NumPy."""
    return name in MODULES and name not in code.authors
