"""Nothing says where and when the claim was met.

What:
    A talking point whose `why-answer` gives no year, or does not say who saw,
    heard or recorded the claim. A claim that has been about for generations
    needs no year when the text says so.

Why:
    To answer a claim is also to spread it. One that few people have met is
    better left alone, so the decision to answer should rest on where it was
    seen, and be dated, because that changes.

Instead:
    “A monitoring body recorded it in March 2024; teachers in two cities heard
    it in class in May.”

When it is wrong:
    The reason is not printed on the page and may be short, but without it
    nobody can ask again, next year, whether the claim still deserves an
    answer. If the word list lacks your way of saying it, allow it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rejoinder.core.passages import Passage
from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.rule import Review
    from rejoinder.core.site import Site

NAME = "reason-to-answer-missing"
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def check(site: Site, review: Review) -> Iterator[Hit]:
    """Each reason, in a language of the site that has the word list, that lacks a date or a sighting."""
    for identifier, point in site.talking_points.items():
        for tag, reason in point.why_answer.items():
            if tag in site.languages and review.lexicons.get(NAME, tag) and not _is_enough(reason, tag, review):
                yield Hit(words=reason, values={"tag": tag}, path=site.shown(f"talking-points/{identifier}.yaml"))


def _is_enough(reason: str, tag: str, review: Review) -> bool:
    passage = Passage(reason, "text", tag)
    lasting = review.lexicons.group(NAME, "lasting", tag)
    seen = any(True for _ in review.lexicons.find(NAME, passage))
    dated = any(1800 <= int(match[0]) <= 2200 for match in _YEAR.finditer(reason))
    return seen and (dated or any(stem in lasting for word in passage.words for stem in word.stems))


RULE = Rule(
    name=NAME,
    id="S12",
    severity="warning",
    reads="site",
    lexicon=NAME,
    authority=(
        Authority(
            "First Draft: Responsible reporting in an age of information disorder (E33)",
            "https://docslib.org/doc/2440867/responsible-reporting-in-an-age-of-information-disorder-october-2019-"
            "table-of-contents",
        ),
        Authority("The Oxygen of Amplification (E32)", "https://datasociety.net/output/oxygen-of-amplification/"),
    ),
    say={
        "en": (
            "why-answer ({tag}) does not say who met the claim and when: “{words}”",
            "Say who saw, heard or recorded it, and the year; or that it has been about for generations.",
        ),
        "ru": (
            "в why-answer ({tag}) не сказано, кто и когда встретил утверждение: «{words}»",
            "Назовите, кто его видел, слышал или записал и в каком году, либо что оно живёт поколениями.",
        ),
        "ar": (
            "لا يذكر why-answer ({tag}) من صادف الادعاء ومتى: «{words}»",
            "اذكر من رآه أو سمعه أو رصده وفي أي سنة، أو أنه متداول منذ أجيال.",
        ),
    },
    check=check,
)
