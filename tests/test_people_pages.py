"""People on pages: who stands where, on which day, in which language; what is left when they are cut out; the page of people.

Everybody here is invented.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args

import audit
import pytest
from bs4 import BeautifulSoup, Tag
from reference import composer_of
from rejoinder.core.consent import Consent, Format
from rejoinder.core.cutting import cut_person, lines
from rejoinder.core.language import load_all
from rejoinder.core.people import Person
from rejoinder.core.testimony import GROUPS, Portraits, people_in, shown
from sites import (
    ABOUT,
    FACTS,
    FACTS_PATH,
    NOTES,
    NOTES_PATH,
    POINT,
    POINT_PATH,
    SOURCES,
    SOURCES_PATH,
    THEME,
    edit,
    settings,
    tiny,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sites import Ran, Site

TAGS = ("en", "ru", "ar")
#: Nothing that begins like these may reach an output, a log or a message.
PRIVATE = ("MARKID", "MARKCONDITION", "MARKHELD", "MARKFOLDER")

WORDS = {
    "en": "I carried the small chairs out first, because nobody else would think of the small chairs.",
    "ru": "Сначала я вынесла маленькие стулья, потому что о маленьких стульях никто больше не подумал бы.",
    "ar": "حملتُ الكراسي الصغيرة أولًا لأن أحدًا لن يفكر في الكراسي الصغيرة غيري.",
}
SPEECH = {
    "en": "A town that closes its smallest rooms forgets who learned to read in them.",
    "ru": "Город, который закрывает самые маленькие комнаты, забывает, кто учился в них читать.",
    "ar": "المدينة التي تغلق أصغر غرفها تنسى من تعلّم القراءة فيها ذات يوم.",
}
HELPED = {
    "en": "The caretaker says that he kept the door open for an hour after closing time.",
    "ru": "Сторож рассказывает, что ещё час после закрытия держал дверь открытой.",
    "ar": "يقول الحارس إنه أبقى الباب مفتوحًا ساعة كاملة بعد موعد الإغلاق.",
}
NAME = {"en": "Vera Sample", "ru": "Вера Образцова", "ar": "فيرا نموذجي"}
LOST = {"en": "Ilya Placeholder", "ru": "Илья Заглушкин", "ar": "إيليا بديلان"}


def consent(basis: str, **changes: str) -> dict[str, str]:
    """The consent of a record, its private fields marked."""
    values = {
        "id": "MARKID-7", "basis": basis, "languages": "[en, ru, ar]", "formats": "[web]", "obtained": "2026-03-01",
        "conditions": "MARKCONDITION told to nobody", "form-held-by": "MARKHELD keeper",
    }  # fmt: skip
    return values | {name.replace("_", "-"): value for name, value in changes.items()}


def record(agreed: dict[str, str], **fields: object) -> str:
    """A record in YAML."""
    plain = {name.replace("_", "-"): value for name, value in fields.items()}
    text = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in plain.items())
    return text + "consent:\n" + "".join(f"  {name}: {value}\n" for name, value in agreed.items())


def reader(**changes: str) -> str:
    """Somebody known by role whose quoted words were given to us."""
    return record(
        consent("given-to-us", **({"expires": "2026-11-30"} | changes)),
        kind="testimony", identify="role-only", harmed=True,
        role={"en": "a reader of the branch", "ru": "читательница филиала", "ar": "قارئة في الفرع"},
        words=WORDS, quoted=True, language="ru",
        translated_by={"en": "an editor of this site", "ru": "никто", "ar": "محرر في هذا الموقع"},
        place={"en": "Lower Town", "ru": "Нижний Город", "ar": "البلدة السفلى"}, date="2026-02-01",
        community={"en": "Readers of the branch", "ru": "Читатели филиала", "ar": "قراء الفرع"},
        content_note={"en": "Describes a loss.", "ru": "О потере.", "ar": "عن خسارة."}, source="paper",
    )  # fmt: skip


def speaker(**changes: str) -> str:
    """Somebody known by name who spoke in public, in a speech that bears her name."""
    return record(
        consent("public-by-choice", **changes),
        kind="public-statement", identify="full-name", advocate=True, name=NAME,
        role={"en": "head of the readers' union", "ru": "глава союза читателей", "ar": "رئيسة اتحاد القراء"},
        words=SPEECH, quoted=True, language="en",
        translated_by={"ru": "редактор сайта", "ar": "محرر في هذا الموقع"},
        place={"en": "Lower Town", "ru": "Нижний Город", "ar": "البلدة السفلى"}, date="2026-02-20", source="speech",
    )  # fmt: skip


def helper(**changes: str) -> str:
    """Somebody who helped, in our own words."""
    return record(
        consent("public-record", **changes),
        kind="testimony", identify="role-only", helped=True,
        role={"en": "a caretaker", "ru": "сторож", "ar": "حارس"}, words=HELPED, quoted=False, source="paper",
        place={"en": "Upper Town", "ru": "Верхний Город", "ar": "البلدة العليا"}, date="2026-02-01",
    )  # fmt: skip


def lost(**changes: str) -> str:
    """Somebody who is remembered, without words."""
    return record(
        consent("public-record", **changes),
        kind="remembrance", identify="full-name", harmed=True, name=LOST,
        role={"en": "a teacher", "ru": "учитель", "ar": "معلّم"}, source="report",
        place={"en": "Lower Town", "ru": "Нижний Город", "ar": "البلدة السفلى"}, date="2026-02-01", died="2026-02-03",
    )  # fmt: skip


CONSENT = edit(edit(ABOUT, "About this site", "Consent"), "Who makes this site, and how.", "What you can ask for.")
ROLES = ("facts", "people", "claim", "technique", "instead", "real-harm", "conversation", "help")


def explainer(tag: str, *placed: str) -> str:
    """A text that any language may pretend to be written in, with people in its people section."""
    front = (
        f"---\ntalking-point: empty-library\npublished: 2026-11-20\nupdated: 2026-11-22\ntitle: 5043 ({tag})\n"
        f"answer: 5043 books on 12 shelves, in {tag} [@holds; @spoke].\nglance: |\n  5043 [@holds].\n"
        "audience: [families]\nreview:\n  status: draft\nreview-by: 2027-05-01\ncorrections: []\n---\n"
    )
    people = "\n\n".join(f"![](testimony:{person})" for person in placed)
    inside = {"claim": "![](claim:empty)", "people": f"5043 [@paper].\n\n{people}\n\n5043."}
    return front + "".join(f"\n## {role} {{.{role}}}\n\n{inside.get(role, '5043 [@opened].')}\n" for role in ROLES)


def several(**people: str) -> dict[str, str | None]:
    """The files of a site in three languages, with records under `p_17` and the like, all placed in its explainer."""
    records = {name.replace("_", "-"): text for name, text in people.items()}
    point = POINT
    for words in (
        "Nobody is said to use the library any more.",
        "Its own counts and those of a newspaper show the opposite.",
    ):
        point = edit(point, f"      en: {words}\n", "".join(f"      {tag}: {words}\n" for tag in TAGS))
    sources = json.loads(SOURCES)
    sources.append(
        {
            "id": "speech", "type": "speech", "title": "Vera Sample’s address to the town council", "language": "en",
            "publisher": "Town council", "author": [{"literal": "Vera Sample"}],
            "issued": {"date-parts": [[2026, 2, 20]]}, "URL": "https://council.example/vera-sample-address",
        }
    )  # fmt: skip
    fact = """
