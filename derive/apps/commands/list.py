"""``derive list``: the derivations, with their titles."""

from __future__ import annotations

import json

import click

from derive.apps.output import write
from derive.apps.select import chosen
from derive.report.terminal import Line


@click.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(form: str) -> None:
    """List the derivations that come with derive."""
    derivations = chosen(())
    if form == "json":
        rows = [
            {
                "name": d.name,
                "title": d.title,
                "claims": [c.id for c in d.claims if c.id is not None],
            }
            for d in derivations
        ]
        click.echo(json.dumps({"version": 1, "derivations": rows}, indent=2))
        return
    longest = max((len(d.name) for d in derivations), default=0)
    write(Line(f"{d.name.ljust(longest)}  {d.title}") for d in derivations)
