"""Mutants: written forms that differ from a given one by one slip of the pen.

Each is what an author may well write by mistake: a lost sign, a forgotten term, another
index, a sum that should have left out a point. Most mutants of a right-hand side make a
claim false, and some do not; which of the two is for the oracle to say.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    ELEMENTARY,
    Add,
    Call,
    Delta,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import children, rebuild, subforms

__all__ = ["mutants"]

#: A slip at one place: what happened, and the form that then stands there.
Slip: TypeAlias = tuple[str, Callable[[], Written]]


def mutants(
    form: Written, letters: tuple[Index, ...], rng: random.Random
) -> Iterator[tuple[str, Written]]:
    """Every mutant of ``form`` once, in an order drawn from ``rng``, with what was changed.

    ``letters`` are the indices in scope. A change that makes no valid tree is left out.
    """
    declared = _declarations(form)
    changes = list(_changes(form, tuple(dict.fromkeys(letters)), declared))
    rng.shuffle(changes)
    seen = {form}
    for what, change in changes:
        try:
            mutant = change()
        except (TypeError, ValueError, AssertionError):
            continue
        if mutant not in seen:
            seen.add(mutant)
            yield what, mutant


def _changes(
    form: Written, letters: tuple[Index, ...], declared: dict[str, Declaration]
) -> Iterator[Slip]:
    """The slips at the form itself, then those inside it."""
    yield from _slips(form, letters, declared)
    inner = (*letters, form.index) if isinstance(form, Sum) else letters
    parts = children(form)
    for place, part in enumerate(parts):
        for what, change in _changes(part, tuple(dict.fromkeys(inner)), declared):
            yield what, _inside(form, parts, place, change)


def _inside(
    form: Written, parts: tuple[Written, ...], place: int, change: Callable[[], Written]
) -> Callable[[], Written]:
    return lambda: rebuild(form, (*parts[:place], change(), *parts[place + 1 :]))


def _slips(
    form: Written, letters: tuple[Index, ...], declared: dict[str, Declaration]
) -> Iterator[Slip]:
    match form:
        case Neg(operand):
            yield "dropped a minus", lambda: operand
        case Add(terms):
            yield from _list_slips("term", terms, _sum_of)
            for place, term in enumerate(terms):
                turned = (*terms[:place], _negative(term), *terms[place + 1 :])
                yield "flipped the sign of a term", lambda turned=turned: Add(turned)
        case Mul(factors):
            yield from _list_slips("factor", factors, _product_of)
            yield "flipped the sign of a product", lambda: Neg(form)
        case Quotient(above, below):
            yield "turned a fraction over", lambda: Quotient(below, above)
            yield "dropped a denominator", lambda: above
            yield "dropped a numerator", lambda: below
            yield "flipped the sign of a fraction", lambda: Neg(form)
            yield "multiplied by a denominator", lambda: Mul((above, below))
        case Power(base, exponent):
            yield "dropped an exponent", lambda: base
            yield "raised an exponent", lambda: Power(base, _plus_one(exponent))
        case Call(function, (argument,)) if function in ELEMENTARY:
            yield f"dropped {function}", lambda: argument
            yield f"flipped the sign in {function}", lambda: Call(function, (_negative(argument),))
            yield f"squared {function}", lambda: Power(form, Number(Fraction(2)))
        case Sum():
            yield from _sum_slips(form, letters)
        case Number(value):
            yield "changed a number", lambda: Number(value + 1)
            yield "doubled a number", lambda: Number(2 * value)
            yield "replaced a number by 0", lambda: Number(Fraction(0))
        case Delta(left, right):
            for put, (first, second) in _other_indices((left, right), letters):
                yield put, lambda first=first, second=second: Delta(first, second)
            yield "dropped a delta", lambda: Number(Fraction(1))
        case Entry():
            yield from _entry_slips(form, letters, declared)
        case Symbol(name):
            for other in declared.values():
                if not other.axes and other.name != name:
                    swapped = Symbol(other.name, other)
                    yield f"{other.name} instead of {name}", lambda swapped=swapped: swapped
    if isinstance(form, Entry | Symbol):
        yield "squared", lambda: Power(form, Number(Fraction(2)))
        yield "flipped a sign", lambda: Neg(form)
        yield "doubled", lambda: Mul((Number(Fraction(2)), form))


def _list_slips(
    what: str, parts: tuple[Written, ...], join: Callable[[tuple[Written, ...]], Written]
) -> Iterator[Slip]:
    for place, part in enumerate(parts):
        without = (*parts[:place], *parts[place + 1 :])
        yield f"dropped a {what}", lambda without=without: join(without)
        doubled = (*parts[:place], part, *parts[place:])
        yield f"wrote a {what} twice", lambda doubled=doubled: join(doubled)


def _sum_slips(form: Sum, letters: tuple[Index, ...]) -> Iterator[Slip]:
    body, index, excluding = form.body, form.index, form.excluding
    mates = [letter for letter in letters if letter.over == index.over and letter != index]
    if excluding:
        yield "dropped a restriction", lambda: Sum(body, index)
    for mate in mates:
        if excluding != (mate,):
            yield f"left out {mate.name}", lambda mate=mate: Sum(body, index, (mate,))
        yield f"summed over {mate.name}", lambda mate=mate: Sum(body, mate, excluding)
    yield "dropped a sum", lambda: body
    yield "flipped the sign of a sum", lambda: Neg(form)


def _entry_slips(
    form: Entry, letters: tuple[Index, ...], declared: dict[str, Declaration]
) -> Iterator[Slip]:
    for put, indices in _other_indices(form.indices, letters):
        yield put, lambda indices=indices: replace(form, indices=indices)
    axes = tuple(term.over for term in form.indices)
    for other in declared.values():
        if other.axes == axes and other.name != form.name:
            swapped = Entry(other.name, form.indices, other)
            yield f"{other.name} instead of {form.name}", lambda swapped=swapped: swapped


def _other_indices(
    indices: tuple[IndexTerm, ...], letters: tuple[Index, ...]
) -> Iterator[tuple[str, tuple[IndexTerm, ...]]]:
    """The indices with one of them replaced by another letter that ranges over its set."""
    for place, term in enumerate(indices):
        for letter in letters:
            if letter.over == term.over and letter != term:
                old = term.name if isinstance(term, Index) else str(term.value)
                changed = (*indices[:place], letter, *indices[place + 1 :])
                yield f"index {letter.name} instead of {old}", changed
    for first, second in combinations(range(len(indices)), 2):
        if indices[first] != indices[second] and indices[first].over == indices[second].over:
            swapped = list(indices)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            yield "swapped two indices", tuple(swapped)


def _declarations(form: Written) -> dict[str, Declaration]:
    """The names in the form and in the definitions that it rests on."""
    found: dict[str, Declaration] = {}
    waiting = [form]
    while waiting:
        for sub in subforms(waiting.pop()):
            if isinstance(sub, Symbol | Entry) and sub.declared and sub.name not in found:
                found[sub.name] = sub.declared
                if sub.declared.body is not None:
                    waiting.append(sub.declared.body)
    return found


def _negative(form: Written) -> Written:
    return form.operand if isinstance(form, Neg) else Neg(form)


def _plus_one(exponent: Written) -> Written:
    if isinstance(exponent, Number):
        return Number(exponent.value + 1)
    return Add((exponent, Number(Fraction(1))))


def _sum_of(terms: tuple[Written, ...]) -> Written:
    return terms[0] if len(terms) == 1 else Add(terms)


def _product_of(factors: tuple[Written, ...]) -> Written:
    return factors[0] if len(factors) == 1 else Mul(factors)