spoke:
  statement:
    en: Vera Sample spoke to the town council.
    ru: Вера Образцова выступила перед городским советом.
  sources: [speech, report]
  passage:
    text: The council heard Vera Sample in February.
    language: en
    source: speech
"""
    return {
        "pelicanconf.py": settings(LANGUAGES=repr(list(TAGS)), THEME=repr(str(THEME))),
        POINT_PATH: point,
        FACTS_PATH: FACTS + fact,
        SOURCES_PATH: json.dumps(sources),
        NOTES_PATH: NOTES + "\nspeech: {kind: un, link: true}\n",
        **{f"content/{tag}/explainers/library.md": explainer(tag, *records) for tag in TAGS},
        "content/en/pages/consent.md": CONSENT + "\n## About you {#about-you}\n\nWrite to us.\n",
        "content/ru/pages/consent.md": CONSENT,
        **{f"content/people/{name}.yaml": text for name, text in records.items()},
    }


EVERYBODY = {"p_17": reader, "p_18": speaker, "p_19": helper, "p_20": lost}
IDS = ("p-17", "p-18", "p-19", "p-20")


def everybody(**changes: str) -> dict[str, str | None]:
    """The site with all four people; `changes` are made to the consent of each."""
    return several(**{name: make(**changes) for name, make in EVERYBODY.items()})


def build(site: Site, day: date, *arguments: str) -> Ran:
    """Build for a day."""
    epoch = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    ran = site.build(*arguments, warm=True, SOURCE_DATE_EPOCH=str(epoch))
    assert ran.code == 0, ran.said
    return ran


def soup(site: Site, own: str) -> BeautifulSoup:
    """A page."""
    return BeautifulSoup(site.read(f"output/{own}"), "html.parser")


def bare(text: str) -> str:
    """Letters and digits alone, in lower case, between single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def everything_of(person: str) -> set[str]:
    """The name of somebody and every five words of theirs, bare, in every language."""
    said = {"p-17": (WORDS, {}), "p-18": (SPEECH, NAME), "p-19": (HELPED, {}), "p-20": ({}, LOST)}[person]
    found = {bare(name) for name in said[1].values()}
    for words in said[0].values():
        each = bare(words).split()
        found |= {" ".join(each[at : at + 5]) for at in range(len(each) - 4)}
    return found


