"""Which changes of a side are tried for which slip, in which order, and how many."""

from __future__ import annotations

import pytest

from derive.judging.edits.missing import number_of, scaled
from derive.judging.edits.names import Names
from derive.judging.edits.side import Side, changed, fitted
from derive.judging.edits.table import LIKELY, UNLIKELY, changes
from derive.notation.names import only_expression
from derive.notation.parse import parse

NAMES = Names(
    indices=("r", "s"),
    free=("r",),
    points=("1", "2", "3"),
    sizes=("N",),
    quantities=("u_r", "h", "V^{(m)}"),
    bare=("u", "w", "h", r"\beta"),
)


def side(text: str) -> Side:
    notation = only_expression(parse(text))
    assert notation is not None
    return Side(text, notation)


def found(text: str, names: Names = NAMES) -> list[tuple[str, str]]:
    whole = side(text)
    kinds = (*LIKELY, *UNLIKELY)
    return [
        (kind.name, " ".join(changed(whole, places).split()))
        for kind, places in changes(whole, names, kinds)
    ]


#: The kind, a side with a slip, and the side that is among what is tried.
SLIPS = [
    ("the sign", "h - u_r", "u_r - h"),
    ("the sign", "h + u_r + w_r", "h - u_r + w_r"),
    ("the sign", r"\frac{1}{1 + \exp(h)}", r"\frac{1}{1 + \exp(-h)}"),
    ("the sign", "(1 + u_r) h", "(1 - u_r) h"),
    ("the sign", "e^{-h}", "e^{h}"),
    ("the index", r"\sum_s u_s w_r", r"\sum_s u_s w_s"),
    ("the index", "u_r", "u_{r-1}"),
    ("the index", "u_{r+1}", "u_r"),
    ("the index", r"u_1 w_1 + u_2 w_2 + u_2 w_2", r"u_1 w_1 + u_2 w_2 + u_3 w_3"),
    ("the index", r"\sum_s f(u_r, w_r)", r"\sum_s f(u_s, w_s)"),
    ("the factor", "2 h u_r", "h u_r"),
    ("the factor", r"2 h \cdot u_r", r"2 h"),
    ("the power", "h^3", "h^{2}"),
    ("the power", "h^2", "h"),
    ("the power", "3 h", "3 h^2"),
    ("the logarithm", r"h - \sum_s e^{u_s}", r"h - \log \sum_s e^{u_s}"),
    ("the function", r"\log h", "h"),
    ("the logarithm", r"u_r (h - w_r)", r"u_r (h - \log w_r)"),
    ("the quotient", r"\frac{u_r}{h}", r"\frac{h}{u_r}"),
    ("the quotient", r"\frac{u_r}{N}", "u_r"),
    ("the quotient", r"\frac{d h}{d u}", r"\frac{d u}{d h}"),
    ("the reach", r"\sum_s u_s + h", r"\sum_s ( u_s + h)"),
    ("the reach", r"h u_r + w_r", r"h (u_r + w_r)"),
    ("the reach", r"1 + \frac{h}{2 + h}", r"\frac{1 + h}{2 + h}"),
    ("the reach", "2 h^N", "(2 h)^N"),
    ("the transpose", "V u", r"V^\top u"),
    ("the transpose", r"V^\top V^\top u", r"V V^\top u"),
    ("the order", "V A", "A V"),
    ("the order", r"-\sum_s u_s \log w_s", r"-\sum_s w_s \log u_s"),
    ("the sum", r"V_{rs} u_s", r"\sum_s V_{rs} u_s"),
    ("the function", r"\prod_s u_s", r"\sum_s u_s"),
    ("the function", r"\frac{u_r}{\sum_s e^{u_s}}", r"\frac{e^{u_r}}{\sum_s e^{u_s}}"),
    ("the function", r"\exp (h)", "(h)"),
    ("the operator", "(h - u) - (h + u)", "(h - u) (h + u)"),
    ("the name", r"h \sqrt{\beta}", r"h \sqrt{u}"),
    ("the term", "h + u_r + w_r", "h + w_r"),
    ("a factor", r"(h - w_r)^2", r"(h - w_r)^2 u_r"),
]


@pytest.mark.parametrize(("kind", "text", "mended"), SLIPS)
def test_a_slip_is_undone(kind: str, text: str, mended: str) -> None:
    assert mended in [new for _, new in found(text)]
    assert kind in {name for name, new in found(text) if new == mended}


@pytest.mark.parametrize(("kind", "text", "mended"), SLIPS)
def test_every_change_is_read_and_none_is_the_side_itself(
    kind: str, text: str, mended: str
) -> None:
    tried = [new for _, new in found(text)]
    assert " ".join(text.split()) not in tried
    assert len(tried) == len(set(tried)) <= 400
    for new in tried:
        parse(new)


def test_the_likeliest_kinds_come_first() -> None:
    kinds = list(dict.fromkeys(name for name, _ in found(r"h^2 - \sum_s 2 u_s \log w_s")))
    assert kinds[:5] == ["the sign", "the index", "the factor", "the power", "the logarithm"]
    assert kinds[-1] == "a factor"


def test_what_only_undoes_what_is_there_is_not_tried() -> None:
    tried = [new for _, new in found("h e^{u_r}")]
    assert r"h \log e^{u_r}" not in tried
    assert r"h e^{\log u_r}" not in tried


def test_all_cells_of_a_column_with_dots_change_alike() -> None:
    column = r"\begin{pmatrix} e^{u_1} \\ \vdots \\ e^{u_N} \end{pmatrix}"
    assert r"\begin{pmatrix} e^{-u_1} \\ \vdots \\ e^{-u_N} \end{pmatrix}" in [
        new for _, new in found(column)
    ]


def test_the_parts_of_a_derivative_are_no_factors() -> None:
    tried = [new for _, new in found(r"\frac{\partial h}{\partial u_r} w_r")]
    assert r"\frac{\partial h}{\partial u_r} w_r^2" in tried
    assert not any(r"-\partial" in new or r"\partial -" in new for new in tried)


def test_commands_do_not_run_into_letters() -> None:
    assert changed(side("xy"), fitted(side("xy"), ((0, 1, r"\alpha"),))) == r"\alpha y"
    assert changed(side(r"\alpha y"), fitted(side(r"\alpha y"), ((7, 8, ""),))) == r"\alpha "
    kept = side(r"\alpha2y")
    assert changed(kept, fitted(kept, ((6, 7, ""),))) == r"\alpha y"


SCALED = [
    ("u_r", "2", (), (), "2 u_r"),
    ("u_r", "-1/2", ("h",), (), r"-\frac{h}{2} u_r"),
    ("2 u_r", "3/2", (), (), "3 u_r"),
    ("2 u_r", "1/2", (), (), "u_r"),
    ("1", "1", ("h",), (), "h"),
    ("1 - u_r", "1", ("h",), (), "h - u_r"),
]


@pytest.mark.parametrize(("text", "number", "above", "below", "mended"), SCALED)
def test_a_factor_is_put_where_its_kind_stands(
    text: str, number: str, above: tuple[str, ...], below: tuple[str, ...], mended: str
) -> None:
    from fractions import Fraction

    whole = side(text)
    places = scaled(whole, whole.notation.terms[0], Fraction(number), above, below)
    assert changed(whole, places) == mended


def test_simple_numbers_are_known_from_values() -> None:
    third = 1 / 3
    found_number = number_of((third, third))
    assert found_number is not None
    assert str(found_number) == "1/3"
    assert number_of((0.1234, 0.1234)) is None
    assert number_of((1.0, 2.0)) is None
