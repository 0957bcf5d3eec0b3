"""Which derivations a command is about, with the author's faults as usage errors."""

from __future__ import annotations

from derive.apps.cli import Misuse
from derive.catalogue import ModuleError, find, load_all
from derive.model import Derivation

__all__ = ["chosen"]


def chosen(names: tuple[str, ...]) -> tuple[Derivation, ...]:
    """The derivations called ``names``, or all of them."""
    try:
        return find(names) if names else load_all()
    except (LookupError, ModuleError) as error:
        raise Misuse(str(error.args[0] if error.args else error)) from error
