r"""Notation to claims: every formula is read by its cheapest reading first.

The code that reads is written as if every notation had one meaning. Where it has several, it
asks, and the conventions of mathematics, one table, say what each answer costs; a search goes
through the readings in the order of their costs. What a formula means is decided nowhere else.

Read in this order:

- ``conventions`` is the table; ``search`` asks it, and finds the readings;
- ``scope`` is what bears on a claim, which ``context`` takes from the statements that ``bearing``
  finds; ``lexicon`` is the evidence, with ``seen`` and ``forms``, gathered by ``evidence``;
  ``defining`` tells definitions from claims;
- ``sets`` relates index sets, ``entries`` are forms of numbers, ``values`` arrays and all
  operations on them, ``families`` what a name is made of, ``reader`` the state of one reading;
- ``roles`` says what the scripts of a name are, ``indices`` which index stands there, ``numbers``
  which are worked out, ``names`` which family a name writes, ``ranks`` its axes, where nothing
  defines it, and ``bare`` what stands beside entries of it;
- ``expressions`` makes values of notation, with ``powers``, ``matrices`` and ``inverses``,
  ``letters`` and ``constants``, ``functions`` with ``words`` and ``table``, and ``indicators``;
- names with a bracket are ``applications``: ``sites`` says which, ``patterns`` are names that are
  written with their arguments, ``expansions`` functions by their formulas (``macros``), and
  ``dependences`` what these depend on;
- ``sums`` are read with ``limits``, ``ranges`` and ``samples``, which nothing below a sum shows;
- ``derivatives`` with ``differentials``, ``gradients`` and ``places``; ``partial`` says which
  names one holds fixed, and reads differentials by themselves;
- ``operations`` with ``operators`` are operators and signs that the document defines;
- ``assumptions``, ``facts`` and ``claims`` make claims of values, with ``evolution`` (derivatives
  that are given) and ``shifts`` (sums of differences); ``close`` makes their final forms, in which
  ``unrolled`` writes sums over sets of known size out; ``unsaid`` are derivatives of what is not
  said to depend;
- ``texts`` and ``problem`` read a loss that is to be differentiated.
"""
