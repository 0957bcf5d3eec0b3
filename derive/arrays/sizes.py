"""Open sizes: those of ``1``, of ``I``, and of arrays whose index sets nobody has named.

They are found by unification from where they stand: in ``1ᵀ y`` the ones are as many as y
has rows. An array that nothing gives a size to gets index sets of its own.

What this file cannot do: it finds no kind. Whether a name that is not declared is a
number, a vector or a matrix is the writer's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.arrays.letters import names_of_forms
from derive.arrays.shapes import OpenSet, Shape, ShapeError, Shapes
from derive.syntax.array import Array, Identity, Ones
from derive.syntax.declare import Declaration
from derive.syntax.text import text
from derive.syntax.tree import IndexSet, Written
from derive.syntax.walk import map_children, subforms

__all__ = ["sized"]

#: Names for index sets that nobody has named.
SETS = "nmpdqrs"


def sized(*forms: Written, alike: bool = False) -> tuple[Written, ...]:
    """The forms, which stand together, with every size in them known.

    ``alike`` says that all are of one shape, as the two sides of an equation are. Raises
    ``ShapeError`` for a clash, and for a ``1`` or an ``I`` that may be of any size.

    >>> from derive import index_set, vector
    >>> y = vector("y", index_set("C"))
    >>> (form,) = sized(Ones().T @ y)
    >>> form.factors[0].of.over.name
    'C'
    >>> from derive.arrays.shapes import shape_of
    >>> X, theta = Array("X", (None, None)), Array("theta", (None,))
    >>> (form,) = sized(X @ theta)
    >>> print(shape_of(form))
    n × 1
    """
    if not any(_is_open(sub) for form in forms for sub in subforms(form)):
        return forms
    opening = _Opening(frozenset(names_of_forms(forms)))
    opened = tuple(opening.form(form) for form in forms)
    shapes = Shapes()
    found = [shapes.of(form) for form in opened]
    if alike and not all(shapes.unify(found[0], shape) for shape in found[1:]):
        raise ShapeError(_differ(forms, found))
    return tuple(_close(form, shapes, opening.name_sets(shapes)) for form in opened)


def _is_open(form: Written) -> bool:
    return (isinstance(form, Ones | Identity) and form.over is None) or (
        isinstance(form, Array) and form.declared is None
    )


def _differ(forms: tuple[Written, ...], found: list[Shape]) -> str:
    each = " and ".join(f"{text(f)} is {s}" for f, s in zip(forms, found, strict=True))
    return f"{each}: the sides of an equation must be of one shape"


class _Opening:
    """Puts an open set wherever a size is missing, one for each axis of a name."""

    def __init__(self, taken: frozenset[str]) -> None:
        self.taken = set(taken)
        self.families: dict[str, Declaration] = {}
        self.sets: list[OpenSet] = []
        self.free: list[OpenSet] = []

    def fresh(self) -> OpenSet:
        self.sets.append(OpenSet(f"?{len(self.sets)}"))
        return self.sets[-1]

    def form(self, form: Written) -> Written:
        match form:
            case Ones(None):
                return Ones(self.fresh())
            case Identity(None):
                return Identity(self.fresh())
            case Array(name, indices, None):
                declared = self.families.get(name)
                if declared is None:
                    axes = tuple(self.fresh() if i is None else i.over for i in indices)
                    declared = self.families[name] = Declaration(name, axes)
                    self.free += [axis for axis in axes if isinstance(axis, OpenSet)]
                return replace(form, declared=declared)
        return map_children(form, self.form)

    def name_sets(self, shapes: Shapes) -> Callable[[IndexSet], IndexSet | None]:
        """What each open set is in the end; those of families get names where they have none."""
        named: dict[IndexSet, IndexSet] = {}
        taken = set(self.taken)
        for axis in self.free:
            found = shapes.size(axis)
            if isinstance(found, OpenSet) and found not in named:
                letters = (*SETS, *(f"n{k}" for k in range(1, len(self.free) + 1)))
                name = next(letter for letter in letters if letter not in taken)
                taken.add(name)
                named[found] = IndexSet(name)

        def size(of: IndexSet) -> IndexSet | None:
            found = shapes.size(of)
            if found is None or not isinstance(found, OpenSet):
                return found
            return named.get(found)

        return size


def _close(form: Written, shapes: Shapes, size: Callable[[IndexSet], IndexSet | None]) -> Written:
    match form:
        case Ones(IndexSet() as over) | Identity(IndexSet() as over):
            found = size(over)
            if found is None:
                raise ShapeError(f"the size of {text(form)} is not known: name its index set")
            return replace(form, over=found)
        case Array(_, _, Declaration() as declared) if any(
            isinstance(axis, OpenSet) for axis in declared.axes
        ):
            axes = tuple(found for axis in declared.axes if (found := size(axis)) is not None)
            return replace(form, declared=replace(declared, axes=axes))
    return map_children(form, lambda part: _close(part, shapes, size))
