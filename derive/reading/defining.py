"""Which claims define a name: those with a new name alone at the left, or at the right.

The statements of a document are gone through in order. A name is new if no definition and no
declaration has spoken of it, and if it does not stand in its own definition; names are compared
as symbols, with their labels (δ^l and δ^{l+1} are two), not as letters.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from derive.discourse.relations import definable
from derive.discourse.rivals import pattern_of
from derive.discourse.statements import Statement
from derive.notation.names import (
    OWN_SIGNS,
    Name,
    argument_list,
    names_within,
    only_item,
    plain_text,
)
from derive.notation.nodes import Bracket, Clause, Expression, Node
from derive.reading.bearing import SILENT, let_in
from derive.reading.conventions import CONSTANTS, OFTEN
from derive.reading.evidence import lexicon_of, names_of
from derive.reading.lexicon import Lexicon
from derive.reading.names import named
from derive.reading.reader import Reader
from derive.reading.scope import Let, Scope, let_of, recurs_with_other_labels
from derive.reading.search import Choices
from derive.reading.seen import is_sum

__all__ = ["settled_statuses"]

#: Signs with a meaning of their own: an equation for one defines nothing.
OWN_MEANING = OWN_SIGNS | {
    "∂", "∇", "‖", "⟨", "|", "Delta", "d", "Pr", "Prob", "Var", "Cov", "tr", "Tr", "det", "diag",
}  # fmt: skip


def settled_statuses(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements, each claim that defines a new name as a definition."""
    lexicon = lexicon_of(statements)
    known = _Known(Reader(Scope(lexicon), Choices()), lexicon)
    found: list[Statement] = []
    equations: dict[str, Statement] = {}
    steps: dict[str, int] = {}
    for n, statement in enumerate(statements):
        left, before = statement.left, statements[n - 1] if n else None
        known.in_chain = before is not None and left is not None and left == before.right
        after = statements[n + 1].left if n + 1 < len(statements) else None
        known.goes_on = after is not None and after == statement.right
        if statement.status == "update" and known.names_next(statement):
            first = steps.setdefault(_what_it_names(statement), n)
            reaches = first < n and statement.place[0] < found[first].scope[1]
            if reaches and statement.said == "follows":
                # "so that w' = …": what follows from the step that defines the next state.
                found[first] = replace(found[first], status="definition", said="=")
                known.take(found[first])
        if _is_to_be_judged(statement) or known.updates_what_is_defined(statement):
            statement = replace(statement, status="claim")
        if statement.status == "claim" and known.is_defined_by(statement):
            statement = replace(statement, status="definition", said="=")
            equations.setdefault(_what_it_names(statement), statement)
        elif _differs(statement, equations.get(_what_it_names(statement))):
            begin = statement.place[0]
            statement = replace(statement, status="rival", scope=(begin, statement.scope[1]))
        known.take(statement)
        known.pass_by(statement)
        found.append(statement)
    return _reaching_on(found)


def _what_it_names(statement: Statement) -> str:
    left = statement.left
    return pattern_of(left) if left is not None and definable(left) else ""


def _differs(statement: Statement, older: Statement | None) -> bool:
    """Whether words behind an equation define its name otherwise: "with the new cost C = …"."""
    words = statement.status == "definition" and statement.said in ("where", "for")
    if not words or older is None or older.scope[1] <= statement.place[0]:
        return False
    return older.right != statement.right


def _reaching_on(statements: list[Statement]) -> tuple[Statement, ...]:
    """What is said and not used, and reaches no claim, is said of all that follows.

    "$y_i$ is 1 if and only if $i = o$" in a sentence of its own bears on the displays behind it.
    """
    places = sorted(s.place[0] for s in statements if s.status == "claim")
    end = max((s.scope[1] for s in statements), default=0)

    def reached(statement: Statement) -> Statement:
        begin, stop = statement.scope
        at = bisect_left(places, begin)
        if statement.status not in SILENT or (at < len(places) and places[at] < stop):
            return statement
        return replace(statement, scope=(begin, end))

    return tuple(map(reached, statements))


