r"""Which bars are norms, and which separate: ``‖x‖``, ``P(y | x)``, ``KL(q ‖ p)``.

Bars do not say whether they open or close. Those of one level, between the same brackets,
are taken together: an even number of double bars are norms, one alone separates. Two single bars
are brackets; what they mean is said where names are known. A double bar in a subscript is no
more than a flourish: ``D_{K\|L}`` is ``D_{KL}``.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.brackets import Mark
from derive.notation.errors import ReadError
from derive.notation.levels import Levels, Said

__all__ = ["pair_bars"]


_BEFORE = ("LEFT", "LBRACE", "OP", "SIGN", "SEP", "BIG", "WIDE", "COLUMN", "ROW")
_TWO_BARS = ("BAR", "|", "BAR", "|")


def pair_bars(marks: list[Mark]) -> tuple[Mark, ...]:
    """The tokens with every bar told: ``LEFT`` and ``RIGHT`` of a norm, or a separator."""
    levels: list[list[int]] = [[]]
    kinds = [""]
    marks = _joined(marks)
    found = list(marks)
    state = Levels()
    said: list[Said] = []  # what was said before each token
    for n, mark in enumerate(marks):
        said.append(state.last.said)
        state.note(mark)
        if mark.kind in ("LEFT", "LBRACE", "LDEGREE"):
            levels.append([])
            script = n and marks[n - 1].kind in ("SUB", "SUP")
            kinds.append(
                "_{" if script or (kinds[-1] == "_{" and mark.value == "{") else mark.value
            )
        elif mark.kind in ("RIGHT", "RBRACE", "RDEGREE"):
            _settle(levels.pop(), kinds.pop(), found, said)
        elif mark.kind in ("ROW", "REL"):
            _settle(levels[-1], kinds[-1], found, said)
            levels[-1] = []
        elif mark.kind == "BAR":
            levels[-1].append(n)
    _settle(levels[-1], kinds[-1], found, said)
    return tuple(mark for mark in found if mark.kind != "NOTHING")


def _joined(marks: list[Mark]) -> list[Mark]:
    r"""Two bars ``\mid\mid`` that stand beside each other are a double bar."""
    found: list[Mark] = []
    for mark in marks:
        last = found[-1] if found else None
        if last is not None and (last.kind, last.value, mark.kind, mark.value) == _TWO_BARS:
            found[-1] = replace(last, value="‖", end=mark.end)
        else:
            found.append(mark)
    return found


def _settle(level: list[int], kind: str, marks: list[Mark], said: list[Said]) -> None:
    single = [n for n in level if marks[n].value[0] == "|"]
    double = [n for n in level if marks[n].value[0] == "‖"]
    single = _without_places(single, marks, said)
    if (
        len(single) > 1
        and len(single) % 2 == 0
        and (said[single[0]] == "head" or _opens(single[0], kind, marks))
    ):
        for n, side in zip(single, ["LEFT", "RIGHT"] * (len(single) // 2), strict=True):
            hand = marks[n].value[1:]
            if hand and hand != {"LEFT": "<", "RIGHT": ">"}[side]:
                raise ReadError("these bars are not read", marks[n].start, marks[n].end)
            marks[n] = _as(marks[n], side, "|")
    elif single:
        first = marks[single[0]]
        if kind not in ("(", "[", r"\{", "_{", "⟨") or len(single) > 1:
            raise ReadError("this bar is not read: it has no partner", first.start, first.end)
        marks[single[0]] = _as(first, "SEP", "|")
    if len(double) == 1 and _stands_alone(double[0], marks):
        marks[double[0]] = _as(marks[double[0]], "LETTER", "‖")
    elif len(double) == 1 and kind and len(marks[double[0]].value) == 1:
        marks[double[0]] = _as(marks[double[0]], "NOTHING" if kind == "_{" else "SEP", "‖")
    elif len(double) % 2:
        lonely = marks[double[-1]]
        raise ReadError("this double bar has no partner", lonely.start, lonely.end)
    else:
        for n, side in zip(double, ["LEFT", "RIGHT"] * (len(double) // 2), strict=True):
            hand = marks[n].value[1:]
            if hand and hand != {"LEFT": "<", "RIGHT": ">"}[side]:
                raise ReadError("this norm inside a norm is not read", marks[n].start, marks[n].end)
            marks[n] = _as(marks[n], side, "‖")


def _opens(n: int, kind: str, marks: list[Mark]) -> bool:
    """Whether a bar begins something: in parentheses it may part arguments instead."""
    before = marks[n - 1].kind if n else "LEFT"
    return kind not in ("(", "[", r"\{") or before in _BEFORE


def _without_places(single: list[int], marks: list[Mark], said: list[Said]) -> list[int]:
    """The bars that are left when those are told that say at which place: ``f'(x)|_{x=0}``.

    A bar with something below it that closes nothing is one.
    """
    left: list[int] = []
    for n in single:
        after = marks[n + 1].kind if n + 1 < len(marks) else ""
        if len(left) % 2 == 0 and after == "SUB" and said[n] == "ended":
            marks[n] = _as(marks[n], "AT", "|")
        else:
            left.append(n)
    return left


def _stands_alone(n: int, marks: list[Mark]) -> bool:
    r"""Whether a bar is all that stands in a script: ``v_{\parallel}``."""
    before = marks[n - 1].kind if n else ""
    after = marks[n + 1].kind if n + 1 < len(marks) else ""
    return before in ("SUB", "SUP") or (before == "LBRACE" and after == "RBRACE")


def _as(mark: Mark, kind: str, value: str) -> Mark:
    return replace(mark, kind=kind, value=value)
