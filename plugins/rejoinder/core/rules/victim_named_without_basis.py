"""A victim is named without a basis.

What:
    A name beside an age (“Ada Example, 34”), beside a word for the person or
    the harm (“the teacher Ada Example was killed”), or standing free in the
    people section, in a sentence that cites no court, authority or UN source.
    Roles are always fine. In languages without capitals only common given
    names are recognised.

Why:
    Survivors ask for consent to names and photos, and the Council of Europe's
    Parliamentary Assembly asks to respect the privacy of victims. A name from
    a social network spreads grief that its owners wished to keep.

Instead:
    A role: “a teacher, 34”. Or cite, in the same sentence, the official list
    or the judgment that names the person, or say who agreed to it and when,
    with a source: “her family agreed in February 2025 to her name on the
    memorial [@key]”. A name that a record of `content/people` allows, in a
    language that its consent covers, is no finding.

When it is wrong:
    Historic persons, places and bodies may look like names; officials,
    judges, authors and public advocates are recognised by their office and
    pass, and so do survivors who spoke before the UN or a parliament. Name
    the office, or allow the passage with the basis as the reason.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING

from rejoinder.core.lexicon import exact_words
from rejoinder.core.proper import names
from rejoinder.core.rule import Authority, Hit, Review, Rule, key_of_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from rejoinder.core.passages import Passage
    from rejoinder.core.words import Word

    Groups: TypeAlias = Mapping[str, frozenset[str]]

#: Kinds of sources whose naming of a person is a basis.
_BASIS = {"court", "official", "un"}
#: Words that open a sentence with a capital and belong to no name.
_OPENING = ("openers", "roles", "fate", "links", "offices")
#: Words for saying something, to anybody or to an assembly.
_SPEAKING = ("saying", "speaking")
#: A name has at most so many words.
_LONGEST = 4
#: Arabic words of one letter that are written with the next.
_JOINED = "وفبلك"
#: How far from a name a word for its harm or for an office may stand.
_NEAR = 3
_AGE = re.compile(
    r"\s*[,(،]\s*(?:aged\s+)?\d{1,2}"
    r"(?:\s*[,.;:)،؛]|\s*$|\s+(?:years?\s+old|год|года|лет|عام|عاما|عامًا|سنة|أعوام|سنوات)\b)"
)
#: How far behind a name, and its apposition, the public body stands before which the person spoke.
_BEFORE_WHOM = 4
#: What may stand between a name and its verb: nothing, or an apposition.
_APPOSITION = re.compile(r"(?:\s?[,،(—–][^,،()—–]*[,،)—–])?\s?")
_DIGIT = re.compile(r"\d")
_APPOSED = re.compile(r"\s?[,(—–،]")
_PATRONYMIC = re.compile(r"(?:вич|вна|ична|вича|вны|вичем|вной|вичу|вне)$")


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """Each name that the words around it make a victim's, where the sentence cites no basis."""
    lexicon = review.lexicons.get(RULE.lexicon, passage.language)
    if lexicon is None:
        return
    for first, last in _names(passage, lexicon.groups):
        start, end = passage.words[first].start, passage.words[last].end
        if passage.in_quotation(start) or not _of_a_victim(passage, lexicon.groups, first, last):
            continue
        if not _has_a_basis(passage, lexicon.groups, start, review) and not _on_record(passage, start, end, review):
            yield Hit(passage, start, passage.text[start:end])


def _on_record(passage: Passage, start: int, end: int, review: Review) -> bool:
    """Whether a record of the person allows this name, in this language, today."""
    tag, today = passage.language, review.site.settings.today
    name = key_of_name(passage.text[start:end], tag)
    return any(
        person.identify != "role-only"
        and not person.minor
        and key_of_name(person.name.get(tag, ""), tag) == name
        and person.consent.covers(tag, "web", today)
        for person in review.site.people.values()
    )


