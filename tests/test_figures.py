"""Numbers and dates in running text, in digits of any system and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import REPOSITORY
from rejoinder.core import figures, numerals
from rejoinder.core.evidence import Figure
from rejoinder.core.language import load
from rejoinder.core.scripts import foreign_runs, script_of
from rejoinder.core.stated import states

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = dict(
    zip(range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True)
)
_RUSSIAN = {
    2: "двумя",
    3: "троих",
    12: "двенадцати",
    25: "двадцатью пятью",
    40: "сорока",
    100: "ста",
    149: "сто сорок девять",
}
_ARABIC = {
    3: "ثلاثة",
    11: "إحدى عشرة",
    12: "اثنا عشر",
    15: "خمسة عشر",
    43: "ثلاثة وأربعون",
    80: "ثمانين",
    100: "مئة",
    149: "مئة وتسعة وأربعون",
}


def english(number: int) -> str:
    """A number up to a hundred and ninety-nine in English words."""
    if number >= 100:
        return "a hundred" + (f" and {english(number - 100)}" if number > 100 else "")
    if number < 20:
        return _UNITS[number - 1]
    tens, units = number - number % 10, number % 10
    return _TENS[tens] + (f"-{_UNITS[units - 1]}" if units else "")


@pytest.mark.parametrize("number", range(1, 200))
def test_english_words_are_read(number: int) -> None:
    """Every number word up to 199 is read, with and without its hyphen."""
    assert numerals.read_words(english(number), "en") == (number, "")
    assert numerals.read_words(english(number).replace("-", " ").capitalize(), "en-GB") == (number, "")


@pytest.mark.parametrize(
    ("tag", "number", "words"),
    [("ru", *item) for item in _RUSSIAN.items()] + [("ar", *item) for item in _ARABIC.items()],
)
def test_russian_and_arabic_words_are_read(tag: str, number: int, words: str) -> None:
    """Case forms of Russian, and the order of Arabic."""
    assert numerals.read_words(words, tag) == (number, "")


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("More than 1,500 people, 30 000 homes and 12 % fled.", "en", [1500, 30000, 12]),
        ("Article 3, Rule 1, COVID-19, MI5, the 3rd floor, a 9-year-old at 06:00, 0800 123456", "en", []),
        ("Twenty-five dead, dozens hurt, a nine-year-old among them.", "en", [25, None]),
        ("Погибли 30 000 человек, статья 3, 12-го числа, двое детей", "ru", [30000, 2]),
        ("قُتل ١٤٩ شخصًا و٣٠٬٠٠٠ نزحوا، والمادة 3", "ar", [149, 30000]),
        ("One person is missing.", "en", [1]),
        ("Reserves of 25-50 million in form A-4", "en", [25, 50]),
        ("نفت الدول الثلاث ذلك، والأطفال التسعة بخير، والخمسة والعشرون كذلك", "ar", [3, 9, 25]),
        ("في حادثتين وهجومين أُصيب شخصان", "ar", [2, 2, 2]),
        ("زارت طالبان بلدان المنطقة يوم الثلاثاء والاثنين، وأيّدها 65 في المئة من المدنيين", "ar", [65]),
    ],
)
def test_numbers_count_something(text: str, tag: str, expected: list[float | None]) -> None:
    """Labels, ordinals, ages, times and telephone numbers are no quantities."""
    assert [number.value for number in figures.read(text, tag).numbers] == expected


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        (
            "On 22 March 2024, between 2014 and 2016, in the 1990s, on May 3 and 2020-01-02",
            "en",
            ["22 March 2024", "2014", "2016", "1990s", "May 3", "2020-01-02"],
        ),
        ("You may go. The July strikes.", "en", ["July"]),
        ("22 марта 2024 года, в марте 2026, в 2014 году", "ru", ["22 марта 2024", "марте 2026", "2014"]),
        ("في ٢٢ مارس ٢٠٢٤ وفي كانون الثاني 2019 وعام 2020", "ar", ["٢٢ مارس ٢٠٢٤", "كانون الثاني 2019", "2020"]),
    ],
)
def test_dates_are_found(text: str, tag: str, expected: list[str]) -> None:
    """Days, months and years, in the words of the language."""
    assert [text[date.start : date.end] for date in figures.read(text, tag).dates] == expected


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("In the nineties, in her early nineties, since the Eighties; ninety people", "en", [90, 80]),
        ("В девяностых и в двухтысячные годы; девяносто человек", "ru", [90, 2000]),
        ("في التسعينيات وتسعينيات القرن وثمانينات، وفي الستينيات من عمره، وتسعون شخصًا", "ar", [90, 90, 80]),
    ],
)
def test_decades_in_words_are_dates(text: str, tag: str, expected: list[int]) -> None:
    """A decade in words is a date and no number; somebody's age is neither."""
    found = figures.read(text, tag)
    assert [date.decade for date in found.dates] == expected
    assert len(found.numbers) <= 1


def test_a_year_that_counts_people_is_a_number() -> None:
    """Four digits before what they count are a number, unless “in” stands before them."""
    counted = frozenset(["peopl", "fled"])
    assert [n.value for n in figures.read("About 1500 people fled.", "en", counted).numbers] == [1500]
    assert figures.read("In 2017 people fled.", "en", counted).numbers == ()


@pytest.mark.parametrize(
    ("text", "tag", "value", "unit"),
    [
        ("149", "en", 149, "people"),
        ("١٤٩", "ar", 149, "people"),
        ("۱۴۹", "fa", 149, "people"),
        ("forty-three", "en", 43, "people"),
        ("six million", "en", 6, "million people"),
        ("сорока тремя", "ru", 43, "people"),
        ("ثلاثة وأربعون", "ar", 43, "people"),
        ("a million", "en", 1, "million people"),
        ("One million", "en", 1000000, "people"),
        ("миллион", "ru", 1, "million people"),
        ("миллиона", "ru", 1000000, "people"),
        ("مليون", "ar", 1, "million people"),
        ("a thousand", "en", 1000, "people"),
    ],
)
def test_a_figure_may_be_stated_in_words(text: str, tag: str, value: float, unit: str) -> None:
    """A fact value in any numeral system, or in words, equals the figure; another number does not."""
    own = tag if (REPOSITORY / f"theme/translations/{tag}.json").is_file() else "en"
    language = load(REPOSITORY / "theme" / "translations", own)
    language = type(language)(tag, language.locale, language.name, language.direction, language.text, language.labels)
    figure = Figure.model_validate({"value": str(value), "unit": unit, "as-of": "2026"})
    assert states(text, figure, language)
    assert not states(text, Figure.model_validate({"value": "42", "unit": unit, "as-of": "2026"}), language)
    assert not states(f"{text} people", figure, language)


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "ar", "fa", "fr", "zh"]))
def test_any_text_is_read(text: str, tag: str) -> None:
    """Nothing raises, and every place lies inside the text, in order."""
    found = figures.read(text, tag)
    for one in (*found.numbers, *found.dates):
        assert 0 <= one.start < one.end <= len(text)
    assert [number.start for number in found.numbers] == sorted(number.start for number in found.numbers)
    numerals.read_words(text, tag)
    for _, run in foreign_runs(text, script_of(tag)):
        assert all(0 <= start < end <= len(text) for start, end in run)
