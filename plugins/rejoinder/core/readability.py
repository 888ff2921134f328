"""How hard a text is to read, by measures that exist for its language. Everything is counted here.

- English: the Flesch–Kincaid grade, 0.39 · words per sentence + 11.8 · syllables per word − 15.59: years of school.
- Russian: Flesch's reading ease as Oborneva adapted it (2006), 206.835 − 1.3 · words per sentence − 60.1 · syllables
  per word: the higher, the easier.
- Arabic has no measure that is as settled: mean words per sentence, and mean letters per word without vowel marks.
- Every other language: LIX (Björnsson), words per sentence + per cent of words of more than six letters.

Proper names are left out, as no writer can make them shorter, and a figure counts as one syllable (Flesch).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .proper import names
from .words import Table, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .passages import Passage

_VOWELS = re.compile(r"[aeiouy]+")
#: Vowels side by side that are two syllables: various, material, actual, going, real, science, terror-is-m.
_TWO = re.compile(
    r"(?<![cstxgln])io|^lion|(?<![cstgx])ia(?!ge)|(?<![gq])ua|[aeouy]ing|(?:fl|r)ui[nd]|[dnl]eo(?!p)|^poe"
    r"|^real|idea|area|creat|^sci[eo]|ciety|[rd]ience|client|^diet|quiet|sms?$"
)
#: An e that is written and not spoken, at the end of a word, in its plural or past.
_SILENT = re.compile(
    r"(?:(?:[^aeiouyl]|[aeiouy]l|[gq]u)e|(?:[^aeiouylsxzcgh]|[aeiouy]l|[^sc]h)es|(?:[^aeiouyltd]|[aeiouyl]l)ed)$"
)
#: The same before an ending: safely, statement.
_SILENT_INSIDE = re.compile(r"(?<=[^aeiouyl])e(?=(?:ly|ness|less|ful|ments?)$)")
_RUSSIAN_VOWELS = frozenset("аеёиоуыэюя")
_LONG = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """What the measures are made of."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    letters: int = 0
    long: int = 0

    @property
    def words_per_sentence(self) -> float:
        """The mean length of a sentence in words."""
        return self.words / max(1, self.sentences)

    @property
    def letters_per_word(self) -> float:
        """The mean length of a word in letters."""
        return self.letters / max(1, self.words)


def count(passages: Iterable[Passage]) -> Counts:
    """Count the words, sentences, syllables and letters of some passages, without proper names."""
    words = sentences = syllables = letters = long = 0
    for passage in passages:
        sizes = _sizes(passage.language)
        known = list(map(sizes.__getitem__, passage.written))
        for first, last in reversed(names(passage)):
            del known[first:last]
        sentences += len(passage.sentences)
        words += len(known)
        if known:
            own_letters, own_syllables = zip(*known, strict=True)
            letters += sum(own_letters)
            long += sum(size > _LONG for size in own_letters)
            syllables += sum(own_syllables)
    return Counts(words, sentences, syllables, letters, long)


@functools.cache
def _sizes(tag: str) -> Table[tuple[int, int]]:
    """The letters and the syllables of each word of a language."""

    def of_word(written: str) -> tuple[int, int]:
        folded = fold(written)
        return letters_of(folded), syllables_of(folded, tag)

    return Table(of_word)


def flesch_kincaid(counts: Counts) -> float:
    """The Flesch–Kincaid grade of an English text."""
    return 0.39 * counts.words_per_sentence + 11.8 * counts.syllables / max(1, counts.words) - 15.59


def flesch_russian(counts: Counts) -> float:
    """Flesch's reading ease of a Russian text, with Oborneva's coefficients."""
    return 206.835 - 1.3 * counts.words_per_sentence - 60.1 * counts.syllables / max(1, counts.words)


def lix(counts: Counts) -> float:
    """LIX: mean words per sentence and per cent of long words."""
    return counts.words_per_sentence + 100 * counts.long / max(1, counts.words)


def letters_of(folded: str) -> int:
    """The letters of a folded word, without marks and hyphens; a figure counts as one."""
    return sum(character.isalpha() for character in folded) or 1


def syllables_of(folded: str, tag: str) -> int:
    """The syllables of a folded word: exact in Russian (its vowels), estimated in English, 1 elsewhere."""
    language = tag.partition("-")[0].lower()
    if language == "ru":
        return max(1, sum(character in _RUSSIAN_VOWELS for character in folded))
    if language != "en":
        return 1
    return sum(_english(part) for part in folded.split("-") if part) or 1


def _english(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word)
    if len(letters) <= 3:
        return 1 if letters else 0 if not word else 1
    letters = _SILENT_INSIDE.sub("", letters)
    found = len(_VOWELS.findall(letters)) + len(_TWO.findall(letters))
    return max(1, found - (1 if _SILENT.search(letters) else 0))
