"""Discourse: pieces of a document to statements, each with its status and its scope.

To be read in this order:

- ``statements``: what a statement is. ``scopes``: how far one may reach.
- ``outline``: a document, sentence by sentence; the entry of this room.
- ``stretches``: sections, blocks and sentences. ``shapes``: a formula in a line, in one letter.
  ``sentences``: a sentence as the tables read it. ``languages``: which tables.
- ``words``: what a table is. ``english``, ``chinese``: the tables.
- ``prose``: what the words of a sentence make of its formulas; with ``naming`` (what they say of
  names), ``spaces`` (ranges and sizes), ``signs`` (what defines by itself), ``abbreviations``
  (names given to a formula beside them) and ``holes`` (what is not read).
- ``reaching``: how far each statement reaches, and where a case is over; with ``sharing``.
- ``governing``: what the words make of a display. ``rivals``: second definitions.
- ``displays``: what the rows of a display say; with ``equations``, ``relations``, ``clauses``,
  ``roles``, ``chains``, ``groups``, ``cases``, ``beside`` and ``drafts``.
- ``directives``: annotations; with ``declared``. ``options``: those of a gradient.
"""
