r"""How vectors and matrices are written: ``X^\top``, ``a \odot b``, ``\lVert x \rVert``.

Both writers, LaTeX and text, ask here for what stands around the parts of an array form;
the parts they write themselves.

What this file cannot do: the size of ``1`` and of ``I`` is not shown; it is the one that fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.syntax.array import (
    Diag,
    Hadamard,
    Identity,
    Norm,
    Ones,
    Trace,
    Transpose,
    Unit,
)
from derive.syntax.letters import superscript
from derive.syntax.precedence import WHOLE, Level, Place, factor
from derive.syntax.tree import IndexTerm, Written

__all__ = ["LATEX", "TEXT", "Signs", "array_form"]


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one way of writing."""

    hadamard: str
    ones: str
    identity: str
    unit: str
    diag: str
    trace: str
    norm: tuple[str, str]
    transposed: Callable[[str], str]


LATEX = Signs(
    hadamard=r"\odot",
    ones=r"\mathbf{1}",
    identity=r"\mathbf{I}",
    unit=r"\mathbf{e}",
    diag=r"\operatorname{diag}\left({}\right)",
    trace=r"\operatorname{tr}\left({}\right)",
    norm=(r"\left\lVert ", r" \right\rVert"),
    transposed=lambda base: superscript(base, r"\top"),
)

TEXT = Signs(
    hadamard="⊙",
    ones="𝟏",
    identity="𝐈",
    unit="𝐞",
    diag="diag({})",
    trace="tr({})",
    norm=("‖", "‖"),
    transposed=lambda base: base + "ᵀ",
)


def array_form(
    form: Written,
    place: Place,
    signs: Signs,
    write: Callable[[Written, Place], str],
    indexed: Callable[[str, IndexTerm], str],
) -> str:
    """A form of array nodes; ``write`` writes a part at its place, ``indexed`` a subscript."""
    match form:
        case Hadamard(factors):
            last = len(factors) - 1
            parts = [write(f, factor(place, last=n == last)) for n, f in enumerate(factors)]
            return f" {signs.hadamard} ".join(parts)
        case Transpose(of):
            return signs.transposed(write(of, Place(Level.ATOM)))
        case Ones():
            return signs.ones
        case Identity():
            return signs.identity
        case Unit(at):
            return indexed(signs.unit, at)
        case Diag(of):
            return signs.diag.replace("{}", write(of, WHOLE))
        case Trace(of):
            return signs.trace.replace("{}", write(of, WHOLE))
        case Norm(of):
            return write(of, WHOLE).join(signs.norm)
    raise TypeError(f"{form!r} is not a written form")
