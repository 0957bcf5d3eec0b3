"""What is known of all statements of a document: made once, and asked for each of its claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.discourse.rivals import ANEW
from derive.discourse.statements import Statement
from derive.judging.outcome import Outcome
from derive.notation.names import rows_of_items, spelled
from derive.notation.nodes import Node
from derive.reading.bearing import holds_at
from derive.reading.evidence import lexicon_of
from derive.reading.lexicon import Lexicon
from derive.reading.seen import key_of

__all__ = ["Known", "known_of", "made"]


@dataclass(slots=True)
class Known:
    """The evidence of a document; where its names may be defined anew, and where indices range.

    ``outcomes`` are those of the equations that may define names anew, by number.
    """

    statements: tuple[Statement, ...]
    lexicon: Lexicon
    numbers: dict[int, int]
    anew: list[int]
    indices: list[Statement]
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def number(self, statement: Statement) -> int:
        """The number of a statement; -1 for one that does not stand in the document."""
        return self.numbers.get(id(statement), -1)

    def anew_at(self, place: int) -> Iterator[int]:
        """The statements by which names may be defined anew, where they hold."""
        return (n for n in self.anew if holds_at(self.statements[n], place))

    def ranging(self, place: int) -> Iterator[Statement]:
        """The statements about letters that range over sets, where they hold."""
        return (s for s in self.indices if holds_at(s, place))

    def has_names_of(self, node: Node) -> bool:
        """Whether every name in a formula stands somewhere in the document."""
        names = (spelled(item) for items in rows_of_items(node) for item in items)
        return all(name is None or key_of(name) in self.lexicon.seen for name in names)


def made(statements: tuple[Statement, ...]) -> Known:
    """What is known of statements."""
    return Known(
        statements,
        lexicon_of(statements),
        {id(s): n for n, s in enumerate(statements)},
        [n for n, s in enumerate(statements) if s.said == ANEW],
        [s for s in statements if s.status == "range" and s.said == "index" and s.formula],
    )


def known_of(statements: tuple[Statement, ...]) -> Known:
    """What is known of the statements of a document, kept while they are asked about."""
    if not _KEPT or _KEPT[0].statements is not statements:
        _KEPT[:] = [made(statements)]
    return _KEPT[0]


_KEPT: list[Known] = []
