"""What a form depends on, through all definitions and abstract functions."""

from __future__ import annotations

from collections.abc import Mapping

from derive.syntax.array import Gradient
from derive.syntax.declare import Declaration
from derive.syntax.tree import Derivative, Written
from derive.syntax.walk import children, subforms
from tests.oracle.names import Named, definition


class Reach:
    """The names and the nested derivatives below a form."""

    def __init__(self, declared: Mapping[str, Declaration]):
        self.declared = declared
        self._needed: dict[str, frozenset[str]] = {}

    def depth(self, form: Written) -> int:
        """How many derivatives are nested in the form."""
        if isinstance(form, Named):
            return self._depth_of(form.name)
        inside = max((self.depth(part) for part in children(form)), default=0)
        return inside + isinstance(form, Derivative | Gradient)

    def _depth_of(self, name: str) -> int:
        body = definition(self.declared[name])
        families = (self._depth_of(family.name) for family in self.declared[name].of)
        return max(0 if body is None else self.depth(body), *families, 0)

    def names(self, form: Written) -> frozenset[str]:
        """The names that the value of the form may depend on."""
        found: set[str] = set()
        for sub in subforms(form):
            if isinstance(sub, Named):
                found |= self.names_of(sub.name)
        return frozenset(found)

    def names_of(self, name: str) -> frozenset[str]:
        """The names that a quantity may depend on, its own among them."""
        if name not in self._needed:
            body = definition(self.declared[name])
            below = self.names(body) if body is not None else frozenset()
            families = (self.names_of(family.name) for family in self.declared[name].of)
            self._needed[name] = below.union({name}, *families)
        return self._needed[name]
