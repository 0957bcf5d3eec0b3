"""Layers of networks, by their inputs and weights, with the gradient from above or a loss."""

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

m, n, H, C, D = (index_set(name) for name in ("m", "n", "H", "C", "D"))
j, k = indices("j k", n)
i, s, l = indices("i s l", m)
h, g1 = indices("h g", H)
c, c1, c2 = indices("c e r", C)
f, f1 = indices("f o", D)

# -- normalisation of one vector, and of a batch in each of its features
x, g, gain, shift, eps = (
    vector("x", n), vector("g", n), vector("γ", n), vector("β", n), scalar("ε", "positive"),
)  # fmt: skip
mean = define("μ", Sum(x[j], j) / size(n))
deviation = define("s", sqrt(Sum((x[j] - mean) ** 2, j) / size(n) + eps))
normed = define("x̂", j, (x[j] - mean) / deviation)
layer_norm = define("L", Sum(g[j] * (gain[j] * normed[j] + shift[j]), j))
plain_norm = define("L", Sum(g[j] * normed[j], j))

batch, above = matrix("x", m, D), matrix("g", m, D)
means = define("μ", f, Sum(batch[i, f], i) / size(m))
variances = define("v", f, Sum((batch[i, f] - means[f]) ** 2, i) / size(m))
normal = define("x̂", i, f, (batch[i, f] - means[f]) / sqrt(variances[f] + eps))
batch_norm = define("L", Sum(Sum(above[i, f] * normal[i, f], f), i))

# -- attention with softmax by rows
Q, K, V, G = matrix("Q", m, D), matrix("K", n, D), matrix("V", n, H), matrix("G", m, H)
score = define("S", i, j, Sum(Q[i, f] * K[j, f], f) / sqrt(size(D)))
attention = define("A", i, j, exp(score[i, j]) / Sum(exp(score[i, k]), k))
output = define("O", i, h, Sum(attention[i, j] * V[j, h], j))
attended = define("L", Sum(Sum(G[i, h] * output[i, h], h), i))


def network(activation):
    """Softmax cross-entropy on a hidden layer; its families by name."""
    W1, b1, W2, b2 = matrix("W", H, D), vector("b", H), matrix("V", C, H), vector("c", C)
    features, y = vector("x", D), vector("y", C)
    hidden = define("h", h, activation(Sum(W1[h, f] * features[f], f) + b1[h]))
    logits = define("z", c, Sum(W2[c, h] * hidden[h], h) + b2[c])
    p = define("p", c, exp(logits[c]) / Sum(exp(logits[c1]), c1))
    loss = define("L", -Sum(y[c] * log(p[c]), c))
    return loss, W1, b1, W2, b2, features, y, hidden, p


def gradients_of_network(name, activation, slope):
    """By both layers' weights and biases; ``slope`` is the derivative, by the hidden value."""
    loss, W1, b1, W2, b2, features, y, hidden, p = network(activation)
    back = Sum((p[c] - y[c]) * W2[c, g1], c) * slope(hidden[g1])
    given = (one_hot(y),)
    return (
        Gradient(name, loss, W2[c2, g1], (p[c2] - y[c2]) * hidden[g1], given),
        Gradient(name, loss, b2[c2], p[c2] - y[c2], given),
        Gradient(name, loss, W1[g1, f1], back * features[f1], given),
        Gradient(name, loss, b1[g1], back, given),
    )


GRADIENTS = (
    Gradient(
        "layer norm, gradient from above",
        plain_norm,
        x[k],
        (g[k] - Sum(g[j], j) / size(n) - normed[k] * Sum(g[j] * normed[j], j) / size(n))
        / deviation,
    ),
    Gradient(
        "layer norm with gain",
        layer_norm,
        x[k],
        (
            g[k] * gain[k]
            - Sum(g[j] * gain[j], j) / size(n)
            - normed[k] * Sum(g[j] * gain[j] * normed[j], j) / size(n)
        )
        / deviation,
    ),
    Gradient("layer norm with gain", layer_norm, gain[k], g[k] * normed[k]),
    Gradient("layer norm with gain", layer_norm, shift[k], g[k]),
    Gradient(
        "batch norm",
        batch_norm,
        batch[s, f1],
        (
            above[s, f1]
            - Sum(above[i, f1], i) / size(m)
            - normal[s, f1] * Sum(above[i, f1] * normal[i, f1], i) / size(m)
        )
        / sqrt(variances[f1] + eps),
    ),
    Gradient(
        "attention",
        attended,
        Q[s, f1],
        Sum(attention[s, j] * Sum(G[s, h] * (V[j, h] - output[s, h]), h) * K[j, f1], j)
        / sqrt(size(D)),
    ),
    Gradient(
        "attention",
        attended,
        K[k, f1],
        Sum(attention[i, k] * Sum(G[i, h] * (V[k, h] - output[i, h]), h) * Q[i, f1], i)
        / sqrt(size(D)),
    ),
    Gradient("attention", attended, V[k, g1], Sum(G[i, g1] * attention[i, k], i)),
    *gradients_of_network("network with tanh", tanh, lambda a: 1 - a**2),
    *gradients_of_network("network with σ", sigmoid, lambda a: a * (1 - a)),
)
