"""A language of the site: its interface text, its direction, and how it writes dates and numbers (CLDR, by Babel)."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from .errors import SettingError, ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from babel import Locale

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

_FIELD = re.compile(r"\{([a-z_]+)\}")
#: 5043 · 5,043 · 5.043.000 · 12,34,567 (as in India)
_GROUPED = re.compile(r"\d+|\d{1,3}([.,])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")


def direction_of(tag: str) -> str:
    """`rtl` or `ltr` for a language tag: by its script when it names one, else by its language."""
    subtags = tag.lower().split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in _RTL_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in _RTL else "ltr"


@functools.cache
def _locale(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        raise SettingError(
            f"LANGUAGES: “{tag}” is not a language that CLDR knows. Use a tag such as en, ru, ar or pt-BR."
        ) from None


class Text:
    """The interface text of one language: `text("notes.heading")`, `text("sources.count", count=3)`.

    A key that is missing is an error (ThemeError), never an empty string.
    """

    __slots__ = ("_entries", "_locale_tag", "_name", "token")

    def __init__(self, entries: Mapping[str, str | dict[str, str]], tag: str, name: str) -> None:
        self._entries = dict(entries)
        self._locale_tag = tag
        self._name = name
        described = json.dumps(self._entries, sort_keys=True, ensure_ascii=False)
        self.token = hashlib.blake2b(described.encode(), digest_size=16).hexdigest()

    def __repr__(self) -> str:
        return f"Text({self.token})"

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def forms(self, key: str) -> set[str]:
        """Every form of a text, in lower case: a word a reader may meet in any of its plural forms."""
        entry = self._entries[key]
        return {form.lower() for form in (entry.values() if isinstance(entry, dict) else [entry])}

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, its `{fields}` filled in; with `count`, in the plural form that count takes."""
        entry = self._entries.get(key)
        if entry is None:
            raise ThemeError(f"{self._name}: the interface text “{key}” is missing. Add it, with a description.")
        if isinstance(entry, dict):
            entry = self._plural(key, entry, values.get("count"))
        if not values:
            return entry
        shown = {
            name: format_number(value, self._locale_tag) if isinstance(value, int) else str(value)
            for name, value in values.items()
        }
        return _FIELD.sub(lambda match: shown.get(match[1], match[0]), entry)

    def _plural(self, key: str, forms: dict[str, str], count: object) -> str:
        if not isinstance(count, int):
            raise ThemeError(f"{self._name}: “{key}” has plural forms and was asked for without a count.")
        form = _locale(self._locale_tag).plural_form(count)
        if form not in forms:
            raise ThemeError(f"{self._name}: “{key}” lacks the plural form “{form}”, which {count} needs.")
        return forms[form]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language of the site.

    `locale` is CLDR's name for how it writes dates and numbers, which may be narrower than `tag` (`en-GB` for `en`).
    `labels` maps the standard section headings, in lower case, to their roles.
    """

    tag: str
    locale: str
    name: str
    direction: str
    text: Text
    labels: dict[str, str]

    def day(self, value: date | str) -> str:
        """A day in words. A string may be a year or a year and month: `2024`, `2024-03`, `2024-03-22`."""
        return format_day(value if isinstance(value, str) else value.isoformat(), self.locale)

    def number(self, value: float) -> str:
        """A number as the language groups it: 5,043."""
        return format_number(value, self.locale)


def load(folder: Path, tag: str) -> Language:
    """Read `theme/translations/<tag>.json`.

    Raises:
        SettingError: the file is missing, or the tag is unknown to CLDR.
        ThemeError: the file is not what a translation file must be; the message names the key.
    """
    path = folder / f"{tag}.json"
    shown = f"{folder.parent.name}/{folder.name}/{path.name}"
    try:
        raw = json.loads(path.read_text("utf-8"), object_pairs_hook=_unique_pairs)
    except FileNotFoundError:
        raise SettingError(
            f"LANGUAGES: “{tag}” has no interface text. Copy another file of {folder.parent.name}/{folder.name} "
            f"to {path.name} and translate it, or take “{tag}” out of LANGUAGES."
        ) from None
    except (ValueError, OSError) as error:
        raise ThemeError(f"{shown}: this is not valid JSON in UTF-8: {error}.") from None
    entries = _entries(raw, shown)
    for key in ("language.name", "language.direction"):
        if not isinstance(entries.get(key), str):
            raise ThemeError(f"{shown}: “{key}” is missing.")
    locale = entries.get("language.locale", tag)
    if not isinstance(locale, str):
        raise ThemeError(f"{shown}: language.locale is not a text. Give a locale of CLDR, for example en-GB.")
    direction = str(entries["language.direction"])
    if direction not in ("ltr", "rtl"):
        raise ThemeError(f"{shown}: language.direction is “{direction}”. Allowed: ltr, rtl.")
    _locale(locale)
    labels = {
        str(text).strip().lower(): key.removeprefix("role.")
        for key, text in entries.items()
        if key.startswith("role.") and isinstance(text, str)
    }
    return Language(tag, locale, str(entries["language.name"]), direction, Text(entries, locale, shown), labels)


def _entries(raw: Any, shown: str) -> dict[str, str | dict[str, str]]:
    if not isinstance(raw, dict):
        raise ThemeError(f"{shown}: expected one object with a key for each text.")
    entries: dict[str, str | dict[str, str]] = {}
    for key, entry in raw.items():
        text: Any = entry.get("text") if isinstance(entry, dict) else entry
        plural = isinstance(text, dict) and bool(text) and all(isinstance(form, str) for form in text.values())
        if not isinstance(text, str) and not plural:
            raise ThemeError(f"{shown}: “{key}” needs a “text”, a string or its plural forms.")
        entries[key] = text
    return entries


def _unique_pairs(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"the key “{key}” stands twice")
        result[key] = value
    return result


@functools.cache
def format_day(iso: str, tag: str) -> str:
    """`2024-03-22` as “22 March 2024”, `2024-03` as “March 2024”, `2024` as “2024”."""
    from babel.dates import format_date, format_skeleton

    locale = _locale(tag)
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return format_date(date(*parts), "long", locale=locale)
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale))
    return iso


@functools.cache
def format_number(value: float, tag: str) -> str:
    """A number with the language's own grouping and decimal sign."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=_locale(tag)))


@functools.cache
def language_name(tag: str, in_tag: str) -> str:
    """The name of a language in another language (“Russian”); the tag itself where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name(_locale(in_tag))
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name) if name else tag


@functools.cache
def country_name(code: str, in_tag: str) -> str:
    """The name of a country from its ISO 3166-1 alpha-2 code; the code itself where CLDR has none."""
    return str(_locale(in_tag).territories.get(code.upper(), code))


#: Countries that name the months of an Arabic text in words of their own.
_OTHER_MONTHS = {"ar": ("ar-SY", "ar-DZ", "ar-MA")}


@functools.cache
def month_names(tag: str) -> frozenset[str]:
    """The names of the months as a language writes them in a date and alone (CLDR); English ones for an unknown tag."""
    from babel import Locale, UnknownLocaleError

    names: set[str] = set()
    for own in (tag, *_OTHER_MONTHS.get(tag.partition("-")[0].lower(), ())):
        try:
            months = Locale.parse(own, sep="-").months
        except (UnknownLocaleError, ValueError):
            months = _locale("en").months
        for use in ("format", "stand-alone"):
            names.update(str(name) for name in months[use]["wide"].values())
    return frozenset(names)


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
