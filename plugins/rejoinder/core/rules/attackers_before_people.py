"""The story of the attackers comes before the people.

What:
    In the facts section or among the people who were harmed, a sentence tells
    how attackers grew up, were recruited or trained, or how their group was
    founded and is led.

Why:
    No Notoriety asks to tell of those who were hurt and to keep the lives of
    those who attacked out of the news. A life story early on the page is what
    the next attacker hopes for, and what relatives meet first.

Instead:
    Keep the facts to what happened to people, the count and the trial. If
    the history of a group answers the claim, it belongs under what the record
    shows, after the people.

When it is wrong:
    A court may have judged a recruiter, so that recruitment is the fact. Then
    allow the passage with that reason, and say what the court found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Review, Rule, lexicon_hits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage


#: The sections up to the people's own.
_BEFORE = ("facts", "people")


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """The words of a life story in the sections that belong to what happened and to the people."""
    if passage.role in _BEFORE:
        yield from lexicon_hits(passage, review, RULE.lexicon)


RULE = Rule(
    name="attackers-before-people",
    id="V01",
    severity="error",
    scopes=("text", "item", "cell", "heading"),
    kinds=("explainer",),
    lexicon="attackers-before-people",
    listed=True,
    authority=(Authority("No Notoriety, media protocol (E23)", "https://nonotoriety.com/"),),
    say={
        "en": (
            "the story of the attackers comes before the people: “{words}”",
            "Move it under what the record shows, or leave it out.",
        ),
        "ru": (
            "история нападавших стоит раньше людей: «{words}»",
            "Перенесите её в раздел о том, что известно, или уберите.",
        ),
        "ar": (
            "قصة المهاجمين تسبق الناس: «{words}»",
            "انقلها إلى قسم ما تُظهره السجلات، أو احذفها.",
        ),
    },
    check=check,
)
