"""What the scripts of a name are: indices, labels that belong to the name, powers, a transpose."""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.names import Name, only_item, plain_text
from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    Separator,
    Styled,
)
from derive.notation.words import styled_letter
from derive.reading.conventions import IJK, MARKS, SLICES, TRANSPOSE
from derive.reading.families import Named
from derive.reading.forms import stands_below
from derive.reading.parted import parted
from derive.reading.reader import Reader

__all__ = ["base_of", "named"]


def base_of(reader: Reader, name: Name) -> str:
    """The letter of a name with its accents and its style, as one sign."""
    style = reader.lexicon.style(name)
    if not style:
        return name.letter
    return styled_letter(style, name.letter) or f"{style} {name.letter}"


def named(reader: Reader, name: Name) -> Named:
    """The key of a name's family, and what stands at it.

    The key is the letter with its primes and labels: what is below is an index or a label, and
    so is what is above, if it is no power.
    """
    known = reader.named.get(name.node)
    if known is None:
        own = _named(reader, name)
        known = parted(reader, name, own, lambda other: _named(reader, other))
        reader.named[name.node] = known
    return known


def _named(reader: Reader, name: Name) -> Named:
    whole = _declared_scripts(reader, name)
    below = [_below(reader, name, node, n, whole) for n, node in enumerate(name.below)]
    at = [node for node, role in zip(name.below, below, strict=True) if role != "label"]
    labels = _label(name.below, below)
    base = base_of(reader, name)
    halves = _halves(reader, name)
    if halves:
        return Named(base + "²" + "".join(labels), tuple(at), halves=halves)
    before: list[Node] = []
    power: list[Node] = []
    turned = False
    above = name.above
    if len(above) > 1 and not name.round and _is_list(name):
        labels.append(f"^{{{','.join(map(plain_text, above))}}}")
        above = ()
    for node in above:
        match _above(reader, name, node, whole):
            case "label":
                labels.append(f"^{{{plain_text(node)}}}")
            case "index":
                before.append(node)
            case "transpose":
                turned = True
            case _:
                power.append(node)
    labels.sort(key=lambda label: (label[0] == "^", label))
    key = base + "'" * name.primes + "".join(labels)
    return Named(key, (*before, *at), tuple(power), turned)


def _label(below: tuple[Node, ...], roles: list[str]) -> list[str]:
    """The labels below a name, as part of its key; ``·`` shows where an index stands."""
    if "label" not in roles:
        return []
    shown = [
        plain_text(node) if role == "label" else "·"
        for node, role in zip(below, roles, strict=True)
    ]
    if all(role != "label" for role in roles[len([r for r in roles if r == "label"]) :]):
        shown = [text for text in shown if text != "·"]  # labels first, as in W_{1,ij}
    single = all(len(text) == 1 for text in shown)
    return ["_" + ("" if single else ",").join(shown)]


def _is_list(name: Name) -> bool:
    r"""Whether what is above has a comma and a number or a styled letter: ``σ^{2,\mathcal B}``."""
    node = name.node
    script = node.above if isinstance(node, Scripted) else None
    commas = isinstance(script, Bracket) and any(
        isinstance(part, Separator) for part in script.inside.parts
    )
    return commas and any(isinstance(a, Digits | Styled) for a in name.above)


@dataclass(frozen=True, slots=True)
class _Declared:
    """The scripts with which names of a letter are declared as wholes, and whether one has axes."""

    below: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    axes: bool = False


def _declared_scripts(reader: Reader, name: Name) -> _Declared:
    key = name.letter, reader.lexicon.style(name)
    if key not in reader.declared_scripts:
        words = [
            d for d in reader.scope.declared
            if (d.word.letter, reader.lexicon.style(d.word)) == key
        ]  # fmt: skip
        reader.declared_scripts[key] = _Declared(
            frozenset(plain_text(b) for d in words for b in d.word.below),
            frozenset(plain_text(a) for d in words for a in d.word.above),
            any(d.axes and not d.word.below for d in words),
        )
    found = reader.declared_scripts[key]
    assert isinstance(found, _Declared)
    return found


