"""Kullback–Leibler divergence of a softmax: its gradients by the probabilities and the logits.

The document prints the weight q_c under a sum over k. Nothing binds that c: the loss as
printed depends on it, and what is then said of its gradients is false. The claims stand
here as printed, with their verdicts, and once more with the q_k that was meant.
"""

from derive import (
    Derivation,
    Sum,
    chain,
    define,
    definition,
    distribution,
    indices,
    log,
    partial,
    vector,
)
from derive.syntax.tree import Symbol, Written

from .softmax import C, j, jacobian, k, p, z

(c,) = indices("c", C)
q = vector("q", C, "positive")  # the true distribution; the document divides and takes logs

L_printed = define("L", Sum(q[c] * log(q[k] / p[k]), k))
L = define("L", Sum(q[k] * log(q[k] / p[k]), k))


def by_chain_rule(loss: Symbol) -> Sum:
    """``Σ_j ∂L/∂p_j ∂p_j/∂z_k``."""
    return Sum(partial(loss, p[j]) * partial(p[j], z[k]), j)


def split_at_k(loss: Symbol) -> Written:
    """The same sum, its term at k set apart."""
    apart = Sum(partial(loss, p[j]) * partial(p[j], z[k]), j, excluding=k)
    return apart + partial(loss, p[k]) * partial(p[k], z[k])


by_lemmas = Sum((-q[j] / p[j]) * -(p[j] * p[k]), j, excluding=k) + (-q[k] / p[k]) * (
    p[k] * (1 - p[k])
)
multiplied_out = Sum(q[j] * p[k], j, excluding=k) + q[k] * p[k] - q[k]
merged = Sum(q[j] * p[k], j) - q[k]

as_printed = Derivation(
    "kl-as-printed",
    "Kullback–Leibler divergence with the index slip q_c, as printed",
    claims=(
        definition(L_printed, "000.8"),
        *chain(partial(L_printed, p[k]), {"000.9": -q[k] / p[k]}, stated={"000.9": "refuted"}),
        *chain(
            partial(L_printed, z[c]),
            {
                "000.10a": by_chain_rule(L_printed),
                "000.10z": split_at_k(L_printed),
                "000.10b": by_lemmas,
                "000.10c": multiplied_out,
                "000.10d": merged,
            },
            stated={"000.10a": "conditional", "000.10b": "refuted"},
        ),
    ),
)

by_probabilities = Derivation(
    "kl-by-probabilities",
    "Kullback–Leibler divergence, by the probabilities",
    claims=(
        definition(L),
        *chain(partial(L, p[k]), {"000.9": -q[k] / p[k]}, intended=True),
    ),
    loss=L,
    wrt=p[k],
)

gradient = Derivation.of_gradient(
    L,
    wrt=z[k],
    name="kl-gradient",
    title="Kullback–Leibler divergence of a softmax, by the logits",
    given=[distribution(q)],
    citing=[by_probabilities, jacobian],
).through(
    {
        "000.10a": by_chain_rule(L),
        "000.10z": split_at_k(L),
        "000.10b": by_lemmas,
        "000.10c": multiplied_out,
        "000.10d": merged,
        "": p[k] - q[k],
    },
    citing=[by_probabilities, jacobian],
    intended=True,
)
