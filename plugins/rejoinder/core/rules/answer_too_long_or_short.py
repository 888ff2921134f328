"""The answer is too long to be passed on, or too short to say anything.

What:
    An answer of fewer than 8 or more than 30 words, without its citations.

Why:
    The answer is what is sent in a chat, shown on a card and read out. A site
    that began with answers of a paragraph was asked by its readers for one
    line that they could use.

Instead:
    One or two sentences that name the subject and the fact: “People at a
    concert take no part in a war, and the law forbids attacks on them.”

When it is wrong:
    A language that joins words needs fewer of them, one that writes many
    small ones needs more: both numbers can be set for a site. In a script
    without spaces two letters are counted as one word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review

NAME = "answer-too-long-or-short"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The answer, when the number of its words is not within bounds."""
    written = [passage for passage in reading.passages if passage.where == "answer"]
    least, most = int(review.threshold(f"{NAME}.least")), int(review.threshold(f"{NAME}.most"))
    length = sum(passage.length for passage in written)
    if written and not least <= length <= most:
        yield Hit(written[0], 0, "", {"count": length, "least": least, "most": most})


RULE = Rule(
    name=NAME,
    id="S08",
    severity="error",
    reads="text",
    kinds=("explainer",),
    thresholds={"least": 8, "most": 30},
    authority=(
        Authority(
            "Skeptical Science: a history of one-line answers (E47)", "https://skepticalscience.com/print.php?n=243"
        ),
        Authority(
            "Skeptical Science on the state of its translations (E51)", "https://skepticalscience.com/print.php?n=6434"
        ),
    ),
    say={
        "en": ("the answer has {count} words", "Write {least} to {most} words that can be read without the rest."),
        "ru": ("слов в ответе: {count}", "Напишите от {least} до {most} слов, понятных без остального текста."),
        "ar": ("كلمات الجواب: {count}", "اكتب من {least} إلى {most} كلمة تُفهم دون بقية النص."),
    },
    check=check,
)
