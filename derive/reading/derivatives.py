"""Derivatives in their spellings: ``∂f/∂x``, ``d/dx f``, ``∂_x f``, ``D_x f``.

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
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import TWO, Value, mapped
from derive.syntax.tree import Call, Entry, Mul, Size, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["by_all", "derivative", "layout", "operated", "wrt"]

Items: TypeAlias = "tuple[Item, ...]"
Tail: TypeAlias = "tuple[Term, ...]"
#: A value, the place behind it, and how many of the terms behind its own it took.
Factor: TypeAlias = "tuple[Value, int, int]"


def derivative(reader: Reader, items: Items, at: int, env: Env, tail: Tail) -> Factor | None:
    """A derivative that begins at a place; ``None`` where none does."""
    item = unwrapped(items[at])
    if isinstance(item, Fraction):
        found = of_fraction(item)
        if found is None and looks_like_one(item):
            raise Ignorance(f"the derivative {plain_text(item)}")
        found = replace(found, end=at + 1) if found is not None else None
    else:
        found = of_slash(items, at)
    if found is None:
        return _signed(reader, items, at, env, tail)
    if found.sign.name == "d":
        own = {"own-name"} if letters.has_own(reader, Name("d")) else set()
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
    if name.stem == "∂" and name.below:
        return operated(reader, items, at + 1, below_sign(reader, name, env), env, tail)
    by = _operator(reader, name)
    if by is None and _is_operator_letter(reader, name, env):
        by = below_sign(reader, name, env)
    return operated(reader, items, at + 1, by, env, tail) if by is not None else None


def below_sign(reader: Reader, name: Name, env: Env) -> By:
    """By what a sign differentiates: what stands below it, as often as above it."""
    for node in name.below:
        text = plain_text(node)
        bound = text in env.letters or text in env.points or text in reader.lexicon.bound
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
        item = only_item(let.right)
        found = of_fraction(item) if isinstance(item, Fraction) else None
        same = [plain_text(n) for n in let.word.below] == [plain_text(n) for n in name.below]
        if found is not None and not found.of and same:
            return found.by if base_of(reader, let.word) == base_of(reader, name) else None
    return None


def _is_operator_letter(reader: Reader, name: Name, env: Env) -> bool:
    """Whether ``D_x`` is a derivative: a question, where the document does not define it."""
    if name.stem != "D" or len(name.below) != 1 or letters.has_own(reader, name):
        return False
    node = name.below[0]
    if plain_text(node) in env.letters or not is_quantity(reader, node):
        return False
    return reader.ask("derivative-letter", "D") == "operator"


# -- what is differentiated, where it stands behind


def operated(
    reader: Reader, items: Items, at: int, by: By, env: Env, tail: Tail, *, nabla: bool = False
) -> Factor:
    """The derivative of what follows: of the term, or of its first factor."""
    if at >= len(items) or isinstance(items[at], Operator):
        raise Ignorance("a derivative of nothing")
    if _is_one_factor(items[at:]):
        value, end, used = expressions.factor(reader, items, at, env, tail)
    else:
        evidence = {"variable-follows"} if _occurs(by, items[at + 1 :]) else set()
        if not any(isinstance(part, Letter) for part in subnodes(items[at])):
            evidence.add("constant-first")
        if reader.ask("derivative-reach", items[at], evidence) == "factor":
            value, end, used = expressions.factor(reader, items, at, env, tail)
        else:
            value, used = expressions.row(reader, items[at:], tail, env)
            end = len(items)
    return by_all(reader, value, by, env, nabla=nabla), end, used


def base(item: Node) -> Node:
    return item.base if isinstance(item, Scripted) else item


def _is_one_factor(items: Items) -> bool:
    """Whether a row is one item, or a name with its bracket."""
    if len(items) == 1:
        return True
    return (
        len(items) == 2
        and spelled(items[0]) is not None
        and isinstance(unwrapped(base(items[1])), Bracket)
    )


def _occurs(by: By, items: Items) -> bool:
    """Whether a variable stands in a row, behind its first item and its bracket."""
    if items and isinstance(unwrapped(base(items[0])), Bracket):
        items = items[1:]
    names = {plain_text(base(node)) for node, _ in by}
    return any(
        plain_text(node) in names
        for item in items
        for node in subnodes(item)
        if isinstance(node, Letter)
    )


# -- by what


def by_all(reader: Reader, value: Value, by: By, env: Env, *, nabla: bool = False) -> Value:
    """The derivative by each variable, as often as is said: ``∂²f/∂x∂y`` is by y first."""
    for node, times in reversed(by):
        variable = wrt(reader, node, env)
        _reject_hidden(reader, value, variable)
        for _ in range(times):
            value = _by_root(reader, value, variable) or differentiate(
                reader, value, variable, nabla=nabla
            )
    return value


def _by_root(reader: Reader, value: Value, root: Value) -> Value | None:
    """The derivative by σ, where σ² is the name: ``2σ`` times that by the name."""
    if not isinstance(root.entry, Call):
        return None
    found = differentiate(reader, value, replace(root, entry=root.entry.arguments[0]))
    return mapped(lambda form: Mul((TWO, root.entry, form)), found)


def wrt(reader: Reader, node: Node, env: Env) -> Value:
    """A variable by which one differentiates: a name."""
    name = spelled(node)
    if name is None:
        value = expressions.item(reader, node, env)
    elif base_of(reader, name) in env.params:
        raise Ignorance(f"a derivative by {plain_text(node)}, the argument of a function")
    else:
        value, _ = letters.name_value(reader, name, (name.node,), 0, env)  # type: ignore[arg-type]
    entry = value.entry
    within = entry
    if isinstance(entry, Call) and entry.function == "sqrt" and not value.rank:
        within = entry.arguments[0]
    if not isinstance(within, Symbol | Entry):
        error = Misfit if isinstance(within, Size) else Ignorance
        raise error(f"a derivative by {plain_text(node)}, which is no name")
    return value


def differentiate(reader: Reader, of: Value, by: Value, *, nabla: bool = False) -> Value:
    """The derivatives of all entries by all entries, laid out."""
    return values.gradient(reader.sets, of, by, lambda: _laid_out(reader, of, by, nabla))


def _laid_out(reader: Reader, of: Value, by: Value, nabla: bool) -> str:
    """How a derivative is laid out; ∂y/∂xᵀ, ∂yᵀ/∂x and ∇f say it themselves."""
    if not of.rank and (nabla or by.row):
        return "denominator"
    if of.rank == 1 and by.rank == 1 and of.row != by.row:
        return "numerator" if by.row else "denominator"
    return layout(reader, {"number-by-matrix"} if not of.rank and by.rank == 2 else set())


def layout(reader: Reader, evidence: set[str] | frozenset[str] = frozenset()) -> str:
    """How derivatives by arrays are laid out in this document."""
    return reader.scope.layout or reader.ask("layout", " ".join(evidence), evidence)


def _reject_hidden(reader: Reader, value: Value, variable: Value) -> None:
    """What is named after a variable, f_θ, depends on it, in a way that is not known."""
    entry = variable.entry
    if isinstance(entry, Call):
        return
    assert isinstance(entry, Symbol | Entry)
    sign = re.split(r"[_^']", entry.name)[0]
    for key in _undefined(reader, value.entry, entry.name):
        if key != entry.name and sign in _labels(key):
            raise Ignorance(f"how {key} depends on {sign}")


def _labels(key: str) -> set[str]:
    """The letters in the labels of a key: θ and φ of ``f_theta,phi``."""
    return set(re.findall(r"[^\W\d_]+", "".join(re.split(r"([_^].*)", key, maxsplit=1)[1:])))


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
                if family is not None and family.body is not None:
                    waiting.append(family.body)
                elif family is not None and family.pieces:
                    waiting += family.pieces.values()
                elif family is not None and by not in family.of:
                    yield part.name
