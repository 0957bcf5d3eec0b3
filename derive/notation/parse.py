r"""The parser: tokens to notation, level by level.

It knows what stands where; it does not know what a name means, so that ``f(x)`` and
``a(1-a)`` are both a letter and a bracket behind it. An error says what is missing, and where.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from derive.notation.beside import Around, told
from derive.notation.errors import ReadError
from derive.notation.items import braced, clauses_of, single_term
from derive.notation.marks import SCRIPTS, Mark
from derive.notation.nested import nested
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Operator,
    Root,
    Scripted,
    Separator,
    Styled,
    Term,
)
from derive.notation.scan import scan
from derive.notation.signs import UNREAD

__all__ = ["MAX_LENGTH", "parse", "parse_lines", "parse_marks"]

MAX_LENGTH = 20_000
#: How many pieces of notation may stand inside one another.
MAX_NESTING = 120
MAX_PRIMES = 6


def parse(text: str, start: int = 0, stop: int | None = None) -> Clauses:
    r"""The notation of one formula, or of a stretch of a text with its places in that text.

    ``&`` is nothing, and ``\\`` is not read.

    >>> formula = parse(r"a = \frac{b}{c} \cdot -d")
    >>> [type(item).__name__ for item in formula.parts[0].members[1].terms[0].items]
    ['Fraction', 'Operator', 'Operator', 'Letter']
    """
    return parse_lines(text, start, len(text) if stop is None else stop, one=True)


def parse_lines(text: str, start: int, stop: int, *, one: bool = False) -> Clauses:
    r"""The notation of a stretch whose lines are one row: a ``\\`` in it only breaks the line."""
    marks = scan(text, start, min(stop, start + MAX_LENGTH + 1))
    try:
        return parse_marks(marks, text, start, stop, one=one)
    except ReadError as error:
        raise error.within(text) from None


def parse_marks(
    marks: Iterable[Mark], text: str, start: int, stop: int, *, one: bool = False
) -> Clauses:
    """The notation of the tokens of a stretch."""
    if stop - start > MAX_LENGTH:
        said = f"the formula has {stop - start} characters, and at most {MAX_LENGTH} are read"
        raise ReadError(said, start + MAX_LENGTH, start + MAX_LENGTH + 1)
    for mark in marks:
        sign = text[mark.start : mark.end]
        if mark.kind == "ERROR":
            raise ReadError(mark.value, mark.start, mark.end)
        if mark.kind == "UNKNOWN":
            raise ReadError(rf"\{mark.value} is not defined: name a macro file", mark.start,
                            mark.start + len(mark.value) + 1)  # fmt: skip
        if mark.kind == "OP" and mark.value in UNREAD:
            raise ReadError(f"{sign} is {UNREAD[sign]}, which is not read", mark.start, mark.end)
    level = nested(marks)
    while one and level and level[-1].kind == "ROW":
        level.pop()
    broken = next((mark for mark in level[1:] if one and mark.kind == "ROW"), None)
    if broken is not None:
        said = r"one formula is read here: no \\ between rows"
        raise ReadError(said, broken.start, broken.end)
    found = _Level(level, text, Around(Mark("", "", start, stop))).content()
    last = max((part.end for part in found.parts), default=found.end)
    return replace(found, end=last)  # words behind a broken line come last, wherever they stand


@dataclass(slots=True)
class _Level:
    """Parses the tokens of one level, from left to right, into clauses."""

    marks: list[Mark]
    text: str
    around: Around
    depth: int = 0
    at: int = 0
    parts: list[Clause | Separator] = field(default_factory=list)
    members: list[Expression | None] = field(default_factory=list)
    relations: list[Operator] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    signs: Operator | None = None

    def content(self) -> Clauses:
        """All clauses, and what stands between them."""
        self.marks = told(self.marks, self.text, self.around)
        above: Clauses | None = None
        over: Mark | None = None
        while self.at < len(self.marks):
            mark = self.marks[self.at]
            kind = mark.kind
            if kind == "SIGN":
                self.sign()
            elif kind == "OP":
                self.ended()
                self.items.append(self.operator())
            elif kind == "REL":
                if self.members or self.terms or self.items or self.signs:
                    self.member()
                else:
                    self.members.append(None)
                self.relations.append(self.operator())
            elif kind in ("SEP", "TEXT"):
                self.clause()
                self.parts.append(Separator(mark.start, mark.end, mark.value))
                self.at += 1
            elif kind == "OVER" and above is None and self.around.bracket.kind != "BRACKET":
                self.clause()
                above, over, self.parts = self.clauses(), mark, []
                self.at += 1
            else:
                self.item(mark)
        self.clause()
        found = self.clauses()
        if above is not None and over is not None:
            return self.over(above, over, found)
        return found

    def clauses(self) -> Clauses:
        if not self.parts:
            return Clauses(self.around.bracket.start, self.around.bracket.end, ())
        return Clauses(self.parts[0].start, self.parts[-1].end, tuple(self.parts))

    def clause(self) -> None:
        """A clause ends here, if one has begun."""
        if self.members or self.terms or self.items or self.signs:
            self.member()
            members = tuple(self.members)
            first = members[0] if members[0] is not None else self.relations[0]
            last = members[-1]
            assert last is not None
            clause = Clause(first.start, last.end, members, tuple(self.relations))
            self.parts.append(clause)
            self.members, self.relations = [], []

    def member(self) -> None:
        self.term()
        place = self.terms[0].start, self.terms[-1].end
        self.members.append(Expression(*place, tuple(self.terms)))
        self.terms = []

    def term(self) -> None:
        self.ended()
        signs = self.signs
        start = signs.start if signs else self.items[0].start
        said = signs.sign if signs else ""
        self.terms.append(Term(start, self.items[-1].end, said, tuple(self.items)))
        self.items, self.signs = [], None

    @property
    def waits(self) -> bool:
        """Whether something must stand here: behind a sign, or a function sign."""
        return not self.items or (isinstance(self.items[-1], Operator | Head) and not (
            isinstance(self.items[-1], Operator) and self.items[-1].sign == "|"
        ))  # fmt: skip

    def ended(self) -> None:
        """Something must have ended here."""
        if not self.waits:
            return
        mark = self.marks[self.at] if self.at < len(self.marks) else None
        last = self.marks[self.at - 1] if self.at else None
        end = mark.end if mark else self.around.bracket.end
        shown = self.text[mark.start : end] if mark else self.text[end - 1 : end]
        if last is None or (mark is not None and mark.kind not in ("REL", "SEP", "TEXT", "OVER")):
            raise ReadError(f"{shown} is not expected here", mark.start if mark else end - 1, end)
        start = last.end - 1 if last.inside else last.start
        said = self.text[start : last.end]
        if mark is None and self.around.top:
            raise ReadError(f"something is missing after {said}", start, last.end)
        raise ReadError(f"something is missing between {said} and {shown}", start, end)

    def operator(self) -> Operator:
        mark = self.marks[self.at]
        self.at += 1
        written = mark.start if mark.written < 0 else mark.written
        raw = self.text[written : mark.end] if mark.kind == "REL" else ""
        return Operator(mark.start, mark.end, mark.value, raw)

    def sign(self) -> None:
        """Signs before a term, or before a factor behind a sign."""
        first = self.at
        while self.at < len(self.marks) and self.marks[self.at].kind == "SIGN":
            self.at += 1
        signs = self.marks[first : self.at]
        found = Operator(signs[0].start, signs[-1].end, "".join(mark.value for mark in signs))
        if self.items and self.waits:
            self.items.append(found)
        else:
            if self.items:
                at, self.at = self.at, first
                self.term()
                self.at = at
            self.signs = found

    def item(self, mark: Mark) -> None:
        """One more item of a term."""
        if mark.kind in ("BIG", "FUNCTION"):
            self.at += 1
            below, above, primes, end = self.scripts(mark.end)
            self.items.append(Head(mark.start, end, mark.value, below, above, primes))
            return
        if mark.kind == "BRACKET":
            base: Item = Bracket(mark.start, mark.end, mark.value, self.inside(self.at))
            self.at += 1
        elif mark.kind == "BANG" and not self.waits:
            self.items[-1] = _applied("factorial", mark, self.items[-1].start, mark.end,
                                          clauses_of(self.items[-1]))  # fmt: skip
            self.at += 1
            return
        else:
            base = self.single(whole=True)
        below, above, primes, end = self.scripts(base.end)
        if below is not None or above is not None or primes:
            base = Scripted(base.start, end, base, below, above, primes)
        self.items.append(base)

    def scripts(self, end: int) -> tuple[Item | None, Item | None, int, int]:
        """What stands below and above a base, its primes, and where all of it ends."""
        below = above = None
        primes = 0
        while self.at < len(self.marks) and (mark := self.marks[self.at]).kind in SCRIPTS:
            self.at += 1
            item = None if mark.kind == "PRIME" else self.single()
            end = item.end if item is not None else mark.end
            raised = 1 if item is None else _primes(item) if mark.kind == "SUP" else 0
            primes += raised
            if primes > MAX_PRIMES:
                raise ReadError("so many primes are not read", mark.start, end)
            if mark.kind == "SUB" and below is None:
                below = item
            elif mark.kind == "SUP" and not raised and above is None:
                above = item
            elif not raised:
                where = "subscript" if mark.kind == "SUB" else "superscript"
                message = f"a second {where}: put {{ }} around what it belongs to"
                raise ReadError(message, mark.start, end)
        return below, above, primes, end

    def single(self, *, whole: bool = False) -> Item:
        """What may be an argument without a bracket; of a number only a digit, if not whole."""
        if self.at == len(self.marks):
            self.items = []
            self.ended()
        mark = self.marks[self.at]
        start, end = mark.start, mark.end
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise ReadError("too many pieces of notation inside one another", start, end)
        if mark.kind == "NUMBER" and not whole and len(mark.value) > 1:
            if not mark.value.isdigit():
                raise ReadError(f"put {{ }} around {mark.value}", start, end)
            self.marks[self.at] = replace(mark, value=mark.value[1:], start=start + 1)
            self.depth -= 1
            return Digits(start, start + 1, mark.value[0])
        self.at += 1
        found: Item
        if mark.kind in ("LETTER", "WORD"):
            found = Letter(start, end, mark.value, mark.kind == "WORD")
        elif mark.kind == "NUMBER":
            found = Digits(start, end, mark.value)
        elif mark.kind == "GROUP":
            found = Bracket(start, end, "{", self.inside(self.at - 1))
        elif mark.kind == "AT":
            found = Operator(start, end, mark.value)
        elif mark.kind == "STYLE":
            of = self.single()
            found = Styled(start, of.end, mark.value, of)
        elif mark.kind == "FRACTION":
            first, second = self.single(), self.single()
            found = Fraction(start, second.end, first, second)
        elif mark.kind == "BINOMIAL":
            first, second = self.single(), self.single()
            found = _binomial(mark, start, second.end, clauses_of(first), clauses_of(second))
        elif mark.kind == "ROOT":
            degree = None
            if self.at < len(self.marks) and self.marks[self.at].kind == "DEGREE":
                degree = self.inside(self.at)
                self.at += 1
            of = self.single()
            found = Root(start, of.end, of, degree if degree and degree.parts else None)
        else:
            before = self.marks[self.at - 2] if self.at > 1 else mark
            if mark.kind == "BRACKET" and before.kind in ("SUB", "SUP"):
                message = f"put {{ }} around what stands after {before.value}"
                raise ReadError(message, start, end)
            self.at -= 1
            self.items = []
            self.ended()
            raise ReadError(f"{self.text[start:end]} is not expected here", start, end)
        self.depth -= 1
        return found

    def inside(self, n: int) -> Clauses:
        """What stands in a bracket."""
        bracket, before = self.marks[n], self.marks[n - 1].kind if n else ""
        around = self.around.within(bracket, before)
        return _Level(list(bracket.inside), self.text, around, self.depth).content()

    def over(self, above: Clauses, over: Mark, below: Clauses) -> Clauses:
        """What stands over what, where a sign between them says it."""
        if not above.parts or not below.parts:
            raise ReadError(rf"something is missing beside {over.value}", over.start, over.end)
        if over.value == "choose":
            return clauses_of(_binomial(over, above.start, below.end, above, below))
        return clauses_of(Fraction(above.start, below.end, braced(above), braced(below)))


def _binomial(sign: Mark, start: int, end: int, over: Clauses, under: Clauses) -> Bracket:
    between = Separator(over.end, over.end, ",")
    inside = Clauses(over.start, under.end, (*over.parts, between, *under.parts))
    return _applied("binomial", sign, start, end, inside)


def _applied(name: str, sign: Mark, start: int, end: int, inside: Clauses) -> Bracket:
    """A function with its arguments, as a group; its sign may stand behind or between them."""
    head, arguments = Head(sign.start, sign.end, name, None, None), Bracket(start, end, "(", inside)
    return Bracket(start, end, "{", clauses_of(Term(start, end, "", (head, arguments))))


def _primes(item: Item) -> int:
    r"""How many primes a superscript is, if it is nothing else: ``f^{\prime\prime}``."""
    term = single_term(item.inside) if isinstance(item, Bracket) and item.kind == "{" else None
    items = term.items if term is not None else (item,)
    return len(items) if all(isinstance(i, Letter) and i.name == "′" for i in items) else 0
