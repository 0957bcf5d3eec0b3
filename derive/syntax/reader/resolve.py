r"""Notation to written forms: what each name means, and what follows for the rest.

A letter that a sum binds or that stands below a family is an index; ``f(x)`` applies a
function and multiplies a quantity; a superscript is an exponent, a sample, a layer or a
transpose, by what is known of its letter.
"""

from __future__ import annotations

from fractions import Fraction as Ratio
from itertools import pairwise

from derive.syntax.array import (
    MatMul,
    Norm,
    Ones,
    Transpose,
)
from derive.syntax.reader.base import Base, Context, Value
from derive.syntax.reader.errors import ReadError, ShapeError
from derive.syntax.reader.look import clauses_of, only_expression, only_item, tidy
from derive.syntax.reader.notation import (
    Bracket,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Item,
    Letter,
    Node,
    Reach,
    Root,
    Scripted,
    Styled,
)
from derive.syntax.reader.numbers import reject_depth, reject_giant
from derive.syntax.reader.products import Products
from derive.syntax.reader.quantities import Quantities
from derive.syntax.reader.sets import Key
from derive.syntax.reader.spell import spell
from derive.syntax.reader.sums import Sums
from derive.syntax.tree import (
    Add,
    Call,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
)

__all__ = ["Resolver"]


MAX_SIGNS = 4


