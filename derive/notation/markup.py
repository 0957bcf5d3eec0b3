r"""Commands that lay out, that set text, or that are known and not read: tables of the lexer."""

from __future__ import annotations

__all__ = [
    "ARROWS",
    "DISPLAYS",
    "IGNORED",
    "IGNORED_WITH_GROUP",
    "MATRICES",
    "OVERLAYS",
    "SIZES",
    "STACKED",
    "SWITCHES",
    "TEXTS",
    "UNREAD",
    "UPRIGHT",
    "WIDE",
]

_SILENT = (
    "limits nolimits displaylimits displaystyle textstyle scriptstyle scriptscriptstyle "
    "thinspace medspace thickspace negthinspace enspace strut mathstrut nonumber notag "
    "allowbreak nobreak noindent hline centering mathopen mathclose mathbin mathrel mathord "
    "mathinner tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge "
    "boldmath null relax ensuremath boxed cancel bcancel xcancel smash protect qedhere it sf em "
    "mathlarger pagebreak"
)
#: Spaces and the like: nothing to a reader of formulas. The group behind one is a group.
IGNORED = frozenset({rf"\{c}" for c in ",;:!> /"} | {rf"\{name}" for name in _SILENT.split()})

#: Spaces that part what stands on both sides of them.
WIDE = frozenset({r"\quad", r"\qquad", r"\hfill"})

#: Sizes of brackets: the bracket itself says what there is to say.
SIZES = frozenset(
    {r"\left", r"\right", r"\middle"}
    | {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
)

#: Alphabets for the rest of a group.
SWITCHES = {r"\bf": "bold", r"\cal": "script", r"\rm": "plain", r"\mit": "plain"}  # fmt: skip

#: Commands that are nothing to a reader together with the group behind them.
IGNORED_WITH_GROUP = frozenset({
    r"\label", r"\color", r"\vspace", r"\mspace", r"\phantom", r"\vphantom", r"\hphantom",
    r"\textcolor", r"\colorbox", r"\require", r"\class", r"\style", r"\cssId", r"\footnote",
    r"\raisebox",
})  # fmt: skip

#: Commands for slides: what is shown on one is shown.
OVERLAYS = frozenset({
    r"\only", r"\uncover", r"\visible", r"\onslide", r"\alert", r"\pause", r"\invisible",
})  # fmt: skip

#: Commands that put one thing over or under another; the first group is the small one.
STACKED = frozenset({r"\overset", r"\underset", r"\stackrel"})  # fmt: skip

#: Arrows that grow with what is written over them.
ARROWS = {r"\xrightarrow": "→", r"\xleftarrow": "←", r"\xRightarrow": "⇒"}  # fmt: skip

#: Commands whose group is text, and which may set a word.
TEXTS = frozenset({
    r"\text", r"\textrm", r"\textit", r"\textbf", r"\textsf", r"\texttt", r"\mbox", r"\hbox",
    r"\textnormal", r"\intertext", r"\shortintertext", r"\fbox",
})  # fmt: skip

#: Commands that may set a word as a name.
UPRIGHT = frozenset({
    r"\mathrm", r"\operatorname", r"\mathit", r"\mathsf", r"\mathtt", r"\mathop",
})  # fmt: skip

#: Displays that a formula may stand in as a whole.
DISPLAYS = frozenset({
    "equation", "align", "aligned", "split", "eqnarray", "gather", "gathered", "multline",
    "alignat", "alignedat", "flalign", "displaymath", "math", "subequations", "dmath",
    "IEEEeqnarray", "center", "dgroup",
})  # fmt: skip

#: Matrices that are written out, and cases: the kind of bracket that each is.
MATRICES = {
    "matrix": "matrix", "pmatrix": "matrix", "bmatrix": "matrix", "Bmatrix": "matrix",
    "smallmatrix": "matrix", "array": "matrix", "cases": "cases", "dcases": "cases",
    "rcases": "cases", "vmatrix": "vmatrix", "Vmatrix": "Vmatrix",
}  # fmt: skip

#: Known to be there, and not read: what it is, for the message.
UNREAD = {
    r"\pm": "plus or minus",
    r"\mp": "minus or plus", "±": "plus or minus", r"\mod": "a remainder", r"\pmod": "a remainder",
    r"\neg": "a negation", r"\lnot": "a negation", r"\exists": "a quantifier",
    r"\%": "a part of a hundred", r"\#": "a number sign", r"\$": "a currency",
    r"\newcommand": "a definition of a macro", r"\def": "a definition of a macro",
    r"\renewcommand": "a definition of a macro", r"\let": "a definition of a macro",
    r"\DeclareMathOperator": "a definition of a macro", r"\ref": "a reference",
    r"\eqref": "a reference", r"\cite": "a reference", r"\item": "a list", r"\includegraphics":
    "a picture", r"\atop": "a pile", r"\eqno": "a number", r"\multicolumn": "a cell over columns",
}  # fmt: skip
