r"""Kronecker's delta and indicators: ``\delta_{ij}``, ``1\{y = 1\}``, ``\mathbf 1_{i = j}``."""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Item,
    Scripted,
    Styled,
)
from derive.syntax.reader.base import Base, Context, Value
from derive.syntax.reader.by_value import by_value
from derive.syntax.reader.look import clauses_of, only_item, tidy
from derive.syntax.reader.spell import Spelled, index_name
from derive.syntax.tree import (
    INDICATOR,
    Call,
    Delta,
)

__all__ = ["Indicators"]


class Indicators(Base):
    """The deltas and indicators of the resolver."""

    __slots__ = ()

    def kronecker(self, spelled: Spelled, context: Context) -> Value:
        """Kronecker's delta of two indices."""
        first, second = spelled.indices
        place = spelled.start, spelled.end
        if isinstance(first, Digits) and isinstance(second, Digits):
            raise ReadError("a delta of two numbers", *place)
        if isinstance(first, Digits):
            right, key = self.index(second, ("none",), context)
            left, _ = self.index(first, key or ("none",), context)
            return Value(Delta(left, right))
        left, key = self.index(first, ("none",), context)
        assert key is not None
        return Value(Delta(left, self.at(second, key, context)))

    def indicator(self, clauses: Clauses | Item, context: Context) -> Value:
        r"""``1\{y = 1\}``: of two indices it is Kronecker's delta."""
        parts, separators = clauses_of(clauses)
        clause = parts[0] if len(parts) == 1 and not separators else None
        if clause is None or [r.sign for r in clause.relations] != ["="]:
            place = clauses.start, clauses.end
            raise ReadError("an indicator is read of one equation, such as 1\\{y = 1\\}", *place)
        delta = self.delta_of(clause, context)
        if delta is not None:
            return delta
        forms = []
        for member in clause.members:
            if member is None:
                raise ReadError("something is missing here", clause.start, clause.end)
            forms.append(self.expression(member, context.inside(clause)).form)
        return Value(Call(INDICATOR, tuple(forms)))

    def delta_of(self, clause: Clause, context: Context) -> Value | None:
        """The delta of two indices."""
        items = [only_item(_single(clause, n)) for n in (0, 1)]
        known = []
        for item in items:
            if item is None:
                return None
            known.append(isinstance(item, Digits) or self.names_index(item, context))
        for n in (0, 1):
            # The label y_i beside an index is one itself.
            item, other = items[n], items[1 - n]
            beside = known[1 - n] and not isinstance(other, Digits)
            known[n] = known[n] or (item is not None and beside and by_value(item) is not None)
        if not any(known[n] and not isinstance(items[n], Digits) for n in (0, 1)):
            return None
        if not all(known):
            return None
        left, right = items
        assert left is not None
        assert right is not None
        spelled = Spelled("delta", (left, right), start=clause.start, end=clause.end)
        return self.kronecker(spelled, context)

    def names_index(self, item: Item, context: Context) -> bool:
        """Whether an item by itself is an index here."""
        name = index_name(tidy(item))
        if name is None or not self.names(context).is_index(name):
            return False
        known = self.vocabulary.letter(name) is not None or name in context.bound
        return known or name in self.usage.below

    def indicator_below(self, item: Scripted, context: Context) -> Value:
        r"""``\mathbf 1_{y = 1}``."""
        base = tidy(item.base)
        number = base.of if isinstance(base, Styled) else base
        one = isinstance(number, Digits) and number.text == "1"
        if not one or item.below is None:
            if isinstance(base, Styled) and one and item.above is not None:
                return self.transposed(self.atom(base, context), item)
            raise ReadError("this is not read", item.start, item.end)
        if item.above is not None:
            raise ReadError("a power of an indicator", item.start, item.end)
        inner = only_item(item.below)
        return self.indicator(inner if isinstance(inner, Bracket) else item.below, context)


def _single(clause: Clause, n: int) -> Clauses:
    member = clause.members[n]
    assert member is not None
    return Clauses(member.start, member.end, (Clause(member.start, member.end, (member,), ()),))
