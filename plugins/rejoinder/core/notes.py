"""The notes of one page: numbered in order of first use, each with links back to where the text cites it."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markupsafe import escape

from . import address, links
from .language import direction_of, language_name
from .view import Day, Link, Note, NoteBody, Passage, SourceLine

if TYPE_CHECKING:
    from .evidence import Evidence, Fact, Source
    from .language import Language


#: Note bodies already made, by language, folder of the page, key and locale.
Bodies = dict[tuple[str, str, str, str], NoteBody]


class Notes:
    """Collects the citations of a page while its text is written, then gives its notes."""

    def __init__(self, evidence: Evidence, language: Language, page: str, bodies: Bodies | None = None) -> None:
        self._evidence, self._language, self._page = evidence, language, page
        self._bodies = {} if bodies is None else bodies
        self._numbers: dict[tuple[str, str], int] = {}
        self._marks: list[int] = []

    def mark(self, key: str, locale: str = "") -> str:
        """The safe HTML of one mark in the text, which leads to its note."""
        number = self._numbers.setdefault((key, locale), len(self._numbers) + 1)
        if number > len(self._marks):
            self._marks.append(0)
        self._marks[number - 1] += 1
        opened, closed = _mark(self._language, number)
        return f"{opened}{self._marks[number - 1]}{closed}"

    def all(self) -> tuple[Note, ...]:
        """The notes, in the order of their numbers."""
        return tuple(self._note(key, locale, number) for (key, locale), number in self._numbers.items())

    def facts(self) -> tuple[str, ...]:
        """The facts cited, in order and once each."""
        return tuple(dict.fromkeys(key for key, _ in self._numbers if key in self._evidence.facts))

    def sources(self) -> tuple[str, ...]:
        """The sources shown, those of cited facts included, in order and once each."""
        found: dict[str, None] = {}
        for key, _ in self._numbers:
            fact = self._evidence.facts.get(key)
            found.update(dict.fromkeys(fact.entry.sources if fact else (key,)))
        return tuple(found)

    def _note(self, key: str, locale: str, number: int) -> Note:
        count = self._marks[number - 1]
        backlinks = tuple(Link(_back(self._language, back), f"#mark-{number}-{back}") for back in range(1, count + 1))
        return Note(f"note-{number}", self._language.number(number), key, self._body(key, locale), backlinks)

    def _body(self, key: str, locale: str) -> NoteBody:
        known = (self._language.tag, self._page.rpartition("/")[0], key, locale)
        if known not in self._bodies:
            self._bodies[known] = self._new_body(key, locale)
        return self._bodies[known]

    def _new_body(self, key: str, locale: str) -> NoteBody:
        evidence, language, tag = self._evidence, self._language, self._language.tag
        fact = evidence.facts.get(key)
        if fact is None:
            line = source_line(evidence.sources[key], language, self._page, locale=locale)
            return _body("", "", None, (line,))
        return _body(
            in_language(fact.entry.statement, tag),
            in_language(fact.entry.caveat, tag),
            passage(fact, language),
            fact_sources(fact, evidence, language, self._page, locale),
        )


@functools.lru_cache(maxsize=4096)
def _mark(language: Language, number: int) -> tuple[str, str]:
    """A mark's HTML, before and after the count of its note's marks."""
    label = escape(language.text("note.mark", number=number))
    return (
        f'<sup class="note-mark"><a id="mark-{number}-',
        f'" href="#note-{number}" aria-label="{label}">{language.number(number)}</a></sup>',
    )


@functools.lru_cache(maxsize=4096)
def _back(language: Language, number: int) -> str:
    return language.text("note.backlink", number=number)


def _body(statement: str, caveat: str, words: Passage | None, sources: tuple[SourceLine, ...]) -> NoteBody:
    described = repr((statement, caveat, words, sources))
    return NoteBody(statement, caveat, words, sources, hashlib.blake2b(described.encode(), digest_size=16).hexdigest())


def fact_sources(
    fact: Fact, evidence: Evidence, language: Language, page: str, locale: str = ""
) -> tuple[SourceLine, ...]:
    """The sources of a fact: the one that holds the passage first, and it alone linked to the very words."""
    entry = fact.entry
    first = entry.passage.source
    order = [first, *(key for key in entry.sources if key != first)]
    return tuple(
        source_line(
            evidence.sources[key],
            language,
            page,
            words=entry.passage.text if key == first and entry.passage.print else "",
            locale=locale if key == first else "",
        )
        for key in order
    )


def source_line(source: Source, language: Language, page: str, words: str = "", locale: str = "") -> SourceLine:
    """A source as a page prints it.

    Args:
        source: the source.
        language: the language of the page.
        page: the page's address, from which links are written.
        words: the passage to lead a browser to, when the source may be linked.
        locale: the place inside the source that the text names, for example `p. 3`.
    """
    note = source.note
    linked = note.link and note.kind != "monitor" and bool(source.url)
    return SourceLine(
        id=source.id,
        title=source.title if note.show_title else "",
        title_is_description=source.title_is_description,
        language=source.language,
        direction=direction_of(source.language) if source.language else "",
        author=source.author if source.author != source.publisher else "",
        publisher=source.publisher,
        kind=language.text(f"kind.{note.kind}"),
        day=Day(source.issued, language.day(source.issued)) if source.issued else None,
        href=(links.with_text_fragment(source.url, words) if words else source.url) if linked else "",
        locator="" if linked else _locator(source),
        archive=note.archive if linked else "",
        remark=in_language(note.remark, language.tag),
        locale=locale,
        entry=address.relative(page, f"{address.sources(language.tag)}#{source.id}"),
    )


def _locator(source: Source) -> str:
    """The address as plain text; its host alone where a title that may not be shown stands in the address too."""
    words = re.findall(r"\w{4,}", source.title.casefold())
    hidden = not source.note.show_title and any(word in unquote(source.url).casefold() for word in words)
    return urlsplit(source.url).hostname or "" if hidden else source.url


def passage(fact: Fact, language: Language) -> Passage | None:
    """The words that support a fact, unless they are not to be shown."""
    words = fact.entry.passage
    if not words.print:
        return None
    name = "" if words.language == language.tag else language_name(words.language, language.tag)
    return Passage(words.text, words.language, direction_of(words.language), name)


def in_language(words: dict[str, str], tag: str) -> str:
    """A text in a language, else in the first one it is written in, else nothing."""
    return words.get(tag) or next(iter(words.values()), "")
