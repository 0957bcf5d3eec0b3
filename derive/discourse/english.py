r"""The words of English mathematical prose.

Rows are asked in their order: what denies, what is another's, what is asked; then what
approximates, what is to be solved and what is updated; then definitions, cases, assumptions.
``[^.;D]`` in a pattern is "within the same clause, and not across a display".
"""

from __future__ import annotations

from derive.discourse.words import Kind, Language, Naming, Row

__all__ = ["ENGLISH"]

_GAP = r"[^.;D]{0,60}"
_NEAR = r"[^.;,D]{0,40}"
_THAT = r"(?: that| we have| it holds that| the case(?: that| of| where| when)?)?:? "
#: Few words between a verb and its formula: "let the loss be", "denote its output by".
_FEW = r"(?:[a-z0-9'’-]+ ){0,7}"

_DENIED = (
    Row("hypothetical", before=rf"§[^§]*", behind=r"[^§]*§", said="struck out"),
    Row(
        "hypothetical", before=rf"\b(?:contradiction|absurdity)\b{_GAP}", said="contradiction",
        scope="block",
    ),
    Row(
        "hypothetical",
        before=r"\b(?:mistakes?|mistaken\w*|wrong(?:ly)?|incorrect\w*|erroneous\w*|falsely|"
        r"misread\w*|mis\w+ly|tempt\w+|naively|pitfalls?|confus\w+|it is false that|"
        r"(?:one|you|we|people|students|beginners|readers) (?:might|may|often|sometimes|could) "
        rf"(?:think|believe|guess|expect|hope|write|claim))\b{_GAP}",
        said="mistake", scope="sentence",
    ),
    Row(
        "hypothetical",
        behind=r",? ?(?:(?:is|are|was|would be|being) (?:clearly |obviously |simply |just |also )?"
        r"(?:false|wrong|incorrect|not (?:true|correct|valid|the case|right|what)|a mistake|invalid|"
        r"a common mistake|nonsense)|fails?\b|breaks down|is violated|does not hold|do not hold|"
        r"cannot (?:hold|be true|be right)|\?)",
        said="mistake", scope="sentence",
    ),
    Row(
        "withdrawn", "CKVQZEIT",
        before=r"\b(?:not|n['’]t|no longer|never|nor|without|drop\w*|lift\w*|relax\w*|abandon\w*|"
        r"give up|remov\w+|discard\w*|forget\w*)\b[^.;D]{0,40}\b(?:assum\w+|suppos\w+|requir\w+|"
        rf"condition|impos\w+|constraint|restrict\w*|hypothesis|need\w*|insist\w*)\b{_NEAR}",
        said="not assumed", scope="onward",
    ),
    Row(
        "withdrawn", "CKVQZEI",
        behind=r"(?:,? (?:is|are|was)(?: not|n['’]t) (?:assumed|needed|required|imposed|necessary)|"
        r" (?:need|must|does|do)(?: not|n['’]t) (?:hold|be (?:true|assumed|satisfied)))",
        said="not assumed", scope="onward",
    ),
    Row(
        "withdrawn", "CKVQZEI",
        before=r"\b(?:whether(?: or not)?|regardless of (?:whether|if)|no matter (?:whether|if)|"
        r"irrespective of (?:whether|if)|even (?:if|when)|with or without)" + _THAT,
        said="either way", scope="sentence",
    ),
    Row(
        "withdrawn", "CKVQZEI", behind=r" or not\b", said="either way", scope="sentence",
    ),
    Row(
        "supposition", "CKVI",
        before=r"\b(?:unless|except(?:ing)?(?: when| if| for| where| in case| at)?|excluding|"
        r"other than(?: when| for| if)?|apart from|away from|outside)" + _THAT,
        said="complement", turned=True,
    ),
    Row("hypothetical", "QZERU", before=r"\b(?:unless|except\w*)\b" + _NEAR, said="unless"),
    Row(
        "rival", "EV",
        before=r"\b(?:some|many|other|several|certain|a few)(?: of the)?(?: authors?| people| texts?"
        r"| books?| papers?| writers?| sources?)? (?:prefer|use|write|take|define|choose|work with)"
        rf"\b{_GAP}",
        said="aside", scope="sentence",
    ),
    Row(
        "hypothetical",
        before=r"\b(?:some|many|other|several|certain|a few) (?:authors?|people|texts?|books?|"
        rf"papers?|writers?|sources?)\b{_GAP}",
        said="others", scope="sentence",
    ),
    Row(
        "hypothetical", "CKVQZEIMRU",
        before=r"\b(?:would|had (?:we|it|they)|if only|were it|is it(?: true)?(?: that)?|"
        rf"do we have|does it follow|rather than|instead of|as opposed to)\b{_NEAR}",
        said="would", scope="sentence",
    ),
    Row(
        "hypothetical", "CKVQZEIMU",
        before=r"\b(?:not|n['’]t|never|neither|nor|cannot|hardly)\b[^.;,D]{0,25}",
        said="negated", scope="sentence",
    ),
)