def traces(text: str, *people: str) -> list[str]:
    """What of some people stands in a file: the id anywhere in it, names and words in its text and attributes."""
    plain = f" {bare(text)} {bare(BeautifulSoup(text, 'html.parser').get_text(' '))} "
    found = [trace for person in people for trace in sorted(everything_of(person)) if f" {trace} " in plain]
    return found + [person for person in people if person in text]


def files(folder: Path) -> dict[str, str]:
    """Every file of a folder as text."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def where(site: Site, person: str) -> set[str]:
    """The files that hold a trace of somebody."""
    return {own for own, text in files(site.output).items() if own != "release.json" and traces(text, person)}


def said_to_show(site: Site, person: str) -> set[str]:
    """The files that show somebody by the manifest."""
    entries = json.loads(site.manifest())["files"]
    return {own for own, entry in entries.items() if person in entry.get("shows", {}).get("people", ())}


def pages_of(*tags: str) -> set[str]:
    """The two pages of each language that show a person."""
    return {f"{tag}/{name}.html" for tag in tags for name in ("library", "people")}


# -- who is shown, when, in which language and format ------------------------------------------------------------------

OBTAINED, EXPIRES, WITHDRAWN = date(2026, 3, 1), date(2026, 11, 30), date(2026, 9, 1)
DAY = timedelta(days=1)
#: Days around each boundary, and whether somebody who agreed is shown on them; then the same for who withdrew.
BOUNDARIES = [
    (OBTAINED - DAY, "", False),
    (OBTAINED, "", True),
    (EXPIRES, "", True),
    (EXPIRES + DAY, "", False),
    (WITHDRAWN - DAY, "2026-09-01", True),
    (WITHDRAWN, "2026-09-01", False),
    (EXPIRES + DAY, "2026-09-01", False),
]


@pytest.mark.parametrize(("day", "withdrawn", "holds"), BOUNDARIES)
@pytest.mark.parametrize("language", [*TAGS, "fr"])
@pytest.mark.parametrize("format_", get_args(Format))
def test_one_place_decides(day: date, withdrawn: str, holds: bool, language: str, format_: Format) -> None:
    """Every page and every format asks the same: the day, the language, the form, and whether words are there in it."""
    agreed = Consent.model_validate(
        {
            "id": "c", "basis": "given-to-us", "languages": ["en", "fr", "ru"], "formats": ["web", "audio"],
            "obtained": str(OBTAINED), "expires": str(EXPIRES), "withdrawn": withdrawn or None,
        }
    )  # fmt: skip
    person = Person(
        kind="testimony", identify="role-only", role={"en": "a reader", "ru": "читатель", "ar": "قارئ"},
        words=WORDS, quoted=False, harmed=True, consent=agreed,
    )  # fmt: skip
    expected = holds and language in ("en", "ru") and format_ in ("web", "audio")
    assert shown(person, language, format_, day) is expected


@pytest.fixture(scope="module")
def through_time(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One site that is built day after day, each time on top of the last."""
    return tiny(tmp_path_factory.mktemp("time"))


