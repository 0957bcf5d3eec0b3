"""What a function computes: its form, and the families that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from derive.model import Assumption, Fact
from derive.scope import Scope
from derive.syntax.declaration import Declaration
from derive.syntax.tree import Entry, Index, Symbol, Written
from derive.syntax.walk import free_indices

__all__ = ["Function", "Kind"]

Kind = Literal["value", "gradient", "vjp", "jvp", "hvp"]


@dataclass(frozen=True, slots=True)
class Function:
    """One function: its form at the output indices, and the families it takes, in order."""

    name: str
    says: str
    form: Written
    output: tuple[Index, ...]
    families: tuple[Declaration, ...]
    given: tuple[Assumption, ...]
    scope: Scope
    kind: Kind = "value"
    #: What is differentiated, by what, and what the derivative is multiplied by.
    loss: Written | None = None
    wrt: Symbol | Entry | None = None
    vector: Declaration | None = None

    #: The closed form of the gradient, of which a Hessian is the derivative.
    first: tuple[Written, tuple[Index, ...]] | None = None

    @property
    def varied(self) -> tuple[Written, tuple[Index, ...]]:
        """What is differentiated, and its indices."""
        if self.first is not None:
            return self.first
        assert self.loss is not None
        by = getattr(self.wrt, "indices", ())
        letters = sorted((i for i in free_indices(self.loss) if i not in by), key=lambda i: i.name)
        return self.loss, tuple(letters)

    @property
    def diagonal(self) -> bool:
        """Whether each entry is differentiated by its own variable."""
        return self.loss is not None and any(
            i in free_indices(self.loss) for i in getattr(self.wrt, "indices", ())
        )

    @property
    def labels(self) -> str | None:
        """The one-hot family that may be given by the positions of its ones, if there is one."""
        named = {a.name for a in self.given if isinstance(a, Fact) and a.kind == "one-hot"}
        found = [f.name for f in self.families if f.name in named or "one-hot" in f.facts]
        alone = len(found) == 1 and found[0] == self.families[-1].name
        return found[0] if alone and len(self.families) > 1 else None
