"""Word lists of the review: data that a translator can read, in `core/rules/lexicons/<tag>/<name>.yaml`.

version: 1
reviewed-by:                      # a role and a language, once a native reader has reviewed the list
entries:
  - words: [successful, smart]    # each is matched by its stem, so inflected forms are found
    near: [attack, bombing]       # only beside one of these words, in the same sentence
    unless: [rescue, vaccine]     # never beside one of these
    instead: say how many people were harmed
  - words: ["lone wolf"]          # several words: in this order, side by side
  - words: ["=IS"]                # exactly so, with its capitals
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .errors import SettingError
from .fields import Model, validate
from .fields import read as read_yaml
from .words import Word, fold, stems, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .passages import Passage

FOLDER = Path(__file__).parent / "rules" / "lexicons"


class Entry(Model):
    """One line of a word list."""

    words: Annotated[list[str], Field(min_length=1)]
    near: list[str] = []
    unless: list[str] = []
    instead: str = ""


class LexiconFile(Model):
    """A word list as a file writes it."""

    version: str
    reviewed_by: str = ""
    groups: dict[str, list[str]] = {}
    entries: Annotated[list[Entry], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a passage, at a span of its text."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    parts: tuple[tuple[str, bool], ...]  # stem or exact word, and whether it is exact
    near: frozenset[str]
    unless: frozenset[str]
    instead: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list ready for use: phrases by the stem of their first word."""

    name: str
    language: str
    version: str
    reviewed_by: str
    first: dict[str, tuple[_Phrase, ...]]
    exact: dict[str, tuple[_Phrase, ...]]


class Lexicons:
    """Every word list of every language, read when it is first asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._known: dict[tuple[str, str], Lexicon | None] = {}

    def get(self, name: str, language: str) -> Lexicon | None:
        """A word list, or None when the language has none."""
        language = language.partition("-")[0].lower()
        key = (name, language)
        if key not in self._known:
            path = self._folder / language / f"{name}.yaml"
            self._known[key] = _load(path, name, language) if path.is_file() else None
        return self._known[key]

    def find(self, name: str, passage: Passage) -> Iterator[Match]:
        """The entries of a list in a passage, the longest at each place, in order."""
        lexicon = self.get(name, passage.language)
        if lexicon is None:
            return
        found = passage.words
        last = -1
        for index, word in enumerate(found):
            if word.start < last:
                continue
            best: Match | None = None
            candidates = [phrase for stem in word.stems for phrase in lexicon.first.get(stem, ())]
            if lexicon.exact:
                candidates += lexicon.exact.get(passage.text[word.start : word.end], ())
            for phrase in candidates:
                end = _matches(phrase, found, index, passage)
                if end and (best is None or end > best.end):
                    best = Match(word.start, end, phrase.instead)
            if best is not None:
                last = best.end
                yield best


def _matches(phrase: _Phrase, found: tuple[Word, ...], index: int, passage: Passage) -> int:
    if index + len(phrase.parts) > len(found):
        return 0
    for step, (part, exact) in enumerate(phrase.parts):
        word = found[index + step]
        if exact:
            if passage.text[word.start : word.end] != part:
                return 0
        elif part not in word.stems:
            return 0
    if phrase.near or phrase.unless:
        start, end = passage.sentence_at(found[index].start)
        around = {
            stem
            for position, word in enumerate(found)
            if start <= word.start < end and not index <= position < index + len(phrase.parts)
            for stem in word.stems
        }
        if phrase.near and not around & phrase.near:
            return 0
        if around & phrase.unless:
            return 0
    return found[index + len(phrase.parts) - 1].end


@functools.cache
def _load(path: Path, name: str, language: str) -> Lexicon:
    fields = read_yaml(path.read_text("utf-8"))
    shown = f"core/rules/lexicons/{language}/{path.name}"
    file, problems = validate(LexiconFile, fields, shown)
    problems += fields.findings(shown)
    if file is None or problems:
        problem = problems[0]
        raise SettingError(f"{problem.place}: {problem.message}. {problem.help}")
    first: dict[str, list[_Phrase]] = {}
    exact: dict[str, list[_Phrase]] = {}
    for entry in file.entries:
        near, unless = _stem_set(entry.near, file, language), _stem_set(entry.unless, file, language)
        for written in entry.words:
            is_exact = written.startswith("=")
            text = written.removeprefix("=")
            parts = tuple(
                (text[word.start : word.end], True) if is_exact else (_stem(word), False)
                for word in words(text, language)
            )
            if not parts:
                raise SettingError(f"{shown}: “{written}” holds no word.")
            phrase = _Phrase(parts, near, unless, entry.instead)
            (exact if is_exact else first).setdefault(parts[0][0], []).append(phrase)
    return Lexicon(
        name,
        language,
        file.version,
        file.reviewed_by,
        {stem: tuple(phrases) for stem, phrases in first.items()},
        {word: tuple(phrases) for word, phrases in exact.items()},
    )


def _stem(word: Word) -> str:
    return word.stems[0]


def _stem_set(written: list[str], file: LexiconFile, language: str) -> frozenset[str]:
    """The stems of a list; `$name` stands for a group of the file."""
    found: set[str] = set()
    for text in written:
        for member in file.groups.get(text[1:], []) if text.startswith("$") else [text]:
            found.update(stems(fold(member), language))
    return frozenset(found)
