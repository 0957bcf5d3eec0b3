"""The data of a derivation: claims, verdicts, evidence. Values only; no algebra.

The four verdicts are never a bool and are never merged:

- ``Proved``       equal for every size (or, a weaker grade, at the sizes named);
- ``Refuted``      a witness: exact values at which the two sides differ;
- ``Conditional``  refuted as it stands, proved under an assumption that was found;
- ``Unknown``      with the reason.

``Definition`` marks a line that introduces a name: there is nothing to prove.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from derive.syntax.array import Layout
    from derive.syntax.declare import Declaration
    from derive.syntax.tree import Index, IndexSet, IndexTerm, Written

__all__ = [
    "FACTS",
    "Assumption",
    "Claim",
    "Condition",
    "Conditional",
    "CrossCheck",
    "Definition",
    "Derivation",
    "Diagnostic",
    "Eq",
    "Equation",
    "Fact",
    "IndexRelation",
    "Judged",
    "Judgement",
    "Proved",
    "Refuted",
    "Unknown",
    "Verdict",
    "Witness",
]


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation between two written forms: a claim to judge, or an assumption to use."""

    lhs: Written
    rhs: Written


def Eq(lhs: object, rhs: object) -> Equation:  # noqa: N802 - as in SymPy
    """State the equation ``lhs = rhs``; nothing is evaluated.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (j,) = indices("j", C)
    >>> y = vector("y", C)
    >>> from derive import Sum
    >>> print(Eq(Sum(y[j], j), 1).lhs)
    Σ_j y_j
    """
    from derive.syntax.tree import written

    return Equation(written(lhs), written(rhs))


