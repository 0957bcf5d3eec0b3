r"""How ``derive.syntax.latex`` writes each kind of written form in LaTeX's math mode.

Where parentheses go is ``derive.syntax.precedence``'s business, and how names are spelled
``derive.syntax.letters``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from derive.syntax.applied import filled, has_holes
from derive.syntax.array import Array, Gradient, MatMul, Norm, Trace, Transpose
from derive.syntax.array_signs import LATEX, array_form
from derive.syntax.letters import (
    is_single_letter,
    latex_family,
    latex_function,
    latex_index,
    latex_name,
    subscript,
    superscript,
)
from derive.syntax.precedence import (
    PREFIX_FUNCTIONS,
    WHOLE,
    Level,
    Place,
    Style,
    denominator,
    factor,
    fits_exponent,
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

__all__ = ["bare_name", "written", "written_index"]


def written(form: Written, *, log: str, clashing: frozenset[str]) -> str:
    """The form in LaTeX; ``clashing`` are names such as ``x_1`` that must not look like an entry.

    ``log`` is the command for the natural logarithm.
    """
    return _Writer(log, clashing).write(form, WHOLE)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes in one style; inside an exponent a second writer takes over.

    ``clashing`` are names such as ``x_1`` that must not look like an entry of x.
    """

    log: str
    clashing: frozenset[str] = frozenset()
    style: Style = Style.DISPLAY

    def write(self, form: Written, place: Place) -> str:
        if needs_parentheses(form, place, self.style):
            return _brackets(self.write(form, WHOLE))
        match form:
            case Number():
                return self.number(form)
            case Symbol(name) if name in self.clashing:
                return latex_index(name)
            case Symbol(name):
                return bare_name(name)
            case Size(of):
                return bare_name(of.name)
            case Entry() | Array():
                return _entry(form, escaped=form.name in self.clashing)
            case Delta(left, right):
                return subscript(r"\delta", _indices((left, right)))
            case Add(terms):
                return self.terms(terms)
            case Neg(operand):
                return "-" + self.write(operand, replace(place, least=Level.PRODUCT))
            case Mul() | MatMul():
                return self.product(product_factors(form), place)
            case Quotient():
                return self.quotient(form, place)
            case Power():
                return self.power(form)
            case Call():
                return self.call(form, place)
            case Sum():
                return self.sum(form, place)
            case Derivative():
                of, by = unnest(form)
                return self.derivative(of, by)
            case Gradient(of, wrt, layout):
                by_array: Written = wrt if layout == "denominator" else Transpose(wrt)
                return self.derivative(of, (by_array,))
        return array_form(
            form, place, LATEX, self.write, lambda name, at: subscript(name, written_index(at))
        )

    def number(self, form: Number) -> str:
        sign, value = ("-", -form.value) if form.value < 0 else ("", form.value)
        if value.denominator == 1:
            return f"{sign}{value}"
        if self.style is Style.DISPLAY:
            return rf"{sign}\frac{{{value.numerator}}}{{{value.denominator}}}"
        return f"{sign}{value.numerator}/{value.denominator}"

    def terms(self, terms: tuple[Written, ...]) -> str:
        first, *others = terms
        parts = [self.write(first, Place(Level.SIGNED))]
        for term in others:
            sign, term = ("-", term.operand) if isinstance(term, Neg) else ("+", term)
            parts.append(f"{sign} {self.write(term, Place(Level.PRODUCT))}")
        return " ".join(parts)

    def product(self, factors: tuple[Written, ...], place: Place) -> str:
        last = len(factors) - 1
        parts = [self.write(f, factor(place, last=n == last)) for n, f in enumerate(factors)]
        joined = parts[0]
        for n in range(1, len(factors)):
            if needs_dot(factors[n - 1], factors[n], self.style):
                joined += r" \cdot "
            elif _need_space(parts[n - 1], parts[n]):
                joined += r" \, "
            else:
                joined += " "
            joined += parts[n]
        return joined

    def quotient(self, form: Quotient, place: Place) -> str:
        above, below = form.numerator, form.denominator
        if self.style is Style.DISPLAY:
            return rf"\frac{{{self.write(above, WHOLE)}}}{{{self.write(below, WHOLE)}}}"
        before = numerator(above, self.style)
        top = self.write(above, before)
        if r" \cdot " in top and before.least == Level.PRODUCT:
            top = _brackets(top)  # the slash would divide what stands behind the dot
        return f"{top}/{self.write(below, denominator(below, place, self.style))}"

    def power(self, form: Power) -> str:
        base = self.write(form.base, Place(Level.ATOM))
        above = self.raised().write(form.exponent, WHOLE)
        return superscript(base, above)

    def call(self, form: Call, place: Place) -> str:
        function, arguments = form.function, form.arguments
        if function == "sqrt":
            return rf"\sqrt{{{self.write(arguments[0], WHOLE)}}}"
        if function == "exp" and fits_exponent(arguments[0], self.style):
            return f"e^{{{self.raised().write(arguments[0], WHOLE)}}}"
        if function == INDICATOR:
            sides = " = ".join(self.write(a, WHOLE) for a in arguments)
            return rf"\mathbf{{1}}\{{{sides}\}}"
        if form.orders:
            inside = ", ".join(self.write(a, WHOLE) for a in arguments)
            return _differentiated(latex_function(function), form.orders) + _brackets(inside)
        known = {"exp": r"\exp", "log": self.log, "tanh": r"\tanh"}
        name = known.get(function) or latex_function(function)
        if function in PREFIX_FUNCTIONS and not place.followed and self.ends_alone(arguments[0]):
            return f"{name} {self.write(arguments[0], WHOLE)}"
        return name + _brackets(", ".join(self.write(a, WHOLE) for a in arguments))

    def ends_alone(self, argument: Written) -> bool:
        """Whether one sees without parentheses where a function's argument ends."""
        bar = self.style is Style.DISPLAY
        return is_letter(argument) or (bar and isinstance(argument, Quotient | Sum))

    def sum(self, form: Sum, place: Place) -> str:
        letter = written_index(form.index)
        outside = r",\, ".join(rf"{letter} \ne {written_index(x)}" for x in form.excluding)
        body = self.write(form.body, replace(place, least=Level.PRODUCT))
        return rf"\sum_{{{outside or letter}}} {body}"

    def derivative(self, of: Written, by: tuple[Written, ...]) -> str:
        order = _repeated("", len(by))
        below = " ".join(
            r"\partial " + _repeated(self.write(wrt, WHOLE), len(list(times)))
            for wrt, times in groupby(by)
        )
        if isinstance(of, Call | Norm | Trace) or (is_letter(of) and not isinstance(of, Number)):
            return rf"\frac{{\partial{order} {self.write(of, WHOLE)}}}{{{below}}}"
        return rf"\frac{{\partial{order}}}{{{below}}}" + _brackets(self.write(of, WHOLE))

    def raised(self) -> _Writer:
        return replace(self, style=Style.RAISED)


