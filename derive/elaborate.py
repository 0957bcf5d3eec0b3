"""From written forms to meanings: the one place where syntax meets algebra.

``meaning`` gives the SymPy expression that a written form stands for, definitions
unfolded and derivatives taken. ``conditions`` reads off the written form what it
silently needs: denominators that are not 0, arguments of logarithms that are positive.
They are read before SymPy sees the form, because SymPy drops them (``x/x`` becomes 1).
"""

from __future__ import annotations

import sympy as sp

from derive.index.abstract import INDICATOR_LABEL, call_label, partial_entry, root
from derive.index.differentiate import Rule, contract, differentiate
from derive.index.notation import (
    OutOfClass,
    SumParts,
    SumWalk,
    family_base,
    fresh_dummy,
    index_symbol,
    kronecker,
    power,
    product,
    reciprocal,
    scalar_symbol,
    size_symbol,
    sum_over,
    total,
)
from derive.index.substitute import evaluated, unfold_family, unfold_scalar
from derive.model import Condition
from derive.scope import Scope, scope_of_forms
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import children, free_indices, map_children, rename_index, subforms

__all__ = ["Elaborator", "conditions", "meaning", "unfold_once"]

Environment = dict[Index, sp.Expr]


def meaning(form: Written, scope: Scope | None = None) -> sp.Expr:
    """The SymPy expression that ``form`` stands for, definitions unfolded.

    Sums run over ``(j, 1, C)`` with ``C`` a positive integer symbol; restricted sums are
    sums of a ``Piecewise``. Raises ``OutOfClass`` for what has no such expression.

    >>> from derive import Sum, exp, index_set, indices, partial, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> z = vector("z", C)
    >>> meaning(partial(Sum(exp(z[j]), j), z[k]))
    exp(z[k])
    """
    found = scope if scope is not None else scope_of_forms((form,))
    return evaluated(Elaborator(found).meaning(form))


