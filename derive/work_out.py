"""A gradient from a loss: read, built step by step, its closed form found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from derive.model import Assumption, Claim, Derivation, IndexRelation
from derive.syntax.declare import Declaration
from derive.syntax.tree import Symbol, Written

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
) -> Derivation:
    r"""Derive ``∂loss/∂wrt`` step by step, and find its closed form.

    The loss and the variable are LaTeX, or written forms. For LaTeX, ``let`` defines names,
    ``where`` declares shapes (``"W : m, n"``) and facts (``"y : C one-hot"``), and what is
    neither is inferred; ``assume`` states assumptions. Raises ``ReadError`` (a
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
        return Derivation.of_gradient(loss, wrt, name=name, title=title, given=given, case=case)
    from derive.syntax.reader.problem import read_problem

    texts = [a for a in assume if isinstance(a, str)]
    if not isinstance(wrt, str):
        raise TypeError(f"the loss is text, and so is what to differentiate by: not {wrt!r}")
    problem = read_problem(loss, wrt, let, texts, where)
    built = Derivation.of_gradient(
        problem.loss,
        problem.wrt,
        name=name,
        title=title,
        given=[a for a in problem.given if not isinstance(a, IndexRelation)],
        case=[a for a in problem.given if isinstance(a, IndexRelation)],
    )
    lines = tuple(_definition(d) for d in problem.declarations if d.body is not None)
    return replace(built, claims=(*lines, *built.claims))


def _definition(declared: Declaration) -> Claim:
    """The line that introduces a name."""
    assert declared.body is not None
    lhs: Written = Symbol(declared.name, declared)
    if declared.parameters:
        lhs = declared[declared.parameters]
    return Claim(lhs, declared.body, "definition", stated="definition", defines=declared)


def _first_text(*texts: Iterable[object]) -> object:
    return next((t for group in texts for t in group if isinstance(t, str)), "")
