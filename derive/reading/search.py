"""Readings in the order of their cost: best-first search over the answers that a reader asks for.

A reader is a function of ``Choices``: it asks questions, and raises ``Misfit`` where the answers
contradict one another. The cheapest answers are tried first; each question that was asked is
a place at which another reading branches off. So the search is lazy, no question is asked that
no reading needs, and the code that reads is written as if there were one meaning.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeAlias, TypeVar

from derive.notation.nodes import Node
from derive.reading.conventions import FAR, SETTLED, Row, row_of

__all__ = [
    "Asked",
    "Choices",
    "Clash",
    "Failure",
    "Ignorance",
    "Misfit",
    "Reading",
    "Search",
    "Unequal",
]

T = TypeVar("T")
Question: TypeAlias = tuple[str, Hashable]

#: How many attempts are made at the readings of one claim: counted work, so that load and
#: machine do not change a verdict.
MOST_ATTEMPTS = 160


class Misfit(Exception):
    """A reading that contradicts itself, such as shapes that clash: ``node`` is where."""

    node: Node | None = None


class Clash(Misfit):
    """Arrays whose shapes are said, and that do not fit: ``shapes`` are their sizes by name."""

    def __init__(self, why: str, shapes: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        super().__init__(why)
        self.shapes = shapes


class Unequal(Misfit):
    """Two sets that must be one and have two names: ``sizes`` are these."""

    def __init__(self, why: str, sizes: tuple[str, str]) -> None:
        super().__init__(why)
        self.sizes = sizes


class Ignorance(Misfit):
    """What is not known here: an operation out of class, a notation that is not supported.

    It says nothing against the reading, which may well be what the author means.
    """


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers and their costs, the row that says so, the answer taken."""

    question: Question
    options: tuple[tuple[str, float], ...]
    answer: str
    row: Row
    evidence: frozenset[str]


@dataclass(slots=True)
class Choices:
    """The answers of one reading: those that are given, then the cheapest of each question.

    ``settled`` are answers of readings that were proved: another answer costs more.
    """

    given: tuple[str, ...] = ()
    settled: Mapping[Question, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    answers: dict[Question, str] = field(default_factory=dict)
    cost: float = 0.0

    def ask(
        self, question: str, of: Hashable, evidence: frozenset[str] | set[str] = frozenset()
    ) -> str:
        """The answer to a question about something; one thing has one answer in a reading."""
        key = (question, of)
        if key in self.answers:
            return self.answers[key]
        row = row_of(question, evidence)
        options = row.options
        if key in self.settled:
            own = self.settled[key]
            options = tuple(sorted(((a, c + SETTLED * (a != own)) for a, c in options), key=_cost))
        at = len(self.asked)
        answer = self.given[at] if at < len(self.given) else options[0][0]
        self.cost += dict(options)[answer]
        self.asked.append(Asked(key, options, answer, row, frozenset(evidence)))
        self.answers[key] = answer
        return answer


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What was read, at which cost, by which answers."""

    of: T
    cost: float
    asked: tuple[Asked, ...]

    @property
    def answers(self) -> dict[Question, str]:
        """The answers that had an alternative."""
        return {a.question: a.answer for a in self.asked if len(a.options) > 1}


@dataclass(frozen=True, slots=True)
class Failure:
    """A reading that failed: at which cost, why, whether by ignorance, and where.

    ``shapes`` are arrays that clash, ``sizes`` two names that must be one.
    """

    cost: float
    reason: str
    ignorance: bool
    asked: tuple[Asked, ...]
    node: Node | None = None
    shapes: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    sizes: tuple[str, str] | None = None


def _cost(option: tuple[str, float]) -> float:
    return option[1]


@dataclass(slots=True)
class Search(Generic[T]):
    """All readings of something, the cheapest first; ``failures`` are those that are none.

    ``cut_short`` says that the search ended by its limit, so that there may be more.
    """

    read: Callable[[Choices], T]
    settled: Mapping[Question, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    attempts: int = 0
    cut_short: bool = False

    def __iter__(self) -> Iterator[Reading[T]]:
        order = count()
        # The ceiling is above the cheapest reading that there is, not above 0: what all
        # readings must pay says nothing against any.
        least: float | None = None
        waiting: list[tuple[float, int, tuple[str, ...] | Reading[T]]] = [(0.0, next(order), ())]
        while waiting:
            cost, _, ahead = heapq.heappop(waiting)
            if cost > (FAR if least is None else least + FAR):
                return
            if isinstance(ahead, Reading):
                yield ahead
                continue
            if self.attempts >= MOST_ATTEMPTS:
                self.cut_short = True
                return
            self.attempts += 1
            choices = Choices(ahead, self.settled)
            found = self._attempt(choices)
            asked = tuple(choices.asked)
            if found is not None:
                least = choices.cost if least is None else min(least, choices.cost)
                heapq.heappush(waiting, (choices.cost, next(order), found))
            before = sum(dict(a.options)[a.answer] for a in asked[: len(ahead)])
            for at in range(len(ahead), len(asked)):
                taken = tuple(a.answer for a in asked[:at])
                for other, more in asked[at].options:
                    if other != asked[at].answer:
                        heapq.heappush(waiting, (before + more, next(order), (*taken, other)))
                before += dict(asked[at].options)[asked[at].answer]

    def _attempt(self, choices: Choices) -> Reading[T] | None:
        try:
            found = self.read(choices)
        except Misfit as misfit:
            failure = Failure(
                choices.cost,
                str(misfit),
                isinstance(misfit, Ignorance),
                tuple(choices.asked),
                misfit.node,
                misfit.shapes if isinstance(misfit, Clash) else None,
                misfit.sizes if isinstance(misfit, Unequal) else None,
            )
            self.failures.append(failure)
            return None
        return Reading(found, choices.cost, tuple(choices.asked))
