r"""What a document has said so far: definitions, declarations, assumptions, the case at hand.

Nothing is read here for good: a claim is read together with what bears on it, so that one
formula that is not understood spoils no other. What might have defined a name and was not
read is remembered: a claim that speaks of such a name is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from derive.notation.nodes import letters_of
from derive.old.conventions.functionals import functionals_in
from derive.old.conventions.labels import INDEX_LETTERS, is_word, left_of
from derive.old.conventions.values import value_defined
from derive.old.names import argument_count, defined_letters, mentioned, quantities_of
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where

__all__ = ["Definition", "Relevant", "Said"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A name with the equation that defines it."""

    name: str
    formula: Formula
    section: int = 0
    #: How many formulas had spoken of a case, such as ``y = 1``, before it.
    cases: int = 0


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
    #: The quantities of which formulas in the text have spoken as a case, ``""`` where by a bound.
    cases: list[str] = field(default_factory=list)
    #: Equations that may define a name anew.
    rivals: dict[str, Formula] = field(default_factory=dict)
    #: Letters whose squares are letters of their own, as σ² is, all over the document.
    squares: frozenset[str] = frozenset()
    #: Names of several capitals, all over the document.
    initials: frozenset[str] = frozenset()
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
            name,
            Formula(formula.text, formula.notation, source, f"let {name}"),
            self.section,
            len(self.cases),
        )
        self.rivals.pop(name, None)
        return name

    def _labelled(self, name: str, left: tuple[str, str, str], formula: Formula) -> str:
        """The name, with its label where another one is defined with another label."""
        own = self.told_apart(name, formula)
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
        indices = self.indices | letters | INDEX_LETTERS
        if any(not t or t in indices for t in texts) and not _are_apart(*texts):
            return name
        old = f"{name}_{other[1]}" if other[1] else name
        formula = replace(earlier.formula, source=f"the definition of {old}", scope=f"let {old}")
        del self.definitions[name]
        self.definitions[old] = Definition(old, formula)
        self.labels |= {(left[0], text) for text in texts if text}
        return f"{name}_{left[1]}" if left[1] else name

    def is_other(self, name: str, formula: Formula) -> bool:
        """Whether a definition is of another name than the known one: ``D``, and no D_{KL}.

        The labels are words, or capitals that are no indices: ``E_D`` and ``E_W``.
        """
        earlier = self.definitions.get(name)
        lefts = left_of(formula.notation), left_of(earlier.formula.notation) if earlier else None
        mine, other = lefts
        if mine is None or other is None or mine[0] != other[0] or mine[1] == other[1]:
            return False
        labels = mine[1], other[1]
        known = self.indices | INDEX_LETTERS
        capitals = all(len(label) == 1 and label.isupper() for label in labels)
        words = all(labels) and any(map(is_word, labels))
        own = (capitals or words) and not any(known.issuperset(label) for label in labels)
        return own or _are_apart(*labels)

    def told_apart(self, name: str, formula: Formula) -> str:
        """The name, with what tells it from another one: the number and kind of its arguments.

        ``p(x)`` and ``p(y)`` are two distributions, ``H(p, q)`` is no ``H(X, Y)``.
        """
        value = value_defined(formula.notation)
        if value is not None:
            return value
        count = argument_count(formula)
        earlier = self.definitions.get(name)
        if earlier is not None and argument_count(earlier.formula) != count:
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
            reached |= mentioned(formula.notation)
        for stated in case:
            reached |= _letters(stated)
        lets: dict[str, Formula] = {}
        growing = True
        while growing:
            growing = False
            for name, definition in self.definitions.items():
                if name not in lets and defined_letters(definition.formula) & reached:
                    lets[name] = definition.formula
                    reached |= mentioned(definition.formula.notation)
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


def _are_apart(one: str, other: str) -> bool:
    """Whether two labels, or a label and none, are no indices: ``KL`` and nothing below."""
    texts = [text for text in (one, other) if text]
    return all(map(is_word, texts))


def _letters(stated: Stated) -> set[str]:
    found: set[str] = set()
    for formula in stated.formulas:
        found |= mentioned(formula.notation)
    return found
