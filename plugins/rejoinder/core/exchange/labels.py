"""The units of the interface: each text of `theme/translations/<tag>.json`, each plural form by itself.

What a file says of its language (its direction, its numerals) is no text, and no unit.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .. import interface
from ..cldr import plural_forms
from ..language import direction_of
from ..patching import PatchError, json_places, with_json
from .unit import MisfitError, Unit, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ..fields import Path as Place
    from ..interface import Entry
    from ..site import Site

#: Keys that describe the language.
DESCRIPTIONS = frozenset({*interface.OPTIONAL, "language.direction"})
_FORMS = ("zero", "one", "two", "few", "many", "other")


class LabelSheet:
    """The interface text of one language, beside that of the language that leads."""

    name = "interface"

    def __init__(self, site: Site, tag: str) -> None:
        folder = site.settings.theme / "translations"
        self.path: Path = folder / f"{tag}.json"
        self.begun = self.path.exists()
        self._tag = tag
        self._site = site
        leading = folder / f"{site.settings.default_language}.json"
        shown = site.settings.shown(leading)
        self._leading = interface.read(leading, shown)
        text = leading.read_text("utf-8")
        self._raw: dict[str, Any] = json.loads(text)
        self._text, self._entries = "", {}
        if self.begun:
            self._text = self.path.read_text("utf-8")
            self._entries = interface.read(self.path, site.settings.shown(self.path))
        self._places: dict[str, tuple[str, str]] = {}
        self.units = tuple(self._units(text, shown))

    def _units(self, text: str, shown: str) -> Iterator[Unit]:
        try:
            starts = json_places(text)
        except PatchError as error:
            raise UnreadableError(f"{shown}: {error}.") from None
        for key, entry in self._leading.items():
            if key in DESCRIPTIONS:
                continue
            line = text.count("\n", 0, starts[key,]) + 1
            about = self._raw[key].get("about", "") if isinstance(self._raw[key], dict) else ""
            for form, original, present in self._texts(entry, self._entries.get(key)):
                address = f"interface/{key}" + (f"|{form}" if form else "")
                self._places[address] = (key, form)
                said = f"{about} · the plural form “{form}”" if form else about
                yield Unit(address, original, present, present, said, shown, line, "label")

    def _texts(self, entry: Entry, ours: Entry | None) -> Iterator[tuple[str, str, str]]:
        """Each form of a text: its name (empty for a text that is not counted), the original, the translation."""
        if isinstance(ours, str) or (ours is None and isinstance(entry, str)):
            original = entry if isinstance(entry, str) else entry.get("other", next(iter(entry.values())))
            yield "", original, ours or ""
            return
        there = ours if isinstance(ours, dict) else {}
        needed = plural_forms(self._site.languages[self._tag].locale)[0]
        for form in sorted({*needed, *there}, key=lambda name: (_FORMS.index(name) if name in _FORMS else 9, name)):
            other = entry if isinstance(entry, str) else entry.get(form, entry.get("other", next(iter(entry.values()))))
            yield form, other, there.get(form, "")

    def rewritten(self, wanted: Mapping[str, str]) -> str:
        """The file with some units changed."""
        entries: dict[str, Entry] = {}
        for address, text in wanted.items():
            key, form = self._places[address]
            if form:
                forms = entries.setdefault(key, {})
                if isinstance(forms, dict):
                    forms[form] = text
            else:
                entries[key] = text
        if not self.begun:
            return self._new(entries)
        try:
            return with_json(self._text, dict(self._changes(entries)), list(self._leading))
        except PatchError as error:
            raise MisfitError(str(error)) from None

    def _changes(self, entries: dict[str, Entry]) -> Iterator[tuple[Place, Any]]:
        raw: dict[str, Any] = json.loads(self._text)
        for key in self._leading:
            if key not in entries:
                continue
            entry = entries[key]
            place: Place = (key, "text") if isinstance(raw.get(key), dict) else (key,)
            if key not in raw:
                yield (key,), self._described(key, entry)
            elif isinstance(entry, str) or not isinstance(self._entries[key], dict):
                yield place, entry
            else:
                yield from (((*place, form), text) for form, text in entry.items())

    def _described(self, key: str, entry: Entry) -> Any:
        raw = self._raw[key]
        return {**raw, "text": entry} if isinstance(raw, dict) else entry

    def _new(self, entries: dict[str, Entry]) -> str:
        """A file for a language that has none, in the order of the one that leads."""
        entries["language.direction"] = direction_of(self._tag)
        whole = {key: self._described(key, entries[key]) for key in self._leading if key in entries}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
