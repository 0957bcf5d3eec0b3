"""Where what is supposed is over, and what is said of no display at all.

Each pair is a text and its twin, so that what is refused in one is decided in the other.
"""

from __future__ import annotations

import pytest

from derive.discourse.outline import outline
from derive.documents import Document, document_of
from tests.discourse.spoken import spoken

PAIRS = [
    (
        "two values with what is found for each, and a display for both; for one of them",
        r"""With $c = 2$ we find $2 u$ and with $c = 3$ we find $3 u$, so that

$$h(u) = c u$$
""",
        [
            r"supposition: c = 2 ->",
            r"supposition: c = 3 ->",
        ],
        r"""With $c = 2$ we find $2 u$, so that

$$h(u) = 2 u$$
""",
        [
            r"supposition: c = 2 -> 1",
        ],
    ),
    (
        "a case is over in general, in its own sentence; and goes on",
        r"""For $u = 2$ the slope is

$$g'(u) = 4,$$

and in general

$$g'(u) = 2 u.$$
""",
        [
            r"supposition: u = 2 -> 1",
        ],
        r"""For $u = 2$ the slope is

$$g'(u) = 4,$$

and the value is

$$g(u) = 4.$$
""",
        [
            r"supposition: u = 2 -> 1, 2",
        ],
    ),
    (
        "away from a point; at it",
        r"""At $u = 0$ we have $g(u) = 0$ and

$$g'(u) = 0,$$

whereas away from it

$$g'(u) = 1.$$
""",
        [
            r"supposition place: u = 0 -> 1",
            r"claim: g(u) = 0 -> 1, 2",
        ],
        r"""Whereas at $u = 0$

$$g'(u) = 0.$$
""",
        [
            r"supposition place: u = 0 -> 1",
        ],
    ),
    (
        "for any value of its letter; for any value of another one",
        r"""For $c = 1$ we get

$$h(u) = u,$$

for general $c$

$$h(u) = c u.$$
""",
        [
            r"supposition: c = 1 -> 1",
        ],
        r"""For $c = 1$ we get

$$h(u) = u,$$

for general $u$

$$h(u) = u.$$
""",
        [
            r"supposition: c = 1 -> 1, 2",
        ],
    ),
    (
        "while for another value; and also under another condition",
        r"""For $c = 0$ we get

$$h(u) = 0,$$

while for $c \neq 0$

$$h(u) = c u.$$
""",
        [
            r"supposition: c = 0 -> 1",
            r"assumption if: c \neq 0 -> 2",
        ],
        r"""For $c > 0$ and $c < 1$ we get

$$h(u) = u.$$
""",
        [
            r"assumption if: c > 0 -> 1",
            r"assumption if: c < 1 -> 1",
        ],
    ),
    (
        "a fact for a case; a fact",
        r"""For orthonormal columns, $V^T V = I$, we find

$$V^T V x = x.$$

In general, the product is

$$V^T V x = G x.$$
""",
        [
            r"property orthogonal: V^T V = I -> 1",
        ],
        r"""The columns are orthonormal, $V^T V = I$, and we find

$$V^T V x = x.$$

In general, the product is

$$V^T V x = G x.$$
""",
        [
            r"property orthogonal: V^T V = I -> 1, 2",
        ],
    ),
    (
        "a place; a name",
        r"""At the vertex, $u = m$, the slope is

$$q'(u) = 0.$$

Then comes

$$q(u) = 1.$$
""",
        [
            r"supposition place: u = m -> 1",
        ],
        r"""We arrive at $u = m$, where $m = 2 n$.

$$u = 2 n.$$
""",
        [
            r"claim: u = m -> 1",
            r"definition where: m = 2 n -> 1",
        ],
    ),
    (
        "what makes something what it is called; what is supposed",
        r"""A vector $s$ is a steady state if

$$s_m = \sum_n T_{nm} s_n.$$

We call $T$ balanced if and only if

$$T_{mn} = T_{nm}.$$

A matrix $T$ is symmetric if it is balanced.
""",
        [
            r"kind vector: s -> 1, 2",
            r"hypothetical condition: \sum_n T_{nm} s_n -> 1",
            r"hypothetical condition: T_{nm} -> 2",
            r"unread: $T$ ->",
            r"kind matrix: T ->",
        ],
        r"""The matrix $T$ is symmetric. If

$$\sum_n T_{nm} s_n = 2 s_m,$$

then the following holds.
""",
        [
            r"kind matrix: T -> 1",
            r"property symmetric: T -> 1",
            r"assumption if: 2 s_m -> 1",
        ],
    ),
    (
        "a value that is least; where it is",
        r"""The minimum value is

$$q(2) = 1.$$
""",
        [],
        r"""The minimum is at

$$u = m.$$

The minimum is

$$u = n.$$
""",
        [
            r"constraint solve: m -> 1",
            r"constraint solve: n -> 2",
        ],
    ),
    (
        "a remark about a value; what is found with it",
        r"""With $c = 0$ there is no friction.
The force is

$$F = m a + c v.$$
""",
        [
            r"supposition: c = 0 ->",
        ],
        r"""With $c = 0$ the force is

$$F = m a.$$
""",
        [
            r"supposition: c = 0 -> 1",
        ],
    ),
    (
        "a remark goes on with then; a case that is supposed goes on",
        r"""If $c = 0$ there is no friction. Then

$$F = m a.$$
""",
        [
            r"supposition: c = 0 ->",
            r"supposition goes on: c = 0 -> 1",
        ],
        r"""Suppose $c = 0$. The force is

$$F = m a.$$
""",
        [
            r"supposition: c = 0 -> 1",
        ],
    ),
    (
        "others' words up to a but; an equation unless",
        r"""Some authors multiply by $r^2$, but here the loss is

$$C = e r.$$
""",
        [],
        r"""The value is

$$z = 2 r$$

unless $r = 1$. Some authors write

$$z = 3 r.$$
""",
        [
            r"supposition complement: r = 1 ->",
            r"hypothetical mistake: 3 r -> 2",
        ],
    ),
    (
        "up to a constant; let up to a constant",
        r"""Up to a constant, the cost is

$$C = e^2.$$
""",
        [
            r"approximate: e^2 -> 1",
        ],
        r"""Up to a constant, let

$$C = e^2.$$
""",
        [
            r"definition let: e^2 -> 1",
        ],
    ),
    (
        "one-hot at a class; one-hot, and nobody says where",
        r"""The label $b$ is one-hot with a 1 for the true word $w$, that is,
$b_m$ is 1 if and only if $m = w$.

$$b_w = 1.$$
""",
        [
            r"assumption one-hot: $b$ is one-hot with a 1 for the true word $w$ -> 1",
            r"property one-hot: b -> 1",
            r"hypothetical elsewhere: m = w ->",
        ],
        r"""The label $b$ is one-hot, and $b_m$ is 1 only for some words.

$$\sum_m b_m = 1.$$
""",
        [
            r"property one-hot: b -> 1",
        ],
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[0]))
def test_words(pair: tuple[str, str, list[str], str, list[str]]) -> None:
    _, text, expected, twin, of_twin = pair
    assert spoken(text) == expected
    assert spoken(twin) == of_twin


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        (r"Assume $\sum_n A_{mn} = 1$ for all $m$.", ("m",)),
        (r"Assume $\sum_n A_{mn} = 1$.", ()),
        (r"The rows of the matrix $A$ sum to one, $\sum_n A_{mn} = 1$.", ("m",)),
        (r"Assume that for every $m$ we have $A_{mk} + b_m = 1$.", ("m",)),
        (r"Assume $\sum_n A_{mnk} = 1, \ \forall m, k$.", ("k", "m")),
    ],
)
def test_for_all_values(text: str, letters: tuple[str, ...]) -> None:
    document = document_of(text, kind="markdown")
    assert isinstance(document, Document)
    (found,) = [s for s in outline(document) if s.status == "assumption"]
    assert found.every == letters
