r"""What stands below a sum sign: the letters that it binds, what is left out, over which part.

Read are ``i``, ``i = 1``, ``i, j = 1``, ``i \in S``, ``i \ne j``, and several of them; as parts of
a set ``Σ_{s=t}^T``, t being an index itself, and ``\sum_{j=1}^{n_i} y_{ij}``; no other conditions.

A sum over a part runs over the whole set, with a factor that is 1 where s comes before t (or
not), and 0 elsewhere: ``(1 − δ_st + h_st − h_ts)/2``, where h may be anything, so that of two
indices one comes first. In a set of known size h is written out; only there anything is refuted.
Where the ends differ from row to row, the set is large enough for all rows, the factor is 1 where
the row has an entry, and ``n_i`` is the sum of these. No more is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from derive.notation.names import (
    Name,
    braced,
    listed,
    one_item,
    only_expression,
    plain_text,
    spelled,
    unwrapped,
)
from derive.notation.nodes import Bracket, Clause, Digits, Head, Letter, Node, Scripted, Styled
from derive.reading.entries import ONE, TWO, added, delta
from derive.reading.families import Family
from derive.reading.indices import is_index
from derive.reading.names import family_of, named
from derive.reading.numbers import numeric, term_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.syntax.tree import (
    Add,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Point,
    Quotient,
    Sum,
    Written,
)

__all__ = [
    "BEFORE",
    "WITHIN",
    "Bound",
    "Part",
    "bounds_of",
    "end_of_row",
    "factors",
    "part_of",
    "within_row",
    "written_order",
]

#: How the tokens write a colon below a sign: ``i, j : i \ne j``.
COLON = "·"


@dataclass(frozen=True, slots=True)
class Bound:
    """A letter that a sum binds: from where it runs, or in which set; what is left out."""

    letter: str
    node: Node
    start: Node | None = None
    within: Node | None = None
    without: tuple[Node, ...] = ()


def bounds_of(head: Head) -> tuple[Bound, ...]:
    """The letters below a sum sign, the outer ones first."""
    if head.below is None:
        return ()
    item = unwrapped(head.below)
    if not (isinstance(item, Bracket) and item.kind == "{"):
        return (_bound(item),)
    found: list[Bound] = []
    excluded: list[tuple[Node, Node]] = []
    waiting = 0  # letters that share the relation behind the next one: i, j = 1
    for clause in item.inside.parts:
        if not isinstance(clause, Clause):
            if clause.sign in (",", ";", r"\\"):
                continue
            raise Ignorance(f"{plain_text(item)} below a sum")
        new, given = _sides_of_colon(clause)
        known = {bound.letter for bound in (*found, *new)}
        found += [*new, *(bound for bound in given if bound.letter not in known)]
        if not clause.relations:
            continue
        right, sign = clause.members[1], clause.relations[0].sign
        again = any(bound.letter in known for bound in given)
        if len(clause.relations) == 1 and right is not None and sign == "≠":
            excluded += [(b.node, node) for b in given for node in listed(braced(right))]
        elif len(clause.relations) == 1 and sign in ("=", "∈") and not (new or again):
            side = {"start" if sign == "=" else "within": right}
            found[waiting:] = [replace(bound, **side) for bound in found[waiting:]]  # type: ignore[arg-type]
        else:
            raise Ignorance(f"{plain_text(clause)} below a sum")
        waiting = len(found)
    return _leave_out(found, excluded)


def _sides_of_colon(clause: Clause) -> tuple[list[Bound], list[Bound]]:
    """The letters before a colon, which it binds, and those at the left of the relation."""
    if clause.members[0] is None:
        raise Ignorance(f"{plain_text(clause)} below a sum")
    nodes = [one_item(node) for node in listed(braced(clause.members[0]))]
    texts = [plain_text(node) for node in nodes]
    at = texts.index(COLON) if COLON in texts else -1
    return [_bound(n) for n in nodes[: max(at, 0)]], [_bound(n) for n in nodes[at + 1 :]]


def _bound(node: Node) -> Bound:
    if not isinstance(node, Letter | Scripted | Styled) or plain_text(node) in ("…", COLON):
        raise Ignorance(f"{plain_text(node)} below a sum")
    return Bound(plain_text(node), node)


def _leave_out(found: list[Bound], excluded: list[tuple[Node, Node]]) -> tuple[Bound, ...]:
    """What is left out belongs to the inner one of two letters that differ."""
    places = {bound.letter: n for n, bound in enumerate(found)}
    for one, other in excluded:
        at, outer = places[plain_text(one)], places.get(plain_text(other), -1)
        if outer == at:
            raise Ignorance("a letter that differs from itself")
        inner, node = (outer, one) if outer > at else (at, other)
        found[inner] = replace(found[inner], without=(*found[inner].without, node))
    return tuple(found)


#: How the families begin that say which of two indices of a set comes before the other.
BEFORE = "≺"
#: How the families begin that say which entries a row has.
WITHIN = "≤ "
#: What a limit says of the letter that is bound, by the side and by what is added to the index.
RELATIONS = {("start", 0): "≥", ("start", 1): ">", ("last", 0): "≤", ("last", -1): "<"}


@dataclass(frozen=True, slots=True)
class Part:
    """The limits of a sum that move with an index: how each is related to the letter."""

    limits: tuple[tuple[str, Node], ...]
    upper: Node | None


def part_of(reader: Reader, head: Head, bound: Bound, env: Env) -> Part | None:
    """The limits that move with an index; ``None`` where none does."""
    found: list[tuple[str, Node]] = []
    for side, node in (("start", bound.start), ("last", head.above)):
        letter, more = _letter(node) if node is not None else (None, 0)
        if letter is None or not _moves(reader, letter, side, env):
            continue
        if (side, more) not in RELATIONS:
            raise Ignorance(f"a sum from or up to {plain_text(node)}")
        found.append((RELATIONS[side, more], letter))
    if not found:
        return None
    moving_end = any(relation in "≤<" for relation, _ in found)
    if moving_end and len(found) == 1:
        _reject_start(bound)
    return Part(tuple(found), None if moving_end else head.above)


def _reject_start(bound: Bound) -> None:
    if bound.start is not None and numeric(bound.start) != 1:
        raise Ignorance(f"a sum from {plain_text(bound.start)} to an end that moves")


def _letter(node: Node) -> tuple[Node | None, int]:
    """The letter of a limit, and the number that is added to it: ``t − 1``."""
    inner = unwrapped(one_item(node))
    if isinstance(inner, Letter | Scripted):
        return inner, 0
    form = only_expression(inner.inside if isinstance(inner, Bracket) else inner)
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
        other = term_at(reader, node, env, index.over, "a sum beside an index")
        before, same = _before(reader, index, other), delta(index, other)
        found.append({
            "<": before,
            "≤": Add((same, before)),
            "≥": Add((ONE, Neg(before))),
            ">": Add((ONE, Neg(same), Neg(before))),
        }[relation])  # fmt: skip
    return tuple(found)


def _before(reader: Reader, one: Index, other: IndexTerm) -> Written:
    key = BEFORE + reader.sets.find(one.over)
    reader.families.setdefault(key, Family(key, (one.over, one.over)))
    there, back = Entry(key, (one, other)), Entry(key, (other, one))
    return Quotient(Add((ONE, Neg(delta(one, other)), there, Neg(back))), TWO)


def written_order(one: IndexTerm, other: IndexTerm, size: int) -> Written:
    """The order of a set of known size, written out with δ."""
    return added(
        Mul((delta(one, Point(a, one.over)), delta(other, Point(b, other.over))))
        for a, b in combinations(range(1, size + 1), 2)
    )


# -- rows that end at different places


def end_of_row(reader: Reader, head: Head, bound: Bound, env: Env) -> Name | None:
    """The name of the end of a sum, where that has an index."""
    name = spelled(one_item(head.above)) if head.above is not None else None
    if name is None or not name.below or name.above or bound.within is not None:
        return None
    indexed = any(is_index(reader, node, env) for node in name.below)
    return name if indexed and named(reader, name).at else None


def within_row(
    reader: Reader, end: Name, bound: Bound, index: Index, env: Env
) -> tuple[Written, ...]:
    """A form that is 1 where the letter is in the row, and 0 elsewhere."""
    own = named(reader, end)
    _reject_start(bound)
    count = family_of(reader, own.key, end)
    key = WITHIN + own.key
    if key not in reader.families:
        count.axes = count.axes or tuple(reader.sets.new() for _ in own.at)
        if count.body is not None or count.pieces or len(count.axes) != len(own.at):
            raise Ignorance(f"a sum up to {own.key}, which is defined")
        mask = reader.families[key] = Family(key, (*count.axes, reader.sets.new()))
        reader.sets.fix(mask.axes[-1], f"max {own.key}", "the longest row")
        count.parameters = tuple(Index(reader.sets.fresh("e"), axis) for axis in count.axes)
        each = Index(reader.sets.fresh("e"), mask.axes[-1])
        count.body = Sum(Entry(key, (*count.parameters, each)), each)
    mask = reader.families[key]
    reader.sets.same(mask.axes[-1], index.over, "the longest row")
    terms = (term_at(reader, node, env, axis, f"a sum up to {own.key}")
             for node, axis in zip(own.at, mask.axes, strict=False))  # fmt: skip
    return (Entry(key, (*terms, index)),)
