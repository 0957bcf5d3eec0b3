"""The oracle: what a claim is worth at points where everything is a number.

A written form is unrolled at concrete sizes, at concrete positions of its free indices and
at exact values of its families, and is evaluated to 60 digits. Derivatives are differences
of two evaluations that lie very close together. Arrays are evaluated as wholes, with the
arithmetic of matrices. An abstract function is a polynomial, drawn like any other value.
Nothing here is shared with the prover, the index calculus, the lowering of arrays or the
elaborator: only the trees, the declarations and the data are.

What it cannot do: it proves nothing. ``equal`` means that no difference was found. An open
size, that of ``1`` or of ``I`` with no set named, is not found here.

Conventions
- An index set of size n is 1..n, and a literal index is the element with its number. Where
  a literal is smaller than 1 (documents that count from 0), the smallest is element 1, and
  the others follow as far apart as they are written. A set is never too small for them.
- A free index of an assumption is the claim's own where the claim has one of that name;
  otherwise the assumption holds for every element.
- Under a derivative, what a root or a broken power depends on must keep it off 0, and the
  arguments of an indicator must differ.
- An exponent that is not a constant asks for a positive base, as ``derive`` does.
"""

from tests.oracle.answers import admissible, at_witness, decide, differ, examine
from tests.oracle.data import Answer, Finding, Misshapen, NotDefined, Sample, Unsupported
from tests.oracle.names import place_literals
from tests.oracle.points import sample_points
from tests.oracle.program import evaluate

__all__ = [
    "Answer",
    "Finding",
    "Misshapen",
    "NotDefined",
    "Sample",
    "Unsupported",
    "admissible",
    "at_witness",
    "decide",
    "differ",
    "evaluate",
    "examine",
    "place_literals",
    "sample_points",
]
