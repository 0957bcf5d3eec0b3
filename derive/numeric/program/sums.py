"""Sums as reductions: of products as products of matrices, in the order of the smallest arrays."""

from __future__ import annotations

from derive.numeric.program.entries import Entries
from derive.numeric.program.flat import flat, spanned
from derive.numeric.program.node import Node, Slot
from derive.numeric.program.places import At, Places, next_slot
from derive.steps.sums import take_out
from derive.syntax.tree import Index, Sum
from derive.syntax.walk import free_indices

__all__ = ["Sums"]


class Sums(Entries):
    """The nodes of sums."""

    def sum(self, form: Sum, places: Places) -> Node:
        """A sum of products: sums inside are done in the order that makes the smallest arrays."""
        outer = take_out(form)
        if not isinstance(outer, Sum):
            return self.value(outer, places)
        if outer.excluding:
            return self.restricted(outer, places)
        bound, factors, negative = flat(outer, {i.name for i in places})
        inside = frozenset().union(*(free_indices(f) for f in factors))
        within = {i: p for i, p in places.items() if i in inside}
        for index in bound:
            within[index] = next_slot(index, within.values())
        nodes = self.factors(tuple(factors), within)
        slots = [s for i in bound if isinstance(s := within[i], Slot)]
        while slots:
            slot = min(slots, key=lambda s: (len(spanned(nodes, s)), slots.index(s)))
            slots.remove(slot)
            summed = self.contracted([n for n in nodes if slot in n.axes], slot)
            nodes = [*(n for n in nodes if slot not in n.axes), summed]
        result = self.product(nodes)
        return self.graph.elementwise("neg", result) if negative else result

    def restricted(self, form: Sum, places: Places) -> Node:
        """A sum that leaves points out: 0 stands there, whatever the body is there."""
        graph = self.graph
        inside = free_indices(form.body) | {i for i in form.excluding if isinstance(i, Index)}
        used = [p for i, p in places.items() if i in inside and i != form.index]
        over = form.index.over.name
        anchors = [p.slot for p in used if isinstance(p, At) and p.slot.over == over]
        free = [s for s in anchors if s not in used]
        slot = free[0] if free else next_slot(form.index, used)
        within = {**places, form.index: slot}
        body = self.value(form.body, within)
        for term in form.excluding:
            place = within.get(term) if isinstance(term, Index) else None
            if isinstance(place, At):
                # A NaN is the largest of its row: a row of one entry must not lose it.
                entry = graph.nothing(graph.max(place.position.operands[0], slot), slot)
                body = graph.place(body, place.position, entry, slot)
                continue
            same = graph.elementwise("equal", graph.position(slot), self.position(term, within))
            body = graph.elementwise("where", same, graph.number(0), body)
        match body:
            case Node("place", (Node("exp", (Node("subtract", (logits, largest)),)), top, _)) if (
                largest is graph.max(logits, slot) and top is graph.argmax(logits, slot)
            ):
                return self.called("others", graph.others(body, logits, largest, slot))
        return graph.sum(body, slot)

    def contracted(self, factors: list[Node], slot: Slot) -> Node:
        """The sum over a slot of a product."""
        if not factors:
            return self.graph.length(slot.over)
        groups: dict[tuple[Slot, ...], list[Node]] = {}
        for node in factors:
            groups.setdefault(node.axes, []).append(node)
        inside = sorted((self.product(g) for g in groups.values()), key=lambda n: len(n.axes))
        while len(inside) > 2:
            inside = [self.product(inside[:2]), *inside[2:]]
        if len(inside) == 1:
            return self.square(inside[0], slot)
        return self.graph.dot(inside[0], inside[1], slot)

    def square(self, of: Node, slot: Slot) -> Node:
        """The sum of a node; of a product, that of its two factors."""
        if of.operation == "multiply" and all(slot in o.axes for o in of.operands):
            return self.graph.dot(of.operands[0], of.operands[1], slot)
        return self.graph.sum(of, slot)
