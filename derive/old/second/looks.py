"""The second looks in turn: the first that says something is the outcome of the step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.parse import parse
from derive.old.conventions.ellipsis import without_dots
from derive.old.outcome import Outcome, Remark, Suggested
from derive.old.second.at_entry import at_entry
from derive.old.second.labels import without_dropped_label
from derive.old.second.lacking import with_missing_partials
from derive.old.second.lacking_index import with_indices
from derive.old.second.layouts import read_otherwise
from derive.old.second.linear import under_a_linear_layer
from derive.old.second.reaches import reaching
from derive.old.second.uneven import with_uneven_dots
from derive.old.second.upside_down import turned_over
from derive.old.task import Task
from derive.syntax.reader.session import Formula

__all__ = ["second_look"]

Judge = Callable[[Task], Outcome]
_SAYS = ("proved", "refuted", "conditional")


def second_look(task: Task, found: Outcome, judge: Judge) -> Outcome | None:
    """What another reading of the step says, where the first one says nothing."""
    if task.code is not None:
        return read_otherwise(task, found, judge)
    if found.verdict in ("proved", "definition") or task.defines or len(task.sides) != 2:
        return None
    meant = read_otherwise(task, found, judge)
    if meant is None:
        meant = _with_label(task, found, judge)
    if meant is not None or found.verdict not in ("unknown", "unread"):
        return meant
    for look in _LOOKS:
        try:
            better = look(task, judge)
        except ReadError:
            continue
        if better is not None:
            return better
    return under_a_linear_layer(task, judge)


def _with_label(task: Task, found: Outcome, judge: Judge) -> Outcome | None:
    """The step with the label of a layer that its definitions drop."""
    matched = without_dropped_label(task)
    if matched is None:
        return None
    other, label, names = matched
    better = judge(other)
    better = second_look(other, better, judge) or better
    wanted = ("proved",) if found.verdict in ("refuted", "conditional") else _SAYS
    if better.verdict not in wanted:
        return None
    said = f"the label {label} is dropped where {', '.join(names)} is defined"
    remark = Remark(
        "dropped-label",
        said,
        "No other family of the letter can be meant there.",
        f"Write the label {label} in the definitions too, or nowhere.",
    )
    return replace(better, suggestion=None, remarks=(*better.remarks, remark))


def _with_indices(task: Task, judge: Judge) -> Outcome | None:
    """The outcome with the indices that names in definitions lack."""
    other, lacking = with_indices(task)
    found = judge(other) if lacking else None
    if found is None or found.verdict not in ("proved", "refuted", "conditional"):
        return None
    said = tuple(
        Remark(
            "lacking-index",
            f"{name} has no index in {where}, and has one elsewhere: it is read as {name}_{index}",
            "a vector is no term of an entry",
            f"Write {name}_{index} there.",
        )
        for name, index, where in lacking
    )
    return replace(found, remarks=(*found.remarks, *said))


def _at_entry(task: Task, judge: Judge) -> Outcome | None:
    """A definition, where a side is the entry of a function that everybody knows."""
    found = at_entry(task)
    if found is None or judge(found[0]).verdict != "proved":
        return None
    _, index, name = found
    said = f"the index {index} is free in the definition of {name}"
    why = "nothing binds it, and the name does not carry it"
    return Outcome(
        "definition",
        remarks=(Remark("unbound-index", said, why, f"Define {name} at {index}."),),
    )


def _with_longer_sums(task: Task, judge: Judge) -> Outcome | None:
    """Refuted where brackets show that a sum does not reach to a term that it is meant to take."""
    found = reaching(task)
    if found is None or judge(found.task).verdict != "proved":
        return None
    letters = " and ".join(found.letters)
    literal = judge(replace(task, literal=True))
    if literal.verdict not in ("refuted", "conditional"):
        return None
    said = f"{letters} stands behind the sum over {letters}, and nothing binds it there"
    remark = Remark("unbound-index", said, "", "Write parentheses around all that the sum takes.")
    return Outcome(
        "refuted",
        witness=literal.witness,
        case=literal.case,
        suggestion=Suggested(found.mended, "the bracket"),
        remarks=(remark,),
    )


def _turned_over(task: Task, judge: Judge) -> Outcome | None:
    """Refuted where a derivative of a variable by its function is turned over by mistake."""
    found = turned_over(task)
    if found is None:
        return None
    inverse, other, text = found
    if judge(other).verdict != "proved":
        return None
    false = judge(inverse)
    if false.verdict not in ("refuted", "conditional"):
        return None
    said = "a variable is differentiated by what depends on it: the quotient is upside down"
    return Outcome(
        "refuted",
        witness=false.witness,
        case=false.case,
        suggestion=Suggested(text, "the order"),
        remarks=(Remark("upside-down", said, "It is read as one over the derivative."),),
    )


def _with_missing_partials(task: Task, judge: Judge) -> Outcome | None:
    """Refuted where a derivative lacks the ∂ above, without which the step does not hold."""
    found = with_missing_partials(task)
    if found is None:
        return None
    numbers, whole, text = found
    if judge(whole).verdict != "proved":
        return None
    false = judge(numbers)
    if false.verdict not in ("refuted", "conditional"):
        return None
    own = task.sides[-1]
    unchanged = text == own.text[own.notation.start : own.notation.end]
    said = "a ∂ stands below a fraction line, and none above"
    return Outcome(
        "refuted",
        witness=false.witness,
        case=false.case,
        suggestion=None if unchanged else Suggested(text, "the derivative"),
        remarks=(Remark("missing-partial", said, "It is taken for a small number ∂x."),),
    )


def _with_uneven_dots(task: Task, judge: Judge) -> Outcome | None:
    """Refuted where the terms before dots have no pattern with the last one, and do not agree."""
    found = with_uneven_dots(task)
    if found is None:
        return None
    other, text = found
    false = judge(other)
    if false.verdict not in ("refuted", "conditional"):
        return None
    even = judge(_with_side(task, text))
    said = "the terms beside the dots have no pattern in common"
    suggestion = Suggested(text, "a factor") if even.verdict == "proved" else None
    return Outcome(
        "refuted",
        witness=false.witness,
        case=false.case,
        suggestion=suggestion,
        remarks=(Remark("uneven-dots", said, "They are taken to hide terms like the last one."),),
    )


def _with_side(task: Task, text: str) -> Task:
    side = Formula(text, without_dots(parse(text)), task.sides[-1].source)
    return replace(task, sides=(*task.sides[:-1], side))


_LOOKS = (
    _at_entry,
    _with_indices,
    _with_longer_sums,
    _turned_over,
    _with_missing_partials,
    _with_uneven_dots,
)
