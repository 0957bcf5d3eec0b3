"""The letters that a formula shows as indices or by themselves, and does not bind itself."""

from __future__ import annotations

from derive.notation.names import listed, plain_text
from derive.notation.nodes import Clause, Head, Letter, Node, Scripted, Term, parts, subnodes
from derive.reading.lexicon import binders

__all__ = ["free_letters", "free_scripts", "shown_letters"]


def shown_letters(node: Node) -> frozenset[str]:
    """The letters that stand in scripts or by themselves in a formula."""
    found: set[str] = set()
    for part in subnodes(node):
        if isinstance(part, Scripted):
            for script in (part.below, part.above):
                if script is not None:
                    found |= {plain_text(n) for n in listed(script)}
                    found |= {x.name for x in subnodes(script) if isinstance(x, Letter)}
        elif isinstance(part, Term):
            found |= {plain_text(item) for item in part.items}
    return frozenset(found)


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
    """The letters that a formula shows and does not bind itself."""
    own: set[str] = set()
    for part in subnodes(node):
        if not isinstance(part, Head):
            continue
        for letter, over in binders(part):
            own.add(letter)
            if isinstance(over, Clause) and over.relations[-1].sign == "≠":
                own.add(plain_text(over.members[-1]))
    return shown_letters(node) - own
