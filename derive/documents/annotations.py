r"""Annotations: the directives of ``<!-- derive: a; b -->`` and ``% derive: a; b``.

A semicolon inside brackets or braces does not separate; nor does LaTeX's thin space ``\;``.
Whether a verb exists, and whether its argument reads, is judged elsewhere.
"""

from __future__ import annotations

import re

from derive.documents.notices import unbalanced_annotation
from derive.documents.pieces import Annotation, Directive, Notice
from derive.documents.traced import Traced, copied, joined

__all__ = ["COMMENT", "annotation_of", "comment_annotation", "is_annotation", "without_comments"]

_HEAD = re.compile(r"\s*derive:", re.ASCII)
_MARKS = re.compile(r"\\(?:.|\n)|[()\[\]{};]", re.DOTALL)
_VERB = re.compile(r"[A-Za-z][A-Za-z0-9-]*")

#: A comment of TeX: an unescaped ``%`` to the end of its line. Escapes match first.
COMMENT = re.compile(r"\\(?:.|\n)|%[^\r\n]*", re.DOTALL)

_FIRST_LINE = re.compile(r"[ \t]*%+[ \t]*derive:([^\r\n]*)")
_NEXT_LINE = re.compile(r"\r?\n[ \t]*%+(?![ \t]*derive:)([^\r\n]*)")


def is_annotation(text: str) -> bool:
    """Whether the inside of a comment is an annotation.

    >>> is_annotation(" derive: off "), is_annotation(" derived ")
    (True, False)
    """
    return _HEAD.match(text) is not None


def annotation_of(comment: Traced, opens: int, closes: int) -> tuple[Annotation, list[Notice]]:
    r"""The annotation in the inside of a comment, ``derive:`` included.

    >>> found, _ = annotation_of(copied(r"derive: let f(x; y) = 1; case i \ne k", 5), 0, 50)
    >>> [(d.verb, d.argument.text, d.start) for d in found.directives]
    [('let', 'f(x; y) = 1', 13), ('case', 'i \\ne k', 30)]
    """
    head = _HEAD.match(comment.text)
    begin = head.end() if head else 0
    body = comment.part(begin, len(comment.text))
    start, end = comment.source_span(begin, len(comment.text))
    cuts, depth = _separators(body.text, "()[]{}")
    notices = []
    if depth:
        notices.append(unbalanced_annotation(start, end))
        # A lone bracket is more likely a slip than a reason to swallow the directives after it.
        cuts, _ = _separators(body.text, "{}")
    directives = []
    for low, high in zip([0, *(c + 1 for c in cuts)], [*cuts, len(body.text)], strict=True):
        directive = _directive(body, low, high)
        if directive is not None:
            directives.append(directive)
    return Annotation(tuple(directives), start, end, opens, closes), notices


def _separators(text: str, brackets: str) -> tuple[list[int], int]:
    """The semicolons outside the brackets, and how many brackets stay open.

    Any closing bracket closes the innermost: the interval ``[0, 1)`` is balanced.
    """
    cuts, depth = [], 0
    for mark in _MARKS.finditer(text):
        sign = mark[0]
        if sign in ("\\{", "\\}"):
            sign = sign[1]
        if sign == ";" and depth == 0:
            cuts.append(mark.start())
        elif sign in brackets:
            depth = depth + 1 if sign in "([{" else max(0, depth - 1)
    return cuts, depth


def _directive(body: Traced, low: int, high: int) -> Directive | None:
    text = body.text[low:high]
    stripped = text.strip()
    if not stripped:
        return None
    low += len(text) - len(text.lstrip())
    high = low + len(stripped)
    verb = _VERB.match(body.text, low, high)
    after = verb.end() if verb else low
    while after < high and body.text[after].isspace():
        after += 1
    start, end = body.source_span(low, high)
    return Directive(verb[0] if verb else "", body.part(after, high), start, end)


def comment_annotation(
    flow: Traced, at: int, limit: int
) -> tuple[Annotation, list[Notice], int] | None:
    r"""The annotation ``% derive: …`` that stands at ``at``, and where it ends.

    It goes on in the next line if that is a comment too and this one ends in a semicolon.

    >>> flow = copied("% derive: off;\n% on\nx", 0)
    >>> found, _, end = comment_annotation(flow, 0, len(flow.text))
    >>> [d.verb for d in found.directives], end
    (['off', 'on'], 19)
    """
    line = _FIRST_LINE.match(flow.text, at, limit)
    if line is None:
        return None
    parts = [flow.part(line.start(1), line.end(1))]
    while line[1].rstrip().endswith(";"):
        following = _NEXT_LINE.match(flow.text, line.end(), limit)
        if following is None:
            break
        line = following
        parts += [copied(" ", flow.source_offset(line.start(1))), flow.part(*line.span(1))]
    opens, closes = flow.source_span(at, line.end())
    found, notices = annotation_of(joined(parts), opens, closes)
    return found, notices, line.end()


def without_comments(
    flow: Traced, start: int, end: int
) -> tuple[Traced, list[Annotation], list[Notice]]:
    r"""A stretch of a formula without TeX's comments, and the annotations among them.

    >>> kept, _, _ = without_comments(copied("a % b\n\\% c", 0), 0, 11)
    >>> kept.text
    'a \n\\% c'
    """
    if "%" not in flow.text[start:end]:
        return flow.part(start, end), [], []
    kept: list[Traced] = []
    annotations: list[Annotation] = []
    notices: list[Notice] = []
    done = start
    for comment in COMMENT.finditer(flow.text, start, end):
        if comment[0][0] != "%" or comment.start() < done:
            continue
        kept.append(flow.part(done, comment.start()))
        found = comment_annotation(flow, comment.start(), end)
        done = comment.end()
        if found is not None:
            annotations.append(found[0])
            notices += found[1]
            done = found[2]
    kept.append(flow.part(done, end))
    return joined(kept), annotations, notices
