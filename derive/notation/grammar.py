r"""The grammar of formulas, and the node of notation that each of its rules makes (on lark).

It knows what stands where; it does not know what a name means, so that ``f(x)`` and
``a(1-a)`` are both a letter and a bracket behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.lexer import Lexer

from derive.notation.errors import ReadError
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
    Node,
    Operator,
    Root,
    Scripted,
    Separator,
    Styled,
    Term,
)

__all__ = ["Sign", "parser"]

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
_run: _item | _item _run | head _run | head signs _run
_item: atom | factorial
factorial: atom BANG
head: (BIG | FUNCTION) script*
atom: _base script*
_base: _single | paren
_single: letter | digits | group | fraction | binomial | root | styled | at
at: AT
letter: LETTER | WORD
digits: NUMBER
script: SUB _single | SUP _single | PRIME
group: LBRACE content RBRACE | LBRACE content OVER content RBRACE
paren: LEFT content RIGHT
fraction: FRACTION _single _single
binomial: BINOMIAL _single _single
root: ROOT _single | ROOT LDEGREE content RDEGREE _single
styled: STYLE _single
%declare SEP REL SIGN OP BIG FUNCTION LETTER WORD NUMBER SUB SUP PRIME OVER
%declare LBRACE RBRACE LEFT RIGHT LDEGREE RDEGREE FRACTION BINOMIAL ROOT STYLE AT BANG
"""


class Sign(Token):
    """A token of the parser that knows how it is written."""

    raw: str = ""


@cache
def parser() -> Lark:
    """The parser, fed token by token: LALR, no backtracking, no recursion."""
    return Lark(GRAMMAR, parser="lalr", lexer=_NoLexer, transformer=_Builder())


class _NoLexer(Lexer):
    """The tokens are fed by hand."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        return iter(())


class _Builder(Transformer[Any, Any]):
    """Makes a node at each reduction of the parser."""

    def start(self, c: list[Any]) -> Clauses:
        if len(c) == 1:
            content: Clauses = c[0]
            return content
        return _over(c[0], c[1], c[2])

    def content(self, c: list[Any]) -> Clauses:
        return Clauses(*(_span(c) if c else (0, 0)), tuple(c))

    def separator(self, c: list[Any]) -> Separator:
        return Separator(*_span(c), str(c[0]))

    def clause(self, c: list[Any]) -> Clause:
        members: list[Expression | None] = [m for m in c if isinstance(m, Expression)]
        relations = tuple(Operator(*_span([r]), str(r), r.raw) for r in c if isinstance(r, Sign))
        if isinstance(c[0], Sign):
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
            inside = _over(c[1], c[2], c[3])
            return Bracket(start, end, "{", inside)
        inside = c[1] if c[1].parts else Clauses(_end(c[0]), _start(c[2]), ())
        return Bracket(start, end, "{", inside)

    def paren(self, c: list[Any]) -> Bracket:
        start, end = _span(c)
        inside = c[1] if c[1].parts else Clauses(_end(c[0]), _start(c[2]), ())
        return Bracket(start, end, str(c[0]), inside)

    def fraction(self, c: list[Any]) -> Fraction:
        return Fraction(*_span(c), c[1], c[2])

    def binomial(self, c: list[Any]) -> Bracket:
        return _binomial(_span(c[:1]), *_span(c), _as_clauses(c[1]), _as_clauses(c[2]))

    def factorial(self, c: list[Any]) -> Bracket:
        return _applied("factorial", _span(c[1:]), *_span(c), _only(c[0]))

    def at(self, c: list[Any]) -> Operator:
        return Operator(*_span(c), str(c[0]))

    def root(self, c: list[Any]) -> Root:
        degree = c[2] if len(c) > 2 and c[2].parts else None
        return Root(*_span(c), c[-1], degree)

    def styled(self, c: list[Any]) -> Styled:
        return Styled(*_span(c), str(c[0]), c[1])


@dataclass(frozen=True, slots=True)
class _Script(Node):
    """A subscript, a superscript or a prime, before it is known what it stands at."""

    sign: str
    item: Item | None


def _span(children: list[Any]) -> tuple[int, int]:
    return _start(children[0]), _end(children[-1])


def _start(child: Any) -> int:
    return child.start if isinstance(child, Node) else child.start_pos


def _end(child: Any) -> int:
    return child.end if isinstance(child, Node) else child.end_pos


def _over(above: Clauses, over: Token, below: Clauses) -> Clauses:
    if not above.parts or not below.parts:
        raise ReadError(rf"something is missing beside {over}", *_span([over]))
    if over == r"\choose":
        return _only(_binomial(_span([over]), above.start, below.end, above, below))
    return _only(Fraction(above.start, below.end, above, below))


def _binomial(
    sign: tuple[int, int], start: int, end: int, over: Clauses, under: Clauses
) -> Bracket:
    between = Separator(over.end, over.end, ",")
    inside = Clauses(over.start, under.end, (*over.parts, between, *under.parts))
    return _applied("binomial", sign, start, end, inside)


def _applied(name: str, sign: tuple[int, int], start: int, end: int, inside: Clauses) -> Bracket:
    """A function with its arguments, as a group; its sign may stand behind or between them."""
    items = (Head(*sign, name, None, None), Bracket(start, end, "(", inside))
    expression = Expression(start, end, (Term(start, end, "", items),))
    clause = Clause(start, end, (expression,), ())
    return Bracket(start, end, "{", Clauses(start, end, (clause,)))


def _as_clauses(item: Item) -> Clauses:
    """What stands in braces, or an item, as clauses."""
    return item.inside if isinstance(item, Bracket) and item.kind == "{" else _only(item)


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
        elif script.sign == "^" and (raised := _primes(script.item)):
            primes += raised
        elif script.sign == "^" and above is None:
            above = script.item
        elif script.sign == "'":
            primes += 1
        else:
            where = "subscript" if script.sign == "_" else "superscript"
            message = f"a second {where}: put {{ }} around what it belongs to"
            raise ReadError(message, script.start, script.end)
        if primes > MAX_PRIMES:
            raise ReadError("so many primes are not read", script.start, script.end)
    return below, above, primes


def _primes(item: Item | None) -> int:
    r"""How many primes a superscript is, if it is nothing else: ``f^{\prime\prime}``."""
    if isinstance(item, Letter):
        return int(item.name == "′")
    if not isinstance(item, Bracket) or item.kind != "{" or len(item.inside.parts) != 1:
        return 0
    clause = item.inside.parts[0]
    terms = clause.members[0].terms if isinstance(clause, Clause) and clause.members[0] else ()
    if len(terms) != 1 or terms[0].signs:
        return 0
    items = terms[0].items
    return len(items) if all(isinstance(i, Letter) and i.name == "′" for i in items) else 0
