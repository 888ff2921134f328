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
  - words: ["$faiths $attackers"] # each member of one group followed by each member of the other
  - words: [hero]
    near: [$attackers]
    within: 3                     # `near` counts at most so many words away
  - words: [hero of the rescue]
    accepted: true                # never flagged, though another entry lists a part of it

A group is one of the file's own `groups`, or of `<tag>/_groups.yaml`, which all lists of a language share.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from .errors import SettingError
from .fields import Flag, Model, validate
from .fields import read as read_yaml
from .finding import near as closest
from .words import Word, fold, stems, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .passages import Passage

FOLDER = Path(__file__).parent / "rules" / "lexicons"


#: What stands between two words that are not side by side.
_BREAK = frozenset(".,;:!?…،؛؟۔()[]—–\n")


def _whole(value: object) -> int:
    if isinstance(value, str) and value.isdecimal() and int(value) > 0:
        return int(value)
    raise ValueError("write a whole number of words, 1 or more")


class Entry(Model):
    """One line of a word list."""

    words: Annotated[list[str], Field(min_length=1)]
    near: list[str] = []
    within: Annotated[int, BeforeValidator(_whole)] = 0
    unless: list[str] = []
    instead: str = ""
    accepted: Flag = False


class GroupsFile(Model):
    """Groups of words that the lists of a language share."""

    groups: Annotated[dict[str, list[str]], Field(min_length=1)]


class LexiconFile(Model):
    """A word list as a file writes it."""

    version: str
    reviewed_by: str = ""
    groups: dict[str, list[str]] = {}
    entries: list[Entry] = []


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
    within: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list ready for use: phrases by the stem of their first word, groups as the stems of their members."""

    name: str
    language: str
    version: str
    reviewed_by: str
    first: dict[str, tuple[_Phrase, ...]]
    exact: dict[str, tuple[_Phrase, ...]]
    groups: dict[str, frozenset[str]]


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

    def group(self, name: str, group: str, language: str) -> frozenset[str]:
        """The stems of a group of a list; empty when the language has no such list."""
        lexicon = self.get(name, language)
        return lexicon.groups.get(group, frozenset()) if lexicon else frozenset()

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
            accepted = False
            candidates = [phrase for stem in word.stems for phrase in lexicon.first.get(stem, ())]
            if lexicon.exact:
                candidates += lexicon.exact.get(passage.text[word.start : word.end], ())
            for phrase in candidates:
                end = _matches(phrase, found, index, passage)
                if end and (best is None or (end, phrase.accepted) > (best.end, accepted)):
                    best, accepted = Match(word.start, end, phrase.instead), phrase.accepted
            if best is not None:
                last = best.end
                if not accepted:
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
        if step and not _BREAK.isdisjoint(passage.text[found[index + step - 1].end : word.start]):
            return 0
    if phrase.near or phrase.unless:
        start, end = passage.sentence_at(found[index].start)
        last = index + len(phrase.parts) - 1
        beside: set[str] = set()
        around: set[str] = set()
        for position, word in _neighbours(found, index, last, start, end):
            around.update(word.stems)
            if not phrase.within or (index - position <= phrase.within and position - last <= phrase.within):
                beside.update(word.stems)
        if phrase.near and not beside & phrase.near:
            return 0
        if around & phrase.unless:
            return 0
    return found[index + len(phrase.parts) - 1].end


def _neighbours(found: tuple[Word, ...], first: int, last: int, start: int, end: int) -> Iterator[tuple[int, Word]]:
    """The words of the same sentence before and after a phrase, with their positions."""
    position = first - 1
    while position >= 0 and found[position].start >= start:
        yield position, found[position]
        position -= 1
    position = last + 1
    while position < len(found) and found[position].start < end:
        yield position, found[position]
        position += 1


@functools.cache
def _shared(folder: Path) -> dict[str, list[str]]:
    path = folder / "_groups.yaml"
    if not path.is_file():
        return {}
    shown = f"core/rules/lexicons/{folder.name}/{path.name}"
    fields = read_yaml(path.read_text("utf-8"))
    file, problems = validate(GroupsFile, fields, shown)
    problems += fields.findings(shown)
    if file is None or problems:
        problem = problems[0]
        raise SettingError(f"{problem.place}: {problem.message}. {problem.help}")
    return file.groups


@functools.cache
def _load(path: Path, name: str, language: str) -> Lexicon:
    fields = read_yaml(path.read_text("utf-8"))
    shown = f"core/rules/lexicons/{language}/{path.name}"
    file, problems = validate(LexiconFile, fields, shown)
    problems += fields.findings(shown)
    if file is None or problems:
        problem = problems[0]
        raise SettingError(f"{problem.place}: {problem.message}. {problem.help}")
    groups = {**_shared(path.parent), **file.groups}
    _refuse_unknown_groups(file, groups, shown)
    first: dict[str, list[_Phrase]] = {}
    exact: dict[str, list[_Phrase]] = {}
    for entry in file.entries:
        near, unless = _stem_set(entry.near, groups, language), _stem_set(entry.unless, groups, language)
        for written in entry.words:
            for parts in _forms(written, groups, language):
                if not parts:
                    raise SettingError(f"{shown}: “{written}” holds no word.")
                phrase = _Phrase(parts, near, unless, entry.instead, entry.within, entry.accepted)
                part, is_exact = parts[0]
                (exact if is_exact else first).setdefault(part, []).append(phrase)
    return Lexicon(
        name,
        language,
        file.version,
        file.reviewed_by,
        {stem: tuple(phrases) for stem, phrases in first.items()},
        {word: tuple(phrases) for word, phrases in exact.items()},
        {group: _stem_set(members, groups, language) for group, members in groups.items()},
    )


def _refuse_unknown_groups(file: LexiconFile, groups: dict[str, list[str]], shown: str) -> None:
    for entry in file.entries:
        for text in (*entry.words, *entry.near, *entry.unless):
            for token in text.split():
                if token.startswith("$") and token[1:] not in groups:
                    raise SettingError(f"{shown}: there is no group “{token[1:]}”.{closest(token[1:], groups)}")


def _forms(written: str, groups: dict[str, list[str]], language: str) -> Iterator[tuple[tuple[str, bool], ...]]:
    """The phrases that an entry stands for: itself, or one for each choice of its groups' members."""
    whole = "=" if written.startswith("=") else ""
    choices = [
        groups.get(token[1:], []) if token.startswith("$") else [whole + token]
        for token in written.removeprefix("=").split()
    ]
    for chosen in itertools.product(*choices):
        yield tuple(part for member in chosen for part in _parts(member, language))


def _parts(written: str, language: str) -> Iterator[tuple[str, bool]]:
    text = written.removeprefix("=")
    for word in words(text, language):
        yield (text[word.start : word.end], True) if written.startswith("=") else (_stem(word), False)


def _stem(word: Word) -> str:
    return word.stems[0]


def _stem_set(written: list[str], groups: dict[str, list[str]], language: str) -> frozenset[str]:
    """The stems of a list; `$name` stands for a group."""
    found: set[str] = set()
    for text in written:
        for member in groups.get(text[1:], []) if text.startswith("$") else [text]:
            found.update(stems(fold(member), language))
    return frozenset(found)
