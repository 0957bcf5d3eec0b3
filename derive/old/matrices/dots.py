r"""Columns, rows and matrices with dots: what stands at every place of them.

``-a_1, \\vdots, 1 - a_k, \\vdots, -a_K`` is ``-a_i`` at every i, with 1 more at k. A matrix has
one pattern off its diagonal and perhaps another on it: ``d_1, …, d_n`` with zeros around it,
the Jacobian of softmax. The patterns are found from the entries given (``patterns``), and
every entry given is an instance of them.

What this file cannot do: several special rows, diagonals beside the main one, numbers in the
place of a size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Letter,
    Scripted,
    Term,
    subnodes,
)
from derive.old.matrices.grids import Grid, grid_of, is_dots, unread
from derive.old.matrices.patterns import Pair, common, differences
from derive.syntax.reader.plain import plain

__all__ = ["Dotted", "Special", "dotted", "indices_in"]


@dataclass(frozen=True, slots=True)
class Special:
    """An entry at one place of a column: the letter of the place, or ``""`` if none shows it.

    It is ``sure`` where the letter stands in this entry and in no other.
    """

    at: str
    entry: Expression
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Dotted:
    """The general entry at letters, which range over sets of the sizes.

    ``letters`` are one for a column or a row, and two for a matrix; a size is ``""`` where
    nothing tells it. ``diagonal`` is the entry on the diagonal, where it is another one.
    """

    entry: Expression
    letters: tuple[str, ...]
    sizes: tuple[str, ...]
    row: bool = False
    special: Special | None = None
    diagonal: Expression | None = None


def dotted(bracket: Bracket, letters: tuple[str, str]) -> Dotted:
    r"""What a bracket with dots stands for; raises ``ReadError`` where that is not certain.

    >>> from derive.notation.parse import parse
    >>> text = r"\begin{bmatrix} -a_1 \\ \vdots \\ 1 - a_k \\ \vdots \\ -a_K \end{bmatrix}"
    >>> found = dotted(parse(text).parts[0].members[0].terms[0].items[0], ("i", "j"))
    >>> plain(found.entry), found.sizes, found.special.at, plain(found.special.entry)
    ('-a_i', ('K',), 'k', '1-a_k')
    """
    grid = grid_of(bracket)
    rows, columns = len(grid), len(grid[0])
    if columns == 1:
        return _line(bracket, tuple(row[0] for row in grid), letters[0], row=False)
    if rows == 1:
        return _line(bracket, grid[0], letters[0], row=True)
    return _Matrix(bracket, grid, letters).read()


# -- columns and rows


def _line(
    bracket: Bracket, cells: tuple[Expression | None, ...], letter: str, *, row: bool
) -> Dotted:
    """A column or a row: the entries before the dots, after them, and between two runs."""
    if any(cell is None for cell in cells):
        raise unread(bracket, "an entry is left blank")
    runs = _runs([cell for cell in cells if cell is not None])
    if len(runs) not in (2, 3) or not all(runs) or (len(runs) == 3 and len(runs[1]) != 1):
        raise unread(bracket, "its dots leave out more than is read")
    first, last = runs[0], runs[-1]
    pairs = _pairs(bracket, first[0], last[-1])
    if len(pairs) > 1:
        raise unread(bracket, "its first and its last entry differ in more than one index")
    pattern, low, size = first[0], "1", ""
    for pair in pairs:
        low, size = _ends(bracket, pair)
        pattern = _common(bracket, first[0], last[-1], {pair: letter})
    for n, cell in enumerate(first):
        _check(bracket, pattern, cell, {letter: str(int(low) + n)})
    for n, cell in enumerate(reversed(last)):
        _check(bracket, pattern, cell, {letter: _before(size, n + (low == "0"))})
    special = _special(bracket, pattern, runs[1][0], letter) if len(runs) == 3 else None
    return Dotted(pattern, (letter,), (size,), row, special)


def _special(
    bracket: Bracket, pattern: Expression, middle: Expression, letter: str
) -> Special | None:
    """The entry between two runs of dots, if it is no instance of the pattern."""
    pairs = differences(pattern, middle)
    if pairs is not None and all(a == letter for a, _ in pairs) and len(pairs) < 2:
        return None
    found = indices_in(middle)
    own = found - indices_in(pattern)
    at = sorted(own or found)
    if len(at) > 1:
        raise unread(bracket, f"which of {' and '.join(at)} says where its middle entry stands?")
    return Special(at[0] if at else "", middle, bool(own))


def _runs(cells: list[Expression]) -> list[list[Expression]]:
    runs: list[list[Expression]] = [[]]
    for cell in cells:
        if is_dots(cell):
            runs.append([])
        else:
            runs[-1].append(cell)
    return runs


# -- matrices


@dataclass(slots=True)
class _Matrix:
    bracket: Bracket
    grid: Grid
    letters: tuple[str, str]

    def read(self) -> Dotted:
        """The pattern off the diagonal, and that on it."""
        rows = self.places([all(c is None or is_dots(c) for c in row) for row in self.grid])
        columns = self.places(
            [all(c is None or is_dots(c) for c in column) for column in zip(*self.grid)]  # noqa: B905
        )
        cells = {(p, q): self.grid[r][c] for r, p in rows.items() for c, q in columns.items()}
        if any(cell is not None and is_dots(cell) for cell in cells.values()):
            raise unread(self.bracket, "dots stand where an entry is needed")
        blank = [place for place, cell in cells.items() if cell is None]
        if any(p == q for p, q in blank):
            raise unread(self.bracket, "an entry on its diagonal is left blank")
        if blank and any(
            cell is not None and plain(cell) != "0" for (p, q), cell in cells.items() if p != q
        ):
            raise unread(self.bracket, "some entries are left blank, and others are not")
        zero = _number(self.bracket, "0")
        known = {place: zero if cell is None else cell for place, cell in cells.items()}
        return self.patterns(known)

    def places(self, dots: list[bool]) -> dict[int, int]:
        """The place of each row that is no dots: 1, 2, … before them, -1 for the last."""
        if sum(dots) != 1 or dots[0] or not dots.index(True) == len(dots) - 2:
            raise unread(self.bracket, "one row and one column of dots before the last are read")
        found = {n: n + 1 for n in range(len(dots) - 2)}
        return {**found, len(dots) - 1: -1}

    def patterns(self, cells: dict[tuple[int, int], Expression]) -> Dotted:
        """The patterns of which all entries are instances."""
        row, column = self.letters
        right, left = cells[1, -1], cells[-1, 1]
        names: dict[Pair, str] = {}
        sizes = {row: "", column: ""}
        lows = {row: "1", column: "1"}
        for one, other in _pairs(self.bracket, right, left):
            letter, ends = (row, (one, other)) if one in ("0", "1") else (column, (other, one))
            if sizes[letter]:
                raise unread(self.bracket, "its entries differ in more than two indices")
            lows[letter], sizes[letter] = _ends(self.bracket, ends)
            names[one, other] = letter
        pattern = _common(self.bracket, right, left, names)

        def at(place: tuple[int, int]) -> dict[str, str]:
            said = zip(self.letters, place, strict=True)
            return {x: str(int(lows[x]) + p - 1) if p > 0 else _before(sizes[x], lows[x] == "0")
                    for x, p in said}  # fmt: skip

        apart = [place for place in cells if not _fits(pattern, cells[place], at(place))]
        if not apart:
            return Dotted(pattern, self.letters, (sizes[row], sizes[column]))
        if any(p != q for p, q in apart):
            raise unread(self.bracket, "its entries are no instances of one pattern")
        first, last = cells[1, 1], cells[-1, -1]
        pairs = _pairs(self.bracket, first, last)
        if len(pairs) > 1:
            raise unread(self.bracket, "its diagonal has no pattern")
        diagonal, low, size = first, "1", ""
        for pair in pairs:
            low, size = _ends(self.bracket, pair)
            diagonal = _common(self.bracket, first, last, {pair: row})
        for (p, q), cell in cells.items():
            if p == q:
                place = str(int(low) + p - 1) if p > 0 else _before(size, low == "0")
                _check(self.bracket, diagonal, cell, {row: place})
        known = {s for s in (size, *sizes.values()) if s}
        if len(known) > 1:
            raise unread(self.bracket, "its rows and its columns end differently")
        one_size = min(known, default="")
        return Dotted(pattern, self.letters, (one_size, one_size), diagonal=diagonal)


# -- entries


def _pairs(bracket: Bracket, one: Expression, other: Expression) -> tuple[Pair, ...]:
    found = differences(one, other)
    if found is None:
        raise unread(bracket, "its first and its last entry have no pattern in common")
    return found


def _common(
    bracket: Bracket, one: Expression, other: Expression, names: dict[Pair, str]
) -> Expression:
    found = common(one, other, names)
    if found is None:
        raise unread(bracket, "its first and its last entry have no pattern in common")
    return found


def _ends(bracket: Bracket, pair: Pair) -> tuple[str, str]:
    """The first index, and the size of the set that ends with the last one."""
    first, last = pair
    size = last.removesuffix("-1") if first == "0" else last
    if first not in ("0", "1") or not size or not size[0].isalpha() or "-" in size or "+" in size:
        raise unread(bracket, f"from {first} to {last} is not read")
    return first, size


def _before(size: str, steps: int) -> str:
    """The index that is some steps before the last of 1, …, size."""
    return f"{size}-{steps}" if steps else size


def _fits(pattern: Expression, cell: Expression, at: dict[str, str]) -> bool:
    """Whether a cell is the instance of a pattern at indices."""
    pairs = differences(pattern, cell)
    return pairs is not None and all(at.get(a) == b for a, b in pairs)


def _check(bracket: Bracket, pattern: Expression, cell: Expression, at: dict[str, str]) -> None:
    if not _fits(pattern, cell, at):
        raise unread(bracket, "its entries are no instances of one pattern")


def indices_in(entry: Expression) -> frozenset[str]:
    """The letters that stand below, or above in parentheses, in an entry."""
    return frozenset(_indices_in(entry))


def _indices_in(entry: Expression) -> Iterator[str]:
    for node in subnodes(entry):
        if not isinstance(node, Scripted):
            continue
        above = node.above
        sampled = above is not None and any(
            isinstance(n, Bracket) and n.kind == "(" for n in subnodes(above)
        )
        for script in (node.below, above if sampled else None):
            if script is not None:
                yield from (n.name for n in subnodes(script) if isinstance(n, Letter))


def _number(place: Bracket, text: str) -> Expression:
    at = place.start, place.end
    return Expression(*at, (Term(*at, "", (Digits(*at, text),)),))
