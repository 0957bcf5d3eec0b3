"""Letters with a meaning of their own: e, π, the identity, Kronecker's δ, sizes."""

from __future__ import annotations

from derive.notation.names import Name, plain_text, spelled
from derive.notation.nodes import Bracket, Digits, Letter, Node, Scripted, Styled
from derive.reading import expressions, letters, powers
from derive.reading.conventions import COUNTED, COUNTS
from derive.reading.entries import ONE, delta
from derive.reading.families import Family
from derive.reading.indices import is_index
from derive.reading.names import named
from derive.reading.numbers import term_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.reading.values import Value, identity, mapped, scalar
from derive.syntax.tree import Call, IndexSet, Size, Symbol

__all__ = ["constant", "is_size", "pi", "reject_increment"]


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
    return _size(reader, name, env) if found is None and name.style == "" else found


def _has_own_bare(reader: Reader, name: Name) -> bool:
    """Whether the document defines or declares the letter of a name by itself, without scripts."""
    return any(not (own.below or own.above) for own in letters.own_names(reader, name))


def _euler(reader: Reader, name: Name, env: Env) -> Value | None:
    """The number e, and the function e^x."""
    if name.below:
        return None
    alone = name.above[0] if len(name.above) == 1 else None
    round_letter = name.round and isinstance(alone, Letter | Digits)
    computed = alone is not None and not isinstance(alone, Letter | Digits | Styled)
    answer = reader.ask("e", ("e", round_letter, computed), {
        "own-name": _has_own_bare(reader, name),
        "indexed-own": letters.has_own(reader, name),
        "transposed": "transposed" in reader.lexicon.name(name),
        "round": round_letter,
        "computed-above": computed,
    })  # fmt: skip
    if answer != "constant":
        return None
    node = name.node.of if isinstance(name.node, Styled) else name.node
    above = node.above if isinstance(node, Scripted) else None
    exponent = expressions.inside(reader, above, env) if above is not None else scalar(ONE)
    return mapped(lambda form: Call("exp", (form,)), exponent)


def pi(reader: Reader, name: Name, env: Env) -> Value | None:
    """The number π, if it is that."""
    if name.letter != "pi" or name.style or name.below or name.primes:
        return None
    own = {"own-name": letters.has_own(reader, name)}
    if letters.is_bound(name, env) or reader.ask("pi", "pi", own) != "constant":
        return None
    here = named(reader, name)
    if here.key != "pi" or here.at:
        return None
    reader.families.setdefault("pi", Family("pi"))
    return powers.powers(reader, scalar(Symbol("pi"), "pi"), here.power, env, turned=here.turned)


def _identity(reader: Reader, name: Name, env: Env) -> Value | None:
    """The identity matrix, its entries at two indices, and that of a size, ``I_n``."""
    if any(plain_text(a) not in ("T", "⊤") and not isinstance(a, Digits) for a in name.above):
        return None
    if _has_own_bare(reader, name) or len(name.below) > 2 or "I" in reader.lexicon.sets:
        return None
    size = plain_text(name.below[0]) if len(name.below) == 1 else ""
    counted = is_size(reader, size)
    if size and not (counted or _counts(reader, size)):
        return None
    evidence = {"subscript": bool(size) and not counted}
    if reader.ask("identity", ("I", name.style, size), evidence) != "identity":
        return None
    if len(name.below) == 2:
        return _entry(reader, name.below, env, "an entry of the identity")
    found = identity(reader.sets)
    if size:
        reader.sets.fix(found.axes[0].over, size, "an identity matrix")
    return powers.powers(reader, found, name.above, env)


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
    indices = all(isinstance(n, Digits) or is_index(reader, n, env) for n in name.below)
    if len(name.below) != 2 or name.above or not indices:
        return None
    own = any(len(one.below) == 2 for one in letters.own_names(reader, name))
    if reader.ask("delta", "δ", {"own-name": own}) != "kronecker":
        return None
    return _entry(reader, name.below, env, "δ")


def _entry(reader: Reader, below: tuple[Node, ...], env: Env, why: str) -> Value:
    over = reader.sets.new()
    one, other = (term_at(reader, node, env, over, why) for node in below)
    return scalar(delta(one, other))


def _size(reader: Reader, name: Name, env: Env) -> Value | None:
    """A letter that is the size of a set: an upper limit, or that of the set without a name."""
    letter, lexicon, scope = name.letter, reader.lexicon, reader.scope
    words = [let.word for let in scope.lets] + [d.word for d in scope.declared if d.axes]
    other = any(
        word.letter == letter
        and lexicon.style(word) == lexicon.style(name)
        and not (word.below or word.above)
        for word in words
    )
    if name.below or other:
        return None
    below_identity = (letter,) in lexicon.of("I").below | lexicon.of("I", "bold").below
    if letter in lexicon.sets or (below_identity and _counts(reader, letter)):
        here = named(reader, name)
        if here.key != letter or here.at:
            return None
        size = scalar(Size(IndexSet(letter)))
        return powers.powers(reader, size, here.power, env, turned=here.turned)
    counts = len(letter) == 1 and (letter.isupper() or letter in COUNTED)
    if name.above or not counts or letters.has_own(reader, name):
        return None
    if lexicon.of(letter).below or letter in lexicon.differentiated or not lexicon.unlimited:
        return None
    if reader.ask("size", letter, {"counts": letter in COUNTS}) != "size":
        return None
    reader.sizes.append(letter)
    return scalar(Size(IndexSet(letter)))


def _reject_imaginary(reader: Reader, name: Name) -> None:
    """Complex numbers are out of class."""
    declared = "i" in reader.lexicon.declared_indices
    if name.below or letters.has_own(reader, name) or declared:
        return
    if reader.ask("imaginary", "i") == "constant":
        raise Ignorance("the imaginary unit")
