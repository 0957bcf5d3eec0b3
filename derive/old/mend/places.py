"""Where a suggestion is to be written in the source of a document, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable

from derive.documents.document import Document
from derive.old.mend.spans import Places
from derive.old.outcome import Outcome
from derive.old.plan import Planned

__all__ = ["fix_of", "written_in"]


def fix_of(planned: Planned, outcome: Outcome, document: Document) -> Places:
    """The stretches of the source that mend a false step; none where they do not stand there.

    What a macro stands for is not in the source, and the cells of a notebook are written in
    another way in its file.
    """
    found = outcome.suggestion
    if found is None or not found.written or outcome.verdict != "refuted":
        return ()
    if document.kind == "notebook" or document.dialect == "scraped":
        return ()
    if planned.task is None:
        return ()
    text, right = planned.text, planned.task.sides[-1].notation
    places = found.places or ((right.start, right.end, found.rhs),)
    fixes = []
    for start, end, new in places:
        low, high = planned.offset + start, planned.offset + end
        begin, stop = text.source_span(low, high)
        if start == end == right.end:
            begin = stop = text.source_end(low)
        if document.source[begin:stop] != text.text[low:high]:
            return ()
        fixes.append((begin, stop, new))
    return tuple(sorted(fixes))


def written_in(source: str, places: Iterable[tuple[int, int, str]]) -> str:
    """A text with new stretches in the place of old ones.

    >>> written_in("a + b", [(2, 3, "-")])
    'a - b'
    """
    for start, end, new in sorted(places, reverse=True):
        source = source[:start] + new + source[end:]
    return source
