"""Two notes as people write them: softmax with cross-entropy, and the logistic regression."""

import pytest

from tests.judging.papers import agree, report, verdicts

SOFTMAX = r"""
# Softmax, and its loss

For outputs V:

$$S_i = \frac{e^{V_i}}{\sum_j e^{V_j}}$$
$$\sum_i S_i = 1$$

A layer gives $z_i$, and its softmax $a_i$:

$$z_i = \sum_j w_{ij} x_{ij} + b$$
$$a_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$$
$$C = -\sum_i y_i \ln a_i$$
$$C = \sum_j C_j, \qquad C_j = -y_j \ln a_j$$

By the chain rule,

$$\frac{\partial C}{\partial z_i}
  = \sum_j \left( \frac{\partial C_j}{\partial a_j} \frac{\partial a_j}{\partial z_i} \right)$$
$$\frac{\partial C_j}{\partial a_j} = \frac{\partial (-y_j \ln a_j)}{\partial a_j}
  = -y_j \frac{1}{a_j}$$

If $i = j$:

$$\frac{\partial a_i}{\partial z_i} = a_i (1 - a_i)$$

If $i \ne j$:

$$\frac{\partial a_j}{\partial z_i} = -a_i a_j$$

Both together:

$$\frac{\partial C}{\partial z_i} = -y_i (1 - a_i) + \sum_{j \ne i} a_i y_j
  = -y_i + a_i \sum_j y_j$$

"""
STATED = r"One class is 1 and the others are 0, so that $\sum_j y_j = 1$ and" + "\n\n"
RESULT = r"$$\frac{\partial C}{\partial z_i} = a_i - y_i$$"

LOGISTIC = r"""
$$h_\theta(x^{(i)}) = \frac{1}{1 + e^{-\theta^T x^{(i)}}}$$
$$J(\theta) = -\frac1m \sum_{i=1}^m \left[ y^{(i)} \log h_\theta(x^{(i)})
  + (1 - y^{(i)}) \log(1 - h_\theta(x^{(i)})) \right]$$
$$\frac{\partial J}{\partial \theta_j}
  = \frac1m \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)}) x_j^{(i)}$$
$$\log h_\theta(x^{(i)}) = \log \frac{1}{1 + e^{-\theta^T x^{(i)}}}
  = -\log(1 + e^{-\theta^T x^{(i)}})$$
$$\log(1 - h_\theta(x^{(i)}))
  = \log \left( \frac{e^{-\theta^T x^{(i)}}}{1 + e^{-\theta^T x^{(i)}}} \right)
  = -\theta^T x^{(i)} - \log(1 + e^{-\theta^T x^{(i)}})$$
$$J = -\frac1m \sum_i \left[ -y^{(i)} \log(1 + e^{-\theta^T x^{(i)}})
    + (1 - y^{(i)}) (-\theta^T x^{(i)} - \log(1 + e^{-\theta^T x^{(i)}})) \right]
  = -\frac1m \sum_i \left[ y^{(i)} \theta^T x^{(i)} - \theta^T x^{(i)}
    - \log(1 + e^{-\theta^T x^{(i)}}) \right]
  = -\frac1m \sum_i \left[ y^{(i)} \theta^T x^{(i)} - \log(1 + e^{\theta^T x^{(i)}}) \right]$$
$$\frac{\partial}{\partial \theta_j} J
  = \frac1m \sum_i \left( \frac{x_j^{(i)} e^{\theta^T x^{(i)}}}{1 + e^{\theta^T x^{(i)}}}
    - y^{(i)} x_j^{(i)} \right)
  = \frac1m \sum_i (h_\theta(x^{(i)}) - y^{(i)}) x_j^{(i)}$$
"""

VECTORS = r"""
<!-- derive: matrix x : m, n; vector \theta : n; vector y : m -->
$$h_\theta(x) = \frac{1}{1 + e^{-x \theta}}$$
$$J(\theta) = -\left[ y^T \log h_\theta(x) + (1 - y^T) \log(1 - h_\theta(x)) \right]
  = -\left[ y^T x \theta - \mathbf 1^T \log(1 + e^{x \theta}) \right]$$
$$\frac{\partial}{\partial \theta} J(\theta) = x^T (h_\theta(x) - y)$$
"""

RULES = r"""
For $a > 0$ and $b > 0$:

$$\log \frac ab = \log a - \log b$$
$$\log a + \log b = \log(a b)$$
$$a = \log e^a$$
$$\log_b a = \frac{\ln a}{\ln b}$$
"""


def test_softmax_with_its_loss():
    found = verdicts(SOFTMAX + STATED + RESULT)
    assert {"refuted", "conditional"}.isdisjoint(found)
    assert found.count("proved") >= 5


def test_without_the_sum_of_the_labels_the_result_is_conditional():
    *_, last = report(SOFTMAX + RESULT).claims
    assert last.outcome.verdict == "conditional"


def test_the_logistic_regression_by_samples():
    assert verdicts(LOGISTIC) == ["definition", "definition", *["proved"] * 10]


def test_the_logistic_regression_in_vectors():
    assert verdicts(VECTORS) == ["definition", "definition", "proved", "proved"]


def test_the_rules_of_the_logarithm():
    assert verdicts(RULES) == ["proved"] * 4


def test_indicators_of_binary_labels():
    text = r"<!-- derive: binary y --> $$1\{y=1\} \log h + 1\{y=0\} \log(1-h)"
    assert verdicts(text + r" = y \log h + (1-y) \log(1-h)$$") == ["proved"]


# Sums from 1 beside an entry at 0, each with its verdicts.
ZEROTH = {
    "the bias is a quantity of its own": (
        r"$$h = \theta_0 + \sum_{j=1}^n \theta_j x_j$$"
        r"$$\frac{\partial h}{\partial \theta_k} = x_k$$"
        r"$$\frac{\partial h}{\partial \theta_0} = 1$$",
        ["definition", "proved", "proved"]),
    "do the entries of a whole vector begin at 0?": (
        r"$$\theta^T x = \theta_0 + \sum_{j=1}^p \theta_j x_j$$", ["unread?"]),
    "the same with dots": (
        r"$$\theta^T x = \theta_0 + \theta_1 x_1 + \cdots + \theta_p x_p$$", ["unread"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ZEROTH)
def test_an_entry_at_zero(name):
    text, expected = ZEROTH[name]
    assert agree(verdicts(text), expected)


def test_the_label_of_a_sample_is_none_of_a_layer():
    text = r"$$h_\theta(x^{(i)}) = \theta^T x^{(i)}$$ $$h_\theta(x^{(i)}) = 2 \theta^T x^{(i)}$$"
    (*_, last) = report(text).claims
    assert "dropped-label" not in {r.remark.name for r in last.remarks}
