"""Entropy, Kullback–Leibler divergence and cross-entropy, and what joins the three.

As printed, the entropy has no minus sign, and sums over an index that its terms do not show:
they show an x that nothing binds. What is then said of it is false. It stands here as
printed, and once more with the entropy that was meant. The documents write p(x_i) for p_i.
Their example has a p with zeros in it: there 0 log 0 is to be read as 0, which is not
covered here, where every p_i and q_i is positive.
"""

from derive import (
    Derivation,
    Sum,
    chain,
    define,
    definition,
    index_set,
    indices,
    log,
    vector,
)
from derive.model import Claim, Stated
from derive.syntax.tree import Symbol

n = index_set("n")  # the values of the random variable
i, j, x = indices("i j x", n)
p, q = vector("p", n, "positive"), vector("q", n, "positive")

D = define("D", Sum(p[i] * log(p[i] / q[i]), i))
H_printed = define("H", Sum(p[x] * log(p[x]), j))
H = define("H", -Sum(p[i] * log(p[i]), i))
cross_entropy = define("H^{(p,q)}", -Sum(p[i] * log(q[i]), i))

logs_of_p, logs_of_q = Sum(p[i] * log(p[i]), i), Sum(p[i] * log(q[i]), i)


def joined(H: Symbol, verdict: Stated) -> tuple[Claim, ...]:
    """What is said of the entropy H, the divergence and the cross-entropy."""
    mended = verdict == "proved"
    return (
        *chain(
            logs_of_p - logs_of_q,
            {"001.5b": -H + (-logs_of_q)},
            stated={"001.5b": verdict},
            intended=mended,
        ),
        *chain(
            D,
            {"001.6b": -H + cross_entropy},
            stated={"001.6b": verdict},
            intended=mended,
        ),
    )


divergence = Derivation(
    "divergence",
    "The divergence as a difference of two sums",
    claims=(
        definition(D, "001.4"),
        *chain(D, {"001.5z": logs_of_p - logs_of_q}),
        *chain(Sum(p[i] * log(p[i] / q[i]), i), {"001.5a": logs_of_p - logs_of_q}),
    ),
)

as_printed = Derivation(
    "entropy-as-printed",
    "Divergence, entropy and cross-entropy, with the entropy as printed",
    claims=(
        definition(H_printed, "001.3"),
        definition(cross_entropy, "001.6"),
        *joined(H_printed, "refuted"),
        *chain(logs_of_p, {"001.6c": H_printed}, stated={"001.6c": "refuted"}),
    ),
)

entropy = Derivation(
    "entropy",
    "The divergence is the cross-entropy less the entropy",
    claims=(definition(H), *joined(H, "proved"), *chain(logs_of_p, {"": -H})),
)
