r"""Words that people write without setting them upright: the one table of them.

``exp(x)`` and ``logp`` speak of functions, ``loss_i`` of a name, ``sum_i`` is ``\sum`` without
its backslash. Other letters in a row are factors, up to four of them; nobody writes five in
one word.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from derive.syntax.letters import _GREEK as GREEK

__all__ = ["ALSO_NAMES", "PROSE", "WORDS", "Run", "run_of_letters"]

#: What a run of letters is: a function, a name, words beside a formula, or a mistake.
Run: TypeAlias = tuple[str, int, str]

#: Functions whose name is that of their value, too, where nothing is in parentheses.
ALSO_NAMES = ("softmax", "sigmoid")

#: Words that are functions also where they stand as plain letters.
WORDS = {
    "softmax": "softmax", "sigmoid": "sigmoid", "argmax": "argmax", "argmin": "argmin",
    "arcsin": "arcsin", "arccos": "arccos", "arctan": "arctan", "tanh": "tanh", "sinh": "sinh",
    "cosh": "cosh", "sqrt": "sqrt", "log": "log", "exp": "exp", "max": "max", "min": "min",
    "sin": "sin", "cos": "cos", "tan": "tan", "lim": "lim", "det": "det", "ln": "log",
}  # fmt: skip
_LONGEST_FIRST = sorted(WORDS, key=len, reverse=True)

_NAMES = (
    "MSE RMSE MAE RSS SSE SSR SST TSS BCE NLL ELBO MLE MAP SGD MLP RNN CNN LSTM GRU PCA SVD KLD "
    "ReLU relu GELU gelu loss Loss cost Cost costs bias mean risk Risk grad curl rank span diag "
    "trace norm logit expit sinc sine limit minus using conv head Head gain expm logm"
)
_CALLED = "tr Tr Var var Cov cov Corr std sgn sign erf KL JS vec Bern Ber Cat Beta pdf cdf"
_LABELS = "pred true test data init prev next new old out real fake orig best gold noise std reg"
_MISTAKES = "sum prod frac int partial nabla infty cdot times mathbf quad left right text"
_PROSE = (
    "if for where with and or when otherwise definition algebra by since so then thus hence all "
    "iff as because is in let case given assuming else while that such"
)
#: Names, names where a bracket follows, and names below others.
_WORD_NAMES = frozenset(_NAMES.split())
_CALLED_NAMES = frozenset(_CALLED.split())
_LABEL_NAMES = frozenset(_LABELS.split())
#: Commands that are no words of any formula; above a name some of them may be labels.
_LETTER_COMMANDS = frozenset(name for name in GREEK if len(name) > 2)
_COMMANDS = _LETTER_COMMANDS | frozenset(_MISTAKES.split())
_COMMANDS_ABOVE = _LETTER_COMMANDS | {"sum", "prod", "frac", "partial"}
#: Words that are no names: what follows or precedes them is a condition or a remark.
PROSE = frozenset(_PROSE.split())

_LETTERS = re.compile(r"[A-Za-z]+")
#: How many factors may stand beside a function in one word: ``ylogp``.
_FACTORS = 2
#: How many letters in a row are no product.
_LONG = 5
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def run_of_letters(text: str, at: int, stop: int, where: str = "") -> Run | None:
    """What the letters in a row are that begin here, or ``None`` for factors or indices.

    The number is where a function begins among them.

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
    if run in _WORD_NAMES or (run in _CALLED_NAMES and applied):
        return "name", 0, run
    if where and run in _LABEL_NAMES:
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


def _function_inside(run: str) -> Run | None:
    if run[:2] == "ln" and len(run) == 3:
        return "function", 0, "ln"
    for begin in range(min(_FACTORS, len(run)) + 1):
        for word in _LONGEST_FIRST:
            rest = len(run) - begin - len(word)
            if run.startswith(word, begin) and 0 <= rest <= _FACTORS and len(word) > 2:
                return "function", begin, word
    return None
