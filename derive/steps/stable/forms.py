"""What a stable rewrite gives: forms that are used where they are accurate.

An *anchor* is one element t of an index set, chosen so that f_t is the largest of all f_j:
``exp(f_j − f_t)`` then never overflows. The forms with an anchor are equal to what stands
before them for every t, and so for the one that is chosen. A choice *by sign* has two forms
that are equal everywhere; each is used where it is accurate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.model import Assumption, Claim, IndexRelation
from derive.syntax.tree import Index, IndexTerm, Symbol, Written
from derive.syntax.walk import rename_index

__all__ = ["Anchored", "BySign", "Instead", "Near", "Rewrite", "Shifted"]


@dataclass(frozen=True, slots=True)
class Instead:
    """One form in place of another."""

    rule: str
    before: Written
    after: Written

    def claims(self, given: tuple[Assumption, ...] = ()) -> Iterator[Claim]:
        """What has to be proved before the rewrite may be used."""
        yield Claim(self.before, self.after, self.rule, given=given)


@dataclass(frozen=True, slots=True)
class BySign:
    """``nonnegative`` where ``of`` is not negative, and ``negative`` where it is."""

    rule: str
    before: Written
    of: Written
    nonnegative: Written
    negative: Written

    def claims(self, given: tuple[Assumption, ...] = ()) -> Iterator[Claim]:
        """What has to be proved before the rewrite may be used: both forms, everywhere."""
        for after in (self.nonnegative, self.negative):
            yield Claim(self.before, after, self.rule, given=given)


@dataclass(frozen=True, slots=True)
class Anchored:
    """Forms about the element ``anchor`` at which ``of`` is largest.

    ``of`` is written of the anchor's letter. Where ``before`` has the index ``index``, it is
    ``at`` where that index is the anchor and ``elsewhere`` where it is not; without such an
    index it is ``elsewhere``.
    """

    rule: str
    before: Written
    anchor: Index
    of: Written
    elsewhere: Written
    index: Index | None = None
    at: Written | None = None
    #: Forms in these to which a rule may apply in turn.
    open: tuple[Written, ...] = ()
    #: Forms of the anchor that are entries of arrays at hand: what is one, to its last digit.
    read: tuple[Written, ...] = ()

    def claims(self, given: tuple[Assumption, ...] = ()) -> Iterator[Claim]:
        """What has to be proved before the rewrite may be used, for every anchor."""
        if self.index is None:
            yield Claim(self.before, self.elsewhere, self.rule, given=given)
            return
        apart = (IndexRelation(self.index, self.anchor, equal=False),)
        yield Claim(self.before, self.elsewhere, self.rule, given=given, case=apart)
        if self.at is not None:
            there = rename_index(self.before, self.index, self.anchor)
            yield Claim(there, self.at, self.rule, given=given)


@dataclass(frozen=True, slots=True)
class Near:
    """``near`` where the largest of ``of``, written of the anchor, is below a limit, or ``far``."""

    rule: str
    before: Written
    anchor: Index
    of: Written
    limit: int
    near: Written
    far: Written
    #: Forms in the near one to which a rule may apply in turn.
    open: tuple[Written, ...] = ()

    def claims(self, given: tuple[Assumption, ...] = ()) -> Iterator[Claim]:
        """What has to be proved before the rewrite may be used: both forms, everywhere."""
        for after in (self.near, self.far):
            yield Claim(self.before, after, self.rule, given=given)


@dataclass(frozen=True, slots=True)
class Shifted:
    """``after``, in which ``letter`` is the largest of the exponents; equal for every letter.

    Each exponent stands with the bound letters that it is written of, and with what the sum
    over them leaves out.
    """

    rule: str
    before: Written
    letter: Symbol
    exponents: tuple[tuple[Written, tuple[tuple[Index, tuple[IndexTerm, ...]], ...]], ...]
    after: Written

    def claims(self, given: tuple[Assumption, ...] = ()) -> Iterator[Claim]:
        """What has to be proved before the rewrite may be used."""
        yield Claim(self.before, self.after, self.rule, given=given)


Rewrite = Instead | BySign | Anchored | Near | Shifted
