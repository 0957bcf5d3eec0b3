r"""Expressions of NumPy as arrays: ``(g - dot(g, a)) * a`` is ``(g − gᵀ a) ⊙ a``.

The syntax tree comes from ``ast``; it is interpreted over a short list of operations, and
nothing in it is executed or looked up. A vector has one axis, as in NumPy, and is a column
here. What is not on the list is a ``CodeError`` with its place.

What this file cannot do: indexing, comparisons, functions that it does not know; arrays of
three axes. Two vectors are added only if they range over one index set.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from fractions import Fraction

from derive.old.code import arithmetic
from derive.old.code.arithmetic import Misfit, Value
from derive.old.code.trees import DEEPEST, MODULES, CodeError, tree_of
from derive.syntax.array import Transpose
from derive.syntax.tree import Call, Neg, Number, Size, Written

__all__ = ["Computed", "computed"]

#: The digits of a number, and the pieces that are interpreted, also in what is assigned before.
MOST_DIGITS = 15
MOST_STEPS = 2000

_ENTRYWISE = frozenset({"exp", "log", "sqrt", "tanh"})
_OPERATORS: dict[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: arithmetic.added,
    ast.Sub: arithmetic.subtracted,
    ast.Mult: arithmetic.multiplied,
    ast.Div: arithmetic.divided,
    ast.Pow: arithmetic.powered,
    ast.MatMult: arithmetic.product,
}
_OF_TWO = {
    "add": arithmetic.added,
    "subtract": arithmetic.subtracted,
    "multiply": arithmetic.multiplied,
    "divide": arithmetic.divided,
    "true_divide": arithmetic.divided,
    "power": arithmetic.powered,
    "dot": arithmetic.product,
    "matmul": arithmetic.product,
    "outer": arithmetic.outer,
}


@dataclass(frozen=True, slots=True)
class Computed:
    """What an expression computes; ``reduced`` says that it sums a whole vector on the way."""

    form: Written
    reduced: bool = False


def computed(
    expression: str,
    names: Mapping[str, Written],
    before: Mapping[str, str] | None = None,
    own: Container[str] = (),
) -> Computed:
    """What an expression computes, its names being forms, or expressions ``before`` it.

    ``own`` are functions that the code defines itself: they are not read.

    >>> from derive import index_set, vector
    >>> from derive.syntax.array import whole
    >>> C = index_set("C")
    >>> names = {name: whole(vector(name, C)) for name in "ga"}
    >>> print(computed("(g - np.dot(g, a)) * a", names).form)
    (g − gᵀ a) ⊙ a
    """
    reader = _Reader(expression, dict(names), dict(before or {}), own)
    value = reader.value(tree_of(expression), 0)
    lies = len(value.axes) == 2 and value.axes[0] is None and value.axes[1] is not None
    form = Transpose(value.form) if lies else value.form
    return Computed(form, reader.reduced and bool(value.axes))


class _Reader:
    """Interprets one expression; ``before`` are expressions of the names that it may use."""

    def __init__(
        self,
        expression: str,
        names: dict[str, Written],
        before: dict[str, str],
        own: Container[str],
    ) -> None:
        self.text = expression
        self.own = own
        self.names = names
        self.before = before
        self.open: list[str] = []
        self.reduced = False
        self.count = 0

    def fail(self, node: ast.AST, message: str) -> CodeError:
        """The error at a piece of the expression; in one before it, at the whole."""
        end = len(self.text)
        if self.open:
            return CodeError(f"in {self.open[-1]}: {message}", 0, end)
        first, last = (getattr(node, n, None) or 1 for n in ("lineno", "end_lineno"))
        a, b = (getattr(node, n, None) or 0 for n in ("col_offset", "end_col_offset"))
        start = max(0, min(self.offset(first, a), end))
        return CodeError(message, start, max(start, min(self.offset(last, b), end)))

    def offset(self, line: int, column: int) -> int:
        """The place in the expression, from a line and a column in bytes."""
        lines = f"({self.text}".split("\n")
        before = sum(len(row) + 1 for row in lines[: line - 1])
        row = lines[line - 1] if line <= len(lines) else ""
        return before + len(row.encode(errors="replace")[:column].decode(errors="ignore")) - 1

    def value(self, node: ast.expr, level: int) -> Value:
        """What a piece computes."""
        self.count += 1
        if level > 4 * DEEPEST or self.count > MOST_STEPS:
            raise self.fail(node, "this expression is too long or too deep to be read")
        try:
            return self.piece(node, level + 1)
        except Misfit as misfit:
            raise self.fail(node, str(misfit)) from None

    def piece(self, node: ast.expr, level: int) -> Value:
        """What a piece computes; raises ``Misfit`` for shapes that do not fit."""
        match node:
            case ast.Constant(value=value):
                return self.number(node, value)
            case ast.Name(id=name):
                return self.name(node, name, level)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.value(operand, level)
                return Value(Neg(inner.form), inner.axes)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.value(operand, level)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return self.of_two(
                    _OPERATORS[type(op)], self.value(left, level), self.value(right, level)
                )
            case ast.Attribute(value=of, attr="T"):
                return arithmetic.transposed(self.value(of, level))
            case ast.Call():
                return self.call(node, level)
        raise self.fail(node, f"{_what(node)} is not read in code")

    def of_two(self, operation: Callable[[Value, Value], Value], one: Value, two: Value) -> Value:
        """An operation; the product of two vectors sums over all of both."""
        vectors = len(one.axes) == len(two.axes) == 1
        self.reduced = self.reduced or (vectors and operation is arithmetic.product)
        return operation(one, two)

    def number(self, node: ast.Constant, value: object) -> Value:
        """A number as it is written."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(node, "only numbers, names and operations on arrays are read in code")
        try:
            number = Fraction(repr(value))
        except (ValueError, OverflowError):
            raise self.fail(node, "this number is not read") from None
        if max(len(str(number.numerator)), len(str(number.denominator))) > MOST_DIGITS:
            raise self.fail(node, "this number is too long to be read")
        return Value(Number(number))

    def name(self, node: ast.expr, name: str, level: int) -> Value:
        """A name: a form, or what was assigned to it before."""
        form = self.names.get(name)
        if form is not None:
            return arithmetic.value_of(form)
        if name in self.open:
            raise self.fail(node, f"{name} is assigned by itself")
        if name not in self.before:
            raise self.fail(node, f"nothing says what {name} is: write 'code {name} is …'")
        self.open.append(name)
        found = self.value(tree_of(self.before[name]), level)
        self.open.pop()
        return found

    def call(self, node: ast.Call, level: int) -> Value:
        """A function of a module, a bare one, or a method."""
        of: list[ast.expr] = list(node.args)
        match node.func:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if self.is_module(module):
                pass
            case ast.Name(id=name):
                if name in self.own or name in self.before:
                    raise self.fail(node, f"{name} is a function of the author's: it is not read")
            case ast.Attribute(value=first, attr=name):
                of = [first, *of]
            case _:
                raise self.fail(node, "this call is not read in code")
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        if name in ("sum", "mean") and len(of) in (1, 2):
            axis = of[1] if len(of) == 2 else options.pop("axis", None)
            return self.reduction(node, name, self.value(of[0], level), axis, options)
        given = [self.value(a, level) for a in of]
        if options:
            raise self.fail(node, f"the options of {name} are not read in code")
        match name, given:
            case _, [one] if name in _ENTRYWISE:
                return Value(Call(name, (one.form,)), one.axes)
            case "square", [one]:
                return arithmetic.powered(one, Value(Number(Fraction(2))))
            case (("transpose" | "t"), [one]):
                return arithmetic.transposed(one)
            case "len", [Value(axes=(size, *_))] if size is not None:
                return Value(Size(size))
            case _, [one, two] if name in _OF_TWO:
                return self.of_two(_OF_TWO[name], one, two)
        raise self.fail(node, f"{name} of {len(given)} arguments is not read in code")

    def is_module(self, name: str) -> bool:
        """Whether a name before a dot is that of a library."""
        return name in MODULES and name not in self.names and name not in self.before

    def reduction(
        self,
        node: ast.Call,
        name: str,
        of: Value,
        axis: ast.expr | None,
        options: dict[str | None, ast.expr],
    ) -> Value:
        """A sum or a mean over all entries, or along one axis."""
        kept = options.pop("keepdims", None)
        if options or not (kept is None or isinstance(kept, ast.Constant)):
            raise self.fail(node, f"the options of {name} are not read in code")
        which = None
        if axis is not None and not (isinstance(axis, ast.Constant) and axis.value is None):
            which = _axis(axis, len(of.axes))
            if which is None:
                raise self.fail(axis, "this axis is not read: write 0, 1 or -1")
        self.reduced = self.reduced or len(of.axes) == 1
        keep = isinstance(kept, ast.Constant) and kept.value is True
        return arithmetic.reduced(of, which, kept=keep, mean=name == "mean")


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
