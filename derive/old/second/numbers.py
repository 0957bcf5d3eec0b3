r"""Notation with numbers for some of its letters: sums written out, indices and exponents computed.

``\sum_{j=1}^3 a_{j-1}`` is ``a_0 + a_1 + a_2``, where each of these is a name of its own; a
power that is computed is a product, so that it may be one of matrices. What the letters are
that numbers take the place of is said by ``derive.old.second.instances``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Root,
    Scripted,
    Separator,
    Styled,
    Term,
    subnodes,
)
from derive.old.conventions.walk import group, row_of
from derive.syntax.reader.look import clauses_of, items_of, only_expression, range_of, tidy
from derive.syntax.reader.spell import index_name

__all__ = ["Numbered", "number_of"]

#: How many terms a sum is written out in, and the largest power.
MOST_TERMS = 8
MOST_FACTORS = 6

Env = Mapping[str, int]


def number_of(node: Item | Clauses | Expression, env: Env) -> int | None:
    r"""The number that ``c-m+j`` or ``2m`` is.

    >>> from derive.notation.parse import parse
    >>> number_of(parse("c - 2m + j").parts[0].members[0], {"c": 7, "m": 2, "j": 1})
    4
    """
    expression = node if isinstance(node, Expression) else only_expression(node)
    if expression is None:
        items = items_of(node)  # type: ignore[arg-type]
        return None if items is None else _product(items, env)
    total = 0
    for term in expression.terms:
        value = _product(term.items, env)
        if value is None:
            return None
        total += -value if term.signs.count("-") % 2 else value
    return total


def _product(items: tuple[Item, ...], env: Env) -> int | None:
    found = 1
    for item in items:
        item = tidy(item)
        if isinstance(item, Operator) and item.sign == "·":
            continue
        if isinstance(item, Digits) and item.text.isdigit():
            found *= int(item.text)
        elif isinstance(item, Bracket) and item.kind in "({":
            value = number_of(item.inside, env)
            if value is None:
                return None
            found *= value
        else:
            name = index_name(item)
            if name is None or name not in env:
                return None
            found *= env[name]
    return found


@dataclass(slots=True)
class Numbered:
    """Puts numbers for letters; ``families`` are the names whose indices are numbers then.

    ``used`` are the names that come out, with the family and the numbers they come from;
    ``symbolic`` are families that keep an index as well.
    """

    families: frozenset[str]
    used: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    symbolic: set[str] = field(default_factory=set)

    def clauses(self, clauses: Clauses, env: Env) -> Clauses:
        """A formula with numbers."""
        parts = tuple(p if isinstance(p, Separator) else self.clause(p, env) for p in clauses.parts)
        return replace(clauses, parts=parts)

    def clause(self, clause: Clause, env: Env) -> Clause:
        """A clause with numbers."""
        members = tuple(None if m is None else self.expression(m, env) for m in clause.members)
        return replace(clause, members=members)

    def expression(self, expression: Expression, env: Env) -> Expression:
        """An expression with numbers."""
        terms = tuple(replace(t, items=self.row(t.items, env)) for t in expression.terms)
        return replace(expression, terms=terms)

    def row(self, items: tuple[Item, ...], env: Env) -> tuple[Item, ...]:
        """A row of items; a sum takes all that stands behind it."""
        found: list[Item] = []
        for n, item in enumerate(items):
            if isinstance(item, Head) and item.name in ("sum", "product"):
                written = self.big(item, items[n + 1 :], env)
                if written is not None:
                    return (*found, written)
                found.append(replace(item, above=item.above, below=item.below))
                inner = {k: v for k, v in env.items() if k not in _bound(item)}
                return (*found, *self.row(items[n + 1 :], inner))
            made = self.item(item, env)
            found += made
        return tuple(found) or (Digits(items[0].start, items[-1].end, "1"),)

    def big(self, head: Head, items: tuple[Item, ...], env: Env) -> Item | None:
        """A sum or a product over numbers, written out; ``None`` if it runs over a set."""
        place = head.start, items[-1].end if items else head.end
        values = self.values(head, env)
        if values is None or not items:
            return None
        letter, numbers = values
        if len(numbers) > MOST_TERMS:
            raise ReadError("a sum of so many terms is not written out", *place)
        rows = [self.row(items, {**env, letter: number}) for number in numbers]
        if head.name == "product":
            factors = tuple(group(row, "(") for row in rows)
            return group(factors or (Digits(*place, "1"),), "(")
        terms = tuple(Term(*place, "+" if n else "", row) for n, row in enumerate(rows))
        zero = Term(*place, "", (Digits(*place, "0"),))
        whole = Expression(*place, terms or (zero,))
        return Bracket(*place, "(", Clauses(*place, (Clause(*place, (whole,), ()),)))

    def values(self, head: Head, env: Env) -> tuple[str, list[int]] | None:
        """The letter that a sum binds, and its numbers."""
        ranges, separators = range_of(head.below)
        if not ranges or any(s.sign != "," for s in separators) or head.above is None:
            return None
        first, *others = ranges
        if [r.sign for r in first.relations] != ["="]:
            return None
        letter = _name(first.members[0])
        limits = (first.members[1], head.above)
        if any(
            isinstance(n, Letter) and n.name == letter for m in limits if m for n in subnodes(m)
        ):
            raise ReadError("a sum runs from or to its own letter", head.start, head.end)
        low = None if first.members[1] is None else number_of(first.members[1], env)
        high = number_of(head.above, env)
        if letter is None or low is None or high is None:
            return None
        left_out = set()
        for other in others:
            value = None if other.members[-1] is None else number_of(other.members[-1], env)
            signs = [r.sign for r in other.relations]
            if signs != ["≠"] or _name(other.members[0]) != letter or value is None:
                return None
            left_out.add(value)
        return letter, [n for n in range(low, high + 1) if n not in left_out]

    def item(self, item: Item, env: Env) -> tuple[Item, ...]:
        """An item with numbers; a power that is computed is several."""
        item = tidy(item)
        match item:
            case Letter(name=name) if name in env:
                return (group((Digits(item.start, item.end, str(env[name])),), "("),)
            case Scripted():
                return self.scripted(item, env)
            case Bracket(inside=inside):
                return (replace(item, inside=self.clauses(inside, env)),)
            case Fraction(above=above, below=below):
                return (replace(item, above=self.part(above, env), below=self.part(below, env)),)
            case Root(of=of):
                return (replace(item, of=group(self.item(of, env))),)
            case Styled(of=of):
                return (replace(item, of=group(self.item(of, env))),)
        return (item,)

    def part(self, part: Item | Clauses, env: Env) -> Item | Clauses:
        """What stands above or below a line, with numbers."""
        if isinstance(part, Clauses):
            return self.clauses(part, env)
        if isinstance(part, Bracket) and part.kind == "{":
            return replace(part, inside=self.clauses(part.inside, env))
        return group(self.item(part, env))

    def scripted(self, item: Scripted, env: Env) -> tuple[Item, ...]:
        """A name with its indices in numbers, a power as a product."""
        if item.primes and index_name(item) in env:
            return (group((Digits(item.start, item.end, str(env[index_name(item) or ""])),), "("),)
        base = tidy(item.base)
        above = item.above
        times = None
        if above is not None and not _is_plain(above):
            times = number_of(above, env)
        if times is not None:
            if not 0 <= times <= MOST_FACTORS:
                raise ReadError("this power is not written out", item.start, item.end)
            rest = replace(item, above=None)
            plain = rest if rest.below is not None or rest.primes else rest.base
            return self.item(plain, env) * times
        if not isinstance(base, Letter):
            inner = self.item(base, env)
            first = inner[0] if len(inner) == 1 else group(inner)
            return (replace(item, base=first, above=self.script(above, env)),)
        below = item.below
        if base.name in self.families and below is not None:
            numbers = [number_of(m, env) for m in _members(below)]
            if None not in numbers:
                name = "_".join((base.name, *map(str, numbers)))
                values = tuple(n for n in numbers if n is not None)
                if any(n < 0 for n in values):
                    raise ReadError("an index is negative here", item.start, item.end)
                self.used[name] = base.name, values
                letter = Letter(item.start, below.end, name, base.word)
                if above is None and not item.primes:
                    return (letter,)
                kept = replace(item, base=letter, below=None, above=self.script(above, env))
                return (kept,)
            self.symbolic.add(base.name)
        return (replace(item, base=base, above=self.script(above, env)),)

    def script(self, above: Item | None, env: Env) -> Item | None:
        """What stands above, with numbers."""
        if above is None:
            return None
        found = self.part(above, env)
        assert not isinstance(found, Clauses)
        return found


def _is_plain(above: Item) -> bool:
    """Whether what stands above is a number that nobody has to compute."""
    items = items_of(above)
    return items is not None and len(items) == 1 and isinstance(tidy(items[0]), Digits)


def _members(below: Item) -> list[Expression]:
    """The indices below a name, one by one where they are letters in a row."""
    found = []
    for clause in clauses_of(below)[0]:
        member = clause.members[0]
        if member is None:
            continue
        term = member.terms[0] if len(member.terms) == 1 else None
        if (
            term is not None
            and len(term.items) > 1
            and not any(isinstance(tidy(i), Digits) for i in term.items)
        ):
            for item in term.items:
                inner = row_of((item,)).parts[0]
                assert isinstance(inner, Clause)
                assert inner.members[0] is not None
                found.append(inner.members[0])
        else:
            found.append(member)
    return found


def _name(member: Expression | None) -> str | None:
    if member is None or len(member.terms) != 1 or len(member.terms[0].items) != 1:
        return None
    return index_name(member.terms[0].items[0])


def _bound(head: Node) -> set[str]:
    below = head.below if isinstance(head, Head) else None
    return {n for c in range_of(below)[0] for m in c.members[:1] if (n := _name(m)) is not None}
