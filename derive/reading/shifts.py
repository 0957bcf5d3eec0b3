"""Sums of what stands at shifted indices: ``Σ_k v_{k+1}`` is ``Σ_k v_k``, but for its ends.

So a sum of differences is that of its ends. Only sums from 1 to an end are read so, whose terms
show one name or several, all shifted by 1 up or by 1 down, or none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from derive.reading.entries import added, instance, instances
from derive.reading.families import Family
from derive.reading.limits import BEFORE
from derive.reading.reader import Reader
from derive.reading.values import Value
from derive.syntax.tree import Add, Entry, Index, Mul, Neg, Point, Sum, Symbol, Written
from derive.syntax.walk import children, free_indices, map_children, subforms

__all__ = ["telescoped"]

_SHIFTED = re.compile(r"(?P<of>.+)\[·(?P<by>[+-])1\]")
#: Into how many terms the body of a sum is written out.
MOST_TERMS = 40


def telescoped(reader: Reader, pairs: list[tuple[Value, Value]]) -> list[tuple[Value, Value]]:
    """The values with sums of what is shifted as sums of what is not, and the ends."""
    keys = [*reader.families]
    if not any(map(_SHIFTED.fullmatch, keys)) or any(key.startswith(BEFORE) for key in keys):
        return pairs  # sums over parts of a set have other ends

    def of(value: Value) -> Value:
        return replace(value, entry=_form(reader, value.entry))

    shown = {name for pair in pairs for value in pair for name in _ends_in(value.entry)}
    found = [(of(one), of(other)) for one, other in pairs]
    reader.ends = [name for name in reader.ends if name not in shown]
    return found


def _ends_in(form: Written) -> Iterator[str]:
    """The values at 0 or behind an end that a form shows as they are written."""
    for part in subforms(form):
        if isinstance(part, Symbol):
            yield part.name
        elif isinstance(part, Entry):
            yield from (f"{part.name}_0" for i in part.indices if i == Point(0, i.over))


def _form(reader: Reader, form: Written) -> Written:
    if not isinstance(form, Sum):
        return map_children(form, lambda part: _form(reader, part))
    body, index = _form(reader, form.body), form.index
    end = reader.sets.end(index.over)
    if form.excluding or not end:
        return Sum(body, index, form.excluding)
    terms = _terms(_unfolded(reader, body, index), index)
    shifts = [_shift(reader, term, index) for term in terms]
    if len(terms) > MOST_TERMS or not any(shifts):
        return Sum(body, index)
    kept: list[Written] = []
    ends: list[Written] = []
    for term, shift in zip(terms, shifts, strict=True):
        plain = _signed(_at_entries(term, index, lambda e: _plain(reader, e, index)) if shift
                        else term)  # fmt: skip
        opposite = plain.operand if isinstance(plain, Neg) else Neg(plain)
        if opposite in kept:
            kept.remove(opposite)
        else:
            kept.append(plain)
        ends += _ends(reader, plain, shift, index, end)
    return added([*(Sum(term, index) for term in kept), *ends])


def _signed(term: Written) -> Written:
    """A term with one sign before all of it, or none."""
    signs = 0
    while isinstance(term, Neg):
        term, signs = term.operand, signs + 1
    return Neg(term) if signs % 2 else term


def _ends(reader: Reader, plain: Written, shift: str, index: Index, end: str) -> Iterator[Written]:
    """What the sum of a shifted term has beside that of the plain one."""
    if shift == "+":
        yield Neg(instance(plain, index, Point(1, index.over)))
        yield _at_entries(plain, index, lambda entry: _behind(reader, entry, end))
    elif shift == "-":
        last = reader.frees.setdefault(end, Index(end, index.over))
        reader.sets.same(last.over, index.over, "the end of a sum")
        yield Neg(instance(plain, index, last))
        yield instance(plain, index, Point(0, index.over))
        reader.ends += {f"{part.name}_0" for part in subforms(plain) if isinstance(part, Entry)}


def _shift(reader: Reader, term: Written, index: Index) -> str:
    """How all that stands at an index is shifted: up, down, or not at all."""
    found: set[str] = set()
    for part in subforms(term):
        if isinstance(part, Entry) and _shows(part, index):
            said = _SHIFTED.fullmatch(part.name)
            of = reader.families.get(said["of"]) if said is not None else None
            alone = of is not None and of.body is None and len(of.axes) == len(part.indices) == 1
            found.add(said["by"] if said is not None and alone else "")
        elif not children(part) and _shows(part, index):
            found.add("")
    return found.pop() if len(found) == 1 else ""


def _shows(form: Written, index: Index) -> bool:
    """Whether an index is free in a form; it is known by its name."""
    return any(i.name == index.name for i in free_indices(form))


def _plain(reader: Reader, entry: Entry, index: Index) -> Written:
    """A shifted name at the index itself."""
    said = _SHIFTED.fullmatch(entry.name)
    if said is None:
        return entry
    family = reader.families[said["of"]]
    reader.sets.same(family.axes[0], index.over, f"{family.key} at shifted indices")
    return Entry(family.key, entry.indices)


def _behind(reader: Reader, entry: Entry, end: str) -> Written:
    """The value of a name behind the end of its sum."""
    key = f"{entry.name}[{end}+1]"
    reader.families.setdefault(key, Family(key, letter=reader.families[entry.name].letter))
    reader.ends.append(key)
    return Symbol(key)


def _at_entries(form: Written, index: Index, make: Callable[[Entry], Written]) -> Written:
    """A form with all entries at an index replaced."""
    if isinstance(form, Entry):
        return make(form) if _shows(form, index) else form
    return map_children(form, lambda part: _at_entries(part, index, make))


# -- terms


def _unfolded(reader: Reader, form: Written, index: Index) -> Written:
    """A form with names that are defined by what is shifted as what they are."""

    def of(entry: Entry) -> Written:
        family = reader.families.get(entry.name)
        body = family.body if family is not None else None
        if family is None or body is None:
            return entry
        if not any(isinstance(p, Entry) and _SHIFTED.fullmatch(p.name) for p in subforms(body)):
            return entry
        reader.unfolded.append(family.key)
        return instances(body, family.parameters, entry.indices)

    return _at_entries(form, index, of)


def _terms(form: Written, index: Index) -> list[Written]:
    """A sum as its terms, products of sums multiplied out where the index stands in them."""
    match form:
        case Add(terms):
            return [t for term in terms for t in _terms(term, index)]
        case Neg(inner):
            return [Neg(t) for t in _terms(inner, index)]
        case Mul(factors):
            found: list[tuple[Written, ...]] = [()]
            for factor in factors:
                parts = _terms(factor, index) if _shows(factor, index) else [factor]
                found = [(*done, part) for done in found for part in parts]
                if len(found) > MOST_TERMS:
                    return [form]
            return [Mul(each) for each in found]
    return [form]
