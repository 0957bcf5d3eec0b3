r"""What a display says: LaTeX, and the statements in it.

A statement is written ``status[said]: what it says``, with ``@ the text for which it holds``
where that is less than the document. A refusal and its twin that must be decided are one test.
"""

from __future__ import annotations

import time

import pytest

from derive.discourse.displays import shown_in
from derive.discourse.statements import State, Statement
from derive.documents import document_of
from derive.documents.pieces import MathSpan
from derive.documents.traced import Traced, copied

END = 100_000
SECTION = (0, END - 1)
SENTENCE = (0, END - 2)
WHERE = {(0, END): "", SECTION: " @ section", SENTENCE: " @ sentence"}


def shown(
    text: str, last: Traced | None = None, at: int = 0
) -> tuple[tuple[Statement, ...], Traced | None]:
    state = State((0, END), SECTION, (0, END - 3), SENTENCE, last)
    return shown_in(copied(text, at), state)


def written(statement: Statement, text: str) -> str:
    formula, left, right = statement.formula, statement.left, statement.right
    assert formula is not None
    if left is not None and right is not None:
        sides = (formula.text[side.start : side.end] for side in (left, right))
        said = " = ".join(sides)
    elif statement.status == "unread":
        said = text[slice(*statement.place)]
    else:
        said = formula.text[formula.notation.start : formula.notation.end]
    scope = WHERE.get(statement.scope)
    where = f" @ {text[slice(*statement.scope)]}" if scope is None else scope
    how = f"[{statement.said}]" if statement.said else ""
    return f"{statement.status}{how}: {said}{where}"


def said(text: str) -> list[str]:
    return [written(statement, text) for statement in shown(text)[0]]


CHAINS = {
    r"u = v + w": ["claim: u = v + w"],
    r"u = v = w": ["claim: u = v", "claim: v = w"],
    r"u &= v \\ &= w \\ &\quad + t": ["claim: u = v", r"claim: v = w \\ &\quad + t"],
    r"\frac{u}{v} \\ = w": [r"claim: \frac{u}{v} = w"],
    r"u = v, \quad s = t": ["claim: u = v", "claim: s = t"],
    r"u = v \text{ and } s = t": ["claim: u = v", "claim: s = t"],
    r"u &= v, & s &= t \\ &= x & &= y": [
        "claim: u = v", "claim: s = t", "claim: v = x", "claim: t = y",
    ],
    r"u = v \ge 0": ["claim: u = v", r"claim[≥]: v \ge 0"],
    r"= u": ["unread: = u"],
}  # fmt: skip

SIGNS = {
    r"u := v = w": ["definition[:=]: u = v", "claim: v = w"],
    r"u \triangleq v": ["definition[:=]: u = v"],
    r"u \stackrel{\text{def}}{=} v": ["definition[:=]: u = v"],
    r"u \equiv v + w": ["definition[:=]: u = v + w"],
    r"u + v \equiv w": ["claim: u + v = w"],
    r"u \overset{!}{=} 0": ["constraint: u = 0"],
    r"u \stackrel{?}{=} v": ["constraint: u = v"],
    r"u \overset{(a)}{=} v": ["claim: u = v"],
    r"u \approx v = w": ["approximate: u = v", "claim: v = w"],
    r"u \propto v": ["approximate: u = v"],
    r"u = v + \text{const}": [r"approximate: u = v + \text{const}"],
    r"u = v + O(t^2)": [r"approximate: u = v + O(t^2)"],
    r"u = v + \mathcal{O}(t)": [r"approximate: u = v + \mathcal{O}(t)"],
    r"u = O t + v": ["claim: u = O t + v"],
    r"u = 1 + t + \cdots": [r"approximate: u = 1 + t + \cdots"],
    r"u = t_1 + \cdots + t_n": [r"claim: u = t_1 + \cdots + t_n"],
    r"f(2) = 0.9526": ["approximate: f(2) = 0.9526"],
    r"f(2) = 0.5": ["claim: f(2) = 0.5"],
    r"\eta = 0.0001": [r"claim: \eta = 0.0001"],
}

