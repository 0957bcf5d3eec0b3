"""What a claim may use about its quantities: facts, points, and the pattern of its indices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from derive.prove.atoms import Token

__all__ = ["Facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by name, and the points of each index set that are known to differ.

    ``about`` maps the name of a family or scalar to its facts; ``points`` maps an index
    set to one token for each class of free indices and for each literal index.
    """

    about: Mapping[str, frozenset[str]] = field(default_factory=dict)
    points: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)
    #: Matrices by the matrix that they are the inverse of.
    inverses: Mapping[str, str] = field(default_factory=dict)
    #: Leave out of a sum only what it leaves out itself: for reading, not for proving.
    whole: bool = False

    def has(self, name: str, fact: str) -> bool:
        """Whether the fact is known about the name."""
        return fact in self.about.get(name, frozenset())

    def are_inverse(self, one: str, other: str) -> bool:
        """Whether one matrix is the inverse of the other."""
        return self.inverses.get(one) == other or self.inverses.get(other) == one

    def points_of(self, index_set: str) -> tuple[Token, ...]:
        """The distinct points of an index set."""
        return self.points.get(index_set, ())
