r"""What the words directly before an equation make of it: a definition, an assumption, a case."""

from __future__ import annotations

import re

from derive.old.words.prose import is_denied

__all__ = ["assumes", "defines", "defines_anew", "is_distribution", "may_introduce", "opens_case"]

_CASE = re.compile(r"(?:^|\W)(?:if|when|for|case|where)\W*$", re.IGNORECASE)
_ASSUMED = re.compile(
    r"(?:^|\W)(?:assum\w*|since|because|as|given(?: that)?|suppose|where|with|so that|"
    r"using|let|set|take|fix|note that|recall(?: that)?|know(?: that)?|have|satisf\w*)\W*"
    r"(?:that\W*)?$"
    r"|(?:又|由于|因为|已知|假设|注意到|考虑到|满足)[\s,，]*$",
    re.IGNORECASE,
)
#: Words before a function with its argument that is introduced: for f(x) = ….
_CONSIDERED = re.compile(r"(?:^|\W)(?:for|consider|of)\W*$", re.IGNORECASE)
_DEFINED = re.compile(
    r"(?:^|\W)(?:let|where|with|define|denote|write|writing|set|put|here|and|"
    # What follows the name of a quantity says what it is.
    r"(?:loss|cost|objective|error|entropy|divergence|likelihood|function|softmax|sigmoid|model|"
    r"hypothesis|predictions?|outputs?|activations?|scores?|logits|inputs?|probabilit(?:y|ies)|"
    r"mean|variance|notation|defin\w*|given|computed)"
    r"(?: (?:is|are|as|by|of|to be|given by|defined as|defined by))?)\W*$"
    r"|(?:令|设|記|记|其中|定义为|定义|函数为|函数|为|是)[\s:：,，]*$",
    re.IGNORECASE,
)
#: Words directly before an equation which say that it is a condition, or follows.
_UNDER = re.compile(
    r"\b(?:if|when|whenever|unless|for|case|at|that|until|assum\w*|suppos\w*|because|since|"
    r"whether|while|provided|given|satisf\w*|fix|as|have|has)\W*$|\?|"
    # A question, and what does not hold.
    r"(?:^|[.!?:]\s+)(?:is|are|does|do|can|could|would|why|how|had)\b[^.]*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"(?:^|\W)(?:let|set|define|put|redefine)\W*(?:now\W*)?$", re.IGNORECASE)
_DISTRIBUTION = re.compile(
    r"(?:𝒩|Normal|Gaussian|Bernoulli|Ber|Categorical|Cat|Uniform|𝒰|Beta|Dirichlet|Poisson"
    r"|N(?=\([^()]*,))\("
)


def opens_case(words: str) -> bool:
    """Whether words such as "if" make a case of the comparison of indices behind them.

    >>> opens_case("and if "), opens_case("so that ")
    (True, False)
    """
    return _CASE.search(words) is not None


def assumes(words: str) -> bool:
    """Whether words make an assumption of the equation behind them.

    >>> assumes("since "), assumes("hence ")
    (True, False)
    """
    return _ASSUMED.search(words) is not None


def defines(words: str, *, applied: bool = False) -> bool:
    """Whether words make a definition of the equation behind them.

    ``applied`` says that the left side is a function with its argument.

    >>> defines("let "), defines("The loss function is "), defines("for "), defines("hence ")
    (True, True, False, False)
    >>> defines("for ", applied=True)
    True
    """
    if applied and _CONSIDERED.search(words) is not None:
        return True
    return _DEFINED.search(words) is not None


def defines_anew(words: str) -> bool:
    """Whether words give a name that is known another meaning.

    >>> defines_anew("let now "), defines_anew("where ")
    (True, False)
    """
    return _AGAIN.search(words) is not None


def may_introduce(words: str) -> bool:
    """Whether words may introduce a new name, and neither deny it, nor ask, nor set a condition.

    >>> may_introduce("the error "), may_introduce("unless "), may_introduce("Is ")
    (True, False, False)
    """
    return not is_denied(words) and _UNDER.search(words) is None


def is_distribution(right: str) -> bool:
    """Whether a right side, as it is written, says how something is distributed.

    >>> is_distribution("N(mu,sigma^2)"), is_distribution("N(x)")
    (True, False)
    """
    return _DISTRIBUTION.match(right) is not None
