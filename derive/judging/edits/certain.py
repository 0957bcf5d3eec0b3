"""Where a suggestion may be written: where reading is certain, and the text is the author's."""

from __future__ import annotations

from dataclasses import replace

from derive.discourse.statements import Statement
from derive.documents.traced import Traced
from derive.judging.edits.change import Places
from derive.judging.outcome import Outcome, Suggested

__all__ = ["written"]


def written(found: Suggested, statement: Statement, outcome: Outcome) -> Suggested:
    """A suggestion with its places in the source; without any where it is not to be written.

    What a macro stands for is not in the source, and what a row below goes on with is no
    longer what that row needs.
    """
    certain = all(answer.evident for answer in outcome.reading)
    source = statement.formula.source if statement.formula is not None else None
    if not certain or statement.goes_on or source is None:
        return replace(found, changes=())
    return replace(found, changes=_in_source(found.changes, source))


def _in_source(places: Places, source: Traced) -> Places:
    """Places of a text in its source; none if one of them does not stand there as it is."""
    found = []
    for start, end, new in places:
        around = source.part(max(0, start - 1), min(len(source.text), max(end, start + 1)))
        if not all(segment.copied for segment in around.segments):
            return ()
        if start == end:
            at = source.source_end(start) if start else source.source_offset(start)
            found.append((at, at, new))
        else:
            low, high = source.source_span(start, end)
            if high - low != end - start:
                return ()
            found.append((low, high, new))
    return tuple(sorted(found))
