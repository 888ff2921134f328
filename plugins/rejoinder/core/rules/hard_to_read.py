"""The glance, or a section, is hard to read.

What:
    The glance, and each section of the body in our own voice, once they have
    words enough to be measured: in English the Flesch–Kincaid grade (glance 8,
    body 11), in Russian Flesch's reading ease as Oborneva adapted it (glance
    45, body 30 or more), in Arabic words per sentence (glance 18, body 22), in
    other languages LIX (glance 45, body 55). Proper names do not count. Of
    12 to 24 words only what is twice too hard is told.

Why:
    Plain words reach more people, those who read in a second language or in
    distress first. Government services write for a reading age far below that
    of their readers' schooling.

Instead:
    Shorter sentences, one thought each; verbs instead of nouns in -tion; the
    common word for the learned one: “the group uses real anger to …”.

When it is wrong:
    A measure knows neither your readers nor your subject. The numbers are the
    house's own proposal; `hard-to-read.en` and the others change them.
"""

from collections.abc import Iterator
from itertools import groupby

from rejoinder.core import readability
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.readability import Counts
from rejoinder.core.rule import Authority, Hit, Review, Rule

NAME = "hard-to-read"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The glance and each section that is over its limit."""
    parts = [("-glance", list(reading.of("glance")))]
    body = [passage for passage in reading.of("text", "item") if passage.voice == "own" and not passage.where]
    parts += [("", list(section)) for _, section in groupby(body, key=lambda passage: passage.role or passage.section)]
    for place, passages in parts:
        counts = readability.count(passages)
        value, limit = _measure(counts, reading.text.language, place, review)
        if counts.words < review.threshold(f"{NAME}.words"):
            # a measure of few words is rough: only what is twice too hard is told
            if counts.words < review.threshold(f"{NAME}.least-words"):
                continue
            limit = _harder(limit, reading.text.language)
        if _over(value, limit, reading.text.language):
            first = _longest(passages)
            yield Hit(first, 0, values={"value": f"{value:.0f}", "limit": f"{limit:.0f}"})


def _measure(counts: Counts, tag: str, place: str, review: Review) -> tuple[float, float]:
    """The measure of a language, and its limit."""
    language = tag.partition("-")[0].lower()
    if language == "en":
        return readability.flesch_kincaid(counts), review.threshold(f"{NAME}.en{place}")
    if language == "ru":
        return readability.flesch_russian(counts), review.threshold(f"{NAME}.ru{place}")
    if language == "ar":
        return counts.words_per_sentence, review.threshold(f"{NAME}.ar{place}")
    return readability.lix(counts), review.threshold(f"{NAME}.lix{place}")


def _over(value: float, limit: float, tag: str) -> bool:
    """Whether a text is harder than its limit. Reading ease falls as texts get harder; the others rise."""
    easier_is_more = tag.partition("-")[0].lower() == "ru"
    return round(value) < limit if easier_is_more else round(value) > limit


def _harder(limit: float, tag: str) -> float:
    """A limit that only a text passes which is twice too hard."""
    return limit / 2 if tag.partition("-")[0].lower() == "ru" else limit * 2


def _longest(passages: list[Passage]) -> Passage:
    """The passage with the longest sentences: where to begin."""
    return max(passages, key=lambda passage: len(passage.words) / max(1, len(passage.sentences)))


RULE = Rule(
    name=NAME,
    id="D04",
    severity="warning",
    reads="text",
    thresholds={
        "words": 25,
        "least-words": 12,
        "en-glance": 8,
        "en": 11,
        "ru-glance": 45,
        "ru": 30,
        "ar-glance": 18,
        "ar": 22,
        "lix-glance": 45,
        "lix": 55,
    },
    authority=(
        Authority(
            "Storm ID on plain English in government content (E42)",
            "https://blog.stormid.com/content-accessibility-plain-english/",
        ),
    ),
    say={
        "en": (
            "this is hard to read: it measures {value}, the limit is {limit}",
            "Shorten the longest sentences, which begin here, and use common words.",
        ),
        "ru": (
            "это трудно читать: показатель {value}, предел {limit}",
            "Сократите самые длинные предложения (они здесь) и возьмите слова попроще.",
        ),
        "ar": (
            "نص صعب القراءة: القياس {value} والحد {limit}",
            "قصّر أطول الجمل، وهي هنا، واستعمل كلمات مألوفة.",
        ),
    },
    check=check,
)
