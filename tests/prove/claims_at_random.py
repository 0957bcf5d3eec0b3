"""Claims at random: true by construction, or with one slip of the pen, judged and checked.

    python -m tests.prove.claims_at_random 2000 --seed 1

A form of the class is drawn, and rewritten by rules that hold for every size; then the claim
that the two are equal is true wherever both are defined. A mutant of its right side is most
often false. ``derive`` judges both, and the oracle, which shares no code with it, says what
they are worth. Nothing here may disagree:

- no claim is proved that the oracle finds different, with the printed conditions met or not;
- no claim is refuted or conditional whose witness the oracle finds equal or inadmissible;
- no assumption that ``derive`` suggests leaves the sides different;
- no proof leaves out a condition: where those that are printed hold, both sides have a value;
- no claim makes ``derive`` crash, or disagree with its own second opinion.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from unittest.mock import patch

from mpmath import mpf

from derive.check import judge_claim
from derive.model import (
    Claim,
    Condition,
    Conditional,
    Eq,
    IndexRelation,
    Proved,
    Refuted,
    Unknown,
    Witness,
)
from derive.syntax.declare import (
    Ne,
    binary,
    define,
    delta,
    distribution,
    exp,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    partial,
    positive,
    positive_distribution,
    scalar,
    size,
    sqrt,
    vector,
)
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.walk import children, free_indices, map_children, rebuild, rename_index, subforms
from tests import oracle
from tests.mutants import mutants
from tests.oracle import (
    NotDefined,
    Sample,
    Unsupported,
    at_witness,
    decide,
    evaluate,
    sample_points,
)
from tests.prove.shapes_at_random import shaped

C, A = index_set("C"), index_set("A")
i, j, k, l, m = indices("i j k l m", C)
a, b, c = indices("a b c", A)
FREE = (i, k, a)
BOUND = {C: (j, l, m), A: (b, c)}

w, x, y, z = (vector(name, C) for name in "wxyz")
u, v = (vector(name, A) for name in "uv")
W, M = matrix("W", C, C), matrix("M", C, A)
s = scalar("s")
softmax = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
others = define("r", i, Sum(x[j] * y[i], j, excluding=i))
loss = define("L", -Sum(y[i] * log(softmax[i]), i))
bilinear = define("B", i, k, x[i] * y[k] + Sum(W[i, j] * x[j], j))


@dataclass(frozen=True, slots=True)
class Found:
    """Where ``derive`` and the oracle disagree."""

    what: str
    claim: Claim
    detail: str


class Author:
    """Draws forms; ``scope`` are the indices that may occur free."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def term(self, scope: tuple[Index, ...], over: object) -> Index | int:
        mine = [index for index in scope if index.over == over]
        return self.rng.choice(mine) if mine else 1

    def entry(self, scope: tuple[Index, ...]) -> Written:
        over = {index.over for index in scope}
        if A in over and self.rng.random() < 0.25:
            if C in over and self.rng.random() < 0.5:
                return M[self.term(scope, C), self.term(scope, A)]
            return self.rng.choice((u, v))[self.term(scope, A)]
        if C not in over:
            return s
        at = self.term(scope, C)
        match self.rng.randrange(14):
            case 0:
                return softmax[at]
            case 1:
                return others[at]
            case 2:
                return bilinear[at, self.term(scope, C)]
            case 3 | 4:
                return W[at, self.term(scope, C)]
            case 5:
                return self.rng.choice((w, x, y, z))[1]
        return self.rng.choice((w, x, y, z))[at]

    def atom(self, scope: tuple[Index, ...]) -> Written:
        draw = self.rng.random()
        if draw < 0.08:
            return Number(Fraction(self.rng.choice((0, 1, 1, 2, 3)), self.rng.choice((1, 1, 2))))
        if draw < 0.12:
            return size(C)
        if draw < 0.16:
            return s
        if draw < 0.28:
            mine = [index for index in scope if index.over == C]
            if len(mine) > 1:
                return delta(*self.rng.sample(mine, 2))
        return self.entry(scope)

    def safe(self, depth: int, scope: tuple[Index, ...]) -> Written:
        """A form that is positive for any values of its quantities."""
        inner = self.form(max(depth - 1, 0), scope)
        return self.rng.choice((exp(inner), 1 + inner**2, 2 + exp(inner), exp(inner) + inner**2))

    def form(self, depth: int, scope: tuple[Index, ...]) -> Written:
        if depth <= 0:
            return self.atom(scope)

        def part() -> Written:
            return self.form(depth - self.rng.choice((1, 1, 2)), scope)

        match self.rng.randrange(16):
            case 0 | 1:
                return part() + part()
            case 2:
                return part() - part()
            case 3 | 4:
                return part() * part()
            case 5:
                return part() / self.safe(depth - 1, scope)
            case 6:
                return part() / part()
            case 7:
                return exp(part())
            case 8:
                return log(self.safe(depth - 1, scope))
            case 9:
                return sqrt(self.safe(depth - 1, scope)) if depth < 3 else -part()
            case 10:
                return part() ** self.rng.choice((2, 2, 3))
            case 11 if depth < 4:
                wrt = self.rng.choice((x, y, z, w))[self.term(scope, C)]
                total = self.sum_of(depth - 1, scope)
                return partial(self.rng.choice((part(), total, total * total, total * part())), wrt)
            case 12:
                return self.sum_of(depth - 1, scope) * part()
        return self.sum_of(depth, scope)

    def sum_of(self, depth: int, scope: tuple[Index, ...]) -> Written:
        over = A if self.rng.random() < 0.2 else C
        letters = BOUND[over]
        unused = [letter for letter in letters if letter not in scope]
        # Now and then a letter that is in use already: its meaning outside is then hidden.
        anew = unused and self.rng.random() < 0.85
        index = self.rng.choice(unused if anew else letters)
        body = self.form(depth - 1, (*(t for t in scope if t != index), index))
        mates = [t for t in scope if t.over == over and t != index]
        excluding = tuple(t for t in mates if self.rng.random() < 0.3)[:2]
        return Sum(body, index, excluding)


