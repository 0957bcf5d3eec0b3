r"""Functions: what they are applied to, with parentheses and without.

``\log 2\pi`` and ``\log ab`` take the letters behind them, ``\log p_i q_i`` and
``\log p (1-p)`` are read by some people in one way and by some in the other: rejected.
"""

from __future__ import annotations

from fractions import Fraction

from derive.syntax.array import Array, Diag, Trace
from derive.syntax.reader.base import Base, Context, Value
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.look import clauses_of, items_of, only_expression, tidy
from derive.syntax.reader.notation import (
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
from derive.syntax.reader.spell import Spelled, spell
from derive.syntax.reader.vocabulary import Macro
from derive.syntax.tree import (
    ELEMENTARY,
    Call,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)

__all__ = ["Functions"]

_OF_ARRAYS = {"tr": "trace", "Tr": "trace", "trace": "trace", "diag": "diag", "Diag": "diag"}

_READ = frozenset({"log", "exp", "tanh", "sqrt", "sigmoid"})


class Functions(Base):
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
        called = self.elementary(head.name, value, head.primes, head)
        if head.name == "log" and head.below is not None:
            base = self.only(head.below, context, "the base of a logarithm")
            over = Quotient(called.form, Call("log", (base.form,)))
            called = Value(over, called.axes, called.row)
        exponent = power if power is not None else raised
        if exponent is not None:
            called = Value(Power(called.form, exponent), called.axes, called.row)
        return called, after

    def softmax(
        self, items: tuple[Item, ...], at: int, context: Context
    ) -> tuple[Value, int]:
        r"""``softmax(z)`` of a vector, or its entry ``softmax(z)_i``, written out."""
        head = items[at]
        following = tidy(items[at + 1]) if at + 1 < len(items) else None
        below: Item | None = None
        if isinstance(following, Scripted):
            if following.above is not None or following.primes:
                raise ReadError("write \\left(softmax(z)_i\\right)^2", head.start, following.end)
            following, below = tidy(following.base), following.below
        if not isinstance(following, Bracket) or (isinstance(head, Head) and (head.below or head.above)):
            raise ReadError("softmax is read as softmax(z)_i", head.start, head.end)
        value = self.only(following, context, "an argument")
        form = value.form
        if not isinstance(form, Array) or len(value.axes) != 1:
            if not self.strict:
                return value, at + 2
            message = "softmax is taken of a vector by its name: write it out, or declare the shape"
            raise ReadError(message, head.start, following.end)
        key = ("bound", context.scope, context.path, head.start, "softmax")
        self.sets.same(value.axes[0], key, (head.start, following.end))
        taken = {i.name for i in form.indices if isinstance(i, Index)} | {*context.bound}
        letter = next(x for x in ("j", "k", "l", "j'", "k'", "l'", "j''") if x not in taken)
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
    ) -> tuple[Value, int, Written | None]:
        """What a function sign takes, the place behind it, and a power of the whole."""
        n = at + 1
        negative = False
        while n < len(items) and isinstance(sign := items[n], Operator):
            negative = negative != (sign.sign.count("-") % 2 == 1)
            n += 1
        if n >= len(items):
            raise ReadError(f"what is {head.name} taken of?", head.start, head.end)
        first = items[n]
        raised: Written | None = None
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
    ) -> tuple[Value, int, Written | None]:
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
        exponent = self.only(item.above, context, "an exponent")
        return self.only(base, context, "an argument"), at + 1, exponent.form

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
        if at < len(items) and not isinstance(items[at], Head):
            raise ReadError(
                f"where does the argument of {head.name} end? write parentheses around it",
                head.start,
                items[at].end,
            )

    # -- names before parentheses

    def application(
        self, items: tuple[Item, ...], at: int, context: Context
    ) -> tuple[Value, int] | None:
        """A name before parentheses, if it is a function."""
        spelled = spell(items[at], self.names(context))
        following = tidy(items[at + 1]) if at + 1 < len(items) else None
        raised: Item | None = None
        if isinstance(following, Scripted):
            above = following.above if following.below is None else None
            following, raised = tidy(following.base), above
        if spelled is None or not isinstance(following, Bracket) or following.kind != "(":
            return None
        name = spelled.name
        if name in _OF_ARRAYS and not self.is_quantity(name) and not spelled.indices:
            value = self.of_array(name, self.only(following, context, "an argument"), spelled)
            return (value, at + 2) if raised is None else None
        if not self.names(context).is_function(name):
            return self.not_a_function(spelled, following, items, at, raised, context)
        if spelled.indices or spelled.transposed:
            raise ReadError(f"{name} is a function", spelled.start, spelled.end)
        macro = self.vocabulary.macro(name)
        arguments = self.arguments(following, context)
        node = Node(spelled.start, following.end)
        if macro is not None:
            value = self.expand(macro, arguments, spelled, node, context)
        elif name in ELEMENTARY or name == "sigma":
            function = "sigmoid" if name == "sigma" else name
            value = self.elementary(function, _single(arguments, node), spelled.orders, node)
        else:
            value = self.opaque(name, arguments, spelled.orders, node)
        for exponent in (spelled.exponent, raised):
            if exponent is not None:
                above_value = self.only(exponent, context, "an exponent")
                if exponent is spelled.exponent and not isinstance(above_value.form, Number):
                    raise ReadError(f"is this a power of {name}?", exponent.start, exponent.end)
                value = Value(Power(value.form, above_value.form), value.axes, value.row)
        return value, at + 2

    def not_a_function(
        self,
        spelled: Spelled,
        following: Bracket,
        items: tuple[Item, ...],
        at: int,
        raised: Item | None,
        context: Context,
    ) -> tuple[Value, int] | None:
        """A quantity before parentheses: a factor, or written with what it depends on."""
        name = spelled.name
        depends = self.called.get(name)
        if depends is not None:
            inside = tuple(_names(following))
            if inside == depends and raised is None:
                return self.named(spelled, items[at], context), at + 2
        for separator in clauses_of(following)[1]:
            said = f"{name}(… {separator.sign} …) is not read: {name} is no function that is known"
            raise ReadError(said, spelled.start, following.end)
        plain = not spelled.indices and spelled.exponent is None and not spelled.transposed
        declared = self.is_quantity(name) or name in context.values
        known = declared or name in self.size_names or name in self.usage.limits
        if plain and "_" in name and not known:
            message = f"{name} is not defined: define it, as '{name} = …' with its argument"
            raise ReadError(message, spelled.start, following.end)
        if plain and not known and name != "e":
            raise ReadError(
                f"is {name} a function, or a factor? declare it with '{name} : function', or "
                rf"write {name} \cdot (…)",
                spelled.start,
                spelled.end,
            )
        return None

    def arguments(self, bracket: Bracket, context: Context) -> list[Value]:
        clauses, separators = clauses_of(bracket)
        for separator in separators:
            if separator.sign not in (",", ";"):
                message = f"{separator.sign} between arguments is not read"
                raise ReadError(message, separator.start, separator.end)
        found = []
        for clause in clauses:
            member = clause.members[0]
            if len(clause.members) != 1 or member is None:
                raise ReadError("an argument is an expression", clause.start, clause.end)
            found.append(self.expression(member, context.inside(bracket)))
        if not found or len(separators) != len(found) - 1:
            raise ReadError("an argument is missing", bracket.start, bracket.end)
        return found

    def elementary(self, name: str, argument: Value, primes: int, node: Node) -> Value:
        """An elementary function, entry by entry; or its derivative."""
        call = Call(name, (argument.form,))
        if not primes:
            return Value(call, argument.axes, argument.row)
        if primes > 1 or not isinstance(argument.form, Symbol | Entry):
            raise ReadError(
                f"the derivative of {name} is read at a letter: name its argument",
                node.start,
                node.end,
            )
        return Value(Derivative(call, argument.form))

    def of_array(self, name: str, value: Value, spelled: Spelled) -> Value:
        """A trace, or a diagonal matrix."""
        place = spelled.start, spelled.end
        if _OF_ARRAYS[name] == "trace":
            if len(value.axes) == 2:
                self.sets.same(value.axes[0], value.axes[1], place)
            elif self.strict:
                raise ReadError(f"{name} is taken of a matrix", *place)
            return Value(Trace(value.form))
        if len(value.axes) != 1 and self.strict:
            raise ReadError(f"{name} is taken of a vector", *place)
        axes = value.axes[:1]
        return Value(Diag(value.form), (*axes, *axes))

    def argument_partials(
        self, items: tuple[Item, ...], at: int, context: Context
    ) -> tuple[Value, int] | None:
        r"""``\partial_{1} \partial_{2}^{2} f(x, y)``: derivatives by the first, the second argument."""
        orders: dict[int, int] = {}
        n = at
        while n < len(items) and (found := _argument_partial(items[n])) is not None:
            which, times = found
            orders[which] = orders.get(which, 0) + times
            n += 1
        if not orders:
            return None
        applied = self.application(items, n, context) if n < len(items) else None
        call = applied[0].form if applied is not None else None
        place = items[at].start, items[min(n, len(items) - 1)].end
        if applied is None or not isinstance(call, Call) or call.orders:
            raise ReadError("what function is differentiated by its argument here?", *place)
        if max(orders) > len(call.arguments) or min(orders) < 1 or call.function in ELEMENTARY:
            raise ReadError(f"{call.function} has no such argument", *place)
        said = tuple(orders.get(k + 1, 0) for k in range(len(call.arguments)))
        return Value(Call(call.function, call.arguments, said)), applied[1]

    def opaque(self, name: str, arguments: list[Value], orders: int, node: Node) -> Value:
        if any(value.axes for value in arguments):
            raise ReadError(
                f"{name} at a vector or a matrix is not read: define {name}", node.start, node.end
            )
        if orders and len(arguments) != 1:
            raise ReadError(
                f"by which argument is {name} differentiated? write it with \\partial",
                node.start,
                node.end,
            )
        forms = tuple(value.form for value in arguments)
        return Value(Call(name, forms, (orders,)) if orders else Call(name, forms))

    def expand(
        self, macro: Macro, arguments: list[Value], spelled: Spelled, node: Node, context: Context
    ) -> Value:
        """A function that is defined by a formula, at its arguments."""
        if len(arguments) != len(macro.parameters):
            raise ReadError(
                f"{macro.name} is defined with {len(macro.parameters)} arguments", node.start, node.end
            )
        if spelled.orders:
            raise ReadError(
                f"the derivative of {macro.name} is not read: write it with \\partial",
                node.start,
                node.end,
            )
        if f" {macro.name} " in context.path:
            raise ReadError(f"{macro.name} is defined by itself", node.start, node.end)
        body = only_expression(macro.body)
        assert body is not None
        inner = Context(
            context.scope,
            values={**dict(zip(macro.parameters, arguments, strict=True))},
            depth=context.depth + 1,
            path=f"{context.path} {macro.name} ",
        ).inside(node)
        try:
            return self.expression(body, inner)
        except ReadError as error:
            raise error.within(macro.text, macro.source) from None


