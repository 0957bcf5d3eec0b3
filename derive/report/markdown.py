"""A judged derivation as Markdown, its formulas in LaTeX."""

from __future__ import annotations

from derive.model import (
    Conditional,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Unknown,
    verdict_name,
)
from derive.report.latex import derivation_latex
from derive.report.witness import witness_text
from derive.syntax.latex import latex, latex_condition, latex_statement

__all__ = ["judgement_markdown"]


def judgement_markdown(judgement: Judgement) -> str:
    """A heading, the derivation, and a table with the verdict of each step."""
    derivation = judgement.derivation
    lines = [f"## {derivation.title or derivation.name}", ""]
    lines += ["$$", derivation_latex(derivation), "$$", ""]
    lines += ["| claim | right side | rule | verdict |", "|---|---|---|---|"]
    for judged in judgement.judged:
        claim = judged.claim
        right = latex(claim.rhs).replace("|", r"\vert ")
        row = (claim.id or "", f"${right}$", claim.rule, _verdict(judged))
        lines.append("| " + " | ".join(row) + " |")
    check = judgement.cross_check
    if check is not None:
        sizes = ", ".join(map(str, check.sizes))
        outcome = "agrees" if check.ok else f"**fails**: {check.detail}"
        lines += ["", f"In NumPy, at sizes {sizes}: {outcome} (error {check.max_error:.1e})."]
    return "\n".join(lines)


def _verdict(judged: Judged) -> str:
    verdict = judged.verdict
    words: str = verdict_name(verdict)
    match verdict:
        case Proved():
            rests = [f"${latex_statement(a)}$" for a in verdict.assumptions]
            rests += [f"${latex_condition(c)}$" for c in verdict.conditions]
            words += " for every size" if verdict.sizes is None else " at some sizes"
            words += f", under {', '.join(rests)}" if rests else ""
        case Refuted(witness):
            words += f" {witness_text(witness)}"
        case Conditional(needs, witness, _):
            words += " on " + " or ".join(f"${latex_statement(n)}$" for n in needs)
            words += f"; without it, {witness_text(witness)}"
        case Unknown(reason, detail):
            words += f" ({reason}: {detail})"
    return words if judged.as_stated else f"**{words}; stated {judged.claim.stated}**"
