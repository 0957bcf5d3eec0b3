"""Losses with what belongs to them: index sets found over all texts, faults with their place."""

from __future__ import annotations

import pytest

from derive.model import Equation, Fact, IndexRelation
from derive.notation.errors import ReadError
from derive.reading.problem import Problem, problems, read_problem
from derive.syntax.array import Array
from derive.syntax.declare import define, exp, index_set, indices, log, vector
from derive.syntax.text import text
from derive.syntax.tree import Number, Sum

SOFTMAX = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"
C = index_set("C")
i, j, k = indices("i j k", C)
z, y = vector("z", C), vector("y", C)


def shapes(problem: Problem) -> dict[str, list[str]]:
    return {d.name: [axis.name for axis in d.axes] for d in problem.declarations}


def bodies(problem: Problem) -> dict[str, str]:
    return {d.name: text(d.body) for d in problem.declarations if d.body is not None}


def fault(*texts) -> ReadError:
    with pytest.raises(ReadError) as error:
        read_problem(*texts)
    assert "\n" not in error.value.message
    return error.value


def test_cross_entropy_of_a_softmax() -> None:
    problem = read_problem(
        r"-\sum_i y_i \log p_i", "z_k", [SOFTMAX], [r"\sum_j y_j = 1"], ["z : C"]
    )
    p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
    assert problem.loss == -Sum(y[i] * log(p[i]), i)
    assert problem.wrt == z[k]
    assert problem.given == (Equation(Sum(y[j], j), Number(1)),)
    declared = next(d for d in problem.declarations if d.name == "p")
    assert (declared.body, declared.parameters) == (p.body, (i,))


# The loss, the variable, definitions, assumptions, declarations; the sets of each name.
SETS = [
    # nothing is declared: sets are named n, m and so on
    ((r"\sum_i u_i^2", "u_k"), {"u": ["n"]}),
    ((r"\sum_{ij} A_{ij} v_j u_i", "A_{ab}"), {"A": ["n", "m"], "v": ["m"], "u": ["n"]}),
    # an upper limit names the set, of whatever is indexed by the letter
    ((r"\sum_{j=1}^N u_j v_j", "v_k"), {"u": ["N"], "v": ["N"]}),
    # both sides of a definition, and what is inside, have one set
    ((r"\sum_i p_i", "z_k", [SOFTMAX], [], ["z : C"]), {"p": ["C"], "z": ["C"]}),
    # so do the sides of an assumption
    ((r"\sum_i u_i", "u_k", [], ["u_j = v_j"], ["v : N"]), {"u": ["N"], "v": ["N"]}),
    # names in use are not taken for sets
    ((r"n \sum_i u_i", "u_k"), {"n": [], "u": ["m"]}),
    # samples
    (
        (r"\frac1m\sum_{i=1}^m t^{(i)} \sum_j x^{(i)}_j w_j", "w_k"),
        {"w": ["n"], "x": ["m", "n"], "t": ["m"]},
    ),
    # a letter behind a matrix is a column, and so is what is added to it
    (
        (r"\|A w - t\|^2", "w", [], [], ["A : m, n"]),
        {"A": ["m", "n"], "w": ["n"], "t": ["m"]},
    ),
    ((r"\|A w - t\|^2", "w"), {"A": ["n", "m"], "w": ["m"], "t": ["n"]}),
    (
        (r"\|h\|^2", "w", ["h = A w"], [], ["A : m, n", "w : n"]),
        {"A": ["m", "n"], "w": ["n"], "h": ["m"]},
    ),
    # layers are labels
    (
        (r"\sum_i a^{l+1}_i", "a^l_j", [r"a^{l+1}_i = \sum_j w^{l+1}_{ij} a^l_j"]),
        {"a^{l+1}": ["n"], "a^{l}": ["m"], "w^{l+1}": ["n", "m"]},
    ),
    # where an index stands below a name that is defined at one, it is one
    ((r"-\log p_a", "z_b", [SOFTMAX]), {"p": ["n"], "z": ["n"]}),
    ((r"\sum_i u_i/T", "T", [], [], ["T : scalar positive"]), {"T": [], "u": ["n"]}),
    ((r"\sum_i u_i", "u_k", [], [], ["i, k : C"]), {"u": ["C"]}),
    ((r"\sum_i u_i", "u_k", [], [], ["vector u : C"]), {"u": ["C"]}),
    ((r"\sum_i u_i", "u_k", [], [], ["u : classes"]), {"u": ["classes"]}),
]


