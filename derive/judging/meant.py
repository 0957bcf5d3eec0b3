"""What the signs of a claim may mean beyond what was read: conditionals, numbers, logarithms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.reading.conventions import CONSTANT_CAPITALS
from derive.reading.families import BESIDE_A_SET
from derive.syntax.declare import Declaration
from derive.syntax.text import text
from derive.syntax.tree import (
    Call,
    Delta,
    Derivative,
    Entry,
    Number,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import subforms

__all__ = [
    "conditional",
    "may_be_solved",
    "normaliser",
    "rounded",
    "sizes_that_are_quantities",
    "two_bases",
]


def conditional(sides: tuple[Written, Written], parts: Iterable[Written]) -> str:
    """The name of a conditional, ``p(y|x)``, that is summed over what stands before the bar.

    By its notation it sums to one, and what is false of other numbers is not false of it.
    """
    sums = {part.index.over for part in parts if isinstance(part, Sum)}
    for name, declared in declarations_of(sides).items():
        conditions = name[:2] in ("p(", "P(") and "|" in name and len(declared.axes) > 1
        if conditions and declared.body is None and declared.axes[0] in sums:
            return name
    return ""


def normaliser(
    parts: Iterable[Written], is_untold: Callable[[str], bool]
) -> tuple[str, str] | None:
    r"""A capital below a fraction line that is differentiated, of which no words speak.

    It may depend on what one differentiates by: ``\frac{e^{z_k}}{Z}``.
    """
    for part in parts:
        if not isinstance(part, Derivative):
            continue
        body: Written | None = part.of
        if isinstance(part.of, Symbol | Entry):
            body = part.of.declared.body if part.of.declared is not None else None
        for sub in subforms(body) if body is not None else ():
            if isinstance(sub, Quotient) and isinstance(sub.denominator, Symbol):
                name = sub.denominator.name
                if name[:1].isupper() and name not in CONSTANT_CAPITALS and is_untold(name):
                    return f"{name} may depend on {text(part.wrt)}", name
    return None


def two_bases(sides: tuple[Written, Written]) -> bool:
    """Whether one side has logarithms to a base, and the other has some without one."""
    based, bare = zip(*map(_logarithms, map(_with_bodies, sides)), strict=True)
    return (based[0] and not based[1] and bare[1]) or (based[1] and not based[0] and bare[0])


def _with_bodies(side: Written) -> list[Written]:
    bodies = (d.body for d in declarations_of((side,)).values())
    return [sub for form in (side, *bodies) if form is not None for sub in subforms(form)]


def _logarithms(parts: list[Written]) -> tuple[bool, bool]:
    """Whether there are logarithms to a base, and others."""
    logs = [part for part in parts if isinstance(part, Call) and part.function == "log"]
    below = [part.denominator for part in parts if isinstance(part, Quotient)]
    bases = [log for log in logs if isinstance(log.arguments[0], Number) and log in below]
    return bool(bases), any(not isinstance(log.arguments[0], Number) for log in logs)


def rounded(sides: tuple[Written, Written], statement: Statement, used: Iterable[Statement]) -> str:
    """Why a number may be no exact one."""
    for one, other in (sides, sides[::-1]):
        number = isinstance(other, Number) and other.value.denominator != 1
        if number and isinstance(one, Quotient | Number):
            return "a number may be rounded"
    left, right = _decimals(statement)
    given = set().union(*(one | other for one, other in map(_decimals, used)))
    if (left ^ right) - given:
        return "a decimal may be rounded"
    return ""


def _decimals(statement: Statement) -> tuple[set[str], set[str]]:
    """The decimals at the left and at the right: what a definition says is exact."""
    text = statement.formula.text if statement.formula is not None else ""
    sides = (statement.left, statement.right)
    found = [set(_DECIMAL.findall(text, s.start, s.end)) if s else set() for s in sides]
    return found[0], found[1]


_DECIMAL = re.compile(r"\d+\.\d+")


def may_be_solved(side: Written, is_stranger: Callable[[str], bool]) -> bool:
    """Whether one could solve for a name: one that occurs once, and nothing is said of any."""
    parts = list(subforms(side))
    names = [part for part in parts if isinstance(part, Symbol | Entry)]
    known = any(part.declared is not None and part.declared.body is not None for part in names)
    if known or any(isinstance(part, Derivative | Delta) for part in parts):
        return False
    count = Counter(part.name for part in names)
    return all(map(is_stranger, count)) and 1 in count.values()


def sizes_that_are_quantities(
    parts: Iterable[Written], names: dict[str, Declaration]
) -> Iterator[str]:
    """Names up to which a sum runs, and that are defined by a formula as well."""
    sums = [part for part in parts if isinstance(part, Sum | Size)]
    sets = {(p.index.over if isinstance(p, Sum) else p.of).name for p in sums}
    for name in sorted(names):
        body = names[name].body if name.removesuffix(BESIDE_A_SET) in sets else None
        if body is not None and not isinstance(body, Number):
            yield name
