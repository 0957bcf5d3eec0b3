r"""Linear layers that a document leaves out: ``∂E/∂w_{ij} = ∂E/∂z_j · x_i``.

Where a step differentiates by a weight or a bias on which nothing depends, and by a z that
nothing defines, the layer ``z_j = \sum_i w_{ij} x_i + b_j`` is what may be missing. It is
offered as a condition: only where the step is true with it, and false where z may be any
function of the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import Fraction, Item, Letter, Scripted, subnodes
from derive.notation.parse import parse
from derive.old.conventions.labels import left_of
from derive.old.layers import label_of
from derive.old.names import names_in
from derive.old.outcome import Outcome
from derive.old.task import Task
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import Usage, survey
from derive.syntax.reader.where import Where

__all__ = ["under_a_linear_layer"]

_WEIGHTS = frozenset({"w", "W"})
_BIASES = frozenset({"b"})


@dataclass(frozen=True, slots=True)
class _Used:
    """A family as it is written somewhere: its letter, its label and its indices."""

    name: str
    label: str
    indices: tuple[str, ...]

    def latex(self, indices: tuple[str, ...] | None = None, label: str | None = None) -> str:
        below = self.indices if indices is None else indices
        above = self.label if label is None else label
        letter = self.name if len(self.name) == 1 else f"\\{self.name}"
        wide = any(len(index) > 1 for index in below)
        low = f"_{{{(' ' if wide else '').join(below)}}}" if below else ""
        return f"{letter}{low}^{{{above}}}" if above else f"{letter}{low}"


def under_a_linear_layer(task: Task, judge: Callable[[Task], Outcome]) -> Outcome | None:
    """Conditional on the linear layer, where the step is true with it, and false for any z."""
    for let, need, where in _layers(task):
        try:
            notation = parse(let)
        except ReadError:
            continue
        formula = Formula(let, notation, "the linear layer", "let linear layer")
        task = replace(task, known=(*task.known, *names_in(notation)))
        found = judge(replace(task, lets=(*task.lets, formula)))
        if found.verdict not in ("proved", "conditional"):
            continue
        # Only a witness is asked for here: no other layout, and no letter as a size.
        plain = replace(task, layout=task.layout or "denominator", sized=True)
        alone = judge(replace(plain, declared=(*task.declared, where)))
        if alone.verdict not in ("refuted", "conditional"):
            return None
        return replace(
            found,
            verdict="conditional",
            needs=(need, *found.needs),
            assumptions=(need, *found.assumptions),
            witness=alone.witness,
            suggestion=None,
        )
    return None


def _layers(task: Task) -> Iterator[tuple[str, str, Where]]:
    """The layer that may be missing, how it is to be printed, and z as any function instead."""
    usage = survey(tuple(f.notation for f in (*task.sides, *task.lets)))
    pairs = [pair for side in task.sides for pair in _partials(side, usage)]
    mentioned: set[str] = set()
    defined: set[str] = set()
    for let in task.lets:
        left = left_of(let.notation)
        defined |= {left[0]} if left is not None else set()
        mentioned |= names_in(let.notation)
    declared = {n for w in task.declared if w.of or w.kind == "function" for n in w.names}
    parameters = {p for _, p in pairs if p.name in _WEIGHTS | _BIASES and p.name not in mentioned}
    others = {x for pair in pairs for x in pair if x not in parameters and x.indices}
    sums = {z for z in others if z.name not in defined | declared and len(z.indices) == 1}
    reached = {z for z in sums if z.name in mentioned or any(a == z for a, _ in pairs)}
    if len({p.name for p in parameters}) != 1 or len({z.name for z in reached}) != 1:
        return
    (parameter, *_), (z, *_) = sorted(parameters, key=repr), sorted(reached, key=repr)
    j = z.indices[0]
    i = next(x for x in "imnpqrs" if x != j)
    order = (i, j)
    if parameter.name in _WEIGHTS:
        if len(parameter.indices) != 2 or j not in parameter.indices:
            return
        i = next((x for x in parameter.indices if x != j), i)
        order = parameter.indices[0], parameter.indices[1]
    label = parameter.label
    inputs = [u for side in task.sides for u in _families(side, usage)
              if u.indices == (i,) and u.name not in (z.name, parameter.name)]  # fmt: skip
    weight = parameter if parameter.name in _WEIGHTS else _Used("w", label, order)
    bias = parameter if parameter.name in _BIASES else _Used("b", label, (j,))
    before = _before(label)
    own = sorted(n for n in defined if _speaks_of(task, n, z.name))
    default = _Used(own[0], before, (i,)) if own and before else _Used("x", "", (i,))
    given = [u for u in inputs if u.name not in defined or u.label]
    x = given[0] if given else default
    body = rf"\sum_{{{i}}} {weight.latex(order)} {x.latex()} + {bias.latex((j,))}"
    names = tuple(f"{u.name}^{{{u.label}}}" if u.label else u.name for u in (z, parameter))
    where = Where(names[:1], None, frozenset(), "function", "", names[1:])
    yield f"{z.latex()} = {body}", f"{z.latex(label=z.label or label)} = {body}", where


def _speaks_of(task: Task, name: str, other: str) -> bool:
    """Whether a definition of a name speaks of another one."""
    for let in task.lets:
        left = left_of(let.notation)
        if left is not None and left[0] == name and other in names_in(let.notation):
            return True
    return False


def _before(label: str) -> str:
    """The label of the layer before: l for l+1, l-1 for l."""
    inner = label.strip("()")
    if not inner or inner.isdigit():
        return ""
    found = inner.removesuffix("+1") if inner.endswith("+1") else f"{inner}-1"
    return f"({found})" if label.startswith("(") else found


def _partials(side: Formula, usage: Usage) -> Iterator[tuple[_Used, _Used]]:
    """What is differentiated by what, in quotients of ``∂``."""
    for node in subnodes(side.notation):
        if not isinstance(node, Fraction):
            continue
        above, below = items_of(node.above), items_of(node.below)
        if above is None or below is None or len(above) != 2 or len(below) != 2:
            continue
        if plain(above[0]) != "∂" or plain(below[0]) != "∂":
            continue
        pair = _used(above[1], usage), _used(below[1], usage)
        if pair[0] is not None and pair[1] is not None:
            yield pair[0], pair[1]


def _families(side: Formula, usage: Usage) -> Iterator[_Used]:
    for node in subnodes(side.notation):
        if isinstance(node, Scripted):
            found = _used(node, usage)
            if found is not None and found.indices:
                yield found


def _used(item: Item, usage: Usage) -> _Used | None:
    found = label_of(item, usage)
    if found is None:
        return None
    try:
        item = tidy(item)
    except ReadError:
        return None
    below = items_of(item.below) if isinstance(item, Scripted) and item.below is not None else ()
    if below is None or not all(isinstance(i, Letter) for i in below):
        return None
    return _Used(*found, tuple(plain(i) for i in below))
