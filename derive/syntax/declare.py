"""How an author declares names in Python: index sets, families, scalars, definitions.

Each name carries its declaration, so that a written form knows what it speaks about
without any global table; ``derive.scope`` gathers the declarations of a derivation and
reports two that clash.
"""

from __future__ import annotations

from typing import Any, overload

from derive.syntax.array import Gradient, Layout, differentiated, has_arrays
from derive.syntax.declaration import Declaration
from derive.syntax.functions import (
    delta,
    exp,
    function,
    indicator,
    log,
    sigmoid,
    sqrt,
    tanh,
)
from derive.syntax.suppose import (
    Ne,
    binary,
    distribution,
    one_hot,
    orthogonal,
    positive,
    positive_distribution,
    same,
)
from derive.syntax.tree import (
    Derivative,
    Index,
    IndexSet,
    Number,
    Size,
    Symbol,
    Written,
    written,
)

__all__ = [
    "Declaration",
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
    "orthogonal",
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
]


def index_set(name: str) -> IndexSet:
    """Return the index set 1..n called ``name``; its size n >= 1 stays symbolic.

    >>> index_set("C")
    IndexSet(name='C')
    """
    return IndexSet(name)


def indices(names: str, over: IndexSet) -> tuple[Index, ...]:
    """Return one index over ``over`` for each name; spaces or commas separate the names.

    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> i.name, i.over.name
    ('i', 'C')
    """
    if not isinstance(over, IndexSet):
        raise TypeError(f"indices range over an index set, not over {over!r}")
    found = tuple(Index(name, over) for name in names.replace(",", " ").split())
    if len(set(found)) != len(found):
        raise ValueError(f"an index is named twice in {names!r}")
    if not found:
        raise ValueError("name at least one index, such as indices('i j', C)")
    return found


def vector(name: str, over: IndexSet, *facts: str) -> Declaration:
    """Declare a family of real numbers with one index; ``facts`` are such as ``"positive"``.

    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> print(vector("z", C)[k])
    z_k
    """
    return Declaration(name, (_axis(over),), facts=frozenset(facts))


def samples(name: str, many: IndexSet, *of: IndexSet) -> Declaration:
    """Declare samples: ``x^{(i)}`` is the i-th of ``many``, with one entry for each of ``of``.

    >>> m, n = index_set("m"), index_set("n")
    >>> (i,), (j,) = indices("i", m), indices("j", n)
    >>> x, y = samples("x", m, n), samples("y", m)
    >>> print(x[i], x[i, j], y[i])
    x^{(i)} x^{(i)}_j y^{(i)}
    """
    return Declaration(name, (_axis(many), *map(_axis, of)), samples=True)


def matrix(name: str, rows: IndexSet, columns: IndexSet, *facts: str) -> Declaration:
    """Declare a family of real numbers with two indices, rows first.

    >>> m, n = index_set("m"), index_set("n")
    >>> (i,), (j,) = indices("i", m), indices("j", n)
    >>> print(matrix("W", m, n)[i, j])
    W_{ij}
    """
    return Declaration(name, (_axis(rows), _axis(columns)), facts=frozenset(facts))


def scalar(name: str, *facts: str) -> Symbol:
    """Declare a real number.

    >>> print(scalar("T", "positive"))
    T
    """
    return Symbol(name, declared=Declaration(name, facts=frozenset(facts)))


def define(name: str, *indices_and_body: object) -> Any:
    """Define a scalar, ``define("L", body)``, or a family, ``define("p", i, body)``.

    A body that is a vector or a matrix defines a family with its index sets. Returns a
    ``Symbol`` for a scalar, a ``Declaration`` for a family.

    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> z = vector("z", C)
    >>> p = define("p", i, exp(z[i]) / size(C))
    >>> print(p[j], "where", p.body)
    p_j where exp(z_i)/C
    >>> h = define("h", 1 / (1 + exp(-z)))
    >>> print(h[j], "where", h.whole)
    h_j where 1/(1 + exp(−z))
    """
    if not indices_and_body:
        raise TypeError(f"{name} is defined by a body: define({name!r}, body)")
    *given, body = indices_and_body
    parameters = tuple(parameter for parameter in given if isinstance(parameter, Index))
    for parameter in given:
        if not isinstance(parameter, Index):
            raise TypeError(f"{name} is defined at indices such as i, not at {parameter!r}")
    if len(set(parameters)) != len(parameters):
        raise ValueError(f"the indices at which {name} is defined must differ")
    declaration = _defined(name, parameters, written(body))
    return declaration if declaration.axes else Symbol(name, declared=declaration)


def _defined(name: str, parameters: tuple[Index, ...], body: Written) -> Declaration:
    if has_arrays(body):
        from derive.arrays.definitions import entry_of

        rows, entry = entry_of(body, parameters)
        axes = tuple(index.over for index in (*parameters, *rows))
        return Declaration(name, axes, (*parameters, *rows), entry, whole=body)
    return Declaration(name, tuple(index.over for index in parameters), parameters, body)


@overload
def function_of(name: str, /, *families: Declaration | Symbol) -> Symbol: ...
@overload
def function_of(
    name: str, /, *families: Declaration | Symbol, axes: tuple[IndexSet, ...]
) -> Declaration: ...
def function_of(
    name: str, /, *families: Declaration | Symbol, axes: tuple[IndexSet, ...] = ()
) -> Symbol | Declaration:
    """An abstract function of whole families: it depends on every entry of each of them.

    It is smooth, and nothing else is known of it. With ``axes`` it is a family of such
    functions. Raises ``TypeError`` for what is no family or scalar.

    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> a = vector("a", C)
    >>> E = function_of("E", a)
    >>> print(partial(E, a[k]))
    ∂E/∂a_k
    """
    if not families:
        raise TypeError(f"{name} depends on nothing: declare it with scalar({name!r})")
    of = tuple(f.declared if isinstance(f, Symbol) else f for f in families)
    for family, given in zip(of, families, strict=True):
        if not isinstance(family, Declaration):
            raise TypeError(f"{name} depends on declared families, and not on {given!r}")
    declared = Declaration(
        name,
        tuple(_axis(over) for over in axes),
        of=tuple(f for f in of if f is not None),
    )
    return declared if axes else Symbol(name, declared=declared)


def size(of: IndexSet) -> Size:
    """The size of an index set, as a number."""
    return Size(_axis(of))


def partial(of: object, wrt: object, layout: Layout = "denominator") -> Derivative | Gradient:
    """The partial derivative of ``of`` by the symbol, the entry or the whole array ``wrt``.

    Total through the definitions down to ``wrt``, which is held independent: with p
    defined by z, ``partial(L, p[j])`` varies p_j alone, ``partial(L, z[k])`` varies z_k.
    By an array, a scalar's derivative has the shape of the array in denominator layout, and
    of its transpose in numerator layout; a column's is ``∂a_j/∂z_i`` or ``∂a_i/∂z_j``.

    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> z = vector("z", C)
    >>> print(partial(exp(z[k]), z[k]))
    ∂exp(z_k)/∂z_k
    >>> print(partial(z.T @ z, z))
    ∂(zᵀ z)/∂z
    """
    return differentiated(of, wrt, layout)


def number(value: object) -> Number:
    """An exact number as a written form."""
    form = written(value)
    if not isinstance(form, Number):
        raise TypeError(f"{value!r} is not a number")
    return form


def _axis(over: IndexSet) -> IndexSet:
    if not isinstance(over, IndexSet):
        raise TypeError(f"give an index set such as index_set('C'), not {over!r}")
    return over
