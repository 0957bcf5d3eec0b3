"""What can be said of a row that is not read: its letters, and the sides of its equations."""

from __future__ import annotations

from derive.notation import markup, signs
from derive.notation.layout import Piece
from derive.notation.lines import Line

__all__ = ["letters_in", "outline"]

Span = tuple[int, int]

_ENDS_CLAUSE = frozenset({"words", "separator", "wide"})
#: Commands that name nothing.
_STRUCTURE = frozenset({
    r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\sqrt", r"\over", r"\substack", r"\overset",
    r"\underset", r"\stackrel", r"\underbrace", r"\overbrace", r"\left", r"\right", r"\middle",
    r"\big", r"\Big", r"\bigg", r"\Bigg", r"\mid", r"\vert", r"\Vert", r"\lvert", r"\rvert",
    r"\lVert", r"\rVert", r"\parallel", r"\colon", r"\forall", r"\limits", r"\nolimits",
})  # fmt: skip


def outline(line: Line, text: str) -> tuple[tuple[str, ...], tuple[tuple[Span, Span], ...]]:
    """The relations of a row outside of its brackets, and the places of the two sides of each."""
    relations: list[str] = []
    found: list[tuple[Span, Span]] = []
    left: Span | None = None
    pending: str | None = None
    spoken: list[Piece] = []

    def side() -> Span:
        return (spoken[0].start, spoken[-1].end) if spoken else (at, at)

    at = line.start
    for piece, outside in zip(line.pieces, _outside(line.pieces), strict=True):
        if piece.start < line.start or piece.start >= line.end:
            continue
        ends = outside and (piece.kind == "relation" or piece.kind in _ENDS_CLAUSE)
        if not ends:
            if piece.kind not in ("layout", "column", "gap", "wide", "row", "words"):
                spoken.append(piece)
            continue
        if piece.kind == "relation" and pending is not None and not spoken:
            continue  # the same relation, again behind a line break
        here = side()
        if pending is not None and left is not None and spoken:
            relations.append(pending)
            found.append((left, here))
        at = piece.end
        if piece.kind == "relation":
            left, pending = here, text[piece.start : piece.end]
        else:
            left, pending = None, None
        spoken = []
    if pending is not None and left is not None:
        relations.append(pending)
        found.append((left, side()))
    return tuple(relations), tuple(found)


def letters_in(line: Line) -> tuple[str, ...]:
    """The names that stand in a row, in the order in which they first do."""
    found: dict[str, None] = {}
    for piece in line.pieces:
        name = _named(piece)
        if name is not None:
            found[name] = None
    return tuple(found)


def _named(piece: Piece) -> str | None:
    if piece.kind != "other":
        return None
    said = piece.said
    if said in signs.LETTERS:
        return signs.LETTERS[said]
    if said.isalpha():
        return said
    if said[:1] != "\\" or not said[1:].isalpha() or said in _KNOWN:
        return None
    return said[1:]


_KNOWN = (
    _STRUCTURE
    | markup.IGNORED
    | signs.STYLES.keys()
    | signs.ACCENTS.keys()
    | markup.IGNORED_WITH_GROUP
    | signs.FUNCTIONS.keys()
    | signs.BIG.keys()
    | signs.OPERATORS.keys()
    | markup.SWITCHES.keys()
    | markup.ARROWS.keys()
    | markup.STACKED
    | markup.SIZES
    | markup.UNREAD.keys()
)


def _outside(pieces: tuple[Piece, ...]) -> list[bool]:
    """For every piece, whether it stands outside of all brackets that are closed."""
    ends: dict[int, int] = {}
    waiting: list[int] = []
    for n, piece in enumerate(pieces):
        if piece.kind in ("{", "open", "begin"):
            waiting.append(n)
        elif piece.kind in ("}", "close", "end") and waiting:
            ends[waiting.pop()] = n
    found: list[bool] = []
    until = -1
    for n in range(len(pieces)):
        if n > until and n in ends:
            until = ends[n]
        found.append(n > until)
    return found
