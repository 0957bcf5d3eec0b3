r"""A name that is written bare, beside entries of it: the whole array, an entry, or another name.

``z_i = \sum_j w_{ij} x_j + b`` beside ``b_i``: b is the whole column, or b_i, or a number that has
nothing to do with it. What is declared or defined is what it is said to be.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import Name, names_within, plain_text
from derive.notation.nodes import Item, Node, Term
from derive.reading.entries import instance
from derive.reading.families import Family
from derive.reading.names import family_of, lets, named, use
from derive.reading.ranks import shown
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance
from derive.reading.sets import OPEN
from derive.reading.values import Value
from derive.syntax.tree import Index, Neg, Sum, Symbol

__all__ = ["bare", "part", "reject_unshown"]


def bare(reader: Reader, key: str, name: Name, env: Env) -> Value | None:
    """The value of a bare name in an entry, where it is not the whole array."""
    if not may_be_entry(reader, key, name, env):
        return None
    match reader.ask("beside-entries", key):
        case "entry":
            family = family_of(reader, key, name)
            return use(reader, family, env.own, env)
        case "own":
            own = f"{key}⟨⟩"
            reader.families.setdefault(own, Family(own, letter=name.letter))
            return Value((), Symbol(own))
    return None


def may_be_entry(reader: Reader, key: str, name: Name, env: Env) -> bool:
    """Whether a name is bare where an entry is defined, and is elsewhere written with one index."""
    if len(env.own) != 1 or name.style == "bold" or name.below or name.round:
        return False
    if 1 not in shown(reader, key, name) or plain_text(env.own[0]) not in env.letters:
        return False
    words = [d.word for d in reader.scope.declared] + [word for word, _ in reader.scope.abstract]
    return not lets(reader, key) and all(named(reader, word).key != key for word in words)


def reject_unshown(reader: Reader, node: Node, items: tuple[Item, ...], env: Env) -> None:
    r"""``\sum_j p(x) \log p(x)`` beside ``p(x_i)``: entries may be meant, which are not shown."""
    inner = replace(env, own=(node,))
    row = Term(items[0].start, items[-1].end, "", items)
    for name in names_within(row):
        own = base_of(reader, name) not in env.params
        if own and may_be_entry(reader, named(reader, name).key, name, inner):
            raise Ignorance(f"a sum over {plain_text(node)}, which is not shown")


def part(reader: Reader, total: Family) -> Family | None:
    r"""The terms of a total that is a sum, as a family: ``E_k`` where ``E = \sum_k e_k``."""
    key, body = f"{total.key}⟨·⟩", total.body
    if key in reader.families:
        return reader.families[key]
    negative = isinstance(body, Neg)
    body = body.operand if isinstance(body, Neg) else body
    if not isinstance(body, Sum) or body.excluding or not total.letter[:1].isupper():
        return None
    found = Family(key, (reader.sets.new(),), letter=total.letter)
    reader.sets.same(found.axes[0], body.index.over, f"the terms of {total.key}")
    if reader.ask("parts", total.key) == "term":
        index = Index(reader.sets.fresh(body.index.name.partition(OPEN)[0]), found.axes[0])
        term = instance(body.body, body.index, index)
        found.parameters, found.body = (index,), Neg(term) if negative else term
        found.let = total.let
    reader.families[key] = found
    return found
