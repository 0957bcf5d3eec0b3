"""A name with a bracket behind it: a defined function at its arguments, a pattern, a factor.

What the document defines comes first. A function of which nothing is known is opaque: it is
known by its name, and differentiated as such. Whether an opaque function of an array is taken
entry by entry is a question; as a function of the whole it is not supported.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.names import (
    Name,
    listed,
    only_item,
    plain_text,
    spelled,
    unwrapped,
)
from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Node,
    Scripted,
    Separator,
)
from derive.reading import dependences, expansions, expressions
from derive.reading.conventions import ACTIVATIONS, PROBABILITIES
from derive.reading.families import Named
from derive.reading.macros import (
    arguments_of,
    is_abstract,
    macro,
    macros,
    parameters,
    without_primes,
    without_root,
)
from derive.reading.names import family_of, lets, named, use
from derive.reading.patterns import Defining, Template, pattern, patterned, template
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance
from derive.reading.slope import put, slope
from derive.reading.values import Value, entrywise, mapped, transposed
from derive.syntax.tree import ELEMENTARY, INDICATOR, Call, Symbol, Written

__all__ = [
    "applied",
    "macro",
    "own_value",
    "scripts_behind",
]


@dataclass(frozen=True, slots=True)
class Site:
    """A name with a bracket behind it: ``own`` is the name without its primes, with its scripts.

    ``defined`` is the template by which the document defines the whole, with its definitions;
    ``macro`` the definition of the name as a function of so many arguments.
    """

    name: Name
    own: Named
    bracket: Bracket
    arguments: tuple[Expression, ...] | None
    defined: tuple[Template, Defining] | None
    macro: Let | None

    @property
    def key(self) -> str:
        """The key of the name without its primes."""
        return self.own.key


def own_value(reader: Reader, key: str, let: Let) -> Value:
    """A function that is written without its arguments: at its own."""
    return expansions.own_value(reader, key, let)


# -- what a bracket behind a name is


def applied(
    reader: Reader, name: Name, bracket: Bracket, behind: Scripted | None, env: Env
) -> Value | None:
    """A name with a bracket behind it; ``None`` where the bracket is a factor."""
    if base_of(reader, name) in env.params:
        return None
    site = _site(reader, name, bracket, env)
    kind = _kind(reader, site, env)
    if kind == "product":
        return None
    value = _value(reader, site, kind, env)
    for node in site.own.power:
        if plain_text(node).startswith("-"):
            raise Ignorance("the inverse of a function")
        value = expressions.power(reader, value, node, env)
    if site.own.turned:
        value = transposed(value)
    return scripts_behind(reader, value, behind, env)


def scripts_behind(reader: Reader, value: Value, behind: Scripted | None, env: Env) -> Value:
    """The value of a function with what stands at its bracket: ``f(x)_i``, ``f(x)^2``."""
    if behind is None:
        return value
    if behind.primes:
        raise Ignorance("a prime behind the arguments of a function")
    if behind.below is not None:
        value = expressions.entry_of(reader, value, listed(behind.below), env)
    return value if behind.above is None else expressions.power(reader, value, behind.above, env)


def _site(reader: Reader, name: Name, bracket: Bracket, env: Env) -> Site:
    own = without_root(reader, without_primes(name) if name.primes else name)
    arguments = arguments_of(bracket)
    let = _macro_at(reader, own, len(arguments)) if arguments else None
    return Site(name, own, bracket, arguments, pattern(reader, name, bracket, env), let)


def _macro_at(reader: Reader, own: Named, count: int) -> Let | None:
    """The definition of a function of so many arguments, at these indices."""
    for let in reversed(macros(reader, own.key)):
        places = without_root(reader, let.word).at
        numbers = [(n, plain_text(p)) for n, p in enumerate(places) if _is_number(p)]
        if len(parameters(reader, let) or ()) == count and all(
            n < len(own.at) and plain_text(own.at[n]) == text for n, text in numbers
        ):
            return let
    return None


def _is_number(node: Node) -> bool:
    return isinstance(unwrapped(node), Digits)


def _kind(reader: Reader, site: Site, env: Env) -> str:
    """Whether a bracket holds arguments, and of what: the question ``applied``."""
    evidence = _evidence(reader, site, env)
    known = {"pattern", "macro", "abstract", "bars"}
    if site.bracket.kind == "[" and not evidence & known:
        return "product"
    if site.own.turned and not evidence & known:
        return "product"
    if site.defined is not None:
        return reader.ask("applied", site.defined[0].key, evidence)
    # One name may be a function at one place and a factor at another: h(1 − h) beside h(x).
    telling = tuple(sorted(evidence & {"itself-inside", "own-arguments", "digits-inside"}))
    return reader.ask("applied", (site.key, len(site.arguments or ()), telling), evidence)


def _evidence(reader: Reader, site: Site, env: Env) -> set[str]:
    name, arguments = site.name, site.arguments
    evidence = set(reader.lexicon.name(name))
    inside = reader.lexicon.letters_in(site.bracket.inside)
    if not name.primes:
        evidence.discard("primed")
    if not _is_indexed(reader, name):
        evidence.discard("indexed-elsewhere")  # what stands below it are labels
    flags = {
        "index-inside": not name.primes
        and any(_stands_for_index(reader, a, env) for a in arguments or ()),
        "defined": bool(lets(reader, site.key) or lets(reader, named(reader, name).key)),
        "declared": any(named(reader, d.word).key == site.key for d in reader.scope.declared),
        "said-function": any(
            said.fact == "function" and named(reader, said.word).key == site.key
            for said in reader.scope.kinds
        ),
        "word": name.word and len(name.stem) > 1,
        "digits-inside": bool(arguments) and all(_is_digits(a) for a in arguments or ()),
        "itself-inside": name.letter in inside and not name.primes,
        "probability": name.letter in PROBABILITIES and not site.own.at
        and len(arguments or ()) == 1 and _bare(arguments[0]) is not None,  # type: ignore[index]
        "own-arguments": _are_its_own(reader, site),
    }  # fmt: skip
    evidence |= {flag for flag, holds in flags.items() if holds}
    return evidence | _what_is_known(reader, site)


def _is_indexed(reader: Reader, name: Name) -> bool:
    seen = reader.lexicon.of(name.letter, reader.lexicon.style(name)).names
    return any(named(reader, other).at for other in seen)


def _what_is_known(reader: Reader, site: Site) -> set[str]:
    """The strongest thing that is known of a name with its bracket."""
    if site.defined is not None:
        return {"pattern"}
    if site.macro is not None:
        return {"macro"}
    if is_abstract(reader, site.key):
        return {"primed"} if site.name.primes else {"abstract"}
    if site.arguments is None:
        return {"bars"} if has_bar(site.bracket) else set()
    return {"several"} if len(site.arguments) > 1 else set()


def has_bar(bracket: Bracket) -> bool:
    """Whether a bar or a relation stands in a bracket, as in probabilities and indicators."""
    return any(
        part.sign == "|" if isinstance(part, Separator) else bool(part.relations)
        for part in bracket.inside.parts
    )


def _bare(argument: Expression) -> Name | None:
    return spelled(only_item(argument))


def _is_digits(argument: Expression) -> bool:
    return isinstance(only_item(argument), Digits)


def _stands_for_index(reader: Reader, argument: Expression, env: Env) -> bool:
    text = plain_text(argument)
    return text in env.letters or text in env.points or text in reader.lexicon.bound


def _are_its_own(reader: Reader, site: Site) -> bool:
    """Whether a name stands at what it is defined by or said to depend on."""
    if not site.arguments or site.name.primes:
        return False
    behind: set[str] = set()
    for let in lets(reader, site.key):
        behind |= dependences.reached(reader, let.right)
    for word, of in reader.scope.abstract:
        if named(reader, word).key == site.key:
            behind |= dependences.signs_in(reader, of)
    names = [_bare(argument) for argument in site.arguments]
    names = [_bare(argument) for argument in site.arguments]
    return all(
        name is not None
        and not (named(reader, name).at or named(reader, name).power)
        and base_of(reader, name) in behind
        for name in names
    )


# -- values


def _value(reader: Reader, site: Site, kind: str, env: Env) -> Value:
    if kind == "value":
        if not _are_its_own(reader, site):
            raise Ignorance(f"{site.key} at other arguments than its own")
        return use(reader, family_of(reader, site.key, site.name), site.own.at, env)
    if kind == "pattern" or (kind == "opaque" and site.own.at):
        if site.name.primes and site.defined is None:
            raise Ignorance("a prime at a name that is written with its arguments")
        wanted = site.defined or (template(reader, site.name, site.bracket, env), ())
        return patterned(reader, *wanted, site.bracket, env)
    if site.arguments is None:
        raise Ignorance(f"{plain_text(site.bracket)} as arguments")
    given = [expressions.expression(reader, argument, env) for argument in site.arguments]
    if kind == "macro" and site.macro is not None:
        call = expansions.Call(
            site.key, site.own.at, site.name.primes, site.arguments, tuple(given)
        )
        return expansions.expand(reader, call, site.macro, env)
    return opaque_call(reader, site.name, site.key, given)


def opaque_call(reader: Reader, name: Name, key: str, given: list[Value]) -> Value:
    """A function of which nothing is known, at numbers or entry by entry."""
    primes = name.primes
    if key == "sigma" and len(given) == 1 and reader.ask("sigma", key) == "logistic":
        return at_each(reader, "sigmoid", given[0], primes)
    if any(v.rank for v in given):
        flags = {
            "primed": bool(primes) or "primed" in reader.lexicon.name(name),
            "activation": name.stem in ACTIVATIONS,
            "several": len(given) > 1,
        }
        evidence = {flag for flag, holds in flags.items() if holds}
        if reader.ask("opaque-array", key, evidence) == "whole":
            raise Ignorance(f"{key} as a function of an array")
    if primes and len(given) != 1:
        raise Ignorance("a prime at several arguments")
    while key in ELEMENTARY or key == INDICATOR:
        key += "°"
    reader.opaque.add(key)
    orders = (primes,) * (primes > 0)
    return entrywise(reader.sets, lambda *f: Call(key, tuple(f), orders), given, "arguments")


def at_each(reader: Reader, function: str, argument: Value, primes: int) -> Value:
    """An elementary function at an array, entry by entry; with primes, its derivative."""
    x = Symbol(reader.sets.fresh("x"))
    form: Written = Call(function, (x,))
    for _ in range(primes):
        form = slope(form, x)
    return mapped(lambda entry: put(form, x, entry), argument)
