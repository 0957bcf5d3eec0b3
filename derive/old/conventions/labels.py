r"""Subscripts and superscripts that are labels: ``C_0`` beside ``C``, ``W_o``, ``a^L_j``.

A subscript is a label where the author declares or defines the name with it, and where it
is no index. A label belongs to the name; two names with two labels are two quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Head,
    Item,
    Letter,
    Scripted,
    subnodes,
)
from derive.old.conventions.walk import Row, group, over_rows
from derive.syntax.reader.labels import label_text
from derive.syntax.reader.look import items_of, only_expression, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.usage import Usage

__all__ = [
    "INDEX_LETTERS",
    "Labels",
    "computed",
    "is_word",
    "labels_of",
    "left_of",
    "subscript",
    "without_labelled",
    "without_steps",
]

#: Letters that are indices, if nothing else is said.
INDEX_LETTERS = frozenset("ijklmnst")

#: What stands above the name of a solution, as in w^*, and makes another name of it.
_BEST = frozenset({"∗", "⋆"})

#: A step before or after another one.
_SHIFTED = re.compile(r"(?P<letter>[A-Za-z])[+-]\d+")

#: What stands above a name and says something else.
_MARKS = frozenset({"T", "⊤", "∗", "⋆", "†", "′", "∞", "…"})


@dataclass(frozen=True, slots=True)
class Labels:
    """Names with the labels that stand below them, and letters that are labels above names."""

    below: frozenset[tuple[str, str]] = frozenset()
    above: frozenset[str] = frozenset()

    def __call__(self, row: Row) -> Row:
        """The row with every label in the name that it belongs to."""
        return tuple(
            _braced(item, self.settle(item))
            if n and isinstance(row[n - 1], Head)
            else self.settle(item)
            for n, item in enumerate(row)
        )

    def settle(self, item: Item) -> Item:
        """An item with its labels in its name."""
        item = _tidied(item)
        if not isinstance(item, Scripted):
            return item
        base = _tidied(item.base)
        if not isinstance(base, Letter):
            return item
        name, below, above = base.name, item.below, item.above
        label = label_text(above) if above is not None else None
        best = _only(above)
        if isinstance(best, Letter) and best.name in _BEST:
            name, above = f"{name}^{{{best.name}}}", None
        elif label is not None and _labels_in(label) & self.above:
            name, above = f"{name}^{{{label}}}", None
        said = subscript(below) or computed(below)
        if said is not None and (base.name, said) in self.below:
            name, below = f"{name}_{said}", None
        if name == base.name:
            return item
        letter = Letter(base.start, item.end if above is None else base.end, name, base.word)
        if below is None and above is None and not item.primes:
            return letter
        return replace(item, base=letter, below=below, above=above)


def labels_of(
    formulas: Iterable[Clauses],
    definitions: Iterable[Clauses],
    usage: Usage,
    said: frozenset[tuple[str, str]],
    declared: frozenset[str],
    indices: frozenset[str],
) -> Labels:
    """The labels in formulas that stand together.

    ``said`` are those of declarations, ``declared`` the names and ``indices`` the letters of
    which a shape is declared.
    """
    indices |= frozenset(usage.bound)
    uses: dict[str, set[str]] = {}
    for formula in formulas:
        for node in subnodes(formula):
            if isinstance(node, Scripted) and isinstance(base := _tidied(node.base), Letter):
                text = subscript(node.below) or computed(node.below)
                sampled = isinstance(_only(node.above), Bracket)
                uses.setdefault(base.name, set()).add("(" if sampled else text or "")
    defined: dict[str, set[str]] = {}
    above: set[str] = set()
    for definition in definitions:
        left = left_of(definition)
        if left is None:
            continue
        name, text, high = left
        defined.setdefault(name, set()).add(text)
        if high and high not in usage.bare and high not in indices | declared:
            above.add(high)
    below = {(name, text) for name, text in said if text not in usage.bound}
    below |= _literal(uses, defined, usage, declared)
    for name, texts in defined.items():
        several = {t for t in texts if len(t) == 1 and t.isalpha() and t not in indices}
        if len(texts) > 1 and several == texts:
            below |= {(name, text) for text in texts}
    below |= {
        (name, text)
        for name, texts in uses.items()
        for text in texts
        if len(texts) == 1 and _is_computed(text) and not set(text) & {*usage.bound}
    }
    below |= _times(uses, frozenset(usage.bound) | indices)
    letters = {text for _, text in below if text.isalpha()} - indices - INDEX_LETTERS
    below |= {(name, t) for name, texts in uses.items() for t in texts & letters}
    return Labels(frozenset(below), frozenset(above - _MARKS))


def _times(uses: dict[str, set[str]], bound: frozenset[str]) -> set[tuple[str, str]]:
    """Steps in time, such as ``h_t`` and ``h_{t-1}``, where no sum runs over t."""
    found: set[tuple[str, str]] = set()
    every = {text for texts in uses.values() for text in texts}
    for time in {m["letter"] for text in every if (m := _SHIFTED.fullmatch(text))} - bound:
        for name, texts in uses.items():
            steps = {x for x in texts if x == time or _is_step(x, time)}
            if steps and steps == texts:
                found |= {(name, text) for text in texts}
    return found


def _is_step(text: str, time: str) -> bool:
    shifted = _SHIFTED.fullmatch(text)
    return shifted is not None and shifted["letter"] == time


def without_steps(notation: Clauses) -> Clauses:
    r"""The notation without the steps before and after: ``h_{t-1}``, ``h^{t+1}``.

    >>> from derive.notation.parse import parse
    >>> plain(without_steps(parse(r"w h_{t-1} + u x_t")))
    'w0+ux_t'
    """

    def at(item: Item) -> Item:
        item = _tidied(item)
        if not isinstance(item, Scripted):
            return item
        above = label_text(item.above) if item.above is not None else None
        texts = (computed(item.below), above)
        shifted = any(t is not None and _SHIFTED.fullmatch(t) for t in texts)
        return Digits(item.start, item.end, "0") if shifted else item

    return over_rows(notation, lambda row: tuple(map(at, row)))


def is_word(label: str) -> bool:
    """Whether what stands below is a word, and no index and no two.

    >>> [is_word(label) for label in ("KL", "reg", "ij", "D", "")]
    [True, True, False, False, False]
    """
    letters = not set(label) <= INDEX_LETTERS and label.isalpha()
    return letters and len(label) > (1 if label.isupper() else 2)


def without_labelled(notation: Clauses, name: str, labels: frozenset[str]) -> Clauses:
    r"""The notation without the letter under a number, a word, or one of the labels.

    >>> from derive.notation.parse import parse
    >>> plain(without_labelled(parse("f c_0 + c + c_j + c_{AB}"), "c", frozenset()))
    'f0+c+c_j+0'
    """

    def at(item: Item) -> Item:
        found = _tidied(item)
        if not isinstance(found, Scripted) or not isinstance(found.base, Letter):
            return item
        text = subscript(found.below) or ""
        label = text.isdigit() or is_word(text) or text in labels
        return Digits(item.start, item.end, "0") if label and found.base.name == name else item

    return over_rows(notation, lambda row: tuple(map(at, row)))


def _literal(
    uses: dict[str, set[str]], defined: dict[str, set[str]], usage: Usage, declared: frozenset[str]
) -> set[tuple[str, str]]:
    """Numbers that are labels: of names that have no other index, in formulas that define one."""
    found: set[tuple[str, str]] = set()
    if not any(text.isdigit() for texts in defined.values() for text in texts) and not any(
        "" in texts and any(t.isdigit() for t in uses.get(name, ()))
        for name, texts in defined.items()
    ):
        return found
    for name, texts in uses.items():
        numbers = {t for t in texts if t.isdigit()}
        whole = name in usage.bare or "" in texts
        own = "" in defined.get(name, set())
        if numbers and texts - {""} == numbers and name not in declared and (own or not whole):
            found |= {(name, number) for number in numbers}
    return found


def _labels_in(text: str) -> set[str]:
    """The letters in a superscript that may be a label: the l of ``l+1``, the B of ``2,B``."""
    found = {part.partition("+")[0].partition("-")[0] for part in text.split(",")}
    return {part for part in found if part.isalpha()} - _MARKS


def subscript(below: Item | None) -> str | None:
    r"""What stands below, if it can be a label: letters, words and numbers.

    >>> from derive.notation.parse import parse
    >>> [subscript(parse(t).parts[0].members[0].terms[0].items[0].below)
    ...  for t in ("C_0", r"W_{hh}", r"h_\ell", "x_{i+1}", "y_{i_k}")]
    ['0', 'hh', 'ℓ', None, None]
    """
    items = items_of(below) if below is not None else None
    if items is None:
        return None
    tidied = [_tidied(i) for i in items]
    if not all(isinstance(i, Letter | Digits) and plain(i) not in "·…" for i in tidied):
        return None
    return "".join(map(plain, tidied))


def computed(below: Item | None) -> str | None:
    r"""What stands below, if it is computed: ``c-m+j``."""
    expression = only_expression(below)
    if below is None or expression is None or len(expression.terms) < 2:
        return None
    return plain(below)


def _is_computed(text: str) -> bool:
    return "+" in text or "-" in text


def left_of(definition: Clauses) -> tuple[str, str, str] | None:
    """The name that a definition defines, with the label or indices below and above it."""
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    left = clause.members[0] if isinstance(clause, Clause) else None
    if left is None or len(left.terms) != 1 or left.terms[0].signs:
        return None
    item = _tidied(left.terms[0].items[0])
    if isinstance(item, Letter):
        return item.name, "", ""
    base = _tidied(item.base) if isinstance(item, Scripted) else None
    if not isinstance(item, Scripted) or not isinstance(base, Letter):
        return None
    text = label_text(item.above) if item.above is not None else None
    high = min(_labels_in(text or ""), default="")
    return base.name, subscript(item.below) or "", high


def _only(above: Item | None) -> Item | None:
    items = items_of(above) if above is not None else None
    return _tidied(items[0]) if items else None


def _braced(item: Item, settled: Item) -> Item:
    r"""What stands behind a function sign keeps its braces: ``\exp{z} x`` is no exp(z x)."""
    if isinstance(item, Bracket) and item.kind == "{" and settled is not item:
        return group((settled,))
    return settled


def _tidied(item: Item) -> Item:
    try:
        return tidy(item)
    except ReadError:
        return item
