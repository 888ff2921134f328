"""The claim is denied, and nothing is put in its place.

What:
    The section on what the record shows has fewer than two sentences, cites
    nothing, or is no longer than the claims it answers.

Why:
    A mistaken belief that is only taken away leaves a gap, and readers fill
    it with what they believed before. The Debunking Handbook asks for an
    alternative explanation.

Instead:
    Say what happened instead and how that is known: “Courts found … [@key].
    The people accused had …”. Two cited sentences can be enough.

When it is wrong:
    Some things are not known, and that is an explanation too: say what was
    looked for, by whom, and what was not found, with the source. A very long
    paraphrase of a claim is the fault more often than a short answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review

NAME = "explanation-missing"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The section, when it is too thin to take the claim's place."""
    written = [passage for passage in reading.body if passage.role == "instead"]
    if not written:
        return
    sentences = sum(len(passage.sentences) for passage in written)
    cited = len({mark.key for passage in reading.of(role="instead") for mark in passage.cites})
    length = sum(passage.length for passage in written)
    claimed = sum(passage.length for passage in reading.of("claim"))
    enough = sentences >= review.threshold(f"{NAME}.sentences") and cited >= review.threshold(f"{NAME}.citations")
    if not enough or length <= claimed:
        values = {"sentences": sentences, "cited": cited, "length": length, "claimed": claimed}
        yield Hit(written[0], 0, "", values)


RULE = Rule(
    name=NAME,
    id="S07",
    severity="error",
    reads="text",
    kinds=("explainer",),
    thresholds={"sentences": 2, "citations": 1},
    authority=(
        Authority("The Debunking Handbook, 2011 (E01)", "https://studylib.net/doc/8143107/the-debunking-handbook"),
    ),
    say={
        "en": (
            "nothing replaces the claim: sentences {sentences}, sources {cited}, words {length} (claim: {claimed})",
            "Tell what is known instead: two sentences or more, with a source, and longer than the claim.",
        ),
        "ru": (
            "нет объяснения: предложений {sentences}, источников {cited}, слов {length} (утверждение: {claimed})",
            "Расскажите, что известно: не меньше двух предложений, с источником и длиннее утверждения.",
        ),
        "ar": (
            "لا شيء يحل محل الادعاء: الجمل {sentences}، المصادر {cited}، الكلمات {length} (الادعاء {claimed})",
            "اذكر ما هو معروف بدلاً منه: جملتان على الأقل، مع مصدر، وأطول من الادعاء.",
        ),
    },
    check=check,
)
