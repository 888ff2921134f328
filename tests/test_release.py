"""A release is whole or not there: addresses, foreign files, a disk that refuses, modes, links, leftovers."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import textwrap
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from footprints import footprints, inodes
from rejoinder.core import release as releases
from rejoinder.core.errors import ReleaseError
from rejoinder.core.release import (
    MANIFEST,
    Entry,
    Release,
    Shown,
    files_in,
    manifest_bytes,
    read_manifest,
    recover,
    refuse_foreign,
)
from sites import PLUGINS, Site, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD = {"index.html": b"old", "en/index.html": b"old home", "en/same.html": b"the same"}
NEW = {"index.html": b"new", "en/index.html": b"new home", "en/same.html": b"the same"}


def published(output: Path, files: dict[str, bytes] = OLD) -> Path:
    """Publish some files."""
    with Release(output) as release:
        for own, data in files.items():
            release.write(own, data)
        release.publish()
    return output


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A published site of three files."""
    return published(tmp_path / "output")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the manifest."""
    return {own: (folder / own).read_bytes() for own in files_in(folder) if own != MANIFEST}


def neighbours(output: Path) -> list[str]:
    """What lies beside the output folder."""
    return sorted(path.name for path in output.parent.iterdir() if path != output)


@contextlib.contextmanager
def refused(output: Path, *words: str) -> Iterator[None]:
    """Something that is refused with a message of one paragraph, and leaves no trace."""
    before = footprints(output)
    with pytest.raises(ReleaseError) as caught:
        yield
    for word in words:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)
    assert footprints(output) == before
    assert neighbours(output) == []


# -- addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "own",
    ["", "/etc/passwd", "../x.html", "en/../../x.html", "en/./x.html", "en//x.html", "en/", "..", ".", "a\\b", "a\0b"],
)
def test_an_address_that_leaves_the_folder_is_refused(output: Path, own: str) -> None:
    """No address can lead out of the output folder or name a folder, in whatever disguise."""
    with refused(output, "not an address inside the output folder"), Release(output) as release:
        release.write(own, b"")


def test_the_manifest_cannot_be_a_page(output: Path) -> None:
    """The manifest's own address is taken, in any case."""
    for own in (MANIFEST, MANIFEST.upper()):
        with refused(output, own), Release(output) as release:
            release.write(own, b"{}")


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("en/a.html", "en/a.html"),
        ("en/a.html", "en/A.html"),
        ("en/a.html", "EN/a.html"),
        ("ru/й.html", unicodedata.normalize("NFD", "ru/й.html")),
        ("de/straße.html", "de/STRASSE.html"),
    ],
)
def test_two_addresses_that_some_disk_takes_for_one_are_refused(output: Path, first: str, other: str) -> None:
    """Addresses that differ in case or composition alone would overwrite each other on other systems."""
    with refused(output, "Two pages have one address", other), Release(output) as release:
        release.write(first, b"1")
        release.write(other, b"2")


def test_a_page_cannot_be_a_folder_too(output: Path) -> None:
    """A file where another address needs a folder, or the other way round, is refused."""
    for first, other in (("a", "a/b"), ("a/b", "a")):
        with refused(output, "cannot be written"), Release(output) as release:
            release.write(first, b"1")
            release.write(other, b"2")


# -- somebody's own files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {"thesis.odt": b"years of work"},
        {".git/config": b""},
        {MANIFEST: b"{}"},
        {MANIFEST: b"not json"},
        {MANIFEST: b'{"rejoinder": "something else", "files": {}}', "index.html": b""},
    ],
    ids=["document", "hidden", "empty manifest", "no manifest", "another's manifest"],
)
def test_a_folder_of_somebody_else_is_refused_and_kept(tmp_path: Path, files: dict[str, bytes]) -> None:
    """A folder with files and no manifest of ours is never replaced."""
    output = tmp_path / "output"
    for own, data in files.items():
        (output / own).parent.mkdir(parents=True, exist_ok=True)
        (output / own).write_bytes(data)
    with refused(output, str(output), "somebody's own files"), Release(output):
        pass


