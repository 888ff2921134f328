"""Whom the published site shows although nobody agreed to it any more, or soon will not.

A consent ends without anybody editing anything. The site as it is published is compared with the records of today: what
its manifest and its pages say they show, not what the content would make of it.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import cutting, kept, standing
from .files import read_bytes
from .release import MANIFEST, files_in, read_manifest

if TYPE_CHECKING:
    from datetime import date

    from .places import Places

#: Why somebody may not stand where they stand, as a sentence about a record.
REASONS = {
    "withdrawn": "the person withdrew",
    "expired": "the consent has expired",
    "not-yet": "the consent does not hold yet",
    "gone": "there is no record",
    "unreadable": "the record cannot be read, so that nobody can tell",
    "language": "the consent does not cover the language",
    "format": "the consent does not cover the form of publication",
}


@dataclass(frozen=True, slots=True, order=True)
class Outlived:
    """Somebody who stands where they may not: the id, the reason (a key of REASONS), the last day, and the files."""

    person: str
    reason: str
    expires: date | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a day.

    Attributes:
        day: the day for which it was asked.
        published: whether anything is.
        people: how many people the published site shows.
        problems: who stands there and may not.
        soon: whose consent ends within a month.
        kept: who stands in a kept release and may not: its name, the person, the reason.
    """

    day: date
    published: bool
    people: int
    problems: tuple[Outlived, ...]
    soon: tuple[Outlived, ...]
    kept: tuple[tuple[str, str, str], ...]


def shown_in(folder: Path) -> dict[str, list[str]]:
    """Whom a release shows, each with the files: by its manifest, and by the marks in its pages."""
    entries = read_manifest(folder) or {}
    found: dict[str, list[str]] = {}
    try:
        files = [own for own in files_in(folder) if own != MANIFEST]
    except OSError:
        return found
    for own in files:
        people = set(entries[own].shown.people) if own in entries else set()
        if cutting.is_page(own):
            with contextlib.suppress(OSError):
                people |= cutting.people_in(read_bytes(folder / own))
        for person in people:
            found.setdefault(person, []).append(own)
    return found


def look(places: Places) -> Found:
    """Compare what is published and what is kept with the records of today."""
    output = Path(os.path.realpath(places.output))
    shown = shown_in(output)
    now = standing.consent_today(places, shown)
    problems: list[Outlived] = []
    soon: list[Outlived] = []
    for person, files in sorted(shown.items()):
        problems += _problems(places, now[person], files)
        expires = now[person].expires
        if now[person].state == "given" and expires is not None and expires - places.today <= standing.SOON:
            soon.append(Outlived(person, "soon", expires, tuple(files)))
    return Found(
        places.today, read_manifest(output) is not None, len(shown), tuple(problems), tuple(soon), _kept(places)
    )


def _problems(places: Places, now: standing.Standing, files: list[str]) -> list[Outlived]:
    refused: dict[str, list[str]] = {}
    for own in files:
        language = standing.language_of(own, places.languages)
        if reason := now.refusal(language, standing.format_of(own), places.today):
            refused.setdefault(reason, []).append(own)
    return [Outlived(now.id, reason, now.expires, tuple(found)) for reason, found in sorted(refused.items())]


def refused_in(places: Places, folder: Path) -> list[tuple[str, str]]:
    """Whom a release shows who may not be shown today, each with the reason."""
    shown = shown_in(folder)
    now = standing.consent_today(places, shown)
    return [
        (one.person, one.reason)
        for person, files in sorted(shown.items())
        for one in _problems(places, now[person], files)
    ]


def _kept(places: Places) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (one.name, person, reason)
        for one in kept.releases(places.output)
        for person, reason in refused_in(places, one.folder)
    )
