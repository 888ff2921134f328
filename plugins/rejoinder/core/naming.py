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
    """Whom the evidence of a site names, as the pages of one language may print it today."""

    def __init__(self, site: Site, tag: str) -> None:
        known: list[absence.Person] = []
        ended: list[absence.Person] = []
        today = site.settings.today
        for identifier, person in site.people.items():
            who = absence.Person(identifier, tuple(person.name.values()), tuple(person.words.values()))
            if person.consent.ended(today):
                ended.append(who)
            elif person.consent.covers(tag, "web", today):
                known.append(who)
        self._ended = absence.Searcher(ended) if ended else None
        self._known = absence.Searcher(known) if known else None
        self._each = {who.id: absence.Searcher([who]) for who in known}

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
        return self._ended is not None and any(self._ended.in_text(text) for text in texts if text)

    def _named(self, *texts: str) -> str:
        """The ids of those who are named, as `data-person` holds them; all are asked at once, for speed."""
        if self._known is None or not any(self._known.in_text(text) for text in texts if text):
            return ""
        return " ".join(
            own for own, searcher in self._each.items() if any(searcher.in_text(text) for text in texts if text)
        )
