"""What the words of a sentence make of the display in it: "the update is", "set to zero".

Only what the display would claim is changed; its own conditions and ranges stay. A definition,
a rival or an update is the equation of a name at the beginning of a chain; the rest of the
chain is claimed of it.
"""

from __future__ import annotations

from dataclasses import replace

from derive.discourse.scopes import Span, State
from derive.discourse.sentences import Sentence
from derive.discourse.shapes import definable, is_number
from derive.discourse.statements import Statement
from derive.discourse.words import FAR, Language, Row, fitting
from derive.notation.nodes import letters_of

__all__ = ["governed"]


def governed(
    sentence: Sentence, number: int, shown: tuple[Statement, ...], language: Language, state: State
) -> tuple[Statement, ...]:
    """The statements of the display that is the formula ``number`` of a sentence."""
    at = sentence.formulas[number].at
    before = sentence.words[max(0, at - FAR) : at]
    behind = sentence.words[at + 1 : at + 1 + FAR]
    fits = fitting(language.displays, "D", before, behind)
    if fits is None:
        return shown
    row, words = fits
    return tuple(_governed(s, row, words, state) for s in shown)


def _governed(statement: Statement, row: Row, words: str, state: State) -> Statement:
    if statement.status not in ("claim", "definition"):
        return statement
    if row.status in ("definition", "rival", "update"):
        named = definable(statement.left) and statement.left is not None
        if not named or is_number(statement.right):
            return statement
    letters: tuple[str, ...] = ()
    if row.status in ("hypothetical", "approximate") and statement.formula is not None:
        sides = [s for s in (statement.left, statement.right) if s is not None]
        letters = tuple(sorted(set().union(*(letters_of(s) for s in sides))))
    scope: Span = statement.scope
    if row.scope == "sentence" or row.status in ("hypothetical", "approximate"):
        scope = state.sentence
    elif row.status in ("constraint",):
        scope = state.sentence[0], state.block[1]
    return replace(
        statement, status=row.status, said=row.said, words=words, scope=scope,
        letters=letters or statement.letters,
    )  # fmt: skip
