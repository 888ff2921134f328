"""The text says the claim again.

What:
    A sentence or heading of the text, in our own voice, that repeats the
    claim. The claim has its one mention in its box, or without a box the
    first time it is said; every further one is flagged. Quotation marks are somebody else's voice. (The start of the
    text is read by claim-read-alone.)

Why:
    Each repetition makes a claim more familiar, and what is familiar is taken
    for true, even inside a denial. The Debunking Handbook's advice is to
    mention a myth once.

Instead:
    Write “this claim”, or go straight to what is known: not “the attack did
    not punish the country for its war” but “the people in the hall had come
    to hear music”.

When it is wrong:
    A claim that is partly true shares its true part with the record: say that
    part in other words or cite it. A sentence that needs the claim's words to
    take it apart can be allowed with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.markup import Component
from rejoinder.core.repetition import claims_of, openings, repetitions
from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Every repetition beyond the mentions that a text may have. A box is the first; without one, the claim section."""
    claims = claims_of(reading, review)
    share, order = review.threshold("claim-repeated.share"), review.threshold("claim-repeated.order")
    shown = {id(passage): end for passage, end in openings(reading)}
    left = int(review.threshold("claim-repeated.mentions")) - int(_boxed(reading))
    for passage in reading.of("glance", "heading", "text", "item", "cell"):
        for start, found in repetitions(claims, passage, share, order):
            left -= 1
            if start < shown.get(id(passage), 0):
                continue
            if left < 0:
                yield Hit(passage, found.start, passage.text[found.start : found.end])


def _boxed(reading: Reading) -> bool:
    """Whether the claim section shows the claim in its box."""
    parts = [part for section in reading.text.sections if section.role == "claim" for part in section.parts]
    return any(isinstance(part, Component) and part.scheme == "claim" for part in parts)


RULE = Rule(
    name="claim-repeated",
    id="S05",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    thresholds={"mentions": 1, "share": 0.5, "order": 0.75},
    authority=(
        Authority(
            "The Debunking Handbook 2020 (E02)",
            "https://www.climatechangecommunication.org/all/handbook/the-debunking-handbook-2020/",
        ),
        Authority("Its advice to mention a myth once, quoted (E02)", "https://mythcraft.branchoria.com/debunking/"),
    ),
    say={
        "en": ("the claim is said again: “{words}”", "Write “this claim”, or say what is known."),
        "ru": (
            "утверждение повторено: «{words}»",
            "Напишите «это утверждение» или скажите, что известно.",
        ),
        "ar": ("تكرر الادعاء: «{words}»", "اكتب «هذا الادعاء»، أو اذكر ما هو معروف."),
    },
    check=check,
)
