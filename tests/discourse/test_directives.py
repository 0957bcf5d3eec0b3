r"""What directives and options say: the text, and its statements.

A statement is written ``status[said]: what it says : the sets``.
"""

from __future__ import annotations

import pytest

from derive.discourse.directives import cases_in_turn, directive_statements
from derive.discourse.options import EVERYWHERE, option_statements
from derive.discourse.statements import Statement
from derive.documents.annotations import annotation_of
from derive.documents.traced import copied
from derive.notation.errors import ReadError

END = 1000


def directed(text: str, at: int = 100) -> tuple[Statement, ...]:
    annotation, _ = annotation_of(copied(f"derive: {text}", at), at, at + len(text))
    return tuple(s for d in annotation.directives for s in directive_statements(d, (at, END)))


def written(statement: Statement) -> str:
    formula, left, right = statement.formula, statement.left, statement.right
    said = ""
    if formula is not None:
        said = formula.text[formula.notation.start : formula.notation.end]
    if formula is not None and left is not None and right is not None:
        said = " = ".join(formula.text[side.start : side.end] for side in (left, right))
    sets = f" : {', '.join(statement.axes)}" if statement.axes else ""
    how = f"[{statement.said}]" if statement.said else ""
    return f"{statement.status}{how}: {said}{sets}"


DIRECTIVES = {
    r"let q_i = \frac{x_i}{s}": [r"definition[let]: q_i = \frac{x_i}{s}"],
    "let s = x + y, t = 2": ["definition[let]: s = x + y", "definition[let]: t = 2"],
    "let g(x) := x^2": ["definition[let]: g(x) = x^2"],
    "let A B = C": ["assumption[let]: A B = C"],
    r"assume \sum_k q_k = 1": [r"assumption: \sum_k q_k = 1"],
    r"assume a \ne b, q > 0": [r"assumption: a \ne b", "assumption: q > 0"],
    "assume y one-hot": ["property[one-hot]: y"],
    "assume q, r is a distribution": ["property[distribution]: q, r"],
    r"assume x \in \mathbb{R}^n": [r"range: x \in \mathbb{R}^n"],
    r"case a = b": ["assumption[case]: a = b"],
    "index a, b : K": ["range[index]: a, b : K"],
    "scalar t": ["range[scalar]: t"],
    "vector theta : n": [r"range[vector]: \theta : n"],
    r"vector \hat{y} : |S|": [r"range[vector]: \hat{y} : S"],
    "matrix W_ij : m, n": ["range[matrix]: W_{ij} : m, n"],
    r"matrix W : m \times n symmetric": ["range[matrix]: W : m, n", "property[symmetric]: W"],
    "function E of a, z": ["kind[function of]: E of a, z"],
    "function f, g of a": ["kind[function of]: f, g of a", "kind[function of]: g of a"],
    "function f": ["kind[function]: f"],
    "simplex q : K": ["range[shape]: q : K", "property[distribution]: q"],
    "one-hot y": ["property[one-hot]: y"],
    "positive loss, t": [r"property[positive]: \mathrm{loss}, t"],
    "layout numerator": ["convention[numerator]: "],
    "expect refuted": [],
    "ignore unknown by design": [],
    "off": [],
    "on": [],
    "code grad computes x": [],
}


@pytest.mark.parametrize("text", DIRECTIVES)
def test_what_a_directive_says(text):
    statements = directed(text)
    assert [written(s) for s in statements] == DIRECTIVES[text]
    assert all(s.scope == (100, END) for s in statements)
    assert all(s.formula is None or s.formula.origin == "directive" for s in statements)


def test_a_function_names_itself_first_and_then_what_it_depends_on():
    (statement,) = directed("function E of a, z")
    names = [part for part in statement.formula.notation.parts if hasattr(part, "members")]
    text = statement.formula.text
    assert [text[name.start : name.end] for name in names] == ["E", "a", "z"]


def test_places_lead_to_the_document():
    (statement,) = directed("vector theta : n", at=100)
    (name,) = statement.formula.notation.parts
    assert statement.formula.span(name) == (115, 120)
    assert statement.place == (108, 124)


