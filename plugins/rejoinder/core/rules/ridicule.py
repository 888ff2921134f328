"""The text mocks or insults.

What:
    Insults (“idiots”, “sheep”, “monsters”), words that make people animals or
    dirt, praise in quotation marks meant as sarcasm (the “brave” fighters),
    an exclamation mark, and “so-called” more than twice on a page. Only our
    own voice is read.

Why:
    Studies of reactance and of countermessaging find that contempt makes
    people defend what is mocked. A reader who half believes a claim hears
    that the insult is meant for them.

Instead:
    Name the act and its effect: “they shot at people who had come to hear
    music”. Put a full stop where an exclamation mark stood.

When it is wrong:
    What a court, a survivor or the Security Council said belongs in quotation
    marks with a source, and is then not read. Real sheep, rats and clowns are
    no insult. One or two “so-called” may help a reader; more sound like
    sarcasm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage, Reading

_EXCLAMATION = re.compile(r"\w[!！]+|[!！]{2,}")
#: A quotation of at most so many words can be sarcasm; a longer one is a quotation.
_SARCASM_WORDS = 3


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Insults, sarcasm in quotation marks and exclamation marks by passage, then “so-called” over the page."""
    doubts: list[Hit] = []
    for passage in reading.passages:
        if passage.voice != "own" or passage.scope in ("slug", "speaker", "content-note"):
            continue
        lexicon = review.lexicons.get(RULE.lexicon, passage.language)
        groups = lexicon.groups if lexicon else {}
        for match in review.lexicons.find(RULE.lexicon, passage):
            if passage.in_quotation(match.start):
                continue
            hit = Hit(passage, match.start, passage.text[match.start : match.end], {"instead": match.instead})
            if _stems(passage, match.start, match.end) & groups.get("doubt", frozenset()):
                doubts.append(hit)
            else:
                yield hit
        yield from _sarcasm(passage, groups.get("praise", frozenset()), groups.get("saying", frozenset()))
        yield from _exclamations(passage)
    yield from doubts[int(review.threshold("ridicule.so-called")) :]


def _sarcasm(passage: Passage, praise: frozenset[str], saying: frozenset[str]) -> Iterator[Hit]:
    """Words of praise alone in quotation marks, in a sentence that neither cites nor says who speaks so."""
    for start, end in passage.quoted:
        inside = _stems(passage, start, end)
        if len(passage.words_in(start, end)) > _SARCASM_WORDS or not inside & praise:
            continue
        first, last = passage.sentence_at(start)
        if not passage.cited_in(first, last) and not _stems(passage, first, last) & saying:
            yield Hit(passage, start, passage.text[start:end])


def _exclamations(passage: Passage) -> Iterator[Hit]:
    if "!" not in passage.text and "！" not in passage.text:
        return
    for match in _EXCLAMATION.finditer(passage.text):
        if not passage.in_quotation(match.start()):
            words = passage.words_in(0, match.end())
            start = words[-1].start if words else match.start()
            yield Hit(passage, start, passage.text[start : match.end()])
            return


def _stems(passage: Passage, start: int, end: int) -> set[str]:
    return {stem for word in passage.words_in(start, end) for stem in word.stems}


RULE = Rule(
    name="ridicule",
    id="D03",
    severity="warning",
    reads="text",
    lexicon="ridicule",
    thresholds={"so-called": 2},
    authority=(
        Authority(
            "When countermessaging backfires, abstract (E10)",
            "https://nyuscholars.nyu.edu/en/publications/when-countermessaging-backfires-the-role-of-obsessive-passion-in-",
        ),
        Authority(
            "Reactance in counter-messages, abstract (E09)",
            "https://www.frontiersin.org/articles/10.3389/fpsyg.2020.01059/abstract",
        ),
    ),
    say={
        "en": ("this mocks or insults: “{words}”", "Name the act and its effect in plain words. {instead}"),
        "ru": (
            "это насмешка или оскорбление: «{words}»",
            "Назовите поступок и его последствия простыми словами. {instead}",
        ),
        "ar": ("سخرية أو إهانة: «{words}»", "سمِّ الفعل وأثره بكلمات بسيطة. {instead}"),
    },
    check=check,
)
