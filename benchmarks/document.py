"""The claims of document 000, each once, in the order of its derivations."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from derivations import cross_entropy, kullback_leibler, softmax
from derive.model import Claim, Derivation
from derive.syntax.tree import IndexSet

__all__ = ["Named", "claims", "with_index_set"]


@dataclass(frozen=True, slots=True)
class Named:
    """A claim with a name that is unique in the table."""

    name: str
    claim: Claim


def claims() -> tuple[Named, ...]:
    """Every claim of document 000 that is judged; definitions are not.

    A name that stands twice in the document's numbering (as printed, and as intended)
    gets a star where it is the intended one.
    """
    derivations: dict[str, Derivation] = {}
    for module in (softmax, cross_entropy, kullback_leibler):
        for value in vars(module).values():
            if isinstance(value, Derivation):
                derivations.setdefault(value.name, value)
    return tuple(
        Named((claim.id or f"{derivation.name}:{position}") + "*" * claim.intended, claim)
        for derivation in derivations.values()
        for position, claim in enumerate(derivation.steps, start=1)
    )


def with_index_set(value: Any, old: str, new: str) -> Any:
    """A claim, or any part of one, over an index set of another name."""
    if isinstance(value, IndexSet):
        return IndexSet(new) if value.name == old else value
    if isinstance(value, tuple):
        return tuple(with_index_set(part, old, new) for part in value)
    if not is_dataclass(value):
        return value
    parts = {f.name: with_index_set(getattr(value, f.name), old, new) for f in fields(value)}
    return replace(value, **parts)  # type: ignore[type-var]
