"""Lines of code beside a derivation: each refusal beside a twin that is decided."""

from __future__ import annotations

import pytest

from derive.discourse.outline import outline
from derive.documents import document_of
from derive.judging.code_lines import CodeLine, code_claim, line_of
from derive.judging.outcome import Outcome
from derive.judging.page import code_marks
from derive.reading.defining import settled_statuses

SOFTMAX = r"$$a_j = \frac{e^{z_j}}{\sum_k e^{z_k}}, \qquad E = -\sum_k y_k \log a_k$$" + "\n\n"
GRADIENT = r"<!-- derive: one-hot y; code grad computes \frac{\partial E}{\partial z} -->"
SQUARES = r"""
<!-- derive: matrix X : m, n; vector \theta : n; vector t : m -->
$$J = \frac{1}{2} \|X \theta - t\|^2$$

"""


def outcomes(text: str) -> list[Outcome]:
    document = document_of(text, path="notes.md")
    statements = settled_statuses(outline(document))
    return [code_claim(statements, mark, document.pieces, at) for at, mark in code_marks(document)]


def verdict(text: str) -> str:
    (*_, last) = outcomes(text)
    return last.verdict


def fenced(code: str) -> str:
    return f"\n```python\n{code}\n```\n"


def beside(code: str, said: str = GRADIENT, before: str = SOFTMAX) -> str:
    return verdict(before + fenced(code) + said)


def test_a_line_that_stands_in_the_text() -> None:
    said = r"""
<!-- derive: code top is \frac{\partial E}{\partial a}; code a is a; function E of a;
     code down computes \frac{\partial E}{\partial z} -->
"""
    text = r"$$a_j = \frac{e^{z_j}}{\sum_k e^{z_k}}$$" + "\n" + said
    line = "\nThe layer does\n\ndown = (top - dot(top, a)) * a\n"
    (outcome,) = outcomes(text + line)
    assert outcome.verdict == "proved"
    assert "one-sample" in {remark.name for remark in outcome.remarks}
    document = document_of(text + line, path="notes.md")
    ((at, mark),) = code_marks(document)
    found = line_of(mark, document.pieces, at)
    assert isinstance(found, CodeLine)
    assert document.source[slice(*found.place)] == "(top - dot(top, a)) * a"
    assert verdict(text + line.replace("- dot", "+ dot")) != "proved"


