"""Equations whose shapes do not fit in any way in which they can be read: false at most sizes.

Only where the shapes are said of all names, so that no reading has guessed one, and where the
text says no more of these names than is understood.
"""

from __future__ import annotations

from itertools import count

from derive.discourse.statements import Statement
from derive.judging.outcome import Outcome, Reason, WitnessText
from derive.reading.conventions import FAR
from derive.reading.scope import Scope
from derive.reading.search import Failure

__all__ = ["clashing", "unequal"]

#: Questions whose answer is a guess at the shape of something.
GUESSED = frozenset({"rank", "applied", "opaque-array", "size"})


def clashing(failures: list[Failure], scope: Scope, statement: Statement) -> Outcome | None:
    """The refutation by sizes of a claim of which every reading fails by its shapes."""
    near = [f for f in failures if f.cost <= min(f.cost for f in failures) + FAR]
    if not near or any(f.shapes is None or _guesses(f) for f in near):
        return None
    if _is_more_said(scope, statement):
        return None
    shapes = near[0].shapes
    assert shapes is not None
    names = dict.fromkeys(name for shape in shapes for name in shape if not name.isdigit())
    literal = {int(name) for shape in shapes for name in shape if name.isdigit()}
    sizes = dict(zip(names, (n for n in count(2) if n not in literal), strict=False))
    one, other = (" × ".join(str(sizes.get(n, n)) for n in shape) or "1" for shape in shapes)
    witness = WitnessText(tuple(sizes.items()), (), (), one, other)
    return Outcome("refuted", Reason("shapes", near[0].reason), witness=witness)


def unequal(failures: list[Failure], scope: Scope, statement: Statement) -> tuple[str, str] | None:
    """The two sizes that every reading of a claim needs to be one and that have two names."""
    near = [f for f in failures if f.cost <= min(f.cost for f in failures) + FAR]
    sizes = {f.sizes and tuple(sorted(f.sizes)) for f in near}
    if len(sizes) != 1 or None in sizes:
        return None
    (pair,) = sizes
    assert pair is not None
    one, other = pair
    if _is_more_said(scope, statement) or {one, other} & scope.unheard.keys():
        return None
    return (one, other) if one.isalpha() and other.isalpha() else None


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
