"""The group's name comes first, or again and again.

What:
    The name of a violent group in the title, or within the first twelve
    words of the short answer, of the glance or of the text; and more than
    one mention in 150 words of our own. House style: the name once, in
    quotation marks, then “the group”.

Why:
    A name that opens a page and returns in every paragraph works as a
    brand. Survivors ask media not to build one; guidance on amplification
    calls attention the oxygen of such groups.

Instead:
    Begin with the people and the place: “People at a concert near Moscow
    …”. After the first mention write “the group”.

When it is wrong:
    A page about the history of the group may need the name more often:
    allow it, with the reason. Quotations and the titles of sources are not
    counted.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule

NAME = "group-brand-first"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Names at the start; then the first mention too many."""
    opening = int(review.threshold("group-brand-first.opening"))
    budget = max(1, int(reading.text.words / review.threshold("group-brand-first.words")))
    openings, own = _openings(reading), [passage for passage in reading.passages if passage.voice == "own"]
    mentions, crossing = 0, None
    for passage in own:
        for match in review.lexicons.find(NAME, passage):
            words = passage.text[match.start : match.end]
            before = sum(1 for word in passage.words if word.start < match.start)
            if passage.scope == "title" or (before < opening and any(passage is first for first in openings)):
                yield Hit(passage, match.start, words, {"count": 1, "allowed": 0})
            if passage.scope not in ("title", "slug", "reason"):
                mentions += 1
                if mentions == budget + 1:
                    crossing = Hit(passage, match.start, words)
    if crossing is not None:
        yield Hit(crossing.passage, crossing.start, crossing.words, {"count": mentions, "allowed": budget})


def _openings(reading: Reading) -> list[Passage]:
    """The first passage of the answer, of the glance and of the text."""
    found: dict[str, Passage] = {}
    for passage in reading.passages:
        if passage.voice == "own" and passage.scope in ("answer", "glance", "text"):
            found.setdefault(passage.scope, passage)
    return list(found.values())


RULE = Rule(
    name=NAME,
    id="A15",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    lexicon=NAME,
    thresholds={"opening": 12, "words": 150},
    authority=(
        Authority(
            "#WordsMatter, survivors' campaign (E21)",
            "https://uk.news.yahoo.com/no-lone-wolf-media-urged-101828022.html",
        ),
        Authority(
            "Data & Society, The Oxygen of Amplification (E32)",
            "https://datasociety.net/output/oxygen-of-amplification/",
        ),
    ),
    say={
        "en": (
            "the group's name comes first or too often: “{words}” (mentions: {count}, allowed here: {allowed})",
            "Begin with the people and the place; after the first mention write “the group”.",
        ),
        "ru": (
            "название группировки стоит первым или повторяется: «{words}» (раз: {count}, здесь допустимо: {allowed})",
            "Начните с людей и места; после первого упоминания пишите «группировка».",
        ),
        "ar": (
            "اسم التنظيم في المقدمة أو يتكرر: «{words}» (مرات الذكر: {count}، والمسموح هنا: {allowed})",
            "ابدأ بالناس والمكان؛ وبعد الذكر الأول اكتب «التنظيم».",
        ),
    },
    check=check,
)
