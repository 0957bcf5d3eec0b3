"""``derive explain DIAGNOSTIC``: what it means, and what to do."""

from __future__ import annotations

from textwrap import fill

import click

from derive.apps.cli import Misuse
from derive.apps.output import terminal_width
from derive.report.explain import EXPLANATIONS, explain


@click.command("explain", epilog=f"The diagnostics: {', '.join(EXPLANATIONS)}.")
@click.argument("diagnostic")
def command(diagnostic: str) -> None:
    """Say what DIAGNOSTIC means, with an example, and what to do."""
    try:
        paragraphs = explain(diagnostic).split("\n\n")
        columns = terminal_width(None)
        click.echo("\n\n".join(fill(p, columns, break_on_hyphens=False) for p in paragraphs))
    except LookupError as error:
        raise Misuse(str(error.args[0])) from error
