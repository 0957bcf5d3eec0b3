"""What lecture notes, posts and read-me files leave to their readers, and what is made of it."""

from __future__ import annotations

import pytest

from tests.judging.papers import agree, verdicts

LAYERS = r"""
$$\hat y = W^{(2)} a^{(1)} + b^{(2)}$$
$$C = \frac12 \|\hat y - y\|^2$$
$$\delta^{(2)} = \hat y - y$$
"""


def test_an_array_with_a_label_is_a_factor_before_a_bracket():
    by_weights = r"$$\frac{\partial C}{\partial W^{(2)}} = %s$$"
    layers = "<!-- derive: vector y : m; matrix W^{(2)} : m, n; vector a^{(1)} : n -->\n" + LAYERS
    assert verdicts(layers + by_weights % r"\delta^{(2)} (a^{(1)})^T")[-1] == "proved"
    assert verdicts(layers + by_weights % r"-\delta^{(2)} (a^{(1)})^T")[-1] == "refuted"
    assert verdicts(layers + by_weights % r"\delta^{(2)} (a^{(1)})")[-1] not in ("proved",)


def test_what_a_name_is_made_of_in_brackets_behind_it_may_be_another_point():
    assert verdicts("$$f = W x$$ $$f(x + 1) = W x + W$$")[-1] == "unknown"
    assert verdicts("$$e = x^2$$ $$e (x + 1) = x^3 + x^2$$")[-1] == "proved"
    assert verdicts("$$e = y - t$$ $$e (1 - s) = e - s$$")[-1] == "refuted"


COST = r"J(\theta) = \frac{1}{2m} \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2"
MODEL = r"h_\theta(x) = \theta^T x"
SLOPE = r"""
Then
$$\frac{\partial}{\partial \theta_j} J(\theta)
  = %s\frac1m \sum_i (h_\theta(x^{(i)}) - y^{(i)}) x_j^{(i)}$$
"""


@pytest.mark.parametrize(
    "written",
    [
        f"$${COST},$$ where ${MODEL}$.",
        f"$${COST}$$\nHere ${MODEL}$.",
        f"$${COST}$$ with $${MODEL}.$$",
        f"$${COST}$$\n\nwhere\n\n$${MODEL}.$$",
        rf"$${COST}, \qquad {MODEL}$$",
        f"The hypothesis is ${MODEL}$. $${COST}$$",
        f"$${MODEL}$$ $${COST}$$",
    ],
)
def test_a_model_is_given_before_what_uses_it_or_behind_it(written):
    displays = written.count("$$") // 2 + (r"\qquad" in written)
    assert verdicts(written + SLOPE % "") == ["definition"] * displays + ["proved"]
    assert verdicts(written + SLOPE % "-")[-1] == "refuted"


def test_a_claim_knows_what_the_display_behind_it_defines():
    loss = (
        r"$$L = \log \sum_j e^{z_j} - \sum_j y_j z_j, \qquad p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$"
    )
    claim = r"$$\frac{\partial L}{\partial z_k} = p_k - y_k%s$$ "
    assert verdicts(claim % "" + "where " + loss) == ["proved", "definition", "definition"]
    assert verdicts(claim % " y_k" + "where " + loss)[0] == "refuted"
    assert verdicts(claim % " y_k" + "Now another one. " + loss)[0] == "unknown"


