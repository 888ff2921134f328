"""How it stands with a person's consent today, read from the record itself, whatever else is wrong with the content.

A withdrawal, a rollback and the daily look at the published site must not depend on a review that may be full of
findings. So this reads one file at a time, takes what a faulty one still says, and calls nobody's consent certain that
it cannot read.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

import yaml

from . import people
from .absence import Person as Absent
from .address import folded
from .files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from .consent import Format

#: How it stands. Only with `given` may anything be shown, in the languages and formats that were agreed to.
State = Literal["given", "withdrawn", "expired", "not-yet", "gone", "unreadable"]
#: Days before the end of a consent in which it is time to ask again.
SOON = timedelta(days=30)

#: In any file, however broken: a line `withdrawn:` with something behind it; `expires:` with a day.
_WITHDRAWN = re.compile(r"""^[^#\n]*\bwithdrawn["']?[ \t]*:[ \t]*["']?([^\s"'#,}]+)""", re.MULTILINE)
_EXPIRES = re.compile(r"""^[^#\n]*\bexpires["']?[ \t]*:[ \t]*["']?(\d{4}-\d\d-\d\d)""", re.MULTILINE)
_TAG = re.compile(r"[a-z]{2}(-[A-Za-z0-9]{2,8})*")
_EMPTY = ("null", "~", "None")
#: What a file that is no YAML still says under a key at its edge: the lines that are indented below it.
_BLOCK = r"^(?:{}):[ \t]*(.*(?:\n(?:[ \t]+.*|[ \t]*))*)"
_FORMATS: dict[str, Format] = {
    "html": "web",
    "xml": "web",
    "atom": "web",
    "rss": "web",
    "pdf": "print",
    "json": "dataset",
    "csv": "dataset",
    "png": "card",
    "jpg": "card",
    "webp": "card",
    "svg": "card",
    "mp3": "audio",
    "m4a": "audio",
    "ogg": "audio",
}


class Place(Protocol):
    """What is asked of the settings here."""

    @property
    def content(self) -> Path:
        """The folder of the content."""
        ...

    @property
    def today(self) -> date:
        """The day for which it is asked."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's consent today. `expires` is its last day, where it has one."""

    id: str
    state: State
    expires: date | None = None
    person: people.Person | None = None

    def refusal(self, language: str, format_: Format, day: date) -> str:
        """Why nothing of the person may stand in a language and format; empty when it may.

        A language or format that is not known (empty) is not asked about.
        """
        if self.state != "given" or self.person is None:
            return self.state
        consent = self.person.consent
        refused = consent.refusal(language or consent.languages[0], format_, day)
        return refused or ""


def path(content: Path, person: str) -> Path:
    """Where the record of a person lies."""
    return content / people.FOLDER / f"{person}.yaml"


def known(content: Path) -> list[str]:
    """The id of every person who has a record, readable or not."""
    with contextlib.suppress(OSError):
        return sorted(one.stem for one in (content / people.FOLDER).iterdir() if one.suffix == ".yaml")
    return []


def consent_today(settings: Place, ids: Iterable[str]) -> dict[str, Standing]:
    """How it stands with some people today."""
    return {person: _standing(settings, person) for person in sorted(set(ids))}


def over(settings: Place) -> tuple[Standing, ...]:
    """Everybody whose consent was withdrawn or has expired. Cheap where there is nobody: records are hardly read."""
    found = []
    for person in known(settings.content):
        text = _text(path(settings.content, person))
        if text is None or not (_withdrew(text) or _lapsed(text, settings.today)):
            continue
        standing = _standing(settings, person)
        if standing.state in ("withdrawn", "expired"):
            found.append(standing)
    return tuple(found)


def _standing(settings: Place, person: str) -> Standing:
    file = path(settings.content, person)
    try:
        data = read_bytes(file)
    except FileNotFoundError:
        return Standing(person, "gone")
    except OSError:
        return Standing(person, "unreadable")
    read = people.read(data, f"{people.FOLDER}/{person}.yaml").person
    if read is None:
        text = data.decode("utf-8", "replace")
        return Standing(person, "withdrawn" if _withdrew(text) else "unreadable")
    consent, day = read.consent, settings.today
    if consent.withdrawn is not None and consent.withdrawn <= day:
        return Standing(person, "withdrawn", consent.expires, read)
    if consent.expires is not None and consent.expires < day:
        return Standing(person, "expired", consent.expires, read)
    return Standing(person, "not-yet" if day < consent.obtained else "given", consent.expires, read)


def _text(file: Path) -> str | None:
    try:
        return read_bytes(file).decode("utf-8", "replace")
    except OSError:
        return None


def _withdrew(text: str) -> bool:
    return any(value not in _EMPTY for value in _WITHDRAWN.findall(text))


def says_withdrawn_by(text: str, day: date) -> bool:
    """Whether a record, readable or not, says that the person withdrew on a day or before."""
    days = [value for value in _WITHDRAWN.findall(text) if value not in _EMPTY]
    return bool(days) and all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) and value <= day.isoformat() for value in days)


def _lapsed(text: str, day: date) -> bool:
    return any(value < day.isoformat() for value in _EXPIRES.findall(text))


def format_of(own: str) -> Format:
    """The form of words that a published file is, by its name: the web, unless it is a form of its own."""
    name = own.lower().removesuffix(".gz").removesuffix(".br")
    return _FORMATS.get(name.rpartition(".")[2], "web")


def language_of(own: str, tags: Iterable[str]) -> str:
    """The language of a published file, by the folder it lies in; empty where it is of none.

    A folder of two letters is that of a language too where the settings do not name it any more, or not yet.
    """
    first, slash, _ = own.partition("/")
    named = next((tag for tag in tags if folded(tag) == folded(first)), "")
    return named or (first if slash and _TAG.fullmatch(first) else "")


# -- what must be absent -----------------------------------------------------------------------------------------------


def absent(content: Path, person: str, private: Path | None = None) -> Absent:
    """What must not be found of somebody: their names and words, from the record and from the private folder."""
    names: list[str] = []
    words: list[str] = []
    files = [path(content, person)]
    if private is not None:
        files.append(private / f"{person}.yaml")
    for file in files:
        text = _text(file)
        if text is not None:
            found = _said(text, everything=file.parent == private)
            names += found[0]
            words += found[1]
    return Absent(person, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(words)))


def _said(text: str, *, everything: bool) -> tuple[list[str], list[str]]:
    """Names and words of a record. In the private folder every name and every text counts."""
    try:
        value = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - the base loader makes nothing but text
    except (yaml.YAMLError, RecursionError, ValueError):
        return _salvaged(text, "name"), _salvaged(text, "words|content-note")
    if not isinstance(value, dict):
        return [], []
    names = [one for key, part in value.items() if "name" in str(key) for one in _texts(part)]
    if everything:
        return names, [one for key, part in value.items() if "name" not in str(key) for one in _texts(part)]
    return names, list(_texts(value.get("words")))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _salvaged(text: str, keys: str) -> list[str]:
    """The texts below a key of a file that is no YAML: each language's by itself."""
    found = []
    for match in re.finditer(_BLOCK.format(keys), text, re.MULTILINE):
        pieces = re.split(r"(?:^|[\n{,])[ \t]*[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*[ \t]*:", match[1])
        found += [piece.strip(" \t\n|>-\"'}") for piece in pieces]
    return [piece for piece in found if piece]
