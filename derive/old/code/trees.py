"""Syntax trees of expressions of Python, of a size that can be walked; never executed."""

from __future__ import annotations

import ast
import warnings

__all__ = ["DEEPEST", "MODULES", "CodeError", "names_of", "tree_of"]

#: How many pieces an expression may have, how many characters, and how deep it may be.
MOST_NODES = 400
LONGEST = 2000
DEEPEST = 40

#: What people call NumPy, and libraries like it.
MODULES = frozenset({"np", "numpy", "jnp", "torch", "xp", "tf", "cp", "math"})


class CodeError(Exception):
    """What is not read in an expression, and its place there."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.start, self.end = message, start, end


def names_of(expression: str) -> frozenset[str]:
    """The names of quantities in an expression: no functions, no modules.

    >>> sorted(names_of("np.exp(z) / np.sum(np.exp(z), axis=0) + a.T"))
    ['a', 'z']
    """
    found = set()
    tree = tree_of(expression)
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in called and node.id not in MODULES:
            found.add(node.id)
    return frozenset(found)


def tree_of(expression: str) -> ast.expr:
    """The syntax tree, of a size that can be walked."""
    end = len(expression)
    depth = deepest = 0
    for c in expression:
        depth += (c in "([{") - (c in ")]}")
        deepest = max(deepest, depth)
    if deepest > DEEPEST or len(expression) > LONGEST:
        raise CodeError("this expression is too long or too deep to be read", 0, end)
    # Brackets are dropped by Python's parser, so that the expression may span lines.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(f"({expression}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise CodeError("this is no expression of Python", 0, end) from None
    waiting, count = [(tree, 0)], 0
    while waiting:
        node, level = waiting.pop()
        count += 1
        if count > MOST_NODES or level > 2 * DEEPEST:
            raise CodeError("this expression is too long or too deep to be read", 0, end)
        waiting.extend((child, level + 1) for child in ast.iter_child_nodes(node))  # type: ignore[misc]
    return tree
