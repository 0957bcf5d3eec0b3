r"""A derivation as a LaTeX ``align*``, for a document that loads amsmath.

A chain is one left side with its right sides below one another, the rule of each step
beside it; the definitions stand first. What is not proved is marked beside its row. Rows
fit a column of 345 pt at 10 pt, which is LaTeX's own: long right sides are broken before
their terms, long comments between words.

What this file cannot do: a product or a fraction that is too wide by itself stays whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from derive.model import (
    Assumption,
    Claim,
    Conditional,
    Derivation,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Unknown,
)
from derive.report.widths import formula_width, prose_width
from derive.report.witness import witness_latex
from derive.syntax.latex import latex, latex_condition, latex_statement
from derive.syntax.letters import latex_name
from derive.syntax.tree import Add, Call, Mul, Neg, Number, Sum, Written

__all__ = ["derivation_latex", "judged_align", "judgement_latex"]

#: All widths are in em. The column of LaTeX's article is 34.5; align* keeps 1 between columns.
_COLUMN = 34.0
_GAP = 1.0
_RELATION = 1.33
#: A wider left side gets a row of its own.
_LEFT_MOST = 8.0
#: What the right sides and the comments have at least.
_RIGHT_LEAST = 16.0
_COMMENT_LEAST = 9.3

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: "\\" + c for c in "_#%&${}"},
}

#: What there is to say beside a claim, apart from its rule.
_Notes = Callable[[Claim], tuple[str, ...]]


def derivation_latex(derivation: Derivation) -> str:
    r"""The derivation as one ``align*``, with the verdicts that its author states.

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
    return _align(derivation, _stated)


def judgement_latex(judgement: Judgement) -> str:
    """The derivation as an ``align*``, and below it what its proofs rest on."""
    return "\n".join((judged_align(judgement), *_below(judgement)))


def judged_align(judgement: Judgement) -> str:
    """The derivation as one ``align*``, with the verdicts that were found."""
    by_claim = {id(judged.claim): judged for judged in judgement.judged}
    return _align(judgement.derivation, lambda claim: _found(by_claim[id(claim)]))


def _stated(claim: Claim) -> tuple[str, ...]:
    rests = claim.given if claim.rule == "use the assumption" else ()
    marked = claim.stated not in ("proved", "definition")
    return (*map(_math, rests), *((rf"\textbf{{{claim.stated}}}",) if marked else ()))


def _found(judged: Judged) -> tuple[str, ...]:
    claim, verdict = judged.claim, judged.verdict
    match verdict:
        case Proved(assumptions, _, _, _, sizes):
            rests = tuple(_math(a) for a in assumptions if a in claim.given)
            if sizes is None:
                return rests
            named = " and ".join(
                f"${latex_name(s.name)} = {', '.join(map(str, n))}$" for s, n in sizes
            )
            return (*rests, rf"\textbf{{proved only at}} {named}")
        case Refuted():
            return (r"\textbf{refuted}",)
        case Conditional(needs):
            return (r"\textbf{needs} " + " or ".join(map(_math, needs)),)
        case Unknown(reason):
            return (rf"\textbf{{unknown}} ({_prose(reason)})",)
    return ()


# -- the align*


@dataclass(frozen=True, slots=True)
class _Step:
    """A claim as it is to be laid out; ``left`` is empty where the row above gives it."""

    left: Written | None
    right: Written
    comment: tuple[str, ...]


def _align(derivation: Derivation, notes: _Notes) -> str:
    groups = [[_definition(claim)] for claim in derivation.claims if claim.defines is not None]
    groups += [_chain(claims, notes) for claims in derivation.chains]
    steps = [step for group in groups for step in group]
    lefts = [formula_width(latex(step.left)) for step in steps if step.left is not None]
    room = _COLUMN - max((w for w in lefts if w <= _LEFT_MOST), default=0.0) - _RELATION - _GAP
    widest = max((formula_width(latex(step.right)) for step in steps), default=0.0)
    rights = max(_RIGHT_LEAST, min(widest, room - _COMMENT_LEAST))
    comments = max(_COMMENT_LEAST, room - rights)
    blocks = ["".join(_rows(group, rights, comments)) for group in groups]
    return "\\begin{align*}\n" + " \\\\[1ex]\n".join(blocks) + "\n\\end{align*}"


def _definition(claim: Claim) -> _Step:
    return _Step(claim.lhs, claim.rhs, ("definition",))


def _chain(claims: tuple[Claim, ...], notes: _Notes) -> list[_Step]:
    first = claims[0]
    return [
        _Step(
            claim.lhs if claim is first else None,
            claim.rhs,
            (
                *((_prose(claim.rule),) if claim.rule else ()),
                *(_math(relation) for relation in claim.case if claim is first),
                *notes(claim),
            ),
        )
        for claim in claims
    ]


def _rows(group: list[_Step], rights: float, comments: float) -> Iterator[str]:
    for number, step in enumerate(group):
        if number:
            yield " \\\\\n"
        if step.left is not None:
            yield from _left(step.left, rights)
        first, *others = _pieces(step.right, rights)
        yield f"  &= {first}{_comment(_lines(step.comment, comments))}"
        for piece in others:
            yield f" \\\\\n  &\\quad {{}} {piece}"


