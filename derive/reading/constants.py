"""Letters with a meaning of their own: e, π, the identity, Kronecker's δ, sizes, differentials."""

from __future__ import annotations

from fractions import Fraction

from derive.notation.names import Name, plain_text, spelled
from derive.notation.nodes import Bracket, Digits, Letter, Node, Scripted, Styled
from derive.reading import expressions, letters, powers
from derive.reading.conventions import COUNTED, COUNTS
from derive.reading.families import Family
from derive.reading.names import index_at, is_index, named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, delta, identity, mapped, scalar
from derive.syntax.tree import Call, IndexSet, IndexTerm, Number, Size, Symbol

__all__ = ["constant", "has_own_bare", "is_size", "pi", "reject_increment"]

E = Call("exp", (Number(Fraction(1)),))


def reject_increment(reader: Reader, name: Name, following: Node | None) -> None:
    """``Δ(xy)`` is the increment of what follows, unless Δ is a name of the document."""
    if name.letter != "Delta" or name.below or name.above or letters.has_own(reader, name):
        return
    stands_before = isinstance(following, Bracket) or spelled(following) is not None
    if stands_before and reader.ask("increment", "Delta") == "increment":
        raise Ignorance("the increment of what stands behind a Δ")


def constant(reader: Reader, name: Name, env: Env) -> Value | None:
    """The value of a name with a fixed meaning, if it is read so."""
    if name.style not in ("", "plain", "bold") or name.primes or letters.is_bound(name, env):
        return None
    found: Value | None = None
    match name.letter:
        case "e" if name.style != "bold":
            found = _euler(reader, name, env)
        case "I":
            found = _identity(reader, name, env)
        case "delta":
            found = _kronecker(reader, name, env)
        case "i" if name.style != "bold":
            _reject_imaginary(reader, name)
    if found is None and name.style == "":
        return _size(reader, name, env)
    return found


def has_own_bare(reader: Reader, name: Name) -> bool:
    """Whether the document defines or declares the letter of a name by itself, without scripts."""
    return any(not (own.below or own.above) for own in letters.own_names(reader, name))


def _euler(reader: Reader, name: Name, env: Env) -> Value | None:
    """The number e, and the function e^x."""
    if name.below:
        return None
    alone = name.above[0] if len(name.above) == 1 else None
    round_letter = name.round and isinstance(alone, Letter | Digits)
    computed = alone is not None and not isinstance(alone, Letter | Digits | Styled)
    flags = {
        "own-name": has_own_bare(reader, name),
        "indexed-own": letters.has_own(reader, name),
        "transposed": "transposed" in reader.lexicon.name(name),
        "round": round_letter,
        "computed-above": computed,
    }
    evidence = {flag for flag, holds in flags.items() if holds}
    if reader.ask("e", ("e", round_letter, computed), evidence) != "constant":
        return None
    above = _script(name.node)
    if above is None:
        return scalar(E)
    return mapped(lambda form: Call("exp", (form,)), expressions.inside(reader, above, env))


def _script(node: Node) -> Node | None:
    """What stands above a name, as one node."""
    while isinstance(node, Styled):
        node = node.of
    return node.above if isinstance(node, Scripted) else None


def pi(reader: Reader, name: Name, env: Env) -> Value | None:
    """The number π, if it is that."""
    if name.letter != "pi" or name.style or name.below or name.primes:
        return None
    if letters.is_bound(name, env):
        return None
    evidence = {"own-name"} if letters.has_own(reader, name) else set()
    if reader.ask("pi", "pi", evidence) != "constant":
        return None
    here = named(reader, name)
    if here.key != "pi" or here.at:
        return None
    reader.families.setdefault("pi", Family("pi"))
    return powers.powers(reader, scalar(Symbol("pi"), "pi"), here.power, here.turned, env)


