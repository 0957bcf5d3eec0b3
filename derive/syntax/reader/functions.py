r"""Functions: what they are applied to, with parentheses and without.

``\log 2\pi`` and ``\log ab`` take the letters behind them, ``\log p_i q_i`` and
``\log p (1-p)`` are read by some people in one way and by some in the other: rejected.
"""

from __future__ import annotations

from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import (
    Bracket,
    Digits,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Reach,
    Scripted,
)
from derive.syntax.array import Array, MatMul, Ones, Transpose
from derive.syntax.reader.applications import Applications
from derive.syntax.reader.base import Context, Value
from derive.syntax.reader.look import items_of, only_term, tidy
from derive.syntax.tree import (
    Call,
    Entry,
    Index,
    IndexTerm,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Written,
)

__all__ = ["Functions"]

_READ = frozenset({"log", "exp", "tanh", "sqrt", "sigmoid"})


class Functions(Applications):
    """The applications of the resolver."""

    __slots__ = ()

    def head(self, items: tuple[Item, ...], at: int, context: Context) -> tuple[Value, int]:
        """A function sign and its argument."""
        head = items[at]
        assert isinstance(head, Head)
        if head.name == "softmax":
            return self.softmax(items, at, context)
        self.known_function(head.name, head)
        power = self.function_power(head, context)
        value, after, raised = self.argument(items, at, head, context)
        start, end = items[at + 1].start, items[after - 1].end
        if head.name == "log":
            self.need(value, ">0", "logarithm", start, end)
        elif head.name == "sqrt":
            self.need(value, ">=0", "root", start, end)
        called = self.elementary(head.name, value, head.primes, head)
        whole = value.form
        if head.name == "log" and _is_product_sign(items[at + 1]) and isinstance(whole, Call):
            # A product is read as the exponential of a sum of logarithms: this is the sum.
            called = Value(whole.arguments[0], value.axes, value.row)
        if head.name == "log" and head.below is not None:
            base = self.only(head.below, context, "the base of a logarithm")
            under = Call("log", (base.form,))
            self.need(base, ">0", "logarithm", head.below.start, head.below.end)
            self.need(Value(under), "!=0", "division", head.below.start, head.below.end)
            over = Quotient(called.form, under)
            called = Value(over, called.axes, called.row)
        if power is not None:
            called = Value(Power(called.form, power), called.axes, called.row)
        elif raised is not None:
            called = self.above(called, raised, Node(head.start, raised.end), context)
        return called, after

    def softmax(self, items: tuple[Item, ...], at: int, context: Context) -> tuple[Value, int]:
        r"""``softmax(z)`` of a vector, or its entry ``softmax(z)_i``, written out."""
        head = items[at]
        assert isinstance(head, Head)
        following = tidy(items[at + 1]) if at + 1 < len(items) else None
        below: Item | None = None
        plain = not (head.below or head.above or head.primes)
        if isinstance(following, Scripted):
            plain = plain and following.above is None and not following.primes
            below = following.below
            following = tidy(following.base)
        if not plain or not isinstance(following, Bracket):
            raise ReadError("softmax is read as softmax(z)_i", head.start, head.end)
        value = self.only(following, context, "an argument")
        form = value.form
        if self.strict and len(value.axes) == 1 and not isinstance(form, Array):
            over = Call("exp", (form,))
            quotient = Quotient(over, MatMul((Transpose(Ones()), over)))
            whole = Value(quotient, value.axes, value.row)
            if below is not None:
                whole = self.entry_of(whole, below, Node(head.start, below.end), context)
            return whole, at + 2
        if not isinstance(form, Array) or len(value.axes) != 1:
            if not self.strict:
                return value, at + 2
            message = "softmax is taken of a vector by its name: write it out, or declare the shape"
            raise ShapeError(message, head.start, following.end)
        key = ("bound", context.source, context.path, head.start, "softmax")
        self.sets.same(value.axes[0], key, (head.start, following.end))
        taken = {i.name for i in form.indices if isinstance(i, Index)} | {*context.bound}
        letter = "j"
        while letter in taken:
            letter += "'"
        inner = Index(letter, self.sets.of(key))
        total = Sum(Call("exp", (_filled(form, inner),)), inner)
        if below is None:
            return Value(Quotient(Call("exp", (form,)), total), value.axes), at + 2
        letters = items_of(below)
        if letters is None or len(letters) != 1:
            raise ReadError("softmax(z) has one index", below.start, below.end)
        entry = _filled(form, self.at(letters[0], value.axes[0], context))
        return Value(Quotient(Call("exp", (entry,)), total)), at + 2

    def known_function(self, name: str, node: Node) -> None:
        """Raise for a function that has no meaning here."""
        if name not in _READ and name not in self.vocabulary.functions:
            raise ReadError(f"the function {name} is not read", node.start, node.end)

    def function_power(self, head: Head, context: Context) -> Written | None:
        r"""The 2 of ``\log^2 x``; an inverse function is not read."""
        if head.below is not None and head.name != "log":
            raise ReadError(f"{head.name} has no subscript", head.below.start, head.below.end)
        if head.above is None:
            return None
        exponent = self.only(head.above, context, "an exponent").form
        if not isinstance(exponent, Number):
            message = f"is this a power of {head.name}, or its inverse? write parentheses"
            raise ReadError(message, head.above.start, head.above.end)
        return exponent

    def argument(
        self, items: tuple[Item, ...], at: int, head: Head, context: Context
    ) -> tuple[Value, int, Item | None]:
        """What a function sign takes, the place behind it, and a power of the whole."""
        n = at + 1
        negative = False
        while n < len(items) and isinstance(sign := items[n], Operator):
            negative = negative != (sign.sign.count("-") % 2 == 1)
            n += 1
        if n >= len(items):
            raise ReadError(f"what is {head.name} taken of?", head.start, head.end)
        first = items[n]
        raised: Item | None = None
        if isinstance(first, Bracket) and first.kind != "‖":
            value, after = self.only(first, context, "an argument"), n + 1
        elif isinstance(first, Scripted) and isinstance(first.base, Bracket):
            value, after, raised = self.raised_argument(first, n, head, context)
        elif isinstance(first, Reach):
            value, after = self.big(first, context), n + 1
        elif isinstance(first, Head):
            value, after = self.head(items, n, context)
            self.reject_more(items, after, head)
        else:
            value, after = self.letters(items, n, head, context)
        if negative:
            value = Value(Neg(value.form), value.axes, value.row)
        return value, after, raised

    def raised_argument(
        self, item: Scripted, at: int, head: Head, context: Context
    ) -> tuple[Value, int, Item | None]:
        r"""``\exp(x)^2`` is a square; what ``\log(x)^2`` is, nobody knows."""
        base = tidy(item.base)
        round_ones = isinstance(base, Bracket) and base.kind in "(["
        if item.below is not None or item.primes or item.above is None or not round_ones:
            return self.atom(item, context), at + 1, None
        if head.name == "log":
            raise ReadError(
                "is the logarithm raised, or its argument? write one more pair of parentheses",
                item.start,
                item.end,
            )
        assert isinstance(base, Bracket)
        return self.only(base, context, "an argument"), at + 1, item.above

    def letters(
        self, items: tuple[Item, ...], at: int, head: Head, context: Context
    ) -> tuple[Value, int]:
        """The argument without parentheses: one item, or plain letters and numbers."""
        value, after = self.one(items, at, context)
        rest = items[after:]
        plain = [n for n, item in enumerate(rest) if not _is_plain(item)]
        many = plain[0] if plain else len(rest)
        if many and _is_plain(items[at]):
            values = [value]
            while after < len(items) and _is_plain(items[after]):
                more, after = self.one(items, after, context)
                values.append(more)
            value = self.multiply(values, Node(items[at].start, items[after - 1].end))
        self.reject_more(items, after, head)
        return value, after

    def one(self, items: tuple[Item, ...], at: int, context: Context) -> tuple[Value, int]:
        """One factor: an application, or an item by itself."""
        applied = self.application(items, at, context)
        return applied if applied is not None else (self.atom(items[at], context), at + 1)

    def reject_more(self, items: tuple[Item, ...], at: int, head: Head) -> None:
        """Raise where it is unclear whether what follows belongs to the argument.

        No argument goes on with a sum: it ends before the next sign that acts on something.
        """
        if at < len(items) and not isinstance(items[at], Head | Reach):
            raise ReadError(
                f"where does the argument of {head.name} end? write parentheses around it",
                head.start,
                items[at].end,
            )

    # -- names before parentheses


def _is_product_sign(item: Item) -> bool:
    r"""Whether an argument is all of a ``\prod``, perhaps in parentheses."""
    if isinstance(item, Reach):
        return item.head.name == "product"
    term = only_term(item.inside) if isinstance(item, Bracket) else None
    first = term.items[0] if term is not None else None
    return isinstance(first, Head) and first.name == "product"


def _filled(form: Array, term: IndexTerm) -> Entry:
    """The entry of an array with one open index."""
    terms = tuple(term if i is None else i for i in form.indices)
    return Entry(form.name, terms, declared=form.declared)


def _is_plain(item: Item) -> bool:
    """A letter without indices, or a number."""
    item = tidy(item)
    if isinstance(item, Scripted):
        return item.below is None and isinstance(tidy(item.base), Letter | Digits)
    return isinstance(item, Letter | Digits)