@pytest.mark.parametrize("languages", [["en", "ar"], ["ru"], ["en", "ru", "ar"]], ids="-".join)
@pytest.mark.parametrize(("day", "withdrawn", "holds"), BOUNDARIES)
def test_each_day_and_language(
    day: date, withdrawn: str, holds: bool, languages: list[str], through_time: Site, tmp_path: Path
) -> None:
    """Words, name and id stand on exactly the pages that consent covers on the day, in no other file, old ones included.

    The site is built again and again in one folder, so that whatever a build remembers is put to the test; a build
    that remembers nothing makes the same bytes, and no trace was left for the last look before publishing to find.
    """
    changes = {"languages": f"[{', '.join(languages)}]", "expires": str(EXPIRES), "withdrawn": withdrawn}
    for path, text in everybody(**changes).items():
        through_time.write(path, text or "")
    ran = build(through_time, day)
    covered = pages_of(*languages) if holds else set()
    for person in ("p-17", "p-19", "p-20"):
        assert where(through_time, person) == said_to_show(through_time, person) == covered
    ended = day > EXPIRES or bool(withdrawn and day >= WITHDRAWN)
    # A speech has its speaker's name whoever agreed to what; once consent has ended, not even that is left.
    assert said_to_show(through_time, "p-18") >= covered
    assert {
        own for own in where(through_time, "p-18") if "person-p-18" in through_time.read(f"output/{own}")
    } == covered
    assert not ended or not where(through_time, "p-18")
    assert "trace-" not in ran.said
    for tag in TAGS:
        text = soup(through_time, f"{tag}/library.html")
        assert len(text.select(".testimony")) == (4 if holds and tag in languages else 0)
        assert [line.get_text() for line in text.select(".absent")] == ([lines()[tag]] if ended else [])
        assert not soup(through_time, f"{tag}/people.html").select(".absent")
    fresh = shutil.copytree(
        through_time.root, tmp_path / "fresh", ignore=shutil.ignore_patterns("output", ".rejoinder")
    )
    other = type(through_time)(fresh)
    build(other, day, "--fresh")
    assert through_time.tree() == other.tree()


def test_a_boundary_renders_what_it_touches(tmp_path: Path) -> None:
    """A day on which no consent begins or ends renders nothing; the day after a last day renders the pages it shows on."""
    site = tiny(tmp_path, everybody(expires="2026-11-30"))
    build(site, EXPIRES - DAY)
    inode = {own: (site.output / own).stat().st_ino for own in files(site.output) if own.endswith(".html")}

    def rendered() -> set[str]:
        return {own for own, number in inode.items() if (site.output / own).stat().st_ino != number}

    build(site, EXPIRES)
    assert rendered() == set()
    build(site, EXPIRES + DAY)
    assert (
        pages_of(*TAGS)
        <= rendered()
        <= pages_of(*TAGS) | {f"{tag}/{name}.html" for tag in TAGS for name in ("index", "sources")}
    )


@pytest.mark.parametrize("line", [True, False])
def test_the_line_is_a_setting(line: bool, tmp_path: Path) -> None:
    """Where somebody stood whose consent has ended there is one line, or nothing; never their place in the page."""
    files_ = everybody(expires="2026-11-30")
    files_["pelicanconf.py"] = settings(LANGUAGES=repr(list(TAGS)), THEME=repr(str(THEME)), WITHDRAWN_LINE=repr(line))
    site = tiny(tmp_path, files_)
    build(site, EXPIRES + DAY)
    page = soup(site, "en/library.html")
    assert len(page.select("p.absent")) == (1 if line else 0)
    assert not page.find(id=re.compile("^person-"))
    assert not page.find(attrs={"data-person": True})


