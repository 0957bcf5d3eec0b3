"""What a document is made of: formulas, annotations, code and the prose between. Data only.

Every piece knows two stretches of the source, in code points: ``start`` to ``end`` is what it
contains, ``opens`` to ``closes`` has its delimiters too. The pieces of a document stand in
its order, do not overlap, and cover it from the first character to the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from derive.documents.traced import Traced
from derive.model import Diagnostic

__all__ = [
    "Annotation",
    "CodeBlock",
    "Directive",
    "Kind",
    "Macro",
    "Masked",
    "MathSpan",
    "Notice",
    "Piece",
    "Prose",
    "Scan",
]

#: How a document is read.
Kind: TypeAlias = Literal["markdown", "tex", "notebook", "text"]


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive of an annotation: ``let p = q`` is the verb ``let`` and an argument."""

    verb: str
    argument: Traced
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """``<!-- derive: … -->`` or ``% derive: …``: what prose says, written for the checker."""

    directives: tuple[Directive, ...]
    start: int
    end: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class MathSpan:
    r"""A formula.

    ``delimiter`` is what opens it: ``$``, ``$$``, ``\[``, ``\(``, ``\\[``, ``$```, `````math``,
    ``scraped``, or the name of an environment, which ``environment`` then repeats.
    ``contents`` is the formula without the marks of block quotes and lists and without
    comments. ``alone`` says that nothing else stands on its lines. ``annotations`` are
    those in comments inside it.
    """

    contents: Traced
    start: int
    end: int
    opens: int
    closes: int
    display: bool
    delimiter: str
    environment: str = ""
    alone: bool = False
    annotations: tuple[Annotation, ...] = ()

    @property
    def text(self) -> str:
        """The formula as it is to be read."""
        return self.contents.text


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code, with its language as the document names it (``""`` for none)."""

    language: str
    contents: Traced
    start: int
    end: int
    opens: int
    closes: int

    @property
    def text(self) -> str:
        """The code, without the marks of block quotes and lists."""
        return self.contents.text


@dataclass(frozen=True, slots=True)
class Prose:
    """What stands between the other pieces, as it is in the source."""

    text: str
    start: int
    end: int

    @property
    def opens(self) -> int:
        """Prose has no delimiters: ``start``."""
        return self.start

    @property
    def closes(self) -> int:
        """Prose has no delimiters: ``end``."""
        return self.end


@dataclass(frozen=True, slots=True)
class Masked:
    """What is neither read nor prose: front matter, a tag, a comment, inline code, a macro."""

    what: str
    opens: int
    closes: int

    @property
    def start(self) -> int:
        """The same as ``opens``."""
        return self.opens

    @property
    def end(self) -> int:
        """The same as ``closes``."""
        return self.closes


Piece: TypeAlias = MathSpan | Annotation | CodeBlock | Prose | Masked


@dataclass(frozen=True, slots=True)
class Macro:
    r"""A macro that the document defines: ``\newcommand{\name}[arity][default]{body}``."""

    name: str
    arity: int
    default: str | None
    body: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A diagnostic and the stretch of the source that it is about."""

    diagnostic: Diagnostic
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found in a stretch of a document: all its pieces but the prose."""

    pieces: tuple[MathSpan | Annotation | CodeBlock | Masked, ...] = ()
    macros: tuple[Macro, ...] = ()
    notices: tuple[Notice, ...] = ()
