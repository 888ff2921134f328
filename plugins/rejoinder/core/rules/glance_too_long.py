"""The two-minute version is too long for two minutes.

What:
    A glance of more than 500 words, or one that is as long as the full text.

Why:
    Readers come with different amounts of time. A site of rebuttals that
    reviewed its own texts found that most had no entry level, and now aims at
    fewer than 500 words.

Instead:
    Keep in the glance what a reader needs who reads nothing else: what
    happened, whom it harmed, what is known. Leave the rest to the full text.

When it is wrong:
    A text that is still a stub has more glance than text: write the rest, or
    allow it with a reason until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The glance, when it is longer than it may be or than the text itself."""
    glance = [passage for passage in reading.passages if passage.where == "glance"]
    if not glance:
        return
    length = sum(passage.length for passage in glance)
    full = sum(passage.length for passage in reading.body if not passage.where)
    allowed = min(int(review.threshold("glance-too-long.words")), max(0, full - 1))
    if length > allowed:
        yield Hit(glance[0], 0, "", {"count": length, "allowed": allowed})


RULE = Rule(
    name="glance-too-long",
    id="S09",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    thresholds={"words": 500},
    authority=(
        Authority(
            "At-a-glance sections of rebuttals, EGU General Assembly 2023, abstract (E52)",
            "https://meetingorganizer.copernicus.org/EGU23/EGU23-1667.html",
        ),
    ),
    say={
        "en": ("the glance has {count} words; at most {allowed}", "Keep what a reader needs who reads nothing else."),
        "ru": (
            "в кратком тексте {count} слов; допустимо {allowed}",
            "Оставьте то, что нужно тому, кто прочтёт только это.",
        ),
        "ar": ("في الخلاصة {count} كلمة؛ الحد {allowed}", "أبقِ ما يحتاج إليه من لن يقرأ غيرها."),
    },
    check=check,
)