def test_the_line_is_that_of_a_withdrawal() -> None:
    """What a build leaves where somebody stood is what cutting leaves in a published page."""
    for tag, line in lines().items():
        assert load_all(THEME / "translations", [tag])[tag].text("person.absent") == line


def test_one_form_is_no_consent_to_another(tmp_path: Path) -> None:
    """Who agreed to print alone stands nowhere on the web; nor does who is not translated, and neither leaves a line."""
    untranslated = reader().replace(json.dumps(WORDS["ar"], ensure_ascii=False), '""').replace(', "ar": ""', "")
    site = tiny(tmp_path, several(p_17=untranslated, p_19=helper(formats="[print, dataset]")))
    build(site, OBTAINED)
    assert where(site, "p-19") == set()
    assert where(site, "p-17") == said_to_show(site, "p-17") == pages_of("en", "ru")
    assert not soup(site, "ar/library.html").select(".absent")


# -- private fields ----------------------------------------------------------------------------------------------------


def test_private_fields_reach_nothing(tmp_path: Path) -> None:
    """No output, message or memory of a build holds the id of a consent, a condition, who holds the form, or the folder."""
    private = tmp_path / "private"
    private.mkdir()
    (private / "p-17.yaml").write_text("name: MARKFOLDER Person\nwords: MARKFOLDER what was never published\n", "utf-8")
    site = tiny(tmp_path / "site", everybody(expires="2026-11-30"))
    site.write("pelicanconf.py", site.read("pelicanconf.py") + f"PRIVATE = {str(private)!r}\n")
    said = ""
    for day in (OBTAINED - DAY, OBTAINED, EXPIRES + DAY):
        said += build(site, day).said + site.check("--format", "json", warm=True).said
        kept = files(site.output) | files(site.root / ".rejoinder")
        assert [(own, marker) for own, text in kept.items() for marker in PRIVATE if marker in text] == []
    assert not any(marker in said for marker in PRIVATE)


def test_a_build_remembers_nobody(tmp_path: Path) -> None:
    """What builds keep for the next one holds no words and no name of anybody."""
    site = tiny(tmp_path, several(p_17=reader(), p_20=lost()))
    build(site, OBTAINED)
    build(site, OBTAINED - DAY)
    kept = files(site.root / ".rejoinder")
    assert kept
    found = {
        own: [trace for person in ("p-17", "p-20") for trace in everything_of(person) if trace in bare(text)]
        for own, text in kept.items()
    }
    assert {own: some for own, some in found.items() if some} == {}


# -- what can be cut ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that shows everybody in every language."""
    site = tiny(tmp_path_factory.mktemp("full"), everybody())
    build(site, OBTAINED)
    return site


def test_nothing_of_a_person_stands_outside_their_elements(full: Site) -> None:
    """Without every element that bears an id, no page holds a name, five words or an id of anybody."""
    for own, text in files(full.output).items():
        if own.endswith(".html"):
            page = BeautifulSoup(text, "html.parser")
            for element in page.select("[data-person]"):
                element.decompose()
            assert traces(str(page), *IDS) == [], own


@pytest.mark.parametrize("person", IDS)
def test_one_person_is_cut_and_the_others_stay(person: str, full: Site, tmp_path: Path) -> None:
    """Cutting one person out of the published bytes leaves the others, no trace, and no link that leads nowhere."""
    others = [other for other in IDS if other != person]
    shutil.copytree(full.output, tmp_path, dirs_exist_ok=True)
    for own, text in files(tmp_path).items():
        if own.endswith(".html"):
            rest = cut_person(text.encode(), person, line=False).decode()
            (tmp_path / own).write_text(rest, "utf-8")
            assert traces(rest, person) == [], own
            assert [trace for trace in traces(text, *others) if trace not in traces(rest, *others)] == [], own
    assert list(audit.links(tmp_path)) == []
    assert list(audit.identifiers(tmp_path)) == []


