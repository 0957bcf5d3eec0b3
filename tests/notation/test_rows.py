r"""What is a row of a display, what goes on with the row above, and where everything stands."""

from __future__ import annotations

from itertools import pairwise

import pytest

from derive.notation.nodes import Clause, subnodes
from derive.notation.rows import Row, UnreadRow, rows
from tests.notation.shown import shown

ROWS = {
    # a row is what stands between two line breaks
    r"u = v \\ s = t": ["u=v", "s=t"],
    r"\begin{align} u &= v \label{a} \\ &= w \nonumber \end{align}": ["u=v", "=w"],
    r"\begin{aligned}[t] u &= v \\[2pt] s &= t \end{aligned}": ["u=v", "s=t"],
    r"\begin{eqnarray*} u &=& v \\ &=& w \\ && + s \end{eqnarray*}": ["u=v", "=w+s"],
    r"\begin{equation} \begin{split} u &= v \\ &= w \end{split} \end{equation}": ["u=v", "=w"],
    r"\begin{array}{rcl} u & = & v \\ s & = & t \end{array}": ["u=v", "s=t"],
    "u = v % = 0\n + w": ["u=v+w"],
    r"u &= v \cr &= w": ["u=v", "=w"],
    r"u = v \intertext{and so} s = t": ["u=v", "[and so] s=t"],
    # a system of equations is its equations, cases are one bracket
    r"\left\{\begin{aligned} u &= v \\ s &= t \end{aligned}\right.": ["u=v", "s=t"],
    r"\begin{cases} u = v \\ s = t \end{cases}": ["u=v", "s=t"],
    r"u = \begin{cases} v & s > 0 \\ w \end{cases}": [r"u=casesv&s>0\\wcases"],
    # what begins with a sign goes on, and what ends with one
    r"u &= v \\ &\quad + w": ["u=v+w"],
    r"u &= v \\ &{} - w": ["u=v-w"],
    r"u &= v \\ &\cdot w \\ &\quad / s": ["u=v·w/s"],
    r"u = v + \\ w": ["u=v+w"],
    r"u = \\ v": ["u=v"],
    r"u = \\ = v": ["u=v"],
    r"u = v \cdot \\ \cdot w": ["u=v·w"],
    r"u &= v && \text{by parts} \\ &+ w": ["u=v+w [&&] [by parts]"],
    r"u &= v && \text{if } i = k \\ &+ w": ["u=v+w [&&] [if] i=k"],
    r"u &= v && \text{as } w = s && \text{(1)} \\ &+ w": ["u=v+w [&&] [as] w=s [&&] [(1)]"],
    # a minus may begin an equation of its own
    r"u = v \\ -s = t": ["u=v", "-s=t"],
    r"u &= v \\ &- s = t": ["u=v-s=t"],
    r"u &= v, \\ &- s &= t": ["u=v [,]", "-s=t"],
    # a bracket that is open goes on
    r"u = (v \\ + w) \\ s = t": ["u=(v+w)", "s=t"],
    r"u = \left( v + w \right. \\ \left. + s \right)": ["u=(v+w+s)"],
    r"u = \left[ v \right. && \text{so} \\ &\quad \left. w \right]": [
        "? a line breaks between two factors: write the sign between them"
    ],
    r"u = (v \\ s = t": ["? nothing closes this (", "s=t"],
    # columns and wide spaces part equations, and nothing else
    r"u = v \quad\quad s = t": ["u=v [&&] s=t"],
    r"u &= v & s &= t": ["u=v [&&] s=t"],
    r"u &= v & -s &= t": ["u=v [&&] -s=t"],
    r"u = v \hspace{2cm} s = t": ["u=v [&&] s=t"],
    r"u = v \hspace{-1pt} s": ["u=vs"],
    r"\sum_i \quad u_i \quad = \quad v \quad + w": ["sumiu_i=v+w"],
    r"u = v, \qquad \text{and} \qquad s = t": ["u=v [,] [and] s=t"],
    r"u = v \tag{a} \\ s = t": [r"u=v [\tag{a}]", "s=t"],
    # what could be two things is neither
    r"u = v \quad -s = t": ["? one equation or two? Write a comma before the next equation"],
    r"u = (v \\ w)": ["? a line breaks between two factors: write the sign between them"],
    r"u = v \text{ and } s = t \\ + w": [
        "? the row below goes on: with what stands before these words, or behind them?"
    ],
    r"u = v, \\ + w": ["? the row below goes on, and this sign ends the formula before it"],
    r"u = v - \\ - w": ["? two signs around a line break"],
}  # fmt: skip


