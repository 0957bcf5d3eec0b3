"""The change that mends a false step: counted candidates, a cheap filter, then the judge.

Single changes come first, by the table; then what is missing in the whole, then two slips in
one step, then the closed form of a derivative. Nothing here measures time, so that neither
load nor machine changes what is suggested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.discourse.statements import Statement
from derive.judging.edits.certain import written
from derive.judging.edits.change import Places, changed
from derive.judging.edits.closed import closed
from derive.judging.edits.ground import Ground, ground_of, with_side
from derive.judging.edits.missing import missing, parts_of
from derive.judging.edits.names import Names, names_of
from derive.judging.edits.pairs import Single, pairs
from derive.judging.edits.table import KINDS, Kind, changes
from derive.judging.edits.tautology import is_tautology
from derive.judging.edits.values import Points, points_of
from derive.judging.outcome import Outcome, Suggested
from derive.judging.step import Settled, judge_step
from derive.notation.names import only_item, plain_text
from derive.notation.nodes import Digits
from derive.notation.parse import parse

__all__ = ["suggestion"]

#: How many changes are read, of single ones and of pairs, and how many that agree are judged.
#: The longer a side is, the fewer are read: reading takes time by its length.
MOST_READ, LEAST_READ, MOST_PAIRS, MOST_JUDGED = 420, 60, 30, 8
#: The length of a side with all that bears on it up to which the most are read.
SHORT = 400
#: The kinds that change what fits together.
_SHAPES = frozenset({"the transpose", "the order", "the name", "the sum", "the term", "the index",
                     "the factor", "a factor"})  # fmt: skip


@dataclass(slots=True)
class _Search:
    """The state of one search: what is looked at, and how much was judged."""

    statements: tuple[Statement, ...]
    n: int
    ground: Ground
    points: Points | None
    settled: Settled
    judged: int = 0
    singles: list[Single] = field(default_factory=list)

    def holds(self, kind: str, places: Places) -> Suggested | None:
        """A change as a suggestion, if the step is proved with it and still says something."""
        if self.judged >= MOST_JUDGED:
            return None
        side = self.ground.side
        text = changed(side, places)
        other = with_side(self.ground, text)
        built = self.ground.read_change(places)
        if other is None or built is None or is_tautology(self.ground, other, built):
            return None
        self.judged += 1
        mended = (*self.statements[: self.n], other, *self.statements[self.n + 1 :])
        outcome, _ = judge_step(mended, self.n, self.settled)
        if outcome.verdict != "proved":
            return None
        return Suggested(" ".join(text.split()), kind, changes=places)


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
    points = None if ground.built is None else points_of(ground.built)
    if points is None and ground.built is not None:
        return None
    search = _Search(statements, n, ground, points, settled)
    names = names_of(statements, statement)
    if points is None:
        found = next(_that_fit(search, names), None)
    else:
        only = ("the index", "the range") if outcome.verdict == "conditional" else ()
        found = next(_found(search, points, names, only), None)
    if found is not None:
        return written(found, statement, outcome)
    return closed(ground) if outcome.verdict == "refuted" else None


def _may_be_mended(statement: Statement, outcome: Outcome) -> bool:
    """Whether a change is looked for: a number that is a whole side is what its author means."""
    right = statement.right
    if right is None or isinstance(only_item(right), Digits):
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


def _that_fit(search: _Search, names: Names) -> Iterator[Suggested]:
    """Every suggestion for a step whose parts do not fit together."""
    most = _most_read(search.ground)
    for _, (kind, change) in zip(range(most), changes(search.ground.side, names), strict=False):
        if kind.name in _SHAPES:
            built = search.ground.read_change(change.places)
            points = None if built is None else points_of(built)
            if points is not None and points.meets(points.right):
                yield from _judged(search, kind.name, change.places)


def _found(
    search: _Search, points: Points, names: Names, only: tuple[str, ...]
) -> Iterator[Suggested]:
    """Every suggestion, the likeliest first."""
    left = _most_read(search.ground)
    late: list[tuple[Kind, Places]] = []
    whole = KINDS.index(next(kind for kind in KINDS if kind.name == "the reach"))
    early = {id(kind) for kind in KINDS[:whole]}
    for n, (kind, change) in enumerate(changes(search.ground.side, names)):
        if n >= left:
            break
        if only and kind.name not in only:
            continue
        if id(kind) in early:
            yield from _single(search, points, kind, change.places)
        else:
            late.append((kind, change.places))
    parts = None if only else parts_of(search.ground, points, names)
    if parts is not None:
        for name, places in missing(search.ground.side, parts):
            yield from _judged(search, name, places)
    for kind, places in late:
        yield from _single(search, points, kind, places)
    if not only:
        for n, (name, places) in enumerate(pairs(search.ground.side, search.singles, points)):
            if n == MOST_PAIRS:
                break
            built = search.ground.read_change(places)
            values = None if built is None else points.of(built)
            if values is not None and points.meets(values):
                yield from _judged(search, name, places)


def _most_read(ground: Ground) -> int:
    """How many changes are read: fewer where each takes longer."""
    side = ground.side.notation
    bears = sum(
        let.right.end - let.right.start for let in ground.scope.lets if let.right is not None
    )
    length = side.end - side.start + bears
    return max(LEAST_READ, MOST_READ * SHORT // max(SHORT, length))


def _single(search: _Search, points: Points, kind: Kind, places: Places) -> Iterator[Suggested]:
    """A change that agrees with the left side at the points, and is judged then."""
    built = search.ground.read_change(places)
    values = None if built is None else points.of(built)
    if values is None:
        return
    if kind.paired:
        search.singles.append(Single(kind.name, places, values))
    if points.meets(values):
        yield from _judged(search, kind.name, places)


def _judged(search: _Search, kind: str, places: Places) -> Iterator[Suggested]:
    found = search.holds(kind, places)
    if found is not None:
        yield found
