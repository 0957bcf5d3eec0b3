"""Discourse: pieces of a document to statements, each with its status and its scope.

To be read in this order:

- ``statements``: what a statement is.
- ``outline``: a document, sentence by sentence; the entry of this room.
- ``stretches``: sections, blocks and sentences. ``shapes``: a formula in a line, in one letter;
  ``relations``: its sides. ``sentences``: a sentence as the tables of ``words`` read it.
- ``prose``: what the words of a sentence make of its formulas, with ``naming`` (what they say of
  names). ``governing``: what they make of a display.
- ``reaching``: how far each statement reaches, and where a case is over; with ``sharing``.
  ``turns``: where a text turns from what it assumed. ``rivals``: second definitions.
- ``displays``: what the rows of a display say; with ``equations``, ``clauses``, ``chains`` and
  ``groups``.
- ``directives``: annotations; with ``declared``. ``options``: those of a gradient.
"""
