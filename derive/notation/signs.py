r"""What each command and each character stands for: the tables of the lexer.

A command that stands neither here nor in ``derive.notation.markup`` is a name.
"""

from __future__ import annotations

from derive.syntax.letters import _GREEK as GREEK

__all__ = [
    "ACCENTS",
    "BIG",
    "CHARACTERS",
    "CLOSING",
    "FUNCTIONS",
    "LETTERS",
    "NEGATED",
    "OPENING",
    "OPERATORS",
    "OVER_MANY",
    "RELATIONS",
    "SEPARATORS",
    "STYLES",
]

#: Letters by command; the value is the letter's name.
LETTERS = {"\\" + name: name for name in GREEK} | {
    r"\ell": "ℓ", r"\partial": "∂", r"\part": "∂", r"\nabla": "∇", r"\top": "⊤",
    r"\intercal": "⊤", r"\infty": "∞", r"\prime": "′", r"\ldots": "…", r"\cdots": "…",
    r"\dots": "…", r"\hdots": "…", r"\vdots": "…", r"\ddots": "…", r"\dotsc": "…",
    r"\dotsb": "…", r"\dotsm": "…", r"\dotso": "…", r"\dagger": "†", r"\hbar": "ħ",
    r"\infin": "∞", r"\bot": "⊥", r"\emptyset": "∅", r"\varnothing": "∅", r"\square": "□",
    r"\Box": "□",
    r"\triangle": "△", r"\bigtriangleup": "△", r"\triangledown": "∇",
    r"\bigtriangledown": "∇",
}  # fmt: skip

_FUNCTION_NAMES = (
    "log lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min lim "
    "limsup liminf sup inf det arg argmax argmin Re Im ker dim deg gcd hom"
)
#: Functions that take what stands behind them without parentheses, and signs that do.
FUNCTIONS = {rf"\{name}": name for name in _FUNCTION_NAMES.split()} | {
    r"\ln": "log", r"\int": "integral", r"\iint": "double integral",
    r"\iiint": "triple integral", r"\oint": "contour integral", r"\bigcup": "union",
    r"\bigcap": "intersection", r"\bigoplus": "direct sum", r"\bigotimes": "tensor product",
    r"\coprod": "coproduct", r"\bigvee": "disjunction", r"\bigwedge": "conjunction",
}  # fmt: skip

BIG = {r"\sum": "sum", r"\prod": "product", "∑": "sum", "∏": "product"}

OPERATORS = {
    r"\cdot": "·", r"\times": "×", "*": "*", "/": "/", r"\odot": "⊙", r"\circ": "⊙",
    r"\oslash": "⊘", r"\div": "/", "·": "·", "⋅": "·", "×": "×", "⊙": "⊙", "⊘": "⊘", "∗": "*",
    "∘": "⊙", "÷": "/", r"\otimes": "⊗", r"\oplus": "⊕", r"\ominus": "⊖", r"\cup": "∪",
    r"\cap": "∩", r"\setminus": "∖", r"\backslash": "∖", r"\land": "∧", r"\wedge": "∧",
    r"\lor": "∨", r"\vee": "∨", "⊗": "⊗", "⊕": "⊕", "∪": "∪", "∩": "∩", "∧": "∧", "∨": "∨",
    r"\bmod": "mod", r"\bigodot": "⊙", r"\sqcup": "⊔", r"\diamond": "⋄",
    r"\ast": "∗", r"\star": "⋆", r"\bullet": "∙", "⋆": "⋆",
}  # fmt: skip

