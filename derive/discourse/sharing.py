"""What the cases of a sentence are about, and which of its displays belongs to which."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from derive.discourse.prose import Heard
from derive.discourse.relations import is_number, turned
from derive.discourse.sentences import Placed, Sentence
from derive.discourse.statements import Span, Statement
from derive.notation.names import plain_text
from derive.notation.nodes import Clause, letters_of

__all__ = ["about", "alternatives", "displays_of", "letters_in", "one_of_two",
           "parted", "reaching", "written"]  # fmt: skip

#: What stands between two formulas of which one holds.
_OR = re.compile(r"\W*(?:or|或者?)\W*")


def about(statement: Statement) -> tuple[str, ...]:
    """What a case is about: the name to which it gives a number, or its letters."""
    sides = (statement.left, statement.right)
    names = [plain_text(side) for side in sides if side is not None and not is_number(side)]
    return (names[0],) if len(names) == 1 else letters_in(statement)


def letters_in(statement: Statement) -> tuple[str, ...]:
    """The letters of a statement's formula."""
    formula = statement.formula
    return tuple(sorted(letters_of(formula.notation))) if formula is not None else ()


def written(statement: Statement) -> str:
    """A statement as it stands, with the relations that it means."""
    formula = statement.formula
    if formula is None:
        return ""
    clauses = (p for p in formula.notation.parts if isinstance(p, Clause))
    signs = "".join(r.sign for clause in clauses for r in clause.relations)
    return formula.text[formula.notation.start : formula.notation.end] + signs


def parted(sentence: Sentence, displays: list[Placed], cases: list[int]) -> list[Span] | None:
    """The part of a sentence that belongs to each case: to the displays before or behind it."""
    start, end = sentence.span
    order = sorted([(at, "c") for at in cases] + [(d.at, "d") for d in displays])
    signs = "".join(sign for _, sign in order)
    turn = signs[-1] + signs[0]
    turns = [signs[:k].count("d") for k in range(1, len(signs)) if signs[k - 1 : k + 1] == turn]
    if len(cases) != len(turns) + 1 or signs[0] == signs[-1] or "cc" in signs:
        return None
    if signs[0] == "c":
        bounds = [displays[k - 1].place[1] for k in turns]
    else:
        bounds = [displays[k].place[0] for k in turns]
    return list(pairwise([start, *bounds, end]))


def displays_of(sentence: Sentence) -> list[Placed]:
    """The displays of a sentence, those among words, too."""
    return [f for f in sentence.formulas if f.shape == "D" or f.shown]


def reaching(heard: Heard, scope: Span) -> Heard:
    """What is heard, with another scope."""
    return replace(heard, statement=replace(heard.statement, scope=scope))


def _is_case(heard: Heard) -> bool:
    supposed = heard.statement.status == "supposition" and heard.scope in ("case", "block")
    return heard.shape in "CKVI" and supposed


def _clause(heard: Heard) -> Clause | None:
    formula = heard.statement.formula
    return formula.clause if formula is not None else None


def one_of_two(found: list[Heard], sentence: Sentence) -> None:
    """``we know that x = 1 or x = 2``: neither of the two is assumed."""
    told = [n for n, h in enumerate(found) if h.statement.status in ("assumption", "supposition")]
    for a, b in pairwise(told):
        if _OR.fullmatch(sentence.words[found[a].at + 1 : found[b].at]) is None:
            continue
        opposite = turned(clause) if (clause := _clause(found[a])) is not None else None
        always = opposite is not None and plain_text(opposite) == plain_text(_clause(found[b]))
        for n in (a, b):
            statement = found[n].statement
            one = replace(statement, status="withdrawn" if always else "hypothetical",
                          said="alternative", letters=letters_in(statement))  # fmt: skip
            found[n] = reaching(replace(found[n], statement=one), statement.scope)


def alternatives(found: list[Heard], sentence: Sentence) -> None:
    """Cases about the same letters in one sentence: each has its display, or none holds."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for n, h in enumerate(found):
        if _is_case(h) or (h.shape == "I" and h.scope == "case" and h.statement.said == "if"):
            groups.setdefault(about(h.statement), []).append(n)
    formulas = sentence.formulas
    plain = [f for f in formulas if f.shape == "X" or f.shape + f.text.text[-1:] == "N)"]
    shown = [f for f in formulas if f in plain or f.shape == "D"]
    claims = [f for f in formulas if f.shape == "E"]
    for group in groups.values():
        cases = [found[n] for n in group]
        places = [h.at for h in cases]
        if len({written(h.statement) for h in cases}) < 2:
            continue
        unequal = any(h.shape == "I" for h in cases)
        if unequal and len({h.first for h in cases}) < 2:
            continue  # "if $x > 0$ and $x < 1$": both hold
        spans = parted(sentence, displays_of(sentence), places)
        for values in (shown, plain, claims):
            if spans is None and len(values) == len(places):
                spans = parted(sentence, values, places)
                if spans is not None and values is not shown:  # a display is of neither
                    spans = [(s[0], v.place[1]) for s, v in zip(spans, values, strict=True)]
        for k, n in enumerate(group):
            if spans is not None:
                found[n] = reaching(found[n], spans[k])
            elif found[n].shape != "I":
                statement = found[n].statement
                either = replace(statement, status="hypothetical", said="alternative",
                                 letters=letters_in(statement))  # fmt: skip
                found[n] = reaching(replace(found[n], statement=either), sentence.span)