def bare_name(name: str) -> str:
    """A name without indices, in LaTeX."""
    # e^{x} is the exponential: an author's own e is set apart from it.
    return r"\mathit{e}" if name == "e" else latex_name(name)


def _entry(entry: Entry | Array, escaped: bool) -> str:
    if has_holes(entry.name):
        said, rest = filled(entry.name, [_raw(i) for i in entry.indices])
        return latex_name(said) + (f"_{{{','.join(rest)}}}" if rest else "")
    sample, indices = sample_of(entry), shown_indices(entry)
    spell = latex_index if escaped else latex_family if indices else latex_name
    name = spell(entry.name)
    if name == r"\delta" and len(entry.indices) == 2:
        name = r"\mathrm{delta}"  # \delta_{jk} is Kronecker's
    if sample is not None:
        name = superscript(f"{{{name}}}" if "^" in name else name, f"({written_index(sample)})")
    return subscript(name, _indices(indices)) if indices else name


def written_index(term: IndexTerm | None) -> str:
    """An index in LaTeX; a dot where the whole axis is meant."""
    if term is None:
        return r"\cdot"
    return latex_index(term.name) if isinstance(term, Index) else str(term.value)


def _raw(term: IndexTerm | None) -> str:
    if term is None:
        return "·"
    return term.name if isinstance(term, Index) else str(term.value)


def _indices(terms: tuple[IndexTerm | None, ...]) -> str:
    spelled = [written_index(term) for term in terms]
    if all(t is None or (isinstance(t, Index) and is_single_letter(t.name)) for t in terms):
        return (" " if any("\\" in s for s in spelled) else "").join(spelled)
    return ",".join(spelled)


def _repeated(spelled: str, times: int) -> str:
    return spelled if times == 1 else superscript(spelled, str(times))


def _differentiated(name: str, orders: tuple[int, ...]) -> str:
    r"""``f'``, ``f''``, or ``\partial_1 \partial_2 f`` for a function of several arguments."""
    if len(orders) == 1 and orders[0] <= 3:
        return name + "'" * orders[0]
    by = " ".join(
        rf"\partial_{{{n}}}" + (f"^{{{times}}}" if times > 1 else "")
        for n, times in enumerate(orders, 1)
        if times
    )
    return f"{by} {name}"


def _brackets(inner: str) -> str:
    return rf"\left({inner}\right)"


def _need_space(left: str, right: str) -> bool:
    """Whether two factors would touch: a word and its neighbour, or two fractions."""
    words = (r"\mathrm", r"\operatorname")
    return (
        left.startswith(words)
        or right.startswith(words)
        or (left.startswith(r"\frac") and right.startswith(r"\frac"))
    )
