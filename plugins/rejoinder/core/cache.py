"""The parse cache: what a text says, keyed by the text itself.

A key covers the file's bytes, its path, its language's headings and the code that reads it, never a time. An entry is
plain JSON behind a checksum: a damaged or foreign entry is a miss, never an error, and never trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from typing import TYPE_CHECKING, Any

from .citation import Citation
from .explainer import Explainer, ExplainerFields, Origin, Page, PageFields, Text
from .markup import Cite, Component, FactValue, PageLink, Part, Section

if TYPE_CHECKING:
    from pathlib import Path

_CHECK = 16  # bytes of checksum before the JSON


class Cache:
    """A folder of entries. `None` as folder means: remember nothing."""

    def __init__(self, folder: Path | None, engine: str) -> None:
        self._folder = folder
        self._engine = engine.encode()
        self._used: set[str] = set()

    def key(self, data: bytes, path: str, language: str) -> str:
        """The name of the entry for a file's bytes at a path."""
        digest = hashlib.blake2b(self._engine, digest_size=20)
        digest.update(f"\0{path}\0{language}\0".encode())
        digest.update(data)
        return digest.hexdigest()

    def load(self, key: str) -> Text | None:
        """The text under a key, or None."""
        if self._folder is None:
            return None
        try:
            stored = (self._folder / key[:2] / key).read_bytes()
            if _checksum(key, stored[_CHECK:]) != stored[:_CHECK]:
                return None
            text = _text(json.loads(stored[_CHECK:]))
        except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
            return None
        self._used.add(key)
        return text

    def save(self, key: str, text: Text) -> None:
        """Keep a text. A cache that cannot be written is no reason to stop."""
        if self._folder is None:
            return
        self._used.add(key)
        body = json.dumps(_plain(text), ensure_ascii=False, separators=(",", ":")).encode()
        stored = _checksum(key, body) + body
        folder = self._folder / key[:2]
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, prefix=".")
            with open(handle, "wb") as file:
                file.write(stored)
            os.replace(name, folder / key)

    def prune(self) -> None:
        """Forget every entry that this build neither read nor wrote."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            for shard in os.scandir(self._folder):
                for entry in os.scandir(shard.path) if shard.is_dir() else ():
                    if entry.name not in self._used:
                        os.unlink(entry.path)


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
        "origins": [[name, origin.line, origin.column, origin.style, origin.value] for name, origin in text.origins],
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
    origins = tuple((name, Origin(*rest)) for name, *rest in plain["origins"])
    where = plain["path"], plain["language"], plain["slug"]
    if plain["kind"] == "page":
        return Page(*where, PageFields.model_validate(plain["fields"]), sections, plain["words"], origins)
    return Explainer(
        *where,
        ExplainerFields.model_validate(plain["fields"]),
        _read_parts(plain["answer"]),
        _read_parts(plain["glance"]),
        sections,
        plain["words"],
        origins,
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
