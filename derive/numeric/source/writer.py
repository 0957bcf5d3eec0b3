"""One function of a generated module: its public form, and the private ones behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from derive.numeric.program.lower import Program
from derive.numeric.program.node import Node, Slot, every
from derive.numeric.program.sharing import Routine
from derive.numeric.source.described import Function
from derive.numeric.source.expressions import Code, expression
from derive.numeric.source.in_place import InPlace, one_axis
from derive.numeric.source.layout import broken, call, folded, indented, literal, quoted
from derive.numeric.source.names import Names
from derive.numeric.source.statements import statements

__all__ = ["Written", "needed", "written"]


_KINDS = {
    "value": "value",
    "gradient": "derivative",
    "vjp": "product of a vector with the derivative",
    "jvp": "product of the derivative with a vector",
    "hvp": "product of the Hessian with a vector",
}


@dataclass(frozen=True, slots=True)
class Written:
    """The source of a function, and of the private ones that it calls by themselves.

    ``scratch`` is how many blocks the form for rows works in besides ``out``, ``None`` if
    there is no such form.
    """

    public: str
    private: tuple[str, ...]
    scratch: int | None


def needed(function: Function, roots: tuple[Node, ...]) -> tuple[str, ...]:
    """The families that some programs of a function need, in order; some for their length."""
    named, over = set[str](), dict[str, None]()
    for node in every(*roots):
        match node:
            case Node("input" | "labels", value=(str() as name, _)):
                named.add(name)
            case Node("argument", value=str() as name):
                named.add(name)
            case Node("length", value=str() as name):
                over[name] = None
            case Node("position" | "one-hot" | "nothing" | "place", value=Slot(over=name)):
                over[name] = None
    if any(len(root.axes) < len(function.output) for root in roots):
        axes = [i.over for i in function.output]
        named.update(d.name for d in function.families if list(d.axes) == axes)
    for name in over:
        measured = _with_axis(function, name)
        if not any(d in named for d in measured):
            named.update(measured[:1])
    order = [d.name for d in function.families]
    return tuple(d for d in order if d in named) or tuple(order)


def _with_axis(function: Function, over: str) -> tuple[str, ...]:
    """The families that have an axis, one that may be labels aside."""
    having = (d for d in function.families if over in {a.name for a in d.axes})
    return tuple(d.name for d in having if d.name != function.labels)


def written(
    function: Function,
    routine: Routine,
    before: dict[str, int],
    *,
    called: bool,
) -> Written:
    """The source of a function.

    ``before`` are the routines that have a form for rows, with the number of blocks that it
    works in; ``called`` says that others call this one.
    """
    return _Writer(function, routine, before).written(called)


class _Writer:
    def __init__(self, function: Function, routine: Routine, before: dict[str, int]) -> None:
        self.function, self.routine, self.before = function, routine, before
        names = Names()
        self.arguments = {f.name: names.new(f.name) for f in function.families}
        self.taken = [self.arguments[name] for name in routine.families]
        self.roots = tuple(p.result for p in routine.programs)
        self.named = {n: name for p in routine.programs for n, name in p.named.items()}
        label = function.labels
        needs = label in routine.families
        self.label = self.arguments[label] if label is not None and needs else None

    def written(self, called: bool) -> Written:
        programs = self.routine.programs
        callee = self._same()
        if callee is not None and not called:
            scratch = self.before.get(callee)
            body = [f"return {callee}(xp, *arrays)"]
            return Written(self._public(body, scratch, True, callee), (), scratch)
        single = self._single()
        rows = all(one_axis(p.result, self.before) for p in programs)
        rows = rows and all(p.result.axes == p.output for p in programs)
        block = self._block() if rows else None
        scratch = None if block is None else len(block.scratch)
        body, private = self._body(), []
        if called or single or block is not None:
            private.append(self._kernel(body))
            body = [f"return {self.routine.name}(xp, *arrays)"]
        if block is not None:
            private.append(self._rows(block))
        source = self._public(body, scratch, bool(private), self.routine.name)
        return Written(source, tuple(private), scratch)

    def _single(self) -> bool:
        """Whether it is a formula of single numbers."""
        return not any(n.axes for n in every(*self.roots)) and not any(
            d.axes for d in self.function.families
        )

    def _same(self) -> str | None:
        """The function that this one is but for the names of its arguments, if there is one."""
        match self.roots:
            case (Node("call", operands, value=str() as callee),):
                return callee if tuple(o.value for o in operands) == self.routine.families else None
        return None

    # -- the public function

    def _public(self, body: list[str], scratch: int | None, behind: bool, kernel: str) -> str:
        f, single = self.function, self._single()
        rows = scratch is not None or single
        options = ["*", "out: Any = None", "threads: int = 1"] if rows else []
        arguments = [f"{a}: Any" for a in self.arguments.values()]
        head = call(f"def {f.name}", [*arguments, *options], " -> Any:", indent=0)
        axes = {d.name: [quoted(a.name) for a in d.axes] for d in f.families}
        pairs = ((n, _tuple([self.arguments[n], *axes[n]])) for n in self.routine.families)
        given = [f"{self.arguments[n]}={pair}" for n, pair in pairs]
        given = [*(["out"] * rows), *given]
        taken = "_arrays" if self.label is None else "_arrays_or_labels"
        arrays = "arrays" if behind else f"({_listed(self.taken)})"
        xp = "xp" if rows or any(re.search(r"\bxp\b", line) for line in body) else "_"
        lines = [call(f"{xp}, {'batch' if rows else '_'}, {arrays} = {taken}", given)]
        if rows:
            wide = [] if f.output else ["wide=False"]
            blocks = [f"scratch={scratch}"] if scratch else []
            shared = ["batch", "arrays", "out", "threads"]
            if single:
                run = call("return _by_elements", [kernel, *shared], indent=8)
            else:
                given = [f"{kernel}_in_rows", *shared, *wide, *blocks]
                run = call("return _in_rows", given, indent=8)
            lines += ["if xp is np:", indented(run)]
        if not rows:
            # What overflows on one side of a choice is not used; NumPy need not warn of it.
            inside = (indented(broken(line, indent=8)) for line in body)
            body = ['with np.errstate(all="ignore"):', *inside]
        return "\n".join([head, *map(indented, [*self._describe(), *lines, *body])])

    def _describe(self) -> list[str]:
        f = self.function
        shapes = [
            f"{self.arguments[d.name]} ({', '.join(('...', *(a.name for a in d.axes)))})"
            for d in f.families
        ]
        out = ", ".join(("...", *(i.over.name for i in f.output)))
        lines = [f"Return {f.says}, of the shape ({out}).", ""]
        if folded(lines[0]) != lines[0]:
            lines = [f"Return the {_KINDS[f.kind]}, of the shape ({out}).", "", f"It is {f.says}."]
        lines.append(f"Shapes: {', '.join(shapes)}; what leads is a batch.")
        if self.label is not None:
            lines.append(f"{self.label} may be integer labels from 0, with one axis less.")
        unused = [a for n, a in self.arguments.items() if n not in self.routine.families]
        if unused:
            lines.append(f"It does not depend on {' and '.join(unused)}.")
        return literal("\n".join(folded(line) for line in lines)).split("\n")

    # -- the private ones

    def _length(self, over: str) -> str:
        """The number of elements of an index set, off an array that has such an axis."""
        families = {d.name: d for d in self.function.families}
        name = next(n for n in self.routine.families if n in _with_axis(self.function, over))
        axes = [a.name for a in families[name].axes]
        return f"{self.arguments[name]}.shape[{axes.index(over) - len(axes)}]"

    def _body(self) -> list[str]:
        """The statements for any array library."""
        label = self.function.labels
        dense = next((a for n, a in self._taken_by_name() if n != label), self.taken[0])
        names = Names()
        for argument in (*self.arguments.values(), "dtype"):
            names.new(argument)

        def leaf(node: Node) -> Code:
            match node:
                case Node("input" | "labels", value=(str() as name, tuple() as layout)):
                    code = Code(self.arguments[name])
                    return code if layout == node.axes else _turned(code, layout)
                case Node("argument", value=str() as name):
                    return Code(self.arguments[name])
                case Node("length", value=str() as over):
                    return Code(self._length(over))
                case Node("position", value=Slot(over=over)):
                    return Code(f"_positions(xp, {self._length(over)}, {dense})")
            return expression(node, ())

        made = partial(expression, length=self._length)
        test = f'xp.isdtype({self.label}.dtype, "integral")'
        lines = statements(self.roots, leaf, made, names, self.named, test)
        program = self.routine.programs[0]
        ends = [n for n, line in enumerate(lines) if line.lstrip().startswith("return ")]
        for n in ends:
            before, value = lines[n].split("return ", 1)
            lines[n] = f"{before}return {self._arranged(value, program)}"
        text = "\n".join(lines)
        if text.count(", dtype)") == 1:
            text = text.replace(", dtype)", f", {dense}.dtype)")
        elif ", dtype)" in text:
            text = f"dtype = {dense}.dtype\n{text}"
        return text.split("\n")

    def _taken_by_name(self) -> list[tuple[str, str]]:
        return list(zip(self.routine.families, self.taken, strict=True))

    def _arranged(self, value: str, program: Program) -> str:
        """The result with an axis for each index of the output, in its order."""
        have, wanted = program.result.axes, program.output
        kept = tuple(s for s in wanted if s in have)
        if have != kept:
            value = f"xp.matrix_transpose({value})"
        if kept == wanted:
            return value
        # It is the same along an axis: nothing in it says how long that is.
        over = [s.over for s in wanted]
        like = next((d for d in self.function.families if [a.name for a in d.axes] == over), None)
        if like is None or like.name == self.function.labels:
            raise ValueError(f"{self.function.name} is the same along an axis of no array")
        if program.result.operation != "number":
            marks = ", ".join(":" if s in have else "None" for s in wanted)
            value = f"({value})[..., {marks}]"
        return f"xp.zeros_like({self.arguments[like.name]}) + {value}"

    def _kernel(self, body: list[str]) -> str:
        arguments = ["xp: Any", *(f"{a}: Any" for a in self.taken)]
        head = call(f"def {self.routine.name}", arguments, " -> Any:", indent=0)
        return "\n".join([head, *(indented(broken(line)) for line in body)])

    def _block(self) -> InPlace:
        inputs = {n: self.arguments[n] for n in self.routine.families}
        large = [d for d in self.function.families if d.axes and d.name in inputs]
        first = next((d for d in large if d.name != self.function.labels), large[0])
        test = f"{self.label}.ndim == 1"
        return InPlace(self.roots, inputs, self.named, inputs[first.name], test, self.before)

    def _rows(self, block: InPlace) -> str:
        arguments = [f"{a}: Any" for a in (*self.taken, "out", *block.scratch)]
        head = call(f"def {self.routine.name}_in_rows", arguments, " -> None:", indent=0)
        return "\n".join([head, *(indented(broken(line)) for line in block.lines)])


def _listed(names: list[str]) -> str:
    return f"{names[0]}," if len(names) == 1 else ", ".join(names)


def _tuple(parts: list[str]) -> str:
    return f"({_listed(parts)})"


def _turned(code: Code, layout: tuple[Slot, ...]) -> Code:
    """An array with its axes in the program's order: only ever two change places."""
    if len(layout) != 2:
        raise ValueError("an array of three axes would have to be turned")
    return Code(f"xp.matrix_transpose({code.text})")
