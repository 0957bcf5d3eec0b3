r"""Names of several capitals that nobody sets as words: ``FL(p) = …``, ``CE = -\log p``.

On the left of an equation stands no product of letters that the document has nowhere else:
``AB = BA`` speaks of A and of B, ``CE(q) = -\sum_i y_i \log q_i`` of one quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Letter,
    Scripted,
    Term,
    subnodes,
)
from derive.notation.parse import parse
from derive.old.conventions.applied import is_capital
from derive.old.conventions.walk import Row, over_rows
from derive.old.rows import rows
from derive.syntax.reader.look import clauses_of, only_item

__all__ = ["initials_in", "with_initials"]

_LEFT = re.compile(r"(?<![A-Za-z\\])[A-Z]{2,}\s*(?:\\left\s*)?(?:\([^()=]*\)\s*)?&?\s*:?=")

_WORD = re.compile(r"\\(?:text|textrm|mathrm|operatorname|mathsf)\s*\{\s*([A-Z]{2,})\s*\}")


def initials_in(texts: Iterable[str]) -> frozenset[str]:
    r"""The names of several capitals in the formulas of a document.

    Before arguments, one of the letters may have a meaning of its own. What is set as a word
    in one place is one everywhere.

    >>> sorted(initials_in(["FL(p) = -log p + L", "CE = -log q", "AB = BA", "XY(a + b) = 0"]))
    ['CE', 'FL']
    >>> sorted(initials_in([r"\text{KL} = K + L", "d KL"]))
    ['KL']
    """
    every = tuple(texts)
    if not any(_LEFT.search(text) or _WORD.search(text) for text in every):
        return frozenset()
    words = {word for text in every for word in _WORD.findall(text)}
    alone: set[str] = set()
    runs: set[str] = set()
    lefts: dict[str, bool] = {}
    for row in (row for text in every for row in rows(text)):
        try:
            notation = parse(row.text)
        except ReadError:
            continue
        for node in subnodes(notation):
            for run in _runs(node.items) if isinstance(node, Term) else ():
                runs.add(run)
        counted = [n for n in subnodes(notation) if isinstance(n, Letter) and is_capital(n)]
        inside = "".join(r for n in subnodes(notation) if isinstance(n, Term)
                         for r in _runs(n.items))  # fmt: skip
        alone |= {n.name for n in counted if _count(counted, n.name) > inside.count(n.name)}
        for name, applied in _lefts(notation):
            lefts[name] = lefts.get(name, False) or applied
    found = words & runs
    for name, applied in lefts.items():
        others = alone.union(*(set(run) for run in runs if run != name))
        own = set(name) & others
        if not own or (applied and len(own) < len(set(name))):
            found.add(name)
    return frozenset(found)


def with_initials(notation: Clauses, names: frozenset[str]) -> Clauses:
    """The notation with one letter for each of these names.

    >>> from derive.syntax.reader.plain import plain
    >>> made = with_initials(parse("d FL + F L x"), frozenset({"FL"}))
    >>> [len(term.items) for term in made.parts[0].members[0].terms]
    [2, 2]
    """
    if not names:
        return notation

    def change(row: Row) -> Row:
        found = list(row)
        at = 0
        while at < len(found):
            run = _run(tuple(found[at:]))
            if run in names:
                first, last = found[at], found[at + len(run) - 1]
                word = Letter(first.start, last.end, run, word=True)
                primed = replace(last, base=word) if isinstance(last, Scripted) else word
                found[at : at + len(run)] = [primed]
                at += 1
            else:
                at += max(len(run), 1)
        return tuple(found)

    return over_rows(notation, change)


def _count(letters: list[Letter], name: str) -> int:
    return sum(letter.name == name for letter in letters)


def _run(row: Row) -> str:
    """The capitals with which a row begins; the last of them may have primes."""
    name = ""
    for item in row:
        primed = isinstance(item, Scripted) and item.primes and not (item.below or item.above)
        letter = item.base if primed and isinstance(item, Scripted) else item
        if not isinstance(letter, Letter) or not is_capital(letter):
            break
        name += letter.name
        if primed:
            break
    return name


def _runs(row: Row) -> Iterator[str]:
    """Two capitals and more that stand beside each other."""
    at = 0
    while at < len(row):
        run = _run(row[at:])
        if len(run) > 1:
            yield run
        at += max(len(run), 1)


def _lefts(notation: Clauses) -> Iterator[tuple[str, bool]]:
    """The runs that are left sides, and whether they are applied to letters."""
    for clause in notation.parts:
        if not isinstance(clause, Clause) or [r.sign for r in clause.relations][:1] != ["="]:
            continue
        left = clause.members[0]
        if left is None or len(left.terms) != 1 or left.terms[0].signs:
            continue
        row = left.terms[0].items
        name = _run(row)
        if len(name) < 2:
            continue
        rest = row[len(name) :]
        bracket = rest[0] if len(rest) == 1 else None
        if not rest:
            yield name, False
        elif isinstance(bracket, Bracket) and bracket.kind == "(":
            arguments, separators = clauses_of(bracket)
            if any(s.sign != "," for s in separators):
                continue  # KL(q ‖ p) is a name with its arguments
            inside = (only_item(Clauses(a.start, a.end, (a,))) for a in arguments)
            if all(isinstance(item, Letter) for item in inside):
                yield name, True
