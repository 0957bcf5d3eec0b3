r"""Which environments are formulas, which are code, and what stands between their delimiters.

The list is LaTeX's and amsmath's. In Markdown an inner environment such as ``aligned`` may
stand by itself too, as MathJax allows.
"""

from __future__ import annotations

import re

__all__ = ["CODE", "DISPLAYS", "INNER", "arguments_end", "display_environment"]

_STARRED = (
    "equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat", "xalignat",
    "displaymath", "dmath", "IEEEeqnarray",
)  # fmt: skip

#: Environments that open a display.
DISPLAYS = frozenset(name + star for name in _STARRED for star in ("", "*"))

#: Environments that stand inside a display; alone in Markdown.
INNER = frozenset(
    (
        "aligned", "alignedat", "gathered", "split", "cases", "array", "matrix", "pmatrix",
        "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix",
    )
)  # fmt: skip

#: Environments whose contents are no LaTeX.
CODE = frozenset(
    (
        "verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "alltt", "comment",
        "filecontents", "filecontents*",
    )
)  # fmt: skip

_TAKES_ARGUMENT = frozenset(
    ("alignat", "alignat*", "xalignat", "xalignat*", "alignedat", "array", "IEEEeqnarray",
     "IEEEeqnarray*")
)  # fmt: skip
_TAKES_OPTION = frozenset(("aligned", "alignedat", "gathered", "array", "split", "minted"))
_OPTION = re.compile(r"[ \t]*\[[^\[\]\n]*\]")
_ARGUMENT = re.compile(r"[ \t]*\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}")


def display_environment(name: str, *, inner: bool) -> bool:
    """Whether the environment opens a display where it stands.

    >>> display_environment("align*", inner=False), display_environment("cases", inner=False)
    (True, False)
    """
    return name in DISPLAYS or (inner and name in INNER)


def arguments_end(name: str, text: str, at: int) -> int:
    r"""Where the contents of an environment begin: after its arguments.

    >>> arguments_end("alignat", r"{2} a &= b", 0), arguments_end("align", "{2}", 0)
    (3, 0)
    """
    if name in _TAKES_OPTION and (option := _OPTION.match(text, at)):
        at = option.end()
    if name in _TAKES_ARGUMENT and (argument := _ARGUMENT.match(text, at)):
        at = argument.end()
    return at
