"""What has been proved is confirmed at points, and what the proof rests on is listed."""

from __future__ import annotations

from derive.model import Assumption, Claim, Condition, Fact, Proved, Refuted, Unknown, Verdict
from derive.prove.points import TooLarge
from derive.prove.refute import Sample, agree, separate
from derive.scope import Scope
from derive.syntax.tree import Size

__all__ = ["DISAGREEMENT", "confirm", "declared_facts", "vacuous"]

METHOD = "normal form in every equality pattern, confirmed by evaluation"


#: The reason for "unknown" that is a fault of the prover's.
DISAGREEMENT = "internal-disagreement"


def confirm(
    claim: Claim,
    scope: Scope,
    needed: tuple[Condition, ...],
    used: tuple[Assumption, ...],
    *,
    partly_undefined: bool = False,
    extra: int = 0,
    seen: Sample | None = None,
) -> Verdict:
    """The normal forms agree: confirm at points, and list what the proof rests on.

    ``seen`` is what the second opinion has said already.
    """
    try:
        if partly_undefined:
            sample = separate(claim, scope, 1)
        else:
            sample = agree(claim, scope, extra) if seen is None else seen
    except TooLarge as error:
        return Unknown("too-large", str(error))
    if sample.witness is not None and (partly_undefined or any(c.maybe_empty for c in needed)):
        # An empty sum has no terms: what they are undefined for, or need, it does not.
        rounder = separate(claim, scope, 1)
        return Refuted(rounder.witness or sample.witness)
    if sample.witness is not None:
        return Unknown(
            DISAGREEMENT,
            "the normal form proves what evaluation refutes: please report this claim",
        )
    if sample.defined is None:
        return vacuous(sample)
    return Proved(
        assumptions=(*used, *claim.case, *declared_facts(claim, scope)),
        conditions=(*needed, *_room_for_literals(scope)),
        method=METHOD,
        point=sample.defined,
    )


def declared_facts(claim: Claim, scope: Scope) -> tuple[Fact, ...]:
    """What the declarations of the claim's names say about them."""
    names = scope.names_in(claim.lhs) | scope.names_in(claim.rhs)
    return tuple(
        Fact(kind, name)
        for name in sorted(names)
        for kind in sorted(scope.declarations[name].facts)
    )


def _room_for_literals(scope: Scope) -> tuple[Condition, ...]:
    """That each index set has the elements that the literal indices name: ``C − 2 > 0``."""
    found = []
    for over in scope.index_sets:
        literals = [p.value for p in scope.points if p.over == over]
        least = max(literals, default=0) - min([1, *literals]) + 1
        if least > 1:
            found.append(Condition(Size(over) - (least - 1), ">0"))
    return tuple(found)


def vacuous(sample: Sample) -> Unknown:
    """Why nothing is said: no point was found, or none at which both sides are defined."""
    if sample.placed == 0:
        return Unknown(
            "no-point",
            "no exact point was found that satisfies the assumptions: do they contradict?",
        )
    return Unknown("undefined", f"no point was found at which it is defined: {sample.detail}")
