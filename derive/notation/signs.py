r"""What each command and each character stands for: the tables of the lexer.

A command that stands in none of these tables is not read.
"""

from __future__ import annotations

from derive.syntax.letters import _GREEK as GREEK

__all__ = [
    "ACCENTS",
    "BIG",
    "CHARACTERS",
    "CLOSING",
    "DISPLAYS",
    "FUNCTIONS",
    "IGNORED",
    "IGNORED_WITH_GROUP",
    "LETTERS",
    "MATRICES",
    "OPENING",
    "OPERATORS",
    "PROSE",
    "RELATIONS",
    "SEPARATORS",
    "SIZES",
    "STYLES",
    "TEXTS",
    "UNREAD",
    "UPRIGHT",
    "WIDE",
    "WORDS",
]

#: Letters by command; the value is the letter's name.
LETTERS = {"\\" + name: name for name in GREEK} | {
    r"\ell": "ℓ",
    r"\partial": "∂",
    r"\part": "∂",
    r"\nabla": "∇",
    r"\top": "⊤",
    r"\intercal": "⊤",
    r"\infty": "∞",
    r"\prime": "′",
    r"\ldots": "…",
    r"\cdots": "…",
    r"\dots": "…",
    r"\hdots": "…",
    r"\vdots": "…",
    r"\ddots": "…",
    r"\dotsc": "…",
    r"\dotsb": "…",
    r"\ast": "∗",
    r"\star": "⋆",
    r"\dagger": "†",
    r"\hbar": "ħ",
}

#: Functions that take what stands behind them without parentheses.
FUNCTIONS = {
    r"\log": "log",
    r"\ln": "log",
    r"\exp": "exp",
    r"\tanh": "tanh",
    r"\sin": "sin",
    r"\cos": "cos",
    r"\tan": "tan",
    r"\sinh": "sinh",
    r"\cosh": "cosh",
    r"\max": "max",
    r"\min": "min",
    r"\lim": "lim",
    r"\sup": "sup",
    r"\inf": "inf",
    r"\det": "det",
    r"\arg": "arg",
    r"\argmax": "argmax",
    r"\argmin": "argmin",
    r"\Pr": "Pr",
    r"\Re": "Re",
    r"\Im": "Im",
    r"\ker": "ker",
    r"\dim": "dim",
    r"\int": "integral",
}

#: Words that are functions also where they stand as plain letters; longest first.
WORDS = {
    "softmax": "softmax",
    "sigmoid": "sigmoid",
    "argmax": "argmax",
    "argmin": "argmin",
    "tanh": "tanh",
    "sqrt": "sqrt",
    "log": "log",
    "exp": "exp",
    "max": "max",
    "min": "min",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "ln": "log",
}

BIG = {r"\sum": "sum", r"\prod": "product", "∑": "sum", "∏": "product"}

OPERATORS = {
    r"\cdot": "·", r"\times": "×", "*": "*", "/": "/", r"\odot": "⊙", r"\circ": "⊙",
    r"\oslash": "⊘", r"\div": "/", "·": "·", "⋅": "·", "×": "×", "⊙": "⊙", "⊘": "⊘", "∗": "*",
    "∘": "⊙", "÷": "/",
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
}  # fmt: skip

#: Between clauses, or between the arguments of a function.
SEPARATORS = {",": ",", ";": ";", ":": ":", r"\colon": ":", r"\mid": "|", "|": "|", r"\vert": "|",
              r"\forall": "for all ", "∀": "for all ", ".": "."}  # fmt: skip

OPENING = {
    "(": "(",
    "[": "[",
    r"\{": r"\{",
    r"\lbrace": r"\{",
    r"\lbrack": "[",
    r"\langle": "⟨",
    "⟨": "⟨",
}
CLOSING = {
    ")": "(",
    "]": "[",
    r"\}": r"\{",
    r"\rbrace": r"\{",
    r"\rbrack": "[",
    r"\rangle": "⟨",
    "⟩": "⟨",
}

#: Alphabets; ``upright`` and ``italic`` leave the letter what it is.
STYLES = {
    r"\mathbf": "bold", r"\boldsymbol": "bold", r"\bm": "bold", r"\pmb": "bold",
    r"\mathcal": "script", r"\mathscr": "script", r"\cal": "script",
    r"\mathbb": "double-struck", r"\mathbbm": "double-struck", r"\mathds": "double-struck",
    r"\mathfrak": "fraktur", r"\mathnormal": "plain", r"\mathit": "plain", r"\mathrm": "plain",
    r"\operatorname": "plain", r"\mathsf": "plain", r"\mathtt": "plain", r"\mathop": "plain",
    r"\bf": "bold", r"\boxed": "plain", r"\cancel": "plain", r"\bcancel": "plain",
}  # fmt: skip

