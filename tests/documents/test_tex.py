"""TeX documents: formulas, macros, comments and what hides them."""

import pytest

from derive.documents import Annotation, CodeBlock, Document, document_of, expand_macros
from derive.documents.macros import definition_at


def read(text: str) -> Document:
    document = document_of(text, kind="tex")
    assert isinstance(document, Document)
    return document


def formulas(text: str) -> list[str]:
    return [span.text for span in read(text).formulas]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"$a$ $ b $ \(c\) \[d\] $$e$$", ["a", " b ", "c", "d", "e"]),
        (r"\begin{equation*} a \end{equation*}", [" a "]),
        (r"\begin {gather} a \end {gather}", [" a "]),
        (r"\begin{equation}\begin{split} a \end{split}\end{equation}",
         [r"\begin{split} a \end{split}"]),
        (r"\begin{flalign}a\end{flalign}\begin{eqnarray}b\end{eqnarray}", ["a", "b"]),
        (r"\[ a \mbox{ if $b$} \]", [r" a \mbox{ if $b$} "]),
        (r"$a \text{ if $b$}$", [r"a \text{ if $b$}"]),
        (r"\$5 and 5\% of $x$", ["x"]),
        (r"a \\[2pt] b $x$", ["x"]),
        ("% $a$\n$b$ % $c$\n", ["b"]),
        ("$a % $\n b$", ["a \n b"]),
        (r"\verb|$a$| \verb*+$b$+ $c$", ["c"]),
        ("\\begin{verbatim}\n$a$ %\n\\end{verbatim} $b$", ["b"]),
        ("\\begin{comment}\n$a$\n\\end{comment} $b$", ["b"]),
        (r"\iffalse $a$ \ifmmode $b$ \fi $c$ \fi $d$", ["d"]),
        (r"\iffalse $a$ \else $b$ \fi $c$", ["b", "c"]),
        (r"$a \iff b$", [r"a \iff b"]),
        (r"$a$ \end{document} $b$", ["a"]),
        (r"\newcommand{\x}{$y$} $z$", ["z"]),
    ],
)  # fmt: skip
def test_formulas(text: str, found: list[str]) -> None:
    assert formulas(text) == found


@pytest.mark.parametrize(
    ("text", "name", "after"),
    [
        ("$a\n\n$b$", "unclosed-math", ["b"]),
        ("\\[a\n\n$b$", "unclosed-math", ["b"]),
        ("\\begin{align} a\n\n$b$", "unclosed-math", ["b"]),
        ("\\begin{verbatim} $a$", "unclosed-comment", []),
        ("\\iffalse $a$", "unclosed-comment", []),
        ("\\newcommand{\\x}{ $a$", "unread-macro", ["a"]),
        ("\\def\\x#1.#2{a} $a$", "unread-macro", ["a"]),
        ("\\input{other} $a$", "input-not-followed", ["a"]),
    ],
)
def test_notices(text: str, name: str, after: list[str]) -> None:
    assert [notice.diagnostic.name for notice in read(text).notices] == [name]
    assert formulas(text) == after


def test_code_has_its_language() -> None:
    text = (
        "\\begin{lstlisting}[language=Python]\na = b\n\\end{lstlisting}\n"
        "\\begin{minted}{python}\nc\n\\end{minted}"
    )
    blocks = [piece for piece in read(text).pieces if isinstance(piece, CodeBlock)]
    assert [(b.language, b.text.strip()) for b in blocks] == [("python", "a = b"), ("python", "c")]


def test_annotations_between_and_inside_formulas() -> None:
    text = (
        "% derive: index i : C;\n%  vector x : C\n\\begin{align}\na &= b \\\\\n"
        "% derive: expect refuted\n&= c % plain\n\\end{align}\n"
    )
    document = read(text)
    (outside,) = (p for p in document.pieces if isinstance(p, Annotation))
    assert [(d.verb, d.argument.text) for d in outside.directives] == [
        ("index", "i : C"),
        ("vector", "x : C"),
    ]
    (span,) = document.formulas
    assert span.text == "\na &= b \\\\\n\n&= c \n"
    (inside,) = span.annotations
    (directive,) = inside.directives
    assert (directive.verb, directive.argument.text) == ("expect", "refuted")
    assert document.source[directive.start : directive.end] == "expect refuted"


