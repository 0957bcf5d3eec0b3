"""Files that are no documents: a value that says why, and the time that hostile ones take."""

import json
import os
import time
from pathlib import Path

import pytest

from derive.documents import LARGEST, Document, Unreadable, document_of, kind_of, read_document


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (b"ok\nab\xff$x$", "not-utf-8", (2, 3)),
        ("交叉熵 $x$ 的梯度".encode("gb18030"), "not-utf-8", (1, 1)),
        ("a\r\né交叉熵的梯度".encode("big5", "replace"), "not-utf-8", (2, 2)),
        ("$x$".encode("utf-16"), "not-utf-8", (1, 1)),
        ("$x$".encode("utf-16-le"), "nul-character", (1, 2)),
        (b"a\n$\x00$", "nul-character", (2, 2)),
        ("é\ud800".encode("utf-8", "surrogatepass"), "not-utf-8", (1, 2)),
        (b"\xc0\x80", "not-utf-8", (1, 1)),
        (b"\x89PNG\r\n\x1a\n\x00", "not-utf-8", (1, 1)),
    ],
)
def test_bytes_that_are_no_text(
    data: bytes, name: str, place: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    read = read_document(path)
    assert isinstance(read, Unreadable)
    assert (read.diagnostic.name, (read.line, read.column)) == (name, place)
    assert read.path == str(path)
    assert read.diagnostic.suggestion


def test_a_gbk_file_is_called_one() -> None:
    from derive.documents.encoding import decoded

    read = decoded("交叉熵".encode("gbk"), "a.md")
    assert isinstance(read, Unreadable)
    assert "GBK" in read.diagnostic.reason


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    names = {}
    for path in (
        "",
        "none.md",
        "pipe.md",
        "large.md",
        "loop.md",
        "none.md/a.md",
        "a\0b",
        "a" * 999,
    ):
        read = read_document(tmp_path / path if "\0" not in path else path)
        assert isinstance(read, Unreadable)
        names[path[:9]] = read.diagnostic.name
    assert names == {
        "": "directory",
        "none.md": "missing-file",
        "pipe.md": "not-a-file",
        "large.md": "too-large",
        "loop.md": "unreadable-file",
        "none.md/a": "missing-file",
        "a\0b": "unreadable-file",
        "aaaaaaaaa": "unreadable-file",
    }


def test_a_lone_surrogate_in_a_text() -> None:
    read = document_of("a\n\ud800")
    assert isinstance(read, Unreadable)
    assert (read.diagnostic.name, read.line, read.column) == ("lone-surrogate", 2, 1)


def test_an_empty_file(tmp_path: Path) -> None:
    for suffix in (".md", ".tex", ".txt"):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(b"\xef\xbb\xbf")
        read = read_document(path)
        assert isinstance(read, Document)
        assert (read.pieces, read.source) == ((), "")


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("a.md", "\\documentclass{a}", "markdown"),
        ("a.MD", "", "markdown"),
        ("a.tex", "", "tex"),
        ("a.ipynb", "", "notebook"),
        ("a.txt", "plain $x$", "text"),
        ("a.txt", "% c\n\\documentclass{a}", "tex"),
        ("a", json.dumps({"cells": []}), "notebook"),
        ("", "plain", "markdown"),
    ],
)
def test_the_kind(path: str, text: str, kind: str) -> None:
    assert kind_of(path, text) == kind


MANY = 20_000
HOSTILE = {
    "parentheses": "$$" + "(" * 100_000 + "$$",
    "spans": "$x$ " * 100_000,
    "unclosed dollars": "$x " * MANY,
    "unclosed displays": "$$x\n\n" * MANY,
    "unclosed brackets": "\\[ x\n" * MANY,
    "reopened": "\\] \\[\n" * MANY,
    "unclosed environments": "\\begin{align}\n" * MANY,
    "unclosed verbatim": "\\begin{verbatim} " * MANY,
    "unclosed conditionals": "\\iffalse " * MANY,
    "unclosed definitions": "\\newcommand{\\a}{ " * MANY,
    "unclosed texts": "$\\text{" * MANY,
    "unclosed comments": "<!-- derive: " * MANY,
    "unclosed tags": '<a b="' * MANY,
    "unclosed elements": "<code>" * MANY,
    "unclosed code": "".join("`" * (i % 300 + 1) + " " for i in range(3_000)),
    "nested quotes": ">" * 100_000 + " $x$",
    "nested lists": "- " * 50_000 + "$x$",
    "links": "[" * 50_000 + "[a]: b\n" * MANY,
    "tables": "|a|b|\n|-|-|\n" + "|$x$|y|\n" * 5_000,
    "three copies": "a " * MANY + "aaaa " * MANY + "\\x",
    "attributes": "<a" + " b" * MANY,
    "backslashes": "\\" * 100_000,
    "annotation": "<!-- derive: " + "let a = b; " * MANY + "-->",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["markdown", "tex", "text"])
def test_hostile_texts_take_no_longer_than_others(name: str, kind: str) -> None:
    start = time.process_time()
    document = document_of(HOSTILE[name], kind=kind)
    assert isinstance(document, Document)
    for span in document.formulas:
        document.position(span.start)
    assert time.process_time() - start < 10
