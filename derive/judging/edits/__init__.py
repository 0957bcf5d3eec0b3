"""Suggestions: the smallest change of a right side as it is written that makes a false step true.

In reading order. Notation alone: ``change`` (a side, a change of it), ``parts`` and
``quantities`` (what a slip may be in), ``names`` (what may be put in its place); the slips by
kind, ``signs``, ``indices``, ``factors``, ``functions``, ``reaches``, ``terms``, ``arrays``,
``symbols``, ``alike``; ``table`` (all kinds, the likeliest first). Readings: ``ground`` and
``forked`` (a changed step in the reading that was found), ``values`` (the cheap filter),
``missing`` and ``pairs`` (what values alone tell), ``closed`` (the closed form of a derivative),
``tautology`` and ``attempt`` (a changed step is judged as any other), ``certain`` (what may be
written into a file), ``find`` (the search).
"""

from derive.judging.edits.find import suggestion

__all__ = ["suggestion"]
