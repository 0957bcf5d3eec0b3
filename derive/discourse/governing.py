"""What the words of a sentence make of its display.

Of a display only what it would claim is changed ("the update is", "set to zero"); its own
conditions and ranges stay. A definition, a rival or an update is the equation of a name at the
beginning of a chain; the rest of the chain is claimed of it.
"""

from __future__ import annotations

from dataclasses import replace

from derive.discourse.relations import definable, is_number
from derive.discourse.sentences import Sentence, everywhere
from derive.discourse.shapes import shape_of
from derive.discourse.statements import State, Statement
from derive.discourse.words.tables import FAR, Language, Row, fitting
from derive.notation.nodes import Clause, Clauses, Operator, letters_of

__all__ = ["as_solved", "governed"]


def governed(
    sentence: Sentence, number: int, shown: tuple[Statement, ...], language: Language,
    state: State, indices: frozenset[str],
) -> list[Statement]:  # fmt: skip
    """The statements of the display that is the formula ``number`` of a sentence."""
    at = sentence.formulas[number].at
    before, behind = sentence.words[max(0, at - FAR) : at], sentence.words[at + 1 : at + 1 + FAR]
    claims = [s for s in shown if s.status in ("claim", "definition")]
    fits = fitting(language.rows, "D", before, behind)
    if len(claims) == 1 and (shape := _shape(claims[0], indices)) in "VCK":
        valued = fitting(language.rows, shape, before, behind)
        if valued is not None and valued[0].status in ("supposition", "size"):
            fits = valued
    if fits is None:
        follows = language.ends("follows", before) is not None
        return [
            replace(s, said="follows") if follows and s.status == "update" else s for s in shown
        ]
    found = [_governed(s, *fits, state) if s in claims else s for s in shown]
    for n, (s, whole) in enumerate(zip(found, shown, strict=True)):
        if s.status == "assumption" and whole.formula is not None:
            every = everywhere(sentence, number, whole.formula.notation, language)
            found[n] = replace(s, every=every)
    return found


def _shape(statement: Statement, indices: frozenset[str]) -> str:
    """The shape of a claim, as a formula in a line has it."""
    left, right = statement.left, statement.right
    if left is None or right is None or statement.formula is None:
        return "X"
    sign = Operator(left.end, right.start, "=")
    clause = Clause(left.start, right.end, (left, right), (sign,))
    notation = Clauses(left.start, right.end, (clause,))
    return shape_of(replace(statement.formula, notation=notation), indices)


def as_solved(statement: Statement) -> Statement:
    """A claim that goes on with equations to be solved, as one of them."""
    if statement.status not in ("claim", "definition"):
        return statement
    return replace(statement, status="constraint", said="solve")


def _governed(statement: Statement, row: Row, words: str, state: State) -> Statement:
    named = definable(statement.left) and not is_number(statement.right)
    if row.status in ("definition", "rival", "update") and not named:
        return statement
    if row.status == "assumption" and named and row.said == "where":
        return replace(statement, status="definition", said="where", words=words)
    if row.status == "assumption" and named and statement.said == "":
        return statement
    letters, scope = statement.letters, statement.scope
    start, end = state.sentence
    if row.status in ("hypothetical", "approximate"):
        sides = [letters_of(s) for s in (statement.left, statement.right) if s is not None]
        letters, scope = tuple(sorted(set[str]().union(*sides))), (start, end)
    elif row.scope in ("sentence", "case"):
        scope = start, end
    elif row.status == "constraint" or row.scope == "section":
        scope = start, (state.block if row.status == "constraint" else state.section)[1]
    said = "judge" if row.said == "where" else row.said
    return replace(
        statement, status=row.status, said=said, words=words, scope=scope, letters=letters
    )
