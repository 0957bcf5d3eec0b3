r"""Annotations: what the prose says, for the checker. ``let p_i = …; index i, j : C``."""

from __future__ import annotations

from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import Bracket, Clauses, Expression, Scripted
from derive.notation.parse import parse
from derive.old.conventions.abbreviations import is_abbreviation
from derive.old.conventions.initials import with_initials
from derive.old.conventions.labels import Labels, left_of
from derive.old.conventions.summands import with_parts
from derive.old.conventions.walk import over_rows
from derive.old.names import defined_name
from derive.old.said import Said
from derive.old.words.declaring import declarations
from derive.syntax.reader.assumptions import Stated, stated
from derive.syntax.reader.look import clauses_of
from derive.syntax.reader.session import Formula

__all__ = ["VERBS", "take_in"]

_SHAPES = ("index", "scalar", "vector", "matrix", "function")
_FACTS = ("simplex", "one-hot", "positive", "nonnegative", "binary", "distribution", "symmetric")
#: Every verb of a directive.
VERBS = ("let", "assume", "case", "layout", "code", "expect", "ignore", "off", "on", *_SHAPES,
         *_FACTS)  # fmt: skip


def take_in(said: Said, verb: str, argument: str) -> None:
    r"""Add what a directive says to what was said; raises ``ReadError`` for what is not read.

    >>> said = Said()
    >>> take_in(said, "let", r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}")
    >>> take_in(said, "simplex", "y")
    >>> sorted(said.definitions), [where.facts for where in said.declared]
    (['p'], [frozenset({'distribution'})])
    """
    match verb:
        case "let":
            _let(said, argument)
        case "assume":
            said.given.append(_stated(argument, "an assumption"))
        case "case":
            said.case = [_stated(argument, "the case")] if argument.strip() else []
        case "layout":
            if argument not in ("numerator", "denominator"):
                raise ReadError("a layout is numerator or denominator", 0, len(argument), argument)
            said.layout = argument
        case _ if verb in _SHAPES or verb in _FACTS:
            for where in declarations(said, verb, argument):
                said.declared.append(where)
                said.seen |= {*where.names, *where.of}


def _let(said: Said, argument: str) -> None:
    notation = with_initials(parse(argument), said.initials)
    notation = _labelled(said, with_parts(notation, said.totals))
    clauses, separators = clauses_of(notation)
    clause = clauses[0] if len(clauses) == 1 and not separators else None
    signs = [relation.sign for relation in clause.relations] if clause else []
    left = clause.members[0] if clause is not None else None
    equation = left is not None and signs in (["="], ["≡"])
    name = defined_name(left, literal=True) if left is not None and equation else None
    if equation and name is None and left is not None and not _is_name(left):
        said.products.append(Formula(argument, notation, "an annotation"))
        return
    if clause is None or name is None:
        raise ReadError("a definition is one equation, such as p_i = …", 0, len(argument), argument)
    clause = replace(clause, relations=tuple(replace(r, sign="=") for r in clause.relations))
    if is_abbreviation(notation):
        name = f"{name} for short"
    said.fixed.add(said.define(name, Formula(argument, replace(notation, parts=(clause,)))))


def _labelled(said: Said, notation: Clauses) -> Clauses:
    """The notation with labels that are declared, and that above the name it defines."""
    left = left_of(notation)
    indices = {n for where in said.declared if where.kind == "index" for n in where.names}
    below = frozenset((n, t) for n, t in said.labels if f"{n}_{t}" in indices)
    above = frozenset({left[2]} if left is not None and left[2] else ())
    said.above |= above
    return over_rows(notation, Labels(below, above)) if below else notation


def _is_name(left: Expression) -> bool:
    """Whether a left side may be one name with its scripts and arguments, or is no product."""
    if len(left.terms) != 1:
        return True
    rest = left.terms[0].items[1:]
    brackets = [i.base if isinstance(i, Scripted) else i for i in rest]
    return len(rest) < 2 and all(isinstance(b, Bracket) and b.kind == "(" for b in brackets)


def _stated(argument: str, source: str) -> Stated:
    found = stated(argument, source)
    if not found.fact and not any(f.notation.parts for f in found.formulas):
        raise ReadError("nothing is assumed here", 0, len(argument), argument)
    return found
