"""Text copied from a rendered page: three copies of each formula on a line."""

import pytest

from derive.documents import Document, document_of


def read(text: str, **options: str) -> Document:
    document = document_of(text, path="page.txt", **options)
    assert isinstance(document, Document)
    return document


#: What MathML, LaTeX and styled text show.
GRADIENT = (
    r"∂ J ∂ a m = 2 ∑ n ( a n − 1 ) \frac{\partial J}{\partial a_{m}}=2\sum_{n}(a_{n}-1) "
    "amJ=2n(an1)"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GRADIENT, [(r"\frac{\partial J}{\partial a_{m}}=2\sum_{n}(a_{n}-1)", True)]),
        ("so: " + GRADIENT + ", as said", [(GRADIENT.split(") ")[1] + ")", False)]),
        ("当 m ≠ n m\\neq n m=n时,", [(r"m\neq n", False)]),
        ("梯度 a m a_{m} am的,\nexp  x \\exp x expx", [("a_{m}", False), (r"\exp x", True)]),
        ("the w w w of \\alpha α α", [("w", False)]),
        ("x 2 = y x^2 = y x2=y\n∑ i i \\sum_i i ii", [("x^2 = y", True), (r"\sum_i i", True)]),
        ("∑ k K a k \\sum^K_k a_k k∑Kak", [(r"\sum^K_k a_k", True)]),
        ("θ = θ 0 \\theta=\\theta_0 θ=θ0", [(r"\theta=\theta_0", True)]),
    ],
)
def test_the_latex_among_the_copies(text: str, found: list[tuple[str, bool]]) -> None:
    # Something with a command tells a scraped text from any other.
    document = read(text, dialect="scraped")
    assert [(span.text, span.display) for span in document.formulas] == found


def test_it_is_chosen_where_it_fits() -> None:
    assert read(GRADIENT).dialect == "scraped"
    assert read("Let $x$ be.\n" + GRADIENT).dialect == ""
    assert read(r"\a \b \c no formula").dialect == ""
    assert read(GRADIENT, dialect="").formulas == ()


def test_prose_begins_after_the_last_copy() -> None:
    document = read("x " + GRADIENT + "的.", dialect="scraped")
    (span,) = document.formulas
    assert document.source[span.opens : span.closes] == GRADIENT


def test_annotations_are_read_beside_it() -> None:
    document = read("<!-- derive: off -->\n" + GRADIENT + "\n% derive: on\n")
    assert document.dialect == "scraped"
    assert [type(piece).__name__ for piece in document.pieces] == [
        "Annotation", "Prose", "MathSpan", "Prose", "Annotation", "Prose",
    ]  # fmt: skip
