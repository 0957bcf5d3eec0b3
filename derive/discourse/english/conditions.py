"""English words for cases and assumptions, for sizes and ranges."""

from __future__ import annotations

from derive.discourse.english.gaps import GAP, THAT
from derive.discourse.words import Row

__all__ = ["CASES"]

CASES = (
    Row(
        "constraint",
        "V",
        behind=",? (?:is|are|gives|attains|as|being) (?:indeed |also )?(?:the|a|an|"
        "its) (?:[a-z-]+ )?(?:solution|minim|maxim|optim|root|zero|stationary|"
        "critical|fixed point)",
        said="solve",
        scope="block",
    ),
    Row(
        "assumption",
        "CKVQZEI",
        before=r"\b(?:since|because(?: of)?|(?:(?<=[,;(:] )|(?<=^))as|"
        "note(?: that)?|recall(?:ing)?(?: that)?|noting(?: that)?|using(?: "
        "the fact)?(?: that)?|due to|thanks to|(?<!given )(?<!defined "
        r")(?<!denoted )by|from|knowing|observ\w+|we know)(?: that)?(?: we "
        "have| we know(?: that)?| it holds that| the fact that| always| "
        "also)*:? ",
        said="judge",
        scope="section",
    ),
    Row(
        "assumption",
        "QZI",
        before=r"\b(?:where(?:in)?|with|here)(?: again| now| also| always)* ",
        said="judge",
        scope="where",
    ),
    Row(
        "size",
        "VQ",
        before="(?<![a-z-])(?:number|size|dimension(?:ality)?|width|height|length|"
        "count|batch size)s?(?: of [a-z -]{1,20})?(?: is| are| equal to| be)? ",
        scope="onward",
    ),
    Row(
        "size",
        "V",
        behind=" (?:(?:different|hidden|output|input|possible|training|independent|"
        "free|real|data) ){0,2}(?:classes|categories|samples|examples|points|"
        "observations|features|dimensions|layers|units|neurons|nodes|words|"
        "tokens|outcomes|inputs|outputs|states|actions|variables|parameters|"
        "entries|components|rows|columns|terms|elements|labels|bits|sides|"
        "steps|channels|heads|players|particles|agents|clusters|groups|"
        r"experts)\b",
        scope="onward",
    ),
    Row(
        "property",
        "V",
        said="one-hot",
        behind=" (?:for|at|if|when|only for) (?:the |its )?(?:[a-z0-9-]+ "
        "){0,3}?(?:correct|true|right|target|actual|observed|chosen|"
        r"own)\b[^.;D]{0,40}(?:and|,|while|but) (?:with )?[V0](?: for| at| "
        "in)? (?:all )?(?:the )?(?:others?|rest|remaining|other|C|elsewhere|"
        "otherwise|everywhere)",
        scope="onward",
    ),
    Row(
        "property",
        "V",
        said="one-hot",
        behind=" (?:if|when|only if|iff|where) N (?:is|denotes|=|equals) (?:the "
        ")?(?:[a-z0-9-]+ ){0,2}?(?:correct|true|right|target|actual|observed|"
        r"label)\b[^.;D]{0,30}(?:and|,) (?:it is )?(?:V|0|zero) (?:otherwise|"
        "else|if not)",
        scope="onward",
    ),
    Row(
        "property",
        "N",
        said="one-hot",
        behind=" (?:is|equals|has) (?:1|one|a 1|a one) (?:for|at|only for|in) (?:the "
        "|its )?[^.;D]{0,40}(?:and|,) (?:is )?(?:0|zero)s? (?:for|at|"
        "elsewhere|everywhere|otherwise|in|for)",
        scope="onward",
    ),
    Row(
        "property",
        "NX",
        said="sums to one",
        behind="'?s? ?(?:all |always |must |should |which |that )?(?:sums?|adds?) "
        r"(?:up )?to (?:one|1|unity)\b",
        scope="onward",
    ),
    Row(
        "hypothetical",
        "VE",
        behind=",? (?:if|when(?:ever)?|for|iff|only if|exactly when) [CKVI]",
        said="cases",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "V",
        behind=",? (?:for|if|when|in|on) (?:the |an? |all |every |each |only "
        ")?(?:[a-z0-9-]+ ){0,2}(?:correct|true|right|wrong|positive|negative|"
        "other|others|first|second|third|last|rest|remaining|next|previous|"
        "class(?:es)?|examples?|labels?|layers?|outputs?|units?|words?|"
        r"targets?|samples?|points?)\b",
        said="elsewhere",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "CKVQZEI",
        before=r"\bcases? (?:of |where |that |when )?",
        behind=r",? (?:is|are|was|were|will be|has been|follows|needs|requires|can be|"
        r"remains)\b",
        said="mentioned",
        scope="sentence",
    ),
    Row(
        "constraint",
        "QZE",
        before=r"\b(?:[NX] (?:is|are|be)|call(?:ed|s)?|said to be)\b (?:[a-z-]+ ){1,6}"
        "(?:if|iff|if and only if|when(?:ever)?|(?:exactly|precisely) (?:when|if)) ",
        said="condition",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "CKVQZEI",
        before=r"\b(?:if and only if|iff|exactly when|precisely when|exactly if) "
        "(?:[a-z0-9'’-]+ ){0,5}",
        said="equivalence",
        scope="sentence",
    ),
    Row(
        "supposition",
        "CKV",
        before=r"\b(?:for|at|with|when(?:ever)?|if|where(?:ver)?|while|once|in "
        "(?!this |that |such )(?:the )?(?:[a-z0-9-]+ ){0,3}cases?(?: of| that| where| when| in "
        r"which|,)?|(?<!this )(?<!that )(?<!such )cases?(?: \w+)?:?|taking|tak(?:e|es)|"
        r"choos\w+|setting|"
        r"putting|plug\w* in|substitut\w+|insert\w*|say|given|suppos\w+|"
        r"assum\w+|evaluat\w+(?: \w+)? at|point|consider(?:ing)?|provided|only "
        r"if|until|e\.g\.,?|for (?:example|instance),?|here|"
        f"under){THAT}(?:[a-z0-9-]+ ){{0,2}}",
    ),
    Row(
        "claim",
        "V",
        before=r"\b(?:we (?:have|get|find|obtain|see that|know)|gives?|yields?|so|"
        "hence|thus|therefore|then|equals|obtain(?:ing)?|implies|follows(?: "
        "that)?|is|that)(?: that)? ",
        scope="onward",
    ),
    Row("supposition", "CKV", behind=r",? ?(?:case|we have|we get|gives|yields|:|\))"),
    Row("supposition", "C", before=r"(?:[(\[:]|^) ?"),
    Row(
        "assumption",
        "QZEI",
        before=r"\b(?:if|when(?:ever)?|in (?!this |that |such )(?:the )?(?:[a-z0-9-]+ "
        "){0,3}cases?(?: of| that| where| when| in which)?|(?<!this )(?<!that )"
        "(?<!such )cases?:?|provided|"
        "as long as|only if|so long as|under|for|once|while|(?<!look )(?<!arrive )(?<!arrived )"
        f"(?<!arriving )at|say){THAT}(?:[a-z0-9-]+ ){{0,4}}",
        said="if",
    ),
    Row(
        "assumption",
        "QZI",
        before=r"\b(?:let|assum\w+|suppos\w+|given|restrict\w*|impos\w+|fix|take|"
        rf"hypothes\w+|condition)\b{GAP}",
        said="assume",
        scope="section",
    ),
    Row("range", "M"),
    Row("range", "RS"),
)
