"""The page about the site does not say what it is for, or how it is made.

What:
    The page `about` of each language holds no sentence that states a purpose
    (education, prevention of violence, information …), or no link to the page
    on method. That publisher and contact are set is asked where the settings
    are read.

Why:
    The true purpose of a text on terrorism decides how the law takes it: the
    European regulation exempts what is published for education, journalism or
    to prevent terrorism. A reader who was sent a link asks the same.

Instead:
    “The purpose of this site is education and the prevention of violence. [How
    we work](method.md) says how.”

When it is wrong:
    If the purpose stands on another page, repeat it in one sentence here.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import SCOPES, sentences

NAME = "purpose-not-stated"
_ABOUT = ("about", "who-we-are", "about-us")
_METHOD = ("method.md", "methodology.md", "how-we-work.md")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The page about the site, when something is lacking."""
    if reading.text.slug not in _ABOUT:
        return
    tag = reading.text.language
    purpose, ends = (review.lexicons.group(NAME, group, tag) for group in ("purpose", "ends"))
    stated = any(
        not purpose.isdisjoint(sentence.stems) and not ends.isdisjoint(sentence.stems)
        for sentence in sentences(reading, (*SCOPES, "summary", "cell"))
    )
    linked = any(
        address.partition("#")[0].endswith(_METHOD) for passage in reading.passages for _, _, address in passage.links
    )
    if not (stated and linked):
        yield Hit(next(iter(reading.of("title")), None))


RULE = Rule(
    name=NAME,
    id="G02",
    severity="warning",
    reads="text",
    kinds=("page",),
    lexicon=NAME,
    authority=(
        Authority(
            "Regulation (EU) 2021/784, Article 1(3) (E39)",
            "https://fra.europa.eu/en/law-reference/regulation-eu-2021784-european-parliament-and-council-29-april-2021-addressing",
        ),
    ),
    say={
        "en": (
            "this page states no purpose, or does not lead to the method",
            "Say in one sentence what the site is for, and link to method.md.",
        ),
        "ru": (
            "на странице нет цели сайта или ссылки на метод",
            "Скажите одним предложением, зачем нужен сайт, и дайте ссылку на method.md.",
        ),
        "ar": (
            "لا تذكر هذه الصفحة غاية الموقع أو لا تقود إلى طريقة العمل",
            "اذكر في جملة واحدة غاية الموقع، وضع رابطاً إلى method.md.",
        ),
    },
    check=check,
)
