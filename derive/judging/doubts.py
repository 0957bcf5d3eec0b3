"""Why a refutation of what was read would say nothing about what the author meant.

A proof needs no such care: what is proved holds for all that its names may be. Doubts are one
table; each is a function of a reading that says in words why, or nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.judging import needs, strangers
from derive.judging.case import Case, Why, reach
from derive.model import Claim
from derive.reading import ranges
from derive.reading.claims import Built
from derive.reading.conventions import CONSTANT_CAPITALS
from derive.reading.families import BESIDE_A_SET, POSITION
from derive.syntax.tree import (
    ELEMENTARY,
    Call,
    Delta,
    Derivative,
    Entry,
    Number,
    Point,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)  # fmt: skip
from derive.syntax.walk import free_indices, subforms

__all__ = ["DOUBTS", "Doubt", "doubts_of"]

_DECIMAL = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to believe no refutation: its name in the table, in words, the name it is about."""

    name: str
    why: str
    about: str = ""


Look: TypeAlias = Callable[[Case], Why]


def doubts_of(built: Built, statement: Statement) -> Doubt | None:
    """The first doubt about a refutation of what was read."""
    for claim in built.claims:
        case = Case(claim, built, statement)
        for name, look in DOUBTS:
            found = look(case)
            if found is not None:
                return Doubt(name, *found)
    return None


def _to_be_solved(case: Case) -> Why:
    """``∂L/∂w = 0``, ``x = 2``: an equation with a number may be one to be solved."""
    for one, other in (case.sides, case.sides[::-1]):
        if not isinstance(other, Number):
            continue
        body = one
        while isinstance(body, Sum):
            body = body.body
        zero = other.value == 0
        opaque = isinstance(body, Call) and body.function not in ELEMENTARY
        declared = body.declared if isinstance(body, Symbol | Entry) else None
        name, defined = declared is not None, declared is not None and declared.body is not None
        if opaque or (name and not defined) or (zero and (name or isinstance(body, Derivative))):
            return "it may be an equation to be solved, or a constraint", ""
        if _may_be_solved(one, case.is_stranger):
            return "it may be a constraint", ""
        names = [d for d in declarations_of((one,)).values() if not d.name.startswith("(")]
        open_ = [d for d in names if d.body is None or f"({d.name} = 1)" in reach(one)]
        numbers = any(not d.axes or d.name.startswith("∂") for d in open_)
        strange = len(open_) == len(names) and any(case.is_untold(d.name) for d in open_)
        if zero and (numbers or strange):
            return "it may be an equation to be solved, or a constraint", ""
        if isinstance(one, Sum) and other.value == 1:
            for free in sorted(reach(one)):
                if case.is_untold(free) and not declarations_of((one,))[free].axes:
                    return f"{free} may be such that the sum is 1", free
    return None


def _may_be_solved(side: Written, is_stranger: Callable[[str], bool]) -> bool:
    """Whether one could solve for a name: one that occurs once, and nothing is said of any."""
    parts = list(subforms(side))
    names = [part for part in parts if isinstance(part, Symbol | Entry)]
    known = any(part.declared is not None and part.declared.body is not None for part in names)
    if known or any(isinstance(part, Derivative | Delta) for part in parts):
        return False
    count = Counter(part.name for part in names)
    return all(map(is_stranger, count)) and 1 in count.values()


def _rounded(case: Case) -> Why:
    """A decimal, or a fraction, on one side only; what a definition says is exact."""
    for one, other in (case.sides, case.sides[::-1]):
        number = isinstance(other, Number) and other.value.denominator != 1
        if number and isinstance(one, Quotient | Number):
            return "a number may be rounded", ""
    left, right = _decimals(case.statement)
    given = set().union(*(one | other for one, other in map(_decimals, case.built.used)))
    return ("a decimal may be rounded", "") if (left ^ right) - given else None


def _decimals(statement: Statement) -> tuple[set[str], set[str]]:
    text = statement.formula.text if statement.formula is not None else ""
    sides = (statement.left, statement.right)
    left, right = (set(_DECIMAL.findall(text, s.start, s.end)) if s else set() for s in sides)
    return left, right


def _lost(case: Case) -> Why:
    if case.built.lost:
        return f"what is assumed was not read: {case.built.lost[0]}", ""
    return None


def _unheard(case: Case) -> Why:
    free = {i.name for side in case.sides for i in free_indices(side)}
    names = {*declarations_of(case.sides), *free}
    for name in case.built.unheard:
        if name == "*":
            return "a statement near it was not read", ""
        if name in names:
            return f"the text says more of {name} than is understood", name
    return None


