"""What a command is about, judged where it has to be; the author's faults are usage errors."""

from __future__ import annotations

import gc

from derive.apps.cli import Misuse
from derive.catalogue import ModuleError, find, load_all
from derive.model import Derivation, Judgement

__all__ = ["chosen", "judged"]


def chosen(names: tuple[str, ...]) -> tuple[Derivation, ...]:
    """The derivations called ``names``, or all of them."""
    try:
        found = find(names) if names else load_all()
        # What has been imported stays: looking for garbage in it takes longer than a proof.
        gc.freeze()
        return found
    except (LookupError, ModuleError) as error:
        raise Misuse(str(error.args[0] if error.args else error)) from error


def judged(derivation: Derivation) -> Judgement:
    """The judgement of a derivation; a claim whose names do not fit together is named."""
    from derive.check import judge
    from derive.scope import ScopeError, scope_of

    try:
        return judge(derivation)
    except ScopeError as error:
        fault = error
    for number, claim in enumerate(derivation.claims, start=1):
        try:
            scope_of(claim)
        except ScopeError as error:
            place = f"{derivation.name}, {claim.id or f'claim {number}'}"
            raise Misuse(f"{place}: {error}") from error
    raise Misuse(f"{derivation.name}: {fault}") from fault
