"""Over what a sum runs: numbers, or the set that its limits name.

A sum from 1 to ``n`` runs over the set ``n``; from 0 or 2 it runs over another set, ``0..n``. An
upper limit that is itself an index, and ``∞``, are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from derive.notation.names import one_item, only_item, plain_text, spelled
from derive.notation.nodes import Bracket, Head, Node, subnodes
from derive.reading.indices import is_index
from derive.reading.limits import Bound, Part
from derive.reading.numbers import numeric
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.syntax.tree import (
    Add,
    Delta,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Number,
    Point,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, subforms

__all__ = ["doubt", "letter_of_limit", "numbers_of", "reject_outside", "set_of"]


def numbers_of(head: Head, bound: Bound) -> tuple[int, ...] | None:
    """The numbers over which a letter runs, where its limits are numbers."""
    if bound.within is not None:
        item = only_item(bound.within)
        if isinstance(item, Bracket) and item.kind == r"\{":
            raise Ignorance(f"a sum over {plain_text(item)}")
        return None
    above = head.above
    if above is None or (last := numeric(above)) is None:
        return None
    first = 1 if bound.start is None else numeric(bound.start)
    if first is None:
        raise Ignorance(f"a sum from {plain_text(bound.start)}")
    return tuple(range(first, last + 1))


def set_of(
    reader: Reader, head: Head, bound: Bound, env: Env, part: Part | None = None
) -> tuple[str, str]:
    """The name of the set over which a letter runs, and why; no name where nothing says it."""
    why = f"the sum over {bound.letter}"
    if part is not None and part.upper is not None:
        return _range(1, part.upper, env), why
    if part is not None:
        return reader.lexicon.declared_indices.get(bound.letter, ""), why
    if bound.within is not None:
        return _named_set(reader, bound.within, env), why
    above = head.above
    start = 1 if bound.start is None else numeric(bound.start)
    if start is None or start < 0:
        raise Ignorance(f"a sum from {plain_text(bound.start)}")
    if above is not None:
        return _range(start, above, env), why
    if start > 1:
        raise Ignorance(f"a sum from {start}, without an end")
    declared = reader.lexicon.declared_indices.get(bound.letter, "")
    return declared, f"{bound.letter} is declared so"


def _range(start: int, above: Node, env: Env) -> str:
    item = one_item(above)
    if isinstance(item, Bracket) and item.kind == "|":
        item = one_item(item.inside)  # up to |V|: over V
    text = plain_text(item)
    _reject_bound(above, env)
    if "∞" in text or "…" in text:
        raise Ignorance(f"a sum up to {text}")
    return text if start == 1 else f"{start}..{text}"


def _reject_bound(node: Node, env: Env) -> None:
    """A limit that moves with an index, or with an argument, is not the size of one set."""
    texts = {plain_text(part) for part in subnodes(node)}
    for letter in sorted(texts & (env.letters.keys() | env.params.keys())):
        raise Ignorance(f"a sum up to {letter}, which is an index or an argument")


def _named_set(reader: Reader, within: Node, env: Env) -> str:
    """The name of a set: a letter; ``[n]`` are the numbers up to n."""
    _reject_bound(within, env)
    item = one_item(within)
    if isinstance(item, Bracket) and item.kind == "[" and only_item(item.inside) is not None:
        return plain_text(item.inside)
    name = spelled(item)
    if name is None or name.above or any(is_index(reader, node, env) for node in name.below):
        raise Ignorance(f"a sum over {plain_text(within)}")
    return plain_text(item)


# -- what the names of sets say


_START = re.compile(r"(\d+)\.\.")
_WORD = re.compile(r"[^\W\d_]+")


_LIMIT = re.compile(
    r"((?P<start>\d+)\.\.)?(?P<times>\d+)?(?P<letter>[^\W\d_])((?P<sign>[-+])(?P<more>\d+))?"
)


def letter_of_limit(name: str) -> tuple[str, Written] | None:
    """The letter of a limit that is worked out, and its value: N is half the size of ``2N``.

    >>> letter_of_limit("0..n"), letter_of_limit("n")
    (('n', Add(terms=(Size(of=IndexSet(name='0..n')), Number(value=Fraction(-1, 1))))), None)
    """
    found = _LIMIT.fullmatch(name)
    if found is None or name == found["letter"]:
        return None
    more = int(found["more"] or 0) * (-1 if found["sign"] == "-" else 1)
    less = int(found["start"] or 1) - 1 - more
    form: Written = Size(IndexSet(name))
    if less:
        form = Add((form, Number(Fraction(less))))
    times = Fraction(int(found["times"] or 1))
    return found["letter"], form if times == 1 else Quotient(form, Number(times))


def _letters_of(name: str) -> frozenset[str]:
    """The letters of a limit, ``n`` of ``0..n-1``; none of a set that is a letter itself."""
    return frozenset(_WORD.findall(name)) if re.search(r"\.\.|[-+*/]", name) else frozenset()


def reject_outside(forms: Iterable[Written]) -> None:
    """No form may have an entry at a number, or at the end, that its set does not have.

    Forms are final. ``x_n`` beside a sum up to ``n - 1`` is no entry of the set of that sum.
    """
    forms = tuple(forms)
    free = {index.name for form in forms for index in free_indices(form)}
    for term in _terms(forms):
        name = term.over.name
        for letter in sorted(_letters_of(name) & free):
            raise Ignorance(f"{letter} is an index beside the set {name}")
        if isinstance(term, Index):
            continue
        start = _START.match(name)
        if start is not None and term.value < int(start[1]):
            raise Ignorance(f"an entry at {term.value} of the set {name}")
        if name.isdigit() and not 1 <= term.value <= int(name):
            raise Ignorance(f"an entry at {term.value} of {name}")


def doubt(forms: Iterable[Written]) -> str:
    """Why a refutation is in doubt: a letter is a number here and an index or part of a set there.

    A proof holds all the same: it takes the two for independent.
    """
    forms = tuple(forms)
    free = {index.name for form in forms for index in free_indices(form)}
    # x_n alone, without a sum up to n, is a quantity like any other
    sets = {t.over.name for t in _terms(forms) if isinstance(t, Point) or t.name != t.over.name}
    numbers = {
        form.of.name if isinstance(form, Size) else form.name
        for whole in forms
        for form in subforms(whole)
        if isinstance(form, Size | Symbol)
    }
    parts = {letter for name in sets for letter in _letters_of(name)}
    for letter in sorted((numbers & (free | parts)) | (free & sets)):
        return f"{letter} is a number here, and an index or an end of a set there"
    return ""


def _terms(forms: tuple[Written, ...]) -> Iterator[IndexTerm]:
    for whole in forms:
        for form in subforms(whole):
            match form:
                case Entry(indices=indices):
                    yield from indices
                case Delta(left, right):
                    yield from (left, right)
                case Sum(index=index, excluding=excluding):
                    yield from (index, *excluding)


def reject_part_beside_all(reader: Reader, head: Head, letter: str) -> None:
    """``Σ_{i ∈ S}`` beside ``Σ_i``: S may be a part of what i ranges over."""
    below = plain_text(head.below) if head.below is not None else ""
    if "∈" not in below or letter in reader.lexicon.declared_indices:
        return
    heads = (part for side in reader.sides for part in subnodes(side) if isinstance(part, Head))
    bare = (head.below for head in heads if head.above is None and head.below is not None)
    if any(plain_text(node) == letter for node in bare):
        raise Ignorance(f"a sum over {below} beside one over all {letter}")
