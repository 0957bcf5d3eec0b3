r"""Distributions and what is defined of them: entropies, divergences, as people write them."""

import pytest

from tests.judging.papers import agree, verdicts

DIVERGENCE = r"$$D_{KL}(P \| Q) = \sum_x P(x) \log \frac{P(x)}{Q(x)}$$ "
ENTROPY = r"$$H(P) = -\sum_x P(x) \log P(x)$$ "
CROSS = r"$$H(P, Q) = -\sum_x P(x) \log Q(x)$$ "
JOINT = (
    r"$$H(X, Y) = -\sum_{x, y} p(x, y) \log p(x, y)$$ "
    r"$$H(Y \mid X) = -\sum_{x, y} p(x, y) \log p(y \mid x)$$ "
    r"Let $p(x, y) = p(x) p(y \mid x)$. "
)

# Each document with the verdicts of its equations in order.
DOCUMENTS = {
    "values at numbered points": (
        r"$$\mathrm{KL}(q\,\|\,r) = \sum_{k=1}^m q(u_k) \ln \frac{q(u_k)}{r(u_k)} "
        r"= \sum_{k=1}^m q(u_k) \ln q(u_k) - \sum_{k=1}^m q(u_k) \ln r(u_k)$$",
        ["definition", "proved?"],
    ),
    "a divergence from two entropies": (
        DIVERGENCE + ENTROPY + CROSS + r"$$D_{KL}(P \| Q) = H(P, Q) - H(P)$$",
        ["definition", "definition", "definition", "proved?"],
    ),
    "a divergence from two entropies, with the wrong sign": (
        DIVERGENCE + ENTROPY + CROSS + r"$$D_{KL}(P \| Q) = H(P, Q) + H(P)$$",
        ["definition", "definition", "definition", "refuted?"],
    ),
    "the other way round is another divergence": (
        DIVERGENCE + r"$$D_{KL}(Q \| P) = D_{KL}(P \| Q)$$",
        ["definition", "refuted?"],
    ),
    "the other way round, written out": (
        DIVERGENCE + r"$$D_{KL}(Q \| P) = \sum_x Q(x) \log Q(x) - \sum_x Q(x) \log P(x)$$",
        ["definition", "proved?"],
    ),
    "the divergence of a mixture": (
        DIVERGENCE + r"$$J(P \| Q) = \frac12 D_{KL}(P \| M) + \frac12 D_{KL}(Q \| M)$$ "
        r"where $M = \frac12 (P + Q)$. "
        r"$$J(P \| Q) = \frac12 \sum_x P(x) \log \frac{2 P(x)}{P(x) + Q(x)}"
        r" + \frac12 \sum_x Q(x) \log \frac{2 Q(x)}{P(x) + Q(x)}$$",
        ["definition", "definition", "proved?"],
    ),
    "a double bar in a label": (
        r"$$D_{K\|L}(p \| q) = \sum_i p_i \log \frac{p_i}{q_i}$$ "
        r"$$D_{KL}(p \| q) = \sum_i p_i (\log p_i - \log q_i)$$",
        ["definition", "proved"],
    ),
    "a random variable and its distribution": (
        r"$$H(X) = -\sum_{x \in \mathcal{X}} p(x) \log p(x)$$ "
        r"$$H(p) = \sum_x p(x) \log \frac{1}{p(x)}$$",
        ["definition", "proved?"],
    ),
    "the value of a distribution for all of it": (
        r"$$H(X) = -\sum_{i=1}^n p(x_i) \log p(x_i)$$ "
        r"$$\sum_{i=1}^n p(x_i) \log p(x_i) = -H(p(x))$$",
        ["definition", "proved?"],
    ),
    "another random variable, defined anew": (
        r"$$H(X) = -\sum_x p(x) \log p(x)$$ $$H(Y) = \sum_y p(y) \log \frac{1}{p(y)}$$",
        ["definition", "definition?"],
    ),
    "two random variables are not compared": (
        r"$$H(X) = -\sum_x p(x) \log p(x)$$ $$H(X) = H(Y)$$",
        ["definition", "unknown"],
    ),
    "the chain rule of entropies": (
        JOINT + r"$$H(X, Y) = H(Y \mid X) - \sum_{x, y} p(x) p(y \mid x) \log p(x)$$",
        ["definition", "definition", "proved"],
    ),
    "the chain rule of entropies, and nothing says what a conditional is": (
        JOINT + r"$$H(X, Y) = -\sum_x p(x) \log p(x) + H(Y \mid X)$$",
        ["definition", "definition", "unknown"],
    ),
    "what is given and what is not changes places": (
        r"$$A = \sum_{x, y} p(x \mid y)$$ $$A = \sum_{x, y} p(y \mid x)$$",
        ["definition", "unknown"],
    ),
    "a derivative by a value": (
        r"$$H(q) = -\sum_{i=1}^n q(x_i) \log q(x_i)$$ "
        r"$$\frac{\partial H(q)}{\partial q(x_i)} = -\log q(x_i) - 1$$",
        ["definition", "proved?"],
    ),
    "a derivative by what a value is taken at": (
        r"$$A = \sum_{i=1}^n x_i q(x_i)$$ $$\frac{\partial A}{\partial x_i} = q(x_i)$$",
        ["definition", "refuted?"],
    ),
    "values sum to one where the words say that it is a distribution": (
        r"Let $p$ be a distribution. $$\sum_{i=1}^n p(x_i) = 1$$",
        ["proved"],
    ),
    "logarithms to two bases": (
        r"$$H(X) = -\sum_x p(x) \log_2 p(x)$$ $$H(X) = -\sum_x p(x) \log p(x)$$",
        ["definition", "unknown"],
    ),
    "a function before an argument that is no index": (
        r"$$p(x) = 3 x$$ $$p(2 a) = 6 a$$ $$p(a) = 2 a$$",
        ["definition", "proved", "refuted"],
    ),
    "numbers below distributions tell them apart": (
        r"$$D = \sum_x p_0(x) \log \frac{p_0(x)}{p_1(x)}$$ $$D = 0$$",
        ["definition", "unknown"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents(text: str, expected: list[str]) -> None:
    assert agree(verdicts(text), expected)
