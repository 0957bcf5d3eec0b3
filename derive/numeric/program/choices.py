"""Stable rewrites as nodes: which of their forms is used is decided entry by entry."""

from __future__ import annotations

from derive.numeric.program.node import Node, Slot
from derive.numeric.program.places import At, Places, next_slot, place_key
from derive.numeric.program.sums import Sums
from derive.steps.products import minus
from derive.steps.stable.forms import Anchored, BySign, Near, Rewrite, Shifted
from derive.steps.stable.rewrite import stable
from derive.syntax.shape import shape
from derive.syntax.tree import Index, Neg, Written
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["Choices"]


class Choices(Sums):
    """The nodes of forms that are rewritten."""

    def rewrite(self, form: Written) -> Rewrite | None:
        """The rewrite of a form, looked for once; of what is far, as far from it as may be."""
        far = form in self.far
        if (form, far) not in self.found:
            self.found[form, far] = stable(form, self.scope, self.given, near=not far)
        return self.found[form, far]

    def rewritten(self, rewrite: Rewrite, places: Places) -> Node:
        """The node of what a rewrite puts in the place of a form."""
        match rewrite:
            case BySign():
                return self.by_sign(rewrite, places)
            case Anchored():
                return self.anchored(rewrite, places)
            case Near():
                return self.near(rewrite, places)
            case Shifted():
                return self.shifted(rewrite, places)
        return self.value(rewrite.after, places)

    def by_sign(self, rewrite: BySign, places: Places) -> Node:
        """One of two forms; x is |x| in the first and −|x| in the second."""
        graph = self.graph
        x = self.value(rewrite.of, places)
        size = graph.elementwise("abs", x)
        negative = self.side(rewrite, rewrite.negative, graph.elementwise("neg", size), places)
        nonnegative = self.side(rewrite, rewrite.nonnegative, size, places)
        below = graph.elementwise("less", x, graph.number(0))
        return graph.elementwise("where", below, negative, nonnegative)

    def side(self, rewrite: BySign, form: Written, x: Node, places: Places) -> Node:
        """One of the two forms, x being known; no rule is tried on it again."""
        known, settled = self.known, self.settled
        opposite = self.graph.elementwise("neg", x)
        self.known = {
            **known,
            place_key(minus(rewrite.of), places): opposite,
            place_key(Neg(rewrite.of), places): opposite,
            place_key(rewrite.of, places): x,
        }
        self.settled = settled | set(subforms(form))
        node = self.value(form, places)
        self.known, self.settled = known, settled
        return node

    def near(self, rewrite: Near, places: Places) -> Node:
        """One of two forms, by how large something is; the far one is not asked again."""
        graph = self.graph
        free = [p for i, p in places.items() if i in free_indices(rewrite.of)]
        along = next_slot(rewrite.anchor, free)
        largest = graph.max(self.value(rewrite.of, {**places, rewrite.anchor: along}), along)
        settled = self.settled
        self.settled = settled | _new(rewrite.of, rewrite.near, *rewrite.open)
        close = self.value(rewrite.near, places)
        self.settled, outside, self.far = settled, self.far, self.far | {rewrite.far}
        far = self.value(rewrite.far, places)
        self.far = outside
        below = graph.elementwise("less", largest, graph.number(rewrite.limit))
        return graph.elementwise("where", below, close, far)

    def anchored(self, rewrite: Anchored, places: Places) -> Node:
        """Forms about the largest entry."""
        graph = self.graph
        here = None if rewrite.index is None else places[rewrite.index]
        free = [p for i, p in places.items() if i in free_indices(rewrite.of)]
        along = here if isinstance(here, Slot) else next_slot(rewrite.anchor, free)
        logits = self.value(rewrite.of, {**places, rewrite.anchor: along})
        top = graph.argmax(logits, along)
        at_top = {**places, rewrite.anchor: At(top, along)}
        known, settled = self.known, self.settled
        self.known = {**known, place_key(rewrite.of, at_top): graph.pick(logits, top, along)}
        for form in rewrite.read:
            node = self.value(form, {**places, rewrite.anchor: along})
            self.known[place_key(form, at_top)] = graph.pick(node, top, along)
        self.settled = settled | _made(rewrite)
        elsewhere = self.value(rewrite.elsewhere, at_top)
        entry = elsewhere if rewrite.at is None else self.value(rewrite.at, at_top)
        self.known, self.settled = known, settled
        match here:
            case None:
                return elsewhere
            case Slot():
                return graph.place(elsewhere, top, entry, along)
        same = graph.elementwise("equal", here.position, top)
        return graph.elementwise("where", same, entry, elsewhere)

    def shifted(self, rewrite: Shifted, places: Places) -> Node:
        """The form with the largest exponent for its letter; no rule is tried on it again."""
        graph = self.graph
        largest = None
        for exponent, bound in rewrite.exponents:
            within = dict(places)
            for index, _ in bound:
                free = [p for i, p in within.items() if i in free_indices(rewrite.before)]
                inner = [p for i, p in within.items() if any(i == b for b, _ in bound)]
                within[index] = next_slot(index, [*free, *inner])
            node = self.value(exponent, within)
            for index, excluding in reversed(bound):
                slot = within[index]
                assert isinstance(slot, Slot)
                for term in excluding:
                    here = graph.position(slot)
                    same = graph.elementwise("equal", here, self.position(term, within))
                    node = graph.elementwise("where", same, graph.minus_infinity(), node)
                node = graph.max(node, slot) if slot in node.axes else node
            largest = node if largest is None else graph.elementwise("maximum", largest, node)
        assert largest is not None
        known, settled = self.known, self.settled
        self.known = {**known, place_key(rewrite.letter, places): largest}
        self.settled = settled | _new(rewrite.before, rewrite.after)
        result = self.value(rewrite.after, places)
        self.known, self.settled = known, settled
        return result


def _made(rewrite: Anchored) -> set[Written]:
    """What stands in the forms of a rewrite and not in the one before it: it needs no other."""
    kept = _new(rewrite.before, rewrite.elsewhere, *rewrite.open)
    return kept if rewrite.at is None else kept | _new(rewrite.before, rewrite.at, *rewrite.open)


def _new(before: Written, after: Written, *known: Written) -> set[Written]:
    """What stands in one form and not in another, wherever its indices are."""
    there = {_without_letters(form) for form in (*subforms(before), *known)}
    return {form for form in subforms(after) if _without_letters(form) not in there}


def _without_letters(form: Written) -> object:
    """What a form is at whatever places its indices are."""
    for index in free_indices(form):
        form = rename_index(form, index, Index("·", index.over))
    return shape(form)
