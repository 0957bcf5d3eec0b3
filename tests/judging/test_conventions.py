"""What authors mean by how they write names: each convention with what follows from it."""

import pytest

from tests.judging.papers import agree, verdicts


def said(*directives, display):
    return f"<!-- derive: {'; '.join(directives)} -->\n\n$${display}$$\n"


LOGISTIC = r"let \sigma(t) = \frac{1}{1+e^{-t}}"
SCORES = r"let p_i = \frac{e^{s_i}}{\sum_j e^{s_j}}"

# Directives, the display after them, and the verdicts of its equations.
CASES = {
    "the derivative of a defined function": (
        (LOGISTIC, "scalar u"), r"\sigma'(u) = \sigma(u) (1 - \sigma(u))", ["proved"],
    ),
    "the derivative of a defined function, wrong": (
        (LOGISTIC, "scalar u"), r"\sigma'(u) = \sigma(u)", ["refuted"],
    ),
    "the derivative of a function in a definition": (
        ("let f(t) = t^3", "let g = f'(v)", "scalar v"),
        r"\frac{\partial g}{\partial v} = 6 v", ["proved"],
    ),
    "the derivative of a function at every entry": (
        (LOGISTIC, "vector v : n", "vector w : n"),
        r"w \odot \sigma'(v) = w \odot \sigma(v) \odot (1 - \sigma(v))", ["proved"],
    ),
    "a primed quantity that is defined with its argument": (
        (r"let b(v) = e^{2v}",), r"b'(v) = 2 b(v)", ["proved"],
    ),
    "a function that only its prime tells": (
        ("let q = G(v)", "scalar v"), r"\frac{\partial q}{\partial v} = G'(v)", ["proved"],
    ),
    "a function that may be a factor is not refuted": (
        ("scalar v",), r"G(v) + 1 = v", ["unknown"],
    ),
    "an abstract function with its arguments": (
        ("scalar r", "function u of r", "function F of u"),
        r"\frac{d}{dr} F(u(r)) = \frac{dF}{du}(u(r)) \cdot \frac{du}{dr}", ["proved?"],
    ),
    "a label beside the name": (
        ("let C = C_0 + a^2", "function C_0 of a", "scalar a"),
        r"\frac{\partial C}{\partial a} = \frac{\partial C_0}{\partial a} + 2 a", ["proved"],
    ),
    "two labels are two quantities": (
        ("let Z_o = 2 v", "let Z_h = 3 v", "scalar v"), r"3 Z_o = 2 Z_h", ["proved"],
    ),
    "two labels are two quantities, and not one": (
        ("let Z_o = 2 v", "let Z_h = 3 v", "scalar v"), r"Z_o = Z_h", ["refuted?"],
    ),
    "a superscript on what is defined is a label": (
        (r"let a^L_j = \frac{e^{z^L_j}}{\sum_k e^{z^L_k}}",), r"\sum_j a^L_j = 1", ["proved"],
    ),
    "an index with a subscript, and labels above": (
        (r"index h_\ell : H_\ell", "index i : n",
         r"let \mu_{h_\ell}^{\mathcal{B}} = \frac{1}{n} \sum_{i=1}^n z_{h_\ell}^{(i)}",
         r"let \hat{z}_{h_\ell}^{(i)} = z_{h_\ell}^{(i)} - \mu_{h_\ell}^{\mathcal{B}}",
         r"function \mathcal{L} of \hat{z}"),
        r"\frac{\partial \mathcal{L}}{\partial \mu_{h_\ell}^{\mathcal{B}}}"
        r" = -\sum_{i=1}^n \frac{\partial \mathcal{L}}{\partial \hat{z}_{h_\ell}^{(i)}}",
        ["proved"],
    ),
    "a quantity with its arguments, and nothing that says what it is": (
        (), r"\frac{\partial \log P(a \mid b)}{\partial b} = 0", ["unknown?"],
    ),
    "numbers below that are labels": (
        ("vector x : d", "vector y : k", "let z_1 = W_1 x + b_1", "let a_1 = \\sigma(z_1)",
         "let z_2 = W_2 a_1 + b_2", r"let L = \frac12 \|z_2 - y\|^2"),
        r"\frac{\partial L}{\partial b_1} = (W_2^T (z_2 - y)) \odot \sigma'(z_1)", ["proved?"],
    ),
    "parentheses behind a derivative that are factors": (
        ("let L = y^2", "scalar y"), r"\frac{\partial L}{\partial y}(y)(1 - y) = 2 y^2 (1 - y)",
        ["proved?"],
    ),
    "capital letters in a row before arguments": (
        (r"let KL(q \| p) = \sum_k q_k \log \frac{q_k}{p_k}", "positive p", "positive q"),
        r"KL(q \| p) = \sum_k q_k \log q_k - \sum_k q_k \log p_k", ["proved"],
    ),
    "two counts of arguments are two quantities": (
        ("simplex p", "positive p", "positive q", "let H(p) = -\\sum_i p_i \\log p_i",
         "let H(p, q) = -\\sum_i p_i \\log q_i"),
        r"H(p, q) - H(p) = \sum_i p_i \log \frac{p_i}{q_i}", ["proved"],
    ),
    "an index that is a label": (
        (r"let L_i = -\log p_{y_i}", SCORES, "index i, j, y_i : K"),
        r"\frac{\partial L_i}{\partial s_k} = p_k - \mathbb{1}(y_i = k)", ["proved"],
    ),
    "a probability with its arguments": (
        (r"let P(a \mid b) = \frac{1}{1+e^{-b}}", "scalar b"),
        r"\log \frac{P(a \mid b)}{1 - P(a \mid b)} = b", ["proved"],
    ),
    "an equation among the arguments": (
        (r"let P(c=1|b) = \frac{1}{1+e^{-b}}", "let P(c=0|b) = 1 - P(c=1|b)", "scalar b"),
        r"\log P(c=1|b) - \log P(c=0|b) = b", ["proved"],
    ),
    "the indices among the arguments are those of the quantity": (
        (r"let P(u_j \mid v) = \frac{e^{u_j v}}{\sum_k e^{u_k v}}", "scalar v"),
        r"\sum_j P(u_j \mid v) = 1", ["proved"],
    ),
    "other arguments, another quantity": (
        (r"let P(a \mid b) = b^2", "scalar b"), r"2 P(a \mid c) = b^2", ["unknown"],
    ),
    "an argument that a sum changes is not a name": (
        (), r"\prod_j P(w_{c+j} \mid w_c) = P(w_{c+j} \mid w_c)", ["refuted?"],
    ),
    "entries of a function of a vector": (
        (r"let g(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",), r"\sum_i g(x)_i = 1", ["proved"],
    ),
    "a function of the components": (
        ("let f(x) = x_1 x_2", "vector x : 2", "let g(y)_1 = 2 y_1", "let g(y)_2 = y_2^2",
         "vector y : 2", "let h(y) = f(g(y))", "let h = h(y)"),
        r"\frac{\partial h}{\partial y_2}(y) = 4 y_1 y_2", ["proved"],
    ),
    "an operator by a name": (
        (r"let \mathbf{D} = \frac{d}{dv}", "scalar v"), r"\mathbf{D} v^3 = 3 v^2", ["proved"],
    ),
    "a product that is said to be something": (
        (r"let \mathbf{w}^T \mathbf{x}_i = \sum_j w_j x_{ij}", r"let q_i = \sum_j w_j x_{ij}"),
        r"q_i^2 = (\mathbf{w}^T \mathbf{x}_i)^2", ["proved"],
    ),
    "a size between bars": (
        ("index i : |V|",), r"\frac{1}{|V|} \sum_{i \in V} 3 a_i - \frac{3}{|V|} \sum_i a_i = 0",
        ["proved"],
    ),
    "an absolute value": (("scalar a",), r"|a| = a", ["conditional?"]),
    "rows of vectors": (
        ("vector u_k : d", "vector v : d", "index k : K", "let J = \\sum_k e^{u_k^T v}"),
        r"\frac{\partial J}{\partial v} = \sum_k e^{u_k^T v} u_k", ["proved"],
    ),
    "a label that changes with an index": (
        (r"let L_i = -\log p_{y_i}", "index i : n", "index j, y_i : K"),
        r"\sum_k L_k = -\sum_k \log p_{y_i}", ["unread?"],
    ),
    "an index that is computed, and nothing else": (
        ("vector v : d", r"vector u_{c+1} : d", r"let q = e^{u_{c+1}^T v}"),
        r"\frac{\partial q}{\partial v} = q u_{c+1}", ["proved"],
    ),
    "dots in a sum": (
        (r"let q = \sum_{j=1}^n a_j b_j",), r"q = a_1 b_1 + a_2 b_2 + \dots + a_n b_n", ["proved"],
    ),
    "dots in a sum, and a term beside them lacks a factor": (
        (r"let q = \sum_{j=1}^n a_j b_j",), r"q = a_1 b_1 + a_2 + \dots + a_n b_n", ["refuted?"],
    ),
    "dots in a sum that say no pattern": (
        (r"let q = \sum_{j=1}^n a_j b_j",), r"q = a_1 b_1 + c_2 + \dots + a_n b_n", ["unread"],
    ),
    "dots between terms without a pattern are never proved": (
        (r"let q = \sum_{j=1}^n a_j b_j - a_1 b_1 + a_1",),
        r"q = a_1 + a_2 b_2 + \dots + a_n b_n", ["unknown?"],
    ),
    "shapes that clash, and it is false anyway": (
        ("matrix X : m, n", "matrix W : n, l"), r"W^\top X^\top X W = W^\top X^\top X^\top W",
        ["refuted"],
    ),
    "another layout of a Jacobian": (
        ("matrix A : m, n", "vector x : n", "let q = A x"),
        r"\frac{\partial q}{\partial x} = A", ["proved"],
    ),
    "the layout of a Jacobian": (
        ("matrix A : m, n", "vector x : n", "let q = A x", "layout numerator"),
        r"\frac{\partial q}{\partial x} = A", ["proved"],
    ),
    "what is differentiated by is no index": (
        ("vector b : d", "let q = b^T b"), r"\nabla_b q = 2 b", ["proved"],
    ),
    "an upper bound, and a proof that needs none": (
        ("positive a", "assume a < 1", "scalar a"), r"\log a^2 = 2 \log a", ["proved"],
    ),
    "a bound that the witness satisfies": (
        ("assume 0 < a < 1", "scalar a"), r"\log(1 - a) = -a", ["refuted"],
    ),
    "a bound that no witness satisfies": (
        ("assume 2 \\le a \\le 2", "scalar a"), r"a^2 = 4", ["unknown"],
    ),
    "an assumption that is not read leaves proofs": (
        ("assume a \\perp b", "scalar a", "scalar b"), r"(a + b)^2 = a^2 + 2 a b + b^2",
        ["proved"],
    ),
    "the case of a row comes before the case at hand": (
        (SCORES, "case i \\ne k"),
        r"\text{if } i = k: \quad \frac{\partial p_i}{\partial s_k} = p_i (1 - p_i)",
        ["assumption", "proved"],
    ),
    "an index outside the sum that binds it": (
        (), r"\sum_i (a_i + b_i) = \sum_i a_i + b_i", ["proved"],
    ),
    "an index outside the sum that binds it, in brackets": (
        ("index i : n",), r"\frac{1}{2} \sum_i (a_i + b_i) = \frac{1}{2} [\sum_i a_i + b_i]",
        ["refuted?"],
    ),
    "a derivative that is upside down": (
        ("let L = (w x - y)^2", "scalar w, x, y, a"), r"2 a x (w x - y) = a \frac{dw}{dL}",
        ["refuted"],
    ),
    "a derivative that is upside down, and is meant": (
        ("let L = 2 w + 1", "scalar w"), r"\frac{1}{2} = \frac{dw}{dL}", ["proved"],
    ),
    "a derivative without the sign above": (
        ("let a = f(x)", "scalar x"), r"\frac{\partial a}{\partial x} = \frac{f(x)}{\partial x}",
        ["refuted?"],
    ),
    "a sum that is written out beside one that is not": (
        ("vector a : n",), r"\sum_k a_k^2 = a_1^2 + a_2^2 + a_3^2", ["unknown"],
    ),
    "a sum that is written out beside one that is not, and false": (
        ("vector a : n",), r"\sum_k a_k^2 = a_1^2 + a_2^2 + a_3", ["refuted"],
    ),
    "a number beside an array": (
        ("matrix W : m, n", "scalar c", r"let R = \frac{c}{2} \sum_i \sum_j W_{ij}^2"),
        r"\frac{\partial R}{\partial W} = c", ["refuted"],
    ),
    "a name that may be an array": (
        ("matrix W : m, n", "scalar c", r"let R = \frac{c}{2} \sum_i \sum_j W_{ij}^2"),
        r"\frac{\partial R}{\partial W} = 2 b", ["unknown?"],
    ),
    "labels that count layers": (
        ("matrix W^{(l)} : m, n", r"vector x^{(l)} : n", r"let s^{(l)} = W^{(l)} x^{(l)}"),
        r"(s^{(l)})^\top = (x^{(l)})^\top (W^{(l)})^\top", ["proved"],
    ),
    "a limit is out of reach": ((), r"a = \lim_{h \to 0} \frac{h a}{h}", ["unknown"]),
    "what is minimised": (
        ("scalar a",), r"\operatorname{minimize} J = a^2", ["definition"],
    ),
    "a name on the right side": (("let q = a^2", "scalar a"), r"2 q = r", ["definition"]),
    "a sum of so many terms": (
        ("vector a : 3", "index k : 3"), r"\sum_k a_k = a_1 + a_2 + a_3", ["proved"],
    ),
    "a sum of too few terms": (
        ("vector a : 3", "index k : 3"), r"\sum_k a_k = a_1 + a_3", ["refuted"],
    ),
}  # fmt: skip

