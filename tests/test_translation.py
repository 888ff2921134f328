"""How a translation stands to its original: what counts as a change, what does not, and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import TODAY, Example, write
from rejoinder.core import editorial, noting, progress, resolve, shared_words, site, skeleton, translation, wording
from rejoinder.core.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rejoinder.core.finding import Finding
    from rejoinder.core.settings import Settings
    from rejoinder.core.site import Site

EN = "en/explainers/people-at-the-concert.md"
RU = "ru/explainers/people-at-the-concert.md"
FACTS = "evidence/facts.yaml"
STATED = "Officials counted [149](fact:fact-toll) dead.\n"


def begin(folder: Path, text: str = "Власти насчитали [149](fact:fact-toll) погибших.") -> Settings:
    """A tiny site in English and Russian; the Russian explainer states a figure as the English one does."""
    chosen = write(Example("ru", "text", text, {"settings": "languages: en, ru"}), folder)
    english = chosen.content / EN
    english.write_text(english.read_text("utf-8").replace("{.people}", "{.people}\n\n" + STATED, 1), "utf-8")
    return chosen


def read(chosen: Settings) -> Site:
    """The site with its translations judged; it has no errors."""
    found, problems = site.read(chosen, Cache(None, ""))
    assert not [problem for problem in problems if problem.severity == "error"], problems
    translation.judge(found)
    return found


def note(chosen: Settings, *names: str) -> None:
    """What `rejoinder translate done` does."""
    found = read(chosen)
    names = names or tuple(noting.names_of(found, "ru"))
    (chosen.content / "ru" / "translated.yaml").write_text(noting.noted(found, "ru", names), "utf-8")


def edit(chosen: Settings, path: str, change: Callable[[str], str]) -> None:
    """Change a file; it must really change."""
    file = chosen.content / path
    before = file.read_text("utf-8")
    assert change(before) != before
    file.write_text(change(before), "utf-8")


def stale(chosen: Settings) -> list[tuple[str, int, str]]:
    """File, line and words of each finding that a translation is behind."""
    found = editorial.run(read(chosen), editorial.Options(select=frozenset({"stale-translation"}))).findings
    assert {finding.severity for finding in found} <= {"warning"}
    return [(finding.path, finding.line, finding.message.rpartition(": ")[2]) for finding in found]


@pytest.fixture
def noted(tmp_path: Path) -> Settings:
    """A site whose translation was noted as done."""
    chosen = begin(tmp_path)
    note(chosen)
    return chosen


def line_of(chosen: Settings, path: str, words: str) -> int:
    """The line on which some words stand first."""
    return lines_of(chosen, path, words)[0]


def lines_of(chosen: Settings, path: str, words: str) -> list[int]:
    """Every line on which some words stand."""
    lines = (chosen.content / path).read_text("utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if words in line]


def test_a_noted_translation_is_current(noted: Settings) -> None:
    """Nothing is said of it, and its record holds what the original is and what it states."""
    assert stale(noted) == []
    record = read(noted).translations.records["ru"]["explainers/people-at-the-concert"]
    assert record.of == "en"
    assert record.on == TODAY
    assert record.figures == {"fact-toll#dead": 149, "fact-camp#people": 30000}
    assert set(record.parts) >= {"title", "answer", "glance", "facts", "help"}


@pytest.mark.parametrize("role", ["facts", "people", "technique", "help"])
def test_a_reworded_section_is_told_at_that_section_alone(noted: Settings, role: str) -> None:
    """One finding, in the translation, in the section that renders the changed one."""
    edit(noted, EN, lambda text: text.replace(f"{{.{role}}}\n", f"{{.{role}}}\n\nSomething new was found.\n", 1))
    found = stale(noted)
    assert [(path, words) for path, _, words in found] == [(f"content/{RU}", role)]
    assert found[0][1] == line_of(noted, RU, f"{{.{role}}}") or found[0][1] > line_of(noted, RU, f"{{.{role}}}")


@pytest.mark.parametrize("field", ["title", "answer", "content-note"])
def test_a_reworded_field_is_told_at_that_field(noted: Settings, field: str) -> None:
    """The finding stands at the field of the translation."""
    edit(noted, EN, lambda text: text.replace(f'{field}: "', f'{field}: "Yet ', 1))
    assert stale(noted) == [(f"content/{RU}", line_of(noted, RU, f"{field}:"), field)]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n\n## ", "\n\n\n\n## "),
        lambda text: text.replace(". ", ".  "),
        lambda text: text.replace("'", "’").replace(" dead.", "\u00a0dead."),
        lambda text: text.replace("{.people}\n", "{.people}\n\n<!-- ask the archive -->\n"),
        lambda text: text.replace("[149](fact:fact-toll)", "[150](fact:fact-toll)"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("review-by: 2027-05-01", "review-by: 2027-06-01"),
    ],
    ids=["blank lines", "spaces", "typography", "comment", "figure", "line ends", "other fields"],
)
def test_what_is_no_wording_makes_nothing_stale(noted: Settings, change: Callable[[str], str]) -> None:
    """Spaces, quotation marks, comments, figures and days are no reason to translate anew."""
    (noted.content / EN).write_text(change((noted.content / EN).read_text("utf-8")), "utf-8", newline="")
    assert stale(noted) == []


def test_a_section_taken_out_or_added_is_told_on_a_page(noted: Settings) -> None:
    """A page's sections have no roles; they correspond by their order, and what is new has no place yet."""
    edit(noted, "en/pages/about.md", lambda text: text + "\n## What is new\n\nA fourth section.\n")
    assert stale(noted) == [("content/ru/pages/about.md", 0, "what-is-new")]


