"""What a build remembers: every change of a source changes the digest, nothing else does, and damage is forgetting."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rejoinder.cli.site import load as load_settings
from rejoinder.core import memory
from rejoinder.core.cache import Cache
from rejoinder.core.language import load as load_language
from rejoinder.core.memory import Memory, digest_of
from sites import PLUGINS, THEME, tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rejoinder.core.explainer import Text
    from rejoinder.core.settings import Settings

FILES = {"a.md": b"one", "b.md": b"two", "c/d.md": b"three", "c/e.md": b"", "f/g.md": b"four"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files."""
    for own, data in FILES.items():
        (tmp_path / "folder" / own).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / own).write_bytes(data)
    return tmp_path / "folder"


def digest(folder: Path, **values: Any) -> str:
    """The digest of one folder and some settings."""
    return digest_of([folder], values, "engine")


# -- what is noticed ---------------------------------------------------------------------------------------------------


def _swap(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"two")
    (folder / "b.md").write_bytes(b"one")


def _shift(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"onet")
    (folder / "b.md").write_bytes(b"wo")


def _disguise(folder: Path) -> None:
    """One file that holds what two files and their names were."""
    (folder / "a.md").write_bytes(b"one\0b.md\x003\0two")
    (folder / "b.md").unlink()


def _make_a_folder_of_a_file(folder: Path) -> None:
    (folder / "c/e.md").unlink()
    (folder / "c/e.md").mkdir()


def _make_a_link_of_a_file(folder: Path) -> None:
    (folder / "a.md").rename(folder / "h")
    (folder / "a.md").symlink_to("h")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte": lambda folder: (folder / "a.md").write_bytes(b"onf"),
    "a file added": lambda folder: (folder / "z.md").write_bytes(b""),
    "a hidden file added": lambda folder: (folder / ".z").write_bytes(b""),
    "a file removed": lambda folder: (folder / "c/e.md").unlink(),
    "a file renamed": lambda folder: (folder / "a.md").rename(folder / "a2.md"),
    "a file in another case": lambda folder: (folder / "a.md").rename(folder / "A.md"),
    "a file emptied": lambda folder: (folder / "a.md").write_bytes(b""),
    "two files swapped": _swap,
    "bytes moved from one file to the next": _shift,
    "two files made one": _disguise,
    "a file moved up": lambda folder: (folder / "c/d.md").rename(folder / "d.md"),
    "a file moved to the next folder": lambda folder: (folder / "c/e.md").rename(folder / "f/e.md"),
    "a folder moved into the one before": lambda folder: (folder / "f").rename(folder / "c/f"),
    "a folder renamed": lambda folder: (folder / "c").rename(folder / "c2"),
    "an empty folder added": lambda folder: (folder / "empty").mkdir(),
    "a file made a folder": _make_a_folder_of_a_file,
    "a file made a link": _make_a_link_of_a_file,
    "the folder removed": shutil.rmtree,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_digest_notices(folder: Path, change: Callable[[Path], object]) -> None:
    """Each kind of change gives another digest."""
    before = digest(folder)
    change(folder)
    assert digest(folder) != before


def test_no_two_changes_have_one_digest(folder: Path, tmp_path: Path) -> None:
    """Each of the changes is told from each other one, as well as from none."""
    digests = {digest(folder)}
    for change in CHANGES.values():
        shutil.rmtree(folder, ignore_errors=True)
        for own, data in FILES.items():
            (folder / own).parent.mkdir(parents=True, exist_ok=True)
            (folder / own).write_bytes(data)
        change(folder)
        digests.add(digest(folder))
    assert len(digests) == len(CHANGES) + 1


