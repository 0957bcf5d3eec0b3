"""Ten more losses, written down once the rules had passed all others."""

from __future__ import annotations

from derive import (
    Sum,
    define,
    exp,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    scalar,
    size,
    sqrt,
    vector,
)
from tests.losses.entry import Gradient, sigmoid, tanh

__all__ = ["FRESH"]

C, m, n, H = (index_set(name) for name in ("C", "m", "n", "H"))
i, j, k = indices("i j k", C)
s, l, r = indices("s l r", m)
a, b, c = indices("a b c", n)
h, g1 = indices("h g", H)

z, y, x, theta = vector("z", C), vector("y", C), vector("x", n), vector("θ", n)
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))

X, Y = matrix("X", m, n), vector("Y", m)
guess = define("h", s, Sum(X[s, a] * theta[a], a))
penalty = scalar("λ")

# -- a confidence penalty on the cross-entropy
strength = scalar("β")
confident = define("L", -Sum(y[i] * log(p[i]), i) + strength * Sum(p[i] * log(p[i]), i))

# -- a bilinear score, and an energy
M, other = matrix("M", n, n), vector("y", n)
bilinear = define("s", Sum(Sum(x[a] * M[a, b] * other[b], b), a))
scored = define("L", log(1 + exp(-bilinear)))

# -- kernel between two points
width = scalar("σ", "positive")
kernel = define("K", exp(-Sum((x[a] - other[a]) ** 2, a) / (2 * width**2)))

# -- R², and correlation
mean_y = define("ȳ", Sum(Y[s], s) / size(m))
explained = define("R", 1 - Sum((Y[s] - guess[s]) ** 2, s) / Sum((Y[s] - mean_y) ** 2, s))

# -- independent labels, with a weight on the positives
chance, target, rarity = define("p", i, sigmoid(z[i])), vector("y", C), scalar("w")
labels = define(
    "L",
    -Sum(rarity * target[i] * log(chance[i]) + (1 - target[i]) * log(1 - chance[i]), i) / size(C),
)

# -- a layer with a skip, and soft prototypes
W, above = matrix("W", n, n), vector("g", n)
skipped = define("o", a, x[a] + tanh(Sum(W[a, b] * x[b], b)))
residual = define("L", Sum(above[a] * skipped[a], a))
prototypes, temperature = matrix("c", C, n), scalar("T")
distance = define("D", i, Sum((x[a] - prototypes[i, a]) ** 2, a))
near = define("q", i, exp(-distance[i]) / Sum(exp(-distance[j]), j))
prototype_loss = define("L", -Sum(y[i] * log(near[i]), i))

# -- smooth absolute error, and a beta likelihood's part
error = scalar("ε", "positive")
smooth = define("L", Sum(sqrt((guess[s] - Y[s]) ** 2 + error), s) / size(m))
percent = define("L", Sum(((Y[s] - guess[s]) / Y[s]) ** 2, s) / size(m))

FRESH: tuple[Gradient, ...] = (
    Gradient(
        "cross-entropy with a confidence penalty",
        confident,
        z[k],
        p[k] - y[k] + strength * p[k] * (log(p[k]) - Sum(p[j] * log(p[j]), j)),
        (one_hot(y),),
    ),
    Gradient("bilinear score", scored, M[a, b], (sigmoid(bilinear) - 1) * x[a] * other[b]),
    Gradient("Gaussian kernel", kernel, x[b], kernel * (other[b] - x[b]) / width**2),
    Gradient(
        "coefficient of determination",
        explained,
        theta[b],
        2 * Sum((Y[s] - guess[s]) * X[s, b], s) / Sum((Y[s] - mean_y) ** 2, s),
    ),
    Gradient(
        "independent labels with a weight",
        labels,
        z[k],
        (chance[k] * (1 - target[k]) - rarity * target[k] * (1 - chance[k])) / size(C),
    ),
    Gradient(
        "layer with a skip",
        residual,
        W[b, c],
        above[b] * (1 - tanh(Sum(W[b, a] * x[a], a)) ** 2) * x[c],
    ),
    Gradient(
        "layer with a skip",
        residual,
        x[c],
        above[c] + Sum(above[a] * (1 - tanh(Sum(W[a, b] * x[b], b)) ** 2) * W[a, c], a),
    ),
    Gradient(
        "soft prototypes",
        prototype_loss,
        prototypes[k, b],
        2 * (near[k] - y[k]) * (x[b] - prototypes[k, b]),
        (one_hot(y),),
    ),
    Gradient(
        "soft prototypes",
        prototype_loss,
        x[b],
        2 * Sum((y[j] - near[j]) * (x[b] - prototypes[j, b]), j),
        (one_hot(y),),
    ),
    Gradient(
        "smooth absolute error",
        smooth,
        theta[b],
        Sum((guess[s] - Y[s]) * X[s, b] / sqrt((guess[s] - Y[s]) ** 2 + error), s) / size(m),
    ),
    Gradient(
        "squared percentage error",
        percent,
        theta[b],
        -2 / size(m) * Sum((Y[s] - guess[s]) * X[s, b] / Y[s] ** 2, s),
    ),
    Gradient(
        "elastic part of a penalty",
        define("L", penalty * Sum(sqrt(theta[a] ** 2 + error), a) + Sum(theta[a] ** 2, a) / 2),
        theta[b],
        penalty * theta[b] / sqrt(theta[b] ** 2 + error) + theta[b],
    ),
)
