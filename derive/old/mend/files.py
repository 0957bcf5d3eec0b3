"""Write a mended document back to its file, byte for byte what it was but for the changes."""

from __future__ import annotations

import os
import tempfile
from difflib import unified_diff
from pathlib import Path

from derive.documents import Document

__all__ = ["difference", "write_mended"]

_MARK = "\ufeff"


def difference(before: Document, after: Document) -> str:
    """What changes, as a unified diff; nothing where nothing does."""
    old, new = (document.source.splitlines(keepends=True) for document in (before, after))
    found = unified_diff(old, new, before.path, before.path)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in found)


def write_mended(before: Document, after: Document) -> None:
    """Write the document to its file, all at once.

    Raises ``OSError`` where the file cannot be written, or is no longer what was read.
    """
    path = Path(before.path)
    if path.read_bytes() != _bytes(before):
        raise OSError("it has changed since it was read: run the command again")
    path = path.resolve()
    mode = path.stat().st_mode
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(_bytes(after))
    try:
        os.chmod(file.name, mode)
        os.replace(file.name, path)
    except OSError:
        os.unlink(file.name)
        raise


def _bytes(document: Document) -> bytes:
    mark = _MARK if document.byte_order_mark else ""
    return f"{mark}{document.source}".encode()
