"""People are quoted within 48 hours of what happened to them.

What:
    A testimony or remembrance whose record dates the event today, yesterday or
    the day before (`days`: 2), or a quotation in the people section of a text
    that tells of violence on one of these days. Days are counted, not hours:
    what is held too long by this is held by a few hours.

Why:
    Of 116 survivors who answered Survivors Against Terror, 59 % suffered
    intrusion by media, most of it in the first 48 hours. Nobody who is in shock
    can weigh what publication will mean, names are confirmed later, and early
    numbers are wrong.

Instead:
    Official numbers with their day, where to turn for help, and a line that
    says what is not known yet. Come back after two days.

When it is wrong:
    A statement that an authority or a public advocate made for publication on
    the first day can stand: paraphrase it, or allow the rule with that reason.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rejoinder.core.explainer import testimonies
from rejoinder.core.figures import plain_digits
from rejoinder.core.position import Positions
from rejoinder.core.quotations import LEAST_WORDS, quotations
from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rejoinder.core.passages import Passage, Reading

NAME = "too-soon-after-the-event"
#: The word list of violence.
_VIOLENCE = "missing-content-note"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each person placed too early, then each quotation in the people section of a text about a fresh event."""
    today, days = review.site.settings.today, int(review.threshold(f"{NAME}.days"))
    for part in testimonies(reading.text):
        person = review.site.people.get(part.id)
        happened = (person.died or person.date) if person else None
        if happened is not None and 0 <= (today - happened).days <= days:
            place = Positions(reading.data).at(part.offset)
            yield Hit(words=part.id, line=place.line, column=place.column)
    fresh = {day for ago in range(days + 1) for day in _written(today - timedelta(ago), reading, review)}
    if not any(_tells_of(passage, fresh, review) for passage in reading.passages):
        return
    for quotation in quotations(reading):
        if quotation.passage.role == "people" and quotation.words >= LEAST_WORDS:
            yield Hit(quotation.passage, quotation.start, quotation.opening)


def _written(day: date, reading: Reading, review: Review) -> tuple[str, ...]:
    """A day as texts of this language write it: in words, and in digits."""
    tag = reading.text.language
    words = _plain(review.site.languages[tag].day(day)).removesuffix(" г.")
    return words, day.isoformat(), f"{day:%d.%m.%Y}"


def _plain(text: str) -> str:
    return plain_digits(text).replace("\u00a0", " ").replace("\u202f", " ")


def _tells_of(passage: Passage, days: set[str], review: Review) -> bool:
    """Whether a sentence holds one of some days and a word for violence."""
    text = _plain(passage.text)
    for day in days:
        at = text.find(day)
        if at >= 0 and not text[max(0, at - 1) : at].isdigit():
            start, end = passage.sentence_at(at)
            return any(start <= match.start < end for match in review.lexicons.find(_VIOLENCE, passage))
    return False


RULE = Rule(
    name=NAME,
    id="V08",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    thresholds={"days": 2},
    masked=True,
    authority=(
        Authority(
            "Survivors Against Terror, call to the media (E24)",
            "https://counterterrorbusiness.com/news/08112021/reporting-terrorist-attacks-should-change-say-victims",
        ),
    ),
    say={
        "en": (
            "somebody is shown within 48 hours of the event: {words}",
            "Give official numbers and help for now; come back after two days.",
        ),
        "ru": (
            "человек показан раньше, чем через 48 часов после события: {words}",
            "Пока оставьте официальные данные и помощь; вернитесь к этому через два дня.",
        ),
        "ar": (
            "شخص يظهر قبل مرور 48 ساعة على الحدث: {words}",
            "اكتف الآن بالأرقام الرسمية وسبل المساعدة، وعد إلى هذا بعد يومين.",
        ),
    },
    check=check,
)
