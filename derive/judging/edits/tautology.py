"""What a suggestion must not be: the left side itself, its name, or a name for a name."""

from __future__ import annotations

from derive.discourse.statements import Statement
from derive.judging.edits.ground import Ground
from derive.notation.names import only_item, spelled
from derive.notation.nodes import Letter, subnodes
from derive.reading.claims import Built
from derive.syntax.shape import alike
from derive.syntax.tree import Entry, Symbol

__all__ = ["is_tautology"]


def is_tautology(ground: Ground, mended: Statement, built: Built) -> bool:
    """Whether a changed step says nothing: its right side is the left one, or speaks of it."""
    if all(alike(claim.lhs, claim.rhs) for claim in built.claims):
        return True
    statement = ground.statement
    assert statement.left is not None and statement.right is not None and mended.right is not None
    name = spelled(only_item(statement.left))
    if name is not None:
        before = _count(statement.right, name.stem)
        if _count(mended.right, name.stem) > before:
            return True
    lone = all(isinstance(form, Symbol | Entry) for c in built.claims for form in (c.lhs, c.rhs))
    before_lone = all(isinstance(c.rhs, Symbol | Entry) for c in ground.built.claims)
    changed_name = any(
        getattr(a.rhs, "name", "") != getattr(b.rhs, "name", "")
        for a, b in zip(built.claims, ground.built.claims, strict=False)
    )
    return lone and before_lone and changed_name


def _count(node: object, stem: str) -> int:
    letters = [n for n in subnodes(node) if isinstance(n, Letter)]  # type: ignore[arg-type]
    return sum(letter.name == stem for letter in letters)
