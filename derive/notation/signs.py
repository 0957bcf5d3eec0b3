r"""What each command and each character stands for: the tables of the scanner.

A command that stands in none of them is a name.
"""

from __future__ import annotations

from derive.syntax.letters import _GREEK as GREEK

__all__ = [
    "ACCENTS", "FUNCTIONS", "IGNORED", "IGNORED_WITH_GROUP", "INNER_DISPLAYS", "LETTERS",
    "MATRICES", "NEGATED", "OVER_MANY", "RELATIONS", "SIGNS", "SIZES", "STACKED", "STYLES",
    "SWITCHES", "TEXTS", "UNREAD", "UPRIGHT", "WHOLE_DISPLAYS",
]  # fmt: skip


def _commands(names: str, meaning: str = "") -> dict[str, str]:
    """Commands by name, each with what it stands for, which may be its own name."""
    return {rf"\{name}": meaning or name for name in names.split()}


LETTERS = (
    _commands(" ".join(GREEK))
    | _commands("ldots cdots dots hdots vdots ddots dotsc dotsb dotsm dotso", "…")
    | {
        r"\ell": "ℓ", r"\partial": "∂", r"\part": "∂", r"\nabla": "∇", r"\top": "⊤",
        r"\intercal": "⊤", r"\infty": "∞", r"\infin": "∞", r"\prime": "′", r"\dagger": "†",
        r"\hbar": "ħ", r"\bot": "⊥", r"\emptyset": "∅", r"\varnothing": "∅", r"\square": "□",
        r"\Box": "□", r"\triangle": "△", r"\bigtriangleup": "△", r"\triangledown": "∇",
        r"\bigtriangledown": "∇",
    }
)  # fmt: skip

#: Functions that take what stands behind them without parentheses, and signs that do.
FUNCTIONS = _commands(
    "log lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min lim "
    "limsup liminf sup inf det arg argmax argmin Re Im ker dim deg gcd hom"
) | {
    r"\ln": "log", r"\int": "integral", r"\iint": "double integral",
    r"\iiint": "triple integral", r"\oint": "contour integral", r"\bigcup": "union",
    r"\bigcap": "intersection", r"\bigoplus": "direct sum", r"\bigotimes": "tensor product",
    r"\coprod": "coproduct", r"\bigvee": "disjunction", r"\bigwedge": "conjunction",
}  # fmt: skip

