r"""A name without its index where a number is meant: ``z_i = \sum_j w_{ij} x_j + b``.

Where ``b_i`` stands elsewhere, b by itself is all of it, and ``z_i`` would be an array. That
is what bold letters and declarations say; without them it is a slip, or a shorthand.
"""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import Clause
from derive.old.names import names_in
from derive.old.task import Task
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import Spelled, spell
from derive.syntax.reader.statement import Sides
from derive.syntax.reader.where import ANY_LETTER

__all__ = ["stray_array"]


def stray_array(task: Task, read: Sides) -> str | None:
    """The definition whose left side is an entry and whose right side is an array, if any."""
    declared = {name for where in task.declared for name in where.names}
    for let in task.lets:
        left = _left(let)
        found = None if left is None else read.declared(left.name)
        if left is None or found is None or not left.indices:
            continue
        names = names_in(let.notation)
        if len(found.axes) > len(left.indices) and not names & declared and not _bold(names):
            return (
                f"the definition of {left.name} gives an array for each index: does a name in it "
                "lack its index? declare the shapes if it does not"
            )
    return None


def _left(let: Formula) -> Spelled | None:
    clause = let.notation.parts[0] if let.notation.parts else None
    left = clause.members[0] if isinstance(clause, Clause) else None
    try:
        return None if left is None else spell(left.terms[0].items[0], ANY_LETTER)
    except ReadError:
        return None


def _bold(names: set[str]) -> bool:
    return any(not c.isascii() and c.isalpha() and ord(c) >= 0x1D400 for n in names for c in n)
