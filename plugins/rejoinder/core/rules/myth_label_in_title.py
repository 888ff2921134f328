"""The title announces a myth instead of a fact.

What:
    A title that opens with a label such as “Myth:”, “Is it true that” or
    “Fact check:”, so that the claim comes first and the fact later or never.

Why:
    The label is forgotten sooner than what follows it. A reader who meets
    only the title takes away the claim.

Instead:
    Open with the fact itself: “The law protects people at a concert”.

When it is wrong:
    Only the first words of a title are read, so an explainer about a belief
    may name it further on. A page that explains how the site checks facts may
    say so: a title without a claim after the label can be allowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage
    from rejoinder.core.rule import Review


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """The label, when it opens the title."""
    for match in review.lexicons.find("myth-label-in-title", passage):
        if match.start == passage.words[0].start:
            yield Hit(passage, match.start, passage.text[match.start : match.end])


RULE = Rule(
    name="myth-label-in-title",
    id="S01",
    severity="error",
    scopes=("title",),
    lexicon="myth-label-in-title",
    authority=(
        Authority("The Debunking Handbook, 2011 (E01)", "https://studylib.net/doc/8143107/the-debunking-handbook"),
    ),
    say={
        "en": ("the title opens with “{words}”", "Open with the fact; the label leads readers to the claim."),
        "ru": (
            "заголовок начинается со слов «{words}»",
            "Начните с факта: такая пометка ведёт читателя к утверждению.",
        ),
        "ar": ("يبدأ العنوان بعبارة «{words}»", "ابدأ بالحقيقة؛ فهذه العبارة تقود القارئ إلى الادعاء."),
    },
    check=check,
)
