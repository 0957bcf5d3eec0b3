"""Bound letters for a reader: each sum its own, short, and none that stands around it."""

from __future__ import annotations

from derive.syntax.tree import Index, Sum, Written
from derive.syntax.walk import free_indices, map_children, rename_index

__all__ = ["LETTERS", "readable"]

LETTERS = ("j", "i", "l", "m", "r", "s", "t", "u", "v", "w")


def readable(form: Written, taken: frozenset[str] = frozenset()) -> Written:
    """The form with its bound letters chosen anew where they were made up on the way.

    >>> from derive import index_set, vector
    >>> C = index_set("C")
    >>> made_up = Index("j\u200b1", C)
    >>> print(readable(Sum(vector("x", C)[made_up], made_up)))
    Σ_j x_j
    """
    taken = taken | {i.name for i in free_indices(form)}
    return _with_letters(form, taken)


def _with_letters(form: Written, taken: frozenset[str]) -> Written:
    if not isinstance(form, Sum):
        return map_children(form, lambda part: _with_letters(part, taken))
    stem = form.index.name.split("\u200b")[0].rstrip("'")
    inside = {i.name for i in free_indices(form.body) - {form.index}}
    choices = (stem, *LETTERS, *(f"{stem}{n}" for n in range(1, 50)))
    name = next(c for c in choices if c not in taken and c not in inside)
    letter = Index(name, form.index.over)
    body = form.body if letter == form.index else rename_index(form.body, form.index, letter)
    return Sum(_with_letters(body, taken | {name}), letter, form.excluding)
