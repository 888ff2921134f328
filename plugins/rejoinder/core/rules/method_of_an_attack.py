"""A detail says how an attack was made.

What:
    Words for how a device was built and what it held, for amounts,
    ammunition, gaps in security, routes, rehearsals and purchases, beside
    an attack or those who committed it, in our own voice.

Why:
    Details of method teach the next attacker and wound those who were
    there. Survivors of attacks ask for reports without detailed accounts of
    methods.

Instead:
    “An explosive device”, “they entered the hall”, “they had planned it for
    weeks”. What matters is whom it harmed.

When it is wrong:
    Findings of a court may be told in a sentence that cites the court. Bans
    and regulations of substances, accidents, weapons dropped from aircraft
    in a war and the way by which survivors got out are not meant.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Passage
from rejoinder.core.rule import Authority, Hit, Review, Rule, lexicon_hits

NAME = "method-of-an-attack"


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """The first such word of each sentence that does not rest on a court."""
    last = -1
    for hit in lexicon_hits(passage, review, NAME):
        start, end = passage.sentence_at(hit.start)
        if start == last or any("court" in review.kinds_of(mark.key) for mark in passage.cited_in(start, end)):
            continue
        last = start
        yield hit


RULE = Rule(
    name=NAME,
    id="A10",
    severity="error",
    lexicon=NAME,
    listed=True,
    masked=True,
    authority=(
        Authority(
            "Survivors Against Terror on reporting, as told by The Briton (E24)",
            "https://britonpress.com/survivors-urge-media-to-reconsider-coverage-of-terror-attacks",
        ),
        Authority(
            "“Reporting of terrorist attacks should change, say victims” (E24)",
            "https://counterterrorbusiness.com/news/08112021/reporting-terrorist-attacks-should-change-say-victims",
        ),
    ),
    say={
        "en": ("a detail of how the attack was made: “{words}”", "Say what it did, not how. {instead}"),
        "ru": (
            "подробность о том, как было устроено нападение: «{words}»",
            "Скажите, что случилось, а не как. {instead}",
        ),
        "ar": ("تفصيل عن كيفية تنفيذ الهجوم: «{words}»", "اذكر ما حدث لا كيف نُفّذ. {instead}"),
    },
    check=check,
)
