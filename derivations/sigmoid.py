"""The sigmoid: its derivative, and the hypothesis of logistic regression with its logarithms.

The document lost its formulas, which are rebuilt here from its words: every sample has
x_0 = 1, so that θ_0 is the bias.
"""

from derive import (
    Derivation,
    Eq,
    Sum,
    chain,
    define,
    definition,
    exp,
    index_set,
    indices,
    log,
    partial,
    samples,
    scalar,
    vector,
)

m, n = index_set("m"), index_set("n")  # the samples, and their features
(i,) = indices("i", m)
(j,) = indices("j", n)
x, theta = samples("x", m, n), vector("theta", n)

t = scalar("t")
sigmoid = define("σ", 1 / (1 + exp(-t)))

derivative = Derivation(
    "sigmoid-derivative",
    "The derivative of the sigmoid",
    claims=(definition(sigmoid), *chain(partial(sigmoid, t), {"": sigmoid * (1 - sigmoid)})),
)

linear = define("u", i, theta[0] + Sum(theta[j] * x[i, j], j, excluding=0))

with_bias = Derivation(
    "linear-hypothesis",
    "The linear part of the hypothesis, with its bias",
    claims=(
        definition(linear, "004.3b"),
        *chain(linear[i], {"": theta.T @ x[i]}, given=(Eq(x[i, 0], 1),)),
    ),
)

s = theta.T @ x[i]
h = define("h", i, 1 / (1 + exp(-s)))

logarithms = Derivation(
    "hypothesis-logarithms",
    "The logarithms of the hypothesis and of what it leaves",
    claims=(
        definition(h, "004.3"),
        *chain(log(h[i]), {"004.6.1": log(1 / (1 + exp(-s))), "004.6": -log(1 + exp(-s))}),
        *chain(
            log(1 - h[i]),
            {"004.7.1": log(exp(-s) / (1 + exp(-s))), "004.7": -s - log(1 + exp(-s))},
        ),
    ),
)