STEPS = {
    r"v \leftarrow v - \eta g": [r"update: v = v - \eta g"],
    r"v \to v - \eta g": [r"update: v = v - \eta g"],
    r"v := v + 1": ["update: v = v + 1"],
    r"v = v - \eta g": [r"update: v = v - \eta g"],
    r"v_{t+1} = v_t - \eta \nabla f(v_t)": [r"update: v_{t+1} = v_t - \eta \nabla f(v_t)"],
    r"v_{\text{new}} = v - \alpha \frac{dL}{dv}": [
        r"update: v_{\text{new}} = v - \alpha \frac{dL}{dv}",
    ],
    r"v' = v - \alpha \nabla f": [r"update: v' = v - \alpha \nabla f"],
    # A derivative, a recurrence and another name with the same letter are no steps.
    r"v' = v - v^2": ["claim: v' = v - v^2"],
    r"h_{t+1} = U h_t + b": ["claim: h_{t+1} = U h_t + b"],
    r"T_a = T_b + \frac{dw}{dt}": [r"claim: T_a = T_b + \frac{dw}{dt}"],
}

CONDITIONS = {
    r"u_i = v_j, \quad i \ne j": ["claim: u_i = v_j", r"assumption: i \ne j @ u_i = v_j"],
    r"u_i = v_j \quad (i = j)": ["claim: u_i = v_j", "assumption: i = j @ u_i = v_j"],
    r"u_k = v_k \tag{$k \ne j$}": ["claim: u_k = v_k", r"assumption: k \ne j @ u_k = v_k"],
    r"u_k = v_k \tag{3}": ["claim: u_k = v_k"],
    r"u = v, s = t, x > 0": ["claim: u = v", "claim: s = t", "assumption: x > 0 @ u = v, s = t"],
    r"u = v \text{ if } x > 0, s = t \text{ otherwise}": [
        "claim: u = v", "assumption: x > 0 @ u = v",
        "claim: s = t", r"assumption[otherwise]: x \le 0 @ s = t",
    ],
    r"i = j: u_{ij} = v, \quad i \ne j: u_{ij} = w": [
        "assumption: i = j @ u_{ij} = v", "claim: u_{ij} = v",
        r"assumption: i \ne j @ u_{ij} = w", "claim: u_{ij} = w",
    ],
    r"u_{ij} = 1 \text{ if } i = j, 0 \text{ otherwise}": [
        "claim: u_{ij} = 1", "assumption: i = j @ u_{ij} = 1",
        "claim: u_{ij} = 0", r"assumption[otherwise]: i \ne j @ 0",
    ],
    r"u_i &= v_j & \text{if } i \ne j \\ &= w_j": [
        "claim: u_i = v_j",
        r"assumption: i \ne j @ u_i &= v_j & \text{if } i \ne j \\ &= w_j",
        "claim: v_j = w_j",
    ],
    r"u_i &= v_j \\ &= w_j & \text{if } i \ne j": [
        "claim: u_i = v_j", "claim: v_j = w_j",
        r"assumption: i \ne j @ u_i &= v_j \\ &= w_j",
    ],
    # Rows with cases of the same letters do not go on from each other.
    r"u_{ik} &= v_i & i = k \\ &= w_i & i \ne k": [
        "claim: u_{ik} = v_i", "assumption: i = k @ u_{ik} &= v_i",
        "claim: u_{ik} = w_i", r"assumption: i \ne k @ = w_i",
    ],
    r"u = v & \text{since } s = t + x": [
        "claim: u = v", "assumption[judge]: s = t + x @ u = v",
    ],
    r"u = v & \text{(chain rule)} \\ &= w": ["claim: u = v", "claim: v = w"],
    r"L = v \text{ where } v = t + x": ["claim: L = v", "definition[where]: v = t + x"],
    r"L = v \text{ for } v = 2": ["claim: L = v", "supposition[if]: v = 2 @ L = v"],
    r"u = v \text{ unless } s = t": ["claim: u = v", "hypothetical[unless]: s = t @ u = v"],
    r"u \text{ for each sample}, s = t": ["claim: s = t"],
    r"\text{for the last layer: } u = v": [
        r"unread: \text{for the last layer: } @ u = v", "claim: u = v",
    ],
    r"u = v \text{ if } x \text{ is large}": [
        "claim: u = v", r"unread: \text{ is large} @ u = v",
    ],
    r"\min_x f(x) \text{ s.t. } g(x) = 0": ["constraint: g(x) = 0"],
    r"u = v \text{ under the constraint } s = t + x": [
        "claim: u = v", "constraint: s = t + x",
    ],
    r"u = v \text{ (by symmetry)}, s = t + x": ["claim: u = v", "claim: s = t + x"],
    r"x = 1 \text{ or } x = -1": [
        "hypothetical[or]: x = 1 @ sentence", "hypothetical[or]: x = -1 @ x = 1",
    ],
    r"f(t) = 1, \quad t \to 0": ["claim: f(t) = 1", r"hypothetical[→]: t \to 0 @ f(t) = 1"],
}  # fmt: skip

