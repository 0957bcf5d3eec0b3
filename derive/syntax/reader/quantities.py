"""Names with their indices: families, scalars, sizes, Kronecker's delta."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import (
    Digits,
    Item,
    Letter,
)
from derive.syntax.array import Array, Identity, Unit
from derive.syntax.reader.base import Context, Stage, Value
from derive.syntax.reader.by_value import by_value, known_at
from derive.syntax.reader.indicators import Indicators
from derive.syntax.reader.look import tidy
from derive.syntax.reader.sets import Key
from derive.syntax.reader.spell import Names, Spelled, index_name
from derive.syntax.tree import (
    Call,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Number,
    Point,
    Size,
    Symbol,
    Written,
)

__all__ = ["Quantities"]

MAX_INDEX = 10_000

_SIGNS = "∂∇⊤′…∞∗⋆†·"


class Quantities(Indicators):
    """The names of the resolver."""

    __slots__ = ()

    def names(self, context: Context) -> Names:
        """What is known of letters here."""

        def is_index(letter: str) -> bool:
            known = letter in context.bound or letter in self.vocabulary.loose
            if known or self.vocabulary.letter(letter) is not None:
                return True
            if self.vocabulary.closed or self.vocabulary.quantity(letter) is not None:
                return False
            if letter in context.values or letter in self.usage.limits:
                return letter in self.usage.bound
            stem = letter.rstrip("'")
            small = len(stem) == 1 and stem.isascii() and stem.islower()
            used = letter in self.usage.bound or (letter in self.usage.below and small)
            return used and (letter in self.usage.bound or letter not in self.usage.bare)

        def is_layer(letter: str) -> bool:
            if self.vocabulary.quantity(letter) is not None or letter in context.bound:
                return False
            return self.vocabulary.letter(letter) is None and self.usage.is_layer(letter)

        def transposes(name: str, mark: str, whole: bool) -> bool:
            if mark == "⊤" or not self.is_quantity("T"):
                return True
            return whole and self.arity.get(name, 0) > 0

        def is_labelled(name: str, label: str) -> bool:
            known = self.vocabulary.quantity
            return known(f"{name}^{{{label}}}") is not None and known(name) is None

        def is_unclear(letter: str) -> bool:
            known = self.vocabulary.quantity(letter) is not None or letter in context.bound
            return not known and not self.vocabulary.closed and self.usage.only_above(letter)

        def is_numbered(name: str, number: str) -> bool:
            known = self.vocabulary.quantity
            declared = known(f"{name}_{number}") is not None and known(name) is None
            return declared or name in self.numbered

        function = self.is_function(context)
        return Names(
            is_index,
            is_layer,
            function,
            transposes,
            self.axes_of,
            is_unclear,
            is_labelled,
            is_numbered,
        )

    def is_function(self, context: Context) -> Callable[[str], bool]:
        """What tells whether a name is a function here."""

        def decide(name: str) -> bool:
            known = self.vocabulary
            if name in known.functions or known.macro(name) is not None:
                return True
            if name in context.values or name in self.called:
                return False
            return known.quantity(name) is None and self.usage.is_function(name)

        return decide

    def axes_of(self, name: str) -> int | None:
        """How many indices a family has, as far as it is known."""
        declared = self.vocabulary.quantity(name)
        return len(declared.axes) if declared is not None else self.arity.get(name)

    def named(self, spelled: Spelled, item: Item, context: Context) -> Value:
        """A letter with its scripts, which may be e, a size, a delta or a quantity."""
        name = spelled.name
        place = spelled.start, spelled.end
        if name in _SIGNS:
            raise ReadError(f"{name} is not expected here", *place)
        plain = not spelled.indices and not spelled.word
        own = self.vocabulary.quantity("e") is not None or "e" in self.defined
        if name == "e" and plain and own and spelled.exponent and not self.vocabulary.closed:
            message = r"is this your e, or the exponential? write \mathit{e}^2, or \exp(2)"
            raise ReadError(message, *place)
        if name == "e" and plain and (spelled.exponent is not None or not own):
            if spelled.transposed:
                raise ReadError("the transpose of e", *place)
            one = Value(Number(Fraction(1)))
            above = spelled.exponent
            argument = self.only(above, context, "an exponent") if above is not None else one
            return Value(Call("exp", (argument.form,)), argument.axes, argument.row)
        if self.names(context).is_function(name) and name not in context.values:
            raise ReadError(f"{name} is a function: what is it taken of?", *place)
        value = self.quantity(spelled, context)
        if spelled.transposed:
            value = self.transposed(value, item)
        if spelled.exponent is not None:
            value = self.raised(value, spelled.exponent, item, context)
        return value

    def quantity(self, spelled: Spelled, context: Context) -> Value:
        """A name with its indices."""
        spelled = replace(spelled, name=self.alike.get(spelled.name, spelled.name))
        name, place = spelled.name, (spelled.start, spelled.end)
        if name in context.values:
            return self.parameter(spelled, context)
        declared = self.vocabulary.quantity(name)
        if declared is not None and declared.name != name:
            spelled, name = replace(spelled, name=declared.name), declared.name
        if name == "delta" and len(spelled.indices) == 2 and declared is None and not spelled.word:
            return self.kronecker(spelled, context)
        if not spelled.indices and declared is None and name in self.size_names:
            return Value(Size(IndexSet(name)))
        if declared is None and name in ("𝐞", "𝐈") and name not in self.defined:
            special = self.unit_or_identity(spelled, context)
            if special is not None:
                return special
        index = self.names(context).is_index(name)
        if not spelled.indices and declared is None and (index or name in context.bound):
            raise ReadError(f"{name} is an index, and no number", *place)
        if declared is None and self.vocabulary.closed:
            raise ReadError(f"{name} is not declared", *place)
        return self.family(spelled, len(declared.axes) if declared else None, context)

    def unit_or_identity(self, spelled: Spelled, context: Context) -> Value | None:
        r"""``\mathbf e_k`` and ``\mathbf I``."""
        if spelled.name == "𝐈" and not spelled.indices:
            key: Key = ("identity", context.source, spelled.start)
            return Value(Identity(), (key, key))
        if spelled.name == "𝐞" and len(spelled.indices) == 1:
            term, found = self.index(spelled.indices[0], ("none",), context)
            if found is not None:
                return Value(Unit(term), (found,))
        return None

    def family(self, spelled: Spelled, declared: int | None, context: Context) -> Value:
        """A scalar, an entry, or an array with indices left open."""
        name, place = spelled.name, (spelled.start, spelled.end)
        given = len(spelled.indices)
        uses = self.counts.setdefault(name, {})
        uses.setdefault(given, (*place, context.source))
        if spelled.samples:
            self.sampled[name] = max(self.sampled.get(name, 0), spelled.samples)
        labelled = self.changing.get(name, set())
        if labelled and not known_at(spelled.indices, labelled, context.bound):
            letter = min(labelled)
            message = f"{name} rests on the label of {letter}, and is known at {letter} only"
            raise ReadError(message, *place)
        known = self.declare(name) if self.stage is not Stage.COUNT else None
        arity = declared if declared is not None else self.arity.get(name, given)
        if given > arity:
            plural = "index" if arity == 1 else "indices"
            many = f"{arity} {plural}" if arity else "no index"
            raise ReadError(f"{name} has {many}, and not {given}", *place)
        terms: list[IndexTerm | None] = []
        open_axes: list[Key] = []
        for n in range(arity):
            axis: Key = ("axis", name, n)
            self.sets.find(axis)
            if n < given and not _is_open(spelled.indices[n]):
                terms.append(self.at(spelled.indices[n], axis, context))
            else:
                terms.append(None)
                open_axes.append(axis)
        form: Written
        if not terms:
            form = Symbol(name, declared=known)
        elif open_axes:
            form = Array(name, tuple(terms), declared=known)
        else:
            form = Entry(name, tuple(t for t in terms if t is not None), declared=known)
        return Value(form, tuple(open_axes))

    def at(self, item: Item, axis: Key, context: Context) -> IndexTerm:
        """The index at an axis; both have one set."""
        term, key = self.index(item, axis, context)
        if key is not None:
            self.sets.same(axis, key, (item.start, item.end))
        return term

    def index(self, item: Item, axis: Key, context: Context) -> tuple[IndexTerm, Key | None]:
        """The index that an item is, and the key of its set."""
        item = tidy(item)
        if isinstance(item, Digits):
            if not item.text.isdigit() or int(item.text) > MAX_INDEX:
                raise ReadError("this index is not read", item.start, item.end)
            return Point(int(item.text), self.sets.of(axis)), None
        name = index_name(item)
        if name is None:
            name = self.index_by_value(item, context)
        key = context.bound.get(name)
        if key is None:
            if not self.names(context).is_index(name) and index_name(item) is not None:
                raise ReadError(f"{name} is no index", item.start, item.end)
            key = ("letter", context.scope, name)
            declared = self.vocabulary.letter(name)
            if declared is not None:
                self.sets.fix(key, declared.over, f"declared for {name}", (item.start, item.end))
        return Index(context.renamed.get(name, name), self.sets.of(key)), key

    def index_by_value(self, item: Item, context: Context) -> str:
        r"""``f_{y_i}``: a fixed index with a name of its own, while its letters are free."""
        found = by_value(item)
        if found is not None:
            name, letter = found
            if letter in context.bound or letter in context.values:
                message = f"the index {name}_{letter} changes with {letter}: this is not read"
                raise ReadError(message, item.start, item.end)
            return f"{name}_{letter}"
        raise ReadError(
            "an index is a letter or a number: nothing else is read", item.start, item.end
        )

    def parameter(self, spelled: Spelled, context: Context) -> Value:
        """A parameter of a function, at its argument."""
        value = context.values[spelled.name]
        if not spelled.indices:
            return value
        form = value.form
        place = spelled.start, spelled.end
        if not isinstance(form, Array) or form.indices.count(None) != len(spelled.indices):
            if not self.strict:
                return value
            raise ShapeError(f"{spelled.name} has no index here", *place)
        given = iter(zip(spelled.indices, value.axes, strict=True))
        terms: list[IndexTerm] = []
        for term in form.indices:
            if term is None:
                item, axis = next(given)
                term = self.at(item, axis, context)
            terms.append(term)
        return Value(Entry(form.name, tuple(terms), declared=form.declared))

    # -- indicators


def _is_open(item: Item) -> bool:
    r"""The ``\cdot`` or the colon of a row ``W_{i \cdot}``."""
    return isinstance(item, Letter) and item.name == "·"