def _halves(reader: Reader, name: Name) -> int:
    """How often the root of a name that is a square is meant: once for σ, twice for σ²."""
    key = name.letter, name.style
    if key not in reader.lexicon.squares or name.primes or name.round:
        return 0
    shown = plain_text(name.above[0]) if len(name.above) == 1 else ""
    halves = int(shown) if shown.isdigit() else 1 if not name.above else 0
    of, evidence = (name.letter, reader.lexicon.style(name)), reader.lexicon.name(name)
    if halves and reader.ask("square", of, evidence) == "square":
        return halves
    return 0


def _below(reader: Reader, name: Name, node: Node, n: int, whole: _Declared) -> str:
    text, style = plain_text(node), reader.lexicon.style(name)
    evidence = reader.lexicon.letter(text, node)
    of: object = text
    if text in whole.below and not evidence & {"bound", "declared-index", "compared"}:
        evidence.add("whole-name-declared")
        of = (name.letter, style, text)
    if text in MARKS and text not in SLICES:
        evidence.add("mark")
    elif "digits" in evidence:
        of = (name.letter, style, text)
        evidence |= _of_digits(reader, name, n, whole)
    elif "whole-name-declared" not in evidence and not isinstance(node, Letter | Scripted | Styled):
        return "index"
    elif "ijk" in evidence:
        pass
    elif _stands_beside_index(reader, name, n):
        evidence.add("beside-index")
    elif text in reader.lexicon.ends and _has_index(reader, name, n):
        evidence.add("end")
    elif _stands_for_index(reader, name, n):
        of = (name.letter, style, text)
        evidence.add("beside-index")
    return reader.ask("below", of, evidence)


def _stands_beside_index(reader: Reader, name: Name, n: int) -> bool:
    """Whether another letter below the name is an index for sure."""
    others = [plain_text(other) for m, other in enumerate(name.below) if m != n]
    return any(reader.lexicon.is_index(text) or text in IJK for text in others)


def _stands_for_index(reader: Reader, name: Name, n: int) -> bool:
    """Whether elsewhere an index for sure stands at the same place below the same name."""
    return bool(stands_below(reader.lexicon, name, n) & {"index", "compared"})


def _has_index(reader: Reader, name: Name, n: int) -> bool:
    """Whether the document writes an index where something stands below a name."""
    return "index" in stands_below(reader.lexicon, name, n)


def _of_digits(reader: Reader, name: Name, n: int, whole: _Declared) -> set[str]:
    """What is known of a number below a name: whether letters stand there elsewhere."""
    found = {"beside-index"} if "small" in stands_below(reader.lexicon, name, n) else set()
    if whole.axes:
        found.add("declared-axes")
    if any(text.isdigit() for text in whole.below):
        found.add("digits-declared")
    found |= reader.lexicon.name(name) & {"of-layers"}
    return found


def _above(reader: Reader, name: Name, node: Node, whole: _Declared) -> str:
    text = plain_text(node)
    if isinstance(node, Bracket) and not only_item(node.inside) and "," in text:
        return "label"
    evidence = reader.lexicon.letter(text, node) | reader.lexicon.name(name)
    flags = {
        "round": name.round,
        "transpose-sign": text in TRANSPOSE - {"t"}
        and not (text == "T" and "is-quantity" in evidence),
        "mark": text in MARKS or (isinstance(node, Letter) and node.word),
        "styled": isinstance(node, Styled) and node.style != "plain",
        "whole-name-declared": text in whole.above,
        "free-elsewhere-below": text in reader.lexicon.below,
        "letters": text[:1].isalpha() and len(text) <= 3,
        "computed": isinstance(node, Expression | Bracket),
    }  # fmt: skip
    evidence |= {flag for flag, holds in flags.items() if holds}
    evidence |= {"digits"} if isinstance(node, Digits) else set()
    return reader.ask("above", (name.letter, reader.lexicon.style(name), text), evidence)