def test_the_manifest_names_whom_each_page_shows(full: Site) -> None:
    """Exactly the ids that the page's own elements bear."""
    entries = json.loads(full.manifest())["files"]
    for own, entry in entries.items():
        if own.endswith(".html"):
            marked = {one for tag in soup(full, own).select("[data-person]") for one in str(tag["data-person"]).split()}
            assert set(entry.get("shows", {}).get("people", ())) == marked, own
    assert set(entries["en/people.html"]["shows"]["people"]) == set(IDS)
    assert entries["en/sources.html"]["shows"]["people"] == ["p-18"]


def test_a_source_that_bears_a_name_is_marked(full: Site) -> None:
    """Title, author and address of such a source go with the person; publisher and day stay. So do facts that name her."""
    entry = soup(full, "en/sources.html").find(id="speech")
    assert isinstance(entry, Tag)
    assert "Vera Sample" in entry.get_text()
    for element in entry.select("[data-person~=p-18]"):
        element.decompose()
    assert "Town council , 20 February 2026 ." in audit.prose(entry)
    assert not re.search(r"vera|sample", str(entry), re.IGNORECASE)


def test_a_source_of_somebody_who_is_gone_names_nobody(tmp_path: Path) -> None:
    """Once consent has ended, such a source is listed by its publisher and day, and a fact that names them is not."""
    site = tiny(tmp_path, everybody(withdrawn="2026-09-01"))
    ran = build(site, WITHDRAWN)
    entry = soup(site, "en/sources.html").find(id="speech")
    assert isinstance(entry, Tag)
    assert audit.prose(entry).startswith("Town council , 20 February 2026 .")
    assert not re.search(r"vera|sample", "".join(files(site.output).values()), re.IGNORECASE)
    assert "trace-" not in ran.said


# -- a person ------------------------------------------------------------------------------------------------------------


def figure(site: Site, person: str, own: str = "en/library.html") -> Tag:
    """The one element of a page that is somebody's place."""
    found = soup(site, own).find(id=f"person-{person}")
    assert isinstance(found, Tag)
    assert found["data-person"] == person
    return found


def test_a_quotation_is_marked_as_one(full: Site) -> None:
    """Her own words stand in a quotation with its language; who translated them is said, but not of the original."""
    for tag in TAGS:
        said = figure(full, "p-17", f"{tag}/library.html")
        assert said.blockquote is not None
        assert (said.blockquote["lang"], said.blockquote["dir"]) == (tag, "rtl" if tag == "ar" else "ltr")
        opening, closing = ("“", "”") if tag == "en" else ("«", "»")
        assert audit.prose(said.blockquote) == f"{opening}{WORDS[tag]}{closing}"
    assert "Translated by an editor of this site" in figure(full, "p-17").get_text()
    assert "Перевод" not in figure(full, "p-17", "ru/library.html").get_text()


def test_a_paraphrase_is_no_quotation(full: Site) -> None:
    """What is told in our words stands in a paragraph."""
    told = figure(full, "p-19")
    assert told.blockquote is None
    assert told.p is not None
    assert told.p.get_text() == HELPED["en"]


def test_who_it_is_where_and_when(full: Site) -> None:
    """A name only where it was agreed to, the role, then place and day; the source is a note of the page."""
    caption = figure(full, "p-18").figcaption
    assert caption is not None
    assert audit.prose(caption).startswith("Vera Sample , head of the readers' union")
    assert "Lower Town, 20 February 2026" in audit.prose(caption)
    assert audit.prose(figure(full, "p-17").figcaption).startswith("A reader of the branch")  # type: ignore[arg-type]
    mark = caption.select_one("sup.note-mark a")
    assert mark is not None
    note = soup(full, "en/library.html").find(id=str(mark["href"])[1:])
    assert isinstance(note, Tag)
    assert "Town council" in note.get_text()


def test_a_changed_name_is_said_to_be_one(tmp_path: Path) -> None:
    """Nobody takes a pseudonym for a name."""
    changed = speaker().replace('"full-name"', '"pseudonym"')
    _, composer = composer_of(tiny(tmp_path, several(p_18=changed)).root / "pelicanconf.py")
    view: Any = composer.compose("en/people.html").view
    assert [person.pseudonym for group in view.groups for person in group.people] == [True]


