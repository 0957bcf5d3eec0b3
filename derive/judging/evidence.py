"""What a verdict shows for itself: a proof its conditions, a refutation its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derive.judging.outcome import Outcome, Reason, Remark, Value, WitnessText
from derive.model import (
    Conditional,
    Judged,
    Proved,
    Refuted,
    Unknown,
    Witness,
    verdict_name,
)
from derive.reading.assumptions import SLACK
from derive.syntax.latex import latex, latex_condition, latex_statement

__all__ = ["outcome_of_judged", "sizes_of"]

#: A ball around 0, as its enclosure is written.
_ZERO = re.compile(r"-?0e-?\d+")


def outcome_of_judged(judged: Judged) -> Outcome:
    r"""The outcome of a judged claim: its evidence as LaTeX and exact values.

    >>> from derive import scalar
    >>> from derive.check import judge_claim
    >>> from derive.model import Claim
    >>> a, b = scalar("a"), scalar("b")
    >>> outcome_of_judged(judge_claim(Claim(a / b, a / b))).conditions
    ('b \\ne 0',)
    """
    claim, verdict = judged.claim, judged.verdict
    proof = verdict if isinstance(verdict, Proved) else None
    if isinstance(verdict, Conditional):
        proof = verdict.proof
    return Outcome(
        verdict_name(verdict),
        reason=Reason(verdict.reason, verdict.detail) if isinstance(verdict, Unknown) else None,
        assumptions=_once(latex_statement(a) for a in proof.assumptions) if proof else (),
        conditions=_once(latex_condition(c) for c in proof.conditions) if proof else (),
        needs=_once(map(latex_statement, verdict.needs))
        if isinstance(verdict, Conditional)
        else (),
        case=", ".join(_once(latex_statement(r) for r in claim.case)),
        sizes=sizes_of(proof) if proof else "",
        witness=_witness(verdict.witness) if isinstance(verdict, Refuted | Conditional) else None,
        remarks=tuple(
            Remark(d.name, d.message, d.reason, d.suggestion) for d in judged.diagnostics
        ),
    )


def sizes_of(proof: Proved) -> str:
    """``"all"``, or the sizes of each index set at which it was proved: a weaker grade."""
    if proof.sizes is None:
        return "all"
    return ", ".join(f"{s.name} = {', '.join(map(str, n))}" for s, n in proof.sizes)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _witness(witness: Witness) -> WitnessText:
    return WitnessText(
        tuple((s.name, n) for s, n in witness.sizes),
        tuple((i.name, n) for i, n in witness.positions),
        tuple(
            Value(name, tuple(at), str(value))
            for name, at, value in witness.values
            if not name.startswith(SLACK)
        ),
        _side(witness.lhs),
        _side(witness.rhs),
        tuple((latex(f.lhs), latex(f.rhs)) for f in witness.functions),
        witness.precision == 0,
    )


def _side(value: str) -> str:
    return "0" if _ZERO.fullmatch(value) else value
