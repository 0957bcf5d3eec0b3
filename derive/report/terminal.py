"""Judgements as Unicode text for a terminal, as styled runs that an app may colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from derive.model import (
    Claim,
    Conditional,
    CrossCheck,
    Derivation,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Stated,
    Unknown,
    Verdict,
    verdict_name,
)
from derive.report.witness import witness_text
from derive.syntax.text import text, text_condition, text_lines, text_statement

__all__ = ["Line", "derivation_lines", "judgement_lines", "summary_lines"]

MARKS: dict[Stated, str] = {
    "proved": "✓",
    "refuted": "✗",
    "conditional": "~",
    "unknown": "?",
    "definition": "≔",
}
LABEL = 9  # the column of claim ids


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with the name of its style: heading, formula, a verdict, alarm, quiet."""

    text: str
    style: str = ""


def derivation_lines(derivation: Derivation, width: int) -> Iterator[Line]:
    """The derivation without verdicts: each step with its rule."""
    yield from _heading(derivation, width)
    for claim, opens in _with_openings(derivation.claims):
        yield from _formula(claim, opens, width)
        yield Line(" " * (LABEL + 4) + claim.rule, "quiet")


def judgement_lines(judgement: Judgement, width: int) -> Iterator[Line]:
    """The derivation with the verdict of each step, and the cross-check."""
    yield from _heading(judgement.derivation, width)
    by_claim = {id(j.claim): j for j in judgement.judged}
    for claim, opens in _with_openings(judgement.derivation.claims):
        yield from _formula(claim, opens, width)
        yield from _outcome(by_claim[id(claim)], width)
    if judgement.cross_check is not None:
        yield from _cross_check(judgement.cross_check, width)


def summary_lines(judgements: tuple[Judgement, ...], width: int) -> Iterator[Line]:
    """How many steps have which verdict, and whether all is as stated."""
    judged = [j for judgement in judgements for j in judgement.judged]
    counts = Counter(verdict_name(j.verdict) for j in judged)
    told = ", ".join(f"{counts[name]} {name}" for name in MARKS if counts[name])
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


def _with_openings(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, bool]]:
    """Each claim, and whether its left side has to be shown."""
    before: Claim | None = None
    for claim in claims:
        continues = before is not None and before.rhs == claim.lhs and before.case == claim.case
        yield claim, not continues
        before = claim


def _formula(claim: Claim, opens: bool, width: int) -> Iterator[Line]:
    room = max(20, width - LABEL - 4)
    label = (claim.id or "").ljust(LABEL)
    if opens:
        case = ", ".join(text_statement(r) for r in claim.case)
        for line in text_lines(claim.lhs, room):
            yield Line(" " * LABEL + "  " + line, "formula")
        if case:
            yield Line(" " * LABEL + f"  where {case}", "quiet")
    for number, line in enumerate(text_lines(claim.rhs, room)):
        lead = f"{label}  = " if number == 0 else " " * (LABEL + 4)
        yield Line(lead + line, "formula")


def _outcome(judged: Judged, width: int) -> Iterator[Line]:
    name = verdict_name(judged.verdict)
    words = f"{MARKS[name]} {_words(judged.verdict)}"
    rule = judged.claim.rule
    if name not in ("definition",) and rule not in ("", "algebra"):
        words += f" · {rule}"
    yield from _wrapped(words, name, width)
    if not judged.as_stated:
        yield from _wrapped(f"! stated {judged.claim.stated}, found {name}", "alarm", width)
    for diagnostic in judged.diagnostics:
        said = f"{diagnostic.name}: {diagnostic.message}; {diagnostic.suggestion}"
        yield from _wrapped(said, "quiet", width)


def _words(verdict: Verdict) -> str:
    match verdict:
        case Proved(assumptions, conditions, _, _, sizes):
            scope = "for every size"
            if sizes is not None:
                scope = "at sizes " + ", ".join(f"{s.name} = {n}" for s, n in sizes) + " only"
            rests = [text_statement(a) for a in assumptions]
            rests += [text_condition(c) for c in conditions]
            return f"proved {scope}" + (f", if {'; '.join(rests)}" if rests else "")
        case Refuted(witness):
            return f"refuted {witness_text(witness)}"
        case Conditional(needs, witness, _):
            offered = " or ".join(text_statement(n) for n in needs)
            return f"conditional: needs {offered}; refuted without it {witness_text(witness)}"
        case Unknown(reason, detail):
            return f"unknown ({reason}): {detail}"
    return "definition"


def _cross_check(check: CrossCheck, width: int) -> Iterator[Line]:
    yield Line("")
    sizes = ", ".join(map(str, check.sizes))
    if check.ok:
        words = f"NumPy agrees with the definition at sizes {sizes}: error {check.max_error:.1e}"
        if check.off_assumption is not None:
            words += f"; where the assumption fails it differs by {check.off_assumption:.1e}"
        yield from _wrapped(words, "proved", width, indent=0)
    else:
        words = f"NumPy cross-check failed: {check.detail} (error {check.max_error:.1e})"
        yield from _wrapped(words, "alarm", width, indent=0)


def _wrapped(words: str, style: str, width: int, indent: int = LABEL + 4) -> Iterator[Line]:
    lines = wrap(words, max(20, width - indent), subsequent_indent="  ", break_on_hyphens=False)
    for line in lines:
        yield Line(" " * indent + line, style)
