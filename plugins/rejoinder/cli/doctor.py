"""`rejoinder doctor`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from ..core import outlived
from . import places, site

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.outlived import Found, Outlived


@click.command("doctor", short_help="Look whether what is published may still stand.")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True)
@places.output_option
@site.settings_option
def command(style: str, output: Path | None, settings_file: Path) -> None:
    """Look whether what is published may still stand: whether everybody who is shown still agrees to it today.

    A consent ends without anybody editing anything. Exit 1 when the published site shows somebody who withdrew, whose
    consent has expired or does not cover the language or form, or who has no record; consents that end within 30 days
    are told and do not change the exit status. Made for a job that runs every day.

    \b
    rejoinder doctor
    rejoinder doctor --format json
    """
    where, fault = places.find(settings_file, output)
    if fault:
        click.echo(f"The settings are at fault: {fault}", err=True)
    found = outlived.look(where)
    click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1) if style == "json" else _text(found))
    sys.exit(1 if found.problems else 0)


def _plain(found: Found) -> dict[str, Any]:
    return {
        "version": 1,
        "day": found.day.isoformat(),
        "published": found.published,
        "people": found.people,
        "problems": [_one(one) for one in found.problems],
        "soon": [_one(one) for one in found.soon],
        "kept": [{"release": name, "person": person, "reason": reason} for name, person, reason in found.kept],
    }


def _one(one: Outlived) -> dict[str, Any]:
    expires = one.expires.isoformat() if one.expires else None
    return {"person": one.person, "reason": one.reason, "expires": expires, "files": list(one.files)}


def _text(found: Found) -> str:
    if not found.published:
        return "Nothing is published yet."
    lines = []
    for one in found.problems:
        since = f" on {one.expires}" if one.reason == "expired" else ""
        lines += [f"{one.person}: {outlived.REASONS[one.reason]}{since}, and the site shows them:"]
        lines += [f"    {own}" for own in one.files]
        if one.reason in ("withdrawn", "gone", "unreadable"):
            lines += [f"    “rejoinder withdraw {one.person}” takes them out at once."]
        else:
            lines += [f"    Build the site, or “rejoinder withdraw {one.person}” if they want to be taken out."]
    for one in found.soon:
        lines += [
            f"{one.person}: the consent ends after {one.expires}. Ask again, or let it end: {', '.join(one.files)}"
        ]
    for name, person, reason in found.kept:
        lines += [f"The kept release {name} shows {person}: {outlived.REASONS[reason]}. It cannot be published again."]
    people = f"{found.people} {'person' if found.people == 1 else 'people'} shown"
    shown = len({one.person for one in found.problems})
    return "\n".join(
        [*lines, f"{people} on {found.day}: {shown or 'nobody'} without consent, {len(found.soon)} ending soon."]
    )
