"""What a formula depends on, by the names in it and by their definitions."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.names import Name, plain_text, rows_of_items, spelled, unwrapped
from derive.notation.nodes import Bracket, Letter, Node, Scripted, subnodes
from derive.reading import macros
from derive.reading.reader import Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let

__all__ = ["hides", "is_quantity", "names_in", "reached", "signs_in"]


def signs_in(reader: Reader, node: Node) -> set[str]:
    """The names that stand in a formula."""
    return {base_of(reader, name) for name, _ in names_in(node)}


def is_quantity(reader: Reader, node: Node) -> bool:
    """Whether something is a name of its own in the document, or one differentiates by it."""
    name, lexicon = spelled(node), reader.lexicon
    if name is None:
        return False
    if lexicon.of(name.letter, lexicon.style(name)).forms:
        return True
    text = plain_text(node)
    is_index = lexicon.letter(text, node) & {"index", "ijk"}
    variables = lexicon.of("∂").below | lexicon.of("∇").below
    return not is_index and any(text in below for below in variables)


def names_in(node: Node) -> Iterator[tuple[Name, bool]]:
    """The names in a formula, and whether a bracket stands behind each."""
    for items in rows_of_items(node):
        for item, following in zip(items, (*items[1:], None), strict=True):
            name, after = spelled(item), following
            if isinstance(after, Scripted):
                after = unwrapped(after.base)  # type: ignore[assignment]
            if name is not None:
                yield name, isinstance(after, Bracket) and after.kind in ("(", "[")


def reached(reader: Reader, node: Node, letters: frozenset[str] = frozenset()) -> set[str]:
    """All names on which a formula depends, through definitions too, ``letters`` aside.

    A function with its arguments behind it depends on nothing by its own letters.
    """
    found: set[tuple[str, bool]] = set()
    waiting = [(node, letters)]
    while waiting:
        inside, own = waiting.pop()
        for name, has_arguments in names_in(inside):
            sign = base_of(reader, name)
            if sign in own or (sign, has_arguments) in found:
                continue
            found.add((sign, has_arguments))
            for let in reader.scope.lets:
                if let.word.letter == name.letter and base_of(reader, let.word) == sign:
                    inner = macros.parameters(reader, let) if has_arguments else None
                    waiting.append((let.right, frozenset(inner or ())))
            waiting += [
                (of, frozenset())
                for word, of in reader.scope.abstract
                if word.letter == name.letter and not has_arguments
            ]
    return {sign for sign, _ in found}


def hides(reader: Reader, let: Let, names: tuple[str, ...]) -> bool:
    """Whether a definition depends on its letters otherwise than by showing them.

    Through a definition of another name, or as a label of one: ``h_θ``.
    """
    own = {name.rstrip("²") for name in names}
    if reached(reader, let.right, frozenset(own)) & own:
        return True
    for node in subnodes(let.right):
        name = spelled(node) if isinstance(node, Scripted) else None
        if name is not None and not name.letter.startswith(("∂", "∇")):
            scripts = (*name.below, *(name.above if name.round else ()))
            if {x.name for s in scripts for x in subnodes(s) if isinstance(x, Letter)} & own:
                return True
    return False
