"""derive: work out, check and ship the gradients that people write by hand.

Names are imported when they are first used, so that ``import derive`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.check import judge as judge
    from derive.check import judge_claim as judge_claim
    from derive.elaborate import meaning as meaning
    from derive.model import Claim as Claim
    from derive.model import Derivation as Derivation
    from derive.model import Eq as Eq
    from derive.steps.stating import chain as chain
    from derive.steps.stating import definition as definition
    from derive.syntax.array import diag as diag
    from derive.syntax.array import hadamard as hadamard
    from derive.syntax.array import identity as identity
    from derive.syntax.array import norm as norm
    from derive.syntax.array import ones as ones
    from derive.syntax.array import trace as trace
    from derive.syntax.array import unit as unit
    from derive.syntax.declare import Ne as Ne
    from derive.syntax.declare import binary as binary
    from derive.syntax.declare import define as define
    from derive.syntax.declare import delta as delta
    from derive.syntax.declare import distribution as distribution
    from derive.syntax.declare import exp as exp
    from derive.syntax.declare import function as function
    from derive.syntax.declare import function_of as function_of
    from derive.syntax.declare import index_set as index_set
    from derive.syntax.declare import indicator as indicator
    from derive.syntax.declare import indices as indices
    from derive.syntax.declare import log as log
    from derive.syntax.declare import matrix as matrix
    from derive.syntax.declare import one_hot as one_hot
    from derive.syntax.declare import partial as partial
    from derive.syntax.declare import positive as positive
    from derive.syntax.declare import positive_distribution as positive_distribution
    from derive.syntax.declare import same as same
    from derive.syntax.declare import samples as samples
    from derive.syntax.declare import scalar as scalar
    from derive.syntax.declare import sigmoid as sigmoid
    from derive.syntax.declare import size as size
    from derive.syntax.declare import sqrt as sqrt
    from derive.syntax.declare import tanh as tanh
    from derive.syntax.declare import vector as vector
    from derive.syntax.tree import Sum as Sum
    from derive.work_out import gradient as gradient

__version__ = "0.1.0"

_HOME = {
    "derive.check": ("judge", "judge_claim"),
    "derive.elaborate": ("meaning",),
    "derive.steps.stating": ("chain", "definition"),
    "derive.model": ("Claim", "Derivation", "Eq"),
    "derive.syntax.array": (
        "diag",
        "hadamard",
        "identity",
        "norm",
        "ones",
        "trace",
        "unit",
    ),
    "derive.syntax.declare": (
        "Ne",
        "binary",
        "define",
        "delta",
        "distribution",
        "exp",
        "function",
        "function_of",
        "index_set",
        "indicator",
        "indices",
        "log",
        "matrix",
        "one_hot",
        "partial",
        "positive",
        "positive_distribution",
        "same",
        "samples",
        "scalar",
        "sigmoid",
        "size",
        "sqrt",
        "tanh",
        "vector",
    ),
    "derive.syntax.tree": ("Sum",),
    "derive.work_out": ("gradient",),
}
_WHERE = {name: module for module, names in _HOME.items() for name in names}


__all__ = [*sorted(_WHERE), "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'derive' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