_SPECIAL = (
    Row(
        "approximate", "QZEVA",
        before=r"\b(?:roughly|approximat\w+|nearly|almost|asymptotically|for (?:very |sufficiently )?"
        r"(?:small|large|big|tiny)|to (?:first|second|leading|lowest) order|linear(?:is|iz)\w+|"
        r"up to (?:an? |the |irrelevant |additive |multiplicative )*(?:constants?|factors?|terms?|"
        rf"scaling|normali[sz]ation)|ignoring|neglect\w*)\b{_GAP}",
        scope="sentence",
    ),
    Row(
        "approximate", "QZEV",
        behind=r",? (?:roughly|approximately|nearly|for (?:small|large)|to (?:first|second|leading) "
        r"order|up to (?:an? |the )?(?:additive |multiplicative )?(?:constant|factor|term)s?)\b",
        scope="sentence",
    ),
    Row("approximate", "A", scope="sentence"),
    Row(
        "convention", before=rf"\b(?:convention|convene|agree|understood)\w*\b{_GAP}", scope="onward"
    ),
    Row("convention", behind=r",? by convention", scope="onward"),
    Row(
        "constraint",
        before=r"\b(?:subject to|s\.t\.|such that|constraints?\b(?: set)?(?: that| of| is| are)?|"
        r"under the (?:constraint|condition)s?(?: that)?|boundary conditions?|initial conditions?|"
        r"normali[sz]ation conditions?|constrained (?:to|by))"
        r"(?: [a-z0-9-]+){0,4}:? ",
        said="constraint", scope="block",
    ),
    Row("constraint", "QZEVI", behind=r" (?:as (?:an? )?|is (?:the|a|our) )?constraints?\b",
        said="constraint", scope="block"),
    Row(
        "constraint", "QZEV",
        before=r"\b(?:solv\w+|solutions? (?:of|to|is|at|are)|roots? (?:of|is|at|are)|(?:minim\w+|"
        r"maxim\w+|optim\w+|extrem\w+|stationary points?|critical points?|zeros?)"
        r"(?: [a-z0-9-]+){0,4} (?:is|are|at|where|when|satisf\w+)|attained (?:at|for|when)|"
        r"vanish\w* (?:at|when|for|if)|optimality (?:condition|requires)\w*|normal equations?)"
        r"(?: [a-z0-9-]+){0,3}:? ",
        said="solve", scope="block",
    ),
    Row("constraint", "QZE", behind=r" (?:for |to (?:get|find|obtain|solve)|has (?:the|a) solution|"
        r"can be solved|is solved)", said="solve", scope="block"),
    Row(
        "constraint", "Z",
        before=r"\b(?:set(?:ting)?|equat\w+|put(?:ting)?|requir\w+|demand\w*|impos\w+|want|need\w*|"
        rf"wish|would like|find\w*|seek|look for|forc\w+|must|should)\b{_GAP}",
        said="solve", scope="block",
    ),
    Row(
        "constraint", "QEZV",
        before=r"\b(?:want to (?:show|prove|find)|(?:to|we|us|can you|exercise:?) "
        r"(?:show|prove|verify|check)|^ ?(?:show|prove|verify|check)|to be shown|need to show|"
        r"wish to (?:show|prove|find)|we (?:require|demand|impose|want|need|seek)|must satisfy|"
        r"should (?:satisfy|equal|be|have)|such as to)(?: that| whether)?:? "
        r"(?:[a-z0-9-]+ ){0,3}",
        said="to show", scope="block",
    ),
    Row(
        "update", "EU",
        before=r"\b(?:updat\w+|iterat\w+|recursion|assign\w*)(?: rule| step| equation| formula"
        r"| scheme)?(?: for [\w ]{1,20})?(?: is| reads| becomes| are| by| to| as)*"
        r"(?: given by| then| now| as)*:? ",
    ),
    Row("update", "U"),
    Row("update", "E", behind=r",? (?:is the|as the|is an?) (?:[a-z0-9-]+ ){0,2}update\b"),
    Row(
        "fixed", "N",
        before=r"\b(?:treat\w*|hold\w*|keep\w*|regard\w*|consider\w*|with|fix\w*)(?: all)?(?: the)? ",
        behind=r" (?:is |are |be )?(?:held |kept |treated |regarded |taken )?(?:as )?"
        r"(?:an? |being |to be )?(?:fixed|constants?)\b",
    ),
    Row("fixed", "NX", behind=r",? (?:do|does|did)(?: not|n['’]t) (?:depend|vary|change)(?: on| with)?(?: the)?"
        r"(?: [a-z]+)? N|,? (?:is|are) (?:independent of|constant in)(?: the)?(?: [a-z]+)? N", said="independent of",
        scope="onward"),
    Row("fixed", "N", before=r"\b(?:stop|cut|block)(?:s|ping)?(?: the)? gradients? (?:of|at|through|"
        r"from|into|to) (?:the )?(?:[a-z0-9-]+ )?"),
    Row("fixed", "NX", before=r"\b(?:detach\w*|hold|fix)(?: the)? (?:[a-z0-9-]+ )?"),
    Row(
        "fixed", "NX",
        behind=r" (?:is|are) (?:held |kept |treated (?:as )?|regarded as |considered )?"
        r"(?:an? )?(?:fixed|constants?|detached|frozen)\b(?! (?:vector|matri\w+|number|term|factor"
        r"|learning|step|size|rate))",
    ),
)

