r"""Expressions of NumPy as arrays: ``(g - dot(g, a)) * a`` is ``(g_i − Σ_k g_k a_k) a_i`` at i.

The syntax tree is interpreted over a short list of operations; nothing in it is executed or
looked up. What is not on the list is a ``CodeError`` with its place; shapes that do not fit are
a ``Misfit``, since they may fit in another reading of the document.

What this file cannot do: indexing, comparisons, functions that it does not know.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from derive.code import arrays
from derive.code.arrays import Array, entrywise, mapped
from derive.code.blocks import CodeError
from derive.code.holding import Code, Line, Place, held, is_given, is_module
from derive.reading.search import Ignorance
from derive.reading.sets import Sets
from derive.syntax.tree import Add, Call, Mul, Neg, Number, Quotient, Written

__all__ = ["Computed", "Outside", "computed", "outside"]

#: The digits of a number, and the pieces that are interpreted, also in what is assigned before.
MOST_DIGITS = 15
MOST_STEPS = 2000
DEEPEST = 160

_Operation: TypeAlias = Callable[[Sets, Array, Array], Array]


def _entry_by_entry(make: Callable[[Written, Written], Written]) -> _Operation:
    return lambda sets, one, two: entrywise(sets, make, one, two)


_ADDED = _entry_by_entry(lambda a, b: Add((a, b)))
_SUBTRACTED = _entry_by_entry(lambda a, b: Add((a, Neg(b))))
_MULTIPLIED = _entry_by_entry(lambda a, b: Mul((a, b)))
_DIVIDED = _entry_by_entry(Quotient)
_OPERATORS: dict[type[ast.operator], _Operation] = {
    ast.Add: _ADDED,
    ast.Sub: _SUBTRACTED,
    ast.Mult: _MULTIPLIED,
    ast.Div: _DIVIDED,
    ast.Pow: arrays.powered,
    ast.MatMult: arrays.product,
}
_OF_TWO: dict[str, _Operation] = {
    "add": _ADDED,
    "subtract": _SUBTRACTED,
    "multiply": _MULTIPLIED,
    "divide": _DIVIDED,
    "true_divide": _DIVIDED,
    "power": arrays.powered,
    "dot": arrays.product,
    "matmul": arrays.product,
    "outer": arrays.outer,
}
_ENTRYWISE = frozenset({"exp", "log", "sqrt", "tanh"})
_TRANSPOSES = ("transpose", "t")


@dataclass(frozen=True, slots=True)
class Computed:
    """What an expression computes; ``summed`` says that it sums a whole vector on the way."""

    array: Array
    summed: bool = False


def computed(
    code: Code, line: Line, names: Mapping[str, Array], sets: Sets, said: frozenset[str]
) -> Computed:
    """What a line computes, names from outside being arrays; ``said`` are those that are tied."""
    reader = _Reader(code, names, sets, said)
    found = reader.value(line.value, line.place, 0)
    return Computed(found, reader.summed and bool(found.axes))


@dataclass(frozen=True, slots=True)
class Outside:
    """The names from outside on which a line rests; ``lines`` are assignments to tied ones.

    ``free`` are those that are arguments of no function: what stands before may set them.
    """

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    free: frozenset[str]


def outside(code: Code, line: Line, said: frozenset[str]) -> Outside:
    """What a line rests on, through what is assigned before it; ``said`` are tied names."""
    found: dict[str, None] = {}
    lines: dict[str, Line] = {}
    free: set[str] = set()
    seen: set[tuple[str, ast.AST]] = set()
    waiting = [(line.value, line.place)]
    while waiting:
        value, place = waiting.pop()
        for node in _names_in(value, code):
            tied = node.id in said
            before = held(code, node.id, place, node, said=tied)
            if tied or before is None:
                found[node.id] = None
                free |= set() if tied or is_given(place, node.id) else {node.id}
            if tied and before is not None:
                lines[node.id] = before
            elif before is not None and (node.id, before.value) not in seen:
                seen.add((node.id, before.value))
                waiting.append((before.value, before.place))
    return Outside(tuple(found), tuple(lines.values()), frozenset(free))


def _names_in(value: ast.expr, code: Code) -> Iterator[ast.Name]:
    """The names of quantities in an expression: no functions, no modules."""
    called = {id(n.func) for n in ast.walk(value) if isinstance(n, ast.Call)}
    for node in ast.walk(value):
        if isinstance(node, ast.Name) and id(node) not in called and not is_module(code, node.id):
            yield node


@dataclass(slots=True)
class _Reader:
    """Interprets expressions where they stand in their code."""

    code: Code
    names: Mapping[str, Array]
    sets: Sets
    said: frozenset[str]
    summed: bool = False
    count: int = 0

    def fail(self, node: ast.AST, message: str) -> CodeError:
        """The error at a piece of the code."""
        return self.code.block.fail(node, message)

    def value(self, node: ast.expr, place: Place, level: int) -> Array:
        """What a piece computes."""
        self.count += 1
        if level > DEEPEST or self.count > MOST_STEPS:
            raise self.fail(node, "this expression is too long or too deep to be read")
        level += 1
        match node:
            case ast.Constant(value=value):
                return self.number(node, value)
            case ast.Name(id=name):
                return self.name(node, name, place, level)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return mapped(Neg, self.value(operand, place, level))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.value(operand, place, level)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                one, two = self.value(left, place, level), self.value(right, place, level)
                return self.of_two(_OPERATORS[type(op)], one, two)
            case ast.Subscript(
                value=ast.Attribute(value=of, attr="shape"), slice=ast.Constant() as which
            ):
                return self.length(node, self.value(of, place, level), which)
            case ast.Attribute(value=of, attr="T"):
                return arrays.transposed(self.value(of, place, level))
            case ast.Call():
                return self.call(node, place, level)
        raise self.fail(node, f"{_what(node)} is not read in code")

    def of_two(self, operation: _Operation, one: Array, two: Array) -> Array:
        """An operation; the product of two vectors sums over all of both."""
        vectors = len(one.axes) == len(two.axes) == 1
        self.summed = self.summed or (vectors and operation is arrays.product)
        return operation(self.sets, one, two)

    def number(self, node: ast.Constant, value: object) -> Array:
        """A number as it is written."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(node, "only numbers, names and operations on arrays are read in code")
        try:
            number = Fraction(repr(value))
        except (ValueError, OverflowError):
            raise self.fail(node, "this number is not read") from None
        if max(len(str(number.numerator)), len(str(number.denominator))) > MOST_DIGITS:
            raise self.fail(node, "this number is too long to be read")
        return Array((), Number(number))

    def name(self, node: ast.Name, name: str, place: Place, level: int) -> Array:
        """A name: what was assigned to it before, or what it stands for from outside."""
        before = None if name in self.said else held(self.code, name, place, node)
        if before is None:
            if name not in self.names:
                raise self.fail(node, f"nothing says what {name} is: write 'code {name} is …'")
            return self.names[name]
        return self.value(before.value, before.place, level)

    def call(self, node: ast.Call, place: Place, level: int) -> Array:
        """A function of a module, a bare one, or a method."""
        of: list[ast.expr] = list(node.args)
        bare = False
        match node.func:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if is_module(
                self.code, module
            ):
                pass
            case ast.Name(id=name):
                bare = True
                if self.code.authors & {name, "*"}:
                    raise self.fail(node, f"{name} is a function of the author's: it is not read")
            case ast.Attribute(value=first, attr=name):
                of = [first, *of]
            case _:
                raise self.fail(node, "this call is not read in code")
        if name in ("sum", "mean") and len(of) in (1, 2):
            return self.reduction(node, name, of, place, level, bare=bare)
        if node.keywords:
            raise self.fail(node, f"the options of {name} are not read in code")
        given = [self.value(a, place, level) for a in of]
        match name, given:
            case _, [one] if name in _ENTRYWISE:
                return mapped(lambda form: Call(name, (form,)), one)
            case "square", [one]:
                return arrays.powered(self.sets, one, Array((), Number(Fraction(2))))
            case _, [one] if name in _TRANSPOSES:
                return arrays.transposed(one)
            case "len", [Array(axes=(first_axis, *_))] if bare and first_axis is not None:
                return Array((), arrays.size(self.sets, first_axis.over))
            case _, [one, two] if name in _OF_TWO:
                return self.of_two(_OF_TWO[name], one, two)
        raise self.fail(node, f"{name} of {len(given)} arguments is not read in code")

    def length(self, node: ast.expr, of: Array, which: ast.expr) -> Array:
        """``x.shape[0]``: the length of an axis."""
        axis = _axis(which, len(of.axes))
        index = None if axis is None else of.axes[axis]
        if index is None:
            raise self.fail(node, "this length is not read in code")
        return Array((), arrays.size(self.sets, index.over))

    def reduction(
        self, node: ast.Call, name: str, of: list[ast.expr], place: Place, level: int, *, bare: bool
    ) -> Array:
        """A sum or a mean over all entries, or along one axis."""
        array = self.value(of[0], place, level)
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        axis = of[1] if len(of) == 2 else options.pop("axis", None)
        kept = options.pop("keepdims", None)
        if options or not (kept is None or isinstance(kept, ast.Constant)):
            raise self.fail(node, f"the options of {name} are not read in code")
        if bare and len(of) == 2:
            raise self.fail(node, f"the second argument of {name} is not read in code")
        if bare and len(array.axes) != 1 and axis is None:
            raise Ignorance(f"whether {name} is that of Python or that of NumPy")
        which = None
        if axis is not None and not (isinstance(axis, ast.Constant) and axis.value is None):
            which = _axis(axis, len(array.axes))
            if which is None:
                raise self.fail(axis, "this axis is not read: write 0, 1 or -1")
        self.summed = self.summed or len(array.axes) == 1
        keep = isinstance(kept, ast.Constant) and kept.value is True
        return arrays.reduced(self.sets, array, which, kept=keep, mean=name == "mean")


def _axis(node: ast.expr, count: int) -> int | None:
    """The number of an axis, counted from the front."""
    negative = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    value = inner.value if isinstance(inner, ast.Constant) else None
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    which = count - value if negative else value
    return which if 0 <= which < count else None


def _what(node: ast.AST) -> str:
    """What people call a piece of Python."""
    names = {"Subscript": "indexing", "Compare": "a comparison", "Lambda": "a function",
             "IfExp": "a condition", "Attribute": "an attribute", "List": "a list",
             "Tuple": "a tuple", "Dict": "a dictionary", "JoinedStr": "a string",
             "BinOp": "this operation", "UnaryOp": "this operation"}  # fmt: skip
    return names.get(type(node).__name__, "this")