RANGES = {
    r"u_i = v_i, \quad i = 1, \ldots, n": [
        "claim: u_i = v_i", r"range: i = 1, \ldots, n @ u_i = v_i",
    ],
    r"u_k = v_k \text{ for } k = 1, 2, 3": [
        "claim: u_k = v_k", "range: k = 1, 2, 3 @ u_k = v_k",
    ],
    r"u_i = v_i, \quad 1 \le i \le n": ["claim: u_i = v_i", r"range: 1 \le i \le n @ u_i = v_i"],
    r"u_{ij} = 0, \quad i, j \in S": ["claim: u_{ij} = 0", r"range: i, j \in S @ u_{ij} = 0"],
    r"u = A x, \quad x \in \mathbb{R}^n": [
        "claim: u = A x", r"range: x \in \mathbb{R}^n @ section",
    ],
    r"x \sim \mathcal{N}(0, 1)": [r"kind[random]: x \sim \mathcal{N}(0, 1)"],
    r"g : \mathbb{R}^n \to \mathbb{R}": [r"kind[function]: g : \mathbb{R}^n \to \mathbb{R}"],
    r"u_i = 1, v_i = 2": ["claim: u_i = 1", "claim: v_i = 2"],
}  # fmt: skip

CASES = {
    r"u_{ik} = \begin{cases} v & \text{if } i = k \\ w & \text{otherwise} \end{cases}": [
        "claim: u_{ik} = v", "assumption: i = k @ v",
        "claim: u_{ik} = w", r"assumption[otherwise]: i \ne k @ w",
    ],
    r"f(x) = \begin{cases} x, & x > 0 \\ 0, & x \le 0 \end{cases}": [
        "claim: f(x) = x", "assumption: x > 0 @ x",
        "claim: f(x) = 0", r"assumption: x \le 0 @ 0",
    ],
    r"f(x) = \begin{cases} x & \text{for cats} \\ 0 & \text{for dogs} \end{cases}": [
        "claim: f(x) = x", r"unread: \text{for cats} @ x",
        "claim: f(x) = 0", r"unread: \text{for dogs} @ 0",
    ],
    r"\begin{cases} u = v \\ s = t \end{cases}": ["claim: u = v", "claim: s = t"],
    r"A = \begin{pmatrix} x & y \end{pmatrix}": [
        r"claim: A = \begin{pmatrix} x & y \end{pmatrix}",
    ],
}  # fmt: skip

IMPLICATIONS = {
    r"A x = b \Rightarrow x = A^{-1} b": [
        "assumption[⇒]: A x = b @ x = A^{-1} b", "claim[⇒]: x = A^{-1} b",
    ],
    r"A x = b \\ \Rightarrow x = A^{-1} b": [
        "assumption[⇒]: A x = b @ x = A^{-1} b", "claim[⇒]: x = A^{-1} b",
    ],
    r"\frac{df}{dx} = 2(x - t) = 0 \Rightarrow x = t": [
        r"claim: \frac{df}{dx} = 2(x - t)", "constraint: 2(x - t) = 0 @ x = t",
        "constraint: x = t",
    ],
    r"f = x^2 + 1 \Rightarrow \frac{df}{dx} = 2x": [
        "definition[⇒]: f = x^2 + 1 @ " + r"\frac{df}{dx} = 2x", r"claim: \frac{df}{dx} = 2x",
    ],
    r"f = x^2 + 1 \\ \Rightarrow \frac{df}{dx} = 2x \\ = x + x": [
        "claim: f = x^2 + 1", r"claim: \frac{df}{dx} = 2x", "claim: 2x = x + x",
    ],
    r"i = j \implies u_i = v_j": ["assumption: i = j @ u_i = v_j", "claim: u_i = v_j"],
    r"p = y \text{ so } g = 0": ["assumption[⇒]: p = y @ g = 0", "claim: g = 0"],
    r"\therefore u = v": ["claim: u = v"],
}  # fmt: skip

