"""The stretches of a document: its sections, its blocks, its sentences. One pass over its lines.

A display belongs to the sentence around it. A block is a paragraph or an item of a list with
the displays that belong to it; a display that follows a blank line still belongs to the text
before it. Nothing is understood here but where a sentence stops: what a display ends with, and
whether the words behind it go on.

``shadow`` is the document with every formula blotted out: a sign for the formula, then filler,
so that each offset is the same in both, and no formula's inside is taken for words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from derive.discourse.statements import Span
from derive.documents.document import Document
from derive.documents.pieces import MathSpan, Piece, Prose

__all__ = ["CODE", "DISPLAY", "FILL", "INLINE", "Stretches", "is_display", "stretches_of"]

#: A longer line is one of words.
LONG_LINE = 2_000
_DOLLARS = re.compile(r"\$\$[^$]*\$\$|<!--.*?-->")
_WORD = re.compile(r"[^\W\d_]")
#: The signs of the shadow: a formula in a line, a display, a piece of code, and filler.
INLINE, DISPLAY, CODE, FILL = "\ue000", "\ue001", "\ue002", "\ue003"

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_TEX_HEADING = re.compile(r"[ \t]*\\(chapter|section|subsection|subsubsection|paragraph)\b")
_TEX_LEVELS = {"chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 7}
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*\r?\n?\Z")
_BOLD_LINE = re.compile(r"[ \t]*(\*\*|__)(?:(?!\1)[^\n])+\1[:.：]?[ \t]*\r?\n?\Z")
_LABEL = re.compile(
    r"[ \t>]*(?:[-*+•·][ \t]+|\(?\d{1,2}[.)）][ \t]*)?"
    r"(?:\*\*|__|\*|_|\\textbf\{|\\emph\{|\\textit\{)[^*_\n]{0,40}\b(?:case|step|part)\b"
    r"|[ \t>]*case\s*\(?(?:\d+|[ivx]+|[ab])\)?\s*[:.(]",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"[ \t>]*(?:[-*+•·●▪][ \t]+|[(（]?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)）](?!\d)[ \t]*"
    r"|\\item\b|\\(?:begin|end)\{[A-Za-z]+\*?\}|\|)|[ \t>]*[①-⑩一二三四五六][、.．]?"
    r"(?<![一二三四五六])"
)
_BLANK = re.compile(r"[ \t\r\n>]*\Z")
#: Words behind a display that begin a new sentence of the same thought.
_STILL = re.compile(
    r"(?:so|hence|thus|therefore|then|and|or|which|that is|i\.e\.|where|here|but|giving)\b"
    r"|(?:其中|这里|這裡|式中|所以|因此|于是|於是|从而|從而|则|則|即|故|得|也就是|化简|化簡|整理)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[a-z,;:)，；：、）]|Where\b|(?:其中|这里|這裡|式中|且|并且|並且|此处|此處)")
_STOP = re.compile(rf"[.!?]['\")\]*_}}”’]*(?=[\s{FILL}]|\Z)|[。！？]|{DISPLAY}|{INLINE}")
_ABBREVIATED = re.compile(
    r"(?:\b(?:i\.e|e\.g|cf|eq|eqs|eqn|fig|figs|sec|ch|vs|resp|approx|w\.r\.t|wrt|s\.t|a\.k\.a|no|"
    r"def|thm|prop|ex|ref|refs|et al|p|pp|dr|prof|const|viz|c\.f|i\.i\.d)|^[ \t>]*\d{1,2}|"
    r"\b[A-Z])\Z",
    re.IGNORECASE | re.MULTILINE,
)
_AHEAD = re.compile(rf"[\s{FILL}>*_]*")


@dataclass(frozen=True, slots=True)
class Stretches:
    """Sections with their levels, blocks and sentences, each list in the order of the text."""

    shadow: str = field(repr=False)
    sections: tuple[tuple[int, int, int], ...]
    blocks: tuple[Span, ...]
    sentences: tuple[Span, ...]
    _starts: tuple[tuple[int, ...], ...] = field(repr=False)

    @property
    def document(self) -> Span:
        """The whole document."""
        return 0, len(self.shadow)

    def section(self, offset: int) -> Span:
        """The innermost section that holds an offset."""
        # A section ends where the next begins, so that the last one that began is the innermost.
        within = bisect_right(self._starts[2], offset)
        return self.sections[within - 1][:2] if within else self.document

    def block(self, offset: int) -> Span:
        """The paragraph or item that holds an offset."""
        return self.blocks[max(0, bisect_right(self._starts[0], offset) - 1)]

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        return self.sentences[max(0, bisect_right(self._starts[1], offset) - 1)]


def is_display(piece: Piece, source: str) -> bool:
    """Whether a piece is a display: kramdown's ``$$x$$`` among words of its line is none."""
    if not isinstance(piece, MathSpan) or not (piece.display or piece.alone):
        return False
    if piece.alone or piece.delimiter != "$$" or "\n" in source[piece.opens : piece.closes]:
        return True
    begin, end = source.rfind("\n", 0, piece.opens) + 1, source.find("\n", piece.closes)
    line = source[begin : end if end >= 0 else len(source)]
    return len(line) < LONG_LINE and not _WORD.search(_DOLLARS.sub("", line))


