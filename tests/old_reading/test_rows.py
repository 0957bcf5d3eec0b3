"""Displays are put together again, and every place in a row is the place in the display."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.old.rows import rows

JOINED = [
    (r"a = b \\ c = d", ["a = b", "c = d"]),
    (r"\begin{align} a &= b \\ &= c \end{align}", ["a = b", "= c"]),
    (r"a &= b \\ &\quad + c", [r"a = b \quad + c"]),
    (r"a &= b \\ - c + d", ["a = b - c + d"]),
    (r"a &= b \\ -c &= d", ["a = b", "-c = d"]),
    (r"a = b \cdot \\ c", [r"a = b \cdot c"]),
    (r"a = \left( b \right. \\ \left. + c \right)", [r"a = \left( b + c \right)"]),
    (r"a = \begin{cases} b & i = j \\ c & i \ne j \end{cases} \\ d = e",
     [r"a = \begin{cases} b & i = j \\ c & i \ne j \end{cases}", "d = e"]),
    (r"a = b \label{eq:1} \nonumber \\[2ex] c = d % a remark", ["a = b", "c = d"]),
    (r"\text{one \\ two} = a", [r"\text{one \\ two} = a"]),
    (r"\begin{split} a &= b \\ &= c \end{split} \\", ["a = b", "= c"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("display", "said"), JOINED, ids=[d for d, _ in JOINED])
def test_what_was_laid_out_is_put_together(display, said):
    assert [" ".join(row.text.split()) for row in rows(display)] == said


@given(st.text(alphabet=r"ab=+-\&{}()[] %" + "\n", max_size=60))
def test_places_are_those_of_the_display(display):
    for row in rows(display):
        assert len(row.text) <= len(display) - row.start
        for n, c in enumerate(row.text):
            assert c in (" ", display[row.start + n])
