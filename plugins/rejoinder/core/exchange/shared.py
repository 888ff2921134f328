"""The units of a file that holds its words in every language: facts, remarks, services, talking points, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import shared_words
from ..fields import read as read_yaml
from ..patching import PatchError, with_yaml
from .unit import MisfitError, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ..fields import Path as Place
    from ..shared_words import SharedWords
    from ..site import Site

_BOM = "\ufeff"


class WordsSheet:
    """One shared file, seen from one language."""

    begun = True

    def __init__(self, site: Site, tag: str, file: str, words: Iterable[SharedWords], changed: set[str]) -> None:
        self.path: Path = site.settings.content / file
        self.name = file.rpartition(".")[0]
        self._text = site.data(file).decode()
        self._order = list(site.languages)
        self._places: dict[str, Place] = {}
        self.units = tuple(self._units(site, tag, words, changed))

    def rewritten(self, wanted: Mapping[str, str]) -> str:
        """The file with some units changed."""
        mark = _BOM if self._text.startswith(_BOM) else ""
        changes = {self._places[address]: text for address, text in wanted.items()}
        try:
            return mark + with_yaml(self._text.removeprefix(_BOM), changes, self._order)
        except PatchError as error:
            address = next((name for name, place in self._places.items() if place == error.path), "")
            raise MisfitError(str(error), address) from None

    def _units(self, site: Site, tag: str, words: Iterable[SharedWords], changed: set[str]) -> Iterator[Unit]:
        places = read_yaml(self._text.removeprefix(_BOM))
        for one in words:
            leading = shared_words.original_tag(site, one.words)
            if leading == tag:
                continue
            address = f"{one.group}/{one.name}"
            self._places[address] = (*one.place, tag)
            present = one.words.get(tag, "")
            line = places.mark((*one.place, leading)).line
            yield Unit(
                address,
                one.words[leading],
                present,
                present,
                one.about,
                site.shown(one.file),
                line,
                "words",
                bool(present) and address in changed,
            )


def of(site: Site, tag: str) -> Iterator[WordsSheet]:
    """The shared files that hold words to translate into a language."""
    changed = {f"{one.group}/{one.name}" for one in shared_words.changed(site, tag)}
    files: dict[str, list[SharedWords]] = {}
    for one in shared_words.of(site):
        files.setdefault(one.file, []).append(one)
    for file, words in files.items():
        sheet = WordsSheet(site, tag, file, words, changed)
        if sheet.units:
            yield sheet
