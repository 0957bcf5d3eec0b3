"""English words that give a name a meaning, or another one."""

from __future__ import annotations

from derive.discourse.english.gaps import AT, FEW, GAP, INSTEAD
from derive.discourse.words import Row

__all__ = ["NAMED"]

NAMED = (
    Row(
        "supposition",
        "EVQZ",
        before=AT
        + r"(?:(?:the|its|this|that|each|every|any|an?) (?:[a-z-]+ ){0,2}?(?:points?|minim\w+|maxim\w+|"
        "optim(?:um|a)|centre|center|origin|boundary|edge|equilibrium|extremum|saddle|peak|vertex|"
        "roots?|zeros?|solution|middle|midpoint|mean|mode|start|place|position|value|limit|"
        "[a-z]+ation),? )?",
        said="place",
        scope="sentence",
    ),
    Row(
        "rival",
        "EV",
        before=r"\b(?:as (?:a |an |our )?(?:second|third|another|further|different|"
        "other|alternative|new|last) (?:[a-z0-9-]+ )?|"
        rf"{INSTEAD}|another (?:[a-z0-9-]+ )?(?:example|choice|option|variant|possibility|"
        r"definition|loss|function)\b|redefin\w+|a different (?:[a-z0-9-]+ "
        rf"){{1,2}}|some(?: people)? prefer|chang\w+ the){GAP}",
        behind="",
        said="replaces",
        scope="onward",
    ),
    Row("rival", "E", behind=r",? instead\b", said="replaces", scope="onward"),
    Row(
        "definition",
        "EQK",
        before=r"\b(?:let|defin\w+|denot\w+|introduc\w+|abbreviat\w+|(?:we|us|let's|"
        "also|and|now|then) (?:write|call|set|put)|^ ?(?:write|call|set|put)|"
        "writing|setting|putting|call(?:ing|ed)|notation|shorthand|short for|"
        rf"for short)\b:? ?(?:us |that )?{FEW}",
        said="let",
        scope="onward",
    ),
    Row(
        "definition",
        "EQ",
        before=r"\b(?:denot\w+|call\w*|writ\w+|abbreviat\w+|defin\w+|"
        r"express\w*)\b[^.;D]{0,80}\b(?:by|as|for) (?:the )?",
        said="let",
        scope="onward",
    ),
    Row(
        "supposition",
        "CKV",
        before=r"\b(?:let|assum\w+|suppos\w+)\b[^.;,D]{0,40} and ",
        said="let",
        scope="block",
    ),
    Row(
        "supposition",
        "CKV",
        before=r"\b(?:let|set|put|fix|take)(?: us)?(?: now| say| take)? ",
        said="let",
        scope="block",
    ),
    Row(
        "definition",
        "E",
        before=r"\b(?:suppos\w+|assum\w+|consider\w*|tak(?:e|ing)|choos\w+|chose|pick|"
        "fix)(?: that| now| then| for (?:example|simplicity|instance)| we "
        f"have)*,? {FEW}",
        said="suppose",
        scope="onward",
    ),
    Row(
        "definition",
        "E",
        before=r"\b(?:where(?:by|in)?|with|here|namely|i\.e\.,?|that is,?|and|where "
        "we (?:use|have|write|set|define|put)|by which|given by|defined (?:as|"
        "by|to be)|writing|via|through)(?: again| now| also| then| as before| "
        "as usual)?:? (?:(?:the|our|an?) (?:[a-z0-9-]+ ){1,3})?",
        said="where",
        scope="where",
    ),
    Row(
        "definition",
        "E",
        before=r"\b(?:for|in case of)(?: the| a| an| our| this| that)? (?:[a-z0-9-]+ "
        "){0,4}",
        said="for",
        scope="case",
    ),
)
