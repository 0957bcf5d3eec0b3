r"""Derivatives of functions that are written with a prime: ``\sigma'(z)``.

The reader knows no calculus: it gives the body of the function at a letter to whoever works
derivatives out, and puts the argument in the place of the letter, entry by entry.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import Node
from derive.syntax.array import Hadamard
from derive.syntax.declare import Declaration
from derive.syntax.reader.base import Base, Context, Stage, Value
from derive.syntax.reader.look import only_expression
from derive.syntax.reader.spell import Spelled
from derive.syntax.reader.vocabulary import Macro
from derive.syntax.tree import Call, Derivative, Mul, Number, Power, Sum, Symbol, Written
from derive.syntax.walk import free_indices, map_children, subforms

__all__ = ["Primed", "derived"]

#: Powers of an array up to this one are written out as products.
MAX_POWER = 4


def derived(resolver: Base, of: Macro | str, argument: Value, node: Node, order: int = 1) -> Value:
    """The derivative of a function, defined or elementary, at an argument."""
    function, macro = (of, None) if isinstance(of, str) else (of.name, of)
    name = f"argument of {function}"
    letter = Symbol(name, declared=Declaration(name))
    body = _body(resolver, function, macro, letter, node)
    if resolver.stage is not Stage.BUILD:
        return argument
    assert resolver.derivative_of is not None
    found: Written | None = body
    for _ in range(order):
        found = resolver.derivative_of(found, letter) if found is not None else None
    if found is None:
        message = f"the derivative of {function} is not known: write it out"
        raise ReadError(message, node.start, node.end)
    return _at(found, name, function, argument, node)


def _entrywise(resolver: Base, macro: Macro, argument: Value, node: Node) -> Value:
    """A function of one number at every entry of an array."""
    name = f"argument of {macro.name}"
    body = _body(resolver, macro.name, macro, Symbol(name, declared=Declaration(name)), node)
    if resolver.stage is not Stage.BUILD:
        return argument
    return _at(body, name, macro.name, argument, node)


def _at(found: Written, name: str, function: str, argument: Value, node: Node) -> Value:
    """A form with an argument for its letter."""
    bound = {part.index.name for part in subforms(found) if isinstance(part, Sum)}
    if bound & {index.name for index in free_indices(argument.form)}:
        message = f"an index of the argument is bound in {function}: use another letter"
        raise ReadError(message, node.start, node.end)
    form = _put(found, name, argument.form, whole=bool(argument.axes))
    return Value(form, argument.axes, argument.row)


def _body(
    resolver: Base, function: str, macro: Macro | None, letter: Symbol, node: Node
) -> Written:
    """The right side of a function, at a letter."""
    if macro is None:
        return Call(function, (letter,))
    body = only_expression(macro.body)
    assert body is not None
    context = Context(
        f"body of {function}",
        macro.source,
        values={macro.parameters[0]: Value(letter)},
        path=f" {macro.name} ",
    )
    try:
        value = resolver.expression(body, context)
    except ReadError as error:
        raise error.within(macro.text, macro.source) from None
    if value.axes:
        message = f"{function} has arrays for its values: its derivative is not read"
        raise ReadError(message, node.start, node.end)
    return value.form


def _put(form: Written, name: str, argument: Written, *, whole: bool) -> Written:
    """The form with an argument for its letter; of an array, products are entry by entry."""
    if isinstance(form, Symbol):
        return argument if form.name == name else form
    parts = map_children(form, lambda part: _put(part, name, argument, whole=whole))
    if not whole:
        return parts
    if isinstance(form, Mul) and isinstance(parts, Mul):
        arrays = tuple(
            new for old, new in zip(form.factors, parts.factors, strict=True) if _has(old, name)
        )
        numbers = tuple(old for old in form.factors if not _has(old, name))
        if len(arrays) > 1:
            product = Hadamard(arrays)
            return Mul((*numbers, product)) if numbers else product
    if isinstance(form, Power) and isinstance(parts, Power) and _has(form.base, name):
        times = form.exponent.value if isinstance(form.exponent, Number) else 0
        if times in range(2, MAX_POWER + 1):
            return Hadamard((parts.base,) * int(times))
    return parts


def _has(form: Written, name: str) -> bool:
    return any(isinstance(part, Symbol) and part.name == name for part in subforms(form))


class Primed(Base):
    """Quantities with primes and arguments, and functions of arrays, of the resolver."""

    __slots__ = ()

    def primed_quantity(self, spelled: Spelled, by: str, context: Context) -> Value:
        """``a'(z)`` of a quantity that is defined as ``a(z)``: its derivative by z."""
        plain = replace(spelled, name=spelled.name.rstrip("'"))
        if plain.indices or plain.exponent is not None or plain.transposed:
            raise ReadError(f"{plain.name} is a function", spelled.start, spelled.end)
        of = self.quantity(plain, context)
        variable = self.quantity(Spelled(by, start=spelled.start, end=spelled.end), context)
        if of.axes or variable.axes or not isinstance(variable.form, Symbol):
            message = "the derivative of this is not read: write it with \\partial"
            raise ReadError(message, spelled.start, spelled.end)
        form = of.form
        for _ in range(len(spelled.name) - len(plain.name)):
            form = Derivative(form, variable.form)
        return Value(form)

    def at_entries(
        self, macro: Macro, arguments: list[Value], context: Context, node: Node
    ) -> Value:
        """The right side of a function at its arguments; of an array, entry by entry."""
        body = only_expression(macro.body)
        assert body is not None
        try:
            return self.expression(body, context)
        except ShapeError:
            if len(arguments) != 1 or not arguments[0].axes or arguments[0].row:
                raise
            return _entrywise(self, macro, arguments[0], node)
