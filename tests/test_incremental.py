"""An incremental build gives what a clean build gives, and does no more than it must.

The property test takes 12 sequences of edits; REJOINDER_EXAMPLES=500 in the environment takes more.
"""

from __future__ import annotations

import dataclasses
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
from typing import TYPE_CHECKING

import pytest
from footprints import footprints, inodes
from hypothesis import HealthCheck, Phase, event, given, note, settings
from hypothesis import strategies as st
from rejoinder.core import memory
from rejoinder.core.cache import Cache
from rejoinder.core.explainer import Page
from rejoinder.core.language import load
from sites import (
    ABOUT,
    ABOUT_PATH,
    CONTENT,
    DAY,
    EXPLAINER,
    EXPLAINER_PATH,
    FACTS_PATH,
    NOTES_PATH,
    POINT,
    POINT_PATH,
    SERVICES_PATH,
    SOURCES_PATH,
    Ran,
    Site,
    interface,
    tiny,
)

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = int(os.environ.get("REJOINDER_EXAMPLES", "12"))
SECONDS_A_DAY = 86_400
#: Put into the theme so that the site gets a copy of it, which the edits may change.
OWN_THEME = "theme/static/css/base/own.css"


def in_french(point: str) -> str:
    """A talking point whose words stand in French too."""
    return re.sub(r"^( +)en: (.*)$", r"\1en: \2\n\1fr: En français, \2", point, flags=re.MULTILINE)


def second(text: str, point: str) -> str:
    """The tiny site's explainer again, about another talking point."""
    text = text.replace("talking-point: empty-library", f"talking-point: {point}")
    return text.replace("title: The library", f"title: With {point}, the library")


def page(title: str, body: str = "Plain words.") -> str:
    """A page about the site."""
    return ABOUT.replace("title: About this site", f"title: {title}").replace("![](site:publisher)", body)


def larger(folder: Path) -> Site:
    """The tiny site with a second explainer, more pages and a theme of its own."""
    return tiny(
        folder,
        {
            OWN_THEME: "p { margin-block: 1em; }\n",
            POINT_PATH: in_french(POINT).replace("related: []", "related: [no-loans]"),
            "content/talking-points/no-loans.yaml": in_french(POINT).replace("related: []", "related: [empty-library]"),
            "content/en/explainers/loans.md": second(EXPLAINER, "no-loans"),
            "content/en/pages/corrections.md": page("Corrections", "![](site:corrections)"),
            "content/en/pages/method.md": page("Method", "See [the library](../explainers/library.md#who-comes)."),
            "content/en/pages/extra.md": page("Something more", "![](site:contact)"),
        },
    )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of two explainers, published."""
    made = larger(tmp_path / "site")
    built = made.build(warm=True)
    assert built.code == 0, built.said
    return made


# -- edits -------------------------------------------------------------------------------------------------------------
# Each changes a site somehow; what exactly follows from `pick` alone. Some of them make the site faulty.

EDITS: dict[str, Callable[[Site, random.Random], None]] = {}
MARKDOWN = "content/*/*/*.md"
EXPLAINERS = "content/*/explainers/*.md"


def edit(function: Callable[[Site, random.Random], None]) -> Callable[[Site, random.Random], None]:
    """Collect an edit under its name."""
    EDITS[function.__name__.replace("_", " ")] = function
    return function


def one(site: Site, pick: random.Random, *patterns: str) -> Path | None:
    """One of the site's files."""
    found = sorted(path for pattern in patterns for path in site.root.glob(pattern) if path.is_file())
    return pick.choice(found) if found else None


def change(path: Path | None, old: str, new: str, count: int = 1) -> None:
    """Replace what a pattern finds in a file."""
    if path is not None:
        text = path.read_text("utf-8")
        path.write_text(re.sub(old, lambda match: match.expand(new), text, count=count, flags=re.MULTILINE), "utf-8")


def append(path: Path | None, text: str) -> None:
    """Write at the end of a file."""
    if path is not None:
        path.write_text(path.read_text("utf-8") + text, "utf-8")


@edit
def body(site: Site, pick: random.Random) -> None:
    append(one(site, pick, MARKDOWN), f"\nAdded {pick.randrange(99)} *words* [@paper, p. {pick.randrange(9)}].\n")


