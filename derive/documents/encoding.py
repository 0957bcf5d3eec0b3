"""Bytes into text: UTF-8, with or without a byte order mark, or a diagnostic that says why not."""

from __future__ import annotations

import re

from derive.documents.document import Unreadable, lines_of
from derive.model import Diagnostic

__all__ = ["decoded", "unfit"]

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
#: What a file that is not UTF-8 may be, in the order in which it is tried.
_GUESSES = (("gb18030", "GBK"), ("big5", "Big5"), ("shift_jis", "Shift JIS"), ("cp1252", "Latin 1"))

_UNFIT = re.compile("[\x00\ud800-\udfff]")


def decoded(data: bytes, path: str) -> str | Unreadable:
    r"""The text of a file, its byte order mark kept.

    >>> decoded(b"\xce\xb8", "a.md")
    'θ'
    >>> decoded(b"ok\n\xd6\xd0", "a.md").line
    2
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Unreadable(path, _not_utf8(f"the file is {name}", name))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = lines_of(before).position(len(before))
        guesses = [name for codec, name in _GUESSES if _decodes(data, codec)]
        byte = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return Unreadable(path, _not_utf8(byte, " or ".join(guesses[:2])), place.line, place.column)
    return unfit(text, path) or text


def unfit(text: str, path: str) -> Unreadable | None:
    r"""What makes a text unreadable: a NUL, or half of a surrogate pair.

    >>> unfit("a\x00", "a.md").diagnostic.name, unfit("a", "a.md")
    ('nul-character', None)
    """
    found = _UNFIT.search(text)
    if found is None:
        return None
    place = lines_of(text).position(found.start())
    if found[0] == "\x00":
        diagnostic = Diagnostic(
            "nul-character",
            "the text contains a NUL character",
            "No text does; a UTF-16 file that is taken for UTF-8 does, and so does a binary one.",
            "Save the document as UTF-8 text.",
        )
    else:
        diagnostic = Diagnostic(
            "lone-surrogate",
            f"the text contains half a character, U+{ord(found[0]):04X}",
            "It is one half of a surrogate pair, and stands for nothing alone.",
            "Delete it, or write the character that was meant.",
        )
    return Unreadable(path, diagnostic, place.line, place.column)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _not_utf8(message: str, guess: str) -> Diagnostic:
    return Diagnostic(
        "not-utf-8",
        message,
        "A document is read as UTF-8." + (f" This one may be {guess}." if guess else ""),
        "Save it as UTF-8.",
    )
