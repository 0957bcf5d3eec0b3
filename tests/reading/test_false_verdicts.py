r"""Documents on which a verdict was false once: what they leave open is not decided for them."""

from __future__ import annotations

import pytest

from tests.reading.documents import verdicts


def last(text: str) -> str:
    """The verdict of the last equation of a document."""
    return verdicts(text)[-1]


@pytest.mark.parametrize(
    "claim",
    [
        "AB = BA",
        "AB - BA = 0",
        "(A + B)^2 = A^2 + 2AB + B^2",
        "(A + B)(A - B) = A^2 - B^2",
        r"\mathbf{A}\mathbf{B} = \mathbf{B}\mathbf{A}",
        "W_1 W_2 x = W_2 W_1 x",
        "W x = x W",
    ],
)
def test_letters_that_may_be_matrices_are_not_swapped(claim: str) -> None:
    assert last(f"$${claim}$$") == "unknown"


@pytest.mark.parametrize("claim", ["2 N x = N x + N x", "ab = ba", "x_1 x_2 = x_2 x_1"])
def test_numbers_are_swapped(claim: str) -> None:
    assert last(f"$${claim}$$") == "proved"


def test_capitals_that_are_declared_as_numbers_are_swapped() -> None:
    assert last("<!-- derive: scalar A; scalar B -->\n$$AB = BA$$") == "proved"


@pytest.mark.parametrize(
    "text",
    [
        r"$$u_k = \frac{1}{K}$$ $$\sum_k u_k = 1$$",
        r"$$\bar x = \frac{1}{N} \sum_i x_i$$ $$\sum_i (x_i - \bar x) = 0$$",
        r"$$q_k = (1 - \epsilon) y_k + \epsilon / K$$ $$\sum_k q_k = 1$$",
    ],
)
def test_a_letter_that_may_be_the_number_of_classes_refutes_nothing(text: str) -> None:
    assert last(text) == "unknown"


def test_what_fails_at_every_number_of_classes_is_refuted() -> None:
    assert last(r"$$u_k = \frac{1}{K}$$ $$\sum_k u_k = 2$$") == "refuted"


def test_a_definition_with_a_term_outside_its_sum_is_not_judged_by() -> None:
    cross = r"$$L = \sum_i y_i \log p_i + (1 - y_i) \log (1 - p_i)$$"
    claim = r"$$\frac{\partial L}{\partial p_k} = \frac{y_k}{p_k} - \frac{1 - y_k}{1 - p_k}$$"
    assert last(cross + claim) == "unknown"


def test_the_words_say_that_a_matrix_is_symmetric() -> None:
    claim = r"$$\frac{\partial x^T A x}{\partial x} = 2 A x$$"
    assert last(f"Let $A$ be symmetric.\n{claim}") == "proved"
    assert last(f"For a symmetric matrix $A$,\n{claim}") == "proved"
    assert last(f"Here $A$ is not symmetric.\n{claim}") == "conditional"
    assert verdicts(f"If $A$ is symmetric,\n{claim}\nIn general\n{claim}") == [
        "proved",
        "conditional",
    ]


def test_inequalities_of_the_text_hold() -> None:
    assert last(r"Assume $x > 0$. $$\sqrt{x^2} = x$$") == "proved"
    assert last(r"Assume $x < 0$. $$\sqrt{x^2} = -x$$") != "refuted"
    text = r"Assume $x > 0$. $$\sqrt{x^2} = x$$ Assume now $x < 0$. $$\sqrt{x^2} = -x$$"
    assert verdicts(text)[0] == "proved"
    assert last(text) != "refuted"


def test_a_set_of_values_that_is_not_read_refutes_nothing() -> None:
    assert last(r"With $y \in \{-1, 1\}$, $$(y - a)^2 = (1 - y a)^2$$") == "unknown"
    assert last(r"With $a \in \mathbb{R}$, $$(y - a)^2 = (1 - y a)^2$$") == "refuted"


def test_a_sum_that_the_text_gives() -> None:
    text = r"Suppose that $a > 0$ and $\sum_i y_i = 1$. $$\sum_i y_i a = a$$"
    assert last(text) == "proved"
    assert last(r"It need not be that $\sum_i y_i = 1$. $$\sum_i y_i a = a$$") == "conditional"


def test_otherwise_leaves_the_other_case() -> None:
    softmax = r"Let $s_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$. "
    one = r"For $i = j$: $$\frac{\partial s_i}{\partial z_j} = s_i (1 - s_i)$$ "
    other = r"Otherwise: $$\frac{\partial s_i}{\partial z_j} = -s_i s_j$$"
    assert verdicts(softmax + one + other)[-2:] == ["proved", "proved"]


def test_a_later_case_takes_the_place_of_an_earlier_one() -> None:
    text = r"""$$s_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$$
    When $i = j$ it is $s_i (1 - s_i)$, and when $i \neq j$ we have
    $$\frac{\partial s_i}{\partial z_j} = -s_i s_j$$"""
    assert last(text) == "proved"


@pytest.mark.parametrize(
    "text",
    [
        r"$$E[X^2] = E[X]^2$$",
        r"$$E(x) = x^2$$ $$E[x] = x^2$$",
        r"$$f(x) = 3x$$ $$f^{-1}(x) = \frac{x}{3}$$",
        r"Let $d = x - y$. $$\frac{d d^2}{dx} = 2d$$",
        r"Let $d = x - y$. $$\frac{d}{dx} d^2 = 2d$$",
        r"Let $e$ be the error. $$E = \frac{1}{2} e^2$$ $$\frac{\partial E}{\partial e} = e$$",
        r"$$\sum_i p_i \log p_i / q_i = \sum_i p_i (\log p_i - \log q_i)$$",
    ],
)
def test_what_has_two_readings_is_not_judged(text: str) -> None:
    assert last(text) in ("unread", "unknown")


@pytest.mark.parametrize(
    "text",
    [
        r"$$L = (wx - y)^2$$ $$\frac{dL}{dw} = 0$$",
        r"$$p_i = e^{\lambda - 1}$$ $$\sum_i p_i = 1$$",
        r"$$x = 1$$ or $$x = 2$$",
        r"$$\sum_{i \ne j} x_i x_j = \left(\sum_i x_i\right)^2 - \sum_i x_i^2$$",
        r"$$P(x) = \sum_y P(x | y) P(y)$$",
        r"$$P(y | x) = \frac{P(x | y) P(y)}{P(x)}$$ $$\sum_y P(y | x) = 1$$",
    ],
)
def test_what_may_be_an_equation_to_be_solved_is_not_refuted(text: str) -> None:
    assert last(text) not in ("refuted", "conditional")


def test_a_derivative_of_an_entry_that_is_not_0_is_refuted() -> None:
    softmax = r"$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$ "
    claim = r"$$\frac{\partial p_i}{\partial z_j} = 0, \quad i \ne j$$"
    assert last(softmax + claim) == "refuted"
