r"""A derivation as a LaTeX ``align*``, for a document that loads amsmath.

A chain is one left side with its right sides below one another, the rule of each step
beside it; the definitions stand first.
"""

from __future__ import annotations

from derive.model import Claim, Derivation
from derive.syntax.latex import latex, latex_statement

__all__ = ["derivation_latex"]


def derivation_latex(derivation: Derivation) -> str:
    r"""The derivation as one ``align*``.

    >>> from derive import Derivation, chain, index_set, indices, partial, vector
    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> x = vector("x", C)
    >>> claims = chain(partial(x[k] ** 2, x[k]), {"": 2 * x[k]})
    >>> print(derivation_latex(Derivation("square", "", claims)))
    \begin{align*}
    \frac{\partial}{\partial x_k}\left(x_k^2\right)
      &= 2 x_k && \text{power rule}
    \end{align*}
    """
    blocks = [_definition(claim) for claim in derivation.claims if claim.defines is not None]
    blocks += [_chain(claims) for claims in derivation.chains]
    body = " \\\\[1ex]\n".join(blocks)
    return f"\\begin{{align*}}\n{body}\n\\end{{align*}}"


def _definition(claim: Claim) -> str:
    return f"{latex(claim.lhs)}\n  &= {latex(claim.rhs)} && \\text{{definition}}"


def _chain(claims: tuple[Claim, ...]) -> str:
    first = claims[0]
    rows = [
        f"  &= {latex(claim.rhs)} && {_comment(claim, opens=claim is first)}" for claim in claims
    ]
    return latex(first.lhs) + "\n" + " \\\\\n".join(rows)


def _comment(claim: Claim, *, opens: bool) -> str:
    rule = claim.rule.replace("_", r"\_").replace("&", r"\&").replace("#", r"\#")
    comment = f"\\text{{{rule}}}"
    if opens and claim.case:
        comment += ", " + ", ".join(latex_statement(relation) for relation in claim.case)
    if claim.rule == "use the assumption" and claim.given:
        comment += ", " + ", ".join(latex_statement(a) for a in claim.given)
    if claim.stated not in ("proved", "definition"):
        comment += f"\\text{{ ({claim.stated})}}"
    return comment
