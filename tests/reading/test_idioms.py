r"""How authors write: each construct with a right derivation and a wrong one.

A document is a text with the verdicts of its equations, each by its first letter: definition,
proved, refuted, conditional, unknown, ``-`` for unread.
"""

from __future__ import annotations

import pytest

from tests.reading.documents import report, verdicts

LETTERS = {
    "definition": "d", "proved": "p", "refuted": "r", "conditional": "c", "unknown": "u",
    "unread": "-",
}  # fmt: skip


def letters(text: str) -> str:
    """The verdicts of a document, by their first letters."""
    return "".join(LETTERS[verdict] for verdict in verdicts(text))


SOFTMAX = r"$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$"

DOCUMENTS = {
    "the label of a sample as an index": (
        r"""$$p_k = \frac{e^{f_k}}{\sum_j e^{f_j}}$$
        $$L_i = -\log p_{y_i}$$
        $$\frac{\partial L_i}{\partial f_k} = p_k - \mathbb{1}(y_i = k)$$
        $$\frac{\partial L_i}{\partial f_k} = p_k - \mathbf{1}\{k = y_i\}$$
        $$\frac{\partial L_i}{\partial f_k} = p_k + \mathbf{1}\{k = y_i\}$$""",
        "ddppc",
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_verdicts_of_an_idiom(name: str) -> None:
    text, expected = DOCUMENTS[name]
    assert letters(text) == expected


def test_a_side_is_shown_as_it_is_written() -> None:
    text = r"""$$L = \underbrace{\frac12 (y - t)^2}_{\text{loss}}$$
$$\frac{\partial L}{\partial y} = \left(y - t\right)$$
so
$$= \color{red}{y} - t$$"""
    first, second, third = report(text).claims
    assert first.rhs == r"\underbrace{\frac12 (y - t)^2}_{\text{loss}}"
    assert (second.rhs, second.span.column) == (r"\left(y - t\right)", 35)
    assert (third.lhs, third.rhs) == (second.rhs, r"\color{red}{y} - t")
