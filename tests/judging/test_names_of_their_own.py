"""Names that stand for something else than one may think: no verdict rests on the wrong one."""

from __future__ import annotations

from tests.judging.papers import last, verdicts

TWO_SECTIONS = "# Hinge\n$$J = (t - u)^2$$\n# Logistic\n$$J = \\log (1 + e^{-t u})$$\n"


def test_a_section_may_define_a_name_anew() -> None:
    assert verdicts(TWO_SECTIONS) == ["definition", "unknown"]
    old, new = "$$\\frac{dJ}{du} = -2 (t - u)$$", "$$\\frac{dJ}{du} = \\frac{-t}{1 + e^{t u}}$$"
    assert last(TWO_SECTIONS + old) == last(TWO_SECTIONS + new) == "unknown"
    assert last(TWO_SECTIONS.split("# Logistic")[0] + old) == "proved"
    assert last(TWO_SECTIONS.split("# Logistic")[0] + new) == "refuted"


def test_a_function_without_its_argument_may_be_a_number() -> None:
    density = r"$$\sigma(v) = \frac{1}{1 + e^{-v}}$$ $$q = e^{-v^2 / (2 \sigma^2)}$$ "
    assert last(density + r"$$\frac{\partial q}{\partial v} = -\frac{v}{\sigma^2} q$$") != "refuted"
    logistic = r"$$\sigma(v) = \frac{1}{1 + e^{-v}}$$ $$\frac{\partial \sigma}{\partial v} = %s$$"
    assert last(logistic % r"\sigma (1 - \sigma)") == "proved"
    assert last(logistic % r"\sigma (1 + \sigma)") != "proved"


def test_distributions_are_told_apart_by_their_letters() -> None:
    one, other = r"p(u \mid v)", r"p(v \mid u)"
    sums = r"$$A = \sum_{u, v} %s$$ $$A = \sum_{u, v} %s$$"
    assert last(sums % (one, other)) not in ("proved", "refuted")
    assert last(sums % (one, one)) == "proved"


def test_an_entropy_is_that_of_its_variable() -> None:
    entropy = r"$$H(U) = -\sum_u p(u) \log p(u)$$ "
    assert last(entropy + "$$H(U) = H(V)$$") == "unknown"
    assert last(entropy + r"$$H(U) = \sum_u p(u) \log \frac{1}{p(u)}$$") == "proved"


def test_a_box_hides_no_equation() -> None:
    text = r"$$r = u v$$ $$\boxed{r = %s}$$"
    assert verdicts(text % "v u") == ["definition", "proved"]
    assert verdicts(text % "u + v") == ["definition", "refuted"]


def test_a_sum_that_is_written_out_says_how_many_there_are() -> None:
    said = "<!-- derive: vector a : n -->\n"
    assert last(said + r"$$\sum_k a_k = a_1 + a_2$$") == "unknown"
    assert last(said + r"$$\sum_k a_k = a_1 + 2 a_2$$") == "refuted"


def test_a_part_of_a_set_beside_all_of_it() -> None:
    assert last(r"$$\sum_{i \in S} a_i = \sum_i a_i$$") == "unknown"
    assert last(r"$$\sum_{i \in S} 2 a_i = 2 \sum_{i \in S} a_i$$") == "proved"


def test_a_constraint_among_names_of_which_nothing_is_said() -> None:
    assert last(r"The shares satisfy $$s + \sum_{k=1}^K b_k = 1$$") == "unknown"
    assert last(r"$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$ $$\sum_i p_i = 2$$") == "refuted"


def test_a_shift_may_be_a_column() -> None:
    softmax = r"$$\text{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$$ "
    assert last(softmax + r"$$\text{softmax}(x + b)_i = \text{softmax}(x)_i$$") == "unknown"
    scalar = "<!-- derive: scalar b -->\n" + softmax
    assert last(scalar + r"$$\text{softmax}(x + b)_i = \text{softmax}(x)_i$$") == "proved"


def test_logarithms_to_two_bases() -> None:
    entropy = r"$$A = -\sum_i a_i \log_2 a_i$$ $$A = %s\sum_i a_i %s a_i$$"
    assert last(entropy % ("-", r"\log")) == "unknown"
    assert last(entropy % ("-", r"\log_2")) == "proved"
    assert last(entropy % ("", r"\log_2")) == "refuted"


def test_a_partial_derivative_beside_a_total_one() -> None:
    text = r"$$g = u v$$ $$v = u^3$$ "
    assert last(text + r"$$\frac{dg}{du} = \frac{\partial g}{\partial u}$$") == "unknown"
    chain = r"\frac{\partial g}{\partial u} + \frac{\partial g}{\partial v} \frac{dv}{du}"
    assert last(text + rf"$$\frac{{dg}}{{du}} = {chain}$$") == "proved"


def test_a_definition_in_a_case_is_one_of_that_case() -> None:
    text = "If $y = 1$, then\n\n$$C = -\\log q$$\n\n%s\n\n$$C = -\\log (1 - q)$$\n"
    assert verdicts(text % "If $y = 0$, then") == ["definition", "unknown"]
    assert verdicts("$$C = -\\log q$$\n\n$$C = -\\log (1 - q)$$") == ["definition", "refuted"]
