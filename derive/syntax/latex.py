r"""Written forms as LaTeX, for a document: the tree as it is, nothing simplified.

Fractions have bars, but slashes inside exponents; ``exp`` is a power of e while its
argument is short; ``\sum_{j}`` runs over the whole index set, ``\sum_{j \ne k}`` leaves
points out. The forms are written by ``derive.syntax.latex_writer``.

What this file cannot do: it breaks no lines, and a fraction that is a number is not told
from a quotient of two numbers.
"""

from __future__ import annotations

from derive.model import Condition, Equation, Fact, IndexRelation
from derive.syntax.array import Array
from derive.syntax.latex_writer import bare_name, written, written_index
from derive.syntax.letters import has_label_below
from derive.syntax.tree import Entry, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["latex", "latex_condition", "latex_statement"]

_RELATIONS = {">0": "> 0", ">=0": r"\ge 0", "!=0": r"\ne 0"}

_FACTS = {
    "positive": " > 0",
    "nonnegative": r" \ge 0",
    "binary": r" \in \{0, 1\}",
    "distribution": r"\text{ is a distribution}",
    "positive distribution": r"\text{ is a positive distribution}",
    "one-hot": r"\text{ is one-hot}",
    "symmetric": r"\text{ is symmetric}",
}


def latex(form: Written, *, log: str = r"\log") -> str:
    r"""The form in LaTeX's math mode; ``log`` is the command for the natural logarithm.

    >>> from derive import Sum, exp, index_set, indices, log, partial, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> y, p, z = vector("y", C), vector("p", C), vector("z", C)
    >>> print(latex(-Sum(y[j] * log(p[j]), j)))
    -\sum_{j} y_j \log p_j
    >>> print(latex(partial(exp(z[k]) / Sum(exp(z[j]), j), z[k])))
    \frac{\partial}{\partial z_k}\left(\frac{e^{z_k}}{\sum_{j} e^{z_j}}\right)
    >>> print(latex(-y[j] * (1 / p[j]) * (-p[j] * p[k])))
    -y_j \frac{1}{p_j} \cdot \left(-p_j p_k\right)
    """
    named = {s.name for s in subforms(form) if isinstance(s, Symbol | Entry | Array)}
    below = {name for name in named if has_label_below(name)}
    clashing = frozenset(name for name in below if name.partition("_")[0] in named)
    return written(form, log=log, clashing=clashing)


def latex_statement(a: Equation | Fact | IndexRelation) -> str:
    r"""An assumption in LaTeX's math mode.

    >>> from derive import Eq, Ne, Sum, index_set, indices, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> print(latex_statement(Eq(Sum(vector("y", C)[j], j), 1)))
    \sum_{j} y_j = 1
    >>> print(latex_statement(Ne(j, k)))
    j \ne k
    """
    match a:
        case Equation(lhs, rhs):
            return f"{latex(lhs)} = {latex(rhs)}"
        case Fact(kind, name):
            return bare_name(name) + (_FACTS.get(kind) or rf"\text{{ is {kind}}}")
        case IndexRelation(left, right, equal):
            return " ".join((written_index(left), "=" if equal else r"\ne", written_index(right)))


def latex_condition(c: Condition) -> str:
    r"""A domain condition in LaTeX's math mode.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (j,) = indices("j", C)
    >>> print(latex_condition(Condition(vector("p", C)[j], ">0", (j,))))
    p_j > 0 \quad \text{for all } j
    """
    needs = f"{latex(c.form)} {_RELATIONS[c.relation]}"
    kept_apart = [
        rf"{written_index(left)} \ne {written_index(right)}" for left, right in c.excluding
    ]
    named = {i for i, _ in c.excluding}
    whole = [written_index(index) for index in c.bound if index not in named]
    ranges = r",\, ".join(whole + kept_apart)
    return rf"{needs} \quad \text{{for all }} {ranges}" if ranges else needs