SHIFT = r"""
$$\text{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$$
For any constant $c$,
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\text{softmax}(x + c)_i = \text{softmax}(x)_i", "proved"),
        (r"\text{softmax}(x - c)_i = \frac{e^{x_i - c}}{\sum_j e^{x_j - c}}", "proved"),
        (r"\text{softmax}(x / T)_i = \frac{e^{x_i / T}}{\sum_j e^{x_j / T}}", "proved"),
        (r"\text{softmax}(-x)_i = \frac{e^{-x_i}}{\sum_j e^{-x_j}}", "proved"),
        (r"\text{softmax}(2 x)_i = \text{softmax}(x)_i", "refuted"),
        (r"\text{softmax}(x + c)_i = c \, \text{softmax}(x)_i", "refuted"),
        (r"\text{softmax}(x / T)_i = \frac{e^{x_i / T}}{\sum_j e^{x_j}}", "refuted"),
        (r"\text{softmax}(x + b)_i = \text{softmax}(x)_i", "unknown"),
    ],
)
def test_the_softmax_of_an_expression_has_entries(claim, verdict):
    assert verdicts(SHIFT + f"$${claim}$$")[-1] == verdict


RIDGE = r"$$E(w) = \frac12 \|X w - t\|^2 + \frac{\lambda}{2} \|w\|^2$$ "


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\nabla E = X^\top (X w - t) + \lambda w", "proved"),
        (r"\nabla E(w) = X^\top (X w - t) + \lambda w", "proved"),
        (r"\nabla E = X^\top (t - X w) + \lambda w", "refuted"),
        (r"\nabla E = 2 X^\top (X w - t) + \lambda w", "refuted"),
    ],
)
def test_a_gradient_is_by_the_one_argument_of_what_is_defined(claim, verdict):
    assert verdicts(RIDGE + f"$${claim}$$")[-1] == verdict


def test_a_gradient_is_not_by_one_of_two_arguments():
    assert verdicts(r"$$f(x, y) = x^2 y$$ $$\nabla f = 2 x y$$")[-1] in ("unread", "unknown")
    assert verdicts(r"$$f(x, y) = x^2 y$$ $$\nabla_x f = 2 x y$$")[-1] == "proved"


FOCAL = r"""
$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$
$$\frac{\partial p_i}{\partial z_k} = p_i (\delta_{ik} - p_k)$$

# The focal loss

$$FL(p) = -(1 - p)^\gamma \log p$$
"""


def test_an_argument_may_be_called_as_a_family_was():
    slope = r"$$\frac{dFL}{dp} = %s\gamma (1-p)^{\gamma-1} \log p - \frac{(1-p)^\gamma}{p}$$"
    assert agree(verdicts(FOCAL + slope % "")[2:], ["definition?", "proved?"])
    assert verdicts(FOCAL + slope % "-")[-1] != "proved"
    alone = (FOCAL[FOCAL.index("# The") :] + slope).replace("FL", r"\text{FL}")
    assert verdicts(alone % "")[-1] == "proved"
    assert verdicts(alone % "-")[-1] != "proved"
    by_logits = r"$$\frac{\partial FL}{\partial z} = \gamma p - 1$$"
    assert verdicts(FOCAL + by_logits)[-1] not in ("proved", "refuted", "conditional")


def test_names_of_several_capitals():
    loss = r"$$CE = -\sum_i y_i \log q_i$$ $$\frac{\partial CE}{\partial q_k} = %s\frac{y_k}{q_k}$$"
    assert agree(verdicts(loss % "-"), ["definition?", "proved?"])
    assert verdicts(loss % "")[-1] != "proved"
    assert verdicts(loss.replace("CE", r"\text{CE}") % "-") == ["definition", "proved"]
    assert verdicts("$$AB = BA$$")[-1] != "definition"


TWICE = r"""
$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$

# Two classes

$$p = \frac{1}{1 + e^{-z}}$$
$$\frac{dp}{dz} = %s$$
"""


def test_what_cannot_be_read_with_the_earlier_meaning_may_hold_with_the_later_one():
    assert verdicts(TWICE % "p (1 - p)")[-1] not in ("refuted", "conditional")
    assert verdicts(TWICE % "p (1 + p)")[-1] not in ("proved", "refuted")
    alone = TWICE[TWICE.index("# Two") :]
    assert verdicts(alone % "p (1 - p)") == ["definition", "proved"]
    assert verdicts(alone % "p (1 + p)") == ["definition", "refuted"]


def test_a_condition_goes_on_behind_and_where_the_display_stands_by_itself():
    text = r"""
$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad L = -\sum_i y_i \log p_i$$

If $\sum_i y_i = 1$, then

$$\sum_i 2 y_i = 2$$

and

$$\frac{\partial L}{\partial z_k} = p_k - y_k.$$

%s

