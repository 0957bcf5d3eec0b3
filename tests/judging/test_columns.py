"""Columns, rows and matrices with dots: what they stand for, and what is never guessed."""

import pytest

from tests.judging.papers import agree, verdicts

SOFTMAX = r"$$p_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}$$"


def column(*cells, kind="bmatrix"):
    return rf"\begin{{{kind}}} " + r" \\ ".join(cells) + rf" \end{{{kind}}}"


def row(*cells, kind="bmatrix"):
    return rf"\begin{{{kind}}} {' & '.join(cells)} \end{{{kind}}}"


def matrix(*rows):
    return column(*(" & ".join(r) for r in rows))


V, D, C = r"\vdots", r"\ddots", r"\cdots"
AT_K = column("-p_1", V, "1 - p_k", V, "-p_n")
UNIT = column("0", V, "1", V, "0")
JACOBIAN = matrix(
    ("p_1 (1 - p_1)", "-p_1 p_2", C, "-p_1 p_n"),
    ("-p_2 p_1", "p_2 (1 - p_2)", C, "-p_2 p_n"),
    (V, V, D, V),
    ("-p_n p_1", "-p_n p_2", C, "p_n (1 - p_n)"),
)

# Each equation with its verdict; p is the softmax of z.
OF_SOFTMAX = {
    "an entry of its own between two runs of dots": (
        rf"\frac{{\partial p}}{{\partial z_k}} = {AT_K} p_k", "proved?"),
    "its sign is wrong": (
        rf"\frac{{\partial p}}{{\partial z_k}} = {column('-p_1', V, '1 + p_k', V, '-p_n')} p_k",
        "refuted?"),
    "a unit vector, at the only index that is free": (
        rf"\frac{{\partial p}}{{\partial z_k}} = \left({UNIT} - p\right) p_k", "proved?"),
    "a Jacobian": (rf"\frac{{\partial p}}{{\partial z}} = {JACOBIAN}", "proved?"),
    "a Jacobian in corners": (
        r"\operatorname{diag}(p) - p p^T = "
        + matrix(("p_1 (1 - p_1)", C, "-p_1 p_n"), (V, D, V), ("-p_n p_1", C, "p_n (1 - p_n)")),
        "proved?"),
    "another diagonal": (
        r"\operatorname{diag}(p) - p p^T = "
        + matrix(("p_1 (2 - p_1)", C, "-p_1 p_n"), (V, D, V), ("-p_n p_1", C, "p_n (2 - p_n)")),
        "refuted?"),
    "the derivatives by all entries, written out": (
        r"\frac{\partial p}{\partial z} = " + matrix(
            (r"\frac{\partial p_1}{\partial z_1}", C, r"\frac{\partial p_1}{\partial z_n}"),
            (V, D, V),
            (r"\frac{\partial p_n}{\partial z_1}", C, r"\frac{\partial p_n}{\partial z_n}")),
        "definition?"),
}  # fmt: skip

# Each equation about vectors x and a, and a matrix W, with its verdict.
OF_ARRAYS = {
    "a row times a column": (row("x_1", C, "x_n") + r" a = \sum_i x_i a_i", "proved"),
    "a column, transposed": (
        column("x_1", V, "x_n", kind="pmatrix") + r"^T a = \sum_i x_i a_i", "proved"),
    "three entries before the dots": (
        column("x_1", "x_2", "x_3", V, "x_n") + " = x", "proved"),
    "a diagonal with zeros": (
        matrix(("x_1", "0", C, "0"), ("0", "x_2", C, "0"), (V, V, D, V), ("0", "0", C, "x_n"))
        + r" a = x \odot a", "proved?"),
    "a diagonal with blanks": (
        matrix(("x_1", "", ""), ("", D, ""), ("", "", "x_n")) + r" a = x \odot a", "proved?"),
    "ones": (row("1", C, "1") + r" x = \sum_i x_i", "proved?"),
    "an outer product": (
        r"a x^T = " + matrix(("a_1 x_1", C, "a_1 x_n"), (V, D, V), ("a_n x_1", C, "a_n x_n")),
        "proved?"),
    "an outer product, transposed by mistake": (
        r"a x^T = " + matrix(("x_1 a_1", C, "x_1 a_n"), (V, D, V), ("x_n a_1", C, "x_n a_n")),
        "refuted?"),
    "a function of every entry": (column("e^{x_1}", V, "e^{x_n}") + r" = \exp(x)", "proved"),
    "a vector of products with rows": (
        column(r"\sum_j W_{1j} x_j", V, r"\sum_j W_{mj} x_j") + " = W x", "proved?"),
    "the columns of a matrix": (
        r"W x = " + matrix(("W_{11}", C, "W_{1n}"), (V, D, V), ("W_{m1}", C, "W_{mn}")) + " x",
        "proved?"),
    "from zero": (column("u_0", "u_1", V, "u_{n-1}") + "^T a = u^T a", "proved?"),
}  # fmt: skip

