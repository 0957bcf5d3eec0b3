r"""Macros expanded: a formula as TeX would see it, every character traced to where it stands.

An argument leads back to where it was written, a macro's body to the call. Nothing recurses
without end: a macro inside its own expansion is left as it stands, and depth, number and
size are bounded.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field

from derive.documents.macros import DEFINES, MOST_UNREAD, definition_at, group_at
from derive.documents.notices import macro_bomb, recursive_macro
from derive.documents.pieces import Macro, Notice
from derive.documents.traced import Segment, Traced, copied, joined

__all__ = ["Expansion", "expand_macros"]

_TOKEN = re.compile(r"\\(?:[A-Za-z@]+|.|\n)|#[1-9]|%[^\n]*", re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]*")
_COMMAND_ENDS = re.compile(r"\\[A-Za-z@]+$")

_DEEPEST = 32
_MOST_CALLS = 5_000
_DEEPEST_ARGUMENT = 50
#: By how much a formula may grow.
_GROWTH = 200_000


@dataclass(frozen=True, slots=True)
class Expansion:
    """A formula without macros, and what was wrong with them."""

    text: Traced
    notices: tuple[Notice, ...] = ()


def expand_macros(text: str | Traced, macros: Iterable[Macro] | dict[str, Macro]) -> Expansion:
    r"""The text with the macros replaced; definitions inside it are taken out.

    Many macros are given by their names, so that nothing need be made of them for each text.

    >>> half = definition_at(r"\newcommand{\half}[1]{\frac{#1}{2}}", 0).macro
    >>> expanded = expand_macros(r"a + \half{x}", [half]).text
    >>> expanded.text
    'a + \\frac{x}{2}'
    >>> expanded.source_span(10, 11), expanded.source_span(4, 9)
    ((10, 11), (4, 12))
    """
    known = macros if isinstance(macros, dict) else {macro.name: macro for macro in macros}
    outer = copied(text, 0) if isinstance(text, str) else text
    if not known and not DEFINES.search(outer.text):
        return Expansion(outer)
    run = _Run(ChainMap({}, known), longest=len(outer.text) + _GROWTH)
    try:
        run.write(outer.text, 0, ())
    except _TooMuch:
        return Expansion(outer, (macro_bomb(*outer.source_span(0, len(outer.text))),))
    inner = joined(run.parts) if run.parts else copied("", 0)
    notices = tuple(
        recursive_macro(name, *outer.source_span(start, end))
        for name, (start, end) in run.recursive.items()
    )
    return Expansion(inner.through(outer), notices)


class _TooMuch(Exception):
    """The macros grow beyond the limits."""


@dataclass(slots=True)
class _Run:
    """One expansion: what was written, and how much is left to spend."""

    macros: MutableMapping[str, Macro]
    longest: int
    depth: int = 0
    parts: list[Traced] = field(default_factory=list)
    recursive: dict[str, tuple[int, int]] = field(default_factory=dict)
    calls: int = 0
    length: int = 0
    last: str = ""

    def write(
        self,
        text: str,
        origin: int,
        active: tuple[str, ...],
        call: tuple[int, int] | None = None,
        arguments: tuple[list[Traced], ...] = (),
    ) -> None:
        """Write the expansion of ``text``: of the source from ``origin`` on, or of a body.

        A body belongs to ``call``, the stretch of the source where its macro was used.
        """
        at = 0
        while token := _TOKEN.search(text, at):
            self._put(text, at, token.start(), origin, call)
            at = token.end()
            if token[0][0] == "#":
                which = int(token[0][1]) - 1
                for part in arguments[which] if which < len(arguments) else ():
                    self._add(part)
                continue
            definition = definition_at(text, token.start())
            if definition is not None:
                self._spend(1 if definition.macro else _MOST_CALLS // MOST_UNREAD)
            if definition is not None and definition.macro is not None:
                at = definition.end
                self.macros[definition.macro.name] = definition.macro
                continue
            macro = self.macros.get(token[0])
            if macro is None:
                self._put(text, token.start(), at, origin, call)
                continue
            end, given = self._arguments(macro, text, at, origin, active, call, arguments)
            here = call or (origin + token.start(), origin + end)
            if macro.name in active:
                self.recursive.setdefault(macro.name, here)
                self._put(text, token.start(), at, origin, call)
                continue
            self._spend(1)
            if len(active) >= _DEEPEST:
                raise _TooMuch
            at = end
            self.write(macro.body, 0, (*active, macro.name), here, given)
        self._put(text, at, len(text), origin, call)

    def _spend(self, calls: int) -> None:
        self.calls += calls
        if self.calls > _MOST_CALLS:
            raise _TooMuch

    def _arguments(
        self,
        macro: Macro,
        text: str,
        at: int,
        origin: int,
        active: tuple[str, ...],
        call: tuple[int, int] | None,
        arguments: tuple[list[Traced], ...],
    ) -> tuple[int, tuple[list[Traced], ...]]:
        """The arguments of a call, each expanded, and where the call ends."""
        given: list[list[Traced]] = []
        for number in range(macro.arity):
            start = _after_blank(text, at)
            if number == 0 and macro.default is not None:
                end = group_at(text, start, "[", "]")
                if end is None:
                    here = call or (origin + at, origin + at)
                    given.append([Traced(macro.default, (_whole(macro.default, here),))])
                    continue
                low, high = start + 1, end - 1
            else:
                end = group_at(text, start)
                low, high = (start + 1, end - 1) if end else (start, _token_end(text, start))
            at = end or high
            if self.depth >= _DEEPEST_ARGUMENT:
                raise _TooMuch
            inner = _Run(
                self.macros, self.longest, self.depth + 1, calls=self.calls, length=self.length
            )
            inner.write(text[low:high], origin + low, active, call, arguments)
            self.calls = inner.calls
            self.recursive |= inner.recursive
            given.append(inner.parts)
        return at, tuple(given)

    def _put(
        self, text: str, start: int, end: int, origin: int, call: tuple[int, int] | None
    ) -> None:
        if end > start:
            piece = text[start:end]
            self._add(
                copied(piece, origin + start)
                if call is None
                else Traced(piece, (_whole(piece, call),))
            )

    def _add(self, part: Traced) -> None:
        if not part.text:
            return
        self.length += len(part.text)
        if self.length > self.longest:
            raise _TooMuch
        if part.text[0].isalpha() and _COMMAND_ENDS.search(self.last):
            # \partial followed by an argument x is not the command \partialx.
            self.parts.append(Traced(" ", (Segment(0, part.segments[0].source, 1, 0, False),)))
        self.parts.append(part)
        self.last = part.text[-40:] if len(part.text) > 1 else self.last[-40:] + part.text


def _whole(text: str, call: tuple[int, int]) -> Segment:
    return Segment(0, call[0], len(text), call[1] - call[0], False)


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _token_end(text: str, at: int) -> int:
    token = _TOKEN.match(text, at)
    return token.end() if token and token[0][0] == "\\" else min(at + 1, len(text))
