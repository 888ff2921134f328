"""Releases that are kept: how many, where, and that no way back leads past somebody's consent."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from footprints import footprints, inodes
from published import NAME, contents, figure, plant, record, traces, with_people
from rejoinder.cli import places as cli_places
from rejoinder.core import kept
from rejoinder.core.errors import ReleaseError
from rejoinder.core.kept import Kept
from rejoinder.core.outlived import REASONS
from rejoinder.core.release import MANIFEST, Release
from sites import ABOUT, ABOUT_PATH, DAY, Site, edit, settings, tiny

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "content/people/usher-1.yaml"
FOLDER = "output.releases"


def built(site: Site, number: int) -> None:
    """Build a version of the site that differs from every other."""
    site.write(ABOUT_PATH, f"{ABOUT}\nVersion {number}.\n")
    ran = site.build(warm=True)
    assert ran.code == 0, ran.said


def names(site: Site) -> list[str]:
    """The kept releases, the newest first."""
    return [one.name for one in kept.releases(site.output)]


def aged(site: Site, day: int) -> None:
    """Make the published release one of an earlier day, so that it is kept under another name."""
    os.utime(site.output / MANIFEST, (int(DAY) + day * 86_400, int(DAY) + day * 86_400))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site built three times, on three days."""
    site = tiny(tmp_path / "site")
    for number in range(3):
        built(site, number)
        aged(site, number)
    return site


# -- keeping -----------------------------------------------------------------------------------------------------------


def test_what_is_replaced_is_kept(site: Site) -> None:
    """Each release that was replaced lies whole beside the published one, under the time at which it was published."""
    assert names(site) == ["2026-11-25T120000Z", "2026-11-24T120000Z"]
    for number, one in enumerate(reversed(kept.releases(site.output))):
        assert f"Version {number}.".encode() in (one.folder / "en/about.html").read_bytes()
        kept.refuse_damaged(one)
        assert one.entries.keys() == contents(one.folder).keys()


def test_the_oldest_goes_first(site: Site) -> None:
    """No more than KEEP_RELEASES are kept; three when it says nothing."""
    for number in (3, 4):
        built(site, number)
        aged(site, number)
    assert names(site) == ["2026-11-27T120000Z", "2026-11-26T120000Z", "2026-11-25T120000Z"]
    site.write("pelicanconf.py", settings(KEEP_RELEASES="1"))
    built(site, 5)
    assert names(site) == ["2026-11-28T120000Z"]
    site.write("pelicanconf.py", settings(KEEP_RELEASES="0"))
    built(site, 6)
    assert names(site) == []
    assert not (site.root / FOLDER).exists()


def test_a_file_that_did_not_change_is_kept_once(site: Site) -> None:
    """What two releases share is one file on the disk."""
    published, before = inodes(site.output), inodes(kept.releases(site.output)[0].folder)
    same = {own for own in published if published[own] == before[own]}
    assert "theme" in {own.partition("/")[0] for own in same} or same >= {"en/library.html", "en/help.html"}
    assert "en/about.html" not in same


def test_two_releases_of_one_second(tmp_path: Path) -> None:
    """Releases of one moment do not overwrite each other, and stay in their order."""
    site = tiny(tmp_path)
    for number in range(4):
        built(site, number)
        aged(site, 0)
    assert names(site) == ["2026-11-24T120000Z-3", "2026-11-24T120000Z-2", "2026-11-24T120000Z"]


def test_nothing_changed_keeps_nothing_more(site: Site) -> None:
    """A build with nothing to do publishes nothing, and so keeps nothing."""
    built(site, 2)
    before = footprints(site.root / FOLDER)
    assert "Nothing changed" in site.build(warm=True).stdout
    assert footprints(site.root / FOLDER) == before


def test_a_build_that_fails_keeps_nothing(site: Site) -> None:
    """A build that ends with errors leaves what is kept as it is."""
    before = footprints(site.root / FOLDER)
    site.write(ABOUT_PATH, "nonsense")
    assert site.build(warm=True).code == 1
    assert footprints(site.root / FOLDER) == before


