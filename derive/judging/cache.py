"""What was found, kept from one run to the next, by what it depends on.

A key is made of the document and of the versions of the program and of what it computes with,
so that nothing has to be thrown away by hand. An entry carries a checksum, and is taken only
if every part of it is of its type; otherwise it is no entry.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

__all__ = ["Cache", "cache_folder", "kept", "key_of", "program_version", "taken"]

_FORMAT = "derive 2"
_T = TypeVar("_T")


def cache_folder() -> Path:
    """Where outcomes are kept: ``$XDG_CACHE_HOME/derive``, or what the system has for it."""
    home = Path.home()
    base = os.environ.get("XDG_CACHE_HOME") or home / ".cache"
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or home
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    return Path(base) / "derive"


@cache
def program_version() -> str:
    """One word for the sources of the package, and for what they compute with."""
    folder = Path(__file__).parents[1]
    found = hashlib.sha256(platform.python_version().encode())
    for package in ("sympy", "python-flint", "numpy", "markdown-it-py"):
        with suppress(PackageNotFoundError):
            found.update(f" {package} {version(package)}".encode())
    for path in sorted(folder.rglob("*.py")):
        found.update(f"\n{path.relative_to(folder)} ".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def key_of(*parts: str) -> str:
    """One word for what something depends on; the program is always among it."""
    found = hashlib.sha256(program_version().encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(f"\n{len(data)} ".encode() + data)
    return found.hexdigest()


@dataclass(slots=True)
class Cache:
    """The entries of one document, read on entry and written when asked."""

    path: Path
    known: dict[str, Any] = field(default_factory=dict)
    used: dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def beside(document: str, folder: Path | None = None) -> Cache:
        """The cache of a document; where it cannot be read it is empty."""
        name = hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        path = (folder or cache_folder()) / f"{name}.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            known = found["entries"] if found["format"] == _FORMAT else {}
        except (OSError, ValueError, RecursionError, TypeError, KeyError):
            known = {}
        return Cache(path, known if isinstance(known, dict) else {})

    def get(self, key: str, of: type[_T]) -> _T | None:
        """What is kept under a key, if it is undamaged and of this type."""
        entry: Any = self.known.get(key)
        try:
            is_, sum_ = entry["is"], entry["sum"]
            if sum_ != _checksum(key, is_):
                return None
            found = taken(is_, of)
        except (TypeError, ValueError, KeyError, RecursionError):
            return None
        self.used[key] = entry
        return cast(_T, found)

    def put(self, key: str, value: object) -> None:
        """Keep a value; whether it will come out again is the caller's to know."""
        try:
            is_ = kept(value)
            self.used[key] = {"is": is_, "sum": _checksum(key, is_)}
        except (TypeError, ValueError, RecursionError):
            return

    def drop(self) -> None:
        """Keep nothing of what was found so far: something stands for all of it."""
        self.used = {}

    def write(self) -> None:
        """Write what this run used, all at once; a folder that cannot be written is no fault."""
        if self.used == self.known:
            return
        name = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=self.path.parent, delete=False, encoding="utf-8"
            ) as file:
                name = file.name
                json.dump({"format": _FORMAT, "entries": self.used}, file, allow_nan=False)
            os.replace(name, self.path)
        except (OSError, ValueError, RecursionError):
            with suppress(OSError):
                Path(name).unlink()


def _checksum(key: str, is_: Any) -> str:
    written = json.dumps(is_, allow_nan=False, sort_keys=True)
    return hashlib.sha256(f"{key}\n{written}".encode()).hexdigest()


def kept(value: object) -> Any:
    """A value of data as JSON has it: a record by its fields, a tuple as a list.

    >>> kept((1, ("a", None)))
    [1, ['a', None]]
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple):
        return [kept(part) for part in value]
    if is_dataclass(value):
        return {f.name: kept(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} is not kept")


def taken(found: Any, of: Any) -> Any:
    """The value of a type that was kept so; raises if it is none.

    >>> taken([1, ["a"]], tuple[int, tuple[str, ...]])
    (1, ('a',))
    """
    origin, args = get_origin(of), get_args(of)
    if of is Any:
        return tuple(taken(part, Any) for part in found) if isinstance(found, list) else found
    if origin in (Union, UnionType):
        (other,) = (arg for arg in args if arg is not NoneType)
        return None if found is None and NoneType in args else taken(found, other)
    if origin is tuple and isinstance(found, list):
        kinds = args[:1] * len(found) if args[-1:] == (Ellipsis,) else args
        return tuple(taken(part, kind) for part, kind in zip(found, kinds, strict=True))
    if isinstance(of, type) and is_dataclass(of) and isinstance(found, dict):
        hints = _hints(of)
        if set(found) == set(hints):
            return of(**{name: taken(found[name], hint) for name, hint in hints.items()})
    if of is float and type(found) is int:
        return float(found)
    if type(found) is of or (origin is Literal and isinstance(found, str) and found in args):
        return found
    raise TypeError("this is not of its type")


@cache
def _hints(of: Any) -> dict[str, Any]:
    hints = get_type_hints(of)
    return {f.name: hints[f.name] for f in fields(of)}
