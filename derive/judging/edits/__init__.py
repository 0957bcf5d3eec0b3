"""Suggestions: the smallest change of a right side as it is written that makes a false step true.

In reading order: ``change`` (a side, a change of it), ``parts`` and ``names`` (what a slip may be
in, and what may be put in its place); the slips by kind, ``signs``, ``indices``, ``factors``,
``functions``, ``reaches``, ``terms``, ``arrays``, ``symbols``, ``alike``; ``table`` (all kinds, the
likeliest first); ``ground`` and ``forked`` (a changed step in
the reading that was found), ``values`` (the
cheap filter), ``missing`` and ``pairs`` (what values alone tell), ``tautology``, ``closed`` (the
closed form of a derivative), ``certain`` (what may be written into a file), ``find`` (the search);
``document`` and ``files`` (``--fix`` and ``--diff``).
"""

from derive.judging.edits.find import suggestion

__all__ = ["suggestion"]