BRANCHES = {
    "each branch in its case": (
        (SCORES,),
        r"\frac{\partial p_i}{\partial s_j}"
        r" = \begin{cases} p_i (1 - p_i) & i = j \\ -p_i p_j & i \ne j \end{cases}",
        ["proved", "assumption", "proved"],
    ),
    "words in the branches": (
        (SCORES,),
        r"\frac{\partial p_i}{\partial s_j} = \begin{cases} p_i (1 - p_i), & \text{if } i = j \\"
        r" -p_i p_j, & \text{otherwise} \end{cases}",
        ["proved", "assumption", "proved"],
    ),
    "one branch is wrong": (
        (SCORES,),
        r"\frac{\partial p_i}{\partial s_j}"
        r" = \begin{cases} p_i (1 - p_i) & i = j \\ p_i p_j & i \ne j \end{cases}",
        ["proved", "assumption", "refuted"],
    ),
    "no condition that is known": (
        ("scalar a",), r"a = \begin{cases} a & a > 0 \\ -a & a < 0 \end{cases}",
        ["proved", "refuted"],
    ),
}  # fmt: skip

MATRICES = {
    "entry by entry": (
        ("scalar a",),
        r"\begin{pmatrix} a + a \\ a a \end{pmatrix} = \begin{pmatrix} 2 a \\ a^2 \end{pmatrix}",
        ["proved"],
    ),
    "one entry is wrong": (
        ("scalar a",),
        r"\begin{bmatrix} a & 1 \\ 0 & a \end{bmatrix}"
        r" = \begin{bmatrix} a & 1 \\ 0 & 2 a \end{bmatrix}",
        ["refuted"],
    ),
    "a product": (
        ("scalar a", "scalar b"),
        r"\begin{pmatrix} a & b \end{pmatrix} \cdot \begin{pmatrix} 1 & 0 \\ 2 & 1 \end{pmatrix}"
        r" = \begin{pmatrix} a + 2 b & b \end{pmatrix}",
        ["proved"],
    ),
    "dots": (
        ("let g(x)_i = e^{x_i}", "vector x : m"),
        r"g(x) = \begin{bmatrix} e^{x_1} \\ \vdots \\ e^{x_m} \end{bmatrix}",
        ["proved"],
    ),
    "dots, and a slip": (
        ("let g(x)_i = e^{x_i}", "vector x : m"),
        r"g(x) = \begin{bmatrix} e^{-x_1} \\ \vdots \\ e^{-x_m} \end{bmatrix}",
        ["refuted"],
    ),
    "dots without a pattern": (
        (), r"g = \begin{bmatrix} x_1 \\ \vdots \\ y_m \end{bmatrix} = 2", ["definition", "unread"],
    ),
    "shapes that differ": (
        ("scalar a",),
        r"\begin{pmatrix} a \\ a \end{pmatrix} = \begin{pmatrix} a & a \end{pmatrix}",
        ["refuted?"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [*CASES, *MATRICES, *BRANCHES])
def test_a_convention(name):
    directives, display, expected = {**CASES, **MATRICES, **BRANCHES}[name]
    assert agree(verdicts(said(*directives, display=display)), expected)


def test_a_label_is_no_index_where_a_sum_binds_it():
    text = said("scalar W_o", display=r"\sum_o W_o = W_o")
    assert verdicts(text) != ["proved"]