_NAMED = (
    Row(
        "rival", "EV",
        before=r"\b(?:as (?:a |an |our )?(?:second|third|another|further|different|other|alternative|"
        r"new|last) (?:[a-z0-9-]+ )?|alternatively|instead|another (?:[a-z0-9-]+ )?(?:example|choice|option|"
        r"variant|possibility|definition|loss|function)\b|redefin\w+|a different (?:[a-z0-9-]+ ){1,2}|"
        r"some(?: people)? prefer|chang\w+ the)" + _GAP,
        behind=r"", said="replaces", scope="onward",
    ),
    Row("rival", "E", behind=r",? instead\b", said="replaces", scope="onward"),
    Row("definition", "EQK", before=rf"\b(?:let|defin\w+|denot\w+|introduc\w+|abbreviat\w+|"
        rf"(?:we|us|let's|also|and|now|then) (?:write|call|set|put)|^ ?(?:write|call|set|put)|writing|"
        rf"setting|putting|call(?:ing|ed)|notation|shorthand|short for|for short)\b:? ?"
        rf"(?:us |that )?{_FEW}", said="let", scope="onward"),
    Row("definition", "EQ", before=r"\b(?:denot\w+|call\w*|writ\w+|abbreviat\w+|defin\w+|express\w*)\b"
        r"[^.;D]{0,80}\b(?:by|as|for) (?:the )?", said="let", scope="onward"),
    Row("supposition", "CKV", before=r"\b(?:let|set|put|fix|take)(?: us)?(?: now| say| take)? ",
        said="let", scope="block"),
    Row("definition", "E", before=r"\b(?:suppos\w+|assum\w+|consider\w*|tak(?:e|ing)|choos\w+|"
        r"chose|pick|fix)(?: that| now| then| for (?:example|simplicity|instance)| we have)*,? "
        rf"{_FEW}", said="suppose", scope="onward"),
    Row("definition", "E", before=r"\b(?:where(?:by|in)?|with|here|namely|i\.e\.,?|that is,?|and|"
        r"where we (?:use|have|write|set|define|put)|by which|given by|defined (?:as|by|to be)|"
        r"writing|via|through)(?: again| now| also| then| as before| as usual)?:? "
        r"(?:(?:the|our|an?) (?:[a-z0-9-]+ ){1,3})?", said="where", scope="where"),
    Row("definition", "E", before=r"\b(?:for|in case of)(?: the| a| an| our| this| that)? "
        r"(?:[a-z0-9-]+ ){0,4}", said="for", scope="case"),
)

