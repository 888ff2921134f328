"""The text speaks of the claim or of the group before facts and people.

What:
    The first sentence of the answer, the first paragraph of the glance, or
    the first heading or paragraph of the sections on facts and people speaks
    of the claim (“the claim that”, “propaganda says”), or opens with the
    group. (The order of sections is checked when the file is read.)

Why:
    What comes first frames the rest. Experiments find that the order of a
    correction matters less than its ingredients, so this is a warning; but
    the start is also what is cut out and passed on.

Instead:
    Open with what happened, where, when and to whom. The claim has its own
    section, after the people.

When it is wrong:
    A page on the history of a claim has to start with it. A claim for
    compensation, the public prosecutor and a claim of responsibility are not
    meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage, Reading
    from rejoinder.core.rule import Review

NAME = "claim-before-facts"


def _starts(reading: Reading) -> Iterator[tuple[Passage, int]]:
    """The passages that open a text, each with the place up to which it is read."""
    for answer in reading.of("answer"):
        yield answer, answer.sentences[0][1] if answer.sentences else 0
        break
    for glance in reading.of("glance"):
        yield glance, len(glance.text)
        break
    for role in ("facts", "people"):
        for scope in ("heading", "text"):
            first = next(
                (passage for passage in reading.passages if (passage.role, passage.scope) == (role, scope)), None
            )
            if first is not None:
                yield first, len(first.text)


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each word for the claim in an opening, and the group where an opening starts with it."""
    group = review.lexicons.group(NAME, "armed-group", reading.text.language)
    first_words = int(review.threshold(f"{NAME}.first-words"))
    for passage, end in _starts(reading):
        for match in review.lexicons.find(NAME, passage):
            if match.start >= end or passage.in_quotation(match.start):
                continue
            index, *_, last = [i for i, word in enumerate(passage.words) if match.start <= word.start < match.end] * 2
            if index < first_words or group.isdisjoint(passage.words[last].stems):
                yield Hit(passage, match.start, passage.text[match.start : match.end])


RULE = Rule(
    name=NAME,
    id="S04",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    lexicon=NAME,
    thresholds={"first-words": 4},
    authority=(
        Authority(
            "Study of the order of corrections, abstract (E04)", "https://pmc.ncbi.nlm.nih.gov/articles/PMC8715407"
        ),
        Authority(
            "Poynter: how to serve up a tasty truth sandwich (E03)",
            "https://www.poynter.org/reporting-editing/2020/how-to-serve-up-a-tasty-truth-sandwich/",
        ),
    ),
    say={
        "en": (
            "“{words}” comes before facts and people",
            "Open with what happened and to whom; the claim has its own section.",
        ),
        "ru": (
            "«{words}» стоит раньше фактов и людей",
            "Начните с того, что произошло и с кем; для утверждения есть свой раздел.",
        ),
        "ar": ("تسبق عبارة «{words}» الوقائع والناس", "ابدأ بما حدث ولمن حدث؛ فللادعاء قسمه."),
    },
    check=check,
)
