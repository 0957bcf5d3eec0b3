"""What lecture notes, posts and read-me files leave to their readers, and what is made of it."""

from __future__ import annotations

from tests.reading.documents import verdicts

LAYERS = r"""
$$\hat y = W^{(2)} a^{(1)} + b^{(2)}$$
$$C = \frac12 \|\hat y - y\|^2$$
$$\delta^{(2)} = \hat y - y$$
"""


def test_an_array_with_a_label_is_a_factor_before_a_bracket():
    by_weights = r"$$\frac{\partial C}{\partial W^{(2)}} = %s$$"
    assert verdicts(LAYERS + by_weights % r"\delta^{(2)} (a^{(1)})^T")[-1] == "proved"
    assert verdicts(LAYERS + by_weights % r"-\delta^{(2)} (a^{(1)})^T")[-1] == "refuted"
    assert verdicts(LAYERS + by_weights % r"\delta^{(2)} (a^{(1)})")[-1] == "unread"


def test_what_a_name_is_made_of_in_brackets_behind_it_may_be_another_point():
    assert verdicts("$$f = W x$$ $$f(x + 1) = W x + W$$")[-1] == "unknown"
    assert verdicts("$$f = x^2$$ $$f(x + 1) = x^3 + x^2$$")[-1] == "proved"
    assert verdicts("$$e = y - t$$ $$e (1 - s) = e - s$$")[-1] == "refuted"
