"""Outcomes kept from one run to the next, keyed by what they depend on.

A key is made of the text of the step, of everything that bears on it and of the version of
the program, so that nothing has to be thrown away by hand. A damaged entry is no entry.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from derive.old.outcome import Outcome, Remark, Suggested, Value, WitnessText
from derive.old.task import Task

__all__ = [
    "Cache",
    "cache_folder",
    "is_lasting",
    "key_of",
    "key_of_text",
    "outcome_of_kept",
    "program_version",
]


def cache_folder() -> Path:
    """Where outcomes are kept: ``$XDG_CACHE_HOME/derive``, or what the system has for it."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "derive"


def program_version() -> str:
    """The version of the program: that of every file of the package."""
    folder = Path(__file__).parents[1]
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        status = path.stat()
        found.update(f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def key_of_text(text: str, version: str) -> str:
    """What is found in a whole text depends on, as one word."""
    return hashlib.sha256(f"{version}\n{text}".encode("utf-8", "backslashreplace")).hexdigest()


def key_of(task: Task, version: str) -> str:
    """What an outcome depends on, as one word."""
    return key_of_text(repr(task), version)


@dataclass(slots=True)
class Cache:
    """The outcomes of one file of documents, read on entry and written when asked."""

    path: Path
    known: dict[str, Any] = field(default_factory=dict)
    used: dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def beside(document: str, folder: Path | None = None) -> Cache:
        """The cache of a document; where it cannot be read it is empty."""
        name = hashlib.sha256(document.encode("utf-8", "backslashreplace")).hexdigest()[:32]
        path = (folder or cache_folder()) / f"{name}.json"
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            known = {}
        return Cache(path, known if isinstance(known, dict) else {})

    def get(self, key: str) -> Outcome | None:
        """The outcome that is kept under a key."""
        kept = self.known.get(key)
        try:
            found = outcome_of_kept(kept) if kept is not None else None
        except (TypeError, ValueError, KeyError, AttributeError):
            return None
        if found is not None:
            self.used[key] = kept
        return found

    def put(self, key: str, outcome: Outcome) -> None:
        """Keep an outcome; one that ran out of something may come out otherwise next time."""
        if is_lasting(outcome):
            self.used[key] = asdict(outcome)

    def whole(self, key: str) -> Any:
        """What was kept of a whole document; then all that was kept of its parts stays too."""
        found = self.known.get(key)
        if found is not None:
            self.used = dict(self.known)
        return found

    def put_whole(self, key: str, report: Any) -> None:
        """Keep what was found in a whole document."""
        self.used[key] = report

    def write(self) -> None:
        """Write what this run used, all at once; a folder that cannot be written is no fault."""
        if self.used == self.known:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=self.path.parent, delete=False, encoding="utf-8"
            ) as file:
                json.dump(self.used, file)
            os.replace(file.name, self.path)
        except (OSError, ValueError):
            return


def is_lasting(outcome: Outcome) -> bool:
    """Whether an outcome comes out again; one that ran out of something may not."""
    return not outcome.reason.startswith(("out-of-time", "out-of-budget", "internal-error"))


def outcome_of_kept(kept: dict[str, Any]) -> Outcome:
    """The outcome that was kept; a damaged one raises one of Python's own errors."""
    witness = kept["witness"]
    suggestion = kept["suggestion"]
    place = kept["place"]
    plain: dict[str, Any] = {
        name: kept[name] if isinstance(kept[name], str | bool) else tuple(kept[name])
        for name in ("verdict", "reason", "sizes", "assumptions", "conditions", "needs", "case",
                     "expected")
    }  # fmt: skip
    return Outcome(
        **plain,
        witness=None if witness is None else _witness(witness),
        suggestion=None if suggestion is None else _suggested(suggestion),
        remarks=tuple(Remark(**remark) for remark in kept["remarks"]),
        place=None if place is None else (int(place[0]), int(place[1])),
    )


def _suggested(kept: dict[str, Any]) -> Suggested:
    places = tuple((int(a), int(b), str(new)) for a, b, new in kept["places"])
    return Suggested(**{**kept, "places": places})


def _witness(kept: dict[str, Any]) -> WitnessText:
    return WitnessText(
        _pairs(kept["sizes"]),
        _pairs(kept["indices"]),
        tuple(Value(v["name"], tuple(v["at"]), v["value"]) for v in kept["values"]),
        kept["lhs"],
        kept["rhs"],
        _pairs(kept["functions"]),
        bool(kept["exact"]),
    )


def _pairs(kept: Iterable[list[Any]]) -> tuple[Any, ...]:
    return tuple((first, second) for first, second in kept)
