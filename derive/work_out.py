"""A gradient from a loss: read, built step by step, its closed form found.

A loss may be read in two ways whose gradients differ: it is said then how it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from derive.model import Assumption, Claim, Derivation, IndexRelation, Proved
from derive.notation.errors import ReadError
from derive.notation.names import plain_text
from derive.notation.nodes import Node
from derive.syntax.array import Layout
from derive.syntax.declare import Declaration
from derive.syntax.letters import text_name
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative, Entry, Symbol, Written
from derive.syntax.walk import subforms

if TYPE_CHECKING:
    from derive.reading.problem import Problem
    from derive.reading.search import Asked

__all__ = ["WorkedOut", "gradient", "worked_out"]


def gradient(
    loss: object,
    wrt: object,
    *,
    let: Iterable[str] = (),
    assume: Iterable[str | Assumption] = (),
    where: Iterable[str] = (),
    name: str = "gradient",
    title: str = "",
    layout: Layout = "denominator",
) -> Derivation:
    r"""Derive ``∂loss/∂wrt`` step by step, and find its closed form.

    The loss and the variable are LaTeX, or written forms. For LaTeX, ``let`` defines names,
    ``where`` declares shapes (``"W : m, n"``) and facts (``"y : C one-hot"``), and what is
    neither is inferred; ``assume`` states assumptions. By a whole array the gradient has the
    shape of the array, or that of its transpose in numerator ``layout``. Raises ``ReadError`` (a
    ``ValueError``) for text that is not read, with its place.

    >>> found = gradient(
    ...     r"-\sum_i y_i \log p_i",
    ...     "z_k",
    ...     let=[r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"],
    ...     assume=[r"\sum_j y_j = 1"],
    ... )
    >>> print(found.closed_form)
    p_k − y_k
    """
    return worked_out(
        loss, wrt, let=let, assume=assume, where=where, name=name, title=title, layout=layout
    ).derivation


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A derivation; ``read_as`` says how its loss was read, where another way is near."""

    derivation: Derivation
    read_as: tuple[str, ...] = ()


def worked_out(
    loss: object,
    wrt: object,
    *,
    let: Iterable[str] = (),
    assume: Iterable[str | Assumption] = (),
    where: Iterable[str] = (),
    name: str = "gradient",
    title: str = "",
    layout: Layout = "denominator",
) -> WorkedOut:
    """The same as ``gradient``, with what it says about its reading of text."""
    if not isinstance(loss, str):
        stated = tuple(assume)
        case = [a for a in stated if isinstance(a, IndexRelation)]
        given = [a for a in stated if not isinstance(a, IndexRelation | str)]
        if list(let) or list(where) or len(case) + len(given) < len(stated):
            raise TypeError(
                f"text such as {_first_text(let, where, stated)!r} goes with a loss in LaTeX: "
                "give the loss as text, or declare everything in Python"
            )
        return WorkedOut(
            Derivation.of_gradient(
                loss, wrt, name=name, title=title, given=given, case=case, layout=layout
            )
        )
    from derive.reading.problem import problems
    from derive.steps.losses import named

    texts = [a for a in assume if isinstance(a, str)]
    if not isinstance(wrt, str):
        raise TypeError(f"the loss is text, and so is what to differentiate by: not {wrt!r}")
    readings = problems(loss, wrt, let, texts, where)
    problem = next(readings)
    _reject_giants(problem, loss)
    _reject_undefined(problem, loss)
    definitions = tuple(d for d in problem.declarations if d.body is not None)
    taken = [d.name for d in problem.declarations] + [s.name for s in problem.sets]
    whole, defined = named(_as_written(problem), problem.wrt.name, definitions, taken)
    built = Derivation.of_gradient(
        whole,
        problem.wrt,
        name=name,
        title=title,
        given=[a for a in problem.given if not isinstance(a, IndexRelation)],
        case=[a for a in problem.given if isinstance(a, IndexRelation)],
        layout=layout,
    )
    derivation = replace(built, claims=(*map(_definition, defined), *built.claims))
    return WorkedOut(derivation, _read_as(problem, islice(readings, MAX_READINGS)))


# -- how it was read


def _as_written(problem: Problem) -> Written:
    """The loss with its arrays, if that is what its entries say."""
    from derive.arrays.lower import lowered

    arrays = problem.arrays
    return arrays if arrays is not None and _equal(lowered(arrays), problem.loss) else problem.loss


def _equal(one: Written, other: Written) -> bool:
    """Whether two forms of the same names are proved to be equal."""
    from derive.prove.decide import decide

    return alike(one, other) or isinstance(decide(Claim(one, other)), Proved)


def _read_as(problem: Problem, others: Iterable[Problem]) -> tuple[str, ...]:
    """How it was read, where that is not how such text is read mostly, or not the only way."""
    said = "is defined, and the loss does not speak of it"
    found = dict.fromkeys(f"{definition} {said}" for definition in problem.unused)
    for asked in problem.asked:
        if asked.answer != asked.options[0][0]:
            found[_in_words(asked)] = None
    for other in others:
        if _same(problem, other):
            continue
        answers = {asked.question: asked.answer for asked in other.asked}
        for asked in problem.asked:
            if answers.get(asked.question, asked.answer) != asked.answer:
                found[_in_words(asked)] = None
    return tuple(found)


def _same(one: Problem, other: Problem) -> bool:
    """Whether two readings have one gradient, as far as is known."""
    bodies = [
        {d.name: (d.axes, d.parameters, d.body) for d in p.declarations} for p in (one, other)
    ]
    same = one.wrt == other.wrt and one.given == other.given and bodies[0] == bodies[1]
    return same and _equal(one.loss, other.loss)


def _in_words(asked: Asked) -> str:
    """An answer as a sentence: ``σ is read as the logistic function``."""
    question, of = asked.question
    parts = of if isinstance(of, tuple) else (of,)
    names = [plain_text(part) if isinstance(part, Node) else str(part) for part in parts]
    name = text_name(next((name for name in names if name), "it"))
    said = _ANSWERS.get((question, asked.answer))
    return f"{name} is read as {said or f'{asked.answer} ({question})'}"


#: Answers in words; any other is said as the table of conventions puts it.
_ANSWERS = {
    ("sigma", "logistic"): "the logistic function",
    ("applied", "product"): "a factor, and the bracket behind it as another",
    ("applied", "opaque"): "a function of which nothing is known",
    ("applied", "pattern"): "a name of which its bracket is part",
    ("applied", "macro"): "the function that is defined",
    ("rank", "0"): "a number",
    ("rank", "1"): "a column",
    ("rank", "2"): "a matrix",
    ("below", "label"): "a label where it stands below a name",
    ("below", "index"): "an index where it stands below a name",
    ("size", "number"): "a number, and not as the size of a set",
    ("size", "size"): "the size of a set",
    ("e", "constant"): "the base of the exponential",
    ("pi", "constant"): "the constant",
    ("delta", "kronecker"): "Kronecker's delta",
}
#: How many other readings are looked at.
MAX_READINGS = 3


# -- what is not worked out


def _reject_giants(problem: Problem, text: str) -> None:
    """Raise for a formula of so many parts that its derivation would take minutes."""
    bodies = ((d.name, d.body) for d in problem.declarations if d.body is not None)
    for name, form in (("", problem.loss), *bodies):
        if sum(1 for _ in islice(subforms(form), MAX_PARTS + 1)) <= MAX_PARTS:
            continue
        what = f"the definition of {text_name(name)}" if name else "it"
        message = f"{what} has more than {MAX_PARTS} parts: define names for some of them"
        if name:
            raise ValueError(f"{message}, each by a --let of its own")
        raise ReadError(f"{message}, with --let", 0, len(text), text, "the loss")


def _reject_undefined(problem: Problem, text: str) -> None:
    """Raise for the first place at which a text is undefined, whatever its quantities are."""
    from derive.conditions import conditions
    from derive.prove.never import never_holds
    from derive.scope import scope_of_forms

    loss, by = problem.loss, problem.wrt
    form = Derivative(loss, by) if isinstance(by, Symbol | Entry) else loss
    for condition in conditions(form, scope_of_forms((form,), problem.given)):
        where = never_holds(condition, problem.given)
        if where:
            says = _says(condition.form, condition.relation, where)
            raise ReadError(f"it has no value: {says}", 0, len(text), text, "the loss")


#: How many nodes a formula may have that is differentiated.
MAX_PARTS = 1_000

#: A longer form is not shown.
MAX_SHOWN = 40
_FAILS = {"!=0": "is 0", ">0": "is not positive", ">=0": "is negative"}


def _says(form: Written, relation: str, where: str) -> str:
    """What is wrong with a form, in words."""
    from derive.syntax.text import text

    shown = text(form)
    shown = shown if len(shown) <= MAX_SHOWN else "a part of it"
    if (relation, where) == (">0", "everywhere"):
        return f"{shown} is positive nowhere"
    depends = any(isinstance(part, Symbol | Entry) for part in subforms(form))
    return f"{shown} {_FAILS[relation]} {where if depends else ''}".rstrip()


def _definition(declared: Declaration) -> Claim:
    """The line that introduces a name."""
    assert declared.body is not None
    lhs: Written = Symbol(declared.name, declared)
    if declared.parameters:
        lhs = declared[declared.parameters]
    return Claim(lhs, declared.body, "definition", stated="definition", defines=declared)


def _first_text(*texts: Iterable[object]) -> object:
    return next((t for group in texts for t in group if isinstance(t, str)), "")
