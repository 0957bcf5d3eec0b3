"""Losses beyond the list, by which the rules were looked at once they had passed it."""

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
from tests.losses.entry import Gradient, sigmoid, tanh

__all__ = ["HELD_OUT"]

C, m, n, d, H = (index_set(name) for name in ("C", "m", "n", "d", "H"))
i, j, k, t = indices("i j k t", C)
s, l, r = indices("s l r", m)
a, b, c = indices("a b c", n)
u, v = indices("u v", d)
h, g1 = indices("h g", H)

z, y, w = vector("z", C), vector("y", C), vector("w", C)
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
order, weight = scalar("q"), scalar("ε")

# -- overlap with unequal weights
q, g = vector("q", C), vector("g", C)
alpha, beta = scalar("α"), scalar("β")
hits = define("T", Sum(q[i] * g[i], i))
bottom = define("D", hits + alpha * Sum(q[i] * (1 - g[i]), i) + beta * Sum((1 - q[i]) * g[i], i))
tversky = define("R", hits / bottom)

# -- densities
x, mu = vector("x", n), vector("μ", n)
freedom, spread = scalar("ν", "positive"), scalar("σ", "positive")
student = Sum((freedom + 1) / 2 * log(1 + (x[a] - mu[a]) ** 2 / (freedom * spread**2)), a)
residual = define("r", a, (x[a] - mu[a]) / spread)
logistic_density = define("L", Sum(residual[a] + 2 * log(1 + exp(-residual[a])), a))
count, shape = scalar("y"), scalar("r", "positive")
rate = define("μ", exp(scalar("η")))
negative_binomial = define("L", (count + shape) * log(1 + rate / shape) - count * log(rate))

# -- samples
X, Y, theta = matrix("x", m, n), vector("y", m), vector("θ", n)
score = define("s", s, Sum(X[s, a] * theta[a], a))
boosting = define("L", Sum(exp(-Y[s] * score[s]), s))

centres, points = vector("μ", C), vector("x", m)
likely = define("f", s, i, exp(-((points[s] - centres[i]) ** 2) / 2 + w[i]))
responsible = define("r", s, i, likely[s, i] / Sum(likely[s, j], j))
mixture = define("L", -Sum(log(Sum(likely[s, i], i)), s))

# -- pairs of samples
U, V, tau = matrix("u", m, d), matrix("v", m, d), scalar("τ")
alike = define("s", s, l, Sum(U[s, u] * V[l, u], u) / tau)
match = define("P", s, l, exp(alike[s, l]) / Sum(exp(alike[s, r]), r))
clip = define("L", -Sum(log(match[s, s]), s))

# -- layers
head, link, tail = vector("h", n), vector("r", n), vector("t", n)
translation = Sum((head[a] + link[a] - tail[a]) ** 2, a)
encoder, decoder = matrix("E", H, n), matrix("D", n, H)
code = define("h", s, h, Sum(encoder[h, a] * X[s, a], a))
missing = define("e", s, a, X[s, a] - Sum(decoder[a, h] * code[s, h], h))
autoencoder = define("L", Sum(Sum(missing[s, a] ** 2, a), s))
gate, value, above = matrix("W", H, n), matrix("V", H, n), vector("g", H)
open_gate = define("a", h, sigmoid(Sum(gate[h, a] * x[a], a)))
candidate = define("b", h, tanh(Sum(value[h, a] * x[a], a)))
gated = define("L", Sum(above[h] * open_gate[h] * candidate[h], h))
from_above = vector("g", n)
scale = define("ρ", sqrt(Sum(x[a] ** 2, a) / size(n)))
normed = define("y", a, x[a] / scale)
root_mean_square = define("L", Sum(from_above[a] * normed[a], a))

HELD_OUT: tuple[Gradient, ...] = (
    Gradient(
        "cross-entropy with weights",
        define("L", -Sum(w[i] * y[i] * log(p[i]), i)),
        z[k],
        p[k] * Sum(w[j] * y[j], j) - w[k] * y[k],
    ),
    Gradient(
        "Tversky loss",
        define("L", 1 - tversky),
        q[k],
        (tversky * (g[k] + alpha * (1 - g[k]) - beta * g[k]) - g[k]) / bottom,
    ),
    Gradient(
        "generalised cross-entropy",
        define("L", t, (1 - p[t] ** order) / order)[t],
        z[k],
        p[t] ** order * (p[k] - delta(t, k)),
    ),
    Gradient(
        "poly-1 loss",
        define("L", t, -log(p[t]) + weight * (1 - p[t]))[t],
        z[k],
        (1 + weight * p[t]) * (p[k] - delta(t, k)),
    ),
    Gradient(
        "Student's t",
        student,
        mu[b],
        (freedom + 1) * (mu[b] - x[b]) / (freedom * spread**2 + (x[b] - mu[b]) ** 2),
    ),
    Gradient(
        "logistic density",
        logistic_density,
        mu[b],
        (2 / (1 + exp(residual[b])) - 1) / spread,
    ),
    Gradient(
        "negative binomial",
        negative_binomial,
        scalar("η"),
        shape * (rate - count) / (shape + rate),
    ),
    Gradient(
        "exponential loss",
        boosting,
        theta[b],
        -Sum(Y[s] * X[s, b] * exp(-Y[s] * score[s]), s),
    ),
    Gradient(
        "mixture of Gaussians",
        mixture,
        centres[k],
        Sum(likely[s, k] / Sum(likely[s, j], j) * (centres[k] - points[s]), s),
    ),
    Gradient(
        "mixture of Gaussians, by its weights",
        define("L", -Sum(log(Sum(likely[s, i], i)), s)),
        w[k],
        -Sum(likely[s, k] / Sum(likely[s, j], j), s),
    ),
    Gradient(
        "pairs of images and texts",
        clip,
        U[l, v],
        (Sum(match[l, s] * V[s, v], s) - V[l, v]) / tau,
    ),
    Gradient("translation of embeddings", translation, head[b], 2 * (head[b] + link[b] - tail[b])),
    Gradient(
        "linear autoencoder",
        autoencoder,
        encoder[g1, b],
        -2 * Sum(Sum(missing[s, a] * decoder[a, g1], a) * X[s, b], s),
    ),
    Gradient(
        "gated unit",
        gated,
        gate[g1, b],
        above[g1] * candidate[g1] * open_gate[g1] * (1 - open_gate[g1]) * x[b],
    ),
    Gradient(
        "root mean square norm",
        root_mean_square,
        x[b],
        (from_above[b] - normed[b] * Sum(from_above[a] * normed[a], a) / size(n)) / scale,
    ),
)