def test_a_content_note_leads_past_the_words(full: Site) -> None:
    """The note stands before the words, and its link behind everything of the person."""
    said = figure(full, "p-17")
    note = said.select_one(".content-note")
    assert note is not None
    assert audit.prose(note) == "Describes a loss. Skip this passage"
    assert note.a is not None
    end = said.find(id=str(note.a["href"])[1:])
    assert end is not None
    assert not end.find_all_next(string=lambda text: said in text.parents and bool(text.strip()))


def test_the_door_stands_beside_everybody(full: Site, tmp_path: Path) -> None:
    """The link leads to the place that says what can be asked for; to the page where the place is missing or untranslated."""
    for tag, href in (("en", "consent.html#about-you"), ("ru", "consent.html"), ("ar", "consent.html")):
        for own in pages_of(tag):
            doors = [a["href"] for a in soup(full, own).select(".testimony .door a")]
            assert doors == [href] * 4, own
    without = several(p_17=reader())
    site = tiny(tmp_path, {path: text for path, text in without.items() if not path.endswith("consent.md")})
    build(site, OBTAINED)
    assert not soup(site, "en/library.html").select(".door")


def test_a_person_has_one_place_on_a_page() -> None:
    """A second mention bears the person's id for cutting, and no id of its own."""
    languages = load_all(THEME / "translations", ["en"])

    class Nothing:
        settings = type("S", (), {"today": OBTAINED})
        evidence = type("E", (), {"sources": {}})
        people = {"p-17": Person.model_validate({
            "kind": "testimony", "identify": "role-only", "role": {"en": "a reader"}, "words": WORDS, "quoted": False,
            "harmed": True,
            "consent": {"id": "c", "basis": "public-record", "languages": "all", "formats": ["web"], "obtained": "2026-01-01"},
        })}  # fmt: skip

    portraits = Portraits(Nothing(), languages["en"])  # type: ignore[arg-type]
    first, second = (portraits.portrait("p-17", None, "", anchored=place) for place in (True, False))  # type: ignore[arg-type]
    assert (first.anchor, second.anchor) == ("person-p-17", "")
    assert people_in((second, first)) == ("p-17",)


# -- the page of people --------------------------------------------------------------------------------------------------


def test_the_page_begins_with_those_harmed_and_those_who_helped(full: Site) -> None:
    """Then advocates, then those who are remembered; places and communities last. Nobody stands in two groups."""
    sections = soup(full, "en/people.html").select("main section[id]")
    assert [section["id"] for section in sections] == [
        "harmed", "helped", "advocate", "remembered", "by-place", "by-community",
    ]  # fmt: skip
    people = [[str(one["data-person"]) for one in section.select(".testimony")] for section in sections]
    assert people == [["p-17"], ["p-19"], ["p-18"], ["p-20"], [], []]
    assert GROUPS[:2] == ("harmed", "helped")


def test_remembrance_is_a_name_a_role_a_place_and_days(full: Site) -> None:
    """And nothing else: no words of ours, no picture, no number."""
    found = figure(full, "p-20", "en/people.html")
    days = "Lower Town, 1 February 2026 Died on 3 February 2026"
    assert audit.prose(found).startswith("Ilya Placeholder , a teacher")
    assert days in audit.prose(found)
    assert not found.find_all(["img", "svg", "p", "blockquote"])


def test_people_are_found_by_place_and_community(full: Site) -> None:
    """Each place leads to the people there, on this page; a place of one person goes with that person."""
    page = soup(full, "en/people.html")
    index = page.find(id="by-place")
    assert isinstance(index, Tag)
    places = {str(h3.get_text()): h3.parent for h3 in index.find_all("h3") if h3.parent}
    assert list(places) == ["Lower Town", "Upper Town"]
    assert [a["href"] for a in places["Lower Town"].find_all("a")] == ["#person-p-18", "#person-p-17", "#person-p-20"]
    assert places["Upper Town"]["data-person"] == "p-19"
    assert [li["data-person"] for li in places["Lower Town"].find_all("li")] == ["p-18", "p-17", "p-20"]
    assert [a.get_text() for a in places["Lower Town"].find_all("a")] == [
        "Vera Sample", "A reader of the branch", "Ilya Placeholder",
    ]  # fmt: skip


