"""Files that are mended: what is written is the suggestion, and not one byte else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from derive.documents import Document, document_of, read_document
from derive.judging.mending import difference, mended, write_mended
from derive.judging.run import Judges
from derive.judging.worker import guarded

SOFTMAX = r"<!-- derive: let q_r = \frac{e^{u_r}}{\sum_s e^{u_s}}; index r, m : N -->" + "\n\n"
LEFT = r"\frac{\partial \log q_r}{\partial u_m}"


class Here(Judges):
    """Judges that work in this process."""

    def call(
        self, function: Callable[..., object], *args: object, seconds: float | None = None
    ) -> object:
        return guarded(function, *args)


@pytest.fixture
def judges() -> Iterator[Judges]:
    with Here() as made:
        yield made


def document(text: str) -> Document:
    found = document_of(text)
    assert isinstance(found, Document)
    return found


def test_a_file_is_mended_and_nothing_else_in_it_changes(tmp_path: Path, judges: Judges) -> None:
    text = (
        "\ufeff# Notes \r\n"
        + SOFTMAX.replace("\n", "\r\n")
        + f"> $${LEFT}\r\n>  = \\delta_{{rm}}\r\n>  + q_m  % \U0001d465\r\n> $$\r\n\r\n"
        + "and\ttab\r\n\r\n$$h \\cdot 1 = 3 h$$\r\n"
    )
    path = tmp_path / "notes.md"
    path.write_bytes(text.encode())
    before = read_document(path)
    assert isinstance(before, Document)
    found = mended(before, judges)
    write_mended(before, found.document)
    expected = text.replace(">  + q_m", ">  - q_m").replace("3 h", "h")
    assert path.read_bytes().decode() == expected
    assert found.steps == 2
    assert [claim.outcome.verdict for claim in found.report.claims] == ["proved", "proved"]
    assert difference(before, found.document).count("\n-") == 2
    again = read_document(path)
    assert isinstance(again, Document)
    assert mended(again, judges).document.source == again.source


def test_a_file_that_has_changed_is_not_written(tmp_path: Path, judges: Judges) -> None:
    path = tmp_path / "notes.md"
    path.write_text("$$h \\cdot 1 = 3 h$$\n", encoding="utf-8")
    before = read_document(path)
    assert isinstance(before, Document)
    found = mended(before, judges)
    assert found.steps == 1
    path.write_text("$$h \\cdot 1 = 4 h$$\n", encoding="utf-8")
    with pytest.raises(OSError, match="changed"):
        write_mended(before, found.document)
    assert path.read_text(encoding="utf-8") == "$$h \\cdot 1 = 4 h$$\n"


def test_of_a_chain_the_first_false_step_is_mended_first(judges: Judges) -> None:
    text = f"{SOFTMAX}$${LEFT} = \\delta_{{rm}} + q_m = \\delta_{{rm}} + 1 q_m$$\n"
    found = mended(document(text), judges)
    assert found.document.source.endswith("= \\delta_{rm} - q_m = \\delta_{rm} - 1 q_m$$\n")


def test_a_notebook_is_shown_its_suggestion_and_not_written(tmp_path: Path, judges: Judges) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["$$h \\cdot 1 = 3 h$$"]}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = tmp_path / "notes.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    before = read_document(path)
    assert isinstance(before, Document)
    found = mended(before, judges)
    (claim,) = found.report.claims
    assert claim.outcome.suggestion is not None
    assert claim.outcome.suggestion.rhs == "h"
    assert not found.steps
    assert found.document is before


def test_what_nothing_mends_stays(judges: Judges) -> None:
    before = document("$$\\sum_s (u_s + 1) = \\sum_s u_s^3 + \\prod_s u_s^7$$\n")
    assert mended(before, judges).document is before
