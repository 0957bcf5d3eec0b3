r"""The lexer: LaTeX in math mode as tokens with their places.

It knows what TeX knows and a grammar cannot say: that ``\frac12`` is one half, that spaces
and sizes of brackets say nothing, which ``|`` opens a norm, and which bracket closes which.
What stands in no table of ``derive.notation.signs`` is rejected by name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from derive.notation import signs
from derive.notation.bars import pair_bars
from derive.notation.brackets import SPACES, Mark, spelled
from derive.notation.commands import ALSO_NAMES, Commands
from derive.notation.errors import ReadError
from derive.notation.words import letter_name

__all__ = ["MAX_DIGITS", "MAX_LENGTH", "Mark", "tokens"]

MAX_LENGTH = 20_000
MAX_DIGITS = 100

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TIMES_TEN = re.compile(r"[eE](?P<exponent>[+-]?\d+)")
_RAISED = {c: str(n) for n, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {"⁻": "-"}
_SIGMA = re.compile(r"Σ\s*[_^]")
_FACTOR = re.compile(r"\.\s*(?!\\\\)[^}.,;&\s]")
_DASH = re.compile(r".-*\s*(?:&|\\\\|\\end\b)")
_GAP = re.compile(r"\s*\[[^\]]*(?:ex|em|pt|mm|cm|in|sp)\]")
_CELLS = {("LEFT", "matrix"), ("SEP", "&"), ("SEP", r"\\")}
#: Names of several letters that people write without saying that they are one name.
_NAMES = re.compile(
    r"(?:MSE|RMSE|MAE|RSS|SSE|SSR|SST|TSS|BCE|NLL|ELBO|Loss|loss|Cost|Error|error)(?![A-Za-z])"
)
_STRUCTURE = {r"\over": "OVER", r"\\": "ROW", "&": "COLUMN"}


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
        return pair_bars(_without_flourish(_Lexer(text, start, stop).all()))
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


class _Lexer(Commands):
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
            self.number()
        elif c in "^_":
            self.emit("SUP" if c == "^" else "SUB", c, 1)
            self.pending = 1
        elif c in _RAISED:
            self.raised()
        else:
            self.sign(c)

    # -- tokens

    def sign(self, c: str) -> None:
        """A character that stands for itself."""
        for length in (3, 2):
            pair = self.text[self.at : min(self.at + length, self.stop)]
            if length == 3 and pair == "...":
                return self.atom("LETTER", "…", 3)
            if length == 2 and pair in signs.RELATIONS:
                return self.emit("REL", signs.RELATIONS[pair], 2)
            if pair in ("||", "&&"):
                kind, value = ("BAR", "‖") if pair == "||" else ("SEP", "&&")
                return self.emit(kind, value, 2)
        if c in "-−–—" and self.is_dash():
            return self.atom("LETTER", "—", 1)
        if c == "-" or c in "−–+":
            return self.emit("SIGN", "+" if c == "+" else "-", 1)
        if c == "|":
            return self.emit("BAR", "|", 1)
        if c == "'" or c in "′’":
            return self.emit("PRIME", "'", 1)
        if c == "." and self.is_product():
            return self.emit("OP", "·", 1)
        if c == "*" and self.pending:
            return self.atom("LETTER", "∗", 1)
        if c == "Σ" and self.follows(_SIGMA):
            return self.emit("BIG", "sum", 1)
        if c in "(⟨":
            return self.opening(c, 1)
        if c == "[":
            root = bool(self.marks) and self.marks[-1].kind == "ROOT"
            return self.opening("degree" if root else "[", 1)
        if c in ")]⟩":
            return self.closing(signs.CLOSING[c], 1)
        if self.table(c, 1):
            return None
        return self.letter(c)

    def is_product(self) -> bool:
        """Whether a full stop stands between two factors inside of braces: ``{a . b}``."""
        inside = bool(self.open) and self.open[-1].kind == "{" and not self.open[-1].script
        before = self.marks[-1].kind if self.marks else ""
        ended = before in ("RBRACE", "LETTER", "RIGHT", "NUMBER", "WORD")
        return inside and ended and self.follows(_FACTOR) is not None

    def is_dash(self) -> bool:
        """Whether a minus is an entry of a matrix by itself: a dash beside a row."""
        inside = bool(self.open) and self.open[-1].kind == "matrix"
        if not inside or (self.marks[-1].kind, self.marks[-1].value) not in _CELLS:
            return False
        return self.follows(_DASH) is not None

    def table(self, c: str, length: int) -> bool:
        """A sign or command that stands in the tables."""
        if c in (r"\cdot", "·", ":") and self.is_open_index():
            self.atom("LETTER", "·", length)  # an index that is left open
        elif c in signs.BIG:
            self.emit("BIG", signs.BIG[c], length)
        elif c in signs.OPERATORS:
            self.emit("OP", signs.OPERATORS[c], length)
        elif c in signs.RELATIONS:
            self.emit("REL", signs.RELATIONS[c], length)
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
        elif c in signs.UNREAD:
            raise self.unread(f"{c} is {signs.UNREAD[c]}, which is not read", length)
        else:
            return False
        return True

    def is_open_index(self) -> bool:
        r"""Whether a dot stands for an index, as in ``W_{i \cdot}``, or for an argument."""
        alone = bool(self.marks) and self.marks[-1].kind in ("LEFT", "SEP")
        below = any(bracket.script == "SUB" for bracket in self.open)
        return bool(self.open) and (self.open[-1].script == "SUB" or (alone and below))

    def structure(self, c: str, length: int) -> None:
        if c == r"\\" and any(bracket.kind == "substack" for bracket in self.open):
            return self.emit("SEP", ",", length)
        if c != r"\over" and self.open and self.open[-1].kind in ("matrix", "cases"):
            self.emit("SEP", c, length)
        else:
            self.emit(_STRUCTURE[c], c, length)
        gap = self.follows(_GAP)
        if c == r"\\" and gap:
            self.at = gap.end()

    def letter(self, c: str) -> None:
        if c.isascii() and c.isalpha() and not self.pending:
            known = self.follows(_NAMES)
            if known is not None and not self.text[max(0, self.at - 1) : self.at].isalpha():
                return self.atom("WORD", known[0], len(known[0]))
            for word, function in signs.WORDS.items():
                if self.comes(word):
                    self.emit("FUNCTION", function, len(word))
                    if function in ALSO_NAMES and not self.opens_next():
                        self.marks[-1] = replace(self.marks[-1], kind="WORD")
                    return None
        length = 1
        while (
            self.at + length < self.stop
            and unicodedata.category(self.text[self.at + length]) == "Mn"
        ):
            length += 1
        if length > 4:
            raise self.unread("a letter with so many accents is not read", length)
        name = letter_name(self.text[self.at : self.at + length])
        if name is None:
            described = unicodedata.name(c, "no name")
            raise self.unread(f"the character U+{ord(c):04X} ({described}) is not read", length)
        return self.atom("LETTER", name, length)

    def number(self) -> None:
        found = self.follows(_NUMBER)
        assert found is not None
        if not self.pending and (power := _TIMES_TEN.match(self.text, found.end(), self.stop)):
            length = power.end() - self.at
            raise self.unread(rf"write {found[0]} \cdot 10^{{{power['exponent']}}}", length)
        digits = found[0][0] if self.pending else found[0]
        if len(digits) > MAX_DIGITS:
            raise self.unread(f"a number of {len(digits)} digits is not read", len(digits))
        self.atom("NUMBER", digits, len(digits))

    def raised(self) -> None:
        end = self.at
        while end < self.stop and self.text[end] in _RAISED:
            end += 1
        digits = "".join(_RAISED[c] for c in self.text[self.at : end])
        if not re.fullmatch(r"-?\d{1,9}", digits):
            raise self.unread("this superscript is not read", end - self.at)
        self.marks += [Mark("SUP", "^", self.at, self.at), Mark("LBRACE", "{", self.at, self.at)]
        if digits[0] == "-":
            self.marks.append(Mark("SIGN", "-", self.at, self.at + 1))
        self.marks.append(Mark("NUMBER", digits.lstrip("-"), self.at, end))
        self.marks.append(Mark("RBRACE", "}", end, end))
        self.at = end

    # -- brackets

    # -- commands
