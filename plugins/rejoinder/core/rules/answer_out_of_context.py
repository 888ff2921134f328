"""The answer opens with a word that points at something it does not hold.

What:
    An answer that begins with “This is …”, “They were …”, “It was …”, or with
    a reply to a question that nobody sees: “No, …”. (An answer that repeats
    the claim is told by claim-read-alone.)

Why:
    The answer is read alone, in a chat, on a card, aloud. What “this” was is
    then lost, or is taken to be the claim that somebody sent before it.

Instead:
    Name the subject: not “They took no part in it” but “People at a concert
    take no part in a war”.

When it is wrong:
    “It is a crime to …”, “Those who …” and “No war makes …” point at nothing
    and are not flagged. If your first word is understood without the page,
    allow it with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review

NAME = "answer-out-of-context"
_COMMAS = frozenset(",،.!:;؛")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The answer's first words, when they point elsewhere."""
    answer = next(reading.of("answer"), None)
    if answer is None or not answer.words:
        return
    first = answer.words[0]
    replies = review.lexicons.group(NAME, "replies", answer.language)
    if answer.text[first.end : first.end + 1] in _COMMAS and not replies.isdisjoint(first.stems):
        yield Hit(answer, first.start, answer.text[first.start : first.end])
        return
    for match in review.lexicons.find(NAME, answer):
        if match.start == first.start:
            yield Hit(answer, match.start, answer.text[match.start : match.end])


RULE = Rule(
    name=NAME,
    id="S08",
    severity="error",
    reads="text",
    kinds=("explainer",),
    lexicon=NAME,
    authority=(
        Authority(
            "Skeptical Science: a history of one-line answers (E47)", "https://skepticalscience.com/print.php?n=243"
        ),
        Authority(
            "Skeptical Science on the state of its translations (E51)", "https://skepticalscience.com/print.php?n=6434"
        ),
    ),
    say={
        "en": (
            "the answer opens with “{words}”, which points elsewhere",
            "Name the subject: the answer is read alone.",
        ),
        "ru": (
            "ответ начинается со слова «{words}», которое отсылает к другому тексту",
            "Назовите, о ком или о чём речь: ответ читают отдельно.",
        ),
        "ar": ("يبدأ الجواب بـ«{words}»، وهي تحيل إلى غيره", "سمِّ من تتحدث عنه أو ما تتحدث عنه؛ فالجواب يُقرأ وحده."),
    },
    check=check,
)
