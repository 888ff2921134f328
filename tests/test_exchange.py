"""The round trip to translators' own tools: what is exported, edited and imported is what the files say; nothing else."""

from __future__ import annotations

import contextlib
import json
import random
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rejoinder.cli.site import load
from rejoinder.core import fields
from rejoinder.core.errors import SettingError
from rejoinder.core.exchange import fidelity, plan, po, sheets
from rejoinder.core.patching import PatchError, with_json, with_yaml
from sites import (
    ABOUT,
    EXPLAINER,
    EXPLAINER_PATH,
    FACTS_PATH,
    POINT_PATH,
    Site,
    edit,
    interface,
    tiny,
)
from sites import settings as settings_file

if TYPE_CHECKING:
    from pathlib import Path

    from rejoinder.core.exchange.plan import Plan
    from rejoinder.core.exchange.po import Entry
    from rejoinder.core.exchange.unit import Unit

RU_PATH = EXPLAINER_PATH.replace("/en/", "/ru/")
RU = """\
---
talking-point: empty-library
published: 2026-11-20
updated: 2026-11-22
title: 'Библиотека выдаёт три с половиной миллиона книг'  # проверить
answer: "На полках 5043 книги, и за год выдали \\"3,5 миллиона\\" [@holds; @lends]."
glance: |
  Люди ходят в библиотеку каждый день.

  У неё [три](#who-comes) круга читателей и [5043](fact:holds) книги.
audience: [families, teachers]
# Ещё не проверено.
review:
  status: draft
review-by: 2027-05-01
corrections: []
---

<!-- Заметка переводчика. -->

## Что известно {.facts}

В библиотеке [5043](fact:holds) книги и [12](fact:holds#shelves) полок [@report, p. 3].

<!-- Ещё раз сверить.

С отчётом. -->

В 2025 году она выдала [3,5 миллиона](fact:lends) книг [@report; @paper]. Она старше города [@opened].

## Кто там читает {.people #who-comes}

Дети, студенты и пенсионеры.

> Я прихожу каждое утро.
>
> — читатель, в [городской газете](https://paper.example/readers) [@paper]

## Что утверждают {.claim}

![](claim:empty)

## Как это вводит в заблуждение {.technique}

Показывают один зал ночью. Смотрите, [как мы работаем](../pages/about.md#how).

## Что показывают записи {.instead}

- Полки считают каждый год [@holds].
- Выдачи тоже [@lends].

## Настоящий вред {.real-harm}

Закрыли библиотеку поменьше.

Её читатели её потеряли.

## Если вам такое скажут {.conversation}

Ask when they were last there, [in their own words](lang:ru).

## Куда обратиться {.help}

[Люди, которые помогут](../pages/help.md), отвечают по телефону, <tel:+15550100>.
"""

#: Every way in which YAML writes a text, and words in one, two and three languages.
FACTS = """\
# Facts, one entry each.
holds:
  statement:
    en: The library holds 5,043 books on twelve shelves.   # counted
    # between two languages
    ru: В библиотеке 5043 книги.   # посчитано
    ar: "في المكتبة 5043 كتابا"
  figures:
    books: {value: 5043, unit: books, as-of: 2026-01-01}
    shelves: {value: 12, unit: shelves, as-of: 2026-01-01}
  sources: [report, paper]
  passage:
    text: The open shelves hold 5,043 volumes.
    language: en
    source: report
  caveat: {en: "Counted: twice", ru: 'Считали дважды'}  # flow
  review-by: 2027-01-01

lends:
  statement: {en: In 2025 the library lent 3.5 million books.}
  figures:
    loans: {value: 3.5, unit: million books, as-of: 2025}
  sources: [paper]
  passage:
    text: Three and a half million books went over the counter.
    language: en
    source: paper
  caveat:
    en: |
      A newspaper's count.
      Seen twice.
    ru: >-
      Подсчёт
      газеты.


# The last one.
opened:
  statement:
    en: The library opened in May 1931.
    ru: |
      Библиотека открылась
      в мае 1931 года.

  figures:
    rooms: {value: 2, unit: rooms, as-of: 1931-05}
  sources: [report]
  passage:
    text: It opened its two rooms in May 1931.
    language: en
    source: report
"""

FILES = {
    "pelicanconf.py": settings_file(LANGUAGES='["en", "ru", "ar"]', THEME='"theme"'),
    "theme/translations/ru.json": interface("ru"),
    "theme/translations/ar.json": interface("ar"),
    RU_PATH: RU,
    FACTS_PATH: FACTS,
}
FACTS_UNIT = "explainers/library/facts/1"
TITLE = "explainers/library/title"

#: Signs that mean something to YAML, Markdown, JSON or gettext, and words of several scripts.
SIGNS = (
    *"‘“”«»\"'\\:#-–—%&*!|>@`{}[](),.?;=~^$/<_…",
    "  ",
    ": ",
    " #",
    "\t",
    "%s",
    "%(a)d",
    "{b}",
    "\\n",
    "---",
    "الكتب",
    "مكتبة\u200f",
    "книги",
    "Ё",
    "book",
    "12",
    "٣",
    "😀",
    "👩‍👧",
    "\u00a0",
    "\u200d",
    "null",
    "~",
    "ru:",
)
texts = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map(" ".join) | st.lists(
    st.sampled_from(SIGNS), min_size=1, max_size=8
).map("".join)


def text_by(rng: random.Random) -> str:
    """One such text, by chance."""
    return rng.choice((" ", "")).join(rng.choices(SIGNS, k=rng.randint(1, 12)))


