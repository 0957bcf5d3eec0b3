"""What of all that a document has said bears on a step: definitions, assumptions, shapes."""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import letters_of
from derive.old.chains import Side, Step
from derive.old.conventions.parameters import with_plain_parameters
from derive.old.defining import equation_of, is_update, name_on_left, name_on_right, turned
from derive.old.names import argument_count, defined_name, names_in, quantities_of
from derive.old.said import Said
from derive.old.task import Task
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where

__all__ = ["bearing_on", "task_of"]


def task_of(said: Said, step: Step) -> Task:
    """The task that a step is after what was said; a definition is taken in."""
    named = name_on_right(said, step)
    name = name_on_left(said, step)
    both = step.left.formula.notation, step.right.formula.notation
    for notation in both:
        said.seen |= letters_of(notation) | quantities_of(notation)
    said.summed |= {*survey(both).bound}
    if name is not None:
        return _definition(said, name, equation_of(step), step.left)
    if named is not None:
        return _definition(said, named, turned(step), step.right)
    sides = _sides(step)
    if step.defines and is_update(step):
        return Task(sides, lost="an update, which gives a name a new value and is no equation,")
    task = bearing_on(said, sides, step.conditions, own_case=_overridden(said, step))
    rivals = _rivals(said, (*sides, *step.conditions), task.lets)
    restated = _restated(said, step)
    if restated:
        earlier = said.definitions[restated].formula
        equation = equation_of(step)
        said.rivals[restated] = replace(equation, source=earlier.source, scope=earlier.scope)
    return replace(
        task,
        restates=restated,
        rivals=rivals,
        elsewhere=_elsewhere(said, sides, task.lets),
        models=tuple(
            d.formula.source
            for d in said.definitions.values()
            if d.section != said.section and argument_count(d.formula)
        ),
        summed=tuple(sorted(said.summed)),
        totals=tuple(sorted(said.plain_totals)),
    )


def bearing_on(
    said: Said,
    sides: tuple[Formula, ...],
    conditions: tuple[Formula, ...] = (),
    *,
    own_case: bool = False,
) -> Task:
    """The task of formulas that stand together, with all that was said of what is in them."""
    relevant = said.relevant((*sides, *conditions), own_case)
    beside = tuple(Stated((_with_source(c, "the condition"),)) for c in conditions)
    known = {n for where in said.declared for n in where.names}
    for formula in (*relevant.lets, *(f for s in relevant.given for f in s.formulas)):
        known |= names_in(formula.notation)
    lost = relevant.lost[0] if relevant.lost else ""
    return Task(
        sides,
        relevant.lets,
        (*relevant.given, *beside),
        relevant.declared,
        lost=f"{said.lost[lost]} speaks of {lost} and was not read" if lost else "",
        known=tuple(sorted(known)),
        labels=tuple(sorted(said.labels)),
        above=tuple(sorted(said.above)),
        products=tuple(said.products),
        layout=said.layout,
        shown=said.shown,
        layers=said.layers,
        doubt=said.doubt,
        spaces=_spaces(said, relevant.lets, sides),
    )


def _spaces(said: Said, lets: tuple[Formula, ...], sides: tuple[Formula, ...]) -> tuple[Where, ...]:
    """The shapes of the names in formulas that no definition and no annotation gives."""
    used = {name for f in (*lets, *sides) for name in names_in(f.notation) | letters_of(f.notation)}
    known = {name for where in said.declared for name in where.names} | {*said.definitions}
    return tuple(w for w in said.spaces if {*w.names} & used and not {*w.names} & known)


def _elsewhere(
    said: Said, sides: tuple[Formula, ...], lets: tuple[Formula, ...]
) -> tuple[str, ...]:
    """The sources of definitions that may not be meant.

    They stand in another section, are those of functions, or define what a ∂ may hold fixed;
    a derivative that is set to 0 is an equation to be solved, and holds nothing fixed.
    """
    partial = any("∂" in letters_of(side.notation) for side in sides)
    zero = sides[-1].text[sides[-1].notation.start : sides[-1].notation.end].strip() == "0"
    return tuple(
        sorted(
            d.formula.source
            for n, d in said.definitions.items()
            if (d.section != said.section or argument_count(d.formula) or (partial and not zero))
            and n not in said.fixed
            and d.formula in lets
        )
    )


def _restated(said: Said, step: Step) -> str:
    """The name that a step may define anew: in another section or case, or as its words say."""
    name = defined_name(step.left.expression)
    if name not in said.definitions or name in said.fixed:
        return ""
    known = said.definitions[name]
    # What a definition speaks of is given a value in it, and opens no other case.
    cases = {*said.cases[known.cases :]} - names_in(known.formula.notation)
    elsewhere = said.anew or bool(cases) or known.section != said.section
    recursive = name in names_in(step.right.formula.notation)
    return name if elsewhere and not recursive else ""


def _rivals(
    said: Said, formulas: tuple[Formula, ...], lets: tuple[Formula, ...]
) -> tuple[Formula, ...]:
    """The definitions that bear on formulas, with those that were made anew."""
    defined = ((said.rivals.get(name), d.formula) for name, d in said.definitions.items())
    anew = {formula.source: rival for rival, formula in defined if rival is not None}
    found = [anew[f.source] for f in lets if f.source in anew]
    if not found:
        return ()
    every = said.relevant((*formulas, *found)).lets
    return tuple(anew.get(f.source, f) for f in every)


def _definition(said: Said, name: str, equation: Formula, left: Side) -> Task:
    """The task of an equation that defines a name."""
    redefines = name in said.definitions
    equation = replace(equation, notation=with_plain_parameters(equation.notation))
    name = said.define(name, equation)
    said.lost.pop(name, None)
    relevant = said.relevant((left.formula,))
    return Task(
        (_with_source(left.formula, "side 1"),),
        relevant.lets,
        relevant.given,
        relevant.declared,
        defines=name,
        labels=tuple(sorted(said.labels)),
        above=tuple(sorted(said.above)),
        products=tuple(said.products),
        layout=said.layout,
        spaces=_spaces(said, relevant.lets, ()),
        redefines=redefines,
    )


def _overridden(said: Said, step: Step) -> bool:
    """Whether the step has a case of its own for the indices of the case at hand."""
    compared = [letters_of(condition.notation) for condition in step.conditions]
    return any(
        letters_of(formula.notation) in compared
        for stated in said.case
        for formula in stated.formulas
    )


def _sides(step: Step) -> tuple[Formula, ...]:
    """Both sides of a step, with their numbers as sources."""
    return tuple(
        _with_source(side.formula, f"side {n}") for n, side in enumerate((step.left, step.right))
    )


def _with_source(formula: Formula, source: str) -> Formula:
    """The formula in no scope, with what it is called in messages."""
    return Formula(formula.text, formula.notation, source)
