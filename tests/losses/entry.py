"""What an entry of the list of losses is: a loss, a variable, the textbook's gradient."""

from __future__ import annotations

from dataclasses import dataclass

from derive import function
from derive.model import Assumption, IndexRelation
from derive.syntax.tree import Call, Entry, Symbol, Written

__all__ = ["Gradient", "sigmoid", "tanh"]


@dataclass(frozen=True, slots=True)
class Gradient:
    """``∂loss/∂wrt = textbook`` under assumptions; the textbook's form is not a hint."""

    name: str
    loss: Written
    wrt: Symbol | Entry
    textbook: Written
    given: tuple[Assumption, ...] = ()
    case: tuple[IndexRelation, ...] = ()

    @property
    def label(self) -> str:
        """The name of the loss and the variable, unique in the list."""
        return f"{self.name}, by {self.wrt}"


def sigmoid(argument: object) -> Call:
    """The logistic function 1/(1 + e^{−x})."""
    return function("sigmoid", argument)


def tanh(argument: object) -> Call:
    """The hyperbolic tangent."""
    return function("tanh", argument)
