"""A name with a bracket behind it: a defined function at its arguments, a pattern, a factor.

What the document defines comes first. A function of which nothing is known is opaque: it is
known by its name, and differentiated as such. Whether an opaque function of an array is taken
entry by entry is a question; as a function of the whole it is not supported.
"""

from __future__ import annotations

from derive.notation.names import Name, listed, only_item, plain_text
from derive.notation.nodes import Bracket, Scripted
from derive.reading import dependences, derivatives, expansions, expressions, powers
from derive.reading.entries import put, slope
from derive.reading.expansions import own_value
from derive.reading.names import family_of, use
from derive.reading.patterns import patterned, quantity
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance
from derive.reading.sites import Site, are_its_own, kind_of, site_of
from derive.reading.values import Value, entrywise, mapped, scalar, sum_over
from derive.syntax.tree import ELEMENTARY, INDICATOR, Call, Entry, Index, Quotient, Symbol

__all__ = ["applied", "applied_if_defined", "own_value", "scripts_behind"]


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
    return None if kind == "product" else _with_scripts(reader, site, kind, behind, env)


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
    reject_inverse(site.own.power)
    value = powers.powers(reader, value, site.own.power, env, turned=site.own.turned)
    return scripts_behind(reader, value, behind, env)


def scripts_behind(reader: Reader, value: Value, behind: Scripted | None, env: Env) -> Value:
    """The value of a function with what stands at its bracket: ``f(x)_i``, ``f(x)^2``."""
    if behind is None:
        return value
    if behind.primes:
        raise Ignorance("a prime behind the arguments of a function")
    value = powers.entry_of(reader, value, listed(behind.below), env)
    return powers.power(reader, value, behind.above, env)


def _value(reader: Reader, site: Site, kind: str, env: Env) -> Value:
    primes = site.name.primes
    if kind == "value":
        if not are_its_own(reader, site, primed=bool(primes)):
            raise Ignorance(f"{site.key} at other arguments than its own")
        value = use(reader, family_of(reader, site.key, site.name), site.own.at, env)
        if not primes:
            return value
        item = only_item(site.arguments[0])  # type: ignore[index]
        return derivatives.by_all(reader, value, ((item, primes),), env)  # type: ignore[arg-type]
    if kind == "pattern" and site.defined is not None:
        return patterned(reader, *site.defined, env)
    # A function may depend on what stands below it, too: f_θ.
    labels = (node for node in site.name.below if node not in site.own.at)
    expanded = kind == "macro" and site.macro is not None
    if kind == "pattern" or (
        not expanded
        and site.arguments is not None
        and (site.own.at or any(dependences.is_quantity(reader, node) for node in labels))
    ):
        if primes:
            raise Ignorance("a prime at a name that is written with its arguments")
        return quantity(reader, site.name, site.bracket, env)
    if site.arguments is None:
        raise Ignorance(f"{plain_text(site.bracket)} as arguments")
    given = tuple(expressions.expression(reader, a, env) for a in site.arguments)
    if kind == "macro" and site.macro is not None:
        call = expansions.Call(site.key, site.own.at, primes, site.arguments, given)
        return expansions.expand(reader, call, site.macro, env)
    return _opaque(reader, site, given, env)


def _opaque(reader: Reader, site: Site, given: tuple[Value, ...], env: Env) -> Value:
    """A function of which nothing is known: of numbers, entry by entry, or of whole arrays."""
    key, primes = site.key, site.name.primes
    if key == "sigma" and len(given) == 1:
        entry = given[0].entry
        last = entry.indices[-1] if isinstance(entry, Entry) and not primes else None
        evidence = {"of-entry"} if isinstance(last, Index) else set()
        found = reader.ask("sigma", (key, *evidence), evidence)
        if found == "logistic":
            x = Symbol(reader.sets.fresh("x"))
            form = slope(Call("sigmoid", (x,)), x, primes)
            return mapped(lambda entry: put(form, x, entry), given[0])
        if found == "softmax" and isinstance(last, Index):
            raised = Call("exp", (entry,))
            return scalar(Quotient(raised, sum_over(reader.sets, raised, last)))
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


def reject_inverse(scripts: tuple[object, ...]) -> None:
    """What inverts a function is no power of its value."""
    if any(plain_text(node).startswith("-") for node in scripts):  # type: ignore[arg-type]
        raise Ignorance("the inverse of a function")
