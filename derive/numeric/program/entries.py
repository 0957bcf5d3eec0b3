"""Entries of families, deltas and products: what a program is made of."""

from __future__ import annotations

from dataclasses import replace

from derive.model import Assumption
from derive.numeric.arrays import first_position
from derive.numeric.program.flat import is_logarithm
from derive.numeric.program.graph import Graph
from derive.numeric.program.node import Node, Slot, is_plain_number
from derive.numeric.program.places import At, Places, next_slot, slots_of
from derive.scope import Scope
from derive.steps.stable.forms import Rewrite
from derive.syntax.declaration import Declaration
from derive.syntax.tree import Entry, Index, IndexTerm, Point, Written
from derive.syntax.unfold import unfold_once

__all__ = ["Entries"]


class Entries:
    """The nodes of entries; ``value`` gives those of any form."""

    def __init__(
        self,
        scope: Scope,
        given: tuple[Assumption, ...],
        labels: frozenset[str],
    ) -> None:
        self.scope = scope
        self.given = given
        self.labels = labels
        # As in the largest arrays, which then need not be turned.
        largest = sorted(scope.declarations.values(), key=lambda d: -len(d.axes))
        order = [a.name for d in largest for a in d.axes]
        self.graph = Graph(tuple(dict.fromkeys([*order, *(s.name for s in scope.index_sets)])))
        self.named: dict[Node, str] = {}
        #: Forms whose value is known at the place where a rewrite stands.
        self.known: dict[tuple[object, ...], Node] = {}
        #: The forms of a rewrite: no rule is tried on them again.
        self.settled: frozenset[Written] = frozenset()
        #: Forms of things that are not close to one another.
        self.far: frozenset[Written] = frozenset()
        self.found: dict[tuple[Written, bool], Rewrite | None] = {}

    def value(self, form: Written, places: Places) -> Node:
        """The node of a form, its indices at their places."""
        raise NotImplementedError

    def entry(self, form: Entry, places: Places) -> Node:
        """An entry of a family: given, by its labels, or by its definition."""
        defined = self.scope.definition(form.name)
        if defined is not None:
            return self.defined(form, defined, places)
        declared = self.scope.declarations[form.name]
        graph = self.graph
        # Axes that the entry does not vary along, or varies along twice, are closed afterwards.
        slots: list[Slot] = []
        closing: list[tuple[Slot, IndexTerm]] = []
        for axis, term in zip(declared.axes, form.indices, strict=True):
            place = None if isinstance(term, Point) else places[term]
            if isinstance(place, Slot) and place not in slots:
                slots.append(place)
                continue
            if isinstance(place, At) and place.slot not in slots:
                slots.append(place.slot)
            else:
                taken = [*slots, *(p for p in places.values() if isinstance(p, Slot))]
                slots.append(next_slot(Index("_", axis), taken))
            closing.append((slots[-1], term))
        if form.name in self.labels:
            labels = graph.labels(form.name, tuple(slots[:-1]))
            node = graph.one_hot(labels, slots[-1])
        else:
            node = graph.input(form.name, tuple(slots))
        for slot, term in closing:
            node = self.closed(node, slot, term, places)
        return node

    def defined(self, form: Entry, defined: Declaration, places: Places) -> Node:
        """An entry of a family that is defined; along other axes it is what it was before."""
        wanted = [places[i] if isinstance(i, Index) else None for i in form.indices]
        if all(isinstance(w, Slot) for w in wanted) and len(set(wanted)) == len(wanted):
            first = slots_of(defined.parameters)
            entry = replace(form, indices=defined.parameters)
            if any(first[i] != w for i, w in zip(defined.parameters, wanted, strict=True)):
                node = self.defined(entry, defined, first)
                pairs = zip(first.values(), wanted, strict=True)
                moved = self.graph.moved(node, {a: b for a, b in pairs if isinstance(b, Slot)})
                if moved is not None:
                    return moved
        return self.called(form.name, self.value(unfold_once(form, defined), places))

    def called(self, name: str, node: Node) -> Node:
        """The node, by the name that it has first."""
        if node.operation not in {"input", "labels", "number", "length"}:
            self.named.setdefault(node, name)
        return node

    def closed(self, node: Node, slot: Slot, term: IndexTerm, places: Places) -> Node:
        """The node at one place along a slot: at a fixed one, an anchor, or the same as another."""
        if isinstance(term, Point):
            return self.graph.take(node, slot, term.value - first_position(self.scope, term.over))
        place = places[term]
        position = place.position if isinstance(place, At) else self.graph.position(place)
        return self.graph.pick(node, position, slot)

    def delta(self, left: IndexTerm, right: IndexTerm, places: Places) -> Node:
        """1 where two indices are at the same position, 0 elsewhere."""
        positions = [self.position(term, places) for term in (left, right)]
        same = self.graph.elementwise("equal", *positions)
        return self.graph.elementwise("where", same, self.graph.number(1), self.graph.number(0))

    def position(self, term: IndexTerm, places: Places) -> Node:
        """The position of an index, counted from 0."""
        if isinstance(term, Point):
            return self.graph.number(term.value - first_position(self.scope, term.over))
        place = places[term]
        return place.position if isinstance(place, At) else self.graph.position(place)

    def factors(self, forms: tuple[Written, ...], places: Places) -> list[Node]:
        """The nodes of factors; a weight and a logarithm are one, as 0 · log 0 is 0."""
        nodes = [self.value(f, places) for f in forms]
        logs = [n for f, n in zip(forms, nodes, strict=True) if is_logarithm(f)]
        weights = [n for n in nodes if n not in logs]
        if len(logs) != 1 or any(n.operation == "one-hot" for n in weights):
            return nodes
        varied = [n for n in weights if not is_plain_number(n) and n.axes == logs[0].axes]
        if not varied:
            return nodes
        rest = [n for n in weights if n not in varied]
        return [*rest, self.graph.elementwise("times_log", self.product(varied), logs[0])]

    def product(self, nodes: list[Node]) -> Node:
        """The product of nodes; those with fewer axes are multiplied first."""
        nodes = sorted(nodes, key=lambda node: len(node.axes))
        result = nodes[0]
        for node in nodes[1:]:
            result = self.graph.elementwise("multiply", result, node)
        return result
