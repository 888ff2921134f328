"""Words of people concerned stand in a text that nobody trauma-informed has reviewed.

What:
    A text with a testimony (`![](testimony:…)`) whose `review` names no role
    under `facts` and another one under `trauma`. A text that says it was
    reviewed is an error without both; a draft is a warning, because its review
    is still to come.

Why:
    The handbook of the RAN network on voices of victims puts their recovery
    first and asks for support before, during and after they take part. Whoever
    checks dates looks for other things than somebody who knows what a sentence
    does to those it is about.

Instead:
    `review: {status: reviewed, facts: editor, trauma: psychologist of the
    partner organisation, on: 2026-11-24}`. Roles, never names.

When it is wrong:
    A small organisation may have one editor. Ask a reviewer of a partner, and
    write that role. If one person truly holds both, write both roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.explainer import testimonies
from rejoinder.core.passages import Passage
from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading

NAME = "review-without-trauma-knowledge"


def check(reading: Reading, _: Review) -> Iterator[Hit]:
    """One hit for a text with testimony whose review lacks one of the two roles, or gives one role twice."""
    review = reading.text.fields.review
    if next(testimonies(reading.text), None) is None:
        return
    facts, trauma = (" ".join(role.casefold().split()) for role in (review.facts, review.trauma))
    if facts and trauma and facts != trauma:
        return
    at = Passage("review", "summary", reading.text.language, where="review")
    yield Hit(at, severity="error" if review.status == "reviewed" else "warning")


RULE = Rule(
    name=NAME,
    id="V13",
    severity="error",
    reads="text",
    kinds=("explainer",),
    authority=(
        Authority(
            "RAN, handbook “Voices of victims of terrorism” (E27)",
            "https://vdocuments.site/handbook-voices-of-victims-of-terrorism.html",
        ),
    ),
    say={
        "en": (
            "people's words stand here, and no trauma-informed review beside that of the facts",
            "Add two roles to review, facts and trauma; a reviewer from a partner will do.",
        ),
        "ru": (
            "здесь слова людей, а кроме проверки фактов нет проверки с пониманием травмы",
            "Укажите в review две роли, facts и trauma; подойдёт и рецензент из партнёрской организации.",
        ),
        "ar": (
            "هنا كلام أناس، ولم يراجعه إلى جانب مراجع الوقائع من يدرك أثر الصدمة",
            "أضف إلى review دورين: facts وtrauma، ويكفي مراجع من جهة شريكة.",
        ),
    },
    check=check,
)
