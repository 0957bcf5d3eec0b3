"""The functions of a derivation: what each computes, and of which families."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.model import Assumption, Derivation, Fact
from derive.numeric.arrays import has_no_value
from derive.numeric.function import free_families
from derive.scope import Scope, scope_of_forms
from derive.steps.whole import at_entries
from derive.syntax.declaration import Declaration
from derive.syntax.text import text
from derive.syntax.tree import Derivative, Entry, Index, Mul, Sum, Symbol, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["Function", "functions_of"]

#: Letters for the vectors that a product is with.
_VECTORS = ("v", "u", "w", "r", "s")


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

    @property
    def labels(self) -> str | None:
        """The one-hot family that may be given by the positions of its ones, if there is one."""
        named = {a.name for a in self.given if isinstance(a, Fact) and a.kind == "one-hot"}
        found = [f.name for f in self.families if f.name in named or "one-hot" in f.facts]
        alone = len(found) == 1 and found[0] == self.families[-1].name
        return found[0] if alone and len(self.families) > 1 else None


def functions_of(derivation: Derivation) -> tuple[Function, ...]:
    """The functions that make sense for a derivation, the one that bears its name first.

    Of a loss: its gradient, its value, the gradient times a number for each sample (the
    vector-Jacobian product), the directional derivative (the Jacobian-vector product) and
    the product of the Hessian with a vector. Raises ``ValueError`` where none makes sense.
    """
    entries = at_entries(derivation)
    return tuple(_functions(entries))


def _functions(derivation: Derivation) -> Iterator[Function]:
    loss, wrt, closed = derivation.loss, derivation.wrt, derivation.closed_form
    given = derivation.claims[-1].given
    name = derivation.name.replace("-", "_")
    if loss is None or not isinstance(wrt, Symbol | Entry):
        raise ValueError(f"{derivation.name} is not the derivation of a gradient")
    _reject(derivation, closed)
    make = _Maker(loss, wrt, given)
    stem = name.removesuffix("_gradient")
    yield make(name, f"∂{_short(loss)}/∂{text(wrt)}", closed, make.output)
    yield make(f"{stem}_value", _short(loss), loss, ())


def _reject(derivation: Derivation, form: Written) -> None:
    unknown = next((part for part in subforms(form) if has_no_value(part)), None)
    if unknown is not None:
        raise ValueError(
            f"{derivation.name} has no values: of {unknown} no more is known than its name"
        )


class _Maker:
    """Functions of one loss."""

    def __init__(self, loss: Written, wrt: Symbol | Entry, given: tuple[Assumption, ...]) -> None:
        self.loss, self.wrt, self.given = loss, wrt, given
        letters = getattr(wrt, "indices", ())
        self.output = tuple(i for i in letters if isinstance(i, Index))

    def __call__(
        self, name: str, says: str, form: Written, output: tuple[Index, ...]
    ) -> Function:
        scope = scope_of_forms((form, self.loss, self.wrt), self.given)
        families = free_families(self.loss, self.wrt, scope)
        return Function(name, says, form, output, families, self.given, scope)


def _short(loss: Written) -> str:
    return text(loss) if isinstance(loss, Symbol | Entry) else "L"
