r"""Derivatives: ``\frac{\partial L}{\partial z_k}``, ``\frac{d}{dx} f``, ``\partial_x f``.

The numerator's whole row is differentiated; an operator takes the one thing behind it,
or all that a sum takes, and where people disagree it is rejected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Digits,
    Fraction,
    Item,
    Letter,
    Node,
    Scripted,
)
from derive.syntax.array import Array, Gradient
from derive.syntax.reader.base import Base, Context, Value
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.spell import spell
from derive.syntax.tree import Derivative, Entry, Symbol

__all__ = ["Derivatives", "Operation", "is_partial"]

MAX_ORDER = 20


@dataclass(frozen=True, slots=True)
class Operation:
    """A derivative that waits for what it acts on; the outermost first."""

    by: tuple[Value, ...]
    node: Node


class Derivatives(Base):
    """The derivatives of the resolver."""

    __slots__ = ()

    def operation(self, item: Item, context: Context, of: Item | None = None) -> Operation | None:
        r"""The operator that an item is: ``\frac{\partial}{\partial x}``, ``\partial_x``.

        A ``\nabla`` by itself, before a name defined with one argument, is by that argument.
        """
        item = tidy(item)
        if isinstance(item, Fraction):
            above, below = items_of(item.above), items_of(item.below)
            if above and below and len(above) == 1 and self.begins(above, below):
                found = self.quotient_of_partials(above, below, context)
                return found if isinstance(found, Operation) else None
        if isinstance(item, Scripted) and item.below is not None and not item.primes:
            base = tidy(item.base)
            if isinstance(base, Letter) and base.name in ("∂", "∇"):
                times = _count(item.above) if item.above is not None else 1
                if times > 2 or (times == 2 and base.name != "∇"):
                    raise ReadError("this operator is not read", item.start, item.end)
                by = items_of(item.below)
                if by is None or len(by) != 1:
                    raise ReadError("by what is differentiated?", item.start, item.end)
                return Operation((self.variable(by[0], context),) * times, item)
        if isinstance(item, Letter) and item.name == "∇":
            spelled = spell(of, self.names(context)) if of is not None else None
            arguments = self.called.get(spelled.name, ()) if spelled is not None else ()
            if len(arguments) == 1:
                by_name = Letter(item.start, item.end, arguments[0])
                return Operation((self.variable(by_name, context),), item)
            message = r"by what is differentiated? write \nabla_x"
            raise ReadError(message, item.start, item.end)
        return None

    def operate(
        self, operation: Operation, items: tuple[Item, ...], at: int, context: Context
    ) -> tuple[Value, int]:
        """The operator at what stands behind it."""
        after = at + 1
        if after >= len(items):
            node = operation.node
            raise ReadError("what does this derivative act on?", node.start, node.end)
        first = tidy(items[after])
        of, end = self.factor(items, after, context)
        bracketed = isinstance(first, Bracket)
        if end < len(items):
            following = tidy(items[end])
            opens = isinstance(following, Bracket) or (
                isinstance(following, Scripted) and isinstance(tidy(following.base), Bracket)
            )
            if opens or not bracketed:
                raise ReadError(
                    "where does this derivative end? write parentheses around what it acts on",
                    operation.node.start,
                    items[end].end,
                )
        return self.differentiated(of, operation.by, operation.node), end

    def begins(self, above: tuple[Item, ...], below: tuple[Item, ...]) -> bool:
        """Whether a quotient is a derivative: both sides begin with a ∂, or with a d."""
        if is_partial(above[0]) and is_partial(below[0]):
            return True
        own = self.vocabulary.quantity("d") is not None or "d" in self.defined
        both = _is_d(above[0]) and _is_d(below[0]) and len(below) > 1
        if both and own:
            message = r"is this a derivative, or a quotient of your d? write \partial"
            raise ReadError(message, above[0].start, below[-1].end)
        return both

    def derivative(self, item: Fraction, context: Context) -> Value | None:
        """The derivative that a quotient is, or ``None`` for a plain quotient."""
        above, below = items_of(item.above), items_of(item.below)
        if above and below and self.begins(above, below):
            found = self.quotient_of_partials(above, below, context)
            if isinstance(found, Operation):
                message = "what does this derivative act on?"
                raise ReadError(message, item.start, item.end)
            return found
        for side, other in ((above, "below"), (below, "above")):
            if side and any(map(is_partial, side)):
                raise ReadError(
                    f"a \\partial stands in this quotient and none {other}", item.start, item.end
                )
        return None

    def quotient_of_partials(
        self, above: tuple[Item, ...], below: tuple[Item, ...], context: Context
    ) -> Value | Operation:
        """``∂^n (…)`` over ``∂x ∂y``."""
        node = Node(above[0].start, below[-1].end)
        by = self.variables(below, context)
        order = _order(above[0])
        if order != len(by):
            raise ReadError(
                f"a derivative of order {order} above, and of order {len(by)} below",
                node.start,
                node.end,
            )
        if len(above) == 1:
            return Operation(by, node)
        of = self.product(above[1:], context)
        return self.differentiated(of, by, node)

    def variables(self, below: tuple[Item, ...], context: Context) -> tuple[Value, ...]:
        """The variables of a denominator, one for each order."""
        found: list[Value] = []
        at = 0
        while at < len(below):
            if not (is_partial(below[at]) or _is_d(below[at])) or at + 1 >= len(below):
                raise ReadError(
                    "write ∂ and a letter for each variable", below[at].start, below[-1].end
                )
            if _order(below[at]) != 1:
                raise ReadError("the order stands at the letter", below[at].start, below[at].end)
            variable = below[at + 1]
            spelled = spell(variable, self.names(context))
            times = 1
            if spelled is not None and spelled.exponent is not None:
                times = _count(spelled.exponent)
            found += [self.variable(variable, context)] * times
            if len(found) > MAX_ORDER:
                raise ReadError(
                    "a derivative of this order is not read", variable.start, variable.end
                )
            at += 2
        return tuple(found)

    def variable(self, item: Item, context: Context) -> Value:
        """A symbol, an entry or an array to differentiate by."""
        spelled = spell(item, self.names(context))
        if spelled is None or spelled.orders:
            raise ReadError("a derivative is taken by a letter, such as z_k", item.start, item.end)
        if spelled.name == "e" and not spelled.indices and not self.knows_e():
            message = "is this your e, or the exponential? declare it, as 'scalar e'"
            raise ReadError(message, item.start, item.end)
        value = self.quantity(replace(spelled, exponent=None), context)
        if not isinstance(value.form, Symbol | Entry | Array):
            raise ReadError("this cannot be differentiated by", item.start, item.end)
        if spelled.transposed and not value.axes and self.strict:
            raise ReadError("the transpose of a scalar", item.start, item.end)
        return Value(value.form, value.axes, spelled.transposed)

    def knows_e(self) -> bool:
        """Whether e is a name of the author's."""
        return self.vocabulary.quantity("e") is not None or "e" in self.defined

    def differentiated(self, of: Value, by: tuple[Value, ...], node: Node) -> Value:
        """The derivatives, the first of them outermost."""
        value = of
        for variable in reversed(by):
            value = self.by_one(value, variable, node)
        return value

    def by_one(self, of: Value, by: Value, node: Node) -> Value:
        """The derivative by one variable; ``row`` says that it was written transposed."""
        if not isinstance(by.form, Array):
            assert isinstance(by.form, Symbol | Entry)
            return Value(Derivative(of.form, by.form), of.axes, of.row)
        if len(of.axes) + len(by.axes) > 2 and self.strict:
            message = "the derivative of this by an array is not read"
            raise ReadError(message, node.start, node.end)
        if not by.row and not self.numerator:
            return Value(Gradient(of.form, by.form), (*by.axes, *of.axes)[:2])
        axes = (*of.axes, *by.axes) if of.axes else by.axes[::-1]
        return Value(Gradient(of.form, by.form, "numerator"), axes[:2], len(axes) == 1)


def is_partial(item: Item) -> bool:
    """Whether an item is a ∂, perhaps with an order."""
    return _is_sign(item, "∂")


def _is_d(item: Item) -> bool:
    return _is_sign(item, "d")


def _is_sign(item: Item, name: str) -> bool:
    item = tidy(item)
    if isinstance(item, Scripted) and item.below is None and not item.primes:
        item = tidy(item.base)
    return isinstance(item, Letter) and item.name == name and not item.word


def _order(item: Item) -> int:
    item = tidy(item)
    if isinstance(item, Scripted) and item.above is not None:
        return _count(item.above)
    return 1


def _count(above: Item) -> int:
    items = items_of(above)
    number = tidy(items[0]) if items and len(items) == 1 else above
    if not isinstance(number, Digits) or not number.text.isdigit() or len(number.text) > 2:
        raise ReadError("the order of a derivative is a number", above.start, above.end)
    return int(number.text)
