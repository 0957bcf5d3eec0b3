"""Cross-entropy of a softmax as a sum of terms, one for each class: its gradient by the logits.

The documents write L_j for the terms of L; here they are ℓ_j, because L is taken. The second
document lost its formulas, which are rebuilt from its words: its loss is C, its terms c_j.
"""

from derive import (
    Derivation,
    Sum,
    chain,
    define,
    definition,
    log,
    one_hot,
    partial,
    vector,
)

from .softmax_jacobian import K, a, by_cases, i, j, z

y = vector("y", K)  # the labels

L = define("L", -Sum(y[i] * log(a[i]), i))
term = define("ℓ", j, -y[j] * log(a[j]))
L_of_terms = define("L", Sum(term[j], j))

terms = Derivation(
    "cross-entropy-terms",
    "Cross-entropy as a sum of terms, and each of them by its probability",
    claims=(
        definition(term),
        definition(L_of_terms, "001.11b"),
        *chain(
            partial(L_of_terms, z[i]),
            {"001.11": Sum(partial(term[j], a[j]) * partial(a[j], z[i]), j)},
        ),
        *chain(
            partial(term[j], a[j]),
            {
                "001.12.1": partial(-y[j] * log(a[j]), a[j]),
                "001.12": -y[j] * (1 / a[j]),
            },
        ),
    ),
)

labels = Derivation(
    "labels-sum-to-one",
    "Labels of which one is 1 and the others are 0",
    claims=chain(Sum(y[j], j), {"001.16z": 1}, given=(one_hot(y),)),
)

gradient = Derivation(
    "cross-entropy-gradient-by-terms",
    "Cross-entropy of a softmax, by the logits, term by term",
    claims=(
        definition(L, "001.7"),
        *chain(
            partial(L, z[i]),
            {
                "001.15z": Sum(partial(term[j], a[j]) * partial(a[j], z[i]), j),
                "001.15a": partial(term[i], a[i]) * partial(a[i], z[i])
                + Sum(partial(term[j], a[j]) * partial(a[j], z[i]), j, excluding=i),
                "001.15b": -y[i] * (1 / a[i]) * a[i] * (1 - a[i])
                + Sum(y[j] * (1 / a[j]) * a[j] * a[i], j, excluding=i),
                "001.15c": -y[i] * (1 - a[i]) + Sum(y[j] * a[i], j, excluding=i),
                "001.15d": Sum(y[j] * a[i], j, excluding=i) + y[i] * a[i] - y[i],
                "001.15e": a[i] * Sum(y[j], j) - y[i],
                "001.16": a[i] - y[i],
            },
            given=(one_hot(y),),
            citing=(terms, by_cases),
        ),
    ),
    loss=L,
    wrt=z[i],
)

cost = define("C", -Sum(y[i] * log(a[i]), i))
cost_term = define("c", j, -y[j] * log(a[j]))
cost_of_terms = define("C", Sum(cost_term[j], j))

rebuilt_terms = Derivation(
    "cost-terms",
    "The cost as a sum of terms, and each of them by its probability",
    claims=(
        definition(cost_term, "003.4b"),
        definition(cost_of_terms, "003.4b"),
        *chain(
            partial(cost_of_terms, z[i]),
            {"003.6": Sum(partial(cost_term[j], a[j]) * partial(a[j], z[i]), j)},
        ),
        *chain(
            partial(cost_term[j], a[j]),
            {"003.7.1": partial(-y[j] * log(a[j]), a[j]), "003.7": -y[j] * (1 / a[j])},
        ),
    ),
)

rebuilt_gradient = Derivation(
    "cost-gradient",
    "The cost, by the outputs of the neurons",
    claims=(
        definition(cost, "003.4"),
        *chain(
            partial(cost, z[i]),
            {
                "003.10.1": -y[i] * (1 - a[i]) + Sum(a[i] * y[j], j, excluding=i),
                "003.10": -y[i] + a[i] * Sum(y[j], j),
                "003.11": a[i] - y[i],
            },
            given=(one_hot(y),),
        ),
    ),
    loss=cost,
    wrt=z[i],
)
