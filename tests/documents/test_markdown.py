"""Formulas in Markdown: found where they stand, and nowhere else."""

import pytest

from derive.documents import Annotation, CodeBlock, Document, Masked, MathSpan, document_of


def read(text: str, kind: str = "markdown") -> Document:
    document = document_of(text, kind=kind)
    assert isinstance(document, Document)
    return document


def formulas(text: str) -> list[str]:
    return [span.text for span in read(text).formulas]


def names(text: str) -> list[str]:
    return [notice.diagnostic.name for notice in read(text).notices]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$x$", ["x"]),
        ("$$x$$", ["x"]),
        (r"\(x\) and \[y\]", ["x", "y"]),
        (r"\\(x\\) and \\[y\\]", ["x", "y"]),
        (r"$$a \\[2pt] b$$", [r"a \\[2pt] b"]),
        (r"\[a \\[2pt] b \\ c\]", [r"a \\[2pt] b \\ c"]),
        ("\\begin{align*}\na &= b\n\\end{align*}", ["\na &= b\n"]),
        (r"\begin{alignat}{2} a &= b \end{alignat}", [" a &= b "]),
        (r"\begin{cases} a \\ b \end{cases}", [r" a \\ b "]),
        ("text $a$, $b$ and $$c$$, $$d$$.", ["a", "b", "c", "d"]),
        ("$`a^2`$", ["a^2"]),
        ("```math\na = b\n```", ["a = b"]),
        ("```{math}\n:label: one\na = b\n```", ["a = b"]),
        (r"$a \text{ if $b$} c$", [r"a \text{ if $b$} c"]),
        (r"$a \$ b$", [r"a \$ b"]),
        ("$a$是$b$。", ["a", "b"]),
        ("**$a$** _$b$_ [$c$](d)", ["a", "b", "c"]),
        ("# Of $x$\n\n## $y$ ##", ["x", "y"]),
    ],
)
def test_a_formula_is_found(text: str, found: list[str]) -> None:
    assert formulas(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "from $20,000 to US$30,000",
        "$ a $ is set off",
        "in the shell $HOME and $PATH",
        r"an escaped \$x\$",
        "`$x$` and ``a ` $y$``",
        "```\n$x$\n```",
        "~~~python\nf = '$x$'\n~~~",
        "    $x$ by indentation",
        '<img alt="$x$">',
        "<script>\nlet a = '$x$';\n</script>",
        "<style>a { $x$ }</style>",
        "text <code>$x$</code> text",
        "<!-- $x$ -->",
        "text <!-- $x$\n$$y$$ --> text",
        "---\ntitle: $x$\n---\n",
        "+++\ntitle = '$x$'\n+++\n",
        "<https://a.org/$x$>",
        r"a \\ b \\\[ c",
        "| $OUT | at most ($5) |\n|---|---|\n| a | b$ |",
    ],
)
def test_what_is_no_formula_is_none(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["$$", "a", "- b", "+ c", "* d", "$$"],
        ["$$", "a", "= b", "===", "> 0", "# c", "$$"],
        ["$$", "a", "", "b", "$$"],
        [r"\[", "a", "- b", r"\]"],
        [r"\\[", "a", "- b", r"\\]"],
        [r"\begin{align}", "a &= b", "", "1. &= c", r"\end{align}"],
        ["text $$a", "- b$$ text"],
        ["$$a$$ and $$b", "- c$$"],
    ],
)
def test_lines_of_a_display_are_no_markdown(lines: list[str]) -> None:
    found = "\n".join(formulas("\n".join(lines)))
    assert "- b" in found or "= b" in found or "b" in found
    assert all(line in found for line in lines[1:-1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("> $$a\n> - b\n> = c$$", "a\n- b\n= c"),
        ("> > $$a\n> > b$$", "a\nb"),
        ("> $$a\nb$$", "a\nb"),
        ("- item\n  $$a\n  - b$$", "a\n- b"),
        ("- $$\n  a\n  $$", "\na\n"),
        ("1. item\n\n   $$\n   a\n   $$\n", "\na\n"),
        ("- item\n  $$\na\n  $$", "\na\n"),
        ("- > $$a\n  > b$$", "a\nb"),
        ("> - $$a\n>   b$$", "a\nb"),
        ("\t- x\n\n- $$a\n\tb$$", "a\nb"),
    ],
)
def test_the_marks_of_quotes_and_lists_are_not_in_the_formula(text: str, found: str) -> None:
    document = read(text)
    (span,) = document.formulas
    assert span.text == found
    for at, character in enumerate(span.text):
        assert document.source[span.contents.source_offset(at)] == character


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>$x$</p>", ["x"]),
        ("<div>\n$$\nx\n- y\n$$\n</div>", ["\nx\n- y\n"]),
        ("a <b>$x$</b>", ["x"]),
        ("<details>\n\n$x$\n\n</details>", ["x"]),
        ('<p title="a > b">$x$</p>', ["x"]),
        ("$a <b$ and $c> d$", ["a <b", "c> d"]),
    ],
)
def test_a_formula_between_tags_is_one(text: str, found: list[str]) -> None:
    assert formulas(text) == found


