"""Claims about vectors and matrices, as documents state them, judged on their entries."""

import pytest

from derive.check import judge, judge_claim
from derive.model import Claim, Derivation, Eq, Fact, Proved, Refuted
from derive.report.terminal import judgement_lines
from derive.scope import ScopeError
from derive.steps.stating import chain
from derive.syntax.array import diag, hadamard, identity, norm, ones, trace, unit
from derive.syntax.declare import (
    define,
    exp,
    function_of,
    index_set,
    indices,
    log,
    matrix,
    partial,
    samples,
    scalar,
    sqrt,
    vector,
)
from derive.syntax.tree import Sum

C, m, n = index_set("C"), index_set("m"), index_set("n")
i, j, k = indices("i j k", C)
(r,), (s,) = indices("r", m), indices("s", n)
z, y = vector("z", C), vector("y", C)
p = define("p", exp(z) / (ones(C).T @ exp(z)))
E = function_of("E", p)
g = partial(E, p)

# 004: logistic regression, x the design matrix.
x, t, theta = samples("x", m, n), samples("t", m), vector("theta", n)
h = define("h", 1 / (1 + exp(-x @ theta)))
J = define("J", -(t.T @ log(h) + (1 - t.T) @ log(1 - h)))

# 002: a linear layer, its labels, and the softmax above it.
K, N = index_set("K"), index_set("N")
(q,), (u,) = indices("q", K), indices("u", N)
below, w, b = vector("a^{l}", N), matrix("w^{l+1}", N, K), vector("b^{l+1}", K)
label = vector("y^{l+1}", K)
zl = define("z^{l+1}", w.T @ below + b)
al = define("a^{l+1}", exp(zl) / (ones(K).T @ exp(zl)))
loss = define("L", -(label.T @ log(al)))

A, B, D = matrix("A", n, n), matrix("B", n, n), matrix("D", n, m)
X, v, c = matrix("X", m, n), vector("v", n), vector("c", m)
T = scalar("T")


def verdict(lhs, rhs, given=()):
    return judge_claim(Claim(lhs, rhs, given=given)).verdict


