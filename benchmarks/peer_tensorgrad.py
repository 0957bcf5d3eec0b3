"""Claims in tensorgrad, whose tensors have edges of symbolic size; runs in its own interpreter.

Reads pickled claims from standard input, writes a line of JSON for each. An index is an
edge; ``Σ_j`` is a contraction; ``Σ_{j≠k} f(j)`` is ``Σ_j f(j) − f(k)``; ``∂p_i/∂z_i`` is
the diagonal of a Jacobian; the case ``i ≠ k`` is a factor 1 − δ_ik on both sides, since
tensorgrad has no indices that differ. Nothing here imports derive's algebra.
"""

from __future__ import annotations

import json
import pickle
import sys
from dataclasses import dataclass
from functools import partial

import sympy
from tensorgrad import Delta, Ones, Product, Tensor, Variable, Zero, functions

from benchmarks.timing import Timed, best_of
from derive.model import Assumption, Claim, Fact
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Add,
    Call,
    Derivative,
    Entry,
    Index,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.tree import Symbol as Scalar


class NotExpressible(Exception):
    """tensorgrad has no tensor for this."""


@dataclass(frozen=True, slots=True)
class Tensors:
    """The tensors of one claim: a variable for each family, an edge for each index."""

    summing_to_one: frozenset[str] = frozenset()

    def tensor(self, form: Written, held: frozenset[str] = frozenset()) -> Tensor:
        """The tensor of a form; ``held`` names the families that are variables in it."""
        match form:
            case Number(value):
                return value * Product([])
            case Scalar(name, declared):
                if name in held or declared is None or declared.body is None:
                    return Variable(name)
                return self.tensor(declared.body, held)
            case Entry():
                return self.entry(form, held)
            case Neg(operand):
                return -self.tensor(operand, held)
            case Add((first, *others)):
                total = self.tensor(first, held)
                for term in others:
                    total = total + self.tensor(term, held)
                return total
            case Mul((first, *others)):
                total = self.tensor(first, held)
                for factor in others:
                    total = total * self.tensor(factor, held)
                return total
            case Quotient(top, bottom):
                return self.tensor(top, held) / self.tensor(bottom, held)
            case Power(base, Number(value)):
                return self.tensor(base, held) ** (int(value) if value == int(value) else value)
            case Call("exp", (argument,)):
                return functions.exp(self.tensor(argument, held))
            case Call("log", (argument,)):
                return functions.log(self.tensor(argument, held))
            case Sum():
                return self.sum(form, held)
            case Derivative():
                return self.derivative(form, held)
        raise NotExpressible(type(form).__name__)

    def variable(self, declared: Declaration) -> Variable:
        """The family as a variable with one edge for each of its indices."""
        (axis,) = declared.axes
        found = Variable(declared.name, e=_size(axis.name))
        if declared.name in self.summing_to_one:
            found = found.with_eq_constraint(functions.sum(found, "e"), 1)
        return found

    def entry(self, form: Entry, held: frozenset[str]) -> Tensor:
        """An entry of a family, its definition put in unless it is held."""
        (index,) = form.indices
        declared = form.declared
        if not isinstance(index, Index) or declared is None:
            raise NotExpressible("a literal index")
        if form.name in held or declared.body is None:
            return self.variable(declared).rename(e=index.name)
        (parameter,) = declared.parameters
        body = self.tensor(declared.body, held)
        return body.rename(**{parameter.name: index.name})

    def sum(self, form: Sum, held: frozenset[str]) -> Tensor:
        """A contraction, less the instances that are left out."""
        size, j = _size(form.index.over.name), form.index.name
        body = self.tensor(form.body, held)
        if j not in body.edges:
            body = body @ Ones(**{j: size})
        total = functions.sum(body, j)
        for x in form.excluding:
            if not isinstance(x, Index):
                raise NotExpressible("a literal index")
            total = total - _at(body, j, x.name, size)
        return total

    def derivative(self, form: Derivative, held: frozenset[str]) -> Tensor:
        """A Jacobian, its diagonal where its two indices are one."""
        declared = form.wrt.declared
        if not isinstance(form.wrt, Entry) or declared is None:
            raise NotExpressible("a derivative by a scalar")
        (index,) = form.wrt.indices
        (axis,) = declared.axes
        if not isinstance(index, Index):
            raise NotExpressible("a literal index")
        of = self.tensor(form.of, held | {declared.name})
        variable = self.variable(declared)
        found = of.grad(variable, {"e": "by"})
        if declared.name not in held and declared.body is not None:
            # Substitution needs a derivative that was taken.
            (parameter,) = declared.parameters
            body = self.tensor(declared.body, held).rename(**{parameter.name: "e"})
            found = found.full_simplify().substitute(variable, body)
        return _at(found, "by", index.name, _size(axis.name))


def _size(name: str) -> sympy.Symbol:
    return sympy.Symbol(name)


def _at(tensor: Tensor, edge: str, new: str, size: sympy.Symbol) -> Tensor:
    """The tensor with ``edge`` called ``new``: its diagonal if it has an edge ``new`` already."""
    if new not in tensor.edges:
        return tensor.rename(**{edge: new})
    return tensor.rename(**{new: "diagonal"}) @ Delta(size, edge, "diagonal", new)


def _sides(claim: Claim, used: tuple[Assumption, ...]) -> tuple[Tensor, Tensor]:
    sums = {a.name for a in used if isinstance(a, Fact) and a.kind in ("distribution", "one-hot")}
    tensors = Tensors(frozenset(sums))
    lhs, rhs = tensors.tensor(claim.lhs), tensors.tensor(claim.rhs)
    for relation in claim.case:
        i, k, size = relation.left, relation.right, _size(relation.left.over.name)
        if relation.equal or not (isinstance(i, Index) and isinstance(k, Index)):
            raise NotExpressible("a case other than i ≠ k")
        apart = Ones(**{i.name: size, k.name: size}) - Delta(size, i.name, k.name)
        lhs, rhs = lhs * apart, rhs * apart
    return lhs, rhs


def by_difference(claim: Claim, used: tuple[Assumption, ...]) -> bool:
    """Whether the simplified difference of the two sides is zero."""
    lhs, rhs = _sides(claim, used)
    return isinstance((lhs - rhs).full_simplify(), Zero)


def by_sides(claim: Claim, used: tuple[Assumption, ...]) -> bool:
    """Whether the two simplified sides are one tensor."""
    lhs, rhs = (side.full_simplify() for side in _sides(claim, used))
    return lhs.is_isomorphic(rhs, match_edges=True)


def measure(
    claim: Claim, used: tuple[Assumption, ...], repetitions: int, limit: float
) -> dict[str, object] | None:
    """The faster of the ways that show the claim, or of both if neither does."""
    tried: list[Timed] = []
    for way in (by_difference, by_sides):
        try:
            call = partial(way, claim, used)
            tried.append(best_of(call, repetitions, limit=limit, enough=limit / 10))
        except NotExpressible as reason:
            print(f"tensorgrad: not expressible: {reason}", file=sys.stderr)
            return None
    best = min([t for t in tried if t.result] or tried, key=lambda t: t.seconds)
    return {"seconds": best.seconds, "shown": bool(best.result), "in_time": best.in_time}


def main() -> None:
    repetitions, limit, claims = pickle.load(sys.stdin.buffer)
    for claim, used in claims:
        print(json.dumps(measure(claim, used, repetitions, limit)), flush=True)


if __name__ == "__main__":
    main()
