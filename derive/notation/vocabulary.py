r"""Words that people write without setting them upright: the one table of them.

``exp(x)`` and ``logp`` speak of functions, ``loss_i`` of a name, ``sum_i`` is ``\sum`` without
its backslash. Other letters in a row are factors, up to four of them; nobody writes five in
one word.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from derive.syntax.letters import _GREEK as GREEK

__all__ = ["ALSO_NAMES", "PROSE", "WORDS", "Run", "run_of_letters"]

#: What a run of letters is: a function, a name, words beside a formula, or a mistake.
Run: TypeAlias = tuple[Literal["function", "name", "words", "mistake"], int, str]

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
    "MSE RMSE MAE RSS SSE SSR SST TSS BCE NLL ELBO MLE MAP SGD MLP RNN CNN LSTM GRU PCA SVD "
    "ReLU relu GELU gelu KLD loss Loss cost Cost bias mean risk Risk grad curl rank span diag "
    "trace norm logit conv head Head gain"
)
_CALLED = "tr Tr Var var Cov cov Corr std sgn sign erf KL JS ReLU vec det Bern Ber Cat Beta pdf cdf"
_MISTAKES = "sum prod frac int partial nabla sqrt infty cdot times mathbf quad left right text"
_PROSE = (
    "if for where with and or when otherwise definition algebra by since so then thus hence all "
    "iff as because is in let case given assuming else while that such"
)
#: Names, and names where a bracket follows.
_WORD_NAMES = frozenset(_NAMES.split())
_CALLED_NAMES = frozenset(_CALLED.split())
#: Commands that are no words of any formula.
_COMMANDS = frozenset(_MISTAKES.split()) | {name for name in GREEK if len(name) > 2}
#: Words that are no names: what follows or precedes them is a condition or a remark.
PROSE = frozenset(_PROSE.split())

_LETTERS = re.compile(r"[A-Za-z]+")
#: How many factors may stand beside a function in one word: ``ylogp``.
_FACTORS = 2
#: How many letters in a row are no product.
LONG = 5


def run_of_letters(text: str, at: int, stop: int, script: bool) -> Run | None:
    """What the letters in a row are that begin here, or ``None`` for factors.

    The number is where a function begins among them. In a script letters are labels.

    >>> run_of_letters("ylogp", 0, 5, False), run_of_letters("sum_i", 0, 5, False)
    (('function', 1, 'log'), ('mistake', 0, 'sum'))
    >>> run_of_letters("abc", 0, 3, False), run_of_letters("tr(A)", 0, 5, False)
    (None, ('name', 0, 'tr'))
    """
    found = _LETTERS.match(text, at, stop)
    run = found[0] if found else ""
    after = text[at + len(run) : min(at + len(run) + 8, stop)].lstrip()
    if len(run) < 2:
        return None
    if run in _WORD_NAMES or (run in _CALLED_NAMES and after.startswith(("(", "[", r"\left"))):
        return "name", 0, run
    if run in WORDS:
        return "function", 0, run
    if run in _COMMANDS and not script:
        return "mistake", 0, run
    before = text[at - 1 : at]
    spaced = before in (" ", "~", "\n", ",", "}") and after != text[at + len(run) :][: len(after)]
    if run in PROSE and spaced and (len(run) > 2 or run == "if") and not script:
        return "words", 0, run
    inside = _function_inside(run)
    if inside is None and len(run) >= LONG and not script:
        return "name", 0, run
    return inside


def _function_inside(run: str) -> Run | None:
    for begin in range(min(_FACTORS, len(run)) + 1):
        for word in _LONGEST_FIRST:
            rest = len(run) - begin - len(word)
            if run.startswith(word, begin) and 0 <= rest <= _FACTORS and len(word) > 2:
                return "function", begin, word
    return None
