"""Names and letters in notation: of what a formula speaks, and what an equation defines.

A letter is what stands in print; a name is a letter with the accents and labels that are part
of it, and without its indices. What they mean in the document is not asked here.
"""

from __future__ import annotations

import re

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    letters_of,
    subnodes,
)
from derive.old.conventions.arguments import written_with
from derive.old.conventions.summands import PARTS
from derive.syntax.reader.labels import label_text
from derive.syntax.reader.look import clauses_of, only_item, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import index_name, spell
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import ANY_LETTER

__all__ = [
    "argument_count",
    "defined_letters",
    "defined_name",
    "is_delta",
    "labelled_names_in",
    "mentioned",
    "names_in",
    "quantities_of",
]

#: Letters and words that have their meaning from everywhere: no document introduces them.
_SIGNS = frozenset({
    "e", "d", "∂", "∇", "⊤", "∗", "⋆", "†", "′", "…", "∞", "·", "𝐈", "𝕀", "𝔼", "tr", "Tr",
    "trace", "diag", "Diag", "I",
})  # fmt: skip
#: A step before or after another one, above a name.
_EARLIER = re.compile(r"[A-Za-z][+-]\d+")


def names_in(notation: Node) -> set[str]:
    """Every name that a formula speaks of, with its label where it has one."""
    found: set[str] = set()
    for node in subnodes(notation):
        if isinstance(node, Letter | Scripted):
            try:
                spelled = spell(node, ANY_LETTER)
            except ReadError:
                continue
            found |= {spelled.name} if spelled is not None else set()
    return found


def labelled_names_in(notation: Node) -> set[str]:
    r"""The same, where a letter under a label is not the letter without it, and none below one.

    >>> from derive.notation.parse import parse
    >>> sorted(labelled_names_in(parse(r"w x^{l-1} + b_j")) - {"l"})
    ['b', 'w', 'x^{l-1}']
    """
    under = {
        id(n) for s in subnodes(notation) if isinstance(s, Scripted) for n in (s.base, s.below)
    }
    letters = {n.name for n in subnodes(notation) if isinstance(n, Letter) and id(n) not in under}
    scripted = (n for n in subnodes(notation) if isinstance(n, Scripted))
    return letters.union(*map(_labelled_name, scripted))


def _labelled_name(item: Scripted) -> set[str]:
    """The name that a letter with its scripts is; ``h^{t-1}`` is no power of h."""
    text = label_text(item.above) if item.above is not None else None
    if text is not None and _EARLIER.fullmatch(text) and isinstance(item.base, Letter):
        return {f"{item.base.name}^{{{text}}}"}
    try:
        spelled = spell(item, ANY_LETTER)
    except ReadError:
        return set()
    return set() if spelled is None else {spelled.name}


def mentioned(notation: Node) -> set[str]:
    """The letters of a formula, with their accents and labels and without."""
    names = letters_of(notation) | names_in(notation)
    return names | {name.removesuffix(PARTS) for name in names}


def quantities_of(notation: Clauses) -> set[str]:
    """The letters of a formula that stand as quantities, not as indices or as signs only."""
    usage = survey((notation,))
    indices = {*usage.below, *usage.bound, *usage.raised, *usage.limits}
    found = (letters_of(notation) - indices) | {*usage.bare, *usage.indexed}
    return {name for name in found - _SIGNS if name != "delta" or not _has_delta(notation)}


def is_delta(node: Node) -> bool:
    r"""Whether a node is Kronecker's delta, ``\delta_{ij}``."""
    if not isinstance(node, Scripted | Bracket):
        return False
    try:
        spelled = spell(node, ANY_LETTER)
    except ReadError:
        return False
    if spelled is None or spelled.samples:
        return False  # the error of a layer, δ^{(l)}_j
    return spelled.name == "delta" and len(spelled.indices) == 2


def _has_delta(notation: Clauses) -> bool:
    """Whether a formula has Kronecker's delta."""
    return any(is_delta(node) for node in subnodes(notation))


def defined_name(left: Expression, *, literal: bool = False) -> str | None:
    r"""The name that an equation with this left side would define: ``p_i``, ``h_\theta(x)``.

    ``literal`` says that ``h_1`` is a name, too, as it is where somebody says: let it be.

    >>> from derive.notation.parse import parse
    >>> def name(text):
    ...     return defined_name(parse(text).parts[0].members[0])
    >>> name("p_i"), name(r"h_\theta(x)"), name("2 x"), name("p_1"), name("i + j")
    ('p', 'h_theta', None, None, None)
    """
    if len(left.terms) != 1 or left.terms[0].signs:
        return None
    items = left.terms[0].items
    whole = written_with(items)
    if whole is not None:
        return whole
    if len(items) > 2 or (len(items) == 2 and not isinstance(tidy(items[1]), Bracket)):
        return None
    try:
        spelled = spell(items[0], ANY_LETTER)
    except ReadError:
        return None
    if spelled is None or spelled.exponent is not None or spelled.transposed or spelled.orders:
        return None
    letters = [index_name(item) for item in spelled.indices]
    numbers = all(isinstance(item, Digits) for item in spelled.indices)
    if literal and spelled.indices and numbers and len(items) == 1:
        return "_".join((spelled.name, *(plain(item) for item in spelled.indices)))
    if None in letters or len(set(letters)) < len(letters):
        return None
    if len(items) == 2 and not _is_parameters(tidy(items[1])):
        return None
    return spelled.name


def _is_parameters(bracket: object) -> bool:
    """Whether a bracket holds letters only, as those of a function that is being defined."""
    if not isinstance(bracket, Bracket) or bracket.kind != "(":
        return False
    clauses, _ = clauses_of(bracket)
    found = []
    for clause in clauses:
        item = only_item(Clauses(clause.start, clause.end, (clause,)))
        item = None if item is None else tidy(item)
        found.append(isinstance(item, Letter | Scripted))
    return bool(found) and all(found)


def argument_count(formula: Formula) -> int:
    """How many arguments stand on the left side of a definition."""
    (clause,) = formula.notation.parts
    assert isinstance(clause, Clause)
    left = clause.members[0]
    assert left is not None
    items = left.terms[0].items
    return len(clauses_of(items[1])[0]) if len(items) > 1 else 0


def defined_letters(formula: Formula) -> set[str]:
    """The letter that a definition defines, without its scripts, with its accent and without."""
    (clause,) = formula.notation.parts
    assert isinstance(clause, Clause)
    left = clause.members[0]
    assert left is not None
    item = left.terms[0].items[0]
    best = {name for name in names_in(item) if name.endswith(("^{∗}", "^{⋆}"))}
    if best:
        return best  # w^* is not w
    while isinstance(item, Scripted) or (isinstance(item, Bracket) and only_item(item)):
        item = item.base if isinstance(item, Scripted) else only_item(item) or item
    names = letters_of(item) | names_in(item)
    return names | {name.partition("^{")[0].partition("_")[0] for name in names}
