"""Stretches of a document, found by a place in them: in time that grows with what is found.

The stretches are sorted by where they begin; a tree over them knows how far those in each of
its branches reach at most, so that branches that end before the place are not gone into.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

__all__ = ["Spoken", "Standing", "Stretch", "shared_out"]

#: From where up to where, and the number of what stands there.
Stretch = tuple[int, int, int]


@dataclass(slots=True)
class Standing:
    """Numbers by the stretches in which they stand.

    >>> found = Standing([(0, 9, 1), (2, 4, 2), (3, 9, 3)])
    >>> list(found.at(3)), list(found.at(5)), found.first(5), found.first(9)
    ([1, 2, 3], [1, 3], 1, None)
    """

    stretches: list[Stretch] = field(default_factory=list)
    #: Of each branch of the tree how far it reaches; branch n has the branches 2n and 2n + 1.
    reach: list[int] = field(default_factory=list)

    def add(self, stretch: Stretch) -> None:
        """One more stretch."""
        self.stretches.append(stretch)
        self.reach.clear()

    def first(self, place: int) -> int | None:
        """The number that begins first of those that stand at a place."""
        return next(self.at(place), None)

    def at(self, place: int) -> Iterator[int]:
        """The numbers that stand at a place, in the order in which they begin."""
        if not self.reach:
            self._grow()
        size = len(self.reach) // 2
        behind = bisect_right(self.stretches, place, key=_begin)
        waiting = [(1, 0, size)]
        while waiting:
            branch, low, high = waiting.pop()
            if low >= behind or self.reach[branch] <= place:
                continue
            if branch >= size:
                yield self.stretches[low][2]
                continue
            middle = (low + high) // 2
            waiting += [(2 * branch + 1, middle, high), (2 * branch, low, middle)]

    def _grow(self) -> None:
        self.stretches.sort()
        size = 1 << max(0, len(self.stretches) - 1).bit_length()
        ends = [end for _, end, _ in self.stretches]
        self.reach = [-1] * size + ends + [-1] * (size - len(ends))
        for branch in range(size - 1, 0, -1):
            self.reach[branch] = max(self.reach[2 * branch], self.reach[2 * branch + 1])


def _begin(stretch: Stretch) -> int:
    return stretch[0]


@dataclass(slots=True)
class Spoken:
    """The statements that speak of one letter, by number: used, silent, beside; what may hold.

    ``past`` are facts, each with the end of its place, that may hold where they do not reach.
    """

    used: Standing = field(default_factory=Standing)
    silent: Standing = field(default_factory=Standing)
    beside: Standing = field(default_factory=Standing)
    cases: Standing = field(default_factory=Standing)
    past: list[tuple[int, int]] = field(default_factory=list)


def shared_out(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches without what those before them cover.

    >>> list(shared_out([(2, 4, 1), (0, 9, 2), (3, 12, 3)]))
    [(2, 4, 1), (0, 2, 2), (4, 9, 2), (9, 12, 3)]
    """
    begins: list[int] = []
    ends: list[int] = []
    for begin, end, number in stretches:
        low, high = bisect_left(ends, begin), bisect_right(begins, end)
        at = begin
        for n in range(low, high):
            if begins[n] > at:
                yield at, begins[n], number
            at = max(at, ends[n])
        if at < end:
            yield at, end, number
        if low < high:
            begin, end = min(begin, begins[low]), max(end, ends[high - 1])
        begins[low:high], ends[low:high] = [begin], [end]
