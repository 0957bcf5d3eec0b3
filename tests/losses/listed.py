"""The list: every gradient with its textbook's form, in the order of the modules."""

from __future__ import annotations

from tests.losses import classification, layers, regression, representation
from tests.losses.entry import Gradient

__all__ = ["LISTED"]

LISTED: tuple[Gradient, ...] = (
    *classification.GRADIENTS,
    *regression.GRADIENTS,
    *representation.GRADIENTS,
    *layers.GRADIENTS,
)
