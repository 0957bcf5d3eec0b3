"""A name with a bracket behind it, as it stands: what is known of it, and which of its kinds it is.

A ``value`` is a name at its own arguments, a ``macro`` a function that is defined, a ``pattern`` a
name of which the bracket is part, ``opaque`` a function of which nothing is known, and a
``product`` no function at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.names import Name, only_item, plain_text, rows_of_items, spelled, unwrapped
from derive.notation.nodes import Bracket, Digits, Expression, Separator
from derive.reading import dependences
from derive.reading.conventions import PROBABILITIES
from derive.reading.families import Named
from derive.reading.forms import forms_alike
from derive.reading.macros import (
    arguments_of,
    is_abstract,
    macros,
    parameters,
    without_primes,
    without_root,
)
from derive.reading.names import lets, named
from derive.reading.patterns import Defining, Template, is_valued, pattern
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let

__all__ = ["Site", "are_its_own", "kind_of", "named_argument", "site_of"]


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


def site_of(reader: Reader, name: Name, bracket: Bracket, env: Env) -> Site:
    """What stands at a name with a bracket behind it, and how the document defines it."""
    own = without_root(reader, without_primes(name) if name.primes else name)
    arguments = arguments_of(bracket)
    let = _macro_at(reader, own, len(arguments)) if arguments else None
    return Site(name, own, bracket, arguments, pattern(reader, name, bracket, env), let)


def _macro_at(reader: Reader, own: Named, count: int) -> Let | None:
    """The definition of a function of so many arguments, at these indices."""
    for let in reversed(macros(reader, own.key)):
        places = without_root(reader, let.word).at
        numbers = [(n, plain_text(p)) for n, p in enumerate(places)
                   if isinstance(unwrapped(p), Digits)]  # fmt: skip
        if len(parameters(reader, let) or ()) == count and all(
            n < len(own.at) and plain_text(own.at[n]) == text for n, text in numbers
        ):
            return let
    return None


def kind_of(reader: Reader, site: Site, env: Env) -> str:
    """Whether a bracket holds arguments, and of what: the question ``applied``."""
    evidence = _evidence(reader, site, env)
    known = {"pattern", "macro", "abstract", "bars"}
    if (site.bracket.kind == "[" or site.own.turned) and not evidence & known:
        return "product"
    if site.defined is not None:
        return reader.ask("applied", site.defined[0].key, evidence)
    # One name may be a function at one place and a factor at another: h(1 − h) beside h(x).
    telling = tuple(sorted(evidence & {"itself-inside", "digits-inside"}))
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
        "known": bool(lets(reader, site.key) or lets(reader, named(reader, name).key))
        or any(named(reader, d.word).key == site.key for d in reader.scope.declared),
        "said-function": any(
            said.fact in ("function", "sigmoid") and named(reader, said.word).key == site.key
            for said in reader.scope.kinds
        ),
        "digits-inside": bool(arguments)
        and all(isinstance(only_item(a), Digits) for a in arguments or ()),
        "itself-inside": name.letter in inside and not name.primes
        and _is_factor_in(name, site.bracket),
        "computed-inside": any(
            len(a.terms) > 1 or len(a.terms[0].items) > 1 for a in arguments or ()
        ),
        "probability": name.letter in PROBABILITIES and not site.own.at
        and len(arguments or ()) == 1 and _bare(arguments[0]) is not None,  # type: ignore[index]
        "own-slope": bool(name.primes) and len(arguments or ()) == 1 and site.macro is None
        and are_its_own(reader, site, primed=True),
    }  # fmt: skip
    evidence |= {flag for flag, holds in flags.items() if holds}
    return evidence | _what_is_known(reader, site, env)


def _is_factor_in(name: Name, bracket: Bracket) -> bool:
    """Whether a name stands in a bracket without a bracket of its own: h(1 − h), not h(h(x))."""
    for items in rows_of_items(bracket.inside):
        for n, item in enumerate(items):
            inner = spelled(item)
            behind = items[n + 1] if n + 1 < len(items) else None
            applied = isinstance(behind, Bracket) and behind.kind == "("
            if inner is not None and inner.letter == name.letter and not applied:
                return True
    return False


def _is_indexed(reader: Reader, name: Name) -> bool:
    return any(named(reader, other).at for other in forms_alike(reader.lexicon, name))


def _what_is_known(reader: Reader, site: Site, env: Env) -> set[str]:
    """The strongest thing that is known of a name with its bracket."""
    if site.defined is not None or is_valued(reader, site.name, site.bracket, env):
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


def _stands_for_index(reader: Reader, argument: Expression, env: Env) -> bool:
    text = plain_text(argument)
    return text in env.letters or text in reader.lexicon.bound


def named_argument(reader: Reader, argument: Expression) -> Name | None:
    """The name that an argument is: alone, or at what it depends on, ``u(x)``."""
    items = argument.terms[0].items if len(argument.terms) == 1 else ()
    bracket = items[1] if len(items) == 2 and not argument.terms[0].signs else None
    name = spelled(items[0]) if isinstance(bracket, Bracket) else None
    if name is None or not isinstance(bracket, Bracket) or bracket.kind != "(":
        return _bare(argument)
    site = site_of(reader, name, bracket, Env())
    return name if is_abstract(reader, site.key) and are_its_own(reader, site) else None


def are_its_own(reader: Reader, site: Site, *, primed: bool = False) -> bool:
    """Whether a name, with primes or without, stands at what it depends on."""
    if not site.arguments or bool(site.name.primes) != primed:
        return False
    behind: set[str] = set()
    for let in lets(reader, site.key):
        behind |= dependences.reached(reader, let.right)
    for word, of in reader.scope.abstract:
        if named(reader, word).key == site.key:
            behind |= dependences.signs_in(reader, of)
    names = [named_argument(reader, argument) for argument in site.arguments]
    return all(
        name is not None
        and not (named(reader, name).at or named(reader, name).power)
        and base_of(reader, name) in behind
        for name in names
    )
