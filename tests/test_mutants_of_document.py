"""The prover against the oracle: every claim of the documents, and slips in their right sides.

A false proof and a false refutation are the two faults that may not happen once. What is
left undecided is counted, and may not be much. A mutant whose arrays do not fit together
is no claim: both must say so. Run with ``-s -n0`` to see the counts.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

import pytest

from derive.model import (
    Assumption,
    Claim,
    Conditional,
    IndexRelation,
    Proved,
    Refuted,
    Unknown,
    Verdict,
    Witness,
    verdict_name,
)
from derive.syntax.array import (
    LAYOUTS,
    Array,
    Diag,
    Gradient,
    Hadamard,
    MatMul,
    Ones,
    Transpose,
    Unit,
    has_arrays,
)
from derive.syntax.tree import Index, Written
from derive.syntax.walk import children, rebuild, subforms
from tests.mutants import mutants
from tests.oracle import Answer, Misshapen, NotDefined, at_witness, decide
from tests.oracle.names import terms

check = pytest.importorskip("derive.check")
scope = pytest.importorskip("derive.scope")
catalogue = pytest.importorskip("derive.catalogue")

SEED = 20_240
#: The claims are dealt into parts, so that the parts run side by side.
PARTS = 2
#: A right side has only so many slips: a part may run out before it has the most.
LEAST_PER_PART, MOST_PER_PART = 250, 600
LEAST_DECIDED = 0.98
#: What the oracle says where arrays do not fit together.
MISSHAPEN = "misshapen"


def claims_to_judge() -> list[tuple[str, Claim]]:
    """Every claim that is not a definition, under a name, in the order of the catalogue."""
    return [
        (f"{derivation.name}:{claim.id or number}", claim)
        for derivation in sorted(catalogue.load_all(), key=lambda d: d.name)
        for number, claim in enumerate(derivation.steps)
    ]


CLAIMS = claims_to_judge()


# -- a verdict, weighed by the oracle


def fault_of(claim: Claim, verdict: Verdict, answer: Answer) -> str:
    """What the oracle holds against a verdict; empty if nothing."""
    match verdict:
        case Proved(point=point):
            if answer == "different":
                return "proved, and different"
            return fault_of_point(claim, point, "equal")
        case Refuted(witness):
            return fault_of_point(claim, witness, "different")
        case Conditional(needs, witness, _):
            refuted = fault_of_point(claim, witness, "different")
            return refuted or fault_of_needs(claim, needs)
    return ""


def fault_of_point(claim: Claim, witness: Witness, wanted: Answer) -> str:
    try:
        found = at_witness(claim, witness).answer
    except (NotDefined, ValueError) as reason:
        return f"no {wanted} point: {reason}"
    return "" if found == wanted else f"the point of the verdict shows {found}, not {wanted}"


def fault_of_needs(claim: Claim, needs: tuple[Assumption, ...]) -> str:
    for need in needs:
        found = decide(assuming(claim, need))
        if found != "equal":
            return f"{found} under {need}"
    return "" if needs else "conditional on nothing"


def assuming(claim: Claim, need: Assumption) -> Claim:
    if isinstance(need, IndexRelation):
        return replace(claim, case=(*claim.case, need))
    return replace(claim, given=(*claim.given, need))


@pytest.mark.parametrize("claim", [c for _, c in CLAIMS], ids=[name for name, _ in CLAIMS])
def test_the_oracle_agrees_with_the_verdict(claim: Claim) -> None:
    verdict = check.judge_claim(claim).verdict
    answer = decide(claim)
    assert fault_of(claim, verdict, answer) == ""
    wanted = {"proved": "equal", "refuted": "different", "conditional": "different"}
    name = verdict_name(verdict)
    assert answer == wanted.get(name, answer)


# -- mutants


@dataclass
class Tally:
    """Counts of (what the oracle found, what was judged), and the faults with their mutants."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        return sum(self.counts.values())

    @property
    def decided(self) -> float:
        """The share of the mutants with a verdict, among those that are defined anywhere."""
        nothing = ("undefined", MISSHAPEN)
        defined = Counter({key: n for key, n in self.counts.items() if key[0] not in nothing})
        unknown = sum(n for (_, verdict), n in defined.items() if verdict.startswith("unknown"))
        return 1 - unknown / max(1, sum(defined.values()))

    def table(self) -> Iterator[str]:
        yield f"{'oracle':<12}{'verdict':<32}{'mutants':>8}"
        for (answer, verdict), count in sorted(self.counts.items()):
            yield f"{answer:<12}{verdict:<32}{count:>8}"
        yield f"{'all':<44}{self.judged:>8}   decided {self.decided:.1%}, seed {SEED}"


