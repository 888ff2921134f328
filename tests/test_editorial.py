"""The engine of the editorial review: waivers, coverage, options, memory of findings, and the forms of its report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import passages
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rejoinder.core import editorial, report, site
from rejoinder.core import passages as core_passages
from rejoinder.core.cache import Cache
from rejoinder.core.errors import SettingError
from rejoinder.core.explainer import body_start, place_in_field
from rejoinder.core.finding import Finding
from rejoinder.core.markup import ROLES
from rejoinder.core.review import review
from rejoinder.core.rule import hash_of, key_of_name
from rejoinder.core.rulebook import document
from rejoinder.core.rules import all_rules

if TYPE_CHECKING:
    from rejoinder.core.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent
PRAISE = "The successful attack killed many people in the hall [@fact-toll]."
ONLY = editorial.Options(select=frozenset({"praise-of-an-attack"}))


def rules_of(text: str, folder: Path, options: editorial.Options = ONLY) -> list[str]:
    """The rules that a passage in the facts section raises."""
    return [finding.rule for finding in passages.review(passages.Example("en", "text", text), folder, options)]


# -- waivers -----------------------------------------------------------------------------------------------------------


def test_a_waiver_covers_the_passage_that_follows_it(tmp_path: Path) -> None:
    """A reasoned waiver silences its rule in the next block, and nowhere else."""
    waiver = "<!-- rejoinder: allow praise-of-an-attack because a court's word until 2027-01-01 -->"
    assert rules_of(f"{waiver}\n\n{PRAISE}", tmp_path / "one") == []
    assert rules_of(f"{waiver}\n\nA calm sentence.\n\n{PRAISE}", tmp_path / "two") == ["praise-of-an-attack"]
    other = waiver.replace("praise-of-an-attack", "A01")
    assert rules_of(f"{other}\n\n{PRAISE}", tmp_path / "three") == ["praise-of-an-attack"]


def test_a_waiver_may_be_long(tmp_path: Path) -> None:
    """A waiver that is written on several lines is one, wherever its lines break."""
    for number, broken in enumerate(
        (
            "<!-- rejoinder: allow A09\nbecause of a reason\nuntil 2027-01-01 -->",
            "  <!--\n  rejoinder: allow A09 because of a reason\n  until 2027-01-01\n  -->",
            "<!-- another comment -->\n<!-- rejoinder: allow A09 because of a reason until\n2027-01-01 -->",
        )
    ):
        assert rules_of(f"{broken}\n\n{PRAISE}", tmp_path / f"{number}") == []


def test_an_expired_waiver_is_told_and_covers_nothing(tmp_path: Path) -> None:
    """When its day has passed, a waiver is a warning and what it allowed is found again."""
    waiver = "<!-- rejoinder: allow A09 because of a reason until 2026-11-23 -->"
    assert sorted(rules_of(f"{waiver}\n\n{PRAISE}", tmp_path)) == ["expired-waiver", "praise-of-an-attack"]


@pytest.mark.parametrize(
    "waiver",
    [
        "<!-- rejoinder: allow A09 until 2027-01-01 -->",
        "<!-- rejoinder: allow A09 because of a reason -->",
        "<!-- rejoinder: allow A99 because of a reason until 2027-01-01 -->",
        "<!-- rejoinder: allow A09 because of a reason until next year -->",
    ],
)
def test_a_waiver_without_reason_rule_or_day_is_an_error(waiver: str, tmp_path: Path) -> None:
    """A waiver names a rule that exists, a reason and a day."""
    found = passages.review(passages.Example("en", "text", f"{waiver}\n\n{PRAISE}"), tmp_path, ONLY)
    assert ("malformed-waiver", "error") in [(finding.rule, finding.severity) for finding in found]


def test_waivers_are_counted(tmp_path: Path) -> None:
    """What an editor allowed is counted, not forgotten."""
    waiver = "<!-- rejoinder: allow A09 because of a reason until 2027-01-01 -->"
    read, _ = site.read(
        passages.write(passages.Example("en", "text", f"{waiver}\n\n{PRAISE}"), tmp_path), Cache(None, "")
    )
    [text] = read.explainers.values()
    waived_line = read.data(text.path).decode().split("\n").index(PRAISE) + 1
    [waived] = editorial.run(read, ONLY).waived
    assert (waived.finding.rule, waived.finding.line) == ("praise-of-an-attack", waived_line)
    assert (waived.reason, waived.until) == ("of a reason", "2027-01-01")


# -- options -----------------------------------------------------------------------------------------------------------


def _settings(folder: Path, **changes: object) -> Settings:
    from dataclasses import replace

    return replace(passages.write(passages.Example("en", "nothing", ""), folder), **changes)  # type: ignore[arg-type]


def test_rules_are_chosen_by_name_id_or_family(tmp_path: Path) -> None:
    """A rule runs unless it, its id or its family is ignored; with a selection only what it names runs."""
    rule = next(rule for rule in all_rules() if rule.id == "A09")
    for name in ("praise-of-an-attack", "A09", "A"):
        assert not editorial.Options(ignore=frozenset({name})).wants(rule)
        assert editorial.Options(select=frozenset({name})).wants(rule)
    assert not editorial.Options(select=frozenset({"S"})).wants(rule)
    with pytest.raises(SettingError, match="Did you mean “praise-of-an-attack”"):
        editorial.options_of(_settings(tmp_path, review_ignore=("praise-of-attack",)))
    with pytest.raises(SettingError, match=r"quotation-too-long\.words"):
        editorial.options_of(_settings(tmp_path, review_thresholds=(("quotation-too-long.word", 3.0),)))


def test_the_review_speaks_the_editors_language(tmp_path: Path) -> None:
    """The message of a finding is in the language of REVIEW_LANGUAGE, whatever the language of the text."""
    for language, word in (("en", "attack"), ("ru", "нападение"), ("ar", "هجوم")):
        options = editorial.Options(select=ONLY.select, speak=language)
        (finding,) = passages.review(passages.Example("en", "text", PRAISE), tmp_path / language, options)
        assert word in finding.message


def test_private_names_are_known_by_their_hashes(tmp_path: Path) -> None:
    """A name added as a salted hash is found in a title; the file does not hold it."""
    salt = b"0123456789abcdef"
    held = {"perpetrators": [hash_of(salt, key_of_name("Zed Placeholder", "en"))]}
    path = tmp_path / "names.json"
    path.write_text(json.dumps({"salt": salt.hex(), "hashes": held}), "utf-8")
    options = editorial.Options(select=frozenset({"A05"}), names=editorial.read_names(path))
    example = passages.Example("en", "title", "What Zed Placeholder did to the people in the hall")
    assert [finding.rule for finding in passages.review(example, tmp_path / "site", options)] == ["perpetrator-named"]
    assert "laceholder" not in path.read_text("utf-8").lower()
    assert passages.review(example, tmp_path / "none", editorial.Options(select=frozenset({"A05"}))) == []


def test_a_language_without_word_lists_is_not_covered_never_passed(tmp_path: Path) -> None:
    """Rules that rest on words say for which language they have none."""
    settings_ = _settings(tmp_path)
    read, _ = site.read(settings_, Cache(None, ""))
    read.languages["xx"] = read.languages["en"]
    missing = editorial.run(read, editorial.Options()).not_covered["xx"]
    assert set(missing) >= {rule.name for rule in all_rules() if rule.lexicon}


# -- laws --------------------------------------------------------------------------------------------------------------

WORDS = st.text(
    alphabet=st.sampled_from(list("abc АБВ ابت 149 ١٤٩ .!?“”«»‘’'\"\n#*[]()@;:-—_{}<>&|`~^\\/😀\u0301\u200f")),
    max_size=200,
)


@given(text=WORDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_rule_raises_and_every_place_lies_in_the_file(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever stands in a text, the review ends, points into the file, and says the same thing twice."""
    folder = tmp_path_factory.mktemp("law")
    read, _ = site.read(passages.write(passages.Example("en", "text", text), folder), Cache(None, ""))
    found = editorial.run(read, editorial.Options()).findings
    assert found == editorial.run(read, editorial.Options()).findings
    for finding in found:
        if finding.line and finding.path.endswith(".md"):
            lines = (folder / finding.path).read_text("utf-8").split("\n")
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


