"""A name with a bracket behind it: a defined function at its arguments, a pattern, a factor.

What the document defines comes first. A function of which nothing is known is opaque: it is
known by its name, and differentiated as such. Whether an opaque function of an array is taken
entry by entry is a question; as a function of the whole it is not supported.
"""

from __future__ import annotations

from derive.notation.names import (
    Name,
    listed,
    only_item,
    plain_text,
)
from derive.notation.nodes import (
    Bracket,
    Scripted,
)
from derive.reading import dependences, derivatives, expansions, expressions
from derive.reading.macros import (
    macro,
)
from derive.reading.names import family_of, use
from derive.reading.patterns import patterned, quantity
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance
from derive.reading.sites import Site, are_its_own, kind_of, site_of
from derive.reading.slope import put, slope
from derive.reading.values import Value, entrywise, mapped, scalar, sum_over, transposed
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Call,
    Entry,
    Index,
    Quotient,
    Symbol,
    Written,
)

__all__ = [
    "applied",
    "applied_if_defined",
    "macro",
    "own_value",
    "scripts_behind",
]


def own_value(reader: Reader, key: str, let: Let) -> Value:
    """A function that is written without its arguments: at its own."""
    return expansions.own_value(reader, key, let)


def applied(
    reader: Reader, name: Name, bracket: Bracket, behind: Scripted | None, env: Env
) -> Value | None:
    """A name with a bracket behind it; ``None`` where the bracket is a factor."""
    if base_of(reader, name) in env.params:
        if plain_text(bracket.inside) in env.letters:
            raise Ignorance(f"{name.letter} as a function, where it is an argument")
        return None
    site = site_of(reader, name, bracket, env)
    kind = kind_of(reader, site, env)
    if kind == "product":
        return None
    return _with_scripts(reader, site, kind, behind, env)


def applied_if_defined(reader: Reader, name: Name, bracket: Bracket, env: Env) -> Value | None:
    """A name with its arguments below it; ``None`` where no function is defined so."""
    site = site_of(reader, name, bracket, env)
    if site.defined is None and site.macro is None:
        return None
    return _with_scripts(reader, site, "pattern" if site.defined else "macro", None, env)


def _with_scripts(
    reader: Reader, site: Site, kind: str, behind: Scripted | None, env: Env
) -> Value:
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


def _value(reader: Reader, site: Site, kind: str, env: Env) -> Value:
    if kind == "value":
        primes = site.name.primes
        if not are_its_own(reader, site, primed=bool(primes)):
            raise Ignorance(f"{site.key} at other arguments than its own")
        value = use(reader, family_of(reader, site.key, site.name), site.own.at, env)
        if not primes:
            return value
        assert site.arguments is not None
        item = only_item(site.arguments[0])
        assert item is not None
        return derivatives.by_all(reader, value, ((item, primes),), env)
    if kind == "pattern":
        return _pattern(reader, site, env)
    if site.arguments is None:
        raise Ignorance(f"{plain_text(site.bracket)} as arguments")
    if kind == "macro" and site.macro is not None:
        primes, given = site.name.primes, _given(reader, site, env)
        call = expansions.Call(site.key, site.own.at, primes, site.arguments, given)
        return expansions.expand(reader, call, site.macro, env)
    if site.own.at or _is_named_after_a_quantity(reader, site):
        return _pattern(reader, site, env)
    return _opaque(reader, site, _given(reader, site, env), env)


def _given(reader: Reader, site: Site, env: Env) -> tuple[Value, ...]:
    return tuple(expressions.expression(reader, a, env) for a in site.arguments or ())


def _pattern(reader: Reader, site: Site, env: Env) -> Value:
    """A name of which the bracket is part."""
    if site.defined is not None:
        return patterned(reader, *site.defined, env)
    if site.name.primes:
        raise Ignorance("a prime at a name that is written with its arguments")
    return quantity(reader, site.name, site.bracket, env)


def _is_named_after_a_quantity(reader: Reader, site: Site) -> bool:
    """Whether a function depends on what stands below it, too: f_θ."""
    return any(
        dependences.is_quantity(reader, node) for node in site.name.below if node not in site.own.at
    )


def _opaque(reader: Reader, site: Site, given: tuple[Value, ...], env: Env) -> Value:
    """A function of which nothing is known: of numbers, entry by entry, or of whole arrays."""
    key, primes = site.key, site.name.primes
    if key == "sigma" and len(given) == 1:
        entry = given[0].entry
        last = entry.indices[-1] if isinstance(entry, Entry) and not primes else None
        evidence = {"of-entry"} if isinstance(last, Index) else set()
        found = reader.ask("sigma", (key, *evidence), evidence)
        if found == "logistic":
            return _at_each(reader, "sigmoid", given[0], primes)
        if found == "softmax" and isinstance(last, Index):
            return scalar(_softmax(reader, entry, last))
    if any(v.rank for v in given):
        evidence = reader.lexicon.name(site.name) & {"primed", "activation"}
        if reader.ask("opaque-array", key, evidence) == "whole":
            if primes:
                raise Ignorance(f"a prime at {key} as a function of an array")
            return quantity(reader, site.name, site.bracket, env, ranked=True)
    if primes and len(given) != 1:
        raise Ignorance("a prime at several arguments")
    while key in ELEMENTARY or key == INDICATOR:
        key += "°"
    reader.opaque.add(key)
    orders = (primes,) * (primes > 0)
    return entrywise(reader.sets, lambda *f: Call(key, tuple(f), orders), given, "arguments")


def _softmax(reader: Reader, form: Written, index: Index) -> Written:
    """The softmax of an array, at an entry of it."""
    raised = Call("exp", (form,))
    return Quotient(raised, sum_over(reader.sets, raised, index))


def _at_each(reader: Reader, function: str, argument: Value, primes: int) -> Value:
    """An elementary function at an array, entry by entry; with primes, its derivative."""
    x = Symbol(reader.sets.fresh("x"))
    form: Written = Call(function, (x,))
    for _ in range(primes):
        form = slope(form, x)
    return mapped(lambda entry: put(form, x, entry), argument)