#: Accents, as combining characters.
ACCENTS = {
    r"\grave": "\u0300", r"\acute": "\u0301", r"\hat": "\u0302", r"\widehat": "\u0302",
    r"\tilde": "\u0303", r"\widetilde": "\u0303", r"\bar": "\u0304", r"\overline": "\u0304",
    r"\breve": "\u0306", r"\dot": "\u0307", r"\ddot": "\u0308", r"\check": "\u030c",
    r"\vec": "\u20d7",
}  # fmt: skip

#: Spaces and the like: nothing to a reader of formulas.
IGNORED = frozenset({
    r"\,", r"\;", r"\:", r"\!", r"\>", r"\ ", r"\/", r"\limits",
    r"\nolimits", r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\thinspace", r"\nonumber",
    r"\notag", r"\displaylimits", r"\enspace", r"\medspace", r"\thickspace", r"\strut",
    r"\allowbreak", r"\noindent", r"\rm", r"\it", r"\sf", r"\mathopen", r"\mathclose",
    r"\mathbin", r"\mathrel", r"\mathord", r"\mathinner", r"\middle",
})  # fmt: skip

#: Spaces that part what stands on both sides of them.
WIDE = frozenset({r"\quad", r"\qquad", r"\hfill"})

#: Sizes of brackets: the bracket itself says what there is to say.
SIZES = frozenset(
    {r"\left", r"\right", r"\middle"}
    | {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
)

#: Commands that are nothing to a reader together with the group behind them.
IGNORED_WITH_GROUP = frozenset({
    r"\label", r"\color", r"\hspace", r"\vspace", r"\mspace", r"\phantom", r"\vphantom",
    r"\hphantom", r"\stackrel", r"\overset", r"\underset", r"\textcolor", r"\require",
})  # fmt: skip

#: Commands whose group is text, and which may set a word.
TEXTS = frozenset({
    r"\text", r"\textrm", r"\textit", r"\textbf", r"\textsf", r"\texttt", r"\mbox", r"\hbox",
    r"\textnormal", r"\intertext",
})  # fmt: skip

#: Commands that may set a word as a name.
UPRIGHT = frozenset({
    r"\mathrm", r"\operatorname", r"\mathit", r"\mathsf", r"\mathtt", r"\mathop",
})  # fmt: skip

#: Displays that a formula may stand in as a whole.
DISPLAYS = frozenset({
    "equation", "align", "aligned", "split", "eqnarray", "gather", "gathered", "multline",
    "alignat", "alignedat", "flalign", "displaymath", "math",
})  # fmt: skip

#: Matrices that are written out, and cases.
MATRICES = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "cases"})

#: Words that are no names: what follows or precedes them is a condition or a remark.
PROSE = frozenset({
    "if", "for", "where", "with", "and", "or", "when", "otherwise", "definition", "algebra",
    "by", "since", "so", "then", "thus", "hence", "all", "iff", "as", "because", "is", "in",
    "let", "case", "given", "assuming", "else", "while", "that", "such",
})  # fmt: skip

#: Known to be there, and not read: what it is, for the message.
UNREAD = {
    r"\lfloor": "rounding down", r"\rfloor": "rounding down",
    r"\lceil": "rounding up", r"\rceil": "rounding up",
    r"\binom": "a binomial coefficient", r"\choose": "a binomial coefficient",
    r"\otimes": "a tensor product", r"\oplus": "a direct sum", r"\pm": "plus or minus",
    r"\mp": "minus or plus", r"\bigcup": "a union", r"\cup": "a union", r"\cap": "an intersection",
    r"\setminus": "a difference of sets", r"\iint": "an integral", r"\oint": "an integral",
    r"\mod": "a remainder", r"\bmod": "a remainder", r"\perp": "independence",
    r"\not": "a negated sign (write \\ne)", r"\neg": "a negation", r"\land": "a conjunction",
    r"\lor": "a disjunction", r"\wedge": "a wedge", r"\vee": "a vee", r"\exists": "a quantifier",
    r"\newcommand": "a definition of a macro", r"\def": "a definition of a macro",
    "!": "a factorial",
}  # fmt: skip

#: Characters of other alphabets of signs, as what one would type for them.
CHARACTERS = {"∂": "∂", "∇": "∇", "∞": "∞", "…": "…", "′": "'", "⊤": "⊤", "ᵀ": "^⊤", "ℓ": "ℓ"}
