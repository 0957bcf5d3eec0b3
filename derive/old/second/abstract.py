r"""Losses of which a document says nothing: ``∂E/∂z = ∂E/∂a · ∂a/∂z`` for whatever E.

A name that nothing defines, and that is only differentiated, is taken for any function of
what it is differentiated by: of a, where a depends on z and both ``∂E/∂a`` and ``∂E/∂z``
stand there. What is proved so holds for every such function; nothing is refuted so.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.errors import ReadError
from derive.notation.nodes import Clauses, Fraction, Item, Letter, Scripted, subnodes
from derive.old.conventions.labels import left_of
from derive.old.names import names_in
from derive.old.task import Task
from derive.syntax.reader.look import items_of
from derive.syntax.reader.spell import spell
from derive.syntax.reader.where import ANY_LETTER, Where

__all__ = ["functions_taken", "partials_in"]


def functions_taken(task: Task) -> tuple[Where, ...]:
    r"""The declarations of the names in a step that must be functions, and are not defined.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.session import Formula
    >>> text = r"\frac{\partial E}{\partial a} \frac{\partial a}{\partial z}"
    >>> [(w.names, w.of) for w in functions_taken(Task((Formula(text, parse(text)),)))]
    [(('E',), ('a',)), (('a',), ('z',))]
    """
    pairs = [pair for side in task.sides for pair in partials_in(side.notation)]
    known = {name for w in task.declared if w.kind != "index" for name in w.names}
    known |= {left[0] for f in task.lets if (left := left_of(f.notation)) is not None}
    reached = {
        left[0]: names_in(f.notation) - {left[0]}
        for f in task.lets
        if (left := left_of(f.notation)) is not None
    }
    for where in task.declared:
        if where.of:
            reached |= {name: set(where.of) for name in where.names}
    by: dict[str, list[str]] = {}
    for above, below in pairs:
        if above not in known and above != below and below not in by.get(above, ()):
            by.setdefault(above, []).append(below)
    reached |= {name: set(others) for name, others in by.items()}
    found = []
    for name, others in by.items():
        direct = [x for x in others if not any(x in _below(y, reached) for y in others if y != x)]
        if name in _below(name, reached) or not direct:
            return ()  # a circle: nothing says which depends on which
        found.append(Where((name,), None, frozenset(), "function", "", tuple(direct)))
    return tuple(found)


def partials_in(notation: Clauses) -> Iterator[tuple[str, str]]:
    r"""What is differentiated by what, in quotients of ``∂``: names without their indices."""
    for node in subnodes(notation):
        if not isinstance(node, Fraction):
            continue
        above, below = items_of(node.above), items_of(node.below)
        if above is None or below is None or len(above) != 2 or len(below) != 2:
            continue
        if any(not isinstance(x[0], Letter) or x[0].name != "∂" for x in (above, below)):
            continue
        names = _name(above[1]), _name(below[1])
        if names[0] and names[1]:
            yield names[0], names[1]


def _name(item: Item) -> str:
    try:
        spelled = spell(item, ANY_LETTER) if isinstance(item, Letter | Scripted) else None
    except ReadError:
        return ""
    return "" if spelled is None or spelled.exponent or spelled.transposed else spelled.name


def _below(name: str, reached: dict[str, set[str]]) -> set[str]:
    """Every name on which a name depends."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for other in reached.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
