"""``derive show NAME``: one derivation, written out."""

from __future__ import annotations

import click

from derive.apps.output import terminal_width, write
from derive.apps.select import chosen
from derive.report.terminal import derivation_lines

FORMATS = ["text", "latex", "markdown", "json"]


@click.command("show")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option("--width", type=click.IntRange(30, 400), help="Columns, for text.")
def command(name: str, form: str, width: int | None) -> None:
    """Write the derivation NAME out, or those of a file that ends in .py."""
    for derivation in chosen((name,)):
        if form == "text":
            write(derivation_lines(derivation, terminal_width(width)))
        elif form == "latex":
            from derive.report.latex import derivation_latex

            click.echo(derivation_latex(derivation))
        else:
            from derive.check import judge

            judgement = judge(derivation)
            if form == "markdown":
                from derive.report.markdown import judgement_markdown

                click.echo(judgement_markdown(judgement))
            else:
                from derive.report.as_json import judgements_json

                click.echo(judgements_json((judgement,)))
