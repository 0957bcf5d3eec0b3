r"""Read formulas: an expression, an equation, or a loss with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from derive.model import Assumption
from derive.notation.errors import ReadError
from derive.notation.nodes import Clause
from derive.notation.parse import parse
from derive.syntax.declare import Declaration
from derive.syntax.reader.assumptions import read_assumption, stated
from derive.syntax.reader.look import clauses_of
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.session import Formula, Session
from derive.syntax.reader.vocabulary import Vocabulary
from derive.syntax.tree import Written

__all__ = [
    "Chain",
    "read_assumptions",
    "read_definition",
    "read_equation",
    "read_expression",
]


@dataclass(frozen=True, slots=True)
class Chain:
    """Members joined by relations, with the places where they stand.

    ``continues`` says that the row began with a relation, and its left side stands before.
    """

    members: tuple[Written, ...]
    relations: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    continues: bool = False


def read_expression(text: str, vocabulary: Vocabulary | None = None) -> Written:
    r"""The written form of one expression.

    >>> from derive.syntax.text import text
    >>> print(text(read_expression(r"-\sum_{j=1}^C y_j \log p_j")))
    −Σ_j y_j log p_j
    """
    chain = read_equation(text, vocabulary)
    if len(chain.members) != 1 or chain.continues:
        at = parse(text).parts[0]
        assert isinstance(at, Clause)
        relation = at.relations[0]
        raise ReadError("one expression is read here", relation.start, relation.end, text)
    return chain.members[0]


def read_equation(text: str, vocabulary: Vocabulary | None = None) -> Chain:
    r"""The members of a chain such as ``a = b = c``.

    >>> chain = read_equation(r"\frac{\partial L}{\partial z_k} = p_k - y_k")
    >>> [str(member) for member in chain.members]
    ['∂L/∂z_k', 'p_k − y_k']
    """
    formula = Formula(text, parse(text))
    clauses, separators = clauses_of(formula.notation)
    if len(clauses) != 1 or separators:
        where = separators[0] if separators else formula.notation
        said = "there is nothing to read" if not clauses else "one statement is read here"
        raise ReadError(said, where.start, where.end, text)
    session = Session(vocabulary or Vocabulary(), (formula,))
    return session.run(lambda resolver: _chain(resolver, clauses[0], session, formula))


def read_assumptions(text: str, vocabulary: Vocabulary | None = None) -> tuple[Assumption, ...]:
    r"""What a text assumes: equations, cases of indices, facts.

    >>> read_assumptions(r"p > 0")
    (Fact(kind='positive', name='p'),)
    """
    said = stated(text, "")
    session = Session(vocabulary or Vocabulary(), said.formulas)
    return session.run(lambda resolver: read_assumption(said, resolver, session))


def read_definition(text: str, vocabulary: Vocabulary | None = None) -> Declaration:
    r"""The quantity that an equation defines, with its right side.

    >>> declared = read_definition(r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}")
    >>> print(declared.name, declared.body)
    p exp(z_i)/Σ_j exp(z_j)
    """
    formula = Formula(text, parse(text), scope="let")
    session = Session(vocabulary or Vocabulary(), (), (formula,))
    if not session.lets:
        raise ReadError("this defines a function, not a quantity", 0, len(text), text)
    name = session.defined_by("let")
    declared = session.run(lambda resolver: session.declare(name))
    assert declared is not None
    return declared


def _chain(resolver: Resolver, clause: Clause, session: Session, formula: Formula) -> Chain:
    context = session.context(formula)
    members = [member for member in clause.members if member is not None]
    forms = session.guard(
        formula, lambda _: tuple(resolver.expression(m, context).form for m in members)
    )
    return Chain(
        forms,
        tuple(relation.sign for relation in clause.relations),
        tuple((m.start, m.end) for m in members),
        clause.members[0] is None,
    )
