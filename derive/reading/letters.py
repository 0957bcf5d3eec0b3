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
from derive.notation.nodes import (
    Bracket,
    Digits,
    Item,
    Letter,
    Node,
    Scripted,
    Styled,
    subnodes,
)
from derive.reading import (
    applications,
    constants,
    derivatives,
    expressions,
    functions,
    indicators,
    operators,
    powers,
    total,
    values,
)
from derive.reading.bare import bare
from derive.reading.conventions import PROBABILITIES
from derive.reading.families import POSITION, Family, Named
from derive.reading.free import free_scripts
from derive.reading.macros import without_primes
from derive.reading.names import family_of, lets, letter_index, most_shown, named, shifted, use
from derive.reading.numbers import at_points
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value
from derive.syntax.tree import Entry

__all__ = [
    "has_own",
    "is_bound",
    "is_simple",
    "name_value",
    "own_names",
    "plain",
    "variable",
]

#: Letters that are no names: signs that act on something, what goes on and on.
SIGNS = ("∂", "∇", "…", "∞", "′", "·")


def name_value(
    reader: Reader, name: Name, items: tuple[Item, ...], at: int, env: Env
) -> tuple[Value, int]:
    """The value of a name, applied to what follows it or not, and the place behind."""
    if name.stem in SIGNS:
        raise Ignorance(f"{name.letter} by itself")
    name = env.renamed.get(plain_text(name.node), name)
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
    differential = total.differential_at(reader, name, items, at, env)
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
    return plain(reader, name, env), at + 1


def _may_apply(name: Name, bracket: Bracket) -> bool:
    """Whether a bracket behind a name may hold its arguments: ``c_k [y = k]`` is a product."""
    if bracket.kind == "[" and indicators.is_condition(bracket):
        return name.stem in PROBABILITIES and not name.below
    return bracket.kind in ("(", "[")


# -- what is known of a letter


def own_names(reader: Reader, name: Name) -> Iterator[Name]:
    """The names by the letter of a name that the document defines, declares or speaks of."""
    key = name.letter, reader.lexicon.style(name)
    for own in (
        *(let.word for let in reader.scope.lets),
        *(declared.word for declared in reader.scope.declared),
        *(said.word for said in reader.scope.facts),
    ):
        if (own.letter, reader.lexicon.style(own)) == key:
            yield own


def has_own(reader: Reader, name: Name) -> bool:
    """Whether the document defines or declares a name by this letter."""
    return any(True for _ in own_names(reader, name))


def is_bound(name: Name, env: Env) -> bool:
    """Whether a letter is an index, an argument or a number where it stands."""
    text = plain_text(name.node)
    return any(
        letter in bound for bound in (env.letters, env.params, env.points)
        for letter in (text, *((name.letter,) if name.style in ("", "plain") else ()))
    )  # fmt: skip


def is_simple(node: Node, env: Env) -> bool:
    """Whether an index is a letter or a number, and not worked out of them."""
    text = plain_text(node)
    if text in env.letters or text in env.points:
        return True
    return isinstance(unwrapped(node), Digits | Letter | Scripted | Styled)


# -- names by themselves


def plain(reader: Reader, name: Name, env: Env) -> Value:
    """A name by itself, with its indices, its power and its transpose."""
    name = at_points(name, env)
    argument = _argument(reader, name, env)
    if argument is not None:
        return argument
    position = _position(reader, name, env)
    if position is not None:
        return position
    if name.primes:
        slope = _slope(reader, name, env)
        if slope is not None:
            return slope
    constant = constants.pi(reader, name, env)
    if constant is not None:
        return constant
    here = named(reader, name)
    _reject_bound_label(name, here, env)
    if here.at and _of_the_whole(name, here):
        family = family_of(reader, here.key, name)
        if len(here.at) == len(family.axes):
            whole = use(reader, family, (), env)
            whole = powers.powers(reader, whole, here.power, here.turned, env)
            return expressions.entry_of(reader, whole, here.at, env)
    macro = applications.macro(reader, here.key)
    if macro is not None and not lets(reader, here.key):
        own = reader.ask("bare", here.key, reader.lexicon.name(name) & {"activation"}) == "value"
        known = applications.own_value(reader, here.key, macro) if own else None
        value = known or _entry(reader, name, here, env)
    else:
        value = _without_arguments(reader, name, here, env) or _entry(reader, name, here, env)
    if here.halves:
        return powers.half_power(value, here.halves)
    return powers.powers(reader, value, here.power, here.turned, env)


def _without_arguments(reader: Reader, name: Name, here: Named, env: Env) -> Value | None:
    """A name that is defined with arguments, ``F(p_t)``, written without: at its own."""
    if lets(reader, here.key) or name.below or name.primes:
        return None
    found = [
        let
        for let in reader.scope.lets
        if let.arguments is not None
        and not let.behind
        and let.word.letter == name.letter
        and named(reader, let.word).key == here.key
    ]
    if not found:
        return None
    if len(found) > 1 or found[0].arguments is None:
        raise Ignorance(f"{name.letter} without its arguments, which it has in several definitions")
    return applications.applied(reader, found[0].word, found[0].arguments, None, env)


def _of_the_whole(name: Name, here: Named) -> bool:
    """Whether an inverse or a transpose is written before the indices: ``A^{-1}_{ij}``."""
    node = name.node
    if not isinstance(node, Scripted) or node.below is None or node.above is None:
        return False
    inverse = any(plain_text(above).startswith("-") for above in here.power)
    return (here.turned or inverse) and node.above.start < node.below.start