def test_a_file_put_into_the_published_site_is_refused_and_kept(output: Path) -> None:
    """A file that no build wrote, among those that one did, stops the next build; its name is told."""
    (output / "en/notes.txt").write_bytes(b"mine")
    (output / "zzz.txt").write_bytes(b"mine")
    with refused(output, "en/notes.txt", "1 more"), Release(output):
        pass


def test_a_link_put_into_the_published_site_is_refused_and_kept(output: Path, tmp_path_factory: Any) -> None:
    """A symbolic link to a folder counts as a file, and what it leads to is safe."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").write_bytes(b"!")
    (output / "linked").symlink_to(elsewhere)
    with refused(output, "linked"), Release(output):
        pass
    assert (elsewhere / "precious").read_bytes() == b"!"


def test_an_output_that_is_a_file_is_refused_and_kept(tmp_path: Path) -> None:
    """A file where the output folder should be is not replaced."""
    output = tmp_path / "output"
    output.write_bytes(b"mine")
    with refused(output, str(output), "is not a folder"), Release(output):
        pass


def test_an_output_that_is_a_dangling_link_is_made(tmp_path: Path) -> None:
    """A symbolic link to a folder that does not exist yet publishes where it leads."""
    (tmp_path / "output").symlink_to(tmp_path / "real" / "place")
    published(tmp_path / "output")
    assert contents(tmp_path / "real" / "place") == OLD
    assert (tmp_path / "output").is_symlink()


def test_an_output_that_is_a_link_stays_one(tmp_path: Path) -> None:
    """A published folder behind a symbolic link is exchanged where it lies; the link stays."""
    published(tmp_path / "real")
    (tmp_path / "output").symlink_to("real")
    published(tmp_path / "output", NEW)
    assert (tmp_path / "output").is_symlink()
    assert contents(tmp_path / "real") == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "real"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    """An empty output folder, with an empty folder in it or not, is nobody's."""
    (tmp_path / "output").mkdir()
    refuse_foreign(tmp_path / "output")
    assert contents(published(tmp_path / "output")) == OLD


# -- a disk that refuses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["os.open", "os.rename", "os.fchmod", "Path.mkdir", "Path.write_bytes", "_exchange"])
@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk can only be read"), (errno.EACCES, "you may not")],
    ids=["full", "read-only", "forbidden"],
)
def test_a_disk_that_refuses_is_named_and_nothing_is_touched(
    output: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, reason: str
) -> None:
    """Whatever step the disk refuses, the message says why and where, the old site stays and nothing lies beside it."""
    name = step.rpartition(".")[2]
    owner: Any = {"os": os, "Path": Path}.get(step.partition(".")[0], releases)
    real = getattr(owner, name)

    def refuse(first: Any, *others: Any, **named: Any) -> Any:
        staged = isinstance(first, int) or ".output.new" in os.fspath(first)
        reading = name == "open" and not others[0] & os.O_CREAT
        if reading or not staged:
            return real(first, *others, **named)
        raise OSError(number, os.strerror(number))

    with refused(output, reason, "What was published is untouched"), monkeypatch.context() as patched:
        patched.setattr(owner, name, refuse)
        published(output, NEW)


def test_a_disk_that_fills_up_in_the_middle_of_a_file(output: Path) -> None:
    """A file that the disk takes only half of is never published."""
    program = f"""
        import resource, signal, sys
        from pathlib import Path
        from rejoinder.core.errors import ReleaseError
        from rejoinder.core.release import Release
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            with Release(Path({str(output)!r})) as release:
                release.write("en/index.html", b"x" * 50_000)
                release.write("en/large.html", b"x" * 150_000)
                release.publish()
        except ReleaseError as error:
            sys.exit(f"refused: {{error}}")
    """
    before = footprints(output)
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, "PYTHONPATH": str(PLUGINS)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.stderr.startswith("refused: en/large.html cannot be written")
    assert footprints(output) == before
    assert neighbours(output) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_parent_that_may_not_be_written(output: Path) -> None:
    """Without the right to write beside the output folder, the message names that folder."""
    output.parent.chmod(0o555)
    try:
        with refused(output, str(output.parent), "you may not write there"):
            published(output, NEW)
    finally:
        output.parent.chmod(0o755)


