"""A gradient from a loss: read, built step by step, its closed form found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from derive.model import Assumption, Claim, Condition, Derivation, IndexRelation
from derive.notation.errors import ReadError
from derive.syntax.array import Layout
from derive.syntax.declare import Declaration
from derive.syntax.letters import text_name
from derive.syntax.reader.needs import Need
from derive.syntax.tree import Entry, Number, Symbol, Written
from derive.syntax.walk import subforms

if TYPE_CHECKING:
    from derive.syntax.reader.problem import Problem

__all__ = ["gradient"]


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
    if not isinstance(loss, str):
        stated = tuple(assume)
        case = [a for a in stated if isinstance(a, IndexRelation)]
        given = [a for a in stated if not isinstance(a, IndexRelation | str)]
        if list(let) or list(where) or len(case) + len(given) < len(stated):
            raise TypeError(
                f"text such as {_first_text(let, where, stated)!r} goes with a loss in LaTeX: "
                "give the loss as text, or declare everything in Python"
            )
        return Derivation.of_gradient(
            loss, wrt, name=name, title=title, given=given, case=case, layout=layout
        )
    from derive.steps.losses import named
    from derive.syntax.reader.problem import read_problem

    texts = [a for a in assume if isinstance(a, str)]
    if not isinstance(wrt, str):
        raise TypeError(f"the loss is text, and so is what to differentiate by: not {wrt!r}")
    problem = read_problem(loss, wrt, let, texts, where)
    _reject_giants(problem, loss)
    _reject_undefined(problem.needs, problem.given)
    definitions = tuple(d for d in problem.declarations if d.body is not None)
    taken = [d.name for d in problem.declarations] + [s.name for s in problem.sets]
    whole, defined = named(problem.loss, problem.wrt.name, definitions, taken)
    built = Derivation.of_gradient(
        whole,
        problem.wrt,
        name=name,
        title=title,
        given=[a for a in problem.given if not isinstance(a, IndexRelation)],
        case=[a for a in problem.given if isinstance(a, IndexRelation)],
        layout=layout,
    )
    return replace(built, claims=(*map(_definition, defined), *built.claims))


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


def _reject_undefined(needs: tuple[Need, ...], given: tuple[Assumption, ...]) -> None:
    """Raise for the first place at which a text is undefined, whatever its quantities are."""
    from derive.prove.never import never_holds
    from derive.syntax.array import has_arrays

    for need in needs:
        form = _entry(need.form) if has_arrays(need.form) else need.form
        depends = any(isinstance(part, Symbol | Entry) for part in subforms(form))
        # Where a root is 0 it has no derivative: of a quantity it must be positive.
        relation = ">0" if need.what == "root" and depends else need.relation
        where = never_holds(Condition(form, relation, need.bound, need.excluding), given)
        if where:
            zero = need.what == "logarithm" and form == Number(Fraction(0))
            wrong = "the logarithm of 0" if zero else _WRONG[need.what]
            message = f"{wrong}{_says(need.form, relation, where if depends else '')}"
            raise ReadError(message, need.start, need.end, need.text, need.source)


#: How many nodes a formula may have that is differentiated.
MAX_PARTS = 1_000

#: A longer form is shown by its place only.
MAX_SHOWN = 40

_WRONG = {
    "division": "division by 0",
    "power": "a power that has no value",
    "logarithm": "the logarithm of a negative",
    "root": "the root of a negative",
}
_FAILS = {"!=0": "is 0", ">0": "is not positive", ">=0": "is negative"}


def _says(form: Written, relation: str, where: str) -> str:
    """What is wrong with a form, in words, unless it is plain to see."""
    from derive.syntax.text import text

    shown = text(form)
    if isinstance(form, Number):
        return ""
    shown = shown if len(shown) <= MAX_SHOWN else "this"
    if (relation, where) == (">0", "everywhere"):
        return f": {shown} is positive nowhere"
    return f": {shown} {_FAILS[relation]} {where}".rstrip()


def _entry(form: Written) -> Written:
    """A form of arrays in entries."""
    from derive.arrays.definitions import entry_of

    return entry_of(form)[1]


def _definition(declared: Declaration) -> Claim:
    """The line that introduces a name."""
    assert declared.body is not None
    lhs: Written = Symbol(declared.name, declared)
    if declared.parameters:
        lhs = declared[declared.parameters]
    return Claim(lhs, declared.body, "definition", stated="definition", defines=declared)


def _first_text(*texts: Iterable[object]) -> object:
    return next((t for group in texts for t in group if isinstance(t, str)), "")
