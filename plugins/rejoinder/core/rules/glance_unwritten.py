"""The glance stands for a text that nobody has written yet.

What:
    A glance of a few words without a source: “Summary to follow”, “See
    below”.

Why:
    Readers come with different amounts of time. Whoever reads the glance
    alone should leave with the facts; a placeholder sends them away with
    nothing, or to the claim.

Instead:
    Two to six sentences: what happened, whom it harmed, what is known, each
    with its source.

When it is wrong:
    A text whose glance needs no source is rare: cite the fact that the
    answer rests on, or allow it with a reason until the glance is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review

NAME = "glance-unwritten"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The glance, when it is short and cites nothing."""
    glance = [passage for passage in reading.passages if passage.where == "glance"]
    length = sum(passage.length for passage in glance)
    if glance and length < review.threshold(f"{NAME}.words") and not any(passage.cites for passage in glance):
        yield Hit(glance[0], 0, "", {"count": length})


RULE = Rule(
    name=NAME,
    id="S09",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    thresholds={"words": 20},
    authority=(
        Authority(
            "At-a-glance sections of rebuttals, EGU General Assembly 2023, abstract (E52)",
            "https://meetingorganizer.copernicus.org/EGU23/EGU23-1667.html",
        ),
    ),
    say={
        "en": (
            "the glance has {count} words and no source: it says nothing yet",
            "Tell in two to six sentences what happened, whom it harmed and what is known, with sources.",
        ),
        "ru": (
            "в разделе «вкратце» слов: {count}, источников нет: он пока ничего не сообщает",
            "Расскажите в двух–шести фразах, что произошло, кто пострадал и что известно, с источниками.",
        ),
        "ar": (
            "في الخلاصة {count} كلمات بلا مصدر: فهي لا تقول شيئًا بعد",
            "اذكر في جملتين إلى ست ما حدث ومن تضرر وما هو معروف، مع المصادر.",
        ),
    },
    check=check,
)
