"""Judgements as JSON, for other programs. The shape is versioned."""

from __future__ import annotations

import json
from collections import Counter
from math import isfinite

from derive.model import (
    Assumption,
    Conditional,
    CrossCheck,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Unknown,
    Verdict,
    Witness,
    verdict_name,
)
from derive.report.words import grade
from derive.syntax.latex import latex, latex_condition, latex_statement

__all__ = ["VERSION", "judgements_json"]

VERSION = 1

Value = object


def judgements_json(judgements: tuple[Judgement, ...]) -> str:
    """All judgements and a summary; formulas are LaTeX, the values of a witness exact.

    ``sizes`` is ``"all"`` or, for the weaker grade, the sizes of each index set at which a
    claim was proved. An error that is no number is ``null``.
    """
    document = {
        "version": VERSION,
        "derivations": [_derivation(judgement) for judgement in judgements],
        "summary": _summary(judgements),
    }
    return json.dumps(document, indent=2, allow_nan=False)


def _derivation(judgement: Judgement) -> dict[str, Value]:
    derivation = judgement.derivation
    return {
        "name": derivation.name,
        "title": derivation.title,
        "claims": [claim.id for claim in derivation.claims if claim.id is not None],
        "steps": [_step(judged) for judged in judgement.judged],
        "cross_check": _cross_check(judgement.cross_check),
    }


def _step(judged: Judged) -> dict[str, Value]:
    claim, verdict = judged.claim, judged.verdict
    proof = verdict if isinstance(verdict, Proved) else None
    if isinstance(verdict, Conditional):
        proof = verdict.proof
    witness = verdict.witness if isinstance(verdict, Refuted | Conditional) else None
    return {
        "claim": claim.id,
        "lhs": latex(claim.lhs),
        "rhs": latex(claim.rhs),
        "rule": claim.rule,
        "verdict": verdict_name(verdict),
        "stated": claim.stated,
        "sizes": _sizes(proof),
        "assumptions": [latex_statement(a) for a in proof.assumptions] if proof else [],
        "conditions": [latex_condition(c) for c in proof.conditions] if proof else [],
        "method": proof.method if proof else None,
        "needs": [latex_statement(n) for n in _needs(verdict)],
        "case": ", ".join(latex_statement(r) for r in claim.case) or None,
        "witness": _witness(witness),
        "reason": f"{verdict.reason}: {verdict.detail}" if isinstance(verdict, Unknown) else None,
        "intended": claim.intended,
        "diagnostics": [
            {
                "name": d.name,
                "message": d.message,
                "reason": d.reason,
                "suggestion": d.suggestion,
            }
            for d in judged.diagnostics
        ],
    }


def _needs(verdict: Verdict) -> tuple[Assumption, ...]:
    return verdict.needs if isinstance(verdict, Conditional) else ()


def _sizes(proof: Proved | None) -> Value:
    if proof is None:
        return None
    return "all" if proof.sizes is None else {s.name: n for s, n in proof.sizes}


def _witness(witness: Witness | None) -> Value:
    if witness is None:
        return None
    return {
        "sizes": {s.name: n for s, n in witness.sizes},
        "positions": {i.name: n for i, n in witness.positions},
        "values": [
            {"name": name, "at": list(at), "value": str(value)}
            for name, at, value in witness.values
        ],
        "functions": [{"lhs": latex(f.lhs), "rhs": latex(f.rhs)} for f in witness.functions],
        "lhs": witness.lhs,
        "rhs": witness.rhs,
        "precision": witness.precision,
        "seed": witness.seed,
    }


def _cross_check(check: CrossCheck | None) -> Value:
    if check is None:
        return None
    return {
        "sizes": list(check.sizes),
        "max_error": _number(check.max_error),
        "off_assumption": _number(check.off_assumption),
        "ok": check.ok,
        "detail": check.detail,
    }


def _number(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _summary(judgements: tuple[Judgement, ...]) -> dict[str, Value]:
    judged = [j for judgement in judgements for j in judgement.judged]
    return {
        "derivations": len(judgements),
        "steps": len(judged),
        "verdicts": dict(sorted(Counter(grade(j.verdict) for j in judged).items())),
        "not_as_stated": sum(not j.as_stated for j in judged),
        "cross_checks_failed": sum(
            j.cross_check is not None and not j.cross_check.ok for j in judgements
        ),
        "as_stated": all(judgement.as_stated for judgement in judgements),
    }
