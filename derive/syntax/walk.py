"""Walks over written forms: their parts, their free indices, renaming without capture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from derive.syntax.array import (
    Array,
    Diag,
    Gradient,
    Hadamard,
    MatMul,
    Norm,
    Trace,
    Transpose,
    Unit,
)
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexTerm,
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

__all__ = [
    "children",
    "free_indices",
    "map_children",
    "node_count",
    "rebuild",
    "rename_index",
    "subforms",
]


_NONE: frozenset[Index] = frozenset()
#: Forms without parts.
_LEAVES = frozenset({Number, Symbol, Entry, Size, Delta})


def children(form: Written) -> tuple[Written, ...]:
    """The direct subforms, in reading order."""
    if type(form) in _LEAVES:  # most forms are, and the cases below are tried in turn
        return ()
    match form:
        case Add(terms):
            return terms
        case Mul(factors) | MatMul(factors) | Hadamard(factors):
            return factors
        case Neg(operand):
            return (operand,)
        case Quotient(numerator, denominator):
            return (numerator, denominator)
        case Power(base, exponent):
            return (base, exponent)
        case Call(_, arguments):
            return arguments
        case Sum(body=body):
            return (body,)
        case Derivative(of, wrt) | Gradient(of, wrt):
            return (of, wrt)
        case Transpose(of) | Diag(of) | Trace(of) | Norm(of):
            return (of,)
    return ()


def rebuild(form: Written, parts: tuple[Written, ...]) -> Written:
    """The form with its direct subforms replaced, in the order of ``children``."""
    match form:
        case Add():
            return Add(parts)
        case Mul():
            return Mul(parts)
        case Neg():
            return Neg(parts[0])
        case Quotient():
            return Quotient(*parts)
        case Power():
            return Power(*parts)
        case Call():
            return replace(form, arguments=parts)
        case Sum():
            return replace(form, body=parts[0])
        case Derivative():
            by = parts[1]
            assert isinstance(by, Symbol | Entry)
            return Derivative(parts[0], by)
        case Gradient():
            array = parts[1]
            assert isinstance(array, Array)
            return replace(form, of=parts[0], wrt=array)
        case MatMul() | Hadamard():
            return replace(form, factors=parts)
        case Transpose() | Diag() | Trace() | Norm():
            return replace(form, of=parts[0])
    return form


def subforms(form: Written) -> Iterator[Written]:
    """The form and everything in it, in reading order, however deep it is nested."""
    ahead = [form]
    while ahead:
        form = ahead.pop()
        yield form
        if parts := children(form):
            ahead.extend(reversed(parts))


def free_indices(form: Written) -> frozenset[Index]:
    """The indices that are free in the form, definitions not unfolded.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> z = vector("z", C)
    >>> [index.name for index in free_indices(Sum(z[j] * z[i], j))]
    ['i']
    """
    match form:
        case Entry(indices=indices) | Array(indices=indices):
            return frozenset(i for i in indices if isinstance(i, Index))
        case Unit(Index() as at):
            return frozenset({at})
        case Delta(left, right):
            return frozenset(i for i in (left, right) if isinstance(i, Index))
        case Sum(body, index, excluding):
            outside = frozenset(i for i in excluding if isinstance(i, Index))
            return (free_indices(body) - {index}) | outside
        case Number() | Symbol():
            return _NONE
    return frozenset().union(*(free_indices(part) for part in children(form)))


def rename_index(form: Written, old: Index, new: IndexTerm) -> Written:
    """The form with every free ``old`` replaced by ``new``; bound indices give way."""

    def put(term: IndexTerm) -> IndexTerm:
        return new if term == old else term

    match form:
        case Entry(indices=indices):
            return replace(form, indices=tuple(put(i) for i in indices))
        case Array(indices=indices):
            return replace(form, indices=tuple(i if i is None else put(i) for i in indices))
        case Unit(at):
            return Unit(put(at))
        case Delta(left, right):
            return Delta(put(left), put(right))
        case Sum(body, index, excluding):
            outside = tuple(put(i) for i in excluding)
            if index == old:
                return Sum(body, index, outside)
            if index == new and (old in free_indices(body) or index in outside):
                taken = {i.name for i in free_indices(body)} | {index.name}
                taken |= {i.name for i in outside if isinstance(i, Index)}
                fresh = Index(_fresh(index.name, taken), index.over)
                body, index = rename_index(body, index, fresh), fresh
            return Sum(rename_index(body, old, new), index, outside)
    return map_children(form, lambda part: rename_index(part, old, new))


def map_children(form: Written, change: Callable[[Written], Written]) -> Written:
    """The form with ``change`` applied to each direct subform."""
    parts = children(form)
    if not parts:
        return form
    changed = tuple(change(part) for part in parts)
    # Not by equality: forms that differ in what they declare are equal.
    same = all(new is old for new, old in zip(changed, parts, strict=True))
    return form if same else rebuild(form, changed)


def node_count(form: Written) -> int:
    """How many nodes the tree has: the measure by which a closed form is called small."""
    return sum(1 for _ in subforms(form))


def _fresh(name: str, taken: set[str]) -> str:
    stem = name.rstrip("'")
    primes = 1
    while stem + "'" * primes in taken:
        primes += 1
    return stem + "'" * primes
