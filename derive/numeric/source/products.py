"""The functions of a loss or of a family: products of its derivatives with vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count

from derive.model import Assumption, Derivation, Equation, Fact, Proved
from derive.numeric.function import free_families
from derive.numeric.source.described import Function, Kind
from derive.numeric.source.directions import in_direction
from derive.prove.decide import decide
from derive.scope import Scope, scope_of_forms
from derive.steps.sums import unused_index
from derive.syntax.declaration import Declaration
from derive.syntax.text import text
from derive.syntax.tree import Derivative, Entry, Index, IndexTerm, Sum, Symbol, Written
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["Products", "derived"]

#: Letters for the vectors that a product is with.
_VECTORS = ("v", "u", "w", "r", "s")


def derived(loss: Written, wrt: Symbol | Entry, given: tuple[Assumption, ...]) -> Written:
    """The closed form of a derivative, every step to which is proved."""
    built = Derivation.of_gradient(loss, wrt, given=given)
    for claim in built.chains[-1]:
        verdict = decide(claim)
        if not isinstance(verdict, Proved) or verdict.sizes is not None:
            raise ValueError(f"{claim.lhs} = {claim.rhs} is not proved")
    return built.closed_form


class Products:
    """Functions of one loss, or of one family."""

    def __init__(self, loss: Written, wrt: Symbol | Entry, given: tuple[Assumption, ...]) -> None:
        self.loss, self.wrt, self.given = loss, wrt, given
        letters = getattr(wrt, "indices", ())
        self.by = tuple(i for i in letters if isinstance(i, Index))
        self.of = tuple(sorted(free_indices(loss) - set(self.by), key=lambda i: i.name))
        self.output = (*self.of, *self.by)
        self.base = scope_of_forms((loss, wrt), given)

    def __call__(
        self,
        name: str,
        says: str,
        form: Written,
        output: tuple[Index, ...],
        vector: Declaration | None = None,
        kind: Kind = "value",
        first: tuple[Written, tuple[Index, ...]] | None = None,
    ) -> Function:
        """A function of the families of the loss, and of what else its form has."""
        scope = scope_of_forms((form, self.loss, self.wrt), self.given)
        held = replace(scope.declarations[self.wrt.name], body=None, parameters=())
        scope = replace(scope, declarations={**scope.declarations, held.name: held})
        named = free_families(self.loss, self.wrt, scope)
        extra = (d for d in scope.declarations.values() if d.body is None and not d.of)
        rest = tuple(d for d in extra if d not in (*named, vector) and self.needs(d, form, scope))
        taken = (*named, *rest) if vector is None else (vector, *named, *rest)
        about = (kind, self.loss, self.wrt, vector, first)
        return Function(name, says, form, output, taken, self.given, scope, *about)

    def needs(self, family: Declaration, form: Written, scope: Scope) -> bool:
        """Whether a form speaks of a family that its loss does not."""
        return family.name in scope.names_in(form)

    def others(self, stem: str, closed: Written) -> Iterator[Function]:
        """The value, and the products with vectors."""
        letters = tuple(sorted(free_indices(self.loss), key=lambda i: i.name))
        yield self(f"{stem}_value", text(self.loss), self.loss, letters)
        if letters != self.of:
            return  # each entry by its own variable: a diagonal, and no Jacobian
        outside = self.vector("u", self.of)
        gradient = self.named(closed)
        product = _times(outside, self.of, gradient)
        if self.of:
            # Never by way of the Jacobian: it is the gradient of a number.
            number = _total(_times(outside, self.of, self.loss), self.of)
            product = derived(number, self.wrt, self.given)
        weighted = _total(_times(outside, self.of, Derivative(self.loss, self.wrt)), self.of)
        yield self(f"{stem}_vjp", text(weighted), product, self.by, outside, "vjp")
        direction = self.vector("v", self.by)
        once = along = _total(_times(direction, self.by, closed), self.by)
        if len(self.by) < 2:  # a matrix times a vector needs no matrix of derivatives
            once = _total(_times(direction, self.by, gradient), self.by)
        if self.of:
            # Linear in u: its derivative by u_i is what stands beside it, without a Jacobian.
            meant = _total(_times(direction, self.by, Derivative(self.loss, self.wrt)), self.by)
            both = _total(_times(direction, self.by, product), self.by)
            entry = Entry(outside.name, self.of, outside)
            once = in_direction(
                meant,
                self.loss,
                self.wrt,
                direction,
                self.of,
                self.given,
                lambda: derived(both, entry, self.given),
            )
        towards = f"the derivative of {text(self.loss)} along {direction.name}"
        yield self(f"{stem}_jvp", towards, once, self.of, direction, "jvp")
        if self.of or self.rests_on_wrt():
            return
        letters = getattr(self.renamed(), "indices", ())
        output = tuple(i for i in letters if isinstance(i, Index))
        turned = closed
        for old, new in zip(self.by, output, strict=True):
            turned = rename_index(turned, old, new)
        meant, by = Derivative(along, self.renamed()), self.renamed()
        try:
            second = in_direction(
                meant, turned, self.wrt, direction, output, (), lambda: derived(along, by, ())
            )
        except ValueError:
            return
        hessian = f"the Hessian of {text(self.loss)} times {direction.name}"
        yield self(f"{stem}_hvp", hessian, second, output, direction, "hvp", (closed, self.by))

    def named(self, closed: Written) -> Written:
        """The gradient of a number by a name: what its products with vectors are made of."""
        if self.of:
            return closed
        taken = set(self.base.declarations)
        name = next(n for n in chain(("gradient",), _VECTORS) if n not in taken)
        declared = Declaration(name, tuple(i.over for i in self.by), self.by, closed)
        return Entry(name, self.by, declared) if self.by else Symbol(name, declared)

    def rests_on_wrt(self) -> bool:
        """Whether an assumption speaks of what varies: it then holds at points, not around them."""
        for assumption in self.given:
            if isinstance(assumption, Fact) and assumption.name == self.wrt.name:
                return True
            if isinstance(assumption, Equation):
                sides = (assumption.lhs, assumption.rhs)
                if any(self.wrt.name in self.base.names_in(side) for side in sides):
                    return True
        return False

    def vector(self, name: str, indices: tuple[Index, ...]) -> Declaration:
        """A family to multiply by, with a name that is free."""
        taken = set(self.base.declarations)
        wanted = chain((name,), _VECTORS, (f"{name}{number}" for number in count(2)))
        free = next(n for n in wanted if n not in taken)
        return Declaration(free, tuple(i.over for i in indices))

    def renamed(self) -> Symbol | Entry:
        """What is differentiated by, with letters of its own."""
        if isinstance(self.wrt, Symbol):
            return self.wrt
        bound = {s.index.name for s in subforms(self.loss) if isinstance(s, Sum)}
        taken = {i.name for i in (*self.by, *self.of)} | bound
        fresh: list[IndexTerm] = []
        for term in self.wrt.indices:
            if isinstance(term, Index):
                term = unused_index(Index("l", term.over), taken)
                taken.add(term.name)
            fresh.append(term)
        return replace(self.wrt, indices=tuple(fresh))


def _times(vector: Declaration, indices: tuple[Index, ...], form: Written) -> Written:
    factor = Entry(vector.name, indices, vector) if indices else Symbol(vector.name, vector)
    return factor * form


def _total(form: Written, indices: tuple[Index, ...]) -> Written:
    for index in reversed(indices):
        form = Sum(form, index)
    return form
