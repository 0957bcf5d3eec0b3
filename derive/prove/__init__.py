"""Proving and refuting: the normal form, the second opinion, witnesses, missing assumptions.

- ``decide`` gives the verdict on a claim, from all that follows;
- ``equality`` compares its sides in each of the equality ``patterns``, by their ``normal`` form:
  ``sums``, ``elementary`` functions and ``field`` fractions over ``atoms``; ``assumptions``,
  ``facts`` and ``signs`` are what it may use;
- ``refute`` looks for a witness at exact ``points``, made by ``random_values`` and ``satisfying``;
  ``evaluate`` is the second opinion there, on ``scalars`` and ``dual_arithmetic``, and shares no
  code with the normal form; ``confirm`` asks it about what is proved;
- ``conditions`` and ``domains`` are about where the sides are defined;
- ``orthogonal`` and ``inverses`` recognise what is said of such matrices, for ``contraction``;
- ``repair`` names the assumption that is missing.
"""
