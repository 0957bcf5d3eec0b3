"""Losses with what belongs to them: index sets inferred over all texts, clashes told."""

from __future__ import annotations

import pytest

from derive.model import Equation, Fact, IndexRelation
from derive.syntax.array import Array
from derive.syntax.declare import define, exp, index_set, indices, log, vector
from derive.syntax.reader import (
    Problem,
    ReadError,
    Vocabulary,
    read_assumptions,
    read_definition,
    read_problem,
)
from derive.syntax.tree import Index, Number, Sum

SOFTMAX = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"
C = index_set("C")
i, j, k = indices("i j k", C)
z, y = vector("z", C), vector("y", C)


def shapes(problem: Problem) -> dict[str, list[str]]:
    return {d.name: [axis.name for axis in d.axes] for d in problem.declarations}


def bodies(problem: Problem) -> dict[str, str]:
    return {d.name: str(d.body) for d in problem.declarations if d.body is not None}


def test_the_problem_of_the_readme() -> None:
    problem = read_problem(
        r"-\sum_i y_i \log p_i", "z_k", [SOFTMAX], [r"\sum_j y_j = 1"], ["z : C"]
    )
    p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
    loss = -Sum(y[i] * log(p[i]), i)
    assert problem.loss == loss
    assert problem.wrt == z[k]
    assert problem.given == (Equation(Sum(y[j], j), Number(1)),)
    declared = next(d for d in problem.declarations if d.name == "p")
    assert declared.body == p.body
    assert declared.parameters == (i,)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # nothing declared: sets are named n, m, …
        ((r"\sum_i x_i", "x_k"), {"x": ["n"]}),
        ((r"\sum_{ij} w_{ij} x_j y_i", "w_{ab}"), {"w": ["n", "m"], "x": ["m"], "y": ["n"]}),
        # an upper limit names the set, of whatever is indexed by the letter
        ((r"\sum_{j=1}^C z_j y_j", "y_k"), {"y": ["C"], "z": ["C"]}),
        # both sides of a definition, and what is inside, have one set
        ((r"\sum_i p_i", "z_k", [SOFTMAX], [], ["z : C"]), {"p": ["C"], "z": ["C"]}),
        # so do assumptions
        ((r"\sum_i a_i", "a_k", [], ["a_j = b_j"], ["b : C"]), {"a": ["C"], "b": ["C"]}),
        # names in use are not taken for sets
        ((r"n \sum_i x_i", "x_k"), {"n": [], "x": ["m"]}),
        # samples
        (
            (r"\frac1m\sum_{i=1}^m y^{(i)} \sum_j x^{(i)}_j w_j", "w_k"),
            {"w": ["n"], "x": ["m", "n"], "y": ["m"]},
        ),
        # arrays: shapes follow through products
        (
            (r"\|X\theta - y\|^2", r"\theta", [], [], ["X : m, n", r"\theta : n", "y : m"]),
            {"X": ["m", "n"], "theta": ["n"], "y": ["m"]},
        ),
        (
            (r"\|h\|^2", "w", ["h = X w"], [], ["X : m, n", "w : n"]),
            {"X": ["m", "n"], "h": ["m"], "w": ["n"]},
        ),
        # layers are labels
        (
            (r"\sum_i a^{l+1}_i", "a^l_j", [r"a^{l+1}_i = \sum_j w^{l+1}_{ij} a^l_j"]),
            {"a^{l+1}": ["n"], "a^{l}": ["m"], "w^{l+1}": ["n", "m"]},
        ),
        ((r"\sum_i x_i/T", "T", [], [], ["T : scalar positive"]), {"T": [], "x": ["n"]}),
        ((r"\sum_i x_i", "x_k", [], [], ["i, k : C"]), {"x": ["C"]}),
        ((r"\sum_i x_i", "x_k", [], [], ["vector x : C"]), {"x": ["C"]}),
        ((r"\sum_i x_i", "x_k", [], [], [r"x : classes"]), {"x": ["classes"]}),
    ],
)
def test_index_sets_are_inferred(texts, expected) -> None:
    assert shapes(read_problem(*texts)) == expected


def test_a_loss_may_name_itself() -> None:
    problem = read_problem(r"L = -\sum_i y_i \log p_i", "z_k", [SOFTMAX])
    assert str(problem.loss) == "L"
    assert bodies(problem)["L"] == "−Σ_i y_i log p_i"


def test_a_loss_may_be_written_with_what_it_depends_on() -> None:
    problem = read_problem(r"J(\theta) = \sum_i \theta_i^2 + c", r"\theta_k", ["c = 1"])
    assert bodies(problem)["J"] == "Σ_i θ_i² + c"


def test_functions_are_put_in_where_they_are_defined() -> None:
    problem = read_problem(r"g(x) + g(2y)", "x", [r"g(t) = \frac{1}{1 + e^{-t}}"])
    assert str(problem.loss) == "1/(1 + exp(−x)) + 1/(1 + exp(−2 y))"


