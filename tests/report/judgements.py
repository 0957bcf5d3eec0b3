"""Judgements built by hand, one for each verdict: reports decide nothing, so nothing is proved."""

from __future__ import annotations

from fractions import Fraction

from derive.model import (
    Claim,
    Condition,
    Conditional,
    CrossCheck,
    Definition,
    Derivation,
    Diagnostic,
    Eq,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Stated,
    Unknown,
    Verdict,
    Witness,
)
from derive.syntax.declare import Ne, define, index_set, indices, log, one_hot, vector
from derive.syntax.tree import Index, Sum, Symbol, Written

C = index_set("C")
i, j, k = indices("i j k", C)
p, y, z = vector("p", C), vector("y", C), vector("z", C)
L = define("L", -Sum(y[i] * log(p[i]), i))

POINT = Witness(
    sizes=((C, 2),),
    positions=((k, 2),),
    values=(("z", (1,), Fraction(0)), ("z", (2,), Fraction(1, 2))),
    lhs="1/2",
    rhs="0",
    precision=0,
    seed=20,
)
PROOF = Proved((), (), "normal form", POINT)
AT_SIZES = Proved((), (), "writing the sums out", POINT, sizes=((C, (1, 2, 3)),))
VERDICTS: dict[str, Verdict] = {
    "proved": Proved((one_hot(y),), (Condition(p[j], ">0", (j,)),), "normal form", POINT),
    "proved at sizes": AT_SIZES,
    "refuted": Refuted(POINT),
    "conditional": Conditional((Eq(Sum(y[j], j), 1),), POINT, PROOF),
    "unknown": Unknown("out-of-class", "max is not known here"),
}


def claim(
    right: Written | None = None, stated: Stated = "proved", rule: str = "term by term"
) -> Claim:
    return Claim(z[k], y[k] if right is None else right, rule, id="7.1", stated=stated)


def judgement(
    verdict: Verdict,
    stated: Stated = "proved",
    check: CrossCheck | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
) -> Judgement:
    """A derivation with one step and its verdict."""
    step = claim(stated=stated)
    derivation = Derivation("one-step", "One step", (step,))
    return Judgement(derivation, (Judged(step, verdict, diagnostics),), check)


def definition(name: Symbol) -> Judged:
    assert name.declared is not None
    assert name.declared.body is not None
    line = Claim(name, name.declared.body, "definition", stated="definition", defines=name.declared)
    return Judged(line, Definition())


def chain(*rights: Written, case: tuple[Index, Index] | None = None) -> Judgement:
    """A derivation in which every step goes on from the one before, all proved."""
    left: Written = z[k]
    judged = []
    for number, right in enumerate(rights):
        step = Claim(left, right, f"rule {number}", case=() if case is None else (Ne(*case),))
        judged.append(Judged(step, PROOF))
        left = right
    claims = tuple(j.claim for j in judged)
    return Judgement(Derivation("chain", "", claims), tuple(judged))
