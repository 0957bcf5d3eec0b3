"""Stand-ins for reading and judging: each display is a claim, and its left side says what happens.

They are functions of a module, so that a process that judges can find them.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from derive.discourse.statements import Formula, Statement
from derive.documents import document_of
from derive.documents.document import Document
from derive.judging.outcome import Outcome, Reason, Remark, Rest, Suggested
from derive.judging.worker import Settled, Statements, Work
from derive.notation.parse import parse


def outline(document: Document) -> Statements:
    """A claim for each display; words in the document say what goes wrong."""
    happen(document.source.partition("outline: ")[2].partition(".")[0])
    found: list[Statement] = []
    for span in document.formulas:
        notation = parse(span.text)
        formula = Formula(span.text, notation, span.contents)
        clause = formula.clause
        if span.display and clause is not None and len(clause.members) == 2:
            left, right = clause.members
            status = "definition" if span.text.startswith("d_") else "claim"
            place = span.start, span.end
            found.append(Statement(status, place, (0, 10**6), formula, left, right))
    return tuple(found)


def judge(statements: Statements, n: int, settled: Settled) -> tuple[Outcome, Settled]:
    """The outcome that the left side names."""
    statement = statements[n]
    assert statement.formula is not None
    assert statement.left is not None
    what = statement.formula.text[statement.left.start : statement.left.end].strip()
    happen(what)
    match what:
        case "settled":
            said = ", ".join(str(answer) for _, answer in settled)
            return Outcome("unknown", Reason("doubt", said)), settled
        case "settle":
            return Outcome("proved"), (*settled, ("below j", "index"))
        case "false":
            return Outcome("refuted"), settled
        case "macro":
            reason = Reason("not-defined", "\\E is not defined", statement.place, "\\E",
                            "name a macro file")  # fmt: skip
            return Outcome("unknown", reason), settled
        case "words":
            rest = Rest("assumption", "y = 1", statement.place, "since")
            remark = Remark("slip", "a remark", place=statement.place)
            return Outcome("proved", sizes="all", rests_on=(rest,), remarks=(remark,)), settled
        case "nonsense":
            return 17, settled  # type: ignore[return-value]
        case "verdict":
            return Outcome("right"), settled  # type: ignore[arg-type]
        case "misplaced":
            return Outcome("unknown", Reason("doubt", "", ("a", "b"))), settled  # type: ignore[arg-type]
        case "unsent":
            return Outcome("proved"), (("below j", lambda: 0),)
    return Outcome("proved", sizes="all"), settled


def suggest(statements: Statements, n: int, outcome: Outcome, settled: Settled) -> Suggested | None:
    statement = statements[n]
    assert statement.formula is not None
    if "hang" in statement.formula.text:
        time.sleep(60)
    return Suggested("2", "number", changes=((*statement.place, "false = 2"),))


def happen(what: str) -> None:
    """Let something go wrong."""
    word, _, path = what.partition(" ")
    match word:
        case "raise":
            raise KeyError("this\n\x1b[31mis a fault")
        case "deep":
            raise RecursionError
        case "quit":
            sys.exit(5)
        case "exit":
            os._exit(9)
        case "exitonce":
            if not Path(path).exists():
                Path(path).write_text("gone", encoding="utf-8")
                os._exit(9)
        case "allocate":
            bytearray(1 << 36)
        case "sleep":
            time.sleep(60)


def warm() -> None:
    return None


WORK = Work(outline, judge, suggest, warm)


def document(*displays: str, words: str = "") -> Document:
    return document_of("\n\n".join((words, *(f"$${d}$$" for d in displays))) + "\n")
