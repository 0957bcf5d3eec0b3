r"""Words of formulas: those that people write without setting them upright, and names of letters.

``exp(x)`` and ``logp`` speak of functions, ``loss_i`` of a name, ``sum_i`` is ``\sum`` without
its backslash. Other letters in a row are factors, up to four of them; nobody writes five in
one word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from derive.notation.signs import ACCENTS
from derive.syntax.letters import _GREEK as GREEK

__all__ = [
    "ALSO_NAMES", "PROSE", "WORDS", "letter_name", "run_of_letters", "styled_letter", "word_name",
]  # fmt: skip


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Functions whose name is that of their value, too, where nothing is in parentheses.
ALSO_NAMES = ("softmax", "sigmoid")
_FUNCTIONS = _words(
    "softmax sigmoid argmax argmin arcsin arccos arctan tanh sinh cosh sqrt log exp max min sin "
    "cos tan lim det"
)
#: Words that are functions also where they stand as plain letters.
WORDS = {word: word for word in _FUNCTIONS} | {"ln": "log"}
_LONGEST_FIRST = sorted(_FUNCTIONS, key=lambda word: (-len(word), word))

#: Names, names where a bracket follows, and names below others.
_NAMES = _words(
    "MSE RMSE MAE RSS SSE SSR SST TSS BCE NLL ELBO MLE MAP SGD MLP RNN CNN LSTM GRU PCA SVD KLD "
    "ReLU relu GELU gelu loss Loss cost Cost costs bias mean risk Risk grad curl rank span diag "
    "trace norm logit expit sinc sine limit minus using conv head Head gain expm logm"
)
_CALLED = _words("tr Tr Var var Cov cov Corr std sgn sign erf KL JS vec Bern Ber Cat Beta pdf cdf")
_LABELS = _words(
    "pred true test data init prev next new old out real fake orig best gold noise std reg"
)
#: Commands that are no words of any formula; above a name some of them may be labels.
_COMMANDS_ABOVE = _words("sum prod frac partial") | {name for name in GREEK if len(name) > 2}
_COMMANDS = _COMMANDS_ABOVE | _words("int nabla infty cdot times mathbf quad left right text")
#: Words that are no names: what follows or precedes them is a condition or a remark.
PROSE = _words(
    "if for where with and or when otherwise definition algebra by since so then thus hence all "
    "iff as because is in let case given assuming else while that such"
)

_LETTERS = re.compile(r"[A-Za-z]+")
#: How many factors may stand beside a function in one word: ``ylogp``.
_FACTORS = 2
#: How many letters in a row are no product.
_LONG = 5
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def run_of_letters(text: str, at: int, stop: int, where: str = "") -> tuple[str, int, str] | None:
    """What the letters in a row are that begin here, or ``None`` for factors or indices.

    A function, with the number where it begins among them, a name, words beside a formula, or a
    mistake; ``where`` they stand is below a name, above one, or in neither.

    >>> run_of_letters("ylogp", 0, 5), run_of_letters("sum_i", 0, 5)
    (('function', 1, 'log'), ('mistake', 0, 'sum'))
    >>> run_of_letters("abc", 0, 3), run_of_letters("tr(A)", 0, 5)
    (None, ('name', 0, 'tr'))
    >>> run_of_letters("ijklm", 0, 5, "below"), run_of_letters("train", 0, 5, "below")
    (None, ('name', 0, 'train'))
    """
    found = _LETTERS.match(text, at, stop)
    run = found[0] if found else ""
    if len(run) < 2:
        return None
    rest = text[at + len(run) : min(at + len(run) + 8, stop)]
    applied = rest.lstrip().startswith(("(", "[", r"\left"))
    if run in _NAMES or (run in _CALLED and applied):
        return "name", 0, run
    if where and run in _LABELS:
        return "name", 0, run
    if run in WORDS:
        return "function", 0, run
    if where == "below":
        return ("name", 0, run) if len(run) >= _LONG and run not in _ALPHABET else None
    if run in (_COMMANDS_ABOVE if where else _COMMANDS):
        return "mistake", 0, run
    spaced = text[at - 1 : at] in (" ", "~", "\n", ",", "}") and rest[:1].isspace()
    if run in PROSE and spaced and (len(run) > 2 or run == "if") and not where:
        return "words", 0, run
    return _function_inside(run) or (("name", 0, run) if len(run) >= _LONG else None)


def _function_inside(run: str) -> tuple[str, int, str] | None:
    if run[:2] == "ln" and len(run) == 3:
        return "function", 0, "ln"
    for begin in range(min(_FACTORS, len(run)) + 1):
        for word in _LONGEST_FIRST:
            rest = len(run) - begin - len(word)
            if run.startswith(word, begin) and 0 <= rest <= _FACTORS and len(word) > 2:
                return "function", begin, word
    return None


_GREEK = {symbol: name for name, symbol in GREEK.items()}
#: A word and what is written beside it: no sign of a formula, no letters of other alphabets.
_WORD = re.compile(r"[A-Za-z0-9'][A-Za-z0-9'_ -]*")


def word_name(raw: str) -> str | None:
    r"""The name that is set as this word, or ``None`` if it is not a word.

    >>> word_name("loss"), word_name(r"j\_1"), word_name("log-sum"), word_name("x_i = 1")
    ('loss', 'j_1', 'log-sum', None)
    """
    plain = raw.replace(r"\_", "_").replace(r"\ ", " ").strip()
    return " ".join(plain.split()) if _WORD.fullmatch(plain) else None


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
    if any(unicodedata.category(mark) != "Mn" for mark in marks):
        return name if style == "plain" else None
    if style in ACCENTS.values():
        return unicodedata.normalize("NFC", letter + style)
    known = _alphabet(base)
    if style == "plain" or (known is not None and (known[0] == style or style == "bold")):
        return name
    if base.islower() and style in ("script", "double-struck"):
        return name  # TeX has no such small letters: what is seen is not what was meant
    described = unicodedata.name(base, "")
    case, stem = ("CAPITAL" if base.isupper() else "SMALL"), described.split(" LETTER ")[-1]
    for prefix in ("MATHEMATICAL ", "") if described.startswith(("LATIN", "GREEK")) else ():
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
