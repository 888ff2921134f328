"""`rejoinder check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..core import memory, report
from ..core.cache import Cache
from ..core.errors import SettingError
from ..core.review import review
from . import site


@click.command("check", short_help="Review the content without building.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@site.settings_option
def command(paths: tuple[Path, ...], style: str, settings_file: Path) -> None:
    """Review the content: everything a build would refuse, and what it would warn of.

    With PATHS (files or folders) only what concerns them is shown; the whole site is read all the same.

    \b
    rejoinder check
    rejoinder check content/en/explainers/people-at-the-concert.md
    rejoinder check --format json > findings.json
    """
    settings, _ = site.load(settings_file)
    wanted = [settings.shown(path.resolve()) for path in paths]
    for path, shown in zip(paths, wanted, strict=True):
        if not path.exists():
            raise SettingError(f"There is no {shown}.")
    cache = Cache(settings.root / memory.FOLDER / "texts", memory.engine())
    _, findings = review(settings, cache)
    cache.close()
    if wanted:
        findings = tuple(
            finding
            for finding in findings
            if any(path in (".", finding.path) or finding.path.startswith(f"{path}/") for path in wanted)
        )
    if style == "json":
        click.echo(report.as_json(findings))
    else:
        if findings:
            click.echo(report.as_text(findings, colour=sys.stdout.isatty()))
            click.echo("")
        click.echo(f"{report.summary(findings)}.")
    sys.exit(1 if any(finding.severity == "error" for finding in findings) else 0)
