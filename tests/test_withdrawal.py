"""A withdrawal takes a person out of everything that is published and kept, whatever else is wrong, and nothing more."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from footprints import footprints, inodes
from published import NAME, OTHER_WORDS, WORDS, contents, figure, plant, record, traces, with_people
from rejoinder.cli import places as cli_places
from rejoinder.core import kept, marking, withdrawal
from rejoinder.core.absence import Searcher
from rejoinder.core.errors import ReleaseError
from rejoinder.core.marking import with_day
from rejoinder.core.release import MANIFEST, Release, Shown, read_manifest
from rejoinder.core.standing import consent_today
from sites import DAY, EXPLAINER_PATH, Site, settings, tiny

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rejoinder.core.places import Places

RECORD = "content/people/usher-1.yaml"
OTHER = "content/people/guest-2.yaml"
#: The published files in which the person stands.
SHOWING = ["en/about.html", "feed.xml", "ru/people.html", "search.json"]


def made(folder: Path, **overrides: Any) -> Site:
    """A published site with two people on it."""
    site = tiny(folder, overrides or None)
    assert site.build(warm=True).code == 0
    with_people(site)
    site.write(RECORD, record())
    site.write(OTHER, record().replace(NAME, "Somebody Else").replace(WORDS["en"], OTHER_WORDS))
    return site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A published site with two people on it."""
    return made(tmp_path / "site")


def where(site: Site) -> Places:
    """The places of a site."""
    return cli_places.find(site.root / "pelicanconf.py", None)[0]


def assert_whole(site: Site) -> None:
    """What is published is what its manifest says, to the byte."""
    entries = read_manifest(site.output)
    assert entries is not None
    there = contents(site.output)
    assert set(there) == set(entries)
    for own, data in there.items():
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (entries[own].sha256, entries[own].size), own


# -- what it does ------------------------------------------------------------------------------------------------------


def test_the_person_is_gone_and_nothing_else(site: Site) -> None:
    """Each element, entry and trace goes; every other file is the same file, and the other person stays."""
    before, files = contents(site.output), inodes(site.output)
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert traces(site) == []
    assert_whole(site)
    after = contents(site.output)
    assert sorted(own for own in before if after.get(own) != before[own]) == SHOWING
    assert after["en/about.html"] == before["en/about.html"].replace(
        figure("usher-1", WORDS["en"]).encode().rstrip(b"\n"),
        b'<p class="absent">The words of a person stood here. They are no longer shown.</p>',
    )
    assert "Здесь были слова человека" in after["ru/people.html"].decode()
    assert json.loads(after["search.json"]) == [{"address": "en/about.html", "text": "About"}]
    assert after["feed.xml"] == b"<feed><entry><title>About</title></entry>\n</feed>\n"
    assert OTHER_WORDS.encode() in after["en/about.html"]
    entries = read_manifest(site.output)
    assert entries is not None
    assert entries["en/about.html"].shown.people == ("guest-2",)
    assert not any("usher-1" in entry.shown.people for entry in entries.values())
    same = inodes(site.output)
    assert all(same[own] == files[own] for own in after if own not in SHOWING)
    assert site.leftovers() == []
    assert "withdrawn: 2026-11-24" in site.read(RECORD)
    assert "withdrawn: 2026" not in site.read(OTHER)


def test_without_the_line(site: Site) -> None:
    """With WITHDRAWN_LINE = False nothing is left where the person stood."""
    site.write("pelicanconf.py", settings(WITHDRAWN_LINE="False"))
    assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    assert b'class="absent"' not in (site.output / "en/about.html").read_bytes()
    assert traces(site) == []


def test_the_next_build_is_clean(site: Site) -> None:
    """The next build publishes without a trace too, though the page side knew nothing of it."""
    assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert traces(site) == []


def test_again_changes_nothing(site: Site) -> None:
    """A second withdrawal writes no byte, says so, and names the list of the first."""
    assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    before = footprints(site.output, site.root / "content")
    lists = sorted((site.root / ".rejoinder/pull-lists").iterdir())
    again = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert again.code == 0, again.said
    assert "Nothing showed the person" in again.stdout
    assert str(lists[0]) in again.stdout
    assert footprints(site.output, site.root / "content") == before
    assert sorted((site.root / ".rejoinder/pull-lists").iterdir()) == lists


