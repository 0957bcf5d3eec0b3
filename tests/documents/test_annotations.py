"""Annotations: directives, where they part, and where they stand."""

import pytest

from derive.documents import Annotation, Document, document_of


def read(text: str, kind: str = "markdown") -> Document:
    document = document_of(text, kind=kind)
    assert isinstance(document, Document)
    return document


def directives(text: str, kind: str = "markdown") -> list[tuple[str, str]]:
    document = read(text, kind)
    found = [piece for piece in document.pieces if isinstance(piece, Annotation)]
    for annotation in found:
        for directive in annotation.directives:
            argument = document.source[directive.start : directive.end]
            assert argument.startswith(directive.verb)
    return [(d.verb, d.argument.text) for a in found for d in a.directives]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("off", [("off", "")]),
        ("one-hot y; positive p", [("one-hot", "y"), ("positive", "p")]),
        (r"let f(x; y) = \{a; b\}; scalar t", [("let", r"f(x; y) = \{a; b\}"), ("scalar", "t")]),
        (r"let a = b\;c; on", [("let", r"a = b\;c"), ("on", "")]),
        (r"assume x \in [0, 1); on", [("assume", r"x \in [0, 1)"), ("on", "")]),
        ("let a = b\n  + c ;\n\n case i \\ne k", [("let", "a = b\n  + c"), ("case", r"i \ne k")]),
        (" ; ; on;", [("on", "")]),
        ("$x", [("", "$x")]),
        ("let p = $q$; on", [("let", "p = $q$"), ("on", "")]),
    ],
)
def test_directives(body: str, found: list[tuple[str, str]]) -> None:
    assert directives(f"<!-- derive: {body} -->") == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("text <!-- derive: on --> text", "markdown"),
        ("> <!-- derive:\n> on -->", "markdown"),
        ("- a\n\n  <!-- derive:\n\n  on\n  -->", "markdown"),
        ("text\n% derive: on\ntext", "markdown"),
        ("% derive: on", "text"),
        ("a <!-- derive: on -->", "text"),
        ("a % derive: on", "tex"),
        ("$$\na\n% derive: on\n$$\n<!--derive:on-->", "markdown"),
    ],
)
def test_where_annotations_stand(text: str, kind: str) -> None:
    assert directives(text, kind) == [("on", "")]


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- derive: on -->`",
        "```\n<!-- derive: on -->\n```",
        "    <!-- derive: on -->",
        "<!-- derived: on -->",
        "<!-- on -->",
        "50 % derive: on",
        "---\na: <!-- derive: on -->\n---",
    ],
)
def test_what_is_no_annotation(text: str) -> None:
    assert directives(text) == []


def test_marks_of_a_quote_are_not_in_a_directive() -> None:
    assert directives("> <!-- derive: let a =\n> b; on -->") == [("let", "a =\nb"), ("on", "")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<!-- derive: let f(x = 1; on -->", "unbalanced-annotation"),
        ("text <!-- derive: on\n\ntext", "unclosed-comment"),
    ],
)
def test_faults_are_told(text: str, name: str) -> None:
    assert [notice.diagnostic.name for notice in read(text).notices] == [name]
