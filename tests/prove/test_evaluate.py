"""The second opinion: written forms at exact points, by dual numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive import Sum, define, delta, exp, index_set, indices, log, partial, scalar, sqrt, vector
from derive.prove.evaluate import Balls, Evaluator, Exact, NotDefined, NotEvaluable, Place
from derive.scope import scope_of_forms
from derive.syntax.tree import Written

C = index_set("C")
i, j, k = indices("i j k", C)
x, y, z, q = (vector(name, C) for name in "xyzq")
a = scalar("a")
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))


def at(form: Written, *, n: int = 2, exact: bool = True, **values: object) -> object:
    """The value of a form with i = 1, k = 2, and the values given for the families."""
    scope = scope_of_forms((form,))
    table: dict[tuple[str, tuple[int, ...]], Fraction] = {}
    for name, given in values.items():
        if isinstance(given, tuple):
            table |= {(name, (position,)): Fraction(v) for position, v in enumerate(given, 1)}
        else:
            table[name, ()] = Fraction(str(given))
    place = Place({C: n}, {C: 1}, {i: 1, k: 2}, table)
    return Evaluator(scope, place, Exact() if exact else Balls(128)).value(form)


@pytest.mark.parametrize(
    ("form", "values", "expected"),
    [
        (Sum(x[j] * y[j], j), {"x": (1, 2), "y": (3, 4)}, 11),
        (Sum(x[j], j, excluding=k), {"x": (1, 2)}, 1),
        (partial(x[i], x[k]), {"x": (1, 2)}, 0),
        (partial(x[i], x[i]), {"x": (1, 2)}, 1),
        (partial(log(a), a), {"a": 2}, Fraction(1, 2)),
        (partial(a * log(a), a), {"a": 1}, 1),
        (partial(partial(a**3, a), a), {"a": 2}, 12),
        (partial(x[k] * partial(x[k] ** 2, x[k]), x[k]), {"x": (0, 3)}, 12),
        (partial(p[i], z[k]), {"z": (0, 0)}, Fraction(-1, 4)),
        (partial(Sum(p[j], j), p[k]), {"z": (0, 0)}, 1),
        (partial(Sum(p[j], j), z[k]), {"z": (0, 0)}, 0),
        (partial(Sum(q[j] * log(q[j] / p[j]), j), p[k]), {"q": (2, 1), "z": (0, 0)}, -2),
        (Sum(delta(j, k) * x[j], j), {"x": (5, 7)}, 7),
        (partial(sqrt(a), a), {"a": 4}, Fraction(1, 4)),
    ],
    ids=str,
)
def test_exact_values(form: Written, values: dict, expected: object) -> None:
    found = at(form, **values)
    assert Fraction(int(found.p), int(found.q)) == expected


@pytest.mark.parametrize(
    ("form", "values"),
    [
        (log(a - a), {"a": 3}),
        (0 * log(a - a), {"a": 3}),
        (1 / (a - a), {"a": 3}),
        (partial(sqrt(a), a), {"a": 0}),
        (Sum((x[j] - x[k]) / (x[j] - x[k]), j), {"x": (1, 2)}),
        (sqrt(-1 - a**2), {"a": 1}),
    ],
    ids=str,
)
@pytest.mark.parametrize("exact", [True, False])
def test_what_is_defined_nowhere_has_no_value(form: Written, values: dict, exact: bool) -> None:
    with pytest.raises(NotDefined):
        at(form, exact=exact, **values)


def test_an_irrational_value_is_not_taken_for_a_rational_one() -> None:
    with pytest.raises(NotEvaluable):
        at(log(a) - log(a), a=2)
    with pytest.raises(NotEvaluable):
        at(1 / (sqrt(a) * sqrt(a)), a=2)


def test_what_is_zero_only_to_every_precision_is_not_shown_to_differ_from_zero() -> None:
    with pytest.raises(NotDefined):
        at(1 / (exp(a / 2) ** 2 - exp(a)), exact=False, a=1)