def test_a_dry_run_writes_nothing(site: Site) -> None:
    """--dry-run names every file that would change, and touches none."""
    site.write("output/notes.pdf", b"%PDF-1.7")
    before = footprints(site.root)
    ran = site.run("rejoinder", "withdraw", "usher-1", "--dry-run", warm=True)
    assert ran.code == 0, ran.said
    assert all(f"  {own}" in ran.stdout for own in SHOWING)
    assert "notes.pdf: it is a PDF" in ran.stdout
    assert "would be marked" in ran.stdout
    assert "Nothing was written" in ran.stdout
    after = footprints(site.root)
    changed = {path for path in {**before, **after} if before.get(path) != after.get(path)}
    assert {path for path in changed if "__pycache__" not in path} == set()


def test_the_pull_list(site: Site) -> None:
    """Every file, form, language and release is listed, printed and kept, without a name or a word."""
    site.write("pelicanconf.py", settings(LANGUAGES='["en"]'))
    (site.root / "output.releases").mkdir()
    shutil.copytree(site.output, site.root / "output.releases/2026-11-20T120000Z", copy_function=os.link)
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    listed = (site.root / ".rejoinder/pull-lists/2026-11-24-1.txt").read_text("utf-8")
    for name in ("published", "2026-11-20T120000Z"):
        assert f"{name}  web  en  https://tiny.example/en/about.html" in listed
        assert f"{name}  web  ru  https://tiny.example/ru/people.html" in listed
        assert f"{name}  dataset  -  https://tiny.example/search.json" in listed
        assert f"{name}  web  -  https://tiny.example/feed.xml" in listed
    assert "guest-2" not in listed
    assert len(listed.splitlines()) == 2 + 8
    for line in listed.splitlines()[2:]:
        assert line in ran.stdout
    for secret in (NAME, "Выдуманная", "side door", "боковую", "form-17"):
        assert secret not in ran.said + listed


def test_what_the_editor_must_do(site: Site) -> None:
    """What still names the person in the editor's files is told by path and line; the record itself is not."""
    site.write("content/en/pages/more.md", "---\ntitle: x\n---\n\n![](testimony:usher-1)\n\nusher-10 an-usher-1\n")
    site.write("content/events/fire.yaml", "people:\n  - usher-1\n")
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert "  content/en/pages/more.md:5\n  content/events/fire.yaml:2\n" in ran.stdout
    assert f"{RECORD}:" not in ran.stdout
    assert "copies that others made" in ran.stdout


def test_caches_are_purged(site: Site) -> None:
    """What builds remember is gone, the lists of what was pulled are not."""
    site.write(".rejoinder/texts", WORDS["en"])
    site.write(".rejoinder/report/status.html", NAME)
    assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    assert [path.name for path in (site.root / ".rejoinder").iterdir()] == ["pull-lists"]


# -- nothing delays it -------------------------------------------------------------------------------------------------

