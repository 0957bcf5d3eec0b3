"""Definitions taken in: which name each one defines, with which indices or arguments.

``p_i = …`` defines a quantity, ``f(t) = …`` a function where somebody applies it to
something else, and a quantity written with what it depends on where nobody does.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import Clause, Clauses, Expression, Item, Letter
from derive.syntax.reader.base import Context
from derive.syntax.reader.calls import applied_to, argument_names
from derive.syntax.reader.counts import Formula
from derive.syntax.reader.formulas import Formulas, Let
from derive.syntax.reader.look import clauses_of, tidy
from derive.syntax.reader.spell import Spelled, spell
from derive.syntax.reader.usage import survey
from derive.syntax.reader.vocabulary import Macro

__all__ = ["LOSS", "Definitions"]

#: The scope of an equation that names the loss.
LOSS = "let loss"


class Definitions(Formulas):
    """The definitions among the formulas."""

    __slots__ = ()

    def define(self, formula: Formula) -> None:
        """Take in a definition: a quantity with its indices, or a function with its arguments."""
        clauses, separators = clauses_of(formula.notation)
        clause = clauses[0] if len(clauses) == 1 and not separators else None
        signs = [r.sign for r in clause.relations] if clause else []
        if clause is None or signs != ["="] or None in clause.members:
            place = formula.notation.start, formula.notation.end
            raise ReadError("a definition is one equation, such as p_i = …", *place)
        left, right = clause.members
        assert left is not None
        assert right is not None
        items = left.terms[0].items
        if len(left.terms) > 1 or left.terms[0].signs or len(items) > 2:
            raise ReadError("what does this define?", left.start, left.end)
        spelled = spell(items[0], self.resolver.names(Context(formula.scope)))
        if spelled is None or spelled.exponent is not None or spelled.transposed or spelled.orders:
            raise ReadError("what does this define?", left.start, left.end)
        alike = self.resolver.alike
        whole = spelled.name in alike
        spelled = replace(spelled, name=alike.get(spelled.name, spelled.name))
        earlier = self.lets.get(spelled.name)
        if earlier is not None and len(items) == 1 and (whole or _is_bold(earlier.formula)):
            if not whole:  # the entries say more than the whole of them
                self.lets[spelled.name] = Let(formula, spelled, right)
            return
        if spelled.name in self.lets or self.vocabulary.macro(spelled.name):
            raise ReadError(f"{spelled.name} is defined twice", left.start, left.end)
        if len(items) == 2:
            self.define_function(formula, spelled, tidy(items[1]), right)
        else:
            self.lets[spelled.name] = Let(formula, spelled, right)

    def define_function(
        self, formula: Formula, spelled: Spelled, bracket: Item, right: Expression
    ) -> None:
        """A function with its parameters, or a quantity written with its arguments."""
        names = argument_names(bracket)
        if None in names:
            raise ReadError("a parameter is a letter", bracket.start, bracket.end)
        if not names or spelled.indices:
            raise ReadError("what does this define?", spelled.start, spelled.end)
        usage = self.resolver.usage
        known_names = self.resolver.names(Context(formula.scope))
        others = tuple(f.notation for f in (*self.formulas, *self.definitions) if f is not formula)
        elsewhere = survey(others)
        known = all(
            n in elsewhere.bare or n in elsewhere.applied or n in elsewhere.indexed for n in names
        )
        parameters = tuple(n for n in names if n)
        # σ(t) = … is a function where somebody writes σ(z), also if t is a quantity.
        names_loss = formula.scope == LOSS  # J(θ) = …: what it depends on, and no parameters
        if (
            names_loss
            or spelled.name in elsewhere.bare
            or (known and applied_to(spelled.name, others, known_names) <= {tuple(names)})
        ):
            self.resolver.called[spelled.name] = parameters
            self.lets[spelled.name] = Let(formula, spelled, right)
            usage.bare.setdefault(spelled.name, (spelled.start, spelled.end))
            return
        body = Clauses(right.start, right.end, (Clause(right.start, right.end, (right,), ()),))
        macro = Macro(
            spelled.name, tuple(n for n in names if n), body, formula.text, formula.source
        )
        self.vocabulary = replace(self.vocabulary, macros=(*self.vocabulary.macros, macro))
        self.resolver.vocabulary = self.vocabulary


def _is_bold(formula: Formula) -> bool:
    """Whether a definition defines a bold letter: the whole of a vector."""
    clause = formula.notation.parts[0]
    left = clause.members[0] if isinstance(clause, Clause) else None
    item = tidy(left.terms[0].items[0]) if left is not None else None
    name = item.name if isinstance(item, Letter) else ""
    return (
        bool(name)
        and unicodedata.normalize("NFKD", name)[0] != (unicodedata.normalize("NFD", name)[0])
    )
