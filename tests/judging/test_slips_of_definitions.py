r"""Definitions with slips, as people publish them, and what is told of them."""

import pytest

from tests.judging.papers import agree, verdicts

LAYER = r"$$L = -\sum_i y_i \ln a_i, \qquad a_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$ "
CLASSES = r"$$\frac{\partial L}{\partial c_i} = \frac{\partial L}{\partial z_i}$$"

# Each document with the verdicts of its equations in order.
DOCUMENTS = {
    "a known function at one entry": (
        r"$$\mathrm{softmax}(u) = \frac{e^{u_k}}{\sum_j e^{u_j}}$$"
        r"$$\mathrm{sigmoid}(u) = \frac{1}{1 + e^{-u_k}}$$",
        ["proved?", "proved?"],
    ),
    "a known function at one entry, and another one": (
        r"$$\mathrm{softmax}(u) = \frac{e^{3 u_k}}{\sum_j e^{3 u_j}}$$",
        ["unknown?"],
    ),
    "the terms of a sum, which the words around tell": (
        LAYER + r"$$\frac{\partial L}{\partial z_k} = "
        r"\sum_j \frac{\partial L_j}{\partial a_j} \frac{\partial a_j}{\partial z_k}$$ "
        r"where $L = L_1 + L_2 + \cdots + L_n$. "
        r"$$\frac{\partial L_j}{\partial a_j} = \frac{\partial(-y_j \ln a_j)}{\partial a_j}$$"
        r"$$\frac{\partial L_j}{\partial a_j} = \frac{y_j}{a_j}$$",
        ["definition", "definition", "proved?", "proved?", "refuted?"],
    ),
    "letters like those of a sum are its terms": (
        LAYER + r"$$\frac{\partial L_j}{\partial a_j} = -\frac{y_j}{a_j}$$",
        ["definition", "definition", "proved?"],
    ),
    "an average of what is written like it does not say what that is": (
        r"The loss of a sample is $L_i$, and $L = \frac{1}{N} \sum_{i=1}^N L_i$. "
        + LAYER
        + r"$$\frac{\partial L_j}{\partial a_j} = -\frac{y_j}{a_j}$$",
        ["definition?", "definition", "unknown"],
    ),
    "the average of losses": (
        r"$$E_i = (y_i - t_i)^2, \qquad E = \frac{1}{n} \sum_{i=1}^n E_i$$"
        r"$$\frac{\partial E}{\partial y_k} = \frac{2}{n} (y_k - t_k)$$",
        ["definition", "definition", "proved"],
    ),
    "terms that are defined": (
        r"$$L_j = -y_j \ln a_j, \qquad L = \sum_j L_j$$"
        r"$$\frac{\partial L}{\partial a_k} = -\frac{y_k}{a_k}$$",
        ["definition", "definition", "proved"],
    ),
    "a restricted sum over the letter that is not free on the other side": (
        r"$$\sum_j v_j w_{ij} = \sum_{i = j} v_j w_{ij} + \sum_{i \ne j} v_j w_{ij}$$",
        ["proved?"],
    ),
    "a bias without its index": (
        LAYER + r"$$z_i = \sum_j w_{ij} x_j + c$$" + CLASSES,
        ["definition", "definition", "definition", "proved?"],
    ),
    "a bias without its index, inside the sum": (
        LAYER + r"$$z_i = \sum_j {w_{ij} x_j + c}$$" + CLASSES,
        ["definition", "definition", "definition", "refuted?"],
    ),
    "a braced argument ends there": (
        r"$$\exp{z_i} \sum_j \exp{z_j} = \sum_j e^{z_i + z_j}$$"
        r"$$\exp z_i \sum_j \exp z_j = \sum_j e^{z_i + z_j}$$",
        ["proved", "proved"],
    ),
    "an index that is lowered twice": (
        r"$$\sum_i {v_{_i}} = \sum_j v_j$$",
        ["proved"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents(text: str, expected: list[str]) -> None:
    assert agree(verdicts(text), expected)
