"""What the diagnostics mean that say how a step was read, where it can be read in two ways."""

from __future__ import annotations

__all__ = ["OF_READINGS"]

OF_READINGS: dict[str, str] = {
    "one-sample": (
        "A line of code sums over a whole vector on its way, and computes the closed form for one "
        "sample. For a batch of rows the same line sums over the samples as well."
        "\n\nWrong for a batch: (g - dot(g, a)) * a. "
        "Right: (g - (g * a).sum(axis=1, keepdims=True)) * a."
        "\n\nSum along the axis of the classes, and keep the axis."
    ),
}
