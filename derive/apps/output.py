"""Writing lines: in colour on a terminal, plain elsewhere. rich is imported for a terminal only."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable

import click

from derive.report.terminal import Line

__all__ = ["terminal_width", "write"]

STYLES = {
    "heading": "bold",
    "formula": "",
    "proved": "green",
    "proved at sizes": "cyan",
    "refuted": "red",
    "conditional": "yellow",
    "unknown": "magenta",
    "definition": "blue",
    "alarm": "bold red",
    "quiet": "dim",
}


def terminal_width(asked: int | None) -> int:
    """The width asked for, or the terminal's, within reason."""
    return asked or min(max(shutil.get_terminal_size((100, 40)).columns, 40), 140)


def write(lines: Iterable[Line]) -> None:
    """Write the lines to standard output."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line.text, style=STYLES.get(line.style, "")))
