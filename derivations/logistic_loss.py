"""The logistic loss: from the likelihood of the labels to the gradient by each parameter.

All formulas of the document were pictures; they are rebuilt from its words. It calls the
loss the negative of the logarithms' sum; the factor 1/m, which its first formula has, is
written here throughout, and s_i for θᵀx^{(i)} where it is long.
"""

from derive import (
    Derivation,
    Sum,
    binary,
    chain,
    define,
    definition,
    exp,
    indicator,
    log,
    partial,
    samples,
    size,
)

from .sigmoid import h, i, j, m, theta, x

y = samples("y", m)  # the labels, 0 or 1

mean = 1 / size(m)
log_likelihood = y[i] * log(h[i]) + (1 - y[i]) * log(1 - h[i])
J = define("J", -mean * Sum(log_likelihood, i))

if_one, if_zero = define("P^{1}", i, h[i]), define("P^{0}", i, 1 - h[i])
P = define("P", i, indicator(y[i], 1) * if_one[i] + indicator(y[i], 0) * if_zero[i])

likelihood = Derivation(
    "logistic-likelihood",
    "The likelihood of labels that are 0 or 1",
    claims=(
        definition(if_one, "004.3c"),
        definition(if_zero, "004.3c"),
        definition(P),
        *chain(log(if_one[i]), {"004.3d": log(h[i])}),
        *chain(log(if_zero[i]), {"004.3d": log(1 - h[i])}),
        *chain(
            log(P[i]),
            {
                "004.4.1": indicator(y[i], 1) * log(h[i]) + indicator(y[i], 0) * log(1 - h[i]),
                "004.4": y[i] * log(h[i]) + (1 - y[i]) * log(1 - h[i]),
            },
            given=(binary(y),),
        ),
        *chain(
            Sum(log(P[i]), i),
            {"004.4b": Sum(y[i] * log(h[i]) + (1 - y[i]) * log(1 - h[i]), i)},
            given=(binary(y),),
        ),
        *chain(J, {"004.4c": -mean * Sum(log(P[i]), i)}, given=(binary(y),)),
    ),
)

s = define("s", i, theta.T @ x[i])

rewritten = Derivation(
    "logistic-loss",
    "The logistic loss, without its logarithms of fractions",
    claims=(
        definition(J, "004.1"),
        definition(s),
        *chain(
            J,
            {
                "004.8.1": -mean
                * Sum(-y[i] * log(1 + exp(-s[i])) + (1 - y[i]) * (-s[i] - log(1 + exp(-s[i]))), i),
                "004.8.2": -mean * Sum(y[i] * s[i] - s[i] - log(1 + exp(-s[i])), i),
                "004.8": -mean * Sum(y[i] * s[i] - log(1 + exp(s[i])), i),
            },
        ),
    ),
)

gradient = Derivation(
    "logistic-loss-gradient",
    "The logistic loss, by each parameter",
    claims=(
        *chain(
            partial(J, theta[j]),
            {
                "004.9.1": mean * Sum(x[i, j] * exp(s[i]) / (1 + exp(s[i])) - y[i] * x[i, j], i),
                "004.9": mean * Sum((h[i] - y[i]) * x[i, j], i),
            },
        ),
        *chain(partial(J, theta[j]), {"004.2": mean * Sum((h[i] - y[i]) * x[i, j], i)}),
    ),
    loss=J,
    wrt=theta[j],
)
