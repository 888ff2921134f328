"""A translation does not hold the same figures, dates and sources.

What:
    Two explainers of the same address in two languages, compared section by
    section with the one in the language that leads: facts and sources cited,
    values of facts, numbers and years. A number or a decade may be written in
    digits in one and in words in the other. A title or answer that is the same
    in both is not translated.

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

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rejoinder.core import passages, told
from rejoinder.core.explainer import Explainer, body_start
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.told import Told
from rejoinder.core.translation import original_of

NAME = "translation-differs"
#: Parts of an explainer that are compared as one each, besides its sections.
_FIELDS = ("answer", "glance")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """What a translation lacks or adds, section by section."""
    text = reading.text
    original = original_of(review.site, text)
    if not isinstance(text, Explainer) or not isinstance(original, Explainer):
        return
    for field in ("title", "answer"):
        if getattr(text.fields, field).strip() == getattr(original.fields, field).strip():
            yield Hit(next(reading.of(field), None), words=field, values={"language": original.language})
    theirs, ours = _held(original, review), _held(text, review, reading)
    for part in dict.fromkeys((*theirs, *ours)):
        missing, added = _differences(theirs.get(part, _Held()), ours.get(part, _Held()))
        words = ", ".join([f"−{name}" for name in missing] + [f"+{name}" for name in added])
        if words:
            yield Hit(_first(reading, part), words=words, values={"language": original.language})


@dataclass(frozen=True, slots=True)
class _Held:
    """What a part of a text cites, and the numbers that each of its passages tells outside the values of facts."""

    keys: frozenset[str] = frozenset()
    told: tuple[Told, ...] = ()


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
        memo[text.path] = {name: _held_in(own, review) for name, own in parts.items()}
    held: dict[str, _Held] = memo[text.path]
    return held


def _held_in(own: list[Passage], review: Review) -> _Held:
    keys: set[str] = set()
    numbers: list[Told] = []
    for passage in own:
        keys |= {f"{mark.key}#{mark.name}" if mark.figure else f"@{mark.key}" for mark in passage.cites}
        values = [(mark.at - len(mark.figure), mark.at) for mark in passage.cites if mark.figure]
        numbers.append(told.of(passage, review.site.languages.get(passage.language), values))
    return _Held(frozenset(key.removesuffix("#") for key in keys), tuple(numbers))


def _differences(theirs: _Held, ours: _Held) -> tuple[list[str], list[str]]:
    """What only the original holds, and what only the translation holds."""
    their_numbers, our_numbers = told.together(theirs.told), told.together(ours.told)
    missing, added = sorted(theirs.keys - ours.keys), sorted(ours.keys - theirs.keys)
    missing += [f"{value:.12g}" for value in their_numbers.missing_in(our_numbers)]
    added += [f"{value:.12g}" for value in our_numbers.missing_in(their_numbers)]
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
