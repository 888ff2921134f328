"""The evidence: sources as Zotero exports them, what it does not know of them, and facts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rejoinder.core import evidence
from rejoinder.core.evidence import FACTS, MAX_PASSAGE_WORDS, NOTES, SOURCES, Evidence, Source, read
from sites import FACTS as FACTS_TEXT
from sites import NOTES as NOTES_TEXT
from sites import SOURCES as SOURCES_TEXT
from sites import edit, places

if TYPE_CHECKING:
    from rejoinder.core.finding import Finding


def site(
    sources: str = SOURCES_TEXT, notes: str = NOTES_TEXT, facts: str = FACTS_TEXT
) -> tuple[Evidence, list[Finding]]:
    """The evidence of the tiny site, with files replaced."""
    return read({SOURCES: sources.encode(), NOTES: notes.encode(), FACTS: facts.encode()}, "content")


def source(note: str = "{kind: news, link: true}", **fields: Any) -> tuple[Source, list[Finding]]:
    """One source read from its CSL-JSON fields and its note."""
    found, findings = site(json.dumps([{"id": "one", **fields}]), f"one: {note}\n", "")
    return found.sources["one"], findings


def test_the_files_of_a_site() -> None:
    """A valid set of files gives every source and fact, and no findings."""
    found, findings = site()
    assert findings == []
    assert set(found.sources) == {"report", "paper", "watch"}
    assert found.keys() == {"report", "paper", "watch", "holds", "lends", "opened"}
    assert (found.sources["paper"].author, found.sources["paper"].issued) == ("Ada Reader", "2026-02")
    assert found.facts["holds"].line == 1
    assert not found.incomplete


def test_absent_files_are_empty() -> None:
    """A site without evidence has none, and nothing is wrong with it."""
    found, findings = read({}, "content")
    assert (found.keys(), findings) == (set(), [])


def test_figures_by_name() -> None:
    """A figure is found by its name; with no name it is the first one; a wrong name finds none."""
    fact = site()[0].facts["holds"]
    assert fact.figure("shelves") == fact.entry.figures["shelves"]
    assert fact.figure("") == fact.entry.figures["books"]
    assert fact.figure("pages") is None


# -- what Zotero writes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[2024, 3, 22]]}, "2024-03-22"),
        ({"date-parts": [["2024", "03", "22"]]}, "2024-03-22"),
        ({"date-parts": [[2024, 3]]}, "2024-03"),
        ({"date-parts": [["2024"]]}, "2024"),
        ({"date-parts": [[2024, 3, 1], [2024, 3, 5]]}, "2024-03-01"),
        ({"raw": "2024-3-2"}, "2024-03-02"),
        ({"literal": "2024"}, "2024"),
        ({"raw": "spring of 2024"}, ""),
        ({"date-parts": [[2024, 13, 1]]}, "2024"),
        ({"date-parts": [[2024, 2, 30]]}, "2024-02"),
        ({"date-parts": [[99999999999]]}, ""),
        ({"date-parts": [["²"]]}, ""),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": []}, ""),
        ("2024", ""),
        (None, ""),
    ],
)
def test_dates(issued: object, expected: str) -> None:
    """CSL's forms of a date are read as finely as they are known; what is no date is none, never a wrong one."""
    assert source(issued=issued)[0].issued == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ([{"family": "Reader", "given": "Ada"}], "Ada Reader"),
        ([{"literal": "The   town"}], "The town"),
        ([{"family": "А"}, {"family": "Б"}, {"family": "В"}], "А, Б, В"),
        ([{"family": "А"}, {"family": "Б"}, {"family": "В"}, {"family": "Г"}], "А, Б, В et al."),
        ([{}, "x", {"family": 3}], ""),
        ("Ada", ""),
    ],
)
def test_authors(author: object, expected: str) -> None:
    """Authors are named as they stand in the library; more than three end in “et al.”."""
    assert source(author=author)[0].author == expected


