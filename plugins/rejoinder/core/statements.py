"""The sentences of a text that we state ourselves, each with what it cites: what the rules on sources read."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Protocol, TypeVar

from . import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .figures import Figures
    from .passages import Cited, Passage, Reading, Scope
    from .words import Word

#: Where statements stand that can carry a citation.
SCOPES: tuple[Scope, ...] = ("answer", "glance", "text", "item")
#: Sections that advise: what stands there is seldom a statement of fact.
ADVICE = ("conversation", "help")
_ASKS = ("?", "؟")
_CLOSING = "\"'”’»)] \n\u00a0"


class _Place(Protocol):
    """Whatever stands at a place of a passage: a number, a date, a word of a list."""

    @property
    def start(self) -> int:
        """Where it begins."""


_Placed = TypeVar("_Placed", bound=_Place)


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
    _stems: frozenset[str] | None = field(default=None, repr=False)

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
    def stems(self) -> frozenset[str]:
        """The stems of its words outside quotation marks."""
        if self._stems is None:
            ours: Iterable[Word] = self.words
            if self.passage.quoted or self.passage.voice == "quotation":
                ours = (word for word in ours if not self.passage.in_quotation(word.start))
            self._stems = frozenset(chain.from_iterable([word.stems for word in ours]))
        return self._stems

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip(_CLOSING).endswith(_ASKS)

    @property
    def first(self) -> int:
        """Where its first word starts."""
        return self.words[0].start if self.words else self.start

    def beside(self, start: int, end: int, before: int, behind: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The nearest words before and behind a span, at most so many of each."""
        first = bisect.bisect_left(self.words, (start,))
        last = bisect.bisect_left(self.words, (end,))
        return self.words[max(0, first - before) : first], self.words[last : last + behind]

    def figures(self, counted: frozenset[str] = frozenset()) -> Figures:
        """The numbers and dates of it, at places of its passage, outside quotation marks and values of facts."""
        whole = figures.of(self.passage, counted)
        if not whole.numbers and not whole.dates:
            return whole
        values = [(cited.at - len(cited.figure), cited.at) for cited in self.cites if cited.figure]

        def ours(start: int) -> bool:
            return not self.passage.in_quotation(start) and not any(low <= start < high for low, high in values)

        return figures.Figures(
            tuple(number for number in self.holding(whole.numbers) if ours(number.start)), self.holding(whole.dates)
        )

    def holding(self, found: tuple[_Placed, ...]) -> tuple[_Placed, ...]:
        """Those of some finds, in order of their places, that begin inside the sentence."""
        first = bisect.bisect_left(found, self.start, key=lambda one: one.start)
        return found[first : bisect.bisect_left(found, self.end, key=lambda one: one.start)]


def sentences(reading: Reading, scopes: tuple[Scope, ...] = SCOPES) -> tuple[Sentence, ...]:
    """The sentences of a text in our own voice, in reading order; worked out once for all rules that ask."""
    key = ("statements", scopes)
    if key not in reading.memo:
        reading.memo[key] = tuple(_sentences(reading, scopes))
    found: tuple[Sentence, ...] = reading.memo[key]
    return found


def _sentences(reading: Reading, scopes: tuple[Scope, ...]) -> Iterator[Sentence]:
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
    index = 0
    for start, end in passage.sentences:
        first = index
        while index < len(passage.cites) and passage.cites[index].at <= end:
            index += 1
        cites = passage.cites[first:index]
        before = Sentence(passage, start, end, cites, before)
        yield before
