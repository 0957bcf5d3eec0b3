"""Names for Python: what an author calls a quantity may be no identifier."""

from __future__ import annotations

import keyword
import re
import unicodedata

__all__ = ["Names", "identifier"]

#: Names with a meaning of their own in a generated module: an array called ``len`` would hide it.
_TAKEN = frozenset(
    {
        "Any", "BLOCK_BYTES", "Callable", "ImportError", "RuntimeError", "ThreadPoolExecutor",
        "TypeError", "ValueError", "all", "any", "arrays", "batch", "bool", "dict", "dtype",
        "enumerate", "float", "getattr", "hasattr", "import_module", "int", "isinstance", "iter",
        "labels", "len", "list", "map", "max", "min", "next", "np", "out", "range", "row", "slice",
        "str", "threads", "tuple", "type", "xp", "zip",
    }
)  # fmt: skip


def identifier(name: str) -> str:
    """The nearest ASCII identifier: Greek letters are spelled, the rest becomes underscores.

    >>> identifier("θ"), identifier("W^{1}"), identifier("import os"), identifier("2x")
    ('theta', 'W_1', 'import_os', 'x2x')
    """
    spelled = "".join(_spelled(c) for c in unicodedata.normalize("NFKC", name))
    plain = re.sub(r"_+", "_", re.sub(r"[^A-Za-z0-9_]", "_", spelled)).strip("_")
    if not plain or plain[0].isdigit():
        plain = f"x{plain}"
    return f"{plain}_" if keyword.iskeyword(plain) or plain in _TAKEN else plain


def _spelled(character: str) -> str:
    if character.isascii():
        return character
    found = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER ([A-Z]+)", unicodedata.name(character, ""))
    if found is None:
        return "_"
    return found[2].lower() if found[1] == "SMALL" else found[2].capitalize()


class Names:
    """Identifiers that differ from one another."""

    def __init__(self) -> None:
        self._used: set[str] = set(_TAKEN)

    def new(self, wanted: str) -> str:
        """The name that is wanted, or the first of ``wanted_2``, … that is free."""
        base = name = identifier(wanted)
        number = 2
        while name in self._used:
            name, number = f"{base}_{number}", number + 1
        self._used.add(name)
        return name

    def __copy__(self) -> Names:
        """Names of a branch: what it adds is not used elsewhere."""
        other = Names()
        other._used = set(self._used)
        return other