#: What an author may say about a family or a scalar, in the words of the field.
FACTS = (
    "positive",
    "nonnegative",
    "binary",
    "distribution",
    "positive distribution",
    "one-hot",
    "symmetric",
    "orthogonal",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A family or scalar is of a kind with a name: positive, one-hot, a distribution."""

    kind: str
    name: str

    def __post_init__(self) -> None:
        if self.kind not in FACTS:
            raise ValueError(f"{self.kind!r} is not a fact about {self.name}: use {_or(FACTS)}")


def _or(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]


@dataclass(frozen=True, slots=True)
class IndexRelation:
    """Two indices are equal, or they differ: a case."""

    left: IndexTerm
    right: IndexTerm
    equal: bool


#: What a claim may rest on.
Assumption: TypeAlias = "Equation | Fact | IndexRelation"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a step silently needs: ``form`` is > 0, >= 0 or not 0, for all ``bound`` indices."""

    form: Written
    relation: Literal[">0", ">=0", "!=0"]
    bound: tuple[Index, ...] = ()
    excluding: tuple[tuple[Index, IndexTerm], ...] = ()
    #: It stands in a sum that leaves points out, and so may be empty: then nothing is needed.
    maybe_empty: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """A point that can be checked by hand: sizes, positions of the indices, exact values.

    ``lhs`` and ``rhs`` are decimal enclosures of the two sides there, at ``precision``
    bits; ``seed`` is the seed from which the point was drawn.
    """

    sizes: tuple[tuple[IndexSet, int], ...]
    positions: tuple[tuple[Index, int], ...]
    values: tuple[tuple[str, tuple[int, ...], Fraction], ...]
    lhs: str
    rhs: str
    precision: int
    seed: int
    #: What stands for each abstract function at the point: a polynomial.
    functions: tuple[Equation, ...] = ()


@dataclass(frozen=True, slots=True)
class Proved:
    """Both sides are equal under the assumptions and conditions listed.

    ``sizes`` is ``None`` for every size; otherwise the sizes of each index set at which it was
    proved, a weaker grade.
    ``point`` satisfies the assumptions, and both sides are defined there.
    """

    assumptions: tuple[Assumption, ...]
    conditions: tuple[Condition, ...]
    method: str
    point: Witness
    sizes: tuple[tuple[IndexSet, tuple[int, ...]], ...] | None = None


@dataclass(frozen=True, slots=True)
class Refuted:
    """The two sides differ at the witness, which satisfies every stated assumption."""

    witness: Witness


@dataclass(frozen=True, slots=True)
class Conditional:
    """Refuted as it stands; proved under each of the alternatives in ``needs``."""

    needs: tuple[Assumption, ...]
    witness: Witness
    proof: Proved


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not decided: ``reason`` is a kebab-case word, ``detail`` a sentence."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Definition:
    """The line introduces a name."""


Verdict: TypeAlias = "Proved | Refuted | Conditional | Unknown | Definition"
Stated: TypeAlias = Literal["proved", "refuted", "conditional", "unknown", "definition"]
STATED: tuple[Stated, ...] = ("proved", "refuted", "conditional", "unknown", "definition")


def checked_assumptions(given: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """The assumptions as a tuple; raise ``TypeError`` for what is none, such as ``a == b``."""
    found = tuple(given)
    for assumption in found:
        if not isinstance(assumption, Equation | Fact | IndexRelation):
            raise TypeError(
                f"{assumption!r} is not an assumption: write Eq(lhs, rhs), a fact such as "
                "one_hot(y), or Ne(i, k)"
            )
    return found


def verdict_name(verdict: Verdict) -> Stated:
    """The verdict in one word, as reports and modules write it."""
    names: dict[type, Stated] = {
        Proved: "proved",
        Refuted: "refuted",
        Conditional: "conditional",
        Unknown: "unknown",
        Definition: "definition",
    }
    return names[type(verdict)]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault of the author's: a kebab-case name, a message, the reason, a suggestion."""

    name: str
    message: str
    reason: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """``lhs = rhs`` under a case and assumptions, with the rule that gives the right side.

    ``id`` names the claim in a document; ``stated`` is the verdict its author expects;
    ``intended`` marks the mended form of a claim that is wrong as printed. A definition
    has ``defines`` set, and is not judged as a claim.
    """

    lhs: Written
    rhs: Written
    rule: str = ""
    id: str | None = None
    given: tuple[Assumption, ...] = ()
    case: tuple[IndexRelation, ...] = ()
    stated: Stated = "proved"
    intended: bool = False
    defines: Declaration | None = None

    def __post_init__(self) -> None:
        from derive.syntax.tree import written

        object.__setattr__(self, "lhs", written(self.lhs))
        object.__setattr__(self, "rhs", written(self.rhs))
        object.__setattr__(self, "given", checked_assumptions(self.given))
        object.__setattr__(self, "case", tuple(self.case))
        for relation in self.case:
            if not isinstance(relation, IndexRelation):
                raise TypeError(f"{relation!r} is not a case: write Ne(i, k) or same(i, k)")
        if self.stated not in STATED:
            raise ValueError(f"{self.stated!r} is not a verdict: use {_or(STATED)}")


@dataclass(frozen=True, slots=True)
class Derivation:
    """A chain of claims with a name and a title; the closed form is the last right side.

    ``loss`` and ``wrt`` are what was differentiated, where that is what it derives.
    """

    name: str
    title: str
    claims: tuple[Claim, ...]
    given: tuple[Assumption, ...] = ()
    loss: Written | None = None
    wrt: Written | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", tuple(self.claims))
        if not self.name:
            raise ValueError("a derivation needs a name")
        if not self.claims:
            raise ValueError(f"{self.name} has no claims: state them with chain(...)")
        for claim in self.claims:
            if not isinstance(claim, Claim):
                raise TypeError(
                    "the claims of a derivation are claims: write claims=(*chain(...),), with "
                    "a star"
                )

    @property
    def lhs(self) -> Written:
        """The left side of the chain that the derivation ends with."""
        return self.chains[-1][0].lhs

    @property
    def closed_form(self) -> Written:
        """The right side of the last claim."""
        return self.claims[-1].rhs

    @property
    def steps(self) -> tuple[Claim, ...]:
        """The claims that are not definitions."""
        return tuple(claim for claim in self.claims if claim.defines is None)

    @property
    def chains(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims in runs in which each starts where the one before ends."""
        runs: list[list[Claim]] = []
        for claim in self.steps:
            last = runs[-1][-1] if runs else None
            if last is not None and last.rhs == claim.lhs and last.case == claim.case:
                runs[-1].append(claim)
            else:
                runs.append([claim])
        return tuple(tuple(run) for run in runs)

    # -- a façade over the rooms above, which are imported when they are asked for

    @classmethod
    def of_gradient(
        cls,
        loss: object,
        wrt: object,
        *,
        name: str = "gradient",
        title: str = "",
        given: Iterable[Assumption] = (),
        case: Iterable[IndexRelation] = (),
        citing: Iterable[Derivation] = (),
        closes_to: object = None,
        fine: bool = False,
        layout: Layout = "denominator",
    ) -> Derivation:
        """Build the derivation of ``∂loss/∂wrt``, and find its closed form.

        By a whole array it is built at one entry, and gathered into arrays where it has such
        a form: in the shape of the array, or of its transpose in numerator layout.
        ``citing`` gives derivations whose results are used as they stand; ``closes_to`` is
        what the author expects, judged as one more step where the builder found another
        form; ``fine`` shows every rule as a step of its own. Raises ``TypeError`` for a
        ``wrt`` that is no symbol, entry or array, ``ValueError`` if the loss does not depend on it.

        >>> from derive import Sum, exp, index_set, indices, log, vector
        >>> C = index_set("C")
        >>> j, k = indices("j k", C)
        >>> z = vector("z", C)
        >>> print(Derivation.of_gradient(log(Sum(exp(z[j]), j)), z[k]).closed_form)
        exp(z_k)/Σ_j exp(z_j)
        """
        from derive.steps.whole import build_any_gradient
        from derive.syntax.declare import partial
        from derive.syntax.tree import written

        return build_any_gradient(
            partial(loss, wrt, layout),
            name=name,
            title=title,
            given=checked_assumptions(given),
            case=tuple(case),
            citing=tuple(citing),
            closes_to=None if closes_to is None else written(closes_to),
            fine=fine,
        )

    def through(
        self,
        right_sides: Mapping[str, object],
        *,
        citing: Iterable[Derivation] = (),
        stated: Mapping[str, Stated] | None = None,
        intended: bool = False,
    ) -> Derivation:
        """The same derivation by the author's own right sides, under the ids they have.

        ``stated`` names the exceptions to "proved"; the rule of each step is recognised.
        """
        from derive.steps.stating import through

        return through(self, right_sides, tuple(citing), stated, intended)

    def judge(self) -> Judgement:
        """The verdict of every claim, and the cross-check in NumPy."""
        from derive.check import judge

        return judge(self)

    @property
    def verdict(self) -> Verdict:
        """The weakest verdict of its claims, definitions aside; proved at sizes is weaker."""
        order = (Refuted, Unknown, Conditional, Proved, Definition)

        def rank(verdict: Verdict) -> tuple[int, bool]:
            general = isinstance(verdict, Proved) and verdict.sizes is None
            return order.index(type(verdict)), general

        return min((judged.verdict for judged in self.judge().judged), key=rank)

    def latex(self) -> str:
        """The derivation as a LaTeX ``align*``: the rule at each step, and what was found."""
        from derive.report.latex import judgement_latex

        return judgement_latex(self.judge())

    def function(self) -> Callable[..., Any]:
        """The closed form as a function of the free families, the variable first.

        It is stable and vectorised, takes leading batch axes, and arrays of NumPy or of any
        array library; ``derive code`` writes its source. Raises ``ValueError`` if a step on the
        way to the closed form is not proved.
        """
        from derive.numeric.source.compiled import compiled_function

        return compiled_function(self)

    def _repr_latex_(self) -> str:
        return self.latex()


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict and what else there is to say about it."""

    claim: Claim
    verdict: Verdict
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def as_stated(self) -> bool:
        """Whether the verdict is the one that the author stated: "proved" is for every size."""
        if isinstance(self.verdict, Proved) and self.verdict.sizes is not None:
            return False
        return verdict_name(self.verdict) == self.claim.stated


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """The closed form in NumPy against the definition, differentiated by complex step.

    ``max_error`` is relative to the largest entry; ``off_assumption`` is the error on
    inputs that break the assumptions, where the closed form must differ (``None`` where
    no assumption matters).
    """

    sizes: tuple[int, ...]
    max_error: float
    off_assumption: float | None
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A derivation with the verdict of every claim, and its cross-check where it has one."""

    derivation: Derivation
    judged: tuple[Judged, ...]
    cross_check: CrossCheck | None = None

    @property
    def as_stated(self) -> bool:
        """Whether every verdict is as stated and the cross-check agrees."""
        return all(j.as_stated for j in self.judged) and (
            self.cross_check is None or self.cross_check.ok
        )
