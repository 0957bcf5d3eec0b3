"""Definitions folded back into normal forms: solved for one of their atoms, which is replaced.

A definition ``p_i = (a·x + b)/(c·x + d)`` is solved for one of its atoms x, such as
``exp(z_i)`` in a softmax, and x is replaced by ``(b − d p_i)/(c p_i − a)`` throughout.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from derive.elaborate import Elaborator
from derive.index.notation import index_symbol
from derive.prove.atoms import Atom, EntryAtom, ExpAtom, ScalarAtom, SumAtom, Token, values_in
from derive.prove.field import Value
from derive.prove.normal import NormalForm
from derive.prove.sums import sum_value
from derive.syntax.declare import Declaration

__all__ = ["CannotFold", "fold"]


class CannotFold(Exception):
    """The definition cannot be solved for one of its atoms."""


def fold(
    nf: NormalForm,
    value: Value,
    declared: Declaration,
    elaborator: Elaborator,
    env: dict[sp.Expr, Token],
) -> Value:
    """The value with the definition folded back."""
    assert declared.body is not None
    with nf.fresh_token() as first:
        tokens: list[Token] = [first]
        for _ in declared.parameters[1:]:
            nf.depth += 1
            tokens.append(("temp", nf.depth))
        try:
            tokens = tokens[: len(declared.parameters)]
            symbols = {index_symbol(p): t for p, t in zip(declared.parameters, tokens, strict=True)}
            template = nf.value(elaborator.meaning(declared.body), {**env, **symbols})
            pivot = _pivot(nf, template, tuple(tokens))
            return _replace(nf, value, _Solved(nf, declared.name, template, pivot, tuple(tokens)))
        finally:
            nf.depth -= max(0, len(declared.parameters) - 1)


def _pivot(nf: NormalForm, template: Value, tokens: tuple[Token, ...]) -> int:
    """An atom that determines the definition: linear above and below, with all its indices."""
    for index in template.generators():
        atom = nf.table.atoms[index]
        if set(tokens) - nf.table.open_binders[index]:
            continue
        if not tokens and not isinstance(atom, SumAtom | ExpAtom):
            continue
        above, below = template.num.degrees()[index], template.den.degrees()[index]
        inside = any(
            i != index and nf.contains(nf.table.atoms[i], index) for i in template.generators()
        )
        if above <= 1 and below <= 1 and not inside and not isinstance(atom, EntryAtom):
            return index
    raise CannotFold


class _Solved:
    """``x = (b − d p)/(c p − a)`` for the pivot atom x of a definition p."""

    def __init__(
        self, nf: NormalForm, name: str, template: Value, pivot: int, tokens: tuple[Token, ...]
    ) -> None:
        self.nf, self.name, self.pivot, self.tokens = nf, name, pivot, tokens
        f = nf.field
        zero = {pivot: f.zero}
        generator = f.generator(pivot)
        above, below = f.polynomial(template.num), f.polynomial(template.den)
        b, d = f.substitute(above, zero), f.substitute(below, zero)
        a, c = (above - b) / generator, (below - d) / generator
        atom: Atom = EntryAtom(name, tokens) if tokens else ScalarAtom(name)
        entry = f.generator(nf.table.index(atom))
        self.image = (b - d * entry) / (c * entry - a)

    def image_of(self, atom: Atom, index: int) -> Value | None:
        """What stands in the place of an atom that is the pivot at some indices."""
        at = self._indices(atom, index)
        if at is None:
            return None
        image = self.image
        for token, new in zip(self.tokens, at, strict=True):
            image = self.nf.rebind(image, token, new)
        return image

    def _indices(self, atom: Atom, index: int) -> tuple[Token, ...] | None:
        if not self.tokens:
            return () if index == self.pivot else None
        for candidate in _tuples(_tokens_in(self.nf, atom), len(self.tokens)):
            moved = self.nf.field.generator(self.pivot)
            for token, new in zip(self.tokens, candidate, strict=True):
                moved = self.nf.rebind(moved, token, new)
            if moved.single_generator() == index:
                return candidate
        return None


def _tuples(tokens: list[Token], length: int) -> Iterator[tuple[Token, ...]]:
    if length == 0:
        yield ()
        return
    for token in tokens:
        for rest in _tuples(tokens, length - 1):
            yield (token, *rest)


def _tokens_in(nf: NormalForm, atom: Atom) -> list[Token]:
    """Every index that occurs in an atom and is not bound in it."""
    match atom:
        case EntryAtom(_, at):
            return list(dict.fromkeys(at))
        case SumAtom(binders, body):
            mine = {b.token for b in binders}
            return [t for t in _tokens_of(nf, body) if t not in mine]
    return list(dict.fromkeys(t for v in values_in(atom) for t in _tokens_of(nf, v)))


def _tokens_of(nf: NormalForm, value: Value) -> list[Token]:
    inside = [_tokens_in(nf, nf.table.atoms[i]) for i in value.generators()]
    return list(dict.fromkeys(t for tokens in inside for t in tokens))


def _replace(nf: NormalForm, value: Value, solved: _Solved) -> Value:
    """The value with every instance of the pivot replaced, inside sums too."""
    images: dict[int, Value] = {}
    for index in value.generators():
        atom = nf.table.atoms[index]
        image = solved.image_of(atom, index)
        if image is None and isinstance(atom, SumAtom):
            image = _replace_in_sum(nf, atom, solved)
        if image is not None:
            images[index] = image
    return nf.field.substitute(value, images)


def _replace_in_sum(nf: NormalForm, atom: SumAtom, solved: _Solved) -> Value | None:
    if len(atom.binders) != 1:
        return None
    (binder,) = atom.binders
    with nf.fresh_token() as token:
        body = nf.rebind(atom.body, binder.token, token)
        replaced = _replace(nf, body, solved)
        # The definition's own normaliser, such as Σ exp z, is not written by itself.
        if replaced.key == body.key or token not in nf.table.open_in(replaced):
            return None
        if _is_trivial(nf, replaced, solved):
            return None
        return sum_value(nf, token, binder.over, binder.excluding, replaced)


def _is_trivial(nf: NormalForm, replaced: Value, solved: _Solved) -> bool:
    """Whether a body became p_j times something constant: ``Σ_j exp z_j = Z Σ_j p_j``."""
    bound = [i for i in replaced.generators() if nf.table.open_binders[i]]
    if len(bound) != 1 or replaced.num.degrees()[bound[0]] != 1:
        return False
    atom = nf.table.atoms[bound[0]]
    return isinstance(atom, EntryAtom) and atom.name == solved.name
