"""`rejoinder rollback`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..core import kept, rollback
from ..core.places import places_of
from . import places, site

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.places import Places


@click.command("rollback", short_help="Publish an earlier release again.")
@click.argument("release", default="")
@click.option("--list", "only_list", is_flag=True, help="List the releases that are kept.")
@places.output_option
@site.settings_option
def command(release: str, only_list: bool, output: Path | None, settings_file: Path) -> None:
    """Publish a release again that was replaced: the last one, or the one that is named.

    Consent is asked anew, of the records as they are today: a release that shows anybody who withdrew, whose consent
    has expired or whose record is gone is refused. The release that is published now takes its place among the kept
    ones. The next build publishes what the content says, so mend what was wrong first.

    \b
    rejoinder rollback --list
    rejoinder rollback
    rejoinder rollback 2026-11-24T12
    """
    settings, _ = site.load(settings_file, output)
    where = places_of(settings)
    if only_list:
        click.echo("\n".join(_listed(where)) or f"No release is kept in {settings.shown(kept.folder(where.output))}/.")
        return
    one = rollback.roll_back(settings, where, release)
    click.echo(f"Published again: the release of {one.name}. The next build publishes what the content says.")


def _listed(where: Places) -> list[str]:
    lines = []
    for one in kept.releases(where.output):
        files, size = rollback.size_of(one)
        why = rollback.refusals(where, one)
        lines.append(
            f"{one.name}  {files} files, {size / 1000:.0f} kB of its own{'' if not why else '  refused today'}"
        )
        lines += [f"    {reason}" for reason in why]
    return lines
