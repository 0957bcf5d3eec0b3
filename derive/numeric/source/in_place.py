"""A program as NumPy statements on a block of rows, without arrays besides those at hand.

It is for programs with one axis: a row is one sample, and lies along that axis. Each value
of the size of the block is written over one that is needed no more, the last into ``out``;
a block is small enough to stay in the cache from one statement to the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from derive.numeric.program.node import ELEMENTWISE, Node, every, is_plain_number
from derive.numeric.source.expressions import CALL, Code, expression
from derive.numeric.source.names import Names
from derive.numeric.source.shares import by_whole, is_argmax, weights_of
from derive.numeric.source.statements import MAX_LINE, is_leaf, uses, wanted_name

__all__ = ["InPlace", "one_axis"]

#: The ufunc of an operation, where it has another name.
_UFUNCS = {"neg": "negative"}

#: Operations that no ufunc with ``out=`` does.
_NOT_UFUNCS = frozenset({"equal", "expm1_less", "isnan", "less", "times_log", "where"})


def one_axis(root: Node) -> bool:
    """Whether every value of a program lies along one axis, or along none."""
    slots = {slot for node in every(root) for slot in node.axes}
    rows = all(n.operation not in {"take", "position"} for n in every(root))
    return len(slots) == 1 and rows and all(n.operation != "one-hot" for n in every(root))


class InPlace:
    """The statements of one program; ``scratch`` is how many blocks they need besides ``out``."""

    def __init__(self, root: Node, inputs: dict[str, str], named: dict[Node, str]) -> None:
        self.root = root
        self.inputs = inputs
        self.named = named
        self.names = Names()
        for name in (*inputs.values(), "row"):
            self.names.new(name)
        self.code: dict[Node, Code] = {}
        self.left: Counter[Node] = uses(root)
        self.left[root] += 1
        #: Which block each value lies in, and which blocks are free.
        self.block: dict[Node, str] = {}
        self.free: list[str] = []
        self.scratch: list[str] = []
        self.lines: list[str] = []
        self.order = tuple(_best_first(root))
        #: Exponentials that may be taken of logits as they are, and what the largest is then.
        self.weights = frozenset(weights_of(self.order))
        self.unit: dict[Node, str] = {}
        self._write()

    def _write(self) -> None:
        if self.root.axes:
            # The last value is written into `out`, and so is what it is made of.
            self.free.append("out")
        count = uses(self.root)
        for node in self.order:
            if is_leaf(node):
                self.code[node] = self._leaf(node)
            elif node.axes:
                self._large(node)
            else:
                self._small(node, count)
            for operand in node.operands:
                self._release(operand)
        if not self.root.axes:
            self.lines.append(f"out[...] = {self.code[self.root].text}")
        elif self.root in self.block:
            self._exchange(self.block[self.root])
        else:
            self.lines.append(f"out[...] = {self.code[self.root].text}")

    def _exchange(self, last: str) -> None:
        """Let the block that the result lies in be ``out``: one block is as good as another."""
        names = {last: "out", "out": last}
        pattern = re.compile(rf"\b({last}|out)\b(?!=)")
        self.lines = [pattern.sub(lambda m: names[m[1]], line) for line in self.lines]

    def _leaf(self, node: Node) -> Code:
        if node.operation in {"input", "labels"}:
            assert isinstance(node.value, tuple)
            name = self.inputs[node.value[0]]
            if node.operation == "input":
                return Code(name)
            return self._position(f"{name}.astype(int)", "label")  # of uint64 it would be a float
        if node.operation == "length":
            return Code(self._length())
        return expression(node, (), numpy=True)

    def _length(self) -> str:
        """How many entries a row has."""
        return f"{self._any_large()}.shape[1]"

    def _any_large(self) -> str:
        large = next(n for n in self.order if n.operation == "input" and n.axes)
        assert isinstance(large.value, tuple)
        return self.inputs[large.value[0]]

    def _position(self, in_row: str, name: str) -> Code:
        """Positions in the block, from those in the rows: one number is read off fastest."""
        if not any(line.startswith("row = ") for line in self.lines):
            large = self._any_large()
            self.lines.insert(0, f"row = np.arange(0, {large}.size, {large}.shape[1])")
        position = self.names.new(name)
        self.lines.append(f"{position} = row + {in_row}")
        return Code(position)

    def _release(self, node: Node) -> None:
        """A value is needed once less; after the last time its block is free."""
        self.left[node] -= 1
        if not self.left[node] and node in self.block:
            self.free.append(self.block[node])

    # -- values of one number a row

    def _small(self, node: Node, count: Counter[Node]) -> None:
        made = self._number(node)
        if (
            node is not self.root
            and node.operation != "argmax"
            and (count[node] > 1 or len(made.text) > MAX_LINE or self._reads_large(node))
        ):
            name = self.names.new(wanted_name(node, self.named))
            self.lines.append(f"{name} = {made.text}")
            made = Code(name)
        self.code[node] = made

    def _reads_large(self, node: Node) -> bool:
        """Whether a value is read off a block, which may be written over before it is used."""
        return node.operation == "dot" or any(o in self.block for o in node.operands)

    def _number(self, node: Node) -> Code:
        operands = [self.code[o].text for o in node.operands]
        match node.operation:
            case "argmax":
                return self._position(
                    f"{operands[0]}.argmax(axis=1)", wanted_name(node, self.named)
                )
            case "sum":
                return self._sum(node.operands[0])
            case "max":
                top = next((n for n in self.code if is_argmax(n, node)), None)
                if top is None:
                    return Code(f"{operands[0]}.max(axis=1)")
                return Code(f"{operands[0]}.take({self.code[top].text})")
            case "pick":
                return Code(f"{operands[0]}.take({operands[1]})")
            case "dot":
                return self._dot(node)
            case "others":
                unit = self.unit.get(node.operands[0])
                given = operands if unit is None else [*operands, unit]
                return Code(f"_others_in_rows({', '.join(given)})")
            case "nothing":
                return Code(f"_nothing(np, {operands[0]}, {self._length()})")
        made = expression(node, tuple(self.code[o] for o in node.operands), numpy=True)
        return Code(made.text.replace(", dtype)", ", out.dtype)"), made.binds)

    def _dot(self, node: Node) -> Code:
        """The sum of a product; the product is written over a block that is free."""
        block = self._take(node.operands)
        left, right = (self.code[o].text for o in node.operands)
        self.lines.append(f"np.multiply({left}, {right}, out={block})")
        if block not in {self.block.get(o) for o in node.operands}:
            self.free.append(block)
        return Code(f"_sums({block})")

    def _sum(self, node: Node) -> Code:
        """The sum of a block; an array that is given need not be in one piece."""
        text = self.code[node].text
        return Code(f"_sums({text})" if node in self.block else f"{text}.sum(axis=1)")

    # -- values of the size of the block

    def _large(self, node: Node) -> None:
        match node.operation:
            case "place":
                self._place(node)
            case "subtract" if node in self.weights:
                pass  # it is done with its exponential, if it has to be done
            case "exp" if node in self.weights:
                self._weigh(node)
            case "divide" if by_whole(node):
                self._share(node)
            case operation if operation in ELEMENTWISE - _NOT_UFUNCS:
                block = self._take(node.operands)
                ufunc = _UFUNCS.get(operation, operation)
                operands = ", ".join(self._wide(o) for o in node.operands)
                self.lines.append(f"np.{ufunc}({operands}, out={block})")
                self._lies_in(node, block)
            case "where":
                self._where(node)
            case "equal" | "isnan" | "less":
                given = tuple(Code(self._wide(o), self.code[o].binds) for o in node.operands)
                name = self.names.new(wanted_name(node, self.named))
                made = expression(node, given, numpy=True)
                self.lines.append(f"{name} = {made.text}")
                self.code[node] = Code(name)
            case "times_log":
                self._times_log(node)
            case "expm1_less":
                block = self._take(node.operands)
                self.lines.append(f"{block}[...] = _expm1_less(np, {self._wide(node.operands[0])})")
                self._lies_in(node, block)
            case _:
                raise ValueError(f"{node.operation} is not done in place")

    def _wide(self, node: Node) -> str:
        """An operand: numbers of rows are given an axis."""
        code = self.code[node]
        if node.axes or is_plain_number(node):
            return code.text
        return f"{code.within(CALL)}[:, None]"

    def _take(self, operands: tuple[Node, ...]) -> str:
        """A block to write to: that of an operand that ends here, a free one, or a new one."""
        for operand in operands:
            if operand in self.block and self.left[operand] == operands.count(operand):
                return self.block[operand]
        if self.free:
            return self.free.pop()
        self.scratch.append(self.names.new("work"))
        return self.scratch[-1]

    def _lies_in(self, node: Node, block: str) -> None:
        for operand in node.operands:
            if self.block.get(operand) == block:
                del self.block[operand]
        self.block[node] = block
        self.code[node] = Code(block)

    def _place(self, node: Node) -> None:
        of, position, entry = node.operands
        block = self._take((of,))
        if self.block.get(of) != block:
            self.lines.append(f"np.copyto({block}, {self.code[of].text})")
        at = self.code[position].text
        self.lines.append(f"{block}.put({at}, {self.code[entry].text})")
        self._lies_in(node, block)
        if of in self.unit:
            self.unit[node] = self.unit[of]

    def _weigh(self, node: Node) -> None:
        """The exponentials of logits about their largest."""
        (difference,) = node.operands
        logits, largest = (self.code[o].text for o in difference.operands)
        block = self._take(difference.operands[:1])
        unit = self.names.new("unit")
        self.lines.append(f"{unit} = _weigh({logits}, {largest}, {block})")
        self._lies_in(node, block)
        self.unit[node] = unit

    def _share(self, node: Node) -> None:
        """A quotient by 1 + S: one division a row, as neither 1 + S nor 1/(1 + S) can overflow."""
        weights, whole = node.operands
        block = self._take((weights,))
        unit = self.unit.get(weights)
        below = self.code[whole].within(2)
        share = f"1 / ({unit} * {below})" if unit else f"1 / {self.code[whole].within(3)}"
        self.lines.append(f"np.multiply({self._wide(weights)}, ({share})[:, None], out={block})")
        self._lies_in(node, block)

    def _times_log(self, node: Node) -> None:
        weight, logarithm = node.operands
        block = self._take((logarithm,))
        if self.block.get(logarithm) != block:
            self.lines.append(f"np.copyto({block}, {self._wide(logarithm)})")
        given = self._wide(weight)
        nothing = f"({given} == 0) & ({block} == -np.inf)"
        self.lines.append(f"np.copyto({block}, 0, where={nothing})")
        self.lines.append(f"np.multiply({given}, {block}, out={block})")
        self._lies_in(node, block)

    def _where(self, node: Node) -> None:
        test, yes, no = node.operands
        block = self._take((no,))
        if self.block.get(no) != block:
            self.lines.append(f"np.copyto({block}, {self._wide(no)})")
        self.lines.append(f"np.copyto({block}, {self._wide(yes)}, where={self._wide(test)})")
        self._lies_in(node, block)


def _best_first(root: Node) -> Iterator[Node]:
    """The nodes in order, a position before the entry there: the entry is then read off."""
    nodes, given = tuple(every(root)), set[Node]()
    for node in nodes:
        if node.operation == "max":
            tops = [n for n in nodes if is_argmax(n, node) and n not in given]
            yield from tops
            given.update(tops)
        if node not in given:
            given.add(node)
            yield node