@pytest.mark.parametrize(
    ("title", "note", "shown", "described"),
    [
        ("A title", "{kind: news}", "A title", False),
        ("[A description]", "{kind: news}", "A description", True),
        ("A title", "{kind: news, own-title: false}", "A title", True),
        ("[Sic] a title", "{kind: news}", "[Sic] a title", False),
        ("  A \n title ", "{kind: news}", "A title", False),
        (3, "{kind: news}", "", False),
        ("\ud800", "{kind: news}", "?", False),
    ],
)
def test_titles(title: object, note: str, shown: str, described: bool) -> None:
    """A title in square brackets is a description, without the brackets; any title is one line that can be written."""
    found, _ = source(note, title=title)
    assert (found.title, found.title_is_description) == (shown, described)


def test_publishers() -> None:
    """The publisher is named, or the journal where there is no publisher."""
    assert source(publisher="A", **{"container-title": "B"})[0].publisher == "A"
    assert source(**{"container-title": "B"})[0].publisher == "B"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://e.org", "mailto:a@e.org", "e.org", "/a", "https://", "https://e.org/ a"]
)
def test_an_address_that_is_none(url: str) -> None:
    """A source's address that is not a web address is an error, and nothing is left of it to link to."""
    found, findings = source(URL=url)
    assert [finding.rule for finding in findings] == ["wrong-value"]
    assert found.url == ""
    assert [finding.rule for finding in source(f'{{kind: news, archive: "{url}"}}')[1]] == ["wrong-value"]


def test_fields_of_zotero_that_we_do_not_use() -> None:
    """A fresh export, with all that Zotero adds, can replace the file: nothing in it is refused or lost."""
    items = json.loads(SOURCES_TEXT)
    exported = [
        {**item, "abstract": "x", "note": "x", "custom": {"a": [1]}, "accessed": {"raw": "x"}}
        for item in reversed(items)
    ]
    found, findings = site(json.dumps(exported, indent="\t", ensure_ascii=True))
    assert findings == []
    before = site()[0].sources
    assert {key: (s.title, s.url, s.note) for key, s in found.sources.items()} == {
        key: (s.title, s.url, s.note) for key, s in before.items()
    }


def test_a_source_without_a_note_is_not_linked() -> None:
    """A source that nobody has judged yet is a warning, and its address is not linked."""
    found, findings = site(notes=NOTES_TEXT.replace("paper:\n  kind: news\n  link: true\n", ""))
    assert [(finding.rule, finding.severity) for finding in findings] == [("source-without-note", "warning")]
    assert findings[0].line == SOURCES_TEXT[: SOURCES_TEXT.index('"paper"')].count("\n") + 1
    assert not found.sources["paper"].note.link


# -- facts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("unknown-source", "sources: [report, paper]", "sources: [report, ‸papr]"),
        (
            "passage-source",
            "language: en\n    source: report\n  review-by",
            "language: en\n    source: ‸watch\n  review-by",
        ),
        ("passage-too-long", "text: The open shelves", "text: ‸" + "слово " * MAX_PASSAGE_WORDS + "The open shelves"),
        ("wrong-value", "value: 5043,", "value: ‸5'043,"),
        ("wrong-value", "as-of: 1931-05", "as-of: ‸1931-13"),
        ("missing-field", "text: The open shelves hold 5,043 volumes.", "text: ‸''"),
        ("unknown-field", "    en: A newspaper's count.\n", "    en: A newspaper's count.\n  ‸editor-note: x\n"),
    ],
)
def test_a_fault_of_a_fact_is_found_at_its_place(rule: str, old: str, new: str) -> None:
    """Each fault of a fact is one error at the value that is wrong."""
    text, [(line, column)] = places(edit(FACTS_TEXT, old, new))
    [finding] = site(facts=text)[1]
    assert (finding.rule, finding.severity, finding.path) == (rule, "error", "content/evidence/facts.yaml")
    assert (finding.line, finding.column) == (line, column)


def test_a_passage_may_be_as_long_as_it_may() -> None:
    """The limit itself is allowed."""
    text = "The open shelves hold 5,043 volumes."
    assert site(facts=edit(FACTS_TEXT, text, " ".join(["word"] * MAX_PASSAGE_WORDS)))[1] == []


