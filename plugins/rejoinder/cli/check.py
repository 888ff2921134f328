"""`rejoinder check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..core import memory, report
from ..core.cache import Cache
from ..core.errors import SettingError
from ..core.review import Reviewed, review
from ..core.rules import all_rules, page_of
from . import site

if TYPE_CHECKING:
    from ..core.finding import Finding


def _print(style: str, findings: tuple[Finding, ...], reviewed: Reviewed) -> None:
    if style == "json":
        click.echo(report.as_json(findings, reviewed.not_covered))
    elif style == "github":
        click.echo(report.as_github(findings), nl=bool(findings))
    elif style == "sarif":
        described = {rule.name: page_of(rule).partition("\n")[0] for rule in all_rules()}
        click.echo(report.as_sarif(findings, __version__, described))
    else:
        if findings:
            click.echo(report.as_text(findings, colour=sys.stdout.isatty()))
            click.echo("")
        waived = f", {reviewed.waived} waived" if reviewed.waived else ""
        click.echo(f"{report.summary(findings)}{waived}.")
        if reviewed.not_covered:
            click.echo(report.coverage(reviewed.not_covered))


@click.command("check", short_help="Review the content without building.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(report.FORMATS), default="text", show_default=True)
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
    reviewed = review(settings, cache)
    cache.close()
    findings = reviewed.findings
    if wanted:
        findings = tuple(
            finding
            for finding in findings
            if any(path in (".", finding.path) or finding.path.startswith(f"{path}/") for path in wanted)
        )
    _print(style, findings, reviewed)
    sys.exit(1 if any(finding.severity == "error" for finding in findings) else 0)
