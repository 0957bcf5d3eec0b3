"""What a document says, in order: its rows, chains, definitions and claims, and their verdicts.

A document passes through this room from top to bottom:

- ``plan`` goes through its pieces; ``rows``, ``beside``, ``chains`` and ``aliases`` make steps
  of a display, and ``words`` hears what is said beside it;
- ``said`` keeps what was said so far; ``defining`` tells definitions from claims, and
  ``bearing`` gathers all that bears on a step, which is its ``task``;
- ``run``, ``worker`` and ``cache`` have the tasks judged, in processes that can be killed;
- ``judging`` is the judge of one task: ``conventions`` settles what its names mean, ``matrices``,
  ``branches`` and ``finite`` take it apart, ``second`` looks again where nothing came of it;
- ``mend`` looks for the smallest change that makes a false step true;
- ``outcome`` is what was found about a step, ``findings`` what was found in a file.
"""