PROVED = {
    "002.4": (partial(p, z[k]), (unit(k) - p) * p[k]),
    "002.5a": (partial(E, z[k]), (partial(E, p[k]) - g.T @ p) * p[k]),
    "002.5b": (partial(E, z), hadamard(g - (g.T @ p) * ones(C), p)),
    "002.5b, a number taken from each entry": (partial(E, z), hadamard(g - g.T @ p, p)),
    "002.5z": (
        partial(E, z, "numerator"),
        partial(E, p, "numerator") @ partial(p, z, "numerator"),
    ),
    "002.8a": (partial(loss, b), partial(loss, zl)),
    "002.8e": (partial(loss, zl), al - label, [Eq(ones(K).T @ label, 1)]),
    "002.9": (partial(loss, w[u, q]), (al[q] - label[q]) * below[u], [Fact("one-hot", "y^{l+1}")]),
    "002.9, whole": (
        partial(loss, w),
        below @ (al - label).T,
        [Eq(ones(K).T @ label, 1)],
    ),
    "004.10": (J, -(t.T @ x @ theta - ones(m).T @ log(1 + exp(x @ theta)))),
    "004.11": (partial(J, theta), x.T @ (h - t)),
    "004.11, by samples": (partial(J, theta), Sum((h[r] - t[r]) * x[r], r)),
    "softmax Jacobian": (partial(p, z), diag(p) - p @ p.T),
    "softmax Jacobian, numerator": (partial(p, z, "numerator"), diag(p) - p @ p.T),
    "softmax sums to 1": (ones(C).T @ p, 1),
    "quadratic form": (partial(v.T @ A @ v, v), (A + A.T) @ v),
    "quadratic form, symmetric": (
        partial(v.T @ A @ v, v),
        2 * A @ v,
        [Eq(A, A.T)],
    ),
    "least squares": (partial(norm(X @ v - c) ** 2, v), 2 * X.T @ (X @ v - c)),
    "Frobenius": (norm(X) ** 2, trace(X.T @ X)),
    "norm": (partial(norm(v), v), v / norm(v)),
    "trace of a product": (trace(A @ B), trace(B @ A)),
    "trace, three factors": (trace(A @ B @ A.T), trace(A.T @ A @ B)),
    "trace, not square": (trace(X @ D), trace(D @ X)),
    "gradient of a trace": (partial(trace(A @ B), A), B.T),
    "gradient of a trace, numerator": (partial(trace(A @ B), A, "numerator"), B),
    "transpose of a product": ((X @ D).T, D.T @ X.T),
    "associative": ((X @ D) @ c, X @ (D @ c)),
    "identity": (identity(m) @ X, X),
    "unit vectors": (unit(s).T @ A @ v, A[s].T @ v),
    "diagonal": (diag(v) @ B @ v, hadamard(v, B @ v)),
    "outer product": ((v @ v.T) @ v, norm(v) ** 2 * v),
    "linear map": (partial(X @ v, v), X.T),
    "linear map, numerator": (partial(X @ v, v, "numerator"), X),
    "entry by entry": (partial(ones(n).T @ exp(v), v), exp(v)),
    "scaling": (partial(norm(v / T) ** 2, v), 2 * v / T**2),
    "by a row": (partial(norm(x) ** 2, x[r]), 2 * x[r]),
    "zero": (A - A, 0),
    "cosine": (
        partial(v.T @ (A @ v) / norm(v), v),
        (A + A.T) @ v / norm(v) - (v.T @ A @ v) * v / norm(v) ** 3,
    ),
    "factorisation": (
        partial(norm(X - D.T @ B) ** 2, B),
        -2 * D @ (X - D.T @ B),
    ),
}


@pytest.mark.parametrize("name", PROVED)
def test_true_claims_are_proved_for_every_size(name):
    found = verdict(*PROVED[name])
    assert isinstance(found, Proved), found
    assert found.sizes is None


REFUTED = {
    "the wrong sign": (partial(J, theta), x.T @ (t - h)),
    "the wrong layout": (partial(A @ v, v), A),
    "a factor lost": (partial(norm(X @ v - c) ** 2, v), X.T @ (X @ v - c)),
    "a diagonal lost": (partial(p, z), -p @ p.T),
    "matrices do not commute": (A @ B, B @ A),
    "not symmetric": (partial(v.T @ A @ v, v), 2 * A @ v),
    "the norm is no sum of squares": (norm(v), norm(v) ** 2),
    "the trace of a product is no product": (trace(A @ B), trace(A) * trace(B)),
    "Hadamard is not the matrix product": (hadamard(A, B), A @ B),
    "transposes keep no order": ((A @ B).T, A.T @ B.T),
}


@pytest.mark.parametrize("name", REFUTED)
def test_false_claims_are_not_proved(name):
    found = verdict(*REFUTED[name])
    assert isinstance(found, Refuted) or (type(found).__name__ == "Conditional"), found


def test_an_assumption_about_arrays_is_shown_as_it_was_written():
    given = Eq(ones(K).T @ label, 1)
    found = verdict(partial(loss, zl), al - label, [given])
    assert isinstance(found, Proved)
    assert given in found.assumptions


def test_the_claim_that_is_shown_is_the_authors():
    claim = Claim(partial(J, theta), x.T @ (h - t))
    judged = judge_claim(claim)
    assert judged.claim is claim
    whole = judge(Derivation("vector-form", "", (claim,)))
    assert whole.judged[0].claim is claim
    assert whole.cross_check is not None
    assert whole.cross_check.ok
    assert "∂J/∂θ = xᵀ (h − t)" in "\n".join(line.text for line in judgement_lines(whole, 80))