@dataclass
class Trip:
    """A site, and the trip of its words to a catalogue and back, in this process."""

    site: Site
    tag: str = "ru"

    def units(self) -> dict[str, Unit]:
        """The units of the language by their addresses."""
        loaded, _ = load(self.site.root / "pelicanconf.py")
        found, left_out = sheets.of(sheets.read(loaded, self.tag), self.tag)
        assert left_out == []
        units = [unit for sheet in found for unit in sheet.units]
        assert len({unit.address for unit in units}) == len(units)
        return {unit.address: unit for unit in units}

    def exported(self) -> bytes:
        """The catalogue."""
        loaded, _ = load(self.site.root / "pelicanconf.py")
        return po.written(self.units().values(), self.tag, loaded.name, loaded.today)

    def entries(self) -> list[Entry]:
        """What a reader of the catalogue gets."""
        tag, entries = po.read(self.exported(), "ru.po")
        assert tag == self.tag
        return entries

    def plan(self, entries: list[Entry], *, fuzzy: bool = False) -> Plan:
        """What importing them would do."""
        loaded, _ = load(self.site.root / "pelicanconf.py")
        found, _ = sheets.of(sheets.read(loaded, self.tag), self.tag)
        return plan.of(entries, found, (loaded.content, loaded.theme), fuzzy=fuzzy)

    def edited(self, texts: dict[str, str]) -> list[Entry]:
        """The exported entries, some with another translation."""
        entries = self.entries()
        assert texts.keys() <= {entry.address for entry in entries}
        return [replace(entry, translation=texts.get(entry.address, entry.translation)) for entry in entries]

    def write(self, planned: Plan) -> None:
        """Write what a plan says."""
        for path, text in planned.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def files(self) -> dict[str, bytes]:
        """Every file that an import may write."""
        return {
            path.relative_to(self.site.root).as_posix(): path.read_bytes()
            for folder in ("content", "theme/translations")
            for path in sorted((self.site.root / folder).rglob("*"))
            if path.is_file()
        }

    def restore(self, files: dict[str, bytes]) -> None:
        """Put the files back as they were."""
        for path in set(self.files()) - set(files):
            self.site.write(path, None)
        for path, data in files.items():
            if (self.site.root / path).read_bytes() != data:
                self.site.write(path, data)


@pytest.fixture
def trip(tmp_path: Path) -> Trip:
    """A site in English, half of it in Russian."""
    return Trip(tiny(tmp_path, FILES))


@pytest.fixture(scope="module", params=["\n", "\r\n"], ids=["lf", "crlf"])
def journey(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Trip, dict[str, bytes]]:
    """The same, for many trips: each puts the files back. With both line ends."""
    ends = {path: text.replace("\n", request.param) for path, text in FILES.items() if not path.endswith(".py")}
    site = tiny(tmp_path_factory.mktemp("trips"), {**FILES, **ends})
    trip = Trip(site)
    return trip, trip.files()


# -- the trip ----------------------------------------------------------------------------------------------------------


def test_what_is_exported_and_imported_changes_nothing(journey: tuple[Trip, dict[str, bytes]]) -> None:
    """An untouched catalogue asks for no change, in any language, and holds exactly the units."""
    trip, _ = journey
    for tag in ("ru", "ar", "fa"):
        other = Trip(trip.site, tag)
        entries, units = other.entries(), other.units()
        assert [(entry.address, entry.original, entry.translation) for entry in entries] == [
            (unit.address, unit.original, unit.translation) for unit in units.values()
        ]
        planned = other.plan(entries, fuzzy=True)
        assert (planned.changes, planned.refused, planned.files) == ({}, [], {})


def test_the_same_content_gives_the_same_bytes(trip: Trip) -> None:
    """Nothing of a clock or of the machine is in a catalogue."""
    first = trip.exported()
    assert trip.exported() == first
    assert b"POT-Creation-Date" not in first
    assert str(trip.site.root).encode() not in first


@pytest.mark.parametrize("seed", range(30))
def test_edited_units_come_back_as_they_were_written(journey: tuple[Trip, dict[str, bytes]], seed: int) -> None:
    """Whatever a translator writes in some units is what the next export gives for them; the others stay as they are."""
    trip, files = journey
    trip.restore(files)
    rng = random.Random(seed)
    trip = Trip(trip.site, rng.choice(("ru", "ar", "uz")))
    units = trip.units()
    wanted = {}
    for address in rng.sample(sorted(units), rng.randint(1, 6)):
        unit = units[address]
        text = text_by(rng)
        if unit.form not in ("words", "label"):  # Markdown keeps its shape: a word more at the end of its first line
            first, *rest = unit.original.split("\n")
            text = "\n".join([re.sub(r"( \{[^}]*\})?$", lambda m, text=text: f" {text}{m[0]}", first, count=1), *rest])
        elif unit.form == "label":
            text += "".join(re.findall(r"\{[a-z_]+\}", unit.original))
        tidy = unit.tidy(text)
        if tidy.strip() and tidy not in (unit.original, unit.present) and not list(fidelity.faults(unit, tidy)):
            wanted[address] = text
    planned = trip.plan(trip.edited(wanted))
    refused = {refusal.address for refusal in planned.refused}
    assert all(units[address].form not in ("words", "label") for address in refused)  # those can say everything
    trip.write(planned)
    after = trip.units()
    for address, unit in units.items():
        expected = unit.tidy(wanted[address]) if address in wanted and address not in refused else unit.present
        assert after[address].present == expected
    again = trip.plan(trip.entries())
    assert (again.changes, again.refused) == ({}, [])


def _more(unit: Unit, rng: random.Random) -> str:
    """Another translation of a unit, of the shape it must keep."""
    return f"{text_by(rng).strip()} Ж" if unit.form in ("words", "label") else f"{unit.present} Ж"


