"""People and consent: what may be shown where and when, what is refused, and that no message ever quotes a record."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rejoinder.cli import new
from rejoinder.core.consent import Basis, Consent, Format
from rejoinder.core.fields import read as read_yaml
from rejoinder.core.people import FOLDER, STANDINGS, Identify, Kind, Person, Sensitivity, read, schema, written
from rejoinder.core.report import FORMATS
from sites import ABOUT, ABOUT_PATH, EXPLAINER_PATH, PERSON, PERSON_PATH, REPO, Site, edit, placed, tiny
from sites import settings as settings_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
TAGS = st.sampled_from(["en", "ru", "ar", "pt-BR"])
#: What a record may hold in any language: no line ends, which YAML folds.
TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40).filter(str.strip)


def consent(**changes: Any) -> Consent:
    """Consent to English on the web in 2026, with some fields changed."""
    values = {"id": "c-1", "basis": "given-to-us", "languages": ["en"], "formats": ["web"], "obtained": "2026-01-01"}
    return Consent.model_validate({**values, "expires": "2026-12-31", **changes})


def person(**changes: Any) -> Person:
    """A reader whom consent covers in English, with some fields changed."""
    reading = read(PERSON.encode(), PERSON_PATH)
    assert reading.person is not None
    return reading.person.model_copy(update=changes)


# -- the law of covering -----------------------------------------------------------------------------------------------


@given(
    languages=st.lists(TAGS, min_size=1),
    everywhere=st.booleans(),
    formats=st.lists(st.sampled_from(get_args(Format)), min_size=1),
    obtained=DAYS,
    expires=st.none() | DAYS,
    withdrawn=st.none() | DAYS,
    language=TAGS,
    format_=st.sampled_from(get_args(Format)),
    day=DAYS,
)
def test_covers(
    languages: list[str],
    everywhere: bool,
    formats: list[str],
    obtained: date,
    expires: date | None,
    withdrawn: date | None,
    language: str,
    format_: Format,
    day: date,
) -> None:
    """Consent covers a use exactly when it has begun, has not ended, was not withdrawn, and names language and format."""
    agreed = consent(
        languages="all" if everywhere else languages, formats=formats,
        obtained=obtained, expires=expires, withdrawn=withdrawn,
    )  # fmt: skip
    expected = all(
        [
            obtained <= day,
            expires is None or day <= expires,
            withdrawn is None or day < withdrawn,
            everywhere or language in languages,
            format_ in formats,
        ]
    )
    assert agreed.covers(language, format_, day) is expected
    assert (agreed.refusal(language, format_, day) is None) is expected
    assert not (expected and agreed.ended(day))


@given(st.none() | DAYS, DAYS, DAYS)
def test_a_withdrawal_is_for_good(expires: date | None, withdrawn: date, day: date) -> None:
    """From the day of a withdrawal on nothing is covered, whatever the other days say."""
    agreed = consent(obtained="2020-01-01", expires=expires, withdrawn=withdrawn)
    if day >= withdrawn:
        assert agreed.refusal("en", "web", day) == "withdrawn"
        assert agreed.ended(day)


#: Every boundary of consent from 2026-01-01 to 2026-12-31: the day, the change, and the refusal.
BOUNDARIES = [
    ("the day before", date(2025, 12, 31), {}, "not-yet"),
    ("the first day", date(2026, 1, 1), {}, None),
    ("the last day", date(2026, 12, 31), {}, None),
    ("the day after the last", date(2027, 1, 1), {}, "expired"),
    ("long after, without an end", date(2099, 1, 1), {"expires": ""}, None),
    ("the day before a withdrawal", date(2026, 5, 31), {"withdrawn": "2026-06-01"}, None),
    ("the day of a withdrawal", date(2026, 6, 1), {"withdrawn": "2026-06-01"}, "withdrawn"),
    ("the day after a withdrawal", date(2026, 6, 2), {"withdrawn": "2026-06-01"}, "withdrawn"),
    ("withdrawn before it began", date(2026, 3, 1), {"withdrawn": "2025-12-01"}, "withdrawn"),
    ("withdrawn after it ended", date(2027, 3, 1), {"withdrawn": "2027-02-01"}, "withdrawn"),
    ("nothing withdrawn", date(2026, 6, 1), {"withdrawn": ""}, None),
]


@pytest.mark.parametrize("language", ["en", "EN", "ru", "en-GB"])
@pytest.mark.parametrize("format_", get_args(Format))
@pytest.mark.parametrize(
    ("day", "changes", "refusal"), [row[1:] for row in BOUNDARIES], ids=[row[0] for row in BOUNDARIES]
)
def test_each_boundary(day: date, changes: dict[str, str], refusal: str | None, format_: Format, language: str) -> None:
    """Around every boundary, for each language and format, the answer and its reason are the ones that are promised."""
    expected = refusal or ("language" if language.lower() != "en" else "format" if format_ != "web" else None)
    assert consent(**changes).refusal(language, format_, day) == expected


def test_the_longest_term() -> None:
    """Two years to the day; from the 29th of February to the 28th."""
    assert consent(obtained="2026-11-24").longest == date(2028, 11, 24)
    assert consent(obtained="2024-02-29").longest == date(2026, 2, 28)
    assert consent(obtained="9999-01-01").longest == date(9999, 1, 28)


@pytest.mark.parametrize(
    ("changes", "language", "expected"),
    [
        ({}, "en", None),
        ({}, "ru", "language"),
        ({"role": {"ru": "читатель"}}, "en", "untranslated"),
        ({"words": {"ru": "Слова."}}, "en", "untranslated"),
        ({"words": {}}, "en", None),
        ({"words": {}, "role": {"ru": "читатель"}}, "en", "untranslated"),
    ],
)
def test_who_stands_on_a_page(changes: dict[str, Any], language: str, expected: str | None) -> None:
    """Somebody is shown where consent covers the page and their role and words are there in its language."""
    assert person(**changes).absence(language, "web", TODAY) == expected


# -- reading -----------------------------------------------------------------------------------------------------------


def test_a_record() -> None:
    """A record is read whole, and nothing is wrong with it."""
    reading = read(PERSON.encode(), PERSON_PATH)
    assert reading.findings == []
    assert reading.person is not None
    assert (reading.person.standing, reading.person.minor, reading.person.withdrew) == (("harmed",), False, False)


@pytest.mark.parametrize("standing", STANDINGS)
def test_how_somebody_stands(standing: str) -> None:
    """Each way of standing to an event is enough."""
    reading = read(edit(PERSON, "harmed: true", f"{standing}: true").encode(), PERSON_PATH)
    assert reading.findings == []
    assert reading.person is not None
    assert reading.person.standing == (standing,)


FAULTY = {
    "a field too many": ("kind: testimony", "kind: testimony\ncause: none"),
    "a kind that is none": ("kind: testimony", "kind: gone"),
    "no role": ("role:\n  en: a reader of the smaller library\n", ""),
    "no words": ("words:\n  en: I learned to read between those two windows.\n", ""),
    "a consent that is half deleted": ("  basis: given-to-us\n  languages: [en]\n  formats: [web]\n", ""),
    "no last day": ("  expires: 2027-01-01\n", ""),
    "an alias": ("harmed: true", "harmed: *true"),
    "a field twice": ("harmed: true", "harmed: true\nharmed: true"),
}


@pytest.mark.parametrize("withdrawn", ["2026-11-24", "2031-01-01", "yes", "today", "[2026]"])
@pytest.mark.parametrize("fault", FAULTY)
def test_nothing_delays_a_withdrawal(fault: str, withdrawn: str) -> None:
    """A record that says withdrawn, in whatever words, has no errors; with faults in it nothing is ever shown."""
    text = edit(edit(PERSON, *FAULTY[fault]), "withdrawn:", f"withdrawn: {withdrawn}")
    reading = read(text.encode(), PERSON_PATH)
    assert {finding.severity for finding in reading.findings} <= {"warning"}
    assert reading.person is not None
    assert reading.person.withdrew
    if not withdrawn.startswith("20"):
        assert reading.person.absence("en", "web", TODAY) == "withdrawn"


def test_what_can_be_read_of_somebody_who_withdrew() -> None:
    """Of a faulty record the words are kept, so that they can be looked for everywhere."""
    text = edit(edit(PERSON, "withdrawn:", "withdrawn: 2026-11-24"), "kind: testimony", "kind: gone")
    reading = read(text.encode(), PERSON_PATH)
    assert reading.person is not None
    assert reading.person.words == {"en": "I learned to read between those two windows."}
    assert reading.person.consent.ended(date(2020, 1, 1))


@given(st.binary(max_size=300))
@example(b"consent: {withdrawn: x}")
@example(b"consent: [withdrawn]")
@example(b"[]")
@example(b"")
def test_any_bytes(data: bytes) -> None:
    """Whatever a file holds, it is read or refused; nothing is raised."""
    reading = read(data, PERSON_PATH)
    assert reading.findings or reading.person


@given(
    st.dictionaries(TAGS, TEXTS, min_size=1),
    st.dictionaries(TAGS, TEXTS),
    st.lists(st.sampled_from(get_args(Sensitivity)), unique=True),
    st.booleans(),
)
def test_what_is_written_is_read(
    role: dict[str, str], words: dict[str, str], sensitivity: list[str], quoted: bool
) -> None:
    """A record that is written holds, read again, the same values."""
    values = {"role": role, "words": words, "sensitivity": sensitivity, "quoted": quoted, "source": "", "died": None}
    fields = read_yaml(written(values))
    assert fields.problems == []
    folded = {name: {tag: " ".join(text.split()) for tag, text in values[name].items()} for name in ("role", "words")}
    expected = {**folded, "sensitivity": sensitivity, "quoted": str(quoted).lower()}
    assert fields.value == {name: value for name, value in expected.items() if value not in ({}, [])}


# -- the schema --------------------------------------------------------------------------------------------------------


def test_the_schema_is_fresh() -> None:
    """`docs/person.schema.json` is what `rejoinder new person --schema` prints."""
    assert (REPO / "docs/person.schema.json").read_text("utf-8") == json.dumps(
        schema(), ensure_ascii=False, indent=2
    ) + "\n"


def test_every_field_is_described() -> None:
    """Every field of a record and of its consent tells an editor what it holds."""
    Draft202012Validator.check_schema(schema())
    for model in (schema(), schema()["$defs"]["Consent"]):
        for name, field in model["properties"].items():
            described = field.get("description") or schema()["$defs"].get(
                field.get("$ref", "").rpartition("/")[2], {}
            ).get("description")
            assert described, name


def as_editors_read(text: str) -> Any:
    """A record as an editor's tool reads it: by YAML 1.2, flags and empty values as such."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        if isinstance(value, list):
            return [plain(part) for part in value]
        return {"true": True, "false": False, "": None}.get(value, value)

    return plain(read_yaml(text).value)


