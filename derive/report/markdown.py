"""A judged derivation as Markdown, its formulas in LaTeX."""

from __future__ import annotations

from collections.abc import Iterator

from derive.model import (
    Conditional,
    CrossCheck,
    Diagnostic,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Unknown,
)
from derive.report.latex import judged_align
from derive.report.witness import witness_text
from derive.report.words import grade, sizes_text
from derive.syntax.latex import latex, latex_condition, latex_statement

__all__ = ["judgement_markdown"]


def judgement_markdown(judgement: Judgement) -> str:
    """A heading, the derivation, and a table with the verdict of each step."""
    return "\n".join(_lines(judgement))


def _lines(judgement: Judgement) -> Iterator[str]:
    derivation = judgement.derivation
    yield from (f"## {_prose(derivation.title or derivation.name)}", "")
    yield from ("$$", judged_align(judgement), "$$", "")
    yield from ("| claim | right side | rule | verdict |", "|---|---|---|---|")
    for judged in judgement.judged:
        claim = judged.claim
        row = (
            _prose(claim.id or ""),
            _formula(latex(claim.rhs)),
            _prose(claim.rule),
            _verdict(judged),
        )
        yield "| " + " | ".join(row) + " |"
    proofs = (judged.verdict for judged in judgement.judged)
    for method in dict.fromkeys(proof.method for proof in proofs if isinstance(proof, Proved)):
        yield from ("", f"Proved by {_prose(method)}.")
    for diagnostic in dict.fromkeys(d for judged in judgement.judged for d in judged.diagnostics):
        yield from ("", _diagnostic(diagnostic))
    if judgement.cross_check is not None:
        yield from ("", _cross_check(judgement.cross_check))


def _verdict(judged: Judged) -> str:
    verdict = judged.verdict
    words = grade(verdict)
    match verdict:
        case Proved(assumptions, conditions):
            rests = [_formula(latex_statement(a)) for a in assumptions]
            rests += [_formula(latex_condition(c)) for c in conditions]
            words = f"proved {sizes_text(verdict)}"
            words += f", under {', '.join(rests)}" if rests else ""
        case Refuted(witness):
            words += f" `{witness_text(witness)}`"
        case Conditional(needs, witness, _):
            words += " on " + " or ".join(_formula(latex_statement(n)) for n in needs)
            words += f"; refuted without it `{witness_text(witness)}`"
        case Unknown(reason, detail):
            words += f" ({reason}: {_prose(detail)})"
    if judged.as_stated:
        return words
    return f"**not as stated: stated {judged.claim.stated}, found {grade(verdict)}**: {words}"


def _diagnostic(diagnostic: Diagnostic) -> str:
    said = "; ".join(filter(None, (diagnostic.message, diagnostic.reason, diagnostic.suggestion)))
    return f"**{diagnostic.name}**: {_prose(said)}."


def _cross_check(check: CrossCheck) -> str:
    sizes = ", ".join(map(str, check.sizes))
    outcome = "agrees" if check.ok else f"**fails**: {_prose(check.detail)}"
    return f"In NumPy, at sizes {sizes}: {outcome} (error {check.max_error:.1e})."


def _formula(formula: str) -> str:
    r"""A formula inside a line; Markdown would take a bar for a cell's end and \{ for {."""
    for sign, command in (("|", r"\vert "), (r"\{", r"\lbrace "), (r"\}", r"\rbrace ")):
        formula = formula.replace(sign, command)
    return f"${formula}$"


def _prose(words: str) -> str:
    return "".join("\\" + c if c in "\\`*_|<>[]$#" else c for c in words)
