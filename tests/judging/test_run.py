"""No input ends a run: whatever a step or a document does, the others are judged and reported."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from derive.judging import findings
from derive.judging.checked import FileReport
from derive.judging.findings import check
from derive.judging.mending import difference, mended
from derive.judging.run import Judges, Limits
from tests.judging.stand_ins import WORK, document

LIMITS = Limits(1.0, 600 << 20, 2)


@pytest.fixture(scope="module")
def judges() -> Iterator[Judges]:
    with Judges(LIMITS, WORK) as found:
        yield found


def codes(report: FileReport) -> list[str]:
    return [claim.outcome.code or claim.outcome.verdict for claim in report.claims]


BAD = {
    "raise": "internal",
    "deep": "out-of-budget",
    "quit": "internal",
    "exit": "stopped",
    "allocate": "out-of-memory",
    "sleep": "out-of-time",
    "nonsense": "internal",
    "verdict": "internal",
    "misplaced": "internal",
    "unsent": "internal",
}


@pytest.mark.parametrize("what", BAD)
def test_a_step_that_goes_wrong_is_unknown_and_spoils_no_other(judges, what):
    report = check(document("a = 1", f"{what} = 1", "b = 1"), judges)
    assert codes(report) == ["proved", BAD[what], "proved"]
    assert report.claims[1].outcome.verdict == "unknown"
    assert not report.failed


@pytest.mark.parametrize("what", list(BAD)[:6])
def test_a_document_that_goes_wrong_is_reported_alone(judges, what):
    bad = check(document("a = 1", words=f"outline: {what}."), judges)
    assert bad.failed
    assert bad.claims == ()
    assert bad.reason is not None
    assert bad.reason.code == BAD[what]
    assert [r.remark.name for r in bad.remarks] == [BAD[what]]
    assert codes(check(document("a = 1"), judges)) == ["proved"]


def test_a_fault_outside_of_the_processes_is_reported_alone(judges, monkeypatch):
    monkeypatch.setattr(findings, "marked", None)
    report = check(document("a = 1"), judges)
    assert report.failed
    assert [r.remark.name for r in report.remarks] == ["internal"]


def test_a_fault_names_the_line_to_report_and_no_more_than_one_line(judges):
    (claim,) = check(document("raise = 1"), judges).claims
    reason = claim.outcome.reason
    assert reason is not None
    assert "KeyError at worker.py:" in reason.message
    assert "\n" not in reason.message


def test_a_step_whose_process_ended_goes_to_a_new_one_once(judges, tmp_path: Path):
    path = tmp_path / "gone"
    report = check(document("a = 1", words=f"outline: exitonce {path}."), judges)
    assert path.exists()
    assert codes(report) == ["proved"]


def test_a_pool_that_broke_is_made_anew(judges):
    for process in judges.processes:
        if process.pool is not None:
            process.pool.stop()
    assert codes(check(document("a = 1", "b = 1"), judges)) == ["proved", "proved"]


def test_what_cannot_start_is_reported(tmp_path: Path):
    with Judges(replace(LIMITS, memory=1 << 20), WORK) as judges:
        report = check(document(*["a = 1"] * 4_000), judges)
        assert report.failed
        assert report.reason is not None
        assert report.reason.code in ("stopped", "out-of-memory", "internal")


def test_answers_are_settled_within_a_section_and_not_beyond_it(judges):
    report = check(document("settle = 1", "settled = 1"), judges)
    assert report.claims[1].outcome.reason.message == "index"  # type: ignore[union-attr]
    text = document("settle = 1").source + "\n# Another\n\n" + document("settled = 1").source
    from derive.documents import document_of

    report = check(document_of(text), judges)
    assert report.claims[1].outcome.reason.message == ""  # type: ignore[union-attr]


def test_the_statements_are_deep_and_many(judges):
    deep = "\\sqrt{" * 30 + "x" + "}" * 30
    report = check(document(*[f"x_{n} = {deep}" for n in range(50)]), judges)
    assert codes(report) == ["proved"] * 50


def test_a_suggestion_costs_no_verdict(judges):
    report = check(document("false = 1", "false = hang"), judges)
    first, second = report.claims
    assert (first.outcome.verdict, second.outcome.verdict) == ("refuted", "refuted")
    assert first.fix == ((*_place(report, 0), "false = 2"),)
    assert second.outcome.suggestion is None


def _place(report: FileReport, n: int) -> tuple[int, int]:
    suggestion = report.claims[n].outcome.suggestion
    assert suggestion is not None
    return suggestion.changes[0][:2]


def test_a_document_is_mended_and_judged_again(judges):
    before = document("a = 1", "false = 1")
    found = mended(before, judges)
    assert found.document.source.endswith("$$false = 2$$\n")
    assert found.steps
    assert "-$$false = 1$$\n+$$false = 2$$" in difference(before, found.document)


def test_documents_are_judged_at_the_same_time_and_come_in_order(judges):
    documents = [document(f"a_{n} = {n}") for n in range(6)]
    found = list(judges.each_document(lambda d: check(d, judges), documents))
    assert [c.rhs for report in found for c in report.claims] == list("012345")


def test_a_run_that_is_broken_off_ends_at_once_and_leaves_nothing():
    began = time.monotonic()
    judges = Judges(Limits(60.0, 1 << 30, 1), WORK).__enter__()
    later = judges.threads[0].submit(check, document("sleep = 1", "a = 1"), judges)
    while judges.processes[0].fresh:  # until the document is read, and its first step begins
        time.sleep(0.05)
    judges.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert time.monotonic() - began < 15
    assert later.exception() is not None
    assert not os.path.exists(judges.folder)
