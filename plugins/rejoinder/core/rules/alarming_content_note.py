"""The content note is long or alarms.

What:
    A content note of more than 20 words, or one that warns of its own effect
    (“may trigger”, “traumatising”, “disturbing”, “WARNING”) instead of naming
    the topics.

Why:
    A meta-analysis of studies on trigger warnings found that they raise the
    anxiety before reading and do not lessen the distress. A plain list of
    topics lets a reader choose without being told how they will feel.

Instead:
    Name the topics in one short sentence: “Describes a shooting and its
    aftermath.”

When it is wrong:
    “Trigger” can be a part of a weapon, and “graphic” a kind of novel, but
    a content note rarely needs either. If a note must be longer because a
    page covers several events, allow it with that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Review, Rule, lexicon_hits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """The words that alarm, then a note that is too long, by the word at which it becomes so."""
    yield from lexicon_hits(passage, review, RULE.lexicon)
    allowed = int(review.threshold("alarming-content-note.words"))
    if len(passage.words) > allowed:
        word = passage.words[allowed]
        yield Hit(passage, word.start, passage.text[word.start :])


RULE = Rule(
    name="alarming-content-note",
    id="V07",
    severity="warning",
    scopes=("content-note",),
    kinds=("explainer",),
    lexicon="alarming-content-note",
    thresholds={"words": 20},
    authority=(
        Authority(
            "Meta-analysis of trigger warnings, abstract (E37), doi 10.1177/21677026231186625",
            "https://www.mendeley.com/catalogue/72b33964-9461-3f06-ac96-dc28587fc413/",
        ),
    ),
    say={
        "en": ("the content note alarms or is too long: “{words}”", "Name the topics in one short, calm sentence."),
        "ru": (
            "примечание о содержании пугает или слишком длинно: «{words}»",
            "Назовите темы одной короткой спокойной фразой.",
        ),
        "ar": ("ملاحظة المحتوى مُقلقة أو طويلة: «{words}»", "سمِّ الموضوعات في جملة قصيرة هادئة."),
    },
    check=check,
)
