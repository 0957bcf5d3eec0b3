"""How much there is to evaluate once every sum is written out, counted in nodes."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from derive.scope import Scope
from derive.syntax.tree import Derivative, IndexSet, Sum, Written
from derive.syntax.walk import children

__all__ = ["unrolled_nodes"]


def unrolled_nodes(form: Written, scope: Scope, sizes: Mapping[IndexSet, int]) -> int:
    """The nodes that one evaluation at these sizes visits, each definition once per entry.

    >>> from derive import exp, index_set, indices, vector
    >>> from derive.scope import scope_of_forms
    >>> C = index_set("C")
    >>> (j,) = indices("j", C)
    >>> form = Sum(exp(vector("z", C)[j]), j)
    >>> [unrolled_nodes(form, scope_of_forms((form,)), {C: n}) for n in (1, 10, 100)]
    [4, 31, 301]
    """
    return _nodes(form, scope, sizes) + _definitions(form, scope, sizes)


def _nodes(form: Written, scope: Scope, sizes: Mapping[IndexSet, int]) -> int:
    match form:
        case Sum(body, index, _):
            return 1 + sizes[index.over] * _nodes(body, scope, sizes)
        case Derivative(of, _):
            # Everything is evaluated anew, with the derivative beside the value.
            return 2 * (_nodes(of, scope, sizes) + _definitions(of, scope, sizes))
    return 1 + sum(_nodes(part, scope, sizes) for part in children(form))


def _definitions(form: Written, scope: Scope, sizes: Mapping[IndexSet, int]) -> int:
    total = 0
    for name in scope.names_in(form):
        declared = scope.declarations[name]
        entries = prod(sizes[axis] for axis in declared.axes)
        total += entries * (1 if declared.body is None else _nodes(declared.body, scope, sizes))
    return total
