"""What is suspicious about how an equation is written: indices that nothing binds or uses."""

from __future__ import annotations

from collections.abc import Iterator

from derive.model import Assumption, Equation
from derive.old.conventions.mended import Mended
from derive.old.outcome import Remark
from derive.syntax.array import has_arrays
from derive.syntax.declare import Declaration
from derive.syntax.text import text
from derive.syntax.tree import Index, Sum, Symbol, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["shorthands_in", "slips_mended", "slips_of_definition", "slips_of_equation"]


def slips_of_definition(declared: Declaration) -> Iterator[Remark]:
    """Indices of a definition that are not in its name, and sums that use none of theirs.

    >>> from derive import Sum, define, index_set, indices, vector
    >>> C = index_set("C")
    >>> c, k = indices("c k", C)
    >>> q = vector("q", C)
    >>> [r.name for r in slips_of_definition(define("L", Sum(q[c], k)).declared)]
    ['unbound-index', 'unused-index']
    """
    if declared.body is None:
        return
    for index in _names(free_indices(declared.body) - set(declared.parameters)):
        yield Remark(
            "unbound-index",
            f"the index {index} is free in the definition of {declared.name}",
            "nothing binds it, and the name does not carry it",
            f"Write a bound index in place of {index}, or define {declared.name} at {index}.",
        )
    yield from _unused(declared.body)


def slips_mended(slip: Mended) -> Iterator[Remark]:
    """What is wrong with a definition whose sum has nothing with its index.

    >>> [r.name for r in slips_mended(Mended("the definition of H", "x", "j", ("p(x)",)))]
    ['unused-index', 'unbound-index']
    """
    read = ", ".join(slip.values).replace(slip.argument, f"{slip.argument}_{slip.index}")
    yield Remark(
        "unused-index",
        f"the sum over {slip.index} does not use {slip.index}",
        "all of its terms are the same",
        f"Write {read}, as it is read here.",
    )
    yield Remark(
        "unbound-index",
        f"{slip.argument} is free in {slip.source}",
        "nothing binds it, and the name does not carry it",
        f"Write {slip.argument}_{slip.index}, or sum over {slip.argument}.",
    )


def slips_of_equation(lhs: Written, rhs: Written) -> Iterator[Remark]:
    """Indices that are free on one side only, and sums that use none of theirs.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> i, k = indices("i k", C)
    >>> p = vector("p", C)
    >>> [r.message for r in slips_of_equation(p[i], p[k])]
    ['i is free on the left side only, and k on the right side only']
    """
    yield from _unused(lhs)
    yield from _unused(rhs)
    if has_arrays(lhs) or has_arrays(rhs):
        return
    left, right = free_indices(lhs), free_indices(rhs)
    only = [
        (", ".join(_names(left - right)), "left side only"),
        (", ".join(_names(right - left)), "right side only"),
    ]
    said = [f"{names} is free on the {where}" for names, where in only if names]
    if said and left - right and right - left:
        said = [said[0], said[1].replace(" is free on", " on")]
    if said:
        yield Remark(
            "free-indices",
            ", and ".join(said),
            "an equation speaks of the same indices on both sides",
            "Check the letters of the indices.",
        )


def _unused(form: Written) -> Iterator[Remark]:
    for part in subforms(form):
        if isinstance(part, Sum) and part.index not in free_indices(part.body):
            letter = part.index.name
            yield Remark(
                "unused-index",
                f"the sum over {letter} does not use {letter}: {text(part)}",
                f"each of its terms is {text(part.body)}",
                f"Use {letter} in what is summed, or write the number of terms.",
            )


def _names(indices: frozenset[Index] | set[Index]) -> list[str]:
    return sorted(index.name for index in indices)


def shorthands_in(needs: tuple[Assumption, ...]) -> Iterator[Remark]:
    """The names that stand for a sum and are not defined, as a missing definition says.

    >>> from derive import Eq, Sum, exp, index_set, indices, scalar, vector
    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> z, s = vector("z", C), scalar("S")
    >>> [r.name for r in shorthands_in((Eq(s, Sum(exp(z[k]), k)), Eq(Sum(z[k], k), 1)))]
    ['undeclared-shorthand']
    """
    for need in needs:
        if not isinstance(need, Equation) or not isinstance(need.lhs, Symbol):
            continue
        if isinstance(need.rhs, Sum):
            yield Remark(
                "undeclared-shorthand",
                f"{text(need.lhs)} stands for {text(need.rhs)}, and nothing defines it",
                "",
                f"Define {text(need.lhs)} before it is used.",
            )
