"""Files that somebody might write to break a reader: each a name with its bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator

SEED = 20

GOOD = rb"$$\sum_j (x_j + y_j) = \sum_j x_j + \sum_j y_j$$"


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """At least a hundred files, by name."""
    formulas = dict(_formulas())
    for name, formula in formulas.items():
        yield f"{name}.md", f"$${formula}$$\n".encode("utf-8", "surrogatepass")
    for name, text in _texts():
        yield name, text.encode("utf-8", "surrogatepass")
    yield from _bytes()
    rng = random.Random(SEED)
    signs = ["\\frac", "{", "}", "^", "_", "\\left(", "\\right)", "&", "\\\\", "=", "x", "\\sum",
             "$", "$$", "\\[", "\\]", "\\begin{align}", "\\end{align}", "%", "\n", "1",
             "|"]  # fmt: skip
    for number in range(30):
        body = "".join(rng.choice(signs) for _ in range(400))
        yield f"soup-{number}.{('md', 'tex', 'txt')[number % 3]}", body.encode()


def _formulas() -> Iterator[tuple[str, str]]:
    yield "nested-fractions", r"\frac{" * 10_000 + "1" + "}{2}" * 10_000 + " = x"
    yield "open-fractions", r"\frac{" * 10_000
    yield "parentheses", "(" * 100_000 + "x" + ")" * 100_000 + " = x"
    yield "open-parentheses", "(" * 100_000
    yield "closed-parentheses", ")" * 100_000
    yield "terms", " + ".join(["x"] * 100_000) + " = x"
    yield "factors", " ".join(["x_j"] * 5_000) + " = 1"
    yield "equations", " = ".join(["x"] * 1_000)
    yield "rows", r" \\ ".join(["x &= x"] * 800)
    yield "tower", "x = 10^{10^{10}}"
    yield "higher-tower", "x = 2^{2^{2^{2^{2^{2^{2}}}}}}"
    yield "factorial", "x = 1000000000!"
    yield "long-sum", r"x = \sum_{i=1}^{10^{12}} i"
    yield "long-sum-of-entries", r"y_1 = \sum_{i=1}^{1000000000000} x_i"
    yield "binomial", r"x = \binom{1000000000}{500000000}"
    yield "million-digits", "x = " + "7" * 1_000_000
    yield "long-decimal", "x = 0." + "3" * 10_000
    yield "literal-index", "x_{999999999999} = x_{1}"
    yield "scripts", "x" + "_{x" * 2_000 + "}" * 2_000 + " = 1"
    yield "exponents", "x" + "^{x" * 2_000 + "}" * 2_000 + " = 1"
    yield "roots", r"\sqrt{" * 3_000 + "x" + "}" * 3_000 + " = 1"
    yield "exponentials", "e^{" * 500 + "x" + "}" * 500 + " = 1"
    yield "sums", r"\sum_j " * 2_000 + "x_j = 1"
    yield "products", r"\prod_j " * 2_000 + "x_j = 1"
    yield "derivatives", r"\frac{\partial}{\partial x} " * 500 + "x^3 = 0"
    yield "expansion", "(a+b+c+d+e+f+g+h)^{40} = 1"
    yield "long-powers", "(x_j + y_j)^{100000} = 1"
    yield "indices", " ".join(f"x_{{{c}}}" for c in "ijklmnopqrst") + " = 0"
    yield "many-indices", "A_{i j k l m n o p q r s t u v w} = 0"
    yield "denominators", " + ".join(f"\\frac{{1}}{{x_{i}}}" for i in "ijklmnopqr") + " = 0"
    yield "bars", "|" * 5_000 + " = x"
    yield "primes", "f" + "'" * 5_000 + "(x) = 0"
    yield "left-right", r"\left(" * 3_000 + "x" + r"\right)" * 3_000 + " = x"
    yield "accents", r"\hat{" * 3_000 + "x" + "}" * 3_000 + " = x"
    yield "unknown-macro", r"\thisisnomacro{x} = y"
    yield "code", r"__import__('os').system('touch /tmp/derive-was-here') = x"
    yield "evaluated", r"\operatorname{eval}(x) = \mathrm{exec}(y)"
    yield "write18", r"\immediate\write18{touch /tmp/derive-was-here} = x"
    yield "input", r"\input{/etc/passwd} = x"
    yield "empty-sides", "= = ="
    yield "only-relation", "="
    yield "empty", ""
    yield "spaces", " " * 100_000
    yield "nul", "x = \0"
    yield "rtl", "x = \u202ey\u202c"
    yield "zero-width", "x\u200b_\u200cj = x_j"
    yield "look-alikes", "\u0430 = a + \u03bf"
    yield "surrogate", "x = \ud800"
    yield "astral", "\U0001d465 = \U0001d466"
    yield "emoji", "\U0001f600 = x"
    yield "combining", "x" + "\u0301" * 5_000 + " = x"
    yield "chinese", "\u5f53 k = i \u65f6"


def _texts() -> Iterator[tuple[str, str]]:
    bomb = "\n".join(
        rf"\newcommand{{\m{chr(97 + n)}}}{{\m{chr(98 + n)}\m{chr(98 + n)}}}" for n in range(24)
    )
    yield "macro-bomb.tex", bomb + r"\newcommand{\my}{x}" + "\n$$\\ma = 1$$\n"
    yield "macro-loop.tex", r"\newcommand{\a}{\b}\newcommand{\b}{\a} $$\a = 1$$"
    yield "macro-argument.tex", r"\newcommand{\f}[9]{#1#2#3#4#5#6#7#8#9} $$\f x = 1$$"
    yield "unclosed.md", "$$x = y\n\n" * 500
    yield "dollars.md", "$" * 100_001
    yield "quotes.md", "> " * 5_000 + "$$x = y$$"
    yield "lists.md", "".join("  " * n + "- a\n" for n in range(500)) + "$$x = y$$"
    yield "html.md", "<div>" * 10_000 + "$$x = y$$"
    yield "comment.md", "<!-- " * 10_000 + "$$x = y$$"
    yield "fence.md", "```\n" * 10_001 + "$$x = y$$"
    yield "begin.tex", r"\begin{align}" * 5_000
    yield "end.tex", r"\end{align}" * 5_000
    yield "annotation.md", "<!-- derive: " + "let p = " * 5_000 + " -->\n$$x = y$$"
    yield "directives.md", "<!-- derive: " + "; " * 50_000 + " -->\n$$x = y$$"
    yield "circle.md", "<!-- derive: let a = b + 1; let b = a + 1 -->\n$$a = b$$"
    yield "itself.md", "<!-- derive: let a_i = a_i -->\n$$a_i = 1$$"
    yield "false-notebook.ipynb", '{"cells": "none"}'
    yield "deep-notebook.ipynb", "[" * 100_000
    yield "notebook.ipynb", '{"cells": [{"cell_type": "markdown", "source": ["$$x = ", 3, "$$"]}]}'
    yield "long-line.md", "a" * 3_000_000 + " $$x = y$$"
    yield "many-lines.md", "\n" * 1_000_000 + "$$x = y$$"
    yield "many-formulas.md", "$x$ " * 50_000
    yield "empty.md", ""
    yield "no-formulas.md", "Nothing here.\n"


def _bytes() -> Iterator[tuple[str, bytes]]:
    yield "invalid-utf8.md", b"\xff\xfe\xfa $$x = y$$"
    yield "gbk.md", "\u4ea4\u53c9\u71b5 $$x = y$$".encode("gbk")
    yield "big5.md", "\u4ea4\u53c9\u71b5 $$x = y$$".encode("big5")
    yield "utf16.md", "$$x = y$$".encode("utf-16")
    yield "binary.md", bytes(range(256)) * 100
    yield "nul.tex", b"\0" * 100_000
