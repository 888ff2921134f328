"""The real harm that the claim uses is told without a source.

What:
    The section on the real harm cites nothing. When a talking point says that
    no real harm is used (`real-harm: none`), nothing is asked.

Why:
    Most claims of this kind feed on something that people really suffered. A
    reader who knows of it and finds it passed over, or mentioned without
    care, stops reading. To take it seriously is to tell it as exactly, and
    with as good a source, as everything else on the page.

Instead:
    Say who was harmed, by whom, when, and how that is known: “Civilians did
    die in that war [@key].”

When it is wrong:
    If the claim uses no real harm, say so in the talking point. People harmed
    by any side are people in their own right: do not weigh them against
    others to fill the section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading
    from rejoinder.core.rule import Review

NAME = "unsourced-real-harm"
#: How a talking point says that its claim uses no real harm.
NONE = ("none", "нет", "لا يوجد")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The section, when it cites less than it should."""
    written = [passage for passage in reading.body if passage.role == "real-harm"]
    if not written or _is_none(reading):
        return
    if len({mark.key for passage in reading.of(role="real-harm") for mark in passage.cites}) < review.threshold(
        f"{NAME}.citations"
    ):
        yield Hit(written[0], 0)


def _is_none(reading: Reading) -> bool:
    harm = reading.point.real_harm.get(reading.text.language, "") if reading.point else ""
    return harm.strip().rstrip(".").casefold() in NONE


RULE = Rule(
    name=NAME,
    id="S13",
    severity="suggestion",
    reads="text",
    kinds=("explainer",),
    thresholds={"citations": 1},
    authority=(
        Authority(
            "DISARM, counter C00042: address truth contained in narratives (E71)",
            "https://github.com/disarmfoundation/disarmframeworks",
        ),
        Authority(
            "The Conspiracy Theory Handbook (E05)", "https://docslib.org/doc/9155975/the-conspiracy-theory-handbook"
        ),
    ),
    say={
        "en": (
            "the real harm is told without a source",
            "Cite who found it; if the claim uses no real harm, write “real-harm: none” in the talking point.",
        ),
        "ru": (
            "о настоящем вреде сказано без источника",
            "Сошлитесь на того, кто его установил; если его нет, напишите в файле утверждения «real-harm: нет».",
        ),
        "ar": (
            "ذُكر الضرر الحقيقي دون مصدر",
            "استشهد بمن أثبته؛ وإن لم يكن ثمة ضرر فاكتب في ملف الادعاء «real-harm: لا يوجد».",
        ),
    },
    check=check,
)
