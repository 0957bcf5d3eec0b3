r"""What a document has said so far: definitions, declarations, assumptions, the case at hand.

Nothing is read here for good: a claim is read together with what bears on it, so that one
formula that is not understood spoils no other. What might have defined a name and was not
read is remembered: a claim that speaks of such a name is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from derive.reading.conventions.arguments import plain, written_with
from derive.reading.conventions.functionals import functionals_in
from derive.reading.conventions.labels import INDEX_LETTERS, left_of
from derive.reading.conventions.summands import PARTS
from derive.reading.conventions.values import value_defined
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.look import clauses_of, only_item, tidy
from derive.syntax.reader.notation import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    subnodes,
)
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import index_name, spell
from derive.syntax.reader.usage import label_text, survey
from derive.syntax.reader.where import ANY_LETTER, Where

#: A step before or after another one, above a name.
_EARLIER = re.compile(r"[A-Za-z][+-]\d+")

__all__ = [
    "SIGNS",
    "Definition",
    "Said",
    "counts_of",
    "defined_name",
    "is_delta",
    "labelled_names_in",
    "letters_of",
    "names_in",
    "quantities_of",
]

#: Letters and words that have their meaning from everywhere: no document introduces them.
SIGNS = frozenset({
    "e", "d", "∂", "∇", "⊤", "∗", "⋆", "†", "′", "…", "∞", "·", "𝐈", "𝕀", "𝔼", "tr", "Tr",
    "trace", "diag", "Diag", "I",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definition:
    """A name with the equation that defines it."""

    name: str
    formula: Formula
    section: int = 0


@dataclass(frozen=True, slots=True)
class Relevant:
    """What bears on a claim, and the names in it that are not known for sure."""

    lets: tuple[Formula, ...]
    given: tuple[Stated, ...]
    declared: tuple[Where, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class Said:
    """What was said up to a place in a document."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    declared: list[Where] = field(default_factory=list)
    #: What the text says of shapes, which help where they fit.
    spaces: list[Where] = field(default_factory=list)
    given: list[Stated] = field(default_factory=list)
    case: list[Stated] = field(default_factory=list)
    #: Letters of which an equation spoke that was not read, with its place in words.
    lost: dict[str, str] = field(default_factory=dict)
    #: Why an assumption was not read, if one was not.
    doubt: str = ""
    #: The layout of derivatives by arrays, where the document says which it is.
    layout: str = ""
    #: The layout of a matrix of derivatives that the document writes out.
    shown: str = ""
    #: The letters of the document with the labels of layers that stand above them.
    layers: tuple[tuple[str, str], ...] = ()
    #: What names of code stand for.
    code_names: dict[str, Formula] = field(default_factory=dict)
    #: Names with the labels below them with which they are declared.
    labels: set[tuple[str, str]] = field(default_factory=set)
    #: Letters above the names that are defined, and letters that a sum binds.
    above: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)
    #: Letters over which steps sum, so that there are finitely many of what they range over.
    summed: set[str] = field(default_factory=set)
    #: Names of which a formula says that they are the sums of what is written like them.
    totals: frozenset[str] = frozenset()
    #: Those of them that are sums, and no averages.
    plain_totals: frozenset[str] = frozenset()
    #: What products of names are said to be, such as ``w^T x_i = …``.
    products: list[Formula] = field(default_factory=list)
    #: Names that an annotation defines: no equation defines them anew.
    fixed: set[str] = field(default_factory=set)
    #: The number of the section, and whether the words just said introduce something new.
    section: int = 0
    anew: bool = False
    #: Equations that may define a name anew.
    rivals: dict[str, Formula] = field(default_factory=dict)
    #: Letters whose squares are letters of their own, as σ² is, all over the document.
    squares: frozenset[str] = frozenset()
    #: Every letter that a formula or an annotation has mentioned.
    seen: set[str] = field(default_factory=set)

    def define(self, name: str, formula: Formula) -> str:
        """Take in a definition, which takes the place of an earlier one; the name that it has.

        Two subscripts that are no indices are two labels: ``z_o`` is no other ``z_h``.
        """
        self.seen |= letters_of(formula.notation) | quantities_of(formula.notation)
        known = survey((formula.notation,))
        self.indices |= {*known.bound}
        left = left_of(formula.notation)
        if left is not None:
            self.above |= {left[2]} if left[2] else set()
            name = self._labelled(name, left, formula)
        source = f"the definition of {name}"
        self.definitions[name] = Definition(
            name, Formula(formula.text, formula.notation, source, f"let {name}"), self.section
        )
        self.rivals.pop(name, None)
        return name

    def _labelled(self, name: str, left: tuple[str, str, str], formula: Formula) -> str:
        """The name, with its label where another one is defined with another label."""
        own = self.counted(name, formula)
        if own != name:
            return own
        earlier = self.definitions.get(name)
        other = left_of(earlier.formula.notation) if earlier is not None else None
        if earlier is None or other is None or other[0] != left[0] or other[1] == left[1]:
            return name
        texts = {left[1], other[1]}
        letters = {
            index for where in self.declared if where.kind == "index" for index in where.names
        }
        if any(not t or t in self.indices | letters | INDEX_LETTERS for t in texts):
            return name
        old = f"{name}_{other[1]}"
        formula = replace(earlier.formula, source=f"the definition of {old}", scope=f"let {old}")
        del self.definitions[name]
        self.definitions[old] = Definition(old, formula)
        self.labels |= {(left[0], text) for text in texts}
        return f"{name}_{left[1]}"

    def counted(self, name: str, formula: Formula) -> str:
        """The name, with what tells it from another one: the number and kind of its arguments.

        ``p(x)`` and ``p(y)`` are two distributions, ``H(p, q)`` is no ``H(X, Y)``.
        """
        value = value_defined(formula.notation)
        if value is not None:
            return value
        count = counts_of(formula)
        earlier = self.definitions.get(name)
        if earlier is not None and counts_of(earlier.formula) != count:
            name = f"{name} of {count}" if count else name
            earlier = self.definitions.get(name)
        own = functionals_in((formula,))
        other = functionals_in((earlier.formula,)) if earlier is not None and own else ()
        if count > 1 and own and other and own[0].variables != other[0].variables:
            name = f"{name} variables"
        return name

    def knows(self, name: str) -> bool:
        """Whether a name is defined, or declared to be a function of others."""
        return name in self.definitions or any(
            name in where.names and (where.of or where.kind == "function")
            for where in self.declared
        )

    def relevant(self, formulas: Iterable[Formula], own_case: bool = False) -> Relevant:
        """What bears on formulas, through all definitions that they reach.

        ``own_case`` says that they have a case that takes the place of the one at hand.
        """
        case = () if own_case else tuple(self.case)
        reached: set[str] = set()
        for formula in formulas:
            reached |= _mentioned(formula.notation)
        for stated in case:
            reached |= _letters(stated)
        lets: dict[str, Formula] = {}
        growing = True
        while growing:
            growing = False
            for name, definition in self.definitions.items():
                if name not in lets and _heads(definition.formula) & reached:
                    lets[name] = definition.formula
                    reached |= _mentioned(definition.formula.notation)
                    growing = True
            for where in self.declared:
                if where.of and set(where.names) & reached and not set(where.of) <= reached:
                    reached |= set(where.of)
                    growing = True
        given = tuple(s for s in self.given if _letters(s) & reached)
        return Relevant(
            tuple(lets.values()),
            (*given, *case),
            tuple(w for w in self.declared if not set(w.names) & set(lets) or w.facts),
            tuple(sorted(n for n in self.lost if n in reached and n not in lets)),
        )