def test_a_minor_correction_on_the_day_of_the_update_excuses(noted: Settings) -> None:
    """`minor: true` says that wording alone changed; a later correction of substance ends the excuse."""
    minor = "corrections:\n  - {on: 2026-11-24, type: clarification, text: Simpler words., minor: true}\n"
    edit(noted, EN, lambda text: text.replace("Music", "Some music").replace("music", "the music"))
    edit(noted, EN, lambda text: text.replace("updated: 2026-11-01", "updated: 2026-11-24"))
    assert stale(noted)
    edit(noted, EN, lambda text: text.replace("review: {status: draft}\n", "review: {status: draft}\n" + minor, 1))
    assert stale(noted) == []
    major = minor + "  - {on: 2026-11-24, type: correction, text: The number was wrong.}\n"
    edit(noted, EN, lambda text: text.replace(minor, major))
    assert stale(noted)


def test_noting_again_clears_what_was_told(noted: Settings) -> None:
    """A translator follows the change, or finds that nothing is to follow, and notes it."""
    edit(noted, EN, lambda text: text.replace("{.help}\n", "{.help}\n\nCall somebody.\n"))
    assert stale(noted)
    note(noted, "explainers/people-at-the-concert")
    assert stale(noted) == []


def test_noting_one_text_leaves_the_records_of_others_alone(noted: Settings) -> None:
    """Records of texts that no longer exist go; the others keep every byte."""
    records = noted.content / "ru" / "translated.yaml"
    before = records.read_text("utf-8")
    edit(noted, EN, lambda text: text.replace("{.help}\n", "{.help}\n\nCall somebody.\n"))
    edit(noted, "en/pages/about.md", lambda text: text + "\n## New\n\nMore.\n")
    note(noted, "explainers/people-at-the-concert")
    after = records.read_text("utf-8")
    assert after != before
    assert [block for block in before.split("\n\n") if block.startswith("pages/about")] == [
        block for block in after.split("\n\n") if block.startswith("pages/about")
    ]
    (noted.content / "ru/pages/about.md").unlink()
    note(noted, "explainers/people-at-the-concert")
    assert "pages/about" not in records.read_text("utf-8")