# -- rewrites that hold for every size, wherever both sides are defined

Rewrite = Callable[[Written, random.Random], "Written | None"]


def _commute(form: Written, rng: random.Random) -> Written | None:
    if isinstance(form, Add | Mul):
        parts = list(children(form))
        rng.shuffle(parts)
        return rebuild(form, tuple(parts))
    return None


def _distribute(form: Written, rng: random.Random) -> Written | None:
    match form:
        case Mul((first, Add(terms))):
            return Add(tuple(Mul((first, term)) for term in terms))
        case Mul((Add(terms), second)):
            return Add(tuple(Mul((term, second)) for term in terms))
        case Quotient(Add(terms), below):
            return Add(tuple(Quotient(term, below) for term in terms))
        case Sum(Add(terms), index, excluding):
            return Add(tuple(Sum(term, index, excluding) for term in terms))
        case Derivative(Add(terms), wrt):
            return Add(tuple(Derivative(term, wrt) for term in terms))
        case Derivative(Mul((first, second)), wrt):
            left, right = Derivative(first, wrt), Derivative(second, wrt)
            return Add((Mul((left, second)), Mul((first, right))))
        case Derivative(Call("exp", (inner,)), wrt):
            return Mul((form.of, Derivative(inner, wrt)))
        case Call("exp", (Add((first, *rest)),)):
            return Mul((exp(first), *(exp(term) for term in rest)))
        case Power(base, Number(value)) if value == 2:
            return Mul((base, base))
        case Neg(Add(terms)):
            return Add(tuple(Neg(term) for term in terms))
    return None


def _take_out(form: Written, rng: random.Random) -> Written | None:
    """A factor that is free of the index comes out of the sum, or goes into it."""
    match form:
        case Sum(Mul(factors), index, excluding):
            outside = [f for f in factors if index not in free_indices(f)]
            inside = [f for f in factors if index in free_indices(f)]
            if outside and inside:
                body = Mul(tuple(inside)) if len(inside) > 1 else inside[0]
                return Mul((*outside, Sum(body, index, excluding)))
        case Mul((first, Sum(body, index, excluding))):
            if index not in free_indices(first):
                return Sum(Mul((first, body)), index, excluding)
    return None


