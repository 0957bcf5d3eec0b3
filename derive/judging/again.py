"""A claim whose shapes clash, and one judged again where sizes are known or by what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.judging.agreement import Found, agreed, judged_readings
from derive.judging.outcome import Outcome, Reason, WitnessText
from derive.model import Claim
from derive.reading.claims import Built, build
from derive.reading.conventions import FAR
from derive.reading.families import POSITION
from derive.reading.limits import BEFORE
from derive.reading.scope import Scope, defined_by, shows_derivative
from derive.reading.search import Choices, Failure, Question
from derive.syntax.tree import Entry, Point, Sum
from derive.syntax.walk import free_indices, subforms

__all__ = ["as_defined", "at_sizes", "clashing", "if_equal", "written_out"]

Settled = tuple[tuple[Question, str], ...]
#: The size at which sets are written out of which only a part is summed over.
SIZE = "3"
#: Questions whose answer is a guess at the shape of something.
GUESSED = frozenset({"rank", "applied", "opaque-array", "size"})


def clashing(failures: list[Failure], scope: Scope, statement: Statement) -> Outcome | None:
    """The refutation by sizes of a claim of which every reading fails by its shapes.

    Only where the shapes are said of all names, so that no reading has guessed one.
    """
    near = _near(failures)
    if not near or any(f.shapes is None or _guesses(f) for f in near):
        return None
    shapes = near[0].shapes
    if shapes is None or _is_more_said(scope, statement):
        return None
    names = dict.fromkeys(name for shape in shapes for name in shape if not name.isdigit())
    literal = {int(name) for shape in shapes for name in shape if name.isdigit()}
    sizes = dict(zip(names, (n for n in count(2) if n not in literal), strict=False))
    one, other = (" × ".join(str(sizes.get(n, n)) for n in shape) or "1" for shape in shapes)
    witness = WitnessText(tuple(sizes.items()), (), (), one, other)
    return Outcome("refuted", Reason("shapes", near[0].reason), witness=witness)


def if_equal(
    failures: list[Failure], scope: Scope, statement: Statement, settled: Settled
) -> Outcome | None:
    """That a claim holds if the two sizes are one that every reading of it needs to be one."""
    pairs = {tuple(sorted(f.sizes or ())) for f in _near(failures)}
    sizes = pairs.pop() if len(pairs) == 1 else ()
    if len(sizes) != 2 or not all(map(str.isalpha, sizes)):
        return None
    if _is_more_said(scope, statement) or {*sizes} & scope.unheard.keys():
        return None
    outcome = _again(scope, {sizes[1]: sizes[0]}, statement, settled)
    if outcome.verdict not in ("proved", "conditional"):
        return None
    return replace(outcome, verdict="conditional", needs=(" = ".join(sizes), *outcome.needs))


def _near(failures: list[Failure]) -> list[Failure]:
    return [f for f in failures if f.cost <= min(f.cost for f in failures) + FAR]


def _is_more_said(scope: Scope, statement: Statement) -> bool:
    """Whether the text says more of the names of a claim than is understood."""
    letters = [scope.lexicon.letters_in(s) for s in (statement.left, statement.right) if s]
    return "*" in scope.unheard or bool(scope.unheard.keys() & set().union(*letters))


def _guesses(failure: Failure) -> bool:
    return any(
        other != asked.answer and cost <= FAR
        for asked in failure.asked
        if asked.question[0] in GUESSED
        for other, cost in asked.options
    )


def at_sizes(
    found: list[Found], scope: Scope, statement: Statement, settled: Settled
) -> Outcome | None:
    """What is false where sets have some size, of which only a part is summed over.

    Which index comes first, or which number it is, is not known there: nothing else is said.
    """
    claims = [claim for one in found for claim in one.reading.of.claims]
    names = {name for claim in claims for name in declarations_of((claim.lhs, claim.rhs))}
    marks = BEFORE, f"{POSITION} "
    sets = {name.removeprefix(m) for name in names for m in marks if name.startswith(m)}
    if not sets:
        return None
    outcome = _again(scope, dict.fromkeys(sets, SIZE), statement, settled)
    said = "it depends on the order or the numbers of indices"
    if outcome.verdict == "refuted" and not _leave_end_open(claims, scope):
        return outcome
    return Outcome("unknown", Reason("at-sizes", said))


def _leave_end_open(claims: list[Claim], scope: Scope) -> bool:
    """Whether a definition leaves open what is an end of sums, too: m is S_n / n for every n."""
    declared = (d for c in claims for d in declarations_of((c.lhs, c.rhs)).values())
    open_ = {
        index.name
        for d in declared
        if d.body is not None
        for index in free_indices(d.body) - {*d.parameters}
    }
    return bool(open_ & scope.lexicon.ends)


def written_out(
    found: Found, scope: Scope, statement: Statement, settled: Settled
) -> Outcome | None:
    """``Σ_k a_k = a_1 + a_2``: if it holds at two elements, it may be that there are two."""
    sizes: dict[str, str] = {}
    for claim in found.reading.of.claims:
        parts = [part for side in (claim.lhs, claim.rhs) for part in subforms(side)]
        sums = {part.index.over.name for part in parts if isinstance(part, Sum)}
        for part in parts:
            for term in part.indices if isinstance(part, Entry) else ():
                if isinstance(term, Point) and term.over.name in sums and term.value > 0:
                    most = max(term.value, int(sizes.get(term.over.name, 0)))
                    sizes[term.over.name] = str(most)
    if not sizes or _again(scope, sizes, statement, settled).verdict != "proved":
        return None
    said = ", ".join(f"{over} is {size}" for over, size in sizes.items())
    return Outcome("unknown", Reason("at-sizes", f"it holds if {said}"))


def as_defined(scope: Scope, statement: Statement, settled: Settled) -> Outcome | None:
    """What is false where quantities are what assumptions say that they are: ``Σ_k p_k x_k = μ``.

    So a point is found that satisfies them. Under a derivative it would be another thing.
    """
    sides = [side for side in (statement.left, statement.right) if side is not None]
    lets = tuple(filter(None, map(defined_by, scope.assumed)))
    if not lets or any(map(shows_derivative, (*sides, *(let.right for let in scope.lets)))):
        return None
    kept = [one for one in scope.assumed if defined_by(one) is None]
    known = replace(scope, lets=[*scope.lets, *lets], assumed=kept)
    outcome = _judged(known, statement, settled)
    return outcome if outcome.verdict == "refuted" else None


def _again(
    scope: Scope, sizes: Mapping[str, str], statement: Statement, settled: Settled
) -> Outcome:
    return _judged(replace(scope, sizes={**scope.sizes, **sizes}), statement, settled)


def _judged(known: Scope, statement: Statement, settled: Settled) -> Outcome:
    left, right = statement.left, statement.right
    assert left is not None
    assert right is not None

    def read(choices: Choices) -> Built:
        return build(known, left, right, choices)

    return agreed(*judged_readings(read, statement, dict(settled)))
