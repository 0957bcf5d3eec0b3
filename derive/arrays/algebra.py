"""Products of arrays as one writes them: flat, transposed inside, scalars and signs in front."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.syntax.array import Array, Diag, Hadamard, Identity, MatMul, Norm, Trace, Transpose
from derive.syntax.shape import alike
from derive.syntax.tree import Add, Mul, Neg, Number, Power, Quotient, Written
from derive.syntax.walk import map_children

__all__ = ["chain", "entrywise", "inner", "scaled", "times", "trace", "transposed", "untransposed"]

ONE = Number(Fraction(1))
TWO = Number(Fraction(2))


def transposed(form: Written) -> Written:
    """The transpose, of a product factor by factor: ``(A x)ᵀ = xᵀ Aᵀ``."""
    match form:
        case Transpose(of):
            return of
        case MatMul(factors):
            return MatMul(tuple(transposed(f) for f in reversed(factors)))
        case Neg(operand):
            return Neg(transposed(operand))
        case Mul((*scalars, array)):
            return Mul((*scalars, transposed(array)))
        case Identity() | Diag():
            return form
        case Add(terms) if any(isinstance(_unsigned(t), Transpose) for t in terms):
            if all(isinstance(_unsigned(t), Transpose) for t in terms):
                return Add(tuple(transposed(t) for t in terms))
    return Transpose(form)


def untransposed(form: Written, symmetric: frozenset[str]) -> Written:
    """The form without the transposes of matrices that are symmetric.

    >>> from derive import index_set, matrix, vector
    >>> n = index_set("n")
    >>> K, a = matrix("K", n, n), vector("a", n)
    >>> print(untransposed(K.T @ (K.T @ a), frozenset({"K"})))
    K K a
    """
    form = map_children(form, lambda part: untransposed(part, symmetric))
    match form:
        case Transpose(Array(name) as matrix) if name in symmetric:
            return matrix
        case MatMul(factors):
            return chain(*factors)
    return form


def _unsigned(form: Written) -> Written:
    return form.operand if isinstance(form, Neg) else form


def chain(*factors: Written) -> Written:
    """The matrix product, without identities; signs and scalars of its factors in front."""
    negative, scalars, bare = _fronts(factors)
    arrays = [g for f in bare for g in (f.factors if isinstance(f, MatMul) else (f,))]
    kept = [f for f in arrays if not isinstance(f, Identity)] or arrays[:1]
    product = kept[0] if len(kept) == 1 else MatMul(tuple(kept))
    return scaled(product, scalars, negative=negative)


def _fronts(factors: Iterable[Written]) -> tuple[bool, list[Written], list[Written]]:
    """Whether a minus stands in front of the factors, their scalars, and what is left of each."""
    negative, scalars, arrays = False, list[Written](), list[Written]()
    for factor in factors:
        while isinstance(factor, Neg | Mul):
            if isinstance(factor, Neg):
                factor, negative = factor.operand, not negative
            else:
                scalars += factor.factors[:-1]
                factor = factor.factors[-1]
        arrays.append(factor)
    return negative, scalars, arrays


def scaled(array: Written, scalars: list[Written], *, negative: bool = False) -> Written:
    """Scalars before an array, in which the array comes last; numbers first, no factor 1."""
    kept: list[Written] = []
    for scalar in scalars:
        while isinstance(scalar, Neg):
            scalar, negative = scalar.operand, not negative
        kept += scalar.factors if isinstance(scalar, Mul) else (scalar,)
    kept = [f for f in kept if f != ONE]
    kept.sort(key=lambda f: not isinstance(f, Number))
    while isinstance(array, Neg):
        array, negative = array.operand, not negative
    if isinstance(array, Mul):
        kept, array = [*kept, *array.factors[:-1]], array.factors[-1]
    form = Mul((*kept, array)) if kept else array
    return Neg(form) if negative else form


def times(scalars: list[Written]) -> Written:
    """The product of scalars."""
    return scaled(scalars[-1], scalars[:-1]) if scalars else ONE


def entrywise(above: list[Written], below: list[Written]) -> Written | None:
    """Products and quotients entry by entry; signs and scalars in front; ``None`` for none."""
    negative, scalars, bare = _fronts(above)
    arrays = [g for f in bare for g in (f.factors if isinstance(f, Hadamard) else (f,))]
    top = arrays[0] if len(arrays) == 1 else Hadamard(tuple(arrays)) if arrays else None
    if below:
        bottom = below[0] if len(below) == 1 else Hadamard(tuple(below))
        top = Quotient(ONE if top is None else top, bottom)
    return None if top is None else scaled(top, scalars, negative=negative)


def inner(factors: list[Written], ones: Written) -> Written:
    """``Σ_j`` of a product of columns: ``‖x‖²``, ``xᵀ y``, ``1ᵀ x``."""
    ordered = sorted(factors, key=lambda f: isinstance(f, MatMul))
    if len(ordered) == 2 and alike(*ordered):
        return Power(Norm(ordered[0]), TWO)
    if len(ordered) == 1:
        single = ordered[0]
        if isinstance(single, Power) and single.exponent == TWO:
            return Power(Norm(single.base), TWO)
        if isinstance(single, Hadamard):
            return inner(list(single.factors), ones)
        return chain(transposed(ones), single)
    left = entrywise(ordered[:-1], [])
    assert left is not None
    return chain(transposed(left), ordered[-1])


def trace(left: Written, right: Written) -> Written:
    """``tr(A B)``, and ``‖A‖²`` where B is the transpose of A."""
    if alike(right, transposed(left)):
        return Power(Norm(left if not isinstance(left, Transpose) else left.of), TWO)
    product = chain(left, right)
    negative = isinstance(product, Neg)
    product = product.operand if isinstance(product, Neg) else product
    scalars, array = [], product
    if isinstance(product, Mul):
        scalars, array = list(product.factors[:-1]), product.factors[-1]
    return scaled(Trace(array), scalars, negative=negative)
