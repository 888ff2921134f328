"""The section on people says nothing about people.

What:
    The people section of an explainer has fewer than two sentences, names
    nobody who was harmed or who helped, not even by role, or speaks more of
    the attackers than of them. A testimony placed there counts as a sentence
    about somebody.

Why:
    No Notoriety asks that those who were hurt and those who helped come
    before those who attacked. Victims who met journalists in the RAN network
    said the same: that they vanish behind the attack.

Instead:
    Say who was there, who was hurt and who helped, by role and with a source:
    “An usher led about 100 people to an exit.”

When it is wrong:
    Words for people are many and the list knows some. If a section speaks
    of people in other words, allow the rule with that reason and send us the
    words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.explainer import testimonies
from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage, Reading


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """One hit for a section with too little in it or too few people."""
    lexicon = review.lexicons.get(RULE.lexicon, reading.text.language)
    section = [passage for passage in reading.body if passage.role == "people"]
    if lexicon is None or not section:
        return
    sentences = [found for passage in section for found in _stems_by_sentence(passage)]
    people = [found for found in sentences if found & lexicon.groups.get("people", frozenset())]
    others = [found for found in sentences if found not in people and found & lexicon.groups.get("them", frozenset())]
    placed = sum(1 for _ in testimonies(reading.text))  # each of them speaks of one person
    least = review.threshold("people-left-out.sentences")
    if len(sentences) + placed < least or len(people) + placed <= len(others):
        yield Hit(section[0])


def _stems_by_sentence(passage: Passage) -> Iterator[set[str]]:
    for start, end in passage.sentences:
        yield {stem for word in passage.words_in(start, end) for stem in word.stems}


RULE = Rule(
    name="people-left-out",
    id="V01",
    severity="error",
    reads="text",
    kinds=("explainer",),
    lexicon="people-left-out",
    thresholds={"sentences": 2},
    authority=(
        Authority("No Notoriety, media protocol (E23)", "https://nonotoriety.com/"),
        Authority(
            "RAN, how victims and survivors perceive the media (E26)",
            "https://home-affairs.ec.europa.eu/whats-new/publications/ran-vot-perception-victimssurvivors-terrorism-media-milan-23-24-may-2022_sk",
        ),
    ),
    say={
        "en": (
            "the section on people says too little about people",
            "Say who was there, who was hurt and who helped, by role and with a source.",
        ),
        "ru": (
            "раздел о людях почти ничего о них не говорит",
            "Скажите, кто был там, кто пострадал и кто помогал: по роли и со ссылкой.",
        ),
        "ar": (
            "قسم الناس لا يكاد يقول شيئًا عن الناس",
            "قل من كان هناك ومن تضرر ومن ساعد، بالدور ومع المصدر.",
        ),
    },
    check=check,
)
