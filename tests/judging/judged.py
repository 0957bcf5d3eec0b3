"""A document judged in this process, without its edits: the verdict of each displayed equation."""

from __future__ import annotations

from derive.discourse.outline import outline
from derive.documents import document_of
from derive.judging.outcome import Outcome
from derive.judging.step import judge_step
from derive.reading.defining import settled_statuses

__all__ = ["outcomes_of", "verdicts_of"]


def outcomes_of(text: str) -> list[tuple[str, str, Outcome | None]]:
    """For each displayed equation its right side, a verdict, and the outcome if it was judged."""
    document = document_of(text, path="document.md")
    statements = settled_statuses(outline(document))
    found: list[tuple[str, str, Outcome | None]] = []
    settled = ()
    for n, statement in enumerate(statements):
        formula = statement.formula
        if formula is None or statement.right is None or formula.origin != "display":
            continue
        right = formula.text[statement.right.start : statement.right.end]
        if statement.status == "claim":
            outcome, settled = judge_step(statements, n, settled)
            found.append((right, outcome.verdict, outcome))
        else:
            found.append((right, statement.status, None))
    return found


def verdicts_of(text: str) -> list[str]:
    """The verdict, or the status, of each displayed equation."""
    return [verdict for _, verdict, _ in outcomes_of(text)]
