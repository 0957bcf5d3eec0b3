"""What the scripts of a name are: indices, labels that belong to the name, powers, a transpose.

A letter is one name, unless the document defines it more than once: with and without indices, or
at letters of different sets. Then each definition has a name of its own.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import Name, names_within, only_item, plain_text
from derive.notation.nodes import Bracket, Digits, Letter, Node, Scripted, Separator, Styled
from derive.notation.words import styled_letter
from derive.reading.conventions import IJK, MARKS, SLICES, TRANSPOSE
from derive.reading.families import Named
from derive.reading.forms import stands_below
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
        known = reader.named[name.node] = _parted(reader, name, _named(reader, name))
    return known


def _parted(reader: Reader, name: Name, own: Named) -> Named:
    """The name that is meant, where a letter is several: ``E`` beside ``E^{(k)}``."""
    if not own.at or own.halves:
        return own
    style = reader.lexicon.style(name)
    lets = [
        (let, other)
        for let in reader.scope.lets
        if (let.word.letter, let.word.primes, let.arguments) == (name.letter, name.primes, None)
        and reader.lexicon.style(let.word) == style
        and (other := _named(reader, let.word)).key == own.key
        and not other.halves
    ]
    counts = {len(other.at) for _, other in lets}
    is_array = any(d.axes and d.word.letter == name.letter for d in reader.scope.declared)
    if 0 in counts and not is_array:
        inside = (n for let, other in lets if not other.at for n in names_within(let.right))
        parts = [_named(reader, n) for n in inside if n.letter == name.letter]
        counts |= {len(part.at) for part in parts if part.key == own.key and part.at}
        if len(own.at) in counts:
            return replace(own, key=f"{own.key}⟨{'·' * len(own.at)}⟩")
    over = {_sets_of(reader, other) for _, other in lets if len(other.at) == len(own.at)}
    mine = _sets_of(reader, own)
    if len(over) > 1 and "" not in mine and mine in over:
        return replace(own, key=f"{own.key}⟨{','.join(mine)}⟩")
    return own


def _sets_of(reader: Reader, named: Named) -> tuple[str, ...]:
    """The sets over which the letters of a name are declared to range."""
    declared = reader.lexicon.declared_indices
    return tuple(declared.get(plain_text(node), "") for node in named.at)


def _named(reader: Reader, name: Name) -> Named:
    below = [_below(reader, name, node, n) for n, node in enumerate(name.below)]
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
        match _above(reader, name, node):
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
        plain_text(n) if role == "label" else "·" for n, role in zip(below, roles, strict=True)
    ]
    if "label" not in roles[roles.count("label") :]:
        shown = [text for text in shown if text != "·"]  # labels first, as in W_{1,ij}
    return ["_" + ("" if all(len(text) == 1 for text in shown) else ",").join(shown)]


def _is_list(name: Name) -> bool:
    r"""Whether what is above has a comma and a number or a styled letter: ``σ^{2,\mathcal B}``."""
    script = name.node.above if isinstance(name.node, Scripted) else None
    parts = script.inside.parts if isinstance(script, Bracket) else ()
    commas = any(isinstance(part, Separator) for part in parts)
    return commas and any(isinstance(a, Digits | Styled) for a in name.above)


def _halves(reader: Reader, name: Name) -> int:
    """How often the root of a name that is a square is meant: once for σ, twice for σ²."""
    if (name.letter, name.style) not in reader.lexicon.squares or name.primes or name.round:
        return 0
    shown = plain_text(name.above[0]) if len(name.above) == 1 else ""
    halves = int(shown) if shown.isdigit() else 1 if not name.above else 0
    of = name.letter, reader.lexicon.style(name)
    return halves if halves and reader.ask("square", of) == "square" else 0


def _below(reader: Reader, name: Name, node: Node, n: int) -> str:
    text, lexicon = plain_text(node), reader.lexicon
    evidence = lexicon.letter(text, node)
    near = stands_below(lexicon, name, n)
    of: object = text
    if (text in MARKS and text not in SLICES) or (isinstance(node, Letter) and node.word):
        evidence.add("mark")
    elif isinstance(node, Digits):
        of = (name.letter, lexicon.style(name), text)
        evidence |= {"beside-index"} if "small" in near else set()
        words = [d for d in reader.scope.declared if d.word.letter == name.letter
                 and lexicon.style(d.word) == lexicon.style(name)]  # fmt: skip
        evidence |= {"declared-axes"} if any(d.axes and not d.word.below for d in words) else set()
        numbers = any(isinstance(b, Digits) for d in words for b in d.word.below)
        evidence |= {"digits-declared"} if numbers else set()
        evidence |= lexicon.name(name) & {"of-layers"}
    elif not isinstance(node, Letter | Scripted | Styled):
        return "index"
    elif "ijk" not in evidence:
        others = [plain_text(other) for m, other in enumerate(name.below) if m != n]
        if any(lexicon.is_index(other) or other in IJK for other in others):
            evidence.add("beside-index")
        elif text in lexicon.ends and "index" in near:
            evidence.add("end")
        elif near & {"index", "compared"}:
            of = (name.letter, lexicon.style(name), text)
            evidence.add("beside-index")
    return reader.ask("below", of, evidence)


def _above(reader: Reader, name: Name, node: Node) -> str:
    text, lexicon = plain_text(node), reader.lexicon
    if isinstance(node, Bracket) and not only_item(node.inside) and "," in text:
        return "label"
    evidence = lexicon.letter(text, node) | lexicon.name(name)
    quantity = lexicon.of(text).bare > 0
    flags = {
        "round": name.round,
        "transpose-sign": text in TRANSPOSE - {"t"} and not (text == "T" and quantity),
        "mark": text in MARKS or (isinstance(node, Letter) and node.word),
        "styled": isinstance(node, Styled) and node.style != "plain",
        "letters": text[:1].isalpha() and len(text) <= 3,
    }
    evidence |= {flag for flag, holds in flags.items() if holds}
    return reader.ask("above", (name.letter, lexicon.style(name), text), evidence)
