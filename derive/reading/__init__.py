r"""Notation to claims: every formula is read by its cheapest reading first.

The code that reads is written as if every notation had one meaning. Where it has several, it
asks, and the conventions of mathematics, one table, say what each answer costs; a search goes
through the readings in the order of their costs. What a formula means is decided nowhere else.

Read in this order:

- ``conventions`` is the table; ``search`` asks it, and finds the readings;
- ``scope`` is what bears on a claim, which ``context`` takes from the statements that ``bearing``
  finds; ``lexicon`` is the evidence, with ``seen`` and ``forms``, gathered by ``evidence``;
  ``defining`` tells definitions from claims;
- ``sets`` relates index sets, ``values`` are arrays and all operations on them, ``families``
  what a name is made of, ``reader`` the state of one reading;
- ``roles`` says what the scripts of a name are, ``indices`` which index stands there, ``names``
  which family a name writes, and ``ranks`` its axes, where nothing defines it;
- ``expressions`` makes values of notation, with ``entries``, ``letters``, ``applications``,
  ``patterns``, ``functions``, ``sums``, ``derivatives`` and ``matrices``; ``samples`` and
  ``orders`` are what sums run over that nothing shows, and sums over a part of a set;
- ``operations`` with ``operators`` are operators and signs that the document defines;
  ``partial`` says which names a derivative holds fixed, ``inverses`` are those of matrices;
- ``assumptions``, ``facts`` and ``claims`` make claims of values, with ``evolution``
  (derivatives that are given) and ``shifts`` (sums of differences); ``close`` makes their final
  forms, in which ``unrolled`` writes sums over sets of known size out; ``unsaid`` are derivatives
  of what is not said to depend;
- ``texts`` and ``problem`` read a loss that is to be differentiated.
"""
