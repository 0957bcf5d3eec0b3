"""Losses that nothing was tuned for: how far the rules reach."""

from __future__ import annotations

from tests.losses.entry import Gradient

__all__ = ["HELD_OUT"]

HELD_OUT: tuple[Gradient, ...] = ()
