"""How a language writes days, numbers and lists, names things, counts and sorts: what CLDR says of it, by way of Babel.

Nothing here touches the process's own locale. A `tag` is a language tag or a locale of CLDR, such as `en-GB`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from .errors import SettingError

if TYPE_CHECKING:
    from babel import Locale

#: The digit zero of each numbering system; the others follow it. Ids: CLDR, common/supplemental/numberingSystems.xml.
ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "deva": 0x0966,
    "fullwide": 0xFF10,
    "gujr": 0x0AE6,
    "guru": 0x0A66,
    "java": 0xA9D0,
    "khmr": 0x17E0,
    "knda": 0x0CE6,
    "laoo": 0x0ED0,
    "latn": 0x0030,
    "mlym": 0x0D66,
    "mong": 0x1810,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "orya": 0x0B66,
    "rohg": 0x10D30,
    "tamldec": 0x0BE6,
    "telu": 0x0C66,
    "thai": 0x0E50,
    "tibt": 0x0F20,
}
#: Integers that between them take every plural form that any language of CLDR has for integers.
_COUNTED = (
    *range(31),
    *range(40, 130, 10),
    41,
    42,
    45,
    71,
    81,
    91,
    99,
    101,
    102,
    103,
    111,
    112,
    119,
    121,
    10**3,
    10**6,
)
#: Countries that name the months of an Arabic text in words of their own.
_OTHER_MONTHS = {"ar": ("ar-SY", "ar-DZ", "ar-MA")}


@functools.cache
def locale_of(tag: str) -> Locale:
    """Babel's locale.

    Raises:
        SettingError: CLDR knows no such language.
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        raise SettingError(
            f"LANGUAGES: “{tag}” is not a language that CLDR knows. Use a tag such as en, ru, ar or pt-BR."
        ) from None


# -- numbers and days --------------------------------------------------------------------------------------------------


def in_numerals(text: str, numerals: str) -> str:
    """A text with its Latin digits as a numbering system writes them."""
    return text if numerals == "latn" else text.translate(_digits(numerals))


@functools.cache
def _digits(numerals: str) -> dict[int, int]:
    return {0x30 + digit: ZEROS[numerals] + digit for digit in range(10)}


@functools.cache
def format_number(value: float, tag: str, numerals: str = "latn") -> str:
    """A number with the grouping and decimal sign of the language and the digits of a numbering system."""
    from babel.numbers import format_decimal

    # Babel takes the signs of a numbering system and leaves the digits Latin. Its stubs are older than the argument.
    written = format_decimal(value, locale=locale_of(tag), numbering_system=numerals)  # type: ignore[call-arg]
    return in_numerals(str(written), numerals)


@functools.cache
def format_day(iso: str, tag: str, numerals: str = "latn") -> str:
    """`2024-03-22` as “22 March 2024”, `2024-03` as “March 2024”, `2024` as “2024”."""
    from babel.dates import format_date, format_skeleton

    locale = locale_of(tag)
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return in_numerals(format_date(date(*parts), "long", locale=locale), numerals)
    if len(parts) == 2:
        return in_numerals(str(format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale)), numerals)
    return in_numerals(iso, numerals)


@functools.cache
def month_names(tag: str) -> frozenset[str]:
    """The names of the months as a language writes them in a date and alone (CLDR); English ones for an unknown tag."""
    from babel import Locale, UnknownLocaleError

    names: set[str] = set()
    for own in (tag, *_OTHER_MONTHS.get(tag.partition("-")[0].lower(), ())):
        try:
            months = Locale.parse(own, sep="-").months
        except (UnknownLocaleError, ValueError):
            months = locale_of("en").months
        for use in ("format", "stand-alone"):
            names.update(str(name) for name in months[use]["wide"].values())
    return frozenset(names)


# -- names and lists ---------------------------------------------------------------------------------------------------


@functools.cache
def language_name(tag: str, in_tag: str) -> str:
    """The name of a language in another language (“Russian”); the tag itself where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name(locale_of(in_tag))
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name) if name else tag


@functools.cache
def country_name(code: str, in_tag: str) -> str:
    """The name of a country from its ISO 3166-1 alpha-2 code; the code itself where CLDR has none."""
    return str(locale_of(in_tag).territories.get(code.upper(), code))


@functools.cache
def format_list(items: tuple[str, ...], tag: str) -> str:
    """“a, b and c” as the language puts it."""
    from babel import lists

    return lists.format_list(items, locale=locale_of(tag))


# -- plurals -----------------------------------------------------------------------------------------------------------


def plural_form(count: int, tag: str) -> str:
    """The plural form that a whole number takes, such as `few`."""
    return str(locale_of(tag).plural_form(count))


@functools.cache
def plural_forms(tag: str) -> tuple[frozenset[str], frozenset[str]]:
    """The plural forms that whole numbers take in a language, and every form that its rule knows.

    The second holds what fractions alone take, such as `other` in Russian: nothing is counted in fractions here.
    """
    rule = locale_of(tag).plural_form
    return frozenset(str(rule(count)) for count in _COUNTED), frozenset({*rule.tags, "other"})


# -- order -------------------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=65536)
def sort_key(text: str, alphabet: str = "") -> tuple[str, str]:
    """What texts of a language are sorted by: their letters first, then accents, case and signs.

    Letters count without their marks and signs not at all, so that “Éa” stands beside “Ea” and a quotation mark moves
    nothing. That is right for languages whose letters stand in Unicode as in their alphabet, such as English, Russian
    and Arabic. For any other, `alphabet` gives the letters in their order, separated by spaces (`а б в г ғ д е ё …`);
    a letter of it is never taken apart. Letters of scripts before or after it in Unicode stand before or after it.

    Why not the Unicode Collation Algorithm: PyICU needs a library of the system, icu4py has no collation, and pyuca
    holds the table of 2017 and no language's own order.
    """
    composed = unicodedata.normalize("NFC", text.casefold())
    if alphabet:
        ranks, pattern = _ranks(alphabet)
        first = min(ranks)
        return "".join(_weight(piece, ranks, first) for piece in pattern.findall(composed)), text
    return _letters(composed), text


def _letters(text: str) -> str:
    """The letters, digits and spaces of a text, without marks."""
    if text.isascii():
        return "".join(character for character in text if character.isalnum() or character == " ")
    # Russian й is a letter of its own, not an и with a mark; CLDR keeps it as well.
    decomposed = unicodedata.normalize("NFKD", text).replace("и\u0306", "й")
    return "".join(character for character in decomposed if character.isalnum() or character.isspace())


@functools.cache
def _ranks(alphabet: str) -> tuple[dict[str, int], re.Pattern[str]]:
    letters = unicodedata.normalize("NFC", alphabet.casefold()).split()
    longest = "|".join(map(re.escape, sorted(letters, key=len, reverse=True)))
    return {letter: rank for rank, letter in enumerate(letters)}, re.compile(f"{longest}|.", re.DOTALL)


def _weight(piece: str, ranks: dict[str, int], first: str) -> str:
    """A letter of the alphabet by its place in it (as a character for private use), others around them by Unicode."""
    if piece in ranks:
        return chr(0xE000 + ranks[piece])
    bare = _letters(piece)
    if bare in ranks:
        return chr(0xE000 + ranks[bare])
    return bare if bare < first else f"\uf8ff{bare}" if bare else ""
