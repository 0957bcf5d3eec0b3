"""What the reasons mean for which an equation of a document is not decided."""

from __future__ import annotations

__all__ = ["OF_REASONS"]

OF_REASONS: dict[str, str] = {
    "not-defined": (
        "A command or a name is used that nothing in the document defines.\n\n"
        "Wrong: \\E[x], with \\E in another file. Right: \\newcommand{\\E}{\\mathbb{E}} before it."
        "\n\nDefine it in the document, or check the file that defines it too."
    ),
    "not-supported": (
        "A construct is understood as notation and means nothing that can be judged here.\n\n"
        "\\int_0^1 f(x) dx; sup over a set.\n\nWrite the step without it, where that is possible."
    ),
    "hole": (
        "An equation speaks of something whose definition, or of which a sentence, was not "
        "understood. What holds whatever it is can be proved; nothing is refuted.\n\n"
        "M = \\max_j z_j is not read; M = 2 is then not judged.\n\n"
        "Say it in an annotation: <!-- derive: let M = … -->."
    ),
    "readings-differ": (
        "A formula can be read in ways that are nearly as likely, and the verdicts on them "
        "differ.\n\nAᵀ may be a transpose or a power; Σ_i a_i + b may sum b or not.\n\n"
        "Write what is meant: \\top, parentheses, or a declaration in an annotation."
    ),
    "at-sizes": (
        "A step was proved at some sizes of its index sets, and not for all of them.\n\n"
        "A sum inside a logarithm, proved at n = 1, 2, 3.\n\n"
        "Split the step where the sum in the logarithm changes."
    ),
    "too-many-readings": (
        "A formula can be read in more ways than are tried.\n\nA long line in which nothing "
        "says which letters are indices.\n\nDeclare the names: <!-- derive: vector x : n -->."
    ),
    "contradiction": (
        "There is no way to read a formula in which its parts fit together.\n\n"
        "x + W with a vector x and a matrix W; an index that nothing binds.\n\n"
        "Check the shapes and the indices, and declare what use does not show."
    ),
    "doubt": (
        "A step fails as it is read, and there is a reason to think that it is meant in another "
        "way, so that it is not called false.\n\n0.33 = 1/3 is rounded; x² = 4 is to be solved.\n\n"
        "Say in words or in an annotation what is meant."
    ),
    "not-claimed": (
        "The words around an equation do not say that it holds: it is approximate, somebody "
        "else's, or supposed to be wrong.\n\nRoughly, E ≈ 0.3; a common mistake is "
        "to write E = 0.3."
        "\n\nNothing needs to be done."
    ),
    "out-of-memory": (
        "A step took more memory than one step is given, and its process was ended.\n\n"
        "A sum of many products that is multiplied out.\n\n"
        "Split the step, or give it more: --memory 4G."
    ),
    "stopped": (
        "The process that judged a step ended twice without an answer.\n\n"
        "The system ran out of memory and ended it.\n\n"
        "Run fewer at a time: --jobs 1. If it stays so, report it."
    ),
    "internal": (
        "A fault of derive itself. The other equations are judged, and the exit code is 3.\n\n"
        "The message names the line in the program.\n\nPlease report it, with the equation."
    ),
    "off": (
        "An annotation turned checking off before this equation.\n\n"
        "<!-- derive: off --> stands above it."
        "\n\n<!-- derive: on --> turns it on again."
    ),
    "as-the-author-says": (
        "An annotation says that this verdict is to be ignored.\n\n"
        "<!-- derive: ignore refuted it is meant to be false --> stands at the equation.\n\n"
        "Remove the annotation to see it."
    ),
    "rival": (
        "A name that the equation uses is defined again, in another section or for a case, and "
        "the words do not say which definition is meant.\n\n"
        "If y = 1, then L = −log p; if y = 0, then L = −log(1 − p).\n\n"
        "Give the two different names, or say at the equation which case it belongs to."
    ),
    "shapes": (
        "The shapes that the document states do not fit together: the equation is false for all "
        "values.\n\nW ∈ ℝ^{m×n}, x ∈ ℝ^m and z = Wx.\n\n"
        "Transpose a factor, or correct the shape that is stated."
    ),
}
