"""Names to values: what a name stands for by itself, with its indices, its power, its primes."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.names import (
    Name,
    only_item,
    plain_text,
    spelled,
    unwrapped,
    with_arguments_below,
)
from derive.notation.nodes import Bracket, Item, Node, Scripted, subnodes
from derive.reading import (
    applications,
    constants,
    derivatives,
    functions,
    indicators,
    operators,
    partial,
    powers,
    values,
)
from derive.reading.bare import bare, part
from derive.reading.conventions import PROBABILITIES
from derive.reading.families import POSITION, Family, Named
from derive.reading.free import free_scripts
from derive.reading.indices import letter_index, shifted
from derive.reading.macros import macro, without_primes
from derive.reading.names import family_of, lets, named, use
from derive.reading.numbers import is_simple, numeric
from derive.reading.ranks import most_shown
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value
from derive.syntax.tree import Entry

__all__ = ["has_own", "is_bound", "name_value", "own_names", "variable"]

#: Letters that are no names: signs that act on something, what goes on and on.
SIGNS = ("∂", "∇", "…", "∞", "′", "·")


def name_value(
    reader: Reader, name: Name, items: tuple[Item, ...], at: int, env: Env
) -> tuple[Value, int]:
    """The value of a name, applied to what follows it or not, and the place behind."""
    if name.stem in SIGNS:
        raise Ignorance(f"{name.letter} by itself")
    operator = operators.operator_at(reader, name, items, at, env)
    if operator is not None:
        return operator
    constant = constants.constant(reader, name, env)
    if constant is not None:
        return constant, at + 1
    function = functions.named_function(reader, name, items, at, env)
    if function is not None:
        return function
    called = with_arguments_below(name)
    if called is not None:
        value = applications.applied_if_defined(reader, *called, env)
        if value is not None:
            return value, at + 1
    following = unwrapped(items[at + 1]) if at + 1 < len(items) else None
    differential = partial.differential_at(reader, name, items, at, env)
    if differential is not None:
        return differential
    constants.reject_increment(reader, name, following)
    behind: Scripted | None = None
    bracket: Node | None = following
    if isinstance(following, Scripted) and isinstance(unwrapped(following.base), Bracket):
        behind, bracket = following, unwrapped(following.base)
    if isinstance(bracket, Bracket) and _may_apply(name, bracket):
        value = applications.applied(reader, name, bracket, behind, env)
        if value is not None:
            return value, at + 2
    return _plain(reader, name, env), at + 1


def _may_apply(name: Name, bracket: Bracket) -> bool:
    """Whether a bracket behind a name may hold its arguments: ``c_k [y = k]`` is a product."""
    if bracket.kind == "[" and indicators.is_condition(bracket):
        return name.stem in PROBABILITIES and not name.below
    return bracket.kind in ("(", "[")


# -- what is known of a letter


def own_names(reader: Reader, name: Name) -> Iterator[Name]:
    """The names by the letter of a name that the document defines, declares or speaks of."""
    lexicon, scope = reader.lexicon, reader.scope
    words = [let.word for let in scope.lets] + [said.word for said in scope.declared]
    for word in (*words, *(said.word for said in scope.facts)):
        if word.letter == name.letter and lexicon.style(word) == lexicon.style(name):
            yield word


def has_own(reader: Reader, name: Name) -> bool:
    """Whether the document defines or declares a name by this letter."""
    return any(True for _ in own_names(reader, name))


def is_bound(name: Name, env: Env) -> bool:
    """Whether a letter is an index or an argument where it stands."""
    texts = {plain_text(name.node)} | ({name.letter} if name.style in ("", "plain") else set())
    return not texts.isdisjoint(env.letters.keys() | env.params.keys())


# -- names by themselves


def _plain(reader: Reader, name: Name, env: Env) -> Value:
    """A name by itself, with its indices, its power and its transpose."""
    value = _argument(reader, name, env) or _position(reader, name, env)
    if value is None and name.primes:
        value = _slope(reader, name, env)
    value = value or constants.pi(reader, name, env)
    if value is not None:
        return value
    here = named(reader, name)
    _reject_bound_label(name, here, env)
    if here.at and _of_the_whole(name, here):
        family = family_of(reader, here.key, name)
        if len(here.at) == len(family.axes):
            whole = use(reader, family, (), env)
            whole = powers.powers(reader, whole, here.power, env, turned=here.turned)
            return powers.entry_of(reader, whole, here.at, env)
    let = macro(reader, here.key)
    if let is None or lets(reader, here.key):
        value = _without_arguments(reader, name, here, env)
    # Whether a function without its argument is its value: σ beside σ(x) may be a number.
    elif reader.ask("bare", here.key, reader.lexicon.name(name) & {"activation"}) == "value":
        value = applications.own_value(reader, here.key, let)
    value = value or _entry(reader, name, here, env)
    if here.halves:
        return powers.half_power(value, here.halves)
    return powers.powers(reader, value, here.power, env, turned=here.turned)


def _without_arguments(reader: Reader, name: Name, here: Named, env: Env) -> Value | None:
    """A name that is defined with arguments, ``F(p_t)``, written without: at its own."""
    if lets(reader, here.key) or name.below or name.primes:
        return None
    found = [
        (let.word, let.arguments)
        for let in reader.scope.lets
        if let.arguments is not None
        and not let.behind
        and let.word.letter == name.letter
        and named(reader, let.word).key == here.key
    ]
    if len(found) > 1:
        raise Ignorance(f"{name.letter} without its arguments, which it has in several definitions")
    return applications.applied(reader, *found[0], None, env) if found else None


def _of_the_whole(name: Name, here: Named) -> bool:
    """Whether an inverse or a transpose is written before the indices: ``A^{-1}_{ij}``."""
    node = name.node
    if not isinstance(node, Scripted) or node.below is None or node.above is None:
        return False
    inverse = any(plain_text(above).startswith("-") for above in here.power)
    return (here.turned or inverse) and node.above.start < node.below.start


def _argument(reader: Reader, name: Name, env: Env) -> Value | None:
    """The value of a name that is an argument of the function being read."""
    key = base_of(reader, name)
    square, value = env.params.get(key + "²"), env.params.get(key)
    if name.primes:
        return None
    if square is not None and not name.below:
        return powers.half_power(square, named(reader, name).halves)
    if value is None or len(name.below) > value.rank:
        return None
    if name.round:
        raise Ignorance(f"{plain_text(name.node)}, where {name.letter} is an argument")
    value = powers.entry_of(reader, value, name.below, env) if name.below else value
    return powers.powers(reader, value, name.above, env)


def _position(reader: Reader, name: Name, env: Env) -> Value | None:
    """An index as a number, ``Σ_i i x_i``; ``h_θ = θ x`` says that θ is no index."""
    text, lexicon = plain_text(name.node), reader.lexicon
    alone = name.style in ("", "plain") and not (name.below or name.primes)
    letter = text if text in env.letters else name.letter if alone else ""
    index = env.letters.get(letter)
    if index is not None:
        told = lexicon.letter(letter, name.node) & {"index", "ijk"}
        if not (told or index in reader.bound):
            raise Misfit(f"the index {name.letter} as a number")
    else:
        # An index of the claim: 2 k x_k, where sums run over k elsewhere.
        ranges = letter in lexicon.bound or letter in lexicon.declared_indices
        if not ranges or letter in lexicon.sets | lexicon.ends or letter in env.params:
            return None
        shown = any(letter in free_scripts(side) for side in reader.sides)
        if not (shown or letter in lexicon.declared_indices) or has_own(reader, name):
            return None
        node = name.node.base if isinstance(name.node, Scripted) else name.node
        index = letter_index(reader, node, env)
    value = values.scalar(Entry(POSITION, (index,)))
    return powers.powers(reader, value, name.above if text != letter else (), env)


def _reject_bound_label(name: Name, here: Named, env: Env) -> None:
    """A letter that is bound cannot be part of a name: the name would escape its sum."""
    for script in (*name.below, *name.above):
        if script not in here.at and script not in here.power:
            texts = {plain_text(script), *map(plain_text, subnodes(script))}
            for letter in sorted(texts & env.letters.keys()):
                raise Misfit(f"{plain_text(name.node)} as a name, where {letter} is an index")


def _entry(reader: Reader, name: Name, here: Named, env: Env) -> Value:
    """A family at its indices; at indices that are worked out it is a family of its own."""
    key, places = here.key, here.at
    value = bare(reader, key, name, env) if not places else None
    if value is not None:
        return value
    if all(is_simple(node, env) for node in places):
        family = family_of(reader, key, name)
        if len(places) == 1 and not family.axes and family.body is not None:
            family = part(reader, family) or family
        return use(reader, family, places, env)
    if any((numeric(node) or 0) < 0 for node in places):
        raise Misfit(f"{plain_text(name.node)} at less than 0")
    own = [node for let in lets(reader, key) for node in named(reader, let.word).at]
    if macro(reader, key) or not all(is_simple(node, Env()) for node in own):
        raise Ignorance(f"{plain_text(name.node)}, where {key} is defined")
    said: list[str] = []
    inner: list[Node] = []
    for node in places:
        text, letters = ("·", (node,)) if is_simple(node, env) else shifted(reader, node, env)
        inner += letters
        said.append(text)
    behind = next(n for n, text in enumerate(reversed(said)) if text != "·")
    said = said[: len(said) - behind]
    if not lets(reader, key):
        family_of(reader, key, name)
    family = _shifted_family(reader, key, said, len(inner) - behind, name)
    return use(reader, family, tuple(inner), env)


def _shifted_family(reader: Reader, of: str, said: list[str], own: int, name: Name) -> Family:
    """The family ``x_{i+1}``: one of its own, with the axes of x behind those that are said.

    It depends on x, where x is not defined: which of its entries it shares is not known.
    """
    key = f"{of}[{','.join(said)}]"
    if key not in reader.families:
        declared = next((d for d in reader.scope.declared if named(reader, d.word).key == of), None)
        before = len(named(reader, declared.word).at) if declared is not None else 0
        axes = declared.axes if declared is not None else ()
        rest = max(before + len(axes), most_shown(reader, of, name)) - len(said)
        shares = () if lets(reader, of) else (of,)
        found = Family(key, tuple(reader.sets.new() for _ in range(own + rest)), of=shares)
        for over, axis in zip(reversed(axes), reversed(found.axes[own:]), strict=False):
            reader.sets.fix(axis, over, f"{of} is declared so", axis=True)
        reader.families[key] = found
    return reader.families[key]


def _slope(reader: Reader, name: Name, env: Env) -> Value | None:
    """f′ without an argument, where f has one argument: the derivative by it."""
    if lets(reader, named(reader, name).key):
        return None
    function = without_primes(name)
    by = variable(reader, named(reader, function).key)
    if by is None:
        return None
    value = _plain(reader, function, env)
    for _ in range(name.primes):
        value = derivatives.differentiate(reader, value, by)
    return value


def variable(reader: Reader, key: str) -> Value | None:
    """The one number on which a function is said to depend; of all functions, for ``*``."""
    let = macro(reader, key, 1)
    if let is not None and let.arguments is not None:
        found = [spelled(only_item(let.arguments.inside))]
    else:
        said = [of for word, of in reader.scope.abstract if key in (named(reader, word).key, "*")]
        found = [spelled(only_item(of)) for of in said]
    if not found or found[0] is None or len({n.letter for n in found if n is not None}) != 1:
        return None
    value = _plain(reader, found[0], Env())
    return value if not value.rank else None
