r"""Assumptions as they are written: ``\sum_j y_j = 1``, ``i \ne k``, ``p > 0``, ``y one-hot``."""

from __future__ import annotations

from dataclasses import dataclass

from derive.model import Assumption, Equation, Fact, IndexRelation
from derive.notation.errors import ReadError
from derive.notation.nodes import Bracket, Clause, Clauses, Digits, Expression, Item
from derive.notation.parse import parse
from derive.syntax.array import Array
from derive.syntax.reader.look import clauses_of, only_item, tidy
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.session import Formula, Session
from derive.syntax.reader.spell import index_name
from derive.syntax.reader.where import fact_at_end
from derive.syntax.tree import Entry, Symbol

__all__ = ["Stated", "read_assumption", "stated"]

_FACTS = {">": "positive", "≥": "nonnegative"}


@dataclass(frozen=True, slots=True)
class Stated:
    """An assumption as notation; ``fact`` is said of a name in words."""

    formulas: tuple[Formula, ...]
    fact: str = ""


def stated(text: str, source: str) -> Stated:
    """The notation of an assumption."""
    said = fact_at_end(text)
    try:
        if said is not None:
            fact, end = said
            return Stated((Formula(text, parse(text[:end]), source),), fact)
        return Stated((Formula(text, parse(text), source),))
    except ReadError as error:
        raise ReadError(error.message, error.start, error.end, text, source) from None


def read_assumption(said: Stated, resolver: Resolver, session: Session) -> tuple[Assumption, ...]:
    """The assumptions that one text states."""
    formula = said.formulas[0]
    return session.guard(formula, lambda f: _read(f, said.fact, resolver, session))


def _read(
    formula: Formula, fact: str, resolver: Resolver, session: Session
) -> tuple[Assumption, ...]:
    clauses, separators = clauses_of(formula.notation)
    for separator in separators:
        if separator.sign not in (",", ";"):
            raise ReadError("this is no assumption", separator.start, separator.end)
    if not clauses:
        raise ReadError("nothing is assumed here", 0, len(formula.text))
    found: list[Assumption] = []
    for clause in clauses:
        if fact:
            found.append(Fact(fact, _family(clause, 0, formula, resolver, session)))
        else:
            found += _clause(clause, formula, resolver, session)
    return tuple(found)


def _clause(
    clause: Clause, formula: Formula, resolver: Resolver, session: Session
) -> list[Assumption]:
    found: list[Assumption] = []
    context = session.context(formula)
    if not clause.relations or None in clause.members:
        raise ReadError("an assumption is an equation or a fact", clause.start, clause.end)
    for n, relation in enumerate(clause.relations):
        left, right = clause.members[n], clause.members[n + 1]
        assert left is not None
        assert right is not None
        place = left.start, right.end
        items = _item(left), _item(right)
        if relation.sign in ("=", "≠") and all(_is_index(i, resolver, session) for i in items):
            first, second = items
            assert first is not None
            assert second is not None
            if isinstance(first, Digits):
                first, second = second, first
            if isinstance(first, Digits):
                raise ReadError("two numbers are no indices", *place)
            one, key = resolver.index(first, ("none",), context)
            assert key is not None
            other = resolver.at(second, key, context)
            found.append(IndexRelation(one, other, equal=relation.sign == "="))
        elif relation.sign == "=":
            sides = [resolver.expression(side, context) for side in (left, right)]
            found.append(Equation(sides[0].form, sides[1].form))
        elif relation.sign in _FACTS and _is_zero(items[1]):
            name = _family(clause, n, formula, resolver, session)
            found.append(Fact(_FACTS[relation.sign], name))
        elif relation.sign == "∈" and _is_binary(items[1]):
            found.append(Fact("binary", _family(clause, n, formula, resolver, session)))
        else:
            raise ReadError(
                "an assumption is an equation, i \\ne k, p > 0, y \\in \\{0, 1\\}, or a fact "
                "such as: y one-hot",
                *place,
            )
    return found


def _family(clause: Clause, n: int, formula: Formula, resolver: Resolver, session: Session) -> str:
    """The name of which a fact is said: ``p``, or ``p_i`` for every i."""
    member = clause.members[n]
    assert member is not None
    form = resolver.expression(member, session.context(formula)).form
    if not isinstance(form, Symbol | Entry | Array):
        raise ReadError("this is said of a name only, such as p", member.start, member.end)
    return form.name


def _item(member: Expression) -> Item | None:
    place = member.start, member.end
    item = only_item(Clauses(*place, (Clause(*place, (member,), ()),)))
    return None if item is None else tidy(item)


def _is_index(item: Item | None, resolver: Resolver, session: Session) -> bool:
    if isinstance(item, Digits):
        return item.text.isdigit()
    name = index_name(item) if item is not None else None
    if name is None:
        return False
    known = session.vocabulary.letter(name) is not None
    usage = resolver.usage
    below = name in usage.below or name in usage.bound
    return known or (below and session.vocabulary.quantity(name) is None)


def _is_zero(item: Item | None) -> bool:
    return isinstance(item, Digits) and item.text == "0"


def _is_binary(item: Item | None) -> bool:
    if not isinstance(item, Bracket) or item.kind != r"\{":
        return False
    inside = [_item(c.members[0]) for c in clauses_of(item)[0] if c.members[0] is not None]
    return [i.text for i in inside if isinstance(i, Digits)] == ["0", "1"]
