r"""A problem: a loss, what to differentiate by, and what is said of their names, read together.

Definitions, assumptions and declarations are statements as those of a document are. The
cheapest reading counts; the near ones that differ come behind it. A problem that has none is
a ``ReadError``, with the place in its text.

What this file cannot do: it says nothing about whether two readings have the same gradient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count

from derive.arrays.gather import gathered
from derive.declared_names import declarations_of
from derive.discourse.options import option_statements
from derive.model import Assumption, IndexRelation
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Expression, Head, subnodes
from derive.reading.assumptions import Given, given_of, relations_of
from derive.reading.claims import reject_open_sums, settle_sizes
from derive.reading.close import Closer, written_out
from derive.reading.conventions import NEAR
from derive.reading.expressions import expression
from derive.reading.facts import facts_of
from derive.reading.free import free_letters
from derive.reading.lexicon import binders
from derive.reading.names import family_of, named
from derive.reading.reader import Env, Reader
from derive.reading.search import Asked, Choices, Ignorance, Misfit, Reading, Search
from derive.reading.sets import OPEN
from derive.reading.texts import Texts, texts_of
from derive.reading.values import Value, shape
from derive.syntax.array import Array, Norm, has_arrays
from derive.syntax.declare import Declaration
from derive.syntax.tree import Call, Entry, IndexSet, Number, Power, Sum, Symbol, Written
from derive.syntax.walk import children, free_indices, rebuild

__all__ = ["Problem", "problems", "read_problem"]

NO_ASSUMPTION = "an assumption is an equation, i \\ne k, p > 0, or a fact such as: y one-hot"
_NAMES = ("n", "m", "d", "p", "q", "r", "s", "N", "M", "D", "K")


@dataclass(frozen=True, slots=True)
class Problem:
    """A loss in entries and what it is differentiated by, under assumptions, all names declared.

    ``arrays`` is the loss with the products of arrays that it is written of, if it is of any.
    ``unused`` are the definitions of which it does not speak; ``asked`` are the questions of its
    reading, answered.
    """

    loss: Written
    wrt: Symbol | Entry | Array
    given: tuple[Assumption, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    sets: tuple[IndexSet, ...] = ()
    arrays: Written | None = None
    unused: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


def read_problem(
    loss: str,
    wrt: str,
    let: Iterable[str] = (),
    assume: Iterable[str] = (),
    where: Iterable[str] = (),
) -> Problem:
    r"""Read a loss in LaTeX with what belongs to it, in the cheapest way.

    ``loss`` is an expression, or an equation that names it: ``L = …``. Raises ``ReadError``,
    which says in which of the texts, and where.

    >>> problem = read_problem(
    ...     r"-\sum_i y_i \log p_i",
    ...     "z_k",
    ...     let=[r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"],
    ...     assume=[r"\sum_j y_j = 1"],
    ...     where=["z : C"],
    ... )
    >>> print(problem.loss, "by", problem.wrt)
    −Σ_i y_i log p_i by z_k
    >>> [(d.name, d.axes[0].name) for d in problem.declarations]
    [('p', 'C'), ('y', 'C'), ('z', 'C')]
    """
    return next(problems(loss, wrt, let, assume, where))


def problems(
    loss: str,
    wrt: str,
    let: Iterable[str] = (),
    assume: Iterable[str] = (),
    where: Iterable[str] = (),
) -> Iterator[Problem]:
    """The near readings of a problem that differ, the cheapest first."""
    texts = texts_of(loss, wrt, option_statements(let, assume, where))
    search: Search[Problem] = Search(lambda choices: _read(texts, choices))
    first: Reading[Problem] | None = None
    seen: set[str] = set()
    for reading in search:
        first = first or reading
        if reading.cost > first.cost + NEAR:
            return
        said = _as_data(reading.of)
        if said not in seen:
            seen.add(said)
            yield replace(reading.of, asked=reading.asked)
    if first is None:
        failure = min(search.failures, key=lambda f: f.cost)
        message = f"this is not read: {failure.reason}" if failure.ignorance else failure.reason
        raise texts.error(message, failure.node or texts.loss)


def _as_data(problem: Problem) -> str:
    """A problem with the definitions of its names, to tell readings apart."""
    bodies = [(d.name, d.axes, d.parameters, d.body) for d in problem.declarations]
    return repr((problem.loss, problem.wrt, problem.given, bodies))


# -- one reading


def _read(texts: Texts, choices: Choices) -> Problem:
    """One reading, if it is not nested too deeply."""
    try:
        return _problem(texts, choices)
    except RecursionError:
        raise Ignorance("a formula that is nested too deeply: define names for its parts") from None


def _problem(texts: Texts, choices: Choices) -> Problem:
    """One reading of a problem; raises ``Misfit`` where the answers do not go together."""
    reader = Reader(texts.scope, choices)
    reader.outside = free_letters(texts.loss) | free_letters(texts.wrt)
    variable = spelled(only_item(texts.wrt))
    if variable is not None:
        reader.lexicon.variables.setdefault(plain_text(variable.node), variable)
    loss = expression(reader, texts.loss, Env())
    for let in texts.scope.lets:
        if let.arguments is None:  # also where nothing uses it
            family_of(reader, named(reader, let.word).key, let.word)
    if loss.rank:
        raise Misfit(f"the loss is {shape(loss)}, and it must be a number")
    by = expression(reader, texts.wrt, Env())
    given: list[Given] = []
    for assumed in reader.scope.assumed:
        found, lost = given_of(reader, (assumed,))
        if lost:
            raise texts.error(NO_ASSUMPTION, assumed.clause)
        given += found
    relations = relations_of(reader)
    settle_sizes(reader)
    _name_sets(reader, texts.letters)
    closer = Closer(reader, facts_of(reader))
    closer.taken = {i.name for i in free_indices(loss.entry) | free_indices(by.entry)}
    closed = closer.form(loss.entry)
    form = written_out(closed)
    reject_open_sums((form,))
    arrays = _as_arrays(loss.entry, closed, _bound_in(texts.loss))
    wrt = _by(closer, by)
    cases = [IndexRelation(closer.term(a), closer.term(b), equal) for a, b, equal, _ in relations]
    declared = _declarations(closer, form, wrt, given)
    names = {d.name for d in declared}
    closer.taken = set(reader.frees)
    facts = [made for one in given for made in one.made(closer, names)]
    return Problem(
        form,
        wrt,
        (*facts, *cases),
        declared,
        tuple(sorted({a for d in declared for a in d.axes}, key=lambda s: s.name)),
        arrays if has_arrays(arrays) else None,
        tuple(_unused(closer, names)),
    )


def _unused(closer: Closer, names: set[str]) -> Iterator[str]:
    """The definitions of names of which a problem does not speak, as they are written."""
    for let in closer.reader.scope.lets:
        declared = closer.declared.get(named(closer.reader, let.word).key)
        said = let.statement.formula if let.statement is not None else None
        if let.arguments is None and said and (declared is None or declared.name not in names):
            yield f"{said.text[let.word.node.start : let.word.node.end]} ({said.origin})"


def _by(closer: Closer, by: Value) -> Symbol | Entry | Array:
    """The variable, in final names: one name, or a whole array."""
    raw = by.entry
    if not isinstance(raw, Symbol | Entry):
        raise Misfit("differentiate by one name, such as z_k")
    form = closer.form(raw)
    if not isinstance(form, Symbol | Entry):
        raise Misfit("differentiate by one name, such as z_k")
    if not by.rank or isinstance(form, Symbol) or not isinstance(raw, Entry):
        return form
    if by.row or [i for i in raw.indices if i in by.axes] != list(by.axes):
        raise Misfit("differentiate by an array as it is, and not by its transpose")
    given = zip(raw.indices, form.indices, strict=True)
    places = tuple(None if one in by.axes else term for one, term in given)
    return Array(form.name, places, form.declared)


def _declarations(
    closer: Closer, loss: Written, wrt: Symbol | Entry | Array, given: list[Given]
) -> tuple[Declaration, ...]:
    """The names that the problem speaks of, in order."""
    forms = [loss, wrt if not isinstance(wrt, Array) else Symbol(wrt.name, wrt.declared)]
    for one in given:
        if one.key:
            closer.declaration(one.key)
        forms += [closer.form(side.entry) for side in one.sides or ()]
    found = declarations_of(forms)
    return tuple(found[name] for name in sorted(found))


def _name_sets(reader: Reader, taken: frozenset[str]) -> None:
    """Names for the sets that have none, in the order in which they came up."""
    sets = reader.sets
    used = taken | {name for name, _ in sets.fixed.values()} | set(reader.families)
    free = (name for name in chain(_NAMES, map("n{}".format, count(1))) if name not in used)
    axes = [axis for family in reader.families.values() for axis in family.axes]
    for over in (*axes, *(index.over for index in reader.bound)):
        if sets.is_open(over):
            sets.fix(over, next(free), "nothing says which set it is")


def _bound_in(node: Expression) -> frozenset[str]:
    """The letters that the sum signs of a text bind."""
    heads = (n for n in subnodes(node) if isinstance(n, Head))
    return frozenset(letter for head in heads for letter, _ in binders(head))


def _as_arrays(raw: Written, closed: Written, shown: frozenset[str]) -> Written:
    """The form with its products of arrays as such: the sums that no sign binds, gathered."""
    if isinstance(raw, Sum) and raw.index.name.partition(OPEN)[0] not in shown:
        found = gathered(closed)
        if found is not None:
            return found
    pairs = list(zip(children(raw), children(closed), strict=False))
    if len(pairs) != len(children(closed)):
        return closed
    made = rebuild(closed, tuple(_as_arrays(one, other, shown) for one, other in pairs))
    match made:
        case Call("sqrt", (Power(Norm() as norm, Number(value=2)),)):
            return norm
    return made
