"""Written forms as one line of Unicode, for a terminal: the tree as it is, nothing simplified.

A slash takes exactly one factor to its right; ``Σ_j`` the whole product to its right;
juxtaposed letters are a product, and so is ``·``. Where parentheses go is
``derive.syntax.precedence``'s business.

What this file cannot do: a name such as ``x_1`` looks like the family x at 1 here (LaTeX
tells them apart), and the size of a set like a scalar of its name.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from derive.model import Condition, Equation, Fact, IndexRelation
from derive.syntax.applied import filled, has_holes
from derive.syntax.array import Array, Gradient, MatMul, Norm, Trace, Transpose
from derive.syntax.array_signs import TEXT, array_form
from derive.syntax.letters import is_single_letter, text_name
from derive.syntax.lines import break_line
from derive.syntax.precedence import (
    PREFIX_FUNCTIONS,
    WHOLE,
    Level,
    Place,
    Style,
    denominator,
    factor,
    is_letter,
    needs_dot,
    needs_parentheses,
    numerator,
    product_factors,
    sample_of,
    shown_indices,
    unnest,
)
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexTerm,
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

__all__ = ["text", "text_condition", "text_lines", "text_statement"]

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_RELATIONS = {">0": "> 0", ">=0": "≥ 0", "!=0": "≠ 0"}

_FACTS = {
    "positive": "> 0",
    "nonnegative": "≥ 0",
    "binary": "∈ {0, 1}",
    "distribution": "is a distribution",
    "positive distribution": "is a positive distribution",
}


def text(form: Written) -> str:
    """The form in one line of Unicode.

    >>> from derive import Sum, exp, index_set, indices, log, partial, vector
    >>> C = index_set("C")
    >>> i, j, k = indices("i j k", C)
    >>> y, p, z = vector("y", C), vector("p", C), vector("z", C)
    >>> print(text(exp(z[i]) / Sum(exp(z[j]), j)))
    exp(z_i)/Σ_j exp(z_j)
    >>> print(text(-y[j] * (1 / p[j]) * (-p[j] * p[k])))
    −y_j · 1/p_j · (−p_j p_k)
    >>> print(text(partial(-Sum(y[i] * log(p[i]), i), p[k])))
    ∂(−Σ_i y_i log p_i)/∂p_k
    """
    return _write(form, WHOLE)


def text_lines(form: Written, width: int) -> list[str]:
    """The form in lines of at most ``width`` characters, broken at its outermost operators.

    A line is wider only where a single name or entry is. Raises ``ValueError`` for a width
    below 1.

    >>> from derive import Sum, index_set, indices, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> x, y = vector("x", C), vector("y", C)
    >>> for line in text_lines(x[k] * Sum(y[j] * x[j], j) + y[k] * Sum(x[j], j), 18):
    ...     print(line)
    x_k Σ_j y_j x_j
      + y_k Σ_j x_j
    """
    return break_line(text(form), width)


def text_statement(a: Equation | Fact | IndexRelation) -> str:
    """An assumption in one line.

    >>> from derive import Eq, Ne, Sum, index_set, indices, vector
    >>> C = index_set("C")
    >>> i, k = indices("i k", C)
    >>> print(text_statement(Eq(Sum(vector("y", C)[i], i), 1)))
    Σ_i y_i = 1
    >>> print(text_statement(Fact("one-hot", "y")), "and", text_statement(Ne(i, k)))
    y one-hot and i ≠ k
    """
    match a:
        case Equation(lhs, rhs):
            return f"{text(lhs)} = {text(rhs)}"
        case Fact(kind, name):
            return f"{text_name(name)} {_FACTS.get(kind, kind)}"
        case IndexRelation(left, right, equal):
            return f"{_index(left)} {'=' if equal else '≠'} {_index(right)}"


def text_condition(c: Condition) -> str:
    """A domain condition in one line.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> p, x = vector("p", C), vector("x", C)
    >>> print(text_condition(Condition(p[j], ">0", (j,))))
    p_j > 0 for all j
    >>> print(text_condition(Condition(x[j] - x[k], "!=0", (j,), ((j, k),))))
    x_j − x_k ≠ 0 for all j ≠ k
    """
    needs = f"{text(c.form)} {_RELATIONS[c.relation]}"
    named = {left for left, _ in c.excluding}
    ranges = [_index(index) for index in c.bound if index not in named]
    ranges += [f"{_index(left)} ≠ {_index(right)}" for left, right in c.excluding]
    return f"{needs} for all {', '.join(ranges)}" if ranges else needs


def _write(form: Written, place: Place) -> str:
    if needs_parentheses(form, place, Style.LINE):
        return f"({_write(form, WHOLE)})"
    match form:
        case Number(value):
            return str(value).replace("-", "−")
        case Symbol(name):
            return text_name(name)
        case Size(of):
            return text_name(of.name)
        case Entry() | Array():
            return _entry(form)
        case Delta(left, right):
            return "δ" + _indices((left, right))
        case Add(terms):
            return _terms(terms)
        case Neg(operand):
            return "−" + _write(operand, replace(place, least=Level.PRODUCT))
        case Mul() | MatMul():
            return _product(product_factors(form), place)
        case Quotient(above, below):
            top = _write(above, numerator(above, Style.LINE))
            return f"{top}/{_write(below, denominator(below, place, Style.LINE))}"
        case Power(base, exponent):
            return _write(base, Place(Level.ATOM)) + _exponent(exponent)
        case Call():
            return _call(form, place)
        case Sum(body, index, excluding):
            letter = _index(index)
            outside = ", ".join(f"{letter}≠{_index(x)}" for x in excluding)
            sign = f"Σ_{{{outside}}}" if outside else "Σ" + _indices((index,))
            return f"{sign} {_write(body, replace(place, least=Level.PRODUCT))}"
        case Derivative():
            of, by = unnest(form)
            return _derivative(of, by)
        case Gradient(of, wrt, layout):
            by_array: Written = wrt if layout == "denominator" else Transpose(wrt)
            return _derivative(of, (by_array,))
    return array_form(form, place, TEXT, _write, lambda name, at: name + _indices((at,)))


def _terms(terms: tuple[Written, ...]) -> str:
    first, *others = terms
    parts = [_write(first, Place(Level.SIGNED))]
    for term in others:
        sign, term = ("−", term.operand) if isinstance(term, Neg) else ("+", term)
        parts.append(f"{sign} {_write(term, Place(Level.PRODUCT))}")
    return " ".join(parts)


def _product(factors: tuple[Written, ...], place: Place) -> str:
    last = len(factors) - 1
    joined = ""
    for n, part in enumerate(factors):
        if n > 0:
            joined += " · " if needs_dot(factors[n - 1], part, Style.LINE) else " "
        joined += _write(part, factor(place, last=n == last))
    return joined


def _exponent(exponent: Written) -> str:
    match exponent:
        case Number(value) | Neg(Number(value)) if value.denominator == 1 and abs(value) < 100:
            if isinstance(exponent, Number) or value > 0:
                sign = "-" if isinstance(exponent, Neg) else ""
                return f"{sign}{value}".translate(_SUPERSCRIPTS)
        case Symbol() | Size():
            return "^" + _write(exponent, WHOLE)
    return f"^({_write(exponent, WHOLE)})"


def _call(form: Call, place: Place) -> str:
    function, arguments = form.function, form.arguments
    if function == INDICATOR:
        return "1{" + " = ".join(_write(argument, WHOLE) for argument in arguments) + "}"
    if form.orders:
        name = _differentiated(text_name(function), form.orders)
        return f"{name}({', '.join(_write(argument, WHOLE) for argument in arguments)})"
    name = function if function in ELEMENTARY else text_name(function)
    name = "√" if name == "sqrt" else name
    if function in PREFIX_FUNCTIONS and not place.followed and is_letter(arguments[0]):
        return f"{name} {_write(arguments[0], WHOLE)}"
    return f"{name}({', '.join(_write(argument, WHOLE) for argument in arguments)})"


def _differentiated(name: str, orders: tuple[int, ...]) -> str:
    """``f′``, ``f″``, or ``∂_1∂_2 f`` for a function of several arguments."""
    if len(orders) == 1 and orders[0] <= 3:
        return name + "′" * orders[0]
    by = "".join(
        f"∂_{n}" + (str(times).translate(_SUPERSCRIPTS) if times > 1 else "")
        for n, times in enumerate(orders, 1)
        if times
    )
    return f"{by} {name}"


def _derivative(of: Written, by: tuple[Written, ...]) -> str:
    power = "" if len(by) == 1 else str(len(by)).translate(_SUPERSCRIPTS)
    below = ""
    for wrt, repeated in groupby(by):
        times = len(list(repeated))
        below += f"∂{_write(wrt, WHOLE)}"
        below += "" if times == 1 else str(times).translate(_SUPERSCRIPTS)
    bare = isinstance(of, Call | Norm | Trace) or (is_letter(of) and not isinstance(of, Number))
    above = _write(of, Place(Level.PREFIX, followed=True)) if bare else f"({_write(of, WHOLE)})"
    return f"∂{power}{above}/{below}"


def _entry(entry: Entry | Array) -> str:
    spelled = text_name(entry.name)
    if spelled == "δ" and len(entry.indices) == 2:
        spelled = "delta"  # δ_{jk} is Kronecker's
    if has_holes(entry.name):
        name, rest = filled(entry.name, [_index(i) for i in entry.indices])
        return name + (f"_{{{','.join(rest)}}}" if rest else "")
    sample, indices = sample_of(entry), shown_indices(entry)
    if sample is not None:
        spelled = f"{spelled}^{{({_index(sample)})}}"
    return spelled + _indices(indices) if indices else spelled


def _index(term: IndexTerm | None) -> str:
    if term is None:
        return "·"
    return text_name(term.name) if isinstance(term, Index) else str(term.value).replace("-", "−")


def _indices(terms: tuple[IndexTerm | None, ...]) -> str:
    """The subscript; braces only where it would not be seen where it ends."""
    spelled = [_index(term) for term in terms]
    if len(terms) == 1:
        plain = spelled[0].rstrip("'").isalnum()
        return f"_{spelled[0]}" if plain else f"_{{{spelled[0]}}}"
    letters = all(t is None or (isinstance(t, Index) and is_single_letter(t.name)) for t in terms)
    return f"_{{{('' if letters else ',').join(spelled)}}}"
