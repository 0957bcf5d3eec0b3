"""What a reader says about text that it does not read: one sentence, and the place."""

from __future__ import annotations

import unicodedata

__all__ = ["ClashError", "ReadError", "ShapeError", "columns_of"]

#: How much of a long line is shown on each side of the place.
_AROUND = 60


class ReadError(ValueError):
    """A formula that is not read: ``message`` is one sentence, ``start:end`` the place in ``text``.

    ``source`` says which text it is, where several are read together.
    """

    def __init__(
        self, message: str, start: int, end: int, text: str = "", source: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = max(end, start)
        self.text = text
        self.source = source

    def within(self, text: str, source: str = "") -> ReadError:
        """The same error, with the text it is about where that was not known yet."""
        if self.text:
            return self
        return type(self)(self.message, self.start, self.end, text, source)

    def render(self) -> str:
        r"""The sentence, the line, and a mark under the place.

        >>> print(ReadError(r"\foo is not known", 4, 8, r"a + \foo b").render())
        column 5: \foo is not known
          a + \foo b
              ^^^^
        """
        begin = self.text.rfind("\n", 0, self.start) + 1
        stop = self.text.find("\n", begin)
        stop = len(self.text) if stop < 0 else stop
        left, right = max(begin, self.start - _AROUND), min(stop, self.start + _AROUND)
        shown = "".join(_visible(c) for c in self.text[left:right])
        before = "…" if left > begin else ""
        after = "…" if right < stop else ""
        space = " " * (len(before) + columns_of(self.text[left : self.start]))
        mark = "^" * max(1, columns_of(self.text[self.start : min(self.end, right)]))
        where = f"column {self.start - begin + 1}"
        if "\n" in self.text:
            where = f"line {self.text.count(chr(10), 0, self.start) + 1}, {where}"
        where = f"{self.source}, {where}" if self.source else where
        return f"{where}: {self.message}\n  {before}{shown}{after}\n  {space}{mark}"

    def __str__(self) -> str:
        return self.render() if self.text or self.source else self.message


class ShapeError(ReadError):
    """Shapes that do not fit together: another shape of a name might."""


class ClashError(ReadError):
    """An index would range over two sets."""


def _visible(c: str) -> str:
    return c if unicodedata.category(c)[0] != "C" else ("\t" if c == "\t" else "\ufffd")[:1]


def columns_of(text: str) -> int:
    """How many columns of a terminal the text takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    joined = sum(unicodedata.combining(c) != 0 for c in text)
    return len(text) + wide - joined