def test_what_is_not_ours_is_left_alone(site: Site) -> None:
    """Other folders among the kept releases are neither listed nor dropped; what a killed process left is."""
    (site.root / FOLDER / "mine").mkdir()
    (site.root / FOLDER / ".2026-01-01T000000Z.gone").mkdir()
    built(site, 9)
    assert "mine" not in names(site)
    left = {path.name for path in (site.root / FOLDER).iterdir()}
    assert "mine" in left
    assert not any(name.startswith(".") for name in left)


def test_a_kept_release_that_was_moved_away_comes_back(site: Site) -> None:
    """A kept release that a killed process had set aside is put back, not lost."""
    one = kept.releases(site.output)[0]
    one.folder.rename(one.folder.with_name(f".{one.name}.old"))
    assert len(names(site)) == 1
    kept.recover(site.output)
    assert len(names(site)) == 2


@pytest.mark.parametrize("value", ["-1", "101", "'3'", "True", "1.5", "None"])
def test_the_setting(tmp_path: Path, value: str) -> None:
    """KEEP_RELEASES is a number from 0 to 100."""
    site = tiny(tmp_path, {"pelicanconf.py": settings(KEEP_RELEASES=value)})
    ran = site.check(warm=True)
    assert ran.code == 2
    assert "KEEP_RELEASES is" in ran.stderr
    assert "from 0 to 100" in ran.stderr


# -- going back --------------------------------------------------------------------------------------------------------


def test_going_back(site: Site) -> None:
    """The last release is published again, to the byte, and what it replaces is kept; the list says what there is."""
    one = kept.releases(site.output)[0]
    whole, now = contents(one.folder), contents(site.output)
    listed = site.run("rejoinder", "rollback", "--list", warm=True)
    assert listed.stdout.splitlines()[0].startswith(f"{one.name}  {len(whole)} files")
    ran = site.run("rejoinder", "rollback", warm=True)
    assert ran.code == 0, ran.said
    assert one.name in ran.stdout
    assert contents(site.output) == whole
    assert names(site) == ["2026-11-26T120000Z", "2026-11-24T120000Z"]
    assert contents(kept.releases(site.output)[0].folder) == now
    assert site.leftovers() == []
    again = site.run("rejoinder", "rollback", "2026-11-26", warm=True)
    assert again.code == 0, again.said
    assert contents(site.output) == now


def test_the_build_after_it(site: Site) -> None:
    """The build that follows publishes what the content says, whatever was gone back to."""
    now = contents(site.output)
    assert site.run("rejoinder", "rollback", "2026-11-24", warm=True).code == 0
    assert contents(site.output) != now
    assert site.build(warm=True).code == 0
    assert contents(site.output) == now


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2026-11-2", "names several of the kept releases"),
        ("1999", "names none of the kept releases"),
        ("../x", "names none"),
    ],
)
def test_a_name_that_fits_none_or_several(site: Site, name: str, words: str) -> None:
    """A name must fit one release; the message lists them all."""
    before = footprints(site.output)
    ran = site.run("rejoinder", "rollback", name, warm=True)
    assert ran.code == 1
    assert words in ran.stderr
    assert all(name in ran.stderr for name in names(site))
    assert footprints(site.output) == before


@pytest.mark.parametrize("how", ["changed", "gone", "more", "no manifest"])
def test_a_release_that_was_changed_is_refused(site: Site, how: str) -> None:
    """Only what was published is published again."""
    folder = kept.releases(site.output)[0].folder
    if how == "changed":
        data = (folder / "en/about.html").read_bytes()
        (folder / "en/about.html").unlink()
        (folder / "en/about.html").write_bytes(data.replace(b"Version", b"Vision!"))
    elif how == "more":
        (folder / "more.html").write_bytes(b"")
    else:
        (folder / ("en/about.html" if how == "gone" else MANIFEST)).unlink()
    before = footprints(site.output)
    ran = site.run("rejoinder", "rollback", warm=True)
    assert ran.code == 1
    assert "Choose another release" in ran.stderr
    assert footprints(site.output) == before
    assert site.leftovers() == []


def test_going_back_while_a_build_runs(site: Site) -> None:
    """While a build holds the site, going back says so and touches nothing."""
    before = footprints(site.output)
    with Release(site.output):
        ran = site.run("rejoinder", "rollback", warm=True)
    assert ran.code == 1
    assert "Another build is writing" in ran.stderr
    assert footprints(site.output) == before


# -- consent -----------------------------------------------------------------------------------------------------------

