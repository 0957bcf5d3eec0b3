r"""What a token is by what stands beside it.

A sign that stands alone is a name: ``f(\cdot)``, ``x^{*}``, ``\theta^{-}``. A function sign with
nothing behind it is one too: ``x_{\max}``. ``\arg\max`` is one sign, ``:`` and ``=`` are one
relation, ``<x, y>`` are brackets, and braces around a term with its sign, or around a relation,
only colour it: ``a \color{red}{- b}``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from derive.notation.brackets import Mark
from derive.notation.levels import CLOSING, OPENING, Levels
from derive.notation.signs import OVER_MANY
from derive.notation.vocabulary import PROSE

__all__ = ["settled"]

_SIGNS = frozenset({"OP", "SIGN", "REL"})
_BESIDE = frozenset({"SEP", "ROW", "WIDE"})
_HEADS = frozenset({"BIG", "FUNCTION"})
_SILENT = frozenset({"COLUMN", "WIDE"})
#: Words, without formulas or signs among them.
_TEXT = re.compile(r"[^\\$=&]+\Z")
_EXTREMES = frozenset({("FUNCTION", "max"), ("FUNCTION", "min")})
_SCRIPTS = frozenset({"SUB", "SUP", "PRIME"})


def settled(marks: tuple[Mark, ...], text: str) -> tuple[Mark, ...]:
    """The tokens of a formula, each as what it is beside the others."""
    found = _angles(_merged(list(marks), text))
    found = _coloured(found)
    found = _spoken(found, text)
    return tuple(_named(found, _partners(found)))


def _partners(marks: list[Mark]) -> dict[int, int]:
    """Where each bracket that is opened is closed."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for n, mark in enumerate(marks):
        if mark.kind in OPENING:
            waiting.append(n)
        elif mark.kind in CLOSING and waiting:
            found[waiting.pop()] = n
    return found


def _merged(marks: list[Mark], text: str) -> list[Mark]:
    r"""The tokens with ``\arg\max`` and ``: =`` as one."""
    found: list[Mark] = []
    for mark in marks:
        last = found[-1] if found else None
        before = (last.kind, last.value) if last is not None else ("", "")
        here = mark.kind, mark.value
        if last is None:
            found.append(mark)
        elif before == ("FUNCTION", "arg") and here in _EXTREMES:
            found[-1] = replace(last, value=f"arg{mark.value}", end=mark.end)
        elif _is_colon(before, here) and not text[last.end : mark.start].strip():
            found[-1] = replace(mark, start=last.start)
        else:
            found.append(mark)
    return found


def _is_colon(before: tuple[str, str], here: tuple[str, str]) -> bool:
    """Whether a colon and an equals sign stand beside each other."""
    return before == ("SEP", ":") and here == ("REL", "=")


def _angles(marks: list[Mark]) -> list[Mark]:
    """The tokens with ``<x, y>`` as brackets, where no side stands before ``<``.

    A formula that begins with ``<`` may go on with a chain, unless a comma stands in between.
    """
    levels = Levels()
    pending: list[int | None] = [None]
    listed = [False]
    for n, mark in enumerate(marks):
        if mark.kind in OPENING:
            pending.append(None)
            listed.append(False)
        elif mark.kind in CLOSING and len(pending) > 1:
            pending.pop()
            listed.pop()
        elif mark.kind == "SEP":
            listed[-1] = True
        elif mark.kind == "REL":
            begin, pending[-1] = pending[-1], None
            if mark.value == "<" and levels.last.said != "ended":
                pending[-1] = n
                listed[-1] = n > 0 and marks[n - 1].kind not in ("ROW", "COLUMN")
            elif mark.value == ">" and begin is not None and listed[-1]:
                marks[begin] = replace(marks[begin], kind="LEFT", value="⟨")
                marks[n] = replace(mark, kind="RIGHT", value="⟩")
        levels.note(marks[n])
    return marks


def _coloured(marks: list[Mark]) -> list[Mark]:
    r"""The tokens without braces around a sign, a term with its sign, or nothing."""
    found: list[Mark | None] = []
    opened: list[int] = []
    over = -1  # where the last \over stands, which takes all that its braces hold
    levels = Levels()
    for n, mark in enumerate(marks):
        over = len(found) if mark.kind == "OVER" else over
        if mark.kind in OPENING:
            opened.append(len(found))
        elif mark.kind in CLOSING and opened:
            begin = opened.pop()
            after = marks[n + 1].kind if n + 1 < len(marks) else ""
            if over < begin and _only_colours(found, begin, after, levels):
                found[begin] = None
                levels.dissolve()
                continue
        found.append(mark)
        levels.note(mark)
    return [mark for mark in found if mark is not None]


