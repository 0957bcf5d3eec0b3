"""Bound letters for a reader: each sum its own, short, and none that stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from derive.scope import Scope
from derive.syntax.tree import Index, Sum, Written
from derive.syntax.walk import free_indices, map_children, rename_index, subforms

__all__ = ["LETTERS", "Letters", "choices", "letters_of", "readable"]

LETTERS = ("j", "i", "l", "m", "r", "s", "t", "u", "v", "w")


#: The letters that are in use for each index set, by its name.
Letters = dict[str, tuple[str, ...]]


def letters_of(scope: Scope) -> Letters:
    """The letters that the definitions of a scope use for each index set."""
    found: dict[str, dict[str, None]] = {}
    for declared in scope.declarations.values():
        if declared.body is not None:
            sums = [s.index for s in subforms(declared.body) if isinstance(s, Sum)]
            for index in (*declared.parameters, *sums):
                found.setdefault(index.over.name, {})[index.name] = None
    return {name: tuple(letters) for name, letters in found.items()}


def choices(stem: str, over: str, letters: Letters) -> Iterator[str]:
    """Names for an index over a set, the best first: no letter that is used for another set."""
    yield stem
    here = letters.get(over, ())
    yield from here
    elsewhere = {n for name, names in letters.items() if name != over for n in names}
    yield from (c for c in LETTERS if c not in elsewhere)
    yield from LETTERS
    yield from (f"{stem}{n}" for n in range(1, 50))


def readable(
    form: Written, taken: frozenset[str] = frozenset(), letters: Letters | None = None
) -> Written:
    """The form with its bound letters chosen anew where they were made up on the way.

    ``letters`` are those that a reader knows for each index set.

    >>> from derive import index_set, vector
    >>> C = index_set("C")
    >>> made_up = Index("j\u200b1", C)
    >>> print(readable(Sum(vector("x", C)[made_up], made_up)))
    Σ_j x_j
    """
    taken = taken | {i.name for i in free_indices(form)}
    return _with_letters(form, taken, letters or {})


def _with_letters(form: Written, taken: frozenset[str], letters: Letters) -> Written:
    if not isinstance(form, Sum):
        return map_children(form, lambda part: _with_letters(part, taken, letters))
    stem = form.index.name.split("\u200b")[0].rstrip("'")
    inside = {i.name for i in free_indices(form.body) - {form.index}}
    named = choices(stem, form.index.over.name, letters)
    name = next(c for c in named if c not in taken and c not in inside)
    letter = Index(name, form.index.over)
    body = form.body if letter == form.index else rename_index(form.body, form.index, letter)
    return Sum(_with_letters(body, taken | {name}, letters), letter, form.excluding)