ENDS = {
    "withdrawn": record(withdrawn="2026-11-24"),
    "expired": record(expires="2026-11-23"),
    "not-yet": record(obtained="2026-11-25"),
    "unreadable": "kind: [",
    "language": record(languages="[en]"),
    "format": record(formats="[print]"),
    "gone": None,
}


@pytest.mark.parametrize("reason", ENDS)
def test_a_release_that_shows_somebody_who_may_not_be_shown_is_refused(tmp_path: Path, reason: str) -> None:
    """Consent is asked of the record as it is today, whatever it was when the release was published."""
    site = tiny(tmp_path / "site")
    built(site, 0)
    with_people(site)
    site.write(RECORD, record())
    site.write("content/people/guest-2.yaml", record().replace(NAME, "Somebody Else"))
    (site.root / FOLDER).mkdir()
    shutil.copytree(site.output, site.root / FOLDER / "2026-11-20T120000Z")
    plant(site.output, dict.fromkeys(("ru/people.html", "search.json", "feed.xml", "en/about.html")))
    changed = ENDS[reason]
    site.write(RECORD, changed)
    before = footprints(site.output, site.root / FOLDER)
    ran = site.run("rejoinder", "rollback", warm=True)
    assert ran.code == 1, ran.said
    assert f"usher-1: {REASONS[reason]}" in ran.stderr
    assert "guest-2" not in ran.stderr
    assert NAME not in ran.said
    assert footprints(site.output, site.root / FOLDER) == before
    listed = site.run("rejoinder", "rollback", "--list", warm=True)
    assert f"usher-1: {REASONS[reason]}" in listed.stdout
    site.write(RECORD, record())
    assert site.run("rejoinder", "rollback", warm=True).code == 0


def test_words_without_a_mark_are_refused_too(tmp_path: Path) -> None:
    """A release that quotes somebody who withdrew, unmarked and unlisted, is refused by the proof of absence."""
    site = tiny(tmp_path / "site")
    built(site, 0)
    plant(site.output, {"notes.txt": (b"She said: when the lights went out, I ran.", ())})
    built(site, 1) if (site.output / "notes.txt").unlink() else None
    site.write(RECORD, record(withdrawn="2026-11-24"))
    shutil.copytree(site.output, site.root / FOLDER / "2026-11-20T120000Z")
    one = Kept(site.root / FOLDER / "2026-11-20T120000Z")
    with Release(one.folder) as release:
        for own, entry in one.entries.items():
            release.link(own, entry)
        release.write("notes.txt", b"She said: when the lights went out, I ran.")
        release.publish()
    ran = site.run("rejoinder", "rollback", "2026-11-20", warm=True)
    assert ran.code == 1
    assert f"usher-1: {REASONS['withdrawn']}" in ran.stderr


def test_after_a_withdrawal_the_purged_release_may_be_gone_back_to(tmp_path: Path) -> None:
    """A kept release that a withdrawal has freed holds no trace, and may be published again."""
    site = tiny(tmp_path / "site")
    built(site, 0)
    with_people(site)
    site.write(RECORD, record())
    site.write("content/people/guest-2.yaml", record().replace(NAME, "Somebody Else"))
    shutil.copytree(site.output, site.root / FOLDER / "2026-11-20T120000Z")
    plant(site.output, {"en/about.html": (b'<html lang="en">' + figure("guest-2", "x").encode(), ("guest-2",))})
    assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    ran = site.run("rejoinder", "rollback", warm=True)
    assert ran.code == 0, ran.said
    assert b'data-person="guest-2"' in (site.output / "en/about.html").read_bytes()
    assert traces(site) == []


def test_finding_a_release_where_there_is_none(tmp_path: Path) -> None:
    """Without kept releases the message says which setting keeps them."""
    with pytest.raises(ReleaseError, match="KEEP_RELEASES"):
        kept.find(tmp_path / "output", "")


# -- the daily look ----------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(tmp_path: Path) -> Site:
    """A published site with two people on it, whose consents are in order."""
    site = tiny(tmp_path / "site")
    built(site, 0)
    with_people(site)
    site.write(RECORD, record())
    site.write("content/people/guest-2.yaml", record())
    return site


