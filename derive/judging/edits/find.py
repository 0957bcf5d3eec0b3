"""The change that mends a false step: counted candidates, a cheap filter, then the judge.

Single changes come first, by the table; then what is missing in the whole, then two slips in
one step, then the closed form of a derivative. Nothing here measures time, so that neither
load nor machine changes what is suggested.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derive.discourse.statements import Statement
from derive.judging.edits.attempt import Attempt, is_number
from derive.judging.edits.certain import written
from derive.judging.edits.change import Places
from derive.judging.edits.closed import closed
from derive.judging.edits.ground import Ground, ground_of
from derive.judging.edits.missing import missing, parts_of
from derive.judging.edits.names import Names, names_of
from derive.judging.edits.pairs import Single, pairs
from derive.judging.edits.table import INDICES, LIKELY, UNLIKELY, Kind, changes
from derive.judging.edits.values import Points, points_of
from derive.judging.known import known_of
from derive.judging.outcome import Outcome, Suggested
from derive.judging.step import Settled
from derive.notation.names import only_item, plain_text
from derive.notation.parse import parse
from derive.reading.bearing import bearing

__all__ = ["suggestion"]

#: How many changes are read, and how many pairs of them. The longer a side is with all that
#: bears on it, the fewer are read: reading takes time by its length.
MOST_READ, LEAST_READ, MOST_PAIRS = 320, 60, 30
#: The length up to which the most are read.
SHORT = 400
#: The kinds that change what fits together.
_SHAPES = frozenset({"the transpose", "the order", "the name", "the sum", "the term", "the index",
                     "the factor", "a factor"})  # fmt: skip


def suggestion(
    statements: tuple[Statement, ...], n: int, outcome: Outcome, settled: Settled
) -> Suggested | None:
    """The change with which the n-th statement is proved, if one is found."""
    statement = statements[n]
    if not _may_be_mended(statement, outcome):
        return None
    ground = ground_of(statements, n, settled)
    if ground is None:
        return None
    attempt = Attempt(statements, n, ground, settled)
    known = known_of(statements)
    place = statement.place[0]
    holding, _ = bearing(statements, place, known.lexicon, statement)
    names = names_of((*holding, *known.ranging(place)), statement)
    if ground.built is None:
        found = next(_that_fit(attempt, names), None)
        return None if found is None else written(found, statement, outcome)
    points = points_of(ground.built)
    if points is None:
        return None
    if outcome.verdict == "conditional":
        found = next(_singles(attempt, points, names, (INDICES,), []), None)
    else:
        found = next(_found(attempt, points, names), None)
    if found is not None:
        return written(found, statement, outcome)
    form = closed(ground) if outcome.verdict == "refuted" else ""
    return attempt.with_form("closed form", form) if form else None


def _may_be_mended(statement: Statement, outcome: Outcome) -> bool:
    """Whether a change is looked for: a number that is a whole side is what its author means."""
    right = statement.right
    if right is None or is_number(only_item(right)):
        return False
    if outcome.verdict == "conditional":
        return any(_is_of_letters(need) for need in outcome.needs)
    return outcome.verdict == "refuted" or outcome.code == "contradiction"


def _is_of_letters(need: str) -> bool:
    """Whether what is needed is that two indices are equal, or differ."""
    for sign in ("=", r"\ne"):
        sides = need.split(sign)
        if len(sides) == 2:
            return all(plain_text(parse(side)).rstrip("'").isalnum() for side in sides)
    return False


def _that_fit(attempt: Attempt, names: Names) -> Iterator[Suggested]:
    """Every suggestion for a step whose parts do not fit together."""
    ground = attempt.ground
    most = _most_read(ground)
    for kind, change in islice(changes(ground.side, names, (*LIKELY, *UNLIKELY)), most):
        if kind.name in _SHAPES:
            built = ground.read_change(change.places)
            points = None if built is None else points_of(built)
            if points is not None and points.meets(points.right):
                yield from _judged(attempt, kind.name, change.places)


def _found(attempt: Attempt, points: Points, names: Names) -> Iterator[Suggested]:
    """Every suggestion, the likeliest first."""
    singles: list[Single] = []
    yield from _singles(attempt, points, names, LIKELY, singles)
    parts = parts_of(attempt.ground, points, names)
    if parts is not None:
        for name, places in missing(attempt.ground.side, parts):
            yield from _judged(attempt, name, places)
    yield from _singles(attempt, points, names, UNLIKELY, singles)
    if parts is None:
        return
    for name, places in islice(pairs(attempt.ground.side, singles, parts), MOST_PAIRS):
        built = attempt.ground.read_change(places)
        values = None if built is None else points.of(built)
        if values is not None and points.meets(values):
            yield from _judged(attempt, name, places)


def _singles(
    attempt: Attempt,
    points: Points,
    names: Names,
    kinds: tuple[Kind, ...],
    singles: list[Single],
) -> Iterator[Suggested]:
    """The single changes that agree with the left side at the points, and are judged then.

    Those of which two may be made in one step are kept in ``singles``.
    """
    most = _most_read(attempt.ground) // 2
    for kind, change in islice(changes(attempt.ground.side, names, kinds), most):
        built = attempt.ground.read_change(change.places)
        values = None if built is None else points.of(built)
        if values is None:
            continue
        if kind.paired:
            singles.append(Single(kind.name, change.places, values))
        if points.meets(values):
            yield from _judged(attempt, kind.name, change.places)


def _judged(attempt: Attempt, kind: str, places: Places) -> Iterator[Suggested]:
    found = attempt.with_change(kind, places)
    if found is not None:
        yield found


def _most_read(ground: Ground) -> int:
    """How many changes are read: fewer where each takes longer."""
    side = ground.side.notation
    bears = sum(
        let.right.end - let.right.start for let in ground.scope.lets if let.right is not None
    )
    length = side.end - side.start + bears
    return max(LEAST_READ, MOST_READ * SHORT // max(SHORT, length))
