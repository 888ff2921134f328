"""The parse cache: what a text says, keyed by the text itself.

A key covers the file's bytes, its path, its language's headings and the code that reads it, never a time. All entries
lie in one file, each behind a checksum: a damaged or foreign entry is a miss, never an error, and never trusted.

    entry = key (40 hex) · space · length of the body · newline · checksum (16 bytes) · body (JSON) · newline
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, BinaryIO

from .citation import Citation
from .explainer import Explainer, ExplainerFields, Page, PageFields, Text
from .markup import Cite, Component, FactValue, PageLink, Part, Section

if TYPE_CHECKING:
    from pathlib import Path

_CHECK = 16  # bytes of checksum before the JSON
_KEY = 40  # characters of a key
#: The file is written anew when more than this share of it is entries that nobody asked for.
_DEAD_SHARE = 0.5


class Cache:
    """One file of entries. `None` as file means: remember nothing."""

    def __init__(self, file: Path | None, engine: str) -> None:
        self._file = file
        self._engine = engine.encode()
        self._used: set[str] = set()
        self._places: dict[str, tuple[int, int]] = {}
        self._reader: BinaryIO | None = None
        self._writer: int | None = None
        if file is not None:
            with contextlib.suppress(OSError):
                self._reader = file.open("rb")
                self._places = _places(self._reader)

    def key(self, data: bytes, path: str, language: str) -> str:
        """The name of the entry for a file's bytes at a path."""
        digest = hashlib.blake2b(self._engine, digest_size=_KEY // 2)
        digest.update(f"\0{path}\0{language}\0".encode())
        digest.update(data)
        return digest.hexdigest()

    def load(self, key: str) -> Text | None:
        """The text under a key, or None."""
        plain = self.load_plain(key)
        try:
            return None if plain is None else _text(plain)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            return None

    def save(self, key: str, text: Text) -> None:
        """Keep a text."""
        self.save_plain(key, _plain(text))

    def load_plain(self, key: str) -> Any:
        """The JSON value under a key, or None."""
        place = self._places.get(key)
        if place is None or self._reader is None:
            return None
        try:
            self._reader.seek(place[0])
            stored = self._reader.read(place[1])
            if _checksum(key, stored[_CHECK:]) != stored[:_CHECK]:
                return None
            plain = json.loads(stored[_CHECK:])
        except (OSError, ValueError, OverflowError, MemoryError, RecursionError):
            return None
        self._used.add(key)
        return plain

    def save_plain(self, key: str, plain: Any) -> None:
        """Keep a JSON value. A cache that cannot be written is no reason to stop."""
        if self._file is None:
            return
        self._used.add(key)
        body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
        entry = f"{key} {_CHECK + len(body)}\n".encode() + _checksum(key, body) + body + b"\n"
        with contextlib.suppress(OSError):
            if self._writer is None:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
                self._writer = os.open(self._file, flags, 0o644)
            os.write(self._writer, entry)

    def close(self) -> None:
        """End the build's use of the file; write it anew when it is mostly entries that this build did not need."""
        if self._writer is not None:
            os.close(self._writer)
            self._writer = None
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._compact(self._file)
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _compact(self, file: Path) -> None:
        with file.open("rb") as whole:
            size = os.fstat(whole.fileno()).st_size
            live = {key: place for key, place in _places(whole).items() if key in self._used}
            if sum(length for _, length in live.values()) >= size * (1 - _DEAD_SHARE):
                return
            temporary = file.with_suffix(".part")
            with temporary.open("wb") as fresh:
                for key, (start, length) in live.items():
                    whole.seek(start)
                    fresh.write(f"{key} {length}\n".encode() + whole.read(length) + b"\n")
            os.replace(temporary, file)


def _places(file: BinaryIO) -> dict[str, tuple[int, int]]:
    """Where each entry's checksum and body lie: start and length. Reading stops at the first that is damaged."""
    places: dict[str, tuple[int, int]] = {}
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    while header := file.readline(_KEY + 20):
        key, _, length = header.rstrip(b"\n").partition(b" ")
        if len(key) != _KEY or not length.isdigit() or not header.endswith(b"\n"):
            break
        start = file.tell()
        if start + int(length) >= size:
            break
        places[key.decode("ascii", "replace")] = (start, int(length))
        file.seek(start + int(length) + 1)
    return places


def _checksum(key: str, body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECK, key=key.encode()).digest()


def _plain(text: Text) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "kind": "explainer" if isinstance(text, Explainer) else "page",
        "path": text.path,
        "language": text.language,
        "slug": text.slug,
        "fields": text.fields.model_dump(mode="json", by_alias=True),
        "sections": [
            [section.id, section.role, _parts(section.heading), _parts(section.parts), section.ids, section.offset]
            for section in text.sections
        ],
        "words": text.words,
        "wording": text.wording,
    }
    if isinstance(text, Explainer):
        plain["answer"] = _parts(text.answer)
        plain["glance"] = _parts(text.glance)
    return plain


def _parts(parts: tuple[Part, ...]) -> list[Any]:
    return [_part(part) for part in parts]


def _part(part: Part) -> Any:
    if isinstance(part, str):
        return part
    if isinstance(part, Cite):
        return ["cite", [[c.key, c.locale, c.offset] for c in part.citations], part.offset]
    if isinstance(part, FactValue):
        return ["fact", part.text, part.key, part.name, part.offset]
    if isinstance(part, Component):
        return ["component", part.scheme, part.id, part.offset]
    return ["link", part.target, part.fragment, part.offset]


def _text(plain: dict[str, Any]) -> Text:
    sections = tuple(
        Section(own, role, _read_parts(heading), _read_parts(parts), tuple(ids), offset)
        for own, role, heading, parts, ids, offset in plain["sections"]
    )
    wording = tuple((name, digest) for name, digest in plain["wording"])
    where = plain["path"], plain["language"], plain["slug"]
    if plain["kind"] == "page":
        return Page(*where, PageFields.model_validate(plain["fields"]), sections, plain["words"], wording)
    return Explainer(
        *where,
        ExplainerFields.model_validate(plain["fields"]),
        _read_parts(plain["answer"]),
        _read_parts(plain["glance"]),
        sections,
        plain["words"],
        wording,
    )


def _read_parts(plain: list[Any]) -> tuple[Part, ...]:
    return tuple(part if isinstance(part, str) else _read_part(*part) for part in plain)


def _read_part(kind: str, *rest: Any) -> Part:
    if kind == "cite":
        return Cite(tuple(Citation(*citation) for citation in rest[0]), rest[1])
    if kind == "fact":
        return FactValue(*rest)
    if kind == "component":
        return Component(*rest)
    return PageLink(*rest)
