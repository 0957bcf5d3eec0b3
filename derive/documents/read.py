r"""Read a document: from a file, or from a text at hand.

The kind follows from the name of the file, and where that says nothing, from what the file
contains. Whatever is wrong with a file is a value, ``Unreadable``; nothing is raised.
"""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_left
from dataclasses import replace
from pathlib import PurePath

from derive.documents.covering import covering
from derive.documents.document import Document, Unreadable, lines_of
from derive.documents.encoding import decoded, unfit
from derive.documents.markdown import scan_markdown
from derive.documents.notebook import notebook_of
from derive.documents.pieces import Annotation, CodeBlock, Kind, MathSpan, Scan
from derive.documents.scraped import scan_scraped
from derive.documents.tex import scan_tex
from derive.model import Diagnostic

__all__ = ["LARGEST", "document_of", "kind_of", "read_document"]

#: The largest file that is read, in bytes.
LARGEST = 16 * 1024 * 1024

_MARK = "\ufeff"
_KINDS: dict[Kind, tuple[str, ...]] = {
    "markdown": (".md", ".markdown", ".mkd", ".mdown", ".qmd", ".rmd", ".mdx"),
    "tex": (".tex", ".ltx", ".latex", ".sty"),
    "notebook": (".ipynb",),
}
_TEX = re.compile(r"^[ \t]*\\(?:documentclass|begin\{document\}|usepackage|section\*?\{)", re.M)
_NOTEBOOK = re.compile(r'\s*\{\s*"(?:cells|metadata|nbformat|nbformat_minor)"\s*:')


def read_document(
    path: str | os.PathLike[str], *, kind: Kind | None = None, dialect: str | None = None
) -> Document | Unreadable:
    """The document in a file, or why it cannot be read; the options are ``document_of``'s.

    >>> read_document("no-such-file.md").diagnostic.name
    'missing-file'
    """
    name = os.fspath(path)
    try:
        with open(name, "rb", opener=_regular) as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return Unreadable(name, _no_file(error))
    if len(data) > LARGEST:
        size = LARGEST // (1024 * 1024)
        message = f"the file is larger than {size} MiB"
        return Unreadable(
            name, Diagnostic("too-large", message, "No such file is read.", "Split it.")
        )
    text = decoded(data, name)
    if isinstance(text, Unreadable):
        return text
    return document_of(text, kind=kind, path=name, dialect=dialect)


def _regular(name: str, flags: int) -> int:
    """Open a file that is one: a pipe or a device could keep us waiting, or never end."""
    descriptor = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        directory = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        os.close(descriptor)
        raise IsADirectoryError if directory else _NotAFile
    return descriptor


class _NotAFile(OSError):
    """A pipe, a device, a socket."""


def _no_file(error: OSError | ValueError) -> Diagnostic:
    if isinstance(error, FileNotFoundError):
        return Diagnostic("missing-file", "there is no such file", "", "Check the path.")
    if isinstance(error, IsADirectoryError):
        return Diagnostic("directory", "this is a directory", "", "Name the files in it.")
    if isinstance(error, PermissionError):
        return Diagnostic("unreadable-file", "the file may not be read", "", "Check its mode.")
    if isinstance(error, _NotAFile):
        return Diagnostic("not-a-file", "this is not a regular file", "", "Name a file.")
    why = (error.strerror if isinstance(error, OSError) else None) or "its name is no path"
    return Diagnostic("unreadable-file", f"the file cannot be read: {why}", "", "Check the path.")


def document_of(
    text: str, *, kind: Kind | None = None, path: str = "", dialect: str | None = None
) -> Document | Unreadable:
    r"""The document that a text is; ``kind`` is found from path and contents if not given.

    ``dialect="scraped"`` reads text that was copied from a rendered page, and ``""`` never
    does; by itself that is done where nothing else in the text is a formula.

    >>> document = document_of("> $$a\n> = b$$ and $c$\n", kind="markdown")
    >>> [(span.text, span.display) for span in document.formulas]
    [('a\n= b', True), ('c', False)]
    """
    wrong = unfit(text, path)
    if wrong is not None:
        return wrong
    marked = text.startswith(_MARK)
    text = text.removeprefix(_MARK)
    kind = kind or kind_of(path, text)
    if kind == "notebook":
        read = notebook_of(text, path)
        return read if isinstance(read, Unreadable) else replace(read, byte_order_mark=marked)
    scan = scan_scraped(text) if dialect == "scraped" else _scan(text, kind)
    found = dialect or ""
    if dialect is None and kind != "tex" and "\\" in text and not _has_formulas(scan):
        scraped = scan_scraped(text)
        if any("\\" in p.text for p in scraped.pieces if isinstance(p, MathSpan)):
            scan, found = _both(scraped, scan), "scraped"
    lines = lines_of(text)
    pieces, notices = covering(text, scan, lines)
    return Document(path, kind, text, pieces, scan.macros, notices, found, marked, lines)


def kind_of(path: str, text: str) -> Kind:
    r"""How a document is read: by the name of the file, or by what it contains.

    >>> kind_of("a.md", ""), kind_of("a.txt", "x"), kind_of("", "\\documentclass{article}")
    ('markdown', 'text', 'tex')
    """
    suffix = PurePath(path).suffix.lower()
    for kind, suffixes in _KINDS.items():
        if suffix in suffixes:
            return kind
    if _NOTEBOOK.match(text):
        return "notebook"
    if _TEX.search(text, 0, 20_000):
        return "tex"
    return "text" if path else "markdown"


def _scan(text: str, kind: Kind) -> Scan:
    if kind == "tex":
        return scan_tex(text)
    return scan_markdown(text, 0, "text" if kind == "text" else "markdown")


def _has_formulas(scan: Scan) -> bool:
    return any(isinstance(piece, MathSpan) for piece in scan.pieces)


def _both(scraped: Scan, scan: Scan) -> Scan:
    """The formulas of a scraped text, and the annotations and code that are beside them."""
    taken = sorted((piece.opens, piece.closes) for piece in scraped.pieces)
    kept = []
    for piece in scan.pieces:
        before = bisect_left(taken, (piece.closes, 0)) - 1
        if isinstance(piece, Annotation | CodeBlock) and (
            before < 0 or taken[before][1] <= piece.opens
        ):
            kept.append(piece)
    return Scan((*scraped.pieces, *kept), (), (*scraped.notices, *scan.notices))
