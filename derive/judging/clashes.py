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

__all__ = ["clashing"]

#: Questions whose answer is a guess at the shape of something.
GUESSED = frozenset({"rank", "applied", "opaque-array", "size"})


def clashing(failures: list[Failure], scope: Scope, statement: Statement) -> Outcome | None:
    """The refutation by sizes of a claim of which every reading fails by its shapes."""
    near = [f for f in failures if f.cost <= min(f.cost for f in failures) + FAR]
    if not near or any(f.shapes is None or _guesses(f) for f in near):
        return None
    letters = [scope.lexicon.letters_in(s) for s in (statement.left, statement.right) if s]
    if "*" in scope.unheard or scope.unheard.keys() & set().union(*letters):
        return None
    shapes = near[0].shapes
    assert shapes is not None
    names = dict.fromkeys(name for shape in shapes for name in shape if not name.isdigit())
    literal = {int(name) for shape in shapes for name in shape if name.isdigit()}
    sizes = dict(zip(names, (n for n in count(2) if n not in literal), strict=False))
    one, other = (" × ".join(str(sizes.get(n, n)) for n in shape) or "1" for shape in shapes)
    witness = WitnessText(tuple(sizes.items()), (), (), one, other)
    return Outcome("refuted", Reason("shapes", near[0].reason), witness=witness)


def _guesses(failure: Failure) -> bool:
    return any(a.question[0] in GUESSED and len(a.options) > 1 for a in failure.asked)
