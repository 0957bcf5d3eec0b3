"""Derivatives in their spellings: ``∂f/∂x``, ``d/dx f``, ``∂_x f``, ``D_x f``, ``∇_x f``.

What is differentiated, by what, and how often, is read off the notation; the derivative itself
stays a derivative in the form. Of what is not said to depend on its variable it is a quantity
of its own, and never a zero: ``close`` sees to that. ``gradients`` reads ∇.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from derive.notation.names import Name, only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Digits,
    Fraction,
    Item,
    Letter,
    Node,
    Operator,
    Scripted,
    Term,
    subnodes,
)
from derive.reading import expressions, gradients, letters, partial, places, values
from derive.reading.dependences import is_quantity
from derive.reading.differentials import By, looks_like_one, of_fraction, of_slash
from derive.reading.entries import TWO
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, mapped
from derive.syntax.tree import Call, Entry, Mul, Size, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["below_sign", "bracket_behind", "by_all", "derivative", "differentiate", "operated",
           "wrt"]  # fmt: skip

Items: TypeAlias = "tuple[Item, ...]"
Tail: TypeAlias = "tuple[Term, ...]"
#: A value, the place behind it, and how many of the terms behind its own it took.
Factor: TypeAlias = "tuple[Value, int, int]"


def derivative(reader: Reader, items: Items, at: int, env: Env, tail: Tail) -> Factor | None:
    """A derivative that begins at a place; ``None`` where none does."""
    item = unwrapped(items[at])
    found = of_fraction(item)
    if found is not None:
        found = replace(found, end=at + 1)
    elif isinstance(item, Fraction):
        if looks_like_one(item):
            raise Ignorance(f"the derivative {plain_text(item)}")
    else:
        found = of_slash(items, at)
    if found is None:
        return _signed(reader, items, at, env, tail)
    if found.sign.name == "d":
        own = {"own-name": letters.has_own(reader, Name("d"))}
        if reader.ask("differential", "d", own) == "name":
            return None
    if not found.of:
        return operated(reader, items, found.end, found.by, env, tail)
    operand, _ = expressions.row(reader, found.of, (), env)
    variable = wrt(reader, found.by[0][0], env)
    held = partial.with_others_fixed(reader, item, found, operand, variable)
    value = held if held is not None else by_all(reader, operand, found.by, env)
    value, end = places.evaluated(reader, items, found, value, env)
    return value, end, 0


def _signed(reader: Reader, items: Items, at: int, env: Env, tail: Tail) -> Factor | None:
    """A derivative by a sign with its variable below: ``∂_x f``, ``D_x f``, ``∇_x f``."""
    name = spelled(items[at])
    if name is None or at + 1 >= len(items):
        return None
    if name.stem == "∇":
        return gradients.nabla(reader, name, items, at, env, tail)
    by = _operator(reader, name)
    if name.stem == "∂" and name.below:
        by = below_sign(reader, name, env)
    elif by is None:
        _reject_operator_letter(reader, name)
    return operated(reader, items, at + 1, by, env, tail) if by is not None else None


def below_sign(reader: Reader, name: Name, env: Env) -> By:
    """By what a sign differentiates: what stands below it, as often as above it."""
    for node in name.below:
        text = plain_text(node)
        bound = text in env.letters or text in reader.lexicon.bound
        if isinstance(node, Digits) or bound or not is_quantity(reader, node):
            raise Ignorance(f"{name.stem}_{text} does not say by what it differentiates")
    order = plain_text(name.above[0]) if len(name.above) == 1 else "1" if not name.above else ""
    if not order.isdigit() or (order != "1" and len(name.below) > 1) or name.primes:
        raise Ignorance(f"the sign {plain_text(name.node)}")
    return tuple((node, int(order)) for node in name.below)


def _operator(reader: Reader, name: Name) -> By | None:
    """By what a name differentiates that is defined as a bare derivative: ``D = ∂/∂x``."""
    for let in reader.scope.lets:
        if let.arguments is not None or let.word.letter != name.letter or name.above:
            continue
        found = of_fraction(only_item(let.right))
        same = [*map(plain_text, let.word.below)] == [*map(plain_text, name.below)]
        if found is not None and not found.of and same:
            return found.by if base_of(reader, let.word) == base_of(reader, name) else None
    return None


def _reject_operator_letter(reader: Reader, name: Name) -> None:
    """``D_x`` may be a derivative, where the document does not define it."""
    looks = name.stem == "D" and len(name.below) == 1 and is_quantity(reader, name.below[0])
    if looks and not letters.has_own(reader, name):
        raise Ignorance(f"{plain_text(name.node)}, which may be a derivative")


# -- what is differentiated, where it stands behind


def operated(
    reader: Reader, items: Items, at: int, by: By, env: Env, tail: Tail, *, nabla: bool = False
) -> Factor:
    """The derivative of what follows: of the term, or of its first factor."""
    if at >= len(items) or isinstance(items[at], Operator):
        raise Ignorance("a derivative of nothing")
    behind = bracket_behind(items, at)
    called = len(items) == at + 2 and spelled(items[at]) is not None and behind is not None
    alone, end = len(items) == at + 1, len(items)
    if alone or called or _reach(reader, items, at, by) == "factor":
        value, end, used = expressions.factor(reader, items, at, env, tail)
    else:
        value, used = expressions.row(reader, items[at:], tail, env)
    return by_all(reader, value, by, env, nabla=nabla), end, used


def _reach(reader: Reader, items: Items, at: int, by: By) -> str:
    behind = at + 2 if bracket_behind(items, at) is not None else at + 1
    names = {plain_text(_base(node)) for node, _ in by}
    shown = (node for item in items[behind:] for node in subnodes(item))
    return reader.ask("derivative-reach", items[at], {
        "variable-follows": any(isinstance(x, Letter) and plain_text(x) in names for x in shown),
        "constant-first": not any(isinstance(x, Letter) for x in subnodes(items[at])),
    })  # fmt: skip


def _base(item: Node) -> Node:
    return item.base if isinstance(item, Scripted) else item


def bracket_behind(items: Items, at: int) -> Bracket | None:
    """The bracket behind an item, with its scripts or without."""
    following = unwrapped(_base(items[at + 1])) if at + 1 < len(items) else None
    return following if isinstance(following, Bracket) else None


# -- by what


def by_all(reader: Reader, value: Value, by: By, env: Env, *, nabla: bool = False) -> Value:
    """The derivative by each variable, as often as is said: ``∂²f/∂x∂y`` is by y first."""
    for node, times in reversed(by):
        variable = wrt(reader, node, env)
        _reject_hidden(reader, value, variable)
        for _ in range(times):
            value = differentiate(reader, value, variable, nabla=nabla)
    return value


def wrt(reader: Reader, node: Node, env: Env) -> Value:
    """A variable by which one differentiates: a name."""
    name = spelled(node)
    argument = name is not None and base_of(reader, name) in env.params
    value = expressions.item(reader, node, env)
    entry = value.entry
    if isinstance(entry, Call) and entry.function == "sqrt" and not value.rank:
        entry = entry.arguments[0]
    if argument or not isinstance(entry, Symbol | Entry):
        error = Misfit if isinstance(entry, Size) else Ignorance
        raise error(f"a derivative by {plain_text(node)}, which is no name")
    return value


def differentiate(reader: Reader, of: Value, by: Value, *, nabla: bool = False) -> Value:
    """The derivatives of all entries by all entries, laid out; by σ, where σ² is the name, too."""
    root = by.entry
    if isinstance(root, Call):  # 2σ times the derivative by σ²
        found = differentiate(reader, of, replace(by, entry=root.arguments[0]))
        return mapped(lambda form: Mul((TWO, root, form)), found)

    def layout() -> str:
        if not of.rank and (nabla or by.row):
            return "denominator"  # ∂y/∂xᵀ, ∂yᵀ/∂x and ∇f say it themselves
        if of.rank == 1 and by.rank == 1 and of.row != by.row:
            return "numerator" if by.row else "denominator"
        evidence = {"number-by-matrix"} if not of.rank and by.rank == 2 else set()
        return reader.scope.layout or reader.ask("layout", " ".join(evidence), evidence)

    return values.gradient(reader.sets, of, by, layout)


def _reject_hidden(reader: Reader, value: Value, variable: Value) -> None:
    """What is named after a variable, f_θ, depends on it, in a way that is not known."""
    entry = variable.entry
    if isinstance(entry, Symbol | Entry):
        sign = re.split(r"[_^']", entry.name)[0]
        for key in _undefined(reader, value.entry, entry.name):
            labels = re.split(r"[_^]", key, maxsplit=1)[1:]  # θ and φ of f_theta,phi
            if key != entry.name and sign in re.findall(r"[^\W\d_]+", "".join(labels)):
                raise Ignorance(f"how {key} depends on {sign}")


def _undefined(reader: Reader, form: Written, by: str) -> Iterator[str]:
    """The functions and the names in a form that are not defined, nor said to depend on ``by``."""
    if isinstance(form, Symbol | Entry):
        return  # its derivative is a quantity of its own
    seen: set[str] = set()
    waiting = [form]
    while waiting:
        for part in subforms(waiting.pop()):
            if isinstance(part, Call):
                yield part.function
            elif isinstance(part, Symbol | Entry) and part.name not in seen:
                seen.add(part.name)
                family = reader.families.get(part.name)
                if family is None:
                    continue
                waiting += [*family.pieces.values()] if family.body is None else [family.body]
                if family.body is None and not family.pieces and by not in family.of:
                    yield part.name
