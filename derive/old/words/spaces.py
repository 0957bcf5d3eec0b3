r"""What a text says of shapes: ``$x \in \mathbb R^n$``, ``$W \in \mathbb R^{m \times n}$``.

Texts are not strict about shapes: what they say is a help where it fits the formulas, and
is left aside where it does not.
"""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Operator,
    Scripted,
    Separator,
)
from derive.old.said import Said
from derive.old.words.directives import take_in
from derive.syntax.reader.look import clauses_of, items_of, only_expression, tidy
from derive.syntax.reader.where import Where

__all__ = ["called_number", "spaces_in"]

_VERBS = ("scalar", "vector", "matrix")


def spaces_in(notation: Clauses, text: str, said: Said) -> tuple[Where, ...]:
    r"""The shapes that a formula says names have.

    >>> from derive.notation.parse import parse
    >>> text = r"x, y \in \mathbb{R}^n"
    >>> [(w.names, [a.name for a in w.axes]) for w in spaces_in(parse(text), text, Said())]
    [(('x',), ['n']), (('y',), ['n'])]
    >>> text = r"i \in \{1, \dots, n\}"
    >>> [(w.names, w.kind) for w in spaces_in(parse(text), text, Said())]
    [(('i',), 'index')]
    """
    found: list[Where] = []
    names: list[str] = []
    for part in notation.parts:
        if isinstance(part, Separator):
            names = names if part.sign.strip() in (",", "", "and") else []
            continue
        signs = [relation.sign for relation in part.relations]
        left = part.members[0]
        if left is None:
            continue
        names.append(text[left.start : left.end])
        if signs == ["∈"]:
            right = part.members[1]
            assert right is not None
            argument = _shape(right, text)
            for name in names if argument is not None else ():
                verb, sets = argument or ("", "")
                found += _declared(said, verb, sets, name)
        if signs:
            names = []
    return tuple(found)


def called_number(name: str, said: Said) -> tuple[Where, ...]:
    """The shape of a name that the words call a number, where nothing is said of it yet.

    >>> [(w.names, w.axes) for w in called_number("c", Said())], called_number("c_i", Said())
    ([(('c',), ())], ())
    """
    known = any(name.removeprefix("\\") in where.names for where in said.spaces)
    plain = name.removeprefix("\\").isalpha()
    return _declared(said, "scalar", "", name) if plain and not known else ()


def _declared(said: Said, verb: str, sets: str, name: str) -> tuple[Where, ...]:
    """The declaration in words, read as an annotation is."""
    scratch = Said(declared=[*said.declared, *said.spaces], labels={*said.labels})
    before = len(scratch.declared)
    try:
        take_in(scratch, verb, f"{name} : {sets}" if sets else name)
    except ReadError:
        return ()
    return tuple(scratch.declared[before:])


def _shape(right: Expression, text: str) -> tuple[str, str] | None:
    """What kind of thing a space holds, and its index sets."""
    if len(right.terms) != 1 or right.terms[0].signs or len(right.terms[0].items) != 1:
        return None
    try:
        item = tidy(right.terms[0].items[0])
        above = item.above if isinstance(item, Scripted) else None
        base = tidy(item.base) if isinstance(item, Scripted) else item
    except ReadError:
        return None
    if isinstance(base, Bracket) and base.kind == r"\{" and above is None:
        last = _last(base)
        return None if last is None else ("index", text[last.start : last.end])
    if not (isinstance(base, Letter) and base.name == "ℝ"):
        return None
    sizes = _sizes(above)
    if sizes is None or len(sizes) > 2:
        return None
    return _VERBS[len(sizes)], ", ".join(text[s.start : s.end] for s in sizes)


def _sizes(above: Item | None) -> tuple[Item, ...] | None:
    r"""The sizes in ``m \times n``; ``None`` for what is no letter and no number."""
    if above is None:
        return ()
    expression = only_expression(above)
    items = items_of(above) if expression is None else None
    if expression is not None:
        whole = len(expression.terms) == 1 and not expression.terms[0].signs
        items = expression.terms[0].items if whole else None
    if items is None:
        return None
    found = tuple(i for i in items if not isinstance(i, Operator))
    plain = all(isinstance(i, Letter | Digits) and _is_size(i) for i in found)
    return found if plain and len(items) == 2 * len(found) - 1 else None


def _is_size(item: Item) -> bool:
    return not isinstance(item, Letter) or item.name.isalpha()


def _last(bracket: Bracket) -> Item | None:
    r"""The n of ``\{1, \dots, n\}``."""
    clauses, separators = clauses_of(bracket)
    items = [_alone(clause) for clause in clauses]
    if len(items) < 3 or None in items or any(s.sign != "," for s in separators):
        return None
    first, dots, last = items[0], items[-2], items[-1]
    one = isinstance(first, Digits) and first.text == "1"
    between = isinstance(dots, Letter) and dots.name == "…"
    return last if one and between and isinstance(last, Letter) else None


def _alone(clause: Clause) -> Item | None:
    items = items_of(Clauses(clause.start, clause.end, (clause,)))
    return items[0] if items is not None and len(items) == 1 else None
