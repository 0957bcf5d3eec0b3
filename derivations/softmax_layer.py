"""A linear layer under softmax and cross-entropy: the loss by the layer's biases and weights.

The raised labels l and l+1 are those of the layers, and no powers; the document leaves them
out in its first lines. It does not define the linear layer, so that what it says of biases
and weights is false as printed. It stands here as printed, and once more with the layer
defined. That the labels sum to 1 is said only later, in a comment: without it the last step
holds on that condition. In a quotient by w a ∂ is missing, and has been put in.
"""

from derive import (
    Derivation,
    Sum,
    chain,
    define,
    definition,
    exp,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    partial,
    vector,
)

K, N = index_set("K"), index_set("N")  # the classes, and the neurons of the layer below
j, k = indices("j k", K)
(i,) = indices("i", N)

below = vector("a^{l}", N)
w, b = matrix("w^{l+1}", N, K), vector("b^{l+1}", K)
y = vector("y^{l+1}", K)  # the labels

z = vector("z^{l+1}", K)  # as printed: nothing says what it is
z_linear = define("z^{l+1}", j, Sum(w[i, j] * below[i], i) + b[j])

a, a_linear = (define("a^{l+1}", j, exp(out[j]) / Sum(exp(out[k]), k)) for out in (z, z_linear))
E, E_linear = (define("E", -Sum(y[k] * log(out[k]), k)) for out in (a, a_linear))

by_probabilities = Derivation(
    "layer-by-probabilities",
    "Cross-entropy, by the probabilities of the layer",
    claims=(
        definition(E, "002.6"),
        *chain(
            partial(E, a[j]),
            {
                "002.7.1": -Sum((y[k] / a[k]) * partial(a[k], a[j]), k),
                "002.7": -y[j] / a[j],
            },
        ),
    ),
)

gradient = Derivation(
    "layer-gradient",
    "Cross-entropy by the outputs of the layer, its labels not said to sum to 1",
    claims=chain(
        partial(E, z[j]),
        {
            "002.8b": Sum(partial(E, a[k]) * partial(a[k], z[j]), k),
            "002.8c": (-y[j] / a[j]) * (a[j] * (1 - a[j]))
            + Sum((-y[k] / a[k]) * -(a[j] * a[k]), k, excluding=j),
            "002.8d": -y[j] + y[j] * a[j] + Sum(y[k] * a[j], k, excluding=j),
            "002.8e": a[j] - y[j],
        },
        stated={"002.8e": "conditional"},
    ),
)

as_printed = Derivation(
    "layer-as-printed",
    "Cross-entropy by the biases and weights of a layer that is not defined, as printed",
    claims=(
        *chain(partial(E, b[j]), {"002.8a": partial(E, z[j])}, stated={"002.8a": "refuted"}),
        *chain(
            partial(E, w[i, j]),
            {
                "002.9.1": partial(E, z[j]) * partial(z[j], w[i, j]),
                "002.9": (a[j] - y[j]) * below[i],
            },
            stated={"002.9": "refuted"},
        ),
    ),
)

by_parameters = Derivation(
    "layer-by-parameters",
    "Cross-entropy by the biases and weights of a linear layer",
    claims=(
        definition(z_linear),
        *chain(partial(E_linear, b[j]), {"002.8a": partial(E_linear, z_linear[j])}, intended=True),
        *chain(
            partial(E_linear, w[i, j]),
            {
                "002.9.1": partial(E_linear, z_linear[j]) * partial(z_linear[j], w[i, j]),
                "002.9": (a_linear[j] - y[j]) * below[i],
            },
            given=(one_hot(y),),
            intended=True,
        ),
    ),
)

prob_data = define("prob_data", j, a[j])
label_data = define("label_data", j, y[j])
bottom_diff = prob_data - label_data

code = Derivation(
    "layer-code",
    "What the line of code computes, for one sample with a one-hot label",
    claims=(
        definition(prob_data),
        definition(label_data),
        *chain(bottom_diff, {"002.10": partial(E, z)}, given=(one_hot(y),)),
    ),
)
