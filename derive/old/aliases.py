r"""Quantities that are given two names at once: ``a_i = σ(z_i) = …``, ``L = KL(q‖p) = …``.

The second name is a call of a function of which the document knows nothing else. It is the
last side that says what the quantity is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.notation.nodes import Bracket, Letter, Scripted, letters_of
from derive.old.chains import Side, Step, Unread
from derive.old.names import defined_name
from derive.old.said import Said
from derive.syntax.reader.look import tidy

__all__ = ["named_twice"]


def named_twice(said: Said, steps: Sequence[Step | Unread]) -> Iterator[Step | Unread]:
    """The steps of a display, each definition with the side that defines.

    >>> from derive.old.chains import steps_of
    >>> steps, _ = steps_of("a_i = R(z_i) = e^{z_i}")
    >>> [(s.left.text, s.right.text, s.only_names) for s in named_twice(Said(), steps)]
    [('a_i', 'R(z_i)', True), ('a_i', 'e^{z_i}', False)]
    """
    first: Side | None = None  # the name that is being defined
    for number, step in enumerate(steps):
        if isinstance(step, Unread):
            first = None
            yield step
            continue
        following = steps[number + 1] if number + 1 < len(steps) else None
        left = first if first is not None else step.left
        goes_on = isinstance(following, Step) and following.left is step.right
        if goes_on and _is_new(said, left) and _is_unknown_call(said, step.right):
            first = left
            yield replace(step, left=left, only_names=True)
        else:
            first = None
            yield replace(step, left=left)


def _is_new(said: Said, side: Side) -> bool:
    name = defined_name(side.expression)
    return name is not None and not said.knows(name)


def _is_unknown_call(said: Said, side: Side) -> bool:
    """Whether it is letters that nothing else explains, and parentheses behind them."""
    expression = side.expression
    if len(expression.terms) != 1 or expression.terms[0].signs:
        return False
    *heads, last = map(tidy, expression.terms[0].items)
    if not heads or not isinstance(last, Bracket) or last.kind != "(":
        return False
    if not all(isinstance(head, Letter | Scripted) for head in heads):
        return False
    letters = set().union(*(letters_of(head) for head in heads))
    known = set(said.definitions) | {n for where in said.declared for n in where.names}
    return not letters & (known | said.seen)
