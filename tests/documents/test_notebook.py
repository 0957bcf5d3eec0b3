"""Notebooks: the text of the cells, and the place of each character in the JSON."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.documents import CodeBlock, Document, Position, Unreadable, document_of


def notebook(*cells: tuple[str, Any], **more: Any) -> dict[str, Any]:
    made = [{"cell_type": kind, "metadata": {}, "source": source} for kind, source in cells]
    return {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}


def read(text: str) -> Document:
    document = document_of(text, kind="notebook")
    assert isinstance(document, Document)
    return document


def test_cells_positions_and_languages() -> None:
    cells = (
        ("markdown", ["Let\n", "$$x = \\alpha$$\n"]),
        ("code", "a = 1\nb = 2"),
        ("raw", "$r$"),
        ("markdown", "𝑥 $y$"),
    )
    metadata = {"kernelspec": {"language": "python"}}
    text = json.dumps(notebook(*cells, metadata=metadata), indent=1)
    document = read(text)
    first, last = document.formulas
    assert (first.text, last.text) == ("x = \\alpha", "y")
    place = document.position(first.start)
    assert (place.cell, place.line, place.column) == (1, 2, 3)
    assert isinstance(place.in_file, Position)
    line = text.splitlines()[place.in_file.line - 1]
    assert line[place.in_file.column - 1 :].startswith("x = \\\\alpha")
    place = document.position(last.start)
    assert (place.cell, place.line, place.column, place.utf16_column) == (4, 1, 4, 5)
    (code,) = (piece for piece in document.pieces if isinstance(piece, CodeBlock))
    assert (code.language, code.text) == ("python", "a = 1\nb = 2")


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))),
        min_size=1,
    ),
    st.booleans(),
)
def test_every_character_leads_to_its_escape(cells: list[list[str]], ascii_only: bool) -> None:
    text = json.dumps(notebook(*(("raw", cell) for cell in cells)), ensure_ascii=ascii_only)
    document = read(text)
    assert [document.source[c.start : c.end] for c in document.cells] == [
        "".join(cell) for cell in cells
    ]
    assert document.origin is not None
    for at, character in enumerate(document.source):
        low, high = document.origin.source_span(at, at + 1)
        assert high == low or json.loads(f'"{text[low:high]}"') == character


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("{\n]", "not a notebook", 2),
        ("[]", "it has no cells", 1),
        ("{}", "it has no cells", 1),
        ('{"cells": 1}', "it has no cells", 1),
        ("[" * 100_000, "nested too deep", 1),
        ('{"cells": [\n{"cell_type": "markdown", "source": "\\ud800"}]}', "half a character", 2),
        ('{"cells": [\n{"cell_type": "raw", "source": ["a", "\\u0000"]}]}', "NUL", 2),
    ],
)
def test_what_is_no_notebook(text: str, message: str, line: int) -> None:
    read = document_of(text, kind="notebook")
    assert isinstance(read, Unreadable)
    assert message in read.diagnostic.message
    assert read.line == line


@pytest.mark.parametrize(
    "text",
    [
        '{"cells": []}',
        '{"cells": [1, null, "x", [], {}]}',
        '{"cells": [{"source": 1, "cell_type": ["markdown"]}]}',
        '{"cells": [{"cell_type": "markdown"}]}',
        '{"cells": [{"source": {"source": "$x$"}, "cell_type": "markdown"}]}',
        '{"n": 1' + "0" * 10_000 + ', "cells": []}',
        '{"x": {"cells": [{"cell_type": "markdown", "source": "$x$"}]}, "cells": []}',
    ],
)
def test_odd_notebooks_have_no_formulas(text: str) -> None:
    assert read(text).formulas == ()