def test_the_doctor_is_content(shown: Site) -> None:
    """Where everybody agrees, the doctor counts them and ends with 0, and writes nothing."""
    before = footprints(shown.output, shown.root / "content")
    ran = shown.run("rejoinder", "doctor", warm=True)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == "2 people shown on 2026-11-24: nobody without consent, 0 ending soon.\n"
    assert footprints(shown.output, shown.root / "content") == before


@pytest.mark.parametrize("reason", ENDS)
def test_the_doctor_finds_who_may_not_be_shown(shown: Site, reason: str) -> None:
    """Whoever the published site shows without consent today is named with the reason and the files; exit 1."""
    import json

    changed = ENDS[reason]
    shown.write(RECORD, changed)
    ran = shown.run("rejoinder", "doctor", warm=True)
    assert ran.code == 1
    assert f"usher-1: {REASONS[reason]}" in ran.stdout
    assert "    ru/people.html" in ran.stdout
    assert "    en/library.html" not in ran.stdout
    assert NAME not in ran.said
    assert "form-17" not in ran.said
    told = json.loads(shown.run("rejoinder", "doctor", "--format", "json", warm=True).stdout)
    assert (told["version"], told["day"], told["published"], told["people"]) == (1, "2026-11-24", True, 2)
    [problem] = told["problems"]
    assert (problem["person"], problem["reason"]) == ("usher-1", reason)
    assert "ru/people.html" in problem["files"]


def test_the_doctor_warns_a_month_before(shown: Site) -> None:
    """A consent that ends within 30 days is told, with its day; on its last day too; the day after it is a problem."""
    for expires, code, soon in (("2026-12-25", 0, 0), ("2026-12-24", 0, 1), ("2026-11-24", 0, 1), ("2026-11-23", 1, 0)):
        shown.write(RECORD, record(expires=expires))
        ran = shown.run("rejoinder", "doctor", warm=True)
        assert ran.code == code, ran.said
        assert f"{soon} ending soon." in ran.stdout
        assert (f"usher-1: the consent ends after {expires}" in ran.stdout) == bool(soon)


def test_the_doctor_looks_at_the_pages_too(shown: Site) -> None:
    """A person who stands on a page and in no manifest is found all the same."""
    plant(shown.output, {"en/x.html": (figure("stranger-9", "x").encode(), ())})
    ran = shown.run("rejoinder", "doctor", warm=True)
    assert ran.code == 1
    assert "stranger-9: there is no record" in ran.stdout


def test_the_doctor_tells_of_kept_releases(shown: Site) -> None:
    """A kept release that may not be published again is told; what is published counts for the exit status."""
    shutil.copytree(shown.output, shown.root / FOLDER / "2026-11-20T120000Z")
    plant(shown.output, dict.fromkeys(("ru/people.html", "search.json", "feed.xml", "en/about.html")))
    shown.write(RECORD, record(withdrawn="2026-11-24"))
    ran = shown.run("rejoinder", "doctor", warm=True)
    assert ran.code == 0
    assert "The kept release 2026-11-20T120000Z shows usher-1: the person withdrew" in ran.stdout


def test_the_doctor_before_the_first_build(tmp_path: Path) -> None:
    """With nothing published there is nothing to find; with settings at fault it looks all the same."""
    site = tiny(tmp_path)
    assert site.run("rejoinder", "doctor", warm=True) == (0, "Nothing is published yet.\n", "")
    site.write("pelicanconf.py", settings(LANGUAGES='"x"'))
    ran = site.run("rejoinder", "doctor", warm=True)
    assert ran.code == 0
    assert "LANGUAGES" in ran.stderr


def test_the_places_of_settings_that_are_in_order(tmp_path: Path) -> None:
    """Guessed or read, the places are the same."""
    site = tiny(tmp_path, {"pelicanconf.py": settings(KEEP_RELEASES="7", WITHDRAWN_LINE="False")})
    read, fault = cli_places.find(site.root / "pelicanconf.py", None)
    assert fault == ""
    site.write("pelicanconf.py", edit(site.read("pelicanconf.py"), 'SITENAME = "Tiny"', 'SITENAME = ""'))
    guessed, fault = cli_places.find(site.root / "pelicanconf.py", None)
    assert "SITENAME" in fault
    assert (guessed.output, guessed.content, guessed.keep, guessed.line) == (read.output, read.content, 7, False)
    assert (guessed.languages, guessed.today) == (read.languages, read.today)