def _only_colours(found: list[Mark | None], begin: int, after: str, levels: Levels) -> bool:
    """Whether braces say nothing, by what stands before them, and first and last in them."""
    brace = found[begin]
    said = levels.outer.said
    if brace is None or brace.kind != "LBRACE" or not brace.free:
        return False
    first = next((m for m in islice(found, begin + 1, None) if m is not None), None)
    last = next((m for m in reversed(found) if m is not None), brace)
    if first is None or (first.kind in _HEADS and _is_head(found[begin + 1 :])):
        return True
    if said == "head" or after in _SCRIPTS:
        return False
    if first.kind in ("REL", "OP") or last.kind in _SIGNS:
        return True
    if first is last:
        return first.kind in ("SEP", "WIDE")
    at = begin - 1
    while at >= 0 and found[at] is None:
        at -= 1
    before = found[at] if at >= 0 else None
    return first.kind == "SIGN" and (before is None or before.kind not in ("SIGN", "OP"))


def _is_head(content: list[Mark | None]) -> bool:
    """Whether there is nothing but a function sign: its scripts may stand behind the braces."""
    inside = [mark for mark in content if mark is not None]
    return _after_scripts(inside, 1, _partners(inside)) == len(inside)


def _spoken(marks: list[Mark], text: str) -> list[Mark]:
    r"""The tokens with words as names where only a name can stand: ``= \text{training loss}``."""
    levels = Levels()
    found: list[Mark] = []
    for n, mark in enumerate(marks):
        before = levels.last.said
        last = next((m.kind for m in reversed(found[-2:]) if m.kind not in _SILENT), "")
        if mark.kind == "SEP" and text.startswith("\\", mark.start) and _TEXT.match(mark.value):
            after = next((m.kind for m in marks[n + 1 : n + 3] if m.kind not in _SILENT), "")
            operand = before == "head" or (before == "" and last in _SIGNS)
            begins = last in ("", "LBRACE", "ROW") and (after in _SIGNS or last == "LBRACE")
            ends = after in _SIGNS or after in ("", "SEP", "ROW", "LEFT") or after in CLOSING
            if (operand or begins) and ends and not PROSE & set(mark.value.lower().split()):
                mark = replace(mark, kind="WORD", value=" ".join(mark.value.split()))
        levels.note(mark)
        found.append(mark)
    return found


def _named(marks: list[Mark], partner: dict[int, int]) -> list[Mark]:
    """The tokens with signs that stand alone as names."""
    found = list(marks)
    opened: list[Mark] = []
    scripts: list[bool] = [False]
    for n, mark in enumerate(marks):
        before = marks[n - 1] if n else None
        after = marks[n + 1] if n + 1 < len(marks) else None
        begins = before is None or before.kind in OPENING or before.kind in _BESIDE
        ends = after is None or after.kind in CLOSING or after.kind in _BESIDE
        if mark.kind in OPENING:
            scripts.append(before is not None and before.kind in ("SUB", "SUP"))
            opened.append(mark)
        elif mark.kind in CLOSING and opened:
            scripts.pop()
            opened.pop()
        elif mark.kind in _SIGNS or mark.kind == "PRIME":
            lone = begins and ends and (bool(opened) or len(marks) == 1)
            raised = scripts[-1] and (mark.kind != "REL" or mark.value == "⊥")
            marked = raised and ((begins and mark.kind == "OP") or (ends and mark.kind != "PRIME"))
            if lone or marked or (mark.kind == "PRIME" and (begins or _is_script(before))):
                found[n] = replace(mark, kind="LETTER", value=_as_name(mark.value))
            elif mark.kind == "OP" and mark.value in OVER_MANY and after and after.kind == "SUB":
                found[n] = replace(mark, kind="FUNCTION", value=OVER_MANY[mark.value])
        elif mark.kind in _HEADS:
            end = _after_scripts(marks, n + 1, partner)
            following = marks[end].kind if end < len(marks) else ""
            if mark.kind == "BIG":
                alone = n == 0 and not following
            else:
                alone = not following or following in CLOSING | _BESIDE | {"REL", "OP"}
            if alone:
                found[n] = replace(mark, kind="WORD")
    return found


def _is_script(mark: Mark | None) -> bool:
    return mark is not None and mark.kind in ("SUB", "SUP")


def _as_name(value: str) -> str:
    return {"*": "∗", "'": "′"}.get(value, value)


def _after_scripts(marks: list[Mark], at: int, partner: dict[int, int]) -> int:
    """Where the scripts of a sign end."""
    while at < len(marks) and marks[at].kind in _SCRIPTS:
        if marks[at].kind == "PRIME":
            at += 1
            continue
        at += 1
        while at < len(marks) and marks[at].kind in ("STYLE", "FRACTION", "ROOT"):
            at += 1
        at = partner.get(at, at) + 1
    return at