def test_an_argument_is_not_captured_by_the_function() -> None:
    problem = read_problem(r"\sum_j g(x_j)", "x_k", [r"g(t) = \sum_j y_j t"])
    assert str(problem.loss) == "Σ_j Σ_j' y_j' x_j"


def test_abstract_functions_of_families() -> None:
    problem = read_problem("E(p)", "z_k", [SOFTMAX], [], ["function E of p"])
    declared = next(d for d in problem.declarations if d.name == "E")
    assert [d.name for d in declared.of] == ["p"]
    assert str(problem.loss) == "E"


def test_by_a_whole_array() -> None:
    problem = read_problem(r"\|x\|^2", "x", wheres=["x : n"])
    assert problem.wrt == Array("x", (None,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y one-hot", (Fact("one-hot", "y"),)),
        ("y is one-hot", (Fact("one-hot", "y"),)),
        ("q distribution", (Fact("distribution", "q"),)),
        ("q is a positive distribution", (Fact("positive distribution", "q"),)),
        ("W symmetric", (Fact("symmetric", "W"),)),
        ("p > 0", (Fact("positive", "p"),)),
        ("p_i > 0", (Fact("positive", "p"),)),
        (r"p \ge 0", (Fact("nonnegative", "p"),)),
        (r"y \in \{0,1\}", (Fact("binary", "y"),)),
        (r"y_i \in \{0,1\}, p > 0", (Fact("binary", "y"), Fact("positive", "p"))),
    ],
)
def test_facts_in_words_and_signs(text: str, expected) -> None:
    assert read_assumptions(text) == expected


def test_cases_of_indices() -> None:
    known = Vocabulary(letters=(i, k))
    assert read_assumptions(r"i \ne k", known) == (IndexRelation(i, k, equal=False),)
    assert read_assumptions("i = k", known) == (IndexRelation(i, k, equal=True),)
    problem = read_problem(r"\sum_i x_i", "x_k", assumptions=[r"k \ne 1"])
    (relation,) = problem.given
    assert isinstance(relation, IndexRelation)
    assert isinstance(relation.left, Index)


def test_a_definition_by_itself() -> None:
    declared = read_definition(SOFTMAX, Vocabulary((z,)))
    assert declared == define("p", i, exp(z[i]) / Sum(exp(z[j]), j))


@pytest.mark.parametrize(
    ("texts", "said", "source", "marked"),
    [
        (
            (r"\sum_i w_i x_{ij}", "w_k", ["w_{ab} = x_{ab}"]),
            "2 indices in w_{ab} (let 1)",
            "the loss",
            "w_i",
        ),
        (
            (r"\sum_{j=1}^C z_j", "z_k", [], [], ["z : n"]),
            "n (z is declared so) and over C",
            "the loss",
            "j",
        ),
        (("x_i y_i", "x_k", [], [], ["x : n", "y : m"]), "two sets", "the loss", "i"),
        (("x_{ij}", "x_{ij}", [], [], ["x : n"]), "x has 1 index, and not 2", "the loss", "x_{ij}"),
        (("X y", "y", [], [], ["X : m, n", "y : m"]), "two sets", "the loss", "X y"),
        (("x", "x + 1"), "one name", "wrt", "x + 1"),
        (("x", "x", ["y = z", "z = y"]), "defined by itself (y -> z -> y)", "let 1", "y"),
        (("x", "x", ["2 = y"]), "what does this define", "let 1", "2"),
        (("x", "x", ["y = 1", "y = 2"]), "defined twice", "let 2", "y"),
        (("x", "x", ["y < 2"]), "a definition is one equation", "let 1", "y < 2"),
        (("x", "x", [], ["x < 3"]), "an assumption is", "assumption 1", "x < 3"),
        (("x", "x", [], [r"x > \foo{y}"]), r"\foo is not defined", "assumption 1", r"\foo"),
        (("x", "x", [], [], ["x :"]), "over which set", "where 1", ""),
        (("x", "x", [], [], ["x : 3 +"]), "something is missing", "where 1", "+"),
        (("x", "x", [], [], ["matrix x : n"]), "is not declared so", "where 1", " n"),
        (("x_i", "x_k"), "the loss", "", ""),
        (
            (r"g \odot x", "x_k", [], [], ["g, x : C"]),
            "the loss is a vector",
            "the loss",
            r"g \odot x",
        ),
    ],
)
def test_faults_are_told_with_their_place(texts, said, source, marked) -> None:
    if not source:
        assert str(read_problem(*texts).loss) == "x_i"
        return
    with pytest.raises(ReadError) as error:
        read_problem(*texts)
    assert said in error.value.message
    assert error.value.source == source
    assert error.value.text[error.value.start : error.value.end] == marked
    assert "\n" not in error.value.message
