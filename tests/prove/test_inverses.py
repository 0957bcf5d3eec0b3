"""Inverse matrices: what follows from ``B A = I``, and what does not."""

from __future__ import annotations

from fractions import Fraction

from derive.check import judge_claim
from derive.model import Claim, Conditional, Eq, Proved, Refuted, Verdict
from derive.prove.inverses import inverted
from derive.syntax.declare import delta, index_set, indices, matrix, size, vector
from derive.syntax.tree import Sum, written

N = index_set("N")
i, j, k, l = indices("i j k l", N)
A, B, M = matrix("A", N, N), matrix("B", N, N), matrix("M", N, N)
x = vector("x", N)
given = (Eq(Sum(B[i, k] * A[k, j], k), delta(i, j)),)


def verdict(lhs: object, rhs: object) -> Verdict:
    return judge_claim(Claim(written(lhs), written(rhs), given=given)).verdict


def test_an_inverse_is_one_from_both_sides() -> None:
    assert isinstance(verdict(Sum(A[l, k] * Sum(B[k, j] * x[j], j), k), x[l]), Proved)
    assert isinstance(verdict(Sum(B[l, k] * Sum(A[k, j] * x[j], j), k), x[l]), Proved)
    assert isinstance(verdict(Sum(Sum(A[i, k] * B[k, i], k), i), size(N)), Proved)


def test_it_is_no_more_than_that() -> None:
    assert isinstance(verdict(Sum(B[l, k] * x[k], k), Sum(A[l, k] * x[k], k)), Refuted)
    assert isinstance(verdict(Sum(Sum(A[i, k] * B[k, i], k), i), size(N) + 1), Refuted)
    assert isinstance(verdict(Sum(A[l, k] * M[k, j], k), Sum(B[l, k] * M[k, j], k)), Refuted)


def test_rows_and_columns_change_places_only_where_it_is_symmetric() -> None:
    assert isinstance(verdict(Sum(A[k, l] * B[k, l], k), 1), Conditional)


def test_the_inverse_is_exact() -> None:
    rows = [[Fraction(c) for c in row] for row in ([0, 2, 1], [1, 1, 0], [3, 0, 1])]
    found = inverted(rows)
    assert found is not None
    product = [[sum(a * b for a, b in zip(r, c, strict=True)) for c in zip(*found, strict=True)]
               for r in rows]  # fmt: skip
    assert product == [[int(n == m) for m in range(3)] for n in range(3)]
    assert inverted([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]]) is None