# What may be meant in two ways, and is not read.
UNCLEAR = {
    "no pattern": column("x_1", V, "a_n") + " = x",
    "an entry that breaks the pattern": column("x_1", "a_2", V, "x_n") + " = x",
    "a unit vector at one of two indices": UNIT + "^T x = x_k a_j",
    "powers, whose exponents are no indices": row("x^1", C, "x^n") + " a = 3",
    "a middle entry with two letters": column("x_1", V, "x_j a_k", V, "x_n") + " = x",
    "three runs of dots": column("x_1", V, "x_j", V, "x_k", V, "x_n") + " = x",
    "a corner that is no instance": (
        matrix(("W_{11}", C, "W_{1n}"), (V, D, V), ("W_{m1}", C, "a_1")) + " x = W x"
    ),
    "numbers that are no size": column("x_1", V, "x_3") + " = x",
}


@pytest.mark.parametrize("name", OF_SOFTMAX)
def test_columns_of_softmax(name):
    equation, verdict = OF_SOFTMAX[name]
    assert agree(verdicts(f"{SOFTMAX} $${equation}$$"), ["definition", verdict])


@pytest.mark.parametrize("name", OF_ARRAYS)
def test_columns_of_arrays(name):
    equation, verdict = OF_ARRAYS[name]
    said = "<!-- derive: vector x : n; vector a : n; vector u : n; matrix W : m, n -->"
    assert agree(verdicts(f"{said} $${equation}$$"), [verdict])


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_is_not_certain_is_not_read(name):
    said = "<!-- derive: vector x : n; vector a : n; matrix W : m, n -->"
    assert verdicts(f"{said} $${UNCLEAR[name]}$$") != ["proved"]


def test_a_layout_that_a_matrix_shows_is_that_of_the_next_steps():
    shown = r"\frac{\partial y}{\partial x} = " + matrix(
        (r"\frac{\partial y_1}{\partial x_1}", C, r"\frac{\partial y_1}{\partial x_n}"),
        (V, D, V),
        (r"\frac{\partial y_m}{\partial x_1}", C, r"\frac{\partial y_m}{\partial x_n}"),
    )
    said = r"<!-- derive: matrix A : m, n; vector x : n -->"
    text = rf"{said} $$y = A x$$ $${shown} = A$$"
    assert agree(verdicts(text), ["definition", "definition?", "proved?"])


def test_a_column_of_its_own_entries_is_a_definition_and_says_its_length():
    text = rf"$$x = {column('x_1', V, 'x_n')}, \qquad a = {column('a_1', V, 'a_n')}$$"
    text += r" $$x^T a = \sum_{i=1}^n x_i a_i$$ $$x^T a = \sum_{i=1}^m x_i a_i$$"
    assert verdicts(text)[:3] == ["definition", "definition", "proved"]
    assert verdicts(text)[3] != "proved"


def test_lines_beside_the_rows_of_a_matrix_are_no_entries():
    rows = r"\begin{bmatrix} - & w^{(1)T} & - \\ & \vdots & \\ - & w^{(m)T} & - \end{bmatrix}"
    assert verdicts(f"$$W = {rows}$$") == ["definition"]