@edit
def some_section(site: Site, pick: random.Random) -> None:
    if path := one(site, pick, MARKDOWN):
        parts = path.read_text("utf-8").split("\n## ")
        where = pick.randrange(1, len(parts)) if len(parts) > 1 else 0
        parts[where] += f"\nA sentence with [12](fact:holds#shelves), said {pick.randrange(99)} times.\n"
        path.write_text("\n## ".join(parts), "utf-8")


@edit
def title(site: Site, pick: random.Random) -> None:
    change(one(site, pick, MARKDOWN), r"^title: .*$", f"title: A title & a number {pick.randrange(9)}")


@edit
def answer(site: Site, pick: random.Random) -> None:
    words = f"The library holds 5,043 books and it has {pick.randrange(9)} *quiet* rooms for readers [@holds]."
    change(one(site, pick, EXPLAINERS), r"^answer: .*$", f"answer: {words}")


@edit
def front_matter(site: Site, pick: random.Random) -> None:
    old, new = pick.choice(
        [
            (r"^updated: .*$", f"updated: 2026-11-{pick.randrange(22, 25)}"),
            (r"^published: .*$", f"published: 2026-11-{pick.randrange(10, 22)}"),
            (r"^review-by: .*$", f"review-by: 2026-{pick.choice(['11-24', '11-25', '12-30'])}"),
            (r"^  status: .*$", f"  status: {pick.choice(['draft', 'reviewed'])}"),
            (r"^audience: .*$", f"audience: [{pick.choice(['families', 'teachers', 'undecided-readers'])}]"),
            (r"^corrections: \[\]$", "content-note: Describes a closed library."),
            (r"^corrections: \[\]$", "corrections:\n  - {on: 2026-11-22, type: correction, text: A date was wrong.}"),
        ]
    )
    change(one(site, pick, EXPLAINERS), old, new)


@edit
def rename_a_text(site: Site, pick: random.Random) -> None:
    if path := one(site, pick, MARKDOWN):
        path.rename(path.with_name(f"renamed-{pick.randrange(3)}.md"))


@edit
def rename_a_text_and_mend_links(site: Site, pick: random.Random) -> None:
    if path := one(site, pick, MARKDOWN):
        new = path.with_name(f"{path.stem.partition('-')[0]}-{pick.randrange(9)}.md")
        path.rename(new)
        for other in site.root.glob(MARKDOWN):
            change(other, rf"/{re.escape(path.name)}([)#])", rf"/{new.name}\1", count=0)


@edit
def swap_two_texts(site: Site, pick: random.Random) -> None:
    folder = pick.choice(["pages", "explainers"])
    first, other = (one(site, pick, f"content/en/{folder}/*.md") for _ in range(2))
    if first and other:
        was = first.read_bytes()
        first.write_bytes(other.read_bytes())
        other.write_bytes(was)


@edit
def delete_a_text(site: Site, pick: random.Random) -> None:
    if path := one(site, pick, MARKDOWN):
        path.unlink()


@edit
def delete_a_page_that_nobody_needs(site: Site, pick: random.Random) -> None:
    for path in site.root.glob("content/*/pages/extra*.md"):
        path.unlink()


@edit
def add_a_page(site: Site, pick: random.Random) -> None:
    site.write(
        f"content/en/pages/new-{pick.randrange(4)}.md",
        page(f"New {pick.randrange(9)}", "See [about](about.md#how) [@opened; @watch]."),
    )


@edit
def add_an_explainer(site: Site, pick: random.Random) -> None:
    name = f"added-{pick.randrange(2)}"
    point = in_french(POINT).replace("Nobody", f"For {pick.randrange(9)} years nobody")
    site.write(f"content/talking-points/{name}.yaml", point.replace("related: []", "related: [no-loans]"))
    site.write(f"content/en/explainers/{name}.md", second(EXPLAINER, name))


@edit
def touch_everything(site: Site, pick: random.Random) -> None:
    for path in site.root.rglob("content/**/*"):
        os.utime(path, (pick.randrange(10**9), pick.randrange(10**9)))


@edit
def move_a_folder(site: Site, pick: random.Random) -> None:
    (site.root / "content/en/pages").rename(site.root / "content/en/explainers/pages")