_CASES = (
    Row("range", "N", said="sized", behind=r",? ?(?:\(|of (?:size|shape|dimensions?) |(?:is|be|are|has|have) (?:an? "
        r"|the )?(?:[a-z-]+ )?(?:(?:size|shape|dimensions?) )?(?:of (?:size|shape|dimensions?) )?)P", scope="onward"),
    Row("range", "N", said="sized", before=r"P (?:[a-z-]+ )?(?:matri\w+|arrays?|tensors?) ", scope="onward"),
    Row("range", "N", said="sized", behind=r",? (?:is |be |are )(?:an? |the )?(?:[a-z]+ )?[NX]-dimensional\b",
        scope="onward"),
    Row("range", "N", said="sized", before=r"[NX]-dimensional (?:[a-z-]+ ){0,2}vectors? ", scope="onward"),
    Row("range", "N", said="sized", behind=r",? ?(?:is |be )?(?:an? |the )?(?:[a-z]+ )?(?:vector )?of "
        r"(?:length|dimension|size) N", scope="onward"),
    Row("kind", "N", said="size", before=r"(?<![a-z-])(?:number|size|dimension(?:ality)?|length|count)s?(?: of [a-z -]"
        r"{1,24})?(?: is| are| be| equals| by| as|,)? ", scope="onward"),
    Row("property", "N", said="do not commute",
        behind=r"[^.;D]{0,40}\b(?:do|does)(?: not|n['’]t) commute\b", scope="onward"),
    Row("kind", "NX", said="transpose of", behind=r",? (?:(?:is|be|denotes|as|for) )?(?:the )?transpose of"
        r"(?: the)?(?: [a-z0-9-]+)? [NX]", scope="onward"),
    Row("kind", "NX", said="inverse of", behind=r",? (?:(?:is|be|denotes|as|for) )?(?:the )?inverse of"
        r"(?: the)?(?: [a-z0-9-]+)? [NX]", scope="onward"),
    Row("kind", "NX", said="mean of", behind=r",? (?:(?:is|be|denotes|as|for) )?(?:the )?(?:sample |arithmetic )?"
        r"(?:mean|average) of(?: all)?(?: the)?(?: [a-z0-9-]+)? [NXS]", scope="onward"),
    Row(
        "property", "QE",
        before=r"\b(?P<fact>symmetr(?:ic|y)|idempotent|orthogonal|orthonormal|involutory|unit|"
        r"normali[sz]ed)\b[^.;D]{0,24}(?:,|:|so|i\.e\.,?|that is,?|means|meaning|which says|\(|with|)"
        r"(?: that)? ",
        scope="onward",
    ),
    Row(
        "assumption", "CKVQZEI",
        before=r"\b(?:since|because(?: of)?|as|note(?: that)?|recall(?:ing)?(?: that)?|noting(?: that)?|"
        r"using(?: the fact)?(?: that)?|due to|thanks to|by|from|knowing|observ\w+|we know)"
        r"(?: that)?(?: we have| we know(?: that)?| it holds that| the fact that| always| also)*:? ",
        said="judge", scope="section",
    ),
    Row("assumption", "QZI", before=r"\b(?:where(?:in)?|with|here|and)(?: again| now| also| always)* ",
        said="judge", scope="where"),
    Row("size", "VQ", before=r"(?<![a-z-])(?:number|size|dimension(?:ality)?|width|height|length|"
        r"count|batch size)s?(?: of [a-z -]{1,20})?(?: is| are| equal to| be)? ", scope="onward"),
    Row("size", "V", behind=r" (?:(?:different|hidden|output|input|possible|training|independent|free|"
        r"real|data) ){0,2}(?:classes|categories|samples|examples|points|observations|features|"
        r"dimensions|layers|units|neurons|nodes|words|tokens|outcomes|inputs|outputs|states|actions|"
        r"variables|parameters|entries|components|rows|columns|terms|elements|labels|bits|sides|"
        r"steps|channels|heads|players|particles|agents|clusters|groups|experts)\b", scope="onward"),
    Row("property", "V", said="one-hot", behind=r" (?:for|at|if|when|only for) (?:the |its )?(?:[a-z0-9-]+ )"
        r"{0,3}?(?:correct|true|right|target|actual|observed|chosen|own)\b[^.;D]{0,40}(?:and|,|while|but) "
        r"(?:with )?[V0](?: for| at| in)? (?:all )?(?:the )?(?:others?|rest|remaining|other|C|elsewhere|"
        r"otherwise|everywhere)", scope="onward"),
    Row("property", "V", said="one-hot", behind=r" (?:if|when|only if|iff|where) N (?:is|denotes|=|equals) (?:the )?"
        r"(?:[a-z0-9-]+ ){0,2}?(?:correct|true|right|target|actual|observed|label)\b[^.;D]{0,30}(?:and|,) (?:it is )?"
        r"(?:V|0|zero) (?:otherwise|else|if not)", scope="onward"),
    Row("property", "N", said="one-hot", behind=r" (?:is|equals|has) (?:1|one|a 1|a one) (?:for|at|only for|in) "
        r"(?:the |its )?[^.;D]{0,40}(?:and|,) (?:is )?(?:0|zero)s? (?:for|at|elsewhere|everywhere|otherwise|"
        r"in|for)", scope="onward"),
    Row("property", "NX", said="sums to one", behind=r"'?s? ?(?:all |always |must |should |which |that )?"
        r"(?:sums?|adds?) (?:up )?to (?:one|1|unity)\b", scope="onward"),
    Row("hypothetical", "VE", behind=r",? (?:if|when(?:ever)?|for|iff|only if|exactly when) [CKVI]",
        said="cases", scope="sentence"),
    Row(
        "hypothetical", "V",
        behind=r",? (?:for|if|when|in|on) (?:the |an? |all |every |each |only )?(?:[a-z0-9-]+ ){0,2}"
        r"(?:correct|true|right|wrong|positive|negative|other|others|first|second|third|last|rest|"
        r"remaining|next|previous|class(?:es)?|examples?|labels?|layers?|outputs?|units?|words?|"
        r"targets?|samples?|points?)\b",
        said="elsewhere", scope="sentence",
    ),
    Row("hypothetical", "CKVQZEI", before=r"\b(?:if and only if|iff|exactly when|precisely when|exactly if) ",
        said="equivalence", scope="sentence"),
    Row(
        "supposition", "CKV",
        before=r"\b(?:for|at|with|when(?:ever)?|if|where(?:ver)?|while|once|"
        r"in (?:the |this )?(?:[a-z0-9-]+ ){0,3}cases?(?: of| that| where| when| in which|,)?|"
        r"cases?(?: \w+)?:?|taking|tak(?:e|es)|choos\w+|setting|putting|plug\w* in|substitut\w+|"
        r"insert\w*|say|given|suppos\w+|assum\w+|evaluat\w+(?: \w+)? at|point|consider(?:ing)?|"
        r"provided|only if|until|specif\w+|e\.g\.,?|for (?:example|instance),?|here|under)" + _THAT + r"(?:[a-z0-9-]+ ){0,2}",
    ),
    Row("supposition", "CKV", behind=r",? ?(?:case|we have|we get|gives|yields|:|\))"),
    Row("supposition", "C", before=r"(?:[(\[:]|^) ?"),
    Row(
        "assumption", "QZEI",
        before=r"\b(?:if|when(?:ever)?|in (?:the |this )?(?:[a-z0-9-]+ ){0,3}cases?"
        r"(?: of| that| where| when| in which)?|cases?:?|provided|as long as|only if|so long as|"
        r"under|for|once|while|at|say)" + _THAT + r"(?:[a-z0-9-]+ ){0,4}",
        said="if",
    ),
    Row(
        "assumption", "QZI",
        before=rf"\b(?:let|assum\w+|suppos\w+|given|restrict\w*|impos\w+|fix|take|hypothes\w+|"
        rf"condition)\b{_GAP}",
        said="assume", scope="section",
    ),
    Row("range", "M"),
    Row("range", "RS"),
)

