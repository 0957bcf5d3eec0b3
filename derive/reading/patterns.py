"""Names that are written with their arguments: ``P(y_i | x_i)``, ``p(t = 1 | z)``, ``q(k)``.

The whole is one name, its *template*; the letters of indices in it are places, and stand in the
template as dots, one for the first place, two for the second. A name that nothing defines is
a quantity of its own for each template: it depends on its arguments in a way that is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from derive.notation.names import Name, braced, plain_text, spelled, unwrapped
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
    Operator,
    Scripted,
    Separator,
    Styled,
    Term,
    subnodes,
)
from derive.reading import expansions, expressions
from derive.reading.conventions import BY_VARIABLES
from derive.reading.dependences import names_in
from derive.reading.families import Family
from derive.reading.macros import macros, parameters
from derive.reading.names import define, family_of, lets, named, use
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance
from derive.reading.values import Value

__all__ = ["Defining", "Template", "is_valued", "pattern", "patterned", "quantity", "template"]

CLOSING = {"(": ")", "[": ")", r"\{": "}", "|": "|", "‖": "‖", "⟨": "⟩"}


@dataclass(frozen=True, slots=True)
class Template:
    """A name with its arguments as one name, and what stands in its places."""

    key: str
    slots: tuple[Node, ...]


#: The definitions of a template, each with the letters in its places.
Defining: TypeAlias = "tuple[tuple[Let, tuple[Node, ...]], ...]"


@dataclass(slots=True)
class _Places:
    """The places of a template, while it is written; ``digits`` says that numbers are places.

    ``variables`` says that the letters at the places tell one name from another.
    """

    reader: Reader
    env: Env
    digits: bool
    variables: bool = False
    nodes: list[Node] = field(default_factory=list)

    def of(self, node: Node) -> str:
        """The sign of a place: what is written alike is one place."""
        texts = [plain_text(n) for n in self.nodes]
        text = plain_text(node)
        if text not in texts:
            texts.append(text)
            self.nodes.append(node)
        return "·" * (texts.index(text) + 1)


def template(
    reader: Reader, name: Name, bracket: Bracket, env: Env, *, digits: bool = False
) -> Template:
    """A name with the bracket behind it as one name; with ``digits``, numbers in it are places."""
    own = named(reader, name)
    places = _Places(reader, env, digits, name.stem in BY_VARIABLES and not own.at)
    said = own.key
    if own.at:
        said += "_" + ",".join(_place(places, node) for node in own.at)
    said += f"({_said(places, bracket.inside)})"
    return Template(said, tuple(places.nodes))


def _said(places: _Places, node: Node) -> str:
    """The text of arguments, with places for indices."""
    match node:
        case Clauses(parts=inner) | Expression(terms=inner):
            return "".join(_said(places, part) for part in inner)
        case Clause(members=members, relations=relations):
            sides = [_said(places, m) if m is not None else "" for m in members]
            signs = [r.sign for r in relations]
            return sides[0] + "".join(s + m for s, m in zip(signs, sides[1:], strict=True))
        case Term(signs=signs, items=items):
            return signs + "".join(_said(places, unwrapped(item)) for item in items)
        case Separator(sign=sign) | Operator(sign=sign):
            return sign
        case Digits(text=text):
            return places.of(node) if places.digits else text
        case Head():
            raise Ignorance(f"the sign {node.name} in the arguments of a name")
    name = spelled(node)
    if name is not None:
        return _of_name(places, name, node)
    return _of_compound(places, node)


def _of_compound(places: _Places, node: Node) -> str:
    match node:
        case Bracket(kind="{", inside=inside):
            return _said(places, inside)
        case Bracket(kind=kind, inside=inside) if kind in CLOSING:
            return f"{kind}{_said(places, inside)}{CLOSING[kind]}"
        case Fraction(above=above, below=below):
            return f"({_said(places, above)})/({_said(places, below)})"
        case Scripted(base=base, below=below, above=above, primes=primes):
            text = _said(places, base)
            text += f"_{_said(places, below)}" if below is not None else ""
            return text + (f"^{_said(places, above)}" if above is not None else "") + "'" * primes
        case Styled(of=of):
            return _said(places, of)
    raise Ignorance(f"{plain_text(node)} in the arguments of a name")


def _of_name(places: _Places, name: Name, item: Node) -> str:
    reader, env = places.reader, places.env
    if base_of(reader, name) in env.params:
        raise Ignorance(f"{name.letter} in a name that is written with its arguments")
    if not (name.below or name.above or name.primes) and _is_bound(reader, item, env):
        # p(x) and p(y) are two distributions, unless their letters count something.
        counts = not places.variables or "ijk" in reader.lexicon.letter(plain_text(item), item)
        return ("" if counts else base_of(reader, name)) + places.of(item)
    own = named(reader, name)
    text = own.key
    if own.at:
        text += "_" + ",".join(_place(places, node) for node in own.at)
    text += "^T" if own.turned else ""
    return text + "".join(f"^{_said(places, node)}" for node in own.power)


def _is_bound(reader: Reader, item: Node, env: Env) -> bool:
    """Whether a letter that stands by itself among arguments is an index."""
    text = plain_text(item)
    lexicon = reader.lexicon
    return (
        text in env.letters
        or text in env.points
        or text in lexicon.bound
        or text in lexicon.declared_indices
        or (text in lexicon.below and "ijk" in lexicon.letter(text, item))
    )


def _place(places: _Places, node: Node) -> str:
    """What stands below a name: places, and what is worked out of them."""
    node = unwrapped(node)
    match node:
        case Letter() | Scripted() | Styled():
            return places.of(node)
        case Digits(text=text):
            return places.of(node) if places.digits else text
        case Expression(terms=terms):
            return "".join(_place(places, term) for term in terms)
        case Term(signs=signs, items=items):
            return signs + "".join(_place(places, item) for item in items)
        case Operator(sign=sign):
            return sign
    raise Ignorance(f"{plain_text(node)} as an index in the arguments of a name")


def pattern(
    reader: Reader, name: Name, bracket: Bracket, env: Env
) -> tuple[Template, Defining] | None:
    """The template by which the document defines a name with its bracket, and the definitions.

    What is defined for a letter, ``P(y = k)``, is defined for a number, too: then the template is
    one whose numbers are places.
    """
    defining = [let for let in reader.scope.lets if _is_pattern(reader, let, name)]
    if not defining or any(isinstance(node, Head) for node in subnodes(bracket)):
        return None
    defined = [
        (let, template(reader, let.word, let.arguments, Env()))
        for let in defining
        if let.arguments is not None
    ]
    for digits in (False, True):
        wanted = template(reader, name, bracket, env, digits=digits)
        found = tuple((let, own.slots) for let, own in defined if own.key == wanted.key)
        if found:
            return wanted, found
    return None


def _is_pattern(reader: Reader, let: Let, name: Name) -> bool:
    """Whether a definition is one of a name that is written with its arguments."""
    if let.arguments is None or let.word.letter != name.letter:
        return False
    return bool(let.behind) or parameters(reader, let) is None


def patterned(reader: Reader, wanted: Template, defining: Defining, env: Env) -> Value:
    """The value of a name that is defined with its arguments."""
    known = reader.families.get(wanted.key)
    if known is None:
        known = reader.families[wanted.key] = Family(wanted.key, letter=defining[-1][0].word.letter)
        if any(_is_number(node) for let, _ in defining for node in let.behind):
            _at_numbers(reader, known, defining)
        else:
            let, own = defining[-1]
            known.let = let
            define(reader, known, (*own, *let.behind), let.right)
    elif known.busy:
        raise Ignorance(f"{wanted.key} is defined by itself")
    return use(reader, known, wanted.slots, env)


def quantity(
    reader: Reader, name: Name, bracket: Bracket, env: Env, *, ranked: bool = False
) -> Value:
    """A name with its arguments of which nothing is known: a quantity that depends on them.

    It is a number at its indices; with ``ranked`` that is a question, as for any name.
    """
    wanted = template(reader, name, bracket, env)
    known = reader.families.get(wanted.key)
    if known is None:
        known = reader.families[wanted.key] = Family(wanted.key, letter=name.letter)
        rank = int(reader.ask("rank", wanted.key)) if ranked else 0
        known.axes = (
            *(reader.sets.new(plain_text(slot)) for slot in wanted.slots),
            *(reader.sets.new() for _ in range(rank)),
        )
        own = named(reader, name)
        labels = [braced(node) for node in name.below if node not in own.at]
        found = dict.fromkeys(
            key for node in (bracket.inside, *labels) for key in _dependences(reader, node, env)
        )
        known.of = tuple(found | dict.fromkeys(_said_of(reader, name, wanted)))
    elif known.busy:
        raise Ignorance(f"{wanted.key} is defined by itself")
    return use(reader, known, wanted.slots, env)


def is_valued(reader: Reader, name: Name, bracket: Bracket, env: Env) -> bool:
    """Whether a name with its bracket is said to be a function of something."""
    return any(v.word.letter == name.letter for v in reader.scope.valued) and any(
        _said_of(reader, name, template(reader, name, bracket, env))
    )


def _said_of(reader: Reader, name: Name, wanted: Template) -> Iterator[str]:
    """The families on which a name with its bracket is said to depend."""
    for said in reader.scope.valued:
        if said.word.letter != name.letter:
            continue
        if template(reader, said.word, said.bracket, Env()).key == wanted.key:
            for inner in map(spelled, said.of.terms[0].items):
                if inner is not None:
                    yield family_of(reader, named(reader, inner).key, inner).key


def _dependences(
    reader: Reader, node: Node, env: Env, own: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The quantities on which arguments depend, ``own`` aside; in which way is not known."""
    for name, is_applied in names_in(node):
        if base_of(reader, name) in own or _is_bound(reader, name.node, env):
            continue
        key = named(reader, name).key
        defining = macros(reader, key)
        if is_applied:
            for let in defining:
                letters = frozenset(parameters(reader, let) or ())
                yield from _dependences(reader, let.right, env, letters)
            continue
        known = reader.families.get(key)
        if known is not None and known.busy:
            raise Ignorance(f"{key} is defined by what depends on it")
        if defining and not lets(reader, key):
            yield expansions.own_value(reader, key, defining[-1]).name
        else:
            yield family_of(reader, key, name).key


def _is_number(node: Node) -> bool:
    return isinstance(unwrapped(node), Digits)


def _at_numbers(reader: Reader, known: Family, defining: Defining) -> None:
    """A column whose entries are defined one by one: ``g(y)_1 = …``, ``g(y)_2 = …``."""
    known.busy = True
    for let, own in defining:
        if own or len(let.behind) != 1 or not _is_number(let.behind[0]):
            raise Ignorance(f"{known.key} is defined at numbers and at letters")
        body = expressions.expression(reader, let.right, Env())
        if body.rank:
            raise Ignorance(f"the entries of {known.key} are arrays")
        known.pieces[int(plain_text(let.behind[0]))] = body.entry
    known.axes = (reader.sets.new(),)
    reader.sets.fix(known.axes[0], str(max(known.pieces)), f"{known.key} is defined so")
    known.busy = False
