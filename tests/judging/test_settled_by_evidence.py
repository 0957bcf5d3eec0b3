"""What a document shows settles what may be read in two ways; near twins stay undecided."""

from __future__ import annotations

import pytest

from tests.judging.judged import verdicts_of

LAYERS = r"""
Two layers: $h_1 = W_1 u$ and $h_2 = W_2 h_1$.

$$h_2 = W_2 W_1 u$$

$$h_2 = W_1 W_2 u$$
"""
#: Gains are numbers, and weights of powers are.
GAINS = r"""
Two stages: $v_1 = K_1 u$ and $v_2 = K_2 v_1$.

$$v_2 = K_1 K_2 u$$
"""
POLYNOMIAL = r"""
Let $y = W_1 x + W_2 x^2$ and $r = W_2 W_1 x$.

$$r = W_1 W_2 x$$
"""
FACTORS = r"""
By its eigendecomposition, $M = Q D R$.

$$M = R D Q$$
"""
STEPS = r"""
Gradient descent moves to

$$v'_k = v_k - \alpha g_k$$

so that

$$v'_k = v_k + \alpha g_k$$
"""
TWO_STEPS = r"""
Let $g_k = \frac{\partial F}{\partial v_k}$. Descent takes

$$v'_k = v_k - \alpha g_k$$

and ascent takes

$$v'_k = v_k + \alpha g_k$$
"""
DROPPED = r"""
# Cross-entropy

Let $q_i = \frac{e^{a_i}}{\sum_k e^{a_k}}$ and $F = -\sum_i t_i \log q_i$.
Assume that $\sum_i t_i = 1$ in this section.

$$\frac{\partial F}{\partial a_j} = q_j - t_j$$

{}

$$\frac{\partial F}{\partial a_j} = q_j - t_j$$
"""
MEAN_OF_SQUARES = r"""
Let $\overline{u^2} = \frac{1}{m}\sum_{k=1}^m u_k^2$ and $\bar{u} = \frac{1}{m}\sum_{k=1}^m u_k$.

$$\frac{1}{m}\sum_{k=1}^m (u_k - \bar u)^2 = \overline{u^2} - \bar{u}^2$$

$$\overline{u^2} = \bar{u}^2$$
"""
UNIFORM = r"""
With the uniform distribution $r_k = \frac{1}{n}$,

$$\sum_k q_k \log \frac{q_k}{r_k} = \sum_k q_k \log q_k - \log n$$

$$-\sum_k r_k \log r_k = \log n$$
"""
POSITIONS = r"""
$$u_k = v_k + c, \quad k = 1, \ldots, m$$

$$3 k - 1 = 2$$

$$\sum_{k=1}^m k^2 = m^2$$

$$\sum_{k=1}^m k^2 = \frac{m(m+1)(2m+1)}{6}$$

$$k v_k = v_k$$
"""
#: A symbolic power is one of a number; a square may be one of a column.
GEOMETRIC = r"""
$$w(k) = (1-r)^{k-1} r, \quad k = 1, 2, 3, \ldots$$

$$\log w(k) = \log r$$
"""
#: A loss that nobody defines is a function of what is defined, and of which it has derivatives.
THROUGH = r"""
Let $q_k = \frac{e^{s_k}}{\sum_m e^{s_m}}$ and $h_k = \frac{\partial F}{\partial q_k}$.

$$\frac{\partial F}{\partial s_k} = q_k \Big(h_k - \sum_m q_m h_m\Big)$$

$$\frac{\partial F}{\partial s_k} = q_k \Big(h_k + \sum_m q_m h_m\Big)$$

$$\frac{\partial F}{\partial s_k} = q_k - c_k$$
"""
#: What l + 1 is: a layer, where small l is one above other names.
LABELS = r"""
$$u_k^{l} = \sum_m v_{km}^{l} r_m$$

$$-c_k^{l+1} + c_k^{l+1} u_k^{l+1} + \sum_{m \ne k} c_m^{l+1} u_k^{l+1} = u_k^{l+1} - c_k^{l+1}$$
"""
#: ``\over`` takes all that its braces hold.
OVER = r"""
Let $S = \sum_k e^{s_k}$ and $q_k = \frac{e^{s_k}}{S}$.

\begin{align} {\partial q_m \over \partial s_k} &= { - e^{s_m} e^{s_k} \over S^2} = -q_m q_k
\quad \forall k \in 1...K \tag{m\ne k} \end{align}
"""
#: p at two letters that are summed over may be one distribution, or two.
DISTRIBUTIONS = r"""
$$A = \sum_{x, y} p(x)^3 p(y)$$

$$A = \sum_{x, y} p(x) p(y)^3$$

$$A = 3 \sum_{x, y} p(x) p(y)^3$$
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (LAYERS, ["proved", "refuted"]),
        (GAINS, ["unknown"]),
        (POLYNOMIAL, ["unknown"]),
        (FACTORS, ["refuted"]),
        (FACTORS.replace("By its eigendecomposition", "Here"), ["unknown"]),
        (STEPS, ["definition", "refuted"]),
        (TWO_STEPS, ["update", "update"]),
        (DROPPED.replace("{}", r"We drop the assumption that $\sum_i t_i = 1$."),
         ["proved", "refuted"]),
        (DROPPED.replace("{}", "# The next section"), ["proved", "conditional"]),
        (MEAN_OF_SQUARES, ["proved", "refuted"]),
        (UNIFORM, ["refuted", "proved"]),
        (UNIFORM.replace("With the uniform distribution", "Let"), ["refuted", "unknown"]),
        (GEOMETRIC, ["definition", "refuted"]),
        (THROUGH, ["proved", "refuted", "unknown"]),
        (THROUGH.replace(r"q_k = \frac{e^{s_k}}{\sum_m e^{s_m}}$ and $", ""),
         ["unknown", "unknown", "unknown"]),
        (LABELS, ["definition", "conditional"]),
        (OVER, ["proved", "proved"]),
        (DISTRIBUTIONS, ["definition", "unknown", "refuted"]),
        (DISTRIBUTIONS.replace("p(x)", "f(x)"), ["definition", "refuted", "refuted"]),
        (POSITIONS, ["definition", "refuted", "refuted", "unknown", "refuted"]),
    ],
)  # fmt: skip
def test_evidence_settles_it(text: str, wanted: list[str]) -> None:
    assert verdicts_of(text) == wanted
