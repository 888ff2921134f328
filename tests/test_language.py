"""A language of the site: interface text, direction, dates and numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rejoinder.core.cldr import country_name, format_day, format_number, language_name
from rejoinder.core.errors import SettingError, ThemeError
from rejoinder.core.evidence import Figure
from rejoinder.core.interface import Text
from rejoinder.core.language import direction_of, load, read_number
from rejoinder.core.stated import states
from sites import THEME, interface

if TYPE_CHECKING:
    from pathlib import Path

TAGS = (
    "en",
    "en-GB",
    "en-IN",
    "ru",
    "ar",
    "fa",
    "de",
    "de-CH",
    "fr",
    "es",
    "pt-BR",
    "pl",
    "hi",
    "tr",
    "uk",
    "tg",
    "ckb",
)
#: Ten digits each: Latin, Arabic-Indic, Persian, Devanagari, Bengali, full-width.
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９")
NUMBERS = (
    st.integers(0, 10**12) | st.integers(0, 10**7).map(lambda n: n / 10) | st.integers(0, 10**7).map(lambda n: n / 100)
)


@settings(max_examples=300, deadline=None)
@given(NUMBERS, st.sampled_from(TAGS), st.sampled_from(DIGITS))
def test_a_number_that_a_language_writes_is_read_back(number: float, tag: str, digits: str) -> None:
    """Grouping, decimal sign and numerals of every language give the number again."""
    written = format_number(number, tag).translate(str.maketrans(DIGITS[0], digits))
    assert read_number(written) == number


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_with_arabic_separators_is_read(whole: int, hundredths: int) -> None:
    """The Arabic thousands and decimal separators are known beside the Latin ones."""
    written = f"{whole:,}٫{hundredths:02}".replace(",", "٬").translate(str.maketrans(DIGITS[0], DIGITS[1]))
    assert read_number(written) == float(f"{whole}.{hundredths:02}")


@settings(deadline=None)
@given(st.text(max_size=20) | st.text(st.sampled_from("0123.,٫٬'’ \u00a0१٣"), max_size=12))
def test_any_text_is_a_number_or_none(text: str) -> None:
    """No text makes the reading of numbers raise."""
    value = read_number(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    "text", ["", " ", "one", "1.2.3", "5,04", "1,2,3", "12,3456,789", "5 04 3", "-", ".", "1-2", "149!", "x5"]
)
def test_what_is_unclear_is_no_number(text: str) -> None:
    """What could be read in two ways, or is no number, is not guessed at: None, or the decimal reading alone."""
    assert read_number(text) in (None, {"5,04": 5.04}.get(text))


@pytest.mark.parametrize(
    ("text", "value", "unit", "stated"),
    [
        ("5,043", 5043, "books", True),
        ("٥٬٠٤٣", 5043, "books", True),
        ("5 043", 5043, "books", True),
        ("5,044", 5043, "books", False),
        ("about 5,043", 5043, "books", False),
        ("3.5 million", 3.5, "million books", True),
        ("3.5", 3.5, "million books", True),
        ("3,500,000", 3.5, "million books", True),
        ("3.5 thousand", 3.5, "million books", False),
        ("3.5 millions of", 3.5, "million books", False),
        ("", 1, "book", False),
    ],
)
def test_a_text_states_a_figure_or_not(text: str, value: float, unit: str, stated: bool) -> None:
    """A figure is stated in any numerals, with the scale in digits or in the language's word, and in no other way."""
    figure = Figure.model_validate({"value": str(value), "unit": unit, "as-of": "2026"})
    assert states(text, figure, load(THEME / "translations", "en")) is stated


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("en", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("AR-eg", "rtl"), ("fa", "rtl"), ("ckb", "rtl"), ("he", "rtl"), ("ur", "rtl"),
        ("ar-Latn", "ltr"), ("az-Arab", "rtl"), ("tg-Cyrl", "ltr"), ("ku", "ltr"), ("ku-Arab", "rtl"), ("uz-Arab-AF", "rtl"),
    ],
)  # fmt: skip
def test_direction(tag: str, direction: str) -> None:
    """A tag's script decides the direction where it names one, else its language does."""
    assert direction_of(tag) == direction


@pytest.mark.parametrize(
    ("iso", "tag", "expected"),
    [
        ("2024-03-22", "en", "March 22, 2024"),
        ("2024-03-22", "en-GB", "22 March 2024"),
        ("2024-03-22", "ru", "22 марта 2024 г."),
        ("2024-03-22", "ar", "22 مارس 2024"),
        ("2024-03", "en-GB", "March 2024"),
        ("2024-03", "ru", "март 2024 г."),
        ("2024", "ru", "2024"),
    ],
)
def test_days_are_written_as_the_language_writes_them(iso: str, tag: str, expected: str) -> None:
    """A day, a month or a year is written in words of the language, and no finer than it is known."""
    assert format_day(iso, tag).replace("\u202f", " ").replace("\u00a0", " ") == expected


