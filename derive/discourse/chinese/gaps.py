"""How far apart Chinese words and their formula may stand. ``D`` is a display."""

from __future__ import annotations

__all__ = ["FEW", "GAP"]

#: Anything within the sentence, formulas too.
GAP = r"[^。;D]{0,30}"
#: Few words between a verb and its formula, and no other formula.
FEW = r"[^。;，,A-Z]{0,14}"
