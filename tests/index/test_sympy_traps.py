"""What SymPy 1.14 gets wrong about indexed sums, and what the index calculus makes of it.

Each test shows SymPy's answer first: a test that fails there says that SymPy has been mended.
"""

import pytest
import sympy as sp

from derive.check import judge_claim
from derive.elaborate import meaning
from derive.index.differentiate import differentiate
from derive.index.substitute import adopt, substitute_index, unfold_family
from derive.model import Claim, Proved
from derive.syntax.declare import define, delta, exp, index_set, indices, partial, vector
from derive.syntax.tree import Sum, Written, written

n = sp.Symbol("n", integer=True, positive=True)
i, j, k = sp.symbols("i j k", integer=True)
z, y = sp.IndexedBase("z", real=True), sp.IndexedBase("y", real=True)
softmax_j = sp.exp(z[j]) / sp.Sum(sp.exp(z[j]), (j, 1, n))

C = index_set("C")
I, J, K, M = indices("i j k m", C)
Z, Y = vector("z", C), vector("y", C)
p = define("p", I, exp(Z[I]) / Sum(exp(Z[J]), J))


def proved(lhs: Written, rhs: object) -> bool:
    found = judge_claim(Claim(lhs, written(rhs))).verdict
    return isinstance(found, Proved) and found.sizes is None


def at_three(e: sp.Expr, values: dict[sp.Expr, int]) -> sp.Expr:
    """The expression at n = 3 with every sum written out, and numbers put in."""
    return sp.simplify(e.subs(n, 3).doit().subs(values))


def test_a_softmax_is_not_constant_in_the_letter_of_its_own_sum() -> None:
    assert sp.diff(softmax_j, z[j]) == 0  # SymPy: wrong, it is p_j (1 − p_j)
    assert proved(partial(p[J], Z[J]), p[J] * (1 - p[J]))
    own = exp(Z[J]) / Sum(exp(Z[J]), J)
    assert proved(partial(own, Z[J]), own * (1 - own))


def test_a_sum_differentiated_by_an_entry_of_its_own_letter_is_one_term() -> None:
    total = sp.Sum(sp.exp(z[j]), (j, 1, n))
    assert sp.diff(total, z[j]) == total  # SymPy: wrong, it is exp(z_j)
    assert differentiate(adopt(total), z[j]) == sp.exp(z[j])
    assert meaning(partial(Sum(exp(Z[J]), J), Z[J])) == meaning(exp(Z[J]))


@pytest.mark.parametrize("method", ["subs", "xreplace", "replace"])
def test_substitution_captures_nothing(method: str) -> None:
    total = sp.Sum(z[i] * y[j], (i, 1, n))
    captured = total.xreplace({j: i}) if method == "xreplace" else getattr(total, method)(j, i)
    assert captured == sp.Sum(z[i] * y[i], (i, 1, n))  # SymPy: y_i is now summed over
    kept = substitute_index(total, j, i)
    assert kept.has(y[i])
    assert kept.limits[0][0] != i
    values = {z[1]: 2, z[2]: 3, z[3]: 5, y[1]: 7, y[2]: 11, y[3]: 13}
    assert at_three(kept.subs(i, 2), values) == (2 + 3 + 5) * 11


def test_unfolding_a_family_captures_nothing() -> None:
    summed = adopt(sp.Sum(z[i] * y[i], (i, 1, n)))
    unfolded = unfold_family(summed, "y", lambda at: sp.Sum(z[j] * z[at[0]], (j, 1, n)))
    values = {z[1]: 2, z[2]: 3, z[3]: 5}
    assert at_three(unfolded, values) == (4 + 9 + 25) * (2 + 3 + 5)


def test_simplifying_a_softmax_gradient_ends() -> None:
    softmax_i = sp.exp(z[i]) / sp.Sum(sp.exp(z[j]), (j, 1, n))
    with pytest.raises(StopIteration):
        sp.simplify(sp.diff(softmax_i, z[k]))  # SymPy: crashes
    assert proved(partial(p[I], Z[K]), p[I] * (delta(I, K) - p[K]))


def test_no_sum_of_a_delta_turns_into_cases() -> None:
    total = sp.Sum(sp.KroneckerDelta(j, k) * z[j], (j, 1, n)).doit()
    assert total.has(sp.Piecewise)  # SymPy: z_k where 1 <= k <= n
    assert proved(Sum(delta(J, K) * Z[J], J), Z[K])
    assert not meaning(partial(Sum(Z[J] ** 2, J), Z[K])).has(sp.Piecewise)


def test_sums_with_other_bound_letters_are_the_same() -> None:
    one, other = (1 / sp.Sum(sp.exp(z[t]), (t, 1, n)) for t in (i, j))
    assert one - other != 0  # SymPy: two different sums
    assert sp.simplify(one - other) != 0
    assert proved(1 / Sum(exp(Z[I]), I) - 1 / Sum(exp(Z[J]), J), 0)


def test_a_renewed_binder_is_still_an_integer() -> None:
    total = sp.Sum(sp.exp(z[j]), (j, 1, n))
    (dummy,) = total.as_dummy().bound_symbols
    assert dummy.is_integer is None  # SymPy: forgets integer=True
    (fresh,) = adopt(total).bound_symbols
    assert fresh.is_integer
    assert fresh != j


def test_a_delta_is_differentiated_without_a_crash() -> None:
    ranged = sp.KroneckerDelta(j, k, (1, n))
    with pytest.raises(Exception):  # noqa: B017, PT011 - SymPy: whatever it is
        (ranged * z[j]).diff(z[k])
    assert not differentiate(sp.KroneckerDelta(j, k) * z[j], z[k]).has(sp.Derivative)
    assert proved(partial(delta(J, K) * Z[J], Z[K]), delta(J, K))


def test_a_restriction_stays_inside_its_own_sum() -> None:
    """SymPy folds cases out of an inner sum, past the binder that they speak of."""
    inner = sp.Sum(sp.Piecewise((y[j], sp.Ne(j, i)), (0, True)), (j, 1, n))
    outer = sp.Sum(z[i] * inner, (i, 1, n))
    (folded, _) = outer.function.args[0]
    assert folded == z[i] * sp.Sum(y[j], (j, 1, n))  # SymPy: j of the condition is free now
    split = Sum(Z[I], I) * Sum(Y[J], J) - Sum(Z[I] * Y[I], I)
    assert proved(Sum(Z[I] * Sum(Y[J], J, excluding=I), I), split)
    threefold = Sum(Sum(Sum(written(1), K, excluding=(I, J)), J, excluding=I), I)
    size = Sum(written(1), I)
    assert proved(threefold, size * (size - 1) * (size - 2))
    assert proved(
        Sum(-Sum(Y[J], J, excluding=I), I, excluding=M), -Sum(Sum(Y[J], J) - Y[I], I, excluding=M)
    )


def test_what_sympy_drops_is_seen_before_it_is_dropped() -> None:
    x = sp.Symbol("x", real=True)
    assert x / x == 1  # SymPy: and the condition is gone
    assert sp.exp(sp.log(x)) == x
    found = judge_claim(Claim(Z[K] / Z[K], written(1))).verdict
    assert isinstance(found, Proved)
    assert [str(c.form) for c in found.conditions] == ["z_k"]
