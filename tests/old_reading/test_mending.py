"""Suggestions as they are spelled, and files that are mended with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from derive.documents import Document, document_of, read_document
from derive.old.findings import FileReport, check
from derive.old.mend.document import mended
from derive.old.mend.files import difference, write_mended
from tests.old_reading.documents import SOFTMAX, Here, report

LEAST_SQUARES = (
    "<!-- derive: matrix X : m, n; vector w : n; vector y : m; "
    r"let L = \|X w - y\|^2; layout denominator -->"
)
CASES = {
    "the sign": (
        SOFTMAX,
        r"\frac{\partial \log p_i}{\partial z_k} = \delta_{ik} + p_k",
        r"\delta_{ik} - p_k",
    ),
    "the index": (
        SOFTMAX,
        r"\frac{\partial \log p_i}{\partial z_k} = \delta_{ik} - p_i",
        r"\delta_{ik} - p_k",
    ),
    "the factor": (LEAST_SQUARES, r"L = \tfrac{1}{2} \|X w - y\|^2", r"\|X w - y\|^2"),
    "the transpose": (
        LEAST_SQUARES,
        r"\frac{\partial L}{\partial w} = 2 X (X w - y)",
        r"2 X^\top (X w - y)",
    ),
    "the name": (
        "<!-- derive: matrix x : N, D; matrix w : D, M; let y = x w; function L of y; "
        "layout denominator -->",
        r"\frac{\partial L}{\partial w} = w^T \frac{\partial L}{\partial y}",
        r"x^T \frac{\partial L}{\partial y}",
    ),
    "the function": (
        r"<!-- derive: let p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} -->",
        r"\log p_k = z_k - \sum_j e^{z_j}",
        r"z_k - \log \sum_j e^{z_j}",
    ),
    "the bracket": (
        "<!-- derive: index i : n -->",
        r"a b + a c = a b + c",
        r"a (b + c)",
    ),
    "the order": (
        r"<!-- derive: let P = \prod_i p_i^{q_i}; positive p -->",
        r"\log P = \sum_i p_i \log q_i",
        r"\sum_i q_i \log p_i",
    ),
    "the sum": (
        r"<!-- derive: let P = \prod_i e^{a_i} -->",
        r"\log P = \prod_i a_i",
        r"\sum_i a_i",
    ),
    "a factor": (
        r"<!-- derive: let s(t) = \frac{1}{1 + e^{-t}} -->",
        r"s'(x) = 1 - s(x)",
        r"(1 - s(x)) s(x)",
    ),
    "in a column": (
        "<!-- derive: vector z : m; vector y : m; let y_i = e^{-z_i} -->",
        r"y = \begin{pmatrix} e^{z_1} \\ \vdots \\ e^{z_m} \end{pmatrix}",
        r"\begin{pmatrix} e^{-z_1} \\ \vdots \\ e^{-z_m} \end{pmatrix}",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_suggestion_keeps_the_spelling(kind: str) -> None:
    before, step, mended_side = CASES[kind]
    claim = report(f"{before}\n\n$${step}$$\n").claims[-1]
    assert claim.outcome.verdict == "refuted"
    assert claim.outcome.suggestion is not None
    assert claim.outcome.suggestion.rhs == mended_side
    assert claim.fix


DOCUMENT = (
    "\ufeff# Notes \r\n"
    + SOFTMAX.replace("\n", "\r\n")
    + "Since $\\sum_j y_j = 1$,\r\n\r\n"
    + "> $$\\frac{\\partial L}{\\partial z_k}\r\n>  = p_k\r\n>  + y_k  % \U0001d465\r\n"
    + ">  = -(y_k - p_k)$$\r\n\r\n"
    + "and $$a \\cdot 1 = 2 a \\tag{7}$$\ttab\r\n"
)


def judged(document: Document) -> FileReport:
    return check(document, Here())


def test_a_file_is_mended_and_nothing_else_in_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(DOCUMENT.encode())
    document = read_document(path)
    assert isinstance(document, Document)
    found = mended(document, judged)
    write_mended(document, found.document)
    expected = DOCUMENT.replace(">  + y_k", ">  - y_k").replace("2 a", "a")
    assert path.read_bytes().decode() == expected
    assert found.steps == 2
    assert {claim.outcome.verdict for claim in found.report.claims} == {"definition", "proved"}
    assert difference(document, found.document).count("\n-") == 2
    again = read_document(path)
    assert isinstance(again, Document)
    assert mended(again, judged).document.source == again.source


def test_a_file_that_has_changed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("$$a \\cdot 1 = 2 a$$\n", encoding="utf-8")
    document = read_document(path)
    assert isinstance(document, Document)
    found = mended(document, judged)
    path.write_text("$$a \\cdot 1 = 3 a$$\n", encoding="utf-8")
    with pytest.raises(OSError, match="changed"):
        write_mended(document, found.document)
    assert path.read_text(encoding="utf-8") == "$$a \\cdot 1 = 3 a$$\n"


def test_of_a_chain_the_first_false_step_is_mended_first() -> None:
    document = document_of(
        SOFTMAX
        + r"$$\frac{\partial \log p_i}{\partial z_k} = \delta_{ik} + p_k = \delta_{ik} + 1 p_k$$"
        + "\n"
    )
    assert isinstance(document, Document)
    found = mended(document, judged)
    assert r"= \delta_{ik} - p_k = \delta_{ik} - 1 p_k$$" in found.document.source


def test_what_a_macro_stands_for_is_not_written_into_the_source() -> None:
    text = "\\newcommand{\\two}{2 a}\n\\[ a \\cdot 1 = \\two \\]\n"
    (claim,) = report(text, "tex").claims
    assert claim.outcome.suggestion is not None
    assert claim.outcome.suggestion.rhs == "a"
    assert not claim.fix


def test_a_step_that_is_not_mended_stays() -> None:
    document = document_of("$$\\sum_j (x_j + 1) = \\sum_j x_j^3 + \\prod_j x_j^7$$\n")
    assert isinstance(document, Document)
    assert mended(document, judged).document is document
