"""English words that deny, doubt, ask, approximate, and words of other languages.

Each pair is a text and its twin, so that what is refused in one is decided in the other.
"""

from __future__ import annotations

import pytest

from tests.discourse.spoken import spoken

PAIRS = [
    (
        "roughly; exactly",
        r"""For small $h$ we have approximately

$$g(x + h) = g(x) + h g'(x)$$
""",
        [
            r"approximate: g(x) + h g'(x) -> 1",
        ],
        r"""Exactly,

$$g(x + h) = g(x) + h g'(x)$$
""",
        [],
    ),
    (
        "a mistake; the right formula",
        r"""A common mistake is to write

$$\frac{d}{dx} x^3 = x^2$$

The right formula is

$$\frac{d}{dx} x^3 = 3 x^2$$
""",
        [
            r"hypothetical mistake: x^2 -> 1",
        ],
        r"""One might think that $(a + b)^2 = a^2 + b^2$, but that is wrong.
We know that $a + b = c$.

$$(a + b)^2 = c^2$$
""",
        [
            r"hypothetical mistake: (a + b)^2 = a^2 + b^2 ->",
            r"assumption judge: a + b = c -> 1",
        ],
    ),
    (
        "to be shown; shown",
        r"""Show that

$$(a + b)^2 = a^2 + b^2$$
""",
        [
            r"constraint solve: a^2 + b^2 -> 1",
        ],
        r"""We show that the square is

$$(a + b)^2 = a^2 + 2 a b + b^2$$
""",
        [],
    ),
    (
        "conventions of notation",
        r"""With the summation convention, and with logarithms to base 2,

$$a_i b_i = c$$
""",
        [
            r"convention einstein: -> 1",
            r"convention log base 2: -> 1",
        ],
        r"""With the logarithm of the sum,

$$a_i b_i = c$$
""",
        [],
    ),
    (
        "another's words; a question",
        r"""Some authors say that $f = g$. It would be nice to have $f = h$.

$$f = g$$
""",
        [
            r"hypothetical mistake: f = g ->",
            r"hypothetical mistake: f = h ->",
        ],
        r"""Is it true that $f = g$?

$$f = g$$
""",
        [
            r"hypothetical mistake: f = g ->",
        ],
    ),
    (
        "another language",
        r"""Sei $A$ symmetrisch und $x = 3$. Dann ist

$$A x = 3 A$$
""",
        [
            r"unread: $A$ -> 1",
            r"unread: $x = 3$ -> 1",
        ],
        r"""Let $A$ be symmetric and let $x = 3$. Then

$$A x = 3 A$$
""",
        [
            r"property symmetric: A -> 1",
            r"supposition let: x = 3 -> 1",
        ],
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[0]))
def test_words(pair: tuple[str, str, list[str], str, list[str]]) -> None:
    _, text, expected, twin, of_twin = pair
    assert spoken(text) == expected
    assert spoken(twin) == of_twin