UNREAD = {
    "lte x = 1": ("misspelt", "'lte' is no directive"),
    r"let x = \foo{b}": ("directive", r"\foo is not defined"),
    "let x": ("directive", "a definition is one equation"),
    "let 2 = x": ("directive", "what does this define"),
    "assume": ("directive", "nothing is assumed"),
    "vector x": ("directive", "over which set"),
    "matrix x : n": ("directive", "a matrix is not declared so"),
    "layout row": ("directive", "numerator or denominator"),
    "vector x + y : n": ("directive", "no name to declare"),
}


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_not_read_says_why(text):
    how, why = UNREAD[text]
    (statement,) = directed(text)
    assert (statement.status, statement.said) == ("unread", how)
    assert why in statement.reason


def test_an_unread_definition_is_a_hole_for_its_names_and_an_assumption_for_all():
    (definition,) = directed(r"let x_i = \foo{b}")
    assert "x" in definition.letters
    (assumption,) = directed(r"assume x > \foo{b}")
    assert assumption.letters == ("*",)


def test_a_case_ends_with_the_next_one():
    first = directed(r"case a = b, c = d", at=100)
    second = directed(r"case a \ne b", at=200)
    none = directed("case", at=300)
    last = directed("case a = c", at=400)
    found = cases_in_turn((*first, *second, *none, *last))
    assert [(s.scope, written(s)) for s in found] == [
        ((100, 200), "assumption[case]: a = b"),
        ((100, 200), "assumption[case]: c = d"),
        ((200, 300), r"assumption[case]: a \ne b"),
        ((400, END), "assumption[case]: a = c"),
    ]


OPTIONS = {
    (("q = x, x = t^2",), (), ()): ["definition[let]: q = x", "definition[let]: x = t^2"],
    (("$q = x$",), (), ()): ["definition[let]: q = x"],
    ((), (r"\sum_k y_k = 1", "y one-hot"), ()): [
        r"assumption: \sum_k y_k = 1", "property[one-hot]: y",
    ],
    ((), (), ("z : K", "W : m, n", "t : scalar")): [
        "range[shape]: z : K", "range[shape]: W : m, n", "range[scalar]: t",
    ],
    ((), (), ("positive theta", "index k : K", "f : function", "function E of a")): [
        r"property[positive]: \theta", "range[index]: k : K", "kind[function]: f",
        "kind[function of]: E of a",
    ],
    ((), (), ("y : K one-hot",)): ["range[shape]: y : K", "property[one-hot]: y"],
}  # fmt: skip


@pytest.mark.parametrize("options", OPTIONS)
def test_what_options_say(options):
    let, assume, where = options
    statements = option_statements(let, assume, where)
    assert [written(s) for s in statements] == OPTIONS[options]
    assert {s.scope for s in statements} == {EVERYWHERE}


FAULTS = {
    ("let", r"q = \foo{b}"): (r"\foo is not defined", "let 2", r"\foo"),
    ("let", "x < 2"): ("a definition is one equation", "let 2", "x < 2"),
    ("let", "2 = x"): ("what does this define", "let 2", "2"),
    ("assume", r"x > \foo{b}"): (r"\foo is not defined", "assumption 2", r"\foo"),
    ("assume", "x"): ("an assumption is an equation", "assumption 2", "x"),
    ("where", "x :"): ("over which set", "where 2", ""),
    ("where", "matrix x : n"): ("is not declared so", "where 2", "n"),
    ("where", r"theta, \foo{b} : n"): (r"\foo is not defined", "where 2", r"\foo"),
    ("where", "x y : n"): ("no name to declare", "where 2", "x y"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_name_the_option_and_the_place(fault):
    option, text = fault
    message, source, marked = FAULTS[fault]
    right = {"let": "u = v", "assume": "u > 0", "where": "u : n"}[option]
    with pytest.raises(ReadError) as error:
        option_statements(**{option: (right, text)})
    assert message in error.value.message
    assert error.value.source == source
    assert text[error.value.start : error.value.end].strip() == marked
    assert error.value.text == text
