"""What a reader calls the rule by which a form is differentiated."""

from __future__ import annotations

from derive.scope import Scope
from derive.syntax.tree import Add, Call, Entry, Mul, Neg, Power, Quotient, Sum, Symbol, Written

__all__ = ["rule_name"]


def rule_name(form: Written, wrt: Symbol | Entry, scope: Scope) -> str:
    """The name of the rule that differentiates the outermost operation in which ``wrt`` varies.

    A constant factor or denominator asks for no rule of its own.

    >>> from derive import scalar
    >>> from derive.scope import scope_of_forms
    >>> x, T = scalar("x"), scalar("T")
    >>> [rule_name(f, x, scope_of_forms((f,))) for f in (x**2 / T, T / x**2, T * x * x**2)]
    ['power rule', 'quotient rule', 'product rule']
    """

    def varies(part: Written) -> bool:
        return wrt.name in scope.names_in(part)

    match form:
        case Neg(operand):
            return rule_name(operand, wrt, scope)
        case Quotient(top, bottom):
            return "quotient rule" if varies(bottom) else rule_name(top, wrt, scope)
        case Mul(factors):
            varying = [f for f in factors if varies(f)]
            return rule_name(varying[0], wrt, scope) if len(varying) == 1 else "product rule"
        case Add() | Sum():
            return "term by term"
        case Call("log", _):
            return "derivative of the logarithm"
        case Call("exp", _):
            return "derivative of the exponential"
        case Call("sqrt", _):
            return "derivative of the root"
        case Call("sigmoid", _):
            return "derivative of σ"
        case Call("tanh", _):
            return "derivative of tanh"
        case Power(_, exponent):
            return "derivative of the exponential" if varies(exponent) else "power rule"
        case Symbol() | Entry():
            return "partial derivative" if form.name == wrt.name else "chain rule"
    return "chain rule"
