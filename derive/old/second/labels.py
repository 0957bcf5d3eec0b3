r"""Labels of layers that a document drops: E is defined by ``a_k``, and then ``a_k^{l+1}`` stands.

A label is matched where only one family of the letter can be meant: the names of the
definitions without labels have, wherever they are labelled, one label in common. With
``a_k^{l+1}``, ``y_k^{l+1}`` and ``a_i^l`` that is l+1, and ``a_i^l`` is another family.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Fraction,
    Item,
    Letter,
    Scripted,
)
from derive.old.conventions.settle import each_row
from derive.old.conventions.walk import Row
from derive.old.layers import label_of, labels_in
from derive.old.task import Task
from derive.syntax.reader.look import tidy
from derive.syntax.reader.usage import Usage, survey

__all__ = ["without_dropped_label"]


def without_dropped_label(task: Task) -> tuple[Task, str, tuple[str, ...]] | None:
    r"""The task without the label that its definitions drop, the label, and the names.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.session import Formula
    >>> def formula(text):
    ...     return Formula(text, parse(text))
    >>> sides = formula(r"\frac{\partial E}{\partial a_k^{l+1}}"), formula("y_k^{l+1} a_i^l")
    >>> without_dropped_label(Task(sides, (formula("E = \\sum_k y_k a_k"),)))[1:]
    ('l+1', ('a', 'y'))
    """
    formulas = (*task.sides, *task.lets, *(f for s in task.given for f in s.formulas))
    usage = survey(tuple(f.notation for f in formulas))
    plain: set[str] = set()
    for let in task.lets:
        names = [*labels_in(let.notation, usage)]
        if names and not names[0][1]:
            plain |= {name for name, label in names if not label}
    stated = (f for s in task.given for f in s.formulas)
    plain |= {name for f in stated for name, label in labels_in(f.notation, usage) if not label}
    plain |= {name for w in task.declared if w.kind != "index" for name in w.names}
    used: dict[str, set[str]] = {}
    for name, label in task.layers:
        used.setdefault(name, set()).add(label)
    for formula in formulas:
        for name, label in labels_in(formula.notation, usage):
            used.setdefault(name, set()).add(label)
    beside = {
        name for side in task.sides for name, label in labels_in(side.notation, usage) if label
    }
    bare = {
        name for side in task.sides for name, label in labels_in(side.notation, usage) if not label
    }
    named = sorted(n for n in plain & used.keys() if used[n] - {""} and n not in bare)
    shared = set.intersection(*(used[n] - {""} for n in named)) if named else set[str]()
    if len(shared) != 1 or not beside & set(named):
        return None
    (label,) = shared
    defined = [_left(let.notation, usage) for let in task.lets]
    if any((n, "") in defined and (n, label) in defined for n in named):
        return None  # one without the label, and one with it
    kept = frozenset(named)

    def change(row: Row) -> Row:
        return tuple(_dropped(item, kept, label, usage) for item in row)

    declared = tuple(replace(w, names=tuple(_name(n, kept, label) for n in w.names),
                             of=tuple(_name(n, kept, label) for n in w.of))
                     for w in task.declared)  # fmt: skip
    return each_row(replace(task, declared=declared), lambda _: change), label, tuple(named)


def _name(name: str, names: frozenset[str], label: str) -> str:
    """A declared name without the label."""
    stem, _, own = name.partition("^{")
    return stem if stem in names and own.removesuffix("}") == label else name


def _left(definition: Clauses, usage: Usage) -> tuple[str, str] | None:
    clause = definition.parts[0] if definition.parts else None
    first = clause.members[0] if isinstance(clause, Clause) else None
    return None if first is None else label_of(first.terms[0].items[0], usage)


def _dropped(item: Item, names: frozenset[str], label: str, usage: Usage) -> Item:
    """An item without the label, if it is one of the names with it."""
    if isinstance(item, Fraction | Bracket) or label_of(item, usage) is None:
        return item
    found = label_of(item, usage)
    if found is None or found[0] not in names or found[1] != label:
        return item
    item = tidy(item)
    letter = Letter(item.start, item.end, found[0])
    if not isinstance(item, Scripted):
        return letter
    base = tidy(item.base)
    merged = isinstance(base, Letter) and "^{" in base.name
    above = item.above if merged else None
    if item.below is None and above is None and not item.primes:
        return letter
    return replace(item, base=letter, above=above)