_OPERATORS = {
    r"\cdot": "·", r"\times": "×", "*": "*", "/": "/", r"\odot": "⊙", r"\circ": "⊙",
    r"\oslash": "⊘", r"\div": "/", "·": "·", "⋅": "·", "×": "×", "⊙": "⊙", "⊘": "⊘", "∗": "*",
    "∘": "⊙", "÷": "/", r"\otimes": "⊗", r"\oplus": "⊕", r"\ominus": "⊖", r"\cup": "∪",
    r"\cap": "∩", r"\setminus": "∖", r"\backslash": "∖", r"\land": "∧", r"\wedge": "∧",
    r"\lor": "∨", r"\vee": "∨", "⊗": "⊗", "⊕": "⊕", "∪": "∪", "∩": "∩", "∧": "∧", "∨": "∨",
    r"\bmod": "mod", r"\bigodot": "⊙", r"\sqcup": "⊔", r"\diamond": "⋄", r"\ast": "∗",
    r"\star": "⋆", r"\bullet": "∙", "⋆": "⋆",
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

#: What ``\not`` makes of a relation; of any other it is the relation behind ``¬``.
NEGATED = {"=": "≠", "∈": "∉", "≤": "≰", "≥": "≱", "≡": "≢", "∼": "≁"}

#: Signs between two things that are signs over many where something stands below them.
OVER_MANY = {
    "∪": "union", "∩": "intersection", "⊕": "direct sum", "⊗": "tensor product",
    "∨": "disjunction", "∧": "conjunction",
}  # fmt: skip

_OPENING = {
    "(": "(", "[": "[", r"\{": r"\{", r"\lbrace": r"\{", r"\lbrack": "[", r"\langle": "⟨",
    "⟨": "⟨", r"\lfloor": "⌊", "⌊": "⌊", r"\lceil": "⌈", "⌈": "⌈",
}  # fmt: skip

_CLOSING = {
    ")": "(", "]": "[", r"\}": r"\{", r"\rbrace": r"\{", r"\rbrack": "[", r"\rangle": "⟨",
    "⟩": "⟨", r"\rfloor": "⌊", "⌋": "⌊", r"\rceil": "⌈", "⌉": "⌈",
}  # fmt: skip

#: Alphabets; what is ``plain`` leaves the letter what it is.
STYLES = (
    _commands("mathbf boldsymbol bm pmb", "bold")
    | _commands("mathcal mathscr", "script")
    | _commands("mathbb mathbbm mathds", "double-struck")
    | _commands("mathnormal mathit mathrm operatorname mathsf mathtt mathop", "plain")
    | {r"\mathfrak": "fraktur"}
)

#: Accents, as combining characters.
ACCENTS = {
    r"\grave": "\u0300", r"\acute": "\u0301", r"\hat": "\u0302", r"\widehat": "\u0302",
    r"\tilde": "\u0303", r"\widetilde": "\u0303", r"\bar": "\u0304", r"\overline": "\u0304",
    r"\breve": "\u0306", r"\dot": "\u0307", r"\ddot": "\u0308", r"\check": "\u030c",
    r"\vec": "\u20d7", r"\overrightarrow": "\u20d7", r"\overleftarrow": "\u20d6",
    r"\underline": "\u0332", r"\mathring": "\u030a", r"\widecheck": "\u030c",
    r"\dddot": "\u20db", r"\utilde": "\u0330", r"\underbar": "\u0332",
}  # fmt: skip

#: What each sign is by itself: its kind among the tokens, and what it stands for.
SIGNS = {
    sign: (kind, value)
    for kind, table in {
        "LETTER": LETTERS | {c: c for c in "∂∇∞…⊤ℓ"},
        "FUNCTION": FUNCTIONS,
        "BIG": {r"\sum": "sum", r"\prod": "product", "∑": "sum", "∏": "product"},
        "OP": _OPERATORS | {c: c for c in (r"\pm", r"\mp", "±")},
        "REL": RELATIONS,
        "SIGN": {"+": "+", "-": "-", "−": "-", "–": "-"},
        "LEFT": _OPENING,
        "RIGHT": _CLOSING,
        # between clauses, or between the arguments of a function
        "SEP": {c: c for c in (",", ";", ":", ".", "?", "&&")}
        | {r"\colon": ":", r"\forall": "for all ", "∀": "for all ", "、": ",", "。": "."},
        "BAR": {"|": "|", r"\mid": "|", r"\vert": "|", r"\lvert": "|<", r"\rvert": "|>"}
        | {"||": "‖", r"\|": "‖", r"\Vert": "‖", r"\parallel": "‖", r"\lVert": "‖<"}
        | {r"\rVert": "‖>"},
        "PRIME": dict.fromkeys("'′’", "'"),
        "STYLE": ACCENTS | STYLES,
        "FRACTION": _commands("frac dfrac tfrac cfrac nicefrac sfrac"),
        "BINOMIAL": _commands("binom dbinom tbinom"),
        "ROOT": _commands("sqrt"),
        "OVER": _commands("over choose"),
        "ROW": {c: c for c in (r"\\", r"\cr", r"\newline")},
        "COLUMN": {"&": "&"},
        #: Spaces that part what stands on both sides of them.
        "WIDE": _commands("quad qquad hfill"),
        "SUB": {"_": "_", r"\_": "_"},  # Markdown would have taken an underscore
        "SUP": {"^": "^"},
    }.items()
    for sign, value in table.items()
}

#: Commands that say nothing to a reader of formulas. The group behind one is a group.
IGNORED = (
    frozenset({rf"\{c}" for c in ",;:!> /\n\t\r"})
    | _commands(
        "limits nolimits displaylimits displaystyle textstyle scriptstyle scriptscriptstyle "
        "thinspace medspace thickspace negthinspace enspace strut mathstrut nonumber notag "
        "allowbreak nobreak noindent hline centering mathopen mathclose mathbin mathrel mathord "
        "mathinner tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge "
        "boldmath null relax ensuremath boxed cancel bcancel xcancel smash protect qedhere it sf "
        "em substack"
    ).keys()
)

#: Commands of which the group behind them says nothing either.
IGNORED_WITH_GROUP = _commands(
    "label color vspace mspace phantom vphantom hphantom textcolor colorbox require class style "
    "cssId footnote raisebox"
).keys()

#: Sizes of brackets: the bracket itself says what there is to say.
SIZES = frozenset(
    {r"\left", r"\right", r"\middle"}
    | {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
)

#: Alphabets for the rest of a group.
SWITCHES = {r"\bf": "bold", r"\cal": "script", r"\rm": "plain", r"\mit": "plain"}

#: Commands that put one thing over or under another; the first group is the small one.
STACKED = _commands("overset underset stackrel").keys()

#: Commands whose group is text, and which may set a word.
TEXTS = _commands(
    "text textrm textit textbf textsf texttt mbox hbox textnormal intertext shortintertext fbox"
).keys()

#: Commands that may set a word as a name.
UPRIGHT = _commands("mathrm operatorname mathit mathsf mathtt mathop").keys()

#: Displays that a formula may stand in as a whole, and those that may stand inside one.
WHOLE_DISPLAYS = frozenset({
    "equation", "align", "eqnarray", "gather", "multline", "alignat", "flalign", "displaymath",
    "math", "subequations", "dmath", "IEEEeqnarray", "center", "dgroup",
})  # fmt: skip
INNER_DISPLAYS = frozenset({"aligned", "gathered", "split", "alignedat"})

#: Matrices that are written out, and cases: the kind of bracket that each is.
MATRICES = {
    "matrix": "matrix", "pmatrix": "matrix", "bmatrix": "matrix", "Bmatrix": "matrix",
    "smallmatrix": "matrix", "array": "matrix", "vmatrix": "vmatrix", "Vmatrix": "Vmatrix",
    "cases": "cases", "dcases": "cases", "rcases": "cases",
}  # fmt: skip

#: Known to be there, and not read: what it is, for the message.
UNREAD = (
    _commands("newcommand renewcommand def let DeclareMathOperator", "a definition of a macro")
    | _commands("ref eqref cite", "a reference")
    | _commands("mod pmod", "a remainder")
    | _commands("neg lnot", "a negation")
    | _commands("hskip kern mkern", "a space")
    | _commands("item", "a list")
    | _commands("xrightarrow xleftarrow xRightarrow", "an arrow with words")
    | _commands("only uncover visible onslide invisible alert pause", "for slides")
    | {
        "!": "a factorial of nothing", r"\pm": "plus or minus", r"\mp": "minus or plus",
        "±": "plus or minus", r"\exists": "a quantifier", r"\%": "a part of a hundred",
        r"\#": "a number sign", r"\$": "a currency", r"\includegraphics": "a picture",
        r"\atop": "a pile", r"\eqno": "a number", r"\multicolumn": "a cell over columns",
    }
)  # fmt: skip
