"""Propaganda is quoted without saying, beside it, whose words they are.

What:
    Quoted words that a monitoring body reported, that the text gives as the
    group's, or that the claim section cites to nobody. Inside a sentence, a
    word that attributes them (“the post says”, “supporters claim”) must
    come before them in the same paragraph. A block of its own must say it
    in the line that names the speaker. And sentences that open a paragraph which
    names nobody at all, unless a court, an authority, a newspaper or an aid
    organisation is cited for them. Terms of up to three words in
    quotation marks are not read.

Why:
    Quotations are cropped. A screenshot or a search snippet that shows the
    words without the distance makes us their publisher: entries of a
    well-known glossary of extremism were “intentionally misrepresented and
    misused”.

Instead:
    Put the attribution first: “A post by supporters of the group falsely
    says …”. For a block: > — post by supporters of the group [@key]

When it is wrong:
    Words of courts, studies, states and people who were harmed are not
    meant; the source they cite tells them apart. If a sentence attributes
    in a way the list does not know, tell us the words.
"""

from collections.abc import Iterator

from rejoinder.core.lexicon import holds
from rejoinder.core.passages import Reading
from rejoinder.core.quotations import ATTRIBUTION, LEAST_WORDS, Quotation, of_propaganda, quotations
from rejoinder.core.rule import Authority, Hit, Review, Rule


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each quotation of propaganda before which nobody is named."""
    for quotation in quotations(reading):
        if quotation.words < LEAST_WORDS:
            continue
        of_theirs = of_propaganda(quotation, review) and not _attributed(quotation, review)
        if of_theirs or _bare(quotation, review):
            yield Hit(quotation.passage, quotation.start, quotation.opening)


def _bare(quotation: Quotation, review: Review) -> bool:
    """Whether sentences open a paragraph that names nobody, and no court, authority or newspaper stands behind them."""
    passage = quotation.passage
    if quotation.block or passage.scope != "text" or passage.where or passage.text[: quotation.start].strip():
        return False
    inside, behind = passage.text[: quotation.end - 1].rstrip(), passage.text[quotation.end :]
    if not inside.endswith((".", "!", "?", "…", "؟")) and any(letter.isalnum() for letter in behind):
        return False
    kinds = {kind for cited in passage.cites for kind in review.kinds_of(cited.key)}
    if kinds - {"monitor", "academic"}:
        return False
    if any(not passage.in_quotation(match.start) for match in review.lexicons.find(ATTRIBUTION, passage)):
        return False
    named = review.lexicons.group(ATTRIBUTION, "others", passage.language)
    named |= review.lexicons.group(ATTRIBUTION, "saying", passage.language)
    outside = (word for word in passage.words if not passage.in_quotation(word.start))
    return not any(holds(named, word) for word in outside)


def _attributed(quotation: Quotation, review: Review) -> bool:
    passage, before = quotation.passage, quotation.start
    if quotation.block:
        if quotation.speaker is None:
            return False
        passage, before = quotation.speaker, len(quotation.speaker.text)
    found = review.lexicons.find(ATTRIBUTION, passage)
    return any(match.start < before and not passage.in_quotation(match.start) for match in found)


RULE = Rule(
    name="quotation-without-attribution",
    id="A02",
    severity="error",
    reads="text",
    lexicon=ATTRIBUTION,
    masked=True,
    authority=(
        Authority(
            "JTA on the ADL's withdrawal of its glossary of extremism, 2025 (E56)", "https://www.jta.org/?p=1889996"
        ),
    ),
    say={
        "en": (
            "nothing before these words says whose they are: “{words} …”",
            "Name the speaker first, with distance: “a post by supporters of the group falsely says …”.",
        ),
        "ru": (
            "перед этими словами не сказано, чьи они: «{words} …»",
            "Сначала назовите, кто это говорит, с дистанцией: «в сообщении сторонников группы ложно утверждается …».",
        ),
        "ar": (
            "لا شيء قبل هذه الكلمات يبيّن لمن هي: «{words} …»",
            "اذكر القائل أولاً مع مسافة منه: «يزعم منشور لأنصار التنظيم زورًا أن …».",
        ),
    },
    check=check,
)