ALL = {**CHAINS, **SIGNS, **STEPS, **CONDITIONS, **RANGES, **CASES, **IMPLICATIONS}


@pytest.mark.parametrize("text", ALL)
def test_what_a_display_says(text):
    assert said(text) == ALL[text]


def test_rows_that_are_not_read_are_statements_with_letters_and_place():
    text = r"u = v \foo{b} = w \\ s = t \\ \foo{b}"
    first, second, third = shown(text)[0]
    assert written(first, text) == r"unread: u = v \foo{b}"
    assert written(second, text) == r"unread: v \foo{b} = w"
    assert written(third, text) == "claim: s = t"
    assert r"\foo is not defined" in first.reason
    assert {"u", "v", "w"} <= set(first.letters)
    notation = first.formula.notation
    assert text[notation.start : notation.end] == r"\foo"


def test_a_row_goes_on_and_the_last_does_not():
    statements = shown(r"u &= v \\ &= w \\ s &= t")[0]
    assert [(s.row, s.goes_on) for s in statements] == [(0, True), (1, False), (2, False)]


def test_places_are_those_of_the_right_sides_with_what_belongs_to_them():
    text = r"u = \left( v \right)^2 = \underbrace{w}_{\text{small}} = t"
    places = [text[slice(*s.place)] for s in shown(text)[0]]
    assert places == [r"\left( v \right)^2", r"\underbrace{w}_{\text{small}}", "t"]


def test_a_display_goes_on_from_the_one_before():
    _, before = shown("u = v", at=10)
    (first, second), _ = shown("= w = x", before, at=50)
    assert first.formula.text[first.left.start : first.left.end] == "v"
    assert first.formula.span(first.left) == (14, 15)
    assert first.place == (52, 53)
    assert second.place == (56, 57)
    ((new,), _) = shown("s = w", before)
    assert new.formula.text[new.left.start : new.left.end] == "s"


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [(r"u = v \\ \foo{b} = s", False), (r"x \in \mathbb{R}^n", True), ("", True)],
)
def test_what_is_not_read_ends_a_chain_and_a_condition_does_not(text, goes_on):
    _, last = shown("a = b")
    _, after = shown(text, last)
    assert (after is last) == goes_on
    (statement,), _ = shown("= c", after)
    assert statement.status == ("claim" if goes_on else "unread")


def test_statements_of_a_span_stand_where_they_stand_in_the_document():
    source = "> $$u = v$$\n"
    document = document_of(source)
    (span,) = (piece for piece in document.pieces if isinstance(piece, MathSpan))
    whole = (0, len(source))
    (statement,) = shown_in(span.contents, State(whole, whole, whole, whole))[0]
    assert source[slice(*statement.place)] == "v"
    assert statement.scope == whole


@pytest.mark.parametrize(
    ("row", "between"),
    [
        (r"&= a_i + b_k \quad \text{if } i \ne k", r" \\ "),
        ("u_i = v_k, i \\ne k", ", "),
        (r"\Rightarrow a x = b", r" \\ "),
        (r"u = \foo{v}", r" \\ "),
        ("i", ","),
    ],
)
def test_the_time_is_linear_in_the_length(row, between):
    def took(count: int) -> float:
        begin = time.perf_counter()
        shown(between.join([row] * count))
        return time.perf_counter() - begin

    took(20)
    assert took(480) < 30 * took(60) + 0.2
