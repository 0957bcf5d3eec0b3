r"""Shapes that nobody declared, found from what the formulas demand of them.

``\|X\theta - y\|^2`` makes sense if X is a matrix, and θ and y are vectors. Each name has
the shapes that its letter suggests: a capital letter is a matrix before it is a number, a
small one a number before it is a vector, and a family with one index may have a second
that is left open. Of the choices under which all formulas fit, the nearest is taken; where
two are as near, the reader asks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product

from derive.notation.errors import ReadError, ShapeError
from derive.syntax.letters import text_name

__all__ = ["Ranks", "fitting_shapes", "is_capital", "possible_ranks"]

#: How many choices are tried, and for how many names.
MAX_TRIES = 1_500
MAX_NAMES = 12

#: How many indices a name may have, and how far this is from what its letter suggests.
Ranks = tuple[tuple[int, int], ...]

_MATRIX_FIRST: Ranks = ((2, 0), (0, 3))
_NUMBER_FIRST: Ranks = ((0, 0), (1, 1))
_ONE_LEFT_OPEN: Ranks = ((1, 0), (2, 2))


def possible_ranks(name: str, counts: frozenset[int]) -> Ranks | None:
    """How many indices a name may have that is used with these counts of them.

    >>> possible_ranks("W", frozenset({0})), possible_ranks("theta", frozenset({0}))
    (((2, 0), (0, 3)), ((0, 0), (1, 1)))
    """
    if counts == {1}:
        return _ONE_LEFT_OPEN
    if counts != {0}:
        return None
    return _MATRIX_FIRST if is_capital(name) else _NUMBER_FIRST


def is_capital(name: str) -> bool:
    """Whether a name begins with a capital letter, in any alphabet.

    >>> is_capital("W"), is_capital("Sigma"), is_capital("𝐗"), is_capital("theta")
    (True, True, True, False)
    """
    return unicodedata.normalize("NFKD", name)[0].isupper()


def fitting_shapes(
    ranks: Mapping[str, Ranks], attempt: Callable[[dict[str, int]], int], first: ShapeError
) -> dict[str, int]:
    """The nearest ranks under which ``attempt`` raises nothing.

    Of several that are as near, those are meant under which the fewest indices are left open
    in what is defined, which ``attempt`` counts: a loss is a number. Raises ``first``, the
    error of the plain reading, where none fit, and ``ShapeError`` where several are as near.
    """
    found: list[tuple[int, dict[str, int]]] = []
    nearest = 0
    clash: ReadError | None = None
    for far, choice in islice(_choices(ranks), MAX_TRIES):
        if found and far > nearest:
            break
        try:
            left_open = attempt(choice)
        except ShapeError:
            continue
        except ReadError as error:
            clash = clash or error
            continue
        found.append((left_open, choice))
        nearest = far
    if not found:
        raise clash or first
    least = min(left_open for left_open, _ in found)
    fitting = [choice for left_open, choice in found if left_open == least]
    if len(fitting) > 1:
        one, other = fitting[:2]
        name = next(name for name in one if one[name] != other[name])
        raise ShapeError(
            f"{first.message} (is {text_name(name)} {_kind(one[name])} or {_kind(other[name])}?)",
            first.start,
            first.end,
            first.text,
            first.source,
        )
    return fitting[0]


def _choices(ranks: Mapping[str, Ranks]) -> Iterator[tuple[int, dict[str, int]]]:
    """Every choice of ranks, the nearest first."""
    if len(ranks) > MAX_NAMES:
        return
    names = sorted(ranks)
    found = [
        (sum(far for _, far in chosen), n, {x: r for x, (r, _) in zip(names, chosen, strict=True)})
        for n, chosen in enumerate(product(*(ranks[name] for name in names)))
    ]
    yield from ((far, choice) for far, _, choice in sorted(found, key=lambda f: f[:2]))


def _kind(rank: int) -> str:
    return ("a number", "a vector", "a matrix")[rank]
