"""A manifesto, a chant or a magazine of the group is named by its title.

What:
    A title of the private list *manifestos*, whoever speaks; and a title in
    quotation marks, or with capitals after “titled”, right behind a word
    for such a work, where the sentence speaks of attackers or the group, or
    cites a monitor.

Why:
    A title is a search key: a reader who types it finds the text. No
    Notoriety and survivors of attacks ask that manifestos not be spread.

Instead:
    “A text that the attacker published”, “a magazine of the group”.

When it is wrong:
    The manifestos of parties and poets, a newspaper that reports on the
    group and the titles of sources are not meant. A study of the work
    itself may need its title: allow the passage, with the reason.
"""

import re
from collections.abc import Iterator

from rejoinder.core.passages import Passage
from rejoinder.core.quotations import from_a_monitor, names_behind
from rejoinder.core.rule import Authority, Hit, Review, Rule

NAME = "manifesto-named"
#: How many words away from a magazine or a film its owner is named; for a manifesto the sentence is enough.
BESIDE = 3
_JOINING = frozenset({"of", "the", "and", "for", "to", "in", "a", "и", "в", "о", "на", "за"})


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """Titles on the publisher's list, then titles behind a word for such a work."""
    listed = list(review.names.spans("manifestos", passage))
    if passage.voice == "own":
        listed += [span for span in _behind_a_word(passage, review) if not any(_meet(span, other) for other in listed)]
    for start, end in sorted(listed):
        yield Hit(passage, start, passage.text[start:end])


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _behind_a_word(passage: Passage, review: Review) -> Iterator[tuple[int, int]]:
    works, media, naming, owners = (_group(review, name, passage) for name in ("works", "media", "naming", "owners"))
    if works.isdisjoint(passage.stems) and media.isdisjoint(passage.stems):
        return
    for position, start, end in names_behind(passage, works | media, naming | owners):
        if _of_the_group(passage, position, review):
            yield start, end
    if works.isdisjoint(passage.stems):
        return
    for position, word in enumerate(passage.words):
        if not works.isdisjoint(word.stems) and _of_the_group(passage, position, review):
            span = _in_capitals(passage, position + 1, naming)
            if span is not None:
                yield span


def _of_the_group(passage: Passage, position: int, review: Review) -> bool:
    """Whether the work at a place belongs to attackers or the group, rather than to a party, a poet or survivors."""
    word = passage.words[position]
    if passage.in_quotation(word.start):
        return False
    owners, others = _group(review, "owners", passage), _group(review, "others", passage)
    start, end = passage.sentence_at(word.start)
    strong = not _group(review, "works", passage).isdisjoint(word.stems)
    near = (
        passage.words_around(word.start) if strong else passage.words[max(0, position - BESIDE) : position + BESIDE + 1]
    )
    stems = {stem for other in near if start <= other.start < end for stem in other.stems}
    if not stems.isdisjoint(others):
        return False
    return not stems.isdisjoint(owners) or from_a_monitor(passage, word.start, review)


def _in_capitals(passage: Passage, index: int, naming: frozenset[str]) -> tuple[int, int] | None:
    """The capitalised words behind “titled”, when there are any."""
    found, named = passage.words, False
    while index < len(found) and not naming.isdisjoint(found[index].stems):
        named, index = True, index + 1
    first = last = index
    while index < len(found) and not re.search(r"[^\w\s’'-]", passage.text[found[index - 1].end : found[index].start]):
        if passage.text[found[index].start].isupper():
            last = index + 1
        elif found[index].folded not in _JOINING:
            break
        index += 1
    return (found[first].start, found[last - 1].end) if named and last > first else None


def _group(review: Review, name: str, passage: Passage) -> frozenset[str]:
    return review.lexicons.group(NAME, name, passage.language)


RULE = Rule(
    name=NAME,
    id="A13",
    severity="error",
    voices=("own", "quotation", "claim"),
    lexicon=NAME,
    masked=True,
    authority=(
        Authority("No Notoriety, media protocol (E23)", "https://nonotoriety.com/"),
        Authority(
            "First Draft, Responsible Reporting in an Age of Information Disorder, chapter 2 (E33)",
            "https://docslib.org/doc/2440867/responsible-reporting-in-an-age-of-information-disorder-october-2019-table-of-contents",
        ),
    ),
    say={
        "en": (
            "the title of a work of the group or an attacker: “{words}”",
            "Write “a text the attacker published”, “a magazine of the group”.",
        ),
        "ru": (
            "название произведения группировки или нападавшего: «{words}»",
            "Напишите «текст, который опубликовал нападавший», «журнал группировки».",
        ),
        "ar": (
            "عنوان عمل للتنظيم أو لأحد المهاجمين: «{words}»",
            "اكتب «نص نشره المهاجم» أو «مجلة للتنظيم».",
        ),
    },
    check=check,
)
