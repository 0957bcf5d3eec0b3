r"""Letters for derivatives of any loss: ``g = \partial L / \partial y``, where nothing says L.

Such a letter is written out wherever it stands, so that a step speaks of the loss alone.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import Clause, Clauses, Fraction, Item, Letter, Scripted
from derive.old.conventions.labels import left_of
from derive.old.conventions.settle import each_row
from derive.old.conventions.walk import Row, group, moved
from derive.old.second.abstract import partials_in
from derive.old.task import Task
from derive.syntax.reader.look import tidy

__all__ = ["with_partials_written"]


def with_partials_written(task: Task) -> Task:
    r"""The task without the letters of derivatives of names that nothing defines.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.plain import plain
    >>> from derive.syntax.reader.session import Formula
    >>> let = Formula("", parse(r"g = \frac{\partial L}{\partial y}"))
    >>> made = with_partials_written(Task((Formula("", parse("g x + g^T")),), (let,)))
    >>> plain(made.sides[0].notation), made.lets
    ('∂L∂yx+(∂L∂y)^T', ())
    """
    defined = {left[0] for f in task.lets if (left := left_of(f.notation)) is not None}
    defined |= {name for where in task.declared for name in where.names}
    for let in task.lets:
        found = _named(let.notation)
        if found is None or task.defines or found[1] in defined:
            continue
        letter, _, fraction = found

        def at(row: Row, letter: str = letter, fraction: Fraction = fraction) -> Row:
            return tuple(_written(item, letter, fraction) for item in row)

        kept = tuple(other for other in task.lets if other is not let)
        task = each_row(replace(task, lets=kept), lambda _, at=at: at)  # type: ignore[misc]
    return task


def _named(definition: Clauses) -> tuple[str, str, Fraction] | None:
    """The letter, the name that is differentiated, and the quotient that the letter is."""
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2 or None in clause.members:
        return None
    rows = [m.terms[0].items for m in clause.members if m is not None and len(m.terms) == 1
            and not m.terms[0].signs]  # fmt: skip
    if len(rows) != 2 or len(rows[0]) != 1 or len(rows[1]) != 1:
        return None
    letter, fraction = tidy(rows[0][0]), rows[1][0]
    pairs = list(partials_in(definition))
    if not isinstance(letter, Letter) or not isinstance(fraction, Fraction) or len(pairs) != 1:
        return None
    return letter.name, pairs[0][0], fraction


def _written(item: Item, letter: str, fraction: Fraction) -> Item:
    """The item with the quotient for the letter."""
    if isinstance(item, Letter) and item.name == letter:
        return moved(fraction, item.start, item.end)
    if isinstance(item, Scripted) and item.below is None and not item.primes:
        base = item.base
        if isinstance(base, Letter) and base.name == letter:
            inner = moved(fraction, base.start, base.end)
            return replace(item, base=group((inner,), "("))
    return item
