"""Bad input: one sentence with the place marked, no traceback, no hang."""

from __future__ import annotations

import time

import pytest

from derive.syntax.declare import index_set, indices, vector
from derive.syntax.reader import (
    ReadError,
    Vocabulary,
    read_equation,
    read_expression,
    read_problem,
)

C = index_set("C")
(k,) = indices("k", C)

WRONG = [
    (r"e^{z_k", "nothing closes this {", 2),
    (r"a )", "this ) closes nothing", 2),
    (r"(a ]", "cannot close the (", 3),
    (r"a + \foo{b}", r"\foo is not defined", 4),
    (r"\frac{a}", "something is missing after }", 7),
    ("a +", "something is missing after +", 2),
    ("(a = )", "something is missing between = and )", 3),
    ("a ** b", "* is not expected here", 3),
    (r"10^{10^{10}}", "this exponent is too large", 3),
    (r"2^{-9999}", "this exponent is too large", 2),
    (r"x^{2^{3^{4^5}}}", "this exponent is too large", 8),
    (r"\sum_{i=1}^{10^{12}} x_i", "name the set", 12),
    ("10^9!", "factorial", 4),
    ("\\", "a backslash at the end", 0),
    ("_", "_ is not expected here", 0),
    ("a\x00b", "U+0000", 1),
    ("a\u202eb", "RIGHT-TO-LEFT OVERRIDE", 1),
    ("a\ud800", "U+D800", 1),
    ("\u0430", "CYRILLIC SMALL LETTER A", 0),
    (r"\def\a{\a}\a", "a definition of a macro", 0),
    (r"\text{", "nothing closes this {", 5),
    ("", "there is nothing to read", 0),
    ("%" * 100, "there is nothing to read", 0),
    ("a;b", "one statement is read here", 1),
    (r"a \\ b", r"no \\ between rows", 2),
    ("1" * 1_000, "a number of 1000 digits", 0),
    ("x_{99999999999}", "this index is not read", 3),
    ("a" + "\u0302" * 50, "so many accents", 0),
    ("x" + "'" * 50, "so many primes", 7),
    ("-" * 50 + "x", "too many signs in a row", 0),
]


@pytest.mark.parametrize(("text", "said", "start"), WRONG, ids=[repr(t)[:40] for t, *_ in WRONG])
def test_one_sentence_and_the_place(text: str, said: str, start: int) -> None:
    with pytest.raises(ReadError) as error:
        read_equation(text)
    assert said in error.value.message
    assert "\n" not in error.value.message
    assert error.value.start == start


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{1}{" * 10_000 + "x" + "}" * 10_000,
        r"\frac{1}{" * 1_000 + "x" + "}" * 1_000,
        "(" * 100_000,
        "(" * 9_000 + "x" + ")" * 9_000,
        r"\sqrt " * 3_000 + "x",
        r"\hat " * 3_000 + "x",
        r"\frac1" * 3_000 + "x",
        r"\sum_j " * 2_000 + "x_j",
        r"\log " * 3_000 + "x",
        "x^" * 9_000 + "x",
        "x^{" * 99 + "x" + "}" * 99,
        "a/" * 5_000 + "a",
        r"\|" * 5_000,
        r"\mathbf{" * 95 + "x" + "}" * 95,
        "f(" * 80 + "x" + ")" * 80,
        r"\frac{\partial^{99} L}{\partial x^{99}}",
    ],
    ids=lambda text: text[:20],
)
def test_giants_are_refused_quickly(text: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(ReadError) as error:
        read_equation(text)
    assert time.perf_counter() - begin < 5
    assert len(error.value.render()) < 500


@pytest.mark.parametrize("text", ["+".join(["a"] * 2_000), "a " * 3_000, r"a\cdot " * 1_000 + "a"])
def test_long_formulas_are_read(text: str) -> None:
    assert read_expression(text) is not None


def test_functions_that_grow_without_end_are_refused() -> None:
    with pytest.raises(ReadError, match="grows too large"):
        read_problem("f(" * 30 + "x" + ")" * 30, "x", ["f(t) = t t"])
    with pytest.raises(ReadError, match="defined by itself"):
        read_problem("f(x)", "x", ["f(t) = f(t) + 1"])


def test_a_closed_vocabulary_has_no_other_names() -> None:
    known = Vocabulary.of(vector("z", C)[k])
    with pytest.raises(ReadError, match="q is not declared"):
        read_expression("z_k + q_k", known)
    with pytest.raises(ReadError, match="z has 1 index, and not 2"):
        read_expression("z_{kk}", known)


def test_the_column_is_marked_under_the_text() -> None:
    with pytest.raises(ReadError) as error:
        read_expression("a +\n\\theta \\foo{}")
    assert error.value.render() == (
        "line 2, column 8: \\foo is not defined: name a macro file\n  \\theta \\foo{}\n         ^^^^"
    )