#: Words at which a noun phrase ends.
_STOPS = (
    r"(?!(?:with|that|which|who|whose|where|in|by|on|from|to|and|or|so|if|when|then|we|is|are|for|at|as|"
    r"but|because|since|be|may|can|must|over|under|between|into|per|given|has|have|having|gives?|let|via|"
    r"of(?! (?:all )?(?:ones|zeros|[a-z0-9-]* ?probabilities)))\b)"
)

_NOT_OF = (
    r"(?![\w-]| (?:elements?|entr\w+|components?|products?|norms?|multiplication|calculus|notation|"
    r"spaces?|coefficients?|rule|form|case|identity|equation|derivatives?|gradient|jacobian)\b)"
)


def _noun(words: str) -> str:
    return rf"(?<![\w-])(?:{words}){_NOT_OF}"


_KINDS = (
    Kind("kind", "random", _noun(
        r"random(?: variables?| vectors?| matri\w+)?|stochastic|nois[ey]|noises|i\.i\.d\.?|iid|"
        r"drawn|sampled|distributed|gaussian|normal variables?|uniform(?:ly)? (?:random|distributed)")),
    Kind("unread", "unknown", _noun(
        r"modulo|mod \w+|multi-?valued|many-valued|complex(?:-valued)?(?: numbers?| variables?)?|"
        r"quaternions?|tensors?|permutations?|graphs?|strings?|booleans?|bits?|truth values?|logical|"
        r"group elements?|groups?|rings?|fields?|quantum|qubits?|clock|angles? modulo|fuzzy|formal|"
        r"generators?|symbols?|sequences?|series|sets?|subsets?|languages?|trees?|intervals?|cosets?|"
        r"residues?|classes modulo|polynomials?|measures?|non-?commut\w+|anti-?commut\w+|p-adic|"
        r"noncommuting|hypermatri\w+|spinors?|polymorphic|lists?|tuples?|dictionar\w+"
    )),
    Kind("property", "positive definite", _noun(r"positive(?:-| )(?:semi-?)?definite|psd|spd")),
    Kind("property", "nonnegative", _noun(r"non-?negative|not negative")),
    Kind("property", "positive", r"(?<![\w-])(?:strictly |all )?positive(?! (?:semi|definite|class|"
         r"examples?|samples?|labels?|pairs?|part|direction|case|words?|log)|[\w-])"),
    Kind("property", "negative", r"(?<![\w-])negative(?= (?:numbers?|reals?|constants?)|$)"),
    Kind("property", "antisymmetric", _noun(r"(?:skew|anti)-?symmetric")),
    Kind("property", "symmetric", r"(?<![\w-])symmetric(?! (?:in|about|difference|around|part))(?![\w-])"),
    Kind("property", "orthogonal", r"(?<![\w-])(?:orthogonal(?! to| projection|ity)|orthonormal|"
         r"unitary)(?![\w-])"),
    Kind("property", "idempotent", _noun(r"idempotent|projection matri\w+|projectors?")),
    Kind("property", "diagonal", _noun(r"diagonal(?: matri\w+)?")),
    Kind("property", "invertible", _noun(r"invertible|non-?singular|regular matri\w+|full-? ?rank")),
    Kind("property", "identity", _noun(r"(?:unit|identity)(?: matri\w+)?(?! vector)|"
         r"identity operator")),
    Kind("property", "zero", _noun(r"zero (?:matri\w+|vectors?)|all zeros?")),
    Kind("property", "ones", _noun(r"(?:vectors?|column|matri\w+) of (?:all )?ones|all-? ?ones?"
         r"(?: vectors?| matri\w+)?")),
    Kind("property", "unit", _noun(r"unit vectors?|unit (?:norm|length)|normali[sz]ed vectors?")),
    Kind("property", "one-hot", r"(?<![\w-])one-? ?hot(?:-? ?(?:encod\w+|vectors?|labels?|targets?))*"),
    Kind("property", "distribution", _noun(
        r"(?:(?:probability|discrete|categorical|label|target|true|predicted|output) )*distributions?|"
        r"(?:probability|stochastic) vectors?|vectors? of (?:[a-z0-9-]+ )?probabilities|"
        r"(?:[a-z0-9-]+ )?simplex")),
    Kind("property", "probability", _noun(r"probabilit(?:y|ies)|likelihoods?")),
    Kind("property", "binary", r"(?<![\w-])(?:binary|bernoulli|zero-one|0-1|0/1)(?! (?:cross|case|"
         r"classif|search|tree|operation|relation)|[\w-])|(?:either|equal to) (?:0|zero) or (?:1|one)"),
    Kind("property", "independent", _noun(r"(?:mutually |pairwise |statistically )?independent")),
    Kind("property", "do not commute", r"do(?: not|n['’]t) commute|non-?commuting"),
    Kind("kind", "operator", _noun(r"(?:[a-z0-9-]+ )?operators?|functionals?|linear maps?")),
    Kind("kind", "event", _noun(r"events?")),
    Kind("kind", "softmax", _noun(r"softmax(?: functions?| activations?)?")),
    Kind("kind", "sigmoid", _noun(r"(?:logistic )?sigmoid(?: functions?| activations?)?|"
         r"logistic(?: sigmoid)?(?: functions?)?")),
    Kind("kind", "relu", _noun(r"relu(?: functions?)?|rectifier")),
    Kind("kind", "step", _noun(r"heaviside(?: step)?(?: functions?)?|step function")),
    Kind("kind", "size", r"(?<![\w-])(?:total )?(?:number|count|size|dimension(?:ality)?|cardinality|"
         r"batch size|sample size)(?: of|$)|(?<![\w-])(?:batch|mini-?batch|sample|vocabulary) size"),
    Kind("kind", "index", _noun(r"ind(?:ex|ices)|subscripts?")),
    Kind("kind", "matrix", _noun(r"(?:[a-z0-9-]+ )?(?:matri(?:x|ces)|jacobians?|hessians?)")),
    Kind("kind", "vector", _noun(r"(?:[a-z0-9-]+ )?vectors?|logits|activations|embeddings?")),
    Kind("kind", "scalar", _noun(
        r"scalars?|(?:real )?numbers?|reals?|constants?|integers?|coefficients?|learning rates?|"
        r"step sizes?|temperatures?|hyper-?parameters?|scalar-valued|"
        r"regulari[sz]ation (?:parameter|strength|coefficient)s?")),
    Kind("kind", "function", _noun(r"(?:[a-z0-9-]+ )?functions?|mappings?|maps?|non-?linearit\w+")),
)

