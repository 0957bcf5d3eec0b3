"""Indices in one reading: what stands below a name, bound there, free in the claim, worked out."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.names import listed, plain_text, unwrapped
from derive.notation.nodes import Digits, Letter, Node, Scripted, parts
from derive.reading.conventions import SLICES
from derive.reading.reader import Env, Reader
from derive.reading.search import Misfit
from derive.syntax.tree import Index, IndexSet, IndexTerm, Point

__all__ = ["index_at", "is_index", "letter_index", "shifted"]


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
