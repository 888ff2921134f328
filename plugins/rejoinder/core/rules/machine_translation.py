"""A machine translated this and no person has reviewed its language.

What:
    A text with `translation: machine` in its front matter whose review names
    nobody for the language. It is a warning while the text is a draft, and an
    error once its review says that it is done.

Why:
    A slip of translation once put a publisher on a list of spreaders of false
    news: a machine errs where a reader cannot see it, in negations, in who did
    what to whom, in a court's words.

Instead:
    Have somebody who reads both languages compare the whole text with its
    original, and name the role: `review: {status: reviewed, language: …, on: …}`.
    Until then the page says at its top that a machine translated it, and search
    engines are asked to stay away.

When it is wrong:
    A person has rewritten the text. Then write `translation: human`.
"""

from collections.abc import Iterator

from rejoinder.core.explainer import place_in_field
from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.translated import unread_machine_translation


def check(reading: Reading, _: Review) -> Iterator[Hit]:
    """One hit for a text that nobody has compared with its original."""
    if unread_machine_translation(reading.text):
        claimed = reading.text.fields.review.status == "reviewed"
        line, column = place_in_field(reading.data, "translation")
        yield Hit(line=line, column=column, severity="error" if claimed else None)


RULE = Rule(
    name="machine-translation",
    id="L06",
    severity="warning",
    reads="text",
    authority=(
        Authority(
            "Poynter on the suit over mistranslated articles in the EU's list, 2018 (E54)",
            "https://www.poynter.org/fact-checking/2018/three-publications-are-suing-the-eu-over-fake-news-allegations/",
        ),
    ),
    say={
        "en": (
            "a machine translated this, and nobody has reviewed its language",
            "Name the role that compared it with the original (review: language), or write translation: human.",
        ),
        "ru": (
            "это машинный перевод, и никто не проверил его язык",
            "Укажите, кто сверил его с оригиналом (review: language), или напишите translation: human.",
        ),
        "ar": (
            "هذه ترجمة آلية ولم يراجع أحد لغتها",
            "اذكر صفة من قابلها بالأصل (review: language)، أو اكتب translation: human.",
        ),
    },
    check=check,
)