def test_a_statement_that_was_reworded_is_told_at_its_translation(noted: Settings) -> None:
    """The words of facts, services and claims have records, too; their figures are compared on their own."""
    edit(noted, FACTS, lambda text: text.replace("30,000 people in the camp", "31,000 people in the camp"))
    assert stale(noted) == []
    edit(noted, FACTS, lambda text: text.replace("people in the camp", "people in the northern camp"))
    found = stale(noted)
    assert [(path, words) for path, _, words in found] == [(f"content/{FACTS}", "fact-camp.statement (ru)")]
    assert found[0][1] == line_of(noted, FACTS, "northern camp")


def figures(chosen: Settings) -> list[tuple[str, str, str, int]]:
    """Rule, severity, file and line of what is said of figures."""
    found: list[Finding] = resolve.check(read(chosen))
    return [
        (finding.rule, finding.severity, finding.path, finding.line) for finding in found if "figure" in finding.rule
    ]


def test_a_corrected_figure_waits_for_no_translator(noted: Settings) -> None:
    """The original must follow at once; the translation that was right warns at the place, until it is mended."""
    edit(noted, FACTS, lambda text: text.replace("dead: {value: 149", "dead: {value: 151"))
    english = [("wrong-figure", "error", f"content/{EN}", line) for line in lines_of(noted, EN, "[149]")]
    russian = [("figure-awaits-translator", "warning", f"content/{RU}", line) for line in lines_of(noted, RU, "[149]")]
    assert sorted(figures(noted)) == sorted(english + russian)
    edit(noted, EN, lambda text: text.replace("[149]", "[151]"))
    assert figures(noted) == russian
    assert read(noted).translations.states[RU].figures == ("fact-toll#dead",)
    edit(noted, RU, lambda text: text.replace("[149]", "[151]"))
    assert figures(noted) == []
    assert not read(noted).translations.states[RU].behind


def test_a_figure_that_was_never_right_is_an_error(noted: Settings) -> None:
    """What the record does not know is no old value but a wrong one."""
    edit(noted, RU, lambda text: text.replace("[149]", "[148]"))
    wrong = lines_of(noted, RU, "[148]")
    assert figures(noted) == [("wrong-figure", "error", f"content/{RU}", line) for line in wrong]


def test_without_a_record_an_old_figure_is_an_error(tmp_path: Path) -> None:
    """Nobody said that the translation was ever right."""
    chosen = begin(tmp_path)
    edit(chosen, FACTS, lambda text: text.replace("dead: {value: 149", "dead: {value: 151"))
    assert ("wrong-figure", "error", f"content/{RU}", line_of(chosen, RU, "[149]")) in figures(chosen)


def test_the_time_of_grace_ends(noted: Settings) -> None:
    """Counted from the day on which the original changed, or the translation was noted, whichever is later."""
    edit(noted, EN, lambda text: text.replace("{.help}\n", "{.help}\n\nCall somebody.\n"))
    for days, lapsed in ((0, False), (90, False), (91, True)):
        later = replace(noted, today=TODAY + timedelta(days))
        assert read(later).translations.states[RU].lapsed is lapsed
    strict = replace(noted, today=TODAY + timedelta(1), translation_grace=0)
    assert read(strict).translations.states[RU].lapsed


def test_a_translation_that_was_only_begun_is_not_published(tmp_path: Path) -> None:
    """A skeleton holds everything in place; until its words are translated readers are offered the original."""
    chosen = begin(tmp_path)
    begun = skeleton.skeleton((chosen.content / EN).read_bytes(), "people-at-the-concert", "ru", TODAY)
    (chosen.content / RU).write_text(begun, "utf-8")
    found, problems = site.read(chosen, Cache(None, ""))
    assert not [problem for problem in problems if problem.severity == "error"], problems
    told = [finding for finding in translation.judge(found) if finding.rule == "translation-unfinished"]
    assert [(finding.path, finding.severity) for finding in told] == [(f"content/{RU}", "warning")]
    assert "people" in told[0].message
    assert RU not in found.explainers
    assert RU in found.translations.unfinished
    cell = progress.of(found).texts["explainers/people-at-the-concert"]["ru"]
    assert cell.stage == "unfinished"
    assert cell.sections


