"""One step of a document with all that bears on it: what a judge needs, and no more."""

from __future__ import annotations

from dataclasses import dataclass

from derive.old.conventions.mended import Mended
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.session import Formula
from derive.syntax.reader.where import Where

__all__ = ["Code", "Task"]


@dataclass(frozen=True, slots=True)
class Code:
    """An expression of code with the names in it, and what is assigned to others before it.

    ``own`` are the functions that the document's code defines.
    """

    expression: str
    names: tuple[str, ...]
    before: tuple[tuple[str, str], ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """The sides of a step, the definitions, assumptions and declarations that bear on it.

    With ``code``, the first side is what it computes, and the others are what its names
    stand for.
    """

    sides: tuple[Formula, ...]
    lets: tuple[Formula, ...] = ()
    given: tuple[Stated, ...] = ()
    declared: tuple[Where, ...] = ()
    #: The name that the step introduces, or ``""``, and whether it had a definition before.
    defines: str = ""
    redefines: bool = False
    #: Why the step is not judged, if something that it speaks of was not read.
    lost: str = ""
    #: The names of which the document speaks elsewhere.
    known: tuple[str, ...] = ()
    #: The labels that names are declared with.
    labels: tuple[tuple[str, str], ...] = ()
    #: The letters that stand above defined names.
    above: tuple[str, ...] = ()
    #: What makes a refutation doubtful, if anything does.
    doubt: str = ""
    #: What products are called.
    products: tuple[Formula, ...] = ()
    #: The layout of derivatives by arrays, if the document says it.
    layout: str = ""
    #: The layout of a matrix of derivatives that the document writes out.
    shown: str = ""
    #: Whether a letter is tried as the size of a set.
    sized: bool = False
    #: The letters of the document with labels of layers above them.
    layers: tuple[tuple[str, str], ...] = ()
    code: Code | None = None
    #: A name that the step may define anew.
    restates: str = ""
    #: The definitions, if earlier steps define names anew.
    rivals: tuple[Formula, ...] = ()
    #: The sources of definitions that may not be meant.
    elsewhere: tuple[str, ...] = ()
    #: The sources of functions of another section: two models are often called h alike.
    models: tuple[str, ...] = ()
    #: Whether sums end where they are printed to end.
    literal: bool = False
    #: Whether a derivative before several factors takes the first only.
    narrow: bool = False
    #: The letters over which earlier steps sum.
    summed: tuple[str, ...] = ()
    #: The shapes that the text speaks of, and the names of which it says one.
    spaces: tuple[Where, ...] = ()
    shaped: tuple[str, ...] = ()
    #: Definitions that are not read as printed.
    mended: tuple[Mended, ...] = ()
    #: Families that are written as functions.
    valued: tuple[str, ...] = ()
    #: Names that are the sums of what is written like them.
    totals: tuple[str, ...] = ()
