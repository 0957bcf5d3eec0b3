"""What has been moved, and by whom: the state in which a form is evaluated below a ∂."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from tests.oracle.data import Sample, Where
from tests.oracle.names import Environment


class State:
    """What has been moved: below a ∂, one entry of a family that is held independent."""

    __slots__ = ("at", "memo", "moved", "name", "parent", "sample", "shift")

    def __init__(self, sample: Sample, parent: State | None, name: str, at: Where, shift: Any):
        self.sample = sample
        self.parent = parent
        self.name = name
        self.at = at
        self.shift = shift
        self.moved: frozenset[str] = frozenset() if parent is None else parent.moved | {name}
        self.memo: dict[object, Any] = {}


Evaluator: TypeAlias = Callable[[Environment, State], Any]


def last_that_matters(state: State, names: frozenset[str]) -> State:
    """The state without the moves of what these names do not depend on."""
    while state.parent is not None and state.name not in names:
        state = state.parent
    return state
