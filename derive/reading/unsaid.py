"""Derivatives of what is not said to depend on their variable: quantities, and no zeros."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.declared_names import declarations_of
from derive.reading.forms import differentiated_alike
from derive.reading.names import named
from derive.reading.search import Ignorance
from derive.syntax.declare import Declaration
from derive.syntax.text import text
from derive.syntax.tree import Derivative, Entry, IndexTerm, Number, Quotient, Symbol, Written

if TYPE_CHECKING:
    from derive.reading.close import Closer

__all__ = ["derivative"]

ONE = Number(Fraction(1))
#: An index that is the same, or an earlier one.
_EARLIER = re.compile(r"·(-\d+)?")


def derivative(closer: Closer, form: Derivative) -> Written:
    """A derivative; of what is not said to depend on its variable, a quantity of its own.

    A missing dependence is never a zero.
    """
    reached = declarations_of((form.of,))
    names = {*reached, *(other.name for d in reached.values() for other in d.of)}
    for key, of in closer.reader.inverses.items():
        if key in reached and (form.wrt.name == of or _reaches(closer, of, form.wrt.name)):
            raise Ignorance(f"a derivative of the inverse of {of}")
    if form.wrt.name in names or not names:
        _reject_unsaid(closer, form, reached)
        return form
    if isinstance(form.of, Symbol) and isinstance(form.wrt, Symbol):
        body = form.wrt.declared.body if form.wrt.declared is not None else None
        if body is not None and form.of.name in declarations_of((body,)):
            return Quotient(ONE, Derivative(form.wrt, form.of))  # of the inverse function
    if not isinstance(form.of, Symbol | Entry):
        raise Ignorance(f"how {text(form.of)} depends on {text(form.wrt)}")
    terms = (*_indices(form.of), *_indices(form.wrt))
    name = f"∂{form.of.name}/∂{form.wrt.name}"
    declared = closer.declared.setdefault(name, Declaration(name, tuple(t.over for t in terms)))
    if form.of.declared is not None and form.of.declared.body is not None:
        closer.lacking.append(f"how {form.of.name} depends on {form.wrt.name}")
    closer.derivatives.append((form.of.name, form.wrt.name))
    return Entry(name, terms, declared) if terms else Symbol(name, declared)


def _indices(form: Symbol | Entry) -> tuple[IndexTerm, ...]:
    return form.indices if isinstance(form, Entry) else ()


def _reject_unsaid(closer: Closer, form: Derivative, reached: dict[str, Declaration]) -> None:
    """A name that the document differentiates, and that nothing defines, is no constant.

    Nor is one at a worked-out index, ``c_{t−1}``, where c depends on the variable.
    """
    reader = closer.reader
    by = next((k for k, d in closer.declared.items() if d.name == form.wrt.name), "")
    differentiated = {
        named(reader, name).key
        for family in reader.families.values()
        for name in differentiated_alike(reader.lexicon, family.letter, family.key)
    }
    before = declarations_of((form.wrt,))
    earlier = _looks_back(closer, form)
    for key, family in reader.families.items():
        declared = closer.declared.get(key)
        if declared is None or declared.name not in reached or declared.name in before:
            continue
        unsaid = family.body is None and not family.of and not family.pieces
        whole = key.partition("[")[0]
        shifts = whole != key and not earlier and _reaches(closer, whole, by)
        if unsaid and (key in differentiated or shifts):
            raise Ignorance(f"how {declared.name} depends on {form.wrt.name}")


def _looks_back(closer: Closer, form: Derivative) -> bool:
    """Whether a derivative is by a quantity of its own step, and all others are of earlier ones.

    ``c_t = f_t c_{t−1} + i_t g_t``: c at t − 1 does not depend on g_t.
    """
    shifts = [key.partition("[")[2][:-1] for key in closer.reader.families if key[-1:] == "]"]
    back = all(_EARLIER.fullmatch(part) for shift in shifts for part in shift.split(","))
    if not (back and shifts and isinstance(form.of, Symbol | Entry)):
        return False
    return bool({*_indices(form.of)} & {*_indices(form.wrt)})


def _reaches(closer: Closer, key: str, other: str) -> bool:
    """Whether the definition of a family speaks of another one."""
    family = closer.reader.families.get(key)
    if family is None or family.body is None:
        return False
    found = closer.declaration(key)
    assert found.body is not None
    return other in {found.name, *declarations_of((found.body,))}
