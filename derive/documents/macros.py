r"""The macros that a document defines, read and not run.

``\newcommand`` and its kin, ``\def`` with plain parameters, ``\let`` and
``\DeclareMathOperator``.

What this file cannot do: a macro holds from its definition on, wherever it stands; the groups
of TeX do not end it. ``\def`` with delimiters between its parameters is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from derive.documents.notices import unread_macro
from derive.documents.pieces import Macro, Notice
from derive.documents.traced import Traced

__all__ = ["DEFINES", "MOST_UNREAD", "Definition", "definition_at", "group_at", "macros_of"]

#: The commands that define a macro.
DEFINES = re.compile(
    r"\\(newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator"
    r"|[egx]?def|let)(?![A-Za-z@])\*?"
)
_FINDS = re.compile(r"\\\\|" + DEFINES.pattern)

_SPACE = re.compile(r"(?:[ \t\r\n]|%[^\n]*(?:\n|$))*")
_NAME = re.compile(r"\\(?:[A-Za-z@]+|[^A-Za-z\s])")
_BRACED_NAME = re.compile(r"\{\s*(\\(?:[A-Za-z@]+|[^A-Za-z\s]))\s*\}")
_ARITY = re.compile(r"\[\s*(\d)\s*\]")
_PARAMETERS = re.compile(r"(?:#\d)*")
_MARKS = re.compile(r"\\(?:.|\n)|%[^\n]*|[{}]", re.DOTALL)

#: The longest group that is read.
_LONGEST = 5_000
#: After so many definitions that could not be read, the rest is not tried.
MOST_UNREAD = 100


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition in a text: its macro, if it could be read; ``why`` says why not."""

    macro: Macro | None
    end: int
    why: str = ""


def group_at(text: str, at: int, opening: str = "{", closing: str = "}") -> int | None:
    r"""Where the group that opens at ``at`` ends, its closing bracket included.

    >>> group_at(r"{a\}{b}} c", 0)
    8
    """
    if not text.startswith(opening, at):
        return None
    depth = 0
    for mark in _MARKS.finditer(text, at, at + _LONGEST) if opening == "{" else ():
        if mark[0] in "{}":
            depth += 1 if mark[0] == "{" else -1
            if depth == 0:
                return mark.end()
    if opening != "{":
        end = text.find(closing, at, at + _LONGEST)
        return end + 1 if end >= 0 else None
    return None


def definition_at(text: str, at: int) -> Definition | None:
    r"""The definition that begins at ``at``, if one does.

    >>> definition_at(r"\newcommand{\half}[1]{\frac{#1}{2}} x", 0).macro
    Macro(name='\\half', arity=1, default=None, body='\\frac{#1}{2}', start=0, end=35)
    """
    command = DEFINES.match(text, at)
    if command is None:
        return None
    kind, end = command[1], _skip(text, command.end())
    name = _BRACED_NAME.match(text, end) or _NAME.match(text, end)
    if name is None:
        return Definition(None, command.end(), "no name follows")
    called, end = name[name.lastindex or 0], _skip(text, name.end())
    if kind == "let":
        return _let(text, at, called, end)
    arity, default = 0, None
    if kind.endswith("def"):
        parameters = _PARAMETERS.match(text, end)
        end = parameters.end() if parameters else end
        arity = (end - (parameters.start() if parameters else end)) // 2
        if not text.startswith("{", end):
            return Definition(None, end, "its parameters are not plain #1#2…")
    elif arguments := _ARITY.match(text, end):
        arity, end = int(arguments[1]), _skip(text, arguments.end())
        option = group_at(text, end, "[", "]")
        if option is not None:
            default, end = text[end + 1 : option - 1], _skip(text, option)
    closing = group_at(text, end)
    if closing is None:
        return Definition(None, end, "its body is missing, or its braces do not match")
    body = text[end + 1 : closing - 1]
    if kind == "DeclareMathOperator":
        body = rf"\operatorname{'*' if command[0].endswith('*') else ''}{{{body}}}"
    return Definition(Macro(called, arity, default, body, at, closing), closing)


def _let(text: str, at: int, called: str, end: int) -> Definition:
    if text.startswith("=", end):
        end = _skip(text, end + 1)
    other = _NAME.match(text, end)
    if other is None:
        return Definition(None, end, "no command follows")
    return Definition(Macro(called, 0, None, other[0], at, other.end()), other.end())


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def macros_of(formulas: Iterable[Traced]) -> tuple[tuple[Macro, ...], tuple[Notice, ...]]:
    r"""The macros that are defined inside formulas, as ``$$\newcommand{\x}{y}$$``.

    >>> from derive.documents.traced import copied
    >>> macros_of([copied(r"\def\x{y} z", 2)])[0]
    (Macro(name='\\x', arity=0, default=None, body='y', start=2, end=11),)
    """
    macros: list[Macro] = []
    notices: list[Notice] = []
    for formula in formulas:
        at = 0
        while found := _FINDS.search(formula.text, at):
            at = found.end()
            definition = definition_at(formula.text, found.start()) if found[1] else None
            if definition is None or len(notices) > MOST_UNREAD:
                continue
            at = max(at, definition.end)
            start, end = formula.source_span(found.start(), at)
            macro = definition.macro
            if macro is None:
                notices.append(unread_macro(found[0], definition.why, start, end))
            else:
                macros.append(Macro(macro.name, macro.arity, macro.default, macro.body, start, end))
    return tuple(macros), tuple(notices)
