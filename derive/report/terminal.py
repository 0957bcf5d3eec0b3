"""Judgements as Unicode text for a terminal, as styled runs that an app may colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from derive.model import (
    Assumption,
    Claim,
    Conditional,
    CrossCheck,
    Derivation,
    Diagnostic,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Unknown,
)
from derive.report.witness import witness_text
from derive.report.words import GRADES, grade, sizes_text
from derive.syntax.text import text, text_condition, text_lines, text_statement

__all__ = ["Line", "judgement_lines", "summary_lines"]

MARKS = {
    "proved": "✓",
    "proved at sizes": "·",
    "refuted": "✗",
    "conditional": "~",
    "unknown": "?",
    "definition": "≔",
}
LABEL = 9  # the column of claim ids
_INDENT = LABEL + 4

#: Stands for a space at which no line is broken, until lines have been broken.
_HELD = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with the name of its style: heading, formula, a verdict, alarm, quiet."""

    text: str
    style: str = ""


def judgement_lines(judgement: Judgement, width: int) -> Iterator[Line]:
    """The derivation with the verdict of each step, what the proofs are, and the cross-check."""
    yield from _heading(judgement.derivation, width)
    said: set[Diagnostic] = set()
    for run in _runs(judgement.judged):
        yield from _opening(run, width)
        for judged in run:
            yield from _right_side(judged.claim, _inline(run, width), width)
            yield from _outcome(judged, width)
            for diagnostic in judged.diagnostics:
                if diagnostic not in said:
                    words = f"{diagnostic.name}: {diagnostic.message}; {diagnostic.suggestion}"
                    yield from _wrapped(words, "quiet", width)
            said.update(judged.diagnostics)
    yield from _methods(judgement, width)
    if judgement.cross_check is not None:
        yield from _cross_check(judgement.cross_check, width)


def summary_lines(judgements: tuple[Judgement, ...], width: int) -> Iterator[Line]:
    """How many steps have which verdict, and whether all is as stated."""
    judged = [j for judgement in judgements for j in judgement.judged]
    counts = Counter(grade(j.verdict) for j in judged)
    told = ", ".join(f"{counts[name]} {name}" for name in GRADES if counts[name])
    said = f"{_count(len(judgements), 'derivation')}, {_count(len(judged), 'step')}: {told}"
    yield from _wrapped(said, "", width, indent=0)
    wrong = [
        f"{judgement.derivation.name} {j.claim.id or text(j.claim.rhs)}"
        for judgement in judgements
        for j in judgement.judged
        if not j.as_stated
    ]
    wrong += [
        f"{judgement.derivation.name} (cross-check)"
        for judgement in judgements
        if judgement.cross_check is not None and not judgement.cross_check.ok
    ]
    if wrong:
        yield from _wrapped(f"not as stated: {'; '.join(wrong)}", "alarm", width, indent=0)
    else:
        yield Line("all as stated", "proved")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _heading(derivation: Derivation, width: int) -> Iterator[Line]:
    yield from _wrapped(derivation.title or derivation.name, "heading", width, indent=0)
    if derivation.title:
        yield Line(derivation.name, "quiet")
    yield Line("")


def _runs(judged: tuple[Judged, ...]) -> list[list[Judged]]:
    """The claims in runs in which each starts where the one before ends."""
    runs: list[list[Judged]] = []
    for one in judged:
        before = runs[-1][-1].claim if runs else None
        if before is not None and (before.rhs, before.case) == (one.claim.lhs, one.claim.case):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _inline(run: list[Judged], width: int) -> str:
    """The left side as it stands before the first =, if it does not get lines of its own."""
    claim = run[0].claim
    left = text(claim.lhs)
    fits = _INDENT + len(left) + len(text(claim.rhs)) < width
    return left if len(run) == 1 and fits else ""


def _opening(run: list[Judged], width: int) -> Iterator[Line]:
    claim = run[0].claim
    if not _inline(run, width):
        for line in text_lines(claim.lhs, max(20, width - LABEL - 2)):
            yield Line(" " * (LABEL + 2) + line, "formula")
    if claim.case:
        case = ", ".join(text_statement(relation) for relation in claim.case)
        yield Line(" " * (LABEL + 2) + f"where {case}", "quiet")


def _right_side(claim: Claim, left: str, width: int) -> Iterator[Line]:
    label = (claim.id or "").ljust(LABEL)
    lead = f"{label}  {left} = " if left else f"{label}  = "
    for number, line in enumerate(text_lines(claim.rhs, max(20, width - len(lead)))):
        yield Line((lead if number == 0 else " " * len(lead)) + line, "formula")


def _outcome(judged: Judged, width: int) -> Iterator[Line]:
    claim, found = judged.claim, grade(judged.verdict)
    words = f"{MARKS[found]} {_words(judged)}"
    if found != "definition" and claim.rule not in ("", "algebra"):
        words += f" · {claim.rule}"
    if claim.intended:
        words += " · as intended"
    if judged.as_stated and found not in ("proved", "definition"):
        words += " · as stated"
    yield from _wrapped(words, found, width)
    if not judged.as_stated:
        said = f"! not as stated: stated {claim.stated}, found {found}"
        yield from _wrapped(said, "alarm", width)


def _words(judged: Judged) -> str:
    verdict = judged.verdict
    match verdict:
        case Proved(assumptions, conditions):
            # The case stands above the whole run.
            rests = [_statement(a) for a in assumptions if a not in judged.claim.case]
            rests += [text_condition(c) for c in conditions]
            rest = f", if {'; '.join(rests)}" if rests else ""
            return f"proved {sizes_text(verdict)}{rest}"
        case Refuted(witness):
            return f"refuted {_held(witness_text(witness))}"
        case Conditional(needs, witness, _):
            offered = " or ".join(map(_statement, needs))
            without = _held(witness_text(witness))
            return f"conditional: needs {offered}; refuted without it {without}"
        case Unknown(reason, detail):
            return f"unknown ({reason}): {detail}"
    return "definition"


def _statement(assumption: Assumption) -> str:
    return text_statement(assumption).replace(" ", _HELD)


def _held(witness: str) -> str:
    """A witness that is broken between its values only."""
    for sign in "=≈":
        witness = witness.replace(f" {sign} ", f"{_HELD}{sign}{_HELD}")
    return witness


def _methods(judgement: Judgement, width: int) -> Iterator[Line]:
    proofs = (j.verdict for j in judgement.judged)
    methods = dict.fromkeys(proof.method for proof in proofs if isinstance(proof, Proved))
    if methods:
        yield Line("")
    for method in methods:
        yield from _wrapped(f"Proved by {method}", "quiet", width, indent=0)


def _cross_check(check: CrossCheck, width: int) -> Iterator[Line]:
    sizes = ", ".join(map(str, check.sizes))
    if check.ok:
        words = f"NumPy agrees with the definition at sizes {sizes}: error {check.max_error:.1e}"
        if check.off_assumption is not None:
            words += f"; where the assumption fails it differs by {check.off_assumption:.1e}"
        yield from _wrapped(words, "proved", width, indent=0)
    else:
        words = f"NumPy cross-check failed: {check.detail} (error {check.max_error:.1e})"
        yield from _wrapped(words, "alarm", width, indent=0)


def _wrapped(words: str, style: str, width: int, indent: int = _INDENT) -> Iterator[Line]:
    lines = wrap(words, max(20, width - indent), subsequent_indent="  ", break_on_hyphens=False)
    for line in lines:
        yield Line(" " * indent + line.replace(_HELD, " "), style)
