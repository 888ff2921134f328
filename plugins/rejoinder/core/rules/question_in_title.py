"""The title asks what the claim says.

What:
    A title that ends with a question mark and shares the claim's predicate,
    or two or more of its telling words.

Why:
    A question puts the claim into the reader’s mind and leaves it open. Seen
    alone, in a list or a feed, it is the claim with a question mark.

Instead:
    Answer it in the title: not “Was the concert attacked because of a war?”
    but “The people at the concert took no part in any war”.

When it is wrong:
    A question that is not the claim’s (“Who was in the hall?”) is not
    flagged, nor are questions on pages about the site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.repetition import claims_of, likeness
from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review

_MARKS = ("?", "؟", "？")
_CLOSING = " \"'”’»)]"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The title, when it asks about a claim."""
    shared = review.threshold("question-in-title.shared")
    for title in reading.of("title"):
        if not title.text.rstrip(_CLOSING).endswith(_MARKS):
            continue
        for statements in claims_of(reading, review).each:
            found = likeness(statements[0], title, (0, len(title.text)), quoted=True)
            if found and (found.predicate or found.count >= shared):
                yield Hit(title, found.start, title.text[found.start : found.end])
                break


RULE = Rule(
    name="question-in-title",
    id="S10",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    thresholds={"shared": 2},
    authority=(
        Authority(
            "First Draft: Responsible reporting in an age of information disorder, chapter on headlines (E33)",
            "https://docslib.org/doc/2440867/responsible-reporting-in-an-age-of-information-disorder-october-2019-"
            "table-of-contents",
        ),
    ),
    say={
        "en": ("the title asks what the claim says: “{words}”", "Make it a statement: what is known."),
        "ru": ("заголовок спрашивает о том, что утверждают: «{words}»", "Скажите в заголовке, что известно."),
        "ar": ("العنوان يسأل عما يقوله الادعاء: «{words}»", "اجعله جملة خبرية تذكر ما هو معروف."),
    },
    check=check,
)