def _identity(reader: Reader, name: Name, env: Env) -> Value | None:
    """The identity matrix, its entries at two indices, and that of a size, ``I_n``."""
    if any(plain_text(a) not in ("T", "⊤") and not isinstance(a, Digits) for a in name.above):
        return None
    if has_own_bare(reader, name) or len(name.below) > 2 or "I" in reader.lexicon.sets:
        return None
    size = plain_text(name.below[0]) if len(name.below) == 1 else ""
    if size and not (is_size(reader, size) or _counts(reader, size)):
        return None
    evidence = {"subscript"} if size and not is_size(reader, size) else set()
    if reader.ask("identity", ("I", name.style, size), evidence) != "identity":
        return None
    if len(name.below) == 2:
        return _entry(reader, name.below, env, "an entry of the identity")
    found = identity(reader.sets)
    if size:
        reader.sets.fix(found.axes[0].over, size, "an identity matrix")
    return powers.powers(reader, found, name.above, False, env)


def is_size(reader: Reader, text: str) -> bool:
    """Whether something is the size of a set: a number, or an upper limit, or a declared axis."""
    declared = {axis for one in reader.scope.declared for axis in one.axes}
    return text.isdigit() or text in reader.lexicon.sets or text in declared


def _counts(reader: Reader, text: str) -> bool:
    """Whether what stands below an I may be its size: a letter that is no index elsewhere."""
    lexicon = reader.lexicon
    return text.isalpha() and not (text in lexicon.bound or text in lexicon.declared_indices)


def _kronecker(reader: Reader, name: Name, env: Env) -> Value | None:
    """Kronecker's δ at two indices."""
    if len(name.below) != 2 or name.above:
        return None
    if not all(isinstance(n, Digits) or is_index(reader, n, env) for n in name.below):
        return None
    own = any(len(one.below) == 2 for one in letters.own_names(reader, name))
    if reader.ask("delta", "δ", {"own-name"} if own else set()) != "kronecker":
        return None
    return _entry(reader, name.below, env, "δ")


def _entry(reader: Reader, below: tuple[Node, ...], env: Env, why: str) -> Value:
    over = reader.sets.new()
    terms: list[IndexTerm] = []
    for node in below:
        if not letters.is_simple(node, env):
            raise Ignorance(f"{why} at {plain_text(node)}")
        term = index_at(reader, node, env, over, why)
        if term is None:
            raise Misfit(f"{why} at an open index")
        terms.append(term)
    return scalar(delta(*terms))


def _size(reader: Reader, name: Name, env: Env) -> Value | None:
    """A letter that is the size of a set: an upper limit, or that of the set without a name."""
    letter = name.letter
    if name.below or _is_other(reader, name):
        return None
    if letter in reader.lexicon.sets or _below_identity(reader, letter):
        here = named(reader, name)
        if here.key != letter or here.at:
            return None
        return powers.powers(reader, scalar(Size(IndexSet(letter))), here.power, here.turned, env)
    if name.above or letters.has_own(reader, name) or len(letter) > 1:
        return None
    if not (letter.isupper() or letter in COUNTED):
        return None
    if reader.lexicon.of(letter).below or not reader.lexicon.unlimited:
        return None
    evidence = {"counts"} if letter in COUNTS else set()
    if reader.ask("size", letter, evidence) != "size":
        return None
    reader.sizes.append(letter)
    return scalar(Size(IndexSet(letter)))


def _below_identity(reader: Reader, letter: str) -> bool:
    """Whether a letter is the size of an identity matrix somewhere."""
    below = reader.lexicon.of("I").below | reader.lexicon.of("I", "bold").below
    return (letter,) in below and _counts(reader, letter)


def _is_other(reader: Reader, name: Name) -> bool:
    """Whether a letter is defined, or declared as an array: no size, then."""
    style = reader.lexicon.style(name)
    return any(
        (own.letter, reader.lexicon.style(own)) == (name.letter, style)
        and not (own.below or own.above)
        for own in (
            *(let.word for let in reader.scope.lets),
            *(d.word for d in reader.scope.declared if d.axes),
        )
    )


def _reject_imaginary(reader: Reader, name: Name) -> None:
    """Complex numbers are out of class."""
    declared = "i" in reader.lexicon.declared_indices
    if name.below or letters.has_own(reader, name) or declared:
        return
    if reader.ask("imaginary", "i") == "constant":
        raise Ignorance("the imaginary unit")
