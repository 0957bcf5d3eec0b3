"""Softmax turns any numbers into a distribution, and a shift of all of them changes nothing.

One document writes softmax(x), and sigmoid(x), for what also depends on an index i that
nothing binds; and it says of the numbers that go into softmax, as of those that come out,
that they sum to 1: only the latter do. The other lost its formula, which is rebuilt here
from its words.
"""

from derive import Derivation, Sum, chain, define, definition, exp, scalar, vector

from .softmax import C, i, j, p, z

c = scalar("c")
x, a, V = vector("x", C), vector("a", C), vector("V", C)  # what goes in

softmax_printed = define("softmax", exp(x[i]) / Sum(exp(x[j]), j))
sigmoid_printed = define("sigmoid", 1 / (1 + exp(-x[i])))
softmax = define("softmax", i, exp(x[i]) / Sum(exp(x[j]), j))
b = define("b", i, exp(a[i]) / Sum(exp(a[j]), j))
S = define("S", i, exp(V[i]) / Sum(exp(V[j]), j))
shifted = define("p'", i, exp(z[i] + c) / Sum(exp(z[j] + c), j))

as_printed = Derivation(
    "softmax-as-printed",
    "Softmax and the sigmoid, with an index that their names do not show",
    claims=(definition(softmax_printed, "001.1"), definition(sigmoid_printed, "001.2")),
)

sums_to_one = Derivation(
    "softmax-sums-to-one",
    "Softmax sums to 1",
    claims=chain(Sum(softmax[i], i), {"001.1b": 1}),
)

out_of_any_numbers = Derivation(
    "softmax-of-any-numbers",
    "What comes out of softmax sums to 1; what goes in need not",
    claims=(
        definition(b),
        *chain(
            Sum(a[i], i),
            {"001.2b": Sum(b[i], i), "001.2c": 1},
            stated={"001.2b": "refuted"},
        ),
    ),
)

rebuilt = Derivation(
    "softmax-of-neurons",
    "Softmax of the outputs of neurons sums to 1",
    claims=(definition(S, "003.1"), *chain(Sum(S[i], i), {"003.1b": 1})),
)

shift = Derivation(
    "softmax-shift",
    "A shift of all logits leaves softmax as it is",
    claims=(definition(shifted), *chain(shifted[i], {"": p[i]})),
)
