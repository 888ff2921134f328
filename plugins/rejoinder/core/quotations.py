"""The quotations of a text: where each stands, how long it is, and on whose report it rests."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .passages import Cited, Passage, Reading
    from .rule import Review

#: The word list that tells whose a quotation is.
ATTRIBUTION = "quotation-without-attribution"
#: Shorter ones are terms and names in quotation marks, not quotations.
LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words in a text.

    Attributes:
        passage, start, end: where they stand; of several paragraphs the first.
        words: how many there are, all paragraphs together.
        block: whether they are a block of their own (`> …`) rather than inside a sentence.
        speaker: the line that names whose words they are, of a block.
        cites: what the quotation is cited to.
    """

    passage: Passage
    start: int
    end: int
    words: int
    block: bool
    speaker: Passage | None
    cites: tuple[Cited, ...]

    @property
    def opening(self) -> str:
        """Its first words."""
        inside = self.passage.words_in(self.start, self.end)[:6]
        return self.passage.text[inside[0].start : inside[-1].end] if inside else ""


def quotations(reading: Reading) -> Iterator[Quotation]:
    """The quotations of a text in reading order: blocks, and spans inside quotation marks."""
    blocks: dict[tuple[str, int], list[Passage]] = {}
    speakers: dict[tuple[str, int], Passage] = {}
    for passage in reading.passages:
        if passage.scope == "quotation":
            blocks.setdefault((passage.where, passage.block), []).append(passage)
        elif passage.scope == "speaker":
            speakers[passage.where, passage.block] = passage
    before: Passage | None = None
    for passage in reading.passages:
        if passage.scope == "quotation":
            key = (passage.where, passage.block)
            if passage is blocks[key][0]:
                yield _block(blocks[key], speakers.get(key), before)
        elif passage.voice == "own" and passage.scope != "speaker":
            yield from _inside(passage)
            before = passage


def of_propaganda(quotation: Quotation, review: Review) -> bool:
    """Whether words come from propaganda.

    They do when a monitor reported them, when the text says that they are the group's, and when the claim section
    cites nobody for them. Whatever a court quotes is its record.
    """
    kinds = {kind for cited in quotation.cites for kind in review.kinds_of(cited.key)}
    if "monitor" in kinds:
        return True
    if "court" in kinds or quotation.words < LEAST_WORDS:
        return False
    return _said_by_the_group(quotation, review) or (not kinds and quotation.passage.role == "claim")


def _said_by_the_group(quotation: Quotation, review: Review) -> bool:
    """Whether the speaker's line, or the sentence around the quotation, names the group's people or organs."""
    passage = quotation.speaker if quotation.block else quotation.passage
    if passage is None:
        return False
    near = passage.words if quotation.block else passage.words_around(quotation.start)
    spoken = [word for word in near if not passage.in_quotation(word.start)]
    stems = {stem for word in spoken for stem in word.stems}

    def names(group: str) -> bool:
        return not stems.isdisjoint(review.lexicons.group(ATTRIBUTION, group, passage.language))

    if names("others"):
        return False
    return names("propaganda") or (names("groups") and names("organs")) or (quotation.block and names("attackers"))


def _block(paragraphs: list[Passage], speaker: Passage | None, before: Passage | None) -> Quotation:
    first = paragraphs[0]
    cites = tuple(cited for part in [*paragraphs, *([speaker] if speaker else [])] for cited in part.cites)
    if not cites and before is not None and before.section == first.section and before.text.rstrip().endswith(":"):
        cites = before.cites[-1:]
    count = sum(len(part.words) for part in paragraphs)
    return Quotation(first, 0, len(first.text), count, True, speaker, cites)


def _inside(passage: Passage) -> Iterator[Quotation]:
    for start, end in passage.quoted:
        count = len(passage.words_in(start, end))
        if count:
            yield Quotation(passage, start, end, count, False, None, _cited_for(passage, start, end))


def _cited_for(passage: Passage, start: int, end: int) -> tuple[Cited, ...]:
    """What stands behind a quotation: the next mark of its sentence, or the last before it in the paragraph."""
    first, last = passage.sentence_at(start)[0], passage.sentence_at(max(start, end - 1))[1]
    if after := passage.cited_in(end, last):
        return passage.cited_in(after[0].at, after[0].at)
    before = passage.cited_in(first, start) or passage.cited_in(0, start)
    return passage.cited_in(before[-1].at, before[-1].at) if before else ()


def names_behind(passage: Passage, nouns: frozenset[str], naming: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """Names in quotation marks right behind a noun (“the channel called ‘…’”): the noun's number, start, end.

    Args:
        passage: what to look through.
        nouns: stems of the nouns that a name may follow.
        naming: stems of words that may stand between the two.
    """
    if not passage.quoted or nouns.isdisjoint(passage.stems):
        return
    found = passage.words
    for start, end in passage.quoted:
        position = bisect.bisect_left(found, (start,)) - 1
        while position >= 0 and not naming.isdisjoint(found[position].stems):
            position -= 1
        if position >= 0 and not nouns.isdisjoint(found[position].stems) and start - found[position].end <= 40:
            yield position, start, end


def from_a_monitor(passage: Passage, index: int, review: Review) -> bool:
    """Whether the sentence that holds a place cites a monitoring body."""
    cited = passage.cited_in(*passage.sentence_at(index))
    return any("monitor" in review.kinds_of(mark.key) for mark in cited)
