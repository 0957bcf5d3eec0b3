"""``derive explain DIAGNOSTIC``: what it means, and what to do."""

from __future__ import annotations

import click

from derive.apps.cli import Misuse
from derive.report.explain import explain


@click.command("explain")
@click.argument("diagnostic")
def command(diagnostic: str) -> None:
    """Say what DIAGNOSTIC means, with an example, and what to do."""
    try:
        click.echo(explain(diagnostic))
    except LookupError as error:
        raise Misuse(str(error.args[0])) from error
