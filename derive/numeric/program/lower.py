"""Written forms as array programs: an index is an axis, a sum is a reduction.

Definitions become nodes that are shared; the stable rewrites that are proved take the place
of what they rewrite. Of a sum over a product, factors free of the index stand outside, and
what is left is a product of matrices where it is one: no array over three axes arises.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.model import Assumption
from derive.numeric.program.choices import Choices
from derive.numeric.program.node import Node, Slot
from derive.numeric.program.places import Places, place_key, slots_of
from derive.scope import Scope
from derive.syntax.tree import (
    INDICATOR,
    Add,
    Call,
    Delta,
    Entry,
    Index,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)

__all__ = ["Program", "lower"]

#: The functions with a node of their own name.
_FUNCTIONS = frozenset({"exp", "log", "sqrt", "tanh"})


@dataclass(frozen=True, slots=True)
class Program:
    """The node that a form comes to, and the axes of the result."""

    result: Node
    output: tuple[Slot, ...]
    #: What an author, or a rewrite, calls a value.
    named: dict[Node, str]


def lower(
    form: Written,
    scope: Scope,
    output: tuple[Index, ...],
    *,
    given: tuple[Assumption, ...] = (),
    labels: frozenset[str] = frozenset(),
) -> Program:
    """The program of a form at every position of its ``output`` indices.

    The families named in ``labels`` are one-hot, and given by the positions of their ones.
    Raises ``ValueError`` for a form that has no value in arrays, such as a derivative that is
    left.
    """
    lowering = _Lowering(scope, given, labels)
    slots = slots_of(output)
    node = lowering.value(form, slots)
    named = {n: name for n, name in lowering.named.items() if n is not node}
    return Program(node, tuple(slots.values()), named)


class _Lowering(Choices):
    def value(self, form: Written, places: Places) -> Node:
        """The node of a form, its indices at their places."""
        here = self.known.get(place_key(form, places))
        if here is not None:
            return here
        if form not in self.settled and isinstance(form, Quotient | Call | Add | Mul | Sum):
            rewrite = self.rewrite(form)
            if rewrite is not None:
                return self.rewritten(rewrite, places)
        return self.plain(form, places)

    def plain(self, form: Written, places: Places) -> Node:
        """The node of a form evaluated as it stands."""
        graph = self.graph
        match form:
            case Number(value):
                return graph.number(value)
            case Size(of):
                return graph.length(of.name)
            case Symbol(name):
                defined = self.scope.definition(name)
                if defined is None:
                    return graph.input(name, ())
                assert defined.body is not None
                return self.called(name, self.value(defined.body, {}))
            case Entry():
                return self.entry(form, places)
            case Delta(left, right):
                return self.delta(left, right, places)
            case Neg(operand):
                return graph.elementwise("neg", self.value(operand, places))
            case Add(terms):
                return self.total(terms, places)
            case Mul(factors):
                return self.product(self.factors(factors, places))
            case Quotient(top, bottom):
                above, below = self.value(top, places), self.value(bottom, places)
                return graph.elementwise("divide", above, below)
            case Power(base, exponent):
                return self.power(base, exponent, places)
            case Call("sigmoid", (x,)):
                one = graph.number(1)
                weight = graph.elementwise("exp", graph.elementwise("neg", self.value(x, places)))
                return graph.elementwise("divide", one, graph.elementwise("add", one, weight))
            case Call(function, (left, right)) if function == INDICATOR:
                same = graph.elementwise(
                    "equal", self.value(left, places), self.value(right, places)
                )
                return graph.elementwise("where", same, graph.number(1), graph.number(0))
            case Call(function, (argument,)) if function in _FUNCTIONS:
                return graph.elementwise(function, self.value(argument, places))
            case Sum():
                return self.sum(form, places)
        raise ValueError(f"{form} has no value in arrays")

    def total(self, terms: tuple[Written, ...], places: Places) -> Node:
        result = self.value(terms[0], places)
        for term in terms[1:]:
            operation = "subtract" if isinstance(term, Neg) else "add"
            plain = term.operand if isinstance(term, Neg) else term
            result = self.graph.elementwise(operation, result, self.value(plain, places))
        return result

    def power(self, base: Written, exponent: Written, places: Places) -> Node:
        below = self.value(base, places)
        if isinstance(exponent, Number) and exponent.value == 2:
            return self.graph.elementwise("multiply", below, below)
        return self.graph.elementwise("power", below, self.value(exponent, places))
