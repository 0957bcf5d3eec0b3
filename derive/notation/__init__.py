r"""LaTeX to notation: what stands on paper, with exact places. Nothing is decided here.

Read in this order:

1. ``nodes``: what there is; ``items``, what stands in brackets; ``names``: which name is written.
2. ``signs`` and ``words``: what each command, character and word stands for.
3. ``marks``: tokens; ``source``, ``commands`` and ``scan``: the scanner that finds them.
4. ``nested``: which bracket closes which; ``beside``: what a token is by what stands beside it;
   ``grammar`` and ``parse``: tokens to notation, level by level.
5. ``lines``: which lines of a display are one row; ``rows``: a display in rows.
6. ``errors``: what is said of text that is not read. Nothing else is ever raised.

A formula is ``parse(text)``, a display ``rows(text)``: rows that are read and rows that are not,
all with places in the whole text.
"""
