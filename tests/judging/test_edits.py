"""Suggestions: what is found for a false step of a document, and what is never suggested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derive.discourse.outline import outline
from derive.discourse.statements import Statement
from derive.documents import Document, document_of
from derive.judging.edits import suggestion
from derive.judging.mending import written_in
from derive.judging.outcome import Outcome, Suggested
from derive.judging.step import judge_step
from derive.reading.defining import settled_statuses


def statements_of(text: str) -> tuple[Statement, ...]:
    document = document_of(text)
    assert isinstance(document, Document)
    return settled_statuses(outline(document))


def claim_of(statements: tuple[Statement, ...]) -> int:
    return max(n for n, statement in enumerate(statements) if statement.status == "claim")


def mended(text: str) -> tuple[Outcome, Suggested | None]:
    """The outcome of the last claim of a document, and the suggestion for it."""
    statements = statements_of(text)
    n = claim_of(statements)
    outcome, settled = judge_step(statements, n)
    return outcome, suggestion(statements, n, outcome, settled)


def document(said: str, step: str) -> str:
    note = f"<!-- derive: {said} -->\n\n" if said else ""
    return f"{note}$${step}$$\n"


#: Kind, annotation, a false step, the right side that is suggested.
FOUND = [
    (
        "the sign",
        r"let q_r = \frac{e^{u_r}}{\sum_s e^{u_s}}; index r, m : N",
        r"\frac{\partial \log q_r}{\partial u_m} = \delta_{rm} + q_m",
        r"\delta_{rm} - q_m",
    ),
    (
        "the index",
        r"index s, m : N; let F = \sum_s u_s^2",
        r"\frac{\partial F}{\partial u_m} = 2 u_s",
        "2 u_m",
    ),
    (
        "the factor",
        r"let g(t) = t^3",
        "g'(t) = t^2",
        "3 t^2",
    ),
    (
        "the sign",
        "",
        r"\sum_s (u_s - w_s) = \textcolor{blue}{\sum_s u_s} \textcolor{red}{+ \sum_s w_s}",
        r"{\sum_s u_s} \textcolor{red}{- \sum_s w_s}",
    ),
    (
        "the power",
        r"scalar c; let k = \frac{1}{c}; positive c",
        r"\frac{d k}{d c} = -\frac{1}{c^3}",
        r"-\frac{1}{c^{2}}",
    ),
    (
        "the logarithm",
        r"let Z = \sum_s e^{u_s}; let q_r = \frac{e^{u_r}}{Z}",
        r"\log q_r = u_r - Z",
        r"u_r - \log Z",
    ),
    (
        "the quotient",
        r"scalar c; scalar t; let x = c t; positive c; positive t",
        r"c = \frac{t}{x}",
        r"\frac{x}{t}",
    ),
    (
        "the reach",
        r"index r : N; scalar c",
        r"\sum_r w_r + c \sum_r x_r = \sum_r (w_r + c) x_r",
        r"\sum_r (w_r + c x_r)",
    ),
    (
        "the transpose",
        r"matrix B : m, n; vector v : n; vector y : m; let E = y^\top B v; layout denominator",
        r"\frac{\partial E}{\partial v} = B y",
        r"B^\top y",
    ),
    (
        "the sum",
        r"let f = \sum_r \sum_s w_r B_{rs} v_s",
        r"\frac{\partial f}{\partial w_m} = B_{ms} v_s",
        r"\sum_s B_{ms} v_s",
    ),
    (
        "the operator",
        "scalar a; scalar b",
        "a^2 - 4 b^2 = (a - 2 b) - (a + 2 b)",
        "(a - 2 b) (a + 2 b)",
    ),
    (
        "the order",
        r"let P = \prod_s q_s^{w_s}; positive q",
        r"\log P = \sum_s q_s \log w_s",
        r"\sum_s w_s \log q_s",
    ),
    (
        "the name",
        r"scalar \alpha; scalar r; let k = \alpha r; positive r",
        r"\frac{k}{r^2} = \frac{\alpha}{\alpha}",
        r"\frac{\alpha}{r}",
    ),
    (
        "a term",
        r"index s : N; scalar c; let F = \sum_s (u_s + c)^2",
        r"F = \sum_s u_s^2 + 2 c \sum_s u_s",
        r"\sum_s u_s^2 + 2 c \sum_s u_s + N c^2",
    ),
    (
        "closed form",
        r"scalar t; let v = \log (4 + t^2)",
        r"\frac{d v}{d t} = 5 t",
        r"\frac{2 t}{4 + t^2}",
    ),
]


@pytest.mark.parametrize(("kind", "said", "step", "right"), FOUND)
def test_a_false_step_is_mended(kind: str, said: str, step: str, right: str) -> None:
    outcome, found = mended(document(said, step))
    assert outcome.verdict in ("refuted", "conditional", "unread")
    assert found is not None
    assert (found.rhs, found.kind) == (right, kind)
    assert found.verdict == "proved"


TWICE = [
    (r"index r : n; let z_r = c + b x_r; let E = \sum_r e^{2 z_r}; scalar b; scalar c",
     r"\frac{\partial E}{\partial b} = \sum_r e^{z_r} x_r",
     r"2 \sum_{r} x_r e^{2 z_r}"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "step", "right"), TWICE)
def test_two_slips_in_a_derivative_give_way_to_its_closed_form(
    said: str, step: str, right: str
) -> None:
    _, found = mended(document(said, step))
    assert found is not None
    assert found.rhs == right


NONE = {
    "a number is what its author means": ("let x = 3; let y = 2", "x + y = 6"),
    "no other number makes up for one": ("scalar a", "(a + 7)^2 = a^2 + 14 a + 48"),
    "not the left side itself": ("scalar a; scalar b; let c = a + 2 b", "c = a"),
    "too far away": ("", r"\sum_s (u_s + 1) = \sum_s u_s^3 + \prod_s u_s^7"),
}


@pytest.mark.parametrize("why", NONE)
def test_what_is_not_suggested(why: str) -> None:
    said, step = NONE[why]
    outcome, found = mended(document(said, step))
    if why == "not the left side itself":
        assert found is None or "c" not in found.rhs
    else:
        assert outcome.verdict != "proved"
        assert found is None


SOFTMAX = r"<!-- derive: let q_r = \frac{e^{u_r}}{\sum_s e^{u_s}}; index r, m : N -->" + "\n\n"
STEP = r"\frac{\partial \log q_r}{\partial u_m} = \delta_{rm} + q_m"


def test_the_changes_are_stretches_of_the_source() -> None:
    text = f"{SOFTMAX}> $$\n> {STEP}\n> $$\n"
    outcome, found = mended(text)
    assert all(answer.evident for answer in outcome.reading)
    assert found is not None
    assert written_in(text, found.changes) == text.replace(r"\delta_{rm} + q", r"\delta_{rm} - q")


def test_what_a_row_below_goes_on_with_is_not_written() -> None:
    statements = statements_of(f"{SOFTMAX}$${STEP}$$\n")
    n = claim_of(statements)
    outcome, _ = judge_step(statements, n)
    found = suggestion(statements, n, outcome, ())
    assert found is not None and found.changes  # noqa: PT018
    goes_on = (*statements[:n], replace(statements[n], goes_on=True), *statements[n + 1 :])
    shown = suggestion(goes_on, n, outcome, ())
    assert shown == replace(found, changes=())


def test_what_is_not_read_with_certainty_is_not_written() -> None:
    statements = statements_of(f"{SOFTMAX}$${STEP}$$\n")
    n = claim_of(statements)
    outcome, _ = judge_step(statements, n)
    assert outcome.reading
    unsure = replace(outcome, reading=(replace(outcome.reading[0], evident=False),))
    found = suggestion(statements, n, unsure, ())
    assert found is not None
    assert not found.changes


def test_what_a_macro_stands_for_is_not_written() -> None:
    statements = settled_statuses(
        outline(
            document_of("\\newcommand{\\two}{2 a}\n\\[ a \\cdot 1 = \\two \\]\n", kind="tex")  # type: ignore[arg-type]
        )
    )
    n = claim_of(statements)
    outcome, settled = judge_step(statements, n)
    found = suggestion(statements, n, outcome, settled)
    assert found is not None
    assert found.rhs == "a"
    assert not found.changes


def test_the_same_work_is_done_each_time() -> None:
    text = document(*FOUND[0][1:3])
    assert mended(text) == mended(text)
