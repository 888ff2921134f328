"""A figure of people harmed has no day for which it holds.

What:
    A number beside a word of harm (dead, injured, displaced, arrested …) or
    a percentage, in our own voice, where neither the sentence nor the one
    before it in the paragraph names a day, month or year. A value of a fact
    has its day on record, and so has a plain number that equals a figure of
    the fact which it cites.

Why:
    Early figures change, and totals grow. A figure without its day looks
    like an error as soon as the next one is published, and cannot be
    corrected openly. The fact-checkers' code asks for both.

Instead:
    “On 12 March 2026 officials counted [149](fact:a15-toll) dead.” Where
    only an early figure is known, say of which day it is.

When it is wrong:
    People who speak or act (two survivors, three judges), those who were
    saved, and “the 149 who died”, told before, are not read as new counts.
    If a number that needs no day is flagged, name the year of what
    happened; readers are glad of it too.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rejoinder.core.figures import Number
from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import Sentence, sentences

NAME = "figure-without-date"
#: How many words behind a number, and before it, the harm that it counts may be named.
BEHIND, BEFORE = 5, 5


class _Lists(NamedTuple):
    """The groups of words that a language tells figures of harm by."""

    harm: frozenset[str]
    tellers: frozenset[str]
    told: frozenset[str]
    counted: frozenset[str]
    others: frozenset[str]


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The first undated figure of harm in each sentence."""

    def group(name: str) -> frozenset[str]:
        return review.lexicons.group(NAME, name, reading.text.language)

    lists = _Lists(
        group("harm"), group("tellers"), group("told-before"), group("counted"), group("imagined") | group("spared")
    )
    for sentence in sentences(reading):
        if sentence.asks or not lists.others.isdisjoint(sentence.stems):
            continue
        for number in sentence.figures(lists.counted).numbers:
            if not _counts_harm(sentence, number, lists):
                continue
            if not _dated(sentence, lists.counted, review) and not _on_record(sentence, number, review):
                passage = sentence.passage
                yield Hit(passage, number.start, passage.text[number.start : number.end])
            break


def _counts_harm(sentence: Sentence, number: Number, lists: _Lists) -> bool:
    if number.value is None or (number.kind == "words" and number.value < 2):
        return False
    if number.percent:
        return True
    before, behind = sentence.beside(number.start, number.end, BEFORE, BEHIND)
    if behind and not lists.tellers.isdisjoint(behind[0].stems):
        return False
    if before and not lists.told.isdisjoint(before[-1].stems):
        return False
    return any(not lists.harm.isdisjoint(word.stems) for word in (*before, *behind))


def _dated(sentence: Sentence, counted: frozenset[str], review: Review) -> bool:
    """Whether the sentence or the one before names a time."""
    for own in (sentence, sentence.before):
        if own is None or own.passage is not sentence.passage:
            continue
        if own.figures(counted).dates:
            return True
        if own.holding(review.lexicons.find(NAME, own.passage)):
            return True
    return False


def _on_record(sentence: Sentence, number: Number, review: Review) -> bool:
    """Whether a number is a figure of a fact that the sentence cites: facts give the day of each figure."""
    for mark in sentence.cites:
        fact = review.evidence.facts.get(mark.key)
        if fact and any(figure.value == number.value for figure in fact.entry.figures.values()):
            return True
    return False


RULE = Rule(
    name=NAME,
    id="R02",
    severity="error",
    reads="text",
    lexicon=NAME,
    authority=(
        Authority(
            "International Fact-Checking Network, code of principles (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
    ),
    say={
        "en": ("a figure without its day: “{words}”", "Say on which day it was counted, or in which year."),
        "ru": ("число без даты: «{words}»", "Напишите, на какой день или год оно верно."),
        "ar": ("رقم بلا تاريخ: «{words}»", "اذكر اليوم الذي أُحصي فيه، أو السنة."),
    },
    check=check,
)