@pytest.mark.parametrize(
    ("old", "new", "valid"),
    [
        ("kind: testimony", "kind: testimony", True),
        ("languages: [en]", "languages: all", True),
        ("kind: testimony", "kind: testimonial", False),
        ("harmed: true", "harmed: perhaps", False),
        ("event: closing", "events: closing", False),
        ("identify: role-only\n", "identify: role-only\nname:\n  en: Ada\n", False),
        ("identify: role-only\n", "identify: pseudonym\nsensitivity: [minor]\nname:\n  en: Ada\n", False),
        ("  expires: 2027-01-01\n", "", False),
        ("languages: [en]", "languages: english", False),
        ("formats: [web]", "formats: []", False),
    ],
)
def test_the_schema_and_the_review_agree(old: str, new: str, valid: bool) -> None:
    """What the schema accepts the review accepts, and the other way round."""
    text = edit(PERSON, old, new)
    assert Draft202012Validator(schema()).is_valid(as_editors_read(text)) is valid
    assert (read(text.encode(), PERSON_PATH).findings == []) is valid


# -- what nobody but the editors may read -------------------------------------------------------------------------------

MARK = "Zqmarker"


def marked(field: str) -> str:
    """The record with a mark in a private field."""
    if field == "id":
        return edit(PERSON, "id: c-17", f"id: {MARK}")
    return edit(PERSON, "  withdrawn:", f"  {field}: {MARK}\n  withdrawn:")


