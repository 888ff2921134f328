"""The notes of a page: numbered in order of first use, each with the way back, each source as it may be shown."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from rejoinder.core.evidence import FACTS, NOTES, SOURCES, Evidence, read
from rejoinder.core.language import Language, load
from rejoinder.core.notes import Notes
from rejoinder.core.view import Words
from sites import THEME

if TYPE_CHECKING:
    from rejoinder.core.view import Note, SourceLine

PAGE = "en/library.html"
PASSAGE = "The open shelves hold 5,043 volumes."
ENGLISH = load(THEME / "translations", "en")


def source(identifier: str, **fields: Any) -> dict[str, Any]:
    """A source as the library holds it."""
    address = f"https://{identifier}.example/page"
    return {
        "id": identifier,
        "title": f"Title of {identifier}",
        "publisher": "Press",
        "URL": address,
        "language": "en",
        **fields,
    }


def evidence(
    notes: dict[str, str] | None = None, fact: str = "", passage: str = f'text: "{PASSAGE}", language: en, source: two'
) -> Evidence:
    """Three sources and two facts; `notes` replaces what is noted of a source."""
    noted = {
        "one": "{kind: court, link: true}",
        "two": "{kind: news, link: true}",
        "three": "{kind: ngo, link: true}",
        **(notes or {}),
    }
    sources = [source("one"), source("two"), source("three", title="[What it is]", language="ar")]
    facts = (
        "holds:\n"
        "  statement: {en: The library holds 5043 books., ru: В библиотеке 5043 книги.}\n"
        "  figures: {books: {value: 5043, unit: books, as-of: 2026}}\n"
        f"  sources: [one, two, three]\n  passage: {{{passage}}}\n{fact}"
        "opened:\n"
        "  statement: {en: It opened in 1931.}\n"
        "  sources: [one]\n  passage: {text: В 1931 году., language: ru, source: one}\n"
    )
    files = {
        SOURCES: json.dumps(sources),
        NOTES: "".join(f"{key}: {note}\n" for key, note in noted.items()),
        FACTS: facts,
    }
    found, findings = read({path: text.encode() for path, text in files.items()}, "content")
    assert findings == []
    return found


def cited(
    *keys: str | tuple[str, str], language: Language = ENGLISH, known: Evidence | None = None
) -> tuple[Note, ...]:
    """The notes of a page that cites some keys, in this order."""
    notes = Notes(known or evidence(), language, PAGE)
    for key in keys:
        notes.mark(*((key,) if isinstance(key, str) else key))
    return notes.all()


def lines(note: Note) -> dict[str, SourceLine]:
    """The sources of a note, by id."""
    return {line.id: line for line in note.body.sources}


# -- numbers and marks -------------------------------------------------------------------------------------------------


def test_notes_are_numbered_in_order_of_first_use() -> None:
    """The first key cited is note 1, whatever is cited again later, fact or source."""
    notes = cited("opened", "two", "holds", "two", "opened")
    assert [(note.number, note.key, note.id) for note in notes] == [
        ("1", "opened", "note-1"),
        ("2", "two", "note-2"),
        ("3", "holds", "note-3"),
    ]


def test_a_fact_cited_twice_is_one_note_with_two_ways_back() -> None:
    """Each citation is a mark of its own, and the note leads back to every one of them."""
    notes = Notes(evidence(), ENGLISH, PAGE)
    marks = [notes.mark("holds"), notes.mark("one"), notes.mark("holds")]
    first, second = notes.all()
    assert [link.href for link in first.backlinks] == ["#mark-1-1", "#mark-1-2"]
    assert [link.href for link in second.backlinks] == ["#mark-2-1"]
    assert ['id="mark-1-1"' in marks[0], 'id="mark-2-1"' in marks[1], 'id="mark-1-2"' in marks[2]] == [True] * 3
    assert all('href="#note-1"' in mark for mark in (marks[0], marks[2]))


def test_a_mark_is_named_for_those_who_hear_it() -> None:
    """A mark and a way back say in words where they lead."""
    notes = Notes(evidence(), ENGLISH, PAGE)
    assert 'aria-label="Note 1"' in notes.mark("holds")
    assert "1" in notes.all()[0].backlinks[0].text


def test_places_inside_a_source_are_kept_apart() -> None:
    """Two pages of one source are two notes; the same page again is the same note."""
    notes = cited(("one", "p. 3"), ("one", "p. 4"), ("one", "p. 3"), "one")
    assert [(note.key, note.body.sources[0].locale, len(note.backlinks)) for note in notes] == [
        ("one", "p. 3", 2),
        ("one", "p. 4", 1),
        ("one", "", 1),
    ]


def test_what_a_page_shows() -> None:
    """Facts and sources are told once each, in order, those behind a cited fact among them."""
    notes = Notes(evidence(), ENGLISH, PAGE)
    for key in ("holds", "three", "opened"):
        notes.mark(key)
    notes.mark("holds", "p. 3")
    assert notes.facts() == ("holds", "opened")
    assert notes.sources() == ("one", "two", "three")


def test_notes_of_one_folder_are_made_once() -> None:
    """Two pages that cite one fact share what its note says, and describe it alike."""
    bodies: dict[Any, Any] = {}
    first, second = Notes(evidence(), ENGLISH, PAGE, bodies), Notes(evidence(), ENGLISH, "en/other.html", bodies)
    first.mark("holds")
    second.mark("holds")
    assert first.all()[0].body is second.all()[0].body
    assert repr(cited("holds")) == repr(cited("holds"))
    assert repr(cited("holds")) != repr(cited("opened"))


# -- what a note says --------------------------------------------------------------------------------------------------


def test_a_fact_is_told_with_its_passage() -> None:
    """A note gives the statement in the page's language, the caveat, and the words of the source in theirs."""
    [note] = cited("holds", known=evidence(fact="  caveat: {en: As of January.}\n"))
    assert (note.body.statement, note.body.caveat) == (Words("The library holds 5043 books."), Words("As of January."))
    assert note.body.passage is not None
    assert (note.body.passage.text, note.body.passage.language, note.body.passage.language_name) == (PASSAGE, "en", "")
    [note] = cited("opened")
    assert note.body.passage is not None
    assert (note.body.passage.language, note.body.passage.direction, note.body.passage.language_name) == (
        "ru",
        "ltr",
        "Russian",
    )


