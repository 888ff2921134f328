"""`rejoinder build`."""

from __future__ import annotations

import gc
import logging
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..core import memory
from ..core.errors import ContentError, RejoinderError, ReleaseError, SettingError
from . import site

if TYPE_CHECKING:
    from ..core.settings import Settings


@click.command("build", short_help="Build the whole site.")
@click.option(
    "--output", "-o", type=click.Path(file_okay=False, path_type=Path), help="Where to write, instead of OUTPUT_PATH."
)
@site.settings_option
@click.option("--fresh", is_flag=True, help="Use nothing that earlier builds remember.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings and errors only.")
def command(output: Path | None, settings_file: Path, fresh: bool, quiet: bool) -> None:
    """Build the whole site into the output folder.

    The new site is made beside the published one, checked, and exchanged with it in one step. When anything is wrong,
    nothing is published and the earlier site stays as it is. A build with nothing changed writes nothing.

    \b
    rejoinder build
    rejoinder build --output /srv/preview
    rejoinder build --fresh          (if you distrust what earlier builds remember)
    """
    gc.set_threshold(100_000, 50, 1000)  # a build makes many lasting objects and hardly any circles
    started = time.monotonic()
    settings, values = site.load(settings_file, output)
    engine = memory.engine()
    last = memory.Memory() if fresh else memory.load(settings)
    inputs = memory.inputs(settings, values, engine)
    if not fresh and memory.unchanged(settings, last, inputs):
        _say_unchanged(settings, last, quiet)
        return
    built = _run(settings_file, values, inputs, fresh=fresh)
    if built is None:
        sys.exit(1)
    _say_built(settings, built, time.monotonic() - started, quiet)


def _run(settings_file: Path, values: dict[str, Any], inputs: str, *, fresh: bool) -> Any:
    """Run Pelican on the site. Returns the build, or None after saying what is wrong."""
    from pelican import Pelican
    from pelican import log as pelican_log
    from pelican.settings import read_settings

    from .. import build
    from ..core import report

    pelican_log.init(level=logging.ERROR, fatal="errors")
    pelican_log.console.quiet = True
    said = _Listener()
    logging.getLogger().addHandler(said)
    settings = read_settings(
        str(settings_file.resolve()),
        override={
            **{name: values[name] for name in ("PATH", "THEME", "OUTPUT_PATH")},
            "REJOINDER_COMMAND": True,
            "REJOINDER_FRESH": fresh,
            "REJOINDER_INPUTS": inputs,
            "REJOINDER_VALUES": values,
        },
    )
    try:
        pelican = Pelican(settings)
        pelican.run()
        if build.KEY not in pelican.settings:
            raise SettingError("PLUGINS: none of Rejoinder's plugins loaded.")
    except ContentError as error:
        click.echo(report.as_text(error.findings, colour=sys.stderr.isatty()), err=True)
        click.echo(f"\n{report.summary(error.findings)}. Nothing was published.", err=True)
        return None
    except RejoinderError:
        raise
    except Exception as error:
        raise said.explained(error) from error
    return build.of(pelican.settings)


class _Listener(logging.Handler):
    """Keeps what Pelican's log says: at its first error Pelican raises an exception that says nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        message = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            message += f": {type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        self.messages.append(" ".join(message.split()))

    def explained(self, error: Exception) -> RejoinderError:
        """Our error for an exception that left Pelican."""
        said = "; ".join(self.messages) or f"{type(error).__name__}: {error}"
        if "Cannot load plugin" in said or "Cannot register plugin" in said:
            return SettingError(f"PLUGINS: {said}")
        return ReleaseError(f"Pelican stopped: {said}. Nothing was published.")


def _say_built(settings: Settings, built: Any, seconds: float, quiet: bool) -> None:
    from ..core import report

    if built.findings:
        click.echo(report.as_text(built.findings, colour=sys.stderr.isatty()), err=True)
        click.echo("", err=True)
    if quiet:
        return
    explainers, pages = len(built.site.explainers), len(built.composer.addresses)
    click.echo(
        f"Built {pages} pages ({explainers} explainer{'' if explainers == 1 else 's'}, {built.rendered} rendered anew) "
        f"for {settings.today} in {seconds:.1f} s: {settings.shown(settings.output)}/"
    )
    if built.findings or built.waived:
        click.echo(f"{report.summary(built.findings, built.waived)}.")


def _say_unchanged(settings: Settings, last: memory.Memory, quiet: bool) -> None:
    if last.findings:
        from ..core import report
        from ..core.finding import Finding

        findings = [Finding(*finding) for finding in last.findings]
        click.echo(report.as_text(findings, colour=sys.stderr.isatty()), err=True)
        click.echo("", err=True)
    if not quiet:
        click.echo(f"Nothing changed: {settings.shown(settings.output)}/ is up to date.")