# -- what is checked before it is published ----------------------------------------------------------------------------


def test_a_file_that_disappeared_is_not_published(output: Path) -> None:
    """A file that was written and is gone stops the release."""
    with refused(output, "en/index.html", "disappeared"), Release(output) as release:
        for own, data in NEW.items():
            release.write(own, data)
        (release.stage / "en/index.html").unlink()
        release.publish()


def test_a_file_of_another_size_is_not_published(output: Path) -> None:
    """A file that is longer or shorter than what was written stops the release."""
    for data in (b"", b"longer than it was"):
        with refused(output, "index.html", "3 were written"), Release(output) as release:
            (release.write("index.html", b"new")).write_bytes(data)
            release.publish()


def test_a_release_that_is_left_leaves_no_trace(output: Path) -> None:
    """A release that ends before it is published, by an error or without a word, was never there."""
    before = footprints(output)
    with contextlib.suppress(RuntimeError), Release(output) as release:
        release.write("index.html", b"new")
        raise RuntimeError("something else went wrong")
    with Release(output) as release:
        release.write("index.html", b"new")
    assert footprints(output) == before
    assert neighbours(output) == []


# -- the manifest ------------------------------------------------------------------------------------------------------


def test_the_manifest_names_every_file_with_hash_and_size(output: Path) -> None:
    """The manifest holds each published file but itself, with its SHA-256 and its size."""
    manifest = json.loads((output / MANIFEST).read_bytes())
    assert manifest == {
        "rejoinder": "release",
        "version": 1,
        "files": {own: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for own, data in OLD.items()},
    }
    assert list(manifest["files"]) == sorted(OLD)


def test_the_manifest_tells_what_each_page_shows(tmp_path: Path) -> None:
    """Facts, sources and people of a page are in the manifest and come back as they were."""
    shown = Shown(facts=("a", "b"), sources=("ц",), people=())
    with Release(tmp_path / "output") as release:
        release.write("en/x.html", b"x", shown)
        release.publish()
    entries = read_manifest(tmp_path / "output")
    assert entries == {"en/x.html": Entry(hashlib.sha256(b"x").hexdigest(), 1, shown)}


def test_the_manifest_does_not_depend_on_the_order_of_writing(tmp_path: Path) -> None:
    """The same files give the same manifest, whatever order they were written in."""
    entries = {own: Entry("0" * 64, 1) for own in ("b.html", "a/ж.html", "a/b.html")}
    backwards = dict(reversed(entries.items()))
    assert manifest_bytes(entries) == manifest_bytes(backwards)
    assert json.loads(manifest_bytes(entries))["files"].keys() == entries.keys()


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b'{"rejoinder": "release"}', b'{"rejoinder": "release", "files": []}', b"\xff", b"[" * 99_999]
    + [b'{"rejoinder": "release", "files": {"a": {"sha256": "", "size": %s}}}' % size for size in (b"null", b"1e999")]
    + [b'{"rejoinder": "release", "files": {"a": {"sha256": "", "size": 1, "shows": {"x": []}}}}'],
)
def test_a_damaged_manifest_is_no_manifest(tmp_path: Path, data: bytes) -> None:
    """A manifest that cannot be read is none, without an error."""
    (tmp_path / MANIFEST).write_bytes(data)
    assert read_manifest(tmp_path) is None


# -- modes and links ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o022, 0o777])
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, mask: int) -> None:
    """Files are 0644 and folders 0755 under any umask, so that every web server can read them."""
    before = os.umask(mask)
    try:
        output = published(tmp_path / "output")
    finally:
        os.umask(before)
    modes = {own: seen[4] & 0o7777 for own, seen in footprints(output).items()}
    assert modes.pop(output.as_posix()) == modes.pop((output / "en").as_posix()) == 0o755
    assert set(modes.values()) == {0o644}


