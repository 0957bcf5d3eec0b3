"""Losses that compare vectors: embeddings, distances, factorisations, pooling."""

from __future__ import annotations

from derive import (
    Sum,
    define,
    delta,
    exp,
    index_set,
    indices,
    log,
    matrix,
    scalar,
    size,
    sqrt,
    vector,
)
from tests.losses.entry import Gradient, sigmoid

d, K, M, N, R = (index_set(name) for name in ("d", "K", "M", "N", "R"))
a, b = indices("a b", d)
i, j, k, t = indices("i j k t", K)
row, r1 = indices("u i", M)
column, c1 = indices("v j", N)
rank, r2 = indices("r s", R)

# -- skip-gram with negative samples
v, u, w = vector("v", d), vector("u", d), matrix("w", K, d)
skip_gram = define(
    "L",
    -log(sigmoid(Sum(u[a] * v[a], a))) - Sum(log(sigmoid(-Sum(w[i, a] * v[a], a))), i),
)
agreement, disagreement = Sum(u[a] * v[a], a), Sum(w[i, a] * v[a], a)

# -- contrast of one key with the others
q, keys, tau = vector("q", d), matrix("k", K, d), scalar("τ")
similarity = define("s", i, Sum(q[a] * keys[i, a], a) / tau)
p = define("p", i, exp(similarity[i]) / Sum(exp(similarity[j]), j))
contrast = define("L", t, -log(p[t]))[t]

# -- cosine
x, e = vector("x", d), vector("y", d)
length, other_length = define("ℓ", sqrt(Sum(x[a] ** 2, a))), define("o", sqrt(Sum(e[a] ** 2, a)))
cosine = define("c", Sum(x[a] * e[a], a) / (length * other_length))
plain_cosine = Sum(x[a] * e[a], a) / (sqrt(Sum(x[a] ** 2, a)) * sqrt(Sum(e[a] ** 2, a)))

# -- distances and pairs
positive, negative, margin = vector("p", d), vector("n", d), scalar("α")
triplet = Sum((x[a] - positive[a]) ** 2, a) - Sum((x[a] - negative[a]) ** 2, a) + margin
better, worse, weight = vector("x", d), vector("y", d), vector("w", d)
gap = define("δ", Sum(weight[a] * (better[a] - worse[a]), a))
first, second = scalar("s"), scalar("r")

# -- factorisation
X, U, V = matrix("X", M, N), matrix("U", M, R), matrix("V", R, N)
error = define("E", r1, c1, X[r1, c1] - Sum(U[r1, rank] * V[rank, c1], rank))
factorisation = define("L", Sum(Sum(error[r1, c1] ** 2, c1), r1))
written_out = Sum(Sum((X[r1, c1] - Sum(U[r1, rank] * V[rank, c1], rank)) ** 2, c1), r1)

values, sharpness = vector("x", K), scalar("r")

GRADIENTS = (
    Gradient(
        "skip-gram with negative samples",
        skip_gram,
        v[b],
        (sigmoid(agreement) - 1) * u[b] + Sum(sigmoid(disagreement) * w[i, b], i),
    ),
    Gradient("skip-gram with negative samples", skip_gram, u[b], (sigmoid(agreement) - 1) * v[b]),
    Gradient(
        "skip-gram with negative samples",
        skip_gram,
        w[k, b],
        sigmoid(Sum(w[k, a] * v[a], a)) * v[b],
    ),
    Gradient("InfoNCE", contrast, q[b], (Sum(p[j] * keys[j, b], j) - keys[t, b]) / tau),
    Gradient("InfoNCE", contrast, keys[k, b], (p[k] - delta(t, k)) * q[b] / tau),
    Gradient(
        "cosine similarity, lengths named",
        cosine,
        x[b],
        e[b] / (length * other_length) - cosine * x[b] / length**2,
    ),
    Gradient(
        "cosine similarity",
        plain_cosine,
        x[b],
        (e[b] - x[b] * Sum(x[a] * e[a], a) / Sum(x[a] ** 2, a))
        / (sqrt(Sum(x[a] ** 2, a)) * sqrt(Sum(e[a] ** 2, a))),
    ),
    Gradient("triplet without max", triplet, x[b], 2 * (negative[b] - positive[b])),
    Gradient("triplet without max", triplet, positive[b], 2 * (positive[b] - x[b])),
    Gradient(
        "pairwise logistic loss",
        define("L", -log(sigmoid(gap))),
        weight[b],
        (sigmoid(gap) - 1) * (better[b] - worse[b]),
    ),
    Gradient(
        "pairwise logistic loss of scores",
        log(1 + exp(second - first)),
        first,
        -1 / (1 + exp(first - second)),
    ),
    Gradient(
        "matrix factorisation",
        factorisation,
        U[row, r2],
        -2 * Sum(error[row, c1] * V[r2, c1], c1),
    ),
    Gradient(
        "matrix factorisation",
        factorisation,
        V[r2, column],
        -2 * Sum(error[r1, column] * U[r1, r2], r1),
    ),
    Gradient(
        "matrix factorisation, written out",
        written_out,
        U[row, r2],
        -2 * Sum((X[row, c1] - Sum(U[row, rank] * V[rank, c1], rank)) * V[r2, c1], c1),
    ),
    Gradient(
        "log-sum-exp pooling",
        1 / sharpness * log(1 / size(K) * Sum(exp(sharpness * values[j]), j)),
        values[k],
        exp(sharpness * values[k]) / Sum(exp(sharpness * values[j]), j),
    ),
)
