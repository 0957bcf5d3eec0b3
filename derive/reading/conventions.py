"""The conventions of mathematics as data: what a sign mostly means, and what it costs to differ.

A row is ``(question, evidence, {answer: cost})``. A question is asked of a letter in a scope, of a
name, or of a place; of its rows the *first* whose evidence holds gives the costs. Costs add up
over the questions of a reading; an answer that no row names is impossible. Nothing else in
this package knows a letter by its looks.

A row lists every answer of the rows that it precedes, or says that it is ``certain``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

__all__ = ["CLEARLY", "FAR", "NEAR", "SETTLED", "TABLE", "Row", "row_of", "rows_of"]

#: Readings that cost no more than this above the cheapest one must agree with it.
NEAR = 1.0
#: A proof by a reading that is cheaper than all others by this much stands alone.
CLEARLY = 0.5
#: A reading that costs more than this is none: the author will have meant something else.
FAR = 2.4
#: What it costs to differ from a reading of the same section that was proved.
SETTLED = 2.5


@dataclass(frozen=True, slots=True)
class Row:
    """One convention: in answer to a question, where the evidence holds, each answer's cost.

    Evidence is a set of words; ``!word`` wants its absence.
    """

    question: str
    evidence: tuple[str, ...]
    options: tuple[tuple[str, float], ...]
    certain: bool = False

    def holds(self, evidence: Collection[str]) -> bool:
        """Whether the evidence of the row is there."""
        return all(
            word[1:] not in evidence if word[0] == "!" else word in evidence
            for word in self.evidence
        )


def _row(question: str, evidence: str, **costs: float) -> Row:
    """A convention: every answer of the rows behind it has its cost."""
    options = sorted(costs.items(), key=lambda option: option[1])
    named = tuple((answer.strip("_"), cost) for answer, cost in options)
    return Row(question, tuple(evidence.split()), named)


def _sure(question: str, evidence: str, **costs: float) -> Row:
    """A certainty: what is not listed is impossible where the evidence holds."""
    return replace(_row(question, evidence, **costs), certain=True)


TABLE: tuple[Row, ...] = (
    # What stands below a name: an index, a label that is part of the name, a fixed place.
    _sure("below", "index", index=0),
    _sure("below", "mark", label=0),
    _sure("below", "digits digits-declared", label=0),
    _sure("below", "variable !ijk", label=0, index=4),
    _sure("below", "beside-index !digits !capital", index=0, label=1.5),
    _sure("below", "digits beside-index", point=0, label=4),
    _sure("below", "digits declared-axes", point=0),
    _sure("below", "digits of-layers", label=0, point=2.6),
    _sure("below", "digits", label=0, point=1.5),
    _row("below", "end", index=0, label=2.5),
    _row("below", "declared-label", label=0, index=1.5),
    _row("below", "is-quantity !ijk", label=0, index=2),
    _row("below", "ijk", index=0, label=3),
    _row("below", "", label=0, index=0.7),
    # What stands above a name.
    _sure("above", "transpose-sign", transpose=0, power=4),
    _sure("above", "mark", label=0),
    _sure("above", "styled", label=0, power=4),
    _sure("above", "digits round", label=0),
    _sure("above", "digits", power=0, label=6),
    _sure("above", "round index", index=0, label=5),
    _sure("above", "round sample-letter", index=0, label=1.5),
    _sure("above", "round", label=0, index=1.5),
    _row("above", "always-above letters", label=0, power=2.5),
    _row("above", "layer-letter", label=0, power=0.5),
    _row("above", "", power=0, label=3),
    # A name with a bracket behind it: ``value`` is a name at its own arguments, ``pattern`` a
    # name of which the bracket is part, ``opaque`` a function of which nothing is known.
    _sure("applied", "pattern", pattern=0, product=5),
    _sure("applied", "macro itself-inside", product=0, macro=3),
    _sure("applied", "macro", macro=0, product=5),
    _sure("applied", "own-slope", value=0),
    _sure("applied", "abstract itself-inside", product=0, value=4),
    _sure("applied", "abstract", value=0, product=4),
    _sure("applied", "bars", pattern=0),
    _row("applied", "said-function", opaque=0, pattern=1.5, product=4),
    _row("applied", "digits-inside", opaque=0, product=0.9, pattern=1.5),
    _sure("applied", "index-inside !known", pattern=0, opaque=3),
    _sure("applied", "several", opaque=0.5, pattern=0.5),
    _sure("applied", "itself-inside", product=0),
    _sure("applied", "probability !known", pattern=0, product=0.9),
    _row("applied", "primed", opaque=0, product=4),
    _row("applied", "known function-letter computed-inside", product=0, opaque=0.4),
    _row("applied", "known", product=0, opaque=3),
    _row("applied", "bare-elsewhere", product=0, opaque=1.5),
    _row("applied", "indexed-elsewhere !function-letter computed-inside", product=0, opaque=3),
    _row("applied", "indexed-elsewhere", product=0, opaque=2),
    _row("applied", "function-letter", opaque=0, product=1.5),
    _row("applied", "one-letter-inside", opaque=0, product=1.2),
    _row("applied", "", product=0, opaque=1.2),
    # Distributions at letters that are summed over: p(x) and p(y), or p at two places.
    _row("by-variable", "", own=0, same=0.4),
    # A function that is defined with its argument, written without.
    _row("bare", "activation", value=0, name=0.6),
    _row("bare", "", value=0, name=5),
    # A defined function at an array: of the whole of it, or entry by entry.
    _sure("argument", "taken-whole", whole=0),
    _row("argument", "", entrywise=0, whole=0.2),
    # The rank of a name of which no index is ever shown.
    _sure("rank", "said-matrix", _2=0),
    _sure("rank", "said-vector", _1=0),
    _sure("rank", "said-scalar", _0=0),
    _sure("rank", "in-matrix !bold", _0=0, _1=2),
    _sure("rank", "transposed capital", _2=0, _1=1.2),
    _sure("rank", "transposed", _1=0, _2=1.2),
    _row("rank", "bold capital", _2=0, _1=2, _0=3),
    _row("rank", "bold", _1=0, _2=2, _0=2),
    _row("rank", "beside-transposed capital", _2=0, _1=0.4, _0=1.2),
    _row("rank", "beside-transposed", _1=0, _0=0.8, _2=1.2),
    _sure("rank", "operand-of-array-sign", _1=0, _2=0.5),
    _row("rank", "with-matrix capital", _2=0, _1=1.2, _0=1.6),
    _row("rank", "with-matrix", _1=0, _0=1.3, _2=1.6),
    _row("rank", "in-norm capital", _2=0, _1=0.6, _0=1.6),
    _row("rank", "in-norm", _1=0, _0=1.3, _2=2),
    _row("rank", "capital of-layers", _2=0, _0=2.6, _1=2.6),
    _row("rank", "capital of-decomposition", _2=0, _0=2.6, _1=2.6),
    _row("rank", "capital", _0=0, _2=0.4, _1=1.6),
    _row("rank", "beside-entries !capital", _0=0, _1=0.9, _2=2.5),
    _row("rank", "", _0=0, _1=1.3, _2=2.5),
    # The axes of a name that is written with indices: samples of columns, w^T x_i.
    _row("own-axes", "", _1=0, _0=0.4),
    # A bare name in the definition of an entry, of which entries are written: b beside b_i.
    _row("beside-entries", "", whole=0, entry=0.3, own=0.9),
    # The entries of a name that is defined as a sum, without any: its terms.
    _row("parts", "", term=0.3, own=0.9),
    # Entries that are arrays, of a name that is never written with more indices.
    _row("entries", "", arrays=1.5),
    # A name that is written with more indices in other places, to which nothing leads.
    _row("axes", "", here=0, all=0.9),
    # A letter by itself that may be the size of a set without a name.
    _row("size", "!counts", number=0, size=1.2),
    _row("size", "", number=0, size=0.4),
    # How far a sign reaches: the factor, the term, the rest.
    _row("sum-reach", "in-bracket", rest=0, term=0.4),
    _row("sum-reach", "", rest=0, term=1.6),
    _row("function-reach", "", factor=0, term=0.9),
    _row("derivative-reach", "constant-first", term=0, factor=2.5),
    _row("derivative-reach", "variable-follows", term=0, factor=1.2),
    _row("derivative-reach", "", term=0, factor=0.9),
    # A derivative of a formula in which other names depend on the variable, too.
    _row("partial", "one-of-several-paths !array", direct=0, total=1.2),
    _row("partial", "beside-total !array", direct=0, total=0.4),
    _row("partial", "varied", total=0, direct=0.9),
    _row("partial", "", total=0, direct=3),
    # A name that nobody defines, of which derivatives by a defined one stand: a function of that.
    _row("through", "", named=0, unsaid=1.2),
    _row("slash-reach", "", factor=0, term=0.9),
    # A power behind a function's bracket: of the function, or of what it is taken of.
    _row("function-power", "", result=0, argument=0.5),
    # A bracket behind a derivative: its variable, another place, a factor.
    _row("evaluated", "own-argument", there=0, product=2),
    _row("evaluated", "", there=0, product=1.2),
    # Signs that may differentiate: d, D, ∇².
    _row("differential", "own-name", name=0, differential=0.5),
    _row("differential", "", differential=0, name=3),
    _row("nabla-square", "", hessian=0, laplacian=0.6),
    # The second letter of ``i ≠ j`` below a sum.
    # A sum without any letter below it.
    _row("free-sum", "", yes=0.4),
    # What a letter with a meaning of its own is in this document.
    _row("square", "", square=0, name=2.2),
    _sure("e", "own-name", name=0),
    _row("e", "transposed", name=0, constant=3),
    _row("e", "round", name=0, constant=1.5),
    _row("e", "indexed-own computed-above", constant=0, name=3),
    _row("e", "indexed-own", constant=0, name=0.4),
    _row("e", "", constant=0, name=3),
    _sure("pi", "own-name", name=0),
    _row("pi", "", constant=0, name=2),
    _row("imaginary", "", constant=0, name=0.8),
    _row("d", "in-matrix", name=0, differential=3),
    _row("d", "", differential=0, name=0.8),
    _row("identity", "subscript", identity=0, name=0.6),
    _row("identity", "", identity=0, name=1.5),
    _sure("delta", "own-name", name=0),
    _row("delta", "", kronecker=0, name=2),
    _row("times-of-numbers", "", product=0, shape=1.5),
    # An assumption with a letter of the claim: for that one, or for all.
    _sure("every", "for-all", every=0),
    _row("every", "", here=0, every=0.3),
    _row("increment", "", increment=0, name=1.5),
    _row("sigma", "of-entry", logistic=0, opaque=0.9, softmax=1.2),
    _row("sigma", "", logistic=0, opaque=0.9),
    # A function of which nothing is known, at an array; exp, log and roots of a matrix.
    _row("opaque-array", "primed", entrywise=0, whole=1.5),
    _row("opaque-array", "activation", entrywise=0, whole=1.2),
    _row("opaque-array", "", whole=0, entrywise=0.9),
    _row("of-matrix", "", function=0, entrywise=0.5),
    # Letters that may be a word, or a function of the field.
    _row("word", "", name=0, function=1.2),
    _row("entropy", "", function=0, opaque=0.9),
    # Products of columns, layouts, powers of columns, a number beside an array.
    _row("columns", "dot", inner=0, entrywise=2),
    _row("columns", "star", entrywise=0, inner=2),
    _row("columns", "declared", entrywise=1.2, inner=2.6),
    _row("columns", "", inner=1.2, entrywise=1.2),
    _row("layout", "number-by-matrix", denominator=0, numerator=1.2),
    _row("layout", "", denominator=0, numerator=0.3),
    _row("power-of-column", "", entrywise=0.5, inner=0.5),
    _row("raised-to-t", "array", transpose=0, power=4),
    _row("raised-to-t", "", transpose=0, power=0.6),
    _row("over-array", "", entrywise=0.3),
    # A function of columns at a matrix: of each row, or of each column.
    _row("norm-of-matrix", "", frobenius=0, other=1.2),
    _row("norm-of-number", "", number=0.9),
    _row("bars-of-column", "", norm=0, entrywise=0.7),
    _row("zero", "", column=0, any=0.3),
    _row("plus-number", "", entrywise=0.2),
    # A sum over samples that its body does not show.
    _row("samples", "", hidden=0.2),
)  # fmt: skip


@cache
def rows_of(question: str) -> tuple[Row, ...]:
    """The rows of a question, in the order of the table."""
    return tuple(row for row in TABLE if row.question == question)


def row_of(question: str, evidence: Collection[str]) -> Row:
    """The row that answers a question: the first whose evidence holds.

    >>> row_of("rank", {"bold"}).options
    (('1', 0), ('2', 2), ('0', 2))
    """
    for row in rows_of(question):
        if row.holds(evidence):
            return row
    raise LookupError(question)


# -- Letters, as evidence. No other file knows a letter by its looks.

SAMPLES = frozenset("imnstu")
IJK = frozenset("ijkpqrst") | {"m", "n", "c", "d"}
FUNCTIONS = frozenset({"f", "g", "h", "u", "sigma", "phi", "psi", "varphi", "rho", "F", "G", "R"})
#: Functions that are taken entry by entry, in networks.
ACTIVATIONS = frozenset({"sigma", "phi", "varphi", "act"})
PROBABILITIES = frozenset({"p", "q", "P", "Q", "pi"})
#: Signs of distributions that are told apart by the letters of their arguments.
BY_VARIABLES = frozenset({"p", "P", "Pr"})
TRANSPOSE = frozenset({"T", "⊤", "top", "intercal", "t"})
#: Letters of weights, of which a number would be a small one.
WEIGHTS = frozenset({"W", "Theta"})
#: Letters that mostly count things.
COUNTS = frozenset("nmNMCKDd")
#: Capitals that are constants, wherever they stand.
CONSTANT_CAPITALS = frozenset("NMKTCBVH")
#: Small letters that count things.
COUNTED = frozenset("mn")
#: Words before a name that say what is to be done with it.
PURPOSES = frozenset({"minimize", "maximize", "minimise", "maximise"})
#: Letters that stand for a value rather than for something to be defined, at the right.
OFTEN = frozenset("xyzabckt")
#: Letters with a meaning of their own, where nothing says another one.
CONSTANTS = frozenset({"I", "e", "pi", "i"})
MARKS = frozenset({"∗", "⋆", "+", "†", "-", "*"})
#: What stands for all of an axis, where an index would stand.
SLICES = frozenset({"·", ":", "∗", "*"})
