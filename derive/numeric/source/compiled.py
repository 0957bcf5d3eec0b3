"""The functions of a derivation as callables: the module that is written, imported."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from types import ModuleType
from typing import Any

from derive.model import Derivation
from derive.numeric.source.module import module_source
from derive.numeric.source.names import identifier

__all__ = ["compiled_function", "compiled_module", "compiled_source"]


def compiled_module(derivation: Derivation) -> ModuleType:
    """The module of a derivation, as if its source had been pasted and imported.

    What is executed is derive's own text: names of the author's become identifiers in it,
    and what else they write stands in docstrings only. Raises ``ValueError`` for a
    derivation that has no function.
    """
    return compiled_source(module_source(derivation), identifier(derivation.name))


def compiled_source(source: str, name: str) -> ModuleType:
    """A module of such a source."""
    file = f"<derive {name}>"
    module = ModuleType(name)
    exec(compile(source, file, "exec"), module.__dict__)
    # So that a traceback, and inspect.getsource, show the lines.
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    return module


def compiled_function(derivation: Derivation) -> Callable[..., Any]:
    """The main function of a derivation's module.

    >>> from derive import Derivation, Sum, exp, index_set, indices, log, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> z = vector("z", C)
    >>> gradient = compiled_function(Derivation.of_gradient(log(Sum(exp(z[j]), j)), z[k]))
    >>> gradient([0.0, 0.0]).tolist()
    [0.5, 0.5]
    """
    module = compiled_module(derivation)
    function: Callable[..., Any] = getattr(module, identifier(derivation.name))
    return function