# Each block of code with its verdict; a is the softmax of z, and E the loss.
BLOCKS = {
    "the closed form": ("grad = a - y", "proved"),
    "its sign is wrong": ("grad = y - a", "refuted"),
    "in two steps": ("p = np.exp(z) / np.sum(np.exp(z))\ngrad = p - y", "proved"),
    "without its sum": ("p = np.exp(z)\ngrad = p - y", "refuted"),
    "a prompt and a comment": (">>> grad = a - y  # the labels", "proved"),
    "what is printed": (">>> a\narray([0.1, 0.9])\n>>> grad = a - y", "proved"),
    "over two lines": ("grad = (a\n        - y)", "proved"),
    "in a function": ("def backward(a, y):\n    grad = a - y\n    return grad", "proved"),
    "with a type": ("grad: np.ndarray = a - y", "proved"),
    "indexing": ("grad = a[0] - y", "unread"),
    "a function nobody knows": ("grad = softmax(z) - y", "unread"),
    "a name nobody knows": ("grad = a - labels", "unread"),
    "shapes that do not fit": ("grad = np.outer(a, y)", "unknown"),
    "no Python": ("grad = a -", "unread"),
    "no such line": ("delta = a - y", "unread"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks(name: str) -> None:
    code, expected = BLOCKS[name]
    assert beside(code) == expected


def test_what_is_not_read_is_marked_in_the_code() -> None:
    text = SOFTMAX + fenced("grad = a - labels") + GRADIENT
    (outcome,) = outcomes(text)
    assert outcome.reason is not None
    assert outcome.reason.place is not None
    assert text[slice(*outcome.reason.place)] == "labels"


# -- what may hold something else is unknown: code, and a twin in which nothing changes

CHANGED = {
    "in part": ("p = a\n{}grad = p - y", "p[0] = 0\n"),
    "again, by itself": ("p = a\n{}grad = p - y", "p = f(p)\n"),
    "by a call": ("p = a\n{}grad = p - y", "np.add(p, 1, out=p)\n"),
    "by a call alone": ("p = a\n{}grad = p - y", "normalise(p)\n"),
    "by a method": ("p = a\n{}grad = p - y", "p.sub_(y)\n"),
    "under another name": ("p = a\nq = p\n{}grad = p - y", "q *= 2\n"),
    "as a view": ("p = a\nq = p.T\n{}grad = p - y", "q[:] = 0\n"),
    "deleted": ("p = a\n{}grad = p - y", "del p\n"),
    "in a branch": ("p = a\n{}grad = p - y", "if fast:\n    p = y\n"),
    "in a loop": ("p = a\n{}grad = p - y", "for n in range(9):\n    p = p + 1\n"),
    "in a try": ("p = a\n{}grad = p - y", "try:\n    p = y\nexcept ValueError:\n    pass\n"),
    "in a with": ("p = a\n{}grad = p - y", "with open(name) as p:\n    pass\n"),
    "by a tuple": ("p = a\n{}grad = p - y", "p, q = y, p\n"),
    "by an import": ("p = a\n{}grad = p - y", "import p\n"),
    "by a function": ("p = a\n{}grad = p - y", "def p(x):\n    return x\n"),
    "by a function that is called": (
        "p = a\ndef halve():\n    p[:] = p / 2\n{}grad = p - y", "halve()\n",
    ),
    "by a function of what it is given": (
        "p = a\ndef halved(v):\n    v /= 2\n    return v\n{}grad = p - y", "q = halved(p)\n",
    ),
    "by exec": ("p = a\n{}grad = p - y", "exec('p = y')\n"),
    "a symbol, in place": ("{}grad = a - y", "a -= a.max()\n"),
    "in place by its own array": ("p = a\n{}grad = p - y", "p -= p.sub_(y)\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_what_is_changed_is_unknown(name: str) -> None:
    code, change = CHANGED[name]
    assert beside(code.format("")) == "proved"
    assert beside(code.format(change)) in ("unknown", "unread")


def test_a_whole_array_that_is_changed_in_place_is_known() -> None:
    assert beside("p = a\np -= y\ngrad = 1 * p") == "proved"
    assert beside("p = a\np -= 1\ngrad = p - y") == "refuted"
    assert beside("z = z\na *= 2\np = a\ngrad = p - y") == "refuted"
    assert beside("p = a\nif slow:\n    p -= 1\ngrad = p - y") == "unread"
    assert beside("p = a\nfor n in range(2):\n    p -= 1\ngrad = p - y") == "unread"
    assert beside("p = a\nq = p\np -= 1\ngrad = q - y") == "unread"  # q is the same array


def test_around_a_loop() -> None:
    # what is set in each round, before it is used, is known; what the round before set is not
    inside = "for n in range(9):\n    p = a\n    grad = p - y\n"
    assert beside(inside) == "proved"
    assert beside("p = a\n" + inside.replace("    p = a\n", "") + "    p = y\n") == "unread"
    # a global name may be another one when a function is called
    assert beside("def f(a, y):\n    grad = a - y") == "proved"
    assert beside("y = z\ndef f(a):\n    grad = a - y") == "unread"
    # a loop that moves on what is tied: it is what is said
    moves = "for n in range(9):\n    grad = X.T @ (X @ theta - t)\n    theta -= grad\n"
    said = r"<!-- derive: {}code grad computes \frac{{\partial J}}{{\partial \theta}} -->"
    assert beside(moves, said.format(""), SQUARES) == "unread"
    assert beside(moves, said.format(r"code theta is \theta; "), SQUARES) == "proved"


def test_what_code_before_sets() -> None:
    text = SOFTMAX + fenced("b = 2") + fenced("grad = a - y") + GRADIENT
    assert verdict(text) == "proved"
    for before in ("a = np.exp(z)", "a[0] = 1", "def f():\n    global a\n    a = y\nf()"):
        assert verdict(text.replace("b = 2", before)) == "unread"
    assert verdict(text.replace("b = 2", "def f(a):\n    a = a / 2")) == "proved"
    tied = text.replace("b = 2", "a = load()") + "<!-- derive: code a is a -->"
    assert verdict(tied) == "unread"
    assert verdict("<!-- derive: code a is a -->" + tied) == "proved"
    # a line in the text, beside another one
    alone = SOFTMAX + "In short\n\ngrad = a - y\n\n" + GRADIENT
    assert verdict(alone) == "proved"
    assert verdict(alone.replace("In short", "a = np.exp(z)")) == "unread"


def test_other_languages_are_not_read() -> None:
    text = SOFTMAX + "\n```{}\ngrad = a - y\n```\n" + GRADIENT
    assert verdict(text.replace("{}", "python")) == "proved"
    assert verdict(text.replace("{}", "")) == "proved"
    assert verdict(text.replace("{}", "matlab")) == "unread"


def test_the_line_itself() -> None:
    assert beside("grad = a - y\nprint(grad)") == "proved"
    for again in ("grad[0] -= 1", "grad /= 2", "grad = grad / 2", "clip(grad)"):
        assert beside(f"grad = a - y\n{again}") == "unread"
    # of two blocks the nearer one is meant
    text = SOFTMAX + fenced("grad = y - a") + "Better:\n" + fenced("grad = a - y") + GRADIENT
    assert verdict(text) == "proved"


# -- names


def test_names_are_tied_by_annotations() -> None:
    ties = "<!-- derive: code prob is a; code label is y -->"
    assert verdict(SOFTMAX + ties + GRADIENT + fenced("grad = prob - label")) == "proved"
    assert verdict(SOFTMAX + ties + GRADIENT + fenced("grad = label - prob")) == "refuted"
    # what the code assigns must be what is said, where it is read
    said = SOFTMAX + "<!-- derive: code p is a -->" + GRADIENT
    assert verdict(said + fenced("p = np.exp(z) / np.exp(z).sum()\ngrad = p - y")) == "proved"
    assert verdict(said + fenced("p = np.exp(z)\ngrad = p - y")) == "unknown"
    assert verdict(said + fenced("p = net.blobs['p'].data\ngrad = p - y")) == "proved"
    assert verdict(said + fenced("p = net.data\np *= 2\ngrad = p - y")) == "unread"


def test_names_are_symbols_that_are_written_alike() -> None:
    bold = r"$$\hat{\mathbf y} = W \mathbf x$$" + "\n<!-- derive: matrix W : m, n -->\n"
    said = r"<!-- derive: code out computes \hat{\mathbf y} -->"
    assert beside("out = W @ x", said, bold) == "proved"
    assert beside("out = W.T @ x", said, bold) in ("unknown", "refuted")
    two = r"$$s = x + \mathbf x^\top \mathbf w$$" + "\n"
    said = r"<!-- derive: code s computes \mathbf x^\top \mathbf w -->"
    assert beside("s = x @ w", said, two) in ("unread", "unknown")  # which x?


# -- arrays

ENTRIES = {
    "a column": (r"\frac{e^{z_i}}{\sum_j e^{z_j}}", "p = np.exp(z) / np.sum(np.exp(z))", "proved"),
    "another column": (r"\frac{e^{z_i}}{\sum_j e^{z_j}}", "p = np.exp(z) / len(z)", "refuted"),
    "a matrix": ("u_i v_j", "p = np.outer(u, v)", "proved"),
    "its transpose": ("u_i v_j", "p = np.outer(v, u)", "unknown"),
    "indices out of order": ("v_j u_i", "p = np.outer(u, v)", "unknown"),
    "a number": (r"\sum_i u_i^2", "p = u @ u", "proved"),
    "not that number": (r"\sum_i u_i^2", "p = u.sum() ** 2", "refuted"),
    "a number for a column": ("u_i^2", "p = u @ u", "unknown"),
}
FAMILIES = "<!-- derive: vector z : C; vector u : m; vector v : n -->\n"


@pytest.mark.parametrize("name", ENTRIES)
def test_free_indices_stand_for_the_whole_array(name: str) -> None:
    formula, code, expected = ENTRIES[name]
    assert beside(code, rf"<!-- derive: code p computes {formula} -->", FAMILIES) == expected


def test_a_batch_in_rows() -> None:
    said = (
        r"<!-- derive: code r is X \theta - t;"
        r" code grad computes \frac{\partial J}{\partial \theta} -->"
    )
    assert beside("grad = X.T @ r", said, SQUARES) == "proved"
    assert beside("grad = X.T.dot(X.dot(theta) - t)", said, SQUARES) == "proved"
    assert beside("grad = X.T @ r / len(t)", said, SQUARES) == "refuted"
    mean = said.replace(r"computes \frac", r"computes \frac1m \frac")
    assert beside("grad = X.T @ r / len(t)", mean, SQUARES) == "proved"
    assert beside("grad = X.T @ r / t.shape[0]", mean, SQUARES) == "proved"
    assert beside("grad = X.T @ r / X.shape[1]", mean, SQUARES) == "refuted"


def test_python_s_own_sum_is_not_numpy_s() -> None:
    said = r"<!-- derive: code p computes \sum_i \sum_j X_{ij} -->"
    assert beside("p = np.sum(X)", said, SQUARES) == "proved"
    assert beside("p = sum(X)", said, SQUARES) == "unknown"
    said = r"<!-- derive: code p computes \sum_i t_i -->"
    assert beside("p = sum(t)", said, SQUARES) == "proved"


def test_functions_and_modules_of_the_author_are_not_read() -> None:
    assert beside("import numpy as np\ngrad = np.exp(z) / np.exp(z).sum() - y") == "proved"
    assert beside("import mine as np\ngrad = np.exp(z) / np.exp(z).sum() - y") == "unread"
    assert beside("def log(x):\n    return x\ngrad = log(np.exp(a)) - y") == "unread"
    assert beside("from numpy import exp as log\ngrad = log(z) / log(z).sum() - y") == "unread"
    assert beside("import numpy.random as np\ngrad = np.power(a, 1) - y") == "unread"
    assert beside("from mine import *\ngrad = log(np.exp(a)) - y") == "unread"


HOSTILE = {
    "deep": "grad = " + "(" * 3000 + "a" + ")" * 3000,
    "long": "grad = a" + " + a" * 5000,
    "signs": "grad = " + "-" * 1900 + "a",
    "numbers": "grad = " + "9" * 1900,
    "powers": "grad = a ** 9 ** 9 ** 9 ** 9",
    "doubling": "\n".join(f"a{n} = a{n + 1} * a{n + 1}" for n in range(59, -1, -1)) + "\ngrad = a0",
    "a circle": "p = q\nq = p\ngrad = q",
    "strings": "grad = '" + "a" * 1900,
    "imports": "grad = __import__('os').system('echo')",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_is_refused(name: str) -> None:
    assert beside(HOSTILE[name]) in ("unread", "unknown")