@edit
def facts(site: Site, pick: random.Random) -> None:
    old, new = pick.choice(
        [
            (r"on twelve shelves", f"on twelve shelves and {pick.randrange(9)} tables"),
            (r"^    en: A newspaper's count.*$", f"    en: A newspaper's count, the {pick.randrange(9)}th."),
            (r"^  review-by: .*$", f"  review-by: 2026-11-{pick.randrange(22, 28)}"),
            (r"^  sources: \[report, paper\]$", "  sources: [paper, report]"),
            (r"^  sources: \[report\]$", "  sources: [watch, report]"),
            (r"^    source: report$", "    source: report\n    print: false"),
            (r"as-of: 2026-01-01", "as-of: 2026-01"),
            (r"Three and a half million books", "Three million and a half of books"),
            (r"opened in May 1931", f"opened in May 1931, {pick.randrange(9)} years late"),
        ]
    )
    change(site.root / FACTS_PATH, old, new)


@edit
def a_figure_and_its_mentions(site: Site, pick: random.Random) -> None:
    new = pick.randrange(5000, 6000)
    change(site.root / FACTS_PATH, r"value: 5\d\d\d", f"value: {new}")
    for path in site.root.glob(MARKDOWN):
        change(path, r"\[5,\d\d\d\]\(fact:holds\)", f"[{new:,}](fact:holds)", count=0)


@edit
def a_figure_alone(site: Site, pick: random.Random) -> None:
    change(site.root / FACTS_PATH, r"value: 12", f"value: {pick.randrange(12, 15)}")


@edit
def add_a_fact(site: Site, pick: random.Random) -> None:
    key = f"added-{pick.randrange(9)}"
    append(
        site.root / FACTS_PATH,
        f"\n{key}:\n  statement: {{en: Words {key}.}}\n  sources: [paper]\n"
        f"  passage: {{text: some words, language: en, source: paper}}\n",
    )


@edit
def remove_a_fact(site: Site, pick: random.Random) -> None:
    parts = site.read(FACTS_PATH).split("\n\n")
    parts.pop(pick.randrange(len(parts)))
    site.write(FACTS_PATH, "\n\n".join(parts) + "\n")


@edit
def bibliography(site: Site, pick: random.Random) -> None:
    items = json.loads(site.read(SOURCES_PATH))
    item = pick.choice(items)
    what = pick.randrange(7)
    if what == 0:
        item["title"] = f"Another title {pick.randrange(9)}"
    elif what == 1:
        item["author"] = [{"family": "Author", "given": str(pick.randrange(9))}]
    elif what == 2:
        item["issued"] = {"date-parts": [[2024, pick.randrange(1, 12)]]}
    elif what == 3:
        item["URL"] = f"https://elsewhere.example/{pick.randrange(9)}"
    elif what == 4:
        items.append({**item, "id": f"another-{pick.randrange(9)}"})
    elif what == 5:
        items.remove(item)
    else:
        items.reverse()
    site.write(SOURCES_PATH, json.dumps(items, indent=1))


@edit
def source_notes(site: Site, pick: random.Random) -> None:
    old, new = pick.choice(
        [
            (r"^  link: true$", "  link: false"),
            (r"^  link: false$", "  link: true"),
            (r"^  kind: (official|news|court|ngo)$", f"  kind: {pick.choice(['official', 'news', 'court', 'ngo'])}"),
            (r"^  kind: news$", f"  kind: news\n  remark:\n    en: Seen {pick.randrange(9)} times."),
            (r"^  link: true$", "  link: true\n  show-title: false"),
            (r"^  link: true$", f"  link: true\n  archive: https://archive.example/{pick.randrange(9)}"),
        ]
    )
    change(site.root / NOTES_PATH, old, new)


@edit
def talking_points(site: Site, pick: random.Random) -> None:
    old, new = pick.choice(
        [
            (r"^      en: Nobody.*$", f"      en: Nobody is said to have read for {pick.randrange(9)} years."),
            (r"^      en: Its own.*$", f"      en: The counts of {pick.randrange(9)} years show the opposite."),
            (r"^    verdict: .*$", f"    verdict: {pick.choice(['unproven', 'boast-or-threat'])}"),
            (r"^      on: .*$", f"      on: 2026-03-{pick.randrange(10, 28)}"),
            (r"^      source: watch$", "      source: paper"),
            (r"^related: .*$", "related: []"),
            (r"^aliases: .*$", "aliases: {en: [secret word]}"),
            (r"^  - id: .*$", "  - id: another-id"),
        ]
    )
    change(one(site, pick, "content/talking-points/*.yaml"), old, new)