def test_a_chain_about_arrays_is_one_chain_of_entries():
    claims = chain(
        partial(norm(X @ v - c) ** 2, v),
        {"a": 2 * X.T @ (X @ v - c), "b": 2 * (X.T @ X @ v - X.T @ c)},
    )
    derivation = Derivation("least-squares", "", claims)
    found = judge(derivation)
    assert [type(one.verdict) for one in found.judged] == [Proved, Proved]
    assert len(derivation.chains) == 1
    assert found.cross_check is not None


def test_letters_of_entries_meet_no_letter_of_the_claim():
    """The free i of an entry, and the i of a definition's own sum, stay apart from rows."""
    (row,) = indices("i", m)
    (column,) = indices("j", n)
    total = define("total", row, Sum(X[row, column], column))
    claim = Claim(X[row, column] * (X @ v), X[row, column] * (X @ v) + 0 * total[row] * c)
    assert isinstance(judge_claim(claim).verdict, Proved)
    wrong = Claim(X[row, column] * c, c[row] * X[None, column])
    assert isinstance(judge_claim(wrong).verdict, Refuted)


def test_an_assumption_holds_for_all_of_its_entries():
    assert isinstance(verdict(X @ v, 0 * c, [Eq(v, 0)]), Proved)
    assert isinstance(verdict(A @ B, identity(n), [Eq(A, identity(n)), Eq(B, A)]), Proved)


CLASHES = {
    "a product": (X @ c, "X is m × n and c is m × 1: in the product X c"),
    "a sum": (X @ v + v, "X v is m × 1 and v is n × 1: in a sum X v + v"),
    "entry by entry": (hadamard(v, c), "v is n × 1 and c is m × 1"),
    "two columns": (v @ v, "v is n × 1 and v is n × 1: in the product v v"),
    "a star": (v * v, "write @ for their matrix product, or hadamard"),
    "a trace": (trace(X), "only a square matrix has a trace"),
    "a diagonal": (diag(X), "diag takes a column"),
    "a power": (A**2, "may be a power of the matrix or of its entries"),
    "an exponent": (T**v, "it must be a number"),
    "four indices": (partial(A, B), "more than two indices"),
    "a number entry by entry": (hadamard(T, v), "T is a number"),
}


@pytest.mark.parametrize("name", CLASHES)
def test_a_clash_names_both_places(name):
    form, said = CLASHES[name]
    with pytest.raises(ScopeError) as caught:
        judge_claim(Claim(form, form))
    assert said in str(caught.value)


def test_the_sides_of_a_claim_have_one_shape():
    said = "X v is m × 1 and v is n × 1: the sides of an equation"
    with pytest.raises(ScopeError, match=said):
        judge_claim(Claim(X @ v, v))
    with pytest.raises(ScopeError, match="the sides of an equation"):
        judge_claim(Claim(partial(A @ v, v) @ X.T, X @ partial(A @ v, v)))


def test_a_definition_of_arrays_is_one_of_entries():
    assert str(h[r]) == "h_r"
    assert str(h.whole) == "1/(1 + exp(−x θ))"
    assert str(h.body) == "1/(1 + exp(−Σ_j x^{(i)}_j θ_j))"
    assert define("rms", sqrt(norm(v) ** 2)).declared.axes == ()
    image = define("u", r, A @ x[r])
    assert [axis.name for axis in image.axes] == ["m", "n"]
    with pytest.raises(ValueError, match="define a column"):
        define("row", v.T)


ABOUT_ENTRIES = [
    (unit(i), ones(C)),
    (z, z + unit(i)),
    (z - z[i] * ones(C), unit(i) * 0),
]


@pytest.mark.parametrize(("lhs", "rhs"), ABOUT_ENTRIES, ids=str)
def test_no_assumption_is_made_about_the_letters_of_entries(lhs, rhs):
    """It is about all entries: "true where j = i" would speak of a letter that nobody wrote."""
    assert isinstance(judge_claim(Claim(lhs, rhs)).verdict, Refuted)