def test_names_of_languages_and_countries() -> None:
    """Names come in the language of the page; what CLDR does not know is shown as it is."""
    assert language_name("ru", "en") == "Russian"
    assert language_name("en", "ru") == "английский"
    assert language_name("qqx", "en") == "qqx"
    assert language_name("not a tag", "en") == "not a tag"
    assert country_name("de", "ru") == "Германия"
    assert country_name("XQ", "en") == "XQ"


# -- interface text ----------------------------------------------------------------------------------------------------

RUSSIAN = {
    "one.text": "Источник: {name}",
    "count": {"one": "{count} книга", "few": "{count} книги", "many": "{count} книг", "other": "{count} книги"},
}


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "1 книга"),
        (2, "2 книги"),
        (5, "5 книг"),
        (11, "11 книг"),
        (21, "21 книга"),
        (5043, "5\u00a0043 книги"),
        (0, "0 книг"),
    ],
)
def test_plural_forms(count: int, expected: str) -> None:
    """A count takes the plural form of the language, and is written as the language writes numbers."""
    assert Text(RUSSIAN, "ru", "ru.json")("count", count=count) == expected


def test_what_an_interface_text_refuses() -> None:
    """A missing key, a plural without a count and a missing form are errors that name file and key."""
    text = Text({"count": {"one": "{count} book"}}, "en", "en.json")
    for call in (
        lambda: text("absent"),
        lambda: text("count"),
        lambda: text("count", count="3"),
        lambda: text("count", count=3),
    ):
        with pytest.raises(ThemeError, match=r"en\.json.*“(absent|count)"):
            call()
    assert "count" in text
    assert "absent" not in text


def test_fields_of_an_interface_text() -> None:
    """Fields are filled in; one that was not given stays visible, and what is filled in is not read again."""
    text = Text(RUSSIAN, "ru", "ru.json")
    assert text("one.text", name="{count}") == "Источник: {count}"
    assert text("one.text", other=1) == "Источник: {name}"


def test_tokens_of_equal_texts_are_equal() -> None:
    """Equal interface texts describe themselves alike, different ones do not: pages are remembered by it."""
    assert repr(Text(RUSSIAN, "ru", "a")) == repr(Text(dict(reversed(RUSSIAN.items())), "ru", "b"))
    assert repr(Text(RUSSIAN, "ru", "a")) != repr(Text({**RUSSIAN, "one.text": "Источник"}, "ru", "a"))


def translation(folder: Path, tag: str, **changes: object) -> None:
    """Write the English interface text under another tag, with some keys changed; None removes one."""
    (folder / f"{tag}.json").write_text(interface(tag, **changes), "utf-8")


def test_a_language_is_loaded(tmp_path: Path) -> None:
    """Name, direction, locale and section labels come from the translation file."""
    translation(
        tmp_path,
        "ar",
        **{"language.name": "العربية", "language.direction": "rtl", "role.facts": " ما حدث "},
    )
    arabic = load(tmp_path, "ar")
    assert (arabic.tag, arabic.locale, arabic.name, arabic.direction) == ("ar", "ar", "العربية", "rtl")
    assert arabic.labels["ما حدث"] == "facts"
    assert replace(arabic, locale="ar-EG").day("2024-03") == "مارس 2024"
    assert load(THEME / "translations", "en").day("2024-03-22") == "22 March 2024"


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"language.name": None}, ThemeError, "language.name"),
        ({"language.direction": "left"}, ThemeError, "left"),
        ({"language.locale": {"one": "a"}}, ThemeError, "language.locale"),
        ({"language.locale": "xx-invalid"}, SettingError, "xx-invalid"),
        ({"a": {"about": "no text"}}, ThemeError, "“a”"),
        ({"a": {"text": {}}}, ThemeError, "“a”"),
        ({"a": {"text": {"one": 1}}}, ThemeError, "“a”"),
        ({"a": 3}, ThemeError, "“a”"),
    ],
)
def test_a_translation_file_that_cannot_be_used(
    changes: dict[str, object], error: type[Exception], says: str, tmp_path: Path
) -> None:
    """A faulty translation file is refused with the key that is at fault."""
    translation(tmp_path, "ru", **changes)
    with pytest.raises(error, match=says):
        load(tmp_path, "ru")


@pytest.mark.parametrize("data", [b"[]", b"{", b'{"a": "1", "a": "2"}', b"\xff", b""])
def test_a_translation_file_that_cannot_be_read(data: bytes, tmp_path: Path) -> None:
    """A file that is no JSON object, holds a key twice or is not UTF-8 is refused by name."""
    (tmp_path / "ru.json").write_bytes(data)
    with pytest.raises(ThemeError, match=r"ru\.json"):
        load(tmp_path, "ru")
    with pytest.raises(SettingError, match=r"uk\.json"):
        load(tmp_path, "uk")
