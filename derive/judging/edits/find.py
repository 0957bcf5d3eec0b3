"""The change that mends a false step: counted candidates, a cheap filter, then the judge.

Single changes come first, by the table; then what is missing in the whole, then the closed
form of a derivative. Nothing here measures time, so that neither
load nor machine changes what is suggested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from derive.discourse.statements import Formula, Statement
from derive.documents.traced import Traced
from derive.judging.edits.ground import FAULTS, Ground, ground_of, points_of
from derive.judging.edits.missing import missing, parts_of
from derive.judging.edits.names import Names, names_of
from derive.judging.edits.side import Places, changed
from derive.judging.edits.table import INDICES, LIKELY, UNLIKELY, Kind, changes
from derive.judging.known import known_of, made
from derive.judging.outcome import Outcome, Suggested
from derive.judging.step import Settled, judge_step
from derive.notation.names import only_expression, only_item, plain_text, single_term, spelled
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Letter,
    Node,
    Operator,
    Term,
    letters_of,
    subnodes,
)
from derive.notation.parse import parse
from derive.reading.bearing import bearing
from derive.scope import scope_of
from derive.steps.closed_form import closed_form
from derive.syntax.latex import latex
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative, Entry, Symbol
from derive.syntax.walk import free_indices, subforms

__all__ = ["in_order", "suggestion"]

#: How many changes are read, and how many are judged. The longer a side is with all that bears on
#: it, the fewer are read: reading takes time by its length. ``SHORT`` is where the most are read.
MOST_READ, LEAST_READ, MOST_JUDGED, SHORT = 160, 60, 8, 250
#: A derivative of more parts, with its definitions, is not worked out.
MOST_PARTS = 120


def suggestion(
    statements: tuple[Statement, ...], n: int, outcome: Outcome, settled: Settled
) -> Suggested | None:
    """The change with which the n-th statement is proved, if one is found."""
    statement = statements[n]
    ground = ground_of(statements, n, settled) if _may_be_mended(statement, outcome) else None
    if ground is None or (ground.built is not None and not ground.points):
        return None
    known = known_of(statements)
    place = statement.place[0]
    holding, _ = bearing(statements, place, known.lexicon, statement)
    names = names_of((*holding, *known.ranging(place)), statement)
    found = _candidates(ground, names, outcome)
    mended = ((kind, changed(ground.side, places), places) for kind, places in found)
    worth = ((*one, other) for one in mended if (other := _worth_judging(ground, one[1])))
    for kind, text, places, other in islice(worth, MOST_JUDGED):
        if _is_proved(statements, n, other, settled):
            return Suggested(
                " ".join(text.split()), kind, changes=_written(places, statement, outcome)
            )
    form = _closed(ground) if outcome.verdict == "refuted" else ""
    other = _worth_judging(ground, form) if form else None
    if other is not None and _is_proved(statements, n, other, settled):
        return Suggested(form, "closed form")
    return None


def _may_be_mended(statement: Statement, outcome: Outcome) -> bool:
    """Whether a change is looked for: a number that is a whole side is what its author means."""
    right = statement.right
    if right is None or _is_number(only_item(right)):
        return False
    if outcome.verdict == "conditional":
        return any(map(_is_of_letters, outcome.needs))
    return outcome.verdict == "refuted" or outcome.code == "contradiction"


def _is_of_letters(need: str) -> bool:
    """Whether what is needed is that two indices are equal, or differ."""
    sides = need.replace(r"\ne", "=").split("=")
    said = [plain_text(parse(side)).rstrip("'") for side in sides]
    return len(sides) == 2 and all(map(str.isalnum, said))


# -- the candidates


def _candidates(ground: Ground, names: Names, outcome: Outcome) -> Iterator[tuple[str, Places]]:
    """The changes that agree with the left side at the points, the likeliest first."""
    if outcome.verdict == "conditional":
        yield from _singles(ground, names, (INDICES,))
        return
    yield from _singles(ground, names, LIKELY)
    parts = parts_of(ground, names) if ground.built is not None else None
    if parts is not None:
        yield from missing(ground, parts)
    yield from _singles(ground, names, UNLIKELY)


def _singles(ground: Ground, names: Names, kinds: tuple[Kind, ...]) -> Iterator[tuple[str, Places]]:
    lets = [let.right for let in ground.scope.lets if let.right is not None]
    length = sum(side.end - side.start for side in (ground.side.notation, *lets))
    most = max(LEAST_READ // 2, MOST_READ * SHORT // max(SHORT, length))
    for kind, places in islice(changes(ground.side, names, kinds), most):
        built = ground.read(changed(ground.side, places))
        here = ground
        if ground.built is None and built is not None:
            here = replace(ground, points=points_of(built))
        if here.meets(here.values(built)):
            yield kind.name, places


# -- what a candidate comes to


def _worth_judging(ground: Ground, written: str) -> Statement | None:
    """The step with another right side, if that is read, and still says something."""
    found = ground.parsed(written)
    built = None if found is None else ground.read(found[1])
    if found is None or built is None or not _keeps_numbers(ground.side.notation, found[1]):
        return None
    text, right = found
    left, before = ground.left, ground.side.notation
    if in_order(left) == in_order(right):
        return None
    lone = (Symbol, Entry, Derivative)
    if all(isinstance(c.lhs, lone) and alike(c.lhs, c.rhs) for c in built.claims):
        return None
    name, old, new = (spelled(only_item(side)) for side in (left, before, right))
    if name is not None:
        many = [sum(isinstance(x, Letter) and x.name == name.stem for x in subnodes(side))
                for side in (before, right)]  # fmt: skip
        if many[1] > many[0] or (old and new and old.stem != new.stem):
            return None  # it speaks of what it is to say, or is a name for a name
    clause = Clause(left.start, right.end, (left, right), (Operator(left.end, right.start, "="),))
    formula = Formula(text, Clauses(left.start, right.end, (clause,)))
    return replace(ground.statement, formula=formula, right=right)


def _is_proved(
    statements: tuple[Statement, ...], n: int, other: Statement, settled: Settled
) -> bool:
    mended = (*statements[:n], other, *statements[n + 1 :])
    known = known_of(statements)
    with suppress(*FAULTS):
        # A change that writes a new name is evidence of its own.
        assert other.right is not None
        known = known if known.has_names_of(other.right) else made(mended)
        return judge_step(mended, n, settled, known)[0].verdict == "proved"
    return False


def _keeps_numbers(before: Expression, after: Expression) -> bool:
    """Whether the numbers that stand as terms of their own stay as they are.

    The author means them: no other number beside them makes up for what is wrong.
    """
    old, new = (
        Counter(plain_text(t) for t in side.terms if len(t.items) == 1 and _is_number(t.items[0]))
        for side in (before, after)
    )
    meant = Counter({text: n for text, n in old.items() if text.lstrip("+-") != "1"})
    return not meant - new and not (old and new - old)


def _is_number(node: object) -> bool:
    """Whether something is a number, or a fraction of two numbers, as it is written."""
    if isinstance(node, Fraction):
        return plain_text(node.above).isdigit() and plain_text(node.below).isdigit()
    return isinstance(node, Digits)


def in_order(node: Node) -> str:
    """What is written, with the terms and the factors of each row in an order of their own.

    >>> from derive.notation.parse import parse
    >>> one, other = (only_expression(parse(said)) for said in ("b a - (c)", "-c + a b"))
    >>> in_order(one) == in_order(other)
    True
    """
    match node:
        case Expression(terms=terms):
            signs = ("-" if term.signs.count("-") % 2 else "+" for term in terms)
            return "".join(sorted(map(str.__add__, signs, map(in_order, terms))))
        case Term(items=items):
            return "".join(sorted(map(in_order, items)))
        case Bracket(kind="{" | "(", inside=inside):
            term = single_term(inside)
            within = only_expression(inside)
            if term is not None:
                return in_order(term)
            return f"({in_order(within)})" if within is not None else plain_text(node)
    return plain_text(node)


def _closed(ground: Ground) -> str:
    """The closed form of a derivative, where no change of the right side mends the step."""
    claims = ground.built.claims if ground.built is not None else ()
    if len(claims) != 1 or not isinstance(claims[0].lhs, Derivative):
        return ""
    (claim,) = claims
    letters = letters_of(ground.left)
    if any(index.name.rstrip("'") not in letters for index in free_indices(claim.lhs)):
        return ""  # an array, of which this is an entry
    with suppress(*FAULTS):
        bodies = [d.body for d in scope_of(claim).declarations.values() if d.body is not None]
        parts = (part for form in (claim.lhs, *bodies) for part in subforms(form))
        if len(list(islice(parts, MOST_PARTS + 1))) > MOST_PARTS:
            return ""
        form = closed_form(claim.lhs, claim.given, claim.case)
        if form is not None and not any(isinstance(p, Derivative) for p in subforms(form)):
            return latex(form)
    return ""


# -- where it may be written: where reading is certain, and the text is the author's


def _written(places: Places, statement: Statement, outcome: Outcome) -> Places:
    """The places of a change in the source; none where it is not to be written.

    What a macro stands for is not in the source, and what a row below goes on with is no
    longer what that row needs.
    """
    certain = all(answer.evident for answer in outcome.reading)
    source = statement.formula.source if statement.formula is not None else None
    if not certain or statement.goes_on or source is None:
        return ()
    found = [_in_source(start, end, source) for start, end, _ in places]
    if not all(found):
        return ()
    return tuple(sorted((*at, new) for at, (_, _, new) in zip(found, places, strict=True) if at))


def _in_source(start: int, end: int, source: Traced) -> tuple[int, int] | None:
    """A stretch of a text in its source, if it stands there as it is."""
    around = source.part(max(0, start - 1), min(len(source.text), max(end, start + 1)))
    if not all(segment.copied for segment in around.segments):
        return None
    if start == end:
        at = source.source_end(start) if start else source.source_offset(start)
        return at, at
    low, high = source.source_span(start, end)
    return (low, high) if high - low == end - start else None
