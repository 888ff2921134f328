"""A named organisation or person is called extremist without a ruling and its day.

What:
    Words such as “is an extremist organisation”, “is a front for”, “supports
    terrorism”, “hate preacher” about somebody who is named, in our own voice,
    where the sentence and those beside it do not cite a court, an official body
    or the UN, or name no date. Organisations on the UN Security Council's list
    are not meant.

Why:
    A list of disinformation cases had to take entries back after newspapers
    sued; entries of a glossary of extremism were turned against its publisher.
    Organisations are lawful until somebody competent has decided otherwise.

Instead:
    “[Organisation] was banned by [court] in 2023 [@ruling]; it disputes this
    [@reply].” Record that you asked for a reply, and when.

When it is wrong:
    A group that calls for violence in its own name needs no ruling to be called
    violent: say what it did and cite that.
"""

from collections.abc import Iterator
from itertools import pairwise

from rejoinder.core.lexicon import holds
from rejoinder.core.passages import Passage, Reading, Scope
from rejoinder.core.proper import names
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import SCOPES, Sentence, sentences
from rejoinder.core.words import Word

NAME = "accusation-without-ruling"
_READ: tuple[Scope, ...] = (*SCOPES, "title", "heading", "summary")
_COMPETENT = frozenset({"court", "official", "un"})
#: How many words before and behind the accusation the name may stand.
_BESIDE = 8


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each accusation that no ruling supports."""
    told = list(sentences(reading, _READ))
    for index, sentence in enumerate(told):
        passage = sentence.passage
        if sentence.asks:
            continue
        hedged = review.lexicons.group(NAME, "hedged", passage.language)
        for match in sentence.holding(review.lexicons.find(NAME, passage)):
            if passage.in_quotation(match.start):
                continue
            if not hedged.isdisjoint(sentence.stems) or not _named(sentence, match.start, match.end, review):
                continue
            if not _ruled(told, index, review):
                yield Hit(passage, match.start, passage.text[match.start : match.end])


def _named(sentence: Sentence, start: int, end: int, review: Review) -> bool:
    """Whether the sentence names, beside the accusation, an organisation or person that is not known for violence."""
    passage = sentence.passage
    near = [word for word in passage.words_around(start) if sentence.start <= word.start < sentence.end]
    before = [word for word in near if word.start < start]
    if _known_for_violence(before, passage, review):
        return False
    organisation = review.lexicons.group(NAME, "organisation", passage.language)
    if organisation:
        return any(holds(organisation, word) for word in before[:-1])
    beside = {word.start for word in before[-_BESIDE:]}
    beside |= {word.start for word in [word for word in near if word.start >= end][:_BESIDE]}
    return any(passage.words[first].start in beside for first in _names(passage))


def _known_for_violence(words: list[Word], passage: Passage, review: Review) -> bool:
    exempt, pair = (review.lexicons.group(NAME, group, passage.language) for group in ("exempt", "pair"))
    sides = pairwise(words)
    return any(holds(exempt, word) for word in words) or any(holds(pair, a) and holds(pair, b) for a, b in sides)


def _names(passage: Passage) -> Iterator[int]:
    """Where names begin, abbreviations in capitals among them, as places in the list of words."""
    yield from (first for first, _ in names(passage))
    for index, word in enumerate(passage.words):
        written = passage.text[word.start : word.end]
        if len(written) > 1 and written.isupper() and written.isalpha():
            yield index


def _ruled(told: list[Sentence], index: int, review: Review) -> bool:
    """Whether a competent body is cited, with a date, in the sentence or beside it."""
    sentence = told[index]
    beside = [other for other in told[max(0, index - 1) : index + 2] if other.passage is sentence.passage]
    kinds = {kind for other in beside for mark in other.cites for kind in review.kinds_of(mark.key)}
    return bool(kinds & _COMPETENT) and any(other.figures().dates for other in beside)


RULE = Rule(
    name=NAME,
    id="G05",
    severity="error",
    reads="text",
    lexicon=NAME,
    authority=(
        Authority(
            "Poynter on three publications' suit against the EU, 2018 (E54)",
            "https://www.poynter.org/fact-checking/2018/three-publications-are-suing-the-eu-over-fake-news-allegations/?share=linkedin",
        ),
        Authority(
            "JTA on the ADL's withdrawal of its glossary of extremism, 2025 (E56)", "https://www.jta.org/?p=1889996"
        ),
    ),
    say={
        "en": (
            "somebody who is named is called extremist without a ruling: “{words}”",
            "Cite the court or authority with its day, and say what the accused replies.",
        ),
        "ru": (
            "названная организация или человек объявлены экстремистскими без решения: «{words}»",
            "Сошлитесь на суд или ведомство с датой и скажите, что отвечает обвиняемая сторона.",
        ),
        "ar": (
            "جهة مسماة توصف بالتطرف بلا قرار: «{words}»",
            "أحِل إلى المحكمة أو السلطة مع التاريخ، واذكر ردّ من يُتهم.",
        ),
    },
    check=check,
)
