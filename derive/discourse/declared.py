r"""Declarations as they are written for the checker: ``W : m, n``, ``y : C one-hot``, ``f of a``.

On the left of the colon stand names, on the right index sets and facts. A word before the
names says what is meant where use does not tell: ``index``, ``scalar``, ``vector``,
``matrix``, ``function``, or a fact. Where only names stand, ``theta`` is ``\theta``, and all
that stands below a name belongs together: ``W_ij``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.discourse.relations import called
from derive.discourse.statements import Status
from derive.documents.traced import Segment, Traced, joined
from derive.model import FACTS as KNOWN_FACTS
from derive.notation.errors import ReadError
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Clause, Clauses, Separator
from derive.notation.parse import parse
from derive.notation.signs import LETTERS

__all__ = [
    "FACTS", "SHAPES", "as_typed", "declared", "fact_at_end", "located", "names_in", "parsed",
]  # fmt: skip

#: The words that say of what shape a name is, and over how many sets it goes.
SHAPES = {"index": 1, "scalar": 0, "vector": 1, "matrix": 2}
#: How people put facts, and what they are called here.
FACTS = {fact: fact for fact in KNOWN_FACTS} | {
    "one hot": "one-hot",
    "onehot": "one-hot",
    "simplex": "distribution",
    "probability": "distribution",
    "probability distribution": "distribution",
    "non-negative": "nonnegative",
}
_BY_LENGTH = sorted(FACTS, key=len, reverse=True)
_FACT = re.compile(
    r"[\s,]*(?:\\text\{\s*)?(?:\bis\s+)?(?:\ban?\s+)?(?<![A-Za-z-])(?P<fact>"
    + "|".join(map(re.escape, _BY_LENGTH))
    + r")\s*\}?\s*\Z"
)
_VERB = re.compile(
    r"\s*(?P<verb>" + "|".join(map(re.escape, (*SHAPES, "function", *_BY_LENGTH))) + r")\s+(?=\S)"
)
_OF = re.compile(r"(?<![A-Za-z])of(?![A-Za-z])")
_TYPED = re.compile(
    r"(?P<word>(?<![\\A-Za-z_^{])[A-Za-z]{2,}(?![A-Za-z}]))|_(?P<below>[A-Za-z0-9]{2,})"
)
_TIMES = re.compile(r"×|\\times(?![A-Za-z])|(?<=\w)\s+x\s+(?=\w)|,")
_BARS = re.compile(r"(?:\\left\s*)?(?:\||\\[lr]?vert(?![A-Za-z]))|(?:\\right\s*)?\|")


@dataclass(frozen=True, slots=True)
class Said:
    """What a declaration says of its names: ``text`` holds them, ``axes`` are the sets."""

    status: Status
    said: str
    text: Traced
    names: Clauses
    axes: tuple[str, ...] = ()


def declared(text: Traced, verb: str = "") -> tuple[Said, ...]:
    r"""What a declaration says; raises ``ReadError`` with places in the source.

    >>> from derive.documents.traced import copied
    >>> for one in declared(copied(r"theta, b : n, m positive", 0)):
    ...     print(one.status, one.said, one.text.text, one.axes)
    range shape \theta, b ('n', 'm')
    property positive \theta, b ()
    """
    if not verb and (leading := _VERB.match(text.text)) is not None:
        verb, text = leading["verb"], text.part(leading.end(), len(text.text))
    before, colon, _ = text.text.partition(":")
    left = text.part(0, len(before))
    right = text.part(len(before) + 1, len(text.text)) if colon else None
    if verb == "function" and right is None:
        return tuple(_functions(left))
    facts = []
    if verb in FACTS:
        facts, verb = [FACTS[verb]], ""
    rest = left if right is None else right
    while (found := fact_at_end(rest.text)) is not None:
        facts.append(found[0])
        rest = rest.part(0, found[1])
    left, right = (rest, None) if right is None else (left, rest)
    typed, names = names_in(left)
    shape = _shape(verb, right, text, bool(facts))
    said = [] if shape is None else [Said(*shape[:2], typed, names, shape[2])]
    return (*said, *(Said("property", fact, typed, names) for fact in facts))


def _shape(
    verb: str, right: Traced | None, text: Traced, has_facts: bool
) -> tuple[Status, str, tuple[str, ...]] | None:
    """The status of a declaration, how it is said, and the sets that it names."""
    word = right.text.strip() if right is not None else ""
    if word == "function":
        return "kind", "function", ()
    if word in ("scalar", "number", "real"):
        verb, word = "scalar", ""
    if right is None or not word:
        if verb == "scalar" or (not verb and right is None and not has_facts):
            return "range", "scalar", ()
        if right is None and not verb:
            return None
        end = len(text.text)
        message = f"over which set? write {f'{verb} … : C' if verb else '… : C'}"
        raise located(ReadError(message, end, end), text)
    axes = tuple(_sets(right))
    if verb == "function" or (verb in SHAPES and len(axes) != SHAPES[verb]):
        raise _fault(f"a {verb} is not declared so", right)
    return "range", verb or "shape", axes


def _functions(text: Traced) -> Iterator[Said]:
    """``E of a, b`` for each function; ``E`` alone is one of which nothing is known."""
    of = _OF.search(text.text)
    if of is None:
        yield Said("kind", "function", *names_in(text))
        return
    typed, names = names_in(text.part(0, of.start()))
    arguments, _ = names_in(text.part(of.end(), len(text.text)))
    between = text.part(of.start() - 1, of.end() + 1)
    whole = joined([typed, between, arguments])
    by = len(typed.text)
    moved = parse(whole.text, by + len(between.text))
    comma = Separator(by, by + len(between.text), ",")
    for name in (part for part in names.parts if isinstance(part, Clause)):
        parts = (name, comma, *moved.parts)
        yield Said("kind", "function of", whole, Clauses(name.start, moved.end, parts))


def _sets(text: Traced) -> Iterator[str]:
    """The names of index sets, parted by commas or ×."""
    at = 0
    for mark in (*_TIMES.finditer(text.text), None):
        start, end = mark.span() if mark is not None else (len(text.text), 0)
        typed = as_typed(text.part(at, start))
        at = end
        item = only_item(parsed(typed, _BARS.sub(lambda found: " " * len(found[0]), typed.text)))
        if item is None or not (plain_text(item).isdigit() or spelled(item) is not None):
            raise _fault("this is no name of an index set", typed)
        yield plain_text(item)


def names_in(text: Traced) -> tuple[Traced, Clauses]:
    r"""The names of a list such as ``i, j`` or ``\hat y``, as LaTeX and as notation."""
    bare = text.text.strip()
    start = text.text.find(bare) if bare else 0
    typed = as_typed(text.part(start, start + len(bare)))
    notation = parsed(typed)
    for part in notation.parts:
        if isinstance(part, Separator) and part.sign == ",":
            continue
        item = only_item(Clauses(part.start, part.end, (part,)))
        applied = isinstance(part, Clause) and not part.relations and called(part.members[0])
        if spelled(item) is None and (item is not None or not applied):
            raise located(ReadError("this is no name to declare", part.start, part.end), typed)
    if not notation.parts:
        raise _fault("no name is declared here", typed)
    return typed, notation


def as_typed(text: Traced) -> Traced:
    r"""The text with its words as names, and with all that stands below a name together.

    >>> from derive.documents.traced import copied
    >>> typed = as_typed(copied("loss, theta, W_ij", 0))
    >>> typed.text, typed.source_span(15, 21)
    ('\\mathrm{loss}, \\theta, W_{ij}', (6, 11))
    """
    pieces: list[Traced] = []
    at = 0
    for found in _TYPED.finditer(text.text):
        word, latex = found["word"], f"_{{{found['below']}}}"
        if word:
            latex = "\\" + word if "\\" + word in LETTERS else rf"\mathrm{{{word}}}"
        low, high = text.source_span(*found.span())
        written = Traced(latex, (Segment(0, low, len(latex), high - low, False),))
        pieces += [text.part(at, found.start()), written]
        at = found.end()
    return joined([*pieces, text.part(at, len(text.text))]) if pieces else text


def fact_at_end(text: str) -> tuple[str, int] | None:
    r"""The fact with which a text ends, and where it begins.

    >>> fact_at_end("y one-hot"), fact_at_end(r"q\text{ is a distribution}"), fact_at_end("y")
    (('one-hot', 1), ('distribution', 1), None)
    """
    found = _FACT.search(text)
    if found is None or not text[: found.start()].strip():
        return None
    return FACTS[found["fact"]], found.start()


def parsed(text: Traced, latex: str | None = None) -> Clauses:
    """The notation of a text; an error has its place in the source."""
    try:
        return parse(text.text if latex is None else latex)
    except ReadError as error:
        raise located(error, text) from None


def _fault(message: str, text: Traced) -> ReadError:
    return located(ReadError(message, 0, len(text.text)), text)


def located(error: ReadError, text: Traced) -> ReadError:
    """The error with its place in the source of the text."""
    start = min(error.start, len(text.text))
    low, high = text.source_span(start, min(max(error.end, start), len(text.text)))
    return ReadError(error.message, low, max(low, high))
