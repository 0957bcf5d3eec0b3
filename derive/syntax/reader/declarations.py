"""Declarations of the names in formulas: axes related first, and then built.

A defined name has the axes of its indices and those of its right side; a name that no
formula defines has those that its uses demand.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import Clause, Clauses, Expression
from derive.syntax.declare import Declaration, define
from derive.syntax.reader.base import Stage, Value
from derive.syntax.reader.counts import Formula, indices
from derive.syntax.reader.definitions import Definitions
from derive.syntax.reader.spell import index_name
from derive.syntax.reader.usage import survey
from derive.syntax.tree import Index, Symbol

__all__ = ["Declarations"]


class Declarations(Definitions):
    """The declarations of the names in the formulas, each made when it is first asked for."""

    __slots__ = ()

    def body(self, name: str) -> Value:
        """The right side of a definition, and its indices noted."""
        let = self.lets[name]

        def read(formula: Formula) -> Value:
            context = self.context(formula)
            self.resolver.family(replace(let.spelled), None, context)
            letters = {index_name(item) for item in let.spelled.indices}
            context = replace(context, fixed=context.fixed | {x for x in letters if x})
            return self.resolver.expression(let.body, context)

        return self.guard(let.formula, read)

    def declare(self, name: str) -> Declaration | None:
        """The declaration of a name, made when it is first asked for."""
        if name not in self.lets:
            return self.plain(name) if self.resolver.stage is Stage.BUILD else None
        if name in self.building:
            let = self.lets[name]
            circle = " -> ".join((*self.building[self.building.index(name) :], name))
            raise ReadError(
                f"{name} is defined by itself ({circle})",
                let.spelled.start,
                let.spelled.end,
                let.formula.text,
                let.formula.source,
            )
        if self.resolver.stage is not Stage.BUILD:
            if name not in self.related:
                self.related.add(name)
                self.building.append(name)
                self.relate(name)
                self.building.pop()
            return None
        if name not in self.built:
            self.building.append(name)
            self.built[name] = self.build(name)
            self.building.pop()
        return self.built[name]

    def relate(self, name: str) -> None:
        """Relate the axes of a defined family to those of its right side."""
        let = self.lets[name]

        def work(formula: Formula) -> None:
            context = self.context(formula)
            value = self.resolver.expression(let.body, context)
            if value.row and len(value.axes) == 1:
                place = let.spelled.start, let.spelled.end
                raise ShapeError(
                    f"{name} is a row: define a column, and write its transpose", *place
                )
            given = len(let.spelled.indices)
            arity = given + len(value.axes)
            declared = self.resolver.axes_of(name) or 0
            if value.axes and declared not in (given, arity):
                raise ReadError(
                    f"{name} has {indices(declared)} elsewhere, and {indices(arity)} by this "
                    "definition",
                    let.spelled.start,
                    let.spelled.end,
                )
            if not value.axes and declared > given and _has_no_entries(let.body):
                # An array is defined by names alone: their shapes may be found.
                raise ShapeError(
                    f"{name} has {indices(declared)} elsewhere, and is defined with "
                    f"{indices(given)}",
                    let.spelled.start,
                    let.spelled.end,
                )
            if value.axes:
                self.resolver.arity[name] = arity
            for n, item in enumerate(let.spelled.indices):
                self.resolver.at(item, ("axis", name, n), context)
            for n, key in enumerate(value.axes):
                self.resolver.sets.same(("axis", name, given + n), key, (formula.notation.start, 0))

        self.guard(let.formula, work)

    def build(self, name: str) -> Declaration:
        """The declaration of a defined quantity, with its right side."""
        let = self.lets[name]

        def work(formula: Formula) -> Declaration:
            context = self.context(formula)
            parameters = []
            for n, item in enumerate(let.spelled.indices):
                term = self.resolver.at(item, ("axis", name, n), context)
                if not isinstance(term, Index) or term in parameters:
                    raise ReadError(
                        "a family is defined at letters that differ", item.start, item.end
                    )
                parameters.append(term)
            value = self.resolver.expression(let.body, context)
            arity = self.resolver.axes_of(name) or 0
            if arity > len(parameters) + len(value.axes):
                raise ReadError(
                    f"{name} has {indices(arity)} elsewhere, and is defined with "
                    f"{indices(len(parameters))}",
                    let.spelled.start,
                    let.spelled.end,
                )
            made = define(name, *parameters, value.form)
            declared = made.declared if isinstance(made, Symbol) else made
            assert isinstance(declared, Declaration)
            facts = self.facts_of(name)
            samples = self.resolver.sampled.get(name, 0) > 0
            return replace(declared, facts=facts, samples=samples)

        return self.guard(let.formula, work)

    def plain(self, name: str) -> Declaration:
        """The declaration of a name that no formula defines."""
        known = self.vocabulary.quantity(name)
        if known is not None:
            return known
        if name not in self.built:
            arity = self.resolver.arity.get(name, 0)
            axes = tuple(self.resolver.sets.of(("axis", name, n)) for n in range(arity))
            samples = self.resolver.sampled.get(name, 0) > 0
            of = dict(self.vocabulary.abstract).get(name, ())
            if name in of:
                raise ReadError(f"{name} is a function of itself", 0, 0)
            families = tuple(d for d in map(self.declare, of) if d is not None)
            facts = self.facts_of(name)
            self.built[name] = Declaration(name, axes, facts=facts, of=families, samples=samples)
        return self.built[name]


def _has_no_entries(body: Expression) -> bool:
    """Whether a right side is made of names alone, without an index anywhere."""
    place = body.start, body.end
    return not survey((Clauses(*place, (Clause(*place, (body,), ()),)),)).indexed
