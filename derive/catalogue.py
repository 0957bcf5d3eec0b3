"""The derivations that come with derive, and those of an author's own file.

The literate modules lie in a folder ``derivations``: beside the package in a checkout,
inside it once installed. They are Python, and are run: only files that the user names,
and those that came with derive, are loaded.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
import traceback
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from derive.model import Derivation

__all__ = ["ModuleError", "find", "load_all", "load_file"]

_PACKAGE = "derive.derivations"


class ModuleError(Exception):
    """A module of derivations cannot be loaded: the author's fault, at a place."""


def folder() -> Path:
    """Where the derivations that come with derive lie."""
    package = Path(__file__).parent
    inside, beside = package / "derivations", package.parent / "derivations"
    return inside if inside.is_dir() else beside


def load_all() -> tuple[Derivation, ...]:
    """The derivations of every module that comes with derive, in the order of the document.

    >>> "softmax-jacobian" in [derivation.name for derivation in load_all()]
    True
    """
    names = sorted(path.stem for path in folder().glob("*.py") if path.stem != "__init__")
    modules = [_derivations(_own_module(name)) for name in names]
    modules.sort(key=_first_claim)
    return _distinct(tuple(derivation for module in modules for derivation in module))


def _first_claim(derivations: tuple[Derivation, ...]) -> str:
    """The least claim id of a module: modules come in the order of their document."""
    ids = [c.id for d in derivations for c in d.claims if c.id is not None]
    return min(ids, default="~")


def load_file(path: str | Path) -> tuple[Derivation, ...]:
    """The derivations of an author's file, in the order in which it defines them.

    Raises ``ModuleError`` for a file that is missing, fails, or defines no derivation.
    """
    file = Path(path)
    if not file.is_file():
        raise ModuleError(f"{path}: there is no such file")
    name = f"derive._file_{abs(hash(file.resolve()))}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ModuleError(f"{path}: this is not a Python file")
    module = importlib.util.module_from_spec(spec)
    _run(spec.loader.exec_module, module, file)
    found = _distinct(_derivations(module))
    if not found:
        raise ModuleError(f"{path}: it defines no Derivation at its top level")
    return found


def find(names: tuple[str, ...]) -> tuple[Derivation, ...]:
    """The derivations called ``names``; a name that ends in .py is a file of its own.

    Raises ``LookupError`` for a name that does not exist, with the closest ones.

    >>> [derivation.name for derivation in find(("softmax-jacobian",))]
    ['softmax-jacobian']
    """
    known: dict[str, Derivation] | None = None
    found: list[Derivation] = []
    for name in names:
        if name.endswith(".py"):
            found += load_file(name)
            continue
        if known is None:
            known = {derivation.name: derivation for derivation in load_all()}
        if name not in known:
            close = get_close_matches(name, known, n=3, cutoff=0.5)
            hint = f"did you mean {' or '.join(close)}" if close else "see derive list"
            raise LookupError(f"there is no derivation called {name}: {hint}")
        found.append(known[name])
    return tuple(found)


def _own_module(name: str) -> ModuleType:
    if _PACKAGE not in sys.modules:
        package = ModuleType(_PACKAGE)
        package.__path__ = [str(folder())]
        sys.modules[_PACKAGE] = package
    return importlib.import_module(f"{_PACKAGE}.{name}")


def _run(execute: object, module: ModuleType, file: Path) -> None:
    assert callable(execute)
    try:
        execute(module)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f.lineno for f in frames if Path(f.filename) == file]
        if isinstance(error, SyntaxError) and error.lineno is not None:
            lines = [error.lineno]
        place = f"{file}:{lines[-1]}" if lines else str(file)
        what = error.msg if isinstance(error, SyntaxError) else str(error) or type(error).__name__
        if isinstance(error, ValueError | TypeError | SyntaxError | NameError | ImportError):
            raise ModuleError(f"{place}: {what}") from error
        raise ModuleError(f"{place}: {type(error).__name__}: {what}") from error


def _derivations(module: ModuleType) -> tuple[Derivation, ...]:
    """The derivations that a module assigns itself; what it imports belongs to another one."""
    own = _assigned(module)
    found = (v for n, v in vars(module).items() if n in own and isinstance(v, Derivation))
    return tuple(dict.fromkeys(found))


def _assigned(module: ModuleType) -> frozenset[str]:
    """The names that a module assigns at its top level."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    targets = [
        target
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return frozenset(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))


def _distinct(derivations: tuple[Derivation, ...]) -> tuple[Derivation, ...]:
    seen: set[str] = set()
    for derivation in derivations:
        if derivation.name in seen:
            raise ModuleError(f"two derivations are called {derivation.name}: rename one of them")
        seen.add(derivation.name)
    return derivations
