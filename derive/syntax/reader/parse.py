r"""The parser: tokens to notation, by a grammar on lark (LALR, no backtracking, no recursion).

The grammar knows what stands where; it does not know what a name means, so that
``f(x)`` and ``a(1-a)`` are both a letter and a bracket behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedToken
from lark.lexer import Lexer

from derive.syntax.reader.brackets import Mark
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.notation import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Root,
    Scripted,
    Separator,
    Styled,
    Term,
    parts,
)
from derive.syntax.reader.tokens import tokens

__all__ = ["MAX_NESTING", "parse", "parse_rows"]

_OPEN_END = re.compile(r"\\right\s*\.")

#: How many pieces of notation may stand inside one another.
MAX_NESTING = 300
MAX_PRIMES = 6

GRAMMAR = r"""
start: content | content OVER content
content: clause? (_separated clause?)*
_separated: separator
separator: SEP
clause: REL? expression (REL expression)*
expression: signs? term (signs term)*
signs: SIGN+
term: _run (OP signs? _run)*
_run: atom | atom _run | head _run | head signs _run
head: (BIG | FUNCTION) script*
atom: _base script*
_base: _single | paren
_single: letter | digits | group | fraction | root | styled
letter: LETTER | WORD
digits: NUMBER
script: SUB _single | SUP _single | PRIME
group: LBRACE content RBRACE | LBRACE content OVER content RBRACE
paren: LEFT content RIGHT
fraction: FRACTION _single _single
root: ROOT _single | ROOT LDEGREE content RDEGREE _single
styled: STYLE _single
%declare SEP REL SIGN OP BIG FUNCTION LETTER WORD NUMBER SUB SUP PRIME OVER
%declare LBRACE RBRACE LEFT RIGHT LDEGREE RDEGREE FRACTION ROOT STYLE ROW COLUMN
"""


def parse(text: str) -> Clauses:
    r"""The notation of one formula; ``&`` is nothing, and ``\\`` is not read.

    >>> formula = parse(r"a = \frac{b}{c} \cdot -d")
    >>> [type(item).__name__ for item in formula.parts[0].members[1].terms[0].items]
    ['Fraction', 'Operator', 'Operator', 'Letter']
    """
    rows = parse_rows(text)
    if len(rows) > 1:
        at = next(mark for mark in tokens(text) if mark.kind == "ROW")
        raise ReadError(r"one formula is read here: no \\ between rows", at.start, at.end, text)
    return rows[0] if rows else Clauses(0, len(text), ())


def parse_rows(text: str) -> tuple[Clauses, ...]:
    r"""The notation of the rows of a display, as they are parted by ``\\``.

    >>> [row.parts[0].members[0] is None for row in parse_rows(r"a &= b \\ &= c")]
    [False, True]
    """
    rows: list[list[Mark]] = [[]]
    depth = 0
    for mark in tokens(text):
        depth += {"LBRACE": 1, "LEFT": 1, "RBRACE": -1, "RIGHT": -1}.get(mark.kind, 0)
        if mark.kind == "ROW" and depth == 0:
            rows.append([])
        elif mark.kind == "ROW" and _breaks_bracket(rows[-1], mark, text):
            continue
        elif mark.kind != "COLUMN":
            rows[-1].append(mark)
    return tuple(_row(row, text) for row in rows if row)


def _breaks_bracket(row: list[Mark], mark: Mark, text: str) -> bool:
    r"""Whether a bracket goes on in the next row, as ``\right. \\ \left.`` says.

    The remark in the column behind it is taken away.
    """
    last = len(row)
    while last and row[last - 1].kind == "SEP":
        last -= 1
    after = row[last].start if last < len(row) else mark.start
    remark = last == len(row) or row[last].value == "&&"
    if not last or not remark or not _OPEN_END.search(text[row[last - 1].end : after]):
        return False
    del row[last:]
    return True


def _row(row: list[Mark], text: str) -> Clauses:
    parser = _parser().parse_interactive("")
    try:
        for mark in row:
            parser.feed_token(Token(mark.kind, mark.value, start_pos=mark.start, end_pos=mark.end))
        end = Token("$END", "", start_pos=row[-1].end, end_pos=row[-1].end)
        found: Clauses = parser.feed_token(end)
    except UnexpectedToken as unexpected:
        raise _error(unexpected, row, text) from None
    except ReadError as error:
        raise error.within(text) from None
    _reject_nesting(found, text)
    return found


def _error(unexpected: UnexpectedToken, row: list[Mark], text: str) -> ReadError:
    token = unexpected.token
    start, end = token.start_pos or 0, token.end_pos or 0
    before = [mark for mark in row if mark.end <= start]
    shown = text[start:end]
    if token.type == "$END" and before:
        last = before[-1]
        said = text[last.start : last.end]
        return ReadError(f"something is missing after {said}", last.start, last.end, text)
    if token.type in ("RBRACE", "RIGHT", "RDEGREE", "REL", "SEP", "OVER") and before:
        last = before[-1]
        said = text[last.start : last.end]
        message = f"something is missing between {said} and {shown}"
        return ReadError(message, last.start, end, text)
    if before and before[-1].kind in ("SUB", "SUP") and token.type == "LEFT":
        return ReadError(f"put {{ }} around what stands after {before[-1].value}", start, end, text)
    return ReadError(f"{shown} is not expected here", start, end, text)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer=_NoLexer, transformer=_Builder())


class _NoLexer(Lexer):
    """The tokens are fed by hand."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        return iter(())


