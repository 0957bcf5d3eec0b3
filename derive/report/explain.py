"""What each diagnostic and each reason for "unknown" means, and what to do about it."""

from __future__ import annotations

from difflib import get_close_matches

from derive.report.findings.explain import IN_DOCUMENTS
from derive.report.findings.explain_readings import OF_READINGS
from derive.report.findings.explain_reasons import OF_REASONS

__all__ = ["EXPLANATIONS", "explain"]

EXPLANATIONS: dict[str, str] = {
    "unbound-index": (
        "A definition contains an index that no sum binds and that the defined name does not "
        "carry.\n\nIn L = Σ_k q_c log(q_k/p_k) the index c is free: L is a different quantity "
        "for each c, and claims about ∂L/∂p_k are judged with that c.\n\n"
        "Write the bound index that was meant (q_k), or define the name at that index (L_c)."
    ),
    "undefined": (
        "A side is defined nowhere: it divides by something that is 0 everywhere, takes the "
        "logarithm of something that is never positive, or no point was found at which both "
        "sides are defined.\n\nlog(x − x), 1/(δ_jk) under a sum over j.\n\n"
        "Check the denominators, and the arguments of logarithms and roots."
    ),
    "no-point": (
        "No exact point was found that satisfies the assumptions. They may contradict one "
        "another, or be met at irrational values only.\n\nΣ_j y_j² = 2 with one entry.\n\n"
        "Check the assumptions; state them in a form that rational numbers can meet."
    ),
    "contradictory": (
        "The assumptions contradict one another, so that anything would follow from them."
        "\n\nΣ_j exp(z_j) = 0; y > 0 with Σ_j y_j = 1 and y_k = 2.\n\n"
        "Check the assumptions, and the facts declared about the families."
    ),
    "vacuous": (
        "No pattern of the indices satisfies the stated case.\n\ni = k together with i ≠ k.\n\n"
        "Check the case."
    ),
    "undecided": (
        "The normal forms of the two sides differ, which proves nothing, and no point was "
        "found at which the sides differ.\n\nThe claim may be true for a reason that the normal "
        "form does not know.\n\nSplit the step into smaller ones, or state the missing fact as "
        "an assumption."
    ),
    "out-of-class": (
        "An expression is not a finite sum, product, quotient, power, exponential, logarithm or "
        "root of the declared quantities.\n\nmax, |·|, products over an index, an opaque "
        "function under a derivative.\n\nRewrite the expression; the detail names what was met."
    ),
    "out-of-budget": (
        "The intermediate forms grew beyond the limits, which are the same on every machine."
        "\n\nA power of a long sum; a sum over more than six indices at once.\n\n"
        "Give the claim in smaller steps, with definitions for the parts."
    ),
    "too-large": (
        "A literal index needs an index set that is too large to evaluate.\n\nz_1000000.\n\n"
        "Use a smaller literal index, or a letter."
    ),
    "internal-disagreement": (
        "The normal form proves a claim that the second evaluation refutes. One of the two is "
        "wrong, and that is a fault of derive itself; the verdict is unknown.\n\n"
        "The two share no code, so that a slip in one of them shows in this way.\n\n"
        "Please report the claim."
    ),
    "not-as-stated": (
        "The verdict that was found is not the one that the module states for the claim.\n\n"
        "A sign was changed, and a claim that is stated as proved is refuted.\n\n"
        "Mend the claim; or, if it is meant to stand as it is, state its verdict as an "
        "exception: stated={'000.9': 'refuted'}."
    ),
    "cross-check-failed": (
        "In NumPy, the closed form differs from the derivative of the definition by complex "
        "step; or it agrees even where the assumptions fail, so that it does not rest on them."
        "\n\np_k Σ_j y_j − y_k agrees for every y; p_k − y_k must differ where Σ_j y_j is not 1."
        "\n\nCheck the definition, the closed form and the assumptions that are given."
    ),
    "domain-mismatch": (
        "The two sides are not defined on the same points, so that the step gains or loses some "
        "of them.\n\nlog x² = 2 log x: at x = −1 the left side is 0, the right side nothing.\n\n"
        "State the condition under which the step is meant, such as positive(x)."
    ),
    "wrong-wrt": (
        "A derivative is taken by something that is neither a symbol nor an entry of a family, "
        "or by something that the loss does not depend on.\n\npartial(L, z) for a vector z; "
        "partial(L, z[k] + 1).\n\nGive one entry with an index of its own: partial(L, z[k])."
    ),
    "undeclared-symbol": (
        "A formula mentions a name that was never declared.\n\nSymbol('T') by itself, without "
        "scalar('T').\n\n"
        "Declare it: scalar('T'), vector('z', C), matrix('W', m, n), or define(...)."
    ),
    "index-set-clash": (
        "Two index sets were mixed: an index of one stands where an index of the other "
        "belongs, or one letter ranges over both.\n\nδ_{jd} and z_d, with z and j over C and d "
        "over D. Index sets are the same only if their names are.\n\n"
        "Use an index of the right set, and one letter for one set."
    ),
}


EXPLANATIONS |= IN_DOCUMENTS | OF_READINGS | OF_REASONS


def explain(name: str) -> str:
    """The explanation of a diagnostic; raise ``LookupError`` for a name that is none.

    >>> explain("vacuous").splitlines()[0]
    'No pattern of the indices satisfies the stated case.'
    """
    found = EXPLANATIONS.get(name)
    if found is None:
        close = get_close_matches(name, EXPLANATIONS, n=2, cutoff=0.4)
        hint = f"did you mean {' or '.join(close)}" if close else f"use {', '.join(EXPLANATIONS)}"
        raise LookupError(f"there is no diagnostic called {name}: {hint}")
    return found
