"""The lexicon of a document: every name with all that is seen of it, as evidence for its roles.

One walk over all formulas collects it. Evidence is words about occurrences (``bound``,
``digits``, ``transposed``): what they amount to is said in ``conventions``, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notation.names import (
    Name,
    names_within,
    only_item,
    plain_text,
    rows_of_items,
    spelled,
    unwrapped,
)
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Head,
    Letter,
    Node,
    Scripted,
    Term,
    parts,
    subnodes,
)
from derive.reading.conventions import ACTIVATIONS, FUNCTIONS, IJK, SAMPLES, WEIGHTS
from derive.reading.differentials import of_fraction, of_slash
from derive.reading.seen import Forms, Seen, binders, is_entrywise, is_square, is_turned, key_of

__all__ = ["Lexicon", "Seen", "binders"]


@dataclass(slots=True)
class Lexicon:
    """The names of a document; the letters that are bound, compared or declared as indices.

    ``below`` are all letters that stand below a name; ``sets`` the names of sets and upper
    limits; ``labels`` what stands at declared names and is no index; ``squares`` the names whose
    square is a name of its own (σ²); ``merged`` the letters whose bold form is the same name.
    """

    seen: dict[tuple[str, str], Seen] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    compared: set[str] = field(default_factory=set)
    declared_indices: dict[str, str] = field(default_factory=dict)
    annotated: set[str] = field(default_factory=set)  # those that annotations declare
    below: set[str] = field(default_factory=set)
    sets: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    #: Letters in upper limits: what stands at one is the last entry, and no name of its own.
    ends: set[str] = field(default_factory=set)
    squares: set[tuple[str, str]] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)
    lefts: set[tuple[str, str]] = field(default_factory=set)
    left_squares: set[tuple[str, str]] = field(default_factory=set)
    differentiated: dict[str, dict[str, Name]] = field(default_factory=dict)
    #: Names by which something is differentiated, by their texts.
    differentials: dict[str, Name] = field(default_factory=dict)
    variables: dict[str, Name] = field(default_factory=dict)
    #: What is spoken of every letter, by ``derive.reading.bearing``.
    speaking: object = None
    unlimited: bool = False  # some sum says nothing of its limits
    #: Weights of which several are applied, one to what is defined, and that: ``W_2 h_1``.
    layered: set[tuple[str, str]] = field(default_factory=set)
    #: What was asked of the whole, kept by ``derive.reading.forms``.
    shown: dict[str, bool] = field(default_factory=dict)
    derivatives: dict[str, Forms] = field(default_factory=dict)
    parameters: set[str] | None = None  # letters of variables, with their styles

    def of(self, letter: str, style: str = "") -> Seen:
        """What is seen of a letter; nothing, if it does not occur."""
        return self.seen.get((letter, style)) or Seen()

    def style(self, name: Name) -> str:
        """The style of a name, where it tells names apart."""
        if name.style == "plain" or (name.style == "bold" and name.letter in self.merged):
            return ""
        return name.style

    def is_index(self, text: str) -> bool:
        """Whether something is bound, compared or declared as an index."""
        return text in self.bound or text in self.declared_indices or text in self.compared

    def letters_in(self, node: Node) -> set[str]:
        """The names in a formula, with their styles and accents."""
        names = ((self.style(name), name.letter) for name in names_within(node))
        return {f"{style} {letter}" if style else letter for style, letter in names}

    # -- gathering

    def take(self, node: Node) -> None:
        """Note what stands in a formula."""
        for items in rows_of_items(node):
            self._row(items)
        self._differentials(node)
        for part in subnodes(node):
            match part:
                case Bracket(kind="matrix", inside=inside):
                    for name in names_within(inside):
                        self._seen(name).in_matrix = True
                case Bracket(kind="‖", inside=inside):
                    self._norm(inside)
                case Expression(terms=terms) if len(terms) > 1:
                    self._sum(terms)
                case Head(name="sum" | "product"):
                    self._binder(part)
                case Fraction():
                    self._derivative(part)
                case Scripted(base=base, above=Node() as above) if is_turned(part, None):
                    # A T above a bracket is no quantity.
                    if isinstance(unwrapped(base), Bracket) and (sign := spelled(unwrapped(above))):
                        self._seen(sign).bare -= 1
                case Clause(members=members, relations=[relation]):
                    sides = {plain_text(member) for member in members}
                    if relation.sign == "≠" or sides & self.declared_indices.keys():
                        self.compared |= sides - {""}

    def left(self, name: Name) -> None:
        """Note what an equation is an equation for: a name, or a square as one thing."""
        key = name.letter, name.style
        if not name.above or name.round:
            self.lefts.add(key)
        elif is_square(name):
            self.left_squares.add(key)

    def square(self, name: Name) -> None:
        """Note that a square is spoken of as one thing: by which one differentiates, say."""
        if is_square(name):
            self.squares.add((name.letter, name.style))

    def finish(self) -> None:
        """A bold letter that shows fewer indices than its plain form is the same name, whole."""
        self.squares |= self.left_squares - self.lefts
        self.sets -= self.declared_indices.keys()
        for key, entry in self.seen.items():
            of = {of for _, of in entry.maps if key[0] in WEIGHTS}
            if len({text for text, _ in entry.maps}) > 1 and None not in of and of & self.lefts:
                self.layered |= {key} | (self.lefts & of)
        for (letter, style), bold in list(self.seen.items()):
            plain = self.seen.get((letter, ""))
            if style != "bold" or plain is None:
                continue
            most = max((len(n.below) for n in bold.forms.values()), default=0)
            if most < min((len(n.below) for n in plain.forms.values()), default=0):
                self.merged.add(letter)
                plain.add(bold)

    def _norm(self, inside: Clauses) -> None:
        """Note what a norm is of: what stands by itself, matrices, and what stands behind them."""
        for items in rows_of_items(inside):
            names = [name for item in items if (name := spelled(item)) is not None]
            capitals = [name for name in names if name.letter[:1].isupper()]
            if len(names) == len(items) and (len(names) == 1 or capitals):
                for name in (*capitals, names[-1]):
                    self._seen(name).in_norm = True

    def _sum(self, terms: tuple[Term, ...]) -> None:
        """Note what stands by itself beside a product, and with which name that begins."""
        first = {key_of(spelled(term.items[0])) for term in terms if len(term.items) > 1}
        alone = [n for t in terms if len(t.items) == 1 and (n := spelled(t.items[0])) is not None]
        for name in alone:
            self._seen(name).added_to |= first
            self._seen(name).beside |= set(map(key_of, alone)) - {key_of(name)}

    def _binder(self, head: Head) -> None:
        letters = [letter for letter, _ in binders(head)]
        self.bound |= set(letters)
        if head.above is not None:
            self.sets.add(plain_text(head.above))
            self.ends |= {x.name for x in subnodes(head.above) if isinstance(x, Letter)}
        elif not self.declared_indices.keys() & set(letters):
            self.unlimited = True

    def _derivative(self, fraction: Fraction) -> None:
        """Note of what there is a derivative, and that a square by which there is one is a name."""
        found = of_fraction(fraction)
        if found is None:
            return
        for by, order in found.by:
            if (name := spelled(by)) is not None:
                self.variables.setdefault(plain_text(by), name)
                if order == 1:
                    self.square(name)
        of = spelled(found.of[0]) if len(found.of) == 1 else None
        if of is not None:
            self.differentiated.setdefault(of.letter, {})[plain_text(of.node)] = of

    def _differentials(self, node: Node) -> None:
        """Note of which names there are differentials that are no part of a derivative."""
        if isinstance(node, Fraction) and of_fraction(node) is not None:
            return
        for part in parts(node):
            self._differentials(part)
        items = node.items if isinstance(node, Term) else ()
        for n, item in enumerate(items[:-1]):
            sign, name = spelled(item), spelled(items[n + 1])
            if sign is None or name is None or sign.letter != "d" or of_slash(items, n):
                continue
            if not (sign.below or sign.above or sign.style):
                self.differentials.setdefault(plain_text(name.node), name)

    def _seen(self, name: Name) -> Seen:
        return self.seen.setdefault(key_of(name) or ("", ""), Seen())

    def _row(self, items: tuple[Node, ...]) -> None:
        names = [spelled(item) for item in items]
        turned = [is_turned(item, name) for item, name in zip(items, names, strict=True)]
        for n, (item, name) in enumerate(zip(items, names, strict=True)):
            if name is None:
                for other in names_within(item.base if isinstance(item, Scripted) else None):
                    self._seen(other).beside_transposed |= turned[n]
                continue
            self._occurrence(name, items[n + 1] if n + 1 < len(items) else None, turned[n])
            entry = self._seen(name)
            near = [m for m in (n - 1, n + 1) if 0 <= m < len(items)]
            if n and (before := key_of(names[n - 1])) is not None:
                entry.behind.add(before)
            if n == len(items) - 2:
                entry.map(name, names[-1])
            entry.beside_transposed |= not turned[n] and any(turned[m] for m in near)
            entry.entries_turned |= bool(name.below) and (turned[n] or (n > 0 and turned[n - 1]))
            entry.beside_array_sign |= any(is_entrywise(items[m]) for m in near)

    def _occurrence(self, name: Name, following: Node | None, turn: bool) -> None:
        entry = self._seen(name)
        entry.forms.setdefault(plain_text(name.node), name)
        if name.stem in ("∂", "∇"):
            by = {plain_text(node): n for node in name.below if (n := spelled(node)) is not None}
            self.variables |= {text: n for text, n in by.items() if text not in self.variables}
        entry.transposed |= turn
        above = [plain_text(a) for a in name.above[: len(name.above) - turn]]
        if name.below:
            texts = tuple(plain_text(b) for b in name.below)
            entry.below.add(texts)
            self.below |= set(texts)
        entry.above |= set(above)
        entry.always_above &= bool(above)
        entry.primed |= bool(name.primes)
        if isinstance(following, Scripted):
            following = unwrapped(following.base)
        if isinstance(following, Bracket) and following.kind in ("(", "["):
            inside = plain_text(following.inside)
            entry.arguments.add(inside)
            entry.letters_inside &= isinstance(only_item(following.inside), Letter)
        elif not name.below and not above:
            entry.bare += 1

    # -- evidence

    def letter(self, text: str, node: Node) -> set[str]:
        """What is known of something that stands below or above a name."""
        bare = text.rstrip("'")
        stem, _, label = plain_text(node).partition("_")
        labelled = isinstance(node, Scripted) and node.above is None and not node.primes
        flags = {
            "digits": isinstance(node, Digits),
            "index": self.is_index(text),
            "variable": text in self.variables,
            "is-quantity": self.of(text).bare > 0,
            "declared-label": text in self.labels,
            "ijk": bare in IJK or (labelled and stem in IJK and label.isalpha()),
            "capital": bare[:1].isupper(),
            "layer-letter": bare[:1] in ("l", "L", "ℓ"),
            "sample-letter": bare in SAMPLES,
        }
        return {flag for flag, holds in flags.items() if holds}

    def name(self, name: Name) -> set[str]:
        """What is known of a name."""
        seen = self.of(name.letter, self.style(name))
        flags = {
            "bold": name.style == "bold",
            "capital": name.letter[:1].isupper(),
            "transposed": seen.transposed,
            "beside-transposed": seen.beside_transposed,
            "operand-of-array-sign": seen.beside_array_sign,
            "bare-elsewhere": seen.bare > 0,
            "indexed-elsewhere": bool(seen.below),
            "always-above": seen.always_above,
            "activation": name.stem in ACTIVATIONS,
            "function-letter": name.stem in FUNCTIONS,
            "primed": seen.primed,
            "in-matrix": seen.in_matrix,
            "in-norm": seen.in_norm,
            "one-letter-inside": seen.letters_inside,
            "of-layers": key_of(name) in self.layered,
        }
        return {flag for flag, holds in flags.items() if holds}
