"""One step of a document with all that bears on it: what a judge needs, and no more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.reading.chains import Side, Step
from derive.reading.conventions.functionals import is_instance
from derive.reading.conventions.labels import without_steps
from derive.reading.conventions.mended import Mended
from derive.reading.conventions.parameters import with_plain_parameters
from derive.reading.names import (
    argument_count,
    defined_name,
    is_delta,
    labelled_names_in,
    letters_of,
    names_in,
    quantities_of,
)
from derive.reading.said import Said
from derive.reading.written_out import only_own_entries
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.notation import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Operator,
    Scripted,
    subnodes,
)
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where

__all__ = ["Code", "Task", "bearing_on", "task_of"]


@dataclass(frozen=True, slots=True)
class Code:
    """An expression of code with the names in it, and what is assigned to others before it.

    ``own`` are the functions that the document's code defines.
    """

    expression: str
    names: tuple[str, ...]
    before: tuple[tuple[str, str], ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """The sides of a step, the definitions, assumptions and declarations that bear on it.

    ``defines`` is the name that the step introduces, or ``""``; ``redefines`` says that the name
    had a definition before. ``lost`` says why the step
    is not judged, if something that it speaks of was not read. ``known`` are the names of
    which the document speaks elsewhere, ``labels`` the labels
    that names are declared with, ``above`` the letters that stand above defined names;
    ``doubt`` says what makes a refutation doubtful, ``products`` what products are called,
    ``layout`` that of derivatives by arrays, if the document says it, ``shown`` that of a matrix
    of derivatives that it writes out. ``layers`` are the letters of the document with labels of
    layers above them. With ``code``, the first side is what it computes, and the others are what
    its names stand for. ``sized`` says that a letter is tried as the size of a
    set. ``restates`` is a name that the step may define anew, ``rivals`` are the definitions if
    earlier steps did so. ``elsewhere`` are the sources of definitions that may not be meant,
    ``models`` those of them that are functions of another section: two models are often called
    h alike. ``literal`` says that sums end where they are printed to end; ``summed`` are letters
    over which earlier steps sum, ``spaces`` the shapes that the text speaks of. ``narrow`` says
    that a derivative before several factors takes the first only. ``mended`` are definitions
    that are not read as printed, ``valued`` families that are written as functions,
    ``shaped`` the names of which the text says a shape,
    ``totals`` names that are the sums of what is written like them.
    """

    sides: tuple[Formula, ...]
    lets: tuple[Formula, ...] = ()
    given: tuple[Stated, ...] = ()
    declared: tuple[Where, ...] = ()
    defines: str = ""
    lost: str = ""
    known: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    above: tuple[str, ...] = ()
    doubt: str = ""
    products: tuple[Formula, ...] = ()
    layout: str = ""
    sized: bool = False
    shown: str = ""
    layers: tuple[tuple[str, str], ...] = ()
    code: Code | None = None
    restates: str = ""
    rivals: tuple[Formula, ...] = ()
    elsewhere: tuple[str, ...] = ()
    literal: bool = False
    narrow: bool = False
    models: tuple[str, ...] = ()
    summed: tuple[str, ...] = ()
    spaces: tuple[Where, ...] = ()
    mended: tuple[Mended, ...] = ()
    valued: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    shaped: tuple[str, ...] = ()
    redefines: bool = False


#: Operations whose value nobody defines.
OPERATIONS = frozenset({"tr", "Tr", "trace", "diag", "Diag"})
#: Functions that nobody needs to define.
_ELEMENTARY = {"sigma", "sigmoid", "tanh", "softmax", "exp", "log", "sqrt"}


def task_of(said: Said, step: Step) -> Task:
    """The task that a step is after what was said; a definition is taken in."""
    named = _named(said, step)
    name = _defines(said, step)
    left = step.left.formula.notation
    said.seen |= letters_of(left) | quantities_of(left)
    usage = survey((step.left.formula.notation, step.right.formula.notation))
    said.summed |= {*usage.bound}
    if name is not None:
        return _definition(said, name, _equation(step), step.left)
    if named is not None:
        return _definition(said, named, _turned(step), step.right)
    sides = _sides(step)
    if step.defines and _is_update(step):
        return Task(sides, lost="an update, which gives a name a new value and is no equation,")
    task = bearing_on(said, sides, step.conditions, own_case=_overridden(said, step))
    relevant = said.relevant((*sides, *step.conditions), _overridden(said, step))
    rivals = _rivals(said, (*sides, *step.conditions), relevant.lets)
    restated = _restated(said, step)
    if restated:
        earlier = said.definitions[restated].formula
        equation = _equation(step)
        said.rivals[restated] = replace(equation, source=earlier.source, scope=earlier.scope)
    return replace(
        task,
        restates=restated,
        rivals=rivals,
        elsewhere=_elsewhere(said, sides, relevant.lets),
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
    """The definitions that may not be meant, which a ∂ may also hold fixed."""
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
    """The name that a step may define anew: in another section, or as its words say."""
    name = defined_name(step.left.expression)
    if name not in said.definitions or name in said.fixed:
        return ""
    elsewhere = said.anew or said.definitions[name].section != said.section
    recursive = name in names_in(step.right.formula.notation)
    return name if elsewhere and not recursive else ""


def _rivals(
    said: Said, formulas: tuple[Formula, ...], lets: tuple[Formula, ...]
) -> tuple[Formula, ...]:
    """The definitions that bear on formulas, with those that were made anew."""
    anew = {f.source: said.rivals[n] for n, d in said.definitions.items() if n in said.rivals
            for f in (d.formula,)}  # fmt: skip
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


def _named(said: Said, step: Step) -> str | None:
    """The name that the right side is, if it is new: ``2 b = L`` says what L is."""
    name = defined_name(step.right.expression)
    first = step.right.expression.terms[0].items[0]
    known = said.knows(name) if name is not None else True
    if (
        name is None
        or name == "e"
        or known
        or letters_of(first) & said.seen
        or names_in(first) & said.lost.keys()
    ):
        return None
    if any(n in where.names for where in said.declared for n in names_in(first)):
        return None
    if name in {axis.name for w in (*said.declared, *said.spaces) for axis in w.axes or ()}:
        return None  # the number of elements of a set
    if names_in(first) & _ELEMENTARY or not _has_letters(step.right.expression):
        return None
    left = step.left.formula.notation
    return (
        name if defined_name(step.left.expression) is None and name not in names_in(left) else None
    )


def _has_letters(right: Expression) -> bool:
    """Whether what is applied is applied to plain letters, as in a definition."""
    brackets = [i for i in right.terms[0].items[1:] if isinstance(i, Bracket)]
    return all(_is_parameters(bracket) for bracket in brackets)


def _is_parameters(bracket: Bracket) -> bool:
    inside = [node for node in subnodes(bracket) if isinstance(node, Scripted | Digits)]
    return not inside


def _turned(step: Step) -> Formula:
    """The step from its right side to its left, in the row where the left side stands."""
    left, right = step.right.expression, step.left.expression
    place = left.start, left.end
    clause = Clause(*place, (left, right), (Operator(*place, "="),))
    return Formula(step.right.formula.text, Clauses(*place, (clause,)))


def _overridden(said: Said, step: Step) -> bool:
    """Whether the step has a case of its own for the indices of the case at hand."""
    compared = [letters_of(condition.notation) for condition in step.conditions]
    return any(
        letters_of(formula.notation) in compared
        for stated in said.case
        for formula in stated.formulas
    )


def _defines(said: Said, step: Step) -> str | None:
    """The name that the step introduces, if its left side is a new name.

    A name that is known already is defined anew where the right side speaks of something
    that the document has not mentioned before.
    """
    name = defined_name(step.left.expression, literal=_is_free(said, step.left.expression))
    name = None if name is None else said.told_apart(name, _equation(step))
    spoken = quantities_of(step.right.formula.notation)
    new = spoken - said.seen - letters_of(step.left.formula.notation)
    said.seen |= letters_of(step.right.formula.notation) | spoken
    again = name in said.definitions and (new or step.defines)
    if name is None or (said.knows(name) and not again):
        return None
    if not new and is_instance(_equation(step), (d.formula for d in said.definitions.values())):
        return None  # D(q ‖ p), where D(p ‖ q) is defined
    if not step.defines and (name in said.fixed or _has_entries(said, step.left.expression)):
        return None
    if any(where.kind == "index" and name in where.names for where in said.declared):
        return None
    first = step.left.expression.terms[0].items[0]
    if name in OPERATIONS or is_delta(first):
        return None
    stem = name.partition("'")[0]
    if "'" in name and "," not in name and (said.knows(stem) or stem in _ELEMENTARY):
        return None  # the derivative of a function, and no name of its own
    if step.defines and _is_update(step):
        return None
    if step.defines or only_own_entries(step.left.expression, step.right.expression):
        return name
    return None if _rests_on(said, step.right.formula, name) else name


def _is_update(step: Step) -> bool:
    """Whether a name is given a value that is worked out from its old one."""
    return defined_name(step.left.expression) in names_in(step.right.formula.notation)


def _rests_on(said: Said, formula: Formula, name: str) -> bool:
    """Whether a formula speaks of a name, also through definitions: it cannot define it.

    A step before, as h_{t-1}, is defined by the step before it, and makes no circle.
    """
    now = replace(formula, notation=without_steps(formula.notation))
    reached = (now, *said.relevant((now,), own_case=True).lets)
    own = said.definitions.get(name)
    return any(
        name in labelled_names_in(f.notation)
        for f in reached
        if own is None or f is not own.formula
    )


def _is_free(said: Said, left: Expression) -> bool:
    """Whether a name with a number below may be one of its own: it is nothing declared."""
    names = names_in(left)
    declared = {name for where in said.declared for name in where.names}
    return not names & declared and not any(map(said.knows, names))


def _has_entries(said: Said, left: Expression) -> bool:
    """Whether an annotation defines the entries of a left side such as ``g(x)``."""
    written = plain(left)
    return any(name.startswith(f"{written}_") for name in said.fixed)


def _equation(step: Step) -> Formula:
    """The step as an equation of its own, in the row where its right side stands."""
    left, right = step.left.expression, step.right.expression
    place = left.start, right.end
    clause = Clause(*place, (left, right), (Operator(left.end, right.start, "="),))
    return Formula(step.right.formula.text, Clauses(*place, (clause,)))


def _sides(step: Step) -> tuple[Formula, ...]:
    return tuple(
        _with_source(side.formula, f"side {n}") for n, side in enumerate((step.left, step.right))
    )


def _with_source(formula: Formula, source: str) -> Formula:
    return Formula(formula.text, formula.notation, source)
