r"""Which bracket closes which, and which signs are brackets.

``[a, b)`` is a bracket of the kind ``[)``. ``\left\{ … \right.`` is a brace that only points at
what is in it, as cases do, and ``\left. … \right|`` is a group with a bar behind it.

Bars do not say whether they open or close. Those of one level are taken together: an even
number of double bars are norms, one alone separates: ``KL(q ‖ p)``. Two single bars are
brackets, one separates: ``P(y | x)``; one with something below it that closes nothing says at
which place: ``f|_{x=0}``. ``<x, y>`` are brackets where no side stands before ``<``, and braces
around a term with its sign, or around a relation, only colour it: ``a \color{red}{- b}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from derive.notation.errors import ReadError
from derive.notation.marks import ARGUMENTS, ATOMS, SCRIPTS, SIGNS, Mark, Said, States, as_name
from derive.notation.signs import INNER_DISPLAYS, MATRICES, WHOLE_DISPLAYS

__all__ = ["nested"]

MAX_DEPTH = 60

#: Brackets that may close one another: half-open intervals.
_INTERVALS = frozenset({("(", "["), ("[", "(")})
_BEFORE_BAR = frozenset({"OP", "SIGN", "SEP", "TEXT", "BIG", "WIDE", "COLUMN", "ROW"})
_CLOSED_BY = {"(": ")", "[": "]", r"\{": r"\}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "{": "}"}


@dataclass(slots=True)
class _Open:
    """A bracket that is still open, and what is in it so far; ``script`` if it is one."""

    kind: str
    mark: Mark
    script: bool = False
    marks: list[Mark] = field(default_factory=list)


def nested(marks: Iterable[Mark]) -> list[Mark]:
    """The tokens of a formula, brackets as tokens with what is inside."""
    levels = [_Open("", Mark("", "", 0, 0))]
    for mark in marks:
        top = levels[-1]
        last = top.marks[-1] if top.marks else None
        kind, side = mark.value, mark.kind
        if side in ("BEGIN", "END"):
            kind, side = _environment(mark, top), "LEFT" if side == "BEGIN" else "RIGHT"
            if not kind:
                continue
        if side == "LBRACE" or side == "LEFT":
            if len(levels) > MAX_DEPTH:
                message = f"more than {MAX_DEPTH} brackets inside one another"
                raise ReadError(message, mark.start, mark.end)
            kind = "degree" if kind == "[" and last is not None and last.kind == "ROOT" else kind
            after = last is not None and last.kind in ("SUB", "SUP")
            script = side == "LBRACE" and (after or top.script)
            levels.append(_Open(kind, mark, script))
        elif side in ("RBRACE", "RIGHT"):
            closed = _closed(levels, "{" if side == "RBRACE" else kind, mark)
            levels.pop()
            levels[-1].marks.append(closed)
        elif mark.value == "|>" and top.kind == ".":
            levels.pop()
            inside = tuple(_told(top))
            levels[-1].marks.append(Mark("GROUP", ".", top.mark.start, mark.start, inside=inside))
            levels[-1].marks.append(replace(mark, kind="AT", value="|"))
        else:
            top.marks.append(mark)
    if len(levels) > 1:
        left = levels[-1].mark
        sign = {".": r"\left."}.get(left.value, left.value)
        raise ReadError(f"nothing closes this {sign}", left.start, left.end)
    return _told(levels[0])


def _environment(mark: Mark, top: _Open) -> str:
    """The kind of bracket that an environment is, nothing if it only lays out."""
    if mark.kind == "END" and top.kind in MATRICES.values():
        return top.kind
    if mark.value in MATRICES:
        return MATRICES[mark.value]
    if mark.value not in INNER_DISPLAYS | WHOLE_DISPLAYS:
        message = f"the environment {mark.value} is not read"
        raise ReadError(message, mark.start, mark.end)
    bare = mark.kind == "BEGIN" and not top.marks and top.mark.kind == "LEFT"
    return "matrix" if bare else ""


def _closed(levels: list[_Open], kind: str, mark: Mark) -> Mark:
    """The bracket that a sign closes, which must be the last one opened."""
    top = levels[-1]
    sign = _CLOSED_BY.get(kind, r"\right." if kind == "." else kind)
    if len(levels) == 1:
        raise ReadError(f"this {sign} closes nothing", mark.start, mark.end)
    inside = _told(top)
    place = top.mark.start, mark.end
    opened, shown = top.kind, top.kind
    if opened == "degree" and kind == "[":
        return Mark("DEGREE", "", *place, inside=tuple(inside))
    if kind == "." and opened in (".", r"\{"):
        first = inside[0] if inside else None
        if first is not None and opened == r"\{" and first.value == "matrix":
            first = inside[0] = replace(first, value="cases")
        if opened == "." or (first is not None and first.value == "cases"):
            return Mark("GROUP", ".", *place, inside=tuple(inside))
    if opened != kind:
        interval = (opened, kind) in _INTERVALS and any(m.kind == "SEP" for m in inside)
        if not interval and opened != "." and (kind != "." or opened not in ("(", "[", r"\{")):
            shown = {"degree": "[", ".": r"\left."}.get(opened, opened)
            raise ReadError(f"this {sign} cannot close the {shown}", mark.start, mark.end)
        shown = opened + ("." if kind == "." else sign)
    name = "GROUP" if opened == "{" else "BRACKET"
    return Mark(name, shown, *place, inside=tuple(inside))


def _told(level: _Open) -> list[Mark]:
    """What stands at one level, each sign told by what stands beside it."""
    return _finished(_barred(_merged(level.marks), level))


def _finished(marks: list[Mark]) -> list[Mark]:
    return _coloured(_angled(marks))


def _merged(marks: list[Mark]) -> list[Mark]:
    r"""The tokens with ``\arg\max`` and ``\mid\mid`` as one."""
    found: list[Mark] = []
    for mark in marks:
        last = found[-1] if found else Mark("", "", 0, 0)
        pair = last.kind, last.value, mark.kind, mark.value
        if pair[:3] == ("FUNCTION", "arg", "FUNCTION") and mark.value in ("max", "min"):
            found[-1] = replace(last, value=f"arg{mark.value}", end=mark.end)
        elif pair == ("BAR", "|", "BAR", "|"):
            found[-1] = replace(last, value="‖", end=mark.end)
        elif last.kind in ("SUB", "SUP") and (mark.kind in SIGNS or mark.kind == "PRIME"):
            found.append(as_name(mark))
        else:
            found.append(mark)
    return found


def _barred(marks: list[Mark], level: _Open) -> list[Mark]:
    """The tokens with every bar told: a bracket, a place, or a separator."""
    found = list(marks)
    state, said, bars = States(), [], []
    for n, mark in enumerate(marks):
        said.append(state.said)
        state.note(mark)
        if mark.kind == "BAR":
            bars.append(n)
        elif mark.kind in ("ROW", "REL"):
            _settle(bars, level, found, said)
            bars = []
    _settle(bars, level, found, said)
    levels: list[list[Mark]] = [[]]
    for mark in found:
        if mark.kind == "LEFT":
            levels.append([mark])
        elif mark.kind == "RIGHT":
            left, *inside = levels.pop()
            if left.value != mark.value:
                raise ReadError("these bars are not read", left.start, mark.end)
            inner = tuple(_finished(inside))
            levels[-1].append(Mark("BRACKET", left.value, left.start, mark.end, inside=inner))
        elif mark.kind != "NOTHING":
            levels[-1].append(mark)
    return levels[0]


def _settle(bars: list[int], level: _Open, marks: list[Mark], said: list[Said]) -> None:
    """Tells the bars of a level that no relation parts."""

    def turn(n: int, kind: str, value: str) -> None:
        hand = marks[n].value[1:]
        if hand and hand == {"LEFT": ">", "RIGHT": "<"}.get(kind):
            raise ReadError("these bars are not read", marks[n].start, marks[n].end)
        marks[n] = replace(marks[n], kind=kind, value=value)

    single: list[int] = []
    for n in bars:
        if marks[n].value[0] == "|":
            after = marks[n + 1].kind if n + 1 < len(marks) else ""
            if len(single) % 2 == 0 and after == "SUB" and said[n] == "ended":
                turn(n, "AT", "|")
            else:
                single.append(n)
    double = [n for n in bars if marks[n].value[0] == "‖"]
    inside = level.kind in ("(", "[", r"\{")
    parts = inside or level.script or level.kind == "⟨"
    begins = bool(single) and (single[0] == 0 or marks[single[0] - 1].kind in _BEFORE_BAR)
    if len(single) % 2 == 0 and single and (said[single[0]] == "head" or begins or not inside):
        for n, side in zip(single, ("LEFT", "RIGHT") * (len(single) // 2), strict=True):
            turn(n, side, "|")
    elif len(single) == 1 and parts:
        turn(single[0], "SEP", "|")
    elif single:
        first = marks[single[0]]
        raise ReadError("this bar is not read: it has no partner", first.start, first.end)
    if len(double) % 2 == 0:
        for n, side in zip(double, ("LEFT", "RIGHT") * (len(double) // 2), strict=True):
            turn(n, side, "‖")
    elif len(double) == 1 and ((level.script and len(marks) == 1) or _is_script(marks, double[0])):
        turn(double[0], "LETTER", "‖")
    elif len(double) == 1 and level.kind and len(marks[double[0]].value) == 1:
        turn(double[0], "NOTHING" if level.script else "SEP", "‖")
    else:
        lonely = marks[double[-1]]
        raise ReadError("this double bar has no partner", lonely.start, lonely.end)


def _is_script(marks: list[Mark], n: int) -> bool:
    return n > 0 and marks[n - 1].kind in ("SUB", "SUP")


def _angled(marks: list[Mark]) -> list[Mark]:
    """The tokens with ``<x, y>`` as brackets.

    A formula that begins with ``<`` may go on with a chain, unless a comma stands in between.
    """
    found: list[Mark] = []
    state = States()
    begin: int | None = None
    listed = False
    for mark in marks:
        listed = listed or mark.kind in ("SEP", "TEXT")
        if (mark.kind, mark.value) == ("REL", "<") and state.said != "ended":
            begin = len(found)
            listed = bool(found) and found[-1].kind not in ("ROW", "COLUMN")
        elif (mark.kind, mark.value) == ("REL", ">") and begin is not None and listed:
            inside = tuple(found[begin + 1 :])
            mark = Mark("BRACKET", "⟨", found[begin].start, mark.end, inside=inside)
            del found[begin:]
            begin = None
            state = States()
            for before in found[-3:]:
                state.note(before)
        elif mark.kind == "REL":
            begin = None
        state.note(mark)
        found.append(mark)
    return found


def _coloured(marks: list[Mark]) -> list[Mark]:
    """The tokens without braces around a sign, a term with its sign, or nothing."""
    found: list[Mark] = []
    state = States()
    arguments = 0
    waiting = marks[::-1]
    while waiting:
        mark = waiting.pop()
        last = found[-1].kind if found else ""
        free = (mark.kind, mark.value) == ("GROUP", "{") and not arguments and last != "AT"
        after = waiting[-1].kind if waiting else ""
        if free and _only_colours(mark.inside, last, after, state.said):
            waiting.extend(reversed(mark.inside))
            continue
        if mark.kind in ATOMS - {"DEGREE"} or mark.kind in ARGUMENTS:
            arguments = max(0, arguments - 1)
        arguments += ARGUMENTS.get(mark.kind, 0)
        state.note(mark)
        found.append(mark)
    return found


def _only_colours(inside: tuple[Mark, ...], before: str, after: str, said: str) -> bool:
    """Whether braces say nothing, by what stands around them, and first and last in them."""
    if not inside or (inside[0].kind in ("BIG", "FUNCTION") and _only_scripts(inside)):
        return True
    if said == "head" or after in SCRIPTS or any(mark.kind == "OVER" for mark in inside):
        return False  # what stands over something takes all that its braces hold
    first, last = inside[0].kind, inside[-1].kind
    if first in ("REL", "OP") or last in SIGNS:
        return True
    if len(inside) == 1:
        return first in ("SEP", "TEXT", "WIDE")
    return first == "SIGN" and before not in ("SIGN", "OP")


def _only_scripts(inside: tuple[Mark, ...]) -> bool:
    """Whether behind the first token there are only scripts of it."""
    kinds = [mark.kind for mark in inside]
    return all(b in SCRIPTS or a in ("SUB", "SUP") for a, b in pairwise(kinds))
