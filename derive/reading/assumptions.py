"""What is assumed where a claim stands, read in the reading of the claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.model import Assumption, Equation, Fact
from derive.notation.names import argument_list, only_item, plain_text, spelled
from derive.notation.nodes import Bracket, Clause, Digits, Expression
from derive.reading.close import Closer, at_numbers
from derive.reading.expressions import expression
from derive.reading.families import Family
from derive.reading.indicators import two_valued
from derive.reading.indices import is_index, letter_index
from derive.reading.names import family_of, named, use
from derive.reading.reader import Env, Reader
from derive.reading.scope import Assumed
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, at, entrywise, instance, number, square_norm
from derive.syntax.tree import Add, Derivative, Entry, Index, IndexTerm, Mul, Neg, Point, Symbol
from derive.syntax.walk import free_indices, subforms

__all__ = ["Given", "Relation", "given_of", "of_length_one", "relations_of"]

#: The quantity by which one side of an inequality is greater.
SLACK = "slack"
Relation = tuple[IndexTerm, IndexTerm, bool, Statement | None]
#: Inequalities: whether the right side is the greater one, and what their difference is.
ORDERS = {
    ">": (False, "positive"),
    "≥": (False, "nonnegative"),
    "<": (True, "positive"),
    "≤": (True, "nonnegative"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """An assumption that is read and not yet closed: two sides, or a fact about a family.

    ``key`` is the family, also where an inequality is two sides: ``a < b`` is ``b = a + t`` with a
    family t of its own that is positive.
    """

    statement: Statement | None
    sides: tuple[Value, Value] | None = None
    fact: str = ""
    key: str = ""

    def made(self, closer: Closer, names: set[str]) -> list[Assumption]:
        """The assumption in final names, if it speaks of one of these names."""
        if self.sides is None:
            declared = closer.declared.get(self.key)
            return [Fact(self.fact, declared.name)] if declared and declared.name in names else []
        found = self._equations(closer, names)
        if not found or not self.fact:
            return found
        return [*found, Fact(self.fact, closer.declaration(self.key).name)]

    def _equations(self, closer: Closer, names: set[str]) -> list[Assumption]:
        assert self.sides is not None
        one, other = self.sides
        array = one if one.rank else other
        places: list[IndexTerm] = [Index(closer.reader.sets.fresh("e"), a.over) for a in array.axes]
        lhs, rhs = (closer.form(at(v, places if v.rank else ())) for v in (one, other))
        found: list[Assumption] = [Equation(a, b) for a, b in at_numbers(lhs, rhs)]
        own = set(declarations_of([lhs, rhs]))
        functions = {
            part.of.name
            for side in (lhs, rhs) for part in subforms(side)
            if isinstance(part, Derivative) and isinstance(part.of, Symbol | Entry)
        }  # fmt: skip
        # The slope of a function says nothing of a claim without the function.
        return found if (functions or own) & names else []


def given_of(reader: Reader, relations: Sequence[Assumed]) -> tuple[list[Given], list[str]]:
    """What is assumed, and why what was not read was not."""
    found: list[Given] = []
    lost: list[str] = []
    for assumed in relations:
        clause, statement = assumed.clause, assumed.statement
        if _compares_indices(reader, clause):
            continue
        try:
            found += _given(reader, clause, statement)
        except Misfit as misfit:
            lost.append(f"{plain_text(clause)}: {misfit}")
    return found, lost


def of_length_one(reader: Reader) -> Iterator[Given]:
    """What is said of unit vectors: that the squares of their entries sum to 1."""
    for said in reader.scope.kinds:
        if said.fact == "unit":
            key = named(reader, said.word).key
            value = use(reader, family_of(reader, key, said.word), (), Env())
            if value.rank != 1:
                raise Ignorance(f"{key} has length one, and is no column")
            yield Given(said.statement, (square_norm(reader.sets, value), number(1)))


def _given(reader: Reader, clause: Clause, statement: Statement | None) -> list[Given]:
    """The assumptions that a clause states, relation by relation."""
    found: list[Given] = []
    for left, relation, right in zip(
        clause.members, clause.relations, clause.members[1:], strict=False
    ):
        if left is None or right is None:
            raise Ignorance("an assumption without a side")
        found += _relation(reader, left, relation.sign, right, statement)
    return found


def _relation(
    reader: Reader, left: Expression, sign: str, right: Expression, statement: Statement | None
) -> list[Given]:
    zero = plain_text(right) == "0"
    if sign == "=":
        sides = _sides(reader, left, right)
        return [Given(statement, _for_all(reader, *sides, statement))]
    if sign in (">", "≥") and zero and spelled(only_item(left)) is not None:
        return [_fact(reader, ORDERS[sign][1], left, statement)]
    if sign in ORDERS:
        turned, fact = ORDERS[sign]
        less, more = _sides(reader, left, right) if turned else _sides(reader, right, left)
        return [_inequality(reader, less, more, fact, statement)]
    if sign == "≠":
        return [_inequality(reader, *_sides(reader, left, right), "", statement)]
    if sign == "∈" and (ends := _interval(right)):
        signs = [("≥" if ends.kind == "[" else ">"), "<"]
        members = argument_list(ends) or ()
        pairs = zip(signs, members, strict=True)
        return [
            given
            for order, end in pairs
            if plain_text(end) not in ("∞", "-∞", "+∞")
            for given in _relation(reader, left, order, end, statement)
        ]
    elements = set_elements(right) if sign == "∈" else None
    if elements is None:
        raise Ignorance(f"the relation {sign} as an assumption")
    if [plain_text(e) for e in elements] in (["0", "1"], ["1", "0"]) and spelled(only_item(left)):
        return [_fact(reader, "binary", left, statement)]
    name = spelled(only_item(left))
    key = two_valued(reader, name, elements) if name is not None else ""
    if key:
        return [Given(statement, fact="binary", key=key)]
    value = expression(reader, left, Env())
    differences = [_minus(reader, value, expression(reader, e, Env())) for e in elements]
    product = entrywise(reader.sets, lambda *forms: Mul(forms), differences, "a set")
    return [Given(statement, (product, number(0)))]


def _minus(reader: Reader, one: Value, other: Value) -> Value:
    return entrywise(reader.sets, lambda a, b: Add((a, Neg(b))), (one, other), "a difference")


def _for_all(
    reader: Reader, one: Value, other: Value, statement: Statement | None
) -> tuple[Value, Value]:
    """An equation with a letter of the claim holds there, or for all that the letter may be."""
    letters = {i.name: i for v in (one, other) for i in free_indices(v.entry)}
    every = set(statement.every) if statement is not None else set()
    for name, index in letters.items():
        if reader.frees.get(name) != index or name not in reader.outside:
            continue
        if reader.ask("every", name, {"for-all"} if name in every else set()) == "every":
            fresh = Index(reader.sets.fresh(name), index.over)
            one, other = (replace(v, entry=instance(v.entry, index, fresh)) for v in (one, other))
    return one, other


def _sides(reader: Reader, left: Expression, right: Expression) -> tuple[Value, Value]:
    one, other = (expression(reader, side, Env()) for side in (left, right))
    if one.rank and other.rank and one.rank != other.rank:
        raise Misfit("an assumption whose sides have two shapes")
    for x, y in zip(one.axes, other.axes, strict=False):
        reader.sets.same(x.over, y.over, "an assumption")
    return one, other


def _inequality(
    reader: Reader, less: Value, more: Value, fact: str, statement: Statement | None
) -> Given:
    """``less < more`` as an equation with a quantity that is positive.

    With no fact, ``less ≠ more`` as one with a quantity times which their difference is 1.
    """
    letters = {i.name: i for v in (less, more) for i in free_indices(v.entry)}
    axes = (more if more.rank else less).axes
    key = f"{SLACK}{len(reader.families)}"
    opened = {axis.name for axis in (*less.axes, *more.axes)}
    terms = (*axes, *(i for name, i in letters.items() if name not in opened))
    reader.families[key] = Family(key, tuple(term.over for term in terms))
    slack = Value(axes, Entry(key, terms) if terms else Symbol(key))
    if not fact:
        apart = entrywise(
            reader.sets, lambda a, b, t: Mul((Add((a, Neg(b))), t)), (less, more, slack), "≠"
        )
        return Given(statement, (apart, number(1)))
    above = entrywise(reader.sets, lambda a, b: Add((a, b)), (less, slack), "an inequality")
    return Given(statement, (more, above), fact, key)


def _interval(member: Expression) -> Bracket | None:
    """An interval that is written by its ends, ``(0, 1)``."""
    item = only_item(member)
    if (
        isinstance(item, Bracket)
        and item.kind in ("(", "[")
        and len(argument_list(item) or ()) == 2
    ):
        return item
    return None


def set_elements(member: Expression) -> tuple[Expression, ...] | None:
    """The elements of a set that is written out, ``{-1, 1}``; ``None`` for another one."""
    item = only_item(member)
    if not (isinstance(item, Bracket) and item.kind == r"\{"):
        return None
    found = argument_list(item)
    if not found or any("…" in plain_text(element) for element in found):
        return None
    return found


def _fact(reader: Reader, fact: str, left: Expression, statement: Statement | None) -> Given:
    name = spelled(only_item(left))
    if name is None:
        raise Ignorance("a fact about what is no name")
    key = named(reader, name).key
    family_of(reader, key, name)
    return Given(statement, fact=fact, key=key)


def _compares_indices(reader: Reader, clause: Clause) -> bool:
    """Whether a letter that is an index is compared with another one, or with a number."""
    items = [only_item(member) for member in clause.members if member is not None]
    indices = [item is not None and is_index(reader, item, Env()) for item in items]
    numbers = [isinstance(item, Digits) for item in items]
    return (
        len(items) == 2
        and any(indices)
        and all(index or number for index, number in zip(indices, numbers, strict=True))
    )


def relations_of(reader: Reader) -> list[Relation]:
    """The cases: which letters are equal, and which differ."""
    found: list[Relation] = []
    for assumed in reader.scope.assumed:
        clause = assumed.clause
        if clause.relations[0].sign not in ("=", "≠") or not _compares_indices(reader, clause):
            continue
        items = [only_item(member) for member in clause.members if member is not None]
        texts = [plain_text(item) for item in items]
        if all(text.isdigit() for text in texts):
            continue
        index = next(
            letter_index(reader, item, Env())
            for item, text in zip(items, texts, strict=True)
            if item is not None and not text.isdigit()
        )
        terms: list[IndexTerm] = []
        for item, text in zip(items, texts, strict=True):
            if text.isdigit():
                terms.append(Point(int(text), index.over))
            elif item is not None:
                terms.append(letter_index(reader, item, Env()))
        reader.sets.same(terms[0].over, terms[1].over, "a case")
        found.append((terms[0], terms[1], clause.relations[0].sign == "=", assumed.statement))
    return found