def test_a_link_counts_with_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    """A link to a file or to a folder is noticed when it leads elsewhere and when what it leads to changes."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.md").write_bytes(b"1")
    seen = {digest(folder)}
    (folder / "file").symlink_to(tmp_path / "elsewhere/x.md")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    seen.add(digest(folder))
    (tmp_path / "elsewhere/x.md").write_bytes(b"2")
    seen.add(digest(folder))
    (tmp_path / "elsewhere/y.md").write_bytes(b"3")
    seen.add(digest(folder))
    (tmp_path / "elsewhere/x.md").unlink()
    seen.add(digest(folder))
    assert len(seen) == 5


def test_links_that_lead_in_a_circle_come_to_an_end(folder: Path) -> None:
    """Links to a folder above, or to each other, are no reason to run for ever."""
    (folder / "c/up").symlink_to(folder)
    (folder / "f/c").symlink_to(folder / "c")
    (folder / "c/f").symlink_to(folder / "f")
    (folder / "self").symlink_to("self")
    before = digest(folder)
    assert digest(folder) == before
    (folder / "a.md").write_bytes(b"another")
    assert digest(folder) != before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"SITENAME": "a"}, {"SITENAME": "b"}),
        ({"SITENAME": "a"}, {"SITENAME": "a", "MORE": None}),
        ({"NOINDEX": True}, {"NOINDEX": 1.5}),
        ({"NOINDEX": True}, {"NOINDEX": "True"}),
        ({"LANGUAGES": ["en", "ru"]}, {"LANGUAGES": ["ru", "en"]}),
        ({"MENU": {"a": 1}}, {"MENU": {"a": 2}}),
        ({"MENU": {"a": 1, "b": 2}}, {"MENU": {"b": 2, "a": 1}}),
        ({"MENU": {1: "a"}}, {"MENU": {"1": "a"}}),
        ({"IGNORED": {"a"}}, {"IGNORED": {"a", "b"}}),
        ({"FILTER": lambda text: text + "a"}, {"FILTER": lambda text: text + "b"}),
        ({"FILTER": lambda text: text.upper()}, {"FILTER": lambda text: text.lower()}),
        ({"FILTER": lambda text: text}, {"FILTER": lambda text: text * 2}),
        ({"FILTER": lambda text, to="a": text + to}, {"FILTER": lambda text, to="b": text + to}),
        ({"FILTER": lambda text: [1 for _ in text]}, {"FILTER": lambda text: [2 for _ in text]}),
        ({"SINCE": dt.date(2026, 1, 1)}, {"SINCE": dt.date(2026, 1, 2)}),
        ({"PATTERN": re.compile("a")}, {"PATTERN": re.compile("b")}),
    ],
)
def test_the_digest_notices_a_setting(folder: Path, one: dict[str, Any], other: dict[str, Any]) -> None:
    """Each kind of change in the settings gives another digest."""
    assert digest(folder, **one) != digest(folder, **other)


def test_the_digest_notices_the_code(folder: Path) -> None:
    """Another engine gives another digest."""
    assert digest_of([folder], {}, "engine") != digest_of([folder], {}, "another engine")


def test_the_order_and_the_number_of_folders_count(folder: Path) -> None:
    """Which folder holds what is part of the digest."""
    c, f = folder / "c", folder / "f"
    assert len({digest_of(folders, {}, "") for folders in ([c], [f], [c, f], [f, c], [])}) == 5


NAMES = st.lists(st.sampled_from(["a", "b", "0"]), min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(
    NAMES, st.lists(st.sampled_from([b"\0", b"a", b"/", b"0"]), max_size=4).map(b"".join), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(one=TREES, other=TREES)
def test_two_folders_have_one_digest_only_if_they_are_equal(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    """Whatever two folders hold, equal ones have one digest and different ones two."""
    digests = []
    with tempfile.TemporaryDirectory() as name:
        for tree in (one, other):
            assume(not any(own.startswith(f"{folder}/") for own in tree for folder in tree))
            for own, data in tree.items():
                path = Path(name, "folder", own)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            digests.append(digest(Path(name, "folder")))
            shutil.rmtree(Path(name, "folder"), ignore_errors=True)
    assert (digests[0] == digests[1]) == (one == other)


# -- what is not a change ----------------------------------------------------------------------------------------------


def test_the_digest_does_not_notice_times_modes_and_compiled_files(folder: Path) -> None:
    """A touched file, another mode, Python's own files and our own memory are no change."""
    before = digest(folder)
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    (folder / "c/__pycache__").mkdir()
    (folder / "c/x.pyc").write_bytes(b"compiled")
    after_python = digest(folder)
    (folder / "c/__pycache__/x.pyc").write_bytes(b"compiled")
    assert digest(folder) == after_python
    shutil.rmtree(folder / "c/__pycache__")
    (folder / "c/x.pyc").unlink()
    assert digest(folder) == before


def test_a_rewritten_file_with_the_same_bytes_is_no_change(folder: Path) -> None:
    """A file deleted and written again is the same file."""
    before = digest(folder)
    (folder / "a.md").unlink()
    (folder / "a.md").write_bytes(FILES["a.md"])
    assert digest(folder) == before


