"""What English words suppose and assume, how far it holds, and what they do not.

Each pair is a text and its twin, so that what is refused in one is decided in the other.
"""

from __future__ import annotations

import pytest

from tests.discourse.spoken import spoken

PAIRS = [
    (
        "if supposes; unless supposes the opposite",
        r"""If $m = n$, then

$$a_{mn} = 1$$
""",
        [
            r"supposition: m = n -> 1",
        ],
        r"""Unless $m = n$, we find

$$a_{mn} = 0$$
""",
        [
            r"supposition complement: m = n -> 1",
        ],
    ),
    (
        "for m = n; for m = n or not",
        r"""For $m = n$ we get

$$a_{mn} = 1$$
""",
        [
            r"supposition: m = n -> 1",
        ],
        r"""Whether or not $m = n$, we get

$$a_{mn} = a_{nm}$$
""",
        [
            r"withdrawn either way: m = n -> 1",
        ],
    ),
    (
        "one case; both cases at once",
        r"""For $m \neq n$,

$$a_{mn} = 0$$
""",
        [
            r"supposition: m \neq n -> 1",
        ],
        r"""For $m = n$ or $m \neq n$,

$$a_{mn} = a_{nm}$$
""",
        [
            r"withdrawn alternative: m = n -> 1",
            r"withdrawn alternative: m \neq n -> 1",
        ],
    ),
    (
        "assumed; not assumed",
        r"""Assume that $\sum_k w_k = 1$.

$$\sum_k w_k c = c$$
""",
        [
            r"assumption assume: \sum_k w_k = 1 -> 1",
        ],
        r"""We do not assume that $\sum_k w_k = 1$.

$$\sum_k w_k c = c$$
""",
        [
            r"withdrawn not assumed: \sum_k w_k = 1 -> 1",
        ],
    ),
    (
        "assumed in a section, then dropped",
        r"""## First part

In this section we suppose that $a + b = 1$.

$$(a + b)^2 = 1$$

We now drop the assumption that $a + b = 1$.

$$(a + b)^3 = 1$$

## Second part

$$a = 1 - b$$
""",
        [
            r"assumption assume: a + b = 1 -> 1",
            r"withdrawn not assumed: a + b = 1 -> 2, 3",
        ],
        r"""## First part

Throughout, suppose $a + b = 1$ without loss of generality.

$$(a + b)^2 = 1$$
""",
        [
            r"assumption assume: a + b = 1 -> 1",
        ],
    ),
    (
        "a value at a point holds in its sentence; in another layer it is no fact",
        r"""With $c = 0$ the line passes through the origin,

$$y = m x$$

In general

$$y = m x + c$$
""",
        [
            r"supposition: c = 0 -> 1",
        ],
        r"""With $c = 0$ in the first layer only, the second gives

$$y = m x$$
""",
        [
            r"hypothetical elsewhere: c = 0 -> 1",
        ],
    ),
    (
        "two values of one name with a display each; with one display neither is assumed",
        r"""For $x = 2$ we have

$$f(x) = 4$$

and for $x = 3$ we have

$$f(x) = 9$$
""",
        [
            r"supposition: x = 2 -> 1",
            r"supposition: x = 3 -> 2",
        ],
        r"""With $x = 2$ it is small and with $x = 3$ it is large, so that

$$f(x) = x^2$$
""",
        [
            r"hypothetical alternative: x = 2 -> 1",
            r"hypothetical alternative: x = 3 -> 1",
        ],
    ),
    (
        "let a value be: its paragraph, and nobody says how far; let a size be",
        r"""Let $x = 5$. Then

$$x^2 = 25$$

Next comes the cube.

$$x^3 = 125$$
""",
        [
            r"supposition let: x = 5 -> 1",
            r"hypothetical may go on: x = 5 -> 2",
        ],
        r"""Let $n = 2$.

$$\sum_{k=1}^n b_k = b_1 + b_2$$
""",
        [
            r"size: n = 2 -> 1",
        ],
    ),
    (
        "otherwise is the opposite; in this case goes on",
        r"""The entry is

$$d_{mn} = 1$$

for $m = n$, and

$$d_{mn} = 0$$

otherwise.
""",
        [
            r"supposition: m = n -> 1",
            r"supposition complement: m = n -> 2",
        ],
        r"""If $m = n$, the entry is one. In this case

$$d_{mn} = 1$$
""",
        [
            r"supposition: m = n -> 1",
        ],
    ),
    (
        "a heading supposes for its section",
        r"""# Proof

## The case $m = n$

$$d_{mn} = 1$$

Nothing is left.

$$d_{mn} = d_{nm}$$

## The other case, $m \neq n$

$$d_{mn} = 0$$
""",
        [
            r"supposition: m = n -> 1, 2",
            r"supposition: m \neq n -> 3",
        ],
        r"""# Proof

The case $m = n$ is easy. The rest is not.

$$d_{mn} = 0$$
""",
        [
            r"hypothetical mentioned: m = n ->",
        ],
    ),
    (
        "one-hot, from words; one of two values, from words",
        r"""The target is $t_k = 1$ for the correct class and $t_k = 0$ for the others.

$$\sum_k t_k = 1$$
""",
        [
            r"property one-hot: t_k = 1 -> 1",
            r"hypothetical elsewhere: t_k = 0 ->",
        ],
        r"""In the binary case $t = 1$ for positive examples and $t = 0$ for negative ones.

$$t = 1$$
""",
        [
            r"hypothetical elsewhere: t = 1 ->",
            r"hypothetical elsewhere: t = 0 ->",
        ],
    ),
    (
        "constraints and solutions; consequences",
        r"""Minimise $C$ subject to $a + b = 1$. The minimum is at

$$a = \frac{1}{2}$$

In general

$$a = 1 - b$$
""",
        [
            r"constraint constraint: a + b = 1 -> 1",
            r"constraint solve: \frac{1}{2} -> 1",
        ],
        r"""Since $a + b = 1$, we have

$$a = 1 - b$$
""",
        [
            r"assumption judge: a + b = 1 -> 1",
        ],
    ),
    (
        "since what is asked first; if what is only supposed",
        r"""Since $U^T U = I$, the norm stays,

$$\|U x\| = \|x\|$$
""",
        [
            r"assumption judge: U^T U = I -> 1",
        ],
        r"""The columns are orthonormal, so $U^T U = I$.

$$\|U x\| = \|x\|$$
""",
        [
            r"property orthogonal: U^T U = I -> 1",
        ],
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[0]))
def test_words(pair: tuple[str, str, list[str], str, list[str]]) -> None:
    _, text, expected, twin, of_twin = pair
    assert spoken(text) == expected
    assert spoken(twin) == of_twin
