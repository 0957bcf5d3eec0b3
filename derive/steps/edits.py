r"""The slips that people make, undone: each edit of a form changes one thing.

A sign, an index, a factor, a missing logarithm or root, a bracket, a transpose, two names
that changed places. An edit claims nothing: what comes of it is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from derive.steps.products import add, minus, multiply
from derive.syntax.array import Array, Hadamard, MatMul, Transpose
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Entry,
    Index,
    IndexSet,
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
from derive.syntax.walk import children, free_indices, rebuild, subforms

__all__ = ["Edit", "edits"]

_Named: TypeAlias = Symbol | Entry | Array

#: A kind of edit, in words, and the form after it.
Edit = tuple[str, Written]

TWO = Number(Fraction(2))
ONE = Number(Fraction(1))


def edits(form: Written, letters: Iterable[Index], sets: Iterable[IndexSet]) -> Iterator[Edit]:
    """Every form that differs from ``form`` by one edit; the likeliest kinds come first.

    ``letters`` may stand as indices, and the sizes of ``sets`` as factors.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> i, k = indices("i k", C)
    >>> p, y = vector("p", C), vector("y", C)
    >>> found = [str(f) for _, f in edits(p[k] + y[k], (i, k), ())]
    >>> found[:3], "p_k + y_i" in found
    (['−(p_k + y_k)', '−p_k + y_k', 'p_k − y_k'], True)
    """
    letters, sets = tuple(letters), tuple(sets)
    seen = {form}
    kinds: tuple[tuple[str, Callable[[Written], Iterator[Written]]], ...] = (
        ("the sign", _signs),
        ("the index", lambda f: _indices(f, letters)),
        ("the factor", lambda f: _factors(f, sets)),
        ("the transpose", _transposes),
        ("the function", _functions),
        ("the bracket", _brackets),
        ("the term", _terms),
    )
    whole = (("the sign", minus(form)), *_swaps(form))
    for kind, changed in whole[:1]:
        seen.add(changed)
        yield kind, changed
    for kind, change in kinds:
        for changed in _everywhere(form, change):
            if changed not in seen:
                seen.add(changed)
                yield kind, changed
    for kind, changed in whole[1:]:
        if changed not in seen:
            seen.add(changed)
            yield kind, changed


def _everywhere(form: Written, change: Callable[[Written], Iterator[Written]]) -> Iterator[Written]:
    """The form with one of its parts changed, outermost parts first."""
    yield from change(form)
    parts = children(form)
    for n, part in enumerate(parts):
        if n and hasattr(form, "wrt"):
            continue  # what one differentiates by is not edited
        for changed in _everywhere(part, change):
            yield rebuild(form, (*parts[:n], changed, *parts[n + 1 :]))


def _signs(form: Written) -> Iterator[Written]:
    match form:
        case Add(terms):
            for n, term in enumerate(terms):
                yield Add((*terms[:n], minus(term), *terms[n + 1 :]))
        case Call("exp" | "sigmoid" | "tanh" as name, (argument,)):
            yield Call(name, (minus(argument),))


def _indices(form: Written, letters: tuple[Index, ...]) -> Iterator[Written]:
    match form:
        case Entry(indices=at):
            for n, old in enumerate(at):
                for letter in letters:
                    if letter != old and letter.over == old.over:
                        yield replace(form, indices=(*at[:n], letter, *at[n + 1 :]))
            if len(at) == 2 and at[0].over == at[1].over:
                yield replace(form, indices=at[::-1])
        case Delta(left, right):
            for letter in letters:
                if letter.over == right.over and letter not in (left, right):
                    yield Delta(left, letter)
                    yield Delta(letter, right)
        case Sum(body, index, excluding):
            for letter in letters:
                if letter == index or letter.over != index.over:
                    continue
                if letter in free_indices(body) and letter not in excluding:
                    yield Sum(body, letter, excluding)
                if not excluding:
                    yield Sum(body, index, (letter,))
            if excluding:
                yield Sum(body, index)


def _factors(form: Written, sets: tuple[IndexSet, ...]) -> Iterator[Written]:
    match form:
        case Mul(factors):
            for n, factor in enumerate(factors):
                rest = (*factors[:n], *factors[n + 1 :])
                yield rest[0] if len(rest) == 1 else Mul(rest)
                if isinstance(factor, Number) and factor.value != 0:
                    yield multiply(*rest, Number(1 / factor.value))
                yield Quotient(rest[0] if len(rest) == 1 else Mul(rest), factor)
        case Quotient(above, below):
            yield above
            yield Quotient(below, above)
            yield multiply(above, below)
            if isinstance(below, Power) and below.exponent == TWO:
                yield Quotient(above, below.base)
            else:
                yield Quotient(above, Power(below, TWO))
    if not isinstance(form, Number | Symbol | Entry | Array):
        yield multiply(TWO, form)
        yield Quotient(form, TWO)
        for over in sets:
            yield Quotient(form, Size(over))
            yield multiply(Size(over), form)


def _transposes(form: Written) -> Iterator[Written]:
    match form:
        case Transpose(of):
            yield of
        case Array():
            yield Transpose(form)
        case MatMul(factors):
            yield Transpose(form)
            for n in range(len(factors) - 1):
                yield MatMul((*factors[:n], factors[n + 1], factors[n], *factors[n + 2 :]))
            if len(factors) == 2:
                yield Hadamard(factors)
        case Hadamard(factors) if len(factors) == 2:
            yield MatMul(factors)


def _functions(form: Written) -> Iterator[Written]:
    match form:
        case Call("log" | "exp" | "sqrt", (argument,)):
            yield argument
        case Power(base, exponent):
            yield base
            if isinstance(exponent, Number):
                yield Power(base, Number(exponent.value + 1))
                yield Power(base, Number(exponent.value - 1))
                yield Power(base, Number(-exponent.value))
    if isinstance(form, Entry | Symbol | Sum | Quotient | Add | Mul):
        yield Call("log", (form,))
        yield Call("exp", (form,))
        yield Call("sqrt", (form,))
        yield Power(form, TWO)


def _brackets(form: Written) -> Iterator[Written]:
    match form:
        case Add((*others, Neg(Power(base, exponent)))):  # a - b² for (a - b)²
            yield Power(add(*others, Neg(base)), exponent)
        case Add((*others, Power(base, exponent))):
            yield Power(add(*others, base), exponent)
    match form:
        case Add(terms):
            for n in range(1, len(terms)):
                yield Add((*terms[:n], *(minus(t) for t in terms[n:])))
            for n, term in enumerate(terms):
                rest = (*terms[:n], *terms[n + 1 :])
                match term:
                    case Mul((first, *others)):  # a b + c for a (b + c)
                        inside = add(multiply(*others), *rest)
                        yield multiply(first, inside)
                        if n == len(terms) - 1:  # a + b c for (a + b) c
                            for k in range(1, len(others) + 1):
                                inner = add(*rest, multiply(first, *others[: k - 1]))
                                yield multiply(inner, *others[k - 1 :])
                    case Call(name, (argument,)):  # log a + b for log(a + b)
                        yield Call(name, (add(argument, *rest),))
                    case Sum(body, index, excluding):  # Σ_j a + b for Σ_j (a + b)
                        if all(index not in free_indices(r) for r in rest):
                            yield Sum(add(body, *rest), index, excluding)
                    case Neg(Sum(body, index, excluding)):
                        yield minus(Sum(add(body, *map(minus, rest)), index, excluding))
        case Sum(Add(terms), index, excluding):
            for n, term in enumerate(terms):
                rest = (*terms[:n], *terms[n + 1 :])
                if index not in free_indices(term):
                    yield add(Sum(add(*rest), index, excluding), term)
        case Mul(factors):
            for n, factor in enumerate(factors):
                if isinstance(factor, Add):  # a (b + c) for a b + c
                    remaining = (*factors[:n], *factors[n + 1 :])
                    yield add(multiply(*remaining, factor.terms[0]), *factor.terms[1:])
        case Sum(body, index, excluding) if index not in free_indices(body):
            yield body


def _terms(form: Written) -> Iterator[Written]:
    match form:
        case Add(terms):
            for n in range(len(terms)):
                rest = (*terms[:n], *terms[n + 1 :])
                yield rest[0] if len(rest) == 1 else Add(rest)
    if not isinstance(form, Number | Array):
        yield add(form, ONE)
        yield add(form, Neg(ONE))
    if isinstance(form, Entry | Symbol | Power | Call | Quotient):
        yield Add((ONE, Neg(form)))
    if isinstance(form, Neg | Mul):
        yield Add((ONE, form))


def _swaps(form: Written) -> tuple[Edit, ...]:
    """Two quantities of one shape that changed places."""
    shapes: dict[str, _Named] = {}
    for part in subforms(form):
        if isinstance(part, Entry | Symbol | Array):
            shapes.setdefault(part.name, part)
    found = []
    names = sorted(shapes)
    for n, first in enumerate(names):
        for second in names[n + 1 :]:
            one, other = shapes[first], shapes[second]
            if type(one) is type(other) and _axes(one) == _axes(other):
                found.append(("the order", _swapped(form, one, other)))
    return tuple(found)


def _axes(form: Written) -> tuple[IndexSet, ...]:
    declared = getattr(form, "declared", None)
    return () if declared is None else declared.axes


def _swapped(form: Written, one: _Named, other: _Named) -> Written:
    if isinstance(form, Entry | Symbol | Array):
        for this, that in ((one, other), (other, one)):
            if form.name == this.name:
                return replace(form, name=that.name, declared=that.declared)
    return rebuild(form, tuple(_swapped(part, one, other) for part in children(form)))
