"""Withdrawal that fails towards absence: a person is taken out of what is published, from the published bytes alone.

Nothing here reads the content, the templates or the theme, so nothing that is wrong with them can delay it:

    mark the record → find where the person stands → write the pull list → republish → kept releases → caches

Each step can be done again. After a kill at any moment the published site is whole, with the person or without, and
the same command ends what was begun. What holds a trace and cannot be cut is taken out of the release, never left in.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from . import absence, cutting, kept, pulling, standing
from .absence import Person, Searcher, Trace, Unread
from .errors import BusyError, RejoinderError, ReleaseError, SettingError, ThemeError
from .files import read_bytes, write_whole
from .finding import Finding, near
from .marking import mark
from .memory import FOLDER
from .places import shown
from .release import MANIFEST, Entry, Release, Shown, files_in, read_manifest
from .verify import links_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .places import Places

#: What of `.rejoinder/` outlives a withdrawal: lists that hold no words, and files of other people's.
_LASTING = ("pull-lists", "set-aside")
#: Seconds between two looks whether a build has ended.
_LOOK = 0.2


@dataclass(slots=True)
class Outcome:
    """What a withdrawal did, or would do.

    Attributes:
        record: what became of the record, as a sentence.
        pulled: where the person stood.
        changed: published files that were cut.
        dropped: published files that were taken out whole, with the reason.
        dangling: pages that link to one of those, with its address.
        kept_changed: kept releases that were cut.
        kept_dropped: kept releases that were removed.
        pull_list: the file that holds the list, or None.
        refers: places of the editor's own files that still name the person.
        searched: files of the published and the kept releases that were searched at the end.
        left: traces that are still there; nothing, unless the disk refused something.
        notes: what else the editor should know.
    """

    record: str = ""
    pulled: list[pulling.Pulled] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    dropped: dict[str, str] = field(default_factory=dict)
    dangling: list[tuple[str, str]] = field(default_factory=list)
    kept_changed: list[str] = field(default_factory=list)
    kept_dropped: list[str] = field(default_factory=list)
    pull_list: Path | None = None
    refers: list[str] = field(default_factory=list)
    searched: int = 0
    left: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


# -- the command -------------------------------------------------------------------------------------------------------


def withdraw(
    places: Places,
    person: str,
    *,
    dry_run: bool = False,
    urgent: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Take a person out of everything that is published or kept.

    Args:
        places: where the site is.
        person: the id.
        dry_run: write nothing.
        urgent: publish before a build that is running has ended, and look again afterwards.
        say: told what is being done.

    Raises:
        SettingError: nobody has this id: no record, nothing published, nothing kept.
        ReleaseError: the disk refuses to replace what is published; what has been done until then stays done.
    """
    outcome = Outcome()
    recovered(places.output)
    if not dry_run:
        outcome.record = mark(places, shown(places.root, standing.path(places.content, person)), person)
    who = known_of(places, person)
    searches = _Searches([who])
    outcome.pulled = list(_stands(places, who, searches))
    if dry_run:
        outcome.record = _intended(places, person)
    _refuse_unknown(places, person, outcome)
    outcome.refers = list(pulling.refers(places, person))
    if dry_run:
        _try_out(places, [who], searches, outcome)
        return outcome
    if outcome.pulled:
        outcome.pull_list = _write_list(places, person, outcome)
        say("Publishing the site without the person.")
    try:
        _publish(places, [who], searches, outcome, urgent=urgent, say=say)
    finally:  # what can be done is done, even where the published folder cannot be written
        purge_kept(places, [who], searches, outcome)
        outcome.notes += forget(places.root)
    _prove(places, searches, outcome)
    return outcome


def recovered(output: Path) -> None:
    """Put back a site, and kept releases, that a killed process had moved away."""
    with contextlib.suppress(ReleaseError):
        Release(output).restore()
    kept.recover(output)


def known_of(places: Places, person: str) -> Person:
    """All that is known of somebody: from the record, the private folder, and what published pages quote them with."""
    who = standing.absent(places.content, person, places.private)
    words = dict.fromkeys(who.words)
    for page in _pages(_folders(places.output).values()):
        words |= dict.fromkeys(cutting.said_in(page, person, everything=not who.words))
    return Person(person, who.names, tuple(words))


