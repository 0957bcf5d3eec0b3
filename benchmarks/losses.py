"""The list of losses in one table: ``python -m benchmarks.losses [NAME…]``.

Each gradient is derived without a hint, every step judged, the closed form checked in NumPy
against a complex step and compared with the textbook's: equal, and how many nodes it has.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from time import process_time
from unittest.mock import patch

from derive import Derivation, chain, judge
from derive.check import judge_claim
from derive.model import Derivation as Built
from derive.model import Judgement, verdict_name
from derive.numeric import cross_check
from derive.syntax.walk import node_count
from tests.losses.entry import Gradient
from tests.losses.fresh import FRESH
from tests.losses.held_out import HELD_OUT
from tests.losses.listed import LISTED

__all__ = ["Outcome", "measure"]

#: Arrays of three indices at size 1000 have 10^9 entries: the losses are checked at small sizes.
#: With one class alone its probability is 1, where some of the losses have no derivative.
SIZES = (2, 3, 7)
AIM = 1.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one gradient."""

    gradient: Gradient
    built: Built
    judgement: Judgement
    equal: str
    seconds: float

    @property
    def verdicts(self) -> str:
        """The verdicts of the steps, counted: ``6 proved``."""
        found = Counter(verdict_name(j.verdict) for j in self.judgement.judged)
        return ", ".join(f"{count} {name}" for name, count in sorted(found.items()))

    @property
    def ratio(self) -> float:
        """Nodes of the form found, by nodes of the textbook's."""
        return node_count(self.built.closed_form) / node_count(self.gradient.textbook)

    @property
    def error(self) -> float | None:
        """The error of the cross-check, if it could be made."""
        check = self.judgement.cross_check
        return None if check is None else check.max_error

    @property
    def met(self) -> bool:
        """Every step proved, the numbers agree, the form is the textbook's, and is short."""
        check = self.judgement.cross_check
        proved = all(verdict_name(j.verdict) == "proved" for j in self.judgement.judged)
        checked = check is not None and check.ok
        return proved and checked and self.equal == "proved" and self.ratio <= AIM


def measure(gradient: Gradient) -> Outcome:
    """Derive, judge, cross-check and compare one gradient."""
    start = process_time()
    built = Derivation.of_gradient(
        gradient.loss, gradient.wrt, given=gradient.given, case=gradient.case
    )
    seconds = process_time() - start
    with patch.object(cross_check, "SIZES", SIZES):
        judgement = judge(built)
    (claim,) = chain(
        built.closed_form, {"": gradient.textbook}, given=gradient.given, case=gradient.case
    )
    return Outcome(gradient, built, judgement, verdict_name(judge_claim(claim).verdict), seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of names of losses; all, if none is given")
    parser.add_argument("--forms", action="store_true", help="print both forms of each gradient")
    parser.add_argument("--steps", action="store_true", help="print the steps of each gradient")
    options = parser.parse_args()
    for title, gradients in (("listed", LISTED), ("held out", HELD_OUT), ("fresh", FRESH)):
        chosen = [
            g for g in gradients if not options.names or any(n in g.label for n in options.names)
        ]
        if chosen:
            _table(title, chosen, options)


def _table(title: str, gradients: list[Gradient], options: argparse.Namespace) -> None:
    print(
        f"{title:<52}{'steps':<24}{'= textbook':<12}{'error':>8}{'found':>7}{'book':>6}"
        f"{'ratio':>7}{'CPU s':>7}"
    )
    outcomes = []
    for gradient in gradients:
        outcome = measure(gradient)
        outcomes.append(outcome)
        error = "–" if outcome.error is None else f"{outcome.error:.0e}"
        mark = "" if outcome.met else "  <-"
        print(
            f"{gradient.label:<52}{outcome.verdicts:<24}{outcome.equal:<12}{error:>8}"
            f"{node_count(outcome.built.closed_form):>7}{node_count(gradient.textbook):>6}"
            f"{outcome.ratio:>7.2f}{outcome.seconds:>7.2f}{mark}",
            flush=True,
        )
        if options.steps:
            for claim in outcome.built.claims:
                print(f"    {claim.lhs} = {claim.rhs}   [{claim.rule}]")
        if options.forms or not outcome.met:
            print(f"    found     {outcome.built.closed_form}")
            print(f"    textbook  {gradient.textbook}")
    met = sum(o.met for o in outcomes)
    losses = {g.name for g in gradients}
    print(
        f"{met} of {len(outcomes)} gradients of {len(losses)} losses as aimed at; "
        f"{sum(o.seconds for o in outcomes):.1f} s to derive them\n"
    )


if __name__ == "__main__":
    main()
