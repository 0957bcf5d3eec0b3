r"""Rows of items as products: where a factor ends, what a slash divides, what is applied.

Juxtaposition binds tighter than ``\cdot``, a slash takes one factor to its right, a sum
takes all that follows, and a function without parentheses takes what clearly belongs to
it. What people read in two ways is rejected: ``a/b c``, ``\log p_i q_i``.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    Styled,
)
from derive.syntax.array import Hadamard
from derive.syntax.reader.base import Base, Context, Value
from derive.syntax.reader.derivatives import Derivatives, Operation, is_partial
from derive.syntax.reader.functions import Functions
from derive.syntax.reader.look import clauses_of, only_term, tidy
from derive.syntax.tree import Add, Call, Neg, Number, Quotient, Written

__all__ = ["INDICATORS", "Products"]

_BIG = ("sum", "product")
#: Letters that indicate an equation behind them.
INDICATORS = frozenset({"I", "𝕀", "𝟙"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of juxtaposed items with the operator and the sign before it."""

    operator: str
    negative: bool
    items: tuple[Item, ...]
    start: int
    end: int


class Products(Functions, Derivatives, Base):
    """The products of the resolver."""

    __slots__ = ()

    def product(self, items: tuple[Item, ...], context: Context) -> Value:
        """A row of items."""
        context = context.inside(items[0])
        groups: list[list[Value]] = []
        pieces = _pieces(items)
        skip = False
        for n, piece in enumerate(pieces):
            if skip:
                skip = False
                continue
            following = pieces[n + 1] if n + 1 < len(pieces) else None
            if following is not None and following.operator == "/":
                _reject_open(piece.items, following)
                slashed = self.slashed_partial(piece, following, context)
                if slashed is not None:
                    self.join(groups, piece, slashed)
                    skip = True
                    continue
            self.join(groups, piece, self.run(piece, context))
        whole = self.multiply([v for group in groups for v in group], _node(items))
        return _negative(whole) if pieces[0].negative else whole

    def join(self, groups: list[list[Value]], piece: _Piece, factors: list[Value]) -> None:
        """Put a run to what stands before it, by the operator between."""
        node = Operator(piece.start, piece.end, piece.operator)
        if piece.negative and piece.operator:
            factors = [_negative(self.multiply(factors, node))]
        match piece.operator:
            case "/" | "⊘":
                above = groups.pop()
                numbers = [f.form for f in (*above, factors[0]) if isinstance(f.form, Number)]
                half = len(numbers) == len(above) + 1 == 2 and _is_bracket(piece.items[1:2])
                if len(factors) > 1 and not half:
                    raise ReadError(
                        "does the slash divide by the first factor or by all of them? "
                        "write \\frac or parentheses",
                        piece.start,
                        piece.end,
                    )
                divisor = piece.items[0]
                self.need(factors[0], "!=0", "division", divisor.start, divisor.end)
                over = self.divide(self.multiply(above, node), factors[0], node)
                groups.append([over, *factors[1:]])
            case "⊙":
                left = self.multiply([v for group in groups for v in group], node)
                right = self.multiply(factors, node)
                groups[:] = [[self.entrywise(left, right, node)]]
            case _:
                groups.append(factors)

    def run(self, piece: _Piece, context: Context) -> list[Value]:
        """The factors of a run."""
        items = _spliced(piece.items)
        if not items:
            raise ReadError("a factor is missing here", piece.start, piece.end)
        found: list[Value] = []
        at = 0
        while at < len(items):
            self.reject_numbers(items, at)
            value, at = self.factor(items, at, context)
            found.append(value)
        return found

    def factor(self, items: tuple[Item, ...], at: int, context: Context) -> tuple[Value, int]:
        """The factor that begins at a place, and the place behind it."""
        item = items[at]
        if isinstance(item, Head):
            return self.head(items, at, context)
        partials = self.argument_partials(items, at, context)
        if partials is not None:
            return partials
        after = items[at + 1] if at + 1 < len(items) else None
        operation = self.operation(item, context, after)
        if operation is not None:
            return self.operate(operation, items, at, context)
        following = tidy(items[at + 1]) if at + 1 < len(items) else None
        if _is_one(item) and isinstance(following, Bracket) and _has_relation(following):
            return self.indicator(following, context), at + 2
        if isinstance(item, Bracket) and item.kind == "[" and _has_relation(item):
            return self.indicator(item, context), at + 1
        applied = self.application(items, at, context)
        if applied is not None:
            return applied
        return self.atom(item, context), at + 1

    def reject_numbers(self, items: tuple[Item, ...], at: int) -> None:
        """Raise for two numbers beside each other."""
        if at > 0 and isinstance(items[at], Digits) and isinstance(items[at - 1], Digits):
            raise ReadError("two numbers beside each other", items[at - 1].start, items[at].end)

    def slashed_partial(self, above: _Piece, below: _Piece, context: Context) -> list[Value] | None:
        r"""``\partial L / \partial z``, and what stands before it."""
        places = [n for n, item in enumerate(above.items) if is_partial(item)]
        if not places or not below.items or not is_partial(below.items[0]):
            return None
        at = places[0]
        before = _Piece(above.operator, False, above.items[:at], above.start, above.end)
        factors = self.run(before, context) if at else []
        found = self.quotient_of_partials(above.items[at:], below.items, context)
        if isinstance(found, Operation):
            raise ReadError("this derivative is not read", above.start, below.end)
        return [*factors, found]

    def divide(self, above: Value, below: Value, node: Node) -> Value:
        """A quotient."""
        if below.axes and not above.axes:
            if not (isinstance(above.form, Number) and _is_entrywise(below.form)):
                raise ShapeError("this divides by a vector or a matrix", node.start, node.end)
            return Value(Quotient(above.form, below.form), below.axes, below.row)
        return Value(Quotient(above.form, below.form), above.axes, above.row)

    def entrywise(self, left: Value, right: Value, node: Node) -> Value:
        """A product entry by entry."""
        if self.guessing and self.strict and len(left.axes) != len(right.axes):
            raise ShapeError("\\odot stands between two shapes", node.start, node.end)
        if self.strict and len(left.axes) == len(right.axes):
            for a, b in zip(left.axes, right.axes, strict=True):
                self.sets.same(a, b, (node.start, node.end))
        wider = left if left.axes else right
        factors = left.form.factors if isinstance(left.form, Hadamard) else (left.form,)
        return Value(Hadamard((*factors, right.form)), wider.axes, wider.row)


