"""The text never says that the reader decides.

What:
    An explainer in which no sentence leaves the conclusion to the reader,
    such as “you can check each source and decide for yourself”. It looks in
    the short answer, the glance and the whole text.

Why:
    A plain statement that the choice is the reader's lowers reactance, the
    urge to defend a view because someone attacks it. It is also true: the
    page can offer sources and nothing else.

Instead:
    Add one sentence, for example at the end of the glance or of the section
    on conversation: “You can check each source and decide for yourself.”

When it is wrong:
    Many phrasings say the same and only some are known here. If yours does,
    allow the rule with a reason, and send us the sentence for the list.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """One hit for an explainer without a sentence that leaves the choice to its reader."""
    own = [passage for passage in reading.passages if passage.voice == "own"]
    if not any(True for passage in own for _ in review.lexicons.find(RULE.lexicon, passage)):
        yield Hit(next(reading.of("glance"), None))


RULE = Rule(
    name="choice-not-stated",
    id="D02",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    lexicon="choice-not-stated",
    authority=(
        Authority(
            "Reactance to forceful counter-messages, abstract (E08), doi 10.1080/15534510.2021.1908910",
            "https://libmast.utm.my/Record/doaj.art-b57d84eef82042fc8a05ff6058c3a7ad/Description",
        ),
    ),
    say={
        "en": (
            "no sentence says that the reader decides",
            "Add one, for example “You can check each source and decide for yourself.”",
        ),
        "ru": (
            "ни одна фраза не говорит, что решает читатель",
            "Добавьте её, например: «Каждый источник можно проверить и решить самостоятельно».",
        ),
        "ar": (
            "لا جملة تقول إن القرار للقارئ",
            "أضف جملة مثل: «يمكنك التحقق من كل مصدر وأن تقرر بنفسك.»",
        ),
    },
    check=check,
)