def defined_name(left: Expression, *, literal: bool = False) -> str | None:
    r"""The name that an equation with this left side would define: ``p_i``, ``h_\theta(x)``.

    ``literal`` says that ``h_1`` is a name, too, as it is where somebody says: let it be.

    >>> from derive.syntax.reader.parse import parse
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
    r"""The same, where a letter under a label is not the letter without it.

    >>> from derive.syntax.reader.parse import parse
    >>> sorted(labelled_names_in(parse(r"w x^{l-1} + b_j")) - {"j", "l"})
    ['b', 'w', 'x^{l-1}']
    """
    under = {id(n.base) for n in subnodes(notation) if isinstance(n, Scripted)}
    letters = {n.name for n in subnodes(notation) if isinstance(n, Letter) and id(n) not in under}
    scripted = (n for n in subnodes(notation) if isinstance(n, Scripted))
    return letters.union(*map(_own, scripted))


def _own(item: Scripted) -> set[str]:
    """The name that a letter with its scripts is; ``h^{t-1}`` is no power of h."""
    text = label_text(item.above) if item.above is not None else None
    if text is not None and _EARLIER.fullmatch(text) and isinstance(item.base, Letter):
        return {f"{item.base.name}^{{{text}}}"}
    try:
        spelled = spell(item, ANY_LETTER)
    except ReadError:
        return set()
    return set() if spelled is None else {spelled.name}


def letters_of(notation: Node) -> set[str]:
    """Every letter that stands in a formula, whatever it means."""
    return {node.name for node in subnodes(notation) if isinstance(node, Letter)}


def quantities_of(notation: Clauses) -> set[str]:
    """The letters of a formula that stand as quantities, not as indices or as signs only."""
    usage = survey((notation,))
    indices = {*usage.below, *usage.bound, *usage.raised, *usage.limits}
    found = (letters_of(notation) - indices) | {*usage.bare, *usage.indexed}
    return {name for name in found - SIGNS if name != "delta" or not _has_delta(notation)}


def _has_delta(notation: Clauses) -> bool:
    """Whether a formula has Kronecker's delta."""
    return any(is_delta(node) for node in subnodes(notation))


def _mentioned(notation: Node) -> set[str]:
    """The letters of a formula, with their accents and labels and without."""
    names = letters_of(notation) | names_in(notation)
    return names | {name.removesuffix(PARTS) for name in names}


def counts_of(formula: Formula) -> int:
    """How many arguments stand on the left side of a definition."""
    (clause,) = formula.notation.parts
    assert isinstance(clause, Clause)
    left = clause.members[0]
    assert left is not None
    items = left.terms[0].items
    return len(clauses_of(items[1])[0]) if len(items) > 1 else 0


def _heads(formula: Formula) -> set[str]:
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


def _letters(stated: Stated) -> set[str]:
    found: set[str] = set()
    for formula in stated.formulas:
        found |= _mentioned(formula.notation)
    return found
