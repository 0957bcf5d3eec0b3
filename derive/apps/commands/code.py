"""``derive code NAME``: the closed form of a derivation as a NumPy module."""

from __future__ import annotations

import click

from derive.apps.cli import Misuse
from derive.apps.select import chosen


@click.command("code")
@click.argument("name")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to a file.")
def command(name: str, output: str | None) -> None:
    """Write the closed form of the derivation NAME as a Python module.

    The module needs NumPy alone. It evaluates the closed form so that it neither overflows
    nor loses digits, over any leading batch axes, and takes arrays of PyTorch, JAX and CuPy
    where array-api-compat is installed.
    """
    from derive.numeric.source.module import module_source

    found = chosen((name,))
    if len(found) != 1:
        names = ", ".join(derivation.name for derivation in found)
        raise Misuse(f"{name} has several derivations ({names}): give the name of one")
    try:
        source = module_source(found[0])
    except ValueError as error:
        raise Misuse(str(error)) from error
    if output is None:
        click.echo(source, nl=False)
        return
    with click.open_file(output, "w", encoding="utf-8") as stream:
        stream.write(source)
