"""What a verdict shows for itself: a proof its conditions, a refutation its numbers."""

from __future__ import annotations

import re

from derive.model import Conditional, Judged, Proved, Refuted, Unknown, Witness, verdict_name
from derive.old.outcome import Outcome, Remark, Value, WitnessText
from derive.syntax.latex import latex, latex_condition, latex_statement

__all__ = ["outcome_with_evidence"]

#: A ball around 0, as its enclosure is written.
_ZERO = re.compile(r"0e-\d+")


def outcome_with_evidence(judged: Judged) -> Outcome:
    """The outcome of a judged claim, in words and LaTeX."""
    claim, verdict = judged.claim, judged.verdict
    proof = verdict if isinstance(verdict, Proved) else None
    if isinstance(verdict, Conditional):
        proof = verdict.proof
    witness = verdict.witness if isinstance(verdict, Refuted | Conditional) else None
    return Outcome(
        verdict_name(verdict),
        reason=f"{verdict.reason}: {verdict.detail}" if isinstance(verdict, Unknown) else "",
        sizes=_sizes(proof),
        assumptions=tuple(latex_statement(a) for a in proof.assumptions) if proof else (),
        conditions=tuple(latex_condition(c) for c in proof.conditions) if proof else (),
        needs=tuple(latex_statement(n) for n in verdict.needs)
        if isinstance(verdict, Conditional)
        else (),
        case=", ".join(latex_statement(r) for r in claim.case),
        witness=None if witness is None else _witness(witness),
        remarks=tuple(
            Remark(d.name, d.message, d.reason, d.suggestion) for d in judged.diagnostics
        ),
    )


def _sizes(proof: Proved | None) -> str:
    if proof is None:
        return ""
    if proof.sizes is None:
        return "all"
    return ", ".join(f"{s.name} = {', '.join(map(str, n))}" for s, n in proof.sizes)


def _witness(witness: Witness) -> WitnessText:
    return WitnessText(
        tuple((s.name, n) for s, n in witness.sizes),
        tuple((i.name, n) for i, n in witness.positions),
        tuple(Value(name, tuple(at), str(value)) for name, at, value in witness.values),
        _ZERO.sub("0", witness.lhs),
        _ZERO.sub("0", witness.rhs),
        tuple((latex(f.lhs), latex(f.rhs)) for f in witness.functions),
        witness.precision == 0,
    )