def _pieces(items: tuple[Item, ...]) -> list[_Piece]:
    """The runs of a term, parted by its operators; a sum takes all that is left."""
    pieces: list[_Piece] = []
    operator, negative = "", False
    run: list[Item] = []
    start = items[0].start
    for n, item in enumerate(items):
        if isinstance(item, Operator):
            unary = not run
            if item.sign and set(item.sign) <= {"+", "-"} and (unary or _is_head(run[-1])):
                if unary:
                    negative = negative != (item.sign.count("-") % 2 == 1)
                    continue
                run.append(item)
                continue
            pieces.append(_Piece(operator, negative, tuple(run), start, item.start))
            operator, negative, run, start = item.sign, False, [], item.start
            continue
        if isinstance(item, Head) and item.name in _BIG:
            run.append(Reach(item.start, items[-1].end, item, items[n + 1 :]))
            break
        run.append(item)
    pieces.append(_Piece(operator, negative, tuple(run), start, items[-1].end))
    return pieces


def _reject_open(items: tuple[Item, ...], below: _Piece) -> None:
    r"""Raise for ``\log p / q``, which may be the logarithm of a quotient."""
    heads = [n for n, item in enumerate(items) if isinstance(item, Head) and item.name not in _BIG]
    after = items[heads[-1] + 1 :] if heads else ()
    if after and not _is_bracket(after[:1]):
        raise ReadError(
            f"does {items[heads[-1]].name} take the quotient? write parentheses",  # type: ignore[union-attr]
            items[heads[-1]].start,
            below.end,
        )


def _is_bracket(items: tuple[Item, ...]) -> bool:
    """Whether a bracket comes next: in ``1/2 (x - y)^2`` the slash divides 1 by 2."""
    if not items:
        return False
    item = tidy(items[0])
    return isinstance(tidy(item.base) if isinstance(item, Scripted) else item, Bracket)


def _is_entrywise(form: Written) -> bool:
    """Whether an array is meant entry by entry: a number is added to it, or it is an exponential.

    ``1/(1 + e^{-z})`` is the sigmoid of every entry; ``1/x`` of a vector means nothing.
    """
    if isinstance(form, Add):
        return any(isinstance(term, Number) for term in form.terms)
    return isinstance(form, Call) and form.function == "exp"


def _negative(value: Value) -> Value:
    return Value(Neg(value.form), value.axes, value.row)


def _is_one(item: Item) -> bool:
    """Whether an item is a 1, in any alphabet: before an equation it indicates."""
    item = tidy(item)
    number = item.of if isinstance(item, Styled) else item
    if isinstance(number, Letter):
        return number.name in INDICATORS
    return isinstance(number, Digits) and number.text == "1"


def _has_relation(bracket: Bracket) -> bool:
    return any(clause.relations for clause in clauses_of(bracket)[0])


def _is_head(item: Item) -> bool:
    return isinstance(item, Head)


def _spliced(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Braces around factors group nothing, unless they are a function's argument."""
    found: list[Item] = []
    for item in items:
        term = only_term(item) if isinstance(item, Bracket) and item.kind == "{" else None
        after_head = bool(found) and isinstance(found[-1], Head)
        if term is not None and not after_head:
            plain = not any(isinstance(i, Operator | Head) for i in term.items)
            if plain:
                found.extend(_spliced(term.items))
                continue
        if isinstance(item, Bracket) and item.kind == "{" and not item.inside.parts:
            continue
        found.append(item if after_head else tidy(item))
    return tuple(found)


def _node(items: tuple[Item, ...]) -> Node:
    return Node(items[0].start, items[-1].end)