@pytest.mark.parametrize(("texts", "expected"), SETS)
def test_index_sets_are_found(texts, expected) -> None:
    assert shapes(read_problem(*texts)) == expected


def test_what_a_sum_does_not_show_is_a_constant_where_its_letter_is_declared() -> None:
    loss = r"\sum_j b (u - v)^2"
    said = read_problem(loss, "b", [], [], ["index j : N"])
    assert shapes(said) == {"b": [], "u": [], "v": []}
    assert text(said.loss) == "Σ_j b · (u − v)²"
    assert isinstance(said.loss, Sum)
    assert said.loss.index.over == index_set("N")
    samples = read_problem(loss, "b")
    assert "b" in shapes(samples)  # a parameter, the same for all samples
    assert [len(axes) for name, axes in shapes(samples).items() if name != "b"] == [1, 1]


def test_a_loss_may_name_itself() -> None:
    problem = read_problem(r"L = -\sum_i y_i \log p_i", "z_k", [SOFTMAX])
    assert (text(problem.loss), bodies(problem)["L"]) == ("L", "−Σ_i y_i log p_i")
    problem = read_problem("J(w) = w^2 + c", "w", ["c = 1"])
    assert bodies(problem) == {"J": "w² + c", "c": "1"}


def test_definitions_may_stand_beside_the_loss() -> None:
    problem = read_problem(r"E = h^2, \text{ where } h = w x.", "w")
    assert bodies(problem) == {"E": "h²", "h": "w x"}
    error = fault("x^2, t", "x")
    assert (error.source, error.text[error.start : error.end]) == ("the loss", "t")


def test_functions_are_put_in_where_they_are_defined() -> None:
    problem = read_problem("g(x) + g(2u)", "x", [r"g(t) = \frac{1}{1 + e^{-t}}"])
    assert text(problem.loss) == "1/(1 + exp(−x)) + 1/(1 + exp(−2 u))"
    problem = read_problem(r"\sum_j g(u_j)", "u_k", [r"g(t) = \sum_j v_j t"])
    assert text(problem.loss) == "Σ_j Σ_i v_i u_j"  # no letter is caught


def test_functions_of_whole_families() -> None:
    problem = read_problem("E(p)", "z_k", [SOFTMAX], [], ["function E of p"])
    declared = next(d for d in problem.declarations if d.name == "E")
    assert [d.name for d in declared.of] == ["p"]


def test_arrays_stand_beside_their_entries() -> None:
    problem = read_problem(r"\frac12 \|A w - t\|^2 + \lambda \|w\|^2", "w", [], [], ["A : m, n"])
    assert problem.wrt == Array("w", (None,))
    assert text(problem.loss) == "1/2 · Σ_i (Σ_j A_{ij} w_j − t_i)² + λ · Σ_i w_i²"
    assert problem.arrays is not None
    assert text(problem.arrays) == "1/2 · ‖A w − t‖² + λ ‖w‖²"
    # a sum that is written stays one
    assert read_problem(r"\sum_i (w_i - t_i)^2", "w").arrays is None
    sampled = read_problem(r"\sum_i \|x_i - \mu\|^2", r"\mu", [], [], ["x : m, n", r"\mu : n"])
    assert sampled.arrays is not None
    assert text(sampled.arrays) == "Σ_i ‖x_i − μ‖²"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("y one-hot", Fact("one-hot", "y")),
        ("y is one-hot", Fact("one-hot", "y")),
        ("y is a positive distribution", Fact("positive distribution", "y")),
        ("y > 0", Fact("positive", "y")),
        (r"y \ge 0", Fact("nonnegative", "y")),
        (r"y_i \in \{0,1\}", Fact("binary", "y")),
    ],
)
def test_facts_in_words_and_signs(said: str, expected) -> None:
    problem = read_problem(r"\sum_i y_i z_i^2", "z_k", [], [said])
    facts = {f for d in problem.declarations if d.name == "y" for f in d.facts}
    assert expected in problem.given or expected.kind in facts


def test_cases_of_indices() -> None:
    (relation,) = read_problem(r"\sum_i u_i", "u_k", assume=[r"k \ne 1"]).given
    assert isinstance(relation, IndexRelation)
    assert not relation.equal


# -- how it was read


def test_near_readings_come_behind_the_cheapest() -> None:
    first, *others = problems(r"\log \sigma(t)", "t")
    assert text(first.loss) == "log(sigmoid(t))"
    assert [text(other.loss) for other in others] == ["log(σ(t))"]
    assert len(list(problems(r"\sum_i u_i^2", "u_k"))) == 1


