"""How hard a text is to read: what is counted, and the measures."""

from __future__ import annotations

import pytest
from rejoinder.core.passages import Passage
from rejoinder.core.readability import Counts, count, flesch_kincaid, flesch_russian, lix, syllables_of

#: English words with their syllables.
_WORDS = (
    "people2 concert2 civilians4 attacked2 killed1 wounded2 investigation5 security4 families3 evidence3 created3 "
    "science2 area3 violence3 police2 little2 table2 whole1 houses2 churches2 times1 crimes1 officers3 society4 "
    "period3 serious3 religion3 material4 social2 official3 idea3 real2 reality4 being2 studying3 experience4 "
    "terrorism4 statement2 safely2 quiet2 lion2 million2 refugees3 agree2 believed2 started2 needed2 asked1 named1 "
    "damaged2 language2 situation4 individual5 actual3 handled2 settled2 examples3 articles3 rules1 schools1 mosque1 "
    "clothes1 breathes1 tried1 studies2 unique2 queue1 trial2 denial3 partial2 Syria3 forty-three3 it's1"
)


@pytest.mark.parametrize("written", _WORDS.split())
def test_english_syllables(written: str) -> None:
    """The estimate agrees with a dictionary on words of our subject."""
    assert syllables_of(written[:-1].lower(), "en") == int(written[-1])


def test_russian_syllables_are_its_vowels() -> None:
    """Exactly one syllable a vowel, and at least one a word."""
    assert [syllables_of(word, "ru") for word in ("нападение", "зал", "в", "россии")] == [5, 1, 1, 3]


def test_the_measures() -> None:
    """The published formulas, on counts that can be checked by hand."""
    counts = Counts(words=100, sentences=5, syllables=150, letters=480, long=20)
    assert flesch_kincaid(counts) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)
    assert flesch_russian(counts) == pytest.approx(206.835 - 1.3 * 20 - 60.1 * 1.5)
    assert lix(counts) == pytest.approx(20 + 20)


def test_names_are_left_out() -> None:
    """Proper names are not counted; sentences are."""
    counts = count([Passage("The United Nations sent a team. It saw the hall.", "text", "en")])
    assert (counts.words, counts.sentences) == (7, 2)


def test_nothing_has_no_measure() -> None:
    """An empty text divides nothing by nought."""
    assert flesch_kincaid(count([])) == pytest.approx(-15.59)
    assert lix(count([Passage("", "text", "fr")])) == 0
