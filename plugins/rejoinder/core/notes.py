"""The notes of one page: numbered in order of first use, each with links back to where the text cites it."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from . import address, links, told
from .language import direction_of
from .view import Backlink, Day, Note, NoteBody, Passage, SourceLine, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .evidence import Evidence, Fact, Source
    from .language import Language
    from .naming import Naming


#: Note bodies already made, by language, folder of the page, key and locale.
Bodies = dict[tuple[str, str, str, str], NoteBody]


class Notes:
    """Collects the citations of a page while its text is written, then gives its notes.

    Args:
        evidence: everything that can be cited.
        language: the language of the page.
        page: its address.
        bodies: note bodies already made, shared by the pages of a site.
        languages: those of the site, the leading one first.
        naming: whom the evidence names; None: nobody with a record.
    """

    def __init__(
        self,
        evidence: Evidence,
        language: Language,
        page: str,
        bodies: Bodies | None = None,
        languages: Mapping[str, Language] | None = None,
        naming: Naming | None = None,
    ) -> None:
        self._evidence, self._language, self._page = evidence, language, page
        self._bodies = {} if bodies is None else bodies
        self._languages = {language.tag: language} if languages is None else languages
        self._naming = naming
        self._numbers: dict[tuple[str, str], int] = {}
        # Of each note: for each of its marks, the person behind whose words it stands, if any.
        self._marks: list[list[str]] = []

    def mark_of(self, person: str, key: str) -> Markup:
        """One mark behind a person's words. The way back to it goes with the person."""
        return Markup(self.mark(key, person=person))

    def mark(self, key: str, locale: str = "", person: str = "") -> str:
        """The safe HTML of one mark in the text, which leads to its note; `person`: behind whose words it stands."""
        number = self._numbers.setdefault((key, locale), len(self._numbers) + 1)
        if number > len(self._marks):
            self._marks.append([])
        self._marks[number - 1].append(person)
        opened, closed = _mark(self._language, number)
        return f"{opened}{len(self._marks[number - 1])}{closed}"

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
        behind = self._marks[number - 1]
        back = _back(self._language, number)
        backlinks = tuple(
            Backlink(back, f"#mark-{number}-{count}", person) for count, person in enumerate(behind, start=1)
        )
        person = behind[0] if len(set(behind)) == 1 else ""
        return Note(f"note-{number}", self._language.number(number), key, self._body(key, locale), backlinks, person)

    def _body(self, key: str, locale: str) -> NoteBody:
        known = (self._language.tag, self._page.rpartition("/")[0], key, locale)
        if known not in self._bodies:
            self._bodies[known] = self._new_body(key, locale)
        return self._bodies[known]

    def _new_body(self, key: str, locale: str) -> NoteBody:
        evidence, language = self._evidence, self._language
        fact = evidence.facts.get(key)
        if fact is None:
            line = source_line(evidence.sources[key], language, self._page, locale=locale)
            return self._named(None, None, None, (line,))
        return self._named(
            facts_words(fact.entry.statement, language, self._languages),
            facts_words(fact.entry.caveat, language, self._languages),
            passage(fact, language),
            fact_sources(fact, evidence, language, self._page, locale),
        )

    def _named(
        self, statement: Words | None, caveat: Words | None, words: Passage | None, sources: tuple[SourceLine, ...]
    ) -> NoteBody:
        if (naming := self._naming) is not None:
            statement, caveat, words = naming.words(statement), naming.words(caveat), naming.passage(words)
            sources = tuple(map(naming.source, sources))
        return _body(statement, caveat, words, sources)


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


def _body(
    statement: Words | None, caveat: Words | None, words: Passage | None, sources: tuple[SourceLine, ...]
) -> NoteBody:
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
        author="" if source.publisher.startswith(source.author) else source.author,
        publisher=source.publisher,
        kind=language.text(f"kind.{note.kind}"),
        day=Day(source.issued, language.day(source.issued)) if source.issued else None,
        href=(links.with_text_fragment(source.url, words) if words else source.url) if linked else "",
        locator="" if linked else _locator(source),
        archive=note.archive if linked else "",
        remark=in_language(note.remark, language),
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
    name = "" if words.language == language.tag else language.language_name(words.language)
    return Passage(words.text, words.language, direction_of(words.language), name)


def facts_words(words: dict[str, str], language: Language, languages: Mapping[str, Language]) -> Words | None:
    """The statement or caveat of a fact in a language; the original's while the translation tells other numbers.

    A corrected figure waits for no translator: no page shows the old one in any language.
    """
    leading = next((tag for tag in languages if tag in words), "")
    own = words.get(language.tag)
    follows = not own or leading in ("", language.tag)
    if own and not follows and not told.agree(own, language.tag, words[leading], leading, languages):
        return Words(words[leading], leading, direction_of(leading))
    return in_language(words, language)


def in_language(words: dict[str, str], language: Language) -> Words | None:
    """A text in a language, else in the first one it is written in, which is then named; None where there is none."""
    if own := words.get(language.tag):
        return Words(own)
    return next((Words(text, tag, direction_of(tag)) for tag, text in words.items()), None)
