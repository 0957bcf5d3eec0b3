"""What the diagnostics about documents mean, each with a wrong derivation and a right one."""

from __future__ import annotations

__all__ = ["IN_DOCUMENTS"]

IN_DOCUMENTS: dict[str, str] = {
    "refuted": (
        "There are numbers at which the two sides of the equation differ. They are printed, so "
        "that you can check them by hand; the smallest edit that mends the step is offered where "
        "one is found.\n\nWrong: ∂p_k/∂z_k = p_k (1 + p_k). Right: ∂p_k/∂z_k = p_k (1 − p_k).\n\n"
        "Mend the step; or write <!-- derive: expect refuted --> before it, if it is meant to be "
        "false."
    ),
    "conditional": (
        "The equation is false as it stands, and true under an assumption that the document does "
        "not state.\n\nWrong: ∂L/∂z_k = p_k − y_k. Right: since Σ_j y_j = 1, ∂L/∂z_k = p_k − y_k."
        "\n\nState the assumption in the text before the equation, or in an annotation: "
        "<!-- derive: assume \\sum_j y_j = 1 -->."
    ),
    "unread": (
        "A formula is not understood, and the token is marked. What is not read is never taken "
        "for right.\n\nNot read: |x|, \\max_j z_j, unknown macros. Read: sums, quotients, powers, "
        "exp, log, roots, derivatives, vectors and matrices.\n\nWrite it in another way, or put "
        "<!-- derive: off --> before it and <!-- derive: on --> behind."
    ),
    "not-read": (
        "A claim speaks of a name whose definition was not read, so that it cannot be judged."
        "\n\nM = \\max_j z_j is not read; what speaks of M is then not judged.\n\n"
        "Define the name in an annotation: <!-- derive: let M = … -->, or declare it: scalar M."
    ),
    "undeclared": (
        "A derivative is taken of a name of which nothing is known, or a name stands on one side "
        "only and nothing says what it is.\n\nWrong: ∂L/∂w = 2 w, where no L is defined. Right: "
        "L = w², and then ∂L/∂w = 2 w.\n\nDefine the name before it is used, or declare it: "
        "<!-- derive: function L of z -->."
    ),
    "out-of-time": (
        "The step was not decided within its time, and its process was stopped.\n\n"
        "A chain that leaps over many steps at once.\n\nSplit the step, or give it more time: "
        "--timeout 30s."
    ),
    "free-indices": (
        "The two sides of a false equation do not speak of the same indices.\n\n"
        "Wrong: ∂L/∂z_c = p_k − y_k. Right: ∂L/∂z_k = p_k − y_k.\n\nUse one letter on both sides."
    ),
    "unused-index": (
        "A sum does not use its own index, so that it only counts.\n\n"
        "Wrong: H = −Σ_k p log p. Right: H = −Σ_k p_k log p_k.\n\nUse the index in what is summed."
    ),
    "doubtful-definition": (
        "A false step rests on a definition in which something is wrong, and may be false because "
        "of it.\n\nWrong: L = Σ_k q_c log q_k makes ∂L/∂q_k = 1 + log q_k false. Right: "
        "L = Σ_k q_k log q_k.\n\nMend the definition first."
    ),
    "not-as-expected": (
        "The document says which verdict it expects for a step, and another one was found."
        "\n\n<!-- derive: expect refuted --> before a step that is proved.\n\n"
        "Mend the step, or the expectation."
    ),
    "misspelt-directive": (
        "An annotation has a directive that does not exist.\n\n"
        "Wrong: <!-- derive: assum y > 0 -->. "
        "Right: <!-- derive: assume y > 0 -->.\n\nThe message lists the directives."
    ),
    "unread-directive": (
        "The argument of a directive is not understood; claims that speak of its names are not "
        "judged.\n\nWrong: let p_i + 1 = q. Right: let p_i = q - 1.\n\n"
        "Write a definition as name = formula, and a shape as name : set."
    ),
}