$$\frac{\partial L}{\partial z_k} = p_k - y_k.$$
"""
    assert verdicts(text % "Therefore")[2:] == ["proved", "proved", "proved"]
    assert verdicts(text % "For other labels,")[4] != "refuted"


CELL = r"""
$$f = \sigma(a_f), \quad o = \sigma(a_o), \quad g = \tanh(a_g)$$
$$c = f c_0 + o g$$
$$h = o \tanh(c)$$
$$\frac{\partial c}{\partial f} = c_0$$
$$\frac{\partial h}{\partial a_f} = o (1 - \tanh^2(c)) c_0 f (1 %s f)$$
"""


def test_the_name_of_a_gate_stands_below_its_activation():
    assert verdicts(CELL % "-") == ["definition"] * 5 + ["proved", "proved"]
    assert verdicts(CELL % "+")[-1] == "refuted"


def test_a_letter_that_stands_below_one_name_only_is_part_of_it():
    loss = r"$$\text{FL}(p_t) = -(1 - p_t)^\gamma \log(p_t)$$ "
    slope = r"""$$\frac{d\,\text{FL}}{d p_t}
  = %s\gamma (1 - p_t)^{\gamma - 1} \log(p_t) - \frac{(1 - p_t)^\gamma}{p_t}$$"""
    assert verdicts(loss + slope % "") == ["definition", "proved"]
    assert verdicts(loss + slope % "-")[-1] != "proved"


def test_a_divergence_by_its_name_alone():
    text = r"""$$\text{KL}(q \| p) = \sum_k q_k \log \frac{q_k}{p_k}$$
      $$\frac{\partial %s}{\partial p_k} = %s$$"""
    assert verdicts(text % (r"\text{KL}", r"-\frac{q_k}{p_k}"))[-1] == "proved"
    assert verdicts(text % (r"KL(q \| p)", r"-\frac{q_k}{p_k}"))[-1] == "proved"
    assert verdicts(text % (r"\text{KL}", r"\frac{q_k}{p_k}"))[-1] == "refuted"


@pytest.mark.parametrize(("one", "other"), [("CE", "MSE"), ("ce", "reg"), ("D", "W"), ("1", "2")])
def test_a_loss_is_the_sum_of_its_labelled_parts(one, other):
    parts = rf"$$L_{{{one}}} = -\sum_i y_i \log p_i$$ $$L_{{{other}}} = \sum_i (y_i - p_i)^2$$"
    total = rf"$$L = L_{{{one}}} + c L_{{{other}}}$$"
    slope = r"$$\frac{\partial L}{\partial p_k} = -\frac{y_k}{p_k} %s 2 c (p_k - y_k)$$"
    assert verdicts(parts + total + slope % "+") == ["definition"] * 3 + ["proved"]
    assert verdicts(parts + total + slope % "-")[-1] != "proved"


def test_a_letter_is_no_other_than_itself_with_a_word_below():
    text = r"""$$D_{KL} = \sum_k q_k \log q_k$$ $$D = \sum_k q_k^2$$
      $$\frac{\partial %s}{\partial q_k} = %s$$"""
    assert verdicts(text % ("D", "2 q_k")) == ["definition", "definition", "proved"]
    assert verdicts(text % ("D_{KL}", r"1 + \log q_k"))[-1] == "proved"
    assert verdicts(text % ("D_{KL}", "2 q_k"))[-1] != "proved"


LAYER = r"$$y = W x + b$$ $$g = \frac{\partial L}{\partial y}$$ "


def test_a_letter_for_the_derivative_of_any_loss():
    said = "<!-- derive: function L of y; matrix W : m, n; vector x : n; vector b : m -->\n"
    for claim in (r"\frac{\partial L}{\partial x} = W^T g", r"\frac{\partial L}{\partial b} = g"):
        assert verdicts(said + LAYER + f"$${claim}$$")[-1] == "proved"
    for claim in (r"\frac{\partial L}{\partial x} = W g", r"\frac{\partial L}{\partial b} = -g"):
        assert verdicts(said + LAYER + f"$${claim}$$")[-1] != "proved"
        assert verdicts(LAYER + f"$${claim}$$")[-1] != "proved"
