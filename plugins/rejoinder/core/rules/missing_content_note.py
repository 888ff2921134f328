"""A text about violence has no content note.

What:
    An explainer without `content-note` in which words for killing and injury
    are frequent: at least 6 of them, and at least 1.5 in 100 words.

Why:
    A reader who lost someone in an attack can choose when to read about one,
    if a line at the top says what is coming. Studies find that such lines do
    not lessen distress, so the note names topics and promises nothing.

Instead:
    Add one short line: `content-note: Describes a shooting and its
    aftermath.`

When it is wrong:
    A page may count the dead in a table of sources, or speak of killed bills
    and dead ends; the words are counted without their sense. Then allow the
    rule, or set the numbers in the settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """One hit for a violent text without a note, with the number of its words for violence."""
    if any(True for _ in reading.of("content-note")):
        return
    found = total = 0
    for passage in reading.passages:
        total += len(passage.words)
        found += sum(1 for _ in review.lexicons.find(RULE.lexicon, passage))
    least, density = review.threshold("missing-content-note.least"), review.threshold("missing-content-note.density")
    if found >= least and found * 100 >= density * total:
        yield Hit(next(reading.of("title"), None), 0, "", {"count": found})


RULE = Rule(
    name="missing-content-note",
    id="V07",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    lexicon="missing-content-note",
    thresholds={"least": 6, "density": 1.5},
    authority=(
        Authority(
            "Meta-analysis of trigger warnings, abstract (E37), doi 10.1177/21677026231186625",
            "https://www.mendeley.com/catalogue/72b33964-9461-3f06-ac96-dc28587fc413/",
        ),
    ),
    say={
        "en": (
            "{count} words of violence and no content note",
            "Add one calm line, for example “content-note: Describes a shooting and its aftermath.”",
        ),
        "ru": (
            "слов о насилии: {count}, а примечания о содержании нет",
            "Добавьте одну спокойную строку, например: «content-note: Описывает стрельбу и её последствия.»",
        ),
        "ar": (
            "{count} من كلمات العنف ولا ملاحظة عن المحتوى",
            "أضف سطرًا هادئًا واحدًا، مثل: «content-note: يصف إطلاق نار وما تلاه.»",
        ),
    },
    check=check,
)