_DISPLAYS = (
    Row(
        "hypothetical",
        before=r"\b(?:mistakes?|mistaken\w*|wrong(?:ly)?|incorrect\w*|erroneous\w*|falsely|tempt\w+|"
        r"naively|pitfalls?|it is false that|is it true|do we have|contradiction|"
        r"(?:one|you|we|people|students|beginners) (?:might|may|often|sometimes|could) (?:think|"
        r"believe|guess|expect|hope|write|claim)|would (?:be|have|give|get|yield|imply|mean)|"
        r"(?:some|many|other|several) (?:authors?|people|texts?|books?|papers?)|"
        rf"(?:not|n['’]t) (?:true|hold|have|the case|correct|mean))\b[^.;D]{{0,80}}",
        said="mistake", scope="sentence",
    ),
    Row(
        "hypothetical",
        behind=r"[.,]? ?(?:(?:this |which |that )?(?:is|would be) (?:clearly |obviously )?(?:false|wrong|"
        r"incorrect|not (?:true|correct|valid|right)|a mistake|nonsense)|(?:which )?does not hold|fails|\?)",
        said="mistake", scope="sentence",
    ),
    Row(
        "rival",
        before=r"\b(?:(?:could|can|may|might|let us|we) (?:also |simply |just |now )?(?:ignor\w+|drop\w*|"
        r"neglect\w*|omit\w*|leav\w+ out|replac\w+)|end up with|as (?:a |an )?(?:second|third|another|"
        r"alternative|different) |alternatively|instead|another (?:[a-z0-9-]+ )?(?:choice|option|variant|"
        r"possibility|definition)|some(?: people)? prefer|redefin\w+)\b[^.;DEQV]{0,100}",
        said="replaces", scope="onward",
    ),
    Row(
        "approximate",
        before=r"\b(?:roughly|approximat\w+|nearly|asymptotically|for (?:very |sufficiently )?(?:small|"
        r"large|big|tiny)|to (?:first|second|leading|lowest) order|linear(?:is|iz)\w+|taylor|"
        r"up to (?:an? |the |irrelevant |additive |multiplicative )*(?:constants?|factors?|terms?|"
        r"scaling|normali[sz]ation)|ignoring|neglect\w*|(?:as|when|if|in the limit(?: of| as)?|for) L)"
        r"(?![\w-])[^.;D]{0,80}",
        scope="sentence",
    ),
    Row(
        "approximate",
        behind=r"[.,]? ?(?:roughly|approximately|nearly|for (?:small|large)|to (?:first|second|leading) "
        r"order|up to (?:an? |the )?(?:additive |multiplicative )?(?:constant|factor|term)s?|"
        r"(?:as|when|in the limit) L)\b",
        scope="sentence",
    ),
    Row(
        "update",
        before=r"\b(?:updat\w+|iterat\w+|gradient (?:descent|step)(?: step| is| reads)?|next iterate|"
        r"algorithm (?:is|reads|iterates|repeats|sets)|assign\w*)\b[^.;DEQV]{0,60}",
        said="update",
    ),
    Row(
        "constraint",
        before=r"\b(?:subject to|s\.t\.|such that|constraints?|boundary conditions?|"
        r"normal equations?)(?: [a-z0-9-]+){0,5}:? ?",
        said="constraint",
    ),
    Row(
        "constraint",
        before=r"\b(?:solv\w+|solutions? (?:of|to|is|at|are)|roots? (?:of|is|at|are)|(?:minim\w+|maxim\w+|"
        r"optim\w+|extrem\w+|stationary points?|critical points?)(?: [a-z0-9-]+){0,4} (?:is|are|lies|at|where"
        r"|when|satisf\w+)|(?:set|setting|equat\w+|put)\b[^.;D]{0,60}\b(?:to zero|to 0|equal to (?:zero|0)|"
        r"= 0)|(?:want|wish|have|need|us|exercise:?|^) ?(?:to )?(?:show|prove|verify|check)|"
        r"find \w+(?: [a-z0-9-]+){0,3} such)(?![\w-])[^.;D]{0,60}",
        said="solve",
    ),
    Row("definition", before=r"\b(?:let|define|defin(?:es|ed|ing)|denote|introduce|we (?:write|set|put|call)"
        r"|is defined (?:as|by|to be))(?: us| now| the| then| it| this| as| by| be| as follows| also| to)*"
        r"(?: [a-z0-9-]+){0,4}:? ?", said="let", scope="onward"),
)

