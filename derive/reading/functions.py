r"""The functions of the field where they stand: ``\log x``, ``softmax(z)_i``, ``KL(p ‖ q)``.

Which they are is said in ``table``. A name that the document defines or declares itself is none of
them. Expectations and what else is out of class are ``Ignorance``.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import Name, plain_text, spelled, unwrapped
from derive.notation.nodes import Bracket, Head, Item, Node, Operator, Scripted, subnodes
from derive.reading import applications, expressions, letters, macros, powers, values
from derive.reading.conventions import TRANSPOSE
from derive.reading.entries import put, slope
from derive.reading.names import named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.table import Function, form_of
from derive.reading.values import Value, mapped, scalar, shape
from derive.reading.words import BRACKETS, bracket_of, word_at
from derive.syntax.tree import Call, Symbol

__all__ = ["function", "named_function"]

Items = tuple[Item, ...]
#: Letters that stand for expectations and variances, where a bracket says so.
RANDOM = ("E", "V")


# -- signs: log, exp, max


def function(reader: Reader, head: Head, items: Items, at: int, env: Env) -> tuple[Value, int]:
    """A function sign with what it takes, and the place behind."""
    found = form_of(f"{head.name} ·")
    if found is None or found.why or at >= len(items):
        raise Ignorance(f"{found.why if found and found.why else 'a function'} ({head.name})")
    if head.below is not None and found.name != "log":
        raise Ignorance(f"{found.name} with {plain_text(head.below)} below")
    applications.reject_inverse((head.above,))
    base = expressions.inside(reader, head.below, env) if head.below is not None else None
    for said in reader.scope.conventions if base is None and found.name == "log" else ():
        if said.startswith("log base "):
            base = values.number(int(said.rpartition(" ")[2]))
    argument, behind, at = _argument(reader, found, items, at, env)
    above = behind.above if behind is not None else None
    square = behind is not None and plain_text(above).isdigit()  # log(x)^2, or log of a square
    if behind and square and reader.ask("function-power", found.name) == "argument":
        argument = powers.power(reader, argument, above, env)
        behind = replace(behind, above=None)
    value = _at(reader, found, (argument,), head.primes)
    if base is not None:
        value = values.over(reader.sets, value, mapped(lambda f: Call("log", (f,)), base))
    value = powers.power(reader, value, head.above, env)
    return applications.scripts_behind(reader, value, behind, env), at


def _argument(
    reader: Reader, found: Function, items: Items, at: int, env: Env
) -> tuple[Value, Scripted | None, int]:
    """The argument of a sign, what stands at its bracket, and the place behind."""
    first = items[at]
    behind = first if isinstance(first, Scripted) else None
    bracket = unwrapped(behind.base) if behind is not None else first
    if isinstance(bracket, Bracket) and bracket.kind in (*BRACKETS, "{"):
        return expressions.inside(reader, bracket, env), behind, at + 1
    if isinstance(first, Operator):
        raise Ignorance(f"{found.name} of nothing")
    left = (reader.checks, reader.bound, reader.sizes)
    before = [len(state) for state in left]
    value, one, _ = expressions.factor(reader, items, at, env, ())
    end = at + 1
    while end < len(items) and not isinstance(items[end], Operator | Head):
        end += 1
    if one < end and reader.ask("function-reach", first) == "term":
        for state, n in zip(left, before, strict=True):
            del state[n:]  # type: ignore[attr-defined]  # what the first factor alone has left
        value, one = expressions.row(reader, items[at:end], (), env)[0], end
    following = items[one] if one < len(items) else None
    if isinstance(following, Operator) and following.sign == "/":
        raise Ignorance(f"{found.name} before a slash")
    return value, None, one


# -- words: tr, KL, softmax


def named_function(
    reader: Reader, name: Name, items: Items, at: int, env: Env
) -> tuple[Value, int] | None:
    """A name that is a function of the field, with its arguments; ``None`` for any other name."""
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None or letters.is_bound(name, env):
        return None
    _reject_expectation(reader, name, following)
    found = word_at(reader, name, items, at)
    if found is None:
        _reject_unknown_word(reader, name, following)
        return None
    meant, end, entry = found
    if meant.why:
        raise Ignorance(f"{meant.why} ({name.letter})")
    bracket = bracket_of(items[end]) if end < len(items) else None
    if bracket is not None:
        last = items[end]
        behind = last if isinstance(last, Scripted) else None
        arguments = macros.arguments_of(bracket) or ()
        given = tuple(expressions.expression(reader, a, env) for a in arguments)
        end += 1
    else:
        argument, behind, end = _argument(reader, meant, items, end, env)
        given = (argument,)
    if meant.asks and (not given[0].rank or reader.ask(meant.asks, name.letter) != "function"):
        return None
    applications.reject_inverse(name.above)
    value = given[0]
    if not _is_one_by_one(reader, meant, value, items[at + 1 : end]):
        value = _at(reader, meant, given, name.primes)
    value = powers.entry_of(reader, value, entry, env)
    value = powers.powers(reader, value, name.above, env)
    return applications.scripts_behind(reader, value, behind, env), end


def _reject_unknown_word(reader: Reader, name: Name, following: Item) -> None:
    """A word before a factor without a bracket may be a function that is not known."""
    if not name.word or len(name.stem) < 2 or name.below or letters.has_own(reader, name):
        return
    factor = not isinstance(following, Operator) and bracket_of(following) is None
    if factor and reader.ask("word", name.letter) == "function":
        raise Ignorance(f"{name.letter} as a function")


def _reject_expectation(reader: Reader, name: Name, following: Node) -> None:
    """Expectations are out of class; E and V in brackets of their own, or over a distribution."""
    if name.stem not in RANDOM or name.accents:
        return
    over = any("∼" in plain_text(node) for node in name.below)
    bracket = bracket_of(following)
    square = bracket is not None and bracket.kind in ("[", r"\{")
    if name.style == "double-struck" or over or (square and not letters.has_own(reader, name)):
        raise Ignorance("an expectation")


# -- values


def _at(reader: Reader, found: Function, given: tuple[Value, ...], primes: int) -> Value:
    """A function at its arguments; with primes, its derivative there."""
    for want, value in zip(found.wants, given, strict=True):
        _fit(reader, found, want, value)
    if found.opaque:
        reader.opaque.add(found.name)
        orders = (primes,) * (primes > 0)
        return mapped(lambda form: Call(found.name, (form,), orders), given[0])
    assert found.build is not None
    if not primes:
        return found.build(reader.sets, *given)
    if found.wants != ("entries",):
        raise Ignorance(f"a prime at {found.name}")
    x = Symbol(reader.sets.fresh("x"))
    form = slope(found.build(reader.sets, scalar(x)).entry, x, primes)
    return mapped(lambda argument: put(form, x, argument), given[0])


def _is_one_by_one(reader: Reader, found: Function, given: Value, items: Items) -> bool:
    """Whether the argument of a trace is a number that arrays are multiplied to: xᵀAx."""
    if found.wants != ("matrix",) or given.rank or given.name:
        return False
    parts = [part for item in items for part in subnodes(item)]
    if not any(isinstance(p, Scripted) and plain_text(p.above) in TRANSPOSE for p in parts):
        return False
    own = [named(reader, name) for name in map(spelled, parts) if name is not None]
    known = [(reader.families.get(one.key), len(one.at)) for one in own]
    return any(family is not None and len(family.axes) > n for family, n in known)


def _fit(reader: Reader, found: Function, want: str, value: Value) -> None:
    """What an argument must be; a name with its arguments may be of any shape."""
    rank = value.rank
    if want == "entries":
        of_matrix = rank == 2 and found.name in ("exp", "log", "sqrt")
        if of_matrix and reader.ask("of-matrix", found.name) == "function":
            raise Ignorance(f"{found.name} of a matrix")
        return
    fits = {"number": rank == 0, "column": rank == 1, "matrix": rank == 2, "array": rank > 0}
    if fits[want]:
        return
    if want == "number" or rank > 2 or "(" in value.name or (want, rank) == ("column", 2):
        raise Ignorance(f"{found.name} of {shape(value)}")
    raise Misfit(f"{found.name} of {shape(value)}")
