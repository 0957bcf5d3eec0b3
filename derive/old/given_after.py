r"""Definitions that stand behind what uses them: ``L = -\log p_y``, where ``p_k = …``.

What a display uses may be defined further on in it, or in a display that "where" joins to it.
Such a definition bears on the whole of both. What this file cannot do: a definition that
stands behind other words, or in another sentence, is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from derive.documents.pieces import MathSpan, Piece, Prose
from derive.old.chains import Step, Unread
from derive.old.defining import equation_of, name_on_left
from derive.old.names import mentioned
from derive.old.said import Said
from derive.old.words.prose import STOPS
from derive.syntax.reader.session import Formula

__all__ = ["given_after", "joined_displays"]

#: Words between two displays of which the second belongs to the first.
_JOINS = re.compile(r"[\s.,;:]*(?:where|with|and|in which|here|Where|Here)\b")
_PARAGRAPH = re.compile(r"\n[ \t\r>]*\n\s*\S")


def joined_displays(pieces: Sequence[Piece], at: int) -> Iterator[MathSpan]:
    """The displays behind the one at a place that "where" or "and" joins to it."""
    between: list[str] = []
    for piece in pieces[at + 1 :]:
        if isinstance(piece, Prose):
            first = not between
            text = piece.text
            if (first and not _JOINS.match(text)) or _ends(text, first=first):
                return
            between.append(text)
        elif isinstance(piece, MathSpan):
            if piece.display or piece.alone:
                if not between:
                    return
                yield piece
                between = []
        else:
            return


def _ends(text: str, *, first: bool) -> bool:
    """Whether a sentence ends in words, or a paragraph begins, which "where" may begin as well."""
    if first:
        text = text.lstrip(" \t\r\n.,;:>")
    return (STOPS.search(text.rstrip()) is not None and bool(text.strip())) or (
        _PARAGRAPH.search(text) is not None
    )


def given_after(
    said: Said, steps: Sequence[Step | Unread], more: Callable[[], Sequence[Step | Unread]]
) -> dict[str, Formula]:
    r"""The definitions among steps that earlier ones of them use, by name, where they are new.

    ``more`` are the steps of the displays that are joined to that of ``steps``.

    >>> from derive.old.chains import steps_of
    >>> steps, _ = steps_of(r"L = \sum_i q_i, \quad q_i = z_i^2, \quad r = L")
    >>> list(given_after(Said(), steps, tuple))
    ['q']
    """
    every = [*steps, *more()]
    found: dict[str, Formula] = {}
    used: set[str] = set()
    defined: set[str] = set()
    before: Step | None = None
    for step in every:
        if isinstance(step, Unread):
            before = None
            continue
        chained = before is not None and step.left is before.right
        name = None if chained else name_on_left(said, step)
        speaks = mentioned(step.right.formula.notation)
        if name is not None:
            new = not said.knows(name) and name not in found and name not in defined
            if new and name in used and not speaks & (defined | {name}):
                found[name] = equation_of(step)
            elif new:
                defined.add(name)
        used |= speaks
        if name is None:
            used |= mentioned(step.left.formula.notation)
        before = step
    return found
