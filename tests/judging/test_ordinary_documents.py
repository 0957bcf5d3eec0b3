r"""Documents as people write them, without an annotation: what is read and what is proved."""

from __future__ import annotations

import pytest

from tests.judging.papers import last, verdicts


@pytest.mark.parametrize(
    "text",
    [
        r"$$\because Q = a b \\ \therefore \frac{\part Q}{\part a} = b$$",
        r"$$a (b + c) = a b + a c \quad (\text{the distributive law})$$",
        r"\begin{align} a (b + c) &= a b + a c & (\text{using (3)}) \end{align}",
        r"$$Q = \sum_{i,j=1}^n a_i b_j$$ $$\frac{\partial Q}{\partial a_i} = \sum_{j=1}^n b_j$$",
        r"$$Q\_i = a\_i^2$$ $$\frac{\partial Q\_i}{\partial a\_i} = 2 a\_i$$",
        r"$$MSE = \frac{1}{n} \sum_{i=1}^n (w x_i - t_i)^2$$"
        r"$$\frac{\partial MSE}{\partial w} = \frac{2}{n} \sum_{i=1}^n (w x_i - t_i) x_i$$",
        r"$$w^* = a b$$ $$2 w^* = 2 a b$$",
    ],
)
def test_it_is_read_and_proved(text: str) -> None:
    assert last(text) == "proved"


