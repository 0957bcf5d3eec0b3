"""What was found about one statement of a document, ready to be shown or kept. Data only.

Every text in it is a formula or a sentence for people. What is decided from an outcome is
decided from its verdict, from the codes of its reasons and from places, never from a sentence.
Places are stretches of the document, in source offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

__all__ = [
    "CODES", "PASSING", "VERDICTS", "Answer", "Outcome", "Place", "Reason", "Remark", "Rest",
    "Suggested", "Value", "VerdictWord", "WitnessText",
]  # fmt: skip

Place: TypeAlias = tuple[int, int]
VerdictWord: TypeAlias = Literal[
    "definition", "assumption", "proved", "refuted", "conditional", "unknown", "unread", "ignored"
]  # fmt: skip
VERDICTS: tuple[VerdictWord, ...] = get_args(VerdictWord)

#: Why there is no verdict, or none that decides: each code with the sentence that stands for
#: all equations of which it is said; ``{}`` is of what.
#: The prover has words of its own (``derive.model.Unknown``).
CODES = {
    "not-read": "{} is not read",
    "not-defined": "{} is not defined",
    "undeclared": "nothing says what {} is",
    "not-supported": "{} is not supported",
    "hole": "a statement that it rests on is not read",
    "readings-differ": "{} can be read in two ways that differ",
    "too-many-readings": "{} can be read in more ways than are tried",
    "at-sizes": "it is proved at some sizes only",
    "shapes": "the shapes of {} do not fit",
    "contradiction": "the parts do not fit together in any way that it can be read",
    "rival": "{} may be defined anew",
    "doubt": "{} may be meant in another way",
    "not-claimed": "it is said as something that need not hold",
    "out-of-class": "it is no algebra that can be judged",
    "out-of-time": "it is not decided in its time",
    "out-of-memory": "it takes more memory than it is given",
    "out-of-budget": "it takes more work than is done for one step",
    "internal": "a fault of derive itself: please report it",
    "stopped": "the process that judged it ended",
    "off": "checking is off here",
    "as-the-author-says": "the document says so",
}
#: The codes of what may come out otherwise next time, so that it is not kept.
PASSING = frozenset({"out-of-time", "out-of-memory", "out-of-budget", "internal", "stopped"})


@dataclass(frozen=True, slots=True)
class Reason:
    r"""Why a statement got the verdict that it has.

    ``code`` is a word of ``CODES`` or one of the prover's; ``about`` is the name or sign of
    which it is said, if it is one (``\E``), so that equations may be grouped by it; ``place``
    is where that stands.
    """

    code: str
    message: str
    place: Place | None = None
    about: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One entry of a quantity at a witness, exact."""

    name: str
    at: tuple[int, ...]
    value: str


@dataclass(frozen=True, slots=True)
class WitnessText:
    """A point at which the sides differ: sizes and positions by name, exact values.

    ``exact`` says that the two sides are exact as well.
    """

    sizes: tuple[tuple[str, int], ...]
    indices: tuple[tuple[str, int], ...]
    values: tuple[Value, ...]
    lhs: str
    rhs: str
    functions: tuple[tuple[str, str], ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Suggested:
    """A right side with which the step has ``verdict``, and the kind of edit that leads to it.

    ``changes`` are the stretches of the document to replace, with what takes their places;
    there are none where the edit is not to be written without being asked for.
    """

    rhs: str
    kind: str
    verdict: VerdictWord = "proved"
    changes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A diagnostic: its name, the message, why, what to do, and where, if not at the step."""

    name: str
    message: str
    reason: str = ""
    suggestion: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that was asked of the claim, how it was answered, and by which evidence.

    ``question`` is asked of ``of`` ("below", of ``x_i``); ``margin`` is by how much the next
    answer costs more, ``None`` where there is no other. ``evident`` says that the answer
    need not be shown.
    """

    question: str
    of: str
    answer: str
    evidence: tuple[str, ...] = ()
    margin: float | None = None
    evident: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """A statement on which the verdict rests.

    ``said`` is how it was said: ``""`` for an equation that stands for itself, ``"directive"``,
    or the words of the document that make it what it is ("where", "since", "for").
    """

    status: str
    text: str
    place: Place
    said: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a statement with its evidence.

    ``sizes`` is ``"all"``, or the sizes of each index set for the weaker grade of a proof.
    ``remarks`` are diagnostics; ``reading`` says how the claim was read, ``rests_on`` which
    statements were used.
    """

    verdict: VerdictWord
    reason: Reason | None = None
    assumptions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    case: str = ""
    sizes: str = ""
    witness: WitnessText | None = None
    suggestion: Suggested | None = None
    remarks: tuple[Remark, ...] = ()
    reading: tuple[Answer, ...] = ()
    rests_on: tuple[Rest, ...] = ()

    @property
    def code(self) -> str:
        """The code of the reason, or ``""``."""
        return "" if self.reason is None else self.reason.code

    @property
    def lasting(self) -> bool:
        """Whether it comes out again; what ran out of something may not.

        >>> Outcome("unknown", Reason("out-of-time", "not decided in 5 s")).lasting
        False
        """
        return self.code not in PASSING
