r"""What a letter with its scripts says: a name, indices, a label, an exponent, a transpose.

``W^{(2)}_{ij}`` is the family ``W^{(2)}`` at i, j; ``x^{(i)}_j`` is x at i, j where i is
an index; ``x_i^2`` is a square; ``x^T`` is a transpose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Scripted,
    Term,
)
from derive.syntax.reader.labels import label_text
from derive.syntax.reader.look import clauses_of, index_name, items_of, only_item, tidy

__all__ = ["Names", "Spelled", "index_name", "spell"]

_TRANSPOSE = frozenset({"⊤", "T"})


@dataclass(frozen=True, slots=True)
class Names:
    """What must be known of letters to tell what a script says."""

    is_index: Callable[[str], bool]
    is_layer: Callable[[str], bool]
    is_function: Callable[[str], bool]
    transposes: Callable[[str, str, bool], bool]
    axes: Callable[[str], int | None]
    is_unclear: Callable[[str], bool] = lambda letter: False
    is_labelled: Callable[[str, str], bool] = lambda name, label: False
    is_numbered: Callable[[str, str], bool] = lambda name, number: False


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name and what stands at it; ``samples`` of the indices stand above, in parentheses."""

    name: str
    indices: tuple[Item, ...] = ()
    samples: int = 0
    exponent: Item | None = None
    transposed: bool = False
    orders: int = 0
    word: bool = False
    start: int = 0
    end: int = 0


def spell(item: Item, names: Names) -> Spelled | None:
    """What the item says, or ``None`` if it is no letter with scripts."""
    item = tidy(item)
    if isinstance(item, Letter):
        return Spelled(item.name, word=item.word, start=item.start, end=item.end)
    if not isinstance(item, Scripted):
        return None
    base = tidy(item.base)
    if isinstance(base, Scripted) or (isinstance(base, Bracket) and _may_name(base, item)):
        base = _labelled(base, names) or base
    if not isinstance(base, Letter):
        return None
    name, primes = base.name, item.primes
    above = _superscripts(item.above)
    while above and isinstance(above[0], Letter) and above[0].name == "′":
        primes, above = primes + 1, above[1:]
    orders = primes if names.is_function(name) else 0
    name += "'" * (primes - orders)
    transposed = False
    if above and isinstance(last := tidy(above[-1]), Letter) and last.name in _TRANSPOSE:
        sample = len(above) == 2 and isinstance(tidy(above[0]), Bracket)
        alone = len(above) == 1 and names.transposes(name, last.name, item.below is None)
        if sample or alone:
            transposed, above = True, above[:-1]
    samples: tuple[Item, ...] = ()
    exponent: Item | None = None
    label = ""
    if above:
        samples, label, exponent = _above(item, above, names, name)
    if label:
        name += f"^{{{label}}}"
    below, name = _below(item, names, name)
    return Spelled(
        name,
        (*samples, *below),
        len(samples),
        exponent,
        transposed,
        orders,
        base.word,
        item.start,
        item.end,
    )


def _may_name(base: Bracket, item: Scripted) -> bool:
    """Whether a name may stand in this bracket: in parentheses an index follows it."""
    return base.kind == "{" or (base.kind == "(" and item.below is not None)


def _labelled(base: Bracket | Scripted, names: Names) -> Letter | None:
    """A name in braces that has a label already: ``{a^{l}}^{(i)}``; ``(W_1)_{ij}`` is another."""
    inner = base if isinstance(base, Scripted) else only_item(base.inside)
    spelled = spell(inner, names) if inner is not None else None
    if spelled is None or spelled.indices or spelled.exponent or spelled.transposed:
        return None
    if not isinstance(base, Scripted) and base.kind == "(" and "_" not in spelled.name:
        return None
    return Letter(base.start, base.end, spelled.name, spelled.word)


def _superscripts(above: Item | None) -> tuple[Item, ...]:
    if above is None:
        return ()
    return items_of(above) or (above,)


def _above(
    item: Scripted, above: tuple[Item, ...], names: Names, name: str
) -> tuple[tuple[Item, ...], str, Item | None]:
    """The indices, the label or the exponent that stand above a name."""
    assert item.above is not None
    first = tidy(above[0])
    if isinstance(first, Letter) and first.name in "∗⋆†":
        if len(above) == 1 and names.is_labelled(name, first.name):
            return (), first.name, None
        raise ReadError(f"{name} with a {first.name} above is not read", first.start, first.end)
    if isinstance(first, Bracket) and first.kind in "([" and len(above) == 1:
        inside = [tidy(i) for i in items_of(first.inside) or ()]
        if len(inside) == 1 and (letter := index_name(inside[0])) and names.is_index(letter):
            return (inside[0],), "", None
        text = label_text(first.inside)
        if text is None:
            raise ReadError("this superscript is no label and no index", first.start, first.end)
        return (), f"({text})", None
    text = label_text(item.above)
    if text is not None and names.is_labelled(name, text):
        return (), text, None
    if text is not None and not text[0].isdigit():
        letter = text.partition("+")[0].partition("-")[0]
        if names.is_layer(letter):
            return (), text, None
        if text == letter and item.below is not None and names.is_unclear(letter):
            raise ReadError(
                f"is {letter} an exponent, or the label of a layer? write ({letter}) for a label, "
                "or declare it as a scalar",
                item.above.start,
                item.above.end,
            )
        if text == letter and names.is_index(letter) and not names.is_layer(letter):
            return (first,), "", None
    whole = item.above if len(above) == len(_superscripts(item.above)) else None
    if whole is None:
        place = above[0].start, above[-1].end
        row = Expression(*place, (Term(*place, "", above),))
        from derive.notation.nodes import Clause

        whole = Bracket(*place, "{", Clauses(*place, (Clause(*place, (row,), ()),)))
    return (), "", whole


def _below(item: Scripted, names: Names, name: str) -> tuple[tuple[Item, ...], str]:
    """The indices below a name, and the name with its label if a word stands there."""
    if item.below is None:
        return (), name
    found: list[Item] = []
    clauses, separators = clauses_of(item.below)
    if any(s.sign != "," for s in separators):
        raise ReadError("this subscript is not read", item.below.start, item.below.end)
    for clause in clauses:
        member = clause.members[0]
        term = member.terms[0] if member else None
        plain = member is not None and len(clause.members) == 1 and len(member.terms) == 1
        if term is None or not plain or term.signs:
            raise ReadError(
                "an index is a letter or a number: nothing is added to it here",
                clause.start,
                clause.end,
            )
        found += map(tidy, term.items)
    if len(found) == 1 and isinstance(found[0], Digits) and names.is_numbered(name, found[0].text):
        return (), f"{name}_{found[0].text}"
    count = names.axes(name)
    if len(found) == 1 and isinstance(found[0], Digits) and count == len(found[0].text) > 1:
        start = found[0].start
        found = [Digits(start + n, start + n + 1, d) for n, d in enumerate(found[0].text)]
    label = _label(found, names)
    return ((), f"{name}_{label}") if label else (tuple(found), name)


def _label(found: list[Item], names: Names) -> str:
    r"""The letters below as a label, if they are no indices: ``D_{KL}``, ``h_\theta``."""
    letters = [item.name for item in found if isinstance(item, Letter)]
    if "·" in letters:
        return ""
    if len(letters) != len(found) or all(map(names.is_index, letters)):
        return ""
    return "".join(letters)
