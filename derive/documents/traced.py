r"""A text that remembers where each of its characters stands in the source.

The contents of a formula are not always a slice of the file: the ``> `` of a block quote and
the comments of TeX are cut out, a macro is replaced by its body, a notebook writes ``\\``
for one backslash. A ``Traced`` is the text as it is to be read, with the segments it is
made of; every position in it leads back to the source.

What this file cannot do: a character of a replacement (of a macro's body, say) leads to the
whole of what it replaces, since it stands nowhere in the source itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Segment", "Traced", "copied", "joined"]


@dataclass(frozen=True, slots=True)
class Segment:
    """``length`` characters of a text from ``at`` on: ``width`` characters of the source.

    ``copied`` says that they stand there one by one, from ``source`` on; otherwise they
    stand for ``source`` to ``source + width`` as a whole.
    """

    at: int
    source: int
    length: int
    width: int
    copied: bool = True


def _at(segment: Segment) -> int:
    return segment.at


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and the segments of the source that it is made of, in order, without gaps."""

    text: str
    segments: tuple[Segment, ...]

    def source_offset(self, at: int) -> int:
        r"""Where the character at ``at`` stands in the source; at the end: where it ends.

        >>> quoted = joined([copied("a =\n", 2), copied("b", 8)])
        >>> quoted.text, quoted.source_offset(3), quoted.source_offset(4)
        ('a =\nb', 5, 8)
        """
        if at >= len(self.text) > 0:
            return self.source_end(len(self.text))
        segment = self.segments[bisect_right(self.segments, at, key=_at) - 1]
        return segment.source + (at - segment.at if segment.copied else 0)

    def source_end(self, at: int) -> int:
        r"""Where, in the source, the character before ``at`` ends.

        >>> joined([copied("a =\n", 2), copied("b", 8)]).source_end(4)
        6
        """
        if at <= 0:
            return self.source_offset(0)
        segment = self.segments[bisect_right(self.segments, at - 1, key=_at) - 1]
        return segment.source + (at - segment.at if segment.copied else segment.width)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        r"""The stretch of the source from which ``text[start:end]`` comes.

        >>> joined([copied("a =\n", 2), copied("b", 8)]).source_span(0, 5)
        (2, 9)
        """
        begin = self.source_offset(start)
        return begin, (self.source_end(end) if end > start else begin)

    def part(self, start: int, end: int) -> Traced:
        r"""``text[start:end]``, traced.

        >>> joined([copied("a =\n", 2), copied("b", 8)]).part(2, 5).segments
        (Segment(at=0, source=4, length=2, width=2, copied=True), Segment(at=2, source=8, ...))
        """
        if end <= start:
            return copied("", self.source_offset(start))
        kept: list[Segment] = []
        first = bisect_right(self.segments, start, key=_at) - 1
        for index in range(first, len(self.segments)):
            s = self.segments[index]
            if s.at >= end:
                break
            low, high = max(start, s.at), min(end, s.at + s.length)
            if high > low:
                source = s.source + (low - s.at if s.copied else 0)
                width = high - low if s.copied else s.width
                kept.append(Segment(low - start, source, high - low, width, s.copied))
        return Traced(self.text[start:end], tuple(kept))

    def through(self, outer: Traced) -> Traced:
        r"""This text, which is traced to ``outer.text``, traced on to the source of ``outer``.

        >>> joined([copied("b", 4)]).through(joined([copied("a =\n", 2), copied("b", 8)]))
        Traced(text='b', segments=(Segment(at=0, source=8, length=1, width=1, copied=True),))
        """
        parts: list[Traced] = []
        for s in self.segments:
            text = self.text[s.at : s.at + s.length]
            if s.copied:
                parts.append(outer.part(s.source, s.source + s.length))
            else:
                low, high = outer.source_span(s.source, s.source + s.width)
                parts.append(Traced(text, (Segment(0, low, s.length, high - low, False),)))
        return joined(parts)


def copied(text: str, source: int) -> Traced:
    """A text that stands in the source as it is, from ``source`` on.

    >>> copied("x", 7).source_span(0, 1)
    (7, 8)
    """
    return Traced(text, (Segment(0, source, len(text), len(text)),))


def joined(parts: Iterable[Traced]) -> Traced:
    """The parts one after another; neighbours in the source become one segment.

    >>> len(joined([copied("a", 0), copied("b", 1), copied("c", 5)]).segments)
    2
    """
    texts: list[str] = []
    segments: list[Segment] = []
    at = 0
    empty: Segment | None = None
    for part in parts:
        texts.append(part.text)
        for s in part.segments:
            if not s.length:
                empty = empty or s
                continue
            last = segments[-1] if segments else None
            if last and last.copied and s.copied and last.source + last.length == s.source:
                length = last.length + s.length
                segments[-1] = Segment(last.at, last.source, length, length)
            else:
                segments.append(Segment(at + s.at, s.source, s.length, s.width, s.copied))
        at += len(part.text)
    if not segments:
        segments.append(empty or Segment(0, 0, 0, 0))
    return Traced("".join(texts), tuple(segments))
