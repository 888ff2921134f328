"""The claim stands where a text is read alone.

What:
    The address (in English or the text's own words in Latin letters), the
    answer, a page's summary, a picture's alternative text, or the first 160
    characters of the glance or of the text repeat the claim. These are what cards, feeds,
    search results and forwarded messages show. (The title has a rule of its
    own, claim-in-title.)

Why:
    In a study of links on Facebook about three in four were shared unopened,
    so each of these is read without what corrects it. A claim there reaches
    more people than the whole page does.

Instead:
    Let each of them state the fact: `/what-the-law-protects/` rather than the
    claim in hyphens; an answer about the people, not about the accusation.

When it is wrong:
    Words that a fact shares with the claim are not flagged; its predicate
    must be there too, outside a sentence about courts or laws. If your own
    fact needs the same verb, choose another or allow it with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.repetition import OPENING, claims_in, claims_of, openings, repeated, repetitions, slug_claims_of
from rejoinder.core.rule import Authority, Hit, Rule, alt_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review
    from rejoinder.core.site import Site


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The address, then the answer or summary, then the openings of the glance and of the text."""
    share, order = review.threshold("claim-read-alone.share"), review.threshold("claim-read-alone.order")
    for slug in reading.of("slug"):
        spelled = slug_claims_of(reading, review)
        if any(repeated(claims, slug, (0, len(slug.text)), share, order) for claims in spelled):
            yield Hit(slug, 0, slug.text)
    claims = claims_of(reading, review)
    for passage in reading.of("answer", "summary"):
        for start, end in passage.sentences:
            found = repeated(claims, passage, (start, end), share, order, quoted=True)
            if found:
                yield Hit(passage, found.start, passage.text[found.start : found.end])
    if reading.kind != "explainer":
        return
    for passage, shown in openings(reading):
        for start, found in repetitions(claims, passage, share, order):
            if start < shown:
                yield Hit(passage, found.start, passage.text[found.start : found.end], {"characters": OPENING})


def in_pictures(site: Site, review: Review) -> Iterator[Hit]:
    """Alternative texts that say a claim: pictures travel without their page."""
    share, order = review.threshold("claim-read-alone.share"), review.threshold("claim-read-alone.order")
    for passage, path in alt_texts(site):
        claims = claims_in(passage.language, review)
        found = repeated(claims, passage, (0, len(passage.text)), share, order, quoted=True)
        if found:
            yield Hit(words=passage.text[found.start : found.end], path=path)


RULE = Rule(
    name="claim-read-alone",
    id="S02",
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
        "en": (
            "the claim stands where it is read alone: “{words}”",
            "State the fact here; cards, feeds and search results show this without the rest.",
        ),
        "ru": (
            "утверждение стоит там, где его прочтут отдельно: «{words}»",
            "Назовите здесь факт: карточки, ленты и поиск покажут это место без остального текста.",
        ),
        "ar": (
            "الادعاء في موضع يُقرأ وحده: «{words}»",
            "اذكر الحقيقة هنا؛ فالبطاقات والخلاصات ونتائج البحث تعرض هذا الموضع دون غيره.",
        ),
    },
    check=check,
    elsewhere=in_pictures,
)
