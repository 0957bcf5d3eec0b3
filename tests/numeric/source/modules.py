"""Generated modules for tests, each made once."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from derive import (
    Derivation,
    Sum,
    define,
    exp,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    scalar,
    sqrt,
    vector,
)
from derive.catalogue import find, load_all
from derive.numeric.source.compiled import compiled_module
from derive.numeric.source.module import module_source

C, m, n = index_set("C"), index_set("m"), index_set("n")
i, j, k = indices("i j k", C)
(a,) = indices("a", m)
b, c = indices("b c", n)
z, y = vector("z", C), vector("y", C)
x, t = scalar("x"), scalar("t")
X, theta, targets = matrix("X", m, n), vector("theta", n), vector("t", m)
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
sigmoid = 1 / (1 + exp(-x))
scores = define("s", a, Sum(X[a, b] * theta[b], b))

#: Losses and families besides those of the catalogue, each by what it is called.
OWN = {
    "cross-entropy": Derivation.of_gradient(
        -Sum(y[i] * log(p[i]), i), z[k], given=[one_hot(y)], name="cross-entropy"
    ),
    "log-sum-exp": Derivation.of_gradient(log(Sum(exp(z[j]), j)), z[k], name="log-sum-exp"),
    "softmax": Derivation.of_gradient(p[i], z[k], name="softmax"),
    "log-softmax": Derivation.of_gradient(log(p[i]), z[k], name="log-softmax"),
    "entropy": Derivation.of_gradient(-Sum(p[i] * log(p[i]), i), z[k], name="entropy"),
    "squares": Derivation.of_gradient(Sum((z[j] - y[j]) ** 2, j), z[k], name="squares"),
    "bce": Derivation.of_gradient(-(t * log(sigmoid) + (1 - t) * log(1 - sigmoid)), x, name="bce"),
    "pseudo-huber": Derivation.of_gradient(sqrt(1 + (x - t) ** 2), x, name="pseudo-huber"),
    "least-squares": Derivation.of_gradient(
        Sum((scores[a] - targets[a]) ** 2, a), theta[c], name="least-squares"
    ),
}


@cache
def module(name: str) -> ModuleType:
    """The module of one of the derivations above, or of the catalogue's."""
    return compiled_module(OWN[name] if name in OWN else find((name,))[0])


@cache
def source(name: str) -> str:
    """The text of a module."""
    return module_source(catalogue()[name])


@cache
def catalogue() -> dict[str, Derivation]:
    """Every derivation there is."""
    return {d.name: d for d in load_all()} | OWN
