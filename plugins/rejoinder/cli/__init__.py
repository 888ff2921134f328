"""The `rejoinder` command. Each command is a module of its own, imported only when it is called."""

from __future__ import annotations

import difflib
import importlib
import sys
from typing import Any

import click

from .. import __version__
from ..core.errors import RejoinderError

#: Every command, with the line that `rejoinder --help` shows, so that help imports none of them.
COMMANDS = {
    "build": "Build the whole site.",
    "check": "Review the content without building.",
    "doctor": "Look whether what is published may still stand.",
    "new": "Begin a record of a person.",
    "rollback": "Publish an earlier release again.",
    "rule": "List the rules of the review, or explain one.",
    "serve": "Build, serve on this machine, rebuild on every change.",
    "status": "See what is missing, unfinished, behind or overdue in each language.",
    "translate": "Begin a translation, or note that it is done.",
    "withdraw": "Take a person out of everything that is published.",
}


class Commands(click.Group):
    """A group that imports a command when it is asked for, and offers the nearest name for one it does not know."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """One command, imported now."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f".{name}", __name__).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list that --help shows."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by name; a wrong name is answered with the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            close = difflib.get_close_matches(name, COMMANDS, 1)
            hint = f" Did you mean “{close[0]}”?" if close else ""
            ctx.fail(f"There is no command “{name}”.{hint}\nCommands: {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run; our own errors become a message and an exit status."""
        try:
            return super().invoke(ctx)
        except RejoinderError as error:
            click.echo(f"rejoinder: error: {error}", err=True)
            sys.exit(error.status)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rejoinder")
def main() -> None:
    """Build a site of explainers whose every figure leads to its source.

    \b
    rejoinder serve      see the site on this machine while you write
    rejoinder check      hear what the review has to say
    rejoinder build      write the whole site

    Exit status: 0 done; 1 the content or theme has errors and nothing was published; 2 wrong usage or settings.
    """
