"""Findings as SARIF 2.1.0, and as annotations of GitHub's actions.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and GitHub's workflow commands.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from derive.judging.checked import Checked, FileReport, Span
from derive.report.findings.escape import plain
from derive.report.findings.words import headline, notes

__all__ = ["findings_sarif", "github_lines"]

_LEVELS = {"refuted": "error", "conditional": "warning", "unknown": "note", "unread": "warning"}


def findings_sarif(files: Iterable[FileReport], shown: frozenset[str], version: str) -> str:
    """A SARIF log with one result for each finding."""
    results = [
        result
        for file in files
        for result in (
            *(_result(file.path, r.remark.name, "warning", r.remark.message, r.span)
              for r in file.remarks),
            *(_result(file.path, c.outcome.verdict, _LEVELS.get(c.outcome.verdict, "none"),
                      _message(c), c.span)
              for c in file.claims if c.outcome.verdict in shown and not c.expected),
        )
    ]  # fmt: skip
    rules = sorted({str(result["ruleId"]) for result in results})
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "derive",
                        "version": version,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2, allow_nan=False)


def github_lines(files: Iterable[FileReport], shown: frozenset[str]) -> Iterator[str]:
    """Workflow commands that put the findings beside the lines of a pull request."""
    for file in files:
        for located in file.remarks:
            remark = located.remark
            yield _command("warning", file.path, located.span, remark.name, remark.message)
        for claim in file.claims:
            verdict = claim.outcome.verdict
            if verdict in shown and not claim.expected:
                level = {"error": "error", "warning": "warning"}.get(
                    _LEVELS.get(verdict, ""), "notice"
                )
                yield _command(level, file.path, claim.span, verdict, _message(claim))


def _message(claim: Checked) -> str:
    said = [headline(claim), *(f"{kind}: {said}" for kind, said in notes(claim))]
    return plain(". ".join(said))


def _result(path: str, rule: str, level: str, message: str, span: Span) -> dict[str, object]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": plain(message)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}
        ],
    }


def _command(level: str, path: str, span: Span, title: str, message: str) -> str:
    properties = {
        "file": path,
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(span.end_column),
        "title": title,
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {said}::{_data(message)}"


def _data(text: str) -> str:
    """A message of a command, which ends at the end of its line."""
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    """A property of a command: a comma parts them, and colons end them."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _uri(path: str) -> str:
    """A path as a relative or absolute reference: what is no character of one is escaped."""
    try:
        written = os.fsencode(path)
    except UnicodeEncodeError:
        written = path.encode("utf-8", "backslashreplace")
    return quote(written, safe="/~!$&'()*+,;=@")