def _split_off(form: Written, rng: random.Random) -> Written | None:
    """``Σ_j f(j) = Σ_{j≠k} f(j) + f(k)``, and back with the point left out taken away."""
    if not isinstance(form, Sum):
        return None
    body, index = form.body, form.index
    mates = [t for t in (i, k, a) if t.over == index.over and t != index]
    if not form.excluding and mates:
        point = rng.choice(mates)
        return Add((Sum(body, index, point), rename_index(body, index, point)))
    if len(form.excluding) == 1:
        (point,) = form.excluding
        return Sum(Mul((1 - Delta(index, point), body)), index, form.excluding)
    return None


def _pick(form: Written, rng: random.Random) -> Written | None:
    """``f(k) = Σ_j δ_jk f(j)``."""
    free = [t for t in free_indices(form) if t.over == C]
    unused = [t for t in (*BOUND[C], *indices("q_1 #1", C)) if t not in free]
    if not free or not unused or isinstance(form, Number):
        return None
    point, index = rng.choice(sorted(free, key=lambda t: t.name)), rng.choice(unused)
    if any(isinstance(sub, Sum) and sub.index == index for sub in subforms(form)):
        return None
    return Sum(Mul((Delta(index, point), rename_index(form, point, index))), index)


def _rename(form: Written, rng: random.Random) -> Written | None:
    if isinstance(form, Sum):
        fresh = rng.choice(indices("j_1 #1 t r2", form.index.over))
        if fresh not in free_indices(form.body) and fresh not in form.excluding:
            return Sum(rename_index(form.body, form.index, fresh), fresh, form.excluding)
    return None


def _exchange(form: Written, rng: random.Random) -> Written | None:
    match form:
        case Sum(Sum(body, inner, inner_left_out), outer, outer_left_out) if inner != outer:
            if inner in outer_left_out:
                return None
            if outer not in inner_left_out:
                return Sum(Sum(body, outer, outer_left_out), inner, inner_left_out)
            if inner_left_out == (outer,) and not outer_left_out:
                return Sum(Sum(body, outer, inner), inner)
    return None


def _add_nothing(form: Written, rng: random.Random) -> Written | None:
    other = rng.choice((x[i], softmax[k], Sum(y[j] * z[j], j), s, exp(x[k])))
    match rng.randrange(4):
        case 0:
            return Add((form, other, Neg(other)))
        case 1:
            return Mul((form, exp(other), exp(Neg(other))))
        case 2:
            return log(exp(form))
    return Quotient(Mul((form, exp(other))), exp(other))


REWRITES: tuple[Rewrite, ...] = (
    _commute,
    _distribute,
    _distribute,
    _take_out,
    _split_off,
    _split_off,
    _pick,
    _rename,
    _exchange,
    _add_nothing,
)


def rewritten(form: Written, rng: random.Random, chance: float = 0.35) -> Written:
    """The form with some of its subforms rewritten."""
    form = _inside(form, rng, chance)
    if rng.random() < chance:
        found = rng.choice(REWRITES)(form, rng)
        return form if found is None else found
    return form


def _inside(form: Written, rng: random.Random, chance: float) -> Written:
    if isinstance(form, Derivative):
        return Derivative(rewritten(form.of, rng, chance), form.wrt)
    if isinstance(form, Power):
        return Power(rewritten(form.base, rng, chance), form.exponent)
    return map_children(form, lambda part: rewritten(part, rng, chance))


# -- claims


def claims(rng: random.Random) -> Iterator[Claim]:
    """One claim that is true by construction, and up to three mutants of it."""
    author = Author(rng)
    lhs = author.form(rng.choice((2, 3, 3, 4)), FREE)
    rhs = rewritten(rewritten(lhs, rng), rng)
    if max(_count(lhs), _count(rhs)) > 150 or _nested_sums(lhs) > 3 or _nested_sums(rhs) > 4:
        return
    given = rng.choice(
        (
            (), (), (),
            (Eq(Sum(y[j], j), 1),),
            (one_hot(y),),
            (positive(x),),
            (distribution(y), positive(z)),
            (positive_distribution(x),),
            (binary(y),),
        )
    )  # fmt: skip
    case: tuple[IndexRelation, ...] = rng.choice(((), (), (), (Ne(i, k),)))
    yield from _with_mutants(Claim(lhs, rhs, given=given, case=case), rng)