@pytest.mark.parametrize("seed", range(30))
def test_nothing_around_a_unit_changes(journey: tuple[Trip, dict[str, bytes]], seed: int) -> None:
    """One unit changes one stretch of one file, and that stretch held the unit and nothing else."""
    trip, files = journey
    trip.restore(files)
    rng = random.Random(seed)
    trip = Trip(trip.site, rng.choice(("ru", "ar")))
    units = {
        address: unit
        for address, unit in trip.units().items()
        if not address.startswith("explainers") or trip.tag == "ru"
    }
    texts_of = ((one, _more(one, rng)) for one in rng.sample(list(units.values()), len(units)))
    unit, text = next((one, text) for one, text in texts_of if not list(fidelity.faults(one, text)))
    planned = trip.plan(trip.edited({unit.address: text}))
    if planned.refused:  # a heading that was not there cannot be begun by a word alone
        assert unit.form not in ("words", "label")
        return
    trip.write(planned)
    after = trip.files()
    assert after.keys() == files.keys() | {path.relative_to(trip.site.root).as_posix() for path in planned.begun}
    if planned.begun:
        return  # a text that was not there
    [path] = [path for path in files if files[path] != after[path]]
    assert not path.startswith("content/en/")
    old, new = files[path].decode(), after[path].decode()
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = next(
        (i for i, (a, b) in enumerate(zip(old[: start - 1 : -1], new[: start - 1 : -1], strict=False)) if a != b),
        min(len(old), len(new)) - start,
    )
    held = re.sub(r"\W", "", old[start : len(old) - end])
    assert held in re.sub(r"\W", "", unit.present)
    assert old.count("\r\n") == old.count("\n") or "\r\n" not in new  # line ends are the file's


# -- YAML and JSON -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.parametrize(
    "style", ["plain", "'old'", '"old"', "|\n    old", "|-\n    old\n    old", ">\n    old\n\n    old", "|2\n    old"]
)
@given(value=texts | st.lists(texts, min_size=2, max_size=3).map("\n".join))
@example(value="- a")
@example(value="a: b")
@example(value="a\n\n\nb")
@example(value="a \n  b")
@example(value="'")
@example(value="\\")
@settings(max_examples=40, deadline=None)
def test_yaml_reads_every_text_back(style: str, end: str, value: str) -> None:
    """In a value of any style, and in a new one, a text is read back as it is, and its neighbours stay."""
    value = value.strip()
    assume(value)
    document = f"# first\na:\n  en: one # two\n  ru: {style}\n# last\nb: {{en: x, ru: y}}\nc:\n  en: end"
    if end == "\r\n":
        document = document.replace("\n", end)
    document += end
    changes = {("a", "ru"): value, ("b", "ru"): value, ("b", "ar"): value, ("c", "ru"): value, ("a", "ar"): value}
    result = with_yaml(document, changes, ("en", "ru", "ar"))
    found = fields.read(result)
    assert found.problems == []
    read = {path: (found.value[path[0]][path[1]]).strip() for path in changes}
    assert read == changes
    assert [list(found.value[key]) for key in "abc"] == [["en", "ru", "ar"], ["en", "ru", "ar"], ["en", "ru"]]
    for kept in ("# first", "  en: one # two", "# last"):
        assert kept in result.splitlines()


def test_yaml_keeps_its_style() -> None:
    """A value keeps the style it has as long as that can say the text; a new one is plain."""
    document = "a: 'x'  # one\nb: \"x\"\nc: |\n   x\nd: x\ne: >-\n  x\nf: {ru: x}\n"
    changes = {(key,): "it's" for key in "abcde"} | {("f", "ru"): "it's", ("g",): "it's"}
    assert with_yaml(document, changes) == (
        "a: 'it''s'  # one\nb: \"it's\"\nc: |\n   it's\nd: it's\ne: >-\n  it's\nf: {ru: it's}\ng: it's\n"
    )


@pytest.mark.parametrize(
    ("document", "path"),
    [("a: b", ("c", "ru")), ("a: b", ("a", "ru")), ("a: [", ("a",)), ("a: b", ("a", 0)), ("", ("a",))],
)
def test_yaml_without_the_place(document: str, path: tuple[str, ...]) -> None:
    """A place that is not there is an error with its path, not a guess."""
    with pytest.raises(PatchError):
        with_yaml(document, {path: "x"})


def test_json_keeps_order_and_indentation() -> None:
    """Values change in place; a new key stands where the order has it, written as its neighbours are."""
    document = '{\n    "a": {"text": "x",\t"about": "\\u00e9"},\n    "d": {\n        "one": "1"\n    }\n}\n'
    result = with_json(document, {("a", "text"): 'ж"\\', ("b",): {"text": "y"}, ("d", "other"): "2"}, ["a", "b", "d"])
    assert result == (
        '{\n    "a": {"text": "ж\\"\\\\",\t"about": "\\u00e9"},\n    "b": {\n      "text": "y"\n    },\n'
        '    "d": {\n        "one": "1",\n        "other": "2"\n    }\n}\n'
    )
    with pytest.raises(PatchError):
        with_json(document, {("x", "text"): "y"})
    with pytest.raises(PatchError):
        with_json("{", {("x",): "y"})


# -- what a unit is ----------------------------------------------------------------------------------------------------


def test_addresses_and_texts(trip: Trip) -> None:
    """A unit has a stable address, the original's Markdown, the translation where there is one, and its place."""
    units = trip.units()
    assert {
        address: (unit.original, unit.translation, unit.source, unit.line)
        for address, unit in units.items()
        if address
        in (
            TITLE,
            FACTS_UNIT,
            "evidence/facts/opened.statement",
            "evidence/facts/lends.statement",
            "talking-points/empty-library/empty.reason",
            "help/services/reading-line.serves",
        )
    } == {
        TITLE: (
            "The library lends three and a half million books a year",
            "Библиотека выдаёт три с половиной миллиона книг",
            EXPLAINER_PATH,
            5,
        ),
        FACTS_UNIT: (
            "The library holds [5,043](fact:holds) books and [12](fact:holds#shelves) shelves [@report, p. 3].",
            "В библиотеке [5043](fact:holds) книги и [12](fact:holds#shelves) полок [@report, p. 3].",
            EXPLAINER_PATH,
            20,
        ),
        "evidence/facts/opened.statement": (
            "The library opened in May 1931.",
            "Библиотека открылась\nв мае 1931 года.",
            FACTS_PATH,
            40,
        ),
        "evidence/facts/lends.statement": ("In 2025 the library lent 3.5 million books.", "", FACTS_PATH, 20),
        "talking-points/empty-library/empty.reason": (
            "Its own counts and those of a newspaper show the opposite.",
            "",
            POINT_PATH,
            7,
        ),
        "help/services/reading-line.serves": ("Anybody with a question.", "", "content/help/services.yaml", 9),
    }
    assert units["explainers/library/people/heading"].original == "## Who reads there {.people #who-comes}"
    assert "explainers/library/claim/1" not in units  # a component holds no words