@pytest.mark.parametrize("text", ROWS)
def test_the_rows_of_a_display(text):
    assert shown(text) == ROWS[text]


@pytest.mark.parametrize("text", ROWS)
def test_rows_are_numbered_and_their_places_are_those_in_the_display(text):
    found = rows(text)
    assert [row.number for row in found] == list(range(len(found)))
    assert all(a.end <= b.start for a, b in pairwise(found))
    for row in found:
        if isinstance(row, Row):
            assert all(row.start <= n.start <= n.end <= row.end for n in subnodes(row.notation))


def test_sides_and_relations_stand_where_they_are_written():
    text = r"\begin{align} u &= v \\ &\overset{!}{=} w && \text{if } s \\ &\qquad + t \end{align}"
    first, second = rows(text)
    (clause,) = first.notation.parts
    assert [text[m.start : m.end] for m in clause.members] == ["u", "v"]
    clause = second.notation.parts[0]
    assert isinstance(clause, Clause)
    assert clause.members[0] is None
    assert [relation.raw for relation in clause.relations] == [r"\overset{!}{=}"]


UNREAD = {
    # the letters, the relations, and the two sides of each equation
    r"u = \foo{v}": (["u", "foo", "v"], ["="], ["u | \\foo{v}"]),
    r"u &= v \pm w \\ &= \theta": (["u", "v", "w"], ["="], [r"u | v \pm w"]),
    r"= \foo{s}": (["foo", "s"], ["="], [r" | \foo{s}"]),
    r"u = \foo{v} = w, s := t": (
        ["u", "foo", "v", "w", "s", "t"],
        ["=", "=", ":="],
        [r"u | \foo{v}", r"\foo{v} | w", "s | t"],
    ),
    r"u \le \sum_{i=1}^n \foo{v}_i \quad \text{if } w > 0": (
        ["u", "i", "n", "foo", "v", "w"],
        [r"\le", ">"],
        [r"u | \sum_{i=1}^n \foo{v}_i", "w | 0"],
    ),
    r"p(u = v) \foo{s} = (w": (["p", "u", "v", "foo", "s", "w"], ["="], [r"p(u = v) \foo{s} | (w"]),
    r"\foo{u}": (["foo", "u"], [], []),
}


@pytest.mark.parametrize("text", UNREAD)
def test_of_a_row_that_is_not_read_letters_and_equations_are_known(text):
    letters, relations, equations = UNREAD[text]
    row = rows(text)[0]
    assert isinstance(row, UnreadRow)
    assert list(row.letters) == letters
    assert list(row.relations) == relations
    sides = [f"{text[slice(*left)]} | {text[slice(*right)]}" for left, right in row.equations]
    assert sides == equations


def test_a_row_that_is_not_read_costs_the_others_nothing():
    text = r"u &= v \\ s &= \foo{t} \\ w &= u"
    first, second, third = rows(text)
    assert text[slice(*second.place)] == r"\foo"
    assert second.message == r"\foo is not defined: name a macro file"
    assert [isinstance(row, Row) for row in (first, third)] == [True, True]
    assert shown(text)[::2] == ["u=v", "w=u"]


def test_nothing_is_no_row():
    assert rows("") == rows(r" \\ % a = b") == ()