@edit
def services(site: Site, pick: random.Random) -> None:
    old, new = pick.choice(
        [
            (r"^  called-on:.*$", f"  called-on: 2026-11-{pick.randrange(10, 24)}"),
            (r"^  phone: .*$", f'  phone: "+1 555 {pick.randrange(999)}"'),
            (r"^  country: .*$", "  country: [FR, DE]"),
            (r"^  kind: support$", "  kind: [support, relatives]"),
            (r"^  reports-to-police: .*$", "  reports-to-police: in-some-cases"),
            (r"\Z", f"\nthird-{pick.randrange(99)}:\n  name: Third\n  kind: crisis\n"),
        ]
    )
    change(site.root / SERVICES_PATH, old, new)


@edit
def template(site: Site, pick: random.Random) -> None:
    if path := one(site, pick, "theme/templates/*.html", "theme/templates/components/*.html"):
        text = path.read_text("utf-8")
        ends = [
            found.start() for found in re.finditer(r"</(p|h1|ul|li|main|section|header|div|footer|nav|html)>", text)
        ]
        if ends:
            end = pick.choice(ends)
            path.write_text(f"{text[:end]}<!-- {pick.randrange(99)} -->{text[end:]}", "utf-8")


@edit
def style(site: Site, pick: random.Random) -> None:
    layer = pick.choice(["base", "components", "print"])
    site.write(
        f"theme/static/css/{layer}/added-{pick.randrange(2)}.css", f"p {{ margin-block: {pick.randrange(9)}px; }}\n"
    )


@edit
def remove_a_style_sheet(site: Site, pick: random.Random) -> None:
    if path := one(site, pick, "theme/static/css/*/*.css"):
        path.unlink()


@edit
def icon(site: Site, pick: random.Random) -> None:
    change(site.root / "theme/static/icon.svg", r"</svg>", f"<!-- {pick.randrange(9)} --></svg>")


@edit
def interface_text(site: Site, pick: random.Random) -> None:
    for path in sorted(site.root.glob("theme/translations/*.json"))[: pick.randrange(1, 3)]:
        entries = json.loads(path.read_text("utf-8"))
        key = pick.choice([key for key, entry in entries.items() if isinstance(entry.get("text"), str)])
        if not key.startswith(("language.", "number.")):
            entries[key]["text"] += f" {pick.randrange(9)}"
            path.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")


