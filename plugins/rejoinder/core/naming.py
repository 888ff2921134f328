"""Whom the evidence names: a source or fact that holds a person's name or words goes when the person goes.

The title of a speech names its speaker, and stands in notes and in the list of sources. What does so is marked with
the person, as their testimony is, so that it can be cut out of a published page; once their consent has ended, it is
not printed at all, and of a source the publisher and the day are left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from . import absence

if TYPE_CHECKING:
    from .site import Site
    from .view import Passage, SourceLine, Words


class Naming:
    """Whom the evidence of a site names, as the pages of one language may print it today. `of` makes them."""

    def __init__(self, known: _Known, ended: _Known) -> None:
        self._known, self._ended = known, ended

    def words(self, words: Words | None) -> Words | None:
        """A statement, caveat or remark, marked with whom it names; None where it names somebody who is gone."""
        if words is None or self._gone(words.text):
            return None
        named = self._named(words.text)
        return replace(words, person=named) if named else words

    def passage(self, passage: Passage | None) -> Passage | None:
        """The words of a source, in the same way."""
        if passage is None or self._gone(passage.text):
            return None
        named = self._named(passage.text)
        return replace(passage, person=named) if named else passage

    def source(self, line: SourceLine) -> SourceLine:
        """A source, in the same way. Of one that names somebody who is gone, no title, author or address is left."""
        line = replace(line, remark=self.words(line.remark))
        texts = (line.title, line.author, *(unquote(one) for one in (line.href, line.locator, line.archive)))
        if self._gone(*texts):
            return replace(line, title="", title_is_description=False, author="", href="", locator="", archive="")
        named = self._named(*texts)
        return replace(line, person=named) if named else line

    def _gone(self, *texts: str) -> bool:
        return bool(self._ended.named_in(texts))

    def _named(self, *texts: str) -> str:
        return self._known.named_in(texts)


def of(site: Site) -> dict[str, Naming]:
    """Whom the evidence names, by language. Languages in which the same people are shown share what was looked up."""
    today = site.settings.today
    made: dict[tuple[str, ...], _Known] = {}

    def known(ids: list[str]) -> _Known:
        people = ((own, site.people[own]) for own in ids)
        who = [absence.Person(own, tuple(one.name.values()), tuple(one.words.values())) for own, one in people]
        return made.setdefault(tuple(ids), _Known(who))

    ended = [own for own, person in site.people.items() if person.consent.ended(today)]
    return {
        tag: Naming(
            known([own for own, person in site.people.items() if person.consent.covers(tag, "web", today)]),
            known(ended),
        )
        for tag in site.languages
    }


class _Known:
    """Some people, and in which texts they were found."""

    def __init__(self, people: list[absence.Person]) -> None:
        self._people = people
        self._all: absence.Searcher | None = None
        self._each: dict[str, absence.Searcher] = {}
        self._found: dict[tuple[str, ...], str] = {}

    def named_in(self, texts: tuple[str, ...]) -> str:
        """The ids of those who are named in any of some texts, as `data-person` holds them."""
        if not self._people:
            return ""
        if texts not in self._found:
            self._found[texts] = self._search(texts)
        return self._found[texts]

    def _search(self, texts: tuple[str, ...]) -> str:
        if self._all is None:
            self._all = absence.Searcher(self._people)
        # Everybody in all of the texts at once: nearly always there is nobody.
        if not self._all.in_value("\n".join(texts)):
            return ""
        self._each = self._each or {who.id: absence.Searcher([who]) for who in self._people}
        return " ".join(own for own, one in self._each.items() if any(one.in_value(text) for text in texts))
