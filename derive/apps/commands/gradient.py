"""``derive gradient LOSS --wrt X``: the derivation of a gradient from LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from derive.apps.cli import EXIT_NOT_AS_STATED, Misuse
from derive.apps.commands.show import FORMATS, show
from derive.apps.deadline import deadline
from derive.apps.select import judged
from derive.index.notation import OutOfClass
from derive.model import Derivation
from derive.syntax.array import LAYOUTS, Layout

if TYPE_CHECKING:
    from derive.work_out import WorkedOut


class _TakesFormulas(click.Command):
    """A command whose argument may begin with a minus sign."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        valued = {name for p in self.params if isinstance(p, click.Option) for name in p.opts}
        kept: list[str] = []
        formulas: list[str] = []
        for n, argument in enumerate(args):
            is_value = n > 0 and args[n - 1] in valued
            minus = argument.startswith("-") and not argument.startswith("--")
            if minus and argument not in ("-", "-h") and not is_value:
                formulas.append(argument)
            else:
                kept.append(argument)
        return super().parse_args(ctx, [*kept, "--", *formulas] if formulas else kept)


_EXAMPLE = r"""
Example:

derive gradient '-\sum_i y_i \log p_i' --wrt z_k --assume '\sum_j y_j = 1' \
    --let 'p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}'
"""


@click.command("gradient", cls=_TakesFormulas, epilog="\b" + _EXAMPLE.replace("\n\n", "\n"))
@click.argument("loss")
@click.option("--wrt", required=True, help="What to differentiate by: z_k, or z for all of it.")
@click.option("--let", multiple=True, help=r"A definition: 'p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}'.")
@click.option("--assume", multiple=True, help=r"An assumption: '\sum_j y_j = 1', 'y one-hot'.")
@click.option("--where", multiple=True, help="A shape: 'z : C', 'W : m, n', with facts if any.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="denominator",
    help="By a whole array: in its shape (denominator), or in that of its transpose.",
)
@click.option("--name", default="gradient", help="What to call the derivation.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "code"]),
    default="text",
    help="code: as a Python module, like derive code.",
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=60.0, help="Give up after so many seconds."
)
@click.option("--width", type=click.IntRange(30, 400), help="Columns, for text.")
@click.pass_context
def command(
    ctx: click.Context,
    loss: str,
    wrt: str,
    let: tuple[str, ...],
    assume: tuple[str, ...],
    where: tuple[str, ...],
    layout: Layout,
    name: str,
    form: str,
    timeout: float,
    width: int | None,
) -> None:
    """Derive the gradient of LOSS, in LaTeX, step by step."""
    late = (
        f"the loss, by {wrt}: not worked out in {timeout:g} seconds: define names for its parts "
        f"with --let, or allow more with --timeout {2 * timeout:g}"
    )
    with deadline(timeout, late):
        found = _built(loss, wrt, let, assume, where, layout, name)
        judgement = judged(found.derivation)
        source = _source(judgement.derivation) if form == "code" else ""
    for said in found.read_as:
        click.echo(f"derive gradient: note: {said}", err=True)
    if form == "code":
        click.echo(source, nl=False)
    else:
        show((judgement,), form, width)
    if not judgement.as_stated:
        ctx.exit(EXIT_NOT_AS_STATED)


def _built(
    loss: str,
    wrt: str,
    let: tuple[str, ...],
    assume: tuple[str, ...],
    where: tuple[str, ...],
    layout: Layout,
    name: str,
) -> WorkedOut:
    from derive.work_out import worked_out

    try:
        return worked_out(loss, wrt, let=let, assume=assume, where=where, name=name, layout=layout)
    except OutOfClass as error:
        raise Misuse(f"the loss is out of class: {error}") from error
    except ValueError as error:
        raise Misuse(str(error)) from error
    except RecursionError as error:
        raise Misuse("the loss is nested too deeply: define names for its parts") from error


def _source(derivation: Derivation) -> str:
    from derive.numeric.source.module import module_source

    try:
        return module_source(derivation)
    except ValueError as error:
        raise Misuse(f"there is no code for this gradient: {error}") from error
