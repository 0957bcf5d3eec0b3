"""The equality patterns of the free indices, literal indices of the same set included.

Two free indices of one index set are equal or they differ, and either may be a literal
one: a claim holds when it holds in each of these patterns that its case allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from derive.model import IndexRelation
from derive.prove.atoms import Token, free_token, point_token
from derive.syntax.tree import Index, IndexSet, IndexTerm, Point

__all__ = ["Pattern", "patterns", "refinements"]

#: Bell(8) = 4140 patterns; beyond this the claim is too large to decide here.
MAX_PATTERNS = 5_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which free indices are equal: blocks of indices and literals, over each index set."""

    blocks: tuple[tuple[IndexTerm, ...], ...]

    def token(self, term: IndexTerm) -> Token:
        """The token that stands for the block of an index."""
        block = next((b for b in self.blocks if term in b), (term,))
        literal = next((t for t in block if isinstance(t, Point)), None)
        if literal is not None:
            return point_token(literal.over.name, literal.value)
        assert isinstance(block[0], Index)
        return free_token(block[0].over.name, block[0].name)

    def equal(self, left: IndexTerm, right: IndexTerm) -> bool:
        """Whether two indices are equal in this pattern."""
        return left == right or any(left in b and right in b for b in self.blocks)

    def points(self, over: IndexSet) -> tuple[Token, ...]:
        """The distinct points of an index set, one for each block."""
        return tuple(self.token(b[0]) for b in self.blocks if b[0].over == over)


def patterns(
    free: tuple[Index, ...], points: tuple[Point, ...], case: tuple[IndexRelation, ...] = ()
) -> Iterator[Pattern]:
    """Every pattern that the case allows, the generic one (all different) first.

    >>> from derive.syntax.tree import IndexSet
    >>> C = IndexSet("C")
    >>> i, k = Index("i", C), Index("k", C)
    >>> [len(p.blocks) for p in patterns((i, k), ())]
    [2, 1]
    """
    terms: tuple[IndexTerm, ...] = (*points, *free)
    sets = sorted({t.over for t in terms}, key=lambda s: s.name)
    by_set = [list(_partitions([t for t in terms if t.over == over])) for over in sets]
    total = 1
    for choices in by_set:
        total *= len(choices)
    if total > MAX_PATTERNS:
        raise OverflowError(f"{total} equality patterns of the free indices are too many")
    for chosen in product(*by_set):
        pattern = Pattern(tuple(block for blocks in chosen for block in blocks))
        if all(pattern.equal(r.left, r.right) == r.equal for r in case):
            yield pattern


def refinements(pattern: Pattern, further: tuple[Index, ...]) -> Iterator[Pattern]:
    """Every pattern of some further indices within a pattern, the generic one first.

    >>> from derive.syntax.tree import IndexSet
    >>> C = IndexSet("C")
    >>> k, h = Index("k", C), Index("h", C)
    >>> [len(p.blocks) for p in refinements(Pattern(((k,),)), (h,))]
    [2, 1]
    """
    if not further:
        yield pattern
        return
    first, *others = further
    blocks = pattern.blocks
    yield from refinements(Pattern((*blocks, (first,))), tuple(others))
    for position, block in enumerate(blocks):
        if block[0].over == first.over:
            larger = (*blocks[:position], (*block, first), *blocks[position + 1 :])
            yield from refinements(Pattern(larger), tuple(others))


def _partitions(terms: list[IndexTerm]) -> Iterator[tuple[tuple[IndexTerm, ...], ...]]:
    """Set partitions in which no block holds two literals; the finest comes first."""
    if len(terms) > 8:
        raise OverflowError("more than 8 free and literal indices in one index set are too many")

    def extend(
        done: tuple[tuple[IndexTerm, ...], ...], rest: list[IndexTerm]
    ) -> Iterator[tuple[tuple[IndexTerm, ...], ...]]:
        if not rest:
            yield done
            return
        first, *others = rest
        yield from extend((*done, (first,)), others)
        for position, block in enumerate(done):
            if isinstance(first, Point) and any(isinstance(t, Point) for t in block):
                continue
            larger = (*done[:position], (*block, first), *done[position + 1 :])
            yield from extend(larger, others)

    yield from extend((), terms)
