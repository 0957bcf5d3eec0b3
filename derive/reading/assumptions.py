"""What is assumed where a claim stands, read in the reading of the claim."""

from __future__ import annotations

from dataclasses import dataclass

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.model import Assumption, Equation, Fact
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Clause
from derive.reading.close import Closer, at_numbers
from derive.reading.expressions import expression
from derive.reading.names import family_of, is_index, letter_index, named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, at
from derive.syntax.tree import Index, IndexTerm, Point

__all__ = ["Given", "Relation", "given_of", "relations_of"]

Relation = tuple[IndexTerm, IndexTerm, bool, Statement | None]
#: Inequalities that are facts with a name; 0 stands at the right.
SIGNS = {">": "positive", "≥": "nonnegative"}


@dataclass(frozen=True, slots=True)
class Given:
    """An assumption that is read and not yet closed: two sides, or a fact about a family."""

    statement: Statement | None
    sides: tuple[Value, Value] | None = None
    fact: str = ""
    key: str = ""

    def made(self, closer: Closer, names: set[str]) -> list[Assumption]:
        """The assumption in final names, if it speaks of one of these names."""
        if self.sides is None:
            declared = closer.declared.get(self.key)
            return [Fact(self.fact, declared.name)] if declared and declared.name in names else []
        one, other = self.sides
        array = one if one.rank else other
        places: list[IndexTerm] = [Index(closer.reader.sets.fresh("e"), a.over) for a in array.axes]
        lhs, rhs = (closer.form(at(v, places if v.rank else ())) for v in (one, other))
        found: list[Assumption] = [Equation(a, b) for a, b in at_numbers(lhs, rhs)]
        own = set(declarations_of([x for f in found for x in (f.lhs, f.rhs)]))  # type: ignore[union-attr]
        return found if own & names else []


def given_of(reader: Reader) -> tuple[list[Given], list[str]]:
    """What is assumed, and why what was not read was not."""
    found: list[Given] = []
    lost: list[str] = []
    for assumed in reader.scope.assumed:
        clause, statement = assumed.clause, assumed.statement
        if _compares_indices(reader, clause):
            continue
        try:
            found += _given(reader, clause, statement)
        except Misfit as misfit:
            lost.append(f"{plain_text(clause)}: {misfit}")
    return found, lost


def _given(reader: Reader, clause: Clause, statement: Statement | None) -> list[Given]:
    """The assumptions that a clause states, relation by relation."""
    found: list[Given] = []
    for left, relation, right in zip(
        clause.members, clause.relations, clause.members[1:], strict=False
    ):
        if left is None or right is None:
            raise Ignorance("an assumption without a side")
        sign, value = relation.sign, plain_text(right)
        if sign == "=":
            one, other = (expression(reader, side, Env()) for side in (left, right))
            if one.rank and other.rank and one.rank != other.rank:
                raise Misfit("an assumption whose sides have two shapes")
            for x, y in zip(one.axes, other.axes, strict=False):
                reader.sets.same(x.over, y.over, "an assumption")
            found.append(Given(statement, (one, other)))
        elif sign in SIGNS and value == "0":
            found.append(_fact(reader, SIGNS[sign], left, statement))
        elif sign == "∈" and value in (r"\{0,1}", "{0,1}"):
            found.append(_fact(reader, "binary", left, statement))
        else:
            raise Ignorance(f"the relation {sign} as an assumption")
    return found


def _fact(reader: Reader, fact: str, left: object, statement: Statement | None) -> Given:
    name = spelled(only_item(left))  # type: ignore[arg-type]
    if name is None:
        raise Ignorance("a fact about what is no name")
    key = named(reader, name).key
    family_of(reader, key, name)
    return Given(statement, fact=fact, key=key)


def _compares_indices(reader: Reader, clause: Clause) -> bool:
    return len(clause.members) == 2 and all(
        (item := only_item(member)) is not None and is_index(reader, item, Env())
        for member in clause.members
        if member is not None
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
