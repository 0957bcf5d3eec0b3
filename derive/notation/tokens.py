r"""The lexer: LaTeX in math mode as tokens with their places.

It knows what TeX knows and a grammar cannot say: that ``\frac12`` is one half, that spaces
and sizes of brackets say nothing, which ``|`` opens a norm, and which bracket closes which.
What stands in no table of ``derive.notation.signs`` is a name, or rejected by name.
"""

from __future__ import annotations

import re

from derive.notation import markup, signs
from derive.notation.bars import pair_bars
from derive.notation.brackets import SPACES, Mark, spelled
from derive.notation.errors import ReadError
from derive.notation.letters import MAX_DIGITS, NUMBER, POINT, RAISED, Letters
from derive.notation.neighbours import settled
from derive.notation.stacked import stacked

__all__ = ["MAX_DIGITS", "MAX_LENGTH", "Mark", "tokens"]

MAX_LENGTH = 20_000

_SIGMA = re.compile(r"Σ\s*[_^]")
_FACTOR = re.compile(r"\.\s*(?!\\\\)[^}.,;&\s]")
_DASH = re.compile(r".-*\s*(?:&|\\\\|\\end\b)")
_LENGTH = re.compile(r"\*?\s*\[[^\]\\]{0,12}(?:ex|em|pt|mm|cm|in|sp)\]")
_CELLS = {("LEFT", "matrix"), ("SEP", "&"), ("SEP", r"\\")}
_GRIDS = frozenset(markup.MATRICES.values())
_STRUCTURE = {
    r"\over": "OVER",
    r"\choose": "OVER",
    r"\\": "ROW",
    r"\cr": "ROW",
    r"\newline": "ROW",
    "&": "COLUMN",
}
_ENDS = frozenset({"RBRACE", "LETTER", "RIGHT", "NUMBER", "WORD", "PRIME", "AT"})
#: Wide forms of ASCII's signs, as East Asian keyboards have them.
_WIDE_FORMS = {chr(n + 0xFEE0): chr(n) for n in range(0x21, 0x7F)}


def tokens(text: str, start: int = 0, stop: int | None = None) -> tuple[Mark, ...]:
    r"""The tokens of a stretch of a text; raises ``ReadError`` for what is not known.

    >>> [mark.value for mark in tokens(r"\frac12 \, \theta_{k}")]
    ['\\frac', '1', '2', 'theta', '_', '{', 'k', '}']
    """
    stop = len(text) if stop is None else stop
    if stop - start > MAX_LENGTH:
        raise ReadError(
            f"the formula has {stop - start} characters, and at most {MAX_LENGTH} are read",
            start + MAX_LENGTH,
            start + MAX_LENGTH + 1,
            text,
        )
    try:
        return settled(pair_bars(_without_flourish(_Lexer(text, start, stop).all())), text)
    except ReadError as error:
        raise error.within(text) from None


def _without_flourish(marks: list[Mark]) -> list[Mark]:
    r"""The tokens without a second sign in ``x_{_i}``, which only lowers the index more."""
    return [
        mark
        for n, mark in enumerate(marks)
        if n < 2
        or mark.kind not in ("SUB", "SUP")
        or (marks[n - 1].kind, marks[n - 2].kind) != ("LBRACE", mark.kind)
    ]


