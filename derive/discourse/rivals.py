"""Second definitions of a name: words that define a name anew make a rival of the first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from derive.discourse.relations import definable
from derive.discourse.statements import Statement
from derive.notation.names import plain_text
from derive.notation.nodes import Expression

__all__ = ["ANEW", "pattern_of", "with_rivals"]

#: What is said of an equation for a name that another section has defined otherwise.
ANEW = "anew"

#: Arguments that are plain letters.
_LETTERS = re.compile(r"[(\[][A-Za-z]+(?:,[A-Za-z]+)*[)\]]")


def with_rivals(
    statements: tuple[Statement, ...], section: Callable[[int], tuple[int, int]]
) -> tuple[Statement, ...]:
    """The statements with second definitions in words as rivals; "where" only restates.

    What is the same again is no rival, nor is one whose forerunner is over, nor ``f = f(x)``.
    What an annotation says stands as it is. An equation for a name that another section has
    defined may define it anew there.
    """
    first: dict[str, Statement] = {}
    families: dict[str, Statement] = {}
    found: list[Statement] = []
    for statement in statements:
        left = statement.left
        names = statement.status in ("definition", "claim", "rival")
        if names and left is not None and definable(left) and not _shortens(statement):
            key = pattern_of(left)
            older = first.get(key)
            # p by itself, where another section has defined p_i, is another p.
            indexed = families.get(key) if older is None else None
            if "_" in key:
                families.setdefault(key.partition("_")[0], statement)
            if older is None or older.scope[1] <= statement.place[0]:
                if statement.status == "rival":  # "alternatively, use g = …", and g is new
                    statement = replace(statement, status="definition", said="let")
                first[key] = statement
                if indexed is not None:
                    statement = _if_apart(indexed, statement, section, general=True)
            elif _is_told(statement) and not _same(older, statement):
                statement = _second(older, statement)
            elif not _same(older, statement):
                statement = _if_apart(older, statement, section)
        found.append(statement)
    return tuple(found)


def _if_apart(
    older: Statement,
    statement: Statement,
    section: Callable[[int], tuple[int, int]],
    *,
    general: bool = False,
) -> Statement:
    """An equation that may define anew, if no section of one of the two holds the other.

    With ``general``, what stands before all sections may be another name, too.
    """
    spans = section(older.place[0]), section(statement.place[0])
    places = statement.place[0], older.place[0]
    held = [begin <= at < end for (begin, end), at in zip(spans, places, strict=True)]
    if held[1] or (held[0] and not general):
        return statement
    if statement.status != "claim" or statement.said:
        return statement
    return replace(statement, said=ANEW, scope=(statement.scope[0], spans[1][1]))


def _is_told(statement: Statement) -> bool:
    """Whether words of the text define."""
    origin = statement.formula.origin if statement.formula is not None else ""
    return statement.status == "definition" and origin != "directive"


def _second(older: Statement, statement: Statement) -> Statement:
    again = statement.said in ("where", "for")
    if again and older.status == "definition" and older.said:
        return replace(statement, status="assumption", said="judge")
    if older.status != "claim" or not again:
        return replace(statement, status="rival", said="replaces")
    return statement


def pattern_of(left: Expression) -> str:
    """The name with its argument; whatever plain letters that argument has, it is one function."""
    items = left.terms[0].items
    written = "".join(plain_text(item) for item in items[1:])
    plain = _LETTERS.fullmatch(written) is not None
    return plain_text(items[0]) + (str(written.count(",")) if plain else written)


def _shortens(statement: Statement) -> bool:
    """Whether ``f = f(x)`` only says that f is written without its argument."""
    left, right = statement.left, statement.right
    if left is None or right is None or len(left.terms[0].items) > 1 or len(right.terms) != 1:
        return False
    items = right.terms[0].items
    return len(items) > 1 and plain_text(items[0]) == plain_text(left.terms[0].items[0])


def _same(one: Statement, other: Statement) -> bool:
    return plain_text(one.right) == plain_text(other.right)
