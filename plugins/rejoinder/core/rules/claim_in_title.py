"""The title says what the claim says.

What:
    A title that repeats the claim that the text answers: its predicate (the
    punishing, the creating, the serving) with half of its other telling
    words, or most of its words in its order. Denials, questions and quotation
    marks change nothing. On pages about the site every claim is compared.

Why:
    A headline is what readers remember, and often all that they read: in a
    study of links on Facebook about three in four were shared unopened. A
    title that states the claim in order to deny it spreads the claim.

Instead:
    State the fact: “The people at the concert took no part in any war”. The
    claim has its place further down, once, with a verdict.

When it is wrong:
    A fact may share nouns with its claim, and that is not flagged. If a title
    that is your own fact is taken for the claim, say it with another verb, or
    allow it with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.repetition import claims_of, repeated
from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The title, when it repeats a claim."""
    share, order = review.threshold("claim-in-title.share"), review.threshold("claim-in-title.order")
    for title in reading.of("title"):
        found = repeated(claims_of(reading, review), title, (0, len(title.text)), share, order, quoted=True)
        if found:
            yield Hit(title, found.start, title.text[found.start : found.end])


RULE = Rule(
    name="claim-in-title",
    id="S01",
    severity="error",
    reads="text",
    thresholds={"share": 0.5, "order": 0.75},
    authority=(
        Authority("The Debunking Handbook, 2011 (E01)", "https://studylib.net/doc/8143107/the-debunking-handbook"),
        Authority(
            "Study of links shared without being opened, Nature Human Behaviour, 2024 (E36)",
            "https://cordis.europa.eu./article/id/455673-will-you-read-past-this-title-probably-not",
        ),
    ),
    say={
        "en": ("the title repeats the claim: “{words}”", "State the fact in the title; the claim comes later, once."),
        "ru": (
            "заголовок повторяет утверждение: «{words}»",
            "Назовите в заголовке факт; утверждение прозвучит позже, один раз.",
        ),
        "ar": ("العنوان يكرر الادعاء: «{words}»", "اذكر الحقيقة في العنوان؛ فللادعاء موضعه لاحقًا، مرة واحدة."),
    },
    check=check,
)
