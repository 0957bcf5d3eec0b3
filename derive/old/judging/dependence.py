"""What a derivative rests on: names of which nothing says whether they depend on its variable."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from derive.syntax.array import Array, Gradient
from derive.syntax.declare import Declaration
from derive.syntax.reader.shapes import is_capital
from derive.syntax.tree import Derivative, Entry, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["held_fixed", "suspected", "undetermined"]

_NAMED = (Symbol, Entry, Array)
#: The parentheses of arguments, and not those of a label ``a^{(2)}``.
_LABEL = re.compile(r"(?:_|\^\{\(?)(?P<label>[^{}()]+)\)?\}?$")
_ARGUMENTS = re.compile(r"(?<!\{)\(")

#: Capital letters that are numbers of things and other constants, wherever they stand.
_CONSTANTS = frozenset("NMKTCBVH")


def suspected(form: Written, known: Collection[str] = ()) -> str | None:
    """A capital in what is differentiated by z_k, of which nothing is said: a normaliser, maybe.

    Z may be Σ_j e^{z_j}: what is false of a constant Z may be true of it. What is ``known``
    is declared.

    >>> from derive import exp, index_set, indices, partial, scalar, vector
    >>> n = index_set("n")
    >>> (i,), z = indices("i", n), vector("z", n)
    >>> suspected(partial(exp(z[i]) / scalar("Z"), z[i]))
    'Z'
    >>> suspected(partial(exp(z[i] / scalar("T")), z[i])) is None
    True
    """
    for part in subforms(form):
        if not isinstance(part, Derivative | Gradient) or isinstance(part.wrt, Symbol):
            continue
        for name, declared in sorted(_reached(part.of).items()):
            bare = declared is None or not declared.axes
            loose = bare and _is_free(declared) and name not in known
            if loose and is_capital(name) and name not in _CONSTANTS:
                return name
    return None


def undetermined(form: Written) -> Iterator[str]:
    """Names that are differentiated by others, and of which nothing is known.

    That is a name by itself, a quantity that is written with its arguments, and every name
    where the variable is not to be found in what is differentiated.

    >>> from derive import log, partial, scalar
    >>> p, x = scalar("p"), scalar("x")
    >>> list(undetermined(partial(log(p), x))), list(undetermined(partial(p * x, x)))
    (['p'], [])
    """
    for part in subforms(form):
        if not isinstance(part, Derivative | Gradient):
            continue
        reached = _reached(part.of)
        by = part.wrt.name
        free = [name for name, declared in reached.items() if name != by and _is_free(declared)]
        alone = part.of.name if isinstance(part.of, Symbol | Entry | Array) else None
        earlier = _earlier(reached, by)
        if alone in free:
            yield alone
        elif earlier is not None:
            yield earlier
        elif by not in reached:
            yield from free
        else:
            yield from (name for name in free if _ARGUMENTS.search(name))


def _earlier(reached: Mapping[str, Declaration | None], by: str) -> str | None:
    """A step such as h_{t-1} beside h_t, where h_t depends on a variable that has no step.

    What holds of h_t holds of the step before it: it depends on the variable, too.
    """
    defined = [(d, *_parted(n)) for n, d in reached.items() if d is not None and d.body is not None]
    for name, declared in reached.items():
        stem, label = _parted(name)
        if not label or not _is_free(declared) or name == by:
            continue
        for other, same, step in defined:
            shifted = label.startswith((f"{step}-", f"{step}+")) and bool(step)
            if same == stem and shifted and _parted(by)[1] != step:
                assert other.body is not None
                if by in _reached(other.body):
                    return name
    return None


def _parted(name: str) -> tuple[str, str]:
    """A name and its label."""
    found = _LABEL.search(name)
    return (name, "") if found is None else (name[: found.start()], found["label"])


def held_fixed(form: Written) -> tuple[str, str, str] | None:
    """A quantity, a variable and a name between them, if a ∂ may hold that name fixed or not.

    That is where the quantity is defined by the variable and by what depends on it.

    >>> from derive import define, partial, scalar
    >>> x = scalar("x")
    >>> y = define("y", x**2)
    >>> held_fixed(partial(define("f", x * y), x)), held_fixed(partial(define("f", 2 * y), x))
    (('f', 'x', 'y'), None)
    """
    for part in subforms(form):
        if not isinstance(part, Derivative | Gradient):
            continue
        by = part.wrt.name
        declared = part.of.declared if isinstance(part.of, Symbol | Entry | Array) else None
        if declared is None or declared.body is None:
            continue
        direct = {p.name: p for p in subforms(declared.body) if isinstance(p, _NAMED)}
        for name, found in direct.items() if by in direct else ():
            if name != by and by in _reached(found):
                return declared.name, by, name
    return None


def _is_free(declared: Declaration | None) -> bool:
    return declared is None or (declared.body is None and not declared.of)


def _reached(form: Written) -> dict[str, Declaration | None]:
    """Every name in a form, through definitions and what abstract functions depend on."""
    found: dict[str, Declaration | None] = {}
    waiting = [form]
    while waiting:
        for part in subforms(waiting.pop()):
            if isinstance(part, Symbol | Entry | Array) and part.name not in found:
                declared = part.declared
                found[part.name] = declared
                waiting += _below(declared, found)
    return found


def _below(declared: Declaration | None, found: dict[str, Declaration | None]) -> list[Written]:
    """The body of a definition; what an abstract function depends on is noted."""
    if declared is None:
        return []
    bodies = [] if declared.body is None else [declared.body]
    for family in declared.of:
        if family.name not in found:
            found[family.name] = family
            bodies += _below(family, found)
    return bodies
