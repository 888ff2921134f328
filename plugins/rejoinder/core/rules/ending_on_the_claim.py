"""The text ends on the claim, on propaganda or on the group.

What:
    The last block of the text repeats the claim, is a quotation that rests on
    a monitor’s report or on nothing, or speaks of the claim or the group
    without a source, a link or a word of help; or it tells how the group came
    to be, even with a source, unless a court's.

Why:
    The end is remembered. The “truth sandwich” returns to the truth after the
    claim, and a reader who is shaken needs to know where to turn.

Instead:
    End with a fact and its source, or with where help can be found.

When it is wrong:
    “If this claim upset you, the help page lists services” speaks of the
    claim and ends on help: it is not flagged. A cited last sentence about the
    group is taken for a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.repetition import claims_of, repetitions
from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage, Reading
    from rejoinder.core.rule import Review

NAME = "ending-on-the-claim"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The last block, when it is neither fact nor help."""
    written = [passage for passage in reading.passages if not passage.where and passage.text.strip()]
    if not written:
        return
    block = [passage for passage in written if passage.block == written[-1].block]
    first, last = block[0], block[-1]
    if first.voice == "quotation":
        kinds = [review.kinds_of(mark.key) for passage in block for mark in passage.cites]
        if not kinds or any("monitor" in own for own in kinds):
            yield Hit(first, 0, first.text.strip())
        return
    share, order = review.threshold(f"{NAME}.share"), review.threshold(f"{NAME}.order")
    for _, found in repetitions(claims_of(reading, review), last, share, order):
        yield Hit(last, found.start, last.text[found.start : found.end])
        return
    if not _helps(last, review):
        for match in review.lexicons.find(NAME, last):
            if not last.in_quotation(match.start):
                yield Hit(last, match.start, last.text[match.start : match.end])
                return


def _helps(passage: Passage, review: Review) -> bool:
    """Whether a passage is a fact or leads somewhere: it links, speaks of help, or cites."""
    helping = review.lexicons.group(NAME, "help", passage.language)
    if passage.links or any(stem in helping for word in passage.words for stem in word.stems):
        return True
    return bool(passage.cites) and not _tells_its_history(passage, review)


def _tells_its_history(passage: Passage, review: Review) -> bool:
    """Whether a passage tells, with sources that are no court, how the group came to be."""
    if any("court" in review.kinds_of(mark.key) for mark in passage.cites):
        return False
    risen = review.lexicons.group(NAME, "history", passage.language)
    return any(not risen.isdisjoint(word.stems) for word in passage.words)


RULE = Rule(
    name=NAME,
    id="S11",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    lexicon=NAME,
    masked=True,
    thresholds={"share": 0.5, "order": 0.75},
    authority=(
        Authority(
            "Poynter: how to serve up a tasty truth sandwich (E03)",
            "https://www.poynter.org/reporting-editing/2020/how-to-serve-up-a-tasty-truth-sandwich/",
        ),
    ),
    say={
        "en": ("the text ends on “{words}”", "End with a fact and its source, or with where help can be found."),
        "ru": ("текст кончается на «{words}»", "Закончите фактом с источником или тем, где найти помощь."),
        "ar": ("ينتهي النص بـ«{words}»", "اختم بحقيقة ومصدرها، أو بموضع المساعدة."),
    },
    check=check,
)
