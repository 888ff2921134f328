"""Plugin, always the last: builds beside the published site, checks the whole, and exchanges the two in one step."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from pelican import signals

from . import build
from .core import kept, memory, report, withdrawal
from .core.errors import ReleaseError
from .core.files import read_bytes
from .core.places import places_of
from .core.release import MANIFEST, Entry, read_manifest
from .core.verify import check, links_of

if TYPE_CHECKING:
    from pelican import Pelican


@build.guarded
def open_stage(pelican: Pelican) -> None:
    """Let Pelican and its plugins write into a new folder beside the published one."""
    current = build.of(pelican.settings)
    current.release.begin()
    current.output_path = pelican.output_path
    pelican.output_path = str(current.release.stage)
    pelican.settings["OUTPUT_PATH"] = pelican.output_path
    if not current.foreign:
        current.published = still_published(current)


def still_published(current: build.Build) -> dict[str, Entry]:
    """The files of the last release that nobody has touched since it was published."""
    output = current.settings.output
    try:
        if hashlib.sha256((output / MANIFEST).read_bytes()).hexdigest() != current.last.manifest:
            return {}
        stamps = memory.stamps(output)
    except OSError:
        return {}
    entries = read_manifest(output) or {}
    return {
        own: entry for own, entry in entries.items() if own in stamps and stamps[own] == current.last.outputs.get(own)
    }


@build.guarded
def publish(pelican: Pelican) -> None:
    """Check the finished site, exchange it with the published one, and remember what was done."""
    current = build.of(pelican.settings)
    release = current.release
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = current.output_path
    unwritten = [own for own in current.composer.addresses if own not in release.entries]
    if unwritten:
        raise ReleaseError(
            f"{unwritten[0]} was never written: a plugin or a setting dropped it. Nothing was published."
        )
    for own in release.adopt_strangers(changed=bool(current.foreign)):
        if own.endswith(".html"):
            page = read_bytes(release.stage / own).decode("utf-8", "replace")
            current.links[own] = links_of(page, own, current.base_of(own))
    places = places_of(current.settings)
    watch = withdrawal.before_publishing(places, release)
    note(pelican, current, watch)
    check(current.links, set(release.entries), lambda own: read_bytes(release.stage / own).decode("utf-8"))
    memory.forget(current.settings)
    release.publish(kept.place_for(release.output) if places.keep else None)
    withdrawal.after_publishing(places, watch)
    kept.prune(places.output, places.keep)
    release.close()
    unchanged = memory.inputs(current.settings, pelican.settings["REJOINDER_VALUES"], current.engine) == current.inputs
    output = current.settings.output
    memory.save(
        current.settings,
        memory.Memory(
            inputs=current.inputs if unchanged else "",
            day=current.settings.today.isoformat(),
            manifest=hashlib.sha256((output / MANIFEST).read_bytes()).hexdigest(),
            outputs=memory.stamps(output),
            # What other plugins made of a page is not what its view says, so no later build may take it over.
            fingerprints={} if current.foreign else current.fingerprints,
            links=current.links,
            findings=[list(asdict(finding).values()) for finding in current.findings],
        ),
    )
    current.cache.close()


def note(pelican: Pelican, current: build.Build, watch: withdrawal.Watch) -> None:
    """Note what was cut and left out because somebody's consent is over: no later build takes such a page over."""
    left_out = watch.done.dropped
    for own in (*watch.done.changed, *left_out):
        current.fingerprints.pop(own, None)
        current.links.pop(own, None)
    for own, targets in current.links.items() if left_out else ():
        current.links[own] = tuple(target for target in targets if target.partition("#")[0] not in left_out)
    for own in watch.done.changed:
        if own.endswith(".html"):
            page = read_bytes(current.release.stage / own).decode("utf-8", "replace")
            current.links[own] = links_of(page, own, current.base_of(own))
    current.findings += watch.findings
    if watch.findings and not pelican.settings.get("REJOINDER_COMMAND"):
        print(report.as_text(watch.findings, colour=sys.stderr.isatty()), file=sys.stderr)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(build.check_plugins)
    signals.get_generators.connect(open_stage)
    signals.finalized.connect(publish)
