"""The formulas of Markdown as an independent reader finds them, where the two mean the same."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.documents import Document, document_of

pyromark = pytest.importorskip("pyromark")

#: Not among them: lone delimiters, braces that do not match, a digit after a closing dollar,
#: formulas inside blocks of HTML, and lines of a display that look like Markdown; there the
#: other reader follows other rules than pandoc's, or loses the formula.
FRAGMENTS = (
    "$x$", "$$y = 1$$", "$$\ny\n= 1\n$$", r"$a_1 + \frac{b}{c}$", r"$\$5$", "$é$", "**$z$**",
    "[$l$](u)", "`$c$`", "word", " ", ", ", "\n", "\n\n", "> ", "- ", "* ", "\n```\n$f$\n```\n",
    "\n    $i$\n", r"\$", "é", "𝑥", r"\\", "<b>", '<img alt="$t$">', "<!-- $k$ -->", "_e_",
    "\n# ", "https://a.org",
)  # fmt: skip


def others(text: str) -> list[tuple[int, int]]:
    data = text.encode()
    found = []
    events: Any = pyromark.events_with_range(text, options=pyromark.Options.ENABLE_MATH)
    for event, place in events:
        if isinstance(event, dict) and {"InlineMath", "DisplayMath"} & event.keys():
            start, end = place["start"], place["end"]
            found.append((len(data[:start].decode()), len(data[:end].decode())))
    return found


@settings(derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=10).map("".join))
def test_both_find_the_same(text: str) -> None:
    document = document_of(text, kind="markdown", dialect="")
    assert isinstance(document, Document)
    html = any(line.lstrip("> -*").startswith(("<b>", "<img", "<!--")) for line in text.split("\n"))
    if not html:
        assert [(span.opens, span.closes) for span in document.formulas] == others(text)