def test_a_source_cited_by_itself_has_no_statement() -> None:
    """A cited source is shown, with the place cited, and nothing is said in its name."""
    [note] = cited(("two", "p. 3"))
    assert (note.body.statement, note.body.caveat, note.body.passage) == (None, None, None)
    assert [line.locale for line in note.body.sources] == ["p. 3"]


def test_the_source_of_the_passage_comes_first_and_alone_leads_to_the_words() -> None:
    """Of a fact's sources only the one that holds the passage is linked to the very words, and it stands first."""
    [note] = cited("holds")
    assert [line.id for line in note.body.sources] == ["two", "one", "three"]
    assert [":~:text=" in line.href for line in note.body.sources] == [True, False, False]
    assert note.body.sources[0].href.startswith("https://two.example/page#:~:text=The%20open%20shelves")


def test_a_source_cited_by_itself_is_linked_without_words() -> None:
    """No text fragment is made up for a source that no fact quotes."""
    assert lines(cited("two")[0])["two"].href == "https://two.example/page"


def test_a_passage_that_is_not_to_be_printed_is_nowhere() -> None:
    """With `print: false` neither the note nor an address holds the words."""
    [note] = cited("holds", known=evidence(passage=f'text: "{PASSAGE}", language: en, source: two, print: false'))
    assert note.body.passage is None
    shown = repr((note, note.body.statement, note.body.caveat, note.body.sources))
    assert "open shelves" not in shown
    assert "open%20shelves" not in shown
    assert lines(note)["two"].href == "https://two.example/page"


