"""A note on a softmax layer as people write them: columns, a loss that is any function, labels."""

import re

from tests.old_reading.documents import report, verdicts

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


def outcomes(text):
    return [claim.outcome for claim in report(text).claims]


def names(outcome):
    return {remark.name for remark in outcome.remarks}


def needs(outcome):
    return [re.sub(r"\s+|\{(\w)\}", r"\1", need) for need in outcome.needs]


def test_every_step_as_it_is_printed():
    assert verdicts(NOTE) == [
        "definition", *["conditional"] * 4,
        "definition", "proved", "proved",
        *["proved"] * 4,
        "definition", "proved", "proved",
        "conditional", "proved", "proved", "proved", "conditional",
        "conditional", "conditional",
    ]  # fmt: skip


def test_a_shorthand_that_nothing_defines_is_named():
    _, *steps = outcomes(SOFTMAX)
    assert all(names(step) == {"undeclared-shorthand"} for step in steps)
    assert all(step.needs == (r"\Sigma = \sum_{k} e^{z_k}",) for step in steps)


def test_shapes_that_fit_no_layout_are_named_and_right_up_to_transposition():
    of_entry, as_column, whole, as_columns = outcomes(SOFTMAX + PRODUCTS)[-4:]
    assert "numerator-layout" in names(of_entry) & names(whole)
    assert "mixed-layouts" in names(as_column) & names(as_columns)
    assert "E = E(a)" in whole.assumptions


def test_the_loss_may_be_declared_instead_of_taken():
    said = "<!-- derive: function E of a -->"
    for outcome in outcomes(said + SOFTMAX + PRODUCTS)[-4:]:
        assert outcome.verdict == "proved"
        assert "any-function" not in names(outcome)


def test_labels_that_the_definitions_drop_are_named():
    *_, chain, products, _, _, _, _ = outcomes(NOTE)[:-1]
    assert "dropped-label" in names(chain) & names(products)


def test_a_partial_that_is_missing_is_named_and_the_layer_that_is_left_out_is_a_condition():
    first, second = outcomes(NOTE)[-2:]
    assert "missing-partial" in names(first) & names(second)
    assert needs(first) == [needs_of(LAYER)]
    assert needs(second)[0] == needs_of(LAYER)
    assert needs(second)[1] == r"\sum_ky_k=1"
    assert needs(outcomes(NOTE)[15]) == [needs_of(LAYER)]


def needs_of(text):
    return re.sub(r"\s+|\{(\w)\}", r"\1", text)


def test_with_what_only_the_prose_says_every_step_is_proved():
    said = rf"""<!-- derive: let \Sigma = \sum_{{k=1}}^{{K}} \exp(z_k); assume \sum_k y_k = 1;
        let {LAYER} -->"""
    before, after = NOTE.split("## With a loss")
    found = verdicts(said + before + "## With a loss" + after)
    assert {*found} == {"definition", "proved"}


def test_one_hot_labels_are_enough():
    said = rf"<!-- derive: one-hot y; let \Sigma = \sum_{{k=1}}^{{K}} \exp(z_k); let {LAYER} -->"
    assert {*verdicts(said + NOTE)} == {"definition", "proved"}


def test_a_wrong_sign_in_the_chain_is_refuted():
    wrong = CHAIN.replace("(1 - a_j^{l+1})", "(1 + a_j^{l+1})")
    found = outcomes(SOFTMAX + LOSS + wrong)
    assert found[-5].verdict == "refuted"
    assert "dropped-label" in names(found[-5])


def test_a_wrong_input_is_not_proved():
    wrong = CHAIN.replace("a_i^l\n", "a_j^l\n")
    assert verdicts(SOFTMAX + LOSS + wrong)[-1] not in ("proved", "conditional")


def test_two_families_with_labels_are_never_the_one_without():
    # a^{l} and a^{l+1} both stand here, and nothing says which of them a is.
    text = SOFTMAX + r"$$\sum_k a_k^{l+1} + \sum_k a_k^l = 2$$"
    assert verdicts(text)[-1] not in ("proved",)
