r"""Definitions of operators: ``\mathbb E_{s} f(s) = \sum_s \rho(s) f(s)``, as data.

The function in such a definition is any function: it stands for what the operator is taken of.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.discourse.statements import Statement
from derive.notation.names import (
    Name,
    argument_list,
    plain_text,
    rows_of_items,
    single_term,
    spelled,
)
from derive.notation.nodes import Bracket, Expression, Item, Node

__all__ = ["Operation", "call_at", "operation_of"]

#: Brackets that hold what an operator is taken of.
HOLDING = ("[", "(", r"\{")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator, the function and the arguments in its definition, and what it makes of them."""

    word: Name
    function: str
    arguments: tuple[Node, ...]
    right: Expression
    statement: Statement | None = None


def operation_of(
    left: Expression, right: Expression, statement: Statement | None = None
) -> Operation | None:
    """An equation as the definition of an operator, if its left side is one of any function."""
    term = left.terms[0] if len(left.terms) == 1 and not left.terms[0].signs else None
    word = spelled(term.items[0]) if term is not None and len(term.items) > 1 else None
    if term is None or word is None or word.above or word.primes:
        return None
    behind, first = term.items[1:], term.items[1]
    over = any("∼" in plain_text(node) for node in word.below)
    operator = word.style == "double-struck" or over or (word.word and len(word.stem) > 1)
    if len(behind) == 1 and isinstance(first, Bracket) and first.kind in HOLDING:
        inside = single_term(first.inside)
        operator |= first.kind == "["
        behind = inside.items if inside is not None else ()
    found = call_at(behind, 0) if behind and operator else None
    if found is None or found[2] != len(behind):
        return None
    function, arguments, _ = found
    shown = (call_at(row, n) for row in rows_of_items(right) for n in range(len(row)))
    if not any(call is not None and call[0] == function for call in shown):
        return None
    return Operation(word, function, arguments, right, statement)


def call_at(items: tuple[Item, ...], at: int) -> tuple[str, tuple[Node, ...], int] | None:
    """A letter with its arguments, ``f(s)`` or ``f_s``: the letter, these, the place behind."""
    name = spelled(items[at])
    if name is None or name.above or name.primes or name.word or name.accents or name.style:
        return None
    if name.below:
        return name.letter, name.below, at + 1
    following = items[at + 1] if at + 1 < len(items) else None
    round_ = isinstance(following, Bracket) and following.kind == "("
    arguments = argument_list(following) if round_ else None  # type: ignore[arg-type]
    return (name.letter, arguments, at + 2) if arguments else None
