"""What the diagnostics mean that say how a step was read, where it can be read in two ways."""

from __future__ import annotations

__all__ = ["OF_READINGS"]

OF_READINGS: dict[str, str] = {
    "any-function": (
        "A loss is differentiated that the document does not define. What is proved holds for "
        "every function of the quantities by which it is differentiated; nothing is refuted so."
        "\n\nWrong: ∂E/∂z = 2 ∂E/∂a, with a = z. Right: ∂E/∂z = ∂E/∂a, whatever E(a) is."
        "\n\nDefine it, or declare it: <!-- derive: function E of a -->."
    ),
    "numerator-layout": (
        "The shapes in a step fit where the derivative of a number by a column is a row, and not "
        "where it is a column.\n\n∂E/∂z = (∂E/∂a)(∂a/∂z) is a row times a matrix.\n\n"
        "Say <!-- derive: layout numerator --> if this is so throughout, or transpose."
    ),
    "mixed-layouts": (
        "The derivative of a number by a column is a row on one side of a step and a column on "
        "the other. The entries of both sides agree, so that it is right up to transposition."
        "\n\nWrong: (∂E/∂a)(∂a/∂z) = (∂E/∂a − (∂E/∂a)ᵀ a) ⊙ a. "
        "Right: (∂a/∂z)ᵀ ∂E/∂a = (∂E/∂a − (∂E/∂a)ᵀ a) ⊙ a.\n\nTranspose one of them."
    ),
    "two-sizes": (
        "One index runs up to two letters: a family is summed from 1 to n in one place and from "
        "1 to C in another. Both must be one number, and the step holds where they are.\n\n"
        "Wrong: p_i = e^{z_i}/Σ_{l=1}^n e^{z_l}, then Σ_{i=1}^C p_i = 1. "
        "Right: Σ_{i=1}^n p_i = 1.\n\nWrite one letter for one number."
    ),
    "dropped-label": (
        "A definition has no label of a layer, and the steps that speak of it have one. The label "
        "is matched where no other family of the letter can be meant.\n\n"
        "Wrong: E = −Σ_k y_k log a_k, then ∂E/∂a_k^{l+1} beside a_i^l. "
        "Right: E = −Σ_k y_k log a_k^{l+1}.\n\nWrite the label everywhere, or nowhere."
    ),
    "undeclared-shorthand": (
        "A name stands for a sum, and nothing says so. The step holds with the sum in its place, "
        "and for no other quantity.\n\nWrong: ∂a_j/∂z_j = e^{z_j}(Σ − e^{z_j})/Σ², with no Σ "
        "defined. Right: the same, after Σ = Σ_k e^{z_k}.\n\nDefine the name before it is used."
    ),
    "one-sample": (
        "A line of code sums over a whole vector on its way, and computes the closed form for one "
        "sample. For a batch of rows the same line sums over the samples as well."
        "\n\nWrong for a batch: (g - dot(g, a)) * a. "
        "Right: (g - (g * a).sum(axis=1, keepdims=True)) * a."
        "\n\nSum along the axis of the classes, and keep the axis."
    ),
    "code-not-found": (
        "An annotation speaks of a line of code, and no line assigns that name.\n\n"
        "Wrong: <!-- derive: code grad computes p - y --> beside delta = p - y. "
        "Right: <!-- derive: code delta computes p - y -->.\n\nName what is assigned."
    ),
    "code-not-read": (
        "A name is assigned in code and changed afterwards, so that it does not hold what the "
        "line says.\n\ngrad = p, and then grad[y] -= 1.\n\nWrite it in one expression."
    ),
}
