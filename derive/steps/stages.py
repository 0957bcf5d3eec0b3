"""The families through which a loss reaches a variable: where its chain rule goes through.

The nearest to the variable come first: ``∂L/∂w_ij = Σ_k ∂L/∂z_k · ∂z_k/∂w_ij`` for a layer z
of the weights w, whatever lies between z and L. Then ``∂L/∂z_k`` is derived in the same way,
layer by layer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derive.index.notation import OutOfClass
from derive.model import IndexRelation
from derive.scope import Scope
from derive.steps.contract import contract
from derive.steps.derivatives import differentiate
from derive.steps.letters import choices, letters_of
from derive.steps.products import ZERO, add
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Add,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Mul,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["Stage", "chain_rule_through", "stages_of"]

#: So many families may stand side by side: more are not easier to read than the loss itself.
MOST_FAMILIES = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """A family on the way, at letters of its own; ``at`` are the entries that see the variable.

    ``meeting`` is the letter whose derivative tells cases apart, with the index it meets.
    """

    family: Declaration
    letters: tuple[Index, ...]
    at: tuple[IndexTerm, ...]
    meeting: tuple[Index, IndexTerm] | None = None

    @property
    def anywhere(self) -> Symbol | Entry:
        """The family at its letters."""
        return _entry(self.family, self.letters)

    @property
    def entry(self) -> Symbol | Entry:
        """The entries that see the variable."""
        return _entry(self.family, self.at)

    @property
    def summed(self) -> tuple[Index, ...]:
        """The letters that are left to sum over."""
        return tuple(letter for letter in self.letters if letter in self.at)


def stages_of(
    loss: Written, wrt: Symbol | Entry, scope: Scope, case: tuple[IndexRelation, ...] = ()
) -> tuple[Stage, ...]:
    """The families next to the variable through which alone the loss reaches it; none, if none.

    They are the definitions in which the variable is written, if none of them depends on
    another; else the last single family that every way goes through. Where the loss also
    reaches the variable directly there are none: then no chain rule holds.

    >>> from derive import define, index_set, indices, log, matrix, vector
    >>> from derive.scope import scope_of_forms
    >>> m, n = index_set("m"), index_set("n")
    >>> (i,), (j,) = indices("i", m), indices("j", n)
    >>> w, x = matrix("w", m, n), vector("x", n)
    >>> z = define("z", i, Sum(w[i, j] * x[j], j))
    >>> L = define("L", Sum(log(z[i]), i))
    >>> (stage,) = stages_of(L, w[i, j], scope_of_forms((L, w[i, j])))
    >>> print(stage.anywhere, stage.entry)
    z_l z_i
    """
    body = _body(loss, scope)
    if body is None:
        return ()
    ways = _Ways(scope, wrt.name, body)
    families, local = ways.last()
    letters = _Letters(loss, wrt, scope)
    try:
        return tuple(_stage(f, local, letters, loss, wrt, scope, case) for f in families)
    except OutOfClass:
        return ()


def chain_rule_through(
    loss: Written, wrt: Symbol | Entry, stages: Iterable[Stage], *, narrowed: bool = False
) -> Written:
    """``∂L/∂z_k = Σ_j ∂L/∂p_j · ∂p_j/∂z_k``, over all of the entries or those that see z_k."""
    terms = []
    for stage in stages:
        entry = stage.entry if narrowed else stage.anywhere
        term: Written = Mul((Derivative(loss, entry), Derivative(entry, wrt)))
        for letter in reversed(stage.summed if narrowed else stage.letters):
            term = Sum(term, letter)
        terms.append(term)
    return add(*terms)


def _entry(family: Declaration, at: tuple[IndexTerm, ...]) -> Symbol | Entry:
    return Entry(family.name, at, family) if at else Symbol(family.name, family)


def _body(loss: Written, scope: Scope) -> Written | None:
    if isinstance(loss, Symbol | Entry) and scope.abstract(loss.name) is None:
        defined = scope.definition(loss.name)
        return defined.body if defined is not None else None
    return loss


class _Ways:
    """Which definitions lead from a form to a variable, and through which others."""

    def __init__(self, scope: Scope, name: str, body: Written) -> None:
        self.scope, self.name = scope, name
        self.spoken: dict[str, frozenset[str]] = {}
        self.first = self._names(body)

    def last(self) -> tuple[tuple[Declaration, ...], bool]:
        """The definitions that the chain rule goes through; whether they lead nowhere else."""
        if self.name in self.first:
            return (), False
        between = self._reached(self.first)
        users = [n for n in between if self.name in self._inside(n)]
        local = all(not (self.scope.reaches(n) & set(users)) for n in users)
        local = local and len(users) <= MOST_FAMILIES
        if not local:
            users = self._gates(between)[-1:]
        found = [self.scope.definition(n) for n in users]
        return tuple(d for d in found if d is not None), local

    def _gates(self, between: list[str]) -> list[str]:
        """The definitions that every way goes through, the nearest to the variable last."""
        gates = [n for n in between if not self._leads(self._reached(self.first, n))]
        return sorted(gates, key=lambda n: -len(self.scope.reaches(n) & set(gates)))

    def _leads(self, names: list[str]) -> bool:
        return any(self.name in self._inside(n) for n in names)

    def _reached(self, names: Iterable[str], without: str = "") -> list[str]:
        """The definitions that lead to the variable, from some names on, one of them blocked."""
        found: dict[str, None] = {}
        todo = sorted(names)
        while todo:
            name = todo.pop(0)
            leads = self.scope.definition(name) is not None
            if name in found or name == without or not leads:
                continue
            if self.name in self.scope.reaches(name):
                found[name] = None
                todo += sorted(self._inside(name))
        return list(found)

    def _inside(self, name: str) -> frozenset[str]:
        """The names that a definition is written of."""
        known = self.spoken.get(name)
        if known is None:
            defined = self.scope.definition(name)
            body = None if defined is None else defined.body
            known = self.spoken[name] = frozenset() if body is None else self._names(body)
        return known

    def _names(self, form: Written) -> frozenset[str]:
        """The names in a form; an abstract function stands for what it is a function of."""
        found: set[str] = set()
        todo = [s.name for s in subforms(form) if isinstance(s, Symbol | Entry)]
        while todo:
            name = todo.pop()
            abstract = self.scope.abstract(name)
            if abstract is None:
                found.add(name)
            else:
                todo += [f.name for f in abstract.of]
        return frozenset(found)


class _Letters:
    """Letters for what is summed over: those that the definitions use for the same set."""

    def __init__(self, loss: Written, wrt: Symbol | Entry, scope: Scope) -> None:
        self.taken = {i.name for i in free_indices(loss) | free_indices(wrt)}
        if not isinstance(loss, Symbol | Entry):
            self.taken |= {s.index.name for s in subforms(loss) if isinstance(s, Sum)}
        self.known = letters_of(scope)

    def fresh(self, own: Index | None, over: IndexSet) -> Index:
        """A letter over a set, the definition's own if nobody has it."""
        names = choices("j" if own is None else own.name, over.name, self.known)
        name = next(c for c in names if c not in self.taken)
        self.taken.add(name)
        return Index(name, over)