def _argument(reader: Reader, name: Name, env: Env) -> Value | None:
    """The value of a name that is an argument of the function being read, or a number."""
    if name.primes:
        return None
    key = base_of(reader, name)
    if key in env.points and not name.below:
        return powers.powers(reader, values.number(env.points[key]), name.above, False, env)
    square = env.params.get(key + "²")
    if square is not None and not name.below:
        return powers.half_power(square, named(reader, name).halves)
    value = env.params.get(key)
    if value is None or len(name.below) > value.rank:
        return None
    if name.round:
        raise Ignorance(f"{plain_text(name.node)}, where {name.letter} is an argument")
    if name.below:
        value = expressions.entry_of(reader, value, name.below, env)
    return powers.powers(reader, value, name.above, False, env)


def _position(reader: Reader, name: Name, env: Env) -> Value | None:
    """An index as a number, ``Σ_i i x_i``; ``h_θ = θ x`` says that θ is no index."""
    text = plain_text(name.node)
    bare = name.style in ("", "plain") and not (name.below or name.primes)
    letter = text if text in env.letters else name.letter if bare else ""
    if letter not in env.letters:
        return _free_position(reader, name, env) if bare else None
    told = reader.lexicon.letter(letter, name.node)
    index = env.letters[letter]
    if not (index in reader.bound or told & {"index", "ijk"}):
        raise Misfit(f"the index {name.letter} as a number")
    value = values.scalar(Entry(POSITION, (index,)))
    return powers.powers(reader, value, name.above if text != letter else (), False, env)


def _free_position(reader: Reader, name: Name, env: Env) -> Value | None:
    """An index of the claim as a number: ``2 k x_k``, where sums run over k elsewhere."""
    lexicon, letter = reader.lexicon, name.letter
    ranges = letter in lexicon.bound or letter in lexicon.declared_indices
    if not ranges or letter in lexicon.sets | lexicon.ends or letter in env.params:
        return None
    stands_below = any(letter in free_scripts(side) for side in reader.sides)
    if not (stands_below or letter in lexicon.declared_indices) or has_own(reader, name):
        return None
    node = name.node.base if isinstance(name.node, Scripted) else name.node
    value = values.scalar(Entry(POSITION, (letter_index(reader, node, env),)))
    return powers.powers(reader, value, name.above, False, env)


def _reject_bound_label(name: Name, here: Named, env: Env) -> None:
    """A letter that is bound cannot be part of a name: the name would escape its sum."""
    for script in (*name.below, *name.above):
        if script in here.at or script in here.power:
            continue
        texts = {plain_text(script), *(plain_text(n) for n in subnodes(script))}
        for letter in sorted(texts & env.letters.keys()):
            raise Misfit(f"{plain_text(name.node)} as a name, where {letter} is an index")


def _entry(reader: Reader, name: Name, here: Named, env: Env) -> Value:
    """A family at its indices; at indices that are worked out it is a family of its own."""
    key, places = here.key, here.at
    value = bare(reader, key, name, env) if not places else None
    if value is not None:
        return value
    if all(is_simple(node, env) for node in places):
        return use(reader, family_of(reader, key, name), places, env)
    own = [node for let in lets(reader, key) for node in named(reader, let.word).at]
    if applications.macro(reader, key) or not all(is_simple(node, Env()) for node in own):
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
    return use(
        reader, _shifted_family(reader, key, said, len(inner) - behind, name), tuple(inner), env
    )


def _shifted_family(reader: Reader, of: str, said: list[str], own: int, name: Name) -> Family:
    """The family ``x_{i+1}``: one of its own, with the axes of x behind those that are said.

    It depends on x, where x is not defined: which of its entries it shares is not known.
    """
    key = f"{of}[{','.join(said)}]"
    if key not in reader.families:
        declared = next((d for d in reader.scope.declared if named(reader, d.word).key == of), None)
        before = len(named(reader, declared.word).at) if declared is not None else 0
        axes = declared.axes if declared is not None else ()
        shown = most_shown(reader, of, name)
        rest = max(before + len(axes), shown) - len(said)
        shares = () if lets(reader, of) else (of,)
        found = Family(key, tuple(reader.sets.new() for _ in range(own + rest)), of=shares)
        for over, axis in zip(reversed(axes), reversed(found.axes[own:]), strict=False):
            reader.sets.fix(axis, over, f"{of} is declared so", axis=True)
        reader.families[key] = found
    return reader.families[key]


# -- primes


def _slope(reader: Reader, name: Name, env: Env) -> Value | None:
    """f′ without an argument, where f has one argument: the derivative by it."""
    bare = without_primes(name)
    if lets(reader, named(reader, name).key):
        return None
    by = variable(reader, named(reader, bare).key)
    if by is None:
        return None
    value = plain(reader, bare, env)
    for _ in range(name.primes):
        value = values.gradient(reader.sets, value, by, lambda: derivatives.layout(reader))
    return value


def variable(reader: Reader, key: str) -> Value | None:
    """The one number on which a function is said to depend; of all functions, for ``*``."""
    found = [
        spelled(of.terms[0].items[0])
        for word, of in reader.scope.abstract
        if key in (named(reader, word).key, "*") and len(of.terms[0].items) == 1
    ]
    macro = applications.macro(reader, key, 1)
    if macro is not None and macro.arguments is not None:
        found = [spelled(only_item(macro.arguments.inside))]
    if not found or found[0] is None or len({n.letter for n in found if n is not None}) != 1:
        return None
    value = plain(reader, found[0], Env())
    return value if not value.rank else None
