"""The verdict of one claim of a document, from the statements that bear on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from derive.discourse.statements import Statement
from derive.judging.again import as_defined, at_sizes, clashing, if_equal, written_out
from derive.judging.agreement import Found, agreed, judged_readings, shown
from derive.judging.anew import unless_anew
from derive.judging.known import Known, known_of
from derive.judging.outcome import Answer, Outcome, Reason, Rest
from derive.notation.nodes import Node
from derive.reading.claims import Built, build
from derive.reading.context import scope_of
from derive.reading.conventions import CLEARLY
from derive.reading.search import Choices, Failure, Question

__all__ = ["Settled", "answers_of", "judge_step", "rests_of"]

#: Questions whose answer is supposed: that a loss depends on others through what is defined.
SUPPOSED = frozenset({"through"})
#: Answers that earlier proofs of a section have settled.
Settled: TypeAlias = tuple[tuple[Question, str], ...]


def judge_step(
    statements: tuple[Statement, ...], n: int, settled: Settled = (), known: Known | None = None
) -> tuple[Outcome, Settled]:
    """The outcome of the n-th statement, which is a claim, and what is settled after it.

    ``known`` is what is known of the document, if these are not quite its statements.
    """
    statement = statements[n]
    left, right = statement.left, statement.right
    if left is None or right is None:
        return Outcome("unread", Reason("not-read", statement.reason or "it is not read")), settled
    known = known or known_of(statements)
    scope = scope_of(statements, statement.place[0], known.lexicon, statement)

    def read(choices: Choices) -> Built:
        return build(scope, left, right, choices)

    found, failures, cut_short = judged_readings(read, statement, dict(settled))
    outcome = agreed(found, failures, cut_short)
    if not found:
        clash = clashing(failures, scope, statement)
        return clash or if_equal(failures, scope, statement, settled) or outcome, settled
    first = found[0]
    if outcome.verdict != "proved":
        outcome = at_sizes(found, scope, statement, settled) or outcome
    if outcome.code in ("no-point", "undecided"):
        outcome = as_defined(scope, statement, settled) or outcome
    if outcome.verdict == "refuted":
        outcome = written_out(first, scope, statement, settled) or outcome
    outcome = unless_anew(outcome, statement, known, first.reading.of.used, _as_it_stands)
    outcome = replace(outcome, reading=answers_of(first), rests_on=rests_of(first, known))
    if outcome.verdict == "proved":
        settled = _settle(settled, found, failures)
    return outcome, settled


def _as_it_stands(known: Known, n: int) -> Outcome:
    """The outcome of a statement of a document, with nothing settled."""
    return judge_step(known.statements, n, (), known)[0]


def answers_of(found: Found) -> tuple[Answer, ...]:
    """The questions of a reading with their answers, for people."""
    answers: list[Answer] = []
    for asked in found.reading.asked:
        question, of = asked.question
        others = [cost for answer, cost in asked.options if answer != asked.answer]
        taken = dict(asked.options)[asked.answer]
        margin = min(others) - taken if others else None
        said = shown("", of).removeprefix(" of ").strip()
        evident = question not in SUPPOSED and (margin is None or margin > CLEARLY * 2)
        evidence = tuple(sorted(asked.row.evidence))
        answers.append(Answer(question, said, asked.answer, evidence, margin, evident))
    return tuple(answers)


def rests_of(found: Found, known: Known) -> tuple[Rest, ...]:
    """The statements on which a reading rests, in the order of the document."""
    built = found.reading.of
    used = [*built.used, *(s for _, s in built.given if s is not None)]
    rests = sorted({id(s): s for s in used}.values(), key=known.number)
    return tuple(Rest(s.status, _text(s), s.place, s.words or s.said) for s in rests)


def _text(statement: Statement) -> str:
    formula = statement.formula
    if formula is None:
        return statement.words
    if statement.left is not None and statement.right is not None:
        return formula.text[statement.left.start : statement.right.end].strip()
    return formula.text[formula.notation.start : formula.notation.end].strip()


def _settle(settled: Settled, found: list[Found], failures: list[Failure]) -> Settled:
    """The answers on which a proof depended: with another one it was refuted, or no reading."""
    first = found[0]
    others = [f.reading.asked for f in found[1:] if f.verdict != "proved"]
    others += [failure.asked for failure in failures if not failure.ignorance]
    known = dict(settled)
    own = first.reading.answers
    proved = [f.reading.answers for f in found[1:] if f.verdict == "proved"]
    free = {q for other in proved for q, answer in other.items() if own.get(q, answer) != answer}
    for other in others:
        differ = [a.question for a in other if own.get(a.question, a.answer) != a.answer]
        if len(differ) == 1 and differ[0] not in free and not isinstance(differ[0][1], Node):
            known[differ[0]] = own[differ[0]]
    return tuple(known.items())
