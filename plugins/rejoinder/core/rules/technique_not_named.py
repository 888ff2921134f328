"""The talking point does not name how its claim misleads.

What:
    A talking point with an empty list of `techniques`, or with a technique
    that is not in the house vocabulary. A claim that is a simple mistake is
    `plain-error`.

Why:
    A correction helps with one claim; a technique that a reader has learned
    to see helps with the next one too. One vocabulary lets explainers that
    meet the same technique lead to each other.

Instead:
    Name the technique that does the work: `techniques: [collective-guilt]`.

When it is wrong:
    If a claim uses a technique that the vocabulary lacks, choose the nearest
    and describe the difference in the text, or ask for a new word: the list
    stands in this rule, `core/rules/technique_not_named.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.finding import near
from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.rule import Review
    from rejoinder.core.site import Site

#: The house vocabulary. `plain-error`: the claim is mistaken and manipulates nobody.
VOCABULARY = (
    "appeal-to-inevitability",
    "awe-as-proof",
    "cherry-picking",
    "claiming-gods-side",
    "collective-guilt",
    "dehumanisation",
    "exploited-grievance",
    "fabricated-evidence",
    "false-dilemma",
    "false-equivalence",
    "fear-appeal",
    "hidden-hand",
    "impersonation",
    "insulting-doubters",
    "out-of-context",
    "plain-error",
    "scapegoating",
    "self-sealing-argument",
    "speaking-for-a-community",
    "strategic-genius",
    "violence-as-defence",
)


def check(site: Site, _review: Review) -> Iterator[Hit]:
    """Each talking point without a technique, and each technique that the vocabulary lacks."""
    for identifier, point in site.talking_points.items():
        path = site.shown(f"talking-points/{identifier}.yaml")
        known = ", ".join(VOCABULARY)
        if not point.techniques:
            yield Hit(words="techniques: []", values={"known": known}, path=path)
        for technique in point.techniques:
            if technique not in VOCABULARY:
                yield Hit(words=technique, values={"known": known, "near": near(technique, VOCABULARY)}, path=path)


RULE = Rule(
    name="technique-not-named",
    id="S06",
    severity="warning",
    reads="site",
    authority=(
        Authority(
            "The Debunking Handbook 2020 (E02)",
            "https://www.climatechangecommunication.org/all/handbook/the-debunking-handbook-2020/",
        ),
        Authority(
            "A practical guide to prebunking misinformation (E06)",
            "https://inoculation.science/a-practical-guide-to-prebunking-misinformation",
        ),
    ),
    say={
        "en": ("“{words}” names no technique of the vocabulary", "Name how the claim misleads, one of: {known}.{near}"),
        "ru": (
            "«{words}»: приём из словаря не назван",
            "Назовите, как утверждение вводит в заблуждение: {known}.{near}",
        ),
        "ar": ("«{words}»: لم يُسمَّ أسلوب من القائمة", "سمِّ الأسلوب الذي يضلل به الادعاء: {known}.{near}"),
    },
    check=check,
)
