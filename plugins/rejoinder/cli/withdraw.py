"""`rejoinder withdraw`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..core import pulling, withdrawal
from . import places, site

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.places import Places
    from ..core.withdrawal import Outcome


@click.command("withdraw", short_help="Take a person out of everything that is published.")
@click.argument("person", metavar="ID")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--now", "urgent", is_flag=True, help="Publish before a build that is running has ended.")
@places.output_option
@site.settings_option
def command(person: str, dry_run: bool, urgent: bool, output: Path | None, settings_file: Path) -> None:
    """Take a person out of everything that is published, at once.

    The record is marked, and the site is published again from what is published now, without the person, in every
    language and form. Nothing that is wrong with texts, translations, theme or settings delays it. Every file is then
    searched for the person's id, name and words; what holds a trace that cannot be cut is taken out of the site. Kept
    releases and what builds remember are purged. The list of what was pulled is printed and kept in .rejoinder/.

    While a build is running this waits until it has ended. It can be run again at any time, after a power cut too.

    \b
    rejoinder withdraw usher-1
    rejoinder withdraw usher-1 --dry-run
    rejoinder withdraw usher-1 --now
    rejoinder withdraw usher-1 --output /srv/preview     (for each folder that you build into)
    """
    where, fault = places.find(settings_file, output)
    if fault:
        click.echo(f"The settings are at fault and do not delay this: {fault}", err=True)
    outcome = withdrawal.withdraw(
        where, person, dry_run=dry_run, urgent=urgent, say=lambda text: click.echo(text, err=True)
    )
    click.echo("\n".join(_told(where, person, outcome, dry_run=dry_run)))
    sys.exit(1 if outcome.left else 0)


def _told(where: Places, person: str, outcome: Outcome, *, dry_run: bool) -> list[str]:
    lines = ["This is what would be done. Nothing was written.", ""] if dry_run else []
    lines += [outcome.record, ""]
    lines += _section(f"{person} stood in:", pulling.lines(where, outcome.pulled), "Nothing showed the person.")
    if outcome.pull_list:
        lines += [f"  This list: {outcome.pull_list}"]
    elif not outcome.pulled and (earlier := pulling.earlier(where.root, person)):
        lines += ["  Lists of earlier withdrawals:", *(f"    {path}" for path in earlier)]
    would = "would be " if dry_run else ""
    lines += _section(f"Files that {would or 'were '}cut:", outcome.changed)
    dropped = [
        f"{own}: {reason}{''.join(f'; {page} links to it' for page, target in outcome.dangling if target == own)}"
        for own, reason in outcome.dropped.items()
    ]
    lines += _section(f"Files that {would or 'were '}taken out of the site:", dropped)
    kept = [f"{name}: {'would be ' if dry_run else ''}cut" for name in outcome.kept_changed]
    lines += _section("Kept releases:", [*kept, *(f"{name}: removed" for name in outcome.kept_dropped)])
    lines += _section("Your own files still refer to the person:", outcome.refers)
    lines += _section("Note:", outcome.notes)
    if not dry_run:
        lines += _section("STILL THERE, see to it yourself:", outcome.left)
        if not outcome.left:
            lines += [
                "",
                f"{outcome.searched} files were searched, published and kept: no trace of the person is left.",
            ]
        lines += [
            "",
            "What no program can do: copies that others made stay (archives of the web, search engines, social",
        ]
        lines += ["networks, printed pages), and so does the history of the repository. Ask for their removal with the"]
        lines += ["list above. A copy of this site on a server, a stick or a mirror is as old as its last update."]
    return lines


def _section(heading: str, items: list[str], otherwise: str = "") -> list[str]:
    if not items:
        return [otherwise] if otherwise else []
    return ["", heading, *(f"  {item}" for item in items)]
