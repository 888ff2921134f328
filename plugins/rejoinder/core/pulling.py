"""The pull list: where somebody stood who must stand nowhere any more, and what in the editor's files still names them.

A list names files, forms, languages and releases by the person's id, never a name or a word.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import standing
from .files import read_bytes, write_whole
from .memory import FOLDER
from .places import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .places import Places


class Pulled(NamedTuple):
    """One place in which a person stood: the release (empty for what is published), the file, language and format."""

    release: str
    own: str
    language: str
    format: str


def place_of(places: Places, release: str, own: str) -> Pulled:
    """The place in which somebody stands, from the address of a file in a release."""
    return Pulled(release, own, standing.language_of(own, places.languages), standing.format_of(own))


def write(places: Places, person: str, pulled: Iterable[Pulled]) -> Path:
    """Write the list of where somebody stood, and say where it lies.

    Raises:
        OSError: the disk refuses.
    """
    folder = places.root / FOLDER / "pull-lists"
    number = 1
    while (path := folder / f"{places.today.isoformat()}-{number}.txt").exists():
        number += 1
    write_whole(path, "\n".join([f"withdrawn: {person}", f"day: {places.today}", *lines(places, pulled), ""]))
    return path


def lines(places: Places, pulled: Iterable[Pulled]) -> list[str]:
    """Where somebody stood, a line each: release, format, language, address. No name and no words."""
    return [
        "  ".join(
            [
                one.release or "published",
                one.format,
                one.language or "-",
                f"{places.url}/{one.own}" if places.url else one.own,
            ]
        )
        for one in pulled
    ]


def earlier(root: Path, person: str) -> list[Path]:
    """The lists of earlier withdrawals of somebody, oldest first."""
    found = []
    for path in sorted((root / FOLDER / "pull-lists").glob("*.txt")):
        with contextlib.suppress(OSError, ValueError):
            if path.read_text("utf-8").startswith(f"withdrawn: {person}\n"):
                found.append(path)
    return found


def refers(places: Places, person: str) -> Iterator[str]:
    """The places of the content that still name somebody, as `path:line`, the record apart."""
    named = re.compile(rf"(?<![\w-]){re.escape(person)}(?![\w-])")
    own = standing.path(places.content, person)
    for folder, _, names in os.walk(places.content):
        for name in sorted(names):
            path = Path(folder, name)
            if path == own or path.suffix not in (".md", ".yaml", ".json"):
                continue
            try:
                text = read_bytes(path).decode("utf-8", "replace")
            except OSError:
                continue
            for number, line in enumerate(text.splitlines(), 1):
                if (f"testimony:{person})" in line) or (not person.isalpha() and named.search(line)):
                    yield f"{shown(places.root, path)}:{number}"