def _normaliser(case: Case) -> Why:
    r"""A capital below a fraction line that is differentiated, of which no words speak.

    It may depend on what one differentiates by: ``\frac{e^{z_k}}{Z}``.
    """
    for part in case.parts():
        of = part.of if isinstance(part, Derivative) else None
        if isinstance(of, Symbol | Entry):
            of = of.declared.body if of.declared is not None else None
        for sub in subforms(of) if of is not None else ():
            if isinstance(sub, Quotient) and isinstance(sub.denominator, Symbol):
                name = sub.denominator.name
                capital = name[:1].isupper() and name not in CONSTANT_CAPITALS
                if capital and case.is_untold(name):
                    return f"{name} may depend on what one differentiates by", name
    return None


def _conditional(case: Case) -> Why:
    """``p(y|x)`` that is summed over what stands before the bar sums to one by its notation."""
    sums = {part.index.over for part in case.parts() if isinstance(part, Sum)}
    for name, declared in declarations_of(case.sides).items():
        conditional = name[:2] in ("p(", "P(") and "|" in name and len(declared.axes) > 1
        if conditional and declared.body is None and declared.axes[0] in sums:
            return f"{name} sums to one, if it is a conditional distribution", name
    return None


def _two_bases(case: Case) -> Why:
    """Logarithms to a base on one side only, and some without one on the other."""
    found = []
    for side in case.sides:
        parts = [*Case(Claim(side, side), case.built, case.statement).parts()]
        below = {part.denominator for part in parts if isinstance(part, Quotient)}
        logs = {part for part in parts if isinstance(part, Call) and part.function == "log"}
        numbers = {log for log in logs if isinstance(log.arguments[0], Number)}
        found.append((bool(numbers & below), bool(logs - numbers)))
    (one, bare), (other, also_bare) = found
    doubt = one != other and (also_bare if one else bare)
    return ("log may be to the base of the other side", "") if doubt else None


def _may_be_a_size(case: Case) -> Why:
    """A letter that counts, beside a set without a name, may be the size of that set."""
    names = declarations_of(case.sides)
    sums = [part for part in case.parts() if isinstance(part, Sum | Size)]
    sets = {(p.index.over if isinstance(p, Sum) else p.of).name for p in sums}
    for name in sorted(names):
        body = names[name].body if name.removesuffix(BESIDE_A_SET) in sets else None
        if body is not None and not isinstance(body, Number):
            return f"{name} is the size of a set, and something else", name
    for part in case.parts():
        if isinstance(part, Symbol) and part.name in case.built.counts and part.name in names:
            return f"{part.name} may be the size of a set", part.name
    return None


def _index_as_number(case: Case) -> Why:
    """Of an index as a number no more is known than that it is one."""
    if any(name.startswith(POSITION) for name in declarations_of(case.sides)):
        return "an index is a number here", ""
    why = ranges.doubt(case.sides)
    return (why, "") if why else None


def _shifted(case: Case) -> Why:
    """``x_{i+1}`` is a family of its own: which entries it shares with x is not known."""
    names = declarations_of(case.sides)
    shown = {part.name for part in case.parts() if isinstance(part, Symbol | Entry)}
    bound = {part.index.over for part in case.parts() if isinstance(part, Sum)}
    entries = [part for part in case.parts() if isinstance(part, Entry)]
    at_numbers = {e.name for e in entries if any(isinstance(term, Point) for term in e.indices)}
    for name in names:
        whole, bracket, said = name.partition("[")
        axes = names[whole].axes if bracket and whole in names else ()
        # x_{n+1}, where n is the last of x, is none of its entries; what is written out is one.
        beyond = any(said.startswith(f"{axis.name}+") for axis in axes)
        written = any(axis.name.isdigit() for axis in names[name].axes[:1])
        if bracket and whole in shown and not beyond and not written:
            # A sequence that is defined by its last value, at one place: that may be any.
            alone = sum(other.startswith(f"{whole}[") for other in names) == 1
            free = not bound & {*names[whole].axes[: name.count(",") + 1]}
            defined = names[whole].body is not None and whole not in at_numbers
            if not (alone and free and defined):
                return f"which entries {name} shares with {whole}", name
    return None


#: Every doubt, in the order in which it is looked for.
DOUBTS: tuple[tuple[str, Look], ...] = (
    ("to-be-solved", _to_be_solved),
    ("rounded", _rounded),
    ("assumption-not-read", _lost),
    ("constraint", needs.follows_from_a_constraint),
    ("more-is-said", _unheard),
    ("unknown-function", strangers.unknown_function),
    ("law-of-a-function", strangers.law_of_a_function),
    ("stranger", strangers.stranger),
    ("marked", strangers.marked),
    ("introduced", strangers.introduced),
    ("for-a-name", strangers.for_a_name),
    ("unsaid-dependence", strangers.unsaid_dependence),
    ("normaliser", _normaliser),
    ("conditional", _conditional),
    ("two-bases", _two_bases),
    ("size", _may_be_a_size),
    ("index-as-number", _index_as_number),
    ("shifted-index", _shifted),
    ("says-what-it-needs", needs.says_what_it_needs),
)
