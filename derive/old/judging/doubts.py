"""Verdicts that rest on what a document may not mean: they become unknown, with the reason.

A proof that uses fewer assumptions is a proof. A witness must satisfy everything that is
assumed, at the sizes that are meant, and of the equation as its author reads it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction

from derive.model import Conditional, Proved, Refuted, Unknown, Verdict, Witness
from derive.old.judging.bounds import Bound, breaks
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Call,
    Derivative,
    Entry,
    Index,
    Neg,
    Number,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, subforms

__all__ = ["doubted", "stray_term"]

#: What people call a number that a constraint determines.
_MULTIPLIERS = frozenset(
    {"lambda", "mu", "nu", "alpha", "beta", "eta", "kappa", "tau", "zeta", "c", "C", "Z"}
)
#: The parentheses or the bar of arguments, and not those of a label ``a^{(2)}``.
_CALL = re.compile(r"(?<!\{)\(|\|")


def doubted(
    verdict: Verdict,
    forms: tuple[Written, ...],
    bounds: tuple[Bound, ...],
    doubt: str,
    known: tuple[str, ...] = (),
    *,
    literal: bool = False,
) -> Verdict:
    """The verdict on an equation of two forms, or why there is none.

    ``doubt`` says what was not read of the assumptions, if anything; ``known`` are names with
    arguments that mean just any value; ``literal`` says that sums end where they are printed
    to end.
    """
    if isinstance(verdict, Proved) and _is_of_one_element(verdict):
        return Unknown("undecided", "it is proved for sets of one element, and not for larger ones")
    if isinstance(verdict, Proved) and _is_vacuous(verdict, bounds):
        return Unknown("vacuous", "no number satisfies what is assumed and what the step needs")
    witness = verdict.witness if isinstance(verdict, Refuted | Conditional) else None
    if witness is None:
        return verdict
    if doubt:
        return Unknown("not-read", f"{doubt}; without it, the step cannot be judged")
    letter = None if literal else _outside_its_sum(forms)
    if letter is not None:
        detail = f"{letter} stands outside the sum over {letter}: write parentheses around it all"
        return Unknown("ambiguous", detail)
    said = (
        _rounded(forms, witness)
        or _to_be_solved(verdict, forms, witness)
        or _constraint(verdict, forms)
        or _unknown_slope(forms)
        or _double_range(forms)
        or _unknown_call(witness, known)
        or _constant(witness)
        or _mean(witness)
    )
    if said:
        return Unknown("ambiguous", said)
    broken = breaks(witness, bounds)
    if broken is not None:
        detail = f"no point was found that satisfies {broken.text} and refutes it"
        return Unknown("undecided", detail)
    number = _other_size(witness)
    if number is not None:
        return Unknown("undecided", f"it fails at other sizes; what holds at {number} is not known")
    return verdict


def _outside_its_sum(forms: tuple[Written, ...]) -> str | None:
    """A letter that a side sums over and has free as well, while the other side has not."""
    free = [{i.name for i in free_indices(form)} for form in forms]
    for n, form in enumerate(forms):
        bound = {part.index.name for part in subforms(form) if isinstance(part, Sum)}
        others = set().union(*(letters for k, letters in enumerate(free) if k != n))
        found = sorted(bound & free[n] - others)
        if found:
            return found[0]
    return None


def _is_of_one_element(proof: Proved) -> bool:
    """Whether a proof holds for index sets of one element only, and nobody means these."""
    return bool(proof.sizes) and all(
        max(sizes) == 1 and not over.name.isdigit() for over, sizes in proof.sizes or ()
    )


def _is_vacuous(proof: Proved, bounds: tuple[Bound, ...]) -> bool:
    """Whether a name must be positive, and is assumed not to be."""
    below = {b.name for b in bounds if b.sign in ("<", "≤") and b.number <= 0}
    return any(
        isinstance(c.form, Symbol | Entry) and c.relation in (">0", ">=0") and c.form.name in below
        for c in proof.conditions
    )


def _to_be_solved(verdict: Verdict, forms: tuple[Written, ...], witness: Witness) -> str:
    """Why an equation with a number may be one to be solved, and no claim.

    A derivative of a loss is set to 0; a constraint determines a multiplier.
    """
    numbers = [form for form in forms if _is_number(form)]
    others = [form for form in forms if not _is_number(form)]
    if len(numbers) != 1 or len(others) != 1 or not isinstance(verdict, Refuted):
        return ""
    (number,), (other,) = numbers, others
    if number == Number(Fraction(0)):
        entry = isinstance(other, Derivative) and isinstance(other.of, Entry)
        return "" if entry else "it may be an equation to be solved, as a derivative set to 0"
    if isinstance(other, Symbol) and other.declared is not None and other.declared.body is not None:
        body = other.declared.body
        return f"{other.name} has two values: is it one or the other?" if _is_number(body) else ""
    names = {part.name for part in subforms(other) if isinstance(part, Symbol)}
    hidden = (n for n, at, _ in witness.values if not at and n in _MULTIPLIERS and n not in names)
    name = next(hidden, None)
    return "" if name is None else f"it may be the equation that determines {name}"


def _constraint(verdict: Verdict, forms: tuple[Written, ...]) -> str:
    r"""Why ``u + \sum_k b_k = 1`` may be assumed: nothing in it is defined."""
    if not isinstance(verdict, Refuted) or [_is_number(f) for f in forms].count(True) != 1:
        return ""
    parts = [p for f in forms for p in subforms(f)]
    names = [p for p in parts if isinstance(p, Symbol | Entry)]
    bound = any(isinstance(p, Derivative) for p in parts)
    known = [p.declared for p in names if p.declared is not None]
    defined = any(d.body is not None or d.of for d in known)
    if not names or bound or defined:
        return ""
    return "nothing in it is defined: it may be what is assumed, as 'assume …'"


def _unknown_slope(forms: tuple[Written, ...]) -> str:
    r"""Why ``\phi'(k) = …`` refutes nothing, where nobody defines φ: φ' may be another name."""
    for form in forms:
        if isinstance(form, Call) and any(form.orders):
            return f"nothing says what {form.function} is: define it"
    return ""


def _rounded(forms: tuple[Written, ...], witness: Witness) -> str:
    """Why a decimal such as 0.333 for 1/3 may be a rounded one."""
    if witness.values or witness.functions:
        return ""
    for form in forms:
        value = form.value if isinstance(form, Number) else Fraction(1)
        digits = next((n for n in range(1, 16) if (value * 10**n).denominator == 1), None)
        if value.denominator == 1 or digits is None:
            continue
        try:
            apart = abs(Fraction(witness.lhs) - Fraction(witness.rhs))
        except ValueError:
            return ""
        if apart <= Fraction(3, 2) / 10**digits:
            return f"{witness.lhs} and {witness.rhs} may be the same number, rounded"
    return ""


def _constant(witness: Witness) -> str:
    """Why a witness with a value for i refutes nothing: it may be the imaginary unit."""
    scalars = {name for name, at, _ in witness.values if not at}
    return "is i a quantity, or the imaginary unit? declare it" if "i" in scalars else ""


def _mean(witness: Witness) -> str:
    """Why a witness with a value for x̄, of which nothing is said, refutes nothing: a mean."""
    families = {name for name, at, _ in witness.values if at}
    for name, at, _ in witness.values:
        plain = unicodedata.normalize("NFD", name)
        if not at and "\u0304" in plain and plain.replace("\u0304", "") in families:
            return f"nothing says what {name} is: define it"
    return ""


def _is_number(form: Written) -> bool:
    return all(isinstance(part, Number | Neg | Quotient) for part in subforms(form))


def _double_range(forms: tuple[Written, ...]) -> str:
    r"""Why ``\sum_{i \ne j}`` may be a sum over both letters: the other side has none of them."""
    free = [{i.name for i in free_indices(form)} for form in forms]
    for n, form in enumerate(forms):
        others = set().union(*(letters for k, letters in enumerate(free) if k != n))
        for part in subforms(form):
            if isinstance(part, Sum):
                left = {i.name for i in part.excluding if isinstance(i, Index)}
                for letter in sorted(left & free[n] - others):
                    return f"is {part.index.name} \\ne {letter} a sum over both? write two sums"
    return ""


def _unknown_call(witness: Witness, known: tuple[str, ...]) -> str:
    """Why a witness with a value for ``P(x)`` refutes nothing: P may be anything."""
    names = (name for name, _, _ in witness.values if name not in known)
    name = next((name for name in names if _CALL.search(name)), None)
    return "" if name is None else f"nothing says what {name.replace('·', '')} is: define it"


def stray_term(used: Iterable[Declaration]) -> str | None:
    r"""The doubt about a definition such as ``L = \sum_i a_i + b_i``, if one is used."""
    for declared in used:
        if declared.body is None:
            continue
        bound = {part.index.name for part in subforms(declared.body) if isinstance(part, Sum)}
        parameters = {index.name for index in declared.parameters}
        free = {index.name for index in free_indices(declared.body)}
        for letter in sorted(bound & free - parameters):
            where = f"{letter} stands outside the sum over {letter} in the definition"
            return f"{where} of {declared.name}: write parentheses around it all"
    return None


def _other_size(witness: Witness) -> str | None:
    """A set that is declared with a number for its size, which the witness does not give it."""
    for over, size in witness.sizes:
        if over.name.isdigit() and int(over.name) != size:
            return over.name
    return None
