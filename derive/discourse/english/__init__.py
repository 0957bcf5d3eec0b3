r"""The words of English mathematical prose.

Rows are asked in their order: what denies, what is another's, what is asked (``denials``); what
approximates, what is to be solved, what is updated (``purposes``); then ``definitions``,
``facts`` and ``conditions``. ``displays`` are about the display of a sentence, ``kinds`` about
names.
"""

from __future__ import annotations

from derive.discourse.english.conditions import CASES
from derive.discourse.english.definitions import NAMED
from derive.discourse.english.denials import DENIED
from derive.discourse.english.displays import DISPLAYS, REASONS, SENTENCES
from derive.discourse.english.facts import FACTS
from derive.discourse.english.kinds import KINDS
from derive.discourse.english.phrases import STOPS
from derive.discourse.english.purposes import SPECIAL
from derive.discourse.words import Language, Naming

__all__ = ["ENGLISH"]

ENGLISH = Language(
    name="english",
    rows=(*DENIED, *SPECIAL, *NAMED, *FACTS, *CASES),
    displays=(*DISPLAYS, *REASONS),
    kinds=KINDS,
    sentences=SENTENCES,
    joins=r" ?(?:,? ?(?:and|or|as well as|resp\.|and also|and that)|,|;|&|/) ?(?:both |"
    "that )?",
    is_="(?:,? (?:which |that |both |each |all |again |now |here )*(?P<verb>is|are|be|"
    "being|denotes?|represents?|means|stands for|as|remains?|becomes?|were|was)(?: "
    "(?:both|each|all|also|now|still|always|again|given by|called|assumed to be|taken "
    r"to be|known to be|equal to|said to be|supposed to be))*|,|\(|) ?(?:an? |the |any "
    "|some |arbitrary |our |its |just |simply |two |three |real |square |fixed |"
    "mutually |given |iid )*(?:[NXP](?:-dimensional|-d|-vector)? (?=[a-z])|length-N "
    ")?(?:real |complex |square )?",
    phrase=f"(?:(?:total )?number of [a-z0-9-]+|(?:{STOPS}(?:of )?[a-z0-9'’/-]+"
    "(?: |(?=[.,;:)]|$))){1,6})",
    before=rf"(?:(?<=[\s(,.;:])|^)(?:{STOPS}(?:of )?[a-z0-9'’/-]+ ){{1,6}}",
    denied=r"\b(?:not|n['’]t|non|no|never|need not|unless|without|whether|nor|neither|"
    r"cannot|than|fails?|like an?|as if|except)\b",
    brief=r"\b(?:if|when|whenever|case|unless|whereas|where|for|suppose|once|while)\b",
    goes_on="^ ?(?:in (?:this|that|such) (?:case|situation)|in which case|under (?:this|"
    r"that|these) (?:assumption|condition)s?|then)\b",
    otherwise=r"\b(?:otherwise|else|in (?:all|the|any) other cases?|in the (?:other|"
    r"opposite|remaining) cases?|if not)\b",
    over=r"^ ?(?:in general|in all cases|in both cases|combin\w+|together|putting|overall|"
    "in sum|summing up|to sum up|finally|taken together|both cases|collecting|"
    "unifying|altogether|now consider|for any|for an arbitrary|more generally|"
    r"generally)\b",
    general=r"(?:[,;:.DEQZ] ?|\b(?:and|but|while|whereas|yet|though) )(?:(?:and|but|while|whereas|yet) )?"
    r"(?:in general|(?:more )?generally|in (?:the|a) general (?:case|setting)|in (?:all|both) cases|"
    r"elsewhere|otherwise|away from (?:it|this|that|there|here|zero|the [a-z]+))\b"
    r"|\b(?:for|with) (?:an? |every |any )?(?:general|arbitrary|generic|any|every|all|other)"
    "(?: (?:other )?(?:values?|choices?) of)? [NXS]",
    opening=r"\b(?:suppos\w+|assum\w+|let|tak(?:e|ing)|consider\w*|cases?|set|fix|put)\b",
    picked=" (?:is|equals|is equal to) (?:1|one) (?:if|when|iff|if and only if|only if|exactly (?:if|when)|"
    "precisely (?:if|when)) |[^.;D]{0,30}\\bone-? ?hot\\b[^.;D]{0,30}\\b(?:1|one) (?:for|at|in)(?: the)?"
    "(?: [a-z-]+){0,2}? (?:correct|true|right|target|actual|observed|chosen)(?: [a-z-]+)? ",
    condition=" ?(?:if|iff|when(?:ever)?|exactly|precisely|only if|provided|as long as)\\b",
    every=r",? ?(?:(?:which |and this )?(?:holds |is so |is true ))?(?:for|at|in) (?:all|every|each|any)"
    "(?: [a-z-]+){0,2} (?P<of>[NMRSC])",
    every_before=r"\b(?:for|at|in) (?:all|every|each|any)(?: [a-z-]+){0,2} (?P<of>[NMRS])(?:,| that| we have"
    "| it holds that| one has)* ",
    each=r"\b(?:rows|columns|entries|each|every|all)\b[^.;D]{0,60}(?:,|:|so that|i\.e\.,?|that is,?) ",
    singular=frozenset(
        ("is", "denotes", "represents", "means", "stands for", "was", "remains", "becomes")
    ),
    naming=(
        Naming(
            r"\b(?:writ\w+|us(?:e|ing)|let|put|set|abbreviat\w+|denot\w+|have|"
            "with)(?: us| also)? ",
            " (?:for|be|to denote|denote|denotes|as (?:a )?short(?:hand)? for|stand "
            "for|standing for)(?: the)?(?: [a-z]+)? ",
            True,
        ),
        Naming(
            r"\b(?:denot\w+|abbreviat\w+|writ\w+|call\w*)(?: [a-z -]{1,30})? ",
            ",? (?:by|as|simply|simply by|briefly) ",
            False,
        ),
    ),
    conditional=r"\b(?:if|when(?:ever)?|since|because|as|once|unless|"
    r"suppose)\b[^.;,A-Z]{0,30}",
    given=r"\b(?:for|at|given|provided|with|assuming|in the case)\b[^.;,A-Z]{0,30}",
    also=r"\b(?:and|or|both)\b|&",
    inside=r"\b(?:of|in|on|to|by|from|at|under|over|between|for|into|with)(?: (?:the|an?|"
    "our|its|each|this|all|two|three))?(?: [a-z-]+){0,2} ",
    entries=r"\b(?:entries|elements|components|coordinates|values|probabilities) of "
    r"(?:the |an? |each )?(?:[a-z-]+ ){0,2}",
    inside_of=r"\bof(?: (?:the|an?|"
    "our|its|each|this|all))?(?: [a-z-]+){0,2} ",
    goes_behind=r" (?!and\b|or\b|where\b|with\b|for\b|which\b|so\b|then\b|as\b|to\b|is\b|we\b)"
    "[a-z]|-| ?[=+(]",
)
