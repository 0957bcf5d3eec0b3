"""Written forms as array programs: an index is an axis, a sum is a reduction.

Definitions become nodes that are shared; the stable rewrites that are proved take the place
of what they rewrite. Of a sum over a product, factors free of the index stand outside, and
what is left is a product of matrices where it is one: no array over three axes arises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from derive.elaborate import unfold_once
from derive.model import Assumption
from derive.numeric.arrays import first_position
from derive.numeric.program.graph import Graph
from derive.numeric.program.node import Node, Slot, is_plain_number
from derive.scope import Scope
from derive.steps.products import minus
from derive.steps.stable.forms import Anchored, BySign, Near, Rewrite
from derive.steps.stable.rewrite import stable
from derive.steps.sums import take_out, unused_index
from derive.syntax.declaration import Declaration
from derive.syntax.tree import (
    INDICATOR,
    Add,
    Call,
    Delta,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Point,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["Program", "lower"]

#: The functions with a node of their own name.
_FUNCTIONS = frozenset({"exp", "log", "sqrt", "tanh"})

#: What the indices of a form range over: an axis, or a position along one.
Places = Mapping[Index, "Slot | _At"]


@dataclass(frozen=True, slots=True)
class _At:
    """A position along a slot, in place of an axis: an anchor."""

    position: Node
    slot: Slot


@dataclass(frozen=True, slots=True)
class Program:
    """The node that a form comes to, the axes of the result, and the rewrites it rests on."""

    result: Node
    output: tuple[Slot, ...]
    inputs: tuple[str, ...]
    rewrites: tuple[Rewrite, ...]
    #: What an author, or a rewrite, calls a value.
    named: dict[Node, str]


def lower(
    form: Written,
    scope: Scope,
    output: tuple[Index, ...],
    *,
    given: tuple[Assumption, ...] = (),
    labels: frozenset[str] = frozenset(),
    accurate: bool = True,
) -> Program:
    """The program of a form at every position of its ``output`` indices.

    The families named in ``labels`` are one-hot, and given by the positions of their ones.
    Without ``accurate`` the form is evaluated as it stands. Raises ``ValueError`` for a form
    that has no value in arrays, such as a derivative that is left.
    """
    lowering = _Lowering(scope, given, labels, accurate)
    slots = lowering.slots(output)
    node = lowering.value(form, slots)
    inputs = tuple(n for n, d in scope.declarations.items() if d.body is None and not d.of)
    axes = tuple(s for s in slots.values() if isinstance(s, Slot))
    named = {n: name for n, name in lowering.named.items() if n is not node}
    return Program(node, axes, inputs, tuple(lowering.rewrites), named)


class _Lowering:
    def __init__(
        self,
        scope: Scope,
        given: tuple[Assumption, ...],
        labels: frozenset[str],
        accurate: bool,
    ) -> None:
        self.scope = scope
        self.given = given
        self.labels = labels
        self.accurate = accurate
        # As in the largest arrays, which then need not be turned.
        largest = sorted(scope.declarations.values(), key=lambda d: -len(d.axes))
        order = [a.name for d in largest for a in d.axes]
        self.graph = Graph(tuple(dict.fromkeys([*order, *(s.name for s in scope.index_sets)])))
        self.rewrites: list[Rewrite] = []
        self.named: dict[Node, str] = {}
        #: Forms whose value is known at the place where a rewrite stands.
        self.known: dict[tuple[object, ...], Node] = {}
        #: The forms of a rewrite: no rule is tried on them again.
        self.settled: frozenset[Written] = frozenset()
        self.found: dict[Written, Rewrite | None] = {}

    def slots(self, indices: tuple[Index, ...]) -> dict[Index, Slot | _At]:
        """An axis for each index: two over one set have different numbers."""
        found: dict[Index, Slot | _At] = {}
        for index in indices:
            found[index] = _next(index, found.values())
        return found

    # -- values

    def value(self, form: Written, places: Places) -> Node:
        """The node of a form, its indices at their places."""
        here = self.known.get(_key(form, places))
        if here is not None:
            return here
        tried = self.accurate and form not in self.settled
        if tried and isinstance(form, Quotient | Call | Add | Sum):
            rewrite = self.rewrite(form)
            if rewrite is not None:
                return self.rewritten(rewrite, places)
        return self.plain(form, places)

    def plain(self, form: Written, places: Places) -> Node:
        """The node of a form evaluated as it stands."""
        graph = self.graph
        match form:
            case Number(value):
                return graph.number(value)
            case Size(of):
                return graph.length(of.name)
            case Symbol(name):
                defined = self.scope.definition(name)
                if defined is None:
                    return graph.input(name, ())
                assert defined.body is not None
                return self.called(name, self.value(defined.body, {}))
            case Entry():
                return self.entry(form, places)
            case Delta(left, right):
                return self.delta(left, right, places)
            case Neg(operand):
                return graph.elementwise("neg", self.value(operand, places))
            case Add(terms):
                return self.total(terms, places)
            case Mul(factors):
                return self.product(self.factors(factors, places))
            case Quotient(top, bottom):
                above, below = self.value(top, places), self.value(bottom, places)
                return graph.elementwise("divide", above, below)
            case Power(base, exponent):
                return self.power(base, exponent, places)
            case Call("sigmoid", (x,)):
                one = graph.number(1)
                weight = graph.elementwise("exp", graph.elementwise("neg", self.value(x, places)))
                return graph.elementwise("divide", one, graph.elementwise("add", one, weight))
            case Call(function, (left, right)) if function == INDICATOR:
                same = graph.elementwise(
                    "equal", self.value(left, places), self.value(right, places)
                )
                return graph.elementwise("where", same, graph.number(1), graph.number(0))
            case Call(function, (argument,)) if function in _FUNCTIONS:
                return graph.elementwise(function, self.value(argument, places))
            case Sum():
                return self.sum(form, places)
        raise ValueError(f"{form} has no value in arrays")

    def total(self, terms: tuple[Written, ...], places: Places) -> Node:
        result = self.value(terms[0], places)
        for term in terms[1:]:
            operation = "subtract" if isinstance(term, Neg) else "add"
            plain = term.operand if isinstance(term, Neg) else term
            result = self.graph.elementwise(operation, result, self.value(plain, places))
        return result

    def factors(self, forms: tuple[Written, ...], places: Places) -> list[Node]:
        """The nodes of factors; a weight and a logarithm are one, as 0 · log 0 is 0."""
        nodes = [self.value(f, places) for f in forms]
        logs = [n for f, n in zip(forms, nodes, strict=True) if _is_log(f)]
        weights = [n for n in nodes if n not in logs]
        varied = [n for n in weights if not is_plain_number(n) and n.axes == logs[0].axes] if logs else []
        if len(logs) != 1 or not varied or any(n.operation == "one-hot" for n in weights):
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

    def power(self, base: Written, exponent: Written, places: Places) -> Node:
        below = self.value(base, places)
        if isinstance(exponent, Number) and exponent.value == 2:
            return self.graph.elementwise("multiply", below, below)
        return self.graph.elementwise("power", below, self.value(exponent, places))

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
            if isinstance(place, _At) and place.slot not in slots:
                slots.append(place.slot)
            else:
                taken = [*slots, *(p for p in places.values() if isinstance(p, Slot))]
                slots.append(_next(Index("_", axis), taken))
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
            first = self.slots(defined.parameters)
            entry = replace(form, indices=defined.parameters)
            if any(first[i] != w for i, w in zip(defined.parameters, wanted, strict=True)):
                node = self.defined(entry, defined, first)
                pairs = zip(first.values(), wanted, strict=True)
                moved = self.graph.moved(node, {a: b for a, b in pairs if isinstance(b, Slot)})
                if moved is not None:
                    return moved
        return self.called(form.name, self.value(unfold_once(form, defined), places))

    def closed(self, node: Node, slot: Slot, term: IndexTerm, places: Places) -> Node:
        if isinstance(term, Point):
            return self.graph.take(node, slot, term.value - first_position(self.scope, term.over))
        place = places[term]
        position = place.position if isinstance(place, _At) else self.graph.position(place)
        return self.graph.pick(node, position, slot)

    def delta(self, left: IndexTerm, right: IndexTerm, places: Places) -> Node:
        positions = [self.position(term, places) for term in (left, right)]
        same = self.graph.elementwise("equal", *positions)
        return self.graph.elementwise("where", same, self.graph.number(1), self.graph.number(0))

    def position(self, term: IndexTerm, places: Places) -> Node:
        if isinstance(term, Point):
            return self.graph.number(term.value - first_position(self.scope, term.over))
        place = places[term]
        return place.position if isinstance(place, _At) else self.graph.position(place)

    # -- sums

    def sum(self, form: Sum, places: Places) -> Node:
        """A sum of products: sums inside are done in the order that makes the smallest arrays."""
        outer = take_out(form)
        if not isinstance(outer, Sum):
            return self.value(outer, places)
        if outer.excluding:
            return self.restricted(outer, places)
        bound, factors, negative = _flat(outer, {i.name for i in places})
        inside = frozenset().union(*(free_indices(f) for f in factors))
        within = {i: p for i, p in places.items() if i in inside}
        for index in bound:
            within[index] = _next(index, within.values())
        nodes = self.factors(tuple(factors), within)
        slots = [s for i in bound if isinstance(s := within[i], Slot)]
        while slots:
            slot = min(slots, key=lambda s: (len(_spanned(nodes, s)), slots.index(s)))
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
        anchors = [p.slot for p in used if isinstance(p, _At) and p.slot.over == form.index.over.name]
        slot = anchors[0] if anchors else _next(form.index, used)
        within = {**places, form.index: slot}
        body = self.value(form.body, within)
        for term in form.excluding:
            place = within.get(term) if isinstance(term, Index) else None
            if isinstance(place, _At):
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

    def called(self, name: str, node: Node) -> Node:
        """The node, by the name that it has first."""
        if node.operation not in {"input", "labels", "number", "length"}:
            self.named.setdefault(node, name)
        return node

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
        return self.graph.dot(*inside, slot)

    def square(self, of: Node, slot: Slot) -> Node:
        """The sum of a node; of a product, that of its two factors."""
        if of.operation == "multiply" and all(slot in o.axes for o in of.operands):
            return self.graph.dot(*of.operands, slot)
        return self.graph.sum(of, slot)

    # -- stable rewrites

    def rewrite(self, form: Written) -> Rewrite | None:
        if form not in self.found:
            self.found[form] = stable(form, self.scope, self.given)
        return self.found[form]

    def rewritten(self, rewrite: Rewrite, places: Places) -> Node:
        if rewrite not in self.rewrites:
            self.rewrites.append(rewrite)
        match rewrite:
            case BySign():
                return self.by_sign(rewrite, places)
            case Anchored():
                return self.anchored(rewrite, places)
            case Near():
                return self.near(rewrite, places)
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
            _key(minus(rewrite.of), places): opposite,
            _key(Neg(rewrite.of), places): opposite,
            _key(rewrite.of, places): x,
        }
        self.settled = settled | set(subforms(form))
        node = self.value(form, places)
        self.known, self.settled = known, settled
        return node

    def near(self, rewrite: Near, places: Places) -> Node:
        """One of two forms, by how large something is; on the far one no rule is tried again."""
        graph = self.graph
        free = [p for i, p in places.items() if i in free_indices(rewrite.of)]
        along = _next(rewrite.anchor, free)
        largest = graph.max(self.value(rewrite.of, {**places, rewrite.anchor: along}), along)
        close = self.value(rewrite.near, places)
        settled, self.settled = self.settled, self.settled | {rewrite.far}
        far = self.value(rewrite.far, places)
        self.settled = settled
        below = graph.elementwise("less", largest, graph.number(rewrite.limit))
        return graph.elementwise("where", below, close, far)

    def anchored(self, rewrite: Anchored, places: Places) -> Node:
        """Forms about the largest entry."""
        graph = self.graph
        here = None if rewrite.index is None else places[rewrite.index]
        free = [p for i, p in places.items() if i in free_indices(rewrite.before)]
        along = here if isinstance(here, Slot) else _next(rewrite.anchor, free)
        logits = self.value(rewrite.of, {**places, rewrite.anchor: along})
        top = graph.argmax(logits, along)
        at_top = {**places, rewrite.anchor: _At(top, along)}
        known = self.known
        self.known = {**known, _key(rewrite.of, at_top): graph.pick(logits, top, along)}
        elsewhere = self.value(rewrite.elsewhere, at_top)
        entry = elsewhere if rewrite.at is None else self.value(rewrite.at, at_top)
        self.known = known
        match here:
            case None:
                return elsewhere
            case Slot():
                return graph.place(elsewhere, top, entry, along)
        same = graph.elementwise("equal", here.position, top)
        return graph.elementwise("where", same, entry, elsewhere)


def _next(index: Index, taken: Iterable[object]) -> Slot:
    """The first slot over an index set that is not taken."""
    used = {p.number for p in taken if isinstance(p, Slot) and p.over == index.over.name}
    return Slot(index.over.name, next(n for n in count() if n not in used))


def _is_log(form: Written) -> bool:
    """Whether a form is a logarithm, or a sum of logarithms."""
    match form:
        case Call("log"):
            return True
        case Neg(operand):
            return _is_log(operand)
        case Add(terms):
            return all(map(_is_log, terms))
    return False


def _flat(form: Sum, taken: set[str]) -> tuple[list[Index], list[Written], bool]:
    """The indices and the factors of sums within sums, and whether there is a minus before all."""
    bound, factors, negative = list[Index](), list[Written](), False
    ahead: list[Written] = [form]
    while ahead:
        part = ahead.pop(0)
        match part:
            case Neg(operand):
                negative = not negative
                ahead.insert(0, operand)
            case Mul(parts):
                ahead = [*parts, *ahead]
            case Sum(body, index, ()):
                if index.name in taken:
                    fresh = unused_index(index, taken | {i.name for i in free_indices(body)})
                    body, index = rename_index(body, index, fresh), fresh
                taken = taken | {index.name}
                bound.append(index)
                ahead.insert(0, body)
            case _:
                factors.append(part)
    return bound, factors, negative


def _spanned(nodes: list[Node], slot: Slot) -> set[Slot]:
    """The axes over which a sum along the slot has to go."""
    return {a for node in nodes if slot in node.axes for a in node.axes}


def _key(form: Written, places: Places) -> tuple[object, ...]:
    """A form and where its indices are."""
    free = sorted(free_indices(form), key=lambda i: i.name)
    return (form, *((i, places.get(i)) for i in free))
