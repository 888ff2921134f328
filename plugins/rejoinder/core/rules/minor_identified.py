"""A child can be recognised.

What:
    A name beside an age under 18 (“Ada, 9”) or right behind a word for a child
    (“the girl Ada Example”, “a pupil called Ada”), and a school that is named
    or numbered in a sentence about one child. A source does not change this,
    nor does a relative's wish. In languages without capitals only common given
    names are recognised. A record of `content/people` that names a minor is
    refused by the site itself, whatever the rules say.

Why:
    A child cannot foresee who will find the page in ten years. The European
    handbook on victims of terrorism gives children a chapter of their own, and
    charities ask for the guardian's consent and the child's as well. A name, a
    school or a family name is all that a stranger needs.

Instead:
    The age and nothing else: “a nine-year-old girl”; “a teenager who worked in
    the cloakroom led people out”.

When it is wrong:
    Adults who speak of their childhood are not meant, nor are children of whom
    history speaks. Name the adult without the age, or allow the passage with
    that reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rejoinder.core.figures import plain_digits
from rejoinder.core.lexicon import holds
from rejoinder.core.proper import names
from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage
    from rejoinder.core.words import Word

NAME = "minor-identified"
#: The word list of common given names, of bodies and of places, which it shares with the rule on names of victims.
_NAMES = "victim-named-without-basis"
_ADULT = 18
#: An age right behind a name, and in a word like “9-year-old”.
_AGE = re.compile(
    r"\s*[,(،]\s*(?:aged\s+)?(\d{1,2})"
    r"(?:\s*[,.;:)،؛]|\s*$|[-\s]+(?:years?[-\s]old|год|года|лет|عام|عاما|عامًا|سنة|أعوام|سنوات)\b)"
)
_YEARS_OLD = re.compile(r"(\d{1,2})-(?:year-old|летн\w+)$")
#: A number that a school goes by: “School No. 12”, «школа № 12».
_NUMBERED = re.compile(r"\s*(?:No\.?|№|Nr\.?|رقم)?\s?\d+\b")


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """Each name of a child, then each school in a sentence about one."""
    child = review.lexicons.group(NAME, "child", passage.language)
    speaks = any(holds(child, word) for word in passage.words)
    if not speaks and not any(character.isdecimal() for character in passage.text):
        return
    for first, last in _names(passage, review):
        start, end = passage.words[first].start, passage.words[last].end
        if not passage.in_quotation(start) and _of_a_child(passage, first, last, review):
            yield Hit(passage, start, passage.text[start:end])
    yield from _schools(passage, review)


def _names(passage: Passage, review: Review) -> Iterator[tuple[int, int]]:
    """Names by their capitals, first words of sentences, and common given names, as first and last word."""
    found = passage.words
    given = review.lexicons.group(_NAMES, "given", passage.language)
    bodies = review.lexicons.group(_NAMES, "bodies", passage.language)
    spans = [(first, stop - 1) for first, stop in names(passage)]
    inside = {index for first, last in spans for index in range(first, last + 1)}
    openings = {start for start, _ in passage.sentences}
    for index, word in enumerate(found):
        opens = word.start in openings and passage.text[word.start].isupper()
        if index not in inside and (opens or holds(given, word)):
            spans.append((index, index))
    for start, last in sorted(spans):
        first = next((index for index in range(start, last + 1) if not _child(found[index], passage, review)), last + 1)
        if first <= last and not any(holds(bodies, word) for word in found[first : last + 1]):
            yield first, last


def _of_a_child(passage: Passage, first: int, last: int, review: Review) -> bool:
    """Whether an age under 18 follows a name, or a word for a child leads to it."""
    found, text = passage.words, plain_digits(passage.text)
    ends = [found[last].end]
    if not text[found[first].start].isupper() and last + 1 < len(found):
        ends.append(found[last + 1].end)  # where there are no capitals, the family name follows unseen
    if any((age := _AGE.match(text, end)) and int(age[1]) < _ADULT for end in ends):
        return True
    naming = review.lexicons.group(NAME, "naming", passage.language)
    before = first
    while before and _beside(passage, before - 1) and holds(naming, found[before - 1]):
        before -= 1
    return before > 0 and _beside(passage, before - 1) and _child(found[before - 1], passage, review)


def _child(word: Word, passage: Passage, review: Review) -> bool:
    """Whether a word means one child: by the list, or by an age in it (“9-year-old”)."""
    age = _YEARS_OLD.match(plain_digits(word.folded))
    if age:
        return int(age[1]) < _ADULT
    return holds(review.lexicons.group(NAME, "child", passage.language), word)


def _schools(passage: Passage, review: Review) -> Iterator[Hit]:
    """Each school with a name or a number, in a sentence that speaks of one child."""
    schools = review.lexicons.group(NAME, "schools", passage.language)
    for index, word in enumerate(passage.words):
        if not holds(schools, word) or passage.in_quotation(word.start):
            continue
        start, end = passage.sentence_at(word.start)
        if any(_child(other, passage, review) for other in passage.words_in(start, end)):
            span = _name_of_school(passage, index, review)
            if span is not None:
                yield Hit(passage, span[0], passage.text[span[0] : span[1]])


def _name_of_school(passage: Passage, index: int, review: Review) -> tuple[int, int] | None:
    """Where a school is named: by a number, by a capital before “School”, by what follows a word for naming."""
    found, text = passage.words, passage.text
    word = found[index]
    numbered = _NUMBERED.match(plain_digits(text), word.end)
    if numbered:
        return word.start, numbered.end()
    if index and text[word.start].isupper() and _beside(passage, index - 1) and text[found[index - 1].start].isupper():
        return found[index - 1].start, word.end
    after = index + 1
    naming = review.lexicons.group(NAME, "naming", passage.language)
    called = after < len(found) and _beside(passage, index) and holds(naming, found[after])
    after += 1 if called else 0
    if after < len(found) and (called or text[found[after].start - 1] in '“«‘"'):
        return word.start, found[after].end
    return None


def _beside(passage: Passage, index: int) -> bool:
    """Whether nothing but a space or a quotation mark stands between a word and the next one."""
    between = passage.text[passage.words[index].end : passage.words[index + 1].start]
    return between.strip('“”«»‘’"') in (" ", "\u00a0")


RULE = Rule(
    name=NAME,
    id="V04",
    severity="error",
    scopes=("title", "answer", "glance", "summary", "heading", "text", "item", "cell", "speaker", "content-note"),
    lexicon=NAME,
    masked=True,
    authority=(
        Authority(
            "EU handbook on victims of terrorism, chapter on children (E28)",
            "https://documents.pub/document/eu-handbook-eu-handbook-on-victims-of-terrorism-5-key-characteristics-influential.html",
        ),
        Authority(
            "Charity Digital, consent in storytelling (E38)",
            "https://charitydigital.org.uk/topics/consent-best-practices-for-storytelling-11281",
        ),
    ),
    say={
        "en": (
            "a child can be recognised by this: {words}",
            "Write the age or the role alone: “a nine-year-old girl”.",
        ),
        "ru": (
            "по этим словам можно узнать ребёнка: {words}",
            "Оставьте только возраст или роль: «девочка девяти лет».",
        ),
        "ar": (
            "يمكن التعرف على طفل من هذا: {words}",
            "اكتب العمر أو الدور وحده: «طفلة في التاسعة».",
        ),
    },
    check=check,
)
