"""Names in one reading: which family a name writes, its axes, its definition, its entries.

What is known of a family comes from its definition, else from its declaration, else from all
that the document writes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.notation.names import Name, listed, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Digits,
    Expression,
    Fraction,
    Letter,
    Node,
    Scripted,
    letters_of,
    parts,
    subnodes,
)
from derive.reading.conventions import SLICES
from derive.reading.differentials import of_fraction
from derive.reading.families import Family
from derive.reading.forms import forms_alike
from derive.reading.reader import Env, Reader
from derive.reading.roles import named
from derive.reading.scope import Declared, Let
from derive.reading.search import Ignorance, Misfit
from derive.reading.sets import OPEN
from derive.reading.values import Value, at
from derive.syntax.tree import Call, Entry, Index, IndexSet, IndexTerm, Point, Symbol, Written
from derive.syntax.walk import subforms

__all__ = [
    "define",
    "family_of",
    "index_at",
    "is_index",
    "lets",
    "letter_index",
    "most_shown",
    "named",
    "sampled",
    "shifted",
    "shown",
    "use",
]


# -- indices


def index_at(reader: Reader, node: Node, env: Env, over: IndexSet, why: str) -> IndexTerm | None:
    """What stands below a name, as an index of a set; ``None`` for a slice such as ``:``."""
    node = unwrapped(node)
    text = plain_text(node)
    if isinstance(node, Digits):
        if not text.isdigit():
            raise Misfit(f"{text} as an index")
        return Point(int(text), over)
    if text in SLICES:
        return None
    index = letter_index(reader, node, env)
    reader.sets.same(index.over, over, why)
    return index


def letter_index(reader: Reader, node: Node, env: Env) -> Index:
    """The index that a letter is where it stands: bound there, or free in the claim."""
    text = plain_text(node)
    if text in env.letters:
        return env.letters[text]
    if isinstance(node, Scripted) and node.below is not None:
        for part in listed(node.below):
            bound = env.letters.get(plain_text(part))
            if bound is not None and bound in reader.bound:
                raise Misfit(f"{text} under a sum over {plain_text(part)}")
            if bound is not None:
                reader.composite.add(bound.name)
    if text not in reader.frees:
        index = reader.frees[text] = Index(text, reader.sets.new(text))
        declared = reader.lexicon.declared_indices.get(text)
        if declared is not None:
            reader.sets.fix(index.over, declared, f"{text} is declared so")
    return reader.frees[text]


def is_index(reader: Reader, node: Node, env: Env) -> bool:
    """Whether something stands for an index, by what is seen of it in the document."""
    text, lexicon = plain_text(node), reader.lexicon
    return (
        text in env.letters
        or text in lexicon.bound
        or text in lexicon.declared_indices
        or text in lexicon.below
    )


def shifted(reader: Reader, node: Node, env: Env) -> tuple[str, tuple[Node, ...]]:
    """An index that is worked out, ``c − m + j``: its form with places for its letters."""
    letters = tuple(_indices_in(reader, node, env))
    said = plain_text(node)
    for n in sorted(letters, key=lambda n: -len(plain_text(n))):
        said = said.replace(plain_text(n), "·")
    return said, letters


def _indices_in(reader: Reader, node: Node, env: Env) -> Iterator[Node]:
    """The indices of which an index is worked out: t′ is one, and not a t with a prime."""
    text = plain_text(node)
    index = text not in reader.lexicon.sets and is_index(reader, node, env)
    if isinstance(node, Letter | Scripted) and (text in env.letters or index):
        yield node
        return
    for part in parts(node):
        yield from _indices_in(reader, part, env)


# -- families


def lets(reader: Reader, key: str) -> list[Let]:
    """The definitions of a name without arguments."""
    if reader.lets is None:
        reader.lets = {}
        for let in reader.scope.lets:
            if let.arguments is None:
                reader.lets.setdefault(named(reader, let.word).key, []).append(let)
    return reader.lets.get(key, [])


def family_of(reader: Reader, key: str, name: Name) -> Family:
    """The family of a key; a definition is read when it is first used."""
    known = reader.families.get(key)
    if known is not None:
        if known.busy:
            raise Misfit(f"{key} is defined by itself")
        return known
    defining = lets(reader, key)
    powers = (node for let in defining for node in named(reader, let.word).power)
    if any(isinstance(node, Digits) for node in powers):
        raise Misfit(f"{key} is defined by a power of it")
    if defining:
        return _defined(reader, key, defining)
    found = reader.families[key] = Family(key, letter=name.letter)
    found.of = _dependences(reader, key)
    declared = next((d for d in reader.scope.declared if named(reader, d.word).key == key), None)
    most = most_shown(reader, key, name)
    own = len(named(reader, declared.word).at) if declared is not None else 0
    axes = len(declared.axes) if declared is not None else 0
    if declared is not None:
        if own + axes < most and axes:
            own = most - axes  # x_i : d beside Σ_i: i ranges over samples of vectors
        arity = max(own + axes, most)
    elif most or found.of:
        arity = most + _own_axes(reader, key, name)
    else:
        arity = _rank(reader, key, name)
    less = _unshown_here(reader, key, name) if most else 0
    found.axes = tuple(reader.sets.new() for _ in range(arity - less))
    own = max(0, own - less)
    if declared is not None:
        _fix_axes(reader, found, declared, own)
    return found


def _unshown_here(reader: Reader, key: str, name: Name) -> int:
    """How many of the indices that a name has elsewhere nothing shows that the claim leads to.

    In ``σ'(x) = σ(x)(1 − σ(x))`` beside samples ``x_i``, x may be one of them, and not all.
    """
    most = most_shown(reader, key, name)
    if not most or not reader.sides or name.style == "bold":
        return 0
    names = (spelled(part) for node in _near(reader) for part in subnodes(node))
    here = max((len(o.at) for n in names if n is not None and n.letter == name.letter
                and (o := named(reader, n)).key == key), default=0)  # fmt: skip
    less = most > here and (here or _is_argument(reader, key, name))
    return most - here if less and reader.ask("axes", key) == "here" else 0


def _is_argument(reader: Reader, key: str, name: Name) -> bool:
    """Whether a name is what a function is of, ``σ(x)``: in a claim and nowhere else, or at all.

    What is transposed or multiplied by arrays anywhere is none.
    """
    if any(named(reader, d.word).key == key for d in reader.scope.declared):
        return False
    parts = [part for side in reader.sides for part in subnodes(side)]
    text = plain_text(name.node)
    alone = [p for p in parts if isinstance(p, Bracket) and plain_text(p.inside) == text]
    written = [p for p in parts if isinstance(p, Letter) and p.name == name.letter]
    arrays = {"transposed", "beside-transposed", "in-norm", "operand-of-array-sign", "in-matrix"}
    arguments = (let.arguments for let in reader.scope.lets if let.arguments is not None)
    of = any(name.letter in letters_of(inside) for inside in arguments)
    only = bool(alone) and len(written) == len(alone)
    return only or (of and not reader.lexicon.name(name) & arrays)


def _near(reader: Reader) -> list[Node]:
    """The sides of the claim, and the definitions to which their letters lead."""
    near: list[Node] = list(reader.sides)
    letters = {letter for side in reader.sides for letter in letters_of(side)}
    lets = list(reader.scope.lets)
    while found := [let for let in lets if let.word.letter in letters]:
        lets = [let for let in lets if let not in found]
        near += [part for let in found for part in (let.word.node, let.right)]
        letters |= {letter for let in found for letter in letters_of(let.right)}
    return near


def _own_axes(reader: Reader, key: str, name: Name) -> int:
    """The axes of a name that is only written with indices: x_i in ``w^T x_i`` is a column."""
    seen = reader.lexicon.of(name.letter, reader.lexicon.style(name))
    flags = {
        "transposed": seen.entries_transposed,
        "beside-transposed": seen.entries_beside_transposed,
        "bold": name.style == "bold",
    }
    evidence = {flag for flag, holds in flags.items() if holds}
    return int(reader.ask("own-axes", key, evidence)) if evidence else 0


def _fix_axes(reader: Reader, found: Family, declared: Declared, own: int) -> None:
    for over, axis in zip(declared.axes, found.axes[own:], strict=False):
        reader.sets.fix(axis, over, f"{found.key} is declared so", axis=True)


def _dependences(reader: Reader, key: str) -> tuple[str, ...]:
    """The families on which a name is said to depend."""
    found: list[str] = []
    for word, of in reader.scope.abstract:
        if named(reader, word).key != key:
            continue
        for part in of.terms[0].items:
            inner = spelled(part)
            if inner is not None:
                found.append(family_of(reader, named(reader, inner).key, inner).key)
    return tuple(found) or (_through(reader, key) if reader.sides else ())


def _through(reader: Reader, key: str) -> tuple[str, ...]:
    """Through what a name that nobody defines depends on others: by ∂E/∂a, where a is defined."""
    by: dict[str, Name] = {}
    for node in (*reader.sides, *(let.right for let in reader.scope.lets)):
        quotients = (part for part in subnodes(node) if isinstance(part, Fraction))
        for found in filter(None, map(of_fraction, quotients)):
            of = spelled(found.of[0]) if len(found.of) == 1 else None
            names = (spelled(variable) for variable, _ in found.by)
            if of is not None and named(reader, of).key == key:
                by |= {named(reader, name).key: name for name in names if name is not None}
    known = [k for k, f in reader.families.items() if f.busy]
    behind = {k: _reached(reader, family_of(reader, k, name))
              for k, name in by.items() if k not in known and lets(reader, k)}  # fmt: skip
    inner = frozenset[str]().union(*behind.values())
    last = tuple(k for k in behind if k not in inner)
    if not last or key in inner or reader.ask("through", key) != "named":
        return ()
    plain = (k for k, name in by.items() if name.letter not in reader.lexicon.differentiated)
    return *last, *(k for k in plain if k not in behind and k not in inner)


def _reached(reader: Reader, family: Family) -> frozenset[str]:
    """The names in the definition of a family, through all definitions."""
    found: set[str] = set()
    waiting: list[Family | None] = [family]
    while waiting:
        last = waiting.pop()
        parts = subforms(last.body) if last is not None and last.body is not None else ()
        names = {part.name for part in parts if isinstance(part, Symbol | Entry)}
        waiting += map(reader.families.get, names - found)
        found |= names
    return frozenset(found)


def shown(reader: Reader, key: str, name: Name) -> set[int]:
    """With how many indices the document writes a name."""
    found = (named(reader, other) for other in forms_alike(reader.lexicon, name))
    return {len(other.at) for other in found if other.key == key}


def most_shown(reader: Reader, key: str, name: Name) -> int:
    """With how many indices the document writes a name at most."""
    return max(shown(reader, key, name), default=0)


def _rank(reader: Reader, key: str, name: Name) -> int:
    """The rank of a name of which no index is ever shown."""
    if key in reader.lexicon.sets | reader.lexicon.ends:
        return 0
    evidence = reader.lexicon.name(name)
    kind = next((s.fact for s in reader.scope.kinds if named(reader, s.word).key == key), "")
    if kind in ("matrix", "vector", "scalar", "do not commute"):
        evidence.add("said-matrix" if kind == "do not commute" else f"said-{kind}")
    if any(_is_ordered(one.clause, name) for one in reader.scope.assumed):
        evidence.add("said-scalar")
    style = reader.lexicon.style
    matrices = {(d.word.letter, style(d.word)) for d in reader.scope.declared if len(d.axes) == 2}
    seen = reader.lexicon.of(name.letter, style(name))
    evidence |= {"with-matrix"} if (seen.behind | seen.added_to) & matrices else set()
    others = (reader.lexicon.seen.get(other) for other in seen.beside if other is not None)
    if not name.below and any(other is not None and other.below for other in others):
        evidence.add("beside-entries")
    # Letters that look alike are alike: that plain capitals are matrices is one question.
    telling = {"capital", "bold", "transposed", "beside-transposed", "in-matrix",
               "operand-of-array-sign", "with-matrix", "in-norm", "of-layers"}  # fmt: skip
    plain = not kind and evidence & telling == {"capital"}
    if "matrices" in reader.scope.conventions:
        evidence.add("of-decomposition")
    return int(reader.ask("rank", "plain capitals" if plain else key, evidence))


def _is_ordered(clause: Clause, name: Name) -> bool:
    """Whether a name is said to be more or less than a number: ``C > 1``, ``0 < β < 1``."""
    texts = [plain_text(member) for member in clause.members if member is not None]
    numbers = any(text not in ("0", "") and text.replace(".", "").isdigit() for text in texts)
    signs = all(relation.sign in "<>≤≥" for relation in clause.relations)
    return signs and numbers and plain_text(name.node) in texts


def _defined(reader: Reader, key: str, defining: list[Let]) -> Family:
    """A family by its definition, or by its definitions at 1, 2 and so on."""
    found = reader.families[key] = Family(key, busy=True, letter=defining[-1].word.letter)
    places = [named(reader, let.word).at for let in defining]
    if any(isinstance(unwrapped(n), Digits) for n in places[0]):
        if len(places[0]) > 1:
            raise Ignorance(f"{key} is defined at numbers and letters")
        for let, place in zip(defining, places, strict=True):
            if not (len(place) == 1 and plain_text(place[0]).isdigit()):
                raise Ignorance(f"{key} is defined at numbers and at letters")
            body = _body(reader, let.right, Env())
            if body.rank:
                raise Ignorance(f"the entries of {key} are arrays")
            found.pieces[int(plain_text(place[0]))] = body.entry
        found.axes = (reader.sets.new(),)
        reader.sets.fix(found.axes[0], str(max(found.pieces)), f"{key} is defined so")
        found.busy = False
        return found
    found.let = defining[-1]
    define(reader, found, places[-1], found.let.right)
    most = most_shown(reader, key, found.let.word)
    if 0 < len(places[-1]) == most < len(found.axes):
        reader.ask("entries", key)
    if most > len(found.axes) and _is_unknown(reader, found.body):
        # z = f(x; θ) says nothing of the entries z_i, not even how many there are.
        found.body, found.parameters = None, ()
        found.axes = tuple(reader.sets.new() for _ in range(most))
    return found


def _is_unknown(reader: Reader, body: Written | None) -> bool:
    """Whether a body is a function of which nothing is known, by itself."""
    if isinstance(body, Call):
        return body.function in reader.opaque
    family = reader.families.get(body.name) if isinstance(body, Symbol | Entry) else None
    return family is not None and family.body is None and "(" in family.key


def define(reader: Reader, found: Family, places: tuple[Node, ...], right: Expression) -> None:
    """Read the body of a definition at its letters."""
    found.busy = True
    env = Env()
    for node in places:
        letter = plain_text(node)
        index = Index(reader.sets.fresh(letter), reader.sets.new(letter))
        declared = reader.lexicon.declared_indices.get(letter)
        if declared is not None:
            reader.sets.fix(index.over, declared, f"{letter} is declared so")
        env = env.bind(letter, index)
        found.parameters += (index,)
    body = _body(reader, right, replace(env, own=places))
    found.row = body.row
    rest = tuple(Index(reader.sets.fresh("e"), axis.over) for axis in body.axes)
    found.parameters += rest
    found.axes = tuple(index.over for index in found.parameters)
    found.body = at(body, rest)
    found.busy = False


def _body(reader: Reader, right: Expression, env: Env) -> Value:
    from derive.reading.expressions import expression

    return expression(reader, right, env)


def _mark_composite(reader: Reader, family: Family, n: int, term: IndexTerm) -> None:
    """A letter inside a made-up name, ``p_{y_i}``, stays as it is.

    It cannot be summed over, nor can what it is at, and ``L_i = p_{y_i}`` says nothing of L_k.
    """
    if n >= len(family.parameters) or family.parameters[n].name not in reader.composite:
        return
    letter = family.parameters[n].name.partition(OPEN)[0]
    shown = term.name.partition(OPEN)[0] if isinstance(term, Index) else str(term.value)
    if shown != letter:
        raise Ignorance(f"{family.key} at {shown}, where {letter} is part of a name")
    if isinstance(term, Index):
        if term in reader.bound:
            raise Misfit(f"{family.key} under a sum over {term.name}")
        reader.composite.add(term.name)


def use(reader: Reader, family: Family, places: tuple[Node, ...], env: Env) -> Value:
    """A family at indices; those that are not given stay open."""
    if len(places) > len(family.axes):
        raise Misfit(f"{family.key} has {len(family.axes)} indices, and not {len(places)}")
    terms: list[IndexTerm] = []
    opens: list[Index] = []

    def leave_open(axis: IndexSet) -> None:
        opens.append(Index(reader.sets.fresh("e"), axis))
        terms.append(opens[-1])

    for node, axis in zip(places, family.axes, strict=False):
        term = index_at(reader, node, env, axis, f"{family.key} at {plain_text(node)}")
        if term is None:
            leave_open(axis)
            continue
        _mark_composite(reader, family, len(terms), term)
        terms.append(term)
    for axis in family.axes[len(places) :]:
        leave_open(axis)
    entry = Entry(family.key, tuple(terms)) if terms else Symbol(family.key)
    return Value(tuple(opens), entry, family.row and len(opens) == 1, family.key)


def sampled(reader: Reader) -> Iterator[str]:
    """The families whose first index is written above, in parentheses."""
    for node, own in reader.named.items():
        name = spelled(node)
        if name is not None and name.round and own.at and own.at[0] in name.above:
            yield own.key
