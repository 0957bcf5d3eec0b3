"""The logistic loss of all samples at once, in vectors: xᵀ(h − y).

The document leaves the factor 1/m out from here on, and so defines J anew. Its formulas
were pictures, and are rebuilt from its words: x is the matrix with one row for each sample.
"""

from derive import Derivation, chain, define, definition, exp, log, matrix, ones, partial, vector

from .sigmoid import m, n, theta

x, y = matrix("x", m, n), vector("y", m)
h = define("h", 1 / (1 + exp(-x @ theta)))
J = define("J", -(y.T @ log(h) + (1 - y.T) @ log(1 - h)))

gradient = Derivation(
    "logistic-loss-gradient-in-vectors",
    "The logistic loss of all samples, by all parameters",
    claims=(
        definition(h, "004.10b"),
        definition(J, "004.10.1"),
        *chain(J, {"004.10": -(y.T @ x @ theta - ones(m).T @ log(1 + exp(x @ theta)))}),
        *chain(partial(J, theta), {"004.11": x.T @ (h - y)}),
    ),
)
