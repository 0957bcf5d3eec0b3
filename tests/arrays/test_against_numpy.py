"""Entries of array forms, and arrays gathered from entries, against NumPy's own arrays."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derive.arrays.gather import gathered
from derive.arrays.lower import entry
from derive.arrays.shapes import shape_of
from derive.syntax.array import has_arrays
from derive.syntax.tree import Index
from tests.arrays import random_arrays as random
from tests.arrays.numpy_oracle import Point
from tests.arrays.random_arrays import FAMILIES, arrays, entries, gradients, i, j, k, m, n, r

ROW, COLUMN = "row", "column"


def point(seed=0):
    rng = np.random.default_rng(seed)
    sizes = {m: 3, n: 4}
    values = {
        name: rng.uniform(0.1, 0.9, [sizes[axis] for axis in family.axes])
        for name, family in FAMILIES.items()
    }
    values["c"] = rng.uniform(0.1, 0.9, ())
    positions = {i: 1, j: 2, k: 0, r: 2}
    return Point(sizes, values, positions)


POINT = point()


def entries_of(form):
    """The lowered form at every row and column, as an array."""
    shape = shape_of(form)
    row = None if shape.rows is None else Index(ROW, shape.rows)
    column = None if shape.columns is None else Index(COLUMN, shape.columns)
    lowered = entry(form, row, column)
    assert not has_arrays(lowered)
    return written_out(lowered, row, column)


def written_out(form, row, column):
    count = [1 if index is None else POINT.sizes[index.over] for index in (row, column)]
    found = np.empty(count, dtype=complex)
    for where in np.ndindex(*count):
        there = dict(zip((row, column), where, strict=True))
        there.pop(None, None)
        found[where] = POINT.at(positions={**POINT.positions, **there}).value(form)[0, 0]
    return found


def close(one, other):
    assume(np.isfinite(one).all() and np.abs(one).max() < 1e12)
    assert one.shape == other.shape
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)


shapes = st.tuples(st.sampled_from([None, "m", "n"]), st.sampled_from([None, "m", "n"]))


@settings(max_examples=300, deadline=None)
@given(shapes.flatmap(lambda s: arrays(*s)))
def test_the_entries_of_a_form_are_those_of_its_array(form):
    with np.errstate(all="ignore"):
        shape = shape_of(form)
        size = [1 if d is None else POINT.sizes[d] for d in (shape.rows, shape.columns)]
        close(np.broadcast_to(POINT.value(form), size), entries_of(form))


@settings(max_examples=100, deadline=None)
@given(gradients())
def test_the_entries_of_a_derivative_are_those_of_its_array(form):
    with np.errstate(all="ignore"):
        close(POINT.value(form), entries_of(form))


WHERE = [(), (j,), (i,), (j, k), (i, j)]


@pytest.mark.parametrize("at", WHERE, ids=lambda at: "".join(x.name for x in at) or "number")
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_array_that_is_gathered_has_the_entries_that_it_was_gathered_from(at, data):
    form = data.draw(entries((*at, *at, i, j)))
    found = gathered(form, *at)
    assume(found is not None)
    shape = shape_of(found)
    wanted = [index.over for index in at]
    assert [d for d in (shape.rows, shape.columns) if d is not None] == wanted
    row, column = (*at, None, None)[:2]
    with np.errstate(all="ignore"):
        size = [1 if index is None else POINT.sizes[index.over] for index in (row, column)]
        close(np.broadcast_to(POINT.value(found), size), written_out(form, row, column))
        lowered = entry(found, row, column)
        close(written_out(lowered, row, column), written_out(form, row, column))


def test_most_products_of_entries_have_a_form_in_arrays():
    assert random.x is FAMILIES["x"]
    found = [
        gathered(random.X[i, j] * random.x[j], i, j),
        gathered(random.x[j] * random.x[k], j, k),
    ]
    assert None not in found