@edit
def setting(site: Site, pick: random.Random) -> None:
    name, values = pick.choice(
        [
            ("SITENAME", [f'"Small & {pick.randrange(9)}"']),
            ("PUBLISHER", ['""', '"Another organisation"', '"A <b>bold</b> one"']),
            ("CONTACT", ['""', '"https://desk.example"', '"Some street 1"']),
            ("NOINDEX", ["True", "False"]),
            ("SITEURL", ['""', '"https://example.org"', '"https://example.org/below"', '"https://example.org/other"']),
            ("TIMEZONE", ['"Europe/Berlin"', '"UTC"  # a comment']),
            ("JINJA_GLOBALS", ['{"motto": "one"}', '{"motto": "two"}']),
        ]
    )
    line = f"{name} = {pick.choice(values)}"
    path = site.root / "pelicanconf.py"
    path.write_text(re.sub(rf"^{name} = .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE) + line + "\n", "utf-8")


@edit
def a_template_that_reads_a_setting(site: Site, pick: random.Random) -> None:
    change(site.root / "theme/templates/base.html", r"</html>", "{{ motto | default('none') }}</html>")


@edit
def languages(site: Site, pick: random.Random) -> None:
    site.write("theme/translations/fr.json", interface("fr", **{"language.name": "Français"}))
    if pick.random() < 0.7:
        shutil.rmtree(site.root / "content/fr", ignore_errors=True)
        shutil.copytree(site.root / "content/en", site.root / "content/fr")
    chosen = pick.choice(['["en", "fr"]', '["en", "fr"]', '["fr", "en"]', '["en"]'])
    change(site.root / "pelicanconf.py", r"^LANGUAGES = .*$", f"LANGUAGES = {chosen}")


@edit
def a_fault(site: Site, pick: random.Random) -> None:
    what = pick.randrange(9)
    if what == 0:
        append(one(site, pick, MARKDOWN), "\nA word [@nowhere].\n")
    elif what == 1:
        change(one(site, pick, MARKDOWN), r"\A---\n", "")
    elif what == 2:
        site.write("content/en/pages/stray.txt", "who reads this?")
    elif what == 3:
        site.write("theme/templates/page.html", "{% if %}")
    elif what == 4:
        site.write("theme/static/css/base/text.css", "p {")
    elif what == 5:
        (site.root / "theme/templates/help.html").unlink(missing_ok=True)
    elif what == 6:
        change(site.root / "pelicanconf.py", r"^SITENAME = .*$", 'SITENAME = ""')
    elif what == 7:
        change(site.root / SOURCES_PATH, r"\A\[", "{")
    else:
        change(site.root / "theme/templates/base.html", r"</html>", '<a href="gone.html">gone</a></html>')


@edit
def damage_what_is_remembered(site: Site, pick: random.Random) -> None:
    path = one(site, pick, ".rejoinder/**/*")
    if path is None:
        return
    data = bytearray(path.read_bytes())
    what = pick.randrange(6)
    if what == 0 and data:
        for _ in range(pick.choice([1, 1, 8])):
            data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
        path.write_bytes(data)
    elif what == 1:
        path.write_bytes(data[: pick.randrange(len(data) + 1)])
    elif what == 2:
        path.unlink()
    elif what == 3:
        path.write_bytes(pick.choice([b"", b"null", b"[]", b"{}", b"[" * 100_000, b'{"version": 1}']))
    elif what == 4:
        half = pick.randrange(len(data) + 1)
        path.write_bytes(data[half:] + data[:half])
    else:
        shutil.rmtree(path.parent)


@edit
def mix_up_what_is_remembered(site: Site, pick: random.Random) -> None:
    if path := one(site, pick, ".rejoinder/builds/*"):
        text = path.read_text("utf-8")
        words = re.findall(r"[\w./#-]+", text)
        path.write_text(text.replace(pick.choice(words), pick.choice(words), 1), "utf-8")


@edit
def published_file_by_hand(site: Site, pick: random.Random) -> None:
    path = one(site, pick, "output/**/*")
    if path is None:
        return
    what = 0 if path.name == "release.json" else pick.randrange(5)
    if what == 0:
        path.write_bytes(path.read_bytes().replace(b"1", b"2", 3))
    elif what == 1:
        path.unlink()
    elif what == 2:
        path.chmod(0o600)
    elif what == 3:
        os.utime(path, (1, 1))
    else:
        path.write_bytes(b"")


@edit
def nothing(site: Site, pick: random.Random) -> None:
    """A build for nothing."""


def test_every_edit_changes_something(site: Site, tmp_path: Path) -> None:
    """Each edit does what its name says, at least for some picks, so that the property test is not idle."""
    idle = []
    for name, function in EDITS.items():
        copy = Site(tmp_path / name)
        shutil.copytree(site.root, copy.root)
        before = footprints(copy.root)
        for pick in range(40):
            function(copy, random.Random(pick))
            if footprints(copy.root) != before:
                break
        else:
            idle.append(name)
    assert idle == ["nothing"]


# -- the law -----------------------------------------------------------------------------------------------------------

STEP = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 2**16), st.sampled_from([0, 0, 0, 0, 0, 1, 2, 40]))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=False,
    print_blob=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes and five steps are read as they are
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(STEP, min_size=4, max_size=6))
def test_any_edits_then_an_incremental_build_equals_a_clean_one(steps: list[tuple[str, int, int]]) -> None:
    """After any edits, faults and damage, an incremental build gives the bytes, modes and findings of a clean one."""
    with tempfile.TemporaryDirectory() as folder:
        site = larger(Path(folder, "site"))
        assert site.build(warm=True).code == 0
        day = int(DAY)
        for name, pick, days in steps:
            day += days * SECONDS_A_DAY
            note(f"{name!r}, {pick}, day {day}")
            good = sources(site)
            EDITS[name](site, random.Random(pick))
            sound = agrees(site, str(day))
            event("the site was sound" if sound else "the site was faulty")
            if not sound:
                restore(site, good)
                agrees(site, str(day))


