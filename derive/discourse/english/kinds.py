"""English noun phrases: what a name is. What is longer stands before its parts."""

from __future__ import annotations

from derive.discourse.english.phrases import noun
from derive.discourse.words import Kind

__all__ = ["KINDS"]

KINDS = (
    Kind(
        "kind",
        "random",
        noun(
            r"random(?: variables?| vectors?| matri\w+)?|stochastic|nois[ey]|noises|"
            r"i\.i\.d\.?|iid|drawn|sampled|distributed|gaussian|normal variables?|"
            "uniform(?:ly)? (?:random|distributed)"
        ),
    ),
    Kind(
        "unread",
        "unknown",
        noun(
            r"modulo|mod \w+|multi-?valued|many-valued|complex(?:-valued)?(?: "
            "numbers?| variables?)?|quaternions?|tensors?|permutations?|graphs?|"
            "strings?|booleans?|truth values?|group elements?|groups?|rings?|fields?|"
            "quantum|qubits?|clock|angles? modulo|fuzzy|generators?|"
            "(?<!training )(?<!test )(?<!data )sets?|subsets?|"
            "languages?|trees?|intervals?|cosets?|residues?|classes modulo|measures?|"
            r"non-?commut\w+|anti-?commut\w+|p-adic|noncommuting|hypermatri\w+|"
            r"spinors?|polymorphic|lists?|tuples?|dictionar\w+"
        ),
    ),
    Kind(
        "property",
        "positive definite",
        noun("positive(?:-| )(?:semi-?)?definite|psd|spd"),
    ),
    Kind(
        "property",
        "nonnegative",
        noun("non-?negative|not negative"),
    ),
    Kind(
        "property",
        "positive",
        r"(?<![\w-])(?:strictly |all )?positive(?! (?:semi|definite|class|examples?|"
        r"samples?|labels?|pairs?|part|direction|case|words?|log)|[\w-])",
    ),
    Kind("property", "negative", r"(?<![\w-])negative(?= (?:numbers?|reals?|constants?)|$)"),
    Kind(
        "property",
        "antisymmetric",
        noun("(?:skew|anti)-?symmetric"),
    ),
    Kind(
        "property",
        "symmetric",
        r"(?<![\w-])symmetric(?! (?:in|about|difference|around|part))(?![\w-])",
    ),
    Kind(
        "property",
        "orthogonal",
        r"(?<![\w-])(?:orthogonal(?! to| projection|ity)|orthonormal|unitary)(?![\w-])",
    ),
    Kind(
        "property",
        "idempotent",
        noun(r"idempotent|projection matri\w+|projectors?"),
    ),
    Kind(
        "property",
        "diagonal",
        noun(r"diagonal(?: matri\w+)?"),
    ),
    Kind(
        "property",
        "invertible",
        noun(r"invertible|non-?singular|regular matri\w+|full-? ?rank"),
    ),
    Kind(
        "property",
        "identity",
        noun(r"(?:unit|identity)(?: matri\w+)?(?! vector)|identity operator"),
    ),
    Kind(
        "property",
        "zero",
        noun(r"zero (?:matri\w+|vectors?)|all zeros?"),
    ),
    Kind(
        "property",
        "ones",
        noun(
            r"(?:vectors?|column|matri\w+) of (?:all )?ones|all-? ?ones?(?: vectors?| "
            r"matri\w+)?"
        ),
    ),
    Kind(
        "property",
        "unit",
        noun("unit vectors?|unit (?:norm|length)|normali[sz]ed vectors?"),
    ),
    Kind(
        "property",
        "one-hot",
        r"(?<![\w-])one-? ?hot(?:-? ?(?:encod\w+|vectors?|labels?|targets?))*",
    ),
    Kind(
        "property",
        "distribution",
        noun(
            "(?:(?:probability|discrete|categorical|label|target|true|predicted|"
            "output) )*distributions?|(?:probability|stochastic) vectors?|vectors? "
            "of (?:[a-z0-9-]+ )?probabilities|simplex"
        ),
    ),
    Kind(
        "property",
        "probability",
        noun("probabilit(?:y|ies)|likelihoods?"),
    ),
    Kind(
        "property",
        "binary",
        r"(?<![\w-])(?:binary|bernoulli|zero-one|0-1|0/1)(?! (?:cross|case|classif|"
        r"search|tree|operation|relation)|[\w-])|(?:either|equal to) (?:0|zero) or "
        "(?:1|one)",
    ),
    Kind(
        "property",
        "independent",
        noun("(?:mutually |pairwise |statistically )?independent"),
    ),
    Kind("property", "do not commute", "do(?: not|n['’]t) commute|non-?commuting"),
    Kind(
        "kind",
        "operator",
        noun("operators?|functionals?|linear maps?"),
    ),
    Kind(
        "kind",
        "event",
        noun("events?"),
    ),
    Kind(
        "kind",
        "softmax",
        noun("softmax(?: functions?| activations?)?"),
    ),
    Kind(
        "kind",
        "sigmoid",
        noun(
            "(?:logistic )?sigmoid(?: functions?| activations?)?|logistic(?: "
            "sigmoid)?(?: functions?)?"
        ),
    ),
    Kind(
        "kind",
        "relu",
        noun("relu(?: functions?)?|rectifier"),
    ),
    Kind(
        "kind",
        "step",
        noun("heaviside(?: step)?(?: functions?)?|step function"),
    ),
    Kind(
        "kind",
        "size",
        r"(?<![\w-])(?:total )?number of [a-z0-9-]+|(?<![\w-])(?:count|size|dimension(?:ality)?|"
        r"cardinality)(?: of|$)|(?<![\w-])(?:batch|mini-?batch|sample|vocabulary) size",
    ),
    Kind(
        "kind",
        "index",
        noun("ind(?:ex|ices)|subscripts?"),
    ),
    Kind(
        "kind",
        "matrix",
        noun("(?:matri(?:x|ces)|jacobians?|hessians?)"),
    ),
    Kind(
        "kind",
        "vector",
        noun("vectors?|logits|activations|embeddings?"),
    ),
    Kind(
        "kind",
        "scalar",
        noun(
            "scalars?|(?:real )?numbers?|reals?|constants?|integers?|coefficients?|"
            "learning rates?|step sizes?|temperatures?|hyper-?parameters?|"
            "scalar-valued|regulari[sz]ation (?:parameter|strength|coefficient)s?"
        ),
    ),
    Kind(
        "kind",
        "function",
        noun(r"functions?|mappings?|maps?|non-?linearit\w+"),
    ),
)