def _comment(lines: list[str]) -> str:
    """The lines of a comment, stacked beside one row."""
    if len(lines) < 2:
        return "".join(f" && \\text{{{line}}}" for line in lines)
    stacked = r" \\ ".join(f"&\\text{{{line}}}" for line in lines)
    return f" && \\begin{{aligned}} {stacked} \\end{{aligned}}"


def _left(left: Written, rights: float) -> Iterator[str]:
    if formula_width(latex(left)) <= _LEFT_MOST:
        yield f"{latex(left)}\n"
        return
    for piece in _pieces(left, rights):
        yield f"  &\\phantom{{{{}}={{}}}} {piece} \\\\\n"


def _pieces(form: Written, room: float) -> list[str]:
    """The form in pieces that fit the room, broken before the terms of a sum of several.

    This is the form itself, or the bracket at its end, as in ``−1/m Σ_i (a_i + b_i)``.
    """
    whole = latex(form)
    if formula_width(whole) <= room:
        return [whole]
    if isinstance(form, Add):
        return _broken(form, "", room)
    last = _last_operand(form)
    inside = f"\\left({latex(last)}\\right)"
    if not isinstance(last, Add) or not whole.endswith(inside):
        return [whole]
    before = whole.removesuffix(inside) + r"\left("
    *pieces, final = _broken(last, before, room)
    if not pieces:
        return [whole]
    opened = [f"{piece} \\right." for piece in pieces] + [f"{final}\\right)"]
    return [opened[0], *(f"\\left. {{}} {piece}" for piece in opened[1:])]


def _last_operand(form: Written) -> Written:
    """What stands at the end of a form: the last factor, the body of a sum, an argument."""
    match form:
        case Neg(operand) | Mul((*_, operand)) | Sum(operand) | Call(_, (operand,)):
            return _last_operand(operand)
    return form


def _broken(form: Add, before: str, room: float) -> list[str]:
    """The terms in as many rows as they need; ``before`` stands before the first of them."""
    rows: list[list[Written]] = [[form.terms[0]]]
    for term in form.terms[1:]:
        longer = _terms([*rows[-1], term], opens=len(rows) == 1)
        taken = formula_width(before if len(rows) == 1 else "")
        if taken + formula_width(longer) > room:
            rows.append([term])
        else:
            rows[-1].append(term)
    first, *others = (_terms(terms, opens=n == 0) for n, terms in enumerate(rows))
    return [before + first, *others]


def _terms(terms: list[Written], *, opens: bool) -> str:
    """The terms with their signs; those that continue a sum start with theirs."""
    if opens:
        return latex(Add(tuple(terms)) if len(terms) > 1 else terms[0])
    return latex(Add((Number(Fraction(0)), *terms))).removeprefix("0 ")


def _lines(parts: tuple[str, ...], room: float) -> list[str]:
    """The parts of a comment, separated by commas, set in lines that fit the room."""
    ended = [part + "," for part in parts[:-1]] + list(parts[-1:])
    lines: list[str] = []
    for space, word in (piece for part in ended for piece in _words(part, room)):
        if lines and prose_width(lines[-1] + space + word) <= room:
            lines[-1] += space + word
        else:
            lines.append(word)
    return lines


def _words(part: str, room: float) -> Iterator[tuple[str, str]]:
    """The pieces between which a line may end, each with what stands before it otherwise.

    These are words, and the pieces of a word that is too long; a formula or a mark is one.
    """
    if "$" in part or "\\" in part:
        yield " ", part
        return
    for word in part.split():
        pieces = word.split("-") if prose_width(word) > room else [word]
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            yield ("" if number else " "), (piece if last else piece + "-")


# -- below the align*


def _below(judgement: Judgement) -> Iterator[str]:
    """What the proofs rest on, and the witnesses of what is refuted."""
    steps = [judged for judged in judgement.judged if judged.claim.defines is None]
    proofs = [j.verdict for j in steps if isinstance(j.verdict, Proved) and j.verdict.sizes is None]
    if proofs:
        cases = {relation for judged in steps for relation in judged.claim.case}
        sets = dict.fromkeys(latex_name(s.name) for p in proofs for s, _ in p.point.sizes)
        rests = dict.fromkeys(_math(a) for p in proofs for a in p.assumptions if a not in cases)
        where = dict.fromkeys(f"${latex_condition(c)}$" for p in proofs for c in p.conditions)
        which = "Every step is" if len(proofs) == len(steps) else "The steps without a mark are"
        sizes = f" for every {_and([f'${name}$' for name in sets])}" if sets else ""
        assuming = f", assuming {_and(list(rests))}" if rests else ""
        domain = f", where {_and(list(where))}" if where else ""
        yield f"\\noindent {which} proved{sizes}{assuming}{domain}."
    for judged in steps:
        claim, verdict = judged.claim, judged.verdict
        equation = f"${latex(claim.lhs)} = {latex(claim.rhs)}$"
        if isinstance(verdict, Refuted):
            yield f"\\par\\noindent Refuted: {equation}, {witness_latex(verdict.witness)}."
        elif isinstance(verdict, Conditional):
            needs = " or ".join(map(_math, verdict.needs))
            fails = witness_latex(verdict.witness)
            yield f"\\par\\noindent Refuted without {needs}: {equation}, {fails}."


def _math(statement: Assumption) -> str:
    return f"${latex_statement(statement)}$"


def _prose(words: str) -> str:
    return "".join(_ESCAPED.get(c, c) for c in words)


def _and(parts: list[str]) -> str:
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)
