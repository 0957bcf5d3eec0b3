r"""Read a problem: a loss, what to differentiate by, definitions, assumptions, declarations.

All of it is read together: index sets are inferred over all formulas, so that little has
to be declared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.model import Assumption
from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import Clause
from derive.notation.parse import parse
from derive.syntax.array import Array
from derive.syntax.declare import Declaration
from derive.syntax.reader.assumptions import Stated, read_assumption, stated
from derive.syntax.reader.bare_words import spelled_out
from derive.syntax.reader.definitions import LOSS
from derive.syntax.reader.listed import listed
from derive.syntax.reader.look import clauses_of
from derive.syntax.reader.needs import Need
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.session import Formula, Session
from derive.syntax.reader.usage import Usage, survey
from derive.syntax.reader.vocabulary import Vocabulary
from derive.syntax.reader.where import Where, read_where
from derive.syntax.tree import Entry, Index, IndexSet, Symbol, Written

__all__ = ["Problem", "read_problem", "vocabulary_of"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A loss and what it is differentiated by, under assumptions, all names declared.

    ``needs`` says what the texts need to be defined, and where they say so.
    """

    loss: Written
    wrt: Symbol | Entry | Array
    given: tuple[Assumption, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    sets: tuple[IndexSet, ...] = ()
    needs: tuple[Need, ...] = ()


def read_problem(
    loss: str,
    wrt: str,
    lets: Iterable[str] = (),
    assumptions: Iterable[str] = (),
    wheres: Iterable[str] = (),
) -> Problem:
    r"""Read a loss in LaTeX with what belongs to it.

    ``loss`` is an expression, or an equation that names it: ``L = …``. Raises ``ReadError``,
    which says in which of the texts, and where.

    >>> problem = read_problem(
    ...     r"-\sum_i y_i \log p_i",
    ...     "z_k",
    ...     lets=[r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"],
    ...     assumptions=[r"\sum_j y_j = 1"],
    ...     wheres=["z : C"],
    ... )
    >>> print(problem.loss, "by", problem.wrt)
    −Σ_i y_i log p_i by z_k
    >>> [(d.name, d.axes[0].name) for d in problem.declarations]
    [('p', 'C'), ('y', 'C'), ('z', 'C')]
    """
    declared = [read_where(text, _label("where", n)) for n, text in enumerate(wheres)]
    main, *beside = listed(_formula(loss, "the loss", "main"))
    variable = listed(_formula(spelled_out(wrt).latex, "wrt", "main"))[0]
    given = [stated(text, _label("assumption", n)) for n, text in enumerate(assumptions)]
    formulas = [main, variable, *(f for s in given for f in s.formulas)]
    told = [_formula(text, _label("let", n), "") for n, text in enumerate(lets)]
    definitions = [
        replace(formula, scope=f"let {n}")
        for n, formula in enumerate((*(f for text in told for f in listed(text)), *beside))
    ]
    named = _names_itself(main)
    if named:
        definitions.append(replace(main, scope=LOSS))
        formulas.remove(main)
    usage = survey(tuple(f.notation for f in (*formulas, *definitions)))
    vocabulary = vocabulary_of(declared, usage)
    session = Session(vocabulary, tuple(formulas), tuple(definitions))
    session.doubtful = frozenset(survey((variable.notation,)).below)
    session.fixed |= session.doubtful
    return session.run(lambda resolver: _problem(resolver, session, main, variable, given, named))


def _problem(
    resolver: Resolver,
    session: Session,
    main: Formula,
    variable: Formula,
    given: list[Stated],
    named: bool,
) -> Problem:
    if named:
        name = session.defined_by(LOSS)
        session.guard(main, lambda f: _is_scalar(resolver, session, name, f))
        form: Written = Symbol(name, declared=session.declare(name))
    else:
        form = session.guard(main, lambda f: _loss(resolver, session, f))
    by = session.guard(variable, lambda f: _variable(resolver, session, f))
    facts = tuple(a for s in given for a in read_assumption(s, resolver, session))
    known = {**{q.name: q for q in session.vocabulary.quantities}, **session.built}
    return Problem(
        form,
        by,
        facts,
        tuple(known[name] for name in sorted(known)),
        tuple(sorted({a for d in known.values() for a in d.axes}, key=lambda s: s.name)),
        tuple(resolver.needs),
    )


def _loss(resolver: Resolver, session: Session, formula: Formula) -> Written:
    clause = _one(formula)
    if len(clause.members) != 1 or clause.members[0] is None:
        relation = clause.relations[0]
        raise ReadError("the loss is one expression", relation.start, relation.end)
    value = resolver.expression(clause.members[0], session.context(formula))
    if value.axes and resolver.strict:
        raise ShapeError("the loss is a vector or a matrix", clause.start, clause.end)
    return value.form


def _is_scalar(resolver: Resolver, session: Session, name: str, formula: Formula) -> None:
    """Raise where the loss, called by a name, has indices that are left open."""
    if resolver.strict:
        session.declare(name)
        if resolver.axes_of(name) != len(session.lets[name].spelled.indices):
            place = formula.notation.start, formula.notation.end
            raise ShapeError("the loss is a vector or a matrix", *place)


def _variable(resolver: Resolver, session: Session, formula: Formula) -> Symbol | Entry | Array:
    clause = _one(formula)
    member = clause.members[0]
    if len(clause.members) != 1 or member is None:
        raise ReadError("differentiate by one name, such as z_k", clause.start, clause.end)
    form = resolver.expression(member, session.context(formula)).form
    if not isinstance(form, Symbol | Entry | Array):
        raise ReadError("differentiate by one name, such as z_k", clause.start, clause.end)
    if any(form.name == name for name, let in session.lets.items() if let.formula.scope == LOSS):
        message = f"the loss itself is called {form.name}: differentiate by what it depends on"
        raise ReadError(message, clause.start, clause.end)
    return form


def _one(formula: Formula) -> Clause:
    clauses, separators = clauses_of(formula.notation)
    if not clauses:
        raise ReadError("there is nothing to read", 0, len(formula.text))
    if len(clauses) != 1 or separators:
        where = separators[0] if separators else formula.notation
        raise ReadError("one expression is read here", where.start, where.end)
    return clauses[0]


def _names_itself(formula: Formula) -> bool:
    """Whether the loss is given as ``L = …``."""
    clauses, separators = clauses_of(formula.notation)
    one = len(clauses) == 1 and not separators
    return one and [r.sign for r in clauses[0].relations] == ["="]


def _formula(text: str, source: str, scope: str) -> Formula:
    try:
        return Formula(text, parse(_without_dollars(text)), source, scope)
    except ReadError as error:
        raise ReadError(error.message, error.start, error.end, text, source) from None


def _without_dollars(text: str) -> str:
    r"""The text with spaces for the signs ``$…$`` or ``\[…\]`` around it."""
    bare = text.strip()
    for begin, end in (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)")):
        if bare.startswith(begin) and bare.endswith(end) and len(bare) >= len(begin + end):
            inside = bare[len(begin) : -len(end)]
            return text.replace(bare, " " * len(begin) + inside + " " * len(end))
    return text


def _label(what: str, n: int) -> str:
    return f"{what} {n + 1}"


def vocabulary_of(declared: list[Where], usage: Usage) -> Vocabulary:
    """What the declarations say; a name that is used as an index only is an index."""
    shapes: dict[str, tuple[IndexSet, ...]] = {}
    facts: dict[str, frozenset[str]] = {}
    letters: list[Index] = []
    functions: list[str] = []
    sets: dict[str, IndexSet] = {}
    abstract: dict[str, tuple[str, ...]] = {}
    for where in declared:
        for name in where.names:
            index = (name in usage.bound or name in usage.below) and name not in usage.bare
            if where.of:
                abstract[name] = tuple(dict.fromkeys((*abstract.get(name, ()), *where.of)))
            elif where.kind == "function":
                functions.append(name)
            elif where.kind == "index" or (index and where.axes and len(where.axes) == 1):
                assert where.axes is not None
                letters.append(Index(name, where.axes[0]))
            else:
                axes = where.axes
                if axes is not None and shapes.setdefault(name, axes) != axes:
                    raise ReadError(f"{name} is declared twice", 0, len(where.text), where.text)
                facts[name] = facts.get(name, frozenset()) | where.facts
        for axis in where.axes or ():
            sets[axis.name] = axis
    # A fact about a name of which nothing else is said leaves its shape open.
    quantities = tuple(
        Declaration(name, axes, facts=facts.get(name, frozenset())) for name, axes in shapes.items()
    )
    loose = {name: said for name, said in facts.items() if name not in shapes}
    return Vocabulary(
        quantities,
        tuple(letters),
        tuple(sets.values()),
        tuple(functions),
        facts=tuple(loose.items()),
        abstract=tuple(abstract.items()),
    )
