"""Suggestions: the smallest change of a right side as it is written that makes a false step true.

In reading order: ``side`` (a side, its parts, a change of it), ``names`` (what may be put in),
``slips`` and ``table`` (the kinds of slips), ``ground`` (the reading that was found, and a changed
side in it at a few points), ``missing`` (what values alone tell), ``find`` (the search: a
changed step is judged as any other).
"""

from derive.judging.edits.find import suggestion

__all__ = ["suggestion"]
