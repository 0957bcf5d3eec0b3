"""Every formula that derive emits for its own derivations, as a JSON list for KaTeX."""

from __future__ import annotations

import json
from collections.abc import Iterator

from derive.catalogue import load_all
from derive.check import judge, judge_claim
from derive.model import Conditional, Proved
from derive.report.latex import derivation_latex, judged_align
from derive.syntax.latex import latex, latex_condition, latex_statement


def formulas() -> Iterator[str]:
    """Both sides of every claim, what it rests on, and the derivation as a whole."""
    for derivation in load_all():
        yield derivation_latex(derivation)
        yield judged_align(judge(derivation))
        for claim in derivation.claims:
            yield latex(claim.lhs)
            yield latex(claim.rhs)
            verdict = judge_claim(claim).verdict
            for assumption in (*claim.given, *claim.case):
                yield latex_statement(assumption)
            if isinstance(verdict, Conditional):
                yield from (latex_statement(need) for need in verdict.needs)
            if isinstance(verdict, Proved):
                yield from (latex_condition(condition) for condition in verdict.conditions)


if __name__ == "__main__":
    print(json.dumps(list(dict.fromkeys(formulas()))))
