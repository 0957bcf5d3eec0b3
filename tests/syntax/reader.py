"""A reader of written mathematics that shares no code with the writers.

It takes the two conventions a person may have for ``a b/c · d``, and evaluates in a prime
field, with functions, powers, derivatives and sums over an index uninterpreted: two
formulas that a reader groups differently differ in value, even ``Σ_j (y_j a)`` and
``(Σ_j y_j) a``. Each index runs over 0, 1, 2.
"""

from __future__ import annotations

import hashlib
import re

from derive.syntax.precedence import unnest
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)

PRIME = 2**61 - 1
RANGE = (0, 1, 2)


def opaque(*parts: object) -> int:
    """A value of its own for each list of parts: a function that nobody knows."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:8]) % PRIME


def divide(a: int, b: int) -> int:
    if b % PRIME == 0:
        raise ZeroDivisionError
    return a * pow(b, -1, PRIME) % PRIME


def value(form: Written, at: dict[str, int]) -> int:
    """What the tree says, the indices standing ``at`` their places."""

    def place(term):
        return at[term.name] if isinstance(term, Index) else term.value

    match form:
        case Number(number):
            return divide(number.numerator, number.denominator)
        case Symbol(name):
            return opaque(name)
        case Size(of):
            return opaque(of.name)
        case Entry(name, indices):
            return opaque(name, *map(place, indices))
        case Delta(left, right):
            return int(place(left) == place(right))
        case Add(terms):
            return sum(value(t, at) for t in terms) % PRIME
        case Mul(factors):
            product = 1
            for f in factors:
                product = product * value(f, at) % PRIME
            return product
        case Neg(operand):
            return -value(operand, at) % PRIME
        case Quotient(above, below):
            return divide(value(above, at), value(below, at))
        case Power(base, exponent):
            return opaque("^", value(base, at) % PRIME, value(exponent, at) % PRIME)
        case Call(function, arguments):
            return opaque(function, *(value(a, at) % PRIME for a in arguments))
        case Sum(body, index, excluding):
            left_out = {place(x) for x in excluding}
            inside = [at | {index.name: n} for n in RANGE if n not in left_out]
            return opaque("Σ", sorted(value(body, a) % PRIME for a in inside))
        case Derivative():
            of, by = unnest(form)
            return opaque("∂", value(of, at) % PRIME, *(value(b, at) % PRIME for b in by))
    raise TypeError(form)


_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+)|(?P<sum>Σ_(?:\{[^}]*\}|\w))|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<name>[a-zA-Zα-ω]+'*(?:_(?:\{[^}]*\}|[a-z0-9]'*))?)|(?P<sign>.))"
)
_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


class Reader:
    """Reads one line of text; ``juxtaposition_is_tight``: ``a b/c · d`` is ((a b)/c) · d."""

    def __init__(self, line: str, *, juxtaposition_is_tight: bool) -> None:
        self.tokens = [(m.lastgroup, m[m.lastgroup]) for m in _TOKEN.finditer(line)]
        self.at = 0
        self.tight = juxtaposition_is_tight

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self, *signs: str) -> str | None:
        if self.peek()[0] == "sign" and self.peek()[1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def need(self, sign: str) -> None:
        assert self.take(sign), f"{sign} expected before {self.tokens[self.at :]}"

    def whole(self, at: dict[str, int]) -> int:
        result = self.terms(at)
        assert self.peek()[0] == "end", self.tokens[self.at :]
        return result

    def terms(self, at: dict[str, int]) -> int:
        total = -self.product(at) if self.take("−") else self.product(at)
        while sign := self.take("+", "−"):
            term = self.product(at)
            total += term if sign == "+" else -term
        return total % PRIME

    def product(self, at: dict[str, int]) -> int:
        if not self.tight:
            result = self.factor(at)
            while True:
                if self.take("/"):
                    result = divide(result, self.factor(at))
                elif self.take("·") or self.starts_factor():
                    result = result * self.factor(at) % PRIME
                else:
                    return result
        result = self.ratio(at)
        while self.take("·"):
            result = result * self.ratio(at) % PRIME
        return result

    def ratio(self, at: dict[str, int]) -> int:
        result = self.factor(at)
        while self.starts_factor():
            result = result * self.factor(at) % PRIME
        while self.take("/"):
            result = divide(result, self.factor(at))
        return result

    def starts_factor(self) -> bool:
        kind, token = self.peek()
        return kind in ("number", "sum", "name") or token in ("(", "[", "√", "∂")

    def factor(self, at: dict[str, int]) -> int:
        base = self.atom(at)
        kind, token = self.peek()
        if kind == "raised":
            self.at += 1
            base = opaque("^", base % PRIME, int(token.translate(_DIGITS)) % PRIME)
        elif self.take("^"):
            base = opaque("^", base % PRIME, self.atom(at) % PRIME)
        assert self.peek()[0] != "raised", "two exponents"
        assert self.peek()[1] != "^", "two exponents"
        return base

    def atom(self, at: dict[str, int]) -> int:
        kind, token = self.peek()
        self.at += 1
        match kind, token:
            case "number", _:
                return int(token)
            case "sum", _:
                return self.sum(token, at)
            case "name", _:
                return self.name(token, at)
            case _, "(" | "[":
                result = self.terms(at)
                self.need({"(": ")", "[": "]"}[token])
                return result
            case _, "√":
                self.need("(")
                result = opaque("sqrt", self.terms(at))
                self.need(")")
                return result
            case _, "∂":
                return self.derivative(at)
        raise AssertionError(f"{token!r} begins no factor")

    def name(self, token: str, at: dict[str, int]) -> int:
        name, _, below = token.partition("_")
        if below:
            letters = below.strip("{}")
            inner = letters.split(",") if "," in letters else re.findall(r"\d+|\D'*", letters)
            places = [int(x) if x.isdigit() else at[x] for x in inner]
            return int(places[0] == places[1]) if name == "δ" else opaque(name, *places)
        if name in ("log", "tanh") and self.peek() != ("sign", "("):
            argument = self.atom(at)
            ended = not self.starts_factor() and self.peek()[1] not in ("/", "^", "·")
            assert ended, f"where does the argument of {name} end?"
            assert self.peek()[0] != "raised", f"is {name} or its argument raised?"
            return opaque(name, argument % PRIME)
        if self.peek() == ("sign", "(") and name not in ("C",):
            self.at += 1
            arguments = [self.terms(at)]
            while self.take(","):
                arguments.append(self.terms(at))
            self.need(")")
            return opaque(name, *arguments)
        return opaque(name)

    def sum(self, token: str, at: dict[str, int]) -> int:
        below = token[2:].strip("{}")
        letter = below[0]
        left_out = {x.split("≠")[1].strip() for x in below.split(",") if "≠" in x}
        places = {int(x) if x.isdigit() else at[x] for x in left_out}
        start, terms = self.at, []
        for n in RANGE:
            self.at = start
            # The body is read even where it is left out, to learn where it ends.
            term = self.product(at | {letter: n})
            terms += [] if n in places else [term % PRIME]
        return opaque("Σ", sorted(terms))

    def derivative(self, at: dict[str, int]) -> int:
        order = 1
        if self.peek()[0] == "raised":
            order = int(self.peek()[1].translate(_DIGITS))
            self.at += 1
        of = self.atom(at)
        self.need("/")
        by: list[int] = []
        while len(by) < order:
            self.need("∂")
            self.at += 1
            by.append(self.name(self.tokens[self.at - 1][1], at))
            if self.peek()[0] == "raised":
                by += by[-1:] * (int(self.peek()[1].translate(_DIGITS)) - 1)
                self.at += 1
        return opaque("∂", of % PRIME, *(b % PRIME for b in by))


def readings(line: str, at: dict[str, int]) -> set[int]:
    """The values of the line under both conventions for juxtaposition and slash."""
    return {Reader(line, juxtaposition_is_tight=tight).whole(at) for tight in (False, True)}
