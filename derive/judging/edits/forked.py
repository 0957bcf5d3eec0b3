"""A reader as it was when the left side had been read, as often as it is wanted.

What is read of the left side, and of the definitions that it reaches, is the same whatever
stands at the right. A copy is as deep as a reader changes what it holds: its sets, its families
and its answers, and no notation and no written form, which never change.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from derive.notation.nodes import Expression
from derive.reading.claims import Built, built_of
from derive.reading.expressions import expression
from derive.reading.families import Family
from derive.reading.free import free_letters
from derive.reading.reader import Env, Reader
from derive.reading.scope import Scope
from derive.reading.search import Choices
from derive.reading.sets import Sets
from derive.reading.values import Value

__all__ = ["Fork", "fork"]


@dataclass(frozen=True, slots=True)
class Fork:
    """A reader that has read a left side, and what it has read there."""

    reader: Reader
    left: Value
    shown: frozenset[str]

    def built(self, right: Expression) -> Built:
        """The step with another right side, read in a copy."""
        reader = _copied(self.reader)
        reader.outside = self.shown | free_letters(right)
        return built_of(reader, self.left, expression(reader, right, Env()))


def fork(scope: Scope, left: Expression, right: Expression, choices: Choices) -> Fork:
    """Read a left side, beside a right one; raises ``Misfit`` where it is not read."""
    reader = Reader(scope, choices, Sets(sizes=scope.sizes))
    shown = free_letters(left)
    reader.outside = shown | free_letters(right)
    return Fork(reader, expression(reader, left, Env()), shown)


def _copied(reader: Reader) -> Reader:
    changes: dict[str, Any] = {f.name: _copy(getattr(reader, f.name)) for f in fields(reader)}
    return replace(reader, **changes)


def _copy(value: Any) -> Any:
    match value:
        case dict():
            return {key: _copy(inner) for key, inner in value.items()}
        case list():
            return list(value)
        case set():
            return set(value)
        case Family() | Sets() | Choices():
            changes = {f.name: _copy(getattr(value, f.name)) for f in fields(value)}
            return replace(value, **changes)
    return value
