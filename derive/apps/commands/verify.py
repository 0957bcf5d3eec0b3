"""``derive verify``: the verdict of every step, and the cross-check in NumPy."""

from __future__ import annotations

import click

from derive.apps.cli import EXIT_NOT_AS_STATED
from derive.apps.output import terminal_width, write
from derive.apps.select import chosen, judged
from derive.model import Judgement
from derive.report.terminal import Line, judgement_lines, summary_lines


@click.command("verify")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--width", type=click.IntRange(30, 400), help="Columns, for text.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], form: str, width: int | None) -> None:
    """Judge every step of the derivations NAME, or of all; NAME may be a file ending in .py."""
    judgements: list[Judgement] = []
    columns = terminal_width(width)
    for derivation in chosen(names):
        judgement = judged(derivation)
        judgements.append(judgement)
        if form == "text":
            write([*judgement_lines(judgement, columns), Line("")])
    if form == "json":
        from derive.report.as_json import judgements_json

        click.echo(judgements_json(tuple(judgements)))
    else:
        write(summary_lines(tuple(judgements), columns))
    if not all(judgement.as_stated for judgement in judgements):
        ctx.exit(EXIT_NOT_AS_STATED)