@given(text=WORDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_without_its_sections_is_reviewed_without_an_accident(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever stands where sections belong, the review ends and points into the file."""
    folder = tmp_path_factory.mktemp("law")
    read, _ = site.read(passages.write(passages.Example("en", "page", text), folder), Cache(None, ""))
    assert read.reviewed()
    for finding in editorial.run(read, editorial.Options()).findings:
        if finding.line and finding.path.endswith(".md"):
            assert 1 <= finding.line <= len((folder / finding.path).read_text("utf-8").split("\n"))


def test_what_is_remembered_is_what_would_be_found(tmp_path: Path) -> None:
    """A review from memory equals a fresh one, and a change of the evidence or the settings is noticed."""
    settings_ = passages.write(passages.Example("en", "text", PRAISE), tmp_path)
    memory = tmp_path / "cache"

    def found(options: editorial.Options = ONLY) -> list[Finding]:
        cache = Cache(memory, "engine")
        read, _ = site.read(settings_, cache)
        result = editorial.run(read, options, cache).findings
        cache.close()
        return result

    first = found()
    assert first
    assert found() == first
    spoken = found(editorial.Options(select=ONLY.select, speak="ru"))
    assert [finding.rule for finding in spoken] == [finding.rule for finding in first]
    assert spoken != first


def test_passages_know_whose_voice_they_are_in(tmp_path: Path) -> None:
    """A quotation, its speaker, the claim and our own words are kept apart."""
    example = passages.Example("en", "quotation", "Some words of a court.\n— a court [@court-1]")
    settings_ = passages.write(example, tmp_path)
    read, _ = site.read(settings_, Cache(None, ""))
    (text,) = read.explainers.values()
    data = read.data(text.path)
    reading = core_passages.read(text, data, body_start(data), read.talking_points["war"])
    voices = {(passage.scope, passage.voice) for passage in reading.passages}
    assert {("quotation", "quotation"), ("speaker", "own"), ("claim", "claim"), ("text", "own")} <= voices


# -- faulty files ------------------------------------------------------------------------------------------------------


def _with_sections(folder: Path, old: str, new: str) -> Settings:
    """The tiny site with one passage of its explainer replaced."""
    settings_ = passages.write(passages.Example("en", "nothing", ""), folder)
    (path,) = (settings_.content / "en/explainers").glob("*.md")
    written = path.read_text("utf-8")
    assert written.count(old) == 1
    path.write_text(written.replace(old, new), "utf-8")
    return settings_


def test_a_text_with_errors_of_its_own_is_reviewed_too(tmp_path: Path) -> None:
    """An editor hears of a wrong section and of what the rules find at once, and nothing can be published."""
    settings_ = _with_sections(tmp_path, "{.technique}\n", "{.technik}\n\n" + PRAISE + "\n")
    reviewed = review(settings_, Cache(None, ""))
    found = [finding.rule for finding in reviewed.findings]
    assert {"unknown-role", "missing-section", "praise-of-an-attack"} <= set(found)
    assert reviewed.has_errors
    assert reviewed.site.explainers == {}


def test_a_wrong_figure_is_told_beside_a_wrong_section(tmp_path: Path) -> None:
    """Figures and citations of a faulty file are checked in the same round."""
    settings_ = _with_sections(
        tmp_path, "{.technique}\n", "{.technik}\n\nThere were [150](fact:fact-toll) [@fact-no].\n"
    )
    found = {finding.rule for finding in review(settings_, Cache(None, "")).findings}
    assert {"wrong-figure", "unknown-citation", "unknown-role"} <= found


@pytest.mark.parametrize("role", ROLES)
def test_a_missing_section_is_told_once(role: str, tmp_path: Path) -> None:
    """That a section is not there is one finding; no rule adds what follows from it."""
    settings_ = _settings(tmp_path)
    (path,) = (settings_.content / "en/explainers").glob("*.md")
    sections = re.split(r"(?m)^(?=## )", path.read_text("utf-8"))
    path.write_text("".join(part for part in sections if f"{{.{role}}}" not in part.partition("\n")[0]), "utf-8")
    found = review(settings_, Cache(None, "")).findings
    assert [finding.rule for finding in found] == ["missing-section"]


@pytest.mark.parametrize("written", ["[families, Muslims, school classes]", "\n  - families\n  - Muslims\n  - all"])
def test_a_finding_about_an_entry_of_a_list_points_at_it(written: str, tmp_path: Path) -> None:
    """What is wrong with one entry of the front matter is shown at its line and column, however the list is written."""
    settings_ = passages.write(passages.Example("en", "audience", "families"), tmp_path)
    path = next(tmp_path.glob("content/en/explainers/*.md"))
    text = path.read_text("utf-8").replace("audience: [families]", f"audience: {written}")
    path.write_text(text, "utf-8")
    read, problems = site.read(settings_, Cache(None, ""))
    assert [problem for problem in problems if problem.severity == "error"] == []
    [found] = editorial.run(read, editorial.Options(select=frozenset({"audience-by-faith-or-origin"}))).findings
    assert text.split("\n")[found.line - 1][found.column - 1 :].startswith("Muslims")


FRONT = """\
---
title: A title
corrections:
  - {on: 2026-11-20, type: update, text: "137, then 149"}
  - on: 2026-11-21
    type: update
    text: |
      The second
      of two.
---
A text.
"""


@pytest.mark.parametrize(
    ("name", "offset", "shown"),
    [
        ("title", 2, "title\ncorrections"),
        ("corrections.0.text", 0, '137, then 149"}'),
        ("corrections.0.text", 5, 'then 149"}'),
        ("corrections.1.text", 14, "two."),
        ("corrections.1", 0, "on: 2026-11-21"),
        ("corrections", 3, "- {on"),
    ],
)
def test_places_in_lists_of_the_front_matter(name: str, offset: int, shown: str) -> None:
    """An entry of a list, and a field of an entry, has its place; what holds no text, the place where it begins."""
    line, column = place_in_field(FRONT.encode(), name, offset)
    assert "\n".join(FRONT.split("\n")[line - 1 :])[column - 1 :].startswith(shown)


@pytest.mark.parametrize("name", ["nothing", "corrections.2", "corrections.0.day", "title.0"])
def test_what_is_not_in_the_front_matter_has_the_place_of_the_file(name: str) -> None:
    """A field that nobody wrote is at the file's start."""
    assert place_in_field(FRONT.encode(), name) == (1, 1)


# -- reports -----------------------------------------------------------------------------------------------------------

FINDINGS = [
    Finding("a-rule", "error", "content/a b.md", 3, 7, "100 % wrong, really: “x”\nand more", "Mend it.", "en"),
    Finding("another", "suggestion", "pelicanconf.py", 0, 0, "no place", "", ""),
]


def test_github_annotations_escape_what_would_end_them() -> None:
    """Percent signs, line ends, commas and colons in a finding cannot break out of its annotation."""
    first, second = report.as_github(FINDINGS).split("\n")
    assert first.startswith("::error file=content/a b.md,title=a-rule,line=3,col=7::100 %25 wrong, really: “x”")
    assert second == "::notice file=pelicanconf.py,title=another::no place"


def test_sarif_has_the_shape_of_its_version() -> None:
    """Every result names a rule of the run, a level SARIF knows and a file by its address."""
    log = json.loads(report.as_sarif(FINDINGS, "1.0"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/a%20b.md"
    assert place["region"] == {"startLine": 3, "startColumn": 7}


def test_json_says_what_is_not_covered() -> None:
    """The report for programs counts, and names the rules that could not look at a language."""
    told = json.loads(report.as_json(FINDINGS, {"en": ["a-rule"]}))
    assert told["summary"] == {"errors": 1, "warnings": 0, "suggestions": 1, "waived": 0}
    assert told["not_covered"] == {"en": ["a-rule"]}


def test_json_keeps_to_its_schema() -> None:
    """The report for programs is what docs/findings.schema.json says; a field that is not in it would be refused."""
    schema = json.loads((REPOSITORY / "docs/findings.schema.json").read_text("utf-8"))
    told = json.loads(report.as_json(FINDINGS, {"en": ["a-rule"]}))
    jsonschema.validate(told, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told | {"more": 1}, schema)


def test_the_rule_book_is_fresh() -> None:
    """docs/rules.md is what the rules themselves say: `rejoinder rule --document > docs/rules.md`."""
    assert (REPOSITORY / "docs/rules.md").read_text("utf-8") == document()
