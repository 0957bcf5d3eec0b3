r"""How wide a formula is on paper, in em: what is needed to break lines where they would not fit.

The widths are those of Computer Modern, to within a tenth for the formulas that
``derive.syntax.latex`` writes. What this file cannot do: it knows no other LaTeX.
"""

from __future__ import annotations

import re

__all__ = ["formula_width", "prose_width"]

_BOLD = re.compile(r"\\textbf\{([^}]*)\}")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\S", re.DOTALL)

_BINARY, _RELATION = 1.2, 1.33
_WIDTHS = {
    "+": _BINARY, "-": _BINARY, r"\cdot": 0.72, "=": _RELATION, "<": _RELATION, ">": _RELATION,
    r"\ne": _RELATION, r"\ge": _RELATION, r"\in": 1.2, ",": 0.44, "(": 0.39, ")": 0.39,
    r"\,": 0.17, r"\quad": 1.0, r"\ ": 0.33, "'": 0.3, r"\log": 1.4, r"\ln": 1.0, r"\exp": 1.7,
    r"\tanh": 2.3, r"\left": 0.2, r"\right": 0.2, r"\sum": 1.6,
    r"\odot": _BINARY, r"\lVert": 0.5, r"\rVert": 0.5, r"\top": 0.78, r"\mathbf": 0.0,
}  # fmt: skip
_LETTER = 0.53
_SCRIPT = 0.7
_CHARACTER = 0.46

#: Commands whose argument is words, and those that decorate it.
_WORDS = (r"\text", r"\textbf", r"\mathrm", r"\operatorname")


def prose_width(words: str) -> float:
    r"""The width of words that may contain formulas between dollars.

    >>> round(prose_width("the rule"), 1), round(prose_width("for $k \\ne i$"), 1)
    (3.7, 4.2)
    """
    plain = _BOLD.sub(r"\1", words)
    outside, inside = plain.split("$")[::2], plain.split("$")[1::2]
    return _CHARACTER * sum(map(len, outside)) + sum(map(formula_width, inside))


def formula_width(formula: str) -> float:
    r"""The width of a formula in LaTeX's math mode.

    >>> round(formula_width(r"\frac{\partial L}{\partial z_k}"), 1)
    1.7
    """
    tokens = _TOKEN.findall(formula)
    width, at = 0.0, 0
    while at < len(tokens):
        piece, at = _piece(tokens, at)
        width += piece
    return width


def _piece(tokens: list[str], at: int) -> tuple[float, int]:
    """The width of what starts at a token, its scripts included, and where the next starts."""
    token = tokens[at]
    at += 1
    if token == r"\frac":
        above, at = _argument(tokens, at)
        below, at = _argument(tokens, at)
        return max(formula_width(above), formula_width(below)) + 0.24, at
    if token in _WORDS:
        words, at = _argument(tokens, at)
        return _CHARACTER * len(words.replace(" ", "")), at
    if token == r"\sqrt":
        under, at = _argument(tokens, at)
        return formula_width(under) + 0.9, at
    if token == "{":
        inside, at = _argument(tokens, at - 1)
        return formula_width(inside), at
    if token in "_^":
        script, at = _argument(tokens, at)
        return _SCRIPT * formula_width(script), at
    if token == r"\sum" and at < len(tokens) and tokens[at] == "_":
        below, at = _argument(tokens, at + 1)
        return max(_WIDTHS[r"\sum"], _SCRIPT * formula_width(below) + 0.17), at
    return _WIDTHS.get(token, _LETTER), at


def _argument(tokens: list[str], at: int) -> tuple[str, int]:
    """The argument that starts at a token, without its braces, and where the next token starts."""
    if at >= len(tokens):
        return "", at
    if tokens[at] != "{":
        return tokens[at], at + 1
    depth, end = 1, at + 1
    while end < len(tokens) and depth:
        depth += (tokens[end] == "{") - (tokens[end] == "}")
        end += 1
    return " ".join(tokens[at + 1 : end - 1]), end