def test_each_person_leads_to_the_explainers(full: Site) -> None:
    """To the very place where the explainer shows them."""
    for tag in TAGS:
        links = figure(full, "p-18", f"{tag}/people.html").find_all("a", href="library.html#person-p-18")
        assert len(links) == 1


def test_the_page_is_one_click_from_home(full: Site) -> None:
    """It is in the menu of every page, at the same address in every language, and its versions name each other."""
    for own, page in audit.pages(full.output).items():
        menu = [str(a["href"]) for a in page.select("header nav a")]
        assert any(href.endswith("people.html") for href in menu), own
    for tag in TAGS:
        page = soup(full, f"{tag}/people.html")
        versions = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[rel=alternate]")}
        assert versions == {
            **{other: f"https://tiny.example/{other}/people.html" for other in TAGS},
            "x-default": "https://tiny.example/en/people.html",
        }
        current = page.select_one("header nav [aria-current=page]")
        assert current is not None
        assert current["href"] == "people.html"
        assert "people.html" in [a["href"] for a in soup(full, f"{tag}/index.html").select("main a")]


def test_a_page_without_people_says_so(tmp_path: Path) -> None:
    """Nobody at all: one sentence, and no word about people on the first page. Nobody in a group: its own line."""
    site = tiny(tmp_path, several(p_18=speaker(languages="[en]")))
    build(site, OBTAINED)
    empty = soup(site, "ru/people.html")
    assert not empty.select("main section, main nav")
    assert audit.prose(empty.main).endswith("только до тех пор, пока это так.")  # type: ignore[arg-type]
    assert "people.html" not in [a["href"] for a in soup(site, "ru/index.html").select("main a")]
    page = soup(site, "en/people.html")
    assert [section["id"] for section in page.select("main section[id]")] == [
        "harmed",
        "helped",
        "advocate",
        "by-place",
    ]
    assert [section.select_one(".missing") is not None for section in page.select("main section[id]")][:3] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("check", audit.CHECKS, ids=lambda check: check.__name__)
def test_audit(check: Callable[[Path], Iterator[str]], full: Site) -> None:
    """Nothing that the audit looks for is on a site with people."""
    assert list(check(full.output)) == []


def test_the_address_is_taken(tmp_path: Path) -> None:
    """A text that would stand where the page of people stands is refused."""
    site = tiny(tmp_path, {"content/en/pages/people.md": ABOUT})
    assert [finding.rule for finding in site.review() if finding.severity == "error"] == ["duplicate-address"]


def test_a_tiny_site_needs_nobody(tmp_path: Path) -> None:
    """Without any record the page is there and says that nobody is shown."""
    site = tiny(tmp_path)
    assert site.build(warm=True).code == 0
    assert "Nobody is shown here at present" in soup(site, "en/people.html").get_text()


def test_people_of_one_role_are_told_apart(tmp_path: Path) -> None:
    """Where two in a place have the same role, their links say how their words begin; not past a content note."""
    quiet = record(
        consent("public-record"), kind="testimony", identify="role-only", harmed=True, words=SPEECH, quoted=False,
        role={"en": "a reader of the branch", "ru": "читательница филиала", "ar": "قارئة في الفرع"}, source="paper",
        place={"en": "Lower Town", "ru": "Нижний Город", "ar": "البلدة السفلى"},
    )  # fmt: skip
    site = tiny(tmp_path, several(p_17=reader(), p_21=quiet, p_20=lost()))
    build(site, OBTAINED)
    entries = [audit.prose(li) for li in soup(site, "en/people.html").select("#by-place li")]
    assert sorted(entries) == [
        "A reader of the branch", "A reader of the branch A town that closes its smallest…", "Ilya Placeholder",
    ]  # fmt: skip
