"""A word lends greatness to those who attack.

What:
    Martyr, hero, soldier, knight, lion, “lone wolf”, mastermind, blessed
    operation and their like, said in our own voice of those who commit
    attacks; in alternative texts of pictures too. In a quotation that a monitoring body reported they are a
    suggestion: its words may be needed, or not.

Why:
    Groups recruit with these words. Survivors of attacks ask for “no lone
    wolf”; the Global Coalition's dictionary offers plain words instead of
    such titles.

Instead:
    “A man acting alone”, “a member of the group”, “the person who planned
    the attack”, “suicide attack”. When the word itself is the subject, put
    it in quotation marks or say who uses it: “the group calls them …”.

When it is wrong:
    The Arabic and Russian words for martyr said of victims, the soldiers of
    a state, the knights of a chronicle, a lion in a zoo, a surgeon's
    operation, an usher called a hero: none is meant. The lists know these
    by the words around them; where they do not, quotation marks or a waiver
    help.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Reading
from rejoinder.core.quotations import of_propaganda, quotations
from rejoinder.core.rule import Authority, Hit, Review, Rule, lexicon_hits, lexicon_hits_in_alts

NAME = "glorifying-word"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The words in our own voice; then those that propaganda is quoted with."""
    for passage in reading.passages:
        if passage.voice == "own":
            yield from lexicon_hits(passage, review, NAME)
    for quotation in quotations(reading):
        if not of_propaganda(quotation, review):
            continue
        for match in review.lexicons.find(NAME, quotation.passage):
            if quotation.start <= match.start < quotation.end:
                words = quotation.passage.text[match.start : match.end]
                yield Hit(quotation.passage, match.start, words, {"instead": match.instead}, "suggestion")


RULE = Rule(
    name=NAME,
    id="A07",
    severity="error",
    reads="text",
    lexicon=NAME,
    masked=True,
    authority=(
        Authority(
            "#WordsMatter: survivors ask media for “no lone wolf” (E21)",
            "https://uk.news.yahoo.com/no-lone-wolf-media-urged-101828022.html",
        ),
        Authority(
            "Global Coalition, Counter-Daesh Dictionary (E20)",
            "https://theglobalcoalition.org/en/counter-daesh-dictionary/",
        ),
    ),
    say={
        "en": ("a word that lends greatness to those who attack: “{words}”", "Write it plainly. {instead}"),
        "ru": ("слово, которое возвеличивает напавших: «{words}»", "Напишите проще. {instead}"),
        "ar": ("كلمة تُعظّم مرتكبي الهجمات: «{words}»", "اكتبها بلا تعظيم. {instead}"),
    },
    check=check,
    elsewhere=lambda site, review: lexicon_hits_in_alts(site, review, NAME),
)
