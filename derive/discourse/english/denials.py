"""English words that deny, doubt, ask, or are somebody else's: asked first."""

from __future__ import annotations

from derive.discourse.english.gaps import GAP, NEAR, THAT, UNTIL
from derive.discourse.words import Row

__all__ = ["DENIED"]

DENIED = (
    Row(
        "hypothetical",
        "EVQ",
        before=r"\b(?:such as|e\.g\.,?|for example,?|for instance,?|like) ",
        said="example",
        scope="sentence",
    ),
    Row("hypothetical", before="§[^§]*", behind="[^§]*§", said="struck out"),
    Row(
        "hypothetical",
        before=rf"\b(?:contradiction|absurdity)\b{GAP}",
        said="contradiction",
        scope="block",
    ),
    Row(
        "hypothetical",
        before=r"\b(?:mistakes?|mistaken\w*|wrong(?:ly)?|incorrect\w*|erroneous\w*|"
        r"falsely|misread\w*|mis\w+ly|tempt\w+|naively|pitfalls?|confus(?:e|ed|ing)|it "
        "is false that|(?:one|you|we|people|students|beginners|readers|many) "
        "(?:might|may|often|sometimes|could) (?:be )?(?:think|believe|guess|"
        "expect|hope|claim)|(?:people|students|beginners) (?:might|may|often|"
        rf"sometimes) (?:write|use))\b{GAP}",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        behind=",? ?(?:(?:is|are|was|would be|being) (?:clearly |obviously |simply |"
        "just |also )?(?:false|wrong|incorrect|not (?:true|correct|valid|the "
        "case|right|what)|a mistake|invalid|a common mistake|nonsense)|"
        r"fails?\b|breaks down|is violated|does not hold|do not hold|cannot "
        r"(?:hold|be true|be right)|\?)",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "withdrawn",
        "CKVQZEIT",
        before=r"\b(?:not|n['’]t|no longer|never|nor|without(?! loss)|drop\w*|lift\w*|"
        r"relax\w*|abandon\w*|give up|remov\w+|discard\w*|"
        r"forget\w*)\b[^.;D]{0,40}\b(?:assum\w+|suppos\w+|requir\w+|condition|"
        r"impos\w+|constraint|restrict\w*|hypothesis|need\w*|"
        rf"insist\w*)\b{NEAR}",
        said="not assumed",
        scope="onward",
    ),
    Row(
        "withdrawn",
        "CKVQZEI",
        before=r"\bneeds? not (?:be |hold )?(?:true )?(?:that )?",
        said="not assumed",
        scope="onward",
    ),
    Row(
        "withdrawn",
        "CKVQZEI",
        behind="(?:,? (?:is|are|was)(?: not|n['’]t) (?:assumed|needed|required|"
        "imposed|necessary)| (?:need|must|does|do)(?: not|n['’]t) (?:hold|be "
        "(?:true|assumed|satisfied)))",
        said="not assumed",
        scope="onward",
    ),
    Row(
        "withdrawn",
        "CKVQZEI",
        before=r"\b(?:whether(?: or not)?|regardless of (?:whether|if)|no matter "
        "(?:whether|if)|irrespective of (?:whether|if)|even (?:if|when)|with "
        f"or without){THAT}",
        said="either way",
        scope="sentence",
    ),
    Row("withdrawn", "CKVQZEI", behind=r" or not\b", said="either way", scope="sentence"),
    Row(
        "supposition",
        "CKVI",
        before=r"\b(?:unless|except(?:ing)?(?: when| if| for| where| in case| at)?|"
        "excluding|other than(?: when| for| if)?|apart from|away from|"
        f"outside){THAT}",
        said="complement",
        turned=True,
    ),
    Row("hypothetical", "QZERU", before=rf"\b(?:unless|except\w*)\b{NEAR}", said="unless"),
    Row(
        "rival",
        "EV",
        before=r"\b(?:some|many|other|several|certain|a few)(?: of the)?(?: authors| "
        "people| texts| books| papers| writers| sources)? (?:prefer|use|"
        rf"write|take|define|choose|work with)\b{GAP}",
        said="aside",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        before=r"\b(?:some|many|other|several|certain|a few) (?:authors|people|"
        rf"texts|books|papers|writers|sources)\b{UNTIL}",
        said="others",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "EVQKC",
        behind="(?: (?:and|or) [EVQKC])?,? (?:to |has |have |also |can |may |must |will )*"
        "(?:happen|occur)",
        said="event",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "EVQKC",
        before=r"\b(?:events?|(?:probabilit(?:y|ies)|likelihood|chances?|odds) "
        "(?:of|that|for)) (?:the )?",
        said="event",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "CKVQZEIMRU",
        before=r"\b(?:would (?:be|have|hold|imply|give|get|mean|follow|yield|equal|"
        "become|need)|had (?:we|it|they)|if only|were it|is it(?: true)?(?: "
        "that)?|do we have|does it follow|rather than|instead of|as opposed "
        rf"to)\b{NEAR}",
        said="would",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "CKVQZEIMU",
        before=r"\b(?:not|n['’]t|never|neither|nor|cannot|hardly|no|there (?:does|do) "
        r"not exist)\b[^.;,D]{0,25}",
        said="negated",
        scope="sentence",
    ),
)
