"""A text was changed after its publication and does not say what changed.

What:
    An explainer whose `updated` is later than `published` and that has no entry
    in `corrections` of that day or a later one; and a figure whose fact holds
    for a day after `updated`: the page states a newer value than it admits.
    What changed since the last release is not compared: no record of the values
    of a release exists.

Why:
    Readers who saw the old text should learn that it was wrong. The
    fact-checkers' code asks for open corrections, and search engines read them.

Instead:
    Add a dated entry to the list `corrections`, for example
    `{on: 2026-11-20, type: correction, text: "137 → 149 dead [@key]"}`. For
    spelling and layout add `minor: true`; readers are not shown it.

When it is wrong:
    If nothing of substance changed, leave `updated` as it was.
"""

from collections.abc import Iterator

from rejoinder.core.explainer import Explainer
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule

NAME = "change-without-correction"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The change that nothing tells of, then the figures that are newer than the text."""
    text = reading.text
    if not isinstance(text, Explainer):
        return
    fields = text.fields
    if fields.updated > fields.published and not any(entry.on >= fields.updated for entry in fields.corrections):
        day = Passage("updated", "summary", text.language, where="updated")
        yield Hit(day, words=fields.updated.isoformat())
    met: set[tuple[str, str]] = set()
    for passage in reading.passages:
        for mark in passage.cites:
            fact = review.evidence.facts.get(mark.key) if mark.figure else None
            figure = fact.figure(mark.name) if fact else None
            if figure is None or (mark.key, mark.name) in met:
                continue
            met.add((mark.key, mark.name))
            if figure.as_of > fields.updated.isoformat()[: len(figure.as_of)]:
                yield Hit(passage, max(0, mark.at - len(mark.figure)), mark.figure)


RULE = Rule(
    name=NAME,
    id="G01",
    severity="error",
    reads="text",
    kinds=("explainer",),
    authority=(
        Authority(
            "International Fact-Checking Network, code of principles: open corrections (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
        Authority("schema.org, correction (E46)", "https://www.schema.org/correction"),
    ),
    say={
        "en": (
            "a change that readers are not told of: “{words}”",
            "Add a dated entry to corrections (minor: true for wording); a newer figure needs a new updated day.",
        ),
        "ru": (
            "изменение, о котором читателям не сказано: «{words}»",
            "Добавьте в corrections запись с датой (для слов minor: true); новому числу нужен новый день updated.",
        ),
        "ar": (
            "تغيير لم يُخبر به القراء: «{words}»",
            "أضف سطراً مؤرخاً في corrections (ومعه minor: true للصياغة وحدها)، وللرقم الأحدث يوم updated جديد.",
        ),
    },
    check=check,
)