_REASONS = (
    Row("assumption", before=r"\b(?:since|because|note that|recall that|as|using(?: the fact)?(?: that)?|given"
        r"(?: that)?)(?: [a-z0-9'’-]+){0,4}[:,]? ", said="judge", scope="section"),
    Row("assumption", before=r"\b(?:where|with|here)(?: again| now| also| we have)?[:,]? ", said="where",
        scope="where"),
    Row("assumption", before=r"\b(?:if|when(?:ever)?|provided(?: that)?|as long as|in (?:the )?case(?: that| of)?)"
        r"(?: [a-z0-9'’-]+){0,4}[:,]? ", said="if", scope="sentence"),
    Row("assumption", before=r"\b(?:assum\w+|suppos\w+)(?: that)?(?: [a-z0-9'’-]+){0,4}[:,]? ", said="assume",
        scope="section"),
)

_SENTENCES = (
    Row("convention", before=r"\b(?:einstein|summation) (?:summation )?convention|repeated ind\w+ (?:are|is) "
        r"(?:implicitly )?summed|sum over repeated|summation (?:over repeated \w+ )?is (?:implied|understood)",
        said="einstein"),
    Row("convention", before=r"\bnumerator[- ]layout", said="numerator"),
    Row("convention", before=r"\bdenominator[- ]layout", said="denominator"),
    Row("convention", before=r"\b(?:logarithms?|logs?)\b[^.;D]{0,30}\b(?:base|to the base) (?:2|two)\b|"
        r"\bbase-?(?:2|two) logarithm|\bin bits\b|\bbinary logarithm", said="log base 2"),
    Row("convention", before=r"\b(?:logarithms?|logs?)\b[^.;D]{0,30}\bbase (?:10|ten)\b|\bcommon logarithm|"
        r"\bdecimal logarithm", said="log base 10"),
    Row("convention", before=r"\bnatural logarithm", said="natural log"),
)