@pytest.mark.parametrize(
    "noted", ["{kind: news, link: false}", "{kind: news}", "{kind: monitor, link: true}", "{kind: monitor}"]
)
def test_a_source_that_may_not_be_linked_shows_its_address_as_text(noted: str) -> None:
    """No link leads to it, not even to an archived copy; a monitor is never linked, whatever its note says."""
    archived = noted.replace("}", ', archive: "https://archive.example/x"}')
    line = lines(cited("holds", known=evidence({"two": archived}))[0])["two"]
    assert (line.href, line.archive, line.locator) == ("", "", "https://two.example/page")


def test_a_source_that_may_be_linked_shows_its_copy() -> None:
    """The archived copy stands beside the link, and the address is not printed twice."""
    known = evidence({"one": '{kind: news, link: true, archive: "https://archive.example/x"}'})
    line = lines(cited("one", known=known)[0])["one"]
    assert (line.href, line.archive, line.locator) == ("https://one.example/page", "https://archive.example/x", "")


def test_a_hidden_title_is_nowhere() -> None:
    """A title that may not be shown is in no part of the note."""
    [note] = cited("one", known=evidence({"one": "{kind: news, link: true, show-title: false}"}))
    assert lines(note)["one"].title == ""
    assert "Title of one" not in repr((note, note.body.sources))


@pytest.mark.parametrize(
    ("title", "address", "shown"),
    [
        ("The Words of One", "https://one.example/2024/the-words-of-one.html", "one.example"),
        ("Слова", "https://one.example/%D1%81%D0%BB%D0%BE%D0%B2%D0%B0", "one.example"),
        ("The Words of One", "https://one.example/7202873", "https://one.example/7202873"),
    ],
)
def test_a_hidden_title_cannot_be_read_in_the_address(title: str, address: str, shown: str) -> None:
    """Where the address repeats a title that may not be shown, its host alone is printed."""
    files = {
        SOURCES: json.dumps([source("one", title=title, URL=address)]),
        NOTES: "one: {kind: news, show-title: false}\n",
    }
    known, _ = read({path: text.encode() for path, text in files.items()}, "content")
    line = lines(cited("one", known=known)[0])["one"]
    assert (line.href, line.locator) == ("", shown)


def test_a_description_is_printed_without_brackets() -> None:
    """A bracketed title is marked as a description, so that the page sets no quotation marks around it."""
    line = lines(cited("three")[0])["three"]
    assert (line.title, line.title_is_description, line.language, line.direction) == ("What it is", True, "ar", "rtl")


def test_an_author_who_is_the_publisher_is_named_once() -> None:
    """The same name is not printed twice."""
    files = {SOURCES: json.dumps([source("one", author=[{"literal": "Press"}])]), NOTES: "one: {kind: news}\n"}
    known, _ = read({path: text.encode() for path, text in files.items()}, "content")
    line = lines(cited("one", known=known)[0])["one"]
    assert (line.author, line.publisher) == ("", "Press")


def test_the_entry_leads_to_the_list_of_sources() -> None:
    """Every source of a note leads to its own place on the list of sources."""
    assert {line.entry for line in lines(cited("holds")[0]).values()} == {
        f"sources.html#{key}" for key in ("one", "two", "three")
    }


def test_another_language() -> None:
    """In another language the statement, the kind and the day are that language's, and the passage stays as it is."""
    russian = replace(ENGLISH, tag="ru", locale="ru")
    [note] = cited("holds", language=russian)
    assert note.body.statement == Words("В библиотеке 5043 книги.")
    assert note.body.passage is not None
    assert (note.body.passage.text, note.body.passage.language_name) == (PASSAGE, "английский")
    [note] = cited("opened", language=russian)
    assert note.body.statement == Words("It opened in 1931.", "en", "ltr")
