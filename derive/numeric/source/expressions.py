"""One node as a Python expression over arrays whose leading axes are a batch.

An array has its batch axes first, and then those of its node, in the program's order.
Operands with fewer axes are given axes of length 1 by ``None``, so that one expression
serves a single sample, a batch, and a batch of batches.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from derive.numeric.program.node import Node, Slot, is_plain_number

__all__ = ["Code", "aligned", "expression", "is_indicator"]

#: How tightly an expression binds; a product of matrices within another product gets brackets.
COMPARE, SUM, MATRIX, PRODUCT, SIGN, CALL = range(6)

_OPERATORS = {
    "add": ("+", SUM),
    "subtract": ("-", SUM),
    "multiply": ("*", PRODUCT),
    "divide": ("/", PRODUCT),
    "equal": ("==", COMPARE),
    "less": ("<", COMPARE),
}


@dataclass(frozen=True, slots=True)
class Code:
    """Source of an expression, and how tightly it binds."""

    text: str
    binds: int = CALL

    def within(self, binds: int) -> str:
        """The source as an operand of something that binds so tightly."""
        return self.text if self.binds >= binds else f"({self.text})"


def aligned(code: Code, node: Node, axes: tuple[Slot, ...]) -> Code:
    """The operand with an axis for each of ``axes``; those it lacks have length 1."""
    if node.axes == axes or is_plain_number(node):
        return code
    marks = ", ".join(":" if a in node.axes else "None" for a in axes)
    return Code(f"{code.within(CALL)}[..., {marks}]")


def expression(
    node: Node,
    operands: tuple[Code, ...],
    length: Callable[[str], str] = str,
    *,
    numpy: bool = False,
) -> Code:
    """The expression of a node; ``numpy`` may use what only NumPy has.

    ``length`` gives the expression for the number of elements of an index set.
    """
    xp = "np" if numpy else "xp"
    parts = [aligned(c, o, node.axes) for c, o in zip(operands, node.operands, strict=True)]
    match node.operation:
        case "number":
            return _number(node.value)
        case "minus-infinity":
            return Code(f"-{xp}.inf", SIGN)
        case "neg":
            return Code(f"-{parts[0].within(SIGN)}", SIGN)
        case "maximum" if not numpy and node.operands[1].operation == "number":
            zero = f"{xp}.full_like({parts[0].text}, {parts[1].text})"
            return Code(f"{xp}.maximum({parts[0].text}, {zero})")
        case "hypot" if not numpy and any(map(is_plain_number, node.operands)):
            array = parts[1 - is_plain_number(node.operands[1])].text
            sides = (
                f"{xp}.full_like({array}, {part.text})" if is_plain_number(side) else part.text
                for side, part in zip(node.operands, parts, strict=True)
            )
            return Code(f"{xp}.hypot({', '.join(sides)})")
        case "power":
            base, exponent = (p.within(CALL) for p in parts)
            plain = all(re.fullmatch(r"\w+", part) for part in (base, exponent))
            return Code(f"{base}**{exponent}" if plain else f"{base} ** {exponent}", SIGN)
        case "where" if is_indicator(node):
            return Code(f"{xp}.astype({parts[0].text}, dtype)")
        case "less" if node.operands[0].operation == "number":
            return Code(f"{parts[1].within(SUM)} > {parts[0].within(SUM)}", COMPARE)
        case operation if operation in _OPERATORS:
            sign, binds = _OPERATORS[operation]
            right = binds + 1 if operation in {"subtract", "divide", "equal", "less"} else binds
            return Code(f"{parts[0].within(binds)} {sign} {parts[1].within(right)}", binds)
        case "moved":
            return operands[0]
        case "times_log":
            return Code(f"_times_log({xp}, {', '.join(p.text for p in parts)})")
        case "expm1_less":
            return Code(f"_expm1_less({xp}, {parts[0].text})")
        case "nothing":
            return Code(f"_nothing({xp}, {operands[0].text}, {_length(node, length)})")
        case "others":
            axis = _axis(node.operands[0], node.value)
            given = [o.text for o in operands] + ([] if axis == -1 else [f"axis={axis}"])
            return Code(f"_others({xp}, {', '.join(given)})")
        case "one-hot":
            there = f"_positions({xp}, {_length(node, length)}, {operands[0].text})"
            return Code(f"{parts[0].text} == {there}", COMPARE)
        case "sum" | "max" | "argmax":
            axis = _axis(node.operands[0], node.value)
            return Code(f"{xp}.{node.operation}({operands[0].text}, axis={axis})")
        case "take":
            assert isinstance(node.value, tuple)
            slot, position = node.value
            return Code(_entry(operands[0], node.operands[0], slot, str(position)))
        case "pick":
            return _pick(node, operands, xp)
        case "place":
            return _place(node, operands, xp, length)
        case "dot":
            return _dot(node, operands, xp)
        case "call":
            return Code(f"{node.value}({', '.join([xp, *(o.text for o in operands)])})")
    return Code(f"{xp}.{node.operation}({', '.join(p.text for p in parts)})")


def is_indicator(node: Node) -> bool:
    """Whether a choice is between 1 and 0: a truth value as a number."""
    yes, no = node.operands[1:]
    numbers = yes.operation == no.operation == "number"
    return numbers and (yes.value, no.value) == (1, 0)


def _number(value: object) -> Code:
    assert isinstance(value, Fraction)
    if value.denominator == 1:
        return Code(str(value.numerator), SIGN if value < 0 else CALL)
    return Code(f"{value.numerator} / {value.denominator}", PRODUCT)


def _length(node: Node, length: Callable[[str], str]) -> str:
    assert isinstance(node.value, Slot)
    return length(node.value.over)


def _axis(node: Node, slot: object) -> int:
    """The axis of a slot, counted from the last: the batch may have any number."""
    assert isinstance(slot, Slot)
    return node.axes.index(slot) - len(node.axes)


def _entry(code: Code, node: Node, slot: Slot, position: str) -> str:
    marks = ", ".join(position if a == slot else ":" for a in node.axes)
    return f"{code.within(CALL)}[..., {marks}]"


def _pick(node: Node, operands: tuple[Code, ...], xp: str) -> Code:
    """The entry at a position, which lies along the axes of the position alike."""
    of, position = node.operands
    assert isinstance(node.value, Slot)
    if node.value == of.axes[-1] and position.axes == of.axes[:-1]:
        return Code(f"_entry_at({xp}, {operands[0].text}, {operands[1].text})")
    # Along axes that only one of the two has, the other is the same.
    before = of.axes[: of.axes.index(node.value)]
    place = node.axes.index(before[-1]) + 1 if before else 0
    axes = (*node.axes[:place], node.value, *node.axes[place:])
    where = ", ".join(":" if a in position.axes else "None" for a in axes)
    at = f"{operands[1].within(CALL)}[..., {where}]"
    array = aligned(operands[0], of, axes)
    taken = f"{xp}.take_along_axis({array.text}, {at}, axis={place - len(axes)})"
    marks = ", ".join("0" if a == node.value else ":" for a in axes)
    return Code(f"{taken}[..., {marks}]")


def _place(node: Node, operands: tuple[Code, ...], xp: str, length: Callable[[str], str]) -> Code:
    if all(o.axes == a for o, a in zip(node.operands, _row_axes(node), strict=True)):
        return Code(f"_placed({xp}, {', '.join(o.text for o in operands)})")
    of, position, entry = (
        aligned(c, o, node.axes) for c, o in zip(operands, node.operands, strict=True)
    )
    assert isinstance(node.value, Slot)
    marks = ", ".join(":" if a == node.value else "None" for a in node.axes)
    index = f"_positions({xp}, {_length(node, length)}, {operands[0].text})"
    index = index if node.axes == (node.value,) else f"{index}[{marks}]"
    return Code(f"{xp}.where({index} == {position.text}, {entry.text}, {of.text})")


def _row_axes(node: Node) -> tuple[tuple[Slot, ...], ...]:
    """The axes of an array, a position and an entry where the position is along the last."""
    last = node.axes if node.axes[-1] == node.value else ()
    return node.axes, last[:-1], last[:-1]


def _dot(node: Node, operands: tuple[Code, ...], xp: str) -> Code:
    """The sum of a product: a product of matrices where it is one."""
    left, right = node.operands
    assert isinstance(node.value, tuple)
    slot, axes = node.value
    first, second = operands
    only_left = [a for a in left.axes if a not in right.axes]
    only_right = [a for a in right.axes if a not in left.axes]
    shared = len(axes) - 1 - len(only_left) - len(only_right)
    if shared or max(len(only_left), len(only_right)) != 1:
        pairs = zip(operands, node.operands, strict=True)
        one, other = (aligned(c, o, axes).within(PRODUCT) for c, o in pairs)
        return Code(f"{xp}.sum({one} * {other}, axis={axes.index(slot) - len(axes)})")
    if not only_left or (only_right and node.axes[0] in only_right):
        left, right, first, second = right, left, second, first
        only_left, only_right = only_right, only_left
    matrix = _matrix(first, left, (*only_left, slot), xp)
    if only_right:
        return Code(f"{matrix} @ {_matrix(second, right, (slot, *only_right), xp)}", MATRIX)
    return Code(f"({matrix} @ {second.within(CALL)}[..., None])[..., 0]")


def _matrix(code: Code, node: Node, axes: tuple[Slot, ...], xp: str) -> str:
    if node.axes == axes:
        return code.within(CALL)
    return f"{xp}.matrix_transpose({code.text})"