class _Lexer(Letters):
    """Walks through the text once; ``pending`` single tokens are arguments still to come."""

    def all(self) -> list[Mark]:
        while self.at < self.stop:
            self.step()
        if self.open:
            left = self.open[-1]
            raise ReadError(f"nothing closes this {spelled(left.kind)}", left.start, left.end)
        return self.marks

    def step(self) -> None:
        c = self.text[self.at]
        if c in SPACES:
            self.at += 1
        elif c == "%":
            end = self.text.find("\n", self.at, self.stop)
            self.at = self.stop if end < 0 else end
        elif self.comes(r"\_"):
            self.emit("SUB", "_", 2)  # an underscore that Markdown would have taken
            self.pending = 1
        elif c == "\\":
            self.command()
        elif c in "{}":
            self.brace(c)
        elif c.isdigit() and c.isascii():
            self.number(NUMBER)
        elif c in "^_":
            self.emit("SUP" if c == "^" else "SUB", c, 1)
            self.pending = 1
        elif c in RAISED:
            self.raised()
        elif c in _WIDE_FORMS and not c.isalnum() and self.sign_or_none(_WIDE_FORMS[c]):
            pass
        else:
            self.sign(c)

    def stack(self, c: str, length: int) -> None:
        stacked(self, c, length)

    # -- signs

    def sign(self, c: str) -> None:
        """A character that stands for itself."""
        for length in (3, 2):
            pair = self.text[self.at : min(self.at + length, self.stop)]
            if length == 3 and pair == "...":
                return self.atom("LETTER", "…", 3)
            if pair == "!=" and self.marks and self.marks[-1].end == self.at:
                raise self.unread(r"a factorial, or unequal? Write \ne or a space before =", 2)
            if len(pair) == 2 and pair in signs.RELATIONS:
                return self.relation(pair, 2)
            if pair in ("||", "&&"):
                kind, value = ("BAR", "‖") if pair == "||" else ("SEP", "&&")
                return self.emit(kind, value, 2)
        if not self.sign_or_none(c):
            self.letter(c)
        return None

    def sign_or_none(self, c: str) -> bool:
        """A character that stands for itself, if it is a sign."""
        if c in "-−–—" and self.is_dash():
            self.atom("LETTER", "—", 1)
        elif c in "+-−–":
            self.operator("SIGN", "+" if c == "+" else "-", 1)
        elif c == "|":
            self.emit("BAR", "|", 1)
        elif c in "'′’":
            self.emit("PRIME", "'", 1)
        elif c == "!" and self.last_kind() in _ENDS:
            self.emit("BANG", "!", 1)
        elif c == "." and self.last_kind() not in _ENDS and self.follows(POINT):
            self.number(POINT)
        elif c == "." and self.is_product():
            self.emit("OP", "·", 1)
        elif c == "Σ" and self.follows(_SIGMA):
            self.emit("BIG", "sum", 1)
        elif c in "[":
            self.opening("degree" if self.last_kind() == "ROOT" else "[", 1)
        elif c in signs.OPENING:
            self.opening(signs.OPENING[c], 1)
        elif c in signs.CLOSING:
            self.closing(signs.CLOSING[c], 1)
        else:
            return self.table(c, 1)
        return True

    def is_product(self) -> bool:
        """Whether a full stop stands between two factors inside of braces: ``{a . b}``."""
        inside = bool(self.open) and self.open[-1].kind == "{" and not self.open[-1].script
        ended = self.last_kind() in ("RBRACE", "LETTER", "RIGHT", "NUMBER", "WORD")
        return inside and ended and self.follows(_FACTOR) is not None

    def is_dash(self) -> bool:
        """Whether a minus is an entry of a matrix by itself: a dash beside a row."""
        inside = bool(self.open) and self.open[-1].kind in ("matrix", "vmatrix")
        if not inside or (self.marks[-1].kind, self.marks[-1].value) not in _CELLS:
            return False
        return self.follows(_DASH) is not None

    def operator(self, kind: str, value: str, length: int) -> None:
        """A sign between terms or factors; alone behind ``^`` or ``_`` it is a name."""
        if self.pending and self.last_kind() in ("SUB", "SUP"):
            return self.atom("LETTER", "∗" if value == "*" else value, length)
        return self.emit(kind, value, length)

    def relation(self, c: str, length: int) -> None:
        r"""A relation, or what ``\not`` makes of it."""
        value = signs.RELATIONS[c]
        if self.negated >= 0:
            value = signs.NEGATED.get(value, "¬" + value)
            self.marks.append(Mark("REL", value, self.negated, self.at + length))
            self.at += length
            self.negated = -1
        else:
            self.operator("REL", value, length)

    def table(self, c: str, length: int) -> bool:
        """A sign or command that stands in the tables."""
        if c in (r"\cdot", "·", ":") and self.is_open_index():
            self.atom("LETTER", "·", length)  # an index that is left open
        elif c in signs.BIG:
            self.emit("BIG", signs.BIG[c], length)
        elif c in signs.OPERATORS:
            self.operator("OP", signs.OPERATORS[c], length)
        elif c in signs.RELATIONS:
            self.relation(c, length)
        elif c == r"\not":
            self.negated = self.at
            self.at += length
        elif c in _STRUCTURE:
            self.structure(c, length)
        elif c in signs.SEPARATORS:
            kind = "BAR" if signs.SEPARATORS[c] == "|" else "SEP"
            self.emit(kind, signs.SEPARATORS[c], length)
        elif c in signs.CHARACTERS:
            value = signs.CHARACTERS[c]
            if value.startswith("^"):
                self.marks.append(Mark("SUP", "^", self.at, self.at))
            self.atom("LETTER", value[-1], length)
        elif c in markup.UNREAD or c == "!":
            what = markup.UNREAD.get(c, "a factorial of nothing")
            raise self.unread(f"{c} is {what}, which is not read", length)
        else:
            return False
        return True

    def is_open_index(self) -> bool:
        r"""Whether a dot stands for an index, as in ``W_{i \cdot}``, or for an argument."""
        alone = bool(self.marks) and self.marks[-1].kind in ("LEFT", "SEP")
        below = any(bracket.script == "SUB" for bracket in self.open)
        return bool(self.open) and (self.open[-1].script == "SUB" or (alone and below))

    def structure(self, c: str, length: int) -> None:
        row = _STRUCTURE[c] == "ROW"
        if row and any(bracket.kind == "substack" for bracket in self.open):
            return self.emit("SEP", ",", length)
        if _STRUCTURE[c] != "OVER" and self.open and self.open[-1].kind in _GRIDS:
            self.emit("SEP", r"\\" if row else c, length)
        else:
            self.emit(_STRUCTURE[c], c, length)
        gap = self.follows(_LENGTH)
        if row and gap:
            self.at = gap.end()
        return None
