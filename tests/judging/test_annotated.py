r"""The equations of two published notes, typed anew, with annotations for what only words say.

The verdicts are those of the equations as they are meant: the slips of the notes are mended.
"""

import pytest

from tests.judging.papers import agree, verdicts

SOFTMAX = r"p_i = \frac{\exp{z_i}}{\sum_j \exp{z_j}}"
CROSS = r"\mathcal{L} = -\sum_i y_i \log p_i"
NOTES = (
    rf"<!-- derive: one-hot y; let {SOFTMAX}; let {CROSS} -->"
    "\n\n"
)  # fmt: skip
DIVERGENCE = (
    rf"<!-- derive: simplex q; let {SOFTMAX};"
    r" let \mathcal{L} = \sum_k q_k \log \frac{q_k}{p_k} -->"
    "\n\n"
)

# Each step of the derivation by the logits, with the annotations before it.
CHAIN = [
    r"\frac{\partial \mathcal L}{\partial z_k}",
    r"\sum_j \frac{\partial \mathcal L}{\partial p_j} \frac{\partial p_j}{\partial z_k}",
    r"\sum_{j \ne k} \frac{\partial \mathcal L}{\partial p_j} \frac{\partial p_j}{\partial z_k}"
    r" + \frac{\partial \mathcal L}{\partial p_k} \frac{\partial p_k}{\partial z_k}",
]


def chain(*sides: str) -> str:
    """A display of a chain over rows."""
    first, *others = sides
    return "$$\\begin{align}\n" + first + " &= " + " \\\\\n&= ".join(others) + "\n\\end{align}$$\n"


