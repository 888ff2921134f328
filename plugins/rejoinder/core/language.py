"""A language of the site: its interface text, its direction, and how it writes dates, numbers and lists."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import cldr, interface
from .errors import ThemeError
from .interface import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

#: Scripts and languages written from right to left (Unicode script metadata).
_RTL = frozenset(
    [
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "glk",
        "ha-arab",
        "he",
        "ku-arab",
        "ms-arab",
        "mzn",
        "nqo",
        "pa-arab",
        "pnb",
        "prs",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)
_RTL_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa", "adlm", "rohg"})


#: 5043 · 5,043 · 5.043.000 · 12,34,567 (as in India)
_GROUPED = re.compile(r"\d+|\d{1,3}([.,])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")


def direction_of(tag: str) -> str:
    """`rtl` or `ltr` for a language tag: by its script when it names one, else by its language."""
    subtags = tag.lower().split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in _RTL_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in _RTL else "ltr"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language of the site.

    `locale` is CLDR's name for how it writes dates and numbers, which may be narrower than `tag` (`en-GB` for `en`);
    `numerals` the id of its numbering system. `alphabet` holds its letters in their order, separated by spaces, where
    that is not the order of Unicode. `labels` maps the standard section headings, in lower case, to their roles.
    """

    tag: str
    locale: str
    name: str
    direction: str
    text: Text
    labels: dict[str, str]
    numerals: str = "latn"
    alphabet: str = ""

    def day(self, value: date | str) -> str:
        """A day in words. A string may be a year or a year and month: `2024`, `2024-03`, `2024-03-22`."""
        return cldr.format_day(value if isinstance(value, str) else value.isoformat(), self.locale, self.numerals)

    def number(self, value: float) -> str:
        """A number as the language groups it, in its numerals: 5,043."""
        return cldr.format_number(value, self.locale, self.numerals)

    def listed(self, items: Iterable[str]) -> str:
        """Names in a row as the language joins them: “a, b and c”."""
        return cldr.format_list(tuple(items), self.locale)

    def language_name(self, tag: str) -> str:
        """What this language calls another one; the tag where CLDR does not know."""
        return cldr.language_name(tag, self.locale)

    def country_name(self, code: str) -> str:
        """What this language calls a country; the code where CLDR does not know."""
        return cldr.country_name(code, self.locale)

    def sort_key(self, text: str) -> tuple[str, str]:
        """What titles and names are sorted by in this language."""
        return cldr.sort_key(text, self.alphabet)


def load_all(folder: Path, tags: Iterable[str]) -> dict[str, Language]:
    """The languages of a site by their tags, from `theme/translations/`. The first one leads.

    Raises:
        SettingError: a file is missing, or a tag is unknown to CLDR.
        ThemeError: a file is not what a translation file must be. The message has a line for each fault of each file.
    """
    languages: dict[str, Language] = {}
    faults: list[str] = []
    leading: dict[str, interface.Entry] = {}
    first = ""
    for tag in tags:
        language, entries, found = _read(folder, tag)
        faults += found
        if first:
            faults += interface.parity_faults(entries, leading, _shown(folder, tag), first)
        else:
            leading, first = entries, f"{tag}.json"
        languages[tag] = language
    if faults:
        raise ThemeError("\n".join(faults))
    return languages


def load(folder: Path, tag: str) -> Language:
    """One language, from `theme/translations/<tag>.json`, by itself.

    Raises:
        SettingError, ThemeError: as in `load_all`.
    """
    return load_all(folder, (tag,))[tag]


def _shown(folder: Path, tag: str) -> str:
    return f"{folder.parent.name}/{folder.name}/{tag}.json"


def _read(folder: Path, tag: str) -> tuple[Language, dict[str, interface.Entry], list[str]]:
    """A language, its entries, and the faults of its plural forms."""
    shown = _shown(folder, tag)
    entries = interface.read(folder / f"{tag}.json", shown)
    for key in ("language.name", "language.direction"):
        if not isinstance(entries.get(key), str):
            raise ThemeError(f"{shown}: “{key}” is missing.")
    direction = str(entries["language.direction"])
    if direction not in ("ltr", "rtl"):
        raise ThemeError(f"{shown}: language.direction is “{direction}”. Allowed: ltr, rtl.")
    locale = _option(entries, "language.locale", tag, shown, "Give a locale of CLDR, for example en-GB.")
    cldr.locale_of(locale)
    known = ", ".join(cldr.ZEROS)
    numerals = _option(entries, "language.numerals", "latn", shown, f"Allowed: {known}.")
    if numerals not in cldr.ZEROS:
        raise ThemeError(f"{shown}: language.numerals is “{numerals}”. Allowed: {known}.")
    letters = "Give the letters in their order, separated by spaces."
    alphabet = _option(entries, "language.alphabet", "", shown, letters)
    if alphabet and len(alphabet.split()) < 2:
        raise ThemeError(f"{shown}: language.alphabet is “{alphabet}”. {letters}")
    labels = {
        text.strip().lower(): key.removeprefix("role.")
        for key, text in entries.items()
        if key.startswith("role.") and isinstance(text, str)
    }
    text = Text(entries, locale, shown, numerals=numerals, direction=direction)
    name = str(entries["language.name"])
    language = Language(tag, locale, name, direction, text, labels, numerals, alphabet)
    return language, entries, list(interface.plural_faults(entries, locale, shown))


def _option(entries: dict[str, interface.Entry], key: str, default: str, shown: str, cure: str) -> str:
    value = entries.get(key, default)
    if not isinstance(value, str):
        raise ThemeError(f"{shown}: {key} is not a text. {cure}")
    return value


def read_number(text: str) -> float | None:
    """The value of a number as written in any numeral system, with grouping: “5,043”, “١٤٩”, “3.5”. None if unclear.

    A separator before exactly three last digits groups them; any other single separator is a decimal sign.
    """
    digits: list[str] = []
    for character in unicodedata.normalize("NFKC", text.strip()):
        value = unicodedata.digit(character, None)
        if value is not None:
            digits.append(str(value))
        elif character in ".,٫٬'’ \u00a0\u202f":
            digits.append({"٫": ".", "٬": ","}.get(character, "," if character not in ".," else character))
        else:
            return None
    plain = "".join(digits)
    if _GROUPED.fullmatch(plain):
        return float(re.sub(r"[.,]", "", plain))
    match = re.fullmatch(r"(.+)[.,](\d+)", plain)
    if match and _GROUPED.fullmatch(match[1]):
        return float(f"{re.sub('[.,]', '', match[1])}.{match[2]}")
    return None
