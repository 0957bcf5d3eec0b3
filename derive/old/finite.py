r"""Steps about functions of finitely many values: expectations, ``p(x)`` below a sum over x.

A distribution ``p_\theta`` that is differentiated by its parameter is a function of it, and
sums to 1 for every parameter: its derivatives sum to 0.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import (
    Clause,
    Clauses,
    Fraction,
    Item,
    Letter,
    Node,
    Scripted,
    subnodes,
)
from derive.notation.parse import parse
from derive.old.conventions.expectations import (
    Expectation,
    expectations_in,
    without_expectations,
)
from derive.old.conventions.functionals import with_functionals
from derive.old.conventions.labels import Labels
from derive.old.conventions.mended import mended
from derive.old.conventions.settle import each_formula, each_row
from derive.old.conventions.tabulated import Tabulated, function_name, tabulated
from derive.old.conventions.values import of_several_variables
from derive.old.conventions.walk import Row, over_rows
from derive.old.names import names_in
from derive.old.task import Task
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.look import tidy
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where

__all__ = ["with_families"]


def with_families(task: Task) -> Task:
    """The task with expectations as sums, and with functions of what is summed as families."""
    found = expectations_in(_notations(task))
    finite = all(_is_finite(task, each) for each in found)
    if found:
        task = each_formula(task, lambda f: replace(f, notation=without_expectations(f.notation)))
    plain = each_row(task, lambda _: Labels())
    made = _with_functionals(_mended(plain))
    task = task if made == plain else made
    apart = of_several_variables(_notations(task), (f.notation for f in task.lets))
    families = Tabulated(tabulated(_notations(task)).names - apart)
    doubt = "" if finite else "the expectation is read as a sum over finitely many values"
    if any(not each.name for each in found):
        doubt = doubt or "nothing is known of the conditional distribution"
    functions = _parameters(task, families)
    if functions.keys() - {each.name for each in found}:
        doubt = doubt or f"nothing says what {min(functions)} is"
    task = each_formula(task, lambda f: replace(f, notation=over_rows(f.notation, families)))
    names = {each.name for each in found} & families.names
    facts = tuple(
        Where((name,), None, frozenset({"distribution"}), "", "", ()) for name in sorted(names)
    )
    abstract = tuple(
        Where((name,), None, frozenset(), "function", "", (letter,))
        for name, letter in sorted(functions.items())
    )
    totals = tuple(_total(name, functions[name]) for name in sorted(names & functions.keys()))
    return replace(
        task,
        declared=(*task.declared, *facts, *abstract),
        given=(*task.given, *totals),
        doubt=task.doubt or doubt,
        known=tuple(sorted({*task.known, *families.names})),
        valued=tuple(sorted(families.names)),
    )


def _mended(task: Task) -> Task:
    """The task with definitions that say nothing as they stand read as they are meant."""
    found = [mended(let) for let in task.lets]
    slips = tuple(slip for _, slip in found if slip is not None)
    return replace(task, lets=tuple(let for let, _ in found), mended=slips)


def _with_functionals(task: Task) -> Task:
    """The task with one name for each entropy, divergence and the like."""
    given = tuple(f for stated in task.given for f in stated.formulas)
    count = len(task.sides)
    made, lets = with_functionals((*task.sides, *given), task.lets)
    rest = iter(made[count:])
    stated = tuple(Stated(tuple(next(rest) for _ in s.formulas), s.fact) for s in task.given)
    return replace(task, sides=made[:count], lets=lets, given=stated)


def _notations(task: Task) -> tuple[Clauses, ...]:
    given = tuple(f.notation for stated in task.given for f in stated.formulas)
    return (*(f.notation for f in (*task.sides, *task.lets)), *given)


def _is_finite(task: Task, each: Expectation) -> bool:
    """Whether something says that there are finitely many values: a sum over them, or a fact."""
    sums = {*survey(_notations(task)).bound, *task.summed}
    facts = (w for w in task.declared if each.name in w.names)
    return each.variable in sums or any("distribution" in w.facts or w.axes for w in facts)


def _parameters(task: Task, families: Tabulated) -> dict[str, str]:
    r"""Families such as ``p_\theta`` that nobody defines, with the θ that is differentiated by."""
    by: set[str] = set()
    for side in task.sides:
        for node in subnodes(side.notation):
            by |= _variables(node)
    defined = {name for f in task.lets if (name := _defined(f.notation)) is not None}
    known = {name for where in task.declared if where.of for name in where.names}
    return {
        name: label
        for name in families.names - defined - known
        if (label := name.partition("_")[2]) in by
    }


def _defined(definition: Clauses) -> str | None:
    """The name that an equation defines, with its label."""
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    left = clause.members[0] if isinstance(clause, Clause) else None
    return function_name(left.terms[0].items[0]) if left is not None else None


def _variables(node: Node) -> set[str]:
    r"""The letters that a ``\nabla_\theta`` or a quotient of ∂ differentiates by."""
    if isinstance(node, Scripted) and node.below is not None:
        base = tidy(node.base)
        if isinstance(base, Letter) and base.name in "∇∂":
            return names_in(node.below)
    if isinstance(node, Fraction):
        below = names_in(node.below)
        return below - {"∂", "d"} if below & {"∂", "d"} else set()
    return set()


def _total(name: str, by: str) -> Stated:
    """That the derivatives of a distribution by its parameter sum to 0."""
    text = r"\sum_k \nabla_t p_k = 0"
    names = {"p": Letter(0, 0, name, len(name) > 1), "t": Letter(0, 0, by, len(by) > 1)}

    def change(row: Row) -> Row:
        return tuple(map(_renamed, row))

    def _renamed(item: Item) -> Item:
        if isinstance(item, Scripted) and isinstance(item.base, Letter):
            return replace(item, base=names.get(item.base.name, item.base))
        return names.get(item.name, item) if isinstance(item, Letter) else item

    return Stated((Formula(text, over_rows(parse(text), change), "an assumption"),))