DOCUMENTS = {
    "the derivative by a probability": (
        NOTES + chain(r"\frac{\partial \mathcal L}{\partial p_i}", r"-y_i \frac{1}{p_i}"),
        ["proved"],
    ),
    "the diagonal of the Jacobian": (
        NOTES
        + "<!-- derive: case k = i -->\n"
        + chain(
            r"\frac{\partial p_i}{\partial z_i}",
            r"\frac{\partial(\frac{\exp{z_i}}{\sum_j \exp{z_j}})}{\partial z_i}",
            r"\frac{\exp{z_i} \sum_j \exp{z_j} - (\exp{z_i})^2}{(\sum_j \exp{z_j})^2}",
            r"(\frac{\exp{z_i}}{\sum_j \exp{z_j}})(1 - \frac{\exp{z_i}}{\sum_j \exp{z_j}})",
            r"p_i (1 - p_i)",
        ),
        ["proved"] * 4,
    ),
    "the rest of the Jacobian": (
        NOTES
        + r"<!-- derive: case k \ne i -->"
        + "\n"
        + chain(
            r"\frac{\partial p_i}{\partial z_k}",
            r"\frac{\partial(\frac{\exp{z_i}}{\sum_j \exp{z_j}})}{\partial z_k}",
            r"\frac{-\exp{z_i} \exp{z_k}}{(\sum_j \exp{z_j})^2}",
            r"-p_i p_k",
        ),
        ["proved"] * 3,
    ),
    "the gradient of the cross-entropy": (
        NOTES
        + chain(
            *CHAIN,
            r"\sum_{j \ne k} (-y_j \frac{1}{p_j} * -p_j p_k)"
            r" + (-y_k \frac{1}{p_k} * p_k (1 - p_k))",
            r"\sum_{j \ne k} (y_j p_k) - y_k + y_k p_k",
            r"p_k \sum_j y_j - y_k",
            r"p_k - y_k",
        ),
        ["proved"] * 6,
    ),
    "one-hot labels sum to one": (NOTES + chain(r"\sum_j y_j", "1"), ["proved"]),
    "the gradient of the divergence": (
        DIVERGENCE
        + chain(r"\frac{\partial \mathcal L}{\partial p_k}", r"-\frac{q_k}{p_k}")
        + chain(
            *CHAIN,
            r"\sum_{j \ne k} (-\frac{q_j}{p_j} * -p_j p_k) + (-\frac{q_k}{p_k} * p_k (1 - p_k))",
            r"\sum_{j \ne k} (q_j p_k) + q_k p_k - q_k",
            r"\sum_j q_j p_k - q_k",
            r"p_k - q_k",
        ),
        ["proved"] * 7,
    ),
    "entropies of distributions": (
        r"<!-- derive: simplex p; simplex q;"
        r" let H(p) = -\sum_{i=1}^n p(x_i) \ln p(x_i);"
        r" let D_{KL}(p \| q) = \sum_{i=1}^n p(x_i) \ln \frac{p(x_i)}{q(x_i)};"
        r" let H(p, q) = -\sum_{i=1}^n p(x_i) \ln q(x_i) -->"
        "\n\n"
        + chain(
            r"D_{KL}(p \| q)",
            r"\sum_{i=1}^n p(x_i) \ln p(x_i) - \sum_{i=1}^n p(x_i) \ln q(x_i)",
            r"-H(p(x)) + [-\sum_{i=1}^n p(x_i) \ln q(x_i)]",
            r"-H(p) + H(p, q)",
        ),
        ["proved", "proved?", "proved?"]),
    "the layer before the softmax": (
        r"<!-- derive: let L = -\sum_i y_i \ln a_i; let a_i = \frac{e^{z_i}}{\sum_j e^{z_j}};"
        r" let z_i = \sum_j w_{ij} x_{ij} + b_i -->"
        "\n\n"
        + chain(
            r"\frac{\partial L}{\partial w_{ij}}",
            r"\frac{\partial L}{\partial z_i} \frac{\partial z_i}{\partial w_{ij}}",
            r"\frac{\partial L}{\partial z_i} x_{ij}",
        )
        + chain(
            r"\frac{\partial L}{\partial b_i}",
            r"\frac{\partial L}{\partial z_i} \frac{\partial z_i}{\partial b_i}",
            r"\frac{\partial L}{\partial z_i}",
        ),
        ["proved"] * 4,
    ),
    "the terms of the loss": (
        r"<!-- derive: simplex y; let L = -\sum_i y_i \ln a_i;"
        r" let a_i = \frac{e^{z_i}}{\sum_j e^{z_j}} -->"
        "\n\nHere $L = L_1 + L_2 + ... + L_n$.\n\n"
        + chain(
            r"\frac{\partial L_j}{\partial a_j}",
            r"\frac{\partial(-y_j \ln a_j)}{\partial a_j}",
            r"-y_j \frac{1}{a_j}",
        )
        + chain(
            r"\frac{\partial L}{\partial z_i}",
            r"\sum_j (\frac{\partial L_j}{\partial a_j} \frac{\partial a_j}{\partial z_i})",
            r"\sum_{i=j} (\frac{\partial L_j}{\partial a_j} \frac{\partial a_j}{\partial z_i})"
            r" + \sum_{i \ne j} (\frac{\partial L_j}{\partial a_j}"
            r" \frac{\partial a_j}{\partial z_i})",
            r"-y_i \frac{1}{a_i} a_i (1 - a_i) + \sum_{i \ne j} (y_j \frac{1}{a_j} a_j a_i)",
            r"-y_i (1 - a_i) + \sum_{i \ne j} y_j a_i",
            r"\sum_{i \ne j} y_j a_i + y_i a_i - y_i",
            r"a_i \sum_j y_j - y_i",
            r"a_i - y_i",
        ),
        ["proved?", "proved", "proved?", "proved?", "proved?", "proved", "proved?", "proved",
         "proved"]),
    "probabilities that sum to one": (
        r"<!-- derive: let b_i = \frac{e^{a_i}}{\sum_j e^{a_j}} -->"
        "\n\n" + chain(r"\sum_i b_i", "1") + chain(r"\sum_i a_i", r"\sum_i b_i"),
        ["proved", "refuted"],
    ),
    "the two cases of the Jacobian under one letter": (
        r"<!-- derive: let a_i = \frac{e^{z_i}}{\sum_j e^{z_j}}; case i = j -->"
        "\n\n"
        + chain(
            r"\frac{\partial a_j}{\partial z_i}",
            r"\frac{\partial a_i}{\partial z_i}",
            r"\frac{e^{z_i} (\sum_j e^{z_j} - e^{z_i})}{(\sum_j e^{z_j})^2}",
            r"a_i (1 - a_i)",
        )
        + r"<!-- derive: case i \ne j -->"
        + "\n"
        + chain(r"\frac{\partial a_j}{\partial z_i}", r"-a_j a_i"),
        ["proved"] * 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_what_is_meant_is_proved(text: str, expected: list[str]) -> None:
    assert agree(verdicts(text), expected)
