"""Propaganda is quoted at length.

What:
    Quoted words that a monitoring body reported (a source of kind
    *monitor*), that the text gives as the group's, or that the claim
    section cites to nobody: more than 25 words in one quotation, more than
    50 on a page, or more than a tenth of the page's words. A page may
    always quote as much as one quotation may.

Why:
    A long quotation spreads what it means to answer, and can be cut out and
    passed on. No Notoriety asks editors to refuse self-serving statements
    of perpetrators; survivors ask that manifestos be kept to the least.

Instead:
    Paraphrase in neutral words. Keep at most the few words by which a
    reader recognises the claim.

When it is wrong:
    Law, scripture, court records, studies and people who were harmed may be
    quoted at the length they need: cite the source, and nothing is counted.
    If a monitor's own analysis is quoted, paraphrase it or ask for a
    waiver.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Reading
from rejoinder.core.quotations import Quotation, of_propaganda, quotations
from rejoinder.core.rule import Authority, Hit, Review, Rule


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each quotation over its budget; else the quotation with which the page goes over its own."""
    allowed = int(review.threshold("quotation-too-long.words"))
    of_page = _page_budget(reading, review)
    total, over = 0, False
    for quotation in quotations(reading):
        if not of_propaganda(quotation, review):
            continue
        total += quotation.words
        if quotation.words > allowed:
            yield _hit(quotation, quotation.words, allowed)
        elif total > of_page and not over:
            yield _hit(quotation, total, of_page)
        over = over or total > of_page


def _page_budget(reading: Reading, review: Review) -> int:
    share = review.threshold("quotation-too-long.share") * reading.text.words
    return int(
        max(review.threshold("quotation-too-long.words"), min(review.threshold("quotation-too-long.page"), share))
    )


def _hit(quotation: Quotation, count: int, allowed: int) -> Hit:
    return Hit(quotation.passage, quotation.start, quotation.opening, {"count": count, "allowed": allowed})


RULE = Rule(
    name="quotation-too-long",
    id="A01",
    severity="error",
    reads="text",
    masked=True,
    thresholds={"words": 25, "page": 50, "share": 0.1},
    authority=(
        Authority("No Notoriety, media protocol (E23)", "https://nonotoriety.com/"),
        Authority(
            "Survivors Against Terror on reporting, as told by The Briton (E24)",
            "https://britonpress.com/survivors-urge-media-to-reconsider-coverage-of-terror-attacks",
        ),
    ),
    say={
        "en": (
            "{count} words of propaganda are quoted, at most {allowed}: “{words} …”",
            "Paraphrase; keep the few words that identify the claim.",
        ),
        "ru": (
            "цитируется слов пропаганды: {count}, допустимо {allowed}: «{words} …»",
            "Перескажите; оставьте только слова, по которым узнают утверждение.",
        ),
        "ar": (
            "كلمات الدعاية المقتبسة: {count}، والحد {allowed}: «{words} …»",
            "أعد الصياغة واحتفظ بالكلمات القليلة التي يُعرف بها الادعاء.",
        ),
    },
    check=check,
)
