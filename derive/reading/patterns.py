"""Names that are written with their arguments: ``P(y_i | x_i)``, ``p(t = 1 | z)``, ``q(k)``.

The whole is one name, its *template*; the letters of indices in it are places, and stand in the
template as dots, one for the first place, two for the second. A name that nothing defines is
a quantity of its own for each template: it depends on its arguments in a way that is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from derive.notation.names import Name, braced, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Digits,
    Fraction,
    Head,
    Letter,
    Node,
    Root,
    Scripted,
    Styled,
    replaced,
    subnodes,
)
from derive.reading import expansions, expressions
from derive.reading.conventions import BY_VARIABLES
from derive.reading.dependences import names_in
from derive.reading.families import Family, Named
from derive.reading.macros import macros, parameters
from derive.reading.names import define, family_of, lets, named, use
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance
from derive.reading.values import Value

__all__ = ["Defining", "Template", "is_valued", "pattern", "patterned", "quantity"]


@dataclass(frozen=True, slots=True)
class Template:
    """A name with its arguments as one name, and what stands in its places."""

    key: str
    slots: tuple[Node, ...]


#: The definitions of a template, each with the letters in its places.
Defining: TypeAlias = "tuple[tuple[Let, tuple[Node, ...]], ...]"


# -- how a template is written


def _template(
    reader: Reader, name: Name, bracket: Bracket, env: Env, *, digits: bool = False
) -> Template:
    """A name with the bracket behind it as one name; with ``digits``, numbers in it are places."""
    places: list[Node] = []

    def place(node: Node) -> Letter:
        """The sign of a place: what is written alike is one place."""
        texts = [*map(plain_text, places), text := plain_text(node)]
        if texts.index(text) == len(places):
            places.append(node)
        return Letter(node.start, node.end, "·" * (texts.index(text) + 1))

    def index(node: Node) -> Node | None:
        if isinstance(node, Letter | Scripted | Styled) or (digits and isinstance(node, Digits)):
            return place(node)
        if isinstance(node, Bracket | Fraction | Head):
            raise Ignorance(f"{plain_text(node)} as an index in the arguments of a name")
        return None

    def indexed(of: Named) -> str:
        at = (plain_text(replaced(unwrapped(node), index)) for node in of.at)
        return of.key + f"_{','.join(at)}" * bool(of.at)

    def inside(node: Node) -> Node | None:
        if digits and isinstance(node, Digits):
            return place(node)
        inner = spelled(node)
        if isinstance(node, Head | Root) or (isinstance(node, Scripted) and inner is None):
            raise Ignorance(f"{plain_text(node)} in the arguments of a name")
        if inner is None or isinstance(node, Bracket):
            return None
        if base_of(reader, inner) in env.params:
            raise Ignorance(f"{inner.letter} in a name that is written with its arguments")
        if not (inner.below or inner.above or inner.primes) and _is_bound(reader, node, env):
            # p(x) and p(y) are two distributions, unless their letters count something.
            counts = not variables or "ijk" in reader.lexicon.letter(plain_text(node), node)
            base = "" if counts else base_of(reader, inner)
            return replace(sign := place(node), name=base + sign.name)
        of = named(reader, inner)
        text = indexed(of) + "^T" * of.turned
        text += "".join(f"^{plain_text(replaced(power, inside))}" for power in of.power)
        return Letter(node.start, node.end, text)

    own = named(reader, name)
    variables = name.stem in BY_VARIABLES and not own.at
    if variables and plain_text(bracket.inside) in env.letters:
        variables = reader.ask("by-variable", name.stem) == "own"  # p(x) and p(y), below sums
    key = f"{indexed(own)}({plain_text(replaced(bracket.inside, inside))})"
    return Template(key, tuple(places))


def _is_bound(reader: Reader, item: Node, env: Env) -> bool:
    """Whether a letter that stands by itself among arguments is an index."""
    text, lexicon = plain_text(item), reader.lexicon
    if text in env.letters or text in lexicon.bound or text in lexicon.declared_indices:
        return True
    return text in lexicon.below and "ijk" in lexicon.letter(text, item)


# -- those that are defined


def pattern(
    reader: Reader, name: Name, bracket: Bracket, env: Env
) -> tuple[Template, Defining] | None:
    """The template by which the document defines a name with its bracket, and the definitions.

    What is defined for a letter, ``P(y = k)``, is defined for a number, too: then the template is
    one whose numbers are places.
    """
    defined = [
        (let, let.arguments)
        for let in reader.scope.lets
        if let.arguments is not None
        and let.word.letter == name.letter
        and (let.behind or parameters(reader, let) is None)
    ]
    if not defined or any(isinstance(node, Head) for node in subnodes(bracket)):
        return None
    known = [(let, _template(reader, let.word, own, Env())) for let, own in defined]
    for digits in (False, True):
        wanted = _template(reader, name, bracket, env, digits=digits)
        found = tuple((let, own.slots) for let, own in known if own.key == wanted.key)
        if found:
            return wanted, found
    return None


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


# -- those of which nothing is known


def quantity(
    reader: Reader, name: Name, bracket: Bracket, env: Env, *, ranked: bool = False
) -> Value:
    """A name with its arguments of which nothing is known: a quantity that depends on them.

    It is a number at its indices; with ``ranked`` that is a question, as for any name.
    """
    wanted = _template(reader, name, bracket, env)
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
    return use(reader, known, wanted.slots, env)


def is_valued(reader: Reader, name: Name, bracket: Bracket, env: Env) -> bool:
    """Whether a name with its bracket is said to be a function of something."""
    return any(v.word.letter == name.letter for v in reader.scope.valued) and any(
        _said_of(reader, name, _template(reader, name, bracket, env))
    )


def _said_of(reader: Reader, name: Name, wanted: Template) -> Iterator[str]:
    """The families on which a name with its bracket is said to depend."""
    for said in reader.scope.valued:
        if said.word.letter != name.letter:
            continue
        if _template(reader, said.word, said.bracket, Env()).key == wanted.key:
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
        defining, known = macros(reader, key), reader.families.get(key)
        if is_applied:
            for let in defining:
                letters = frozenset(parameters(reader, let) or ())
                yield from _dependences(reader, let.right, env, letters)
        elif known is not None and known.busy:
            raise Ignorance(f"{key} is defined by what depends on it")
        elif defining and not lets(reader, key):
            yield expansions.own_value(reader, key, defining[-1]).name
        else:
            yield family_of(reader, key, name).key