def shapes(rng: random.Random) -> Iterator[Claim]:
    """One claim that facts or common denominators decide, and up to three mutants of it."""
    lhs, rhs, given = shaped(Author(rng), rng)
    if max(_count(lhs), _count(rhs)) > 120 or max(_nested_sums(lhs), _nested_sums(rhs)) > 4:
        return
    if rng.random() < 0.3:
        rhs = rewritten(rhs, rng)
    yield from _with_mutants(Claim(lhs, rhs, given=given), rng)


def _with_mutants(claim: Claim, rng: random.Random) -> Iterator[Claim]:
    yield claim
    for count, (_, mutant) in enumerate(mutants(claim.rhs, (i, k, j), rng)):
        if count == 3:
            return
        yield replace(claim, rhs=mutant)


def _count(form: Written) -> int:
    return sum(1 for _ in subforms(form))


def _nested_sums(form: Written) -> int:
    return isinstance(form, Sum) + max((_nested_sums(part) for part in children(form)), default=0)


def examine(claim: Claim, seen: Counter[str], sizes: tuple[int, ...] = (3, 2, 1)) -> Found | None:
    """What is wrong with the verdict on a claim, if anything; ``seen`` counts what came out."""
    try:
        verdict = judge_claim(claim).verdict
    except Exception as error:  # a crash is a find, whatever it is
        seen["crash"] += 1
        return Found("crash", claim, repr(error))
    try:
        answer = decide(claim, sizes)
    except (Unsupported, NotDefined, OverflowError):
        seen["no answer from the oracle"] += 1
        return None
    name = type(verdict).__name__.lower()
    name += " at sizes" if isinstance(verdict, Proved) and verdict.sizes is not None else ""
    name += f" ({verdict.reason})" if isinstance(verdict, Unknown) else ""
    surely = answer == "different" and _surely_different(claim, sizes)
    if answer == "different" and not surely:
        answer = "equal with more digits"
    elif answer == "equal" and isinstance(verdict, Refuted | Conditional):
        answer = "equal where the oracle looked, different at the witness"
    seen[f"{answer}: {name}"] += 1
    match verdict:
        case Proved(sizes=None) if surely:
            return Found("false proof", claim, "the oracle finds a difference")
        case Proved(sizes=((_, proved),)) if decide(claim, proved) == "different":
            return Found("false proof", claim, f"the oracle finds a difference at {proved}")
        case Unknown("internal-disagreement"):
            return Found("disagreement with itself", claim, answer)
        case Refuted(witness) | Conditional(_, witness, _):
            try:
                there = sides_at_witness(claim, witness)
            except NotDefined as error:
                # exp(exp(x)) and its reciprocal are beyond any number of digits.
                if "too large" in str(error) or "logarithm" in str(error):
                    seen["too large or small for the oracle"] += 1
                    return None
                return Found("bad witness", claim, str(error))
            except ValueError as error:
                return Found("bad witness", claim, str(error))
            if there != "different":
                return Found("false refutation", claim, f"equal at {witness}")
    if isinstance(verdict, Proved) and _unprinted(claim, verdict) is not None:
        # Once more with digits to spare: exp of a large negative number is positive.
        with _digits(400):
            return _unprinted(claim, verdict)
    if isinstance(verdict, Conditional):
        for need in verdict.needs:
            if _surely_different(_under(claim, need), sizes):
                return Found("false suggestion", claim, str(need))
    return None


def sides_at_witness(claim: Claim, witness: Witness) -> str:
    """The oracle's answer with digits to spare: exp of a large negative number is not 0.

    And what is small beside exp of a large number is a difference all the same.
    """
    for digits in (400, 4000):
        try:
            with _digits(digits):
                return str(at_witness(claim, witness).answer)
        except NotDefined:
            if digits == 4000:
                raise
    raise AssertionError("the last try returns or raises")


