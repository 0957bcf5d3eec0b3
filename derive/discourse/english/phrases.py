"""Where an English noun phrase ends, and which words of it name a kind."""

from __future__ import annotations

__all__ = ["STOPS", "noun"]

#: Words at which a noun phrase ends.
STOPS = (
    r"(?!(?:with|that|which|who|whose|where|in|by|on|from|to|and|or|so|if|when|then|we|is|are|for|at|as|"
    r"but|because|since|be|may|can|must|over|under|between|into|within|inside|than|without|per|given|has|have|having|gives?|let|via|"
    r"of(?! (?:all )?(?:ones|zeros|[a-z0-9-]* ?probabilities)))\b)"
)

_NOT_OF = (
    r"(?![\w-]| (?:elements?|entr\w+|components?|products?|norms?|multiplication|calculus|notation|"
    r"spaces?|coefficients?|rule|values?|sides?|form|case|identity|equation|derivatives?|gradient|jacobian)\b)"
)


def noun(words: str) -> str:
    """A pattern for words that name a kind, and are not the beginning of another phrase.

    >>> import re
    >>> [bool(re.search(noun("matrix"), w)) for w in ("a matrix", "a matrix element")]
    [True, False]
    """
    return rf"(?<![\w-])(?:{words}){_NOT_OF}"
