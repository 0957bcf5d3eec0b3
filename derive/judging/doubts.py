"""Why a refutation of what was read would say nothing about what the author meant.

A proof needs no such care: what is proved holds for all that its names may be. Doubts are one
table; each is a function of a reading that says in words why, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias
from unicodedata import combining, normalize

from derive.check import judge_claim
from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.judging import meant
from derive.model import Claim, Equation, Fact, Proved, Refuted
from derive.reading import ranges
from derive.reading.claims import Built
from derive.reading.families import POSITION
from derive.reading.partial import DIFFERENTIAL
from derive.syntax.tree import (
    ELEMENTARY,
    Call,
    Derivative,
    Entry,
    Number,
    Point,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, subforms

__all__ = ["DOUBTS", "Case", "Doubt", "Look", "doubts_of", "reach"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to believe no refutation: its name in the table, in words, the name it is about."""

    name: str
    why: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What a doubt looks at: a claim of a reading, the reading, the statement that it stands in."""

    claim: Claim
    built: Built
    statement: Statement

    @property
    def sides(self) -> tuple[Written, Written]:
        """Both sides of the claim."""
        return self.claim.lhs, self.claim.rhs

    def parts(self) -> Iterator[Written]:
        """Every form in the claim and in the definitions that it uses."""
        bodies = [d.body for d in declarations_of(self.sides).values() if d.body is not None]
        for form in (*self.sides, *bodies):
            yield from subforms(form)

    def is_stranger(self, name: str) -> bool:
        """Whether nothing is said of a name: no declaration, definition, fact or equation."""
        given = [s for g in self.claim.given if isinstance(g, Equation) for s in (g.lhs, g.rhs)]
        if name in declarations_of(given):
            return False
        names = declarations_of(self.sides)
        declared = names.get(name)
        if name.startswith(DIFFERENTIAL) and name.removeprefix(DIFFERENTIAL) in names:
            return False
        opaque = name.startswith("∂")  # a derivative, which its function says enough of
        said = opaque or name in self.built.said
        return declared is not None and declared.body is None and not said

    def is_untold(self, name: str) -> bool:
        """Whether no words speak of a name, though formulas may."""
        declared = declarations_of(self.sides).get(name)
        return declared is not None and declared.body is None and name not in self.built.told


Look: TypeAlias = Callable[[Case], "tuple[str, str] | None"]


def doubts_of(built: Built, statement: Statement) -> Doubt | None:
    """The first doubt about a refutation of what was read."""
    for claim in built.claims:
        case = Case(claim, built, statement)
        for name, look in DOUBTS:
            found = look(case)
            if found is not None:
                return Doubt(name, *found)
    return None


def _to_be_solved(case: Case) -> tuple[str, str] | None:
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
        if meant.may_be_solved(one, case.is_stranger):
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


def _for_a_name(case: Case) -> tuple[str, str] | None:
    """``b = 2s + u`` where nothing says what b is: it may be what says so."""
    names = declarations_of(case.sides).values()
    open_ = {d.name for d in names if d.body is None and not d.name.endswith("⁻¹")}
    for one, other in (case.sides, case.sides[::-1]):
        if isinstance(one, Symbol | Entry) and one.name in open_ - reach(other):
            return f"it may be an equation for {one.name}", one.name
    return None


def _rounded(case: Case) -> tuple[str, str] | None:
    why = meant.rounded(case.sides, case.statement, case.built.used)
    return (why, "") if why else None


def _lost(case: Case) -> tuple[str, str] | None:
    if case.built.lost:
        return f"what is assumed was not read: {case.built.lost[0]}", ""
    return None


def _constrained(case: Case) -> tuple[str, str] | None:
    """What is false as it stands may follow from a constraint: then it is not refuted."""
    at = next(n for n, claim in enumerate(case.built.claims) if claim is case.claim)
    perhaps = case.built.perhaps[at] if at < len(case.built.perhaps) else ()
    if not perhaps:
        return None
    judged = judge_claim(replace(case.claim, given=(*case.claim.given, *perhaps)))
    if isinstance(judged.verdict, Refuted):
        return None
    return "it may follow from a constraint", ""


def _unheard(case: Case) -> tuple[str, str] | None:
    free = {i.name for side in case.sides for i in free_indices(side)}
    names = {*declarations_of(case.sides), *free}
    for name in case.built.unheard:
        if name == "*":
            return "a statement near it was not read", ""
        if name in names:
            return f"the text says more of {name} than is understood", name
    return None


def _unknown_function(case: Case) -> tuple[str, str] | None:
    calls = [{s.function for s in subforms(side) if isinstance(s, Call)} for side in case.sides]
    for name in sorted((calls[0] ^ calls[1]) & case.built.opaque):
        return f"nothing says what the function {name} is, which stands on one side only", name
    return None


def _law_of_a_function(case: Case) -> tuple[str, str] | None:
    """``f(x, y) = f(y, x)``, ``f(2x) = 2 f(x)``: a function of which nothing is said may be so."""
    sides = [[s for s in subforms(side) if isinstance(s, Call)] for side in case.sides]
    if any(isinstance(part, Derivative) for part in case.parts()):
        return None
    for name in sorted(case.built.opaque):
        calls = [{s.arguments for s in side if s.function == name} for side in sides]
        slopes = any(s.orders for side in sides for s in side if s.function == name)
        if calls[0] != calls[1] and not slopes:
            return f"nothing says what the function {name} is, at other arguments", name
    return None


#: What marks a point at which something is least or does not move.
_STARS = ("⋆", "*", "∗", "opt", "†")


def _marked(case: Case) -> tuple[str, str] | None:
    r"""``\bar x`` beside entries of x, ``w^\star`` beside w: made of them, and nothing says how."""
    names = declarations_of(case.sides)
    for name, declared in names.items():
        plain, _, above = name.partition("^{")
        base = "".join(c for c in normalize("NFD", plain) if not combining(c))
        whole, star = names.get(base), above.rstrip("}") in _STARS
        if declared.body is not None or base == name or whole is None:
            continue
        if star or len(whole.axes) > len(declared.axes):
            return f"nothing says how {name} is made of {base}", name
    return None


def _introduced(case: Case) -> tuple[str, str] | None:
    """``x̂ = (x − μ)/√(σ² + ε)`` where x̂ is defined without ε: it may be defined anew."""
    left, right = case.sides
    if not isinstance(left, Symbol | Entry) or left.declared is None or left.declared.body is None:
        return None
    for name in sorted(reach(right) - reach(left)):
        declared = declarations_of(case.sides).get(name)
        if declared is not None and declared.body is None:
            return f"{left.name} is defined without {name}", name
    return None


def _stranger(case: Case) -> tuple[str, str] | None:
    left, right = (reach(side) for side in case.sides)
    by = {part.wrt.name for part in case.parts() if isinstance(part, Derivative)}
    for name in sorted(left ^ right) if left and right else ():
        if name.partition("[")[0] in left & right:
            continue
        if case.is_stranger(name) and name != "pi" and name not in by:
            return f"nothing says what {name} is, which stands on one side only", name
    return None


def _unsaid_dependence(case: Case) -> tuple[str, str] | None:
    """Derivatives of what is not said to depend on their variable are quantities of their own.

    They may have any values, unless they are related: by another derivative, or by the same name.
    An equation for one of them says itself how it depends.
    """
    found = dict.fromkeys(case.built.derivatives)
    if not found:
        return None
    (of, wrt), *more = found
    others = any(isinstance(part, Derivative) for part in case.parts())
    related = all(f"∂{of}/∂{wrt}" in declarations_of((side,)) for side in case.sides)
    if more or others or not related or of.startswith("∂") or "[" in of:
        return f"nothing says how {of} depends on {wrt}", ""
    return None


def _normaliser(case: Case) -> tuple[str, str] | None:
    return meant.normaliser(case.parts(), case.is_untold)


def _says_what_it_needs(case: Case) -> tuple[str, str] | None:
    """True of a distribution, and false of nothing else: it says that a sum is 1.

    What is equivalent to such an assumption is how an author states it.
    """
    names = declarations_of(case.sides)
    for name, declared in names.items():
        if declared.body is not None or not declared.axes or name in case.built.said:
            continue
        given = (*case.claim.given, Fact("distribution", name))
        try:
            judged = judge_claim(replace(case.claim, given=given))
        except ValueError:
            continue
        if isinstance(judged.verdict, Proved):
            if isinstance(judge_claim(case.claim).verdict, Proved):
                return None  # an entry that holds by itself
            return f"it holds if {name} is a distribution", name
    return None


def _meant(case: Case) -> tuple[str, str] | None:
    name = meant.conditional(case.sides, case.parts())
    if name:
        return f"{name} sums to one, if it is a conditional distribution", name
    return ("log may be to the base of the other side", "") if meant.two_bases(case.sides) else None


def _may_be_a_size(case: Case) -> tuple[str, str] | None:
    """A letter that counts, beside a set without a name, may be the size of that set."""
    names = declarations_of(case.sides)
    for name in meant.sizes_that_are_quantities(case.parts(), names):
        return f"{name} is the size of a set, and something else", name
    for part in case.parts():
        if isinstance(part, Symbol) and part.name in case.built.counts and part.name in names:
            return f"{part.name} may be the size of a set", part.name
    return None


def _position(case: Case) -> tuple[str, str] | None:
    """Of an index as a number no more is known than that it is one."""
    for name in declarations_of(case.sides):
        if name.startswith(POSITION):
            return "an index is a number here", ""
    return None


def _letter_as_number(case: Case) -> tuple[str, str] | None:
    why = ranges.doubt(case.sides)
    return (why, "") if why else None


def _at_numbers(case: Case, name: str) -> bool:
    """Whether an entry at a number is spoken of: a sequence begins somewhere."""
    entries = (part for part in case.parts() if isinstance(part, Entry) and part.name == name)
    return any(isinstance(term, Point) for entry in entries for term in entry.indices)


def _shifted(case: Case) -> tuple[str, str] | None:
    """``x_{i+1}`` is a family of its own: which entries it shares with x is not known."""
    names = declarations_of(case.sides)
    shown = {part.name for part in case.parts() if isinstance(part, Symbol | Entry)}
    bound = {part.index.over for part in case.parts() if isinstance(part, Sum)}
    for name in names:
        whole, _, said = name.partition("[")
        if whole == name or whole not in shown:
            continue
        if all(axis.name.isdigit() for axis in names[name].axes[:1]) and names[name].axes:
            continue  # written out: each is the entry that it is
        if any(said.startswith(f"{axis.name}+") for axis in names[whole].axes):
            continue  # x_{n+1}, where n is the last of x
        # A sequence that is defined by its last value, at one place: that may be any.
        alone = sum(other.startswith(whole + "[") for other in names) == 1
        if (
            names[whole].body is None
            or not alone
            or _at_numbers(case, whole)
            or bound & {*names[whole].axes[: name.count(",") + 1]}
        ):
            return f"which entries {name} shares with {whole}", name
    return None


#: Every doubt, in the order in which it is looked for.
DOUBTS: tuple[tuple[str, Look], ...] = (
    ("to-be-solved", _to_be_solved),
    ("rounded", _rounded),
    ("assumption-not-read", _lost),
    ("constraint", _constrained),
    ("more-is-said", _unheard),
    ("unknown-function", _unknown_function),
    ("law-of-a-function", _law_of_a_function),
    ("stranger", _stranger),
    ("marked", _marked),
    ("introduced", _introduced),
    ("for-a-name", _for_a_name),
    ("unsaid-dependence", _unsaid_dependence),
    ("normaliser", _normaliser),
    ("notation", _meant),
    ("size", _may_be_a_size),
    ("index-as-number", _position),
    ("letter-as-number", _letter_as_number),
    ("shifted-index", _shifted),
    ("says-what-it-needs", _says_what_it_needs),
)


def reach(form: Written) -> set[str]:
    """The names that a form speaks of, through definitions, that have none themselves."""
    found = declarations_of((form,))
    of = {other.name for d in found.values() for other in d.of}
    return {name for name, d in found.items() if d.body is None} | of
