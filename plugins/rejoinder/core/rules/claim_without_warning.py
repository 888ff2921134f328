"""The claim comes without a word of warning.

What:
    In the claim section, the paragraph right before a claim's box does not
    announce it; or a paragraph says the claim itself, and nothing in it or
    right before it does. An announcement says that a claim follows, or what it is
    worth: “The box below holds the claim, so that you can recognise it”, “The
    second claim is false”. A heading alone is not enough.

Why:
    A reader who is warned reads a claim critically; one who meets it cold may
    keep it and forget the correction. The Debunking Handbook asks for an
    explicit warning before any mention of a myth.

Instead:
    Put one sentence before each box: that a claim follows, why it is shown,
    or its verdict.

When it is wrong:
    There are more ways to announce a claim than a list can hold. If your
    sentence does it in other words, allow it with a reason, and tell whoever
    keeps the word list.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rejoinder.core.markup import Component
from rejoinder.core.repetition import claims_of, repetitions
from rejoinder.core.rule import Authority, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage, Reading
    from rejoinder.core.rule import Review


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each claim whose preceding paragraph, since the claim before it, announces nothing."""
    section = next((section for section in reading.text.sections if section.role == "claim"), None)
    if section is None:
        return
    known = {claim.id for claim in reading.point.claims} if reading.point else set()
    boxes = [
        part for part in section.parts if isinstance(part, Component) and part.scheme == "claim" and part.id in known
    ]
    written = [passage for passage in reading.passages if passage.role == "claim" and not passage.where]
    starts = [section.offset, *(box.offset for box in boxes)]
    for (after, before), box in zip(pairwise(starts), boxes, strict=True):
        between = [passage for passage in written if after <= passage.offset_of(0) < before]
        last = between[-1] if between else None
        if last is None or not _announces(last, review):
            yield Hit(last or (written[0] if written else None), values={"claim": box.id})
    yield from _told(written, [box.offset for box in boxes], reading, review)


def _told(written: list[Passage], boxes: list[int], reading: Reading, review: Review) -> Iterator[Hit]:
    """The claim in a paragraph's own words, when neither its sentence nor anything since the last box announces it."""
    share, order = review.threshold("claim-without-warning.share"), review.threshold("claim-without-warning.order")
    claims = claims_of(reading, review)
    warned = -1
    for passage in written:
        if passage.scope in ("heading", "quotation", "speaker"):
            continue
        found = [match.start for match in review.lexicons.find("claim-without-warning", passage)]
        for start, likeness in repetitions(claims, passage, share, order):
            _, end = passage.sentence_at(start)
            if not any(at < end for at in found) and not _since(boxes, warned, passage.offset_of(likeness.start)):
                yield Hit(passage, likeness.start, values={"claim": passage.text[likeness.start : likeness.end]})
        if found:
            warned = passage.offset_of(found[-1])


def _since(boxes: list[int], warned: int, here: int) -> bool:
    """Whether a warning was given before a place and no box has used it up."""
    return warned >= 0 and not any(warned < box < here for box in boxes)


def _announces(passage: Passage, review: Review) -> bool:
    if passage.scope in ("heading", "quotation", "speaker"):
        return False
    return any(True for _ in review.lexicons.find("claim-without-warning", passage))


RULE = Rule(
    name="claim-without-warning",
    id="S03",
    severity="error",
    reads="text",
    kinds=("explainer",),
    lexicon="claim-without-warning",
    thresholds={"share": 0.5, "order": 0.75},
    authority=(
        Authority("The Debunking Handbook, 2011 (E01)", "https://studylib.net/doc/8143107/the-debunking-handbook"),
    ),
    say={
        "en": (
            "nothing announces the claim “{claim}”",
            "Say right before its box that a claim follows and why it is shown, or give the verdict.",
        ),
        "ru": (
            "ничто не предупреждает об утверждении «{claim}»",
            "Скажите прямо перед рамкой, что дальше идёт утверждение и зачем оно здесь, или назовите вывод.",
        ),
        "ar": (
            "لا شيء ينبّه إلى الادعاء «{claim}»",
            "قل قبل إطاره مباشرة إن ما يلي ادعاء ولماذا يُعرض، أو اذكر الحكم عليه.",
        ),
    },
    check=check,
)