PRIVATE = ("id", "conditions", "form-held-by")


@pytest.mark.parametrize("field", PRIVATE)
@pytest.mark.parametrize(
    "show", [repr, str, lambda p: p.model_dump_json(), lambda p: str(p.model_dump()), lambda p: str(vars(p.consent))]
)
def test_a_person_shows_nothing_private(field: str, show: Callable[[Person], str]) -> None:
    """However a person is printed, copied or logged, the private fields are not in it."""
    reading = read(marked(field).encode(), PERSON_PATH)
    assert reading.findings == []
    assert reading.person is not None
    assert MARK not in show(reading.person)
    assert MARK not in repr(reading.person.consent)
    assert field.replace("-", "_") not in reading.person.model_dump()["consent"]


#: Everything that can be wrong in a line of a record, around a mark.
WRONG = ("{0}", "'{0}", '"{0}', "*{0}", "&{0} x", "!{0} x", "[{0}]", "{{{0}: x}}", "{0}: {0}: {0}", "\t{0}", "|\n {0}", "- {0}", "{0}\n{0}: {0}", "<<: {0}", "%{0}", "@{0}", "`{0}")  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_no_message_quotes_a_record(wrong: str) -> None:
    """Whatever is wrong with whatever field, its value and unknown names of fields are in no message."""
    lines = PERSON.splitlines()
    for index, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        key = line.partition(":")[0]
        for put in (
            f"{key}: {wrong.format(MARK)}",
            f"{line}\n{indent}{wrong.format(MARK)}",
            f"{line}\n{indent}{MARK}: x",
        ):
            text = "\n".join([*lines[:index], put, *lines[index + 1 :]]) + "\n"
            for finding in read(text.encode(), PERSON_PATH).findings:
                assert MARK not in f"{finding.message} {finding.help}", put


