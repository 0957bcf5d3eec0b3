r"""How names are spelled: in LaTeX, so that any name is valid and no two look alike, and in text.

``theta`` is the letter theta, one letter stands for itself, a word is upright, and what
TeX would take for a command is escaped. A letter with a number or a word below is set as one
writes it: ``W_1``, ``D_{\mathrm{KL}}``; an index of such a name, ``j_1``, is escaped.

What this file cannot do: ``theta`` and ``θ`` are one letter, and so are a letter with an
accent and its decomposed form; a scope that has both is ambiguous on paper. So is one that
has both a label, as of the layer l in ``a^{l}``, and that power of the bare name, or both a
name such as ``W_1`` and a family W.
"""

from __future__ import annotations

import json
import re
import unicodedata

from derive.syntax.applied import has_arguments, latex_applied
from derive.syntax.tree import ELEMENTARY

__all__ = [
    "has_label_below",
    "is_raised",
    "is_single_letter",
    "latex_family",
    "latex_function",
    "latex_index",
    "latex_name",
    "subscript",
    "superscript",
    "text_name",
]

#: The letters as TeX names them; a capital that looks Latin has no command.
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
    "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

_LETTERS = {letter: "\\" + name for name, letter in _GREEK.items()} | {"ℓ": r"\ell"}

_ACCENTS = {
    "\u0300": r"\grave", "\u0301": r"\acute", "\u0302": r"\hat", "\u0303": r"\tilde",
    "\u0304": r"\bar", "\u0306": r"\breve", "\u0307": r"\dot", "\u0308": r"\ddot",
    "\u030c": r"\check",
}  # fmt: skip

#: A name with a label above it, such as that of a layer: ``a^{l+1}``.
_LABELLED = re.compile(r"([^^{}']+'*)\^\{([A-Za-z0-9+\-,()\[\]]+)\}")
_LABEL_PIECE = re.compile(r"[A-Za-z]+|.")

#: A letter with a number or a word below it that are no indices: ``W_1``, ``D_KL``, ``h_θ``.
_NUMBERED = re.compile(r"([^_^{}'\s]+)_([0-9]{1,3}|[A-Za-z]{2,}|[α-ωϑϕϵ])")

#: Unicode's mathematical alphabets, by the words in their characters' names.
_ALPHABETS = {"BOLD": r"\mathbf", "SCRIPT": r"\mathcal", "DOUBLE-STRUCK": r"\mathbb"}

_ESCAPED = {c: "\\" + c for c in "_#%&${}"} | {" ": r"\ "}
_PUNCTUATION = frozenset(".,:;!?()[]/*+-<>=|@")


def latex_name(name: str) -> str:
    r"""The name as LaTeX in math mode.

    >>> for name in ("z", "theta", "loss", "j'", "W_1", "#1", "ŷ", "a^{l+1}"):
    ...     print(latex_name(name))
    z
    \theta
    \mathrm{loss}
    j'
    W_1
    \mathrm{\#1}
    \hat{y}
    a^{l+1}
    """
    if has_arguments(name):
        return latex_applied(name, latex_name)
    labelled = _LABELLED.fullmatch(name)
    if labelled is not None:
        return superscript(latex_name(labelled[1]), _latex_label(labelled[2]))
    numbered = _NUMBERED.fullmatch(name) if has_label_below(name) else None
    if numbered is not None:
        return subscript(latex_index(numbered[1]), latex_index(numbered[2], digits=True))
    return latex_index(name)


def latex_index(name: str, *, digits: bool = False) -> str:
    r"""The name of an index as LaTeX: nothing stands below it that is not escaped.

    >>> print(latex_index("j"), latex_index("j_1"))
    j \mathrm{j\_1}
    """
    if digits and name.isdigit():
        return name
    stem = name.rstrip("'")
    primes = name[len(stem) :]
    if not stem:
        return rf"\mathrm{{{name}}}"
    letter = _greek(stem)
    if _is_base_with_accents(letter):
        spelled = _latex_letter(letter)
        return spelled + primes if spelled else _upright(letter) + primes
    return _upright(letter) + primes


def latex_function(name: str) -> str:
    r"""The name of a function as LaTeX: an operator name where it is a word.

    >>> print(latex_function("softmax"), latex_function("f"), latex_function("phi"))
    \operatorname{softmax} f \phi
    """
    spelled = latex_index(name)
    if spelled.startswith(r"\mathrm{"):
        return r"\operatorname{" + spelled.removeprefix(r"\mathrm{")
    return spelled


