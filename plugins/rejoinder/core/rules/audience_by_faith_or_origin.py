"""Readers are addressed by faith or origin.

What:
    An `audience` named by religion, nation or ethnicity (“muslim-youth”),
    or a text that speaks to its readers as such (“dear Muslims”, “if you are
    a Muslim”, “Russian readers”). Languages are no origin: “russian-speakers”
    passes.

Why:
    A systematic review of 33 studies of prevention programmes found negative
    effects where they were aimed at specific ethnic or religious groups:
    those addressed felt suspected, and others learned whom to suspect.

Instead:
    Name a role or a situation: families, teachers, undecided readers,
    “people who saw the claim online”.

When it is wrong:
    A community may write for itself. Then the publisher says so on the page
    about the site, and allows the rule there with that reason.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from rejoinder.core.passages import Passage
from rejoinder.core.rule import Authority, Hit, Review, Rule, lexicon_hits

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The groups of words that name a faith or an origin.
_ORIGINS = ("faith", "nation", "origin")


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """The words of an audience that name a faith or an origin; elsewhere the phrases that address one."""
    if passage.scope == "audience":
        yield from _audience(passage, review)
    else:
        yield from lexicon_hits(passage, review, RULE.lexicon)


def _audience(passage: Passage, review: Review) -> Iterator[Hit]:
    """Audiences are keys, so their words are English whatever the language of the text."""
    seen: set[int] = set()
    for language in dict.fromkeys((passage.language, "en")):
        lexicon = review.lexicons.get(RULE.lexicon, language)
        if lexicon is None:
            continue
        origins = frozenset[str]().union(*(lexicon.groups.get(name, frozenset()) for name in _ORIGINS))
        speaking = lexicon.groups.get("speaking", frozenset())
        words = Passage(passage.text, passage.scope, language).words
        for word, following in itertools.zip_longest(words, words[1:]):
            speaks = following is not None and not speaking.isdisjoint(following.stems)
            if word.start not in seen and not speaks and not origins.isdisjoint(word.stems):
                seen.add(word.start)
                yield Hit(passage, word.start, passage.text[word.start : word.end])


RULE = Rule(
    name="audience-by-faith-or-origin",
    id="V11",
    severity="error",
    lexicon="audience-by-faith-or-origin",
    authority=(
        Authority(
            "Systematic review of 33 studies of prevention programmes, abstract (E11)",
            "https://jd.journals.publicknowledgeproject.org/index.php/jd/article/view/577",
        ),
    ),
    say={
        "en": (
            "readers are addressed by faith or origin: “{words}”",
            "Name a role or a situation, for example families or “people who saw the claim online”.",
        ),
        "ru": (
            "к читателям обращаются по вере или происхождению: «{words}»",
            "Назовите роль или ситуацию, например семьи или «люди, которые видели это утверждение в сети».",
        ),
        "ar": (
            "مخاطبة القراء بدينهم أو أصلهم: «{words}»",
            "سمِّ دورًا أو حالة، مثل العائلات أو «من رأوا الادعاء على الإنترنت».",
        ),
    },
    check=check,
)