ENGLISH = Language(
    name="english",
    rows=(*_DENIED, *_SPECIAL, *_NAMED, *_CASES),
    displays=(*_DISPLAYS, *_REASONS),
    kinds=_KINDS,
    sentences=_SENTENCES,
    joins=r" ?(?:,? ?(?:and|or|as well as|resp\.|and also|and that)|,|;|&|/) ?(?:both |that )?",
    is_=r"(?:,? (?:which |that |both |each |all |again |now |here )*(?P<verb>is|are|be|being|denotes?|represents?|"
    r"means|stands for|as|remains?|becomes?|were|was|for)(?: (?:both|each|all|also|now|still|always|again|"
    r"given by|called|assumed to be|taken to be|known to be|equal to|said to be|supposed to be))*|,|\(|)"
    r" ?(?:an? |the |any |some |arbitrary |our |its |just |simply |two |three |real |square |fixed |"
    r"mutually |given |iid )*",
    phrase=rf"(?:{_STOPS}(?:of )?[a-z0-9'’/-]+(?: |(?=[.,;:)]|$))){{1,6}}",
    before=rf"(?:(?<=[\s(,.;:])|^)(?:{_STOPS}(?:of )?[a-z0-9'’/-]+ ){{1,6}}",
    denied=r"\b(?:not|n['’]t|non|no|never|need not|unless|without|whether|nor|neither|cannot|than|fails?|"
    r"like an?|as if|except)\b",
    brief=r"\b(?:if|when|whenever|case|unless|whereas|where|for|suppose|once|while)\b",
    goes_on=r"^ ?(?:in (?:this|that|such) (?:case|situation)|in which case|under "
    r"(?:this|that|these) (?:assumption|condition)s?)\b",
    otherwise=r"\b(?:otherwise|else|in (?:all|the|any) other cases?|in the (?:other|opposite|remaining) "
    r"cases?|if not|conversely, if)\b",
    over=r"^ ?(?:in general|in all cases|in both cases|combin\w+|together|putting|overall|in sum|summing up|"
    r"to sum up|finally|taken together|both cases|collecting|unifying|altogether|now consider|for any|"
    r"for an arbitrary|more generally|generally)\b",
    singular=frozenset(("is", "denotes", "represents", "means", "stands for", "was", "remains", "becomes")),
    naming=(
        Naming(r"\b(?:writ\w+|us(?:e|ing)|let|put|set|abbreviat\w+|denot\w+|have|with)(?: us| also)? ",
               r" (?:for|be|to denote|denote|denotes|as (?:a )?short(?:hand)? for|stand for|standing for)"
               r"(?: the)?(?: [a-z]+)? ", True),
        Naming(r"\b(?:denot\w+|abbreviat\w+|writ\w+|call\w*)(?: [a-z -]{1,30})? ",
               r",? (?:by|as|simply|simply by|briefly) ", False),
    ),
    conditional=r"\b(?:if|when(?:ever)?|since|because|as|once|unless|suppose)\b[^.;,A-Z]{0,30}",
    given=r"\b(?:for|at|given|provided|with|assuming|in the case)\b[^.;,A-Z]{0,30}",
    also=r"\b(?:and|or|both)\b|&",
)
