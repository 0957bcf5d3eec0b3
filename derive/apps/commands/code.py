"""``derive code NAME``: the closed form of a derivation as a NumPy module."""

from __future__ import annotations

from pathlib import Path

import click

from derive.apps.cli import EXIT_NOT_AS_STATED, Misuse
from derive.apps.output import write
from derive.apps.select import chosen
from derive.model import Derivation


@click.command("code")
@click.argument("name")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to a file.")
@click.option(
    "--only",
    multiple=True,
    metavar="KIND",
    help="Write some functions only: value, gradient, vjp, jvp, hvp; repeat it, or use commas.",
)
@click.option("--check", is_flag=True, help="Check the functions against the definitions instead.")
@click.pass_context
def command(
    ctx: click.Context, name: str, output: str | None, only: tuple[str, ...], check: bool
) -> None:
    """Write the closed form of the derivation NAME as a Python module.

    The module needs NumPy alone. It evaluates the closed form so that it neither overflows
    nor loses digits, over any leading batch axes, and takes arrays of PyTorch, JAX and CuPy
    where array-api-compat is installed. With --only gradient it has that function alone, and
    what this needs; a Jacobian is a gradient, too, vjp and jvp are products with it from the
    left and from the right, hvp those with the Hessian. With --check nothing is written: the
    functions are run beside the definitions, and a table says how far they are apart.
    """
    from derive.numeric.source.module import module_source

    derivation = _only(name)
    kinds = tuple(kind.strip() for given in only for kind in given.split(","))
    try:
        if check:
            ctx.exit(0 if _checked(derivation) else EXIT_NOT_AS_STATED)
        source = module_source(derivation, kinds)
    except ValueError as error:
        raise Misuse(str(error)) from error
    if output is None:
        click.echo(source, nl=False)
        return
    try:
        Path(output).write_text(source, encoding="utf-8")
    except OSError as error:
        raise Misuse(f"{output}: {error.strerror}") from error


def _only(name: str) -> Derivation:
    found = chosen((name,))
    if len(found) != 1:
        names = ", ".join(derivation.name for derivation in found)
        raise Misuse(f"{name} has several derivations ({names}): give the name of one")
    return found[0]


def _checked(derivation: Derivation) -> bool:
    """Write the table of the cross-check, and say whether every line of it is right."""
    from derive.numeric.source.check import check_functions
    from derive.report.functions import function_lines

    checks = check_functions(derivation)
    write(function_lines(checks))
    return all(check.ok for check in checks)
