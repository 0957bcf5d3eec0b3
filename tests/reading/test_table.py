"""The table of conventions: what a row may leave out, and what the search makes of costs."""

from __future__ import annotations

from itertools import count

import pytest

from derive.reading import search
from derive.reading.conventions import FAR, NEAR, TABLE, Row, row_of
from derive.reading.search import Choices, Ignorance, Misfit, Search


@pytest.mark.parametrize("n", range(len(TABLE)))
def test_a_row_lists_every_answer_of_the_rows_that_it_precedes_or_is_certain(n: int) -> None:
    row = TABLE[n]
    behind = [other for other in TABLE[n + 1 :] if other.question == row.question]
    later = {answer for other in behind for answer, _ in other.options}
    left_out = later - {answer for answer, _ in row.options}
    assert bool(left_out) == row.certain


@pytest.mark.parametrize("question", sorted({row.question for row in TABLE}))
def test_whatever_is_known_a_question_has_an_answer(question: str) -> None:
    rows = [row for row in TABLE if row.question == question]
    everything = {word for row in rows for word in row.evidence if word[0] != "!"}
    assert row_of(question, everything) in rows
    assert all(row.evidence for row in rows[:-1])


def test_no_row_is_hidden_by_one_before_it() -> None:
    for n, row in enumerate(TABLE):
        for before in TABLE[:n]:
            if before.question == row.question:
                assert not set(before.evidence) <= set(row.evidence), (before, row)


def a_table(monkeypatch: pytest.MonkeyPatch, **rows: dict[str, float]) -> None:
    found = tuple(
        Row(question, (), tuple(sorted(costs.items(), key=lambda c: c[1])))
        for question, costs in rows.items()
    )
    monkeypatch.setattr(
        search, "row_of", lambda question, _: next(r for r in found if r.question == question)
    )


def test_readings_come_in_the_order_of_their_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    a_table(monkeypatch, first={"a": 0, "b": 0.5}, second={"c": 0.1, "d": 0.3, "e": 2})

    def read(choices: Choices) -> str:
        return choices.ask("first", "") + choices.ask("second", "")

    found = [(reading.of, round(reading.cost, 6)) for reading in Search(read)]
    assert found == [("ac", 0.1), ("ad", 0.3), ("bc", 0.6), ("bd", 0.8), ("ae", 2.0), ("be", 2.5)]


def test_a_question_that_no_reading_asks_costs_nothing_and_branches_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_table(monkeypatch, first={"a": 0, "b": 0.5}, second={"c": 0, "d": 0.1})

    def read(choices: Choices) -> str:
        first = choices.ask("first", "")
        return first + (choices.ask("second", "") if first == "b" else "")

    assert [reading.of for reading in Search(read)] == ["a", "bc", "bd"]


def test_one_thing_has_one_answer_in_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    a_table(monkeypatch, first={"a": 0, "b": 0.5})

    def read(choices: Choices) -> str:
        return choices.ask("first", "x") + choices.ask("first", "x") + choices.ask("first", "y")

    assert sorted(reading.of for reading in Search(read)) == ["aaa", "aab", "bba", "bbb"]


def test_what_contradicts_itself_is_no_reading_and_what_is_not_supported_is_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_table(monkeypatch, first={"a": 0, "b": 0.5, "c": 1})

    def read(choices: Choices) -> str:
        answer = choices.ask("first", "")
        if answer == "a":
            raise Misfit("shapes clash")
        if answer == "b":
            raise Ignorance("a limit")
        return answer

    run = Search(read)
    assert [reading.of for reading in run] == ["c"]
    assert [(f.reason, f.ignorance) for f in run.failures] == [
        ("shapes clash", False), ("a limit", True),
    ]  # fmt: skip


def test_readings_end_far_above_the_cheapest(monkeypatch: pytest.MonkeyPatch) -> None:
    a_table(monkeypatch, first={"a": 0, "b": FAR, "c": FAR + 0.1})
    found = [reading.of for reading in Search(lambda choices: choices.ask("first", ""))]
    assert found == ["a", "b"]
    assert NEAR < FAR


def test_a_search_that_its_limit_cuts_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    a_table(monkeypatch, first={"a": 0, "b": 0})
    numbers = count()

    def read(choices: Choices) -> str:
        return "".join(choices.ask("first", n) for n in range(12)) + str(next(numbers))

    run = Search(read)
    assert list(run)
    assert (run.cut_short, run.attempts) == (True, search.MOST_ATTEMPTS)


def test_settled_answers_are_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    a_table(monkeypatch, first={"a": 0, "b": 0.5})
    run = Search(lambda choices: choices.ask("first", "x"), {("first", "x"): "b"})
    assert next(iter(run)).of == "b"
