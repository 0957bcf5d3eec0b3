"""Sums of arrays, and what is multiplied out to give them.

``A B − A C`` is ``A (B − C)``; ``(a + b) c`` under a sum has the terms ``a c`` and ``b c``.
"""

from __future__ import annotations

from derive.arrays.algebra import chain, scaled
from derive.syntax.array import MatMul
from derive.syntax.tree import Add, Mul, Neg, Quotient, Sum, Written

__all__ = ["absolute", "terms_of", "total"]

MAX_TERMS = 64


def terms_of(form: Written, products: bool) -> tuple[Written, ...]:
    """The terms of what stands under sums; ``products`` are multiplied out, unless too long."""
    match form:
        case Add(terms):
            return tuple(piece for term in terms for piece in terms_of(term, products))
        case Neg(operand):
            return tuple(Neg(term) for term in terms_of(operand, products))
        case Sum(body, index, excluding):
            return tuple(Sum(term, index, excluding) for term in terms_of(body, products))
        case Quotient(above, below):
            return tuple(Quotient(term, below) for term in terms_of(above, products))
        case Mul(factors) if products:
            out: list[tuple[Written, ...]] = [()]
            for factor in factors:
                out = [(*p, term) for p in out for term in terms_of(factor, products)]
                if len(out) > MAX_TERMS:
                    return (form,)
            return tuple(map(Mul, out))
    return (form,)


def total(pieces: tuple[Written, ...]) -> Written:
    """A sum; a minus, scalars or a matrix that stand before or behind every term stand once."""
    if len(pieces) == 1:
        return pieces[0]
    if all(isinstance(piece, Neg) for piece in pieces):
        return Neg(total(tuple(absolute(piece) for piece in pieces)))
    inside = [absolute(piece) for piece in pieces]
    left = [list(p.factors[:-1]) if isinstance(p, Mul) else [] for p in inside]
    common = [s for s in tuple(left[0]) if _take(s, left)]
    if not common:
        return _with_common_matrix(pieces)
    arrays = [p.factors[-1] if isinstance(p, Mul) else p for p in inside]
    signs = [isinstance(piece, Neg) for piece in pieces]
    triples = zip(arrays, left, signs, strict=True)
    return scaled(total(tuple(scaled(a, s, negative=n) for a, s, n in triples)), common)


def _with_common_matrix(pieces: tuple[Written, ...]) -> Written:
    """``A B − A C = A (B − C)``, and ``B A − C A = (B − C) A``."""
    inside = [absolute(piece) for piece in pieces]
    products = [p.factors if isinstance(p, MatMul) else () for p in inside]
    for end, rest in ((0, slice(1, None)), (-1, slice(None, -1))):
        if all(factors and factors[end] == products[0][end] for factors in products):
            terms = (
                scaled(chain(*factors[rest]), [], negative=isinstance(piece, Neg))
                for factors, piece in zip(products, pieces, strict=True)
            )
            common, left = products[0][end], total(tuple(terms))
            return chain(common, left) if end == 0 else chain(left, common)
    return Add(pieces)


def _take(scalar: Written, left: list[list[Written]]) -> bool:
    """Take a scalar out of every term, if every term has it."""
    if not all(scalar in scalars for scalars in left):
        return False
    for scalars in left:
        scalars.remove(scalar)
    return True


def absolute(form: Written) -> Written:
    """The form without a minus before it."""
    return form.operand if isinstance(form, Neg) else form