def _has_a_basis(passage: Passage, groups: Groups, index: int, review: Review) -> bool:
    """Whether the sentence cites a court, an authority or the UN, or says, with a source, who allowed the naming."""
    first, last = passage.sentence_at(index)
    cited = passage.cited_in(first, last)
    allowed = bool(cited) and any(_is(word, groups, "consent") for word in passage.words_in(first, last))
    return allowed or any(review.kinds_of(mark.key) & _BASIS for mark in cited)


def _names(passage: Passage, groups: Groups) -> Iterator[tuple[int, int]]:
    """Names by their capitals, opening words with an age, and given names with the word after them, in order."""
    found = {*_by_capitals(passage, groups), *_by_age(passage, groups), *_by_given_name(passage, groups)}
    for first, last in sorted(found):
        if not any(_is(word, groups, "bodies") for word in passage.words[first : last + 1]):
            yield first, last


def _by_capitals(passage: Passage, groups: Groups) -> Iterator[tuple[int, int]]:
    words = passage.words
    for first, stop in names(passage):
        opens = first == 0 or words[first - 1].start < passage.sentence_at(words[first].start)[0]
        skipped = itertools.takewhile(lambda word: _is(word, groups, *_OPENING), words[first:stop] if opens else ())
        start = first + len(list(skipped))
        if start < stop <= start + _LONGEST:
            yield start, stop - 1


def _by_age(passage: Passage, groups: Groups) -> Iterator[tuple[int, int]]:
    """The first word of a sentence is a name when an age follows."""
    if not _DIGIT.search(passage.text):
        return
    for start, end in passage.sentences:
        for word in passage.words_in(start, end)[:1]:
            capital = passage.text[word.start].isupper() and not _is(word, groups, *_OPENING)
            if capital and _AGE.match(passage.text, word.end):
                index = bisect.bisect_left(passage.words, word.start, key=lambda other: other.start)
                yield index, index


def _by_given_name(passage: Passage, groups: Groups) -> Iterator[tuple[int, int]]:
    if not _may_be_given(passage, groups):
        return
    words = passage.words
    for index, word in enumerate(words):
        if _is_given(word, groups) and not (
            index and (_is_given(words[index - 1], groups) or _is(words[index - 1], groups, "bodies"))
        ):
            follows = (
                index + 1 < len(words) and _beside(passage, index) and not _is(words[index + 1], groups, "openers")
            )
            yield index, index + (1 if follows else 0)


def _of_a_victim(passage: Passage, groups: Groups, first: int, last: int) -> bool:
    found = passage.words
    start, end = passage.sentence_at(found[first].start)
    before = [word for word in found[max(0, first - _NEAR) : first] if word.start >= start]
    after = [word for word in found[last + 1 : last + 1 + _NEAR] if word.start < end]
    if _speaks_in_public(passage, groups, first, last):
        return False
    apposed = after if _APPOSED.match(passage.text, found[last].end) else []
    if any(_is(word, groups, "offices") for word in before + apposed):
        return False
    if _AGE.match(passage.text, found[last].end) or _follows_a_role(passage, groups, first, before):
        return True
    harmed = any(_is(word, groups, "fate") for word in passage.words_in(start, end))
    people = passage.role == "people"
    if _is_given(found[first], groups):
        return harmed or people
    if last == first or _in_a_place(passage, groups, first):
        return False
    role_after = any(_is(word, groups, "roles") for word in apposed)
    marked = role_after or passage.scope == "speaker" or bool(_PATRONYMIC.search(found[last].folded))
    killed = any(_is(word, groups, "fate") for word in before) or _harmed_after(groups, after)
    return people or killed or (marked and harmed)