def stretches_of(document: Document) -> Stretches:
    r"""The stretches of a document.

    >>> from derive.documents import document_of
    >>> found = stretches_of(document_of("Let $a$ be one. If so,\n\n$$a=b$$\n\nwhere it is.\n"))
    >>> [found.shadow[slice(*s)].replace(FILL, "") for s in found.sentences]
    ['Let \ue000 be one.', ' If so,\n\n\ue001\n\nwhere it is.\n']
    """
    shadow = _shadow(document)
    sections, breaks = _lines(shadow, document)
    blocks = _spans(breaks, len(shadow))
    stops = {start for start, _ in blocks}
    for block in blocks:
        stops |= _stops(shadow, block, document)
    sentences = _spans(stops, len(shadow))
    starts = tuple(tuple(s[0] for s in spans) for spans in (blocks, sentences, sections))
    return Stretches(shadow, sections, blocks, sentences, starts)


def _shadow(document: Document) -> str:
    parts: list[str] = []
    for piece in document.pieces:
        length = piece.closes - piece.opens
        if isinstance(piece, Prose):
            parts.append(piece.text)
        elif isinstance(piece, MathSpan):
            sign = DISPLAY if is_display(piece, document.source) else INLINE
            parts.append(sign + FILL * (length - 1))
        elif getattr(piece, "what", "") == "inline code":
            parts.append(CODE + FILL * (length - 1))
        else:  # annotations, code, tags: nothing, but their line ends stay
            kept = document.source[piece.opens : piece.closes]
            parts.append(re.sub(r"[^\n]", " ", kept))
    return "".join(parts)


def _lines(shadow: str, document: Document) -> tuple[tuple[tuple[int, int, int], ...], set[int]]:
    """The sections, and where blocks begin."""
    heads: list[tuple[int, int]] = []
    breaks = {0}
    gap, fresh, last = False, False, ""  # a blank line; a line of its own; the last words
    previous: tuple[int, str] | None = None
    for found in _LINE.finditer(shadow):
        line, at = found[0], found.start()
        level = _level(line)
        if level is None and (under := _SETEXT.match(line)) and previous is not None and not gap:
            heads.append((previous[0], 1 if under[1][0] == "=" else 2))
            breaks.add(previous[0])
            fresh, previous = True, None
            continue
        if _BLANK.match(line):
            gap, previous = True, None
            continue
        behind = gap or last.endswith(DISPLAY)
        if level is not None:
            heads.append((at, level))
        if level is not None or fresh or _MARKER.match(line) or (behind and _begins(line, last)):
            breaks.add(at)
        fresh = level is not None and level < 8
        previous = (at, line)
        gap, last = False, line.rstrip().rstrip(FILL + ".,;: 。，；：")
    return _sections(heads, len(shadow)), breaks


def _level(line: str) -> int | None:
    if found := _ATX.match(line):
        return len(found[1])
    if found := _TEX_HEADING.match(line):
        return _TEX_LEVELS[found[1]]
    if _BOLD_LINE.match(line) and DISPLAY not in line:
        return 7
    return 8 if _LABEL.match(line) else None


def _begins(line: str, last: str) -> bool:
    """Whether a line begins a block, where the line before is blank or a display."""
    words = line.lstrip(" \t>*_")
    if words.startswith(DISPLAY):
        return False
    if not last.endswith(DISPLAY):
        return True
    return _GOES_ON.match(words) is None and _STILL.match(words) is None


def _sections(heads: list[tuple[int, int]], end: int) -> tuple[tuple[int, int, int], ...]:
    found: list[list[int]] = []
    open_: list[list[int]] = []
    for at, level in heads:
        while open_ and open_[-1][2] >= level:
            open_.pop()[1] = at
        section = [at, end, level]
        open_.append(section)
        found.append(section)
    return tuple((start, stop, level) for start, stop, level in found)


def _spans(starts: set[int], end: int) -> tuple[Span, ...]:
    ordered = sorted(starts)
    return tuple(zip(ordered, [*ordered[1:], end], strict=True))


def _stops(shadow: str, block: Span, document: Document) -> set[int]:
    """Where sentences begin inside a block."""
    start, end = block
    found: set[int] = set()
    for stop in _STOP.finditer(shadow, start, end):
        ahead = _AHEAD.match(shadow, stop.end(), end)
        at = ahead.end() if ahead else stop.end()
        if at >= end:
            continue
        sign = stop[0][0]
        if sign == DISPLAY:
            closed = document.source[stop.start() : at].rstrip("$ \n\t>])}").endswith(".")
            lower = _GOES_ON.match(shadow, at) is not None
            stops = shadow[at] != DISPLAY and not lower and shadow[at] not in ".。"
            stops = stops or (closed and shadow[at] == DISPLAY)
        elif sign == ".":
            before = shadow[max(start, stop.start() - 12) : stop.start()]
            lower = shadow[at].islower() or shadow[at] in ",;:"
            stops = not lower and _ABBREVIATED.search(before) is None
        elif sign == INLINE:  # $$x$$ in a line of words, which may end in no full stop
            shown = document.source.startswith("$$", stop.start())
            stops = shown and shadow[at].isupper() and shadow[at - 1].isspace()
        else:
            stops = True
        if stops:
            found.add(at if sign in (DISPLAY, INLINE) else stop.end())
    return found
