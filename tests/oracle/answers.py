"""Answers: whether the two sides of a claim agree, everywhere or at a witness."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from mpmath import mp

from derive.model import Claim, Witness
from derive.syntax.tree import Call, Entry, IndexSet, IndexTerm, Point, Symbol, Written
from tests.oracle.data import (
    DIGITS,
    FLOOR,
    RELATIVE,
    ROUNDS,
    SIZES,
    Answer,
    Finding,
    NotDefined,
    Sample,
    Where,
)
from tests.oracle.ground import Ground
from tests.oracle.names import call_name, first_of, slots
from tests.oracle.points import sample_points
from tests.oracle.polynomials import Polynomial, polynomial_of
from tests.oracle.program import Program
from tests.oracle.tables import pairs


def decide(claim: Claim, sizes: Sequence[int] = SIZES, seed: int = 0) -> Answer:
    """Whether the two sides of a claim agree wherever it speaks of numbers.

    ``different`` if at some admissible point both sides are defined and differ;
    ``undefined`` if there is no admissible point at which both are defined.
    """
    return examine(claim, sizes, seed).answer


def examine(claim: Claim, sizes: Sequence[int] = SIZES, seed: int = 0) -> Finding:
    """The answer of ``decide``, with the point at which the sides differ."""
    program = Program((claim.lhs, claim.rhs))
    rng = random.Random(seed)
    for _ in range(ROUNDS):
        placed = defined = False
        for sample in sample_points(claim, sizes, rng):
            placed = True
            try:
                lhs, rhs = program.values(sample)
            except NotDefined:
                continue
            defined = True
            if differ(lhs, rhs):
                return Finding("different", sample, lhs, rhs)
        if defined:
            return Finding("equal")
        if not placed:
            break
    return Finding("undefined")


def differ(lhs: Any, rhs: Any) -> bool:
    """Whether two values differ by more than evaluation can err, at any of their entries."""
    with mp.workdps(DIGITS):
        return any(
            abs(one - other) > RELATIVE * max(abs(one), abs(other), FLOOR)
            for one, other in pairs(lhs, rhs)
        )


def admissible(claim: Claim, sample: Sample) -> bool:
    """Whether a point satisfies every assumption and the case of a claim."""
    return Ground(claim).admits(sample)


def at_witness(claim: Claim, witness: Witness) -> Finding:
    """What the two sides of a claim are at a witness, in the numbering of its document.

    Raises ``ValueError`` where the witness is incomplete or breaks an assumption, and
    ``NotDefined`` where a side has no value.
    """
    ground = Ground(claim)
    sample = _sample_of(ground, witness)
    missing = [index.name for index in ground.free if index not in sample.positions]
    missing += [over.name for over in ground.sets if over not in sample.sizes]
    if missing:
        raise ValueError(f"the witness does not place {', '.join(missing)}")
    for index, at in sample.positions.items():
        if index.over in sample.sizes and not 1 <= at <= sample.sizes[index.over]:
            raise ValueError(f"the witness places {index.name} outside {index.over.name}")
    if not ground.admits(sample):
        raise ValueError("the witness does not satisfy the assumptions and the case")
    lhs, rhs = Program((claim.lhs, claim.rhs)).values(sample)
    return Finding("different" if differ(lhs, rhs) else "equal", sample, lhs, rhs)


def _sample_of(ground: Ground, witness: Witness) -> Sample:
    """A witness as a point, with every set counted from 1."""
    ahead = {over: 1 - first_of(over, ground.literals) for over in ground.sets}
    positions = {index: at + ahead.get(index.over, 0) for index, at in witness.positions}
    values: dict[tuple[str, Where], Fraction] = {}
    for name, at, value in witness.values:
        axes = ground.declared[name].axes if name in ground.declared else ()
        if len(axes) == len(at):
            moved = tuple(a + ahead[axis] for a, axis in zip(at, axes, strict=True))
            values[name, moved] = value
    functions = _functions_of(ground, witness, ahead)
    return Sample(dict(witness.sizes), positions, values, ground.literals, functions)


def _functions_of(
    ground: Ground, witness: Witness, ahead: Mapping[IndexSet, int]
) -> dict[tuple[str, Where], Polynomial]:
    """The polynomials that a witness gives for abstract functions, ``E = 2 a_1 − a_2²``."""

    def moved(indices: Sequence[IndexTerm]) -> Where:
        return tuple(i.value + ahead[i.over] for i in indices if isinstance(i, Point))

    def place(form: Written) -> tuple[str, Where]:
        match form:
            case Symbol(name):
                return name, ()
            case Entry(name, indices):
                return name, moved(indices)
        raise ValueError(f"the witness gives a function of {form}")

    sizes, found = dict(witness.sizes), {}
    for given in witness.functions:
        if isinstance(given.lhs, Call):
            key = call_name(given.lhs) or "", ()
            order = [place(argument) for argument in given.lhs.arguments]
        else:
            key = place(given.lhs)
            if key[0] not in ground.declared:
                continue
            order = slots(ground.declared[key[0]], sizes)
        number = {name: n for n, name in enumerate(order)}
        found[key] = polynomial_of(given.rhs, lambda form, number=number: number[place(form)])
    return found
