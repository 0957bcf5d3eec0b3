"""The bars of ``benchmarks.code_accuracy``, at fewer points."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import code_accuracy


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_no_function_loses_more_than_its_bar_and_none_is_not_finite(
    dtype: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_accuracy, "CLASSES", (2, 10))
    monkeypatch.setattr(code_accuracy, "ENTRIES", 40)
    lines = code_accuracy.lines(dtype, {"ours": code_accuracy.ours()})
    assert len(lines) >= 40
    for line in lines:
        assert line.lost["ours"] == 0, line
        assert line.bar is None or line.errors["ours"] <= line.bar, line
