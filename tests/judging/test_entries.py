"""Names beside their entries, sums beside their terms: what is proved, and its near twin."""

from __future__ import annotations

import pytest

from tests.judging.judged import verdicts_of

BARE = r"""
$$ R = \sum_s t_s u_s^2, \qquad u_s = \sum_l (m_{sl} r_{sl} + c) $$
$$ \frac{\partial R}{\partial m_{sl}} = \frac{\partial R}{\partial u_s} %s $$
$$ \frac{\partial R}{\partial c_s} = \frac{\partial R}{\partial u_s}
   \frac{\partial u_s}{\partial c_s} = \frac{\partial R}{\partial u_s} $$
"""
ONE_BY_ONE = r"""
$$ \sum_l v_l c_{lk} = %s $$
"""


@pytest.mark.parametrize(("right", "verdict"), [("r_{sl}", "proved"), ("c_s", "refuted")])
def test_a_bare_name_in_an_entry_is_its_entry(right: str, verdict: str) -> None:
    # Inside of the sum c stands once for each l: its derivative is no 1.
    assert verdicts_of(BARE % right)[2:] == [verdict, "proved", "refuted"]


def test_the_parts_of_what_is_no_sum_are_not_known() -> None:
    text = r"$$ G = v^2 + 1 $$ $$ \frac{\partial G_l}{\partial v} = 2 v $$"
    assert verdicts_of(text) == ["definition", "unknown"]


def test_a_part_may_be_defined_by_itself() -> None:
    text = r"$$ G = -\sum_k v_k \log b_k $$ $$ G_l = -\log b_l $$ $$ G = \sum_l %s G_l $$"
    assert verdicts_of(text % "v_l")[1:] == ["definition", "proved"]
    assert verdicts_of(text % "")[1:] == ["definition", "refuted"]


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (r"v_k c_{kk} + \sum_{k \ne l} v_l c_{lk}", "proved"),
        (r"v_k c_{kk} + \sum_{k = l} v_l c_{lk}", "refuted"),
    ],
)
def test_one_of_two_letters_below_a_sum_is_free(right: str, verdict: str) -> None:
    assert verdicts_of(ONE_BY_ONE % right) == [verdict]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (r"\operatorname{softmax}(u) = \frac{e^{u_s}}{\sum_s e^{u_s} + 1}", "unread"),
        (r"\operatorname{softmax}(U)_{st} = e^{U_{st}} - \sum_k e^{U_{sk}}", "unknown"),
    ],
)
def test_functions_of_columns(text: str, verdict: str) -> None:
    assert verdicts_of(f"$$ {text} $$") == [verdict]


@pytest.mark.parametrize(
    ("right", "verdict"), [(r"\sum f_s + \sum g_s", "proved"), (r"\sum f_s g_s", "refuted")]
)
def test_a_sum_without_a_letter_is_over_the_one_that_it_shows(right: str, verdict: str) -> None:
    assert verdicts_of(rf"$$ \sum (f_s + g_s) = {right} $$") == [verdict]


FUNCTIONS = r"""
$$ N(p) = -\sum_a p(a) \log p(a), \qquad K(p \| q) = \sum_a p(a) \log \frac{p(a)}{q(a)} $$

For distributions $r$ and $s$ that are positive,

$$ %s $$
"""


@pytest.mark.parametrize(
    "claim", [r"N(s) = \sum_b s(b) \log s(b)", r"K(r \| s) = -\sum_a r(a) \log s(a) - N(s)"]
)
def test_functions_that_are_arguments_are_not_read(claim: str) -> None:
    assert verdicts_of(FUNCTIONS % claim)[-1] == "unknown"
