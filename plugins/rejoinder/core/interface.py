"""The interface text of one language, from `theme/translations/<tag>.json`, and what a translation file must hold.

A file has the keys of the leading language's file, no other, with the same `{fields}` in each text; and where a text
is counted, each plural form that the language has for whole numbers (CLDR). Every fault of a file is told at once.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from .cldr import format_number, plural_form, plural_forms
from .errors import SettingError, ThemeError
from .finding import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: A text, or its plural forms.
Entry = str | dict[str, str]

#: Keys that a file may leave out: see `core/language`.
OPTIONAL = frozenset({"language.alphabet", "language.locale", "language.numerals"})
#: Beginnings of keys whose forms are looked up in texts, never printed: one language has more of them than another.
_WORDS = ("number.",)
_FIELD = re.compile(r"\{([a-z_]+)\}")
_RTL = frozenset({"R", "AL"})


class Text:
    """The interface text of one language: `text("notes.heading")`, `text("sources.count", count=3)`.

    A key that is missing is an error (ThemeError), never an empty string.
    """

    __slots__ = ("_direction", "_entries", "_locale", "_name", "_numerals", "token")

    def __init__(
        self, entries: Mapping[str, Entry], locale: str, name: str, *, numerals: str = "latn", direction: str = "ltr"
    ) -> None:
        self._entries = dict(entries)
        self._locale, self._name, self._numerals, self._direction = locale, name, numerals, direction
        described = json.dumps([self._entries, locale, numerals, direction], sort_keys=True, ensure_ascii=False)
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
        """The text of a key, its `{fields}` filled in; with `count`, in the plural form that count takes.

        What is filled in and runs the other way than the language is isolated from the words around it.
        """
        entry = self._entries.get(key)
        if entry is None:
            raise ThemeError(f"{self._name}: the interface text “{key}” is missing. Add it, with a description.")
        if isinstance(entry, dict):
            entry = self._plural(key, entry, values.get("count"))
        if not values:
            return entry
        shown = {
            name: format_number(value, self._locale, self._numerals)
            if isinstance(value, int)
            else isolated(str(value), self._direction)
            for name, value in values.items()
        }
        return _FIELD.sub(lambda match: shown.get(match[1], match[0]), entry)

    def _plural(self, key: str, forms: dict[str, str], count: object) -> str:
        if not isinstance(count, int):
            raise ThemeError(f"{self._name}: “{key}” has plural forms and was asked for without a count.")
        form = plural_form(count, self._locale)
        if form not in forms:
            raise ThemeError(f"{self._name}: “{key}” lacks the plural form “{form}”, which {count} needs.")
        return forms[form]


@functools.lru_cache(maxsize=65536)
def isolated(text: str, direction: str) -> str:
    """A text between U+2068 and U+2069 where letters of it run the other way than `direction`; else the text.

    Works where markup cannot stand: in titles and attributes (Unicode Standard Annex 9, section 2.7).
    """
    if direction == "ltr":
        other = not text.isascii() and any(unicodedata.bidirectional(character) in _RTL for character in text)
    else:
        other = any(unicodedata.bidirectional(character) == "L" for character in text)
    return f"\u2068{text}\u2069" if other else text


# -- files -------------------------------------------------------------------------------------------------------------


def read(path: Path, shown: str) -> dict[str, Entry]:
    """The texts of a translation file, by key; `shown` is what messages call the file.

    Raises:
        SettingError: there is no such file.
        ThemeError: it is not what a translation file must be.
    """
    try:
        raw = json.loads(path.read_text("utf-8"), object_pairs_hook=_unique_pairs)
    except FileNotFoundError:
        raise SettingError(
            f"LANGUAGES: “{path.stem}” has no interface text. Copy another file of {shown.rpartition('/')[0]} "
            f"to {path.name} and translate it, or take “{path.stem}” out of LANGUAGES."
        ) from None
    except (ValueError, OSError) as error:
        raise ThemeError(f"{shown}: this is not valid JSON in UTF-8: {error}.") from None
    if not isinstance(raw, dict):
        raise ThemeError(f"{shown}: expected one object with a key for each text.")
    return {key: _entry(key, value, shown) for key, value in raw.items()}


def _entry(key: str, value: Any, shown: str) -> Entry:
    text: Any = value.get("text") if isinstance(value, dict) else value
    if isinstance(text, str):
        return text
    if isinstance(text, dict) and text and all(isinstance(form, str) for form in text.values()):
        return {str(name): str(form) for name, form in text.items()}
    raise ThemeError(f"{shown}: “{key}” needs a “text”, a string or its plural forms.")


def _unique_pairs(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"the key “{key}” stands twice")
        result[key] = value
    return result


def plural_faults(entries: Mapping[str, Entry], locale: str, shown: str) -> Iterator[str]:
    """What is wrong with the plural forms of a file: a line for each text."""
    needed, known = plural_forms(locale)
    for key, entry in entries.items():
        if not isinstance(entry, dict):
            continue
        missing, unknown = needed - set(entry), set(entry) - known
        said = [f"lacks {_listed(missing)}" if missing else "", f"has {_listed(unknown)}" if unknown else ""]
        if any(said):
            yield (
                f"{shown}: the plural forms of “{key}”: it {' and '.join(filter(None, said))}. "
                f"Whole numbers take {_listed(needed)} in this language (CLDR, {locale}): give each of them."
            )


def parity_faults(entries: Mapping[str, Entry], leading: Mapping[str, Entry], shown: str, other: str) -> Iterator[str]:
    """Where a file differs from that of the leading language, `other`: a line for each key."""
    for key, entry in leading.items():
        if key in entries:
            yield from (f"{shown}: “{key}” {fault}" for fault in _unlike(key, entries[key], entry, other))
        elif key not in OPTIONAL:
            first = entry if isinstance(entry, str) else next(iter(entry.values()))
            yield f"{shown}: “{key}” is missing. Translate it from {other}, where it says “{first}”."
    for key in entries:
        if key not in leading and key not in OPTIONAL:
            yield f"{shown}: “{key}” is not in {other}, so nothing asks for it. Take it out.{near(key, leading)}"


def _unlike(key: str, entry: Entry, leading: Entry, other: str) -> Iterator[str]:
    if isinstance(entry, dict) != isinstance(leading, dict) and not key.startswith(_WORDS):
        yield (
            f"is one text, but {other} counts it. Write its plural forms."
            if isinstance(leading, dict)
            else f"has plural forms, but {other} has one text. Write one text."
        )
    fields, wanted = _fields(entry), _fields(leading)
    if missing := wanted - fields:
        yield f"lacks {_braced(missing)}, which {other} fills in. Put it where the language has it."
    if unknown := fields - wanted:
        yield f"has {_braced(unknown)}, which nothing fills in. Allowed: {_braced(wanted) or 'none'}."


def _fields(entry: Entry) -> set[str]:
    return {name for text in ([entry] if isinstance(entry, str) else entry.values()) for name in _FIELD.findall(text)}


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _listed(names: Iterable[str]) -> str:
    order = ("zero", "one", "two", "few", "many", "other")
    return ", ".join(sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name)))