def _speaks_in_public(passage: Passage, groups: Groups, first: int, last: int) -> bool:
    """Whether the person says something before the UN or a parliament: who speaks there has chosen to be known."""
    found, text = passage.words, passage.text
    _, end = passage.sentence_at(found[first].start)
    apposition = _APPOSITION.match(text, found[last].end)
    behind = bisect.bisect_left(found, apposition.end() if apposition else end, key=lambda word: word.start)
    if first and _beside(passage, first - 1) and _is(found[first - 1], groups, *_SPEAKING):
        audience = found[behind : behind + _BEFORE_WHOM]
    elif behind < len(found) and _is(found[behind], groups, *_SPEAKING):
        audience = found[behind + 1 : behind + 1 + _BEFORE_WHOM]
    else:
        return False
    return any(word.start < end and _is(word, groups, "forums") for word in audience)


def _follows_a_role(passage: Passage, groups: Groups, first: int, before: list[Word]) -> bool:
    """A role right before the name, or a word for naming: “the teacher …”, “a girl called …”, “her name was …”."""
    if not before or not _beside(passage, first - 1):
        return False
    named = any(_is(word, groups, "naming") for word in before[-2:])
    return _is(before[-1], groups, "roles") or (
        named and any(_is(word, groups, "roles", "possessive") for word in before)
    )


def _harmed_after(groups: Groups, after: list[Word]) -> bool:
    """What happened to the person follows the name: “was killed”, “who died”."""
    return bool(after) and _is(after[0], groups, "links") and any(_is(word, groups, "fate") for word in after)


def _in_a_place(passage: Passage, groups: Groups, first: int) -> bool:
    """Whether a preposition or an article makes the capitals a place or a body: “in Eastern Ghouta and …”."""
    words, before = passage.words, first - 1
    if before > 0 and _is(words[before], groups, "joins"):
        before -= 1
        while before > 0 and first - before <= _LONGEST and passage.text[words[before].start].isupper():
            before -= 1
    return before >= 0 and _beside(passage, before) and _is(words[before], groups, "places")


def _is(word: Word, groups: Groups, *names: str) -> bool:
    return any(name in groups and not groups[name].isdisjoint(word.stems) for name in names)


def _is_given(word: Word, groups: Groups) -> bool:
    """Whether a word is a given name; Arabic may join one short word to it."""
    given = groups.get("given", frozenset())
    forms = (word.folded, word.folded[1:] if word.folded[:1] in _JOINED else "")
    return not given.isdisjoint(word.stems) or any(f"={form}" in given for form in forms)


def _may_be_given(passage: Passage, groups: Groups) -> bool:
    """Whether any word of a passage is a given name: most passages hold none."""
    given = groups.get("given", frozenset())
    if not given.isdisjoint(passage.stems):
        return True
    unjoined = (folded[1:] for folded in passage.folded if folded[:1] in _JOINED)
    return not exact_words(given).isdisjoint((*passage.folded, *unjoined))


def _beside(passage: Passage, index: int) -> bool:
    """Whether nothing but a space stands between a word and the next one."""
    return passage.text[passage.words[index].end : passage.words[index + 1].start] in (" ", "\u00a0")


RULE = Rule(
    name="victim-named-without-basis",
    id="V03",
    severity="error",
    scopes=("title", "answer", "glance", "summary", "heading", "text", "item", "cell", "speaker", "content-note"),
    lexicon="victim-named-without-basis",
    masked=True,
    authority=(
        Authority(
            "Survivors Against Terror, call to the media (E24)",
            "https://counterterrorbusiness.com/news/08112021/reporting-terrorist-attacks-should-change-say-victims",
        ),
        Authority(
            "Parliamentary Assembly of the Council of Europe, on media and terrorism (E25)",
            "https://pace.coe.int/files/28225/html",
        ),
    ),
    say={
        "en": (
            "a victim is named without a basis: {words}",
            "Write the role, or cite the official list or judgment that names the person.",
        ),
        "ru": (
            "пострадавший назван по имени без основания: {words}",
            "Напишите роль или сошлитесь на официальный список или приговор, где есть имя.",
        ),
        "ar": (
            "ذُكر اسم ضحية بلا سند: {words}",
            "اكتب الدور، أو أحل إلى القائمة الرسمية أو الحكم الذي يذكر الاسم.",
        ),
    },
    check=check,
)
