r"""Sums of what is written like them: L is ``L_1 + … + L_n``, or ``\frac{1}{N} \sum_j L_j``.

L is a number, and L_j is one of a family with a name of its own. Where nothing says what L_j
is, and L is defined by one sum such as ``-\sum_i y_i \ln a_i``, it is the term of that at j.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Item,
    Letter,
    Scripted,
    Term,
    letters_of,
    subnodes,
)
from derive.notation.parse import parse
from derive.old.conventions.walk import over_rows
from derive.syntax.reader.look import clauses_of, only_item, tidy
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import index_name

__all__ = ["PARTS", "totals_in", "with_parts", "with_summands"]

#: What a formula must look like to say of what something is the sum.
_MAY_SAY = re.compile(r"=.*(?:\+.*_|\\sum)", re.DOTALL)
_LONGEST = 400
#: What the name of the parts has behind that of their sum.
PARTS = "_·"


def totals_in(texts: Iterable[str], *, plain: bool = False) -> frozenset[str]:
    r"""The names of which a formula says that they are the sums of what is written like them.

    ``plain`` ones are sums, and no averages.

    >>> sorted(totals_in(["L = L_1 + L_2 + ... + L_n", r"E = \sum_k E_k", "a = a_1 + b_2"]))
    ['E', 'L']
    """
    found: set[str] = set()
    for text in texts:
        if len(text) > _LONGEST or not _MAY_SAY.search(text):
            continue
        try:
            clauses, _ = clauses_of(parse(text))
        except ReadError:
            continue
        for clause in clauses:
            left, *others = clause.members
            name = _letter(left)
            if name is not None and any(_is_sum_of(name, other, plain) for other in others):
                found.add(name)
    return frozenset(found)


def with_summands(
    formulas: Iterable[Clauses], lets: tuple[Formula, ...], totals: frozenset[str]
) -> tuple[Formula, ...]:
    """The definitions with those of the terms of a total of which formulas speak.

    ``totals`` are sums, and no averages.
    """
    every = (*formulas, *(let.notation for let in lets))
    spoken = {n.name for f in every for n in subnodes(f) if isinstance(n, Letter)}
    for let in lets:
        name = _total(let)
        family = f"{name}{PARTS}"
        own = letters_of(let.notation)
        if name is None or name not in totals or family not in spoken - own:
            continue
        if not any(_defines(other, family) for other in lets):
            lets = (*lets, _summand(let, name, family))
    return lets


def with_parts(notation: Clauses, totals: frozenset[str]) -> Clauses:
    r"""The notation with a name of its own for the parts of each total.

    >>> from derive.syntax.reader.plain import plain
    >>> plain(with_parts(parse("L = L_1 + L_j + M_j"), frozenset({"L"})))
    'L=L_·_1+L_·_j+M_j'
    """

    def at(item: Item) -> Item:
        try:
            found = tidy(item)
        except ReadError:
            return item
        if not isinstance(found, Scripted) or found.below is None:
            return item
        base = found.base
        if not isinstance(base, Letter) or base.name not in totals:
            return item
        return replace(found, base=Letter(base.start, base.end, f"{base.name}{PARTS}"))

    return over_rows(notation, lambda row: tuple(map(at, row))) if totals else notation


def _total(let: Formula) -> str | None:
    """The name that a definition says is one sum."""
    sides = _sides(let)
    name = None if sides is None else _letter(sides[0])
    if sides is None or name is None or len(sides[1].terms) != 1:
        return None
    heads = [n for n, item in enumerate(sides[1].terms[0].items) if isinstance(item, Head)]
    first = sides[1].terms[0].items[heads[0]] if heads else None
    return name if isinstance(first, Head) and _index_of(first) is not None else None


def _index_of(head: Head) -> Letter | None:
    """The one letter over all of which a sum sign sums."""
    if head.name != "sum" or head.below is None:
        return None
    clauses, separators = clauses_of(head.below)
    plain = len(clauses) == 1 and not separators
    signs = [relation.sign for relation in clauses[0].relations] if plain else []
    member = clauses[0].members[0] if plain and signs in ([], ["="], ["∈"]) else None
    item = member.terms[0].items[0] if member is not None and len(member.terms) == 1 else None
    if signs == ["="] and head.above is None:
        return None  # a point, and no range
    try:
        item = None if item is None else tidy(item)
    except ReadError:
        return None
    return item if isinstance(item, Letter) else None


def _summand(let: Formula, name: str, family: str) -> Formula:
    """The definition of one term: the sum without its sign, at the index of that."""
    sides = _sides(let)
    assert sides is not None
    left, right = sides
    (term,) = right.terms
    at = next(n for n, item in enumerate(term.items) if isinstance(item, Head))
    head = term.items[at]
    assert isinstance(head, Head)
    index = _index_of(head)
    assert index is not None
    place = left.start, left.end
    letter = Scripted(*place, Letter(*place, family), index, None)
    body = replace(term, items=(*term.items[:at], *term.items[at + 1 :]))
    whole = replace(left, terms=(Term(*place, "", (letter,)),))
    (clause,) = let.notation.parts
    assert isinstance(clause, Clause)
    made = replace(clause, members=(whole, replace(right, terms=(body,))))
    notation = replace(let.notation, parts=(made,))
    source = f"the definition of {name}_{index.name}"
    return Formula(let.text, notation, source, f"let {family}")


def _sides(let: Formula) -> tuple[Expression, Expression] | None:
    parts = let.notation.parts
    clause = parts[0] if len(parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2:
        return None
    left, right = clause.members
    return None if left is None or right is None else (left, right)


def _defines(let: Formula, family: str) -> bool:
    """Whether a definition says what the parts are."""
    sides = _sides(let)
    first = tidy(sides[0].terms[0].items[0]) if sides is not None else None
    base = first.base if isinstance(first, Scripted) else first
    return isinstance(base, Letter) and base.name == family


def _is_term(node: object, name: str) -> bool:
    """Whether something is a name with one index below it, as L_j."""
    if not isinstance(node, Scripted) or node.below is None or node.above is not None:
        return False
    base = node.base
    return isinstance(base, Letter) and base.name == name and index_name(node.below) is not None


def _letter(expression: Expression | None) -> str | None:
    """The letter that a side is by itself."""
    if expression is None or len(expression.terms) != 1 or expression.terms[0].signs:
        return None
    place = expression.start, expression.end
    item = only_item(Clauses(*place, (Clause(*place, (expression,), ()),)))
    try:
        item = None if item is None else tidy(item)
    except ReadError:
        return None
    return item.name if isinstance(item, Letter) else None


def _is_sum_of(name: str, side: Expression | None, plain: bool) -> bool:
    r"""Whether a side is ``L_1 + … + L_n``, or ``\sum_j L_j`` with a factor or without."""
    if side is None:
        return False
    rows = [tuple(map(tidy, term.items)) for term in side.terms]
    heads = [n for n, item in enumerate(rows[0]) if isinstance(item, Head)]
    if len(rows) == 1 and len(heads) == 1:
        *before, head, last = rows[0]
        known = {n.name for item in before for n in subnodes(item) if isinstance(n, Letter)}
        whole = isinstance(head, Head) and head.name == "sum" and name not in known
        return whole and _is_term(last, name) and not (plain and before)
    dots = [len(row) == 1 and isinstance(row[0], Letter) and row[0].name == "…" for row in rows]
    terms = [len(row) == 1 and _has_place(row[0], name) for row in rows]
    added = all("-" not in term.signs for term in side.terms)
    return added and len(rows) > 2 and any(dots) and all(map(max, dots, terms))


def _has_place(item: Item, name: str) -> bool:
    below = tidy(item.below) if isinstance(item, Scripted) and item.below is not None else None
    base = tidy(item.base) if isinstance(item, Scripted) else None
    number = isinstance(below, Digits) or (below is not None and index_name(below) is not None)
    return isinstance(base, Letter) and base.name == name and number