def _pages(folders: Iterable[Path]) -> Iterator[bytes]:
    """Every page of some releases, once where they share it."""
    seen = set()
    for folder in folders:
        for own in _files(folder):
            if cutting.is_page(own):
                with contextlib.suppress(OSError):
                    file = os.stat(folder / own)
                    if (file.st_dev, file.st_ino) not in seen:
                        seen.add((file.st_dev, file.st_ino))
                        yield read_bytes(folder / own)


def _folders(output: Path) -> dict[str, Path]:
    """Every release that is there, by name; the published one has none."""
    found = {"": Path(os.path.realpath(output))} if output.is_dir() else {}
    return found | {one.name: one.folder for one in kept.releases(output)}


def _files(folder: Path) -> list[str]:
    try:
        return [own for own in files_in(folder) if own != MANIFEST]
    except OSError:
        return []


def _refuse_unknown(places: Places, person: str, outcome: Outcome) -> None:
    if outcome.pulled or standing.path(places.content, person).exists() or pulling.earlier(places.root, person):
        return
    there = standing.known(places.content)
    raise SettingError(
        f"There is no {standing.path(places.content, person)}, and nothing that is published or kept shows “{person}”."
        f"{near(person, there)}"
    )


class _Searches:
    """Searches files, each one only once: releases share what did not change.

    `proved`: addresses and SHA-256 of files that an earlier build has found to be clean of the same people.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.searcher = Searcher(people)
        self.proved: set[tuple[str, str]] = set()
        self._known: dict[tuple[object, ...], tuple[list[Trace], list[Unread]]] = {}

    def search(self, folder: Path, own: str) -> tuple[list[Trace], list[Unread]]:
        try:
            seen = os.lstat(folder / own)
        except OSError:
            return self.searcher.search(folder, own)
        key = own, seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns
        if key not in self._known:
            self._known[key] = self.searcher.search(folder, own)
        return self._known[key]


def _stands(places: Places, who: Person, searches: _Searches) -> Iterator[pulling.Pulled]:
    """Where a person stands: where a manifest says so, and where there is a trace."""
    for name, folder in _folders(places.output).items():
        entries = read_manifest(folder) or {}
        for own in _files(folder):
            named = who.id in entries[own].shown.people if own in entries else False
            if named or searches.search(folder, own)[0]:
                yield pulling.place_of(places, name, own)


# -- one release -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Cleansed:
    """What was done to a release: files cut, files taken out with the reason, pages that link to those."""

    changed: list[str] = field(default_factory=list)
    dropped: dict[str, str] = field(default_factory=dict)
    dangling: list[tuple[str, str]] = field(default_factory=list)
    named: bool = False

    @property
    def anything(self) -> bool:
        """Whether the release is another one than it was."""
        return bool(self.changed or self.dropped or self.named)


def _cleanse(release: Release, people: list[Person], searches: _Searches, *, line: bool) -> Cleansed:
    """Take people out of a release that is being made, and prove that every file of it is free of them."""
    done = Cleansed()
    gone = {person.id for person in people}
    for own in sorted(release.entries, key=lambda own: (_base(own) != own, own)):
        entry = release.entries[own]
        rest = _without(entry.shown, gone)
        done.named = done.named or rest != entry.shown
        reason, data = _cleaned(release, own, people, searches, done, line=line)
        if reason:
            release.drop(own)
            done.dropped[own] = reason
        elif data is not None:
            release.replace(own, data, rest)
            done.changed.append(own)
        elif rest != entry.shown:
            release.entries[own] = Entry(entry.sha256, entry.size, rest)
    done.dangling = _dangling(release, done.dropped)
    return done


def _cleaned(
    release: Release, own: str, people: list[Person], searches: _Searches, done: Cleansed, *, line: bool
) -> tuple[str, bytes | None]:
    """Why a file cannot stay, or its new bytes; neither when it is clean as it is."""
    base = _base(own)
    if base in done.dropped:
        return "it is a compressed copy of a file that was taken out", None
    if base != own and base in done.changed:
        data = _compressed(own, read_bytes(release.stage / base))
        return ("", data) if data is not None else ("it is a compressed copy that cannot be made anew here", None)
    data = None
    if cutting.is_page(own):
        page = rest = read_bytes(release.stage / own)
        for person in people:
            rest = cutting.cut_person(rest, person.id, line=line)
        data = rest if rest != page else None
    if data is None and own in release.entries and (own, release.entries[own].sha256) in searches.proved:
        return "", None
    if data is None:
        traces, unread = searches.search(release.stage, own)
    else:
        traces, unread = searches.searcher.search_bytes(own, data)
    if unread:
        return unread[0].reason, None
    traces = [*searches.searcher.in_address(own), *traces]
    if traces:
        before = data if data is not None else read_bytes(release.stage / own)
        data = cutting.cut_traces(own, before, searches.searcher)
        if data is not None:
            traces, _ = searches.searcher.search_bytes(own, data)
            traces += searches.searcher.in_address(own)
        if traces:
            return f"it holds {_what(traces)}", None
    return "", data


def _base(own: str) -> str:
    """The file of which another is a compressed copy."""
    return own.removesuffix(".gz").removesuffix(".br")


def _compressed(own: str, data: bytes) -> bytes | None:
    if own.endswith(".gz"):
        return gzip.compress(data, 9, mtime=0)
    brotli = absence.optional("brotli")
    made: bytes | None = brotli.compress(data) if brotli is not None else None
    return made


def _what(traces: list[Trace]) -> str:
    """What was found, never in its own words: `words (text), the id (comments)`."""
    names = {"id": "the id", "name": "the name", "words": "words"}
    return ", ".join(dict.fromkeys(f"{names[trace.kind]} ({trace.where})" for trace in traces))


def _without(page: Shown, people: set[str]) -> Shown:
    return Shown(page.facts, page.sources, tuple(one for one in page.people if one not in people))


def _dangling(release: Release, dropped: Iterable[str]) -> list[tuple[str, str]]:
    """The pages of a release that link to files which were taken out."""
    names = {own.rpartition("/")[2].encode(): own for own in dropped}
    found = []
    for own in sorted(release.entries) if names else ():
        if not cutting.is_page(own):
            continue
        page = read_bytes(release.stage / own)
        if any(name in page for name in names):
            with contextlib.suppress(ThemeError):
                targets = {target.partition("#")[0] for target in links_of(page.decode("utf-8", "replace"), own, "/")}
                found += [(own, target) for target in sorted(targets & set(dropped))]
    return found


def _is_clean(folder: Path, people: list[Person], searches: _Searches) -> bool:
    """Whether a release shows nothing of some people, so that it need not be made anew."""
    entries = read_manifest(folder)
    ids = {person.id for person in people}
    if entries is None or any(ids & set(entry.shown.people) for entry in entries.values()):
        return False
    for own in _files(folder):
        entry = entries.get(own)
        if entry is not None and (own, entry.sha256) in searches.proved:
            continue
        if any(searches.search(folder, own)):
            return False
    return True


def _stage(release: Release, outcome: Outcome, root: Path | None) -> None:
    """Fill the stage with what is published, file by file; what cannot be part of a release is set aside."""
    output = release.output
    manifest = read_manifest(output)
    if manifest is None:
        outcome.notes.append(f"{output / MANIFEST} cannot be read; it is made anew from what is there.")
    entries = manifest or {}
    for own in _files(output):
        path = output / own
        try:
            if path.is_symlink() or not path.is_file():
                raise ReleaseError("it is neither a file nor a folder")
            entry = entries.get(own)
            size = path.stat().st_size
            if entry is None or entry.size != size:
                digest = hashlib.sha256(read_bytes(path)).hexdigest()
                entry = Entry(digest, size, entry.shown if entry else Shown())
            if not release.link(own, entry):
                raise ReleaseError("it cannot be read")
            if manifest is not None and own not in manifest:
                outcome.notes.append(f"{own} was written by no build. It stays where it is, as part of the release.")
        except (RejoinderError, OSError) as error:
            outcome.dropped[own] = str(error)
            if root is not None:
                _set_aside(root, output, own, outcome)


def _set_aside(root: Path, output: Path, own: str, outcome: Outcome) -> None:
    """Move a file that is somebody's own out of what is published."""
    place = root / FOLDER / "set-aside" / own
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(output / own, place)
        outcome.notes.append(f"{own} was moved to {place}.")
    except OSError as error:
        outcome.notes.append(f"{own} is no longer published and could not be kept: {error.strerror or error}.")


