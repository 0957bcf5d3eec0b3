"""What Chinese words say of formulas and displays.

Each pair is a text and its twin, so that what is refused in one is decided in the other.
"""

from __future__ import annotations

import pytest

from tests.discourse.spoken import spoken

PAIRS = [
    (
        "设 defines; 令 something zero is solved",
        r"""设 $u = x^2$，$v = 3 u$。

$$v = 3 x^2$$
""",
        [
            r"definition let: u = x^2 -> 1",
            r"definition let: v = 3 u -> 1",
        ],
        r"""令 $2 x - 4 = 0$，解得

$$x = 2$$
""",
        [
            r"constraint solve: 2 x - 4 = 0 -> 1",
            r"constraint solve: 2 -> 1",
        ],
    ),
    (
        "当 supposes; 除非 supposes the opposite; 无论 nothing",
        r"""当 $m = n$ 时，

$$a_{mn} = 1$$

当 $m \neq n$ 时，

$$a_{mn} = 0$$

综合两种情况，

$$a_{mn} = a_{nm}$$
""",
        [
            r"supposition: m = n -> 1",
            r"supposition: m \neq n -> 2",
        ],
        r"""除非 $m = n$，我们有

$$a_{mn} = 0$$

无论 $m = n$ 与否，

$$a_{mn} = a_{nm}$$
""",
        [
            r"supposition complement: m = n -> 1",
            r"hypothetical may go on: m = n -> 2",
            r"withdrawn either way: m = n -> 2",
        ],
    ),
    (
        "假设; 不要假设",
        r"""假设 $\sum_k w_k = 1$，则

$$\sum_k w_k c = c$$
""",
        [
            r"assumption assume: \sum_k w_k = 1 -> 1",
        ],
        r"""我们不假设 $\sum_k w_k = 1$。

$$\sum_k w_k c = c$$
""",
        [
            r"withdrawn not assumed: \sum_k w_k = 1 -> 1",
        ],
    ),
    (
        "因为 is asked first; 如果 supposes",
        r"""因为 $a + b = 1$，所以

$$a = 1 - b$$
""",
        [
            r"assumption judge: a + b = 1 -> 1",
        ],
        r"""如果 $a + b = 1$，那么

$$a = 1 - b$$
""",
        [
            r"assumption if: a + b = 1 -> 1",
        ],
    ),
    (
        "其中 behind a display",
        r"""面积为

$$A = b h$$

其中 $h = 2 b$，$b$ 为常数。

$$A = 2 b^2$$
""",
        [
            r"definition where: h = 2 b -> 1, 2",
            r"kind scalar: b -> 1, 2",
        ],
        r"""面积为

$$A = b h$$

如果 $b = 3$，则

$$A = 3 h$$
""",
        [
            r"supposition: b = 3 -> 2",
        ],
    ),
    (
        "代入 a value; 若 否则",
        r"""把 $x = 2$ 代入得

$$f = 8$$
""",
        [
            r"supposition: x = 2 -> 1",
        ],
        r"""若 $x > 0$，则

$$|x| = x$$

否则

$$|x| = -x$$
""",
        [
            r"assumption if: x > 0 -> 1",
            r"supposition complement:  -> 2",
        ],
    ),
    (
        "独热; 标签",
        r"""标签 $t$ 是独热向量，$q$ 是预测分布，$S$ 是对称矩阵。

$$\sum_k t_k = 1$$
""",
        [
            r"property one-hot: t -> 1",
            r"kind vector: t -> 1",
            r"property distribution: q -> 1",
            r"property symmetric: S -> 1",
            r"kind matrix: S -> 1",
        ],
        r"""标签 $t$ 不是独热向量。

$$\sum_k t_k = 1$$
""",
        [
            r"unread: $t$ -> 1",
        ],
    ),
    (
        "更新; 步长",
        r"""参数的更新公式为

$$w = w - \eta g$$
""",
        [
            r"update: w - \eta g -> 1",
        ],
        r"""步长为

$$w = \eta g$$
""",
        [],
    ),
    (
        "约束; 近似; 错误",
        r"""约束条件为 $a + b = 1$。近似地，有 $e^h = 1 + h$。

$$a = 1 - b$$
""",
        [
            r"constraint constraint: a + b = 1 -> 1",
            r"approximate: e^h = 1 + h ->",
        ],
        r"""常见的错误是

$$(a + b)^2 = a^2 + b^2$$

正确的公式是

$$(a + b)^2 = a^2 + 2 a b + b^2$$
""",
        [
            r"hypothetical mistake: a^2 + b^2 -> 1",
        ],
    ),
    (
        "常数; 不可交换; 随机变量",
        r"""将 $\theta$ 视为常数。矩阵 $F$ 和 $G$ 不可交换。

$$F G = G F$$
""",
        [
            r"kind scalar: \theta -> 1",
            r"kind matrix: F -> 1",
            r"property do not commute: F -> 1",
            r"kind matrix: G -> 1",
            r"property do not commute: G -> 1",
        ],
        r"""$Z$ 是随机变量，$c$ 是常数，$d$ 维向量 $x$ 是输入。

$$Z = c$$
""",
        [
            r"kind random: Z -> 1",
            r"kind scalar: c -> 1",
            r"kind vector: x -> 1",
        ],
    ),
    (
        "sizes and ranges; the long form of characters",
        r"""設類別數為 $K = 3$，$k = 1, \ldots, K$，$x \in \mathbb{R}^d$。

$$o_k = 1$$
""",
        [
            r"size: K = 3 -> 1",
            r"range index: k = 1, \ldots, K ('1', 'K') -> 1",
            r"range space: x \in \mathbb{R}^d ('d',) -> 1",
        ],
        r"""設 $q = 1 - p$。當 $y = 1$ 時，$L = -\log p$；當 $y = 0$ 時，$L = -\log q$。

$$L = -\log p$$
""",
        [
            r"definition let: q = 1 - p -> 1",
            r"supposition: y = 1 ->",
            r"claim: L = -\log p -> 1",
            r"supposition: y = 0 ->",
            r"claim: L = -\log q -> 1",
        ],
    ),
    (
        "改用 another definition; 忽略",
        r"""设 $g(x) = x^2$。

$$g'(x) = 2 x$$

改用 $g(x) = x^5$，则

$$g'(x) = 5 x^4$$
""",
        [
            r"definition let: g(x) = x^2 -> 1, 2",
            r"rival replaces: g(x) = x^5 -> 2",
        ],
        r"""损失为

$$C = A + R$$

忽略正则项，得到

$$C = A$$
""",
        [
            r"rival replaces: A -> 2",
        ],
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[0]))
def test_words(pair: tuple[str, str, list[str], str, list[str]]) -> None:
    _, text, expected, twin, of_twin = pair
    assert spoken(text) == expected
    assert spoken(twin) == of_twin
