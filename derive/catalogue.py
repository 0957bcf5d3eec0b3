"""The derivations that come with derive, and those of an author's own file.

The literate modules lie in a folder ``derivations``: beside the package in a checkout,
inside it once installed. They are Python, and are run: only files that the user names,
those that came with derive, and what these import from beside them (``from .softmax import
p``) are loaded. Every call loads them afresh, and leaves nothing beside them.
"""

from __future__ import annotations

import ast
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from difflib import get_close_matches
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import ModuleType

from derive.model import Derivation

__all__ = ["ModuleError", "find", "load_all", "load_file"]

#: Where the modules live that are loaded; no module of derive has this name.
_PACKAGE = "derive._derivations"


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
    files = sorted(path for path in folder().glob("*.py") if path.stem != "__init__")
    modules = [_derivations(module) for module in _modules(folder(), files)]
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
    if file.suffix != ".py":
        raise ModuleError(f"{path}: this is not a Python file")
    found = _distinct(
        tuple(d for module in _modules(file.parent, [file]) for d in _derivations(module))
    )
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


def _modules(beside: Path, files: list[Path]) -> list[ModuleType]:
    """The modules of some files of one folder, as a package of their own."""
    package = ModuleType(_PACKAGE)
    package.__path__ = [str(beside)]
    for name in [n for n in sys.modules if n == _PACKAGE or n.startswith(_PACKAGE + ".")]:
        del sys.modules[name]
    sys.modules[_PACKAGE] = package
    invalidate_caches()
    # What a module prints is no part of a report.
    with _without_bytecode(), redirect_stdout(sys.stderr):
        return [_module(file) for file in files]


@contextmanager
def _without_bytecode() -> Iterator[None]:
    """Write no bytecode: it would be taken for a source changed within the same second."""
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def _module(file: Path) -> ModuleType:
    if "." in file.stem:
        raise ModuleError(f"{file}: a module's name has no dot in it: rename the file")
    try:
        return import_module(f"{_PACKAGE}.{file.stem}")
    except (Exception, SystemExit) as error:
        if _is_ours(error, file.parent):
            raise
        raise ModuleError(f"{_place(error, file)}: {_fault(error)}") from error


def _is_ours(error: BaseException, beside: Path) -> bool:
    """Whether derive failed with an exception that is not meant for its caller."""
    if isinstance(error, ValueError | TypeError | SyntaxError | ImportError | LookupError):
        return False
    last = traceback.extract_tb(error.__traceback__)[-1].filename
    return Path(__file__).parent in Path(last).parents and beside not in Path(last).parents


def _place(error: BaseException, file: Path) -> str:
    """The file and line of the author's that the error comes from."""
    if isinstance(error, SyntaxError) and error.filename is not None:
        return f"{_shown(Path(error.filename), file)}:{error.lineno}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).parent == file.parent.absolute()
    ]
    if not frames:
        return str(file)
    return f"{_shown(Path(frames[-1].filename), file)}:{frames[-1].lineno}"


def _shown(path: Path, file: Path) -> Path:
    """A file of the same folder, spelled as the user spelled that folder."""
    return file.parent / path.name


def _fault(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return "the module ends the program: remove the call of exit"
    if isinstance(error, SyntaxError):
        return str(error.msg)
    said = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    said = " ".join(said.split())
    if said and isinstance(error, ValueError | TypeError | NameError | ImportError):
        return said.replace(f"{_PACKAGE}.", "")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


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
        if not derivation.claims:
            raise ModuleError(f"{derivation.name} has no claims: state them with chain(...)")
        seen.add(derivation.name)
    return derivations
