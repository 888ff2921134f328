"""Going back to a release that was kept, unless it shows anybody who may not be shown today."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from . import kept, memory, standing
from .absence import Searcher
from .errors import ReleaseError
from .outlived import REASONS, refused_in
from .release import MANIFEST, Release, files_in, read_manifest

if TYPE_CHECKING:
    from .kept import Kept
    from .places import Places
    from .settings import Settings


def refusals(places: Places, one: Kept) -> list[str]:
    """Why a release may not be published today, a line for each person; nothing when it may.

    Asked of the records as they are today: whom the release shows, and whether it holds a trace of anybody who withdrew
    or whose consent has expired, shown or not.
    """
    found = {f"{person}: {REASONS[reason]}": None for person, reason in refused_in(places, one.folder)}
    over = {who.id: who.state for who in standing.over(places)}
    if over:
        searcher = Searcher(standing.absent(places.content, person, places.private) for person in over)
        for own in files_in(one.folder):
            traces, unread = searcher.search(one.folder, own)
            found |= {f"{trace.person}: {REASONS[over[trace.person]]}": None for trace in traces}
            found |= {f"{own}: {reason.reason}": None for reason in unread}
    return sorted(found)


def roll_back(settings: Settings, places: Places, name: str) -> Kept:
    """Publish a kept release anew. What is published now takes its place among the kept ones.

    Raises:
        BusyError: a build is running.
        ReleaseError: there is no such release, it was changed, or it shows somebody who may not be shown today.
    """
    release = Release(places.output)
    release.begin()
    try:
        one = kept.find(places.output, name)
        refuse(places, one)
        entries = read_manifest(one.folder) or {}
        for own, entry in entries.items():
            if not release.link(own, entry, one.folder):
                raise ReleaseError(f"{one.folder / own} cannot be read. What was published is untouched.")
        refuse(places, one)  # consent may have changed meanwhile: it counts at the moment of publishing
        memory.forget(settings)
        release.publish(kept.place_for(release.output) if places.keep else None)
        with contextlib.suppress(ReleaseError):
            kept.drop(one)
        kept.prune(places.output, places.keep)
    finally:
        release.close()
    return one


def refuse(places: Places, one: Kept) -> None:
    """Refuse a release that was changed, or that shows somebody who may not be shown today.

    Raises:
        ReleaseError: with every person and reason.
    """
    kept.refuse_damaged(one)
    if why := refusals(places, one):
        raise ReleaseError(
            f"The release {one.name} may not be published today: {'; '.join(why)}. "
            "Choose another one, or build the site."
        )


def size_of(one: Kept) -> tuple[int, int]:
    """How many files a release has, and how many bytes of them no other release shares."""
    files = [own for own in files_in(one.folder) if own != MANIFEST]
    stats = [os.stat(one.folder / own) for own in files]
    return len(files), sum(stat.st_size for stat in stats if stat.st_nlink == 1)
