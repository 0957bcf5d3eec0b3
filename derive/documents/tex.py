r"""TeX into pieces: formulas, code, comments that are annotations, and the macros defined.

One pass from left to right; TeX itself is never run. What ``\iffalse`` or a ``comment``
environment hides is not read, nor is what comes after ``\end{document}``.

What this file cannot do: it does not follow ``\input``, and it knows the environments of
LaTeX and amsmath, not those that a document defines for itself.
"""

from __future__ import annotations

import re

from derive.documents.annotations import comment_annotation
from derive.documents.closing import CLOSER, Unclosed, closing_dollar, find_closer
from derive.documents.environments import CODE, arguments_end, display_environment
from derive.documents.macros import DEFINES, MOST_UNREAD, definition_at, macros_of
from derive.documents.notices import not_followed, unclosed_math, unclosed_stretch, unread_macro
from derive.documents.pieces import Annotation, CodeBlock, Macro, Masked, MathSpan, Notice, Scan
from derive.documents.spans import formula
from derive.documents.traced import copied

__all__ = ["scan_tex"]

_MARK = re.compile(
    r"""
    (?P<comment>(?:^|(?<=\n))[ \t]*%[^\r\n]* | %[^\r\n]*)
    | (?P<pair>\\\\)
    | \\begin[ \t]*\{(?P<environment>[A-Za-z]+\*?)\}
    | (?P<verb>\\(?:verb|lstinline)\*?(?![A-Za-z]))
    | (?P<hidden>\\iffalse(?![A-Za-z]))
    | (?P<input>\\(?:input|include|subfile)(?![A-Za-z]))
    | (?P<stop>\\end[ \t]*\{document\})
    | (?P<opens>\\[\[(])
    | (?P<command>\\(?:[A-Za-z@]+|.|\n))
    | (?P<dollars>\$\$?)
    """,
    re.VERBOSE | re.DOTALL,
)
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")
_CONDITIONAL = re.compile(
    r"%[^\r\n]*|\\\\|\\if(?!f(?![A-Za-z]))[A-Za-z@]*|\\else(?![A-Za-z])|\\fi(?![A-Za-z])"
)
_LANGUAGE = re.compile(
    r"[ \t]*\[[^\]\n]*?language=\{?\[?([\w+#-]+)[^\]\n]*\]|[ \t]*(?:\[[^\]\n]*\])?\{([\w+#-]+)\}"
)


def scan_tex(text: str) -> Scan:
    r"""The pieces of a TeX document.

    >>> scan = scan_tex("\\newcommand{\\x}{y} % $a$\n\\[ \\x = 1 \\]\n\\verb|$b$|")
    >>> [piece.text for piece in scan.pieces if isinstance(piece, MathSpan)]
    [' \\x = 1 ']
    >>> [macro.name for macro in scan.macros]
    ['\\x']
    """
    return _Run(text).scan()


