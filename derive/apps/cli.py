"""The command ``derive``. Commands are imported when they are used.

Exit codes: 0 all as stated, 1 something is not, 2 misuse, 3 a fault of derive itself; and as
shells count signals, 130 interrupted, 141 nobody reads the output any more.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from derive import __version__

__all__ = ["EXIT_INTERNAL", "EXIT_NOT_AS_STATED", "EXIT_USAGE", "Misuse", "cli", "main", "run"]

EXIT_NOT_AS_STATED, EXIT_USAGE, EXIT_INTERNAL = 1, 2, 3
_EXIT_INTERRUPTED, _EXIT_UNREAD = 130, 141

_SUMMARIES = {
    "list": "List the derivations.",
    "show": "Write one derivation out.",
    "gradient": "Derive the gradient of a loss in LaTeX.",
    "verify": "Judge every step, and cross-check in NumPy.",
    "code": "Write a closed form as a stable, fast NumPy module.",
    "check": "Judge every equation of documents.",
    "statements": "Print what documents claim, define and assume.",
    "explain": "Say what a diagnostic means.",
}


class Misuse(click.UsageError):
    """A fault of the author's that says by itself what to do."""


class _Unread(Exception):
    """Whoever read the output has seen enough."""


class _Commands(click.Group):
    """A group whose commands are imported on use; the help needs their summaries only."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would report a broken pipe as 1, which is a verdict here."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError as error:
            raise _Unread from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _SUMMARIES:
            return None
        module = import_module(f"derive.apps.commands.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_SUMMARIES.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="derive")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal fault.")
def cli(debug: bool) -> None:
    """Work out, check and ship the gradients that people write by hand."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code; no traceback reaches the user."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack ∂ and Σ
    try:
        code = cli.main(args=given, prog_name="derive", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Abort:
        click.echo("derive: interrupted", err=True)
        return _EXIT_INTERRUPTED
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx is not None else "")
        return 0
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx is not None else "derive"
        hint = "" if error.ctx is None or isinstance(error, Misuse) else f" (see {command} --help)"
        click.echo(f"{command}: {error.format_message().rstrip('.')}{hint}", err=True)
        return EXIT_USAGE
    except _Unread:
        # What is still buffered goes nowhere, or Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _EXIT_UNREAD
    except Exception as error:
        if "--debug" in given:
            raise
        kind = type(error).__name__
        click.echo(
            f"derive: internal fault ({kind}: {error}): please report it, with what "
            "`derive --debug` shows",
            err=True,
        )
        return EXIT_INTERNAL