@pytest.mark.parametrize(
    ("files", "rule", "excused"),
    [
        ({"sources": "[{]"}, "json-syntax", {"report", "anything"}),
        ({"sources": "{}"}, "json-syntax", {"report"}),
        ({"sources": "[" * 100_000}, "json-syntax", {"report"}),
        ({"sources": f'[{{"id": "a", "volume": {"1" * 5000}}}]'}, "json-syntax", {"report"}),
        ({"facts": "a: [\n"}, "yaml-syntax", {"holds"}),
        ({"notes": "a: *b\n"}, "yaml-alias", set()),
        (
            {"facts": edit(FACTS_TEXT, "text: The open shelves hold 5,043 volumes.", "txt: x")},
            "unknown-field",
            {"holds"},
        ),
    ],
)
def test_what_cannot_be_read_is_not_reported_twice(files: dict[str, str], rule: str, excused: set[str]) -> None:
    """What a faulty file or entry would have held is excused where it is cited: its own finding says it all."""
    found, findings = site(**files)
    assert rule in {finding.rule for finding in findings}
    assert all(found.excuses(key) for key in excused)
    assert not any(finding.rule == "unknown-source" and rule == "json-syntax" for finding in findings)


def test_keys_are_unique() -> None:
    """A source that stands twice, and a fact with the id of a source, are errors."""
    items = json.loads(SOURCES_TEXT)
    assert [f.rule for f in site(json.dumps([*items, items[0]]))[1]] == ["duplicate-key"]
    assert "duplicate-key" in {f.rule for f in site(facts=edit(FACTS_TEXT, "opened:", "report:"))[1]}
    assert "duplicate-key" in {f.rule for f in site(facts=edit(FACTS_TEXT, "opened:", "holds:"))[1]}


def test_a_note_without_a_source_offers_the_nearest() -> None:
    """A note whose source is not in the library is a warning that names a near miss."""
    [finding] = site(notes=NOTES_TEXT + "\nreprt:\n  kind: news\n")[1]
    assert (finding.rule, finding.severity, finding.line) == (
        "note-without-source",
        "warning",
        NOTES_TEXT.count("\n") + 2,
    )
    assert "“report”" in finding.help


# -- laws --------------------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["one", "[x]", "https://e.org"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "title",
                    "author",
                    "family",
                    "literal",
                    "issued",
                    "date-parts",
                    "raw",
                    "URL",
                    "publisher",
                    "language",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
LINES = st.sampled_from(
    [*FACTS_TEXT.splitlines(keepends=True), "  - x\n", "\tx: y\n", "a: {\n", "&a b: *a\n", "\ufeff", "\x00", "x\n"]
)


@settings(max_examples=250, deadline=None)
@given(JSON | st.lists(JSON, max_size=3))
@example([{"id": "a", "issued": {"date-parts": [[True]]}}])
@example([{"id": "a", "issued": {"date-parts": [[2024, 10**30]]}}])
@example([{"id": "a", "issued": {"date-parts": [[0]]}}])
@example([{"id": "а"}, {"id": ["a"]}, None])
def test_any_export_is_read_or_refused(value: object) -> None:
    """Whatever JSON stands in the export, it is read or answered with findings."""
    found, findings = read({SOURCES: json.dumps(value).encode()}, "content")
    assert all(finding.path == f"content/{SOURCES}" and finding.line >= 1 for finding in findings)
    for own in found.sources.values():
        f"{own.title}{own.author}{own.publisher}{own.language}{own.url}".encode()


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=30).map("".join) | st.text(max_size=40), st.sampled_from([FACTS, NOTES]))
def test_any_yaml_is_read_or_refused(text: str, name: str) -> None:
    """Whatever stands in the other two files, it is read or answered with findings inside the file."""
    _, findings = read({SOURCES: SOURCES_TEXT.encode(), NOTES: NOTES_TEXT.encode(), name: text.encode()}, "content")
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2
    assert all(1 <= finding.line <= last for finding in findings if finding.path.endswith(name))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=40), st.sampled_from([SOURCES, FACTS, NOTES]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """A file that is not UTF-8 or not what it should be is answered with findings, never with an exception."""
    read({name: data}, "content")


def test_the_module_says_where_its_files_lie() -> None:
    """The three files are the ones that the content folder holds."""
    assert (evidence.SOURCES, evidence.NOTES, evidence.FACTS) == (
        "evidence/sources.json",
        "evidence/source-notes.yaml",
        "evidence/facts.yaml",
    )
