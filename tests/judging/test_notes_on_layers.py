"""Notes on backpropagation through layers, with the labels that people write."""

import pytest

from tests.judging.papers import agree, verdicts

SIGMOID = r"$$\sigma(t) = \frac{1}{1 + e^{-t}}$$"

# Each note with the verdicts of its equations.
NOTES = {
    "labels in brackets, entry by entry": (
        r"""
$$z^{[l]}_j = \sum_i w^{[l]}_{ji} a^{[l-1]}_i + b^{[l]}_j, \qquad
  a^{[l]}_j = \frac{1}{1 + e^{-z^{[l]}_j}}$$
$$C = \frac12 \sum_j (a^{[l]}_j - y_j)^2$$
$$\delta^{[l]}_j = \frac{\partial C}{\partial z^{[l]}_j}$$
$$\frac{\partial C}{\partial z^{[l]}_j} = (a^{[l]}_j - y_j) a^{[l]}_j (1 - a^{[l]}_j)$$
$$\frac{\partial C}{\partial w^{[l]}_{ji}} = \delta^{[l]}_j a^{[l-1]}_i$$
$$\frac{\partial C}{\partial b^{[l]}_j} = \delta^{[l]}_j$$
""",
        ["definition"] * 4 + ["proved"] * 3),
    "labels in parentheses, whole vectors": (
        r"""
$$z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}$$
$$a^{(l)} = \sigma(z^{(l)})$$ """ + SIGMOID + r"""
$$\frac{\partial a_j^{(l)}}{\partial z_j^{(l)}} = a_j^{(l)} (1 - a_j^{(l)})$$
""",
        ["definition"] * 3 + ["proved"]),
    "a linear layer and any loss": (
        r"""
$$z = W x + b$$
$$\frac{\partial L}{\partial W} = \frac{\partial L}{\partial z} x^T$$
$$\frac{\partial L}{\partial x} = W^T \frac{\partial L}{\partial z}$$
$$\frac{\partial L}{\partial b} = \frac{\partial L}{\partial z}$$
""",
        ["definition", "proved?", "proved?", "proved?"]),
    "a linear layer and any loss, transposed by mistake": (
        r"$$z = W x + b$$ $$\frac{\partial L}{\partial x} = W \frac{\partial L}{\partial z}$$",
        ["definition", "unknown"]),
    "the vector-Jacobian product of softmax": (
        r"""
$$s_i = \frac{e^{x_i}}{\sum_{k=1}^n e^{x_k}}$$
$$\frac{\partial s}{\partial x} = \mathrm{diag}(s) - s s^\top$$
$$\frac{\partial L}{\partial x}
  = \left( \frac{\partial s}{\partial x} \right)^\top \frac{\partial L}{\partial s}
  = s \odot \left( \frac{\partial L}{\partial s} - s^\top \frac{\partial L}{\partial s} \right)$$
$$\frac{\partial L}{\partial x_j}
  = \sum_i \frac{\partial L}{\partial s_i} \frac{\partial s_i}{\partial x_j}
  = s_j \left( \frac{\partial L}{\partial s_j} - \sum_i \frac{\partial L}{\partial s_i} s_i
    \right)$$
""",
        ["definition", "proved", "proved?", "proved", "proved?", "proved"]),
    "a Jacobian that is diagonal": (
        r"$$a = \sigma(z)$$" + SIGMOID + r"""
$$\frac{\partial a}{\partial z} = \begin{bmatrix}
  a_1 (1 - a_1) & 0 & \cdots & 0 \\
  0 & a_2 (1 - a_2) & \cdots & 0 \\
  \vdots & \vdots & \ddots & \vdots \\
  0 & 0 & \cdots & a_n (1 - a_n) \end{bmatrix}
  = \operatorname{diag}(a \odot (1 - a))$$
""",
        ["definition", "definition", "proved?", "proved?"]),
    "a Jacobian that is written out": (
        r"""
$$x = \begin{bmatrix} x_1 \\ x_2 \\ \vdots \\ x_n \end{bmatrix}$$
$$y_i = \sum_{j=1}^n w_{ij} x_j + b_i$$
$$\frac{\partial y}{\partial x} = \begin{bmatrix}
  \frac{\partial y_1}{\partial x_1} & \cdots & \frac{\partial y_1}{\partial x_n} \\
  \vdots & \ddots & \vdots \\
  \frac{\partial y_m}{\partial x_1} & \cdots & \frac{\partial y_m}{\partial x_n}
  \end{bmatrix} = \begin{bmatrix} w_{11} & \cdots & w_{1n} \\
  \vdots & \ddots & \vdots \\ w_{m1} & \cdots & w_{mn} \end{bmatrix}$$
$$\frac{\partial L}{\partial w_{ij}} = \frac{\partial L}{\partial y_i} x_j$$
""",
        ["definition", "definition", "definition?", "proved?", "proved?"]),
    "the layer is left out": (
        r"""
$$a_k = \frac{e^{z_k}}{\sum_j e^{z_j}}, \qquad L = -\sum_k y_k \log a_k$$
$$\frac{\partial L}{\partial w_{ij}} = \frac{\partial L}{\partial z_j} x_i$$
$$\frac{\partial L}{\partial b_j} = \frac{\partial L}{\partial z_j}$$
""",
        ["definition", "definition", "conditional?", "conditional?"]),
    "the layer is left out, and the result is wrong": (
        r"""
$$a_k = \frac{e^{z_k}}{\sum_j e^{z_j}}, \qquad L = -\sum_k y_k \log a_k$$
$$\frac{\partial L}{\partial w_{ij}} = \frac{\partial L}{\partial z_i} x_j + 1$$
""",
        ["definition", "definition", "unknown"]),
    "a row as a gradient": (
        r"""
<!-- derive: vector x : n; vector a : n -->
$$f = a^T x$$
$$\frac{\partial f}{\partial x}
  = \begin{bmatrix} \frac{\partial f}{\partial x_1} & \cdots & \frac{\partial f}{\partial x_n}
    \end{bmatrix} = a^T$$
""",
        ["definition", "proved", "proved"]),
    "a ∂ is missing": (
        r"$$z_j = \sum_i w_{ij} x_i$$ $$\frac{\partial z_j}{w_{ij}} = x_i$$",
        ["definition", "proved?"]),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_notes(name):
    text, expected = NOTES[name]
    assert agree(verdicts(text), expected)
