"""Sums over a part of a set: ``Σ_{s=t}^T``, ``Σ_{s=1}^{t−1}``, where t is an index itself.

Such a sum runs over the whole set, with a factor that is 1 where s comes before t (or not), and
0 elsewhere: ``(1 − δ_st + h_st − h_ts)/2``, where h may be anything, so that of two indices one
comes first. In a set of known size h is written out; only there anything is refuted.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from derive.notation.names import one_item, only_expression, plain_text, unwrapped
from derive.notation.nodes import Clause, Clauses, Digits, Expression, Head, Letter, Node, Scripted
from derive.reading.families import Family
from derive.reading.limits import Bound
from derive.reading.names import index_at, is_index
from derive.reading.numbers import numeric
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.reading.values import delta
from derive.syntax.tree import (
    Add,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Point,
    Quotient,
    Written,
)

__all__ = ["BEFORE", "Part", "factors", "part_of", "written_order"]

#: How the families begin that say which of two indices of a set comes before the other.
BEFORE = "≺"
ONE, TWO = Number(Fraction(1)), Number(Fraction(2))
#: What a limit says of the letter that is bound, by the side and by what is added to the index.
RELATIONS = {("start", 0): "≥", ("start", 1): ">", ("last", 0): "≤", ("last", -1): "<"}


@dataclass(frozen=True, slots=True)
class Part:
    """The limits of a sum that move with an index: how each is related to the letter."""

    limits: tuple[tuple[str, Node], ...]
    upper: Node | None


def part_of(reader: Reader, head: Head, bound: Bound, env: Env) -> Part | None:
    """The limits that move with an index; ``None`` where none does."""
    last = bound.last or head.above
    found: list[tuple[str, Node]] = []
    for side, node in (("start", bound.start), ("last", last)):
        letter, more = _letter(node) if node is not None else (None, 0)
        if letter is None or not _moves(reader, letter, side, env):
            continue
        if (side, more) not in RELATIONS:
            raise Ignorance(f"a sum from or up to {plain_text(node)}")
        found.append((RELATIONS[side, more], letter))
    if not found:
        return None
    moving_end = any(relation in "≤<" for relation, _ in found)
    if (
        moving_end
        and len(found) == 1
        and bound.start is not None
        and numeric(bound.start, env) != 1
    ):
        raise Ignorance(f"a sum from {plain_text(bound.start)} to an index")
    return Part(tuple(found), None if moving_end else last)


def _letter(node: Node) -> tuple[Node | None, int]:
    """The letter of a limit, and the number that is added to it: ``t − 1``."""
    inner = unwrapped(one_item(node))
    if isinstance(inner, Letter | Scripted):
        return inner, 0
    if not isinstance(inner, Clauses | Clause | Expression):
        inner = getattr(inner, "inside", inner)
    form = only_expression(inner) if isinstance(inner, Clauses | Clause | Expression) else None
    if form is None or len(form.terms) != 2 or any(len(t.items) != 1 for t in form.terms):
        return None, 0
    first, second = (unwrapped(term.items[0]) for term in form.terms)
    if not isinstance(first, Letter | Scripted) or not isinstance(second, Digits):
        return None, 0
    number = int(second.text) if second.text.isdigit() else 99
    return first, -number if form.terms[1].signs == "-" else number


def _moves(reader: Reader, letter: Node, side: str, env: Env) -> bool:
    text = plain_text(letter)
    if text in env.letters or text in reader.lexicon.declared_indices:
        return True
    return side == "start" and is_index(reader, letter, env)


def factors(reader: Reader, part: Part, index: Index, env: Env) -> tuple[Written, ...]:
    """For each limit a form that is 1 where the letter keeps to it, and 0 elsewhere."""
    found: list[Written] = []
    for relation, node in part.limits:
        other = index_at(reader, node, env, index.over, f"a sum beside {plain_text(node)}")
        if other is None:
            raise Ignorance(f"a sum beside {plain_text(node)}")
        before = _before(reader, index, other)
        same = delta(index, other)
        found.append({
            "<": before,
            "≤": Add((same, before)),
            "≥": Add((ONE, Neg(before))),
            ">": Add((ONE, Neg(same), Neg(before))),
        }[relation])  # fmt: skip
    return tuple(found)


def _before(reader: Reader, one: IndexTerm, other: IndexTerm) -> Written:
    if isinstance(one, Point) and isinstance(other, Point):
        return Number(Fraction(int(one.value < other.value)))
    key = BEFORE + reader.sets.find(one.over)
    reader.families.setdefault(key, Family(key, (one.over, one.over)))
    there, back = Entry(key, (one, other)), Entry(key, (other, one))
    return Quotient(Add((ONE, Neg(delta(one, other)), there, Neg(back))), TWO)


def written_order(one: IndexTerm, other: IndexTerm, size: int) -> Written:
    """The order of a set of known size, written out with δ."""
    pairs = combinations(range(1, size + 1), 2)
    places = [(Point(a, one.over), Point(b, other.over)) for a, b in pairs]
    terms = [Mul((delta(one, a), delta(other, b))) for a, b in places]
    if len(terms) > 1:
        return Add(tuple(terms))
    return terms[0] if terms else Number(Fraction(0))