@given(
    st.lists(
        st.sampled_from([*PERSON.splitlines(), *(f"  {mark}" for mark in WRONG), *WRONG, f"{MARK}:", f"  {MARK}: y"]),
        max_size=20,
    )
)
@settings(max_examples=200)
def test_no_message_quotes_what_is_left_of_a_record(lines: list[str]) -> None:
    """Nor where lines are lost, doubled and out of order."""
    for finding in read("\n".join(line.replace("{0}", MARK) for line in lines).encode(), PERSON_PATH).findings:
        assert MARK not in f"{finding.message} {finding.help}"


@pytest.mark.parametrize(
    "fault", ["", "kind: gone", "withdrawn: 2026-11-24", "withdrawn: yes", "conditions: [x", "expires: 2026-01-02"]
)
def test_nothing_private_leaves_the_site(fault: str, tmp_path: Path) -> None:
    """No report, no log and no published file holds a private field, nor does what is remembered between builds."""
    text = edit(PERSON, "id: c-17", f"id: {MARK}1")
    text = edit(text, "  withdrawn:\n", f"  conditions: {MARK}2\n  form-held-by: {MARK}3\n  withdrawn:\n")
    key = fault.partition(":")[0]
    if fault:
        text = "\n".join(
            line[: len(line) - len(line.lstrip())] + (f"{fault} {MARK}" if "[" in fault else fault) if line.strip().startswith(f"{key}:") else line
            for line in text.splitlines()
        ) + "\n"  # fmt: skip
    site = tiny(tmp_path, {PERSON_PATH: text, EXPLAINER_PATH: placed("p-17"), ABOUT_PATH: ABOUT})
    for shape in FORMATS:
        assert MARK not in site.check("--format", shape, warm=True).said
    assert MARK not in site.build(warm=True).said
    assert MARK not in site.build("--fresh", warm=True).said
    assert MARK not in site.run("rejoinder", "status", warm=True).said
    for folder in ("output", ".rejoinder"):
        for path in (site.root / folder).rglob("*"):
            assert MARK.encode() not in (path.read_bytes() if path.is_file() else b""), path
            assert MARK not in path.name


# -- the private folder ------------------------------------------------------------------------------------------------


def test_the_private_folder_lies_outside_the_repository(tmp_path: Path) -> None:
    """Beside the site is well; above it, inside the repository that holds the site, is not."""
    from rejoinder.core.errors import SettingError
    from rejoinder.core.settings import from_values

    root = tmp_path / "repository" / "site"
    for name in ("content", "theme"):
        (root / name).mkdir(parents=True)
    values = {"SITENAME": "Tiny", "LANGUAGES": ["en"]}
    assert from_values(values, root).private is None
    assert from_values({**values, "PRIVATE": "../../private"}, root).private == tmp_path / "private"
    assert from_values({**values, "PRIVATE": "../private"}, root).private == tmp_path / "repository/private"
    (tmp_path / "repository/.git").mkdir()
    with pytest.raises(SettingError, match=r"lies inside the repository"):
        from_values({**values, "PRIVATE": "../private"}, root)
    (tmp_path / "shortcut").symlink_to(root / "content")
    with pytest.raises(SettingError, match=r"is PATH"):
        from_values({**values, "PRIVATE": "../../shortcut"}, root)
    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match=r"is not a folder"):
        from_values({**values, "PRIVATE": "../../file"}, root)


# -- rejoinder new person ----------------------------------------------------------------------------------------------

GIVEN = {
    "--id": "p-1", "--kind": "testimony", "--basis": "given-to-us", "--identify": "role-only", "--role": "en=a reader",
    "--standing": "harmed", "--words": "en=I learned to read there.", "--quoted": None, "--language": "en",
    "--languages": "en, ru", "--format": "web", "--obtained": "2026-11-24", "--expires": "2027-11-24",
}  # fmt: skip


