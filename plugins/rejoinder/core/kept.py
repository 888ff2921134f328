"""Releases that were replaced and are kept for a while, so that a mistake can be taken back.

They lie beside the published folder, in `<output>.releases/<time of publication in UTC>/`: on the same file system,
so that keeping one is a rename, and outside what is published. Files that did not change between two releases are the
same file on the disk. `KEEP_RELEASES` says how many; the oldest goes first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ReleaseError
from .files import read_bytes
from .release import MANIFEST, Entry, files_in, read_manifest

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Kept:
    """A release that was replaced. Its name is the moment at which it was published."""

    folder: Path

    @property
    def name(self) -> str:
        """`2026-11-24T120000Z`."""
        return self.folder.name

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Its files, as its manifest names them; none where that is damaged."""
        return read_manifest(self.folder) or {}


def folder(output: Path) -> Path:
    """Where the releases of an output folder are kept."""
    real = Path(os.path.realpath(output))
    return real.parent / f"{real.name}.releases"


def releases(output: Path) -> tuple[Kept, ...]:
    """What is kept, the newest first."""
    with contextlib.suppress(OSError):
        named = (one for one in folder(output).iterdir() if _NAME.fullmatch(one.name) and one.is_dir())
        return tuple(Kept(one) for one in sorted(named, key=_order, reverse=True))
    return ()


def _order(path: Path) -> tuple[str, int]:
    moment, _, number = path.name.partition("Z")
    return moment, int(number.lstrip("-") or 0)


def place_for(output: Path) -> Path | None:
    """Where to keep what is published now; its folder is made. None where nothing of ours is published."""
    try:
        published = os.stat(output / MANIFEST).st_mtime
    except OSError:
        return None
    moment = datetime.fromtimestamp(published, UTC).strftime("%Y-%m-%dT%H%M%SZ")
    parent = folder(output)
    with contextlib.suppress(OSError):
        parent.mkdir(exist_ok=True)
    place, number = parent / moment, 1
    while os.path.lexists(place):
        number += 1
        place = parent / f"{moment}-{number}"
    return place


def recover(output: Path) -> None:
    """Put back kept releases that were moved away by a process which died before it could replace them."""
    with contextlib.suppress(OSError):
        for left in folder(output).iterdir():
            whole = left.with_name(left.name.removeprefix(".").removesuffix(".old"))
            if left.name == f".{whole.name}.old" and _NAME.fullmatch(whole.name) and not os.path.lexists(whole):
                os.rename(left, whole)


def prune(output: Path, keep: int) -> None:
    """Drop the oldest releases until no more than `keep` are left, and what a killed build left of others."""
    recover(output)
    for one in releases(output)[keep:]:
        with contextlib.suppress(ReleaseError):  # what cannot be removed now is tried again by the next build
            drop(one)
    with contextlib.suppress(OSError):
        for left in folder(output).iterdir():
            if left.name.startswith(".") and left.name.endswith((".gone", ".new", ".old")):
                shutil.rmtree(left, ignore_errors=True)
    if not keep:
        with contextlib.suppress(OSError):
            folder(output).rmdir()


def drop(one: Kept) -> None:
    """Remove a kept release: first from the list, then from the disk.

    Raises:
        ReleaseError: the disk refuses.
    """
    away = one.folder.with_name(f".{one.name}.gone")
    try:
        os.rename(one.folder, away)
        shutil.rmtree(away)
    except OSError as error:
        raise ReleaseError(f"{one.folder} cannot be removed: {error.strerror or error}. Remove it yourself.") from error


def find(output: Path, name: str) -> Kept:
    """A kept release by its name or the beginning of it; the newest for an empty name.

    Raises:
        ReleaseError: there is none, or several begin so.
    """
    there = releases(output)
    if not there:
        raise ReleaseError(
            f"No release is kept in {folder(output)}. KEEP_RELEASES in the settings says how many are, from the next "
            "publication on."
        )
    fitting = [one for one in there if one.name.startswith(name)]
    exact = [one for one in fitting if one.name == name]
    if len(exact or fitting) == 1 or (fitting and not name):
        return (exact or fitting)[0]
    raise ReleaseError(
        f"“{name}” names {'several' if fitting else 'none'} of the kept releases. "
        f"Kept are: {', '.join(one.name for one in there)}."
    )


def refuse_damaged(one: Kept) -> None:
    """Refuse a release whose files are not those that were published.

    Raises:
        ReleaseError: the manifest cannot be read, a file is missing, more or other than it names.
    """
    entries = read_manifest(one.folder)
    if entries is None:
        raise ReleaseError(f"{one.folder} has no {MANIFEST} that can be read. Choose another release.")
    there = set(files_in(one.folder)) - {MANIFEST}
    if differing := sorted(there ^ set(entries)):
        raise ReleaseError(f"{one.folder}: {differing[0]} is missing or was added. Choose another release.")
    for own, entry in entries.items():
        if hashlib.sha256(read_bytes(one.folder / own)).hexdigest() != entry.sha256:
            raise ReleaseError(f"{one.folder}: {own} was changed since it was published. Choose another release.")
