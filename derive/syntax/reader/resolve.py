r"""Notation to written forms: what each name means, and what follows for the rest.

A letter that a sum binds or that stands below a family is an index; ``f(x)`` applies a
function and multiplies a quantity; a superscript is an exponent, a sample, a layer or a
transpose, by what is known of its letter.
"""

from __future__ import annotations

from fractions import Fraction as Ratio

from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import (
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
from derive.syntax.array import (
    MatMul,
    Norm,
    Ones,
    Trace,
    Transpose,
)
from derive.syntax.declare import Declaration, define
from derive.syntax.reader.base import Base, Context, Stage, Value
from derive.syntax.reader.look import clauses_of, items_of, only_expression, only_item, tidy
from derive.syntax.reader.matrices import Matrices, shape_name
from derive.syntax.reader.needs import base_need
from derive.syntax.reader.numbers import reject_depth, reject_giant
from derive.syntax.reader.products import Products
from derive.syntax.reader.quantities import Quantities
from derive.syntax.reader.spell import spell
from derive.syntax.reader.sums import Sums
from derive.syntax.tree import (
    Add,
    Call,
    Index,
    Neg,
    Number,
    Power,
    Quotient,
)
from derive.syntax.walk import rename_index

__all__ = ["Resolver"]


MAX_SIGNS = 4


class Resolver(Products, Matrices, Sums, Quantities, Base):
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
                    f"{name} is added to {shape_name(whole)}: declare it, as '{name} : scalar' or "
                    "with its index set",
                    node.start,
                    node.end,
                )
            if whole.axes and self.guessing and not self.is_known_number(part.form):
                raise ShapeError(f"a number is added to {shape_name(whole)}", node.start, node.end)
            return
        if len(part.axes) != len(whole.axes) or part.row != whole.row:
            message = f"{shape_name(part)} is added to {shape_name(whole)}"
            raise ShapeError(message, node.start, node.end)
        for a, b in zip(whole.axes, part.axes, strict=True):
            self.sets.same(a, b, (node.start, node.end))

    def only(self, node: Item | Clauses, context: Context, what: str) -> Value:
        """The one expression that a bracket, a script or an argument is."""
        if isinstance(node, Bracket) and node.kind == "|":
            message = "a bar | is not read: no absolute values, and no set of this name"
            raise ReadError(message, node.start, node.end)
        if isinstance(node, Bracket) and node.kind == "cases":
            message = "what stands in cases is not read here: as a side of an equation only"
            raise ReadError(message, node.start, node.end)
        if isinstance(node, Bracket) and node.kind == "matrix":
            message = "a matrix that is written out is read as a side of an equation only"
            raise ReadError(message, node.start, node.end)
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
            case Bracket(kind="⟨"):
                return self.inner_product(item, context)
            case Bracket():
                return self.only(item, context, "a parenthesis")
            case Fraction(above=above, below=below):
                found = self.derivative(item, context)
                if found is not None:
                    return found
                inner = context.inside(item)
                over = self.only(above, inner, "a numerator")
                under = self.only(below, inner, "a denominator")
                self.need(under, "!=0", "division", below.start, below.end)
                return self.divide(over, under, item)
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

    def inner_product(self, item: Bracket, context: Context) -> Value:
        r"""``\langle x, y \rangle`` of two vectors, or of two matrices."""
        clauses, separators = clauses_of(item)
        if len(clauses) != 2 or [s.sign for s in separators] != [","]:
            message = "angle brackets are read as an inner product, with two vectors in them"
            raise ReadError(message, item.start, item.end)
        inner = context.inside(item)
        left, right = (self.only(Clauses(c.start, c.end, (c,)), inner, "a factor") for c in clauses)
        if not self.strict:
            return Value(left.form)
        if len(left.axes) != len(right.axes) or not left.axes or left.row or right.row:
            message = "an inner product is one of two vectors: declare the shapes, as 'x : n'"
            raise ShapeError(message, item.start, item.end)
        for a, b in zip(left.axes, right.axes, strict=True):
            self.sets.same(a, b, (item.start, item.end))
        product = MatMul((Transpose(left.form), right.form))
        return Value(product if len(left.axes) == 1 else Trace(product))

    def root(self, of: Item, degree: Clauses | None, context: Context) -> Value:
        """A square root, or a power with a fraction."""
        value = self.only(of, context, "a root")
        self.need(value, ">=0" if degree is None else ">0", "root", of.start, of.end)
        if degree is None:
            return Value(Call("sqrt", (value.form,)), value.axes, value.row)
        order = self.only(degree, context, "the degree of a root").form
        self.need(Value(order), "!=0", "division", degree.start, degree.end)
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
        if item.below is not None and isinstance(base, Bracket) and base.kind in ("(", "["):
            of = self.only(base, context, "a parenthesis")
            value = self.entry_of(of, item.below, item, context)
            return value if item.above is None else self.above(value, item.above, item, context)
        if item.below is not None and not (norm and _is_euclidean(item.below)):
            message = "this norm is not read" if norm else "an index at a bracket is not read"
            raise ReadError(message, item.below.start, item.below.end)
        value = self.atom(base, context)
        return value if item.above is None else self.above(value, item.above, item, context)

    def entry_of(self, value: Value, below: Item, node: Node, context: Context) -> Value:
        r"""An entry of an array: ``(A x)_i``, ``[A^T]_{ij}``, ``softmax(x + c)_i``."""
        clauses, separators = clauses_of(below)
        items = [i for c in clauses for i in items_of(Clauses(c.start, c.end, (c,))) or ()]
        if not items or any(s.sign != "," for s in separators):
            raise ReadError("this index is not read", below.start, below.end)
        if len(items) != len(value.axes):
            if not self.strict:
                return Value(value.form)
            many = f"{len(items)} index" if len(items) == 1 else f"{len(items)} indices"
            message = f"{shape_name(value)} has no {many}"
            raise ShapeError(message, node.start, below.end)
        terms = [self.at(i, axis, context) for i, axis in zip(items, value.axes, strict=True)]
        if self.stage is not Stage.BUILD:
            return Value(value.form)
        form = Transpose(value.form) if value.row else value.form
        outside = tuple(dict.fromkeys(t for t in terms if isinstance(t, Index)))
        made = define("entry", *outside, form)
        assert isinstance(made, Declaration)
        assert made.body is not None
        entry = made.body
        for parameter, term in zip(made.parameters[len(outside) :], terms, strict=True):
            entry = rename_index(entry, parameter, term)
        return Value(entry)

    def above(self, value: Value, above: Item, node: Node, context: Context) -> Value:
        """A value with what stands above it: a transpose, or a power."""
        mark = tidy(only_item(above) or above)
        sign = mark.name if isinstance(mark, Letter) else ""
        temperature = sign == "T" and not value.axes and self.is_quantity("T")
        if sign in ("T", "⊤") and not temperature:
            return self.transposed(value, node)
        return self.raised(value, above, node, context)

    def raised(self, value: Value, above: Item, item: Node, context: Context) -> Value:
        """A power."""
        exponent = self.only(above, context.inside(above), "an exponent")
        if exponent.axes and self.strict:
            raise ShapeError("the exponent is a vector or a matrix", above.start, above.end)
        reject_giant(exponent.form, above)
        if len(value.axes) == 2 and isinstance(exponent.form, Neg) and self.strict:
            raise ShapeError("the inverse of a matrix is not read", above.start, above.end)
        if value.axes and self.strict:
            raise ShapeError(
                "a power of a vector or a matrix is not read: write \\odot, or x^T x",
                above.start,
                above.end,
            )
        self.need(value, base_need(exponent.form), "power", item.start, item.end)
        return Value(Power(value.form, exponent.form), value.axes, value.row)


def _opened(node: Item | Clauses) -> Item | Clauses:
    return node.inside if isinstance(node, Bracket) else node


def _is_euclidean(below: Item) -> bool:
    item = tidy(below)
    return (isinstance(item, Digits) and item.text == "2") or (
        isinstance(item, Letter) and item.name == "F"
    )