def _surely_different(claim: Claim, sizes: tuple[int, ...]) -> bool:
    """The same answer with many digits: large terms that cancel look different with few."""
    if decide(claim, sizes) != "different":
        return False
    with _digits(400):
        return decide(claim, sizes) == "different"


@contextmanager
def _digits(digits: int) -> Iterator[None]:
    """The oracle with so many digits, and a difference in the first half of them is one."""
    settings = {
        "DIGITS": digits,
        "STEP_DIGITS": digits // 2,
        "TINY": mpf(10) ** (50 - digits),
        "RELATIVE": mpf(10) ** -(digits // 2),
    }
    with ExitStack() as stack:
        for name, module in sorted(sys.modules.items()):
            if name.partition(f"{oracle.__name__}.")[1] or module is oracle:
                here = {n: v for n, v in settings.items() if hasattr(module, n)}
                if here:
                    stack.enter_context(patch.multiple(module, **here))
        yield


def _unprinted(claim: Claim, proof: Proved) -> Found | None:
    """A point at which every printed condition holds, and a side has no value all the same."""
    for sample in sample_points(claim, (2, 1, 3), random.Random(0)):
        # exp of a large negative number is as good as 0 to the oracle.
        if any(abs(value) > 2 for value in sample.values.values()):
            continue
        try:
            if not all(_holds(condition, sample) for condition in proof.conditions):
                continue
        except NotDefined:
            continue
        try:
            evaluate(claim.lhs, sample), evaluate(claim.rhs, sample)
        except NotDefined as error:
            if "too large" not in str(error):
                return Found("unprinted condition", claim, f"{error} at {sample}")
    return None


def _holds(condition: Condition, sample: Sample) -> bool:
    ranges = [range(1, sample.sizes[index.over] + 1) for index in condition.bound]
    for at in product(*ranges):
        positions = {**sample.positions, **dict(zip(condition.bound, at, strict=True))}
        here = replace(sample, positions=positions)
        if any(positions[t] in _left_out(t, x, here) for t, x in condition.excluding):
            continue
        value = evaluate(condition.form, here)
        if abs(value) < 1e-35:
            value = 0
        if not {">0": value > 0, ">=0": value >= 0, "!=0": value != 0}[condition.relation]:
            return False
    return True


def _left_out(index: Index, point: IndexTerm, here: Sample) -> tuple[int, ...]:
    if not isinstance(point, Index):
        return (point.value,)
    if point in here.positions:
        return (here.positions[point],)
    # A binder around it that the condition does not show: nothing is left in a set of one.
    return (1,) if here.sizes[index.over] == 1 else ()


def _under(claim: Claim, need: object) -> Claim:
    if isinstance(need, IndexRelation):
        return replace(claim, case=(*claim.case, need))
    return replace(claim, given=(*claim.given, need))


def search(
    count: int,
    seed: int,
    seen: Counter[str],
    source: Callable[[random.Random], Iterator[Claim]] = claims,
) -> Iterator[Found]:
    """Judge ``count`` claims of a source, ``claims`` or ``shapes``, drawn from ``seed``."""
    done = 0
    turn = 0
    while done < count:
        rng = random.Random(f"{seed}.{turn}")
        turn += 1
        for claim in source(rng):
            done += 1
            found = examine(claim, seen)
            if found is not None:
                yield found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shapes", action="store_true", help="claims about facts and fractions")
    options = parser.parse_args()
    seen: Counter[str] = Counter()
    found = 0
    for find in search(options.count, options.seed, seen, shapes if options.shapes else claims):
        found += 1
        claim = find.claim
        print(
            f"{find.what}: {claim.lhs}  =  {claim.rhs}", f"  {claim.given} {claim.case}", sep="\n"
        )
        print(f"  {find.detail}", flush=True)
    for line, number in sorted(seen.items()):
        print(f"{number:7}  {line}")
    false = {line: n for line, n in seen.items() if line.startswith("different: ")}
    caught = sum(n for line, n in false.items() if line.endswith(("refuted", "conditional")))
    print(f"{options.count} claims, seed {options.seed}: {found} finds; of {sum(false.values())} "
          f"false claims {caught} refuted or conditional")  # fmt: skip
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
