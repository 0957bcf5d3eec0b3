r"""How authors write: each construct with a right derivation and a wrong one.

A document is a text with the verdicts of its equations, each by its first letter: definition,
proved, refuted, conditional, unknown, ``-`` for unread.
"""

from __future__ import annotations

import re

import pytest

from tests.judging.papers import agree, verdicts

LETTERS = {
    "d": "definition", "p": "proved", "r": "refuted", "c": "conditional", "u": "unknown",
    "-": "unread",
}  # fmt: skip


def spelled(letters: str) -> list[str]:
    """Verdicts by their first letters, each maybe with a question mark."""
    return [LETTERS[x[0]] + x[1:] for x in re.findall(r"[^?]\??", letters)]


SOFTMAX = r"$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$"

DOCUMENTS = {
    "the label of a sample as an index": (
        r"""$$p_k = \frac{e^{f_k}}{\sum_j e^{f_j}}$$
        $$L_i = -\log p_{y_i}$$
        $$\frac{\partial L_i}{\partial f_k} = p_k - \mathbb{1}(y_i = k)$$
        $$\frac{\partial L_i}{\partial f_k} = p_k - \mathbf{1}\{k = y_i\}$$
        $$\frac{\partial L_i}{\partial f_k} = p_k + \mathbf{1}\{k = y_i\}$$""",
        "ddppc",
    ),
    "entries of what stands in brackets": (
        r"""$$(A x)_i = \sum_j A_{ij} x_j$$
        $$(x y^T)_{ij} = x_i y_j$$
        $$(A^T A)_{jk} = \sum_i A_{ij} A_{ik}$$
        $$(A^T A)_{jk} = \sum_i A_{ji} A_{ki}$$
        $$\left(A x + b\right)_i = \sum_j A_{ij} x_j + b_i$$
        $$\sum_i (A x)_i y_i = \sum_{i,j} y_i A_{ij} x_j$$""",
        "pppcpp",
    ),
    "logistic regression": (
        r"""$$h_\theta(x) = \sigma(\theta^T x)$$
        $$J(\theta) = -\frac1m \sum_{i=1}^m \left[ y^{(i)} \log h_\theta(x^{(i)})
        + (1 - y^{(i)}) \log\left(1 - h_\theta(x^{(i)})\right) \right]$$
        $$\nabla_\theta J
        = \frac1m \sum_{i=1}^m \left( h_\theta(x^{(i)}) - y^{(i)} \right) x^{(i)}$$
        $$\frac{\partial J}{\partial \theta_j}
        = \frac1m \sum_{i=1}^m \left( y^{(i)} - h_\theta(x^{(i)}) \right) x_j^{(i)}$$""",
        "ddpr",
    ),
    "margins": (
        r"""$$L(w) = \sum_i (1 - y_i w^T x_i)^2$$
        $$\nabla L(w) = -2 \sum_i (1 - y_i w^T x_i) y_i x_i$$
        $$\nabla L(w) = -2 \sum_i (1 - y_i w^T x_i) x_i$$""",
        "dpr",
    ),
    "indicators": (
        SOFTMAX
        + r"""$$\frac{\partial p_i}{\partial z_j} = p_i ([i = j] - p_j)$$
        $$\frac{\partial p_i}{\partial z_j} = p_i (\mathbb{I}(i = j) - p_j)$$
        $$\frac{\partial p_i}{\partial z_j} = p_i (I\{i = j\} - p_j)$$
        $$\frac{\partial p_i}{\partial z_j} = p_i (\mathbb{1}[i = j] + p_j)$$
        $$\sum_j [i = j] x_j = x_i$$""",
        "dppprp",
    ),
    "one limit for two letters": (
        r"""$$\sum_{i,j=1}^n x_i x_j = \left(\sum_{i=1}^n x_i\right)^2$$
        $$\sum_{i,j=1}^n x_i x_j = \sum_{i=1}^n x_i^2$$""",
        "pr",
    ),
    "three classes": (
        r"""$$p_i = \frac{e^{z_i}}{\sum_{j=1}^3 e^{z_j}}$$
        $$\frac{\partial p_1}{\partial z_2} = -p_1 p_2$$
        $$p_1 + p_2 + p_3 = 1$$
        $$\frac{\partial p_1}{\partial z_2} = p_1 p_2$$""",
        "dppr",
    ),
    "a Jacobian that is written out": (
        r"""$$p_i = \frac{e^{z_i}}{e^{z_1} + e^{z_2}}$$
        $$\frac{\partial p}{\partial z} = \begin{bmatrix}
        p_1 (1 - p_1) & -p_1 p_2 \\ -p_2 p_1 & p_2 (1 - p_2) \end{bmatrix}$$
        $$\frac{\partial p}{\partial z} = \begin{bmatrix}
        p_1 (1 - p_1) & p_1 p_2 \\ -p_2 p_1 & p_2 (1 - p_2) \end{bmatrix}$$""",
        "dpr",
    ),
    "a gradient that is written out": (
        r"""$$f = x_1^2 x_2 + x_3$$
        $$\nabla f = \begin{bmatrix} 2 x_1 x_2 \\ x_1^2 \\ 1 \end{bmatrix}$$
        $$\frac{\partial f}{\partial x} = \begin{bmatrix} 2 x_1 x_2 & x_1^2 & 2 \end{bmatrix}$$""",
        "dp?r?",
    ),
    "signs of deduction": (
        r"""$$\therefore (a + b)^2 = a^2 + 2ab + b^2$$
        $$\because (a + b)^2 = a^2 + b^2$$""",
        "pr",
    ),
    "inner products": (
        r"""Let $x, y, w \in \mathbb{R}^n$.
        $$\langle x + w, y \rangle = \langle x, y \rangle + \langle w, y \rangle$$
        $$\|x - y\|^2 = \|x\|^2 - 2 \langle x, y \rangle + \|y\|^2$$
        $$\|x - y\|^2 = \|x\|^2 - \langle x, y \rangle + \|y\|^2$$
        $$\langle A x, y \rangle = \langle x, A^T y \rangle$$
        $$\langle A x, y \rangle = \langle x, A y \rangle$$""",
        "pprpc",
    ),
    "the variance of a sample": (
        r"""$$\bar{x} = \frac1n \sum_{i=1}^n x_i$$
        $$\hat\sigma^2 = \frac1n \sum_{i=1}^n (x_i - \bar{x})^2$$
        $$\hat\sigma^2 = \frac1n \sum_{i=1}^n x_i^2 - \bar{x}^2$$
        $$\hat\sigma^2 = \frac1n \sum_{i=1}^n x_i^2 + n \bar{x}^2$$
        $$\frac{\partial \hat\sigma^2}{\partial x_j} = \frac2n (x_j - \bar x)$$""",
        "ddpc?p",
    ),
    "the square of a sum called s": (
        r"$$s = a + b$$ $$s^2 = a^2 + 2ab + b^2$$ $$2s = 2a + 2b$$ $$s^2 = a^2 + b^2$$",
        "dppr",
    ),
    "expectations over a distribution": (
        r"""Let $p$ be a distribution.
        $$\mathbb{E}_{x \sim p}[f(x)] = \sum_x p(x) f(x)$$
        $$\mathbb{E}_{x \sim p}[a f(x) + g(x)] = a \mathbb{E}_{x \sim p}[f(x)]
        + \mathbb{E}_{x \sim p}[g(x)]$$
        $$\mathbb{E}_{x \sim p}[1] = 1$$
        $$\mathbb{E}_{x \sim p}[(f(x) - \mu)^2] = \mathbb{E}_{x \sim p}[f(x)^2]
        - 2 \mu \mathbb{E}_{x \sim p}[f(x)] + \mu^2$$
        $$\mathbb{E}_{x \sim p}[f(x) g(x)]
        = \mathbb{E}_{x \sim p}[f(x)] \mathbb{E}_{x \sim p}[g(x)]$$""",
        "p?p?p?p?c?",
    ),
    "an average of logarithms is no logarithm of an average": (
        r"Let $p$ be a distribution. $$\sum_x p(x) = 1$$"
        r"$$\mathbb{E}_{x \sim p}[\log f(x)] = \log \mathbb{E}_{x \sim p}[f(x)]$$",
        "pc?",
    ),
    "the gradient of an expectation": (
        r"""$$\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)]
        = \sum_x f(x) \nabla_\theta p_\theta(x)$$
        $$= \sum_x p_\theta(x) f(x) \nabla_\theta \log p_\theta(x)$$
        $$= \mathbb{E}_{x \sim p_\theta}[f(x) \nabla_\theta \log p_\theta(x)]$$
        $$= \mathbb{E}_{x \sim p_\theta}[(f(x) - b) \nabla_\theta \log p_\theta(x)]$$
        $$\mathbb{E}_{x \sim p_\theta}[\nabla_\theta \log p_\theta(x)] = 0$$
        $$\mathbb{E}_{x \sim p_\theta}[f(x)^2 \nabla_\theta \log p_\theta(x)]
        = \sum_x f(x) \nabla_\theta p_\theta(x)$$""",
        "p?pp?p?p?u",
    ),
    "a divergence as an expectation": (
        r"""$$D_{KL}(q \| p) = \mathbb{E}_{z \sim q(z)}[\log q(z) - \log p(z)]$$
        $$D_{KL}(q \| p) = \sum_z q(z) \log \frac{q(z)}{p(z)}$$
        $$D_{KL}(q \| p) = \mathbb{E}_{q}[\log q(z)] - \mathbb{E}_{q}[\log p(z)]$$
        $$D_{KL}(q \| p) = \mathbb{E}_{p}[\log q(z)] - \mathbb{E}_{q}[\log p(z)]$$""",
        "dp?p?r?",
    ),
    "a value under a conditional distribution": (
        r"""$$V(s) = \mathbb{E}_{a \sim \pi(\cdot \mid s)}[Q(s, a)]$$
        $$V(s) = \sum_a \pi(a \mid s) Q(s, a)$$""",
        "dp?",
    ),
    "functions of what is summed over": (
        r"""$$\pi(a) = \frac{e^{h(a)}}{\sum_b e^{h(b)}}$$
        $$\frac{\partial \log \pi(a)}{\partial h(b)} = \delta_{ab} - \pi(b)$$
        $$\frac{\partial \log \pi(a)}{\partial h(b)} = \delta_{ab} + \pi(b)$$
        $$\sum_a \pi(a) = 1$$""",
        "dpr?p",
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_verdicts_of_an_idiom(name: str) -> None:
    text, expected = DOCUMENTS[name]
    assert agree(verdicts(text), spelled(expected))


IN_PROSE = {
    "shapes": (
        r"""Let $a, b \in \mathbb{R}^n$.
        $$\frac{\partial}{\partial a_k} \sum_i a_i b_i = b_k$$
        $$\frac{\partial}{\partial a_k} \sum_i a_i b_i = a_k$$
        $$\sum_i (a_i + 1) = \sum_i a_i + n$$
        $$\sum_i (a_i + 1) = \sum_i a_i + 1$$""",
        "prp?r",
    ),
    "a layer": (
        r"""Suppose $W \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$ and $b \in \mathbb{R}^m$,
        and let $z = Wx + b$. For a target $t \in \mathbb{R}^m$ the loss is
        $$L = \frac12 \|z - t\|^2$$
        $$\frac{\partial L}{\partial W} = (z - t) x^T$$
        $$\frac{\partial L}{\partial x} = W^T (z - t)$$
        $$\frac{\partial L}{\partial x} = W (z - t)$$""",
        "dppr?",
    ),
    "shapes that are not meant so strictly": (
        r"""Let $x \in \mathbb{R}^d$ be the input and $w \in \mathbb{R}^d$.
        $$L = \frac12 \sum_{i=1}^n (w^T x_i - y_i)^2$$
        $$\frac{\partial L}{\partial w} = \sum_{i=1}^n (w^T x_i - y_i) x_i$$
        $$\frac{\partial L}{\partial w} = \sum_{i=1}^n (w^T x_i + y_i) x_i$$""",
        "dc?r?",
    ),
    "definitions in a sentence": (
        r"""The logits are $z_k = \sum_j w_{kj} x_j$, and the softmax gives
        $p_k = e^{z_k} / \sum_j e^{z_j}$ with the loss
        $$L = -\sum_k y_k \log p_k$$
        where $y$ is one-hot. Then
        $$\frac{\partial L}{\partial w_{kj}} = (p_k - y_k) x_j$$
        $$\frac{\partial L}{\partial w_{kj}} = (y_k - p_k) x_j$$""",
        "dpr?",
    ),
    "equations in a sentence that define nothing": (
        r"""The minimum is reached when $u = v$. It does not hold that $a = b + 1$.
        Is $c = d + 1$ true?
        $$a - b = 1$$ $$(u - v)^2 = 0$$ $$c - d = 1$$""",
        "uuu",
    ),
    "how many elements there are": (
        r"""For $i \in \{1, \dots, n\}$ and $j \in \{1, \dots, m\}$,
        $$\sum_i \sum_j a_{ij} = \sum_j \sum_i a_{ij}$$ $$\sum_i 1 = n$$ $$\sum_i 1 = 2n$$""",
        "ppr",
    ),
}


@pytest.mark.parametrize("name", IN_PROSE)
def test_what_the_prose_says(name: str) -> None:
    text, expected = IN_PROSE[name]
    assert agree(verdicts(text), spelled(expected))
