"""Lines of code beside a derivation, tied to it by annotations."""

import pytest

from tests.old_reading.documents import report, verdicts

SOFTMAX = r"$$a_j = \frac{e^{z_j}}{\sum_k e^{z_k}}, \qquad E = -\sum_k y_k \log a_k$$" + "\n\n"
LAYER = r"""
<!-- derive: code top_diff is \frac{\partial E}{\partial a}; code top_data is a;
     code bottom_diff computes \frac{\partial E}{\partial z} -->
"""
GRADIENT = r"<!-- derive: one-hot y; code grad computes \frac{\partial E}{\partial z} -->"


def last(text):
    return report(text).claims[-1]


def fenced(code):
    return f"\n```python\n{code}\n```\n"


def test_a_line_that_stands_in_the_text():
    text = r"$$a_j = \frac{e^{z_j}}{\sum_k e^{z_k}}$$" + "\n" + LAYER
    text += (
        "\n# what the layer does\nbottom_diff = (top_diff - dot(top_diff, top_data)) * top_data\n"
    )
    claim = last(text)
    assert claim.outcome.verdict == "proved"
    assert {r.remark.name for r in claim.remarks} == {"any-function", "one-sample"}
    line = text.splitlines()[claim.span.line - 1]
    assert line[claim.span.column - 1 : claim.span.end_column - 1] == (
        "(top_diff - dot(top_diff, top_data)) * top_data"
    )


# Each block of code with its verdict; a is the softmax of z, and E the loss.
BLOCKS = {
    "the closed form": ("grad = a - y", "proved"),
    "its sign is wrong": ("grad = y - a", "refuted"),
    "in two steps": ("p = np.exp(z) / np.sum(np.exp(z))\ngrad = p - y", "proved"),
    "the softmax is not normalised": ("p = np.exp(z)\ngrad = p - y", "refuted"),
    "with a comment and a prompt": (">>> grad = a - y  # the labels", "proved"),
    "over two lines": ("grad = (a\n        - y)", "proved"),
    "in a function": ("def backward(a, y):\n    grad = a - y\n    return grad", "proved"),
    "indexing": ("grad = a[0] - y", "unread"),
    "a function nobody knows": ("grad = softmax(z) - y", "unread"),
    "a name nobody knows": ("grad = a - labels", "unread"),
    "shapes that do not fit": ("grad = np.outer(a, y)", "unknown"),
    "no Python": ("grad = a -", "unread"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks(name):
    code, verdict = BLOCKS[name]
    assert verdicts(SOFTMAX + fenced(code) + GRADIENT)[-1] == verdict


def test_what_is_not_read_is_marked_in_the_code():
    text = SOFTMAX + fenced("grad = a - labels") + GRADIENT
    (remark,) = last(text).remarks
    line = text.splitlines()[remark.span.line - 1]
    assert line[remark.span.column - 1 : remark.span.end_column - 1] == "labels"


def test_a_name_is_tied_by_let_where_it_is_no_latex():
    text = SOFTMAX + r"<!-- derive: let prob_data = a; let label_data = y -->" + GRADIENT
    assert verdicts(text + fenced("grad = prob_data - label_data"))[-1] == "proved"


def test_the_nearest_line_is_meant():
    text = SOFTMAX + fenced("grad = y - a") + "Better:\n" + fenced("grad = a - y") + GRADIENT
    assert verdicts(text)[-1] == "proved"


# Annotations that say something about code that is not so.
MISUSED = {
    "code-not-found": fenced("delta = a - y") + GRADIENT,
    "code-not-read": fenced("grad = a\ngrad[y] -= 1") + GRADIENT,
    "unread-directive": "<!-- derive: code grad is-like a -->",
}


@pytest.mark.parametrize("name", MISUSED)
def test_misuse_is_a_diagnostic(name):
    found = report(SOFTMAX + MISUSED[name])
    assert [r.remark.name for r in found.remarks] == [name]
    assert len(found.claims) == 2


def test_functions_of_the_author_are_not_read():
    code = "def log(x):\n    return x\ngrad = log(np.exp(a)) - y"
    assert verdicts(SOFTMAX + fenced(code) + GRADIENT)[-1] == "unread"


def test_a_batch_in_rows():
    text = r"""
<!-- derive: matrix X : m, n; vector \theta : n; vector y : m -->
$$J = \frac{1}{2} \|X \theta - y\|^2$$
<!-- derive: code residual is X \theta - y;
     code grad computes \frac{\partial J}{\partial \theta} -->
"""
    assert verdicts(text + fenced("grad = X.T @ residual"))[-1] == "proved"
    assert verdicts(text + fenced("grad = X.T.dot(X.dot(theta) - y)"))[-1] == "proved"
    assert verdicts(text + fenced("grad = X.T @ residual / len(y)"))[-1] == "refuted"


HOSTILE = {
    "deep": "grad = " + "(" * 3000 + "a" + ")" * 3000,
    "long": "grad = a" + " + a" * 5000,
    "signs": "grad = " + "-" * 1900 + "a",
    "numbers": "grad = " + "9" * 1900,
    "powers": "grad = a ** 9 ** 9 ** 9 ** 9",
    "doubling": "\n".join(f"a{n} = a{n + 1} * a{n + 1}" for n in range(60)) + "\ngrad = a0",
    "a circle": "p = q\nq = p\ngrad = q",
    "strings": "grad = '" + "a" * 1900,
    "imports": "grad = __import__('os').system('echo')",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_is_a_diagnostic(name):
    found = verdicts(SOFTMAX + fenced(HOSTILE[name]) + GRADIENT)
    assert found[-1] in ("unread", "unknown")
