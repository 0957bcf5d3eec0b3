"""Which steps of a document define a name, and which name: ``p_i = …``, ``2 b = L``.

An equation whose left side is a new name says what it is. One that speaks of what is known
already, of itself through definitions, or of an operation such as a trace is a claim.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Letter,
    Operator,
    Scripted,
    letters_of,
    subnodes,
)
from derive.old.chains import Step
from derive.old.conventions.functionals import is_instance
from derive.old.conventions.labels import without_labelled, without_steps
from derive.old.matrices.written_out import only_own_entries
from derive.old.names import defined_name, is_delta, labelled_names_in, names_in, quantities_of
from derive.old.said import Said
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula

__all__ = ["equation_of", "is_update", "name_on_left", "name_on_right", "turned"]

#: Operations whose value nobody defines.
_OPERATIONS = frozenset({"tr", "Tr", "trace", "diag", "Diag"})
#: Functions that nobody needs to define.
_ELEMENTARY = frozenset({"sigma", "sigmoid", "tanh", "softmax", "exp", "log", "sqrt"})


def name_on_left(said: Said, step: Step) -> str | None:
    """The name that the step introduces, if its left side is a new name.

    A name that is known already is defined anew where the right side speaks of something
    that the document has not mentioned before.
    """
    name = defined_name(step.left.expression, literal=_is_free(said, step.left.expression))
    name = None if name is None else said.told_apart(name, equation_of(step))
    right = step.right.formula
    new = quantities_of(right.notation) - said.seen - letters_of(step.left.formula.notation)
    again = name in said.definitions and (new or step.defines)
    if name is None:
        return None
    other = said.is_other(name, equation_of(step))
    if said.knows(name) and not (again or other):
        return None
    if (
        not new
        and not other
        and is_instance(equation_of(step), (d.formula for d in said.definitions.values()))
    ):
        return None  # D(q ‖ p), where D(p ‖ q) is defined
    if not step.defines and (name in said.fixed or _has_entries(said, step.left.expression)):
        return None
    if any(where.kind == "index" and name in where.names for where in said.declared):
        return None
    first = step.left.expression.terms[0].items[0]
    if name in _OPERATIONS or is_delta(first):
        return None
    stem = name.partition("'")[0]
    if "'" in name and "," not in name and (said.knows(stem) or stem in _ELEMENTARY):
        return None  # the derivative of a function, and no name of its own
    if step.defines and is_update(step):
        return None
    if step.defines or only_own_entries(step.left.expression, step.right.expression):
        return name
    first = step.left.expression.terms[0].items[0]
    whole = name if isinstance(first, Letter) else ""
    return None if _rests_on(said, right, name, whole) else name


def name_on_right(said: Said, step: Step) -> str | None:
    """The name that the right side is, if it is new: ``2 b = L`` says what L is."""
    name = defined_name(step.right.expression)
    first = step.right.expression.terms[0].items[0]
    if name is None or said.knows(name) or name == "e":
        return None
    if letters_of(first) & said.seen or names_in(first) & said.lost.keys():
        return None
    if any(n in where.names for where in said.declared for n in names_in(first)):
        return None
    if name in {axis.name for w in (*said.declared, *said.spaces) for axis in w.axes or ()}:
        return None  # the number of elements of a set
    if names_in(first) & _ELEMENTARY or not _is_applied_to_letters(step.right.expression):
        return None
    if defined_name(step.left.expression) is not None:
        return None
    return None if name in names_in(step.left.formula.notation) else name


def _is_applied_to_letters(right: Expression) -> bool:
    """Whether what is applied is applied to plain letters, as in a definition."""
    brackets = (item for item in right.terms[0].items[1:] if isinstance(item, Bracket))
    return not any(isinstance(n, Scripted | Digits) for b in brackets for n in subnodes(b))


def is_update(step: Step) -> bool:
    """Whether a name is given a value that is worked out from its old one."""
    return defined_name(step.left.expression) in names_in(step.right.formula.notation)


def _rests_on(said: Said, formula: Formula, name: str, whole: str) -> bool:
    """Whether a formula speaks of a name, also through definitions: it cannot define it.

    A step before, as h_{t-1}, is defined by the step before it, and makes no circle; nor does
    c_0, where the c that is defined is the ``whole`` of a quantity.
    """
    now = replace(formula, notation=without_steps(formula.notation))
    if whole:
        begins = f"{whole}_"
        labels = frozenset(n.removeprefix(begins) for n in said.definitions if n.startswith(begins))
        now = replace(now, notation=without_labelled(now.notation, whole, labels))
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


def equation_of(step: Step) -> Formula:
    """The step as an equation of its own, in the row where its right side stands."""
    left, right = step.left.expression, step.right.expression
    place = left.start, right.end
    clause = Clause(*place, (left, right), (Operator(left.end, right.start, "="),))
    return Formula(step.right.formula.text, Clauses(*place, (clause,)))


def turned(step: Step) -> Formula:
    """The step from its right side to its left, in the row where the left side stands."""
    left, right = step.right.expression, step.left.expression
    place = left.start, left.end
    clause = Clause(*place, (left, right), (Operator(*place, "="),))
    return Formula(step.right.formula.text, Clauses(*place, (clause,)))