def test_what_is_still_worded_as_the_original_is_empty(trip: Trip) -> None:
    """A paragraph that is the original's is still to translate, until somebody notes the text as done."""
    address = "explainers/library/conversation/1"
    assert trip.units()[address].translation == ""
    assert trip.units()[address].present.startswith("Ask when")
    trip.site.write("content/ru/translated.yaml", "explainers/library:\n  of: en\n  on: 2026-11-22\n")
    assert trip.units()[address].translation.startswith("Ask when")


def test_sections_with_other_blocks_are_one_unit(trip: Trip) -> None:
    """Where a section has other blocks than the original's, it is exported whole; where sections differ, the text is."""
    units = trip.units()
    whole = units["explainers/library/real-harm/all"]
    assert whole.original.startswith("## The real harm this claim uses {.real-harm}\n\nA smaller library")
    assert whole.translation.endswith("Закрыли библиотеку поменьше.\n\nЕё читатели её потеряли.")
    new = "## Настоящий вред {.real-harm}\n\nЗакрыли библиотеку."
    trip.write(trip.plan(trip.edited({whole.address: new})))
    assert trip.units()["explainers/library/real-harm/1"].translation == "Закрыли библиотеку."
    trip.site.write("content/ru/pages/about.md", ABOUT.split("## How we work")[0])
    body = trip.units()["pages/about/body"]
    assert body.present == "## Who we are\n\n![](site:publisher)"
    new = "## Кто мы\n\n![](site:publisher)\n\n## Как мы работаем {#how}\n\nУ каждого числа есть источник [@report]."
    trip.write(trip.plan(trip.edited({body.address: new})))
    assert trip.units()["pages/about/how/1"].translation == "У каждого числа есть источник [@report]."


def test_corrections_are_units_where_both_have_the_same(trip: Trip) -> None:
    """The text of a correction is translated where the translation has the same list; else there is no such unit."""
    entry = "corrections:\n  - on: 2026-11-21\n    type: correction\n    text: {}\n"
    trip.site.write(EXPLAINER_PATH, edit(EXPLAINER, "corrections: []\n", entry.format("A number was wrong.")))
    assert "explainers/library/corrections/1" not in trip.units()
    trip.site.write(RU_PATH, edit(RU, "corrections: []\n", entry.format("Число было неверным.")))
    assert trip.units()["explainers/library/corrections/1"].translation == "Число было неверным."
    trip.write(trip.plan(trip.edited({"explainers/library/corrections/1": "Одно: число"})))
    assert '    text: "Одно: число"\n' in trip.site.read(RU_PATH)


def test_plural_forms(tmp_path: Path) -> None:
    """Each form that a language has is a unit, with the same form of the original or the general one beside it."""
    counted = {"text": {"one": "{count} note", "other": "{count} notes"}, "about": "Counts notes"}
    english = json.loads(interface("en"))
    english |= {"language.locale": {"text": "en-GB"}, "explainer.notes": counted}
    site = tiny(tmp_path, {**FILES, "theme/translations/en.json": json.dumps(english)})
    expected = {"ru": ["one", "few", "many"], "ar": ["zero", "one", "two", "few", "many", "other"]}
    for tag, forms in expected.items():
        units = Trip(site, tag).units()
        own = [address for address in units if address.startswith("interface/explainer.notes|")]
        assert own == [f"interface/explainer.notes|{form}" for form in forms]
        assert units["interface/explainer.notes|one"].original == "{count} note"
        assert units["interface/explainer.notes|few"].original == "{count} notes"
        assert units["interface/explainer.notes|few"].about == "Counts notes · the plural form “few”"
    path = "theme/translations/ru.json"
    entries = json.loads(site.read(path))
    entries["explainer.notes"]["text"] = {"one": "{count} примечание"}
    site.write(path, json.dumps(entries, ensure_ascii=False, indent=1))
    trip = Trip(site)
    wanted = {"interface/explainer.notes|many": "{count} примечаний", "interface/explainer.notes|few": "два примечания"}
    trip.write(trip.plan(trip.edited(wanted)))
    found = json.loads(site.read(path))
    assert found["explainer.notes"]["text"] == {
        "one": "{count} примечание",
        "few": "два примечания",
        "many": "{count} примечаний",
    }
    assert list(found) == list(entries)


def test_what_describes_a_language_is_no_text(trip: Trip) -> None:
    """Direction, locale and numerals are not for translating."""
    units = trip.units()
    assert "interface/language.name" in units
    assert {"interface/language.direction", "interface/language.locale", "interface/language.numerals"} & set(
        units
    ) == set()


# -- what is new -------------------------------------------------------------------------------------------------------


def test_a_text_that_is_not_there_is_begun(trip: Trip) -> None:
    """A unit of a text that the language does not have yet begins it, as the command does; without one nothing is."""
    uzbek = Trip(trip.site, "uz")
    assert {unit.translation for unit in uzbek.units().values()} == {""}
    assert uzbek.plan(uzbek.entries()).files == {}
    planned = uzbek.plan(
        uzbek.edited(
            {
                FACTS_UNIT: uzbek.units()[FACTS_UNIT].original.replace("The library holds", "Kutubxonada"),
                TITLE: 'Kutubxona: "katta"',
                "interface/notes.heading": "Manbalar",
            }
        )
    )
    begun = {path.relative_to(trip.site.root).as_posix() for path in planned.begun}
    assert begun == {"content/uz/explainers/library.md", "theme/translations/uz.json"}
    uzbek.write(planned)
    text = trip.site.read("content/uz/explainers/library.md")
    assert 'title: "Kutubxona: \\"katta\\""\n' in text
    assert "\nKutubxonada [5,043](fact:holds) books" in text
    assert "rejoinder translate done library uz -->" in text
    assert json.loads(trip.site.read("theme/translations/uz.json")).keys() == {"language.direction", "notes.heading"}


