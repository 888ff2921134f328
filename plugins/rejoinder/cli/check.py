"""`rejoinder check`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..core import memory, report
from ..core.cache import Cache
from ..core.editorial import refuse_unknown
from ..core.errors import SettingError
from ..core.review import Reviewed, review
from ..core.rules import all_rules, page_of
from . import site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..core.settings import Settings


@click.command("check", short_help="Review the content without building.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--select", "select", multiple=True, metavar="RULES", help="Run these rules and no others.")
@click.option("--ignore", "ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option(
    "--format",
    "style",
    type=click.Choice(report.FORMATS),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@site.settings_option
def command(
    paths: tuple[Path, ...], select: tuple[str, ...], ignore: tuple[str, ...], style: str, settings_file: Path
) -> None:
    """Review the content: everything a build would refuse, and what it would warn of.

    With PATHS (files or folders) only what concerns them is shown; the whole site is read all the same.

    RULES are names, catalogue ids or family letters with commas between them; the options may be given several times.
    --select takes the place of REVIEW_SELECT and REVIEW_IGNORE in the settings, --ignore is added to them. A name or
    id counts more than a family: with --select A09 --ignore A, A09 alone of its family runs. Faults of form, such as
    HTML in a text, are always told.

    \b
    rejoinder check
    rejoinder check content/en/explainers/people-at-the-concert.md
    rejoinder check --select quotation-too-long,A09
    rejoinder check --select A --ignore group-brand-first content/ru
    rejoinder check --ignore sentence-too-long --ignore D04
    rejoinder check --format json > findings.json
    """
    settings, _ = site.load(settings_file)
    wanted = [_place(path, settings, settings_file) for path in paths]
    settings = _choose(settings, _rules("--select", select), _rules("--ignore", ignore))
    cache = Cache(settings.root / memory.FOLDER / "texts", memory.engine())
    reviewed = review(settings, cache)
    cache.close()
    if wanted:
        reviewed = _within(reviewed, wanted)
    _print(style, reviewed)
    sys.exit(1 if reviewed.has_errors else 0)


def _rules(option: str, written: Iterable[str]) -> tuple[str, ...]:
    """The rules that an option names, in lists with commas or one by one."""
    names: list[str] = []
    for value in written:
        listed = [name.strip() for name in value.split(",") if name.strip()]
        if not listed:
            raise SettingError(f"{option} names no rule. For example: {option} quotation-too-long,A09.")
        names += listed
    refuse_unknown(option, names)
    return tuple(dict.fromkeys(names))


def _choose(settings: Settings, select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
    """The settings with the rules of the command line: a selection starts anew, what is left out is left out too."""
    if select:
        settings = replace(settings, review_select=select, review_ignore=())
    return replace(settings, review_ignore=(*settings.review_ignore, *ignore))


def _place(path: Path, settings: Settings, settings_file: Path) -> str:
    """A path of the command line, without links on its way.

    Raises:
        SettingError: there is nothing at the path, or nothing that the review reads.
    """
    real = os.path.realpath(path)
    if not os.path.exists(real):
        raise SettingError(f"There is no {settings.shown(Path(os.path.abspath(path)))}.")
    read = [os.path.realpath(place) for place in (settings.content, settings_file)]
    if not any(_in(place, real) or _in(real, place) for place in read):
        raise SettingError(
            f"{settings.shown(Path(real))} is not reviewed: it lies outside {settings.shown(settings.content)}/. "
            "Name files or folders there, or none for the whole site."
        )
    return real


def _in(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _within(reviewed: Reviewed, wanted: list[str]) -> Reviewed:
    """What concerns some places alone."""
    root = reviewed.site.settings.root
    told = (*reviewed.findings, *(one.finding for one in reviewed.waived))
    shown = {
        path: any(_in(os.path.realpath(root / path), place) for place in wanted)
        for path in {finding.path for finding in told}
    }
    return replace(
        reviewed,
        findings=tuple(finding for finding in reviewed.findings if shown[finding.path]),
        waived=tuple(one for one in reviewed.waived if shown[one.finding.path]),
    )


def _print(style: str, reviewed: Reviewed) -> None:
    findings, not_covered, waived = reviewed.findings, reviewed.not_covered, reviewed.waived
    if style == "json":
        click.echo(report.as_json(findings, not_covered, waived))
    elif style == "github":
        said = report.as_github(findings, not_covered, waived)
        click.echo(said, nl=bool(said))
    elif style == "sarif":
        described = {rule.name: page_of(rule).partition("\n")[0] for rule in all_rules()}
        click.echo(report.as_sarif(findings, __version__, described, not_covered, waived))
    else:
        _print_text(reviewed)


def _print_text(reviewed: Reviewed) -> None:
    if reviewed.findings:
        click.echo(report.as_text(reviewed.findings, colour=sys.stdout.isatty()))
        click.echo("")
    click.echo(f"{report.summary(reviewed.findings, reviewed.waived)}.")
    if reviewed.not_covered:
        click.echo(report.coverage(reviewed.not_covered))
    missing = {name for names in reviewed.not_covered.values() for name in names}
    if any(rule.names and rule.name in missing for rule in all_rules() if missing):
        click.echo("Rules about names need the publisher's private list: see REVIEW_NAMES in docs/settings.md.")
    rules = {finding.rule for finding in reviewed.findings}
    if rules and (explained := next((rule.name for rule in all_rules() if rule.name in rules), "")):
        click.echo(f"“rejoinder rule {explained}” says why, and what to do when a rule is wrong.")