def test_the_digest_is_the_same_in_every_process(folder: Path) -> None:
    """Sets, functions and objects among the settings have one digest under every hash seed."""
    program = f"""
        import functools, re
        from pathlib import Path
        from rejoinder.core.memory import digest_of
        values = dict(
            A={{"one", "two", "three"}},
            B=lambda text: text in {{"one", "two", "three"}},
            C=functools.partial(print, 1),
            E=re.compile("x"),
            F=Path("x"),
            G=[len, dict],
            REJOINDER_BUILD=object(),
        )
        print(digest_of([Path({str(folder)!r})], values, ""))
    """
    printed = {
        subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program)],
            env={**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


def test_the_engine_is_every_file_of_the_package(tmp_path: Path) -> None:
    """Code and data of the package count, word lists among them; what Python compiled does not."""
    shutil.copytree(PLUGINS, tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))

    def engine() -> bytes:
        program = "from rejoinder.core.memory import engine; print(engine())"
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "plugins")}
        return subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True).stdout

    core = tmp_path / "plugins/rejoinder/core"
    seen = [engine(), engine()]
    (core / "words.yaml").write_bytes(b"en: [one]")
    seen.append(engine())
    (core / "words.yaml").write_bytes(b"en: [two]")
    seen.append(engine())
    (core / "view.py").write_bytes((core / "view.py").read_bytes() + b"# more\n")
    seen.append(engine())
    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


# -- remembering -------------------------------------------------------------------------------------------------------


@pytest.fixture
def loaded(tmp_path: Path) -> Settings:
    """The settings of a tiny site."""
    site = tiny(tmp_path)
    return load_settings(site.root / "pelicanconf.py")[0]


MEMORY = Memory(
    inputs="aa",
    day="2026-11-24",
    manifest="bb",
    outputs={f"ü/{own}": stamp for own, stamp in memory.stamps(Path(__file__).parent).items() if own.endswith(".py")},
    fingerprints={"en/a.html": "cc"},
    links={"en/a.html": ("ü.html", "en/a.html#x"), "ü.html": ()},
    findings=[["rule", "warning", "path", 1, 2, "message", "help", "en"]],
)


def test_what_was_saved_is_loaded(loaded: Settings) -> None:
    """A memory comes back as it was."""
    memory.save(loaded, MEMORY)
    assert memory.load(loaded) == MEMORY


def test_nothing_saved_is_an_empty_memory(loaded: Settings) -> None:
    """Without a file, nothing is remembered; forgetting twice is no error."""
    assert memory.load(loaded) == Memory()
    memory.save(loaded, MEMORY)
    memory.forget(loaded)
    memory.forget(loaded)
    assert memory.load(loaded) == Memory()


def test_each_output_folder_has_a_memory_of_its_own(loaded: Settings) -> None:
    """What is remembered of one output folder is not taken for another's."""
    memory.save(loaded, MEMORY)
    assert memory.load(dataclasses.replace(loaded, output=loaded.root / "other")) == Memory()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"null", b"[" * 100_000, b"\xff\xfe", b'{"version": 1}', b'{"version": 2}']
)
def test_another_file_is_an_empty_memory(loaded: Settings, data: bytes) -> None:
    """A file that is no memory, or one of another version, is an empty memory and not an error."""
    memory.save(loaded, MEMORY)
    memory.path(loaded).write_bytes(data)
    assert memory.load(loaded) == Memory()


def test_a_damaged_memory_is_an_empty_memory(loaded: Settings) -> None:
    """Any flipped bit and any truncation gives an empty memory: never a wrong one, never an error."""
    memory.save(loaded, MEMORY)
    whole = memory.path(loaded).read_bytes()
    damaged = [whole[:length] for length in range(len(whole))] + [whole + b"\n", whole + whole]
    for position in range(len(whole)):
        flipped = bytearray(whole)
        flipped[position] ^= 1 << random.Random(position).randrange(8)
        damaged.append(bytes(flipped))
    for data in damaged:
        memory.path(loaded).write_bytes(data)
        assert memory.load(loaded) == Memory()


def test_a_memory_that_cannot_be_kept_is_no_error(loaded: Settings) -> None:
    """A folder that cannot be written costs the next build its head start and nothing else."""
    (loaded.root / memory.FOLDER).write_bytes(b"somebody's file")
    memory.save(loaded, MEMORY)
    assert memory.load(loaded) == Memory()


def test_the_file_does_not_depend_on_anything_but_the_memory(loaded: Settings) -> None:
    """Saving the same memory twice writes the same bytes and leaves no temporary file."""
    memory.save(loaded, MEMORY)
    first = memory.path(loaded).read_bytes()
    memory.save(loaded, memory.load(loaded))
    assert memory.path(loaded).read_bytes() == first
    assert [path.name for path in memory.path(loaded).parent.iterdir()] == [memory.path(loaded).name]


