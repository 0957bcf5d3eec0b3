"""The vector-Jacobian product of softmax: the gradient of any loss E(a), by the logits.

Nothing is known of E but that it is a smooth function of the probabilities a. The document
prints ∂E/∂z once as a row and once as a column; each stands here in its own layout. Its
line of code computes the column, for one sample: for many, the product would be one of
matrices.
"""

from derive import Claim, Derivation, chain, define, definition, function_of, hadamard, partial

from .softmax_jacobian import a, i, k, z

E = function_of("E", a)

chain_rule = partial(E, a).T @ partial(a, z[k])

by_one_logit = Derivation(
    "vector-jacobian-entry",
    "Any loss behind a softmax, by one logit",
    claims=(
        Claim(partial(E, z[k]), chain_rule, "chain rule", id="002.5a.1"),
        *chain(chain_rule, {"002.5a": (partial(E, a[k]) - partial(E, a).T @ a) * a[k]}),
    ),
)

row = Derivation(
    "vector-jacobian-row",
    "Any loss behind a softmax, by all logits, as a row",
    claims=chain(
        partial(E, z, "numerator"),
        {"002.5z": partial(E, a, "numerator") @ partial(a, z, "numerator")},
    ),
)

by_all_logits = Derivation(
    "vector-jacobian",
    "Any loss behind a softmax, by all logits",
    claims=chain(partial(E, z), {"002.5b": hadamard(partial(E, a) - partial(E, a).T @ a, a)}),
)

top_diff = define("top_diff", partial(E, a))
top_data = define("top_data", i, a[i])
bottom_diff = hadamard(top_diff - top_diff.T @ top_data, top_data)

code = Derivation(
    "vector-jacobian-code",
    "What the line of code computes, for one sample",
    claims=(
        definition(top_diff),
        definition(top_data),
        *chain(bottom_diff, {"002.5c": partial(E, z)}),
    ),
)
