"""The sentences of a text that we state ourselves, each with what it cites: what the rules on sources read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .figures import Figures
    from .passages import Cited, Passage, Reading, Scope
    from .words import Word

#: Where statements stand that can carry a citation.
SCOPES: tuple[Scope, ...] = ("answer", "glance", "text", "item")
#: Sections that advise: what stands there is seldom a statement of fact.
ADVICE = ("conversation", "help")
_ASKS = ("?", "؟")
_CLOSING = "\"'”’»)] \n\u00a0"


@dataclass(slots=True)
class Sentence:
    """A sentence in our own voice.

    Attributes:
        passage: where it stands.
        start, end: its span.
        cites: what it cites; a mark right behind its last stop is its own.
        before: the sentence before it in the same section, or None.
    """

    passage: Passage
    start: int
    end: int
    cites: tuple[Cited, ...]
    before: Sentence | None
    _words: tuple[Word, ...] | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """Its words as a reader meets them."""
        return self.passage.text[self.start : self.end]

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        if self._words is None:
            self._words = tuple(self.passage.words_in(self.start, self.end))
        return self._words

    @property
    def stems(self) -> set[str]:
        """The stems of its words outside quotation marks."""
        return {stem for word in self.words if not self.passage.in_quotation(word.start) for stem in word.stems}

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip(_CLOSING).endswith(_ASKS)

    @property
    def first(self) -> int:
        """Where its first word starts."""
        return self.words[0].start if self.words else self.start

    def figures(self, counted: frozenset[str] = frozenset()) -> Figures:
        """The numbers and dates of it, at places of its passage, outside quotation marks and values of facts."""
        whole = figures.read(self.passage.text, self.passage.language, counted)
        values = [(cited.at - len(cited.figure), cited.at) for cited in self.passage.cites if cited.figure]

        def ours(start: int) -> bool:
            inside = self.start <= start < self.end and not self.passage.in_quotation(start)
            return inside and not any(low <= start < high for low, high in values)

        return figures.Figures(
            tuple(number for number in whole.numbers if ours(number.start)),
            tuple(date for date in whole.dates if self.start <= date.start < self.end),
        )


def sentences(reading: Reading, scopes: tuple[Scope, ...] = SCOPES) -> Iterator[Sentence]:
    """The sentences of a text in our own voice, in reading order."""
    before: Sentence | None = None
    section: tuple[str, int] = ("", -1)
    for passage in reading.passages:
        if passage.voice != "own" or passage.scope not in scopes:
            continue
        if (passage.where, passage.section) != section:
            before, section = None, (passage.where, passage.section)
        for sentence in of_passage(passage, before):
            before = sentence
            yield sentence


def of_passage(passage: Passage, before: Sentence | None = None) -> Iterator[Sentence]:
    """The sentences of one passage."""
    for start, end in passage.sentences:
        cites = tuple(cited for cited in passage.cites if start < cited.at <= end or cited.at == start == 0)
        before = Sentence(passage, start, end, cites, before)
        yield before
