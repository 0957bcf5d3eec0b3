"""Several formulas read together: three passes, and the declarations that follow.

The first pass counts the indices of each family, the second relates the index sets, and
the third builds the written forms with their declarations.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from derive.syntax.declare import Declaration, define
from derive.syntax.reader.base import Context, Stage, Value
from derive.syntax.reader.by_value import changing
from derive.syntax.reader.calls import applied_to, argument_names
from derive.syntax.reader.counts import Formula, indices, settle_arity
from derive.syntax.reader.errors import ReadError, ShapeError
from derive.syntax.reader.look import clauses_of, tidy
from derive.syntax.reader.notation import (
    Clause,
    Clauses,
    Expression,
    Item,
    Letter,
)
from derive.syntax.reader.outside import outside_letters
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.sets import Sets
from derive.syntax.reader.shapes import Ranks, fitting_shapes, possible_ranks
from derive.syntax.reader.spell import Spelled, index_name, spell
from derive.syntax.reader.usage import Usage, numbered_letters, survey
from derive.syntax.reader.vocabulary import Macro, Vocabulary
from derive.syntax.tree import Index, Symbol

__all__ = ["LOSS", "Formula", "Session", "outside_letters"]

T = TypeVar("T")

#: The scope of an equation that names the loss.
LOSS = "let loss"


@dataclass(frozen=True, slots=True)
class _Let:
    """A definition: the name with its indices, and the right side."""

    formula: Formula
    spelled: Spelled
    body: Expression


@dataclass(slots=True)
class Session:
    """Formulas that are read together, and what is known of their names."""

    vocabulary: Vocabulary
    formulas: tuple[Formula, ...]
    definitions: tuple[Formula, ...] = ()
    lets: dict[str, _Let] = field(default_factory=dict)
    built: dict[str, Declaration] = field(default_factory=dict)
    related: set[str] = field(default_factory=set)
    building: list[str] = field(default_factory=list)
    fixed: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    resolver: Resolver = field(init=False)

    def __post_init__(self) -> None:
        everything = (*self.formulas, *self.definitions)
        usage = survey(tuple(formula.notation for formula in everything))
        self.resolver = Resolver(self.vocabulary, usage, Sets(), self.declare)
        self.fixed |= self.vocabulary.fixed
        self.resolver.alike = self.same_letters(usage)
        self.resolver.size_names = frozenset(over.name for over in self.vocabulary.sets)
        for formula in self.definitions:
            self.guard(formula, lambda f: self.define(f))
        self.resolver.changing = changing(
            (name, tuple(x for i in let.spelled.indices if (x := index_name(i))), let.body)
            for name, let in self.lets.items()
        )
        self.resolver.called |= dict(self.vocabulary.abstract)
        self.resolver.defined = frozenset({*self.lets, *dict(self.vocabulary.abstract)})
        for quantity in self.vocabulary.quantities:
            for n, axis in enumerate(quantity.axes):
                why = f"{quantity.name} is declared so"
                self.resolver.sets.fix(("axis", quantity.name, n), axis, why)

    # -- the passes

    def run(self, work: Callable[[Resolver], T]) -> T:
        """What ``work`` makes of the formulas, after the passes that it needs."""
        resolver = self.resolver
        unread = resolver.sets.copy()
        self.count(work)
        resolver.stage = Stage.RELATE
        self.relate_all(work, unread)
        taken = resolver.usage.names() | {q.name for q in self.vocabulary.quantities}
        resolver.sets.settle(taken)
        named = {over.name for over, _ in resolver.sets.named.values()}
        known = {q.name for q in self.vocabulary.quantities} | set(self.lets)
        resolver.size_names = (
            frozenset(named | {over.name for over in self.vocabulary.sets}) - known
        )
        resolver.stage = Stage.BUILD
        return work(resolver)

    def count(self, work: Callable[[Resolver], T]) -> None:
        """Count the indices of each family."""
        resolver = self.resolver
        resolver.stage = Stage.COUNT
        resolver.counts.clear()
        work(resolver)
        for name in self.lets:
            self.body(name)
        settle_arity(resolver, self.vocabulary, (*self.formulas, *self.definitions))

    def numbered(self) -> frozenset[str]:
        """The letters that nobody defines, and that have numbers below them and nothing else."""
        formulas = tuple(f.notation for f in (*self.formulas, *self.definitions))
        declared = {quantity.name for quantity in self.vocabulary.quantities}
        return numbered_letters(formulas) - {*self.lets, *self.resolver.size_names, *declared}

    def relate_all(self, work: Callable[[Resolver], T], unread: Sets) -> None:
        """Relate all axes; names that nobody declared get the shapes that are demanded."""
        resolver = self.resolver
        sets, arity = resolver.sets.copy(), dict(resolver.arity)

        def attempt(ranks: dict[str, int]) -> int:
            resolver.sets, resolver.arity = sets.copy(), {**arity, **ranks}
            self.related.clear()
            self.building.clear()
            for name, facts in self.vocabulary.facts:
                if "symmetric" in facts and resolver.arity.get(name) == 2:
                    resolver.sets.same(("axis", name, 0), ("axis", name, 1), (0, 0))
            for name in self.lets:
                self.declare(name)
            work(resolver)
            given = {name: len(let.spelled.indices) for name, let in self.lets.items()}
            return sum(resolver.arity.get(name, 0) - count for name, count in given.items())

        resolver.wary = True
        try:
            attempt({})
            resolver.wary = False
        except ShapeError as error:
            resolver.wary = False
            if self.fits_as_it_is(attempt):
                plain, at = resolver.sets.copy(), dict(resolver.arity)
                resolver.guessing = True
                try:
                    attempt(fitting_shapes(self.open_ranks(), attempt, error))
                except ReadError:
                    # No capital letter can be a matrix here: they are numbers.
                    resolver.guessing = False
                    resolver.sets, resolver.arity = plain, at
                    attempt({})
                return
            resolver.guessing = True
            resolver.numbered = self.numbered()
            if resolver.numbered:
                resolver.sets = unread
                resolver.arity.clear()
                self.count(work)
                sets, arity = resolver.sets.copy(), dict(resolver.arity)
                resolver.stage = Stage.RELATE
            attempt(fitting_shapes(self.open_ranks(), attempt, error))

    def fits_as_it_is(self, attempt: Callable[[dict[str, int]], int]) -> bool:
        """Whether the formulas can be read with capital letters as numbers."""
        try:
            attempt({})
        except ShapeError:
            return False
        return True

    def open_ranks(self) -> dict[str, Ranks]:
        """The names of which neither a declaration nor a definition says the shape."""
        found = {}
        for name, uses in self.resolver.counts.items():
            known = self.vocabulary.quantity(name) is not None or name in self.resolver.defined
            ranks = None if known else possible_ranks(name, frozenset(uses))
            if ranks is not None:
                found[name] = ranks
        return found

    def guard(self, formula: Formula, work: Callable[[Formula], T]) -> T:
        """Do something with a formula; an error says in which text it is."""
        needs = self.resolver.needs
        before = len(needs)
        try:
            made = work(formula)
            needs[before:] = [n.within(formula.text, formula.source) for n in needs[before:]]
            return made
        except ReadError as error:
            raise error.within(formula.text, formula.source) from None
        except RecursionError:
            message = "this is too deep: name its parts"
            raise ReadError(message, 0, 1, formula.text, formula.source) from None

    def context(self, formula: Formula, letters: frozenset[str] = frozenset()) -> Context:
        """Where the parts of a formula stand."""
        outside = outside_letters(formula.notation)
        own = outside | letters
        return Context(
            formula.scope,
            formula.source,
            fixed=self.fixed | own,
            doubtful=self.doubtful - own,
        )

    def same_letters(self, usage: Usage) -> dict[str, str]:
        r"""Bold letters that stand for the whole of what the plain letter has as entries."""
        found = {}
        for name in usage.bare:
            plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name))
            known = self.vocabulary.quantity(name) or self.vocabulary.quantity(plain)
            whole = name not in usage.indexed and plain not in usage.bare
            if plain != name and plain in usage.indexed and whole and known is None:
                found[name] = plain
        return found

    # -- definitions

    def define(self, formula: Formula) -> None:
        """Take in a definition: a quantity with its indices, or a function with its arguments."""
        clauses, separators = clauses_of(formula.notation)
        clause = clauses[0] if len(clauses) == 1 and not separators else None
        signs = [r.sign for r in clause.relations] if clause else []
        if clause is None or signs != ["="] or None in clause.members:
            place = formula.notation.start, formula.notation.end
            raise ReadError("a definition is one equation, such as p_i = …", *place)
        left, right = clause.members
        assert left is not None
        assert right is not None
        items = left.terms[0].items
        if len(left.terms) > 1 or left.terms[0].signs or len(items) > 2:
            raise ReadError("what does this define?", left.start, left.end)
        spelled = spell(items[0], self.resolver.names(Context(formula.scope)))
        if spelled is None or spelled.exponent is not None or spelled.transposed or spelled.orders:
            raise ReadError("what does this define?", left.start, left.end)
        alike = self.resolver.alike
        whole = spelled.name in alike
        spelled = replace(spelled, name=alike.get(spelled.name, spelled.name))
        earlier = self.lets.get(spelled.name)
        if earlier is not None and len(items) == 1 and (whole or _is_bold(earlier.formula)):
            if not whole:  # the entries say more than the whole of them
                self.lets[spelled.name] = _Let(formula, spelled, right)
            return
        if spelled.name in self.lets or self.vocabulary.macro(spelled.name):
            raise ReadError(f"{spelled.name} is defined twice", left.start, left.end)
        if len(items) == 2:
            self.define_function(formula, spelled, tidy(items[1]), right)
        else:
            self.lets[spelled.name] = _Let(formula, spelled, right)

    def define_function(
        self, formula: Formula, spelled: Spelled, bracket: Item, right: Expression
    ) -> None:
        """A function with its parameters, or a quantity written with its arguments."""
        names = argument_names(bracket)
        if None in names:
            raise ReadError("a parameter is a letter", bracket.start, bracket.end)
        if not names or spelled.indices:
            raise ReadError("what does this define?", spelled.start, spelled.end)
        usage = self.resolver.usage
        known_names = self.resolver.names(Context(formula.scope))
        others = tuple(f.notation for f in (*self.formulas, *self.definitions) if f is not formula)
        elsewhere = survey(others)
        known = all(
            n in elsewhere.bare or n in elsewhere.applied or n in elsewhere.indexed for n in names
        )
        parameters = tuple(n for n in names if n)
        # σ(t) = … is a function where somebody writes σ(z), also if t is a quantity.
        names_loss = formula.scope == LOSS  # J(θ) = …: what it depends on, and no parameters
        if (
            names_loss
            or spelled.name in elsewhere.bare
            or (known and applied_to(spelled.name, others, known_names) <= {tuple(names)})
        ):
            self.resolver.called[spelled.name] = parameters
            self.lets[spelled.name] = _Let(formula, spelled, right)
            usage.bare.setdefault(spelled.name, (spelled.start, spelled.end))
            return
        body = Clauses(right.start, right.end, (Clause(right.start, right.end, (right,), ()),))
        macro = Macro(
            spelled.name, tuple(n for n in names if n), body, formula.text, formula.source
        )
        self.vocabulary = replace(self.vocabulary, macros=(*self.vocabulary.macros, macro))
        self.resolver.vocabulary = self.vocabulary

    def defined_by(self, scope: str) -> str:
        """The name that a definition defines."""
        return next(name for name, let in self.lets.items() if let.formula.scope == scope)

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

    def facts_of(self, name: str) -> frozenset[str]:
        """What is declared of a name."""
        known = self.vocabulary.quantity(name)
        if known is not None:
            return known.facts
        return dict(self.vocabulary.facts).get(name, frozenset())


def _is_bold(formula: Formula) -> bool:
    """Whether a definition defines a bold letter: the whole of a vector."""
    clause = formula.notation.parts[0]
    left = clause.members[0] if isinstance(clause, Clause) else None
    item = tidy(left.terms[0].items[0]) if left is not None else None
    name = item.name if isinstance(item, Letter) else ""
    return (
        bool(name)
        and unicodedata.normalize("NFKD", name)[0] != (unicodedata.normalize("NFD", name)[0])
    )


def _has_no_entries(body: Expression) -> bool:
    """Whether a right side is made of names alone, without an index anywhere."""
    place = body.start, body.end
    return not survey((Clauses(*place, (Clause(*place, (body,), ()),)),)).indexed