def test_a_row_of_a_table_is_read_by_itself() -> None:
    assert formulas("| $a$ | b$ |\n|---|---|\n| $|x|$ | $y$ |\n| c$ | d |") == ["a", "|x|", "y"]


@pytest.mark.parametrize(
    ("text", "place", "after"),
    [
        ("$$a\n\n$x$", 0, ["x"]),
        (r"\[a" + "\n\n$x$", 0, ["x"]),
        (r"\begin{align} a" + "\n\n$x$", 0, ["x"]),
        ("so $a = \\frac12 and\n\n$x$", 3, ["x"]),
        ("$$\na\n\n# Next\n\n$$x$$", 0, ["x"]),
        ("$$\na\n\nand $x$", 0, ["x"]),
        ("$$x$ and $y$", 0, ["x", "y"]),
    ],
)
def test_an_unclosed_delimiter_is_told_and_scanning_goes_on(
    text: str, place: int, after: list[str]
) -> None:
    document = read(text)
    assert [span.text for span in document.formulas] == after
    assert [(n.diagnostic.name, n.start) for n in document.notices] == [("unclosed-math", place)]


def test_prices_are_not_told() -> None:
    assert names("$5 is = 4 euros; $ 3") == []


def test_which_formulas_stand_alone() -> None:
    text = "$a=b$,\n\n- $c$\n\n(1) $d$\n\nlet $e$ be\n\n> $f$\n"
    assert [span.alone for span in read(text).formulas] == [True, True, True, False, True]


def test_display_and_delimiter() -> None:
    text = "$a$ $$b$$ \\(c\\) \\[d\\]\n\n\\begin{align}e\\end{align}\n\n```math\nf\n```"
    assert [(s.display, s.delimiter, s.environment) for s in read(text).formulas] == [
        (False, "$", ""),
        (True, "$$", ""),
        (False, r"\(", ""),
        (True, r"\[", ""),
        (True, "align", "align"),
        (True, "```math", ""),
    ]


def test_code_has_its_language_and_its_own_indentation() -> None:
    text = "> - ```python\n>   if x:\n>       y\n>   ```\n\ntext\n\n    a\n      b\n"
    blocks = [piece for piece in read(text).pieces if isinstance(piece, CodeBlock)]
    assert [(b.language, b.text) for b in blocks] == [("python", "if x:\n    y"), ("", "a\n  b")]


def test_an_unclosed_fence_is_code_to_the_end() -> None:
    (block,) = (p for p in read("```\na\n$b$\n").pieces if isinstance(p, CodeBlock))
    assert block.text == "a\n$b$"


def test_plain_text_has_no_lists_and_no_code_by_indentation() -> None:
    document = read("    $a$\n<b>$c$</b> `$d$`\n\n<!-- derive: off -->\n", "text")
    assert [span.text for span in document.formulas] == ["a", "c"]
    kinds = {type(piece) for piece in document.pieces}
    assert {MathSpan, Masked, Annotation} <= kinds


def test_a_comment_of_tex_is_not_in_a_formula() -> None:
    document = read("$$\na % \\frac{\n= b\n$$ and $5\\% = x$")
    assert [span.text for span in document.formulas] == ["\na \n= b\n", "5\\% = x"]


def test_deep_nesting_is_told_and_read_as_text() -> None:
    document = read(">" * 100 + " $x$")
    assert [span.text for span in document.formulas] == ["x"]
    assert [notice.diagnostic.name for notice in document.notices] == ["nested-too-deep"]


def test_indented_lines_right_behind_a_display_are_no_code():
    text = "$$a\n    = b$$\n    $$c = d$$\n    and $$e = f$$\n\n    $$g = h$$\n"
    assert [span.text for span in document_of(text, kind="markdown").formulas] == [
        "a\n    = b", "c = d", "e = f",
    ]  # fmt: skip
