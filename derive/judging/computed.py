"""What a line of code computes, and what it is to compute, as one claim in every order of indices.

Names of code are symbols of the document here; how code names them is in ``symbol_of``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import permutations

from derive.code.arrays import Array, array_of, require_same
from derive.code.holding import Code, Line
from derive.code.reading import computed
from derive.discourse.statements import Formula, Statement
from derive.judging.agreement import agreed, judged_readings
from derive.judging.known import known_of
from derive.judging.outcome import Outcome, Place, Reason, Remark
from derive.judging.step import Settled, answers_of, rests_of
from derive.notation.names import only_item, spelled
from derive.notation.nodes import Expression, Letter, subnodes
from derive.notation.parse import parse
from derive.notation.signs import LETTERS
from derive.reading.claims import Built, built_of, reader_of
from derive.reading.expressions import expression
from derive.reading.free import free_letters
from derive.reading.lexicon import Lexicon
from derive.reading.reader import Env, Reader
from derive.reading.scope import Scope
from derive.reading.search import Choices, Ignorance, Misfit
from derive.reading.values import Value, instance, shape
from derive.syntax.tree import Index, Size, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["Claimed", "symbol_of"]

_HAT = re.compile(r"([A-Za-z]+)_?(hat|bar|tilde)")
_NUMBERED = re.compile(r"([A-Za-z]+?)_?(\d)")
#: How many free indices a formula may have that are not named in order.
MOST_LETTERS = 3
_ONE_SAMPLE = Remark(
    "one-sample",
    "a sum over a whole vector stands in it: it is right for one sample",
    "",
    "For a batch, sum along the axis of the classes, with keepdims=True.",
)


def symbol_of(lexicon: Lexicon, name: str) -> Formula | None:
    """The symbol of the document that is written like a name of code."""
    hat, numbered = _HAT.fullmatch(name), _NUMBERED.fullmatch(name)
    stem = hat[1] if hat is not None else numbered[1] if numbered is not None else name
    if len(stem) == 1:
        latex = stem
    elif rf"\{stem}" in LETTERS:
        latex = rf"\{stem}"
    else:
        latex, hat, numbered = rf"\mathrm{{{name}}}", None, None
    latex = rf"\{hat[2]}{{{latex}}}" if hat is not None else latex
    word = spelled(only_item(parse(latex)))
    letter = word.letter if word is not None else ""
    styles = sorted({style for seen, style in lexicon.seen if seen == letter} - {"plain"})
    if styles == ["", "bold"] and letter in lexicon.merged:
        styles = [""]
    if len(styles) != 1 and not (not styles and letter in lexicon.sets):
        return None
    if styles and styles[0] not in ("", "bold"):
        return None
    below = lexicon.of(letter, styles[0] if styles else "").below
    if numbered is not None and (numbered[2],) not in below:
        return None
    latex = rf"\mathbf{{{latex}}}" if styles == ["bold"] else latex
    latex += f"_{numbered[2]}" if numbered is not None else ""
    return Formula(latex, parse(latex), None, "directive")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A line and the formula that it is to compute; ``known`` are its names as formulas.

    ``said`` are those names of which an annotation says what they are.
    """

    code: Code
    line: Line
    formula: Expression
    scope: Scope
    statement: Statement
    known: dict[str, Expression]
    said: frozenset[str]

    def outcome(self, statements: tuple[Statement, ...], settled: Settled, place: Place) -> Outcome:
        """The verdict, where every order of free indices that may be meant has the same one."""
        outcomes = [self._in_order(order, statements, settled) for order in self._orders()]
        first = outcomes[0]
        if any(outcome.verdict != first.verdict for outcome in outcomes):
            said = "which of its indices counts the rows"
            return Outcome("unknown", Reason("readings-differ", said, place))
        return first

    def _in_order(
        self, order: tuple[str, ...], statements: tuple[Statement, ...], settled: Settled
    ) -> Outcome:
        summed: list[bool] = []

        def read(choices: Choices) -> Built:
            reader = reader_of(self.scope, (self.formula, *self.known.values()), choices)
            value = expression(reader, self.formula, Env())
            names = {
                name: array_of(expression(reader, node, Env())) for name, node in self.known.items()
            }
            found = computed(self.code, self.line, names, reader.sets, self.said)
            summed.append(found.summed)
            value, opened = _opened(reader, value, found.array, order)
            made = _as_value(reader, value, found.array, opened=opened)
            _reject_sizes(reader, made.entry)
            return built_of(reader, value, made)

        found, failures, cut_short = judged_readings(read, self.statement, dict(settled))
        outcome = agreed(found, failures, cut_short)
        if found:
            answers, rests = answers_of(found[0]), rests_of(found[0], known_of(statements))
            outcome = replace(outcome, reading=answers, rests_on=rests)
        elif outcome.verdict == "unread":
            outcome = replace(outcome, verdict="unknown")  # the line is read, and does not fit
        if outcome.verdict == "proved" and summed and summed[0]:
            return replace(outcome, remarks=(*outcome.remarks, _ONE_SAMPLE))
        return outcome

    def _orders(self) -> list[tuple[str, ...]]:
        """The orders of the free indices that may be meant: one, if they are named in order."""
        free = free_letters(self.formula)
        shown = (n.name for n in subnodes(self.formula) if isinstance(n, Letter))
        letters = tuple(dict.fromkeys(name for name in shown if name in free))
        below = tuple(name for name in letters if name in self.scope.lexicon.below)
        if below == tuple(sorted(below)) or len(below) > MOST_LETTERS:
            return [tuple(sorted(letters))]
        rest = tuple(name for name in letters if name not in below)
        return [(*order, *rest) for order in permutations(sorted(below))]


def _opened(
    reader: Reader, value: Value, array: Array, order: tuple[str, ...]
) -> tuple[Value, bool]:
    """A formula with free indices that the code does not name, as the whole array."""
    theirs = {index.name for index in free_indices(array.entry)} - {
        axis.name for axis in array.axes if axis is not None
    }
    mine = {index.name for index in free_indices(value.entry)} & set(reader.frees)
    letters = [name for name in order if name in mine - theirs]
    if not letters:
        return value, False
    if value.rank:
        raise Ignorance("an array with a free index, as what the code computes")
    axes, entry = [], value.entry
    for name in letters:
        axes.append(Index(reader.sets.fresh(name), reader.frees[name].over))
        entry = instance(entry, reader.frees[name], axes[-1])
    return Value(tuple(axes), entry), True


def _as_value(reader: Reader, value: Value, array: Array, *, opened: bool) -> Value:
    """What the code computes as a value of the shape of the formula; axes of length 1 go."""
    axes = tuple(axis for axis in array.axes if axis is not None)
    if len(axes) != value.rank:
        made = shape(Value(axes, array.entry))
        raise Misfit(f"the formula is {shape(value)}, and the code computes {made}")
    lies = len(array.axes) == 2 and value.rank == 1 and array.axes[0] is None
    if value.rank == 1 and len(array.axes) == 2 and lies != value.row and not opened:
        raise Misfit("the formula is a column and the code computes a row, or the other way")
    for one, other in zip(value.axes, axes, strict=True):
        require_same(reader.sets, one.over, other.over)
    return Value(axes, array.entry, value.row)


def _reject_sizes(reader: Reader, form: Written) -> None:
    """Code that divides by a size fits no reading in which a letter may be it, and is not."""
    sizes = any(isinstance(part, Size) for part in subforms(form))
    asked = reader.choices.asked
    if sizes and any(a.question[0] == "size" and a.answer == "number" for a in asked):
        raise Misfit("a letter that is the size of a set, as a number")