class _Run:
    """One pass over a document; ``at`` is how far it has come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flow = copied(text, 0)
        self.at = 0
        self.pieces: list[MathSpan | Annotation | CodeBlock | Masked] = []
        self.macros: list[Macro] = []
        self.notices: list[Notice] = []
        self.unclosed = Unclosed()
        self.paragraph = 0
        self.unread = 0

    def scan(self) -> Scan:
        while mark := _MARK.search(self.text, self.at):
            start, self.at = mark.span()
            if mark["comment"]:
                self._comment(start)
            elif mark["environment"]:
                self._environment(start, mark["environment"])
            elif mark["verb"]:
                self._verb(start)
            elif mark["hidden"]:
                self._hidden(start)
            elif mark["input"]:
                self.notices.append(not_followed(mark[0], start, self.at))
            elif mark["stop"]:
                self.at = len(self.text)
                self._mask("after the document", start)
            elif mark["opens"]:
                self._delimited(start, mark["opens"], self._paragraph_end())
            elif mark["command"]:
                self._definition(start)
            elif mark["dollars"] == "$$":
                self._delimited(start, "$$", self._paragraph_end())
            elif mark["dollars"]:
                self._dollar(start)
        return Scan(tuple(self.pieces), tuple(self.macros), tuple(self.notices))

    def _paragraph_end(self) -> int:
        if self.paragraph < self.at:
            end = _PARAGRAPH_END.search(self.text, self.at)
            self.paragraph = end.start() if end else len(self.text)
        return self.paragraph

    def _comment(self, start: int) -> None:
        found = comment_annotation(self.flow, start, len(self.text))
        if found is None:
            self._mask("comment", start)
        else:
            self.pieces.append(found[0])
            self.notices += found[1]
            self.at = found[2]

    def _environment(self, start: int, name: str) -> None:
        opener, closer = self.text[start : self.at], rf"\end{{{name}}}"
        if name in CODE:
            self._code(start, name, closer)
            return
        if not display_environment(name, inner=False) and name != "math":
            return
        found = find_closer(
            self.text, closer, self.at, len(self.text), self.unclosed, comments=True
        )
        if found is None:
            self.notices.append(unclosed_math(opener, closer, start))
        else:
            inner = min(arguments_end(name, self.text, self.at), found[0])
            self._formula((start, found[1]), (inner, found[0]), name, display=name != "math")

    def _code(self, start: int, name: str, closer: str) -> None:
        end = self.text.find(closer, self.at)
        if end < 0:
            self.notices.append(unclosed_stretch(rf"\begin{{{name}}}", closer, start))
            self.at = len(self.text)
            self._mask(name, start)
            return
        inner, self.at = self.at, end + len(closer)
        if name.rstrip("*") in ("comment", "filecontents"):
            self._mask(name, start)
            return
        named = _LANGUAGE.match(self.text, inner, end)
        language = ""
        if named is not None and not name.startswith("verbatim"):
            language, inner = (named[1] or named[2]).lower(), named.end()
        contents = self.flow.part(inner, end)
        self.pieces.append(CodeBlock(language, contents, inner, end, start, self.at))

    def _verb(self, start: int) -> None:
        mark = self.text[self.at : self.at + 1]
        if mark.strip():
            line = self.text.find("\n", self.at)
            limit = len(self.text) if line < 0 else line
            end = self.text.find(mark, self.at + 1, limit)
            if end >= 0:
                self.at = end + 1
        self._mask("inline code", start)

    def _hidden(self, start: int) -> None:
        depth = 1
        for mark in _CONDITIONAL.finditer(self.text, self.at):
            word = mark[0]
            if word == r"\fi" or (word == r"\else" and depth == 1):
                depth -= 1
            elif word.startswith(r"\if"):
                depth += 1
            if depth == 0:
                self.at = mark.end()
                break
        else:
            self.notices.append(unclosed_stretch(r"\iffalse", r"\fi", start))
            self.at = len(self.text)
        self._mask("comment", start)

    def _definition(self, start: int) -> None:
        definition = definition_at(self.text, start) if self.unread <= MOST_UNREAD else None
        if definition is None:
            return
        self.at = max(self.at, definition.end)
        if definition.macro is not None:
            self.macros.append(definition.macro)
            self._mask("macro", start)
        else:
            command = DEFINES.match(self.text, start)
            name = command[0] if command else "definition"
            self.unread += 1
            self.notices.append(unread_macro(name, definition.why, start, self.at))

    def _dollar(self, start: int) -> None:
        closing = closing_dollar(self.text, self.at, self._paragraph_end(), comments=True)
        if closing is None:
            self.notices.append(unclosed_math("$", "$", start))
        else:
            self._formula((start, closing + 1), (self.at, closing), "$", display=False)

    def _delimited(self, start: int, opener: str, limit: int) -> None:
        closer = CLOSER[opener]
        found = find_closer(self.text, closer, self.at, limit, self.unclosed, comments=True)
        if found is None:
            self.notices.append(unclosed_math(opener, closer, start))
        else:
            display = opener != r"\("
            self._formula((start, found[1]), (self.at, found[0]), opener, display=display)

    def _formula(
        self, outer: tuple[int, int], inner: tuple[int, int], delimiter: str, *, display: bool
    ) -> None:
        span, notices = formula(self.flow, outer, inner, delimiter, display=display)
        self.pieces.append(span)
        macros, more = macros_of([span.contents])
        self.macros += macros
        self.notices += (*notices, *more)
        self.at = outer[1]

    def _mask(self, what: str, start: int) -> None:
        self.pieces.append(Masked(what, start, self.at))
