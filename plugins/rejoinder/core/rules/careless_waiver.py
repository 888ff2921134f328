"""Waivers are many, give no real reason, or last too long.

What:
    A waiver whose reason has fewer than three words, one that ends more than
    thirteen months from today, and the fourth waiver of a text and those
    behind it.

Why:
    Who meets many warnings that are waved through stops reading warnings:
    maintainers of language checkers hear of it often. A reason that a colleague
    can judge, and a day on which somebody looks again, keep an exception one.

Instead:
    `<!-- rejoinder: allow A07 because these are soldiers of a state's army
    until 2027-05-24 -->`. Where a text needs many, mend the text, or tell us
    that the rule is wrong.

When it is wrong:
    A glossary may need many for good. Change `careless-waiver.page`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from rejoinder.core.passages import Reading
from rejoinder.core.position import Positions
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.waivers import WAIVER

NAME = "careless-waiver"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each waiver that is careless, in order."""
    words = int(review.threshold(f"{NAME}.words"))
    latest = review.site.settings.today + timedelta(days=review.threshold(f"{NAME}.days"))
    waivers = [(match, offset) for text, offset in reading.comments for match in WAIVER.finditer(text)]
    for index, (match, offset) in enumerate(waivers, 1):
        too_many = index > review.threshold(f"{NAME}.page")
        if too_many or len(match["reason"].split()) < words or _ends_after(match["until"], latest):
            place = Positions(reading.data).at(offset)
            yield Hit(words=match["rule"], line=place.line, column=place.column, values={"number": index})


def _ends_after(day: str, latest: date) -> bool:
    try:
        return date.fromisoformat(day) > latest
    except ValueError:
        return False  # reported where waivers are read


RULE = Rule(
    name=NAME,
    id="G06",
    severity="warning",
    reads="text",
    thresholds={"words": 3, "days": 396, "page": 3},
    authority=(
        Authority(
            "Complaints about false alarms of a language checker (E80)", "https://github.com/get-alex/alex/issues/46"
        ),
    ),
    say={
        "en": (
            "waiver {number} of this text, for {words}, is careless",
            "Give a reason that a colleague can judge and a day within a year; more than three waivers: mend the text.",
        ),
        "ru": (
            "исключение {number} в этом тексте, для {words}, сделано небрежно",
            "Назовите понятную причину и день не позже чем через год; больше трёх исключений — исправьте текст.",
        ),
        "ar": (
            "الاستثناء {number} في هذا النص، للقاعدة {words}، متسرّع",
            "اذكر سبباً يستطيع زميل أن يحكم عليه ويوماً خلال سنة؛ وإن زادت الاستثناءات على ثلاثة فأصلح النص.",
        ),
    },
    check=check,
)
