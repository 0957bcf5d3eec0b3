"""A claim by its readings: a verdict is given only where the near readings agree on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from derive.check import judge_claim
from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.judging.doubts import doubts_of
from derive.judging.evidence import outcome_of_judged
from derive.judging.needs import with_likely_needs
from derive.judging.outcome import Outcome, Reason
from derive.model import Proved
from derive.reading.claims import Built
from derive.reading.conventions import CLEARLY, FAR, NEAR
from derive.reading.search import Asked, Choices, Failure, Question, Reading, Search

__all__ = ["Found", "agreed", "judged_readings"]

#: How many different readings are judged for one claim.
MOST_JUDGED = 16
#: Questions about shape, order of factors or reach: an answer to them is never clear enough that
#: a reading with another one need not be proved, too.
SHAPES = frozenset(
    {"rank", "columns", "layout", "sum-reach", "function-reach", "function-slash",
     "derivative-reach", "slash-reach", "power-of-column", "pair", "evaluated",
     "product-reach", "entrywise-reach", "raised-to-t", "norm-of-number", "over-array", "zero"}
)  # fmt: skip

#: Doubts about names of which nothing is said.
STRANGE = frozenset(
    {"stranger", "unknown-function", "unsaid-dependence", "marked", "introduced", "for-a-name"}
)
#: Doubts that a missing assumption about the same name explains.
EXPLAINED = frozenset({"stranger", "unknown-function"}) | {"says-what-it-needs"}


@dataclass(frozen=True, slots=True)
class Found:
    """A reading with what was found about it: a word, the evidence, and the reason if none."""

    reading: Reading[Built]
    outcome: Outcome

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        return self.outcome.verdict


def judged_readings(
    read: Callable[[Choices], Built],
    statement: Statement,
    settled: dict[Question, str],
) -> tuple[list[Found], list[Failure], bool]:
    """The different readings of a claim, judged; what failed; whether there may be more."""
    search = Search(read, settled)
    found: list[Found] = []
    seen: set[object] = set()
    for reading in search:
        if found and reading.cost > found[0].reading.cost + _near(found[0].verdict):
            break
        said = _claims_as_data(reading.of)
        if said in seen:
            continue
        if len(found) >= MOST_JUDGED:
            return found, search.failures, True
        seen.add(said)
        found.append(Found(reading, _outcome_of(reading.of, statement)))
        if len(found) > 1 and _is_size_of(found[0], found[-1]):
            del found[0]
        elif not _may_be_size(found[0]) and (
            found[0].verdict == "unknown" or not _stands_alone(found[0], found[-1])
        ):
            break
    return found, search.failures, search.cut_short


def _may_be_size(found: Found) -> bool:
    """Whether a letter was a number that may be a size, of which there may be another reading."""
    reason = found.outcome.reason
    return reason is not None and reason.about == "size"


def _is_size_of(first: Found, other: Found) -> bool:
    """Whether what is false of a number is false of a size as well."""
    answers = first.reading.answers, other.reading.answers
    sizes = [{q for q, a in known.items() if q[0] == "size" and a == "size"} for known in answers]
    return _may_be_size(first) and sizes[0] < sizes[1] and other.verdict == "refuted"


def _near(verdict: str) -> float:
    """How far readings are looked for: up to FAR before anything is called false."""
    return NEAR if verdict == "proved" else FAR


def _claims_as_data(built: Built) -> object:
    """The claims of a reading with the definitions of their names, to tell readings apart."""
    found = []
    for claim in built.claims:
        sides = claim.lhs, claim.rhs
        declared = tuple(
            (d.name, d.axes, d.parameters, d.body, d.facts) for d in declarations_of(sides).values()
        )
        found.append((sides, claim.given, claim.case, declared))
    return repr((found, built.perhaps))


def _outcome_of(built: Built, statement: Statement) -> Outcome:
    """What is found about one reading: the worst of its entries."""
    found: list[tuple[set[str], Outcome]] = []
    for claim in built.claims:
        try:
            judged, about = with_likely_needs(judge_claim(claim), built)
        except (ValueError, TypeError, NotImplementedError) as error:
            said = (str(error).splitlines() or [type(error).__name__])[0]
            return Outcome("unknown", Reason("not-supported", said))
        outcome = outcome_of_judged(judged)
        if isinstance(judged.verdict, Proved) and judged.verdict.sizes is not None:
            outcome = replace(
                outcome, verdict="unknown", reason=Reason("at-sizes", "proved at some sizes only")
            )
        found.append((about, outcome))
    for verdict in ("refuted", "conditional", "unknown", "proved"):
        for about, outcome in found:
            if outcome.verdict == verdict:
                return _doubted(outcome, about, built, statement)
    return Outcome("unknown", Reason("contradiction", "nothing is claimed"))


def _doubted(outcome: Outcome, about: set[str], built: Built, statement: Statement) -> Outcome:
    """A refutation that is in doubt is none."""
    if outcome.verdict not in ("refuted", "conditional"):
        return outcome
    doubt = doubts_of(built, statement)
    if doubt is None or (doubt.name in EXPLAINED and doubt.about in about):
        return outcome
    return Outcome("unknown", Reason("doubt", doubt.why, about=doubt.name))


def agreed(found: list[Found], failures: list[Failure], cut_short: bool) -> Outcome:
    """The one verdict of the readings, or none and why."""
    if not found:
        return _unread(failures)
    first = found[0]
    outcome, cost = first.outcome, first.reading.cost
    if first.verdict == "unknown":
        return outcome
    for other in found[1:]:
        if not _agrees(first, other) and not _stands_alone(first, other):
            return Outcome("unknown", Reason("readings-differ", _difference(first, other)))
    limit = cost + _near(first.verdict)
    for failure in failures:
        if failure.ignorance and failure.cost <= limit:
            return Outcome("unknown", Reason("not-supported", failure.reason))
    if cut_short:
        return Outcome("unknown", Reason("too-many-readings", "it can be read in too many ways"))
    return outcome


def _agrees(first: Found, other: Found) -> bool:
    if _is_far_fetched(first, other):
        return True
    if other.verdict != first.verdict:
        return False
    return first.verdict != "conditional" or other.outcome.needs == first.outcome.needs


def _is_far_fetched(first: Found, other: Found) -> bool:
    """Whether a reading costs clearly more and makes a name of a sign that nothing explains.

    Whoever gives a sign a meaning of its own says so: such a reading is no reason not to believe
    a refutation by one in which all names are known.
    """
    more = other.reading.cost - first.reading.cost
    reason = other.outcome.reason
    strange = reason is not None and reason.code == "doubt" and reason.about in STRANGE
    return first.verdict in ("refuted", "conditional") and strange and more >= CLEARLY


def _stands_alone(first: Found, other: Found) -> bool:
    """Whether a proof is by a reading so much likelier that another one does not count."""
    if first.verdict != "proved" or other.reading.cost - first.reading.cost < CLEARLY:
        return _agrees(first, other)
    questions = {a.question[0] for a in _differing(first, other)}
    return not questions & SHAPES


def _differing(first: Found, other: Found) -> Iterator[Asked]:
    """The questions that both readings asked and answered differently."""
    answers = {a.question: a.answer for a in other.reading.asked}
    for asked in first.reading.asked:
        if asked.question in answers and answers[asked.question] != asked.answer:
            yield asked


def _difference(first: Found, other: Found) -> str:
    answers = {a.question: a.answer for a in other.reading.asked}
    for asked in _differing(first, other):
        question, of = asked.question
        return (
            f"{first.verdict} if {shown(question, of)} is {asked.answer}, "
            f"{other.verdict} if it is {answers[asked.question]}"
        )
    return f"{first.verdict} as it is read first, {other.verdict} as it may be read, too"


def shown(question: str, of: object) -> str:
    """A question in words: what is asked, and of what."""
    from derive.notation.names import plain_text
    from derive.notation.nodes import Node

    if isinstance(of, Node):
        return f"{question} of {plain_text(of)}"
    said = " ".join(map(str, of)) if isinstance(of, tuple) else str(of)
    return f"{question} of {said}".strip() if said else question


def _unread(failures: list[Failure]) -> Outcome:
    """Why no reading was found: what is not supported comes first."""
    least = sorted(failures, key=lambda failure: (not failure.ignorance, failure.cost))
    if not least:
        return Outcome("unread", Reason("not-read", "it is not read"))
    failure = least[0]
    if failure.ignorance:
        return Outcome("unknown", Reason("not-supported", failure.reason))
    return Outcome("unread", Reason("contradiction", failure.reason))