def test_an_unchanged_file_is_the_same_file(output: Path) -> None:
    """A file taken over from the published site is a hard link; the files written anew are not."""
    before, entries = inodes(output), read_manifest(output)
    assert entries is not None
    with Release(output) as release:
        for own, data in NEW.items():
            if data == OLD[own]:
                assert release.link(own, entries[own])
            else:
                release.write(own, data)
        release.publish()
    after = inodes(output)
    assert {own for own in OLD if after[own] == before[own]} == {"en/same.html"}
    assert contents(output) == NEW


def test_a_file_system_without_hard_links_gets_copies(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where hard links are refused, an unchanged file is copied."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    entries = read_manifest(output)
    assert entries is not None
    with Release(output) as release:
        assert all(release.link(own, entry) for own, entry in entries.items())
        release.publish()
    assert contents(output) == OLD


def test_a_file_that_cannot_be_taken_over_can_be_written(output: Path) -> None:
    """When the published file is gone, taking it over fails and its address is free for writing."""
    (output / "en/same.html").unlink()
    with Release(output) as release:
        assert not release.link("en/same.html", Entry("", 8))
        for own, data in NEW.items():
            release.write(own, data)
        release.publish()
    assert contents(output) == NEW


def test_what_other_plugins_wrote_is_taken_in(output: Path) -> None:
    """Files that somebody else put into the stage or rewrote there are published with their true hash and mode."""
    with Release(output) as release:
        release.write("index.html", b"ours", Shown(facts=("a",)))
        (release.stage / "index.html").write_bytes(b"ours, rewritten")
        (release.stage / "feeds").mkdir(mode=0o700)
        (release.stage / "feeds/all.xml").write_bytes(b"theirs")
        (release.stage / "feeds/all.xml").chmod(0o600)
        assert release.adopt_strangers() == ("feeds/all.xml", "index.html")
        release.publish()
    entries = read_manifest(output)
    assert entries is not None
    assert entries["index.html"] == Entry(hashlib.sha256(b"ours, rewritten").hexdigest(), 15, Shown(facts=("a",)))
    modes = {own: seen[4] & 0o777 for own, seen in footprints(output / "feeds").items()}
    assert sorted(modes.values()) == [0o644, 0o755]


def test_a_link_that_another_plugin_made_is_refused(output: Path) -> None:
    """A symbolic link in the stage could publish any file of the machine, so it stops the release."""
    with refused(output, "way-out", "neither a file nor a folder"), Release(output) as release:
        (release.stage / "way-out").symlink_to("/etc/passwd")
        release.adopt_strangers()


@pytest.mark.parametrize("how", ["same size", "other size", "gone", "another mode", "an older copy"])
def test_a_published_file_changed_by_hand_is_put_right(tmp_path: Path, how: str) -> None:
    """A published page that somebody changed in place is never taken over: the next build writes it anew."""
    site = tiny(tmp_path)
    assert site.build(warm=True).code == 0
    whole, page = site.tree(), site.output / "en/about.html"
    data = page.read_bytes()
    if how == "same size":
        page.write_bytes(data.replace(b"the", b"THE"))
    elif how == "other size":
        page.write_bytes(b"defaced")
    elif how == "gone":
        page.unlink()
    elif how == "another mode":
        page.chmod(0o600)
    else:
        seen = page.stat()
        page.unlink()
        page.write_bytes(data.replace(b"the", b"THE"))
        os.utime(page, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert site.tree() == whole


@pytest.mark.parametrize("change", [b'"sha256": "0', b'"size": 1', b'"shows": '])
def test_a_manifest_changed_by_hand_is_put_right(tmp_path: Path, change: bytes) -> None:
    """What a published manifest says is believed only while it is the one that was published."""
    site = tiny(tmp_path)
    assert site.build(warm=True).code == 0
    whole = site.tree()
    manifest = site.manifest()
    first = change.partition(b": ")[0] + b": "
    assert first in manifest
    swapped = {b'"sha256": ': b'"sha256": "00', b'"size": ': b'"size": 1', b'"shows": ': b'"shown": '}[first]
    old = first + b'"' if first == b'"sha256": ' else first
    site.write("output/release.json", manifest.replace(old, swapped))
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert site.tree() == whole


# -- what a killed build left ------------------------------------------------------------------------------------------


def leave(output: Path, *names: str) -> None:
    """Put what a killed build leaves beside the output folder."""
    for name in names:
        if name == "lock":
            (output.parent / ".output.lock").write_bytes(b"")
        else:
            folder = output.parent / f".output.{name}"
            (folder / "en").mkdir(parents=True)
            (folder / "en/.index.html.part").write_bytes(b"hal")
            (folder / "index.html").write_bytes(b"half")


@pytest.mark.parametrize("names", [("new",), ("old",), ("lock",), ("new", "old", "lock")], ids="+".join)
def test_leftovers_are_cleared(output: Path, names: tuple[str, ...]) -> None:
    """What a killed build left beside the published site is gone after the next one."""
    leave(output, *names)
    assert contents(published(output, NEW)) == NEW
    assert neighbours(output) == []


def test_leftovers_of_another_kind_are_cleared(output: Path) -> None:
    """A file or a link where a folder of ours would be is cleared too, and what the link leads to is kept."""
    (output.parent / ".output.new").symlink_to(output)
    (output.parent / ".output.old").write_bytes(b"")
    assert contents(published(output, NEW)) == NEW
    assert neighbours(output) == []


def test_an_exchange_that_was_cut_short_is_ended(output: Path) -> None:
    """With nothing published and the old site set aside, recovery puts the old site back."""
    output.rename(output.parent / ".output.old")
    leave(output, "new")
    recover(output)
    assert contents(output) == OLD
    assert neighbours(output) == []


def test_a_site_that_was_cut_off_is_back_even_if_the_content_is_faulty(tmp_path: Path) -> None:
    """After a kill that left nothing published, a build puts the old site back even when the new one has errors."""
    site = tiny(tmp_path)
    assert site.build(warm=True).code == 0
    whole = site.tree()
    site.output.rename(tmp_path / ".output.old")
    site.write("content/en/pages/about.md", "nonsense")
    assert site.build(warm=True).code == 1
    assert site.tree() == whole
    assert site.leftovers() == []


def test_without_the_exchange_two_renames_do(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no exchange, the result is the same."""
    monkeypatch.setattr(releases, "_exchange", lambda *_: False)
    assert contents(published(output, NEW)) == NEW
    assert neighbours(output) == []


def test_the_exchange_is_what_this_system_uses(output: Path) -> None:
    """On Linux the exchange is there, so that the other path is the exception."""
    other = output.parent / "other"
    shutil.copytree(output, other)
    (other / "index.html").write_bytes(b"other")
    if not releases._exchange(other, output):
        pytest.skip("neither this system nor this file system can exchange two folders")
    assert (output / "index.html").read_bytes() == b"other"
    assert (other / "index.html").read_bytes() == b"old"


# -- one at a time -----------------------------------------------------------------------------------------------------


def test_a_second_release_is_refused_while_one_is_open(output: Path) -> None:
    """Two builds of one folder at once: the second is told so and leaves the first alone."""
    with Release(output) as first:
        first.write("index.html", b"new")
        with pytest.raises(ReleaseError, match="Another build is writing"), Release(output):
            pass
        assert (first.stage / "index.html").read_bytes() == b"new"
        first.publish()
    assert contents(output) == {"index.html": b"new"}
    assert neighbours(output) == []


def test_a_second_build_ends_with_a_message(tmp_path: Path) -> None:
    """A second `rejoinder build` while one is running says so, exits 1 and touches nothing."""
    site: Site = tiny(tmp_path)
    assert site.build(warm=True).code == 0
    site.write("content/en/pages/about.md", site.read("content/en/pages/about.md") + "\nMore.\n")
    before = footprints(site.output)
    with Release(site.output):
        second = site.build(warm=True)
    assert second.code == 1
    assert second.stderr.splitlines()[-1].startswith(f"rejoinder: error: Another build is writing {site.output}.")
    assert footprints(site.output) == before
    assert site.build(warm=True).code == 0
    assert site.leftovers() == []


def test_builds_into_two_folders_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """The lock is one of the output folder, not of the site."""
    site = tiny(tmp_path)
    with Release(site.output):
        other = site.build("--output", str(tmp_path / "other"), warm=True)
    assert other.code == 0, other.said
