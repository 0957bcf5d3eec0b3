r"""Expectations over finite distributions: ``\mathbb E_{x \sim p}[f(x)]`` is ``\sum_x p(x) f(x)``.

What is proved so holds for every distribution on finitely many values. An expectation that
does not say over which distribution it is taken is not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clauses,
    Head,
    Item,
    Letter,
    Scripted,
    Separator,
    Term,
    subnodes,
)
from derive.old.conventions.tabulated import arguments, function_name
from derive.old.conventions.walk import Row, group, moved, over_rows, row_of
from derive.syntax.reader.look import clauses_of, index_name, only_item, tidy

__all__ = ["Expectation", "expectations_in", "without_expectations"]

_DISTRIBUTIONS = frozenset({"p", "q", "r", "P", "Q", "pi", "mu", "nu", "rho"})
_SIGNS = frozenset({"E", "𝐄", "𝔼"})


@dataclass(frozen=True, slots=True)
class Expectation:
    """The letter that runs over the values, and the distribution: its name, and its items.

    A conditional distribution has no name here: of which argument it is one, the items say.
    """

    letter: Item
    name: str
    at: Row

    @property
    def variable(self) -> str:
        """The letter's name."""
        return index_name(self.letter) or ""


def expectations_in(formulas: Iterable[Clauses]) -> tuple[Expectation, ...]:
    r"""Every expectation in formulas that says over which distribution it is taken.

    >>> from derive.notation.parse import parse
    >>> found = expectations_in([parse(r"\mathbb{E}_{x \sim p_\theta}[f(x)] + E_{q(z)}[z]")])
    >>> [(e.variable, e.name) for e in found]
    [('x', 'p_theta'), ('z', 'q')]
    """
    return tuple(
        found
        for formula in formulas
        for node in subnodes(formula)
        if isinstance(node, Term)
        for item, following in zip(node.items, node.items[1:], strict=False)
        if (found := _expectation(item, following)) is not None
    )


def without_expectations(formula: Clauses) -> Clauses:
    """The formula with its expectations as sums."""
    return over_rows(formula, _written_out)


def _written_out(row: Row) -> Row:
    found: list[Item] = []
    for item in row:
        before = found[-1] if found else None
        said = None if before is None else _expectation(before, item)
        body = item.base if isinstance(item, Scripted) else item
        if before is None or said is None or not isinstance(body, Bracket):
            found.append(item)
            continue
        place = before.start, item.end
        head = Head(*place, "sum", moved(said.letter, *place), None)
        weight = tuple(moved(i, *place) for i in said.at)
        whole = group((head, *weight, Bracket(body.start, body.end, "(", body.inside)), "(")
        above = item.above if isinstance(item, Scripted) else None
        found[-1] = whole if above is None else Scripted(*place, whole, None, above)
    return tuple(found)


def _expectation(item: Item, following: Item) -> Expectation | None:
    """The expectation that a sign with a bracket behind it is."""
    body = following.base if isinstance(following, Scripted) else following
    plain = not isinstance(following, Scripted) or not (following.below or following.primes)
    if not isinstance(item, Scripted) or item.above is not None or item.below is None:
        return None
    try:
        sign = tidy(item.base)
    except ReadError:
        return None
    signs = isinstance(sign, Letter) and sign.name in _SIGNS
    if (
        not signs
        or not plain
        or not isinstance(body, Bracket)
        or body.kind not in ("[", "(", r"\{")
    ):
        return None
    clauses, separators = clauses_of(item.below)
    if len(clauses) != 1 or separators:
        return None
    (clause,) = clauses
    members = [
        m.terms[0].items if m is not None and len(m.terms) == 1 else () for m in clause.members
    ]
    signs_between = [relation.sign for relation in clause.relations]
    if signs_between == ["∼"] and len(members[0]) == 1:
        return _over(members[0][0], members[1])
    if not signs_between and members[0]:
        letters, _ = arguments(members[0][-1])
        if len(letters) == 1 and len(members[0]) == 2:
            return _over(letters[0], members[0])
        letter = _only_argument(body.inside) if _is_distribution(members[0]) else None
        return None if letter is None else _over(letter, members[0])
    return None


def _is_distribution(row: Row) -> bool:
    r"""Whether a name below an expectation is that of a distribution: ``p``, ``q_\phi``."""
    name = function_name(row[0]) if len(row) == 1 else None
    return name is not None and (name in _DISTRIBUTIONS or "_" in name)


def _over(letter: Item, row: Row) -> Expectation | None:
    r"""The expectation of a letter over ``p``, ``p(x)``, or ``p(\cdot)``."""
    if index_name(letter) is None or not row or len(row) > 2:
        return None
    name = function_name(row[0])
    if name is None:
        return None
    first = row[0]
    if name == index_name(letter):
        return None  # E_x[…] says what is random, and not how
    if len(row) == 1:
        return Expectation(letter, name, (first, group((letter,), "(")))
    letters, above = arguments(row[1])
    if above is None and len(letters) == 1 and _is_any(letters[0], letter):
        return Expectation(letter, name, (first, group((letter,), "(")))
    given = _given(row[1], letter)
    return None if given is None else Expectation(letter, "", (first, given))


def _given(item: Item, letter: Item) -> Bracket | None:
    r"""The arguments ``(x \mid s)``, where ``(\cdot \mid s)`` or they themselves are written."""
    if not isinstance(item, Bracket) or item.kind != "(" or len(item.inside.parts) < 3:
        return None
    first, bar, *_ = item.inside.parts
    inner = only_item(Clauses(first.start, first.end, (first,)))
    if not isinstance(bar, Separator) or bar.sign != "|" or inner is None:
        return None
    if not _is_any(inner, letter):
        return None
    (whole,) = row_of((letter,)).parts
    return replace(item, inside=replace(item.inside, parts=(whole, *item.inside.parts[1:])))


def _is_any(item: Item, letter: Item) -> bool:
    """Whether an argument is a dot, or the letter itself."""
    dot = isinstance(item, Letter) and item.name == "·"
    return dot or index_name(item) == index_name(letter)


def _only_argument(body: Clauses) -> Item | None:
    """The one letter to which something is applied in a body."""
    found: dict[str, Item] = {}
    for node in subnodes(body):
        for item, following in (
            zip(node.items, node.items[1:], strict=False) if isinstance(node, Term) else ()
        ):
            letters, _ = arguments(following)
            if len(letters) == 1 and function_name(item) is not None:
                found.setdefault(index_name(letters[0]) or "", letters[0])
    return next(iter(found.values())) if len(found) == 1 else None
