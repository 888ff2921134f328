"""Units as a gettext catalogue (`.po`), and a catalogue as what a translator wrote: for Poedit, Weblate, OmegaT.

Written so that the same content gives the same bytes. Read strictly: what is not gettext is refused with its line.
Source: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, normalize, write_po

from .. import cldr
from ..errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .unit import Unit

#: No catalogue of a site is longer; a longer file is a mistake or an attack.
MAX_BYTES = 20_000_000

_WIDTH = 76
_EXPORTED = "as exported: "
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
#: A line with a word of gettext and a text in quotation marks, or one that goes on with the text.
_LINE = re.compile(r'(?:(?P<word>[a-z_]+(?:\[\d+\])?)[ ]+)?"(?:[^"\\]|\\[\\trn"])*"')
#: What may come before each word.
_AFTER = {"msgctxt": ("", "msgstr"), "msgid": ("", "msgctxt", "msgstr"), "msgstr": ("msgid",)}
_MARKS = (
    (re.compile(r"\[@"), "[@keys]"),
    (re.compile(r"\]\(fact:"), "(fact:…)"),
    (re.compile(r"!\[\]\("), "![](…)"),
    (re.compile(r"\{[.#][^}]*\}[ \t]*$", re.MULTILINE), "{.roles}"),
    (re.compile(r"\{[a-z_]+\}"), "{fields}"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit as a translator gives it back. `line` is its line in the catalogue.

    `exported` is the digest of the translation as it was exported; empty where the tool left it out.
    """

    address: str
    original: str
    translation: str
    fuzzy: bool
    exported: str
    line: int


# -- writing -----------------------------------------------------------------------------------------------------------


def written(units: Iterable[Unit], tag: str, name: str, today: date) -> bytes:
    """A catalogue of units for a language; `name` is that of the site."""
    catalog = Catalog()
    for unit in units:
        message = Message(
            unit.original,
            unit.translation,
            locations=[(unit.source, unit.line)],
            auto_comments=_comments(unit),
            context=unit.address,
        )
        # Babel takes “100 % of” for a format of Python; only the fields of the interface are one.
        message.flags.clear()
        message.flags.update(["fuzzy"] if unit.fuzzy else [])
        catalog[unit.original] = message
    file = io.BytesIO()
    file.write(_header(tag, name, today).encode())
    write_po(file, catalog, width=_WIDTH, omit_header=True)
    return file.getvalue().rstrip(b"\n") + b"\n"


def _header(tag: str, name: str, today: date) -> str:
    locale = cldr.locale_of(tag)
    fields = {
        "Project-Id-Version": name,
        "PO-Revision-Date": f"{today.isoformat()} 00:00+0000",
        "Last-Translator": "",
        "Language-Team": cldr.language_name(tag, "en"),
        "Language": tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": Catalog(locale=str(locale)).plural_forms,
        "X-Generator": "Rejoinder",
    }
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f'# {name}\nmsgid ""\nmsgstr {normalize(text, width=_WIDTH)}\n\n'


def _comments(unit: Unit) -> list[str]:
    kept = [name for pattern, name in _MARKS if pattern.search(unit.original)]
    told = [unit.about] if unit.about else []
    if kept:
        told.append(f"Leave as they are: {', '.join(kept)}")
    return [*told, f"{_EXPORTED}{fingerprint(unit.translation)}"]


def fingerprint(text: str) -> str:
    """A short digest of a text, or `empty`: tells whether a translator touched a unit."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest() if text else "empty"


# -- reading -----------------------------------------------------------------------------------------------------------


class _Collected(Catalog):
    """A catalogue that keeps every message as it comes, twice the same ones too."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Message] = []

    def __setitem__(self, _: object, message: Message) -> None:
        self.read.append(message)


def read(data: bytes, shown: str) -> tuple[str, list[Entry]]:
    """The language and the entries of a catalogue.

    Raises:
        SettingError: it is no catalogue that could have been exported here. The message says where and why.
    """
    if len(data) > MAX_BYTES:
        raise SettingError(
            f"{shown} has {len(data):,} bytes; at most {MAX_BYTES:,} are read. Export it anew, in parts."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingError(f"{shown}:{line}: this is not UTF-8. Save the file as UTF-8.") from None
    lines = ["" if line.lstrip().startswith("#~") else line for line in re.split(r"\r\n|\n|\r", text)]
    _check_lines(lines, shown)
    catalog = _Collected()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(lines)
    except PoFileError as error:
        raise SettingError(f"{shown}:{error.lineno + 1}: {str(error).rpartition(' on ')[0]}.") from None
    except (ValueError, IndexError, LookupError, AttributeError, AssertionError):
        raise SettingError(f"{shown}: this is not a gettext catalogue.") from None
    header = next((str(message.string) for message in catalog.read if not message.id and not message.context), "")
    entries = [_entry(message) for message in catalog.read if message.id]
    return _language(header, shown), entries


def _check_lines(lines: list[str], shown: str) -> None:
    """Every line is a comment or a text in quotation marks, in the order of gettext; SettingError otherwise."""
    last = ""
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        word = found["word"] if found else None
        if word and ("[" in word or word == "msgid_plural"):
            raise SettingError(f"{shown}:{number}: a unit with plural forms is none of these: here each form is one.")
        if found is None or (word and word not in _AFTER):
            raise SettingError(f"{shown}:{number}: “{_shown(line)}” is no line of a gettext catalogue.")
        if word and last not in _AFTER[word]:
            raise SettingError(f"{shown}:{number}: {word} stands after {last or 'nothing'}.")
        if not word and not last:
            raise SettingError(f"{shown}:{number}: a text stands before the first msgid.")
        last = word or last
    if last in ("msgctxt", "msgid"):
        raise SettingError(f"{shown}: the file ends in the middle of a unit. Was it cut off?")


def _language(header: str, shown: str) -> str:
    fields = {
        key.strip().casefold(): value.strip() for key, _, value in (ln.partition(":") for ln in header.splitlines())
    }
    charset = re.search(r"charset=([\w-]+)", fields.get("content-type", ""))
    if charset and charset[1].casefold() not in ("utf-8", "utf8", "charset"):
        raise SettingError(f"{shown}: the header says that this is {charset[1]}. Save the file as UTF-8.")
    tag = fields.get("language", "")
    if not _TAG.fullmatch(tag):
        raise SettingError(
            f"{shown}: the header names no language (“Language: {_shown(tag)}”). "
            "Write the tag of the language there, for example “Language: ru”."
        )
    return tag.replace("_", "-")


def _entry(message: Message) -> Entry:
    exported = next(
        (comment.removeprefix(_EXPORTED) for comment in message.auto_comments if comment.startswith(_EXPORTED)), ""
    )
    address = message.context or ""
    return Entry(address, str(message.id), str(message.string), message.fuzzy, exported, message.lineno or 0)


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else "�" for character in text)
    return plain if len(plain) <= 80 else plain[:77] + "…"