def letters_of(claim: Claim) -> tuple[Index, ...]:
    """The letters that occur in a claim, free or bound; none that stands for two sets."""
    found: dict[Index, None] = {}
    for form in (claim.lhs, claim.rhs):
        for sub in subforms(form):
            found.update(dict.fromkeys(t for t in terms(sub) if isinstance(t, Index)))
    names = Counter(index.name for index in found)
    return tuple(index for index in found if names[index.name] == 1)


def array_mutants(form: Written) -> Iterator[tuple[str, Written]]:
    """Slips that only arrays have, at any place of a form; many no longer fit together."""
    yield from _array_slips(form)
    parts = children(form)
    for place, part in enumerate(parts):
        for what, changed in array_mutants(part):
            if not isinstance(form, Gradient) or place == 0:
                yield what, rebuild(form, (*parts[:place], changed, *parts[place + 1 :]))


def _array_slips(form: Written) -> Iterator[tuple[str, Written]]:
    match form:
        case Transpose(of):
            yield "dropped a transpose", of
        case MatMul(factors) | Hadamard(factors):
            for place, factor in enumerate(factors):
                rest = (*factors[:place], *factors[place + 1 :])
                yield "dropped a factor", replace(form, factors=rest) if rest[1:] else rest[0]
                yield "wrote a factor last", replace(form, factors=(*rest, factor))
            other = Hadamard if isinstance(form, MatMul) else MatMul
            yield "took the other product", other(factors)
        case Gradient(of, wrt, layout):
            (other_layout,) = set(LAYOUTS) - {layout}
            yield "took the other layout", Gradient(of, wrt, other_layout)
        case Diag(of):
            yield "dropped a diag", of
        case Unit(at):
            yield "took ones for a unit vector", Ones(at.over)
        case Array():
            yield "transposed", Transpose(form)
            yield "put a diag around it", Diag(form)


def mutants_of(name: str, claim: Claim) -> Iterator[tuple[str, Written]]:
    """The mutants of a claim's right side, those of its arrays first."""
    if has_arrays(claim.rhs):
        yield from array_mutants(claim.rhs)
    yield from mutants(claim.rhs, letters_of(claim), random.Random(f"{SEED} {name}"))


def mutants_of_part(part: int) -> Iterator[tuple[str, Claim]]:
    """The mutants of a part of the claims: in turn from each claim, until all are used up."""
    sources = [(name, claim, mutants_of(name, claim)) for name, claim in CLAIMS[part::PARTS]]
    while sources:
        for source in list(sources):
            name, claim, drawn = source
            following = next(drawn, None)
            if following is None:
                sources.remove(source)
                continue
            what, rhs = following
            yield f"{name}: {what}", replace(claim, rhs=rhs)


def answer_of(claim: Claim) -> str:
    try:
        return decide(claim)
    except Misshapen:
        return MISSHAPEN


def verdict_of(claim: Claim) -> Verdict | None:
    """The verdict; none where the claim says nothing."""
    try:
        return check.judge_claim(claim).verdict
    except scope.ScopeError:
        return None


@pytest.mark.parametrize("part", range(PARTS))
def test_no_mutant_is_judged_falsely(part: int) -> None:
    tally = Tally()
    for name, claim in islice(mutants_of_part(part), MOST_PER_PART):
        answer, verdict = answer_of(claim), verdict_of(claim)
        if answer == MISSHAPEN or verdict is None:
            tally.counts[answer, MISSHAPEN if verdict is None else verdict_name(verdict)] += 1
            if answer != MISSHAPEN or verdict is not None:
                tally.faults.append(f"{answer}, and {verdict}\n    {name}\n    {claim.rhs}")
            continue
        fault = fault_of(claim, verdict, answer)  # type: ignore[arg-type]
        reason = f" ({verdict.reason})" if isinstance(verdict, Unknown) else ""
        tally.counts[answer, verdict_name(verdict) + reason] += 1
        if fault:
            tally.faults.append(f"{fault}\n    {name}\n    {claim.lhs} = {claim.rhs}")
        elif reason and answer != "undefined":
            tally.undecided.append(f"{reason} {name}\n    {claim.lhs} = {claim.rhs}")
    print("", *tally.table(), sep="\n")
    assert tally.judged >= LEAST_PER_PART
    assert not tally.faults, "\n".join(tally.faults)
    assert tally.decided >= LEAST_DECIDED, "\n".join(tally.undecided)
