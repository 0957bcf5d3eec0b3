"""Losses of classifiers, by their logits and by their weights."""

from __future__ import annotations

from derive import (
    Ne,
    Sum,
    define,
    delta,
    exp,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    positive,
    positive_distribution,
    scalar,
    size,
    vector,
)
from tests.losses.entry import Gradient, sigmoid

C, F, m = index_set("C"), index_set("F"), index_set("m")
i, j, k, t = indices("i j k t", C)
a, b = indices("a b", F)
(s,) = indices("s", m)

z, y, q = vector("z", C), vector("y", C), vector("q", C)
T, gamma, epsilon, scale, margin = (scalar(n) for n in ("T", "γ", "ε", "s", "m_0"))

p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
hot = define("p", i, exp(z[i] / T) / Sum(exp(z[j] / T), j))
smoothed = define("q", i, (1 - epsilon) * y[i] + epsilon / size(C))

# -- binary focal loss: one logit
x, label = scalar("x"), scalar("y")
chance = define("p", sigmoid(x))
focal = define("L", -((1 - chance) ** gamma) * log(chance))
balanced = define(
    "L",
    -label * (1 - chance) ** gamma * log(chance) - (1 - label) * chance**gamma * log(1 - chance),
)

# -- softmax regression on m samples
X, Y, W = matrix("X", m, F), matrix("Y", m, C), matrix("W", F, C)
bias, penalty = vector("b", C), scalar("λ")
Z = define("Z", s, k, Sum(X[s, a] * W[a, k], a) + bias[k])
P = define("P", s, k, exp(Z[s, k]) / Sum(exp(Z[s, j]), j))
regression = define(
    "L",
    -1 / size(m) * Sum(Sum(Y[s, k] * log(P[s, k]), k), s)
    + penalty / 2 * Sum(Sum(W[a, k] ** 2, k), a),
)

# -- overlap of a prediction and a mask
g = vector("g", C)
overlap = define("d", 2 * Sum(q[j] * g[j], j) / (Sum(q[j], j) + Sum(g[j], j)))
mass = Sum(q[j], j) + Sum(g[j], j)

# -- a margin at the target
beside = exp(scale * (z[t] - margin)) + Sum(exp(scale * z[j]), j, excluding=t)
target = define("r", t, exp(scale * (z[t] - margin)) / beside)[t]

entropy = define("H", -Sum(p[i] * log(p[i]), i))
reverse = define("L", Sum(p[i] * log(p[i] / q[i]), i))

GRADIENTS = (
    Gradient(
        "softmax cross-entropy",
        define("L", -Sum(y[i] * log(p[i]), i)),
        z[k],
        p[k] - y[k],
        (one_hot(y),),
    ),
    Gradient(
        "softmax cross-entropy, written out",
        -Sum(y[i] * log(exp(z[i]) / Sum(exp(z[j]), j)), i),
        z[k],
        exp(z[k]) / Sum(exp(z[j]), j) - y[k],
        (one_hot(y),),
    ),
    Gradient(
        "softmax cross-entropy with temperature",
        define("L", -Sum(y[i] * log(hot[i]), i)),
        z[k],
        (hot[k] - y[k]) / T,
        (one_hot(y),),
    ),
    Gradient(
        "label smoothing",
        define("L", -Sum(smoothed[i] * log(p[i]), i)),
        z[k],
        p[k] - smoothed[k],
        (one_hot(y),),
    ),
    Gradient("logarithm of the target's probability", -log(p[t]), z[k], p[k] - delta(t, k)),
    Gradient(
        "binary focal loss",
        focal,
        x,
        (1 - chance) ** gamma * (gamma * chance * log(chance) + chance - 1),
    ),
    Gradient(
        "binary focal loss, both labels",
        balanced,
        x,
        label * (1 - chance) ** gamma * (gamma * chance * log(chance) + chance - 1)
        + (1 - label) * chance**gamma * (chance - gamma * (1 - chance) * log(1 - chance)),
    ),
    Gradient(
        "focal loss of classes",
        define("L", t, -((1 - p[t]) ** gamma) * log(p[t]))[t],
        z[k],
        (1 - p[t]) ** (gamma - 1) * (gamma * p[t] * log(p[t]) + p[t] - 1) * (delta(t, k) - p[k]),
    ),
    Gradient(
        "Brier score",
        define("L", Sum((p[i] - y[i]) ** 2, i)),
        z[k],
        2 * p[k] * (p[k] - y[k] - Sum(p[j] * (p[j] - y[j]), j)),
    ),
    Gradient("entropy", entropy, z[k], -p[k] * (log(p[k]) + entropy)),
    Gradient(
        "Kullback–Leibler divergence",
        define("L", Sum(q[i] * log(q[i] / p[i]), i)),
        z[k],
        p[k] - q[k],
        (positive_distribution(q),),
    ),
    Gradient(
        "Kullback–Leibler divergence, reversed",
        reverse,
        z[k],
        p[k] * (log(p[k] / q[k]) - reverse),
        (positive(q),),
    ),
    Gradient(
        "distillation with temperature",
        define("L", -(T**2) * Sum(q[i] * log(hot[i]), i)),
        z[k],
        T * (hot[k] - q[k]),
        (positive_distribution(q),),
    ),
    Gradient(
        "softmax with a margin",
        define("L", t, -log(exp(scale * (z[t] - margin)) / beside))[t],
        z[k],
        scale * exp(scale * z[k]) / beside,
        case=(Ne(k, t),),
    ),
    Gradient("softmax with a margin", define("L", t, -log(target))[t], z[t], scale * (target - 1)),
    Gradient(
        "softmax regression",
        regression,
        W[b, k],
        1 / size(m) * Sum((P[s, k] - Y[s, k]) * X[s, b], s) + penalty * W[b, k],
        (one_hot(Y),),
    ),
    Gradient(
        "softmax regression",
        regression,
        bias[k],
        1 / size(m) * Sum(P[s, k] - Y[s, k], s),
        (one_hot(Y),),
    ),
    Gradient(
        "Dice loss",
        1 - 2 * Sum(q[j] * g[j], j) / mass,
        q[k],
        2 * (Sum(q[j] * g[j], j) - g[k] * mass) / mass**2,
    ),
    Gradient(
        "Dice loss, its coefficient named",
        define("L", 1 - overlap),
        q[k],
        (overlap - 2 * g[k]) / mass,
    ),
)
