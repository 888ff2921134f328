"""A translation does not hold the same figures, dates and sources.

What:
    Two explainers of the same address in two languages, compared section by
    section with the one in the language that leads: facts and sources cited,
    values of facts, numbers and years. A number may be written in digits in one
    and in words in the other. A title or answer that is the same in both is not
    translated.

Why:
    A figure mended in one language and forgotten in another is an error that
    nobody there will find. Sites with many languages have met empty answers and
    missing titles.

Instead:
    State figures as values of facts, so that all languages change together, and
    bring every citation along.

When it is wrong:
    A number that only one language needs (a currency converted, a local
    helpline) belongs in a sentence of its own, with a waiver.
"""

import re
from collections.abc import Iterator
from typing import Any

from rejoinder.core import figures, passages
from rejoinder.core.explainer import Explainer, body_start
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule

NAME = "translation-differs"
#: Parts of an explainer that are compared as one each, besides its sections.
_FIELDS = ("answer", "glance")
_PARTS = re.compile(r"\d+")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """What a translation lacks or adds, section by section."""
    text = reading.text
    original = _original(text, review) if isinstance(text, Explainer) else None
    if not isinstance(text, Explainer) or original is None:
        return
    for field in ("title", "answer"):
        if getattr(text.fields, field).strip() == getattr(original.fields, field).strip():
            yield Hit(next(reading.of(field), None), words=field, values={"language": original.language})
    theirs, ours = _held(original, review), _held(text, review, reading)
    for part in dict.fromkeys((*theirs, *ours)):
        missing, added = _differences(theirs.get(part, _EMPTY), ours.get(part, _EMPTY))
        words = ", ".join([f"−{name}" for name in missing] + [f"+{name}" for name in added])
        if words:
            yield Hit(_first(reading, part), words=words, values={"language": original.language})


def _original(text: Explainer, review: Review) -> Explainer | None:
    """The explainer of the same address in the leading language, else in the first that has it."""
    for tag in review.site.languages:
        found = review.site.explainers.get(f"{tag}/explainers/{text.slug}.md")
        if found is not None:
            return None if found is text else found
    return None


#: What is cited, and the numbers in digits and in words, of a part of a text.
_Held = tuple[frozenset[str], frozenset[float], frozenset[float]]
_EMPTY: _Held = (frozenset(), frozenset(), frozenset())


def _held(text: Explainer, review: Review, reading: Reading | None = None) -> dict[str, _Held]:
    memo: dict[str, Any] = review.memo.setdefault(NAME, {})
    if text.path not in memo:
        if reading is None:
            data = review.site.data(text.path)
            reading = passages.read(text, data, body_start(data), None)
        parts: dict[str, list[Passage]] = {}
        for passage in reading.passages:
            name = passage.where if passage.where in _FIELDS else passage.role if not passage.where else ""
            if name:
                parts.setdefault(name, []).append(passage)
        memo[text.path] = {name: _held_in(own) for name, own in parts.items()}
    held: dict[str, _Held] = memo[text.path]
    return held


def _held_in(own: list[Passage]) -> _Held:
    keys: set[str] = set()
    digits: set[float] = set()
    words: set[float] = set()
    for passage in own:
        keys |= {f"{mark.key}#{mark.name}" if mark.figure else f"@{mark.key}" for mark in passage.cites}
        found = figures.read(passage.text, passage.language)
        values = [(mark.at - len(mark.figure), mark.at) for mark in passage.cites if mark.figure]
        for number in found.numbers:
            if number.value is not None and not any(start <= number.start < end for start, end in values):
                (digits if number.kind == "digits" else words).add(number.value)
        for date in found.dates:
            plain = figures.plain_digits(passage.text[date.start : date.end])
            digits |= {float(part) for part in _PARTS.findall(plain)}
    return frozenset(key.removesuffix("#") for key in keys), frozenset(digits), frozenset(words)


def _differences(theirs: _Held, ours: _Held) -> tuple[list[str], list[str]]:
    """What only the original holds, and what only the translation holds."""
    missing, added = sorted(theirs[0] - ours[0]), sorted(ours[0] - theirs[0])
    missing += [f"{value:.12g}" for value in sorted(theirs[1] - ours[1] - ours[2]) if value > 1]
    added += [f"{value:.12g}" for value in sorted(ours[1] - theirs[1] - theirs[2]) if value > 1]
    return missing, added


def _first(reading: Reading, part: str) -> Passage | None:
    for passage in reading.passages:
        if part in (passage.where, passage.role):
            return passage
    return next(iter(reading.passages), None)


RULE = Rule(
    name=NAME,
    id="L03",
    severity="error",
    reads="text",
    kinds=("explainer",),
    authority=(
        Authority(
            "Skeptical Science on the state of its translations (E51)", "https://skepticalscience.com./print.php?n=5316"
        ),
    ),
    say={
        "en": (
            "not the same as the text in “{language}” (− is missing here, + stands only here): {words}",
            "Bring both into line; a figure stated as [149](fact:key) changes in all languages at once.",
        ),
        "ru": (
            "не совпадает с текстом на «{language}» (− здесь нет, + только здесь): {words}",
            "Приведите в соответствие; число в виде [149](fact:key) меняется во всех языках сразу.",
        ),
        "ar": (
            "لا يطابق النص بلغة «{language}» (− ناقص هنا، + هنا فقط): {words}",
            "وفّق بين النصين؛ والرقم المكتوب [149](fact:key) يتغير في كل اللغات معاً.",
        ),
    },
    check=check,
)
