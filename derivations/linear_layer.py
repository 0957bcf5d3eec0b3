"""A linear layer: any loss by its weights and its biases.

As printed, the bias stands inside the sum over the inputs, and is one number for all
neurons. Then its derivative is taken by b_i, and comes out without the number of inputs as
a factor: false as printed, true with one bias for each neuron, after the sum. The neuron of
the other document was a picture, and is rebuilt from its words.
"""

from derive import (
    Claim,
    Derivation,
    Sum,
    chain,
    define,
    definition,
    function_of,
    index_set,
    indices,
    matrix,
    partial,
    scalar,
    vector,
)
from derive.syntax.declare import Declaration
from derive.syntax.tree import Symbol, Written

K, J = index_set("K"), index_set("J")  # the neurons, and the inputs of each
(i,), (j,) = indices("i", K), indices("j", J)
w, x = matrix("w", K, J), matrix("x", K, J)
b, bias = scalar("b"), vector("b", K)

z_printed = define("z", i, Sum(w[i, j] * x[i, j] + b, j))
z_inside = define("z", i, Sum(w[i, j] * x[i, j] + bias[i], j))
z = define("z", i, Sum(w[i, j] * x[i, j], j) + bias[i])
z_rebuilt = define("z", i, Sum(w[i, j] * x[i, j], j) + b)

L_printed, L_inside, L = (function_of("L", outputs) for outputs in (z_printed, z_inside, z))


def by_neuron(L: Symbol, z: Declaration, parameter: Written) -> Written:
    """The loss by the one neuron that a parameter belongs to, and this by the parameter."""
    return partial(L, z[i]) * partial(z[i], parameter)


by_weights = Derivation(
    "linear-layer-by-weights",
    "Any loss behind a linear layer, by its weights",
    claims=(
        definition(z_printed, "001.9"),
        Claim(
            partial(L_printed, w[i, j]),
            by_neuron(L_printed, z_printed, w[i, j]),
            "chain rule",
            id="001.10a.1",
        ),
        *chain(
            by_neuron(L_printed, z_printed, w[i, j]),
            {"001.10a": partial(L_printed, z_printed[i]) * x[i, j]},
        ),
    ),
)

by_biases_as_printed = Derivation(
    "linear-layer-by-biases-as-printed",
    "Any loss behind a linear layer, by its biases, which stand inside the sum",
    claims=(
        definition(z_inside),
        Claim(
            partial(L_inside, bias[i]),
            by_neuron(L_inside, z_inside, bias[i]),
            "chain rule",
            id="001.10b.1",
        ),
        *chain(
            by_neuron(L_inside, z_inside, bias[i]),
            {"001.10b": partial(L_inside, z_inside[i])},
            stated={"001.10b": "refuted"},
        ),
    ),
)

by_biases = Derivation(
    "linear-layer-by-biases",
    "Any loss behind a linear layer, by its biases",
    claims=(
        definition(z),
        Claim(
            partial(L, bias[i]),
            by_neuron(L, z, bias[i]),
            "chain rule",
            id="001.10b.1",
            intended=True,
        ),
        *chain(by_neuron(L, z, bias[i]), {"001.10b": partial(L, z[i])}, intended=True),
    ),
)

rebuilt = Derivation("neuron", "The output of a neuron", claims=(definition(z_rebuilt, "003.2"),))