FAULTS: dict[str, Callable[[Site], object]] = {
    "content with errors": lambda site: site.write(EXPLAINER_PATH, "---\nnonsense: [\n"),
    "half an edit": lambda site: site.write("content/en/pages/half.md", "---\ntitle: half\n---\n## Then [@nob"),
    "no content": lambda site: shutil.rmtree(site.root / "content/en"),
    "a theme that is gone": lambda site: site.write("pelicanconf.py", settings(THEME='"nowhere"')),
    "a setting that is wrong": lambda site: site.write("pelicanconf.py", settings(LANGUAGES='"English"')),
    "settings that cannot be run": lambda site: site.write("pelicanconf.py", settings() + "\n1/0\n"),
    "settings that are no Python": lambda site: site.write("pelicanconf.py", settings() + "\nif:\n"),
    "no settings and a folder": lambda site: (site.root / "pelicanconf.py").unlink(),
    "a record that is no YAML": lambda site: site.write(RECORD, record().replace("name: {", "name: {{[")),
    "a record in another encoding": lambda site: site.write(RECORD, record().encode("cp1251", "replace")),
    "a record without consent": lambda site: site.write(RECORD, record().partition("consent:")[0]),
    "a record of nobody": lambda site: site.write(RECORD, ""),
    "no record": lambda site: (site.root / RECORD).unlink(),
    "a day that is none": lambda site: site.write("pelicanconf.py", settings() + "import os\nos.environ['SOURCE_DATE_EPOCH'] = 'x'\n"),
    "other words in the record": lambda site: site.write(RECORD, record().replace(WORDS["en"], "Quite other words stand here now, and long ones.")),
    "no manifest": lambda site: (site.output / MANIFEST).unlink(),
    "a manifest that is damaged": lambda site: (site.output / MANIFEST).write_bytes(b"{"),
    "somebody's own file": lambda site: site.write("output/thesis.odt", b"years of work"),
    "a page that is gone": lambda site: (site.output / "en/help.html").unlink(),
    "a page that was changed": lambda site: (site.output / "en/help.html").write_bytes(b"<p>x</p>"),
    "a link": lambda site: (site.output / "linked").symlink_to("en"),
    "a killed build": lambda site: shutil.copytree(site.output, site.root / ".output.new"),
    "a killed exchange": lambda site: site.output.rename(site.root / ".output.old"),
    "an urgent one that was killed": lambda site: (
        site.output.rename(site.root / ".output.urgent.old"), site.write(".output.urgent.lock", "")
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_nothing_delays_it(tmp_path: Path, case: str) -> None:
    """Whatever is wrong with content, theme, settings, record or what is published, the person is gone at once."""
    site = made(tmp_path / "site")
    FAULTS[case](site)
    where_to = ("--output", "output") if "no settings" in case else ()
    ran = site.run("rejoinder", "withdraw", "usher-1", *where_to, warm=True)
    assert ran.code == 0, ran.said
    assert traces(site) == []
    assert OTHER_WORDS.encode() in (site.output / "en/about.html").read_bytes()
    assert b'class="absent"' in (site.output / "en/about.html").read_bytes()
    assert_whole(site)
    assert site.leftovers() == []
    assert NAME not in ran.said
    if (site.root / RECORD).exists() and case != "a record in another encoding":
        assert "withdrawn: 2026-11-24" in site.read(RECORD) or "withdrawn: 20" in site.read(RECORD), ran.said


def test_a_link_in_the_site_is_set_aside(site: Site) -> None:
    """What is neither a file nor a folder cannot be searched: it is moved out of the site, and kept."""
    (site.output / "linked").symlink_to(site.root / "content")
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert not os.path.lexists(site.output / "linked")
    assert (site.root / ".rejoinder/set-aside/linked").is_symlink()
    assert (site.root / EXPLAINER_PATH).exists()


def test_settings_that_name_no_folder(site: Site) -> None:
    """Without knowing where the site is published nothing can be done, and the message says what to give."""
    site.write("pelicanconf.py", "if:")
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 2
    assert "--output" in ran.stderr
    assert site.run("rejoinder", "withdraw", "usher-1", "-o", "output", warm=True).code == 0
    assert traces(site) == []


def test_content_that_cannot_be_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the record may not be written, the site is published without the person all the same."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(marking, "_write", refuse)
    outcome = withdrawal.withdraw(where(site), "usher-1")
    assert "Permission denied" in outcome.record
    assert "withdrawn: 2026-11-24" in outcome.record
    assert outcome.left == []
    assert traces(site) == []


def test_a_disk_that_refuses_the_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the published folder cannot be replaced that is the message, and the rest is done."""
    (site.root / "output.releases").mkdir()
    shutil.copytree(site.output, site.root / "output.releases/2026-11-20T120000Z")
    real = os.link

    def refuse(first: Any, second: Any, **named: Any) -> None:
        if ".output.new" in os.fspath(second):
            raise OSError(28, "No space left on device")
        real(first, second, **named)

    def full(self: Release, own: str, *_: object) -> Path:
        raise ReleaseError(f"{own} cannot be written: the disk is full. What was published is untouched.")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Release, "replace", full)
    with pytest.raises(ReleaseError, match="the disk is full"):
        withdrawal.withdraw(where(site), "usher-1")
    assert kept.releases(site.output) == ()
    assert "withdrawn: 2026-11-24" in site.read(RECORD)


def test_nothing_published_yet(tmp_path: Path) -> None:
    """Before the first build the record is marked, and that is all."""
    site = tiny(tmp_path)
    site.write(RECORD, record())
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert "Nothing is published" in ran.stdout
    assert "withdrawn: 2026-11-24" in site.read(RECORD)
    assert not site.output.exists()


def test_nobody_has_the_id(site: Site) -> None:
    """A slip of the pen is told, with the nearest id, and nothing is touched."""
    before = footprints(site.output, site.root / "content")
    ran = site.run("rejoinder", "withdraw", "usher-2", warm=True)
    assert ran.code == 2
    assert "Did you mean “usher-1”?" in ran.stderr
    assert footprints(site.output, site.root / "content") == before


def test_somebody_elses_folder_is_left_alone(site: Site) -> None:
    """A folder that is no site of ours is not rewritten, whatever the settings say."""
    (site.root / "home").mkdir()
    (site.root / "home/usher-1.txt").write_text("mine")
    before = footprints(site.root / "home")
    ran = site.run("rejoinder", "withdraw", "usher-1", "--output", "home", warm=True)
    assert "Nothing is published" in ran.stdout
    assert footprints(site.root / "home") == before


# -- what cannot be cut ------------------------------------------------------------------------------------------------


def test_a_page_whose_text_holds_the_words_is_taken_out(site: Site) -> None:
    """Words in somebody else's sentence cannot be cut: the page goes, not the withdrawal, and links to it are told."""
    page = (site.output / "en/help.html").read_bytes()
    plant(
        site.output,
        {"en/help.html": (page.replace(b"</main>", b"<p>She said: I opened the <b>side</b> door, and</p></main>"), ())},
    )
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert not (site.output / "en/help.html").exists()
    assert re.search(r"  en/help\.html: it holds words \(text\).*en/index\.html links to it", ran.stdout), ran.stdout
    assert traces(site) == []
    assert_whole(site)


def test_files_that_cannot_be_read_are_taken_out(site: Site) -> None:
    """A PDF that cannot be searched leaves the site, with the reason."""
    plant(
        site.output,
        {"print/all.pdf": (b"%PDF-1.7 ...", ("usher-1",)), "cards/usher-1.png": (b"\x89PNG\r\n\x1a\n", ("usher-1",))},
    )
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert "print/all.pdf: it is a PDF" in ran.stdout
    assert "cards/usher-1.png: it holds the id (address)" in ran.stdout
    assert not (site.output / "print/all.pdf").exists()
    assert traces(site) == []
    assert "published  card  -  https://tiny.example/cards/usher-1.png" in ran.stdout


def test_compressed_copies_follow(site: Site) -> None:
    """A compressed copy is made anew from the page that was cut, or goes where it cannot be."""
    about, styles = (site.output / "en/about.html").read_bytes(), b"body {}"
    plant(
        site.output,
        {
            "en/about.html.gz": (gzip.compress(about), ("usher-1",)),
            "en/about.html.br": (b"\x8b...", ("usher-1",)),
            "theme/more.css": (styles, ()),
            "theme/more.css.gz": (gzip.compress(styles), ()),
            "old.html.gz": (gzip.compress(about), ()),
        },
    )
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert (
        gzip.decompress((site.output / "en/about.html.gz").read_bytes()) == (site.output / "en/about.html").read_bytes()
    )
    assert not (site.output / "en/about.html.br").exists()
    assert not (site.output / "old.html.gz").exists()
    assert gzip.decompress((site.output / "theme/more.css.gz").read_bytes()) == styles


def test_words_of_the_private_folder_are_looked_for(site: Site) -> None:
    """A true name that slipped into the site goes too, though no record in the repository holds it."""
    private = site.root.parent / "private"
    private.mkdir()
    (private / "usher-1.yaml").write_text(
        "true-name: Olga Nonesuch\nunpublished: She said more than that to us alone.\n"
    )
    site.write("pelicanconf.py", settings(PRIVATE=repr(str(private))))
    page = (site.output / "en/help.html").read_bytes()
    plant(site.output, {"en/help.html": (page.replace(b"</main>", b"<p>Olga Nonesuch</p></main>"), ())})
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert not (site.output / "en/help.html").exists()
    assert "Nonesuch" not in ran.said


# -- kept releases -----------------------------------------------------------------------------------------------------


def test_kept_releases_are_purged(site: Site) -> None:
    """Every kept release is freed too, whatever it holds that the published one does not; what they share is not torn."""
    place = site.root / "output.releases"
    for name, more in (("2026-11-20T120000Z", b"1"), ("2026-11-21T120000Z", b"2")):
        shutil.copytree(site.output, place / name, copy_function=os.link)
        extra = figure("usher-1", "Yet other words that stood here for a while only.").encode() + more
        with Release(place / name) as release:
            for own, entry in (read_manifest(site.output) or {}).items():
                release.link(own, entry)
            release.write("en/gone.html", b'<html lang="en">' + extra, Shown(people=("usher-1",)))
            release.publish()
    plant(site.output, {"en/other.html": (b"<p>Yet other words that stood here</p>", ())})
    other = (site.output / "en/library.html").read_bytes()
    ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
    assert ran.code == 0, ran.said
    assert traces(site) == []
    assert not (site.output / "en/other.html").exists()  # an older wording is looked for as well
    assert [one.name for one in kept.releases(site.output)] == ["2026-11-21T120000Z", "2026-11-20T120000Z"]
    for one in kept.releases(site.output):
        kept.refuse_damaged(one)
        assert f"{one.name}: cut" in ran.stdout
        assert (one.folder / "en/library.html").read_bytes() == other
        assert b'class="absent"' in (one.folder / "en/gone.html").read_bytes()
    assert sorted(path.name for path in place.iterdir()) == ["2026-11-20T120000Z", "2026-11-21T120000Z"]


def test_a_kept_release_that_cannot_be_cut_is_removed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept release that resists is removed whole."""
    shutil.copytree(site.output, site.root / "output.releases/2026-11-20T120000Z")
    real = Release.replace

    def refuse(self: Release, own: str, data: bytes, shown: Shown) -> None:
        if "releases" in str(self.stage):
            raise ReleaseError("the disk is full")
        real(self, own, data, shown)

    monkeypatch.setattr(Release, "replace", refuse)
    outcome = withdrawal.withdraw(where(site), "usher-1")
    assert outcome.kept_dropped == ["2026-11-20T120000Z"]
    assert outcome.left == []
    assert traces(site) == []


# -- a build at the same time ------------------------------------------------------------------------------------------


def test_it_waits_for_a_build(site: Site) -> None:
    """While a build holds the site the withdrawal says that it waits, and goes on as soon as it may."""
    said: list[str] = []
    release = Release(site.output)
    release.begin()
    thread = threading.Thread(target=lambda: withdrawal.withdraw(where(site), "usher-1", say=said.append))
    thread.start()
    while not any("Waiting" in line for line in said):
        time.sleep(0.01)
    time.sleep(0.3)
    assert b"usher-1" in (site.output / "en/about.html").read_bytes()
    release.close()
    thread.join(30)
    assert not thread.is_alive()
    assert traces(site) == []


def test_now_does_not_wait(site: Site) -> None:
    """With --now the person is gone while the build still runs; afterwards it looks again."""
    release = Release(site.output)
    release.begin()
    entries = read_manifest(site.output) or {}
    for own, entry in entries.items():
        assert release.link(own, entry)
    thread = threading.Thread(target=lambda: withdrawal.withdraw(where(site), "usher-1", urgent=True))
    thread.start()
    deadline = time.monotonic() + 30
    while b"usher-1" in (site.output / "en/about.html").read_bytes() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert b"usher-1" not in (site.output / "en/about.html").read_bytes()
    release.publish()  # the build knows nothing of it, and brings the person back for a moment
    release.close()
    thread.join(30)
    assert traces(site) == []
    assert site.leftovers() == []


def test_a_build_that_was_running_brings_nobody_back(tmp_path: Path) -> None:
    """A build that read the record before the withdrawal reads it again before it publishes."""
    site = made(tmp_path / "site")
    plugin = f"""
from pelican import signals
from pathlib import Path

def late(pelican):
    stage = Path(pelican.settings["OUTPUT_PATH"])
    (stage / "en/people.html").write_text('<html lang="en">' + {figure("usher-1", WORDS["en"])!r}, "utf-8")
    record = Path({str(site.root / RECORD)!r})
    record.write_text(record.read_text("utf-8").replace("withdrawn: ", "withdrawn: 2026-11-24"), "utf-8")

def register():
    signals.finalized.connect(late)
"""
    site.write("extra/late.py", plugin)
    ours = '["late", "rejoinder.reading", "rejoinder.pages", "rejoinder.writing", "rejoinder.publishing"]'
    site.write("pelicanconf.py", settings(PLUGINS=ours, PLUGIN_PATHS=repr([str(site.plugins), "extra"])))
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert [found for found in traces(site) if found.startswith("output")] == []
    assert b'class="absent"' in (site.output / "en/people.html").read_bytes()
    assert "[trace-cut]" in built.stderr


# -- kills -------------------------------------------------------------------------------------------------------------

#: Runs the real command and kills itself before one step on the disk.
DRIVER = """
import functools, os, shutil, signal, sys

from rejoinder.cli import main
from rejoinder.core import release

number, way, log = int(sys.argv[1]), sys.argv[2], open(sys.argv[3], "wb", buffering=0)
steps = 0


def counted(owner, name):
    real = getattr(owner, name)

    @functools.wraps(real)
    def step(*arguments, **named):
        global steps
        log.write((name + "\\n").encode())
        steps += 1
        if steps == number + 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)

    setattr(owner, name, step)


if way == "renames":
    release._exchange = lambda first, second: False
for name in ("_exchange", "_swap", "_remove", "_sync", "recover"):
    counted(release, name)
for name in ("link", "rename", "replace", "unlink", "rmdir", "mkdir", "fchmod"):
    counted(os, name)
main(["withdraw", "usher-1"], prog_name="rejoinder")
"""


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_kill_before_each_step(tmp_path: Path, way: str, request: pytest.FixtureRequest) -> None:
    """Killed before any step on the disk, the site is whole with or without the person, and running it again ends it."""
    origin = made(tmp_path / "origin")
    shutil.copytree(origin.output, origin.root / "output.releases/2026-11-20T120000Z", copy_function=os.link)
    origin.write("driver.py", DRIVER)

    def fresh(name: str) -> Site:
        shutil.copytree(origin.root, tmp_path / name, symlinks=True)
        return Site(tmp_path / name)

    def driven(site: Site, number: int) -> tuple[int, list[str]]:
        ran = site.run("driver", str(number), way, str(site.root / "steps.log"), warm=True)
        return ran.code, (site.root / "steps.log").read_text().split()

    whole = fresh("whole")
    code, steps = driven(whole, -1)
    assert code == 0
    assert traces(whole) == []
    assert {"_swap", "_exchange" if way == "exchange" else "rename", "link", "replace", "_remove"} <= set(steps)
    with_them, without = origin.tree(), whole.tree()
    every = request.config.getoption("--kills") >= 100
    seen, gaps = set(), 0
    for number in range(len(steps)):
        inside = 0 < number < len(steps) - 1 and steps[number - 1] == steps[number] == steps[number + 1]
        if not every and (inside or (steps[number] in ("mkdir", "rmdir", "unlink") and number % 4)):
            continue
        site = fresh(f"kill-{number}")
        code, taken = driven(site, number)
        assert code == -signal.SIGKILL
        assert taken[-1] == steps[number]
        if site.output.exists():
            tree = site.tree()
            assert tree in (with_them, without)
            seen.add(tree == without)
        else:
            gaps += 1
        ran = site.run("rejoinder", "withdraw", "usher-1", warm=True)
        assert ran.code == 0, ran.said
        assert traces(site) == []
        assert site.tree() == without
        assert site.tree("output.releases/2026-11-20T120000Z") == whole.tree("output.releases/2026-11-20T120000Z")
        assert site.leftovers() == []
        assert [path.name for path in (site.root / "output.releases").iterdir()] == ["2026-11-20T120000Z"]
        assert "withdrawn: 2026-11-24" in site.read(RECORD)
        listed = "".join(path.read_text() for path in (site.root / ".rejoinder/pull-lists").iterdir())
        assert "published  web  en  https://tiny.example/en/about.html" in listed
        assert "2026-11-20T120000Z  web  en  https://tiny.example/en/about.html" in listed
        shutil.rmtree(site.root)
    assert seen == {True, False}
    assert gaps == (1 if way == "renames" else 0)


def test_kills_at_random_moments(tmp_path: Path) -> None:
    """Killed at any moment, and run again until it ends, nothing is ever half there, and at the end nothing is left."""
    origin = made(tmp_path / "origin")
    whole = Site(tmp_path / "whole")
    shutil.copytree(origin.root, whole.root)
    assert whole.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    trees = [origin.tree(), whole.tree()]
    env = {**os.environ, "PYTHONPATH": str(origin.plugins), "SOURCE_DATE_EPOCH": DAY}
    for number in range(6):
        site = Site(tmp_path / f"site-{number}")
        shutil.copytree(origin.root, site.root)
        for wait in (0.25 + 0.03 * number, 0.3 + 0.02 * number):
            process = subprocess.Popen(
                [sys.executable, "-m", "rejoinder", "withdraw", "usher-1"],
                cwd=site.root,
                env=env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(wait)
            process.kill()
            process.wait()
            assert site.tree() in trees
        assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
        assert site.tree() == trees[1]
        assert traces(site) == []


# -- the record --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a: 1\nconsent:\n  withdrawn:\n  id: x\n", "a: 1\nconsent:\n  withdrawn: 2026-11-24\n  id: x\n"),
        ("consent:\n  withdrawn: # none yet\n", "consent:\n  withdrawn: 2026-11-24 # none yet\n"),
        ('consent:\n  withdrawn: ""\n', "consent:\n  withdrawn: 2026-11-24\n"),
        ("consent:\n  withdrawn: 2031-01-01\n", "consent:\n  withdrawn: 2026-11-24\n"),
        ("consent:\n    id: x # keep\n\nb: 2", "consent:\n    withdrawn: 2026-11-24\n    id: x # keep\n\nb: 2"),
        ("consent: {id: x, withdrawn: }\n", "consent: {id: x, withdrawn: 2026-11-24 }\n"),
        ("consent: {id: x}\n", "consent: {id: x, withdrawn: 2026-11-24}\n"),
        ("consent: {}\n", "consent: {withdrawn: 2026-11-24}\n"),
        ("consent:\n", "consent:\n  withdrawn: 2026-11-24\n"),
        ("a: 1", "a: 1\nconsent:\n  withdrawn: 2026-11-24\n"),
        ("", "consent:\n  withdrawn: 2026-11-24\n"),
        ("# nothing\n", "# nothing\nconsent:\n  withdrawn: 2026-11-24\n"),
        ("a: 1\r\nconsent:\r\n  id: x\r\n", "a: 1\r\nconsent:\r\n  withdrawn: 2026-11-24\r\n  id: x\r\n"),
        ("\ufeffconsent:\n  withdrawn:\n", "\ufeffconsent:\n  withdrawn: 2026-11-24\n"),
        ("я: ж\nconsent:\n  withdrawn:\n", "я: ж\nconsent:\n  withdrawn: 2026-11-24\n"),
        ("a: [\nconsent:\n  withdrawn:\n", "a: [\nconsent:\n  withdrawn: 2026-11-24\n"),
        ("a: [\nconsent:\n    id: x\n", "a: [\nconsent:\n    withdrawn: 2026-11-24\n    id: x\n"),
        ("a: [\n", "a: [\nconsent:\n  withdrawn: 2026-11-24\n"),
        ("{a: 1}\n", "{a: 1, consent: {withdrawn: 2026-11-24}}\n"),
    ],
)
def test_the_day_is_written_and_nothing_else(site: Site, text: str, marked: str) -> None:
    """The day of the withdrawal stands in the consent, and every other character is what it was."""
    assert with_day(text, where(site).today) == marked
    site.write(RECORD, text.encode())
    withdrawal.withdraw(where(site), "usher-1")
    assert (site.root / RECORD).read_bytes() == marked.encode()
    assert consent_today(where(site), ["usher-1"])["usher-1"].state == "withdrawn"


def test_an_earlier_day_stays(site: Site) -> None:
    """Who withdrew before withdrew on that day."""
    site.write(RECORD, record(withdrawn="2026-03-01"))
    assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    assert site.read(RECORD) == record(withdrawn="2026-03-01")
    assert traces(site) == []


def test_a_record_behind_a_link(site: Site) -> None:
    """A record that is a symbolic link stays one; the file behind it is marked, its mode kept."""
    real = site.write("content/people/.usher.txt", record())
    real.chmod(0o640)
    (site.root / RECORD).unlink()
    (site.root / RECORD).symlink_to(".usher.txt")
    assert site.run("rejoinder", "withdraw", "usher-1", warm=True).code == 0
    assert (site.root / RECORD).is_symlink()
    assert "withdrawn: 2026-11-24" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


# -- a build -----------------------------------------------------------------------------------------------------------

PROSE = "---\ntitle: More\nsummary: More of it.\nupdated: 2026-11-22\nreview:\n  status: draft\n---\n\n## More\n\n{}\n"


def test_a_build_leaves_out_what_still_holds_the_words(tmp_path: Path) -> None:
    """A text that quotes somebody who withdrew is not published; the rest is, and the report says what to do."""
    site = tiny(tmp_path)
    site.write(
        "content/en/pages/more.md", PROSE.format("She opened it: *when the lights* went out I opened the side door.")
    )
    site.write(RECORD, record())
    assert site.build(warm=True).code == 0
    assert (site.output / "en/more.html").exists()
    site.write(RECORD, record(withdrawn="2026-11-01"))
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert not (site.output / "en/more.html").exists()
    assert "[trace-left-out]" in built.stderr
    assert "output/en/more.html" in built.stderr
    assert "links to it" in built.stderr or "link to it" in built.stderr
    assert "side door" not in built.said
    assert_whole(site)
    again = site.build(warm=True)
    assert "Nothing changed" in again.stdout
    assert "[trace-left-out]" in again.stderr
    plain = site.pelican(warm=True)
    assert plain.code == 0, plain.said
    assert "[trace-left-out]" in plain.stderr
    assert not (site.output / "en/more.html").exists()
    site.write("content/en/pages/more.md", PROSE.format("She helped."))
    assert site.build(warm=True).code == 0
    assert (site.output / "en/more.html").exists()
    assert all(not found.startswith("output") for found in traces(site))


@pytest.mark.parametrize("changes", [{"withdrawn": "2026-11-24"}, {"expires": "2026-11-23"}])
def test_a_build_purges_kept_releases_and_lists_what_it_pulled(tmp_path: Path, changes: dict[str, str]) -> None:
    """When a consent is over, the build that follows frees the kept releases too, the one it replaces among them."""
    site = made(tmp_path / "site")
    site.write(RECORD, record(**changes))
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert [found for found in traces(site) if not found.startswith(".rejoinder/builds/")] == []
    assert len(kept.releases(site.output)) == 1
    assert "[person-pulled]" in built.stderr
    listed = (site.root / ".rejoinder/pull-lists/2026-11-24-1.txt").read_text()
    assert "published  web  ru  https://tiny.example/ru/people.html" in listed
    assert site.build("--fresh", warm=True).code == 0
    assert len(list((site.root / ".rejoinder/pull-lists").iterdir())) == 1


def test_a_day_more_covers_nothing(tmp_path: Path) -> None:
    """On its last day a consent holds, on the next the build alone takes the person out."""
    site = tiny(tmp_path)
    site.write(RECORD, record(expires="2026-11-24"))
    site.write("content/en/pages/more.md", PROSE.format("When the lights went out I opened the side door."))
    assert site.build(warm=True).code == 0
    assert (site.output / "en/more.html").exists()
    assert site.build(warm=True, SOURCE_DATE_EPOCH=str(int(DAY) + 86_400)).code == 0
    assert not (site.output / "en/more.html").exists()


def test_a_build_searches_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier build proved of the same people is not searched again; with other words it is."""
    site = made(tmp_path / "site")
    site.write(RECORD, record(withdrawn="2026-11-01"))
    for _ in range(2):  # the first one knows the words of the pages that it replaces too
        assert site.build("--fresh", warm=True).code == 0
    searched: list[str] = []
    real = Searcher.search
    monkeypatch.setattr(Searcher, "search", lambda self, folder, own: searched.append(own) or real(self, folder, own))  # type: ignore[func-returns-value]

    def run() -> None:
        searched.clear()
        with Release(site.output) as release:
            for own, entry in (read_manifest(site.output) or {}).items():
                assert release.link(own, entry)
            release.write("new.txt", b"new")
            withdrawal.before_publishing(where(site), release)

    run()
    assert searched == ["new.txt"]
    site.write(RECORD, record(withdrawn="2026-11-01").replace("side door", "back door"))
    run()
    assert len(searched) > 5


def test_a_build_without_anybody_searches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody withdrew, no file is looked at, and hardly a record."""
    site = made(tmp_path / "site")
    monkeypatch.setattr(Searcher, "search", lambda *_: pytest.fail("searched"))
    with Release(site.output) as release:
        assert withdrawal.before_publishing(where(site), release).findings == ()