def _span(children: list[Any]) -> tuple[int, int]:
    return _start(children[0]), _end(children[-1])


def _start(child: Any) -> int:
    return child.start if isinstance(child, Node) else child.start_pos


def _end(child: Any) -> int:
    return child.end if isinstance(child, Node) else child.end_pos


@dataclass(frozen=True, slots=True)
class _Script(Node):
    """A subscript, a superscript or a prime, before it is known what it stands at."""

    sign: str
    item: Item | None


class _Builder(Transformer[Any, Any]):
    """Makes a node at each reduction of the parser."""

    def start(self, c: list[Any]) -> Clauses:
        if len(c) == 1:
            content: Clauses = c[0]
            return content
        return _only(_over(c[0], c[1], c[2]))

    def content(self, c: list[Any]) -> Clauses:
        return Clauses(*(_span(c) if c else (0, 0)), tuple(c))

    def separator(self, c: list[Any]) -> Separator:
        return Separator(*_span(c), str(c[0]))

    def clause(self, c: list[Any]) -> Clause:
        members: list[Expression | None] = [m for m in c if isinstance(m, Expression)]
        relations = tuple(Operator(*_span([r]), str(r)) for r in c if isinstance(r, Token))
        if isinstance(c[0], Token):
            members = [None, *members]
        return Clause(*_span(c), tuple(members), relations)

    def signs(self, c: list[Any]) -> Operator:
        return Operator(*_span(c), "".join(map(str, c)))

    def expression(self, c: list[Any]) -> Expression:
        terms = []
        signs: Operator | None = None
        for child in c:
            if isinstance(child, Operator):
                signs = child
            else:
                said = signs.sign if signs else ""
                start = signs.start if signs else child.start
                terms.append(Term(start, child.end, said, child.items))
                signs = None
        return Expression(*_span(c), tuple(terms))

    def term(self, c: list[Any]) -> Term:
        items = [Operator(*_span([i]), str(i)) if isinstance(i, Token) else i for i in c]
        return Term(*_span(c), "", tuple(items))

    def head(self, c: list[Any]) -> Head:
        below, above, primes = _scripts(c[1:])
        return Head(*_span(c), str(c[0]), below, above, primes)

    def atom(self, c: list[Any]) -> Item:
        if len(c) == 1:
            base: Item = c[0]
            return base
        below, above, primes = _scripts(c[1:])
        return Scripted(*_span(c), c[0], below, above, primes)

    def letter(self, c: list[Any]) -> Letter:
        return Letter(*_span(c), str(c[0]), c[0].type == "WORD")

    def digits(self, c: list[Any]) -> Digits:
        return Digits(*_span(c), str(c[0]))

    def script(self, c: list[Any]) -> _Script:
        return _Script(*_span(c), str(c[0]), c[1] if len(c) > 1 else None)

    def group(self, c: list[Any]) -> Item:
        start, end = _span(c)
        if len(c) == 5:
            inside = _only(_over(c[1], c[2], c[3]))
            return Bracket(start, end, "{", inside)
        inside = c[1] if c[1].parts else Clauses(start + 1, end - 1, ())
        return Bracket(start, end, "{", inside)

    def paren(self, c: list[Any]) -> Bracket:
        start, end = _span(c)
        inside = c[1] if c[1].parts else Clauses(start + 1, end - 1, ())
        return Bracket(start, end, str(c[0]), inside)

    def fraction(self, c: list[Any]) -> Fraction:
        return Fraction(*_span(c), c[1], c[2])

    def root(self, c: list[Any]) -> Root:
        return Root(*_span(c), c[-1], c[2] if len(c) > 2 else None)

    def styled(self, c: list[Any]) -> Styled:
        return Styled(*_span(c), str(c[0]), c[1])


def _over(above: Clauses, over: Token, below: Clauses) -> Fraction:
    if not above.parts or not below.parts:
        raise ReadError(r"something is missing beside \over", *_span([over]))
    return Fraction(above.start, below.end, above, below)


def _only(item: Item) -> Clauses:
    """Clauses that are just one item."""
    place = item.start, item.end
    expression = Expression(*place, (Term(*place, "", (item,)),))
    return Clauses(*place, (Clause(*place, (expression,), ()),))


def _scripts(scripts: list[_Script]) -> tuple[Item | None, Item | None, int]:
    below = above = None
    primes = 0
    for script in scripts:
        if script.sign == "_" and below is None:
            below = script.item
        elif script.sign == "^" and above is None:
            above = script.item
        elif script.sign == "'":
            primes += 1
            if primes > MAX_PRIMES:
                raise ReadError("so many primes are not read", script.start, script.end)
        else:
            where = "subscript" if script.sign == "_" else "superscript"
            message = f"a second {where}: put {{ }} around what it belongs to"
            raise ReadError(message, script.start, script.end)
    return below, above, primes


def _reject_nesting(found: Clauses, text: str) -> None:
    waiting: list[tuple[Node, int]] = [(found, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MAX_NESTING:
            message = "too many pieces of notation inside one another"
            raise ReadError(message, node.start, node.end, text)
        waiting.extend((part, depth + 1) for part in parts(node))