def test_definitions_that_nothing_uses_are_said() -> None:
    problem = read_problem("x^2", "x", ["v = x + 1"])
    assert problem.unused == ("v (let 1)",)
    assert read_problem("v^2", "x", ["v = x + 1"]).unused == ()


# -- faults: what is said, in which text, what is marked there

FAULTS = [
    ((r"\sum_{j=1}^C u_j", "u_k", [], [], ["u : n"]), "is not n (u is declared so)", "the loss",
     r"\sum_{j=1}^C u_j"),
    (("u_i v_i", "u_k", [], [], ["u : n", "v : m"]), "is not m (v is declared so)", "the loss",
     "u_i v_i"),
    (("A v", "v", [], [], ["A : m, n", "v : m"]), "a matrix product", "the loss", "A v"),
    ((r"2 + \|A w - t\|^2", "w", [], [], ["A : m, n", "t : n"]), "the shapes m and n",
     "the loss", "A w - t"),
    ((r"g \odot x", "x_k", [], [], ["g, x : C"]), "the loss is a column", "the loss",
     r"g \odot x"),
    ((r"\sum_i u_i + u_{ij}", "u_k"), "the loss is", "the loss", r"\sum_i u_i + u_{ij}"),
    (("x y", "x", ["y = v", "v = y"]), "defined by itself", "let 2", "y"),
    (("x", "x", ["2 = y"]), "what does this define", "let 1", "2"),
    (("x", "x", ["y = 1", "y = 2"]), "y is defined twice", "let 2", "y"),
    (("x", "x", ["y < 2"]), "a definition is one equation", "let 1", "y < 2"),
    (("x h", "x", [r"h = \max(x, 0)"]), "not read: a maximum", "let 1", r"\max(x, 0)"),
    (("x", "x", [], [r"x \sim y"]), "assumption", "assumption 1", r"x \sim y"),
    (("x", "x + 1"), "differentiate by one name", "wrt", "x + 1"),
    (("x", ""), "differentiate by one name", "wrt", ""),
    (("x", "x", [], [], ["x :"]), "over which set", "where 1", ""),
    (("x", "x", [], [], ["matrix x : n"]), "is not declared so", "where 1", " n"),
    (("sum_i x_i", "x"), r"did you mean \sum?", "the loss", "sum"),
    (("theta^2", r"\theta"), r"did you mean \theta?", "the loss", "theta"),
    (("x < 2", "x"), "the loss is one expression", "the loss", "<"),
    (("", "x"), "there is nothing to read", "the loss", ""),
    ((r"2^{10^{10}} x", "x"), "this exponent is too large", "the loss", "{10^{10}}"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "said", "source", "marked"), FAULTS, ids=[
    str(texts[0])[:30] + " " + said[:20] for texts, said, *_ in FAULTS
])  # fmt: skip
def test_faults_are_told_with_their_place(texts, said, source, marked) -> None:
    error = fault(*texts)
    assert said in error.message
    assert error.source == source
    assert error.text[error.start : error.end] == marked


def test_words_are_functions_and_commands_that_are_said_are_names() -> None:
    assert text(read_problem("exp(x) + log(x) + sqrt(x)", "x").loss) == "exp(x) + log x + √(x)"
    assert text(read_problem(r"\foo x", r"\foo").loss) == "foo x"


GIANTS = [
    r"\frac{1}{" * 1_000 + "x" + "}" * 1_000,
    "(" * 9_000 + "x" + ")" * 9_000,
    r"\sum_j " * 2_000 + "x_j",
    "x^{" * 99 + "x" + "}" * 99,
    "f(" * 80 + "x" + ")" * 80,
]


@pytest.mark.parametrize("latex", GIANTS, ids=lambda latex: latex[:20])
def test_giants_are_refused(latex: str) -> None:
    with pytest.raises(ReadError) as error:
        read_problem(latex, "x")
    assert len(error.value.render()) < 500


def test_functions_that_grow_without_end_are_refused() -> None:
    fault("f(" * 30 + "x" + ")" * 30, "x", ["f(t) = t t"])
    assert "defined by itself" in fault("f(x)", "x", ["f(t) = f(t) + 1"]).message


@pytest.mark.parametrize("latex", ["+".join(["a"] * 2_000), "a " * 900])
def test_long_formulas_are_read(latex: str) -> None:
    assert read_problem(latex, "a").loss is not None