def _publish(
    places: Places,
    people: list[Person],
    searches: _Searches,
    outcome: Outcome,
    *,
    urgent: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Publish the site without some people, from what is published. Nothing happens where it shows no trace of them."""
    if not places.output.is_dir() or not _ours(places.output, [person.id for person in people]):
        outcome.notes.append(f"Nothing is published in {places.output}.")
        return
    release = Release(places.output)
    try:
        release.begin(strangers=True)
    except BusyError:
        if urgent:
            say("A build is running. Publishing before it ends.")
            early = Release(places.output, urgent=True)
            _wait(early)
            _republish(early, places, people, searches, outcome)
        say("A build is running. Waiting until it has ended.")
        _wait(release)
    _republish(release, places, people, searches, outcome)


def _ours(output: Path, ids: list[str]) -> bool:
    """Whether a folder is a site of ours: by its manifest, or by the mark that only our pages bear."""
    if read_manifest(output) is not None:
        return True
    pages = (read_bytes(output / own) for own in _files(output) if cutting.is_page(own))
    return any(cutting.people_in(page) & set(ids) for page in pages)


def _wait(release: Release) -> None:
    while True:
        with contextlib.suppress(BusyError):
            return release.begin(strangers=True)
        time.sleep(_LOOK)


def _republish(release: Release, places: Places, people: list[Person], searches: _Searches, outcome: Outcome) -> None:
    try:
        if _is_clean(release.output, people, searches):
            return
        _stage(release, outcome, places.root)
        done = _cleanse(release, people, searches, line=places.line)
        outcome.changed += [own for own in done.changed if own not in outcome.changed]
        outcome.dropped |= done.dropped
        outcome.dangling += [pair for pair in done.dangling if pair not in outcome.dangling]
        if done.anything or read_manifest(release.output) is None or outcome.dropped:
            release.publish()
            if os.path.lexists(release.stage):
                outcome.left.append(str(release.stage))
    finally:
        release.close()


def _try_out(places: Places, people: list[Person], searches: _Searches, outcome: Outcome) -> None:
    """What a withdrawal would do to the published files, without writing anything."""
    for own in dict.fromkeys(pulled.own for pulled in outcome.pulled if not pulled.release):
        stage = _Unwritten(places.output)
        reason, data = _cleaned(stage, own, people, searches, Cleansed(), line=places.line)  # type: ignore[arg-type]
        if reason:
            outcome.dropped[own] = reason
        elif data is not None:
            outcome.changed.append(own)
    folder = Path(os.path.realpath(places.output))
    for own in _files(folder):
        if own not in outcome.dropped and (unread := searches.search(folder, own)[1]):
            outcome.dropped[own] = unread[0].reason
    outcome.kept_changed = list(dict.fromkeys(pulled.release for pulled in outcome.pulled if pulled.release))


@dataclass(frozen=True, slots=True)
class _Unwritten:
    """A release that is only looked at."""

    stage: Path
    entries: dict[str, Entry] = field(default_factory=dict)


# -- a build -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """What a build did about everybody whose consent is over."""

    searches: _Searches | None = None
    done: Cleansed = field(default_factory=Cleansed)
    findings: tuple[Finding, ...] = ()


def before_publishing(places: Places, release: Release) -> Watch:
    """Prove, just before a build publishes, that it shows nobody whose consent was withdrawn or has expired.

    The records are read anew: somebody may have withdrawn while the build was running. Where nobody did, this costs
    next to nothing.
    """
    over = standing.over(places)
    if not over:
        return Watch()
    people = [known_of(places, one.id) for one in over]
    searches = _Searches(people)
    _recall(places, searches)
    done = _cleanse(release, people, searches, line=places.line)
    findings = [*_pulled_by_build(places, [one.id for one in over]), *_findings(places, done)]
    return Watch(searches, done, tuple(findings))


def after_publishing(places: Places, watch: Watch) -> None:
    """Purge the kept releases of the same people; the one that was just replaced is among them."""
    if watch.searches is not None:
        purge_kept(places, list(watch.searches.searcher.people), watch.searches, Outcome())
        _remember(places, watch.searches)


def _recall(places: Places, searches: _Searches) -> None:
    """Take over what earlier builds have proved of the same people, so that a build searches only what changed."""
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        token, *manifests = json.loads(_proof(places).read_bytes())
        if token != searches.searcher.token:
            return
        for folder in _folders(places.output).values():
            if hashlib.sha256(read_bytes(folder / MANIFEST)).hexdigest() in manifests:
                searches.proved |= {(own, entry.sha256) for own, entry in (read_manifest(folder) or {}).items()}


def _remember(places: Places, searches: _Searches) -> None:
    with contextlib.suppress(OSError):
        manifests = [read_bytes(folder / MANIFEST) for folder in _folders(places.output).values()]
        digests = [hashlib.sha256(manifest).hexdigest() for manifest in manifests]
        write_whole(_proof(places), json.dumps([searches.searcher.token, *digests]))


def _proof(places: Places) -> Path:
    name = hashlib.blake2b(os.fsencode(os.path.realpath(places.output)), digest_size=8).hexdigest()
    return places.root / FOLDER / "proved" / f"{name}.json"


def _pulled_by_build(places: Places, over: list[str]) -> Iterator[Finding]:
    """Write a pull list for everybody who stood in the published or a kept release and no longer does."""
    for person in over:
        outcome = Outcome()
        for name, folder in _folders(places.output).items():
            for own, entry in sorted((read_manifest(folder) or {}).items()):
                if person in entry.shown.people:
                    outcome.pulled.append(pulling.place_of(places, name, own))
        if outcome.pulled:
            written = _write_list(places, person, outcome)
            yield Finding(
                "person-pulled",
                "warning",
                shown(places.root, standing.path(places.content, person)),
                0,
                0,
                "consent is over, and the person no longer stands where they were published: "
                f"{', '.join(dict.fromkeys(one.own for one in outcome.pulled))}",
                f"Ask those who hold copies to remove them. The list: {shown(places.root, written)}."
                if written
                else "",
            )


def _findings(places: Places, done: Cleansed) -> Iterator[Finding]:
    output = shown(places.root, places.output)
    for own in done.changed:
        message = "a trace of somebody whose consent is over stood here; it was cut out"
        yield Finding("trace-cut", "warning", f"{output}/{own}", 0, 0, message, "Look where the site still names them.")
    for own, reason in done.dropped.items():
        linked = [page for page, target in done.dangling if target == own]
        more = f"; {', '.join(linked)} {'links' if len(linked) == 1 else 'link'} to it" if linked else ""
        yield Finding(
            "trace-left-out",
            "warning",
            f"{output}/{own}",
            0,
            0,
            f"the file was not published: {reason}, and somebody's consent is over{more}",
            "Write what it says without the person's words, name or id, then build again.",
        )


# -- kept releases, caches, proof --------------------------------------------------------------------------------------


def purge_kept(places: Places, people: list[Person], searches: _Searches, outcome: Outcome) -> None:
    """Take people out of every kept release; a release for which that fails is removed whole."""
    for one in kept.releases(places.output):
        release = Release(one.folder)
        try:
            _wait(release)
            if not one.folder.is_dir() or _is_clean(one.folder, people, searches):  # a build may have dropped it
                continue
            _stage(release, Outcome(), None)
            done = _cleanse(release, people, searches, line=places.line)
            if done.anything:
                release.publish()
                outcome.kept_changed.append(one.name)
        except (RejoinderError, OSError):
            release.close()
            try:
                kept.drop(one)
                outcome.kept_dropped.append(one.name)
            except ReleaseError as error:
                outcome.left.append(str(error))
        finally:
            release.close()
    kept.prune(places.output, max(places.keep, len(kept.releases(places.output))))


def forget(root: Path) -> list[str]:
    """Remove what builds remember, because it may hold words. Returns what could not be removed, as sentences."""
    left = []
    folder = root / FOLDER
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for entry in sorted(folder.iterdir()):
            if entry.name in _LASTING:
                continue
            try:
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry)
                else:
                    entry.unlink()
            except OSError as error:
                left.append(f"{entry} may hold the words and could not be removed: {error.strerror or error}.")
    return left


def _prove(places: Places, searches: _Searches, outcome: Outcome) -> None:
    """Search everything once more, as it lies on the disk now."""
    searches = _Searches(searches.searcher.people)
    for name, folder in _folders(places.output).items():
        for own in [*_files(folder), MANIFEST]:
            outcome.searched += 1
            traces, unread = searches.search(folder, own)
            if traces or unread:
                what = _what(traces) if traces else unread[0].reason
                outcome.left.append(f"{name + '/' if name else ''}{own}: {what}")


def _write_list(places: Places, person: str, outcome: Outcome) -> Path | None:
    try:
        return pulling.write(places, person, outcome.pulled)
    except OSError as error:
        outcome.notes.append(f"The list could not be kept: {error.strerror or error}. Keep what stands here.")
        return None


def _intended(places: Places, person: str) -> str:
    now = standing.consent_today(places, [person])[person]
    named = shown(places.root, standing.path(places.content, person))
    if now.state == "gone":
        return f"There is no {named}."
    return f"{named} says that the person withdrew." if now.state == "withdrawn" else f"{named} would be marked."
