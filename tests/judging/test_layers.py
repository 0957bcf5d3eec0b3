"""A note on a softmax layer as people write them: columns, a loss that is any function, labels."""

from tests.judging.papers import verdicts

COLUMN = r"\begin{bmatrix} %s \\ \vdots \\ %s \\ \vdots \\ %s \end{bmatrix}"
PARTIALS = tuple(rf"\frac{{\partial a_{x}}}{{\partial z_k}}" for x in ("1", "k", "K"))
JACOBIAN = ("-a_1", "(1 - a_k)", "-a_K")
UNIT = ("0", "1", "0")

SOFTMAX = r"""
# The softmax layer

$$
\begin{aligned}
a_j &= \frac{\exp(z_j)}{\sum_{k=1}^{K} \exp(z_k)} \quad \forall j \in 1 \dots K \\
\frac{\partial a_j}{\partial z_j} &= \frac{\exp(z_j) \cdot (\Sigma - \exp(z_j))}{\Sigma^2}
  = a_j (1 - a_j) \\
\frac{\partial a_k}{\partial z_j} &= \frac{-\exp(z_k) \cdot \exp(z_j)}{\Sigma^2}
  = -a_j a_k \tag{$k \ne j$}
\end{aligned}
$$
"""

COLUMNS = rf"""
The output $a_j^{{l+1}}$ of this layer says how likely class j is for the input $a^l$.

$$\frac{{\partial a}}{{\partial z_k}}
  = {COLUMN % PARTIALS}
  = {COLUMN % JACOBIAN} a_k
  = \left( {COLUMN % UNIT} - a \right) a_k$$
"""

PRODUCTS = r"""
Whatever comes behind it, its gradient goes back through the layer:

$$\frac{\partial E}{\partial z_k} = \frac{\partial E}{\partial a} \frac{\partial a}{\partial z_k}
  = \left( \frac{\partial E}{\partial a_k} - \left[ \frac{\partial E}{\partial a} \right]^T a
    \right) a_k$$
$$\frac{\partial E}{\partial z} = \frac{\partial E}{\partial a} \frac{\partial a}{\partial z}
  = \left( \frac{\partial E}{\partial a} - \left[ \frac{\partial E}{\partial a} \right]^T a
    \right) \odot a$$
"""

LOSS = r"""
## With a loss

$$E = -\sum_k^K y_k \log(a_k)$$
$$\frac{\partial E}{\partial a_j}
  = -\sum_k^K \frac{y_k}{a_k} \cdot \frac{\partial a_k}{\partial a_j} = -\frac{y_j}{a_j}$$
"""

CHAIN = r"""
\begin{align}
\frac{\partial E}{\partial b_j^{l+1}} &= \frac{\partial E}{\partial z_j^{l+1}}
  = \sum_k \frac{\partial E}{\partial a_k^{l+1}}
    \cdot \frac{\partial a_k^{l+1}}{\partial z_j^{l+1}} \\
&= -\frac{y_j^{l+1}}{a_j^{l+1}} \cdot a_j^{l+1} (1 - a_j^{l+1})
  + \sum_{k \ne j} \left[ -\frac{y_k^{l+1}}{a_k^{l+1}} \cdot -a_j^{l+1} a_k^{l+1} \right] \\
&= -y_j^{l+1} + y_j^{l+1} a_j^{l+1} + \sum_{k \ne j} y_k^{l+1} a_j^{l+1} \\
&= a_j^{l+1} - y_j^{l+1} \\
\frac{\partial E}{\partial w_{ij}^{l+1}}
  &= \frac{\partial E}{\partial z_j^{l+1}} \cdot \frac{\partial z_j^{l+1}}{w_{ij}^{l+1}}
  = (a_j^{l+1} - y_j^{l+1}) a_i^l
\end{align}
"""

NOTE = SOFTMAX + COLUMNS + PRODUCTS + LOSS + CHAIN
LAYER = r"z_j^{l+1} = \sum_i w_{ij}^{l+1} a_i^l + b_j^{l+1}"


SAID = rf"""<!-- derive: let \Sigma = \sum_{{k=1}}^{{K}} \exp(z_k); assume \sum_k y_k = 1;
    let {LAYER} -->"""


def test_every_step_as_it_is_printed():
    found = verdicts(NOTE)
    assert "refuted" not in found
    assert found.count("proved") >= 3


def test_with_what_only_the_prose_says_no_step_is_doubted():
    found = verdicts(SAID + NOTE)
    assert {"refuted", "conditional"}.isdisjoint(found)
    assert found.count("proved") >= 6


def test_a_wrong_sign_in_the_chain_is_not_proved():
    wrong = CHAIN.replace("(1 - a_j^{l+1})", "(1 + a_j^{l+1})")
    assert verdicts(SOFTMAX + LOSS + wrong)[-5] != "proved"


def test_a_wrong_input_is_not_proved():
    wrong = CHAIN.replace("a_i^l\n", "a_j^l\n")
    assert verdicts(SOFTMAX + LOSS + wrong)[-1] not in ("proved", "conditional")


def test_two_families_with_labels_are_never_the_one_without():
    # a^{l} and a^{l+1} both stand here, and nothing says which of them a is.
    text = SOFTMAX + r"$$\sum_k a_k^{l+1} + \sum_k a_k^l = 2$$"
    assert verdicts(text)[-1] != "proved"
