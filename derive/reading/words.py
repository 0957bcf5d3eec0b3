"""Names that are functions of the field: which form of ``table`` a name with its bracket writes."""

from __future__ import annotations

from derive.notation.names import Name, plain_text, unwrapped
from derive.notation.nodes import Bracket, Clause, Item, Letter, Node, Scripted, Separator
from derive.reading import letters
from derive.reading.reader import Reader
from derive.reading.table import Function, form_of

__all__ = ["BRACKETS", "bracket_of", "word_at"]

Items = tuple[Item, ...]
BRACKETS = ("(", "[", r"\{")
#: The longest word of letters that stand beside one another.
MOST_LETTERS = 7


def bracket_of(node: Node | None) -> Bracket | None:
    """The bracket that an item is, with its scripts or without."""
    inner = unwrapped(node.base) if isinstance(node, Scripted) else node
    return inner if isinstance(inner, Bracket) and inner.kind in BRACKETS else None


def word_at(
    reader: Reader, name: Name, items: Items, at: int
) -> tuple[Function, int, tuple[Node, ...]] | None:
    """The function that a name writes, where its arguments begin, and its index: softmax_i(z)."""
    if name.accents or _is_own(reader, name):
        return None
    word, end = name.stem, at + 1
    if not (name.word or name.below or name.above or name.primes):
        word, end = _joined(reader, word, items, end)
    bracket = bracket_of(items[end]) if end < len(items) else None
    shown = _shown(bracket) if bracket is not None else " ·" if name.word else ""
    if not shown:
        return None
    label = "".join(map(plain_text, name.below))
    found = form_of(f"{word}_{label}{shown}" if label else word + shown)
    if found is not None:
        return found, end, ()
    found = form_of(word + shown if label else f"{word} ·")
    if found is None or (label and found.wants != ("column",)):
        return None
    if label:
        return found, end, name.below
    return (found, end, ()) if found.why and name.word and bracket is not None else None


def _is_own(reader: Reader, name: Name) -> bool:
    """Whether the document defines or declares a name, with these scripts or without any."""
    label = [plain_text(node) for node in name.below]
    if not label:
        return letters.has_own(reader, name)
    return any(
        label == [plain_text(n) for n in own.below] for own in letters.own_names(reader, name)
    )


def _joined(reader: Reader, word: str, items: Items, at: int) -> tuple[str, int]:
    """Letters beside one another that are a word: K L (p ‖ q)."""
    whole, end = word, at
    while end < len(items) and isinstance(items[end], Letter) and len(whole) < MOST_LETTERS:
        whole, end = whole + items[end].name, end + 1  # type: ignore[union-attr]
    bracket = bracket_of(items[end]) if end < len(items) else None
    if end == at or bracket is None or form_of(whole + _shown(bracket)) is None:
        return word, at
    own = any(letters.has_own(reader, Name(letter)) for letter in whole)
    return (word, at) if own else (whole, end)


def _shown(bracket: Bracket) -> str:
    """The arguments of a bracket as a form shows them; nothing, if they are none."""
    text = ""
    for part in bracket.inside.parts:
        if isinstance(part, Separator):
            text += part.sign
        elif isinstance(part, Clause) and not part.relations:
            text += "·"
        else:
            return ""
    return f"({text})"
