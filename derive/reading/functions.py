r"""The functions of the field where they stand: ``\log x``, ``softmax(z)_i``, ``KL(p ‖ q)``.

Which they are is said in ``table``. A name that the document defines or declares itself is none of
them. Expectations and what else is out of class are ``Ignorance``.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import Name, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Head,
    Item,
    Node,
    Operator,
    Scripted,
    subnodes,
)
from derive.reading import applications, expressions, letters, macros, values
from derive.reading.conventions import TRANSPOSE
from derive.reading.names import named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.slope import put, slope
from derive.reading.table import Function, form_of
from derive.reading.values import Value, mapped, scalar, shape
from derive.reading.words import BRACKETS, bracket_of, word_at
from derive.syntax.tree import Call, Symbol, Written

__all__ = ["function", "named_function"]

Items = tuple[Item, ...]
#: Letters that stand for expectations and variances, where a bracket says so.
RANDOM = ("E", "V")


# -- signs: log, exp, max


def function(
    reader: Reader, name: str, head: Head, items: Items, at: int, env: Env
) -> tuple[Value, int]:
    """A function sign with what it takes, and the place behind."""
    found = form_of(f"{name} ·")
    if found is None or found.why:
        raise Ignorance(f"{found.why if found else 'a function'} ({name})")
    if at >= len(items):
        raise Ignorance(f"{name} of nothing")
    base = _base(reader, found, head, env)
    argument, behind, at = _argument(reader, found, items, at, env)
    return _finished(reader, found, head, base, argument, behind, env), at


def _base(reader: Reader, found: Function, head: Head, env: Env) -> Value | None:
    """The base of a logarithm, which stands below it."""
    if found.name == "log" and head.below is None:
        said = next((c for c in reader.scope.conventions if c.startswith("log base ")), None)
        return values.number(int(said.rpartition(" ")[2])) if said else None
    if head.below is None or found.name == "softmax":
        return None
    if found.name != "log":
        raise Ignorance(f"{found.name} with {plain_text(head.below)} below")
    return expressions.inside(reader, head.below, env)


def _finished(
    reader: Reader, found: Function, head: Head, base: Value | None, argument: Value,
    behind: Scripted | None, env: Env,
) -> Value:  # fmt: skip
    """The value at an argument, with the scripts of the sign and those behind the bracket."""
    if plain_text(head.above).startswith("-"):
        raise Ignorance("the inverse of a function")
    if behind is not None and behind.above is not None and _raises_argument(reader, found, behind):
        argument = expressions.power(reader, argument, behind.above, env)
        behind = replace(behind, above=None)
    value = _at(reader, found, (argument,), head.primes)
    if base is not None:
        value = values.over(reader.sets, value, mapped(lambda f: Call("log", (f,)), base))
    if found.name == "softmax" and head.below is not None:
        value = expressions.entry_of(reader, value, (unwrapped(head.below),), env)
    value = expressions.power(reader, value, head.above, env)
    return applications.scripts_behind(reader, value, behind, env)


def _raises_argument(reader: Reader, found: Function, behind: Scripted) -> bool:
    """Whether ``log(x)^2`` is the logarithm of a square: a question, but for a transpose."""
    if not plain_text(behind.above).isdigit():
        return False
    return reader.ask("function-power", found.name) == "argument"


# -- what a sign takes


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
    checks, bound, sizes = len(reader.checks), len(reader.bound), len(reader.sizes)
    value, one, _ = expressions.factor(reader, items, at, env, ())
    end = _end_of_run(items, at)
    if one < end and reader.ask("function-reach", first) == "term":
        # what the first factor alone has left
        del reader.checks[checks:], reader.bound[bound:], reader.sizes[sizes:]
        value, one = expressions.row(reader, items[at:end], (), env)[0], end
    value, one = _before_slash(reader, value, items, one, env)
    return value, None, one


def _end_of_run(items: Items, at: int) -> int:
    """Where the factors end that a sign may take: at an operator, or at the next sign."""
    end = at + 1
    while end < len(items) and not isinstance(items[end], Operator | Head):
        end += 1
    return end


def _before_slash(
    reader: Reader, value: Value, items: Items, at: int, env: Env
) -> tuple[Value, int]:
    """``log x / y``: the logarithm of x, over y, or that of the quotient."""
    following = items[at] if at < len(items) else None
    if not isinstance(following, Operator) or following.sign != "/" or at + 1 >= len(items):
        return value, at
    if reader.ask("function-slash", following) == "argument":
        return value, at
    below, end, _ = expressions.factor(reader, items, at + 1, env, ())
    return values.over(reader.sets, value, below), end


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
    behind: Scripted | None = None
    if end < len(items) and (bracket := bracket_of(items[end])) is not None:
        behind = items[end] if isinstance(items[end], Scripted) else None  # type: ignore[assignment]
        arguments = macros.arguments_of(bracket) or ()
        given = tuple(expressions.expression(reader, a, env) for a in arguments)
        end += 1
    else:
        argument, behind, end = _argument(reader, meant, items, end, env)
        given = (argument,)
    if meant.asks and (not given[0].rank or reader.ask(meant.asks, name.letter) != "function"):
        return None
    if _is_one_by_one(reader, meant, given[0], items[at + 1 : end]):
        value = given[0]
    else:
        value = _at(reader, meant, given, name.primes)
    if entry:
        value = expressions.entry_of(reader, value, entry, env)
    for node in name.above:
        if plain_text(node).startswith("-"):
            raise Ignorance("the inverse of a function")
        value = expressions.power(reader, value, node, env)
    return applications.scripts_behind(reader, value, behind, env), end


def _reject_unknown_word(reader: Reader, name: Name, following: Item) -> None:
    """A word before a factor without a bracket may be a function that is not known."""
    if not name.word or len(name.stem) < 2 or name.below or letters.has_own(reader, name):
        return
    if isinstance(following, Operator) or bracket_of(following) is not None:
        return
    if reader.ask("word", name.letter) == "function":
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
    if not primes and found.wants == ("column",) and given[0].rank == 2:
        return _of_each_row(reader, found, given[0])
    if not primes:
        return found.build(reader.sets, *given)
    if found.wants != ("entries",):
        raise Ignorance(f"a prime at {found.name}")
    x = Symbol(reader.sets.fresh("x"))
    form: Written = found.build(reader.sets, scalar(x)).entry
    for _ in range(primes):
        form = slope(form, x)
    return mapped(lambda argument: put(form, x, argument), given[0])


def _of_each_row(reader: Reader, found: Function, matrix: Value) -> Value:
    """A function of columns at each row of a matrix, or at each column of it."""
    assert found.build is not None
    rows = reader.ask("of-rows", found.name) == "rows"
    along, across = matrix.axes[::-1] if rows else matrix.axes
    one = found.build(reader.sets, Value((along,), matrix.entry))
    if not one.rank:
        return replace(one, axes=(across,))
    return replace(one, axes=(across, *one.axes) if rows else (*one.axes, across))


def _is_one_by_one(reader: Reader, found: Function, given: Value, items: Items) -> bool:
    """Whether the argument of a trace is a number that arrays are multiplied to: xᵀAx."""
    if found.wants != ("matrix",) or given.rank or given.name:
        return False
    parts = [part for item in items for part in subnodes(item)]
    if not any(isinstance(p, Scripted) and plain_text(p.above) in TRANSPOSE for p in parts):
        return False
    names = map(spelled, parts)
    found_at = (named(reader, name) for name in names if name is not None)
    return any(
        own.key in reader.families and len(reader.families[own.key].axes) > len(own.at)
        for own in found_at
    )


def _fit(reader: Reader, found: Function, want: str, value: Value) -> None:
    """What an argument must be; a name with its arguments may be of any shape."""
    rank = value.rank
    if want == "entries":
        of_matrix = rank == 2 and found.name in ("exp", "log", "sqrt")
        if of_matrix and reader.ask("of-matrix", found.name) == "function":
            raise Ignorance(f"{found.name} of a matrix")
        return
    fits = {"number": rank == 0, "column": rank == 1, "matrix": rank == 2, "array": rank > 0}
    if fits[want] or (found.wants, rank) == (("column",), 2):
        return
    if want == "number" or rank > 2 or "(" in value.name or (want, rank) == ("column", 2):
        raise Ignorance(f"{found.name} of {shape(value)}")
    raise Misfit(f"{found.name} of {shape(value)}")
