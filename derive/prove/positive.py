"""Trusted code. What is positive by its shape: exponentials and positive quantities.

A form that is made of them by sums, products, quotients and powers is positive, too.
"""

from __future__ import annotations

from derive.scope import Scope
from derive.syntax.tree import (
    Add,
    Call,
    Entry,
    Mul,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)

__all__ = ["plainly_positive"]


def plainly_positive(form: Written, scope: Scope) -> bool:
    """Whether a form is positive by its shape: made of exponentials and positive quantities.

    It is then positive for every value of its indices, and wherever it is defined.
    """
    match form:
        case Number(value):
            return value > 0
        case Size() | Call("exp" | "sigmoid", _):
            return True
        case Symbol(name) | Entry(name):
            defined = scope.definition(name)
            if defined is not None and defined.body is not None:
                return plainly_positive(defined.body, scope)
            return "positive" in scope.facts(name)
        case Sum(body, _, ()):
            return plainly_positive(body, scope)
        case Add(terms):
            return all(plainly_positive(t, scope) for t in terms)
        case Mul(factors):
            return all(plainly_positive(f, scope) for f in factors)
        case Quotient(top, bottom):
            return plainly_positive(top, scope) and plainly_positive(bottom, scope)
        case Power(base, _):
            return plainly_positive(base, scope)
    return False