def test_a_field_that_is_not_there_is_put_in_its_place(trip: Trip) -> None:
    """A field that only the original has is written after the one it follows there."""
    trip.site.write(EXPLAINER_PATH, edit(EXPLAINER, "audience:", "content-note: Tells of a closure.\naudience:"))
    trip.write(trip.plan(trip.edited({"explainers/library/content-note": "О закрытии: прямо"})))
    assert (
        '  У неё [три](#who-comes) круга читателей и [5043](fact:holds) книги.\ncontent-note: "О закрытии: прямо"\naudience:'
        in trip.site.read(RU_PATH)
    )


def test_a_language_of_shared_words_is_put_beside_the_others(trip: Trip) -> None:
    """A line for the language goes into the mapping, in the order of LANGUAGES, in either style of YAML."""
    wanted = {
        "evidence/facts/lends.statement": "В 2025 году, впервые",
        "talking-points/empty-library/real-harm": "Закрыли.",
    }
    trip.write(trip.plan(trip.edited(wanted)))
    assert '{en: In 2025 the library lent 3.5 million books., ru: "В 2025 году, впервые"}' in trip.site.read(FACTS_PATH)
    assert "real-harm:\n  en: A smaller library was closed.\n  ru: Закрыли.\nwhy-answer:" in trip.site.read(POINT_PATH)
    arabic = Trip(trip.site, "ar")
    arabic.write(arabic.plan(arabic.edited({"evidence/facts/opened.statement": "افتتحت المكتبة"})))
    assert "      в мае 1931 года.\n    ar: افتتحت المكتبة\n\n  figures:" in trip.site.read(FACTS_PATH)


@pytest.mark.parametrize("command", ["begin", "import"])
def test_a_text_that_is_begun_anew_is_not_done(trip: Trip, command: str) -> None:
    """The record of a file that was deleted says nothing of the one that is begun in its place; other records stay."""
    site = trip.site
    site.write(RU_PATH, edit(RU, "Ask when they were last there", "Спросите"))
    site.write("content/ru/pages/about.md", ABOUT.replace("Every figure leads to its source", "Всё проверено"))
    assert site.run("rejoinder", "translate", "done", "--all", "ru").code == 0
    records = site.read("content/ru/translated.yaml")
    site.write(RU_PATH, None)
    if command == "begin":
        ran = site.run("rejoinder", "translate", "library", "ru")
    else:
        site.write(
            "ru.po",
            trip.exported().replace(
                b'lends three and a half million books a year"\nmsgstr ""',
                b'lends three and a half million books a year"\nmsgstr "x"',
            ),
        )
        ran = site.run("rejoinder", "translate", "import", "ru.po")
    assert ran.code == 0, ran.said
    start, end = records.index("explainers/library:"), records.index("pages/about:")
    assert site.read("content/ru/translated.yaml") == records[:start] + records[end:]
    assert trip.units()[FACTS_UNIT].translation == ""


# -- fuzzy -------------------------------------------------------------------------------------------------------------


def test_what_changed_since_is_fuzzy(trip: Trip) -> None:
    """A part whose original was reworded, and a paragraph that states an old figure, are marked; nothing else."""
    trip.site.write(
        "content/ru/explainers/library.md",
        edit(
            RU, "Ask when they were last there, [in their own words](lang:ru).", "Спросите, [своими словами](lang:ru)."
        ),
    )
    assert trip.site.run("rejoinder", "translate", "done", "--all", "ru").code == 0
    assert not any(unit.fuzzy for unit in trip.units().values())
    trip.site.write(
        EXPLAINER_PATH,
        edit(EXPLAINER, "Children, students", "Families, students")
        .replace("lends three and", "lent three and")
        .replace("5,043](fact:holds) books and", "5,044](fact:holds) books and"),
    )
    facts = (
        trip.site.read(FACTS_PATH)
        .replace("value: 5043", "value: 5044")
        .replace("opened in May", "opened its doors in May")
    )
    trip.site.write(FACTS_PATH, facts)
    assert [address for address, unit in trip.units().items() if unit.fuzzy] == [
        TITLE,
        "explainers/library/glance",
        FACTS_UNIT,
        "explainers/library/people/heading",
        "explainers/library/people/1",
        "explainers/library/people/2",
        "evidence/facts/opened.statement",
    ]
    planned = trip.plan(trip.edited({TITLE: "Другое", "explainers/library/help/heading": "## Куда {.help}"}))
    assert planned.fuzzy == [TITLE]
    assert [change.unit.address for change in planned.changes["explainers/library"]] == [
        "explainers/library/help/heading"
    ]
    planned = trip.plan(trip.edited({TITLE: "Другое"}), fuzzy=True)
    assert [change.text for change in planned.changes["explainers/library"]] == ["Другое"]


# -- refusals ----------------------------------------------------------------------------------------------------------