class Elaborator:
    """The meanings of one scope, as they are: SymPy evaluates nothing in them.

    Equal subforms in equal environments share one meaning.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.memo: dict[object, sp.Expr] = {}
        #: What one walk over a sum has found, for whoever walks over the same sums again.
        self.walks: dict[sp.Sum, SumWalk] = {}
        #: What the two sides of a claim need to be defined.
        self.needs: dict[tuple[Written, Written], tuple[Condition, ...]] = {}

    def under(self, scope: Scope) -> Elaborator:
        """The same meanings in a scope with the same definitions, under other assumptions."""
        other = Elaborator(scope)
        other.share(self)
        return other

    def share(self, other: Elaborator) -> None:
        """Know, and learn, what another one does that has the same definitions."""
        self.memo, self.walks, self.needs = other.memo, other.walks, other.needs

    def meaning(self, form: Written) -> sp.Expr:
        """The SymPy expression that ``form`` stands for."""
        return self._expression(form, {}, frozenset())

    def _expression(self, form: Written, env: Environment, held: frozenset[str]) -> sp.Expr:
        match form:
            case Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case Symbol(name):
                return self._scalar(name, held)
            case Entry(name, indices):
                return self._entry(name, tuple(_index(i, env) for i in indices), held)
            case Size(of):
                return size_symbol(of)
            case Delta(left, right):
                return kronecker(_index(left, env), _index(right, env))
            case Sum():
                return self._remembered(form, env, held)
            case Derivative():
                key = self._key(form, env, held)
                found = self.memo.get(key)
                if found is None:
                    found = self.memo[key] = self._derivative(form, env, held)
                return found
        parts = tuple(self._expression(part, env, held) for part in children(form))
        return _operate(form, parts)

    def _key(self, form: Written, env: Environment, held: frozenset[str]) -> object:
        """What the meaning of a form depends on."""
        return form, held, frozenset((i, env.get(i)) for i in free_indices(form))

    def _remembered(self, form: Sum, env: Environment, held: frozenset[str]) -> sp.Expr:
        key = self._key(form, env, held)
        found = self.memo.get(key)
        if found is None:
            binder = fresh_dummy(form.index)
            body = self._expression(form.body, {**env, form.index: binder}, held)
            excluding = tuple(_index(x, env) for x in form.excluding)
            size = size_symbol(form.index.over)
            found = sum_over(SumParts(binder, size, excluding, body))
            if not form.excluding and not body.has(binder):
                found = product(size, body)
            self.memo[key] = found
        return found

    def _scalar(self, name: str, held: frozenset[str]) -> sp.Expr:
        defined = self.scope.definition(name)
        if defined is None or name in held:
            return scalar_symbol(name)
        assert defined.body is not None
        key = (name, (), held)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._expression(defined.body, {}, held)
        return found

    def _entry(self, name: str, at: tuple[sp.Expr, ...], held: frozenset[str]) -> sp.Expr:
        defined = self.scope.definition(name)
        if defined is None or name in held:
            plain = self.memo.get((name, at))
            if plain is None:
                plain = self.memo[name, at] = family_base(name)[at]
            return plain
        assert defined.body is not None
        key = (name, at, held)
        found = self.memo.get(key)
        if found is None:
            env = dict(zip(defined.parameters, at, strict=True))
            found = self.memo[key] = self._expression(defined.body, env, held)
        return found

    def _derivative(self, form: Derivative, env: Environment, held: frozenset[str]) -> sp.Expr:
        name = form.wrt.name
        inside = held | {name}
        of = self._expression(form.of, env, inside)
        wrt = self._expression(form.wrt, env, inside)
        abstract = any(declared.of for declared in self.scope.declarations.values())
        through = (lambda e, d: self._through(e, d, inside)) if abstract else None
        result = differentiate(of, wrt, through)
        if name in held or self.scope.definition(name) is None:
            return result
        if isinstance(form.wrt, Symbol):
            return unfold_scalar(result, name, self._scalar(name, held))
        return unfold_family(result, name, lambda at: self._entry(name, at, held))

    def _through(self, e: sp.Expr, d: Rule, held: frozenset[str]) -> sp.Expr | None:
        """The chain rule for an abstract function: ``Σ_j ∂E/∂a_j · da_j`` for each family a.

        ``None`` for what is no abstract function, or is itself held independent.
        """
        name = root(str(e.base.label) if isinstance(e, sp.Indexed) else e.name)
        abstract = self.scope.abstract(name)
        if abstract is None or name in held:
            return None
        terms = []
        for family in abstract.of:
            binders = tuple(fresh_dummy(Index("j", axis)) for axis in family.axes)
            entry = self._entry if binders else lambda n, _, h: self._scalar(n, h)
            inner = d(entry(family.name, binders, held))
            term = product(partial_entry(e, family.name, binders), inner)
            for binder, axis in zip(reversed(binders), reversed(family.axes), strict=True):
                term = contract(SumParts(binder, size_symbol(axis), (), term))
            terms.append(term)
        return total(*terms)


def _index(term: IndexTerm, env: Environment) -> sp.Expr:
    if isinstance(term, Index) and term in env:
        return env[term]
    return index_symbol(term)


def _operate(form: Written, parts: tuple[sp.Expr, ...]) -> sp.Expr:
    match form:
        case Add():
            return total(*parts)
        case Mul():
            return product(*parts)
        case Neg():
            return product(sp.S.NegativeOne, parts[0])
        case Quotient():
            return product(parts[0], reciprocal(parts[1]))
        case Power():
            return power(*parts)
        case Call(function="exp"):
            return sp.exp(parts[0], evaluate=False)
        case Call(function="log"):
            return sp.log(parts[0], evaluate=False)
        case Call(function="sqrt"):
            return power(parts[0], sp.S.Half)
        case Call(function="sigmoid"):
            return reciprocal(total(sp.S.One, sp.exp(_minus(parts[0]), evaluate=False)))
        case Call(function="tanh"):
            # (1 − e^{−2x})/(1 + e^{−2x}): one exponential, and a positive denominator.
            decay = sp.exp(product(sp.Integer(-2), parts[0]), evaluate=False)
            return product(total(sp.S.One, _minus(decay)), reciprocal(total(sp.S.One, decay)))
        case Call(function="indicator"):
            difference = total(parts[0], product(sp.S.NegativeOne, parts[1]))
            return sp.Function(INDICATOR_LABEL, real=True)(difference)
        case Call(function=name, orders=orders):
            return sp.Function(call_label(name, orders), real=True)(*parts)
    raise OutOfClass(f"{type(form).__name__} has no meaning here")


def _minus(e: sp.Expr) -> sp.Expr:
    return product(sp.S.NegativeOne, e)


# -- conditions


def conditions(form: Written, scope: Scope) -> tuple[Condition, ...]:
    """What ``form`` needs to be defined, in reading order, definitions unfolded.

    Under a derivative the argument of a root must be positive, not only non-negative.

    >>> from derive import Sum, index_set, indices, log, vector
    >>> C = index_set("C")
    >>> (j,) = indices("j", C)
    >>> p = vector("p", C)
    >>> form = Sum(log(p[j]), j)
    >>> [(str(c.form), c.relation) for c in conditions(form, scope_of_forms((form,)))]
    [('p_j', '>0')]
    """
    found: dict[Condition, None] = {}
    _collect(form, scope, (), (), False, found, set())
    return tuple(found)


def _collect(
    form: Written,
    scope: Scope,
    bound: tuple[Index, ...],
    excluding: tuple[tuple[Index, IndexTerm], ...],
    differentiated: bool,
    found: dict[Condition, None],
    seen: set[object],
    maybe_empty: bool = False,
) -> None:
    def need(what: Written, relation: str) -> None:
        used = free_indices(what)
        mine = tuple(i for i in bound if i in used)
        # A restriction to points that the condition does not name says that there may be
        # none left, and nothing about which.
        named = {*mine, *(x for _, x in excluding if x not in bound)}
        apart = tuple(pair for pair in excluding if pair[0] in mine and pair[1] in named)
        if not _holds_for_number(what, relation):
            condition = Condition(what, relation, mine, apart, maybe_empty)  # type: ignore[arg-type]
            found.setdefault(condition)

    if isinstance(form, Symbol | Entry):
        place = (form, bound, excluding, differentiated, maybe_empty)
        if place in seen:
            return
        seen.add(place)
    match form:
        case Symbol(name):
            defined = scope.definition(name)
            if defined is not None and defined.body is not None:
                # What is bound around a name does not reach into its definition.
                inside = tuple(i for i in bound if i not in free_indices(defined.body))
                apart = tuple(pair for pair in excluding if pair[0] in inside)
                _collect(
                    defined.body, scope, inside, apart, differentiated, found, seen, maybe_empty
                )
            return
        case Entry(name):
            defined = scope.definition(name)
            if defined is not None and defined.body is not None:
                unbound = free_indices(defined.body) - set(defined.parameters)
                for index in [i for i in bound if i in unbound]:
                    # The definition's own letter is another index than the binder's.
                    taken = {i.name for i in (*bound, *unbound)}
                    fresh = Index(_unused(index.name, taken), index.over)
                    form = rename_index(form, index, fresh)
                    bound = tuple(fresh if i == index else i for i in bound)
                    excluding = tuple(
                        (fresh if i == index else i, fresh if x == index else x)
                        for i, x in excluding
                    )
                assert isinstance(form, Entry)
                body = unfold_once(form, defined)
                _collect(body, scope, bound, excluding, differentiated, found, seen, maybe_empty)
            return
        case Sum(body, index, left_out):
            if index in bound:
                # A binder that shadows an outer one: rename it, so that conditions stay apart.
                taken = {i.name for i in bound} | {i.name for i in free_indices(body)}
                fresh = Index(_unused(index.name, taken), index.over)
                body, index = rename_index(body, index, fresh), fresh
            apart = excluding + tuple((index, x) for x in left_out)
            empty = maybe_empty or bool(left_out)
            _collect(body, scope, (*bound, index), apart, differentiated, found, seen, empty)
            return
        case Derivative(of):
            _collect(of, scope, bound, excluding, True, found, seen, maybe_empty)
            return
        case Quotient(_, denominator):
            need(denominator, "!=0")
        case Power(base, exponent):
            relation = _base_needs(exponent, differentiated)
            if relation is not None:
                need(base, relation)
        case Call("log", (argument,)):
            need(argument, ">0")
        case Call("sqrt", (argument,)):
            need(argument, ">0" if differentiated else ">=0")
    for part in children(form):
        _collect(part, scope, bound, excluding, differentiated, found, seen, maybe_empty)


def _base_needs(exponent: Written, differentiated: bool) -> str | None:
    """What a power needs of its base: a root is defined at 0, other real powers are not."""
    match exponent:
        case Number(value):
            number = value
        case Neg(Number(value)):
            number = -value
        case _:
            return ">0"
    if number.denominator == 1:
        return "!=0" if number < 0 else None
    return ">=0" if number.denominator == 2 and number > 0 and not differentiated else ">0"


def _holds_for_number(form: Written, relation: str) -> bool:
    """Whether the form is a number for which the relation holds: nothing to report then."""
    if not isinstance(form, Number):
        return False
    if relation == "!=0":
        return form.value != 0
    return form.value > 0 or (relation == ">=0" and form.value == 0)


def unfold_once(form: Entry, defined: Declaration) -> Written:
    """The body of a definition at the indices of an entry, without capture."""
    assert defined.body is not None
    if form.indices == defined.parameters:
        return defined.body
    taken = {i.name for i in form.indices if isinstance(i, Index)}
    body = _without_shadows(defined.body, frozenset(taken - {p.name for p in defined.parameters}))
    taken |= {i.name for i in free_indices(body)}
    fresh = []
    for parameter in defined.parameters:
        # In two moves, so that a swap of letters (p_{ij} at j, i) stays a swap.
        between = Index(_unused(parameter.name, taken), parameter.over)
        taken.add(between.name)
        fresh.append(between)
        body = rename_index(body, parameter, between)
    for between, term in zip(fresh, form.indices, strict=True):
        body = rename_index(body, between, term)
    return body


def _without_shadows(form: Written, letters: frozenset[str]) -> Written:
    """The form with bound letters renamed that a reader would take for free ones."""
    if not any(isinstance(s, Sum) and s.index.name in letters for s in subforms(form)):
        return form
    if isinstance(form, Sum) and form.index.name in letters:
        taken = letters | {i.name for i in free_indices(form.body) | free_indices(form)}
        name = next((c for c in "jilmrstuv" if c not in taken), None)
        letter = Index(name or _unused(form.index.name, set(taken)), form.index.over)
        form = Sum(rename_index(form.body, form.index, letter), letter, form.excluding)
    return map_children(form, lambda part: _without_shadows(part, letters))


def _unused(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    return name
