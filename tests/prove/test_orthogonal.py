"""Orthogonal matrices: what is proved about them, and that exact ones are drawn."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from derive.check import judge_claim
from derive.model import Claim, Conditional, Eq, Proved, Refuted, Unknown, Verdict
from derive.prove.orthogonal import draw_orthogonal
from derive.scope import ScopeError
from derive.syntax.declare import (
    Ne,
    delta,
    index_set,
    indices,
    matrix,
    orthogonal,
    partial,
    positive,
    size,
    vector,
)
from derive.syntax.text import text_statement
from derive.syntax.tree import Sum, written

C, D = index_set("C"), index_set("D")
i, j, k, l, m = indices("i j k l m", C)
a, b = indices("a b", D)
n = size(C)
x, y = vector("x", C), vector("y", C)
Q, W, M = matrix("Q", C, C), matrix("W", C, C), matrix("M", C, D)
given = (orthogonal(Q),)


def verdict(lhs: object, rhs: object, given: tuple = (), case: tuple = ()) -> Verdict:
    return judge_claim(Claim(written(lhs), written(rhs), given=given, case=case)).verdict


def proved(*line: object) -> bool:
    found = verdict(*line)
    return isinstance(found, Proved) and found.sizes is None


def refuted(*line: object) -> bool:
    return isinstance(verdict(*line), Refuted | Conditional)


turned = Sum(Q[i, j] * x[j], j)

TRUE = {
    "columns": (Sum(Q[i, j] * Q[i, k], i), delta(j, k)),
    "rows": (Sum(Q[j, i] * Q[k, i], i), delta(j, k)),
    "unit columns": (Sum(Q[i, j] ** 2, i), 1),
    "literal columns": (Sum(Q[i, 1] * Q[i, k], i), delta(k, 1)),
    "sum of squares": (Sum(Sum(Q[i, j] ** 2, j), i), n),
    "norm": (Sum(turned**2, i), Sum(x[j] ** 2, j)),
    "inner product": (Sum(turned * Sum(Q[i, k] * y[k], k), i), Sum(x[j] * y[j], j)),
    "there and back": (Sum(Q[i, k] * turned, i), x[k]),
    "similar matrices have one trace": (
        Sum(Sum(Sum(Q[i, j] * W[j, k] * Q[i, k], k), j), i),
        Sum(W[j, j], j),
    ),
    "three of them": (
        Sum(Sum(Q[i, j] * Q[i, k] * Q[l, k], i), k),
        Q[l, j],
    ),
    "restricted": (Sum(Sum(Q[i, j] * Q[i, k], i) * x[j], j, excluding=k), 0 * x[k]),
    "gradient of a norm": (
        partial(Sum(turned**2, i), x[k]) - 2 * x[k],
        0 * x[k],
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_rows_and_columns_are_orthonormal(name: str) -> None:
    assert proved(*TRUE[name], given)
    assert not proved(*TRUE[name])


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (Sum(Q[i, j] * Q[k, i], i), delta(j, k)),
        (Sum(Q[i, j] * Q[i, k], i), 1),
        (Sum(Q[i, j] * Q[i, k], i, excluding=m), delta(j, k)),
        (Sum(Q[i, j], i), 1),
        (Q[j, k], Q[k, j]),
        (Sum(Sum(Q[i, j] * Q[i, k], i) * x[j], j, excluding=k), x[k]),
        (Sum(Q[i, i] ** 2, i), 1),
    ],
    ids=str,
)
def test_what_orthogonal_does_not_mean(lhs: object, rhs: object) -> None:
    assert refuted(lhs, rhs, given)


def test_what_is_orthogonal_is_so_at_a_point_only() -> None:
    norm = Sum(Q[i, j] ** 2, i)
    assert refuted(partial(norm, Q[k, j]), 0, given)
    assert proved(partial(norm, Q[k, j]), 2 * Q[k, j], given)


def test_an_equation_for_all_columns_says_orthogonal() -> None:
    says = (Eq(Sum(Q[i, l] * Q[i, m], i), delta(l, m)),)
    assert proved(Sum(turned**2, i), Sum(x[j] ** 2, j), says)
    assert proved(Sum(Q[j, i] * Q[k, i], i), delta(j, k), says)
    # Here j and k are the claim's own: the equation speaks of two columns only.
    here = (Eq(Sum(Q[i, j] * Q[i, k], i), delta(j, k)),)
    assert not proved(Sum(Q[i, l] * Q[i, j], i) * x[k], delta(l, j) * x[k], here)


def test_together_with_other_facts() -> None:
    both = (orthogonal(Q), positive(Q))
    found = verdict(Sum(Q[i, j] ** 2, i), 1, both)
    assert isinstance(found, Proved)  # for one class, Q = (1)
    assert isinstance(verdict(Q[i, j] * Q[k, l], Q[i, j] + 1, both, (Ne(i, k),)), Unknown)
    symmetric = matrix("S", C, C, "symmetric", "orthogonal")
    assert proved(Sum(symmetric[i, j] * symmetric[j, k], j), delta(i, k))


def test_only_a_square_matrix_is_orthogonal() -> None:
    with pytest.raises(ScopeError, match="M cannot be orthogonal"):
        verdict(Sum(M[i, a] * M[i, b], i), delta(a, b), (orthogonal(M),))
    assert text_statement(orthogonal(Q)) == "Q orthogonal"


@pytest.mark.parametrize("facts", [(), ("symmetric",), ("nonnegative",)], ids=str)
@pytest.mark.parametrize("level", range(6))
def test_exact_orthogonal_matrices(level: int, facts: tuple[str, ...]) -> None:
    rng = Random(level)
    for count in range(1, 6):
        drawn = draw_orthogonal(count, frozenset(facts), level, rng)
        assert all(isinstance(value, Fraction) for row in drawn for value in row)
        columns = list(zip(*drawn, strict=True))
        for p, one in enumerate(columns):
            for q, other in enumerate(columns):
                assert sum(s * t for s, t in zip(one, other, strict=True)) == (p == q)
        assert "symmetric" not in facts or [list(c) for c in columns] == drawn
        assert "nonnegative" not in facts or all(value >= 0 for row in drawn for value in row)