def _stage(
    family: Declaration,
    local: bool,
    letters: _Letters,
    loss: Written,
    wrt: Symbol | Entry,
    scope: Scope,
    case: tuple[IndexRelation, ...],
) -> Stage:
    """The family at fresh letters, those fixed without which its derivative is 0."""
    own = family.parameters or (None,) * len(family.axes)
    fresh = tuple(letters.fresh(o, a) for o, a in zip(own, family.axes, strict=True))
    at: list[IndexTerm] = list(fresh)
    indices = wrt.indices if isinstance(wrt, Entry) else ()
    raw = contract(differentiate(_entry(family, fresh), wrt, scope), case)
    for position, letter in enumerate(fresh):
        for index in indices:
            if index.over == letter.over and index not in at and _only_at(raw, letter, index, case):
                at[position] = index
                raw = contract(rename_index(raw, letter, index), case)
                break
    _fix_where_seen(at, fresh, family, loss, scope, case)
    left = [letter for letter in fresh if letter in at]
    meeting = [(a, b) for a in left for b in indices if _tells_apart(raw, a, b)]
    # δ_jk + f_jk says it all in one line; softmax and its like are told apart by cases.
    single = local and len(left) == len(meeting) == 1 and not isinstance(raw, Add)
    return Stage(family, fresh, tuple(at), meeting[0] if single else None)


def _fix_where_seen(
    at: list[IndexTerm],
    fresh: tuple[Index, ...],
    family: Declaration,
    loss: Written,
    scope: Scope,
    case: tuple[IndexRelation, ...],
) -> None:
    """Fix the letters of entries that the loss does not see: −log p_t is one of p_t alone."""
    free = sorted(free_indices(loss), key=lambda i: i.name)
    points: tuple[IndexTerm, ...] = (*free, *scope.points)
    for position, letter in enumerate(fresh):
        here = [p for p in points if p.over == letter.over and p not in at]
        if at[position] == letter and here:
            entry = _entry(family, tuple(at))
            raw = contract(differentiate(loss, entry, scope), case)
            at[position] = next((p for p in here if _only_at(raw, letter, p, case)), letter)


def _only_at(
    raw: Written, letter: Index, index: IndexTerm, case: tuple[IndexRelation, ...]
) -> bool:
    apart = IndexRelation(letter, index, equal=False)
    return contract(raw, (*case, apart)) == ZERO


def _tells_apart(raw: Written, letter: Index, index: IndexTerm) -> bool:
    if not isinstance(index, Index):
        return False
    return any({s.left, s.right} == {letter, index} for s in subforms(raw) if isinstance(s, Delta))