class Resolver(Products, Sums, Quantities, Base):
    """Reads notation, given a vocabulary and the uses of names."""

    __slots__ = ()

    def expression(self, node: Expression, context: Context) -> Value:
        """Terms, added."""
        values = []
        for term in node.terms:
            if len(term.signs) > MAX_SIGNS:
                raise ReadError("too many signs in a row", term.start, term.end)
            value = self.product(term.items, context)
            for _ in range(term.signs.count("-")):
                value = Value(Neg(value.form), value.axes, value.row)
            values.append(value)
        if context.depth == 0:
            for value in values:
                reject_depth(value.form, node)
        if len(values) == 1:
            return values[0]
        widest = max(values, key=lambda v: len(v.axes))
        for value, term in zip(values, node.terms, strict=True):
            self.agree(widest, value, term)
        return Value(Add(tuple(value.form for value in values)), widest.axes, widest.row)

    def agree(self, whole: Value, part: Value, node: Node) -> None:
        """Terms of a sum have one shape; a number is added to every entry."""
        if not self.strict:
            return
        if not part.axes:
            bare = part.form.operand if isinstance(part.form, Neg) else part.form
            if whole.axes and self.is_undeclared(bare):
                name = str(bare)
                raise ShapeError(
                    f"{name} is added to {_shape(whole)}: declare it, as '{name} : scalar' or with "
                    "its index set",
                    node.start,
                    node.end,
                )
            if whole.axes and self.guessing and not self.is_known_number(part.form):
                raise ShapeError(f"a number is added to {_shape(whole)}", node.start, node.end)
            return
        if len(part.axes) != len(whole.axes) or part.row != whole.row:
            message = f"{_shape(part)} is added to {_shape(whole)}"
            raise ShapeError(message, node.start, node.end)
        for a, b in zip(whole.axes, part.axes, strict=True):
            self.sets.same(a, b, (node.start, node.end))

    def only(self, node: Item | Clauses, context: Context, what: str) -> Value:
        """The one expression that a bracket, a script or an argument is."""
        expression = only_expression(_opened(node))
        if expression is not None:
            return self.expression(expression, context.inside(node))
        if isinstance(node, Bracket | Clauses):
            clauses, separators = clauses_of(node)
            if not clauses:
                raise ReadError("nothing stands here", node.start, node.end)
            if separators:
                first = separators[0]
                raise ReadError(
                    f"{what} is one expression: {first.sign} is not read here",
                    first.start,
                    first.end,
                )
            first_relation = clauses[0].relations[0]
            raise ReadError(
                f"{what} is one expression: {first_relation.sign} is not read here",
                first_relation.start,
                first_relation.end,
            )
        return self.product((node,), context)

    def atom(self, item: Item, context: Context) -> Value:
        """One item by itself."""
        item = tidy(item)
        match item:
            case Digits(text=text):
                return Value(Number(Ratio(text)))
            case Bracket(kind="‖"):
                value = self.only(item, context, "a norm")
                if not value.axes and self.strict:
                    message = "the norm of a scalar: declare the shape, such as 'x : n'"
                    raise ShapeError(message, item.start, item.end)
                return Value(Norm(value.form))
            case Bracket():
                return self.only(item, context, "a parenthesis")
            case Fraction(above=above, below=below):
                found = self.derivative(item, context)
                if found is not None:
                    return found
                inner = context.inside(item)
                over = self.only(above, inner, "a numerator")
                return self.divide(over, self.only(below, inner, "a denominator"), item)
            case Root(of=of, degree=degree):
                return self.root(of, degree, context.inside(item))
            case Reach():
                return self.big(item, context)
            case Styled(of=Digits(text="1")):
                return Value(Ones(), (("ones", context.source, item.start),))
        spelled = spell(item, self.names(context))
        if spelled is not None:
            return self.named(spelled, item, context)
        if isinstance(item, Scripted):
            return self.scripted(item, context)
        raise ReadError("this is not read here", item.start, item.end)

    def root(self, of: Item, degree: Clauses | None, context: Context) -> Value:
        """A square root, or a power with a fraction."""
        value = self.only(of, context, "a root")
        if degree is None:
            return Value(Call("sqrt", (value.form,)), value.axes, value.row)
        order = self.only(degree, context, "the degree of a root").form
        exponent = Quotient(Number(Ratio(1)), order)
        return Value(Power(value.form, exponent), value.axes, value.row)

    def scripted(self, item: Scripted, context: Context) -> Value:
        """Scripts at a bracket, a fraction, a number."""
        base = tidy(item.base)
        if item.primes:
            raise ReadError("a prime at this is not read", item.start, item.end)
        if isinstance(base, Styled) or (isinstance(base, Digits) and item.below is not None):
            return self.indicator_below(item, context)
        norm = isinstance(base, Bracket) and base.kind == "‖"
        if item.below is not None and not (norm and _is_euclidean(item.below)):
            message = "this norm is not read" if norm else "an index at a bracket is not read"
            raise ReadError(message, item.below.start, item.below.end)
        value = self.atom(base, context)
        if item.above is None:
            return value
        mark = tidy(only_item(item.above) or item.above)
        sign = mark.name if isinstance(mark, Letter) else ""
        temperature = sign == "T" and not value.axes and self.is_quantity("T")
        if sign in ("T", "⊤") and not temperature:
            return self.transposed(value, item)
        return self.raised(value, item.above, context)

    def raised(self, value: Value, above: Item, context: Context) -> Value:
        """A power."""
        exponent = self.only(above, context.inside(above), "an exponent")
        if exponent.axes and self.strict:
            raise ShapeError("the exponent is a vector or a matrix", above.start, above.end)
        reject_giant(value.form, exponent.form, above)
        if len(value.axes) == 2 and isinstance(exponent.form, Neg) and self.strict:
            raise ShapeError("the inverse of a matrix is not read", above.start, above.end)
        if value.axes and self.strict:
            raise ShapeError(
                "a power of a vector or a matrix is not read: write \\odot, or x^T x",
                above.start,
                above.end,
            )
        return Value(Power(value.form, exponent.form), value.axes, value.row)

    def transposed(self, value: Value, node: Node) -> Value:
        """Rows and columns exchanged."""
        if not value.axes:
            if not self.strict:
                return value
            raise ShapeError(
                "the transpose of a scalar: declare the shape, such as 'x : n'",
                node.start,
                node.end,
            )
        axes = value.axes if len(value.axes) == 1 else value.axes[::-1]
        return Value(Transpose(value.form), axes, len(value.axes) == 1 and not value.row)

    def multiply(self, values: list[Value], node: Node) -> Value:
        """A product; with arrays among the factors, a matrix product."""
        if not any(value.axes for value in values):
            forms = tuple(value.form for value in values)
            return Value(forms[0] if len(forms) == 1 else Mul(forms))
        if len(values) == 1:
            return values[0]
        return self.matrix_product(values, node)

    def matrix_product(self, values: list[Value], node: Node) -> Value:
        """The arrays in their order as matrix products; a scalar among them goes before them."""
        for left, right in pairwise(values):
            if self.strict and left.axes and not right.axes and self.is_undeclared(right.form):
                name = str(right.form)
                raise ShapeError(
                    f"{name} stands behind {_shape(left)}: declare it, as '{name} : scalar' or "
                    "with its index set",
                    node.start,
                    node.end,
                )
        places = [n for n, v in enumerate(values) if v.axes]
        first, last = places[0], places[-1]
        before, after = values[:first], values[last + 1 :]
        between = [v for v in values[first:last] if not v.axes]
        forms = [v.form for v in (*before, *between)]
        chain = [values[first]]
        shape = values[first]
        for value in (values[n] for n in places[1:]):
            if not shape.axes:
                forms.append(MatMul(tuple(v.form for v in chain)))
                chain, shape = [value], value
                continue
            shape = self.matmul(shape, value, node)
            chain.append(value)
        forms.append(chain[0].form if len(chain) == 1 else MatMul(tuple(v.form for v in chain)))
        forms += [v.form for v in after]
        form = forms[0] if len(forms) == 1 else Mul(tuple(forms))
        return Value(form, shape.axes, shape.row)

    def matmul(self, left: Value, right: Value, node: Node) -> Value:
        """The shape of a matrix product; raises where the shapes do not fit."""
        place = node.start, node.end
        rows, inner = _sides(left)
        again, columns = _sides(right)
        if (inner is None) != (again is None):
            if not self.strict:
                return Value(left.form)
            raise ShapeError(
                f"{_shape(left)} times {_shape(right)}: write x^T y, x y^T or x \\odot y", *place
            )
        if self.strict and inner is not None and again is not None:
            self.sets.same(inner, again, place)
        axes = tuple(side for side in (rows, columns) if side is not None)
        return Value(left.form, axes, rows is None and columns is not None)


def _sides(value: Value) -> tuple[Key | None, Key | None]:
    """Rows and columns; a column has one column, which is ``None``."""
    if len(value.axes) == 2:
        return value.axes[0], value.axes[1]
    return (None, value.axes[0]) if value.row else (value.axes[0], None)


def _shape(value: Value) -> str:
    if len(value.axes) == 2:
        return "a matrix"
    if value.axes:
        return "a row" if value.row else "a column"
    return "a number"


def _opened(node: Item | Clauses) -> Item | Clauses:
    return node.inside if isinstance(node, Bracket) else node


def _is_euclidean(below: Item) -> bool:
    item = tidy(below)
    return (isinstance(item, Digits) and item.text == "2") or (
        isinstance(item, Letter) and item.name == "F"
    )
