"""The letters that a formula shows as indices or by themselves, and does not bind itself."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.names import listed, plain_text
from derive.notation.nodes import Clause, Head, Letter, Node, Scripted, Term, parts, subnodes
from derive.reading.lexicon import binders

__all__ = ["free_letters", "free_scripts"]

NOTHING: frozenset[str] = frozenset()


def free_scripts(node: Node, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The letters that stand in scripts of a formula, but for what a sign before them binds."""
    found: set[str] = set()
    if isinstance(node, Scripted):
        scripts = (script for script in (node.below, node.above) if script is not None)
        found |= {plain_text(n) for script in scripts for n in listed(script)} - bound
    if isinstance(node, Term):
        for item in node.items:
            found |= free_scripts(item, bound)
            if isinstance(item, Head):
                bound |= {letter for letter, _ in binders(item)}
        return frozenset(found)
    if isinstance(node, Head):
        return frozenset()
    return frozenset(found).union(*(free_scripts(part, bound) for part in parts(node)))


def free_letters(node: Node) -> frozenset[str]:
    r"""The letters that a formula shows and does not bind itself.

    A sum binds its letters in its own term: ``-y_i + \sum_{i \ne j} y_j`` shows i.
    """
    return frozenset(_free(node, NOTHING))


def _free(node: Node, bound: frozenset[str]) -> Iterator[str]:
    match node:
        case Head():
            return
        case Term(items=items):
            yield from {plain_text(item) for item in items} - bound
            for item in items:
                if isinstance(item, Head):
                    bound |= _bound_by(item) if item.below is not None else _shown(node)
                yield from _free(item, bound)
            return
        case Scripted(base=base, below=below, above=above):
            if isinstance(base, Letter) and below is None:
                yield from {base.name} - bound  # k^2
            for script in (below, above):
                if script is not None:
                    yield from {plain_text(n) for n in listed(script)} - bound
                    yield from _letters(script, bound)
    for part in parts(node):
        yield from _free(part, bound)


def _shown(term: Term) -> frozenset[str]:
    """The one letter that stands below names in a term: a sum without a letter binds it."""
    below = [part.below for part in subnodes(term) if isinstance(part, Scripted) and part.below]
    found = frozenset(plain_text(n) for script in below for n in listed(script))
    return found if len(found) == 1 else NOTHING


def _letters(node: Node, bound: frozenset[str]) -> Iterator[str]:
    if isinstance(node, Letter) and node.name not in bound:
        yield node.name
    for part in parts(node):
        yield from _letters(part, bound)


def _bound_by(head: Head) -> frozenset[str]:
    """The letters of a sign, and those from which they differ, or to which they are equal."""
    found: set[str] = set()
    signs = "≠=" if head.above is None else "≠"
    for letter, over in binders(head):
        found.add(letter)
        if isinstance(over, Clause) and over.relations[-1].sign in signs:
            found |= {plain_text(over.members[-1])}
    return frozenset(found)
