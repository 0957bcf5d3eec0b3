r"""LaTeX to notation: what stands on paper, with exact places. Nothing is decided here.

Read in this order: ``nodes`` (what there is), ``signs`` (the tables of the lexer), ``tokens``
with ``commands``, ``brackets``, ``bars`` and ``words`` (the lexer), ``grammar`` and ``parse``
(the parser), ``errors`` (what is said of text that is not read).
"""
