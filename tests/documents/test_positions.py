"""Whatever a document contains: its pieces cover it, and every position is exact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.documents import Document, MathSpan, document_of

#: What the scanners look at, and what stands between.
FRAGMENTS = (
    "$", "$$", r"\[", r"\]", r"\(", r"\)", r"\\[", r"\\]", r"\begin{align}", r"\end{align}",
    r"\begin{verbatim}", r"\end{verbatim}", "`", "```", "```math\n", "~~~", "<!-- derive: a; b",
    "-->", "% derive: on", "%", "<p>", '<p a="$x$">', "</p>", "<script>", "</script>", "> ",
    "- ", "1. ", "    ", "\t", "# ", "|", "---\n", "\n", "\n\n", "\r\n", "\r", " ", "x", "5",
    "a = b", "é", "𝑥", "\u200f", "\u200b", "\\", "{", "}", r"\newcommand{\x}{y}", r"\x",
    r"\iffalse", r"\fi", r"\text{", "x x x", r"\alpha a α", "\ufeff", "[a]: b", "$`", "`$",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)
KINDS = st.sampled_from(("markdown", "tex", "text"))


@settings(derandomize=True, deadline=None)
@given(TEXTS, KINDS)
def test_the_pieces_cover_the_document(text: str, kind: str) -> None:
    document = document_of(text, kind=kind)
    assert isinstance(document, Document)
    assert "".join(document.source[p.opens : p.closes] for p in document.pieces) == document.source
    assert text.removeprefix("\ufeff") == document.source
    for piece in document.pieces:
        assert piece.opens <= piece.start <= piece.end <= piece.closes


@settings(derandomize=True, deadline=None)
@given(TEXTS, KINDS)
def test_every_character_of_a_formula_stands_in_the_source(text: str, kind: str) -> None:
    document = document_of(text, kind=kind)
    assert isinstance(document, Document)
    for span in document.formulas:
        places = [span.contents.source_offset(at) for at in range(len(span.text))]
        assert "".join(document.source[place] for place in places) == span.text
        assert places == sorted(set(places))
        assert all(span.start <= place < span.end for place in places)
        if places and places == list(range(places[0], places[-1] + 1)) and "%" not in text:
            assert document.source[span.start : span.end] == span.text


@settings(derandomize=True, deadline=None)
@given(TEXTS, KINDS)
def test_lines_and_columns(text: str, kind: str) -> None:
    document = document_of(text, kind=kind)
    assert isinstance(document, Document)
    source = document.source
    line = column = utf16 = 1
    for at, character in enumerate(source):
        place = document.position(at)
        assert (place.line, place.column, place.utf16_column) == (line, column, utf16)
        column += 1
        utf16 += 2 if ord(character) > 0xFFFF else 1
        if character == "\n" or (character == "\r" and source[at + 1 : at + 2] != "\n"):
            line, column, utf16 = line + 1, 1, 1


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")), KINDS)
def test_any_text_is_read(text: str, kind: str) -> None:
    document = document_of(text, kind=kind)
    assert isinstance(document, Document)
    assert "".join(document.source[p.opens : p.closes] for p in document.pieces) == document.source


@settings(derandomize=True, deadline=None)
@given(TEXTS, st.sampled_from(("> ", "> > ", ">")))
def test_a_quote_has_the_formulas_of_its_text(text: str, mark: str) -> None:
    if any(sign in text for sign in "\r\ufeff\t") or (mark == ">" and text[:1] in (" ", "")):
        return
    lines = text.split("\n")
    quoted = document_of("\n".join(mark + line for line in lines), kind="markdown")
    plain = document_of(text, kind="markdown", dialect="")
    assert isinstance(quoted, Document)
    assert isinstance(plain, Document)
    if "---" in text or "    " in text or quoted.dialect:
        return  # Front matter and the indentation of code depend on where a line begins.
    if mark != ">":
        assert [s.text for s in quoted.formulas] == [s.text for s in plain.formulas]


def test_a_byte_order_mark_is_no_column() -> None:
    document = document_of("\ufeff$x$")
    assert isinstance(document, Document)
    assert document.byte_order_mark
    assert document.position(document.formulas[0].start).column == 2


def test_tabs_line_ends_and_astral_characters() -> None:
    document = document_of("a\r\n\t𝑥 $y$\r$z$\n", kind="text")
    assert isinstance(document, Document)
    places = [document.position(span.start) for span in document.formulas]
    assert [(p.line, p.column, p.utf16_column) for p in places] == [(2, 5, 6), (3, 2, 2)]


def test_an_offset_outside_is_refused() -> None:
    document = document_of("a")
    assert isinstance(document, Document)
    assert document.position(1).column == 2
    with pytest.raises(ValueError, match="outside"):
        document.position(2)


@pytest.mark.parametrize("letter", ["х", "𝒙", "x\u200b", "\u202ex", "ｘ", "x\u0301"])
def test_look_alikes_are_left_as_they_are(letter: str) -> None:
    for kind in ("markdown", "tex", "text"):
        document = document_of(f"let ${letter} = 1$.", kind=kind)
        assert isinstance(document, Document)
        (span,) = (piece for piece in document.pieces if isinstance(piece, MathSpan))
        assert span.text == f"{letter} = 1"
