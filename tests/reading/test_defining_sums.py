"""What an equation with a sum in the bracket of its left side defines: nothing."""

from __future__ import annotations

import pytest

from derive.discourse.outline import outline
from derive.documents import Document, document_of
from derive.reading.defining import settled_statuses


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"m (m + 2) = 15", "claim"),
        (r"m(k) = 15 k", "definition"),
        (r"m(2) = 15", "definition"),
    ],
)
def test_a_value_at_a_sum_defines_nothing(formula: str, status: str) -> None:
    document = document_of(f"$${formula}$$\n", kind="markdown")
    assert isinstance(document, Document)
    (found,) = settled_statuses(outline(document))
    assert found.status == status
