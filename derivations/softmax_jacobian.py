"""The Jacobian of softmax as other documents write it: by cases, and as columns.

One of them prints a Σ that it never defines. Its claims stand here as printed, with what
they need, and once more with Σ defined. Another lost its formulas, which are rebuilt from
its words.
"""

from derive import (
    Derivation,
    Ne,
    Sum,
    chain,
    define,
    definition,
    exp,
    index_set,
    indices,
    partial,
    same,
    scalar,
    unit,
    vector,
)
from derive.model import Claim, Stated
from derive.syntax.tree import Symbol

K = index_set("K")  # the classes
i, j, k = indices("i j k", K)
z = vector("z", K)

total = Sum(exp(z[k]), k)
a = define("a", i, exp(z[i]) / Sum(exp(z[j]), j))

by_cases = Derivation(
    "softmax-derivative",
    "The derivative of softmax, by cases",
    claims=(
        definition(a, "001.8"),
        *chain(
            partial(a[j], z[i]),
            {
                "001.13": partial(a[i], z[i]),
                "001.13b.1": partial(exp(z[i]) / total, z[i]),
                "001.13b.2": (exp(z[i]) * total - exp(z[i]) ** 2) / total**2,
                "001.13b.3": exp(z[i]) * (total - exp(z[i])) / total**2,
                "001.13b.4": (exp(z[i]) / total) * (1 - exp(z[i]) / total),
                "001.13b": a[i] * (1 - a[i]),
            },
            case=(same(i, j),),
        ),
        *chain(
            partial(a[j], z[i]),
            {
                "001.14.1": partial(exp(z[j]) / total, z[i]),
                "001.14.2": -exp(z[j]) * exp(z[i]) / total**2,
                "001.14": -a[j] * a[i],
            },
            case=(Ne(i, j),),
        ),
    ),
)

rebuilt = Derivation(
    "softmax-derivative-rebuilt",
    "The derivative of softmax, by cases",
    claims=(
        definition(a, "003.3"),
        *chain(partial(a[i], z[i]), {"003.8": a[i] * (1 - a[i])}),
        *chain(partial(a[j], z[i]), {"003.9": -a[i] * a[j]}, case=(Ne(i, j),)),
    ),
)


def with_shorthand(s: Symbol, verdict: Stated) -> tuple[Claim, ...]:
    """The two cases, with s where the document prints its Σ."""
    diagonal = {
        "002.2a": exp(z[j]) * (s - exp(z[j])) / s**2,
        "002.2b": a[j] * (1 - a[j]),
    }
    others = {
        "002.3a": -exp(z[k]) * exp(z[j]) / s**2,
        "002.3b": -a[j] * a[k],
    }
    mended = verdict == "proved"
    return (
        *chain(
            partial(a[j], z[j]),
            diagonal,
            stated=dict.fromkeys(diagonal, verdict),
            intended=mended,
        ),
        *chain(
            partial(a[k], z[j]),
            others,
            case=(Ne(k, j),),
            stated=dict.fromkeys(others, verdict),
            intended=mended,
        ),
    )


shorthand_as_printed = Derivation(
    "softmax-derivative-as-printed",
    "The derivative of softmax with a Σ that nothing defines, as printed",
    claims=(definition(a, "002.1"), *with_shorthand(scalar("Sigma"), "conditional")),
)

Sigma = define("Sigma", total)

shorthand_defined = Derivation(
    "softmax-derivative-with-sum",
    "The derivative of softmax, with Σ defined",
    claims=(definition(Sigma), *with_shorthand(Sigma, "proved")),
)

column = define("a'", i, k, partial(a[i], z[k]))  # the i-th entry of the column ∂a/∂z_k

columns = Derivation(
    "softmax-derivative-columns",
    "The derivative of softmax by one logit, as a column",
    claims=(
        definition(column, "002.4z"),
        *chain(partial(a[i], z[k]), {"002.4.1": -a[i] * a[k]}, case=(Ne(i, k),)),
        *chain(partial(a[k], z[k]), {"002.4.2": (1 - a[k]) * a[k]}),
        *chain(partial(a, z[k]), {"002.4": (unit(k) - a) * a[k]}),
    ),
)
