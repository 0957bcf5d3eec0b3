"""Words: what a language's words beside a formula make of it. Data, and how it is asked.

A sentence is written down with a capital for each formula (``derive.discourse.shapes``), all
words in small letters: ``unless C, we have D``. A row of a table says which words stand right
before a formula, or right behind it, what shape the formula has, and what it then is. The first
row that fits counts, so that what denies stands before what assumes. No row looks further than
a sentence, and no pattern repeats what repeats, so that asking takes time in proportion to the
words. Chinese words stand anywhere, since no spaces part them; characters of the long form are
taken as the short ones.

``tables`` reads the tables ``rows`` (formulas), ``kinds`` (names) and ``phrases``, whose columns
are the languages. ``tongues``: which language.
"""