# -- the parse cache ---------------------------------------------------------------------------------------------------


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, dict[str, Text]]:
    """The parse cache of a built tiny site: its file, and what it holds by key."""
    site = tiny(tmp_path)
    built = site.build(warm=True)
    assert built.code == 0, built.said
    file = site.root / memory.FOLDER / "texts"
    cache = Cache(file, memory.engine())
    token = load_language(THEME / "translations", "en").text.token
    found = {}
    for path in sorted((site.root / "content").glob("en/*/*.md")):
        key = cache.key(path.read_bytes(), path.relative_to(site.root / "content").as_posix(), token)
        text = cache.load(key)
        assert text is not None
        found[key] = text
    cache.close()
    assert len(found) == 3
    return file, found


def _load_all(file: Path, keys: Iterable[str]) -> dict[str, Text | None]:
    cache = Cache(file, memory.engine())
    found = {key: cache.load(key) for key in keys}
    if cache._reader is not None:
        cache._reader.close()
    return found


def test_a_damaged_cache_misses_and_never_errs(texts: tuple[Path, dict[str, Text]]) -> None:
    """With bits flipped, bytes lost, doubled or moved, an entry is what it was or a miss: never another, never an error."""
    file, known = texts
    whole = file.read_bytes()
    pick = random.Random(1)
    damaged = [b"", b"\0" * 100, b"\n" * 100, whole + whole, whole[::-1]]
    for _ in range(300):
        one, other = sorted(pick.randrange(len(whole)) for _ in range(2))
        flipped = bytearray(whole)
        flipped[one] ^= 1 << pick.randrange(8)
        digit = str(pick.randrange(10)).encode()
        damaged += [whole[:one], whole[one:], whole[:one] + whole[other:], bytes(flipped)]
        damaged += [whole[:one] + digit + whole[one:], whole[other:] + whole[:other]]
    for header in (whole.index(b" ") + 1, whole.index(b"\n")):
        damaged += [whole[:header] + b"9" * length + whole[header:] for length in range(1, 20)]
    for data in damaged:
        file.write_bytes(data)
        for key, text in _load_all(file, known).items():
            assert text in (None, known[key])


def test_an_entry_under_another_key_is_a_miss(texts: tuple[Path, dict[str, Text]]) -> None:
    """What one file said is never taken for what another says, even when the entry itself is whole."""
    file, known = texts
    first, second, _ = known
    one, other = f"{first} ".encode(), f"{second} ".encode()
    exchanged = {one: other, other: one}
    file.write_bytes(re.sub(one + b"|" + other, lambda found: exchanged[found[0]], file.read_bytes()))
    assert _load_all(file, [first, second]) == {first: None, second: None}


def test_a_key_covers_bytes_path_language_and_code() -> None:
    """Another text, another place, other interface words or other code is another entry."""
    keys = {
        Cache(None, engine).key(data, path, token)
        for engine in ("1", "2")
        for data in (b"1", b"2")
        for path in ("1", "2")
        for token in ("1", "2")
    }
    assert len(keys) == 16


def test_no_cache_remembers_nothing(texts: tuple[Path, dict[str, Text]]) -> None:
    """Without a file, what was saved is not loaded again."""
    cache = Cache(None, "")
    for key, text in texts[1].items():
        cache.save(key, text)
        assert cache.load(key) is None
    cache.close()


def test_the_cache_does_not_grow_with_every_edit(tmp_path: Path) -> None:
    """After many edits, what is remembered is not much larger than after the first."""
    site = tiny(tmp_path)
    about = site.read("content/en/pages/about.md")
    sizes = []
    for number in range(12):
        site.write("content/en/pages/about.md", about + f"\nNumber {number}.\n" * 50)
        assert site.build(warm=True).code == 0
        files = [path for path in (site.root / memory.FOLDER).rglob("*") if path.is_file()]
        assert len(files) == 2
        sizes.append(sum(path.stat().st_size for path in files))
    assert max(sizes) < 4 * sizes[0]


def test_the_memory_holds_no_clock(tmp_path: Path) -> None:
    """What is remembered names the day of the build and the files, not when or where it was made."""
    site = tiny(tmp_path)
    assert site.build(warm=True).code == 0
    (path,) = (site.root / memory.FOLDER / "builds").iterdir()
    remembered = json.loads(path.read_bytes().split(b"\n")[-2])
    assert remembered["day"] == "2026-11-24"
    assert str(tmp_path) not in path.read_text("utf-8")
