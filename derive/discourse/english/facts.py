"""English words for facts about a name that are told beside a formula: its sizes, what it is of.

``said`` "sized" and what ends with " of" take the formula beside it.
"""

from __future__ import annotations

from derive.discourse.words import Row

__all__ = ["FACTS"]

#: What may stand between a fact and the equation that says it.
_MEANS = r"\b[^.;DEQVZCK]{0,24}(?:,|:|so|i\.e\.,?|that is,?|means|meaning|which says|\(|with|)(?: that)? "

FACTS = (
    Row(
        "range",
        "N",
        said="sized",
        behind=r",? ?(?:\(|of (?:size|shape|dimensions?) |(?:is|be|are|has|have) "
        "(?:an? |the )?(?:[a-z-]+ )?(?:(?:size|shape|dimensions?) )?(?:of "
        "(?:size|shape|dimensions?) )?)P",
        scope="onward",
    ),
    Row(
        "range",
        "N",
        said="sized",
        before=r"P (?:[a-z-]+ )?(?:matri\w+|arrays?|tensors?) ",
        scope="onward",
    ),
    Row(
        "range",
        "N",
        said="sized",
        behind=r",? (?:is |be |are )(?:an? |the )?(?:[a-z]+ )?[NX]-dimensional\b",
        scope="onward",
    ),
    Row(
        "range",
        "N",
        said="sized",
        before="[NX]-dimensional (?:[a-z-]+ ){0,2}vectors? ",
        scope="onward",
    ),
    Row(
        "range",
        "N",
        said="sized",
        behind=",? ?(?:is |be )?(?:an? |the )?(?:[a-z]+ )?(?:vector )?of (?:length|"
        "dimension|size) N",
        scope="onward",
    ),
    Row(
        "kind",
        "N",
        said="size",
        before="(?<![a-z-])(?:numbers? of(?: (?!for|in|with|per|to|at|on|we|that)[a-z-]+){1,3}|"
        "(?:(?<!steps of )(?<!step of )size|dimension(?:ality)?|length)s?)"
        "(?: is| are| be| equals| by| as|,)? ",
        scope="onward",
    ),
    Row(
        "property",
        "N",
        said="do not commute",
        behind=r"[^.;D]{0,40}\b(?:do|does)(?: not|n['’]t) commute\b",
        scope="onward",
    ),
    Row(
        "kind",
        "NX",
        said="transpose of",
        behind=",? (?:(?:is|be|denotes|as|for) )?(?:the )?transpose of(?: the)?(?: "
        "[a-z0-9-]+)? [NX]",
        scope="onward",
    ),
    Row(
        "kind",
        "NX",
        said="inverse of",
        behind=",? (?:(?:is|be|denotes|as|for) )?(?:the )?inverse of(?: the)?(?: [a-z0-9-]+)? [NX]",
        scope="onward",
    ),
    Row(
        "kind",
        "NX",
        said="mean of",
        behind=",? (?:(?:is|be|denotes|as|for) )?(?:the )?(?:sample |arithmetic "
        ")?(?:mean|average) of(?: all)?(?: the)?(?: [a-z0-9-]+)? [NXS]",
        scope="onward",
    ),
    Row(
        "assumption",
        "QZE",
        before=rf"\b(?:sums?|adds?)(?: up)? to (?:one|1|unity){_MEANS}",
        said="judge",
        scope="section",
    ),
    *(
        Row("property", "QE", before=rf"\b(?:{words}){_MEANS}", said=said, scope="onward")
        for said, words in (
            ("symmetric", "symmetr(?:ic|y)"),
            ("orthogonal", "orthogonal|orthonormal|unitary"),
            ("idempotent", "idempotent"),
            ("involutory", "involutory"),
            ("unit", "unit|normali[sz]ed"),
        )
    ),
)
