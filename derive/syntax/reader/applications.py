"""What is applied to what: a name before parentheses, as a function or as a factor."""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clauses,
    Digits,
    Item,
    Letter,
    Node,
    Scripted,
    letters_of,
    subnodes,
)
from derive.syntax.reader.at_arguments import OF_ARRAYS, AtArguments
from derive.syntax.reader.base import Context, Value
from derive.syntax.reader.look import clauses_of, only_expression, only_item, tidy
from derive.syntax.reader.spell import Spelled, spell
from derive.syntax.tree import ELEMENTARY, Call, Neg, Number, Power

__all__ = ["Applications"]

#: Letters that nobody takes for functions before a sum in parentheses.
_COEFFICIENTS = frozenset(
    {"alpha", "beta", "gamma", "epsilon", "varepsilon", "eta", "kappa", "lambda", "tau"}
)


class Applications(AtArguments):
    """The names before parentheses."""

    __slots__ = ()

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
        if name in OF_ARRAYS and not self.is_quantity(name) and not spelled.indices:
            value = self.of_array(name, self.only(following, context, "an argument"), spelled)
            if raised is not None:
                value = self.above(value, raised, Node(spelled.start, raised.end), context)
            return value, at + 2
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
        exponent = spelled.exponent
        if exponent is not None:
            above_value = self.only(exponent, context, "an exponent")
            if not isinstance(above_value.form, Number):
                raise ReadError(f"is this a power of {name}?", exponent.start, exponent.end)
            value = Value(Power(value.form, above_value.form), value.axes, value.row)
        if raised is not None:
            value = self.above(value, raised, Node(node.start, raised.end), context)
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
        above = spelled.exponent
        if (
            depends is not None
            and above is not None
            and isinstance(self.only(above, context, "an exponent").form, Neg)
        ):
            message = f"is this a power of {name}, or its inverse? write parentheses"
            raise ReadError(message, above.start, above.end)
        by = self.called.get(name.rstrip("'")) if depends is None else None
        inside = tuple(_names(following))
        found: Value | None = None
        if by is not None and len(by) == 1 and inside == by:
            found = self.primed_quantity(spelled, by[0], context)
        elif depends is not None and inside == depends:
            found = self.named(spelled, items[at], context)
        if found is not None:
            if raised is not None:
                place = Node(spelled.start, raised.end)
                found = self.above(found, raised, place, context)
            return found, at + 2
        letters = {n.name for n in subnodes(following) if isinstance(n, Letter)}
        if depends is not None and letters & set(depends) and name not in letters:
            # f(2x) for f(x) = … is hardly f · 2x, also where f stands by itself elsewhere.
            message = f"is this {name} at another point, or a factor? write {name} \\cdot (…)"
            raise ReadError(message, spelled.start, following.end)
        for separator in clauses_of(following)[1]:
            said = f"{name}(… {separator.sign} …) is not read: {name} is no function that is known"
            raise ReadError(said, spelled.start, following.end)
        if name in self.bodies and self.is_array_factor(name, following, raised):
            return None
        plain = not spelled.indices and spelled.exponent is None and not spelled.transposed
        declared = self.is_quantity(name) or name in context.values
        known = declared or name in self.size_names or name in self.usage.limits
        if plain and "_" in name and not known:
            message = f"{name} is not defined: define it, as '{name} = …' with its argument"
            raise ReadError(message, spelled.start, following.end)
        if plain and not known and name not in ("e", "𝐈") and not _is_coefficient(name, following):
            raise ReadError(
                f"is {name} a function, or a factor? declare it with '{name} : function', or "
                rf"write {name} \cdot (…)",
                spelled.start,
                spelled.end,
            )
        return None

    def is_array_factor(self, name: str, bracket: Bracket, raised: Item | None) -> bool:
        r"""Whether a defined array multiplies a bracket: ``\delta (a^T + b^T)``, ``\delta (a)^T``.

        A function of what its definition speaks of may be meant: ``f(x + 1)``, where f is W x.
        """
        only = tidy(only_item(bracket.inside) or bracket)
        mark = tidy(only_item(raised) or raised) if raised is not None else None
        turned = isinstance(mark, Letter) and mark.name in ("T", "⊤")
        if not turned and isinstance(only, Letter):
            return False
        reached = self.bodies[name]
        if not turned:
            reached = reached.union(*(self.reaches(n) for n in reached))
        if reached & letters_of(bracket):
            return False
        if not self.strict:
            return True
        self.declare(name)
        return self.arity.get(name, 0) > 0

    def reaches(self, name: str) -> frozenset[str]:
        """The letters that a defined name speaks of, through other definitions."""
        found: frozenset[str] = frozenset()
        waiting = [name]
        while waiting:
            for letter in self.bodies.get(waiting.pop(), frozenset()) - found:
                found |= {letter}
                waiting.append(letter)
        return found

    def arguments(self, bracket: Bracket, context: Context) -> list[Value]:
        """The arguments between parentheses."""
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

    def argument_partials(
        self, items: tuple[Item, ...], at: int, context: Context
    ) -> tuple[Value, int] | None:
        r"""``\partial_{1} \partial_{2}^{2} f(x, y)``: by the first and the second argument."""
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


def _is_coefficient(name: str, bracket: Bracket) -> bool:
    r"""Whether ``\alpha(1 - p)`` is a product: a coefficient's letter before a sum of terms."""
    expression = only_expression(bracket.inside)
    return name in _COEFFICIENTS and expression is not None and len(expression.terms) > 1


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


def _names(bracket: Bracket) -> list[str]:
    r"""The letters that stand between parentheses, as in ``J(\theta, b)``."""
    found = []
    for clause in clauses_of(bracket)[0]:
        item = only_item(Clauses(clause.start, clause.end, (clause,)))
        letter = tidy(item) if item is not None else None
        found.append(letter.name if isinstance(letter, Letter) else "")
    return found