def new_person(site: Site, **changes: str | None) -> tuple[int, str]:
    """Run `rejoinder new person` with every answer as an option; exit status and everything it said."""
    options = {**GIVEN, **{f"--{name.replace('_', '-')}": value for name, value in changes.items()}}
    words = [
        word for name, value in options.items() if value != "" for word in ((name,) if value is None else (name, value))
    ]
    ran = site.run("rejoinder", "new", "person", *words, warm=True)
    return ran.code, ran.said


def test_a_new_person(tmp_path: Path) -> None:
    """The record is faultless, and what only a person can do is said."""
    site = tiny(tmp_path / "site", {"pelicanconf.py": settings_file(PRIVATE='"../private"')})
    code, said = new_person(site, form_held_by=f"the {MARK} desk")
    assert code == 0, said
    assert "content/people/p-1.yaml: written." in said
    assert "signed form" in said
    assert str(tmp_path / "private") in said
    assert "Ask again before 2027-11-24" in said
    assert MARK not in said
    assert f"form-held-by: the {MARK} desk" in site.read("content/people/p-1.yaml")
    assert site.review() == ()
    code, said = new_person(site)
    assert code == 2
    assert "is there already. Nothing was written" in said


def test_a_child_needs_two_answers(tmp_path: Path) -> None:
    """What is left to people names the guardian where a child is recorded."""
    code, said = new_person(tiny(tmp_path), minor=None)
    assert code == 0, said
    assert "the guardian's yes and the child's own" in said


def test_a_new_person_gets_ids_of_chance(valid: Site, tmp_path: Path) -> None:
    """Without ids they are made of chance, and say nothing of the person."""
    site = tiny(tmp_path)
    assert new_person(site, id="")[0] == 0
    assert new_person(site, id="")[0] == 0
    first, second = sorted((site.root / "content" / FOLDER).iterdir())
    assert first.name != second.name
    assert first.name.startswith("p-")


