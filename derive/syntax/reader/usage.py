r"""How names are used, seen over all formulas that are read together.

It tells an index from a quantity, a layer label from an exponent, and a function from a
factor: ``l`` is a label where it only ever stands above, ``y(1-y)`` is a product where y
stands alone elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Root,
    Scripted,
    Term,
    subnodes,
)
from derive.syntax.reader.by_value import by_value
from derive.syntax.reader.labels import label_text, plain_text
from derive.syntax.reader.look import clauses_of, items_of, only_item, range_of, tidy

__all__ = ["Usage", "numbered_letters", "survey"]

#: Letters that count layers where they stand above and nowhere else.
_LAYERS = frozenset({"l", "L", "ℓ"})

#: Letters that are functions where they only ever stand before parentheses.
_FUNCTIONS = frozenset({"f", "g", "h", "F", "G", "phi", "varphi", "psi", "Phi", "Psi", "sigma"})

Place = tuple[int, int]


@dataclass(slots=True)
class Usage:
    """Where each name stands: as a quantity, before parentheses, below, above, under a sum."""

    bare: dict[str, Place] = field(default_factory=dict)
    applied: dict[str, Place] = field(default_factory=dict)
    below: dict[str, Place] = field(default_factory=dict)
    raised: dict[str, Place] = field(default_factory=dict)
    bound: dict[str, Place] = field(default_factory=dict)
    limits: dict[str, Place] = field(default_factory=dict)
    indexed: dict[str, Place] = field(default_factory=dict)
    shifted: dict[str, Place] = field(default_factory=dict)
    at_indices: dict[str, Place] = field(default_factory=dict)
    compared: list[dict[str, Place]] = field(default_factory=list)

    def only_above(self, letter: str) -> bool:
        """Whether a letter that may count layers stands above and nowhere else."""
        elsewhere = (self.bare, self.applied, self.below, self.bound)
        return letter in _LAYERS and not any(letter in place for place in elsewhere)

    def is_layer(self, letter: str) -> bool:
        """Whether a superscript letter is a label: there is a next layer, or l at an index."""
        layers = letter in self.shifted or (letter != "L" and letter in self.at_indices)
        return layers and self.only_above(letter)

    def is_function(self, letter: str) -> bool:
        """Whether a letter before a parenthesis is a function, as far as its use tells."""
        quantity = letter in self.bare or letter in self.indexed
        return letter in _FUNCTIONS and letter in self.applied and not quantity

    def names(self) -> set[str]:
        """Every name that is used for anything."""
        found = (self.bare, self.applied, self.below, self.raised, self.bound, self.limits)
        return {name for names in (*found, self.indexed, *self.compared) for name in names}


def survey(formulas: tuple[Clauses, ...]) -> Usage:
    """How names are used in formulas that stand together."""
    usage = Usage()
    for formula in formulas:
        _see(formula, usage)
    for letters in usage.compared:
        indices = any(x in usage.below or x in usage.bound for x in letters)
        uses = usage.below if indices and not usage.bare.keys() & letters else usage.bare
        for letter, place in letters.items():
            uses.setdefault(letter, place)
    return usage


def numbered_letters(formulas: tuple[Clauses, ...]) -> frozenset[str]:
    """The letters that always have a number below them, and never an index."""
    with_number: set[str] = set()
    others: set[str] = set()
    for formula in formulas:
        for node in subnodes(formula):
            if isinstance(node, Scripted) and isinstance(base := tidy(node.base), Letter):
                number = node.below is not None and isinstance(tidy(node.below), Digits)
                (with_number if number else others).add(base.name)
    return frozenset(with_number - others)


def _see(node: Node | None, usage: Usage) -> None:
    match node:
        case Clauses(parts=parts):
            for part in parts:
                _see(part, usage)
        case Clause(members=members):
            letters = [_compared(member) for member in members]
            if len(letters) > 1 and None not in letters:
                # i = k says nothing yet: two indices, or two quantities.
                usage.compared.append(dict(x for x in letters if x is not None and x[0]))
                return
            if len(letters) == 2 and any(map(_is_labelled, members)):
                # y_i = k: k says nothing yet, either.
                usage.compared.append(dict(x for x in letters if x is not None and x[0]))
                members = tuple(m for m, x in zip(members, letters, strict=True) if x is None)
            for member in members:
                _see(member, usage)
        case Expression(terms=terms):
            for term in terms:
                _see(term, usage)
        case Term(items=items):
            for n, item in enumerate(items):
                _see_item(item, items[n + 1] if n + 1 < len(items) else None, usage)


def _compared(member: Expression | None) -> tuple[str, Place] | None:
    """The letter or the number that a member is by itself."""
    if member is None or len(member.terms) != 1 or member.terms[0].signs:
        return None
    items = member.terms[0].items
    item = tidy(items[0])
    if len(items) != 1:
        return None
    if isinstance(item, Digits):
        return "", (item.start, item.end)
    if isinstance(item, Scripted) and item.below is None and item.above is None:
        base = tidy(item.base)
        if isinstance(base, Letter):
            return base.name + "'" * item.primes, (item.start, item.end)
    return (item.name, (item.start, item.end)) if isinstance(item, Letter) else None


def _is_labelled(member: Expression | None) -> bool:
    """Whether a member is a name with one letter below, such as the label of a sample."""
    if member is None or len(member.terms) != 1 or len(member.terms[0].items) != 1:
        return False
    return not member.terms[0].signs and by_value(member.terms[0].items[0]) is not None


def _see_item(item: Item, following: Item | None, usage: Usage) -> None:
    item = tidy(item)
    match item:
        case Letter():
            _see_letter(item, following, usage)
        case Scripted(base=base):
            base = tidy(base)
            if isinstance(base, Letter) and base.name in "∂∇" and item.below is not None:
                _see_any(item.below, usage)  # what is differentiated by
                return
            if isinstance(base, Letter):
                name = base.name + "'" * item.primes
                if item.below is not None:
                    usage.indexed.setdefault(base.name, (item.start, item.end))
                if item.below is None or item.primes:
                    _see_letter(Letter(base.start, base.end, name), following, usage)
                    if item.primes:
                        _see_letter(base, following, usage)
                exponential = base.name == "e" and not base.word and item.below is None
                _see_above(item.above, usage, exponent=exponential)
                text = label_text(item.above) if item.above is not None else None
                if text is not None and item.below is not None:
                    usage.at_indices.setdefault(text, (item.start, item.end))
            else:
                _see_item(base, None, usage)
                mark = item.above is not None and plain_text(only_item(item.above) or item.above)
                if mark != "T":  # which says nothing yet: it may transpose what stands before it
                    _see_above(item.above, usage, exponent=True)
            _see_below(item.below, usage)
        case Head():
            _see_head(item, usage)
        case Bracket(inside=inside):
            _see(inside, usage)
        case Fraction(above=above, below=below):
            _see_any(above, usage)
            _see_any(below, usage)
        case Root(of=of, degree=degree):
            _see_any(of, usage)
            _see(degree, usage)


def _see_any(node: Item | Clauses, usage: Usage) -> None:
    if isinstance(node, Clauses):
        _see(node, usage)
    else:
        _see_item(node, None, usage)


def _see_letter(letter: Letter, following: Item | None, usage: Usage) -> None:
    following = tidy(following) if following is not None else None
    if isinstance(following, Scripted):
        following = tidy(following.base)
    applied = isinstance(following, Bracket) and following.kind == "("
    uses = usage.applied if applied else usage.bare
    uses.setdefault(letter.name, (letter.start, letter.end))


def _see_below(node: Item | None, usage: Usage) -> None:
    if node is None:
        return
    for clause in clauses_of(node)[0]:
        for member in clause.members:
            for term in member.terms if member else ():
                for item in term.items:
                    _see_index(item, usage.below, usage)


def _see_index(item: Item, where: dict[str, Place], usage: Usage) -> None:
    item = tidy(item)
    if isinstance(item, Letter) and item.name == "·":
        return
    if isinstance(item, Letter):
        if not item.word or where is usage.bound:
            where.setdefault(item.name, (item.start, item.end))
    elif isinstance(item, Scripted):
        base = tidy(item.base)
        known = isinstance(base, Letter) and (not base.word or where is usage.bound)
        if isinstance(base, Letter) and known and item.below is None:
            name = base.name + "'" * item.primes
            where.setdefault(name, (item.start, item.end))
        _see_below(item.below, usage)


def _see_above(node: Item | None, usage: Usage, *, exponent: bool) -> None:
    if node is None:
        return
    item = only_item(node) or node
    if not exponent and isinstance(item, Bracket) and item.kind == "(":
        for clause in clauses_of(item)[0]:
            for member in clause.members:
                for term in member.terms if member else ():
                    for inner in term.items:
                        _see_index(inner, usage.raised, usage)
    elif not exponent and (text := label_text(node)) is not None:
        letter = text.partition("+")[0].partition("-")[0]
        usage.raised.setdefault(letter, (node.start, node.end))
        if letter != text:
            usage.shifted.setdefault(letter, (node.start, node.end))
    else:
        items = items_of(node) or ()
        if len(items) > 1 and isinstance(tidy(items[0]), Bracket):
            _see_above(items[0], usage, exponent=exponent)  # w^{(1)T}
            return
        _see_any(node.inside if isinstance(node, Bracket) else node, usage)


def _see_head(head: Head, usage: Usage) -> None:
    if head.name not in ("sum", "product"):
        _see_above(head.above, usage, exponent=False)
        if head.below is not None:
            _see_any(head.below, usage)
        return
    for clause in range_of(head.below)[0]:
        for member in clause.members:
            for term in member.terms if member else ():
                for item in term.items:
                    _see_index(item, usage.bound, usage)
            if clause.relations and clause.relations[0].sign == "∈":
                break
    if head.above is not None:
        for clause in clauses_of(head.above)[0]:
            for member in clause.members:
                for term in member.terms if member else ():
                    for item in map(tidy, term.items):
                        if isinstance(item, Letter):
                            usage.limits.setdefault(item.name, (item.start, item.end))