def _single(arguments: list[Value], node: Node) -> Value:
    if len(arguments) != 1:
        raise ReadError("this function has one argument", node.start, node.end)
    return arguments[0]


def _argument_partial(item: Item) -> tuple[int, int] | None:
    r"""The argument and the order of ``\partial_{1}^{2}``."""
    item = tidy(item)
    if not isinstance(item, Scripted) or item.below is None or item.primes:
        return None
    base, below = tidy(item.base), tidy(item.below)
    if not isinstance(base, Letter) or base.name != "∂" or not isinstance(below, Digits):
        return None
    above = tidy(item.above) if item.above is not None else None
    if above is None:
        return int(below.text[:3]), 1
    if not isinstance(above, Digits) or not above.text.isdigit() or len(above.text) > 2:
        return None
    return int(below.text[:3]), int(above.text)


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


def _names(bracket: Bracket) -> list[str]:
    """The letters that stand between parentheses, as in ``J(\\theta, b)``."""
    found = []
    for clause in clauses_of(bracket)[0]:
        member = clause.members[0]
        item = member.terms[0].items[0] if member else None
        item = tidy(item) if item is not None else None
        found.append(item.name if isinstance(item, Letter) else "")
    return found


def digits(text: str) -> Number:
    """A number as it is written, exactly."""
    return Number(Fraction(text))
