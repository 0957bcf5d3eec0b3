"""A step with its names settled: labels, arguments, abbreviations, over all that bears on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from unicodedata import normalize

from derive.notation.nodes import Clause, Clauses, Scripted
from derive.old.conventions.abbreviations import abbreviations_in, is_abbreviation
from derive.old.conventions.arguments import with_arguments, with_other_counts, written_with
from derive.old.conventions.components import components_in
from derive.old.conventions.ellipsis import without_dots
from derive.old.conventions.entrywise import entrywise, with_parameter
from derive.old.conventions.evaluation import without_points
from derive.old.conventions.functions import (
    applied_letters,
    maybe_functions,
    primed_functions,
    without_arguments,
)
from derive.old.conventions.labels import labels_of, left_of
from derive.old.conventions.operators import with_reach
from derive.old.conventions.products import products_in
from derive.old.conventions.sizes import sets_of, without_bars
from derive.old.conventions.summands import with_summands
from derive.old.conventions.tabulated import partly_tabulated
from derive.old.conventions.tied import reject_tied
from derive.old.conventions.values import values_in
from derive.old.conventions.walk import Row, group, over_rows
from derive.old.conventions.zeroth import zeroth_entries
from derive.old.judging.distributions import of_distributions
from derive.old.names import names_in
from derive.old.task import Task
from derive.old.words.declaring import resolved
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where

__all__ = ["each_formula", "each_row", "settled"]


#: Letters that the reader knows before parentheses.
_OWN = frozenset({"e", "d", "∂", "∇", "delta", "sigma", "I", "tr", "diag", "𝐈", "𝕀", "O", "o"})


def settled(task: Task) -> Task:
    """The task with the customs of its author written out."""
    task = replace(task, declared=_of_entries(resolved(task.declared), _notations(task)))
    task = each_row(task, lambda _: without_bars(sets_of(_notations(task), task.declared)))
    task = each_formula(task, lambda f: replace(f, notation=without_dots(f.notation)))
    task = each_row(task, lambda _: with_reach(task.narrow))
    usage = survey(_notations(task))
    declared = frozenset(n for w in task.declared if w.axes for n in w.names)
    letters = frozenset(n for w in task.declared if w.kind == "index" for n in w.names)
    definitions = tuple(f.notation for f in task.lets)
    labels = labels_of(
        _notations(task), definitions, usage, frozenset(task.labels), declared, letters
    )
    above = {a for a in task.above if a not in usage.bare and a not in letters | declared}
    zeroth = zeroth_entries(_notations(task), usage)
    labels = replace(labels, above=labels.above | above, below=labels.below | zeroth)
    reject_tied(definitions, _notations(task), labels)
    task = each_row(task, lambda _: labels)
    task = replace(task, lets=with_summands(_notations(task), task.lets, frozenset(task.totals)))
    task = _at_entries(task)
    definitions = tuple(f.notation for f in task.lets)
    short = abbreviations_in(definitions)
    lets = tuple(f for f in task.lets if not is_abbreviation(f.notation))
    task = each_row(replace(task, lets=lets), lambda f: short.without(survey((f.notation,)).bound))
    task = each_row(task, lambda _: without_points)
    of = tuple((name, w.of) for w in task.declared if w.of for name in w.names)
    task = each_row(task, lambda _: without_arguments(of))
    task = each_row(task, lambda _: without_points)
    usage = survey(_notations(task))
    indices = letters | frozenset(usage.bound)
    named = frozenset(key for f in task.lets if (key := _named_with(f.notation)) is not None)
    named |= partly_tabulated(_notations(task))
    named |= with_other_counts((f.notation for f in task.lets), _notations(task))
    values = values_in(_notations(task), (f.notation for f in task.lets), _functions(task))
    named, indices = named | values.named, indices | values.indices
    bound = frozenset(usage.bound)
    task = each_row(task, lambda _: lambda row: with_arguments(row, indices, named, bound))
    values_said = of_distributions(task.declared, _notations(task))
    task = replace(task, declared=(*task.declared, *values_said))
    products = products_in(f.notation for f in task.products)
    task = each_row(replace(task, products=()), lambda _: products)
    parts = components_in(f.notation for f in task.lets)
    task = each_row(task, lambda f: parts.outside(f.notation))
    entries = labels_of(
        _notations(task), (f.notation for f in task.lets), survey(_notations(task)),
        frozenset(), declared, letters,
    )  # fmt: skip
    task = each_row(task, lambda _: entries)
    others = {*(left[0] for f in task.lets if (left := left_of(f.notation)) is not None)}
    others |= {*survey(_notations(task)).bare, *(n for w in task.declared for n in w.names)}
    functions = primed_functions(_notations(task), frozenset(others))
    others |= {*functions, *_OWN}
    applied = applied_letters(_notations(task), frozenset(others) - {""})
    if applied:
        doubt = f"{applied[0]} is taken for a function, and may be a factor"
        task = replace(task, doubt=task.doubt or doubt)
        functions = (*functions, *applied)
    if functions:
        where = Where(functions, None, frozenset(), "function", "")
        task = replace(task, declared=(*task.declared, where))
    unclear = maybe_functions((f.notation for f in task.lets), (f.notation for f in task.sides))
    if unclear:
        doubt = f"{unclear[0]} is taken for a factor, and may be a function"
        task = replace(task, doubt=task.doubt or doubt)
    known = {*task.known, *(n for w in task.declared for n in w.names if n not in task.shaped)}
    for notation in (*(f.notation for f in task.lets), *_given(task)):
        known |= names_in(notation)
    return replace(task, known=tuple(sorted(known)))


def _of_entries(declared: tuple[Where, ...], formulas: tuple[Clauses, ...]) -> tuple[Where, ...]:
    """The declarations with what is said of a bold vector of whose entries formulas speak."""
    usage = survey(formulas)
    found = []
    for where in declared:
        plain_names = (normalize("NFC", normalize("NFKD", name)) for name in where.names)
        more = tuple(n for n in plain_names if n not in where.names and n in usage.indexed)
        bold = any(name in usage.bare or name in usage.indexed for name in where.names)
        facts = where.facts and where.axes is None and not where.of and not bold
        found.append(replace(where, names=(*where.names, *more)) if facts else where)
    return tuple(found)


def _at_entries(task: Task) -> Task:
    """The task with families for functions that are written at an entry."""
    at = entrywise((f.notation for f in task.lets), _notations(task))
    if at.is_used(_notations(task)):
        doubt = "softmax of an entry is taken for an entry of the softmax"
        task = replace(task, doubt=task.doubt or doubt)
    task = each_row(task, lambda _: at)
    lets = tuple(replace(f, notation=with_parameter(f.notation)) for f in task.lets)
    return replace(task, lets=lets)


def _functions(task: Task) -> frozenset[str]:
    """The names before parentheses that are functions, as far as declarations tell."""
    declared = {n for w in task.declared if w.of or w.kind == "function" for n in w.names}
    return _OWN | declared


def _notations(task: Task) -> tuple[Clauses, ...]:
    return (*(f.notation for f in (*task.sides, *task.lets)), *_given(task))


def _given(task: Task) -> tuple[Clauses, ...]:
    return tuple(f.notation for stated in task.given for f in stated.formulas)


def each_row(task: Task, change: Callable[[Formula], Callable[[Row], Row]]) -> Task:
    """The task with a change of rows in every formula."""

    def at(formula: Formula) -> Formula:
        return replace(formula, notation=over_rows(formula.notation, change(formula)))

    return each_formula(task, at)


def each_formula(task: Task, at: Callable[[Formula], Formula]) -> Task:
    """The task with a change of every formula."""
    given = tuple(Stated(tuple(map(at, s.formulas)), s.fact) for s in task.given)
    return replace(
        task,
        sides=tuple(map(at, task.sides)),
        lets=tuple(map(at, task.lets)),
        given=given,
        products=tuple(map(at, task.products)),
    )


def _named_with(definition: Clauses) -> str | None:
    """The name in a left side such as ``h'(x)`` or ``g(x)_i``, whose arguments belong to it."""
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    left = clause.members[0] if isinstance(clause, Clause) else None
    if left is None or len(left.terms) != 1 or written_with(left.terms[0].items) is None:
        return None
    first, second, *more = left.terms[0].items
    if more:
        return None  # letters in a row: they are one name before their arguments anyway
    bracket = second.base if isinstance(second, Scripted) else second
    return plain(group((first, bracket)))
