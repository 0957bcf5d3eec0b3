r"""The reader of formulas: LaTeX in math mode to written forms.

``parse`` gives the notation, what stands on paper with its places; the readers resolve its
names to written forms. Text is never evaluated. What is not understood is rejected, by
name and place, with ``ReadError``; where people read one formula in two ways, so is it.

What it cannot do: it reads no limits, no integrals, no absolute values, and no index that is
computed (``x_{j-1}``). Matrices that are written out, cases, conditional probabilities and
labels are settled before it, in ``derive.old``, where the step that they stand in is known.

From text to written forms:

- ``tokens`` is the lexer, with ``commands``, ``brackets`` and the tables in ``signs``; ``parse``
  makes ``notation`` of its tokens by ``grammar``;
- ``usage`` sees how names are used; ``where`` reads declarations, and ``vocabulary`` keeps what
  is known of names;
- ``session`` reads several formulas together: ``formulas``, their ``definitions``, and the
  ``declarations`` that follow, with the index sets in ``sets`` and undeclared ``shapes``;
- ``resolve`` makes written forms of notation, a part in each file: ``products``, ``functions``,
  ``derivatives``, ``sums``, ``matrices``, ``quantities``; ``base`` is what they share;
- ``read``, ``statement``, ``assumptions`` and ``problem`` are the ways in.
"""

from derive.notation.errors import ReadError
from derive.notation.parse import parse, parse_rows
from derive.syntax.reader.problem import Problem, read_problem
from derive.syntax.reader.read import (
    Chain,
    read_assumptions,
    read_definition,
    read_equation,
    read_expression,
)
from derive.syntax.reader.vocabulary import Vocabulary

__all__ = [
    "Chain",
    "Problem",
    "ReadError",
    "Vocabulary",
    "parse",
    "parse_rows",
    "read_assumptions",
    "read_definition",
    "read_equation",
    "read_expression",
    "read_problem",
]
