r"""Markdown into pieces: the block structure by markdown-it, the formulas by our own scanner.

markdown-it tells which lines are code, HTML, a table or a paragraph, and where the text of
each line begins after the marks of block quotes and lists; it gives no columns, so its
inline half is not used. Plain text is read in the same way, with fences, displays and
paragraphs as its only structure.

What this file cannot do: it knows no reference links and no footnotes, in which a formula is
read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from derive.documents.displays import display_lines
from derive.documents.fences import fenced, indented
from derive.documents.macros import macros_of
from derive.documents.notices import deep_nesting
from derive.documents.pieces import Masked, MathSpan, Scan
from derive.documents.spans import scan_run
from derive.documents.traced import Traced, copied, joined

__all__ = ["scan_markdown"]

_Rule = Callable[[StateBlock, int, int, bool], bool]

#: Block quotes and lists deeper than this are read as paragraphs.
_DEEPEST = 24

_LEAVES = ("table", "code", "fence", "hr", "html_block", "heading", "paragraph")
_CONTAINERS = ("blockquote", "list")
_ENDS_PARAGRAPH: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
_FRONT_MATTER = re.compile(
    r"(---|\+\+\+)[ \t]*\r?\n(?=\S)(?:(?!\1[ \t]*\r?$|\.\.\.[ \t]*\r?$).*\n)*"
    r"(?:\1|\.\.\.)[ \t]*\r?(?:\n|$)",
    re.MULTILINE,
)
_ENDING = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A block of text: for each of its lines, where its text begins and ends."""

    kind: str
    lines: tuple[tuple[int, int], ...]
    indent: int


def scan_markdown(text: str, base: int, kind: Literal["markdown", "text"] = "markdown") -> Scan:
    r"""The pieces of a Markdown text that stands in the source from ``base`` on.

    >>> scan = scan_markdown("> $$a\n> - b$$", 0)
    >>> scan.pieces[0].text, scan.pieces[0].start, scan.pieces[0].end
    ('a\n- b', 4, 11)
    """
    # Front matter becomes blank lines; every place stays where it is.
    front = _FRONT_MATTER.match(text) if kind == "markdown" else None
    shown = text
    if front:
        shown = re.sub(r"[^\r\n]", " ", front[0]) + text[front.end() :]
    env: dict[str, object] = {"leaves": [], "deep": [], "displays": {}, "undisplayed": {}}
    shown = _ENDING.sub(lambda ending: " \n" if len(ending[0]) == 2 else "\n", shown)
    leaves, deep = _leaves(shown, kind, env)
    scans = [_scan_leaf(leaf, text, base, html=kind == "markdown") for leaf in leaves]
    pieces = list(chain.from_iterable(scan.pieces for scan in scans))
    if front:
        pieces.insert(0, Masked("front matter", base, base + front.end()))
    notices = list(chain.from_iterable(scan.notices for scan in scans))
    notices += [deep_nesting(base + at, base + at + 1) for at in deep]
    macros, more = macros_of(p.contents for p in pieces if isinstance(p, MathSpan))
    return Scan(tuple(pieces), macros, (*notices, *more))


def _leaves(shown: str, kind: str, env: dict[str, object]) -> tuple[list[_Leaf], list[int]]:
    leaves: list[_Leaf] = []
    deep: list[int] = []
    parser = MarkdownIt("commonmark", {"maxNesting": 4 * _DEEPEST})
    rules = parser.block.ruler
    if kind == "markdown":
        parser.enable("table")
        parser.disable(["reference", "lheading"])
    else:
        rules.enableOnly(["fence", "paragraph"])
    for rule in list(rules.__rules__):
        options: RuleOptionsType = {"alt": list(rule.alt)}
        if rule.name in _LEAVES:
            found = _interrupting(rule.fn, leaves) if rule.name == "code" else rule.fn
            rules.at(rule.name, _recording(rule.name, found, leaves), options)
        elif rule.name in _CONTAINERS:
            rules.at(rule.name, _shallow(rule.fn, deep), options)
    display = _recording("display", _display, leaves)
    rules.before("paragraph", "display", display, _ENDS_PARAGRAPH)
    parser.block.parse(shown, parser, env, [])
    return leaves, deep[:1]


def _display(state: StateBlock, first: int, limit: int, silent: bool) -> bool:
    if state.is_code_block(first):
        return False
    after = display_lines(state, first, limit)
    if after is None:
        return False
    if not silent:
        state.line = after
    return True


def _recording(kind: str, rule: _Rule, leaves: list[_Leaf]) -> _Rule:
    """The rule, which also writes down the lines of the blocks that it finds."""

    def recorded(state: StateBlock, first: int, limit: int, silent: bool) -> bool:
        if not rule(state, first, limit, silent):
            return False
        if not silent:
            numbers = range(first, state.line)
            lines = tuple((_begin(state, n, first, kind), state.eMarks[n]) for n in numbers)
            indent = state.blkIndent + 4 if kind == "code" else state.sCount[first]
            leaves.append(_Leaf(kind, lines, indent))
        return True

    return recorded


def _begin(state: StateBlock, line: int, first: int, kind: str) -> int:
    """Where the text of a line begins: in a list, its indentation belongs to the list."""
    block = kind not in ("code", "fence") and state.blkIndent > 0
    return state.bMarks[line] + (state.tShift[line] if block or line == first else 0)


def _interrupting(rule: _Rule, leaves: list[_Leaf]) -> _Rule:
    """The rule of indented code, which does not begin right behind a display of a paragraph."""

    def elsewhere(state: StateBlock, first: int, limit: int, silent: bool) -> bool:
        last = leaves[-1] if leaves and first > 0 else None
        behind = last is not None and last.lines[-1][1] == state.eMarks[first - 1]
        if last is not None and last.kind == "display" and behind:
            return False
        return rule(state, first, limit, silent)

    return elsewhere


def _shallow(rule: _Rule, deep: list[int]) -> _Rule:
    """The rule, where the nesting is not too deep for it."""

    def limited(state: StateBlock, first: int, limit: int, silent: bool) -> bool:
        if state.level < _DEEPEST:
            return rule(state, first, limit, silent)
        at = state.bMarks[first] + state.tShift[first]
        if not silent and state.src[at : at + 1] in (">", "-", "*", "+"):
            deep.append(at)
        return False

    return limited


def _scan_leaf(leaf: _Leaf, text: str, base: int, *, html: bool) -> Scan:
    if leaf.kind == "hr":
        return Scan()
    if leaf.kind == "code":
        return indented(text, base, leaf.lines, leaf.indent)
    if leaf.kind == "fence":
        return fenced(text, base, leaf.lines, leaf.indent)
    run = joined(_lines_of(text, base, leaf.lines))
    return scan_run(run, html=html, line_by_line=leaf.kind == "table")


def _lines_of(text: str, base: int, lines: tuple[tuple[int, int], ...]) -> Iterator[Traced]:
    """The text of the lines, each but the last with the end of its line."""
    last = len(lines) - 1
    for number, (begin, end) in enumerate(lines):
        stop = end if number == last else end + 1
        if stop > begin:
            yield copied(text[begin:stop], base + begin)
