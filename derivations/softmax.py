"""Softmax and its Jacobian by cases.

A classifier with logits z gives the probabilities p. Each probability moves with every
logit: with its own by p (1 − p), against every other by −p p'.
"""

from derive import (
    Derivation,
    Ne,
    Sum,
    chain,
    define,
    definition,
    exp,
    function,
    index_set,
    indices,
    partial,
    scalar,
    vector,
)

C = index_set("C")  # the classes
i, j, k = indices("i j k", C)
z = vector("z", C)  # the logits

total = Sum(exp(z[j]), j)
softmax = exp(z[i]) / total

p = define("p", i, softmax)

jacobian = Derivation(
    "softmax-jacobian",
    "The Jacobian of softmax, by cases",
    claims=(
        definition(z, "000.0", function("f", scalar("x"), scalar("theta"))),
        definition(p, "000.1"),
        *chain(
            partial(p[i], z[i]),
            {
                "000.4z": partial(softmax, z[i]),
                "000.4a": (exp(z[i]) * total - exp(z[i]) ** 2) / total**2,
                "000.4b": (exp(z[i]) / total) * (1 - exp(z[i]) / total),
                "000.4c": p[i] * (1 - p[i]),
            },
        ),
        *chain(
            partial(p[i], z[k]),
            {
                "000.5z": partial(softmax, z[k]),
                "000.5a": (-exp(z[i]) * exp(z[k])) / total**2,
                "000.5b": -p[i] * p[k],
            },
            case=(Ne(k, i),),
        ),
    ),
)
