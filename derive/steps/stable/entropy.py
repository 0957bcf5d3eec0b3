"""Logarithms of products and quotients: ``log(a/b) = log a − log b``, where parts are better known.

The logarithm of a softmax is known to all its digits, and its quotient by another number is
not: it may be 0 where its logarithm is −1000. So it is with exponentials, and with powers of
what is positive by its shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.prove.positive import plainly_positive
from derive.scope import Scope
from derive.steps.products import minus
from derive.steps.recognise import behind_names
from derive.steps.stable.forms import Instead, Rewrite
from derive.steps.stable.logistic import log_of_sigmoid
from derive.steps.stable.softmax import log_of_softmax
from derive.syntax.functions import log
from derive.syntax.tree import Add, Call, Mul, Power, Quotient, Written

__all__ = ["log_of_product"]


def log_of_product(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log(a/b)``, ``log(ab)`` and ``log(a^n)`` where a or b is a share or an exponential."""
    if not (isinstance(form, Call) and form.function == "log"):
        return
    parts = _parts(form.arguments[0], scope)
    after = parts.logarithm()
    if parts.logarithms and after != form:
        yield Instead("log of a product", form, after)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A product, by the logarithms of what is positive in it, and the rest as a quotient.

    The rest stays together: of −2 · −3 there is a logarithm, and of −2 there is none.
    """

    logarithms: tuple[Written, ...] = ()
    above: tuple[Written, ...] = ()
    below: tuple[Written, ...] = ()

    def logarithm(self) -> Written:
        terms = self.logarithms
        if self.above:
            top = _product(self.above)
            terms = (log(top / _product(self.below) if self.below else top), *terms)
        elif self.below:
            terms = (*terms, minus(log(_product(self.below))))
        return terms[0] if len(terms) == 1 else Add(terms)

    def inverse(self) -> _Parts:
        return _Parts(tuple(map(minus, self.logarithms)), self.below, self.above)

    def power(self, exponent: Written) -> _Parts:
        logarithms = tuple(exponent * each for each in self.logarithms)
        above = tuple(each**exponent for each in self.above)
        return _Parts(logarithms, above, tuple(each**exponent for each in self.below))


def _parts(form: Written, scope: Scope) -> _Parts:
    if any(True for rule in (log_of_softmax, log_of_sigmoid) for _ in rule(log(form), scope)):
        return _Parts((log(form),))
    match behind_names(form, scope):
        case Call("exp", (exponent,)):
            return _Parts((exponent,))
        case Quotient(top, bottom):
            found = _together(_parts(top, scope), _parts(bottom, scope).inverse())
        case Mul(factors):
            found = _together(*(_parts(f, scope) for f in factors))
        case Power(base, exponent):
            if plainly_positive(base, scope):
                return _Parts((exponent * log(base),))
            found = _parts(base, scope).power(exponent)
        case _:
            return _Parts((), (form,))
    return found if found.logarithms else _Parts((), (form,))


def _together(*parts: _Parts) -> _Parts:
    return _Parts(
        tuple(each for part in parts for each in part.logarithms),
        tuple(each for part in parts for each in part.above),
        tuple(each for part in parts for each in part.below),
    )


def _product(factors: tuple[Written, ...]) -> Written:
    return factors[0] if len(factors) == 1 else Mul(factors)
