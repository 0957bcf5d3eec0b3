"""What a document's findings say, and how they are shown: by place, by cause, without controls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from derive.documents import document_of
from derive.judging.checked import Checked, FileReport, Span
from derive.judging.findings import check
from derive.judging.outcome import Answer, Outcome, Reason
from derive.judging.page import code_marks
from derive.judging.run import Judges, Limits
from derive.report.findings.as_json import findings_json
from derive.report.findings.causes import MOST_ALONE, MOST_LINES, cause_lines
from derive.report.findings.sarif import findings_sarif, github_lines
from derive.report.findings.text import concise_lines, finding_lines
from tests.judging.stand_ins import WORK, document

WRONG = frozenset({"refuted", "conditional"})
ALL = WRONG | {"proved", "unknown", "unread"}


@pytest.fixture(scope="module")
def judges() -> Iterator[Judges]:
    with Judges(Limits(2.0, 600 << 20, 1), WORK) as found:
        yield found


def shown(report: FileReport, verdicts: frozenset[str] = WRONG, *, explained: bool = False) -> str:
    return "\n".join(x.text for x in finding_lines(report, verdicts, 100, explained=explained))


def test_every_equation_is_listed_in_order_with_its_place(judges):
    text = document("d_1 = 3", "a = 1", "words = 2", words="Some words.")
    report = check(text, judges)
    assert [c.outcome.verdict for c in report.claims] == ["definition", "proved", "proved"]
    for claim in report.claims:
        line = report.lines[claim.span.line - 1]
        assert line[claim.span.column - 1 : claim.span.end_column - 1] == claim.rhs


def test_annotations_say_what_is_expected_ignored_and_left_out(judges):
    said = [
        "<!-- derive: expect refuted -->\n\n$$false = 1$$",
        "<!-- derive: expect proved -->\n\n$$false = 2$$",
        "<!-- derive: ignore refuted it is a joke -->\n\n$$false = 3$$",
        "<!-- derive: off -->\n\n$$raise = 4$$\n\n$$raise = 5$$\n\n<!-- derive: on -->",
        "$$false = 6$$",
    ]
    claims = check(document_of("\n\n".join(said)), judges).claims
    assert [c.outcome.verdict for c in claims] == [
        "refuted", "refuted", "ignored", "ignored", "ignored", "refuted",
    ]  # fmt: skip
    assert [c.expected for c in claims] == [True, *[False] * 5]
    assert [r.remark.name for c in claims for r in c.remarks] == ["not-as-expected"]
    assert claims[2].outcome.reason == Reason("as-the-author-says", "it is a joke")


def test_a_line_of_code_is_a_claim_where_an_annotation_says_what_it_computes():
    said = "<!-- derive: code a is x; code g computes 2 x -->"
    marks = code_marks(document_of(f"{said}\n```python\ng = 2 * a\n```\n"))
    assert [mark.argument.text for _, mark in marks] == ["g computes 2 x"]


def test_a_misspelt_verdict_is_said(judges):
    report = check(document_of("<!-- derive: expect wrong -->\n\n$$a = 1$$"), judges)
    assert [r.remark.name for r in report.remarks] == ["misspelt-directive"]


def test_what_is_wrong_is_shown_and_what_is_proved_is_not(judges):
    report = check(document("a = 1", "false = 1"), judges)
    out = shown(report)
    assert ":5:11: refuted: this step is false" in out
    assert "did you mean $2$?" in out
    assert "proved" not in out


def test_a_proof_that_rests_on_words_shows_them(judges):
    report = check(document("words = 1"), judges)
    out = shown(report, ALL)
    assert "it rests on the assumption $y = 1$, line 3 (since)" in out
    (claim,) = json.loads(findings_json([report]))["files"][0]["claims"]
    assert claim["rests_on"] == [
        {"status": "assumption", "text": "y = 1", "said": "since", "line": 3, "column": 3,
         "cell": None},
    ]  # fmt: skip
    assert claim["diagnostics"][0]["line"] == 3


def at(line: int) -> Span:
    return Span(line, 1, line, 2, source_line=line)


def reported(*outcomes: Outcome, path: str = "notes.md") -> FileReport:
    claims = tuple(Checked(at(n), "a", "b", outcome) for n, outcome in enumerate(outcomes, 1))
    return FileReport(path, claims, lines=("a",) * len(outcomes))


READ = (
    Answer("below", "x_i", "index", ("bound",), 2.0),
    Answer("above", "A^T", "transpose", ("capital",), 0.5),
    Answer("rank", "x", "1", ("declared",), None, evident=True),
)


def test_how_a_claim_was_read_is_shown_on_demand(judges):
    report = reported(Outcome("refuted", reading=READ))
    assert "read so: above of A^T: transpose" in shown(report)
    assert "bound" not in shown(report)
    out = shown(report, explained=True)
    assert "read: below of x_i: index, by bound (the next answer costs 2 more)" in out
    assert "rank" not in out
    (claim,) = json.loads(findings_json([report]))["files"][0]["claims"]
    assert [answer["of"] for answer in claim["reading"]] == ["x_i", "A^T"]


def test_what_is_not_decided_is_summed_up_by_cause():
    lost = Outcome("unknown", Reason("not-defined", "\\E is not defined", None, "\\E",
                                     "name a macro file"))  # fmt: skip
    other = Outcome("unknown", Reason("out-of-time", "not decided in 5 s"))
    report = reported(Outcome("proved"), other, *[lost] * 27)
    assert list(cause_lines([report])) == [
        "27 equations: \\E is not defined; name a macro file (first at notes.md:3:1)",
        "1 equation: not decided in 5 s (at notes.md:2:1)",
    ]


def test_a_cause_is_what_a_reason_says_where_it_is_about_no_name():
    said = ["a bracket is missing", "a brace is missing", "a bracket is missing"]
    report = reported(*[Outcome("unread", Reason("not-read", what)) for what in said])
    assert list(cause_lines([report])) == [
        "2 equations: a bracket is missing (first at notes.md:1:1)",
        "1 equation: a brace is missing (at notes.md:2:1)",
    ]


def test_there_are_ten_lines_of_causes_at_most():
    many = [Outcome("unknown", Reason("hole", "x", about=f"x_{n}")) for n in range(40)]
    lines = list(cause_lines([reported(*many)]))
    assert len(lines) == MOST_ALONE + 1
    assert lines[-1].startswith("34 equations: x (first")
    codes = [Outcome("unknown", Reason(f"code-{n}", f"{n}")) for n in range(40)]
    lines = list(cause_lines([reported(*codes)]))
    assert len(lines) == MOST_LINES == 10
    assert lines[-1].startswith("31 equations: other reasons; --show unknown,unread")


HOSTILE = "a\x1b[31m\r\n::error::b\u202e,c:d%\ud800"


def test_no_format_prints_controls_or_breaks_its_line():
    bad = Outcome("refuted", Reason("doubt", HOSTILE, help=HOSTILE), needs=(HOSTILE,))
    claim = Checked(at(1), HOSTILE, HOSTILE, bad)
    unknown = replace(claim, outcome=Outcome("unknown", Reason("doubt", HOSTILE, None, HOSTILE)))
    report = FileReport(f"no\ntes{HOSTILE}.md", (claim, unknown), lines=(HOSTILE,))
    for texts in (
        [x.text for x in finding_lines(report, ALL, 60, explained=True)],
        list(concise_lines(report, ALL)),
        list(github_lines([report], ALL)),
        list(cause_lines([report])),
        findings_json([report]).split("\n"),
        findings_sarif([report], ALL, "1").split("\n"),
    ):
        assert texts
        for text in texts:
            assert text == "" or (text.isprintable() or text.isspace()), ascii(text)
    commands = list(github_lines([report], ALL))
    assert all(line.startswith(("::error file=", "::notice file=")) for line in commands)
    assert all(line.count("::") >= 2 and line.partition(",line=")[0].count(":") == 2
               for line in commands)  # fmt: skip


def test_paths_in_sarif_are_references():
    report = reported(Outcome("refuted"), path="my notes/ä#1?.md")
    log = json.loads(findings_sarif([report], WRONG, "1"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20notes/%C3%A4%231%3F.md"