def _is_to_be_judged(statement: Statement) -> bool:
    """Whether an equation of a display is judged although it is said as a reason."""
    formula = statement.formula
    shown = formula is not None and formula.origin == "display" and statement.left is not None
    return shown and statement.said == "judge"


@dataclass(slots=True)
class _Known:
    """The names of which something was said, in the document's order."""

    reader: Reader
    lexicon: Lexicon
    keys: set[str] = field(default_factory=set)
    functions: set[tuple[str, int]] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    #: Names that were written before the last equation, and in it.
    written: set[str] = field(default_factory=set)
    just_written: set[str] = field(default_factory=set)
    #: Whether the equation at hand goes on with the right side of the one before.
    in_chain: bool = False
    goes_on: bool = False
    defined: set[str] = field(default_factory=set)
    arrays: set[str] = field(default_factory=set)
    totals: set[str] = field(default_factory=set)
    #: Names that are defined as sums, whose parts are not defined.
    sums: set[str] = field(default_factory=set)

    def take(self, statement: Statement) -> None:
        """Note of which names a statement speaks."""
        let = let_in(statement)
        if statement.status in ("definition", "rival") or (let and statement.said == "let"):
            if let is not None:
                key = self._key(let.word)
                self.keys.add(self._key(let.word, let.arguments))
                self.defined.add(self._key(let.word, let.arguments))
                self.letters.add(let.word.letter)
                if let.arguments is not None:
                    self.functions.add((key, _count(let.arguments)))
                elif self._at(let.word):
                    self.sums.discard(key)
                else:
                    self.totals.add(key)
                    self.sums |= {key} if is_sum(let.right) else set()
            if statement.said != "=" and statement.right is not None:
                self.keys |= self._keys_in(statement.right)
        elif statement.status in ("assumption", "supposition", "constraint"):
            if statement.formula is not None:
                self.keys |= self._keys_in(statement.formula.notation)
        elif statement.status == "kind" and statement.said == "function of":
            self.keys |= {self._key(name) for name in names_of(statement)[:1]}
        if statement.status in ("range", "property", "kind"):
            self.letters |= {name.letter for name in names_of(statement)}
            self.letters |= set(statement.axes)
            self.arrays |= {name.letter for name in names_of(statement) if statement.axes}
            if statement.formula is not None:
                self.letters |= self.lexicon.letters_in(statement.formula.notation)

    def pass_by(self, statement: Statement) -> None:
        """Note which names were written before the equation that comes next but one."""
        self.written |= self.just_written
        self.just_written = self._keys_in(statement.left) | self._keys_in(statement.right)

    def _keys_in(self, node: Node | None) -> set[str]:
        return set(map(self._key, names_within(node)))

    def _key(self, name: Name, arguments: Bracket | None = None) -> str:
        """The key of a name, with its arguments as they stand."""
        own = named(self.reader, name)
        if arguments is None:
            return own.key
        return f"{own.key}[{len(own.at)}]({plain_text(arguments.inside)})"

    def updates_what_is_defined(self, statement: Statement) -> bool:
        """Whether an update is one of a name that is defined: then it is a claim about that."""
        let = let_in(statement)
        known = let is not None and self._key(let.word) in self.defined
        return known and statement.status == "update" and self.names_next(statement)

    def names_next(self, statement: Statement) -> bool:
        """Whether a step gives the next state a name of its own."""
        let = let_in(statement)
        return let is not None and not self._recurs(let)

    def is_defined_by(self, statement: Statement) -> bool:
        """Whether an equation defines a name, by its left side or by its right side."""
        left, right = statement.left, statement.right
        if left is None or right is None:
            return False
        forward, backward = let_of(left, right), let_of(right, left)
        new = forward is not None and self.is_new(forward)
        return new or (backward is not None and self.is_new(backward, swapped=True))

    def is_new(self, let: Let, *, swapped: bool = False) -> bool:
        """Whether nothing was said of a name, so that an equation for it defines it."""
        word = let.word
        constant = word.style == "double-struck" or (word.stem == "e" and word.above)
        if constant or self._has_own_meaning(let):
            return False
        own = named(self.reader, word)
        if own.power or own.turned or any(_has_digits(n) for n in own.at):
            return False
        several = let.arguments is not None and _count(let.arguments) > 1
        if word.primes and self._base_is_known(word) and not several:
            return False  # f′(a, b) has no meaning of its own
        if self._recurs(let) or recurs_with_other_labels(let, self.lexicon):
            return False
        # The middle of a chain is a name that is known, unless it stands there first.
        middle = self.in_chain and not swapped and let.arguments is None
        if middle and self._key(word) in self.written:
            return False
        if let.arguments is not None:
            takes = word.word and len(word.stem) > 1 and not _are_letters(let.arguments)
            takes |= (swapped and not self.goes_on) or _are_sums(let.arguments)
            return not takes and self._is_new_function(let)
        if swapped and (word.letter in OFTEN | CONSTANTS or word.letter in self.letters):
            return False
        if swapped and self._key(word) in self.written | self.just_written:
            return False
        if any(key == own.key for key, _ in self.functions):
            return False
        return self._key(word) not in self.keys or self._is_total(let) or self._is_part(let)

    def _has_own_meaning(self, let: Let) -> bool:
        """Whether a left side means something by itself, such as a derivative."""
        word = let.word
        if word.stem not in OWN_MEANING or (word.stem == "d" and word.below):
            return False
        if word.stem == "⟨" and let.arguments is not None and _count(let.arguments) == 1:
            return False  # ⟨f⟩ alone is no product
        return let.arguments is not None or word.stem in ("∂", "∇")

    def _is_new_function(self, let: Let) -> bool:
        assert let.arguments is not None
        if let.word.letter in self.letters and self._key(let.word) in self.keys:
            return False
        key = self._key(let.word), _count(let.arguments)
        return key not in self.functions and self._key(let.word, let.arguments) not in self.keys

    def _base_is_known(self, word: Name) -> bool:
        base = self._key(replace(word, primes=0, node=replace(word.node, end=word.node.start)))
        return base in self.keys or any(base == key for key, _ in self.functions)

    def _recurs(self, let: Let) -> bool:
        """Whether the name stands in its own definition, at whatever arguments."""
        own = self._key(let.word)
        names = (name for name in names_within(let.right) if self._key(name) == own)
        return not all(map(_is_shifted, names)) and not self._is_total(let)

    def _is_total(self, let: Let) -> bool:
        """Whether a name without indices is made of parts by the same letter: ``E = Σ_k E_k``."""
        word = let.word
        if let.arguments is not None or word.letter in self.arrays or self._at(word):
            return False
        own = self._key(word)
        same = [self._at(name) for name in names_within(let.right) if self._key(name) == own]
        return own not in self.totals and bool(same) and all(same)

    def _is_part(self, let: Let) -> bool:
        """Whether a name is a part of a total that is defined as a sum: ``E_k`` beside E."""
        word = let.word
        if let.arguments is not None or word.letter in self.arrays or len(self._at(word)) != 1:
            return False
        return self._key(word) in self.sums and word.letter[:1].isupper()

    def _at(self, name: Name) -> tuple[Node, ...]:
        """The indices of a name."""
        return named(self.reader, name).at


def _is_shifted(name: Name) -> bool:
    """Whether an index is worked out: ``c_{t−1}`` is another quantity than c_t."""
    return any(isinstance(node, Expression) for node in (*name.below, *name.above))


def _are_letters(arguments: Bracket) -> bool:
    """Whether a bracket holds letters, or relations: ``tr(AB)`` is a value of tr, no name."""
    clauses = [part for part in arguments.inside.parts if isinstance(part, Clause)]
    members = [m for clause in clauses if not clause.relations for m in clause.members]
    return all(m is not None and only_item(m) is not None for m in members)


def _are_sums(arguments: Bracket) -> bool:
    """Whether a sum stands in a bracket: ``n (n + 1)`` is a product, or one value of n."""
    parts = (part for part in arguments.inside.parts if isinstance(part, Clause))
    return any(m is not None and len(m.terms) > 1 for part in parts for m in part.members)


def _count(arguments: Bracket) -> int:
    return len(argument_list(arguments) or ())


def _has_digits(node: Node) -> bool:
    return any(c.isdigit() for c in plain_text(node))