RELATIONS = {
    "=": "=", ":=": "=", r"\coloneqq": "=", r"\triangleq": "=", r"\equiv": "≡", r"\ne": "≠",
    r"\neq": "≠", "=/": "≠", "!=": "≠", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥",
    r"\leqslant": "≤", r"\geqslant": "≥", "<": "<", ">": ">", r"\lt": "<", r"\gt": ">",
    r"\in": "∈", r"\notin": "∉", r"\approx": "≈", r"\sim": "∼", r"\propto": "∝", r"\to": "→",
    r"\rightarrow": "→", r"\leftarrow": "←", r"\gets": "←", r"\Rightarrow": "⇒",
    r"\implies": "⇒", r"\iff": "⇔", r"\Longrightarrow": "⇒", r"\Longleftrightarrow": "⇔",
    r"\longrightarrow": "→", r"\therefore": "∴", r"\because": "∴", "∴": "∴", "∵": "∴",
    r"\Leftrightarrow": "⇔", r"\ll": "≪", r"\gg": "≫",
    "≠": "≠", "≤": "≤", "≥": "≥", "∈": "∈", "≔": "=", "≡": "≡", "≈": "≈", "→": "→", "←": "←",
    "⇒": "⇒", "∝": "∝", "⇔": "⇔", "⟺": "⇔", "⟹": "⇒", r"\simeq": "≈", "∼": "∼", "≜": "=",
    "=:": "=", ">=": "≥", "<=": "≤", "==": "=", "->": "→", "=>": "⇒", "+=": "+=", "-=": "-=",
    ">>": "≫", "<<": "≪", r"\coloneq": "=", r"\eqqcolon": "=", r"\eqcolon": "=", r"\doteq": "=",
    r"\eqdef": "=", r"\defeq": "=", r"\subset": "⊂", r"\subseteq": "⊆", r"\supset": "⊃",
    r"\supseteq": "⊇", r"\subsetneq": "⊊", r"\ni": "∋", r"\mapsto": "↦", r"\longmapsto": "↦",
    r"\succeq": "⪰", r"\preceq": "⪯", r"\succ": "≻", r"\prec": "≺", r"\cong": "≅",
    r"\asymp": "≍", r"\lesssim": "≲", r"\gtrsim": "≳", r"\leadsto": "→", r"\Leftarrow": "⇐",
    r"\Longleftarrow": "⇐", r"\longleftarrow": "←", r"\leftrightarrow": "↔", r"\impliedby": "⇐",
    r"\hookrightarrow": "→", r"\models": "⊨", r"\vdash": "⊢", r"\nearrow": "↗",
    r"\searrow": "↘", r"\lessgtr": "≶", r"\gtrless": "≷", r"\thickapprox": "≈",
    r"\thicksim": "∼", r"\nsim": "≁", r"\nleq": "≰", r"\ngeq": "≱", r"\perp": "⊥",
    "⊂": "⊂", "⊆": "⊆", "∉": "∉", "↦": "↦", "≪": "≪", "≫": "≫", "＝": "=",
}  # fmt: skip

#: Signs between two things that are signs over many where something stands below them.
OVER_MANY = {
    "∪": "union", "∩": "intersection", "⊕": "direct sum", "⊗": "tensor product",
    "∨": "disjunction", "∧": "conjunction",
}  # fmt: skip

#: What ``\not`` makes of a relation; of any other it is the relation behind ``¬``.
NEGATED = {"=": "≠", "∈": "∉", "≤": "≰", "≥": "≱", "≡": "≢", "∼": "≁"}

#: Between clauses, or between the arguments of a function.
SEPARATORS = {
    ",": ",", ";": ";", ":": ":", r"\colon": ":", r"\mid": "|", "|": "|", r"\vert": "|",
    r"\forall": "for all ", "∀": "for all ", ".": ".", "，": ",", "、": ",", "；": ";", "：": ":",
    "。": ".", "?": "?", "？": "?",
}  # fmt: skip

OPENING = {
    "(": "(", "[": "[", r"\{": r"\{", r"\lbrace": r"\{", r"\lbrack": "[", r"\langle": "⟨",
    "⟨": "⟨", r"\lfloor": "⌊", "⌊": "⌊", r"\lceil": "⌈", "⌈": "⌈", "（": "(",
}  # fmt: skip

CLOSING = {
    ")": "(", "]": "[", r"\}": r"\{", r"\rbrace": r"\{", r"\rbrack": "[", r"\rangle": "⟨",
    "⟩": "⟨", r"\rfloor": "⌊", "⌋": "⌊", r"\rceil": "⌈", "⌉": "⌈", "）": "(",
}  # fmt: skip

#: Alphabets; ``upright`` and ``italic`` leave the letter what it is.
STYLES = {
    r"\mathbf": "bold", r"\boldsymbol": "bold", r"\bm": "bold", r"\pmb": "bold",
    r"\mathcal": "script", r"\mathscr": "script",
    r"\mathbb": "double-struck", r"\mathbbm": "double-struck", r"\mathds": "double-struck",
    r"\mathfrak": "fraktur", r"\mathnormal": "plain", r"\mathit": "plain", r"\mathrm": "plain",
    r"\operatorname": "plain", r"\mathsf": "plain", r"\mathtt": "plain", r"\mathop": "plain",
}  # fmt: skip

#: Accents, as combining characters.
ACCENTS = {
    r"\grave": "\u0300", r"\acute": "\u0301", r"\hat": "\u0302", r"\widehat": "\u0302",
    r"\tilde": "\u0303", r"\widetilde": "\u0303", r"\bar": "\u0304", r"\overline": "\u0304",
    r"\breve": "\u0306", r"\dot": "\u0307", r"\ddot": "\u0308", r"\check": "\u030c",
    r"\vec": "\u20d7", r"\overrightarrow": "\u20d7", r"\overleftarrow": "\u20d6",
    r"\underline": "\u0332", r"\mathring": "\u030a", r"\widecheck": "\u030c",
    r"\dddot": "\u20db", r"\utilde": "\u0330", r"\underbar": "\u0332",
}  # fmt: skip

#: Characters of other alphabets of signs, as what one would type for them.
CHARACTERS = {"∂": "∂", "∇": "∇", "∞": "∞", "…": "…", "′": "'", "⊤": "⊤", "ᵀ": "^⊤", "ℓ": "ℓ"}