@pytest.mark.parametrize(
    ("definition", "use", "expanded"),
    [
        (r"\newcommand{\x}{\mathbf{x}}", r"\x + 1", r"\mathbf{x} + 1"),
        (r"\newcommand\x{y}", r"\x_1", "y_1"),
        (r"\renewcommand*{\d}[2]{\frac{\partial #1}{\partial #2}}", r"\d{L}{z_k}",
         r"\frac{\partial L}{\partial z_k}"),
        (r"\newcommand{\d}[2]{\frac{\partial#1}{\partial#2}}", r"\d L z",
         r"\frac{\partial L}{\partial z}"),
        (r"\newcommand{\p}[2][x]{#1_#2}", r"\p{i} + \p[y]{j}", "x_i + y_j"),
        (r"\def\abs#1{|#1|}", r"\abs{\abs{a}}", "||a||"),
        (r"\DeclareMathOperator{\softmax}{softmax}", r"\softmax(z)",
         r"\operatorname{softmax}(z)"),
        (r"\DeclareMathOperator*{\argmax}{arg\,max}", r"\argmax_j",
         r"\operatorname*{arg\,max}_j"),
        (r"\let\old=\phi", r"\old", r"\phi"),
        (r"\newcommand{\x}{y}", r"\xi \\x", r"\xi \\x"),
    ],
)  # fmt: skip
def test_a_macro_is_expanded(definition: str, use: str, expanded: str) -> None:
    document = read(f"{definition} $ {use} $")
    (span,) = document.formulas
    expansion = expand_macros(span.contents, document.macros_at(span.start))
    assert expansion.text.text == f" {expanded} "
    assert expansion.notices == ()


def test_every_character_of_an_expansion_leads_to_the_source() -> None:
    text = r"\newcommand{\d}[2]{\frac{\partial #1}{\partial #2}} $ a = \d{L}{z_k} $"
    document = read(text)
    (span,) = document.formulas
    expanded = expand_macros(span.contents, document.macros).text
    k = expanded.text.index("k}")
    assert expanded.source_span(k, k + 1) == (text.rindex("k"), text.rindex("k") + 1)
    low, high = expanded.source_span(*_span(expanded.text, r"\frac"))
    assert text[low:high] == r"\d{L}{z_k}"


def _span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def test_a_definition_inside_a_formula_is_taken_out() -> None:
    document = document_of(r"$$\newcommand{\bx}{\mathbf{x}} \bx = 1$$", kind="markdown")
    assert isinstance(document, Document)
    assert [macro.name for macro in document.macros] == [r"\bx"]
    (span,) = document.formulas
    assert expand_macros(span.contents, ()).text.text == r" \mathbf{x} = 1"


def test_a_later_definition_holds_from_there_on() -> None:
    document = read(r"\newcommand{\x}{a} $\x$ \renewcommand{\x}{b} $\x$")
    shown = [expand_macros(s.contents, document.macros_at(s.start)) for s in document.formulas]
    assert [expansion.text.text for expansion in shown] == ["a", "b"]


@pytest.mark.parametrize(
    ("definitions", "use", "name"),
    [
        ([r"\newcommand{\a}{\a}"], r"\a", "recursive-macro"),
        ([r"\def\a{\b}", r"\def\b{x \a}"], r"\a", "recursive-macro"),
        ([rf"\def\a{c}{{\a{d}\a{d}}}" for c, d in zip("bcdefghijklmnopqrstuvw",
          "cdefghijklmnopqrstuvwx", strict=True)], r"\ab", "macro-too-large"),
        ([r"\def\a#1{#1#1}"], r"\a{" * 40 + "x" + "}" * 40, "macro-too-large"),
        ([r"\def\a#1{#1}"], r"\a{" * 1000 + "x" + "}" * 1000, "macro-too-large"),
    ],
)  # fmt: skip
def test_macros_without_end_are_left_as_they_stand(
    definitions: list[str], use: str, name: str
) -> None:
    macros = [definition_at(text, 0) for text in definitions]
    expansion = expand_macros(use, [d.macro for d in macros if d and d.macro])
    assert [notice.diagnostic.name for notice in expansion.notices] == [name]
    assert len(expansion.text.text) < 10_000
