"""What English words say of names: definitions, kinds, facts, ranges, rivals.

Each pair is a text and its twin, so that what is refused in one is decided in the other.
"""

from __future__ import annotations

import pytest

from tests.discourse.spoken import spoken

PAIRS = [
    (
        "let defines; set to zero is solved",
        r"""Let $r = x^2 + y^2$ and $s = 3 r$.

$$s = 3 (x^2 + y^2)$$
""",
        [
            r"definition let: r = x^2 + y^2 -> 1",
            r"definition let: s = 3 r -> 1",
        ],
        r"""Set $x^2 - 4 x = 0$ and solve.

$$x = 4$$
""",
        [
            r"constraint solve: x^2 - 4 x = 0 -> 1",
        ],
    ),
    (
        "the word before the first governs a list; a new word ends it",
        r"""Let $u = 2 v$, $v = 3 t$, and $q = u v$.

$$q = 18 t^2$$
""",
        [
            r"definition let: u = 2 v -> 1",
            r"definition let: v = 3 t -> 1",
            r"definition let: q = u v -> 1",
        ],
        r"""Let $u = 2 v$, which holds since $v + v = u$.

$$u = 2 v$$
""",
        [
            r"definition let: u = 2 v -> 1",
            r"assumption judge: v + v = u -> 1",
        ],
    ),
    (
        "where behind a display is of that display; a new paragraph's If is not",
        r"""The area is

$$A = b h$$

where $h = 2 b$ and $b > 0$.

$$A = 2 b^2$$
""",
        [
            r"definition where: h = 2 b -> 1, 2",
            r"assumption judge: b > 0 -> 1, 2",
        ],
        r"""The area is

$$A = b h$$

If $b = 3$, it is

$$A = 3 h$$
""",
        [
            r"supposition: b = 3 -> 2",
        ],
    ),
    (
        "kinds of names; what is inside another phrase is no subject",
        r"""Here $S$ is a real symmetric matrix, $q$ a probability distribution and $c$ a constant.

$$S^T = S$$
""",
        [
            r"property symmetric: S -> 1",
            r"kind matrix: S -> 1",
            r"property distribution: q -> 1",
            r"kind scalar: c -> 1",
        ],
        r"""The trace of $S$ is a constant, and the number of vectors is $m$.

$$S = c$$
""",
        [
            r"kind size: m -> 1",
        ],
    ),
    (
        "a kind of several names; of the last alone",
        r"""For matrices $F$ and $G$ that do not commute,

$$F G = G F$$
""",
        [
            r"kind matrix: F -> 1",
            r"property do not commute: F -> 1",
            r"kind matrix: G -> 1",
            r"property do not commute: G -> 1",
        ],
        r"""$Z$ is a random variable with mean $\nu$, and $U$ is an operator.

$$U Z = \nu$$
""",
        [
            r"kind random: Z -> 1",
            r"kind operator: U -> 1",
        ],
    ),
    (
        "positive and positive definite; not positive",
        r"""Let $\tau > 0$ be a number, and let $K$ be positive definite.

$$\tau = 1$$
""",
        [
            r"kind scalar: \tau -> 1",
            r"assumption assume: \tau > 0 -> 1",
            r"property positive definite: K -> 1",
        ],
        r"""We do not require that $\tau$ is positive. The positive class is $\tau$.

$$\tau = 1$$
""",
        [
            r"withdrawn positive: \tau -> 1",
        ],
    ),
    (
        "words about a name that are not understood",
        r"""The phase $\psi$ is only known modulo $2 \pi$.

$$\psi = \psi + 2 \pi$$
""",
        [
            r"unread modulo: \psi -> 1",
            r"update: \psi + 2 \pi -> 1",
        ],
        r"""The phase $\psi$ is a real number.

$$\psi = \psi + 2 \pi$$
""",
        [
            r"kind scalar: \psi -> 1",
            r"update: \psi + 2 \pi -> 1",
        ],
    ),
    (
        "ranges and sizes",
        r"""With $K = 3$ classes, $x \in \mathbb{R}^d$,
$V \in \mathbb{R}^{K \times d}$ and $k = 1, \ldots, K$,

$$o_k = \sum_j V_{kj} x_j$$
""",
        [
            r"size: K = 3 -> 1",
            r"range space: x \in \mathbb{R}^d ('d',) -> 1",
            r"range space: V \in \mathbb{R}^{K \times d} ('K', 'd') -> 1",
            r"range index: k = 1, \ldots, K ('1', 'K') -> 1",
        ],
        r"""With $K = 3$ this is, for all $k \in \{1, \dots, K\}$
and $l \notin \{1, \dots, K\}$,

$$o_k = 3$$
""",
        [
            r"supposition: K = 3 -> 1",
            r"range index: k \in \{1, \dots, K\} ('1', 'K') -> 1",
            r"range outside: l \notin \{1, \dots, K\} ('\\{1,…,K}',) -> 1",
        ],
    ),
    (
        "a constant; depends",
        r"""Treat $\theta$ as a constant.

$$\frac{d}{dx} (w x) = w$$
""",
        [
            r"kind scalar: \theta -> 1",
        ],
        r"""The weight $w$ depends on $x$, and $\theta$ is not constant.

$$\frac{d}{dx} (w x) = w$$
""",
        [],
    ),
    (
        "a second definition that takes over; one in passing",
        r"""Let $g(x) = x^2$.

$$g'(x) = 2 x$$

As a second example take $g(x) = x^5$, for which

$$g'(x) = 5 x^4$$
""",
        [
            r"definition let: g(x) = x^2 -> 1, 2",
            r"rival replaces: g(x) = x^5 -> 2",
        ],
        r"""The cost is $C = \sum_k e_k^2$.
Some prefer the cost $C = \frac{1}{2} \sum_k e_k^2$, for which

$$\frac{\partial C}{\partial e_k} = e_k$$

But here

$$\frac{\partial C}{\partial e_k} = 2 e_k$$
""",
        [
            r"claim: C = \sum_k e_k^2 -> 1, 2",
            r"rival aside: C = \frac{1}{2} \sum_k e_k^2 -> 1",
        ],
    ),
    (
        "what is ignored makes a rival; what is where restates",
        r"""The cost is

$$C = A + R$$

We could ignore the regulariser. What we end up with is

$$C = A$$
""",
        [
            r"rival replaces: A -> 2",
        ],
        r"""Let $A = b h$.

$$A = 2 b^2$$

where $A = h b$ and $h = 2 b$.
""",
        [
            r"definition let: A = b h -> 1",
            r"assumption judge: A = h b -> 1",
            r"definition where: h = 2 b -> 1",
        ],
    ),
    (
        "an update; a definition",
        r"""The update is

$$v = v - \eta g$$
""",
        [
            r"update: v - \eta g -> 1",
        ],
        r"""The step size is

$$v = \eta g$$
""",
        [],
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[0]))
def test_words(pair: tuple[str, str, list[str], str, list[str]]) -> None:
    _, text, expected, twin, of_twin = pair
    assert spoken(text) == expected
    assert spoken(twin) == of_twin
