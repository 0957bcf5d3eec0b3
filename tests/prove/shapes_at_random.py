"""Claims of the shapes that facts and common denominators decide, with random parts.

Each is true by construction wherever both sides are defined; see ``claims_at_random``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from derive.model import Assumption
from derive.syntax.declare import (
    binary,
    exp,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    orthogonal,
    partial,
    scalar,
    size,
    sqrt,
    vector,
)
from derive.syntax.tree import Index, Sum, Written
from derive.syntax.walk import rename_index

if TYPE_CHECKING:
    from tests.prove.claims_at_random import Author

__all__ = ["Shaped", "shaped"]

Shaped: TypeAlias = "tuple[Written, Written, tuple[Assumption, ...]]"
Shape: TypeAlias = "Callable[[Author, random.Random], Shaped]"

C = index_set("C")
i, k, l, m, q = indices("i k l m q", C)
w, x, y, z = (vector(name, C) for name in "wxyz")
h = vector("h", C)
Q = matrix("Q", C, C)
s, b = scalar("s"), scalar("b")
FREE = (i, k)


def _part(author: Author, rng: random.Random, *more: Index) -> Written:
    """A small form; it speaks of ``more`` for certain."""
    found = author.form(rng.choice((0, 1, 1, 2)), (*FREE, *more))
    for index in more:
        found = found + rng.choice((x, z, w))[index] * rng.choice((1, 2))
    return found


def _left_out(rng: random.Random) -> tuple[Index, ...]:
    return rng.choice(((), (), (k,)))


def _partial_fractions(author: Author, rng: random.Random) -> Shaped:
    top, below, out = _part(author, rng, l), _part(author, rng, l), _left_out(rng)
    first, second = below + rng.choice((1, s)), below + 2
    gap = second - first
    return (
        Sum(gap * top / (first * second), l, out),
        Sum(top / first, l, out) - Sum(top / second, l, out),
        (),
    )


def _parts_of_a_whole(author: Author, rng: random.Random) -> Shaped:
    one, other, out = _part(author, rng, l), _part(author, rng, l), _left_out(rng)
    whole = rng.choice((1, 2, 3)) * one + other
    rest = whole - one
    return Sum(one / whole, l, out), size(C) - len(out) - Sum(rest / whole, l, out), ()


def _diagonal(author: Author, rng: random.Random) -> Shaped:
    top, below, out = _part(author, rng, l, m), _part(author, rng, l, m), _left_out(rng)
    body = top / below
    same = rename_index(body, m, l)
    whole = Sum(Sum(body, m, out), l, out)
    return whole, Sum(Sum(body, m, (l, *out)), l, out) + Sum(same, l, out), ()


def _turned(author: Author, rng: random.Random) -> Shaped:
    """Two indices change places: half of the sum of both orders."""
    body = _part(author, rng, l, m) / (x[l] - x[m] + rng.choice((0, 0, 1)) * z[l])
    other = rename_index(rename_index(rename_index(body, l, q), m, l), q, m)
    return (
        Sum(Sum(body, m, (l,)), l),
        Sum(Sum((body + other) / 2, m, (l,)), l),
        (),
    )


def _function(rng: random.Random) -> Callable[[Written], Written]:
    return rng.choice(
        (
            exp,
            lambda u: u**2,
            lambda u: 1 / u,
            lambda u: log(1 + u**2),
            lambda u: log(u),
            lambda u: sqrt(2 + exp(u)),
            lambda u: 1 / (1 + exp(-u)),
            lambda u: u / (s + u),
        )
    )


def _of_one_hot(author: Author, rng: random.Random) -> Shaped:
    """``f(Σ_l h_l u_l) = Σ_l h_l f(u_l)``, where it may stand under a ∂ by something else."""
    f, u = _function(rng), _part(author, rng, l)
    lhs, rhs = f(Sum(h[l] * u, l)), Sum(h[l] * f(u), l)
    match rng.randrange(4):
        case 0:
            lhs, rhs = partial(lhs, x[k]), partial(rhs, x[k])
        case 1:
            lhs, rhs = lhs * h[k], rhs * h[k]
        case 2:
            factor = _part(author, rng, m)
            lhs, rhs = Sum(factor * h[m], m) * lhs, Sum(h[m] * factor * f(_moved(u)), m)
    return lhs, rhs, (one_hot(h),)


def _moved(form: Written) -> Written:
    return rename_index(form, l, m)


def _of_binary(author: Author, rng: random.Random) -> Shaped:
    """``f(u + b v) = (1 − b) f(u) + b f(u + v)``, alone or under a sum."""
    f = _function(rng)
    if rng.random() < 0.5:
        u, v = _part(author, rng, l), _part(author, rng, l)
        body = (1 - h[l]) * f(u) + h[l] * f(u + v)
        return Sum(f(u + h[l] * v), l), Sum(body, l), (binary(h),)
    u, v, at = _part(author, rng), _part(author, rng), rng.choice((b, h[k]))
    fact = binary(b) if at is b else binary(h)
    return f(u + at * v), (1 - at) * f(u) + at * f(u + v), (fact,)


def _of_orthogonal(author: Author, rng: random.Random) -> Shaped:
    u, v = _part(author, rng, l), _part(author, rng, m)
    if rng.random() < 0.5:
        inner = Sum(Q[q, l] * u, l) * Sum(Q[q, m] * v, m)
    else:
        inner = Sum(Q[l, q] * u, l) * Sum(Q[m, q] * v, m)
    if rng.random() < 0.3:
        return Sum(Q[q, k] * Sum(Q[q, l] * u, l), q), rename_index(u, l, k), (orthogonal(Q),)
    return Sum(inner, q), Sum(u * rename_index(v, m, l), l), (orthogonal(Q),)


def _of_roots(author: Author, rng: random.Random) -> Shaped:
    u, v = _part(author, rng), _part(author, rng)
    if rng.random() < 0.5:
        u, v = author.safe(1, FREE), author.safe(1, FREE)
    return sqrt(u) * sqrt(v), sqrt(u * v), ()


SHAPES: tuple[Shape, ...] = (
    _partial_fractions,
    _parts_of_a_whole,
    _diagonal,
    _turned,
    _of_one_hot,
    _of_one_hot,
    _of_binary,
    _of_orthogonal,
    _of_roots,
)


def shaped(author: Author, rng: random.Random) -> Shaped:
    """A claim of one of the shapes, now and then inside something else."""
    lhs, rhs, given = rng.choice(SHAPES)(author, rng)
    match rng.randrange(6):
        case 0:
            lhs, rhs = lhs**2, rhs**2
        case 1:
            lhs, rhs = exp(lhs), exp(rhs)
        case 2:
            factor = _part(author, rng)
            lhs, rhs = lhs * factor, factor * rhs
    return lhs, rhs, given
