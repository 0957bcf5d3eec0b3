r"""LaTeX to notation: what stands on paper, with exact places. Nothing is decided here.

Read in this order:

1. ``nodes``: what there is; ``names``, with ``items`` and ``plain``: which name an item writes;
   ``own_signs``: signs that are written like names; ``replaced``: notation with other parts.
2. ``signs``, ``markup``, ``vocabulary``: what each command, character and word stands for.
3. ``tokens``, the lexer, on ``letters``, ``commands``, ``stacked``, ``upright`` with ``words``, and
   ``brackets``; then ``bars`` and ``neighbours``: what a token is by what stands beside it, for
   which ``levels`` says whether a piece has just ended.
4. ``grammar`` and ``parse``: tokens to notation; ``joined``: the lines that are one row.
5. ``rows``: a display in rows, with ``layout`` and ``lines``, and ``outline`` for what is not read.
6. ``errors``: what is said of text that is not read. Nothing else is ever raised.

A formula is ``parse(text)``, a display ``rows(text)``: rows that are read and rows that are not,
all with places in the whole text.
"""
