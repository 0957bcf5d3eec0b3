"""Functions at their arguments: elementary ones, those of arrays, opaque and defined ones."""

from __future__ import annotations

from itertools import islice

from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import Node
from derive.syntax.array import Diag, Trace
from derive.syntax.reader.base import Context, Value
from derive.syntax.reader.primes import Primed, derived
from derive.syntax.reader.spell import Spelled
from derive.syntax.reader.vocabulary import Macro
from derive.syntax.tree import Call, Derivative, Entry, Symbol
from derive.syntax.walk import subforms

__all__ = ["OF_ARRAYS", "AtArguments"]

OF_ARRAYS = {"tr": "trace", "Tr": "trace", "trace": "trace", "diag": "diag", "Diag": "diag"}

#: How large a function's right side may grow when it is put in.
MAX_NODES = 20_000


class AtArguments(Primed):
    """What a function is at its arguments."""

    __slots__ = ()

    def elementary(self, name: str, argument: Value, primes: int, node: Node) -> Value:
        """An elementary function, entry by entry; or its derivative."""
        if self.guessing and self.strict and argument.row and len(argument.axes) == 1:
            # Rows come from a transposed vector beside a number: that was to be a vector.
            raise ShapeError(f"{name} is taken of a row", node.start, node.end)
        call = Call(name, (argument.form,))
        if not primes:
            return Value(call, argument.axes, argument.row)
        if primes == 1 and self.derivative_of is not None:
            return derived(self, name, argument, node)
        if primes > 1 or not isinstance(argument.form, Symbol | Entry):
            raise ReadError(
                f"the derivative of {name} is read at a letter: name its argument",
                node.start,
                node.end,
            )
        return Value(Derivative(call, argument.form))

    def of_array(self, name: str, value: Value, spelled: Spelled) -> Value:
        """A trace, or a diagonal matrix."""
        place = spelled.start, spelled.end
        if OF_ARRAYS[name] == "trace":
            if self.strict and len(value.axes) != 2:
                raise ShapeError(f"{name} is taken of a matrix", *place)
            if self.strict:
                self.sets.same(value.axes[0], value.axes[1], place)
            return Value(Trace(value.form))
        if len(value.axes) != 1 and self.strict:
            raise ShapeError(f"{name} is taken of a vector", *place)
        axes = value.axes[:1]
        return Value(Diag(value.form), (*axes, *axes))

    def opaque(self, name: str, arguments: list[Value], orders: int, node: Node) -> Value:
        """A function that is known by its name only."""
        if any(value.axes for value in arguments):
            raise ReadError(
                f"{name} at a vector or a matrix is not read: define {name}", node.start, node.end
            )
        if orders and len(arguments) != 1:
            raise ReadError(
                f"by which argument is {name} differentiated? write it with \\partial",
                node.start,
                node.end,
            )
        forms = tuple(value.form for value in arguments)
        return Value(Call(name, forms, (orders,)) if orders else Call(name, forms))

    def expand(
        self, macro: Macro, arguments: list[Value], spelled: Spelled, node: Node, context: Context
    ) -> Value:
        """A function that is defined by a formula, at its arguments."""
        if len(arguments) != len(macro.parameters):
            raise ReadError(
                f"{macro.name} is defined with {len(macro.parameters)} arguments",
                node.start,
                node.end,
            )
        if spelled.orders and len(arguments) == 1 and self.derivative_of is not None:
            return derived(self, macro, arguments[0], node, spelled.orders)
        if spelled.orders:
            raise ReadError(
                f"the derivative of {macro.name} is not read: write it with \\partial",
                node.start,
                node.end,
            )
        if f" {macro.name} " in context.path:
            raise ReadError(f"{macro.name} is defined by itself", node.start, node.end)
        inner = Context(
            context.scope,
            context.source,
            values={**dict(zip(macro.parameters, arguments, strict=True))},
            depth=context.depth + 1,
            path=f"{context.path} {spelled.start} {macro.name} ",
        ).inside(node)
        before = len(self.needs)
        try:
            value = self.at_entries(macro, arguments, inner, node)
            self.needs[before:] = [need.standing_at(node) for need in self.needs[before:]]
        except ReadError as error:
            raise error.within(macro.text, macro.source) from None
        if len(list(islice(subforms(value.form), MAX_NODES + 1))) > MAX_NODES:
            raise ReadError(f"{macro.name} grows too large here", node.start, node.end)
        return value