def test_what_nobody_noted_is_suggested_once_for_each_language(tmp_path: Path) -> None:
    """One line, with the command that notes it; nothing once it is noted."""
    chosen = begin(tmp_path)
    found, _ = site.read(chosen, Cache(None, ""))
    told = translation.judge(found)
    assert [(finding.rule, finding.severity, finding.path) for finding in told] == [
        ("translation-not-noted", "suggestion", "content/ru/translated.yaml")
    ]
    assert "rejoinder translate done --all ru" in told[0].help
    note(chosen)
    assert translation.judge(site.read(chosen, Cache(None, ""))[0]) == []


def test_a_skeleton_keeps_what_is_not_words(tmp_path: Path) -> None:
    """Sections, roles, citations, figures and components stand where they stood; nobody has reviewed it."""
    chosen = begin(tmp_path)
    edit(chosen, EN, lambda text: text.replace("review: {status: draft}", "review: {status: reviewed, facts: desk}"))
    original = (chosen.content / EN).read_text("utf-8")
    begun = skeleton.skeleton(original.encode(), "people-at-the-concert", "ru", TODAY)
    assert begun.partition("\n## ")[2] == original.partition("\n## ")[2]
    assert "status: draft" in begun
    assert "desk" not in begun
    assert f"published: {TODAY}" in begun


def test_progress_names_every_stage(noted: Settings) -> None:
    """The matrix holds every text in every language, and every shared file."""
    (noted.content / "ru/pages/help.md").unlink()
    (noted.content / "ru/pages/about.md").write_text("no front matter", "utf-8")
    edit(noted, EN, lambda text: text.replace("{.help}\n", "{.help}\n\nCall somebody.\n"))
    found, _ = site.read(noted, Cache(None, ""))
    translation.judge(found)
    matrix = progress.of(found)
    stages = {name: {tag: cell.stage for tag, cell in cells.items()} for name, cells in matrix.texts.items()}
    assert stages["explainers/people-at-the-concert"] == {"en": "original", "ru": "behind"}
    assert stages["pages/help"] == {"en": "original", "ru": "missing"}
    assert stages["pages/about"] == {"en": "original", "ru": "faulty"}
    assert stages["pages/method"] == {"en": "original", "ru": "current"}
    assert matrix.shared["evidence/facts"]["ru"] == progress.Share(3, 3, 0)


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        ("explainers/people-at-the-concert: {of: en}\n", "missing-field"),
        ("explainers/people-at-the-concert: {of: en, on: today}\n", "wrong-value"),
        ("explainers/people-at-the-concert: {of: en, on: 2026-10-01, figures: {a#b: many}}\n", "wrong-value"),
        ("- a list\n", "wrong-value"),
        ("explainers: {of: [\n", "yaml-syntax"),
    ],
)
def test_a_damaged_record_is_told_and_counts_as_none(noted: Settings, record: str, rule: str) -> None:
    """Never an exception, never a guess."""
    (noted.content / "ru/translated.yaml").write_text(record, "utf-8")
    found, problems = site.read(noted, Cache(None, ""))
    assert [problem.rule for problem in problems if problem.path.endswith("translated.yaml")] == [rule]
    translation.judge(found)
    assert not found.translations.states[RU].recorded


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_a_wording_never_fails_and_forgets_looks(text: str) -> None:
    """Normalising twice is normalising once, and white space never counts."""
    plain = wording.normalised(text)
    assert wording.normalised(plain) == plain or "<!--" in text or "fact:" in text or "{" in text
    spaced = wording.normalised("  " + text.replace(" ", "  ") + "\n")
    assert spaced == plain or "fact:" in text or "{" in text
    wording.paragraphs(text.encode("utf-8", "surrogatepass"))


def test_shared_words_have_names_of_their_own(noted: Settings) -> None:
    """A name is unique within its file, so that no record speaks of two texts."""
    found = [(one.group, one.name) for one in shared_words.of(read(noted))]
    assert len(found) == len(set(found)) > 5
