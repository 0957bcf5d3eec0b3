"""Findings as JSON, for other programs. The shape is versioned."""

from __future__ import annotations

import json
from collections.abc import Iterable

from derive.judging.checked import Checked, FileReport, Located, RestAt
from derive.judging.outcome import Answer, WitnessText
from derive.report.findings.words import reason_text, summary

__all__ = ["VERSION", "findings_json"]

VERSION = 1

_Object = dict[str, object]


def findings_json(files: Iterable[FileReport]) -> str:
    """All equations of all files, and how many there are of each verdict.

    Lines and columns count from 1, columns in code points, and are those of the right side.
    ``sizes`` is ``"all"``, or the sizes at which the weaker grade of a proof was made.
    ``reading`` are the questions whose answer was not evident, with the answer, the evidence
    and by how much the next answer costs more; ``rests_on`` are the statements that were used.
    """
    files = tuple(files)
    document = {
        "version": VERSION,
        "files": [_file(file) for file in files],
        "summary": {"files": len(files), "verdicts": summary(files)},
    }
    return json.dumps(document, indent=2, allow_nan=False)


def _file(file: FileReport) -> _Object:
    return {
        "path": file.path,
        "claims": [_claim(claim) for claim in file.claims],
        "diagnostics": [_diagnostic(located) for located in file.remarks],
    }


def _claim(claim: Checked) -> _Object:
    outcome, span = claim.outcome, claim.span
    suggested = outcome.suggestion
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "lhs": claim.lhs,
        "rhs": claim.rhs,
        "verdict": outcome.verdict,
        "sizes": outcome.sizes or None,
        "assumptions": list(outcome.assumptions),
        "conditions": list(outcome.conditions),
        "needs": list(outcome.needs),
        "case": outcome.case or None,
        "witness": None if outcome.witness is None else _witness(outcome.witness),
        "reason": reason_text(claim) or None,
        "code": outcome.code or None,
        "suggestion": None
        if suggested is None
        else {
            "rhs": suggested.rhs,
            "verdict": suggested.verdict,
            "kind": suggested.kind,
            "fixable": bool(claim.fix),
        },
        "reading": [_answer(answer) for answer in outcome.reading if not answer.evident],
        "rests_on": [_rest(rest) for rest in claim.rests_on],
        "diagnostics": [_diagnostic(located) for located in claim.remarks],
    }


def _answer(answer: Answer) -> _Object:
    return {
        "question": answer.question,
        "of": answer.of,
        "answer": answer.answer,
        "evidence": list(answer.evidence),
        "margin": answer.margin,
    }


def _rest(at: RestAt) -> _Object:
    return {
        "status": at.rest.status,
        "text": at.rest.text,
        "said": at.rest.said or None,
        "line": at.span.line,
        "column": at.span.column,
        "cell": at.span.cell,
    }


def _witness(witness: WitnessText) -> _Object:
    return {
        "sizes": dict(witness.sizes),
        "indices": dict(witness.indices),
        "values": [{"name": v.name, "at": list(v.at), "value": v.value} for v in witness.values],
        "functions": [{"lhs": lhs, "rhs": rhs} for lhs, rhs in witness.functions],
        "lhs": witness.lhs,
        "rhs": witness.rhs,
    }


def _diagnostic(located: Located) -> _Object:
    remark, span = located.remark, located.span
    return {
        "name": remark.name,
        "message": remark.message,
        "reason": remark.reason,
        "suggestion": remark.suggestion,
        "line": span.line,
        "column": span.column,
        "utf16_column": span.utf16_column,
    }
