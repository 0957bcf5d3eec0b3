"""The claims of document 000, each once, in the order of its derivations."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from derivations import cross_entropy, kullback_leibler, softmax
from derive.model import Claim, Derivation
from derive.syntax.tree import IndexSet

__all__ = ["Named", "chains", "claims", "with_index_set"]


@dataclass(frozen=True, slots=True)
class Named:
    """A claim with a name that is unique in its table."""

    name: str
    claim: Claim


def claims() -> tuple[Named, ...]:
    """Every claim of document 000 that is judged; definitions are not.

    A star marks the intended form of a claim that is wrong as printed.
    """
    return tuple(
        Named(_name(claim), claim) for derivation in _derivations() for claim in derivation.steps
    )


def chains() -> tuple[Named, ...]:
    """Every chain of more than one claim as one claim: its first side equals its last."""
    return tuple(
        Named(f"{_name(first)} … {_name(last)}", replace(last, lhs=first.lhs))
        for derivation in _derivations()
        for first, *_, last in (chain for chain in derivation.chains if len(chain) > 1)
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


def _derivations() -> tuple[Derivation, ...]:
    found: dict[str, Derivation] = {}
    for module in (softmax, cross_entropy, kullback_leibler):
        for value in vars(module).values():
            if isinstance(value, Derivation):
                found.setdefault(value.name, value)
    return tuple(found.values())


def _name(claim: Claim) -> str:
    return (claim.id or "last") + "*" * claim.intended
