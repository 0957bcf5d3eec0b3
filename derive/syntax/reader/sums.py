r"""Sums and products over indices, with the terms that are left out.

A condition that the body needs holds for every index of the sum. ``\prod`` is read as the
exponential of a sum of logarithms, since that is what it is for positive factors.
"""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import Digits, Item, Reach
from derive.syntax.reader.base import Context, Value
from derive.syntax.reader.binders import Binder, Binders
from derive.syntax.reader.sets import Key
from derive.syntax.reader.spell import index_name
from derive.syntax.tree import Call, Index, IndexTerm, Sum, Written
from derive.syntax.walk import free_indices, rename_index

__all__ = ["Sums"]


class Sums(Binders):
    """The sums of the resolver."""

    __slots__ = ()

    def big(self, reach: Reach, context: Context) -> Value:
        """A sum or a product over indices."""
        head, items = reach.head, reach.items
        if not items:
            raise ReadError("what is summed here?", head.start, head.end)
        binders = self.binders(head, items, context)
        inner = context
        indices: list[tuple[Binder, str, Key]] = []
        for binder in binders:
            key: Key = ("bound", context.source, context.path, binder.node.start, binder.letter)
            self.range_over(binder, key)
            name = self.fresh(binder.letter, context)
            inner = inner.bind(binder.letter, key, name)
            self.check_points(binder)
            indices.append((binder, name, key))
        before = len(self.needs)
        body = self.product(items, inner)
        form = body.form
        if head.name == "product":
            form = Call("log", (form,))
        for binder, name, key in reversed(indices):
            form = self.bind(form, binder, name, key, inner, before)
        if head.name == "product":
            form = Call("exp", (form,))
        return Value(form, body.axes, body.row)

    def bind(
        self,
        form: Written,
        binder: Binder,
        name: str,
        key: Key,
        context: Context,
        before: int,
    ) -> Written:
        """The sum of a form over a letter; what the form needs it needs for every index."""
        if self.sets.settled and not self.sets.has_axis(key):
            raise ReadError(
                f"nothing says what {binder.letter} ranges over: nothing in the sum has the "
                f"index {binder.letter}",
                binder.node.start,
                binder.node.end,
            )
        index = Index(name, self.sets.of(key))
        outer = context
        inside = self.needs[before:]
        if binder.equal is not None:
            at = self.point(binder.equal, key, outer)
            self.needs[before:] = [need.at(index, at) for need in inside]
            return rename_index(form, index, at)
        points = tuple(self.point(item, key, outer) for item in binder.without)
        for item, point in zip(binder.without, points, strict=True):
            if point == index:
                message = f"a sum over {binder.letter} cannot leave out {binder.letter} itself"
                raise ReadError(message, item.start, item.end)
        self.needs[before:] = [need.under(index, points) for need in inside]
        return Sum(form, index, points)

    def point(self, item: Item, key: Key, context: Context) -> IndexTerm:
        """An index at which a restricted sum leaves out, or keeps, its term."""
        term, other = self.index(item, key, context)
        if other is not None:
            self.sets.same(key, other, (item.start, item.end))
        return term

    def check_points(self, binder: Binder) -> None:
        """Raise for points that are no indices."""
        for item in (*binder.without, *([binder.equal] if binder.equal else [])):
            if not isinstance(item, Digits) and index_name(item) is None:
                raise ReadError("an index is left out by its letter", item.start, item.end)

    def range_over(self, binder: Binder, key: Key) -> None:
        """Note what the author says of the range."""
        place = binder.node.start, binder.node.end
        declared = self.vocabulary.letter(binder.letter)
        if declared is not None:
            self.sets.fix(key, declared.over, f"declared for {binder.letter}", place)
        if binder.over is not None:
            self.sets.fix(key, binder.over, f"by the limits of the sum over {binder.letter}", place)

    def fresh(self, letter: str, context: Context) -> str:
        """A name for a bound letter that no argument of a function has free."""
        taken = {i.name for value in context.values.values() for i in free_indices(value.form)}
        taken |= {name for other, name in context.renamed.items() if other != letter}
        name = letter
        while name in taken:
            name += "'"
            if name in self.usage.below or name in self.usage.bound:
                taken.add(name)
        return name