NORMALISED = r"""
$$m = \frac{1}{n} \sum_{i=1}^n a_i$$
$$\sigma^2 = \frac{1}{n} \sum_{i=1}^n (a_i - m)^2$$
$$u_i = \frac{a_i - m}{\sqrt{\sigma^2 + \epsilon}}$$
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial \sigma^2}{\partial a_j} = \frac{2}{n} (a_j - m)", "proved"),
        (r"\frac{\partial \sigma^2}{\partial a_j} = \frac{1}{n} (a_j - m)", "refuted"),
        (r"\frac{\partial u_i}{\partial \sigma^2} = -\frac{1}{2} (a_i - m)"
         r"(\sigma^2 + \epsilon)^{-3/2}", "proved"),
        (r"\sum_i (a_i - m)^2 = n \sigma^2", "proved"),
        (r"\left(\sum_i (a_i - m)^2\right)^2 = n^2 \sigma^4", "proved"),
    ],
)  # fmt: skip
def test_a_variance_is_a_letter_of_its_own(claim: str, verdict: str) -> None:
    assert last(f"{NORMALISED} $${claim}$$") == verdict


def test_a_likelihood_of_a_mean_and_a_variance() -> None:
    likelihood = (
        r"$$\ell(\mu, \sigma^2) = -\frac{n}{2} \log (2 \pi \sigma^2)"
        r" - \frac{1}{2 \sigma^2} \sum_{i=1}^n (t_i - \mu)^2$$"
    )
    claim = (
        r"$$\frac{\partial \ell}{\partial \sigma^2} = -\frac{n}{2 \sigma^2}"
        r" + \frac{1}{2 \sigma^4} \sum_{i=1}^n (t_i - \mu)^2$$"
    )
    assert last(likelihood + claim) == "proved"
    assert last(likelihood + claim.replace(r"\sigma^4", r"\sigma^2")) != "proved"


def test_where_one_differentiates_by_a_deviation_its_square_is_a_square() -> None:
    text = r"$$v = \sigma^2$$ $$\frac{\partial v}{\partial \sigma} = 2 \sigma$$"
    assert last(text) == "proved"


def test_a_remark_that_is_a_condition_stays_one() -> None:
    case = r"$$\frac{\partial x_i}{\partial x_j} = 0 \quad (\text{if } i \ne j)$$"
    assert last(case) != "refuted"


@pytest.mark.parametrize(
    "text",
    [
        # Another section may mean another model by the same letter.
        "## One model\n$$h(x) = \\frac{1}{1 + e^{-x}}$$\n## Another one\n"
        "$$\\frac{d}{dx} h(x) = \\frac{d}{dx} (w x)$$",
        # A constraint of which nothing is defined may be assumed.
        r"The masses satisfy $$u + \sum_{k=1}^K b_k = 1$$",
    ],
)
def test_what_may_be_meant_otherwise_is_not_refuted(text: str) -> None:
    assert last(text) == "unknown"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\nabla_x b^T x = b", "proved"),
        (r"\nabla_x b^T x = 2 b", "refuted"),
        (r"\nabla_x x^T A x = (A + A^T) x", "proved"),
        (r"\nabla_x x^T A x = 2 A x", "unknown"),  # (∇ x^T) A x, perhaps
        (r"\nabla_x^2 x^T A x = A + A^T", "proved"),
        (r"\frac{\partial}{\partial x_k} x_k^2 y_k = 2 x_k y_k", "proved"),
        (r"\frac{\partial}{\partial x_k} \frac{1}{2} (x_k - y_k)^2 = x_k - y_k", "proved"),
        (r"\frac{d}{dx} x^2 e^x = (2 x + x^2) e^x", "proved"),
        (r"\frac{d}{dx} x^2 e^x = 2 x e^x", "unknown"),  # (d/dx x²) e^x, perhaps
    ],
)
def test_a_derivative_reaches_to_the_end_of_its_term(claim: str, verdict: str) -> None:
    assert last(f"$${claim}$$") == verdict


def test_a_gradient_of_a_function_is_taken_by_its_argument() -> None:
    assert last(r"$$f(x) = b^T x$$ $$\nabla f(x) = b$$") == "proved"
    assert last(r"$$J(w) = \|Xw - y\|^2$$ $$\nabla J(w) = 2 X^T (Xw - y)$$") == "proved"


@pytest.mark.parametrize(
    "text",
    [
        r"$$S(a_j) = \frac{e^{a_j}}{\sum_k e^{a_k}}$$ $$\sum_i S(a_i) = 1$$",
        r"$$S(a_j) = \frac{e^{a_j}}{\sum_k e^{a_k}}$$"
        r"$$\frac{\partial S(a_j)}{\partial a_j} = S(a_j) (1 - S(a_j))$$",
        r"$$f(x_i) = w x_i^2$$ $$f(x_3) = w x_3^2$$",
    ],
)
def test_functions_that_are_written_at_an_entry(text: str) -> None:
    assert last(text) == "proved"


def test_a_softmax_of_what_may_be_a_row_refutes_nothing() -> None:
    assert last(r"$$\text{softmax}(a_i) = \frac{e^{a_i}}{\sum_k e^{b_k}}$$") in (
        "unknown",
        "unread",
    )
    family = r"$$S(a_j) = \frac{e^{a_j}}{\sum_k e^{a_k}}$$"
    assert last(family + r"$$\sum_i S(a_i) = 2$$") == "refuted"


@pytest.mark.parametrize(
    "said",
    [
        r"Since $\mathbf y$ is a one-hot encoded vector,",
        r"$y$ 是 one-hot 向量",
        r"由于 $\sum_j y_j = 1$ ，",
    ],
)
def test_what_the_words_say_of_the_labels(said: str) -> None:
    softmax = r"$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$ The loss is $L = -\sum_i y_i \log p_i$."
    claim = r"$$\frac{\partial L}{\partial z_k} = p_k - y_k$$"
    assert last(f"{softmax}\n{said}\n{claim}") == "proved"
    assert last(f"{softmax}\n{claim}") == "conditional"


RECURRENT = r"$$h_t = \tanh(w h_{t-1} + u x_t)$$"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial h_t}{\partial h_{t-1}} = w (1 - h_t^2)", "proved"),
        (r"\frac{\partial h_t}{\partial h_{t-1}} = u (1 - h_t^2)", "refuted"),
        # The step before depends on w, too.
        (r"\frac{\partial h_t}{\partial w} = (1 - h_t^2) h_{t-1}", "unknown"),
    ],
)  # fmt: skip
def test_steps_in_time(claim: str, verdict: str) -> None:
    assert last(f"{RECURRENT} $${claim}$$") == verdict


def test_a_step_in_time_defines_no_power() -> None:
    text = r"$$a^t = v h^{t-1} + b$$ $$h^t = \sigma(a^t)$$ $$o^t = u h^t$$"
    assert verdicts(text) == ["definition", "definition", "definition"]


def test_two_letters_for_one_number_of_classes() -> None:
    softmax = r"$$p_i = \frac{e^{z_i}}{\sum_{l=1}^n e^{z_l}}$$"
    assert last(softmax + r"$$\sum_{i=1}^C p_i = 1$$") in ("proved", "conditional")
    assert last(softmax + r"$$\sum_{i=1}^C p_i = 2$$") not in ("proved", "conditional")
    loss = r"$$L = -\sum_{i=1}^C y_i \log p_i$$"
    claim = r"$$\frac{\partial L}{\partial z_k} = p_k - y_k$$"
    assert verdicts(softmax + loss + claim) == ["definition", "definition", "conditional"]


def test_a_row_beside_its_entries() -> None:
    loss = r"$$L = \sum_i (y_i - w^T x_i)^2$$"
    claim = r"$$\frac{\partial L}{\partial w_j} = -2 \sum_i (y_i - w^T x_i) x_{ij}$$"
    assert last(loss + claim) == "proved"
    assert last(loss + claim.replace("-2", "2")) == "refuted"


def test_the_true_label_may_be_what_is_missing() -> None:
    said = "Here $y$ is a one-hot vector. "
    assert last(said + r"$$-y_o \log q_o = -\log q_o$$") not in ("proved", "refuted")
    assert last(said + r"$$y_o q_o = 2 q_o$$") not in ("proved", "conditional")


def test_a_variable_of_a_derivative_is_not_0_or_1() -> None:
    assert last(r"$$\frac{d}{dx} x^2 = x$$") == "refuted"
    assert last(r"$$\frac{d}{dx} (x^2 e^x) = 3 x e^x$$") == "refuted"


def test_a_prime_at_what_nobody_defines_refutes_nothing() -> None:
    assert last(r"$$1 + \phi(k) = 2$$ $$\phi'(k) = \frac{\phi(k)}{2}$$") not in (
        "refuted",
        "conditional",
    )


def test_what_is_said_of_a_solution_is_not_said_of_the_variable() -> None:
    text = r"$$w^* = (X^T X + \lambda I)^{-1} X^T y$$ $$\nabla_w \|Xw - y\|^2 = 2 X^T (Xw - y)$$"
    assert last(text) == "proved"


def test_a_recurrence_in_two_equations_defines_both() -> None:
    text = r"\begin{align} h_t &= \tanh(z_t) \\ z_t &= w h_{t-1} + u x_t \end{align}"
    assert verdicts(text) == ["definition", "definition"]
    chain = r"$$\frac{\partial h_t}{\partial h_{t-1}} = w (1 - h_t^2)$$"
    assert last(text + chain) == "proved"


def test_what_is_symmetric_is_a_matrix() -> None:
    said = "Let $A$ be symmetric. "
    assert last(said + "$$A^T = A$$") == "proved"
    assert last(said + r"$$(A + A^T) x = 2 A x$$") == "proved"
    assert last(said + r"$$A x = \lambda x$$") == "unknown"
    text = r"For $f(x) = \frac{1}{2} x^T Q x - b^T x$ with symmetric $Q$, "
    assert last(text + r"$$\nabla f(x) = Q x - b$$") == "proved"
    assert last(text + r"$$\nabla f(x) = Q x + b$$") != "proved"
