"""English words about the display of a sentence, and about notation itself."""

from __future__ import annotations

from derive.discourse.english.gaps import DEFINED, INSTEAD, PLACE, UNTIL
from derive.discourse.words import Row

__all__ = ["DISPLAYS", "REASONS", "SENTENCES"]

DISPLAYS = (
    Row(
        "hypothetical",
        before=r"\b(?:mistakes?|mistaken\w*|wrong(?:ly)?|incorrect\w*|erroneous\w*|"
        r"falsely|tempt\w+|naively|pitfalls?|it is false that|is it true|do we "
        "have|contradiction|(?:one|you|we|people|students|beginners) (?:might|"
        "may|often|sometimes|could) (?:think|believe|guess|expect|hope|claim)|"
        "(?:people|students|beginners) (?:may|often|sometimes) write|would "
        "(?:be|have|give|get|yield|imply|mean)|(?:some|many|other|several) "
        "(?:authors|people|texts|books|papers)|(?:not|n['’]t) (?:true|"
        rf"hold|have|the case|correct|mean))\b{UNTIL}",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        behind="[.,]? ?(?:(?:this |which |that )?(?:is|would be) (?:clearly |"
        "obviously )?(?:false|wrong|incorrect|not (?:true|correct|valid|"
        r"right)|a mistake|nonsense)|(?:which )?does not hold|fails|\?)",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "definition",
        before=r"\blet,? up to [a-z -]{1,40}(?:,|be) |\bup to [a-z -]{1,40},? let (?:[a-z-]+ ){0,4}",
        said="let",
        scope="onward",
    ),
    Row(
        "constraint",
        before=rf"\b{DEFINED}(?: we have| it holds that| for (?:all|every|each|some) N)?[:,]? ",
        said="condition",
        scope="sentence",
    ),
    Row(
        "rival",
        before=r"\b(?:(?:could|can|may|might|let us|we) (?:also |simply |just |now "
        r")?(?:ignor\w+|drop\w*|neglect\w*|omit\w*|leav\w+ out|replac\w+)|end "
        "up with|as (?:a |an )?(?:second|third|another|alternative|different) "
        rf"|{INSTEAD}|another (?:[a-z0-9-]+ )?(?:choice|option|"
        "variant|possibility|definition)|some(?: people)? prefer|"
        r"redefin\w+)\b[^.;DEQV]{0,100}",
        said="replaces",
        scope="onward",
    ),
    Row(
        "approximate",
        before=r"\b(?:roughly|approximat\w+|nearly|asymptotically|for (?:very |"
        "sufficiently )?(?:small|large|big|tiny)|to (?:first|second|leading|"
        r"lowest) order|linear(?:is|iz)\w+|taylor|up to (?:an? |the |"
        "irrelevant |additive |multiplicative )*(?:constants?|factors?|terms?|"
        r"scaling|normali[sz]ation)|ignoring|neglect\w*|(?:as|when|if|in the "
        r"limit(?: of| as)?|for) L)(?![\w-])[^.;D]{0,80}",
        scope="sentence",
    ),
    Row(
        "approximate",
        behind="[.,]? ?(?:roughly|approximately|nearly|for (?:small|large)|to "
        "(?:first|second|leading) order|up to (?:an? |the )?(?:additive |"
        "multiplicative )?(?:constant|factor|term)s?|(?:as|when|in the limit) "
        r"L)\b",
        scope="sentence",
    ),
    Row(
        "update",
        before=r"\b(?:updat\w+|iterat\w+|gradient (?:descent|step)(?: step| is| "
        "reads)?|next iterate|algorithm (?:is|reads|iterates|repeats|sets)|"
        r"assign\w*)\b[^.;DEQV]{0,60}",
        said="update",
    ),
    Row(
        "constraint",
        before=r"\b(?:subject to|s\.t\.|such that|constraints?|boundary conditions?|"
        "normal equations?)(?: [a-z0-9-]+){0,5}:? ?",
        said="constraint",
    ),
    Row(
        "constraint",
        before=r"\b(?:solv\w+(?! for the (?:gradient|derivative))|solutions? (?:of|to|"
        r"is|at|are)|roots? (?:of|is|at|are)|"
        rf"{PLACE}|(?:set|setting|equat\w+|"
        r"put)\b[^.;D]{0,60}\b(?:to zero|to 0|equal to (?:zero|0)|= 0)|(?:want|"
        "wish|have|need|us|exercise:?) (?:to )?(?:show|prove|verify|check)|^ "
        r"?(?:show|prove|verify)|find \w+(?: [a-z0-9-]+){0,3} "
        r"such)(?![\w-])[^.;D]{0,60}",
        said="solve",
    ),
    Row(
        "constraint",
        before=r"\b(?:minim|maxim|optim|extrem)(?:um|a) (?:is|are)(?: then| thus| therefore)?:? ",
        said="value",
    ),
    Row(
        "definition",
        before=r"\b(?:let|define|defin(?:es|ed|ing)|denote|introduce|we (?:write|set|"
        "put|call)|is defined (?:as|by|to be))(?: us| now| the| then| it| "
        "this| as| by| be| as follows| also| to)*(?: [a-z0-9-]+){0,4}:? ?",
        said="let",
        scope="onward",
    ),
)


REASONS = (
    Row(
        "assumption",
        before=r"\b(?:since|because)(?: we know| it holds)?(?: that)?(?: "
        "[a-z0-9'’-]+){0,3}[:,]? ",
        said="judge",
        scope="section",
    ),
    Row(
        "assumption",
        before=r"\b(?:where|with)(?: again| now| also| we have)?[:,]? ",
        said="where",
        scope="where",
    ),
    Row(
        "assumption",
        before=r"\b(?:if|when(?:ever)?|provided(?: that)?|as long as|in (?:the "
        ")?case(?: that| of)?)(?: [a-z0-9'’-]+){0,4}[:,]? ",
        said="if",
        scope="sentence",
    ),
    Row(
        "assumption",
        before=r"\b(?:assum\w+|suppos\w+)(?: that)?(?: [a-z0-9'’-]+){0,4}[:,]? ",
        said="assume",
        scope="section",
    ),
)


SENTENCES = (
    Row(
        "convention",
        before=r"\b(?:einstein|summation) (?:summation )?convention|repeated ind\w+ "
        "(?:are|is) (?:implicitly )?summed|sum over repeated|summation "
        r"(?:over repeated \w+ )?is (?:implied|understood)",
        said="einstein",
    ),
    Row("convention", before=r"\bnumerator[- ]layout", said="numerator"),
    Row("convention", before=r"\bdenominator[- ]layout", said="denominator"),
    Row(
        "convention",
        before=r"\b(?:logarithms?|logs?)\b[^.;D]{0,30}\b(?:base|to the base) (?:2|"
        r"two)\b|\bbase-?(?:2|two) logarithm|\bin bits\b|\bbinary logarithm",
        said="log base 2",
    ),
    Row(
        "convention",
        before=r"\b(?:logarithms?|logs?)\b[^.;D]{0,30}\bbase (?:10|ten)\b|\bcommon "
        r"logarithm|\bdecimal logarithm",
        said="log base 10",
    ),
    Row("convention", before=r"\bnatural logarithm", said="natural log"),
)
