"""Each operation as NumPy statements on blocks: a value is written over one not needed any more."""

from __future__ import annotations

from collections import Counter

from derive.numeric.program.node import ELEMENTWISE, Node, is_plain_number
from derive.numeric.source.expressions import CALL, Code, expression, is_indicator
from derive.numeric.source.names import Names
from derive.numeric.source.shares import AboutLargest, by_whole, is_argmax, reason
from derive.numeric.source.statements import MAX_LINE, wanted_name

__all__ = ["InRows", "callee"]

#: The ufunc of an operation, where it has another name.
_UFUNCS = {"neg": "negative"}

#: Operations that no ufunc with ``out=`` does.
_NOT_UFUNCS = frozenset({"equal", "expm1_less", "isnan", "less", "times_log", "where"})


def callee(call: Node) -> str:
    """The name of the function that a node calls."""
    assert isinstance(call.value, str)
    return call.value


class InRows:
    """Statements on blocks, and where each value lies."""

    roots: tuple[Node, ...]
    #: The arguments, by their families.
    inputs: dict[str, str]
    named: dict[Node, str]
    names: Names
    #: An array of the size of the block, how many entries a row of it has, and whether it is
    #: said where the rows begin.
    large: str
    length: str
    positioned: bool
    #: The functions that have a form for rows, too, and the number of blocks that it works in.
    called: dict[str, int]
    code: dict[Node, Code]
    #: How often each value is needed, and how often still.
    count: Counter[Node]
    left: Counter[Node]
    #: Which block each value lies in, and which blocks are free.
    block: dict[Node, str]
    free: list[str]
    scratch: list[str]
    #: What exponentials are multiplied by: that of which shares are taken may be anything.
    unit: dict[Node, str]
    lines: list[str]

    def _leaf(self, node: Node) -> Code:
        match node:
            case Node("input", value=(str() as name, _)) | Node("argument", value=str() as name):
                return Code(self.inputs[name])
            case Node("labels", value=(str() as name, _)):
                labels = f"{self.inputs[name]}.astype(int)"  # of uint64 it would be a float
                return self._position(labels, "label")
            case Node("length"):
                return Code(self.length)
        return expression(node, (), numpy=True)

    def _position(self, in_row: str, name: str) -> Code:
        """Positions in the block, from those in the rows: one number is read off fastest."""
        if not self.positioned:
            self.positioned = True
            self.lines.insert(0, f"row = np.arange(0, {self.large}.size, {self.length})")
        position = self.names.new(name)
        self.lines.append(f"{position} = row + {in_row}")
        return Code(position)

    def _release(self, node: Node) -> None:
        """A value is needed once less; after the last time its block is free."""
        self.left[node] -= 1
        if not self.left[node] and node in self.block:
            self.free.append(self.block[node])

    def _about(self, found: AboutLargest, used: dict[Node, list[Node]]) -> None:
        """The exponentials about the largest logit, and their sum."""
        block = self._take(())
        self.block[found.weights], self.code[found.weights] = block, Code(block)
        names = []
        for node in (found.largest, found.top, found.weights, found.others):
            outside = found.needed(node, used)
            wanted = "unit" if node is found.weights else wanted_name(node, self.named)
            names.append(self.names.new(wanted) if outside else "_")
            if node is found.weights:
                self.unit[node] = names[-1]
            else:
                self.code[node] = Code(names[-1])
        logits = self.code[found.logits].text
        self.lines.append(f"{', '.join(names)} = _about_largest_in_rows({logits}, {block})")

    # -- values of one number a row

    def _small(self, node: Node) -> None:
        made = self._number(node)
        said = reason(node)
        if said is not None and said not in self.lines:
            self.lines.append(said)
        if (
            node not in self.roots
            and node.operation != "argmax"
            and (self.count[node] > 1 or len(made.text) > MAX_LINE or self._reads_large(node))
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
                return Code(f"_others_in_rows({', '.join(operands)})")
            case "nothing":
                return Code(f"_nothing(np, {operands[0]}, {self.length})")
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
            case "call":
                self._call(node)
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

    def _call(self, node: Node) -> None:
        """Another function writes into a block, and works in others."""
        name = callee(node)
        blocks = [self._take(()) for _ in range(1 + self.called[name])]
        given = ", ".join([*(self.code[o].text for o in node.operands), *blocks])
        self.lines.append(f"{name}_in_rows({given})")
        self.free += blocks[1:]
        self._lies_in(node, blocks[0])

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
        if is_indicator(node):
            self.lines.append(f"np.copyto({block}, {self._wide(test)})")
            self._lies_in(node, block)
            return
        if self.block.get(no) != block:
            self.lines.append(f"np.copyto({block}, {self._wide(no)})")
        self.lines.append(f"np.copyto({block}, {self._wide(yes)}, where={self._wide(test)})")
        self._lies_in(node, block)
