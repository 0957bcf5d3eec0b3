r"""Quantities that are written with their arguments: ``P(t_i = 1 \mid z_i)``, ``KL(p \| q)``.

What stands in the parentheses is part of the name; its indices are those of the quantity,
so that ``P(t_i = 1 \mid z_i)`` is a family with one index, and ``P(t \mid z)`` another name.
Parentheses with an index that is computed are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Item,
    Letter,
    Operator,
    Scripted,
    Separator,
    Term,
    letters_of,
    subnodes,
)
from derive.old.conventions.walk import Row, group
from derive.syntax.reader.look import clauses_of, items_of, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.products import INDICATORS
from derive.syntax.reader.spell import index_name

__all__ = ["COUNTERS", "with_arguments", "with_other_counts", "written_with"]

_BARS = frozenset({"|", "‖", ";"})

#: Letters that count, and name no variable of their own: p(i) is p(j) at another number.
COUNTERS = frozenset("ijklmn")


def with_arguments(
    row: Row, indices: frozenset[str], named: frozenset[str], bound: frozenset[str] = frozenset()
) -> Row:
    """The row with a letter for every name that is written with its arguments.

    ``indices`` are the letters that are indices, of which sums have ``bound`` some; ``named``
    are the names of quantities whose arguments are part of the name even without a bar.
    """
    found: list[Item] = []
    at = 0
    while at < len(row):
        run = _run(row, at)
        letter = _name(row[at], named) if run is None else run
        if run is not None:
            bracket, scripts = _parentheses(row[at + len(run.name)])
            made = bracket and _one(run, bracket, scripts, _Arguments(indices, bound))
            if made is not None:
                found.append(made)
                at += len(run.name) + 1
                continue
        bracket, scripts = _parentheses(row[at + 1]) if at + 1 < len(row) else (None, None)
        made = None
        if letter is not None and bracket is not None:
            forced = plain(group((row[at], bracket))) in named
            entry = scripts is not None and scripts.below is not None
            if forced or (_is_written_with(bracket) and not entry):
                made = _one(letter, bracket, scripts, _Arguments(indices, bound))
        if made is None:
            found.append(row[at])
            at += 1
        else:
            found.append(made)
            at += 2
    return tuple(found)


def _run(row: Row, at: int) -> Letter | None:
    r"""The name that capital letters in a row make before arguments: ``KL(q \| p)``."""
    end = at
    while end < len(row) and _is_capital(row[end]):
        end += 1
    bracket, scripts = _parentheses(row[end]) if end < len(row) else (None, None)
    if end - at < 2 or bracket is None or not _is_written_with(bracket):
        return None
    if scripts is not None and scripts.below is not None:
        return None
    name = "".join(item.name for item in row[at:end] if isinstance(item, Letter))
    return Letter(row[at].start, row[end - 1].end, name)


def _is_capital(item: Item) -> bool:
    return (
        isinstance(item, Letter) and not item.word and len(item.name) == 1 and item.name.isupper()
    )


def written_with(row: Row) -> str | None:
    r"""The name with its arguments as they are written, if they belong to the name.

    >>> from derive.notation.parse import parse
    >>> [written_with(parse(t).parts[0].members[0].terms[0].items)
    ...  for t in (r"P(t_i = 1 \mid z_i)", "f(x)")]
    ['P(t_i=1|z_i)', None]
    """
    if len(row) > 2 and all(map(_is_capital, row[:-1])):
        bracket, scripts = _parentheses(row[-1])
        whole = bracket is not None and scripts is None and _is_written_with(bracket)
        return plain(group(row)) if whole else None
    if len(row) != 2:
        return None
    first, (bracket, scripts) = row[0], _parentheses(row[1])
    primed = isinstance(first, Scripted) and first.primes > 0
    entry = scripts is not None and scripts.below is not None
    letter = first.base if isinstance(first, Scripted) else first
    if bracket is None or not isinstance(letter, Letter):
        return None
    if scripts is not None and scripts.above is not None:
        return None
    return plain(group(row)) if primed or entry or _is_written_with(bracket) else None


def with_other_counts(
    definitions: Iterable[Clauses], formulas: Iterable[Clauses]
) -> frozenset[str]:
    r"""What is written with more arguments here and fewer there: ``H(p)`` and ``H(p, q)``.

    >>> from derive.notation.parse import parse
    >>> sorted(with_other_counts([parse("H(p, q) = p q")], [parse("H(p, q) + H(p)")]))
    ['H(p)', 'H(p,q)']
    """
    defined: dict[str, set[int]] = {}
    for definition in definitions:
        for name, count, _ in islice(_applied(definition), 1):
            defined.setdefault(name, set()).add(count)
    uses = [use for formula in formulas for use in _applied(formula) if use[0] in defined]
    counts = {name: {c for n, c, _ in uses if n == name} | defined[name] for name in defined}
    return frozenset(key for name, _, key in uses if len(counts[name]) > 1)


def _applied(formula: Clauses) -> Iterator[tuple[str, int, str]]:
    """The names before parentheses, with the number of arguments and as they are written."""
    for node in subnodes(formula):
        for item, following in pairwise(node.items) if isinstance(node, Term) else ():
            bracket = _parentheses(following)[0]
            if isinstance(item, Letter) and bracket is not None:
                count = len(clauses_of(bracket)[0])
                yield item.name, count, plain(group((item, bracket)))


def _name(item: Item, named: frozenset[str]) -> Letter | None:
    """The letter that is applied, with its primes and label."""
    try:
        item = tidy(item)
    except ReadError:
        return None
    if isinstance(item, Letter):
        return None if item.name in INDICATORS else item
    if isinstance(item, Scripted) and item.above is None:
        base = tidy(item.base)
        below = items_of(item.below) if item.below is not None else ()
        if isinstance(base, Letter) and below is not None:
            label = "".join(map(plain, below))
            own = any(name.startswith(f"{plain(item)}(") for name in named)
            if len(label) > 1 or not below or own:
                name = f"{base.name}_{label}" if label else base.name
                return Letter(item.start, item.end, name + "'" * item.primes)
    return None


def _parentheses(item: Item) -> tuple[Bracket | None, Scripted | None]:
    """The parentheses that an item is, and its scripts."""
    if isinstance(item, Bracket) and item.kind == "(":
        return item, None
    if isinstance(item, Scripted) and isinstance(item.base, Bracket) and not item.primes:
        return (item.base, item) if item.base.kind == "(" else (None, None)
    return None, None


def _is_written_with(bracket: Bracket) -> bool:
    """Whether a bar, or an equation, stands between the parentheses."""
    clauses, separators = clauses_of(bracket)
    if not clauses or any(s.sign not in (*_BARS, ",") for s in separators):
        return False
    bars = [s for s in separators if s.sign in _BARS]
    equations = any([r.sign for r in c.relations] == ["="] for c in clauses)
    return bool(bars or equations) and all(None not in c.members for c in clauses)


def _one(
    letter: Letter, bracket: Bracket, scripts: Scripted | None, arguments: _Arguments
) -> Item | None:
    text = arguments.text(bracket.inside)
    if text is None:
        return None
    end = scripts.end if scripts is not None else bracket.end
    name = Letter(letter.start, bracket.end, f"{letter.name}({text})", word=True)
    above = scripts.above if scripts is not None else None
    entry = items_of(scripts.below) if scripts is not None and scripts.below is not None else ()
    if entry is None:
        return None
    holes = tuple(arguments.holes.values())
    if not holes and not entry and above is None:
        return name
    below = group((*holes, *entry)) if holes or entry else None
    return Scripted(letter.start, end, name, below, above)


@dataclass(slots=True)
class _Arguments:
    """Arguments as one word, with a dot for each index, which are its ``holes``."""

    indices: frozenset[str]
    bound: frozenset[str]
    holes: dict[str, Item] = field(default_factory=dict)

    def text(self, clauses: Clauses) -> str | None:
        said = ""
        for part in clauses.parts:
            piece = part.sign if isinstance(part, Separator) else self.clause(part)
            if piece is None:
                return None
            said += piece
        return said

    def clause(self, clause: Clause) -> str | None:
        said = ""
        signs = ["", *(relation.sign for relation in clause.relations)]
        for sign, member in zip(signs, clause.members, strict=True):
            if member is None or len(member.terms) != 1 or member.terms[0].signs:
                return None
            said += sign
            for item in member.terms[0].items:
                piece = None if isinstance(item, Operator) else self.item(item)
                if piece is None:
                    return None
                said += piece
        return said

    def item(self, item: Item) -> str | None:
        try:
            item = tidy(item)
        except ReadError:
            return None
        if isinstance(item, Digits):
            return item.text
        if isinstance(item, Letter):
            return self.hole(item) if item.name in self.indices else item.name
        if not isinstance(item, Scripted) or item.above is not None:
            return None
        base = tidy(item.base)
        if not isinstance(base, Letter):
            return None
        said = base.name + "'" * item.primes
        if item.below is None:
            return self.hole(item) if said in self.indices else said
        below = items_of(item.below)
        if below is None:
            # An index that is computed is part of the name, where no sum changes it.
            letters = letters_of(item.below)
            return None if letters & self.bound else f"{said}_{plain(item.below)}"
        said += "_"
        for index in map(tidy, below):
            letter = index_name(index)
            if isinstance(index, Digits):
                said += index.text
            elif letter is not None and len(letter.rstrip("'")) == 1:
                said += self.hole(index, below=True)
            else:
                return None
        return said

    def hole(self, item: Item, *, below: bool = False) -> str:
        """A dot for an index; x and y are different variables, and i and j are not."""
        letter = index_name(item) or ""
        self.holes.setdefault(letter, item)
        stem = letter.rstrip("'")
        variable = "" if below or stem in COUNTERS else stem
        return variable + "·" * (1 + list(self.holes).index(letter))
