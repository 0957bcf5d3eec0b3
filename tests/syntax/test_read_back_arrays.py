"""Random forms of arrays are read back: what is read has the values of what was written."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings

from derive.syntax.array import Identity, Norm, Ones, Transpose
from derive.syntax.latex import latex
from derive.syntax.reader import ReadError, Vocabulary, read_expression
from derive.syntax.tree import Written
from derive.syntax.walk import subforms
from tests.arrays.random_arrays import arrays
from tests.arrays.test_against_numpy import POINT

#: What is said of a number only, or twice, is rejected by name.
SAID_TOO_MUCH = ("the norm of a scalar", "the transpose of a scalar", "norm inside a norm")


def read_back(form: Written) -> Written | str:
    """What the formula of a form is read as, or why it is not read."""
    try:
        return read_expression(latex(form), Vocabulary.of(form))
    except ReadError as error:
        return error.message


@settings(max_examples=150, deadline=None)
@given(arrays(None, None) | arrays("m", None) | arrays("m", "n"))
def test_random_arrays_are_read_back(form: Written) -> None:
    read = read_back(form)
    if isinstance(read, str):
        assert any(said in read for said in SAID_TOO_MUCH), latex(form)
        assert any(isinstance(part, Norm | Transpose) for part in subforms(form))
        return
    if str(read) == str(form):
        return
    # The size of a 1 is not seen on paper; everything else has a value.
    assume(not any(isinstance(part, Ones | Identity) for part in subforms(form)))
    with np.errstate(all="ignore"):
        wanted, found = POINT.value(form), POINT.value(read)
    assume(np.isfinite(wanted).all())
    np.testing.assert_allclose(found, wanted, rtol=1e-9)
