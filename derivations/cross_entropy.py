"""Cross-entropy of a softmax: its gradient by the probabilities, and by the logits.

The labels y are one-hot. That they sum to 1 is used in the last step, and nowhere else.
"""

from derive import Derivation, Sum, chain, define, definition, log, one_hot, partial, vector

from .softmax import C, i, j, jacobian, k, p, z

y = vector("y", C)  # the labels

L = define("L", -Sum(y[i] * log(p[i]), i))

by_probabilities = Derivation(
    "cross-entropy-by-probabilities",
    "Cross-entropy, by the probabilities",
    claims=(
        definition(L, "000.2"),
        *chain(partial(L, p[i]), {"000.3": -y[i] * (1 / p[i])}),
    ),
    loss=L,
    wrt=p[i],
)

labels = Derivation(
    "one-hot-labels",
    "One-hot labels sum to 1",
    claims=chain(Sum(y[j], j), {"000.7z": 1}, given=(one_hot(y),)),
)

gradient = Derivation.of_gradient(
    L,
    wrt=z[k],
    name="cross-entropy-gradient",
    title="Cross-entropy of a softmax, by the logits",
    given=[one_hot(y)],
    citing=[by_probabilities, jacobian],
).through(
    {
        "000.6a": Sum(partial(L, p[j]) * partial(p[j], z[k]), j),
        "000.6b": Sum(partial(L, p[j]) * partial(p[j], z[k]), j, excluding=k)
        + partial(L, p[k]) * partial(p[k], z[k]),
        "000.6c": Sum((-y[j] * (1 / p[j])) * -(p[j] * p[k]), j, excluding=k)
        + (-y[k] * (1 / p[k])) * (p[k] * (1 - p[k])),
        "000.6d": Sum(y[j] * p[k], j, excluding=k) - y[k] + y[k] * p[k],
        "000.6e": p[k] * Sum(y[j], j) - y[k],
        "000.7": p[k] - y[k],
    },
    citing=[by_probabilities, jacobian],
)