REFUSED = {
    "a name of a minor": ({"minor": None, "name": f"en={MARK}"}, "No name is written"),
    "a name of somebody with the sensitivity of a minor": (
        {"sensitivity": "minor", "name": f"en={MARK}"},
        "No name is written",
    ),
    "a minor with a pseudonym": ({"minor": None, "identify": "pseudonym"}, "role-only"),
    "a name of somebody shown by role": ({"name": f"en={MARK}"}, "belongs in the private folder"),
    "no last day": ({"expires": ""}, "expires"),
    "a term too long": ({"expires": "2030-01-01"}, "2028-11-24 at the latest"),
    "public without a source": ({"basis": "public-by-choice"}, "“source” is missing"),
    "an unknown source": ({"basis": "public-by-choice", "source": "papers"}, "Did you mean “paper”?"),
    "an id that is none": ({"id": "Ada Reader"}, "cannot become the id"),
    "nothing": (dict.fromkeys((name[2:].replace("-", "_") for name in GIVEN), ""), "“role” is missing"),
    "a role in no language": ({"role": MARK}, "expected a language tag"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_new_person_is_refused(name: str, tmp_path: Path) -> None:
    """What the review would refuse is not written, the reason is said, and no name is repeated."""
    changes, reason = REFUSED[name]
    site = tiny(tmp_path)
    code, said = new_person(site, **changes)
    assert code == 2, said
    assert reason in said
    assert MARK not in said
    assert not (site.root / "content" / FOLDER).exists()


def guided(monkeypatch: pytest.MonkeyPatch, site: Site, *answers: str) -> tuple[int, str]:
    """Answer the questions, one line each; exit status and everything that was said."""
    monkeypatch.setattr(new, "_on_a_terminal", lambda: True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    ran = CliRunner().invoke(
        new.command, ["person", "-s", str(site.root / "pelicanconf.py")], input="\n".join(answers) + "\n"
    )
    said = "" if ran.exception is None or isinstance(ran.exception, SystemExit) else str(ran.exception)
    return ran.exit_code, ran.output + said


def test_the_questions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The questions come in the order of the decisions, each answer is explained, and the record is faultless."""
    site = tiny(tmp_path)
    code, said = guided(
        monkeypatch, site, "testimony", "given-to-us", "y", "n", "first-name", "a reader", "Ada", "harmed, relative", "bereaved",
        "closing-of-the-branch", "2025-05-01", "the branch", "I learned to read there.", "y", "en", "", "en", "web, print", "", "2027-11-24",
        "the librarian", "p-9",
    )  # fmt: skip
    assert code == 0, said
    record = site.read("content/people/p-9.yaml")
    for line in (
        "identify: first-name",
        "  en: Ada",
        "harmed: true",
        "relative: true",
        "sensitivity: [bereaved]",
        "  obtained: 2026-11-24",
        "  formats: [web, print]",
    ):
        assert f"{line}\n" in record
    assert site.review() == ()
    asked = ["What is it?", "On what does it rest?", "said yes?", "under 18", "How far", "without a name", "what is shown", "stand to what", "agreed to", "Last day", "Id of the record"]  # fmt: skip
    places = [said.lower().find(question.lower()) for question in asked]
    assert -1 not in places
    assert places[:6] == sorted(places[:6])
    assert all(
        meaning in said
        for meanings in (new._KINDS, new._BASES, new._IDENTIFY, new._STANDINGS, new._FORMATS)
        for meaning in meanings.values()
    )


def test_the_questions_know_every_answer() -> None:
    """Every value of a record that is chosen from a list is explained."""
    explained = (new._KINDS, Kind), (new._BASES, Basis), (new._IDENTIFY, Identify), (new._FORMATS, Format)
    assert all(set(meanings) == set(get_args(kind)) for meanings, kind in explained)
    assert set(new._STANDINGS) == set(STANDINGS)
    assert {*new._SENSITIVE, "minor"} == set(get_args(Sensitivity))


def test_the_questions_begin_with_consent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever has not been asked is asked first: nothing more is wanted, and nothing is written."""
    site = tiny(tmp_path)
    code, said = guided(monkeypatch, site, "testimony", "given-to-us", "n")
    assert code == 1
    assert "Ask the person first" in said
    assert not (site.root / "content" / FOLDER).exists()


def test_no_name_of_a_minor_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A child is shown by role; the questions go on without a name."""
    site = tiny(tmp_path)
    code, said = guided(
        monkeypatch, site, "public-statement", "public-by-choice", "nowhere", "paper", "y", "a pupil", "helped", "", "", "", "",
        "She said that the windows were her favourite place.", "n", "en", "", "all", "web", "", "", "p-10",
    )  # fmt: skip
    assert code == 0, said
    assert "by role only; no name is asked for" in said
    assert "The name that is shown" not in said
    assert "There is no such source" in said
    record = site.read("content/people/p-10.yaml")
    assert "identify: role-only\n" in record
    assert "sensitivity: [minor]\n" in record
    assert "name:" not in record
    assert site.review() == ()


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    """In a script what is missing is said, all at once, and the command ends."""
    ran = tiny(tmp_path).run("rejoinder", "new", "person", warm=True)
    assert ran.code == 2
    for field in (
        "kind",
        "identify",
        "role",
        "consent.basis",
        "consent.languages",
        "consent.formats",
        "consent.obtained",
    ):
        assert f"“{field}” is missing." in ran.stderr


# -- with everything else ----------------------------------------------------------------------------------------------


def test_a_person_is_read_anew_by_the_rules(tmp_path: Path) -> None:
    """A consent that ends changes what the rules say of a text that did not change."""
    text = placed().replace("pensioners.\n", "pensioners. I learned to read between those two windows, one said.\n", 1)
    conf = settings_file(REVIEW_SELECT='["L02"]')
    site = tiny(tmp_path, {PERSON_PATH: PERSON, EXPLAINER_PATH: text, "pelicanconf.py": conf})
    assert "withdrawn-words-remain" not in site.build(warm=True).said
    site.write(PERSON_PATH, edit(PERSON, "withdrawn:", "withdrawn: 2026-11-24"))
    assert "withdrawn-words-remain" in site.build(warm=True).said


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_time_alone_takes_somebody_out(days: int, tmp_path: Path) -> None:
    """The last day still shows a person; the next one does not, without an edit and without an error."""
    last = date(2027, 1, 1)
    site = tiny(
        tmp_path,
        {
            PERSON_PATH: PERSON,
            EXPLAINER_PATH: placed("p-17"),
            "pelicanconf.py": settings_file(REVIEW_IGNORE='["R", "V", "D"]'),
        },
    )
    day = int((last + timedelta(days) - date(1970, 1, 1)).total_seconds())
    ran = site.check(warm=True, SOURCE_DATE_EPOCH=str(day))
    assert ran.code == 0, ran.said
    assert ("person-not-shown" in ran.said) is (days > 0)