def agrees(site: Site, day: str) -> bool:
    """Build clean and incrementally, and compare everything. False when the site is faulty."""
    earlier, other = written(site), site.root.parent / "clean"
    clean = site.build("--fresh", "--output", str(other), warm=True, SOURCE_DATE_EPOCH=day)
    built = site.build(warm=True, SOURCE_DATE_EPOCH=day)
    note(f"  clean {clean}\n  incremental {built}")
    assert "Traceback" not in built.stderr
    assert (built.code, built.stderr) == (clean.code, clean.stderr)
    assert site.leftovers() == []
    if built.code:
        assert written(site) == earlier
        return False
    assert site.tree() == tree(other)
    shutil.rmtree(other)
    return True


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and bytes of every file and folder in a folder."""
    return Site(folder.parent).tree(folder.name)


def written(site: Site) -> dict[str, tuple[int, ...]]:
    """What every published file is, without the traces that a hard link leaves."""
    return {own: (size, time, inode, mode) for own, (size, time, _, inode, mode, _) in footprints(site.output).items()}


def sources(site: Site) -> dict[str, bytes]:
    """Everything that the site is made from."""
    parts = [site.root / "pelicanconf.py", *site.root.glob("content/**/*"), *site.root.glob("theme/**/*")]
    return {path.relative_to(site.root).as_posix(): path.read_bytes() for path in parts if path.is_file()}


def restore(site: Site, files: dict[str, bytes]) -> None:
    """Put back what the site was made from."""
    for own in sources(site).keys() - files.keys():
        (site.root / own).unlink()
    for own, data in files.items():
        site.write(own, data)


# -- nothing changed ---------------------------------------------------------------------------------------------------


def test_nothing_changed_writes_nothing_and_does_not_import_pelican(site: Site) -> None:
    """A build with nothing changed leaves no trace on the disk, and is answered without Pelican or what it needs."""
    before = footprints(site.root)
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-B", "-m", "rejoinder", "build"],
        cwd=site.root,
        env={**os.environ, "PYTHONPATH": str(site.plugins)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ended.stdout == "Nothing changed: output/ is up to date.\n"
    assert footprints(site.root) == before
    imported = set(re.findall(r"^import time:.*\| +([\w.]+)$", ended.stderr, flags=re.MULTILINE))
    assert "rejoinder.core.memory" in imported
    assert imported & {"pelican", "jinja2", "babel", "pydantic", "yaml", "pyromark"} == set()


def test_nothing_changed_repeats_the_findings(tmp_path: Path) -> None:
    """The warnings of the last build are printed again when nothing changed, the same to the letter."""
    site = tiny(tmp_path)
    change(site.root / "pelicanconf.py", r"^CONTACT = .*$", 'CONTACT = ""')
    first, again = site.build(warm=True), site.build(warm=True)
    assert "CONTACT" in first.stderr
    assert again.stdout.startswith("Nothing changed")
    assert again.stderr == first.stderr


def test_touched_files_are_not_changed_files(site: Site) -> None:
    """A new modification time without a new content is nothing to build for."""
    EDITS["touch everything"](site, random.Random(1))
    before = footprints(site.root)
    assert site.build(warm=True).stdout.startswith("Nothing changed")
    assert footprints(site.root) == before


def test_an_edit_taken_back_is_nothing_changed(site: Site) -> None:
    """After a failed build of a faulty text, the text as it was needs no build."""
    before, was = footprints(site.output), site.read(ABOUT_PATH)
    site.write(ABOUT_PATH, was + "\nSee [@nowhere].\n")
    assert site.build(warm=True).code == 1
    site.write(ABOUT_PATH, was)
    assert site.build(warm=True).stdout.startswith("Nothing changed")
    assert footprints(site.output) == before


def test_a_text_changed_while_it_was_read_and_changed_back_is_noticed(site: Site) -> None:
    """A build that read another text than it began with does not pass for a build of the text it began with."""
    was = site.read(ABOUT_PATH)
    site.write(ABOUT_PATH, was.replace("Every figure", "Each figure"))
    meanwhile = f"""
        import rejoinder.build as build
        from pathlib import Path
        from rejoinder.cli import main
        real = build.review
        def review(*given):
            path = Path({ABOUT_PATH!r})
            path.write_text(path.read_text("utf-8").replace("Each figure", "No figure"), "utf-8")
            return real(*given)
        build.review = review
        main(["build"], prog_name="rejoinder")
    """
    site.write("meanwhile.py", textwrap.dedent(meanwhile))
    ran = site.run("meanwhile", warm=True)
    assert ran.code == 0, ran.said
    assert "No figure leads" in site.read("output/en/about.html")
    site.write(ABOUT_PATH, was.replace("Every figure", "Each figure"))
    assert site.build(warm=True).code == 0
    assert "Each figure leads" in site.read("output/en/about.html")


# -- no more than needed -----------------------------------------------------------------------------------------------


def rendered(ran: Ran) -> int:
    """How many pages a build says it rendered anew."""
    found = re.search(r"(\d+) rendered anew", ran.stdout)
    assert found, ran.said
    return int(found[1])


def pages_written_anew(site: Site, before: dict[str, int]) -> set[str]:
    """The pages that are other files than before."""
    return {own for own, inode in inodes(site.output).items() if own.endswith(".html") and before.get(own) != inode}


@pytest.mark.parametrize(
    ("path", "old", "new", "pages"),
    [
        (ABOUT_PATH, "Every figure leads", "Each figure leads", {"en/about.html"}),
        (EXPLAINER_PATH, "Children, students", "Students", {"en/library.html"}),
        (
            EXPLAINER_PATH,
            "title: The library lends",
            "title: The big library lends",
            {"en/library.html", "en/loans.html", "en/index.html", "en/sources.html", "404.html"},
        ),
        (POINT_PATH, "aliases: {}", "aliases: {en: [a secret]}", set()),
        (POINT_PATH, "Nobody is said", "No one is said", {"en/library.html"}),
        (
            FACTS_PATH,
            "opened in May 1931",
            "first opened in May 1931",
            {"en/library.html", "en/loans.html", "en/sources.html"},
        ),
        (SERVICES_PATH, "Reading line", "The reading line", {"en/help.html"}),
    ],
    ids=["page", "explainer", "title", "private words", "claim", "fact", "service"],
)
def test_one_edit_renders_only_the_pages_that_show_it(
    site: Site, path: str, old: str, new: str, pages: set[str]
) -> None:
    """One edit writes exactly the pages it shows on; every other page is the same file as before."""
    before, text = inodes(site.output), site.read(path)
    assert old in text
    site.write(path, text.replace(old, new))
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert pages_written_anew(site, before) == pages
    assert rendered(built) == len(pages)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("theme/templates/base.html", "</html>", "<!-- edited --></html>"),
        (OWN_THEME, "1em", "2em"),
        ("pelicanconf.py", '"Tiny"', '"Tinier"'),
        ("pelicanconf.py", "NOINDEX = True", "NOINDEX = False"),
    ],
    ids=["template", "style sheet", "name", "noindex"],
)
def test_what_every_page_shows_renders_every_page(site: Site, path: str, old: str, new: str) -> None:
    """An edit that shows on every page is on every page after one build."""
    before, text = inodes(site.output), site.read(path)
    assert old in text
    site.write(path, text.replace(old, new))
    assert (
        rendered(site.build(warm=True))
        == len(pages_written_anew(site, before))
        == len(list(site.output.rglob("*.html")))
    )


def test_the_manifest_tells_what_an_unchanged_page_shows_now(site: Site) -> None:
    """A page that stays the same file is in the manifest with the sources that it rests on now, not with earlier ones."""
    change(site.root / FACTS_PATH, r"(?s)(^opened:.*?)  sources: \[report\]", r"\1  sources: [report, paper]")
    site.write("content/en/pages/extra.md", page("Something more", "It is old [@opened; @paper]."))
    assert site.build(warm=True).code == 0
    change(site.root / FACTS_PATH, r"(?s)(^opened:.*?)  sources: \[report, paper\]", r"\1  sources: [paper, report]")
    assert site.build(warm=True).code == 0
    manifest = site.manifest()
    assert site.build("--fresh", warm=True).code == 0
    assert manifest == site.manifest()


def test_a_filter_of_the_settings_is_part_of_the_page(site: Site) -> None:
    """A function in the settings that templates call counts with its constants, not with its name alone."""
    change(site.root / "theme/templates/base.html", r"</html>", "{{ 'said ' | louder }}</html>")
    for word in ("once", "twice"):
        change(site.root / "pelicanconf.py", r"^JINJA_FILTERS.*\n", "")
        append(site.root / "pelicanconf.py", f'JINJA_FILTERS = {{"louder": lambda text: text + "{word}"}}\n')
        built = site.build(warm=True)
        assert built.code == 0, built.said
        assert f"said {word}" in site.read("output/en/about.html")


def test_a_template_reached_through_a_link_is_noticed(site: Site) -> None:
    """A folder of the theme that is a symbolic link is part of the theme all the same."""
    elsewhere = site.root.parent / "shared"
    shutil.move(site.root / "theme/templates/components", elsewhere)
    (site.root / "theme/templates/components").symlink_to(elsewhere)
    assert site.build(warm=True).code == 0
    change(elsewhere / "footer.html", r"</footer>", "<!-- linked --></footer>")
    assert site.build(warm=True).code == 0
    assert "<!-- linked -->" in site.read("output/en/about.html")


def test_a_changed_day_is_noticed(site: Site) -> None:
    """On the day after a text was to be looked at again, its page says so, though no file changed."""
    change(site.root / EXPLAINER_PATH, r"^review-by: .*$", "review-by: 2026-11-24")
    assert site.build(warm=True).stderr == ""
    page = site.read("output/en/library.html")
    tomorrow = site.build(warm=True, SOURCE_DATE_EPOCH=str(int(DAY) + SECONDS_A_DAY))
    assert "review-overdue" in tomorrow.stderr
    assert rendered(tomorrow) == 1
    assert site.read("output/en/library.html") != page


def test_fresh_ignores_what_is_remembered(site: Site) -> None:
    """A memory that holds something else than the texts deceives a build; `--fresh` reads and renders everything."""
    truth = site.tree()
    token = load(site.root / "theme/translations", "en").text.token
    cache = Cache(site.root / memory.FOLDER / "texts", memory.engine())
    key = cache.key(site.read(ABOUT_PATH).encode(), "en/pages/about.md", token)
    text = cache.load(key)
    assert isinstance(text, Page)
    fields = text.fields.model_copy(update={"summary": "A deception."})
    cache.save(key, dataclasses.replace(text, fields=fields))
    cache.close()
    append(site.root / "pelicanconf.py", "OTHER = 1  # so that there is something to build\n")
    deceived_build = site.build(warm=True)
    assert deceived_build.code == 0, deceived_build.said
    assert "A deception." in site.read("output/en/about.html")
    before = inodes(site.output)
    fresh = site.build("--fresh", warm=True)
    assert site.tree() == truth
    assert rendered(fresh) == len(pages_written_anew(site, before)) == len(list(site.output.rglob("*.html")))


def test_a_memory_of_other_code_is_not_used(site: Site, tmp_path: Path) -> None:
    """With other code of ours, every page is rendered again and nothing that was parsed is taken over."""
    before = inodes(site.output)
    shutil.copytree(site.plugins, tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    append(tmp_path / "plugins/rejoinder/core/view.py", "# another version\n")
    built = site.build(PYTHONPATH=str(tmp_path / "plugins"))
    assert built.code == 0, built.said
    assert rendered(built) == len(pages_written_anew(site, before)) == len(list(site.output.rglob("*.html")))


def test_a_faulty_site_leaves_every_trace_of_the_published_one(site: Site) -> None:
    """A build that fails touches neither the published files nor what is remembered of them."""
    before = footprints(site.output, site.root / memory.FOLDER / "builds")
    for path in (ABOUT_PATH, "theme/templates/base.html", "pelicanconf.py"):
        was = site.read(path)
        site.write(path, "{% nonsense %} = [\n")
        assert site.build(warm=True).code in (1, 2)
        assert footprints(site.output, site.root / memory.FOLDER / "builds") == before
        site.write(path, was)


def test_pages_that_are_gone_are_not_published(site: Site) -> None:
    """A page whose text was removed or renamed is not published any more."""
    (site.root / "content/en/pages/extra.md").rename(site.root / "content/en/pages/more.md")
    built = site.build(warm=True)
    assert built.code == 0, built.said
    assert not (site.output / "en/extra.html").exists()
    assert (site.output / "en/more.html").is_file()
    assert "en/extra.html" not in site.manifest().decode()


def test_the_content_of_the_tiny_site_is_all_edited() -> None:
    """The edits above reach every kind of file that a site is made from."""
    assert set(CONTENT) <= {
        EXPLAINER_PATH,
        ABOUT_PATH,
        "content/en/pages/help.md",
        POINT_PATH,
        FACTS_PATH,
        SOURCES_PATH,
        NOTES_PATH,
        SERVICES_PATH,
    }