def text_name(name: str) -> str:
    """The name as one line of Unicode; what could be misread there is in quotes.

    >>> for name in ("z", "theta", "loss", "j'", "j_1", "#1", "a b", "log", "a^{l+1}"):
    ...     print(text_name(name))
    z
    θ
    loss
    j'
    j_1
    #1
    "a b"
    "log"
    a^{l+1}
    """
    labelled = _LABELLED.fullmatch(name)
    if labelled is not None:
        return f"{text_name(labelled[1])}^{{{labelled[2]}}}"
    if name in ("Sigma", "Σ"):
        return "Sigma"  # Σ_j is the sign of a sum
    stem = name.rstrip("'")
    letter = _greek(stem) + name[len(stem) :]
    plain = all(unicodedata.category(c)[0] in "LM" or c in "_#'" or c.isdigit() for c in letter)
    starts = not letter[0].isdigit() and letter[0] not in "'_"
    superscript = any(c in "⁰¹²³⁴⁵⁶⁷⁸⁹" for c in letter)
    if plain and starts and not superscript and name not in ELEMENTARY:
        return letter
    return json.dumps(name, ensure_ascii=False)


def is_single_letter(name: str) -> bool:
    """Whether the name is one letter, in whatever alphabet: such indices need no comma."""
    letter = _greek(name.rstrip("'"))
    return (
        _is_base_with_accents(letter) and letter[0].isalpha() and _latex_letter(letter) is not None
    )


def latex_family(name: str) -> str:
    r"""The name as LaTeX where indices follow below it.

    >>> print(latex_family("W"), latex_family("W_1"))
    W \left(W_1\right)
    """
    spelled = latex_name(name)
    return rf"\left({spelled}\right)" if has_label_below(name) else spelled


def has_label_below(name: str) -> bool:
    """Whether the name is a letter with a number or a word below it.

    >>> has_label_below("W_1"), has_label_below("D_KL"), has_label_below("x_i")
    (True, True, False)
    """
    found = _NUMBERED.fullmatch(name)
    return found is not None and is_single_letter(found[1])


def is_raised(name: str) -> bool:
    """Whether the name has a label where an exponent would stand.

    >>> is_raised("a^{l+1}"), is_raised("a")
    (True, False)
    """
    return _LABELLED.fullmatch(name) is not None


def subscript(base: str, below: str) -> str:
    """The LaTeX of a name with an index, in braces where it needs them."""
    return f"{_unprimed(base)}_{_group(below)}"


def superscript(base: str, above: str) -> str:
    """The LaTeX of a base with an exponent, in braces where it needs them."""
    return f"{_unprimed(base)}^{_group(above)}"


def _latex_label(label: str) -> str:
    r"""A label as it is, words upright: a command may not touch the letter after it."""
    pieces = _LABEL_PIECE.findall(label)
    return "".join(latex_name(p) if len(p) > 1 else p for p in pieces)


def _unprimed(base: str) -> str:
    # A prime is a superscript already: TeX would refuse the second one.
    return f"{{{base}}}" if base.endswith("'") else base


def _group(script: str) -> str:
    return script if len(script) == 1 or script == r"\top" else f"{{{script}}}"


def _greek(stem: str) -> str:
    return _GREEK.get(stem, unicodedata.normalize("NFC", stem))


def _is_base_with_accents(text: str) -> bool:
    base = unicodedata.normalize("NFD", text)
    return bool(base) and not any(unicodedata.category(c) != "Mn" for c in base[1:])


def _latex_letter(letter: str) -> str | None:
    """One letter as LaTeX, or ``None`` if it has no spelling of its own."""
    base, *accents = list(unicodedata.normalize("NFD", letter))
    spelled = base if base.isascii() and base.isalpha() else _LETTERS.get(base)
    spelled = spelled or _alphabet(base)
    for accent in accents:
        if spelled is None or accent not in _ACCENTS:
            return None
        spelled = f"{_ACCENTS[accent]}{{{spelled}}}"
    return spelled


def _alphabet(letter: str) -> str | None:
    words = unicodedata.name(letter, "").split()
    base = unicodedata.normalize("NFKD", letter)
    if len(base) != 1 or not base.isascii() or not base.isalpha():
        return None
    # MATHEMATICAL BOLD SMALL X, SCRIPT CAPITAL L: one word for the alphabet, no italics.
    kinds = [w for w in words[:-1] if w not in ("MATHEMATICAL", "CAPITAL", "SMALL")]
    command = _ALPHABETS.get(kinds[0]) if len(kinds) == 1 else None
    small = base.islower() and command in (r"\mathcal", r"\mathbb")
    return None if command is None or small else f"{command}{{{base}}}"


def _upright(word: str) -> str:
    return rf"\mathrm{{{''.join(_upright_letter(c) for c in word)}}}"


def _upright_letter(c: str) -> str:
    if c.isascii() and (c.isalnum() or c == "'"):
        return c
    if c in _ESCAPED:
        return _ESCAPED[c]
    if c in _PUNCTUATION:
        return f"{{{c}}}"
    if not c.isascii() and (spelled := _latex_letter(c)) is not None:
        return f"{{{spelled}}}"
    # The backslash itself comes here too, so that no name spells another one's escape.
    return rf"{{\backslash}}{ord(c):X}{{\backslash}}"
