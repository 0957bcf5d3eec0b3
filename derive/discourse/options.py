r"""What the options of a gradient say: ``--let``, ``--assume``, ``--where``, as statements.

They go through the functions that read directives. An error is a ``ReadError`` with its place
in the text of the option, which ``source`` names: ``let 2``, ``assumption 1``, ``where 1``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from sys import maxsize

from derive.discourse.directives import Source, assumed, declarations, defined
from derive.discourse.statements import Statement
from derive.documents.traced import Traced, copied
from derive.notation.errors import ReadError

__all__ = ["EVERYWHERE", "option_statements", "without_dollars"]

#: What an option says holds wherever the formula stands.
EVERYWHERE = (0, maxsize)
_DELIMITERS = (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)"))


def option_statements(
    let: Iterable[str] = (), assume: Iterable[str] = (), where: Iterable[str] = ()
) -> tuple[Statement, ...]:
    r"""What the options say; the place of each statement is the whole text of its option.

    >>> for said in option_statements([r"p = \sigma(z)"], ["p > 0"], ["z : C"]):
    ...     print(said.formula.origin, said.status, said.said, said.formula.text, said.axes)
    let 1 definition let p = \sigma(z) ()
    assumption 1 assumption  p > 0 ()
    where 1 range shape z ('C',)
    """
    found: list[Statement] = []
    for what, texts, read in (
        ("let", let, defined),
        ("assumption", assume, assumed),
        ("where", where, declarations),
    ):
        for number, text in enumerate(texts, start=1):
            found += _read(text, f"{what} {number}", read)
    return tuple(found)


def _read(
    text: str, origin: str, read: Callable[[Traced, Source], tuple[Statement, ...]]
) -> tuple[Statement, ...]:
    source = Source(origin, (0, len(text)), EVERYWHERE, traced=False)
    try:
        return read(copied(without_dollars(text), 0), source)
    except ReadError as error:
        raise ReadError(error.message, error.start, error.end, text, origin) from None


def without_dollars(text: str) -> str:
    r"""The text with spaces for the signs ``$…$`` or ``\[…\]`` around it.

    >>> without_dollars("$x$ ")
    ' x  '
    """
    bare = text.strip()
    for begin, end in _DELIMITERS:
        if bare.startswith(begin) and bare.endswith(end) and len(bare) >= len(begin + end):
            inside = bare[len(begin) : -len(end)]
            return text.replace(bare, " " * len(begin) + inside + " " * len(end))
    return text
