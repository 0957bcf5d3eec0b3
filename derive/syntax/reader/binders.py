r"""What stands below and above a sum sign: the letters that it binds, and over which sets.

``\sum_{j \ne k}`` and ``\sum_{k \ne j}`` both bind the letter that is new; ``\sum y_i``
binds the one index there is; ``\sum_{i=1}^n`` binds i over the set named n.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Item,
    Node,
    Term,
)
from derive.syntax.reader.base import Base, Context
from derive.syntax.reader.look import items_of, only_expression, only_item, range_of, tidy
from derive.syntax.reader.spell import index_name, spell
from derive.syntax.reader.usage import survey
from derive.syntax.tree import IndexSet

__all__ = ["Binder", "Binders"]

#: How many elements a sum may have whose number is written out.
MOST_ELEMENTS = 9


@dataclass(slots=True)
class Binder:
    """A letter that a sum binds, the points it leaves out, or the one it is equal to."""

    letter: str
    node: Node
    lower: str = ""
    over: IndexSet | None = None
    without: tuple[Item, ...] = ()
    equal: Item | None = None


class Binders(Base):
    """The letters that sums and products bind."""

    __slots__ = ()

    def binders(self, head: Head, items: tuple[Item, ...], context: Context) -> list[Binder]:
        """The letters that a sum binds, the outermost first."""
        found: list[Binder] = []
        if head.primes:
            raise ReadError("a prime at a sum is not read", head.start, head.end)
        if head.below is None:
            found = [Binder(self.only_letter(head, items, context), head)]
        else:
            clauses, separators = range_of(head.below)
            if any(s.sign != "," for s in separators):
                raise ReadError("this range is not read", head.below.start, head.below.end)
            for clause in clauses:
                self.clause_binds(clause, found, items, context)
        if not found:
            raise ReadError("what does this sum run over?", head.start, head.end)
        self.limit(head, found)
        return found

    def only_letter(self, head: Head, items: tuple[Item, ...], context: Context) -> str:
        """The one index of the body, where a sum names none."""
        below = survey((_row(items),)).below
        names = self.names(context)
        letters = sorted(
            letter
            for letter in below
            if names.is_index(letter)
            and letter not in context.bound
            and letter not in context.fixed
        )
        if len(letters) != 1:
            raise ReadError("which index does this sum run over?", head.start, head.end)
        return letters[0]

    def clause_binds(
        self, clause: Clause, found: list[Binder], items: tuple[Item, ...], context: Context
    ) -> None:
        """One of the clauses below a sum."""
        rows = [None if m is None else _items(m) for m in clause.members]
        signs = [relation.sign for relation in clause.relations]
        place = clause.start, clause.end
        first = rows[0]
        if first is None or any(row is None or len(row) == 0 for row in rows):
            raise ReadError("this range is not read", *place)
        single = [row[0] for row in rows if row is not None and len(row) == 1]
        if not signs:
            for item in first:
                found.append(Binder(self.letter(item), item))
        elif signs == ["∈"] and len(first) == 1 and len(single) == 2:
            binder = Binder(self.letter(first[0]), first[0])
            binder.over = self.named_set(single[1])
            found.append(binder)
        elif len(single) == 3 and signs == ["≤", "≤"] and isinstance(single[0], Digits):
            binder = Binder(self.letter(single[1]), single[1], lower=single[0].text)
            binder.over = self.limit_set(single[2], binder)
            found.append(binder)
        elif len(single) == 2 and signs == ["="] and isinstance(single[1], Digits):
            found.append(Binder(self.letter(single[0]), single[0], lower=single[1].text))
        elif len(single) == 2 and signs[0] in ("=", "≠"):
            self.restrict(single[0], single[1], signs[0], found, items, context)
        else:
            raise ReadError("this range is not read", *place)

    def restrict(
        self,
        left: Item,
        right: Item,
        sign: str,
        found: list[Binder],
        items: tuple[Item, ...],
        context: Context,
    ) -> None:
        r"""``j \ne k`` below a sum: the letter that is new is bound, the other left out."""
        letters = [index_name(left), index_name(right)]
        known = [b for b in found if b.letter in letters]
        if known:
            bound, point = known[0], right if known[0].letter == letters[0] else left
        else:
            if letters[0] is None or self.other_is_bound(letters, items, context):
                left, right = right, left
            bound, point = Binder(self.letter(left), left), right
            found.append(bound)
        if sign == "=":
            bound.equal = point
        else:
            bound.without = (*bound.without, point)

    def other_is_bound(
        self, letters: list[str | None], items: tuple[Item, ...], context: Context
    ) -> bool:
        """Whether the second letter is the new one."""
        first, second = letters
        if second is None:
            return False
        outside = {*context.bound, *context.fixed}
        used = second in survey((_row(items),)).below
        if first not in outside or second in outside or not used:
            return False
        if first in context.doubtful:
            raise ReadError(
                f"does this sum run over {first} or over {second}? {first} is the letter of wrt, "
                "too: use another letter in one of them",
                items[0].start,
                items[-1].end,
            )
        if first in context.bound:
            raise ReadError(
                f"does this sum run over {first} or over {second}? {first} is bound already",
                items[0].start,
                items[-1].end,
            )
        return True

    def letter(self, item: Item) -> str:
        """The letter that a sum binds."""
        name = index_name(item)
        if name is None:
            raise ReadError("a sum runs over a letter", item.start, item.end)
        return name

    def limit(self, head: Head, found: list[Binder]) -> None:
        """The upper limit, which names the set."""
        if head.above is not None:
            *others, last = found
            plain = not any(b.over or b.without or b.equal or b.lower for b in others)
            if others and not (plain and last.lower and last.over is None and not last.without):
                raise ReadError("one limit for several letters", head.above.start, head.above.end)
            for binder in found:  # all of i, j = 1 run up to it
                binder.lower = last.lower
                binder.over = self.limit_set(head.above, binder)
        elif any(binder.lower and binder.over is None for binder in found):
            raise ReadError("a sum with a lower limit has an upper one", head.start, head.end)

    def limit_set(self, above: Item, binder: Binder) -> IndexSet:
        """The set 1..n, or 0..n-1, that an upper limit names."""
        if binder.lower not in ("", "0", "1"):
            message = "a sum begins at 0 or 1 here"
            raise ReadError(message, binder.node.start, binder.node.end)
        expression = only_expression(above)
        item = only_item(above) or above
        if expression is not None and len(expression.terms) == 2 and binder.lower == "0":
            size, one = expression.terms
            last = items_of(_clauses(one))
            if one.signs == "-" and len(size.items) == 1 and last and _is_one(last):
                return self.counted_from(binder, self.named_set(size.items[0]), above)
        if expression is not None and not (len(expression.terms) == 1):
            raise ReadError("this limit is not read: name the set", above.start, above.end)
        over = self.named_set(item)
        if binder.lower == "0":
            name = over.name
            return IndexSet(str(int(name) + 1) if name.isdigit() else f"{name}+1")
        return self.counted_from(binder, over, above)

    def counted_from(self, binder: Binder, over: IndexSet, above: Item) -> IndexSet:
        """The set, whose elements are counted from 0 in all sums, or from 1 in all of them."""
        first = binder.lower or "1"
        if self.firsts.setdefault(over.name, first) != first:
            message = f"one sum over {over.name} elements begins at 0, and another one at 1"
            raise ReadError(message, binder.node.start, above.end)
        return over

    def named_set(self, item: Item) -> IndexSet:
        """The index set of this name."""
        item = tidy(item)
        if isinstance(item, Digits):
            if not item.text.isdigit() or not 0 < int(item.text) <= MOST_ELEMENTS:
                message = "a sum up to a number is read up to 9: name the set"
                raise ReadError(message, item.start, item.end)
            return IndexSet(str(int(item.text)))
        spelled = spell(item, self.names(Context("")))
        plain = spelled is not None and not spelled.indices and spelled.exponent is None
        if spelled is None or not plain or spelled.name == "…":
            raise ReadError("this limit is not read: name the set", item.start, item.end)
        return IndexSet(spelled.name)


def _items(expression: Expression) -> tuple[Item, ...] | None:
    if len(expression.terms) != 1 or expression.terms[0].signs:
        return None
    return tuple(map(tidy, expression.terms[0].items))


def _row(items: tuple[Item, ...]) -> Clauses:
    place = items[0].start, items[-1].end
    expression = Expression(*place, (Term(*place, "", items),))
    return Clauses(*place, (Clause(*place, (expression,), ()),))


def _clauses(term: Term) -> Clauses:
    return _row(term.items)


def _is_one(items: tuple[Item, ...]) -> bool:
    item = items[0]
    return len(items) == 1 and isinstance(item, Digits) and item.text == "1"
