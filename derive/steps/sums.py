"""Rules on sums: the chain rule, splitting at a point, merging back, taking factors out."""

from __future__ import annotations

from derive.scope import Scope
from derive.steps.products import Product, add, minus, multiply, terms_of
from derive.syntax.declare import Declaration
from derive.syntax.shape import alike
from derive.syntax.tree import (
    Add,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, map_children, rename_index, subforms

__all__ = ["chain_rule", "intermediate", "merge", "split", "take_out", "unused_index"]

_LETTERS = ("j", "i", "l", "m", "r", "s", "t", "u", "v")


def unused_index(like: Index, taken: set[str]) -> Index:
    """An index over the same set with a letter that is not taken."""
    letters = (like.name, *_LETTERS, *(f"{like.name}{n}" for n in range(1, 50)))
    return Index(next(c for c in letters if c not in taken), like.over)


def intermediate(loss: Written, wrt: Symbol | Entry, scope: Scope) -> Declaration | None:
    """The family through which alone the loss reaches ``wrt``, if there is one.

    The chain rule through p is legal only if the loss reaches the variable through p
    alone; where it also reaches it directly, or through a second family, there is none.
    """
    body = _body(loss, scope)
    if body is None:
        return None
    direct = set()
    for part in subforms(body):
        if isinstance(part, Symbol | Entry):
            abstract = scope.abstract(part.name)
            direct |= {part.name} if abstract is None else {f.name for f in abstract.of}
    if wrt.name in direct:
        return None
    through = []
    for name in sorted(direct):
        defined = scope.definition(name)
        if defined is not None and defined.body is not None:
            reached = scope.names_in(defined.body)
            if wrt.name in reached:
                through.append(defined)
    if len(through) != 1 or len(through[0].axes) != 1:
        return None
    return through[0]


def _body(loss: Written, scope: Scope) -> Written | None:
    if isinstance(loss, Symbol | Entry) and scope.abstract(loss.name) is None:
        defined = scope.definition(loss.name)
        return defined.body if defined is not None else None
    return loss


def chain_rule(loss: Written, wrt: Symbol | Entry, through: Declaration) -> Sum:
    """``∂L/∂z_k = Σ_j ∂L/∂p_j · ∂p_j/∂z_k``."""
    taken = {i.name for i in free_indices(loss) | free_indices(wrt)}
    letter = unused_index(Index("j", through.axes[0]), taken)
    entry = Entry(through.name, (letter,), through)
    return Sum(Mul((Derivative(loss, entry), Derivative(entry, wrt))), letter)


def split(total: Sum, point: IndexTerm) -> Add:
    """``Σ_j f(j) = Σ_{j≠k} f(j) + f(k)``."""
    return Add(
        (
            Sum(total.body, total.index, (*total.excluding, point)),
            rename_index(total.body, total.index, point),
        )
    )


def merge(form: Written) -> Written:
    """``Σ_{j≠k} f(j) + f(k) = Σ_j f(j)``, wherever the missing term stands beside the sum."""
    form = map_children(form, merge)
    if not isinstance(form, Add):
        return form
    terms = list(terms_of(form))
    for position, term in enumerate(terms):
        total, negative = (term.operand, True) if isinstance(term, Neg) else (term, False)
        if not isinstance(total, Sum):
            continue
        for point in total.excluding:
            instance = rename_index(total.body, total.index, point)
            wanted = minus(instance) if negative else instance
            match = next(
                (n for n, t in enumerate(terms) if n != position and _same(t, wanted)), None
            )
            if match is not None:
                rest = tuple(x for x in total.excluding if x != point)
                whole = Sum(total.body, total.index, rest)
                terms[position] = minus(whole) if negative else whole
                terms.pop(match)
                return merge(add(*terms))
    return form


def _same(left: Written, right: Written) -> bool:
    return alike(multiply(left), multiply(right))


def take_out(form: Written) -> Written:
    """``Σ_j c f(j) = c Σ_j f(j)`` for every factor that is free of the summed index."""
    form = map_children(form, take_out)
    if not isinstance(form, Sum):
        return form
    index = form.index
    product = Product()
    product.take(form.body)
    outer, inner = Product(), Product()
    outer.number = product.number
    for factors, inner_side, outer_side in (
        (product.above, inner.above, outer.above),
        (product.below, inner.below, outer.below),
    ):
        for factor, times in factors:
            side = inner_side if index in free_indices(factor) else outer_side
            side.append((factor, times))
    if not inner.above and not inner.below:
        return form
    if not outer.above and not outer.below and outer.number == 1:
        return form
    total = Sum(inner.written(), index, form.excluding)
    outer.above.append((total, 1))
    return outer.written()