GLANCE = "Люди ходят.\n\nУ неё [три](#who-comes) круга и [5043](fact:holds) книги."
REFUSALS = {
    "citation lost": (FACTS_UNIT, "[5043](fact:holds) и [12](fact:holds#shelves).", "it lacks [@report]"),
    "citation added": (
        FACTS_UNIT,
        "[5043](fact:holds) и [12](fact:holds#shelves) [@report; @paper].",
        "it adds [@paper]",
    ),
    "citation renamed": ("explainers/library/instead/1", "- Полки [@held].\n- Выдачи [@lends].", "it lacks [@holds]"),
    "figure lost": (FACTS_UNIT, "5043 и [12](fact:holds#shelves) [@report].", "it lacks (fact:holds)"),
    "figure renamed": (
        FACTS_UNIT,
        "[5043](fact:holds) и [12](fact:holds#rooms) [@report].",
        "it lacks (fact:holds#shelves)",
    ),
    "component added": ("explainers/library/people/1", "![](claim:empty)", "it adds ![](claim:empty)"),
    "two paragraphs": (
        "explainers/library/people/1",
        "Дети.\n\nСтуденты.",
        "it is 2 times a paragraph, the original is a paragraph",
    ),
    "list": ("explainers/library/people/1", "- Дети\n- студенты", "it is a list, the original is a paragraph"),
    "no list": (
        "explainers/library/instead/1",
        "Полки [@holds], выдачи [@lends].",
        "it is a paragraph, the original is a list",
    ),
    "heading level": (
        "explainers/library/people/heading",
        "### Кто {.people #who-comes}",
        "it is a heading 3 .people, the original is a heading 2 .people",
    ),
    "role lost": (
        "explainers/library/people/heading",
        "## Кто {#who-comes}",
        "it is a heading 2, the original is a heading 2 .people",
    ),
    "id lost": ("explainers/library/people/heading", "## Кто {.people}", "it lacks {#who-comes}"),
    "heading lost": (
        "explainers/library/real-harm/all",
        "Закрыли.",
        "it is without a heading, the original is a heading 2 .real-harm",
    ),
    "comment": ("explainers/library/people/1", "Дети <!-- студенты", "it opens a comment"),
    "glance as a list": (
        "explainers/library/glance",
        GLANCE + "\n\n- и",
        "it is a list, a paragraph, the original is a paragraph",
    ),
    "answer in two": ("explainers/library/answer", "Да.\n\nНа полках [@holds; @lends].", "it is 2 times a paragraph"),
    "two lines": (TITLE, "Одна\nи другая", "it has more than one line"),
    "hidden character": (TITLE, "Одна\u2028другая", "it holds a hidden character (U+2028)"),
    "far too long": (TITLE, "[" * 5000, "it has 5,000 characters, the original 55"),
    "escape": (TITLE, "Одна\x1b[31m", "it holds a hidden character (U+001B)"),
    "label field lost": ("interface/site.title", "{page}", "{site} is missing"),
    "label field added": ("interface/site.title", "{page} {site} {x}", "nothing fills in {x}"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals(trip: Trip, name: str) -> None:
    """What a translation must keep is named when it is lost; each refusal says what to do, and nothing else is refused."""
    address, text, said = REFUSALS[name]
    planned = trip.plan(trip.edited({address: text, "interface/notes.heading": "Ноты"}))
    assert {refusal.address for refusal in planned.refused} == {address}
    assert said in "; ".join(refusal.message for refusal in planned.refused)
    assert all(refusal.cure and refusal.line for refusal in planned.refused)
    assert list(planned.changes) == ["interface"]


def test_a_text_that_would_be_read_as_something_else(trip: Trip) -> None:
    """A paragraph that is fine by itself and becomes part of its neighbour in the file is refused, and only it."""
    trip.site.write(RU_PATH, edit(RU, "Дети, студенты и пенсионеры.\n\n> Я", "Дети, студенты и пенсионеры.\n> Я"))
    address = "explainers/library/people/2"
    assert trip.units()[address].translation.startswith("> Я")
    tricky = "> Я прихожу [@paper].\n>\n> — кто-то"
    planned = trip.plan(trip.edited({address: tricky, "explainers/library/people/1": "```\nДети"}))
    assert [refusal.address for refusal in planned.refused] == ["explainers/library/people/1"]
    assert [change.unit.address for change in planned.changes["explainers/library"]] == [address]


def test_an_original_that_changed_since(trip: Trip) -> None:
    """A unit whose original says something else now is refused with what it says; untouched ones are no matter."""
    entries = trip.edited({TITLE: "Новое", "interface/notes.heading": "Ноты"})
    trip.site.write(
        EXPLAINER_PATH,
        edit(
            edit(EXPLAINER, "The library lends three", "The library lent three"),
            "Children, students",
            "Families, students",
        ),
    )
    planned = trip.plan(entries)
    [refusal] = planned.refused
    assert refusal.address == TITLE
    assert "says now: “The library lent three and a half million books a year”" in refusal.message
    assert list(planned.changes) == ["interface"]


def test_a_translation_that_changed_here_too(trip: Trip) -> None:
    """What somebody else changed since the export is never overwritten: not by an old text, nor by a new one."""
    entries = trip.edited({FACTS_UNIT: trip.units()[FACTS_UNIT].present + " Да."})
    trip.site.write(RU_PATH, edit(edit(RU, "В библиотеке [5043]", "В ней [5043]"), "Дети, студенты", "Дети, студентки"))
    planned = trip.plan(entries)
    assert planned.files == {}
    [refusal] = planned.refused
    assert (refusal.address, "was changed here as well" in refusal.message) == (FACTS_UNIT, True)


def test_a_tool_that_drops_comments(trip: Trip) -> None:
    """Without the note of what was exported the text of the catalogue counts."""
    entries = [replace(entry, exported="") for entry in trip.edited({TITLE: "Новое"})]
    planned = trip.plan(entries)
    assert [change.text for changes in planned.changes.values() for change in changes] == ["Новое"]


@pytest.mark.parametrize(
    "address", ["explainers/library/fact/1", "../../etc/passwd", "explainers/../../x/title", "C:\\x", "", "x" * 100_000]
)
def test_unknown_addresses(trip: Trip, address: str) -> None:
    """An address is looked up and never used as a path; the nearest one is offered."""
    planned = trip.plan([replace(trip.entries()[0], address=address, translation="Новое")])
    [refusal] = planned.refused
    assert refusal.message == "there is no such unit"
    assert ("Did you mean “explainers/library/facts/1”?" in refusal.cure) == (address == "explainers/library/fact/1")
    assert planned.files == {}


def test_a_unit_that_stands_twice(trip: Trip) -> None:
    """Two translations of one unit are refused: nobody knows which is meant."""
    first = trip.edited({TITLE: "Новое"})[0]
    planned = trip.plan([first, replace(first, translation="Иное")])
    assert {refusal.message for refusal in planned.refused} == {"it stands 2 times in the catalogue"}


def test_no_link_leads_out_of_the_site(trip: Trip, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that is a link to somewhere else is not written to."""
    other = tmp_path_factory.mktemp("other")
    (trip.site.root / "content/ar").symlink_to(other, target_is_directory=True)
    arabic = Trip(trip.site, "ar")
    planned = arabic.plan(arabic.edited({TITLE: "عنوان"}))
    assert planned.files == {}
    assert "outside the site" in planned.refused[0].message


# -- catalogues of others ----------------------------------------------------------------------------------------------

HEADER = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def test_a_catalogue_by_poedit(trip: Trip) -> None:
    """Wrapped lines, its own header, comments of translators, earlier originals and obsolete units are read."""
    catalogue = (
        "\ufeff# SOME TITLE.\r\n#, fuzzy\r\n"
        'msgid ""\r\nmsgstr ""\r\n"Project-Id-Version: x\\n"\r\n"POT-Creation-Date: \\n"\r\n"PO-Revision-Date: \\n"\r\n'
        '"Last-Translator: A <a@b.example>\\n"\r\n"Language: ru_RU\\n"\r\n"MIME-Version: 1.0\\n"\r\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\r\n"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\r\n'
        '"X-Generator: Poedit 3.4\\n"\r\n"X-Poedit-Bookmarks: 1,-1\\n"\r\n\r\n'
        "# A translator's remark\r\n#. What it is\r\n#: content/en/explainers/library.md:5 \u2068a b.md\u2069:3\r\n"
        '#, fuzzy, no-wrap\r\n#| msgctxt "old"\r\n#| msgid "Old \\"one\\""\r\nmsgctxt ""\r\n"explainers/library/"\r\n"title"\r\n'
        'msgid ""\r\n"The library lends "\r\n"three"\r\nmsgstr ""\r\n"Библиотека \\"выдаёт\\"\\n"\r\n"три\\t\\\\"\r\n\r\n'
        '#~| msgid "gone before"\r\n#~ msgctxt "gone"\r\n#~ msgid "Gone"\r\n#~ msgstr "Нет"\r\n'
    )
    tag, entries = po.read(catalogue.encode(), "ru.po")
    assert tag == "ru-RU"
    assert [(e.address, e.original, e.translation, e.fuzzy) for e in entries] == [
        (TITLE, "The library lends three", 'Библиотека "выдаёт"\nтри\t\\', True)
    ]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_reads_the_catalogue(trip: Trip, tmp_path: Path) -> None:
    """GNU gettext itself finds no fault with a catalogue, percent signs and all, and reads the same texts from it."""
    trip.site.write(EXPLAINER_PATH, edit(EXPLAINER, "three and a half million books a", "50 % des books {x} a"))
    trip.write(trip.plan(trip.edited({TITLE: '100 % de %s {x} %(a)d \\ "', "interface/notes.heading": "5 % d"})))
    for tag in ("ru", "ar"):
        path = tmp_path / f"{tag}.po"
        path.write_bytes(Trip(trip.site, tag).exported())
        ran = subprocess.run(
            ["msgfmt", "--check", "-o", str(tmp_path / "x.mo"), str(path)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
    import gettext

    with (tmp_path / "x.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    unit = Trip(trip.site, "ar").units()["evidence/facts/holds.statement"]
    assert read.pgettext(unit.address, unit.original) == unit.translation != ""


UNREADABLE = {
    "bytes": (b"\xff\xfe\x00m", "ru.po:1: this is not UTF-8"),
    "latin": (HEADER.encode() + 'msgid "é"'.encode("latin-1"), "ru.po:6: this is not UTF-8"),
    "charset": (HEADER.replace("UTF-8", "KOI8-R").encode(), "the header says that this is KOI8-R"),
    "empty": (b"", "the header names no language"),
    "no language": (HEADER.replace("Language: ru", "Language: ").encode(), "the header names no language"),
    "a path": (HEADER.replace("Language: ru", "Language: ../../ru").encode(), "(“Language: ../../ru”)"),
    "something else": (b"<html>\n", "ru.po:1: “<html>” is no line of a gettext catalogue"),
    "open quotation": (f'{HEADER}msgid "a\nmsgstr "b"\n'.encode(), "ru.po:6: “msgid \"a” is no line"),
    "unknown escape": (f'{HEADER}msgid "a"\nmsgstr "\\x1b"\n'.encode(), "ru.po:7:"),
    "no msgid": (f'{HEADER}msgstr "b"\nmsgstr "c"\n'.encode(), "ru.po:6: msgstr stands after msgstr"),
    "text first": (b'"a"\n', "ru.po:1: a text stands before the first msgid"),
    "cut off": (f'{HEADER}msgctxt "a"\nmsgid "b"\n'.encode(), "the file ends in the middle of a unit"),
    "plurals": (f'{HEADER}msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n'.encode(), "ru.po:7: a unit with plural forms"),
    "isolate": (f'{HEADER}#: \u2068a\nmsgid "a"\nmsgstr ""\n'.encode(), "ru.po:6:"),
    "huge": (b"#" * (po.MAX_BYTES + 1), "at most 20,000,000 are read"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_catalogue(name: str) -> None:
    """A file that is none of ours ends with a message that says where and why."""
    data, said = UNREADABLE[name]
    with pytest.raises(SettingError) as caught:
        po.read(data, "ru.po")
    assert said in str(caught.value)


#: What catalogues are made of, in any order.
PIECES = [
    "msgid ",
    "msgstr ",
    "msgctxt ",
    '"a"',
    '"\\n"',
    "\n",
    "#~ ",
    "#, fuzzy",
    "#: ",
    "#| ",
    "\r",
    "\u2028",
    "\u2068",
]


@given(
    data=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: (HEADER + text).encode("utf-8", "replace"))
    | st.lists(st.sampled_from(PIECES)).map(lambda parts: (HEADER + "".join(parts)).encode())
)
@settings(max_examples=200, deadline=None)
def test_no_catalogue_is_more_than_an_error(data: bytes) -> None:
    """Whatever a file holds, it is read or refused."""
    with contextlib.suppress(SettingError):
        assert po.read(data, "x.po")[0] == "ru"


# -- the commands ------------------------------------------------------------------------------------------------------


def test_the_commands(trip: Trip) -> None:
    """Export says what is in the file, import what it changes and what to do next; a dry run writes nothing."""
    site = trip.site
    ran = site.run("rejoinder", "translate", "export", "ru", "library", "evidence/facts")
    assert ran.code == 0, ran.said
    assert re.fullmatch(
        r"ru\.po: \d+ units, 2 to translate, 0 whose original changed since \(fuzzy\)\.\nWhen .*: rejoinder translate import ru\.po\n",
        ran.stdout,
    )
    ran = site.run("rejoinder", "translate", "export", "ru")
    assert (ran.code, "ru.po is there already" in ran.stderr) == (2, True)
    before = trip.files()
    site.write("ru.po", site.read("ru.po").replace("Дети, студенты и пенсионеры.", "Дети\\nи студенты."))
    ran = site.run("rejoinder", "translate", "import", "ru.po", "--dry-run")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "content/ru/explainers/library.md: 1 unit\n  explainers/library/people/1\n"
        "    - Дети, студенты и пенсионеры.\n    + Дети\n    + и студенты.\nNothing was written.\n"
    )
    assert trip.files() == before
    ran = site.run("rejoinder", "translate", "import", "ru.po")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "content/ru/explainers/library.md: 1 unit\nWritten: 1 unit in 1 file.\nNext: rejoinder check\n"
        "When a text is translated whole: rejoinder translate done library ru\n"
    )
    assert site.read(RU_PATH) == edit(RU, "Дети, студенты и пенсионеры.", "Дети\nи студенты.")
    ran = site.run("rejoinder", "translate", "import", "ru.po")
    assert (ran.code, ran.stdout) == (0, "Nothing to write.\n")


def test_a_refusal_stops_everything(trip: Trip) -> None:
    """With one refused unit nothing is written and the exit status is 1; with --partial the others are."""
    site = trip.site
    assert site.run("rejoinder", "translate", "export", "ru", "-o", "out/x.po").code == 0
    text = site.read("out/x.po").replace("Дети, студенты и пенсионеры.", "Дети").replace("полок ", "полок\x1b[31m ")
    site.write("out/x.po", text)
    before = trip.files()
    ran = site.run("rejoinder", "translate", "import", "out/x.po")
    assert ran.code == 1
    line = text[: text.index('msgctxt "explainers/library/facts/1"')].count("\n") + 2
    assert (
        f"out/x.po:{line}: refused: explainers/library/facts/1\n    it holds a hidden character (U+001B). Delete it.\n"
        in ran.stdout
    )
    assert "1 refused, so nothing was written." in ran.stderr
    assert "\x1b" not in ran.said
    assert trip.files() == before
    ran = site.run("rejoinder", "translate", "import", "out/x.po", "--partial")
    assert ran.code == 0
    assert "Written: 1 unit in 1 file." in ran.stdout
    assert "Дети\n" in site.read(RU_PATH)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "xx"), "“xx” is not a language that CLDR knows"),
        (("export", "en"), "Everything is written in “en”"),
        (("export", "ru", "libary"), "There is nothing to translate called “libary”. Did you mean “library”?"),
        (("import", "none.po"), "There is no file none.po."),
        (("import", "pelicanconf.py"), "is no line of a gettext catalogue"),
    ],
)
def test_wrong_arguments(trip: Trip, arguments: tuple[str, ...], said: str) -> None:
    """A wrong argument is told with the cure, exit status 2."""
    ran = trip.site.run("rejoinder", "translate", *arguments)
    assert (ran.code, said in ran.stderr) == (2, True), ran.said


def test_a_disk_that_refuses(trip: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written is named, with what was written before it, and none is half written."""
    from click.testing import CliRunner
    from rejoinder.cli import exchange

    def full(path: Path, text: str) -> None:
        if path.name == "facts.yaml":
            raise OSError(28, "No space left on device")
        path.write_bytes(text.encode())

    site = trip.site
    assert site.run("rejoinder", "translate", "export", "ru").code == 0
    site.write(
        "ru.po",
        site.read("ru.po")
        .replace("Дети, студенты и пенсионеры.", "Дети")
        .replace("В библиотеке 5043 книги.", "5043 книги."),
    )
    monkeypatch.setattr(exchange, "write_whole", full)
    monkeypatch.chdir(site.root)
    result = CliRunner().invoke(exchange.import_, ["ru.po"])
    assert str(result.exception) == (
        "content/evidence/facts.yaml cannot be written: No space left on device. "
        "Written before: content/ru/explainers/library.md."
    )


def test_an_interface_text_still_in_the_making(trip: Trip) -> None:
    """A language whose interface text lacks keys or forms can be exported: that is when it is needed."""
    entries = json.loads(trip.site.read("theme/translations/ru.json"))
    del entries["notes.heading"]
    del entries["explainer.notes"]["text"]["few"]
    trip.site.write("theme/translations/ru.json", json.dumps(entries, ensure_ascii=False))
    units = trip.units()
    assert units["interface/notes.heading"].translation == ""
    assert units["interface/explainer.notes|few"].translation == ""
    assert units[FACTS_UNIT].translation
    trip.write(
        trip.plan(trip.edited({"interface/notes.heading": "Ноты", "interface/explainer.notes|few": "{count} ноты"}))
    )
    assert trip.units()["interface/explainer.notes|few"].translation == "{count} ноты"


def test_a_faulty_text_is_left_out_and_told(trip: Trip) -> None:
    """A file that cannot be read is named; the others are exported."""
    trip.site.write(RU_PATH, "no front matter\n")
    ran = trip.site.run("rejoinder", "translate", "export", "ru")
    assert ran.code == 0
    assert ran.stderr == f"  left out: {RU_PATH} has errors. Run “rejoinder check” and mend them first.\n"
    assert 'msgctxt "pages/about/title"' in trip.site.read("ru.po")
    assert 'msgctxt "explainers/' not in trip.site.read("ru.po")
