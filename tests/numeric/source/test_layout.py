"""Statements over several lines mean what they mean on one."""

from __future__ import annotations

import pytest

from derive.numeric.source.layout import WIDTH, broken

NAMES = {"f": lambda *given: sum(given), "a" * 20: 2.0, "b" * 20: 3.0, "c" * 20: 5.0}
A, B, C = (letter * 20 for letter in "abc")


@pytest.mark.parametrize(
    "value",
    [
        f"f({A}, f({B}, {C}), {A}, {B} * {C})",
        f"{A} * {B} * {C} / ({A} * {B} + {C})",
        f"f({A}, {B}) - {C} * f({A}, {B}, {C}) * {A}",
        f"{A} + {B} * f({A}, {B}, f({C}), {C})",
        f"{A} + {B} - ({A} + {B}) - ({A} - {B} * {C})",
        f"-({A} + {B}) * (({A} - {B}) / ({C} * {B} * {C}))",
    ],
)
def test_a_broken_statement_is_the_same(value: str) -> None:
    line = f"x = {value}"
    assert len(line) > WIDTH
    one, other = dict(NAMES), dict(NAMES)
    exec(line, one)
    exec(broken(line), other)
    assert one["x"] == other["x"]
