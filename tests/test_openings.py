"""What the review leaves out before it looks closely never holds anything: shortcuts find what the long way finds."""

from __future__ import annotations

import random
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from rejoinder.core import figures, numerals
from rejoinder.core.evidence import Evidence
from rejoinder.core.lexicon import FOLDER, Lexicons, Match, _longest, holds, stands_in
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.proper import names
from rejoinder.core.rule import Names, Review
from rejoinder.core.rules import all_rules
from rejoinder.core.words import Table
from test_rules import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.lexicon import Lexicon
    from rejoinder.core.rule import Rule

LANGUAGES = ("en", "ru", "ar")
LEXICONS = Lexicons()


def invented(tag: str) -> Iterator[Passage]:
    """Passages of words that the lists of a language hold, in any order, with stops, capitals, figures and quotes."""
    rng = random.Random(f"openings {tag}")
    listed = " ".join(path.read_text("utf-8") for path in sorted((FOLDER / tag).glob("*.yaml")))
    known = re.findall(r"[^\W_][\w’'-]*", listed)
    known += [word for case in ALL if case.example.language == tag for word in case.example.text.split()] * 3
    known += [
        "2014",
        "١٤٩",
        "1990s",
        "03/2014",
        "12:30",
        "May",
        "марта",
        "مارس",
        "A4",
        "3rd",
        "+49 30 1234567",
        "1,500",
    ]
    for _ in range(1500):
        words = [rng.choice(known) for _ in range(rng.randrange(1, 40))]
        words = [word.capitalize() if not rng.randrange(6) else word for word in words]
        marks = rng.choices([" ", " ", " ", " ", ", ", ". ", " — ", "-", " “", "” "], k=len(words))
        yield Passage("".join(word + mark for word, mark in zip(words, marks, strict=True)), "text", tag)


def examples(tag: str) -> Iterator[Passage]:
    """The passages of the rules' example files."""
    yield from (Passage(case.example.text, "text", tag) for case in ALL if case.example.language == tag)


def every_word(lexicon: Lexicon, passage: Passage) -> list[Match]:
    """The entries of a list in a passage, looked for at each word in turn: what `find` must find."""
    found, last = [], -1
    for index, word in enumerate(passage.words):
        if word.start >= last:
            match, accepted = _longest(lexicon, passage.words, index, passage)
            if match is not None:
                last = match.end
                found += [] if accepted else [match]
    return found


@pytest.mark.parametrize("tag", LANGUAGES)
def test_one_look_for_all_lists_finds_what_each_list_finds_alone(tag: str) -> None:
    """The combined index leaves out no place at which any list has an entry, and adds none."""
    lexicons = [lexicon for name in sorted(LEXICONS.names(tag)) if (lexicon := LEXICONS.get(name, tag))]
    seen = 0
    for passage in (*examples(tag), *invented(tag)):
        for lexicon in lexicons:
            expected = every_word(lexicon, passage)
            assert list(LEXICONS.find(lexicon.name, passage)) == expected, (lexicon.name, passage.text)
            seen += len(expected)
    assert seen > 1000


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_group_is_found_in_a_passage_exactly_when_a_word_of_it_is(tag: str) -> None:
    """What is asked of a whole passage agrees with what is asked of each of its words."""
    groups = [
        group
        for name in sorted(LEXICONS.names(tag))
        if (lexicon := LEXICONS.get(name, tag))
        for group in lexicon.groups.values()
    ]
    for passage in examples(tag):
        for group in groups:
            assert stands_in(group, passage) == any(holds(group, word) for word in passage.words)


@pytest.mark.parametrize("tag", [*LANGUAGES, "de"])
def test_a_passage_without_signs_of_figures_has_none(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading figures in every passage as if every word told of them changes nothing."""
    counted = LEXICONS.group("statement-without-source", "counted", tag)
    passages = [*examples(tag), *(invented(tag) if tag in LANGUAGES else invented("en"))]
    quick = [figures.of(Passage(passage.text, "text", tag), counted) for passage in passages]
    monkeypatch.setattr(figures, "_signs_of_words", lambda _: Table(lambda _: ~0))
    monkeypatch.setattr(figures, "_beginning", lambda _: Table(lambda _: True))
    monkeypatch.setattr(figures, "_matches", lambda pattern, plain, _: pattern.finditer(plain))
    thorough = [figures.of(Passage(passage.text, "text", tag), counted) for passage in passages]
    assert quick == thorough
    assert sum(len(found.numbers) + len(found.dates) for found in quick) > 200


def test_a_number_that_is_no_word_for_a_number_begins_nowhere() -> None:
    """Where a language has number words, only a word that may be one is tried."""
    known = numerals.of("en")
    assert known is not None
    assert known.counts("forty-three")
    assert known.counts("dozens")
    assert not known.counts("a")
    assert not known.counts("concert")


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.listed], ids=lambda rule: rule.name)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_rule_on_listed_phrases_finds_nothing_in_the_passages_it_is_not_given(rule: Rule, tag: str) -> None:
    """A rule that says `listed` finds nothing where no phrase of its list may begin."""
    every = tuple(examples(tag))
    reading = Reading(SimpleNamespace(language=tag), every, None, b"")  # type: ignore[arg-type]
    review = Review(None, Evidence(), LEXICONS, {}, Names())  # type: ignore[arg-type]
    given = list(LEXICONS.may_hold(rule.lexicon, reading))
    left_out = [passage for passage in every if not any(passage is other for other in given)]
    assert left_out
    assert [hit for passage in left_out for hit in rule.check(passage, review)] == []
    assert [passage for passage in every if passage in given] == given


def test_names_are_found_once_and_remembered() -> None:
    """Names of a passage are told again without being looked for."""
    passage = Passage("The hall stood near Krasnogorsk, said Ada Example.", "text", "en")
    assert names(passage) is names(passage)
    assert [passage.text[passage.words[a].start : passage.words[b - 1].end] for a, b in names(passage)] == [
        "Krasnogorsk",
        "Ada Example",
    ]


def test_a_table_of_words_never_outgrows_its_limit() -> None:
    """A full table starts anew and still tells the same."""
    asked: list[str] = []
    table = Table(lambda word: asked.append(word) or len(word), limit=3)
    assert [table[word] for word in ("a", "bb", "a", "ccc", "dddd", "a")] == [1, 2, 1, 3, 4, 1]
    assert len(table) <= 3
    assert asked == ["a", "bb", "ccc", "dddd", "a"]
