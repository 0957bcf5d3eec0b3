"""What documents say, and what is found about it: definitions, cases, assumptions, places."""

import pytest

from tests.judging.papers import SOFTMAX, agree, report, verdicts

# Each document with the verdicts of its equations in order.
DOCUMENTS = {
    "definitions, then a claim under what is not said": (
        SOFTMAX + r"$$\frac{\partial L}{\partial z_k} = p_k - y_k$$",
        ["definition", "definition", "conditional"],
    ),
    "an assumption in the prose": (
        SOFTMAX + r"Since $\sum_j y_j = 1$,"
        "\n"
        r"$$\frac{\partial L}{\partial z_k} = p_k - y_k$$",
        ["definition", "definition", "proved"],
    ),
    "an annotation": (
        "<!-- derive: one-hot y -->\n"
        + SOFTMAX
        + r"$$\frac{\partial L}{\partial z_k} = p_k - y_k$$",
        ["definition", "definition", "proved"],
    ),
    "a case before the display": (
        SOFTMAX + r"If $i = k$:"
        "\n\n"
        r"$$\frac{\partial p_i}{\partial z_k} = p_i (1 - p_i)$$",
        ["definition", "definition", "proved"],
    ),
    "a case in another language": (
        SOFTMAX + r"(2)当 $k \ne i$ 时,"
        "\n"
        r"$$\frac{\partial p_i}{\partial z_k} = -p_i p_k$$",
        ["definition", "definition", "proved"],
    ),
    "no case, and it is needed": (
        SOFTMAX + r"$$\frac{\partial p_i}{\partial z_k} = -p_i p_k$$",
        ["definition", "definition", "conditional"],
    ),
    "the case of one paragraph is not that of the next": (
        SOFTMAX + r"If $i = k$, this is easy."
        "\n\n"
        r"In general one has, for all indices,"
        "\n"
        r"$$\frac{\partial p_i}{\partial z_k} = p_i (1 - p_i)$$",
        ["definition", "definition", "conditional"],
    ),
    "a chain over two displays": (
        r"$$s = \sum_j (a_j + b_j)$$ so that $$= \sum_j a_j + \sum_j b_j$$",
        ["definition", "proved"],
    ),
    "an unread definition spoils what rests on it, and nothing else": (
        r"$$M = \max_j x_j$$ $$M - M + x_1 = x_1$$ $$\sum_j x_j - \sum_i x_i = 0$$",
        ["definition", "unknown", "proved"],
    ),
    "a symbol that nothing explains is not refuted": (
        r"$$\sum_j x_j = \mathbf{D} x$$",
        ["unknown"],
    ),
    "a derivative of what is not defined": (
        r"$$\frac{\partial L}{\partial w} = 2 w$$",
        ["unknown"],
    ),
    "a function that is declared": (
        "<!-- derive: function L of z; let z_i = \\sum_j w_{ij} x_j -->\n"
        r"$$\frac{\partial L}{\partial w_{ij}} = \frac{\partial L}{\partial z_i} x_j$$",
        ["proved"],
    ),
    "a name defined anew": (
        r"$$L = \sum_j a_j$$ Next, $$L = \sum_j q_j^2$$"
        r"$$\frac{\partial L}{\partial q_k} = 2 q_k$$",
        ["definition", "definition?", "proved?"],
    ),
    "expected": (
        "<!-- derive: expect refuted -->\n$$\\sum_j (x_j + 1) = \\sum_j x_j + 1$$",
        ["refuted"],
    ),
    "ignored": (
        "<!-- derive: ignore refuted it is a joke -->\n$$\\sum_j (x_j + 1) = \\sum_j x_j + 1$$",
        ["ignored"],
    ),
    "off": (
        "<!-- derive: off -->\n$$1 = 2$$\n<!-- derive: on -->\n$$1 = 1$$",
        ["ignored", "proved"],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_verdicts_of_a_document(name):
    text, expected = DOCUMENTS[name]
    assert agree(verdicts(text), expected)


def test_a_place_is_exact():
    text = "# Title\n\n\U0001d465\n  $$a_j\n = a_j \\cdot 1$$\n"
    (claim,) = report("<!-- derive: vector a : n -->\n" + text).claims
    assert claim.rhs == r"a_j \cdot 1"
    assert (claim.span.line, claim.span.column) == (6, 4)
    assert claim.span.end_column == 4 + len(claim.rhs)


def test_the_edit_that_mends_a_step():
    text = SOFTMAX + r"$$\frac{\partial \log p_i}{\partial z_k} = \delta_{ik} + p_k$$"
    *_, claim = report(text).claims
    assert claim.outcome.verdict == "refuted"
    assert claim.outcome.suggestion.rhs == r"\delta_{ik} - p_k"


FAULTS = {
    "lett p_i = 2": "misspelt-directive",
    "expect wrong": "misspelt-directive",
    "layout sideways": "unread-directive",
}


@pytest.mark.parametrize("directive", FAULTS)
def test_a_directive_that_says_nothing_is_a_diagnostic(directive):
    found = report(f"<!-- derive: {directive} -->\n$$a = b$$").remarks
    assert [located.remark.name for located in found] == [FAULTS[directive]]
    assert (found[0].span.line, found[0].span.column) >= (1, 13)


def test_an_expectation_that_fails_is_a_diagnostic():
    (claim,) = report("<!-- derive: expect refuted -->\n$$a_j - a_j = 0$$").claims
    assert [located.remark.name for located in claim.remarks] == ["not-as-expected"]
