"""A source of our own, or of one who pays for the site, is cited unmarked.

What:
    A sentence that cites a source whose publisher or owner is the publisher
    of this site (PUBLISHER in the settings) or stands in a table of the
    funding page, and that has no word such as “our”, “we”, “funds”,
    “commissioned”.

Why:
    Readers judge a finding by who made it and who paid. The fact-checkers'
    code asks signatories to be open about both.

Instead:
    “[Organisation], which funds this site, found …”; “in our own survey of
    2025 we …”.

When it is wrong:
    Another organisation may bear the same name: write its full name in
    Zotero. This is a suggestion; a note at the head of the page does as
    well, in which case leave it.
"""

from collections.abc import Iterator

from rejoinder.core import passages
from rejoinder.core.explainer import body_start
from rejoinder.core.lexicon import holds
from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import sentences
from rejoinder.core.words import fold

NAME = "own-source-unmarked"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each sentence that cites us or a funder unmarked."""
    names = _ours(review)
    ours = review.lexicons.group(NAME, "ours", reading.text.language)
    for sentence in sentences(reading) if names else ():
        for mark in sentence.cites:
            own = _publishers(mark.key, names, review)
            if own and not any(holds(ours, word) for word in sentence.words):
                yield Hit(sentence.passage, sentence.first, own[0])
                break


def _publishers(key: str, names: frozenset[str], review: Review) -> list[str]:
    """The publishers behind a cited key that are ours or fund us."""
    memo: dict[str, list[str]] = review.memo.setdefault(f"{NAME}.publishers", {})
    if key not in memo:
        sources = review.sources_of(key)
        memo[key] = [one.publisher for one in sources if {fold(one.publisher), fold(one.note.owner)} & names]
    return memo[key]


def _ours(review: Review) -> frozenset[str]:
    """The publisher, and every name that fills a cell of the funding pages."""
    if NAME not in review.memo:
        names = {fold(review.site.settings.publisher)}
        for page in review.site.pages.values():
            if page.slug == "funding":
                data = review.site.data(page.path)
                reading = passages.read(page, data, body_start(data), None)
                names |= {fold(cell.text.strip()) for cell in reading.of("cell")}
        review.memo[NAME] = frozenset(names - {""})
    found: frozenset[str] = review.memo[NAME]
    return found


RULE = Rule(
    name=NAME,
    id="R12",
    severity="suggestion",
    reads="text",
    lexicon=NAME,
    authority=(
        Authority(
            "International Fact-Checking Network, code of principles (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
    ),
    say={
        "en": (
            "a source of our own or of a funder is cited unmarked: “{words}”",
            "Say so in the sentence: “…, which funds this site, found …”.",
        ),
        "ru": (
            "не сказано, что источник — наш или того, кто нам платит: «{words}»",
            "Скажите это в предложении: «…, которая финансирует этот сайт, установила …».",
        ),
        "ar": (
            "مصدر لنا أو لجهة تموّلنا لم يُذكر أنه كذلك: «{words}»",
            "اذكر ذلك في الجملة: «وجدت …، وهي تموّل هذا الموقع، أن …».",
        ),
    },
    check=check,
)
