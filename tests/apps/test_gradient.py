"""``derive gradient``: a loss in LaTeX, its gradient by one command."""

from __future__ import annotations

import json

import numpy as np
import pytest

import derive
from derive.apps.cli import run
from derive.model import Eq
from derive.syntax.declare import exp, index_set, indices, log, vector
from derive.syntax.tree import Sum

CROSS_ENTROPY = (
    r"-\sum_i y_i \log p_i",
    "--wrt",
    "z_k",
    "--assume",
    r"\sum_j y_j = 1",
    "--let",
    r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
)


@pytest.fixture
def outcome(capsys):
    def call(*arguments):
        code = run(["gradient", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_derivation_is_written_out(outcome):
    code, out, err = outcome(*CROSS_ENTROPY)
    assert (code, err) == (0, "")
    for step in ("chain rule", "split the sum", "= p_k − y_k", "if Σ_j y_j = 1", "NumPy agrees"):
        assert step in out


def test_json_is_that_of_verify_with_one_derivation(outcome):
    code, out, _ = outcome(*CROSS_ENTROPY, "--format", "json")
    found = json.loads(out)
    assert code == 0
    (derivation,) = found["derivations"]
    assert derivation["steps"][-1]["rhs"] == "p_k - y_k"
    assert {step["verdict"] for step in derivation["steps"]} == {"definition", "proved"}
    assert derivation["cross_check"]["ok"]


@pytest.mark.parametrize("form", ["latex", "markdown"])
def test_other_formats(outcome, form):
    code, out, _ = outcome(*CROSS_ENTROPY, "--format", form)
    assert code == 0
    assert "p_k - y_k" in out or "p_k − y_k" in out


def test_as_a_module(outcome):
    code, out, _ = outcome(*CROSS_ENTROPY, "--format", "code", "--name", "loss-gradient")
    assert code == 0
    module: dict[str, object] = {}
    exec(compile(out, "generated", "exec"), module)
    z, y = np.array([[1.0, 2.0, 4.0]]), np.array([[0.5, 0.25, 0.25]])
    p = np.exp(z) / np.exp(z).sum()
    np.testing.assert_allclose(module["loss_gradient"](z, y), p - y, rtol=1e-14)


def test_what_has_no_values_has_no_module(outcome):
    code, out, err = outcome("g(x)^2", "--wrt", "x", "--where", "g : function", "--format", "code")
    assert (code, out) == (2, "")
    assert "no code for this gradient" in err


def test_by_a_whole_vector(outcome):
    code, out, _ = outcome(r"\|X \theta - y\|^2", "--wrt", r"\theta", "--where", "X : m, n",
                           "--where", r"\theta : n", "--where", "y : m")  # fmt: skip
    assert code == 0
    assert "2 Xᵀ (X θ − y)" in out


CLOSED = [
    (r"\log \sum_j e^{z_j}", "z_k", (), "exp(z_k)/Σ_j exp(z_j)"),
    (r"\frac12 \sum_i (x_i - \mu)^2", r"\mu", (), "n μ − Σ_i x_i"),
    (r"\log(1 + e^{-t s})", "s", (), "−t/(1 + exp(s t))"),
    ("|x|", "x", (), "x/√(x²)"),
    (r"-\log p_t", "z_k", (r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",), "p_k − δ_{tk}"),
]


@pytest.mark.parametrize(("loss", "wrt", "let", "closed"), CLOSED)
def test_closed_forms(loss, wrt, let, closed):
    found = derive.gradient(loss, wrt, let=let)
    assert str(found.closed_form) == closed
    assert found.judge().as_stated


FAULTS = {
    "an unknown macro": ((r"\foo{x}", "--wrt", "x"), r"\foo is not defined", 1),
    "a missing brace": ((r"\frac{x}{y", "--wrt", "x"), "nothing closes this {", 9),
    "a function out of class": ((r"\max(x, 0)", "--wrt", "x"), "not read: a maximum", 1),
    "an exponent tower": ((r"10^{10^{10}} x", "--wrt", "x"), "too large", 4),
    "a vector for a loss": (("W x", "--wrt", "x", "--where", "W : m, n", "--where", "x : n"),
                            "the loss is a column", 1),
    "two counts of indices": ((r"\sum_i x_i + x_{ij}", "--wrt", "x_i"), "the loss is a column", 1),
    "a clash of shapes": ((r"\|X w - y\|^2", "--wrt", "w", "--where", "X : m, n",
                           "--where", "y : n"),
                          "a sum of the shapes m and n", 3),
    "1/(x − x)": (("1/(x-x)", "--wrt", "x"), "x − x is 0 everywhere", 1),
    "x/0": (("x/0", "--wrt", "x"), "0 is 0", 1),
    "a fraction with 0 below": ((r"\frac{x}{y-y}", "--wrt", "x"), "y − y is 0 everywhere", 1),
    "0 by an assumption": ((r"\frac{x}{1 - \sum_i p_i}", "--wrt", "x",
                            "--assume", r"\sum_i p_i = 1"),
                           "1 − Σ_i p_i is 0 everywhere", 1),
    "a term that divides by 0": ((r"\sum_j \frac{x_j}{z_j - z_k}", "--wrt", "x_i"),
                                 "z_j − z_k is 0 in a term", 1),
    "0 in a norm": ((r"\frac{x}{\|u - u\|}", "--wrt", "x", "--where", "u : n"), "is 0", 1),
    "the log of −1": ((r"\log(-1) x", "--wrt", "x"), "−1 is positive nowhere", 1),
    "the log of 0": ((r"x \log 0", "--wrt", "x"), "0 is positive nowhere", 1),
    "the log of −x²": ((r"\log(-x^2)", "--wrt", "x"), "−x² is positive nowhere", 1),
    "the log of a negative fact": ((r"x \log(-s)", "--wrt", "x", "--where", "s : scalar positive"),
                                   "−s is positive nowhere", 1),
    "the root of −1": ((r"\sqrt{-1} x", "--wrt", "x"), "−1 is positive nowhere", 1),
    "the root of −x² − 1": ((r"\sqrt{-x^2-1}", "--wrt", "x"), "−x² − 1 is positive nowhere", 1),
    "a power of 0": (("x (y-y)^{-1}", "--wrt", "x"), "y − y is 0 everywhere", 1),
    "a base of 1": ((r"\log_1 x", "--wrt", "x"), "log 1 is 0", 1),
    "nothing": (("", "--wrt", "x"), "there is nothing to read", 1),
    "spaces": (("  ", "--wrt", "x"), "there is nothing to read", 1),
    "a million digits": (("9" * 1_000, "--wrt", "x"), "a number of 1000 digits", 1),
    "digits with an e": (("1e5 x", "--wrt", "x"), r"write 1 \cdot 10^{5}", 1),
    "a function without its sign": (("int x", "--wrt", "x"), r"did you mean \int?", 1),
    "a bracket that closes nothing": (("x)", "--wrt", "x"), "closes nothing", 2),
    "a definition that is none": (("x, y", "--wrt", "x"), "a definition is one equation", 4),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_one_sentence_with_the_column_marked(outcome, fault):
    arguments, said, column = FAULTS[fault]
    code, out, err = outcome(*arguments)
    assert (code, out) == (2, "")
    first, line, mark = err.rstrip("\n").split("\n")
    assert said in first
    assert f"column {column}:" in first
    assert line.strip().startswith(arguments[0].strip()[:60])
    assert mark.index("^") == column + 1


@pytest.mark.parametrize("text", ["x\x00", "x\ud800", "x\u202ey", "\u0430", "9" * 10**6])
def test_odd_characters_and_lengths_are_named(outcome, text):
    code, out, err = outcome(text, "--wrt", "x")
    assert (code, out) == (2, "")
    assert "column" in err
    assert len(err) < 600


DEFINED = [r"\frac{x}{y - z}", r"\sum_{j \ne 1} \frac{x}{z_j - z_1}", r"\log x + \sqrt{x}",
           r"x^{-s}", r"\sum_j \frac{x}{1 + e^{z_j}}", r"\frac{x}{\|u\|}"]  # fmt: skip


@pytest.mark.parametrize("text", DEFINED)
def test_what_may_be_defined_is_worked_out(outcome, text):
    assert outcome(text, "--wrt", "x")[0] == 0


#: A product of many different sums takes a while.
LONG = (" ".join(rf"\left(\sum_i x_i y_i^{n}\right)" for n in range(2, 10)), "--wrt", "x_k")


def test_what_takes_too_long_is_given_up(outcome):
    code, out, err = outcome(*LONG, "--timeout", "0.2")
    assert (code, out) == (2, "")
    assert "not worked out in 0.2 seconds" in err
    code, out, err = outcome("x " * 4_000, "--wrt", "x")
    assert (code, out) == (2, "")
    assert "more than 1000 parts" in err


def test_layouts(outcome):
    arguments = (r"\|X\theta - y\|^2", "--wrt", "theta")
    assert "2 Xᵀ (X θ − y)" in outcome(*arguments)[1]
    assert "2 (X θ − y)ᵀ X" in outcome(*arguments, "--layout", "numerator")[1]


NOTED = {
    "a letter with a meaning": ((r"\log \sigma(x)", "--wrt", "x"),
                                "σ is read as the logistic function"),
    "a definition that is not used": (("x^2", "--wrt", "x", "--let", "h = 2 x"),
                                      "h (let 1) is defined, and the loss does not speak of it"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTED)
def test_how_a_loss_was_read_is_a_note(outcome, name):
    arguments, said = NOTED[name]
    code, out, err = outcome(*arguments)
    assert (code, err) == (0, f"derive gradient: note: {said}\n")
    assert "note" not in out
    assert outcome("x^2", "--wrt", "x")[2] == ""


UNMARKED = {
    "a variable that is not there": (("x", "--wrt", "y"), "does not depend on y"),
    "nothing to differentiate by": (("x",), "--wrt"),
}


@pytest.mark.parametrize("fault", UNMARKED)
def test_other_faults_are_one_sentence(outcome, fault):
    arguments, said = UNMARKED[fault]
    code, out, err = outcome(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("text", [r"\frac{1}{" * 10_000 + "x" + "}" * 10_000, "(" * 100_000 + "x"])
def test_deep_nesting_is_refused_at_once(outcome, text):
    code, out, err = outcome(text, "--wrt", "x")
    assert (code, out) == (2, "")
    assert len(err) < 600


def test_written_forms_are_taken_too():
    C = index_set("C")
    j, k = indices("j k", C)
    z, y = vector("z", C), vector("y", C)
    loss = Sum(y[j], j) * log(Sum(exp(z[j]), j))
    found = derive.gradient(loss, z[k], assume=[Eq(Sum(y[j], j), 1)])
    assert str(found.closed_form) == "exp(z_k)/Σ_j exp(z_j)"
    with pytest.raises(TypeError, match="goes with a loss in LaTeX"):
        derive.gradient(loss, z[k], where=["z : C"])
    with pytest.raises(TypeError, match="what to differentiate by"):
        derive.gradient("x", z[k])


def test_too_many_parts_have_a_place(outcome):
    many = "+".join(f"x_{{{n}}}^2" for n in range(1, 400))
    code, out, err = outcome(many, "--wrt", "x_1")
    assert (code, out) == (2, "")
    assert "the loss, column 1: it has more than 1000 parts" in err
    assert "--let" in err
    code, out, err = outcome("L", "--wrt", "x_1", "--let", f"L = {many}")
    assert (code, out) == (2, "")
    assert "the definition of L has more than 1000 parts" in err
