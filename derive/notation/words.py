r"""Names that are set as words: ``\mathrm{loss}``, ``\operatorname{softmax}``, ``\text{max}``.

The inverse of ``derive.syntax.letters``: what it escapes is read back as the name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from derive.notation.signs import ACCENTS, LETTERS, STYLES
from derive.syntax.letters import _GREEK as GREEK

__all__ = ["letter_name", "styled_letter", "word_name"]

_GREEK = {symbol: name for name, symbol in GREEK.items()}

_PIECE = re.compile(
    r"""\{\\backslash\}(?P<code>[0-9A-F]{1,6})\{\\backslash\}
      | \{(?P<mark>[.,:;!?()\[\]/*+\-<>=|@])\}
      | \{(?P<spelled>(?:\\[a-zA-Z]+\{?)+[A-Za-z]?\}*)\}
      | \\(?P<escaped>[_\#%&${}\ ])
      | (?P<plain>[A-Za-z0-9'])""",
    re.VERBOSE,
)

#: What people put into an upright word without escaping it.
_LOOSE = re.compile(r"[A-Za-z0-9][A-Za-z0-9'_ -]*")


def word_name(raw: str) -> str | None:
    r"""The name that is set as this word, or ``None`` if it is not a word.

    >>> word_name("loss"), word_name(r"j\_1"), word_name("log-sum"), word_name("x_i = 1")
    ('loss', 'j_1', 'log-sum', None)
    """
    at, name = 0, ""
    while at < len(raw):
        found = _PIECE.match(raw, at)
        if found is None:
            break
        if found["code"]:
            code = int(found["code"], 16)
            if code > 0x10FFFF:
                return None
            name += chr(code)
        elif found["spelled"]:
            letter = _spelled(found["spelled"])
            if letter is None:
                return None
            name += letter
        else:
            name += found["mark"] or found["escaped"] or found["plain"]
        at = found.end()
    else:
        return name if name and name == name.strip() else None
    loose = _LOOSE.fullmatch(raw.strip())
    return " ".join(raw.split()) if loose else None


@lru_cache(maxsize=4096)
def letter_name(cluster: str) -> str | None:
    """The name of a letter as it is typed, accents included; ``None`` for no letter of ours.

    >>> letter_name("z"), letter_name("θ"), letter_name("ŷ"), letter_name("𝑥"), letter_name("Ж")
    ('z', 'theta', 'ŷ', 'x', None)
    """
    letter = unicodedata.normalize("NFC", cluster)
    if letter in _GREEK:
        return _GREEK[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    known = base.isascii() and base.isalpha()
    known = known or base in "ℓħ" or base in _GREEK or _alphabet(base) is not None
    if not known or any(mark not in ACCENTS.values() for mark in marks):
        return None
    plain = _alphabet(base)
    if plain is not None and plain[0] in ("italic", "plain"):
        return unicodedata.normalize("NFC", plain[1] + "".join(marks))
    return letter


def styled_letter(style: str, name: str) -> str | None:
    """The name of a letter in an alphabet or under an accent; ``None`` if there is none.

    >>> styled_letter("bold", "x"), styled_letter("script", "L"), styled_letter("\u0302", "theta")
    ('𝐱', 'ℒ', 'θ̂')
    """
    letter = GREEK.get(name, name)
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if style in ACCENTS.values():
        if any(unicodedata.category(mark) != "Mn" for mark in marks):
            return None
        return unicodedata.normalize("NFC", letter + style)
    if style == "plain":
        return name
    if any(unicodedata.category(mark) != "Mn" for mark in marks):
        return None
    known = _alphabet(base)
    if known is not None and (known[0] == style or style == "bold"):
        return name
    if base.islower() and style in ("script", "double-struck"):
        return name  # TeX has no such small letters: what is seen is not what was meant
    case = "CAPITAL" if base.isupper() else "SMALL"
    described = unicodedata.name(base, "")
    if not described.startswith(("LATIN", "GREEK")):
        return None
    stem = described.split(" LETTER ")[-1]
    for prefix in ("MATHEMATICAL ", ""):
        try:
            found = unicodedata.lookup(f"{prefix}{style.upper()} {case} {stem}")
        except KeyError:
            continue
        return unicodedata.normalize("NFC", found + "".join(marks))
    return None


def _alphabet(letter: str) -> tuple[str, str] | None:
    """A letter of a mathematical alphabet: the alphabet, and the plain letter."""
    base = unicodedata.normalize("NFKC", letter)
    words = unicodedata.name(letter, "").split()
    if len(base) != 1 or base == letter or not base.isalpha() or letter in _GREEK:
        return None
    kinds = [w for w in words if w in ("BOLD", "SCRIPT", "DOUBLE-STRUCK", "FRAKTUR", "ITALIC")]
    if "MATHEMATICAL" not in words and not kinds:
        return None
    return (kinds[0].lower() if len(kinds) == 1 else "other"), base


def _spelled(latex: str) -> str | None:
    r"""A letter as the writer spells it inside a word: ``\theta``, ``\hat{y}``."""
    command, _, inside = latex.partition("{")
    if not inside:
        name = LETTERS.get(command)
        return GREEK.get(name, name) if name else None
    if not inside.endswith("}"):
        return None
    inner = inside.removesuffix("}")
    letter = inner if len(inner) == 1 else _spelled(inner)
    style = ACCENTS.get(command) or STYLES.get(command)
    return styled_letter(style, letter) if letter and style else None
