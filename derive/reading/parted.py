"""One letter for several names: a total and its parts, ``E`` beside ``E^{(k)}``; δ of two kinds.

A letter is one name, unless the document defines it more than once: with and without indices, or
at letters of different sets. Then each definition has a name of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from derive.notation.names import Name, plain_text, rows_of_items, spelled
from derive.reading.families import Named
from derive.reading.reader import Reader
from derive.reading.scope import Let

__all__ = ["parted"]

Plain = Callable[[Name], Named]


def parted(reader: Reader, name: Name, own: Named, plain: Plain) -> Named:
    """The name that is meant, where a letter is several: by its indices.

    ``plain`` says what a name is where a letter is one name.
    """
    if not own.at or own.halves:
        return own
    defining = [
        (let, other)
        for let in _lets(reader, name)
        if (other := plain(let.word)).key == own.key and not other.halves
    ]
    if not defining:
        return own
    counts = {len(other.at) for _, other in defining}
    if 0 in counts and not _is_array(reader, name):
        totals = [let for let, other in defining if not other.at]
        counts |= {len(part.at) for let in totals for part in _parts(let, name, own, plain)}
        if len(own.at) in counts:
            return replace(own, key=f"{own.key}⟨{'·' * len(own.at)}⟩")
    over = {_sets_of(reader, other) for _, other in defining if len(other.at) == len(own.at)}
    mine = _sets_of(reader, own)
    if len(over) > 1 and "" not in mine and mine in over:
        return replace(own, key=f"{own.key}⟨{','.join(mine)}⟩")
    return own


def _lets(reader: Reader, name: Name) -> Iterator[Let]:
    style = reader.lexicon.style(name)
    for let in reader.scope.lets:
        word = let.word
        alike = word.letter == name.letter and word.primes == name.primes
        if alike and let.arguments is None and reader.lexicon.style(word) == style:
            yield let


def _is_array(reader: Reader, name: Name) -> bool:
    """Whether a letter is declared as an array, so that its indices show its entries."""
    return any(
        declared.axes and declared.word.letter == name.letter for declared in reader.scope.declared
    )


def _parts(let: Let, name: Name, own: Named, plain: Plain) -> Iterator[Named]:
    """The names by the same letter in a definition of a total, ``E = Σ_k E_k``."""
    for items in rows_of_items(let.right):
        for part in map(spelled, items):
            if part is not None and part.letter == name.letter:
                found = plain(part)
                if found.key == own.key and found.at:
                    yield found


def _sets_of(reader: Reader, named: Named) -> tuple[str, ...]:
    """The sets over which the letters of a name are declared to range."""
    declared = reader.lexicon.declared_indices
    return tuple(declared.get(plain_text(node), "") for node in named.at)
