"""``derive show NAME``: one derivation, written out with its verdicts."""

from __future__ import annotations

import click

from derive.apps.output import terminal_width, write
from derive.apps.select import chosen, judged
from derive.model import Judgement
from derive.report.as_json import judgements_json
from derive.report.latex import judgement_latex
from derive.report.markdown import judgement_markdown
from derive.report.terminal import Line, judgement_lines

FORMATS = ["text", "latex", "markdown", "json"]


@click.command("show")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option("--width", type=click.IntRange(30, 400), help="Columns, for text.")
def command(name: str, form: str, width: int | None) -> None:
    """Write the derivation NAME out, or those of a file that ends in .py."""
    show(tuple(judged(derivation) for derivation in chosen((name,))), form, width)


def show(judgements: tuple[Judgement, ...], form: str, width: int | None) -> None:
    """Write judgements in one of the formats."""
    if form == "json":
        click.echo(judgements_json(judgements))
    elif form == "latex":
        click.echo("\n\n".join(map(judgement_latex, judgements)))
    elif form == "markdown":
        click.echo("\n\n".join(map(judgement_markdown, judgements)))
    else:
        columns = terminal_width(width)
        for number, judgement in enumerate(judgements):
            write([*([Line("")] if number else []), *judgement_lines(judgement, columns)])
