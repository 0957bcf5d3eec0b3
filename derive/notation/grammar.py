r"""The grammar of formulas: the tokens of a level, read from left to right into notation.

It knows what stands where; it does not know what a name means, so that ``f(x)`` and
``a(1-a)`` are both a letter and a bracket behind it. An error says what is missing, and where.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.notation import nodes
from derive.notation.beside import Around, told
from derive.notation.errors import ReadError
from derive.notation.items import braced, clauses_of, single_term
from derive.notation.marks import SCRIPTS, Mark
from derive.notation.nodes import Bracket

__all__ = ["formula"]

#: How many pieces of notation may stand inside one another.
MAX_NESTING = 120
MAX_PRIMES = 6


def formula(marks: list[Mark], text: str, around: Around) -> nodes.Clauses:
    """The notation of the tokens of a level."""
    return _Level(marks, text, around).content()


@dataclass(slots=True)
class _Level:
    """Parses the tokens of one level, from left to right, into clauses."""

    marks: list[Mark]
    text: str
    around: Around
    depth: int = 0
    at: int = 0
    parts: list[nodes.Clause | nodes.Separator] = field(default_factory=list)
    members: list[nodes.Expression | None] = field(default_factory=list)
    relations: list[nodes.Operator] = field(default_factory=list)
    terms: list[nodes.Term] = field(default_factory=list)
    items: list[nodes.Item] = field(default_factory=list)
    signs: nodes.Operator | None = None

    def content(self) -> nodes.Clauses:
        """All clauses, and what stands between them."""
        self.marks = told(self.marks, self.text, self.around)
        above: nodes.Clauses | None = None
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
                self.parts.append(nodes.Separator(mark.start, mark.end, mark.value))
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

    def clauses(self) -> nodes.Clauses:
        if not self.parts:
            return nodes.Clauses(self.around.bracket.start, self.around.bracket.end, ())
        return nodes.Clauses(self.parts[0].start, self.parts[-1].end, tuple(self.parts))

    def clause(self) -> None:
        """A clause ends here, if one has begun."""
        if self.members or self.terms or self.items or self.signs:
            self.member()
            members = tuple(self.members)
            first = members[0] if members[0] is not None else self.relations[0]
            last = members[-1]
            assert last is not None
            clause = nodes.Clause(first.start, last.end, members, tuple(self.relations))
            self.parts.append(clause)
            self.members, self.relations = [], []

    def member(self) -> None:
        self.term()
        place = self.terms[0].start, self.terms[-1].end
        self.members.append(nodes.Expression(*place, tuple(self.terms)))
        self.terms = []

    def term(self) -> None:
        self.ended()
        signs = self.signs
        start = signs.start if signs else self.items[0].start
        said = signs.sign if signs else ""
        self.terms.append(nodes.Term(start, self.items[-1].end, said, tuple(self.items)))
        self.items, self.signs = [], None

    @property
    def waits(self) -> bool:
        """Whether something must stand here: behind a sign, or a function sign."""
        last = self.items[-1] if self.items else None
        operator = isinstance(last, nodes.Operator) and last.sign != "|"
        return last is None or operator or isinstance(last, nodes.Head)

    def ended(self) -> None:
        """Something must have ended here."""
        if self.waits:
            raise self.missing()

    def missing(self) -> ReadError:
        """The error that something else must stand here."""
        end = self.around.bracket.end
        closing = Mark("SEP", "", end - 1, end)
        mark = self.marks[self.at] if self.at < len(self.marks) else closing
        shown = self.text[mark.start : mark.end]
        if not self.at or mark.kind not in ("REL", "SEP", "TEXT", "OVER"):
            return ReadError(f"{shown} is not expected here", mark.start, mark.end)
        last = self.marks[self.at - 1]
        start = last.end - 1 if last.inside else last.start
        said = self.text[start : last.end]
        if mark is closing and self.around.top:
            return ReadError(f"something is missing after {said}", start, last.end)
        return ReadError(f"something is missing between {said} and {shown}", start, mark.end)

    def operator(self) -> nodes.Operator:
        mark = self.marks[self.at]
        self.at += 1
        written = mark.start if mark.written < 0 else mark.written
        raw = self.text[written : mark.end] if mark.kind == "REL" else ""
        return nodes.Operator(mark.start, mark.end, mark.value, raw)

    def sign(self) -> None:
        """Signs before a term, or before a factor behind a sign."""
        first = self.at
        while self.at < len(self.marks) and self.marks[self.at].kind == "SIGN":
            self.at += 1
        signs = self.marks[first : self.at]
        said = "".join(mark.value for mark in signs)
        found = nodes.Operator(signs[0].start, signs[-1].end, said)
        if self.items and self.waits:
            self.items.append(found)
            return
        if self.items:
            self.term()
        self.signs = found

    def item(self, mark: Mark) -> None:
        """One more item of a term."""
        if mark.kind in ("BIG", "FUNCTION"):
            self.at += 1
            below, above, primes, end = self.scripts(mark.end)
            self.items.append(nodes.Head(mark.start, end, mark.value, below, above, primes))
            return
        if mark.kind == "BRACKET":
            self.at += 1
            base: nodes.Item = Bracket(mark.start, mark.end, mark.value, self.inside())
        elif mark.kind == "BANG" and not self.waits:
            of = self.items.pop()
            base = _applied("factorial", mark, (of.start, mark.end), clauses_of(of))
            self.at += 1
        else:
            base = self.single(whole=True)
        below, above, primes, end = self.scripts(base.end)
        if below is not None or above is not None or primes:
            base = nodes.Scripted(base.start, end, base, below, above, primes)
        self.items.append(base)

    def scripts(self, end: int) -> tuple[nodes.Item | None, nodes.Item | None, int, int]:
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

    def single(self, *, whole: bool = False) -> nodes.Item:
        """What may be an argument without a bracket; of a number only a digit, if not whole."""
        if self.at == len(self.marks):
            raise self.missing()
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
            return nodes.Digits(start, start + 1, mark.value[0])
        self.at += 1
        found: nodes.Item
        if mark.kind in ("LETTER", "WORD"):
            found = nodes.Letter(start, end, mark.value, mark.kind == "WORD")
        elif mark.kind == "NUMBER":
            found = nodes.Digits(start, end, mark.value)
        elif mark.kind == "GROUP":
            found = Bracket(start, end, "{", self.inside())
        elif mark.kind == "AT":
            found = nodes.Operator(start, end, mark.value)
        elif mark.kind == "STYLE":
            of = self.single()
            found = nodes.Styled(start, of.end, mark.value, of)
        elif mark.kind in ("FRACTION", "BINOMIAL"):
            first, second = self.single(), self.single()
            found = nodes.Fraction(start, second.end, first, second)
            if mark.kind == "BINOMIAL":
                place = start, second.end
                found = _applied("binomial", mark, place, clauses_of(first), clauses_of(second))
        elif mark.kind == "ROOT":
            degree = None
            if self.at < len(self.marks) and self.marks[self.at].kind == "DEGREE":
                self.at += 1
                degree = self.inside()
            of = self.single()
            found = nodes.Root(start, of.end, of, degree if degree and degree.parts else None)
        else:
            self.at -= 1
            before = self.marks[self.at - 1] if self.at else mark
            if mark.kind == "BRACKET" and before.kind in ("SUB", "SUP"):
                said = f"put {{ }} around what stands after {before.value}"
                raise ReadError(said, start, end)
            raise self.missing()
        self.depth -= 1
        return found

    def inside(self) -> nodes.Clauses:
        """What stands in the bracket that was gone over last."""
        n = self.at - 1
        bracket, before = self.marks[n], self.marks[n - 1].kind if n else ""
        around = self.around.within(bracket, before)
        return _Level(list(bracket.inside), self.text, around, self.depth).content()

    def over(self, above: nodes.Clauses, over: Mark, below: nodes.Clauses) -> nodes.Clauses:
        """What stands over what, where a sign between them says it."""
        place = above.start, below.end
        if not above.parts or not below.parts:
            raise ReadError(f"something is missing beside {over.value}", over.start, over.end)
        if over.value == "choose":
            return clauses_of(_applied("binomial", over, place, above, below))
        return clauses_of(nodes.Fraction(*place, braced(above), braced(below)))


def _applied(
    name: str, sign: Mark, place: tuple[int, int], *arguments: nodes.Clauses
) -> nodes.Bracket:
    """A function with its arguments, as a group; its sign may stand behind or between them."""
    first, last = arguments[0], arguments[-1]
    parts = first.parts
    if len(arguments) > 1:
        parts = (*parts, nodes.Separator(first.end, first.end, ","), *last.parts)
    head = nodes.Head(sign.start, sign.end, name, None, None)
    inside = Bracket(*place, "(", nodes.Clauses(first.start, last.end, parts))
    return Bracket(*place, "{", clauses_of(nodes.Term(*place, "", (head, inside))))


def _primes(item: nodes.Item) -> int:
    r"""How many primes a superscript is, if it is nothing else: ``f^{\prime\prime}``."""
    term = single_term(item.inside) if isinstance(item, Bracket) and item.kind == "{" else None
    items = term.items if term is not None else (item,)
    return len(items) if all(isinstance(i, nodes.Letter) and i.name == "′" for i in items) else 0
