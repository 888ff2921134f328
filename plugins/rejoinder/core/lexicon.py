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
from dataclasses import dataclass, field
from operator import and_, or_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from .errors import SettingError
from .fields import Flag, Model, validate
from .fields import read as read_yaml
from .finding import near as closest
from .passages import REACH
from .words import Table, Word, fold, language_of, stems, unmarked, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .passages import Passage, Reading

FOLDER = Path(__file__).parent / "rules" / "lexicons"


_NOTHING: frozenset[str] = frozenset()
#: Words of a phrase: a stem or an exact word, and whether it is exact.
_Words = tuple[tuple[str, bool], ...]
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
class _Conditions:
    """What one entry asks of the words around it."""

    near: frozenset[str]
    unless: frozenset[str]
    instead: str
    within: int
    accepted: bool


@dataclass(slots=True)
class _Step:
    """A place inside phrases: which words may follow, by stem or exactly so, and the entry that is complete here."""

    stems: dict[str, list[_Step]] = field(default_factory=dict)
    exact: dict[str, list[_Step]] = field(default_factory=dict)
    entry: _Conditions | None = None

    def add(self, word: tuple[str, bool], step: _Step) -> None:
        """Let a word lead to a further step; the flag says whether it must stand exactly so."""
        text, is_exact = word
        (self.exact if is_exact else self.stems).setdefault(text, []).append(step)

    def keyed(self) -> Iterator[tuple[str, list[_Step]]]:
        """The steps by what leads to them: a stem, or “=” and a word that must stand exactly so."""
        yield from self.stems.items()
        yield from ((f"={text}", steps) for text, steps in self.exact.items())

    def after(self, word: Word, text: str) -> Iterator[_Step]:
        """The steps to which a word of a text leads."""
        for stem in word.stems:
            yield from self.stems.get(stem, ())
        if self.exact:
            yield from self.exact.get(unmarked(text[word.start : word.end]), ())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list ready for use: the first step of its phrases, and its groups as the stems of their members."""

    name: str
    language: str
    version: str
    reviewed_by: str
    start: _Step
    groups: dict[str, frozenset[str]]

    @property
    def first(self) -> Iterable[str]:
        """The stems with which its phrases begin."""
        return self.start.stems


class Lexicons:
    """Every word list of every language, read when it is first asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._known: dict[tuple[str, str], Lexicon | None] = {}
        self._by_tag: dict[str, _Openings] = {}

    def get(self, name: str, tag: str) -> Lexicon | None:
        """A word list, or None when the language has none."""
        key = (name, tag)
        if key not in self._known:
            language = language_of(tag)
            path = self._folder / language / f"{name}.yaml"
            self._known[key] = _load(path, name, language) if path.is_file() else None
        return self._known[key]

    def group(self, name: str, group: str, tag: str) -> frozenset[str]:
        """The stems of a group of a list; empty when the language has no such list."""
        lexicon = self.get(name, tag)
        return lexicon.groups.get(group, _NOTHING) if lexicon else _NOTHING

    def names(self, language: str) -> frozenset[str]:
        """The word lists of a language."""
        folder = self._folder / language_of(language)
        return frozenset(path.stem for path in folder.glob("*.yaml") if not path.stem.startswith("_"))

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have word lists."""
        return frozenset(path.name for path in self._folder.iterdir() if path.is_dir())

    def find(self, name: str, passage: Passage) -> tuple[Match, ...]:
        """The entries of a list in a passage, the longest at each place, in order."""
        openings = self._openings(name, passage.language)
        indexes = openings.of(passage).get(name) if openings is not None else None
        if openings is None or indexes is None:
            return ()
        found: dict[str, tuple[Match, ...]] = passage.memo.setdefault(("found", openings), {})
        if name not in found:
            found[name] = tuple(_matches(openings[name], passage, indexes))
        return found[name]

    def may_hold(self, name: str, reading: Reading) -> Iterable[Passage]:
        """The passages of a text in which a phrase of a list may begin, in order."""
        openings = self._openings(name, reading.text.language)
        if openings is None:
            return reading.passages  # its list may still be there in the language of a passage
        known: tuple[int, dict[str, list[Passage]]] | None = reading.memo.get(openings)
        if known is None or known[0] != len(openings):
            known = reading.memo[openings] = (len(openings), openings.in_passages(reading.passages))
        return known[1].get(name, ())

    def _openings(self, name: str, tag: str) -> _Openings | None:
        """The openings of a language, with a list among them; None when the language has no such list."""
        openings = self._by_tag.get(tag)
        if openings is None:
            openings = self._by_tag[tag] = _openings_of(self._folder, language_of(tag))
        if name not in openings:
            lexicon = self.get(name, tag)
            if lexicon is None:
                return None
            openings.add(lexicon)
        return openings


class _Openings:
    """Where the phrases of every list of a language may begin: one look at each word serves all lists.

    A phrase may begin at a word that is a whole entry, or at one that begins an entry when the word behind it goes on
    with an entry of the same list. What only the walk through the phrases can tell is left to it. Lists are numbered,
    and a word's part in all of them is three numbers with a bit for each list.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._lists: dict[str, Lexicon] = {}
        self._whole: dict[str, int] = {}
        self._first: dict[str, int] = {}
        self._second: dict[str, int] = {}
        self._words = Table(self._of_word)

    def __contains__(self, name: object) -> bool:
        return name in self._lists

    def __getitem__(self, name: str) -> Lexicon:
        return self._lists[name]

    def __len__(self) -> int:
        return len(self._lists)

    def add(self, lexicon: Lexicon) -> None:
        """Look for the phrases of one more list."""
        bit = 1 << len(self._lists)
        self._lists[lexicon.name] = lexicon
        self._words.clear()
        for key, steps in lexicon.start.keyed():
            for step in steps:
                if step.entry is not None:
                    self._whole[key] = self._whole.get(key, 0) | bit
                for second, _ in step.keyed():
                    self._first[key] = self._first.get(key, 0) | bit
                    self._second[second] = self._second.get(second, 0) | bit

    def _of_word(self, written: str) -> tuple[int, int, int]:
        keys = (*stems(fold(written), self.language), f"={unmarked(written)}")
        whole = first = second = 0
        for key in keys:
            whole |= self._whole.get(key, 0)
            first |= self._first.get(key, 0)
            second |= self._second.get(key, 0)
        return whole, first, second

    def of(self, passage: Passage) -> dict[str, list[int]]:
        """For each list with phrases that may begin in a passage, the indexes of the words at which they may."""
        known: tuple[int, dict[str, list[int]]] | None = passage.memo.get(self)
        if known is not None and known[0] == len(self._lists):
            return known[1]
        found: dict[str, list[int]] = {}
        passage.memo[self] = (len(self._lists), found)
        if passage.written:
            whole, first, second = zip(*map(self._words.__getitem__, passage.written), strict=True)
            begins = map(or_, whole, map(and_, first, (*second[1:], 0)))
            names = list(self._lists)
            for index, bits in enumerate(begins):
                lists = bits
                while lists:
                    number = lists.bit_length() - 1
                    found.setdefault(names[number], []).append(index)
                    lists ^= 1 << number
        return found

    def in_passages(self, passages: Iterable[Passage]) -> dict[str, list[Passage]]:
        """For each list, the passages in which a phrase of it may begin; a passage in another language may hold all."""
        found: dict[str, list[Passage]] = {}
        for passage in passages:
            names = self.of(passage) if language_of(passage.language) == self.language else self._lists
            for name in names:
                found.setdefault(name, []).append(passage)
        return found


@functools.cache
def _openings_of(folder: Path, language: str) -> _Openings:  # noqa: ARG001 (each folder has its own)
    """The openings of a folder's lists, shared by every review of this process as the lists themselves are."""
    return _Openings(language)


def _matches(lexicon: Lexicon, passage: Passage, indexes: list[int]) -> Iterator[Match]:
    """The longest entries that begin at some words of a passage, none inside another."""
    found = passage.words
    last = -1
    for index in indexes:
        if found[index].start < last:
            continue
        match, accepted = _longest(lexicon, found, index, passage)
        if match is not None:
            last = match.end
            if not accepted:
                yield match


def holds(group: frozenset[str], word: Word) -> bool:
    """Whether a group holds a word: by its stem, or exactly (but for capitals) where the list writes “=word”."""
    return not group.isdisjoint(word.stems) or f"={word.folded}" in group


def stands_in(group: frozenset[str], passage: Passage) -> bool:
    """Whether a passage has any word that a group holds: asked before its words are looked at one by one."""
    if not group.isdisjoint(passage.stems):
        return True
    exact = exact_words(group)
    return bool(exact) and not exact.isdisjoint(passage.folded)


@functools.lru_cache(maxsize=1024)
def exact_words(group: frozenset[str]) -> frozenset[str]:
    """The words that a group lists as “=word”."""
    return frozenset(key[1:] for key in group if key.startswith("="))


def _longest(lexicon: Lexicon, found: tuple[Word, ...], index: int, passage: Passage) -> tuple[Match | None, bool]:
    """The longest phrase that begins with a word and whose conditions hold; of two as long, the accepted one."""
    ends: list[tuple[int, _Conditions]] = []
    steps, position = list(lexicon.start.after(found[index], passage.text)), index
    while steps:
        ends += [(position, step.entry) for step in steps if step.entry is not None]
        position += 1
        if position == len(found) or not _BREAK.isdisjoint(
            passage.text[found[position - 1].end : found[position].start]
        ):
            break
        steps = [further for step in steps for further in step.after(found[position], passage.text)]
    ends.sort(key=lambda end: (-end[0], not end[1].accepted))
    for last, entry in ends:
        if _hold(entry, found, index, last, passage):
            return Match(found[index].start, found[last].end, entry.instead), entry.accepted
    return None, False


def _hold(entry: _Conditions, found: tuple[Word, ...], first: int, last: int, passage: Passage) -> bool:
    """Whether the words around a phrase, in its sentence, are as its entry asks."""
    if not entry.near and not entry.unless:
        return True
    start, end = passage.sentence_at(found[first].start)
    beside: set[str] = set()
    around: set[str] = set()
    for position, word in _neighbours(found, first, last, start, end):
        around.update(word.stems)
        if not entry.within or (first - position <= entry.within and position - last <= entry.within):
            beside.update(word.stems)
    return not (entry.near and beside.isdisjoint(entry.near)) and around.isdisjoint(entry.unless)


def _neighbours(found: tuple[Word, ...], first: int, last: int, start: int, end: int) -> Iterator[tuple[int, Word]]:
    """The words of the same sentence before and after a phrase, with their positions."""
    position = first - 1
    while position >= max(0, first - REACH) and found[position].start >= start:
        yield position, found[position]
        position -= 1
    position = last + 1
    while position < min(len(found), last + REACH) and found[position].start < end:
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
    start = _Step()
    for entry in file.entries:
        near, unless = _stem_set(entry.near, groups, language), _stem_set(entry.unless, groups, language)
        complete = _Step(entry=_Conditions(near, unless, entry.instead, entry.within, entry.accepted))
        for written in entry.words:
            _add(start, complete, _slots(written, groups, language, shown))
    return Lexicon(
        name,
        language,
        file.version,
        file.reviewed_by,
        start,
        {group: _stem_set(members, groups, language) for group, members in groups.items()},
    )


def _refuse_unknown_groups(file: LexiconFile, groups: dict[str, list[str]], shown: str) -> None:
    for entry in file.entries:
        for text in (*entry.words, *entry.near, *entry.unless):
            for token in text.split():
                if token.startswith("$") and token[1:] not in groups:
                    raise SettingError(f"{shown}: there is no group “{token[1:]}”.{closest(token[1:], groups)}")


def _slots(written: str, groups: dict[str, list[str]], language: str, shown: str) -> list[list[_Words]]:
    """What may stand at each place of a phrase: a word, or any member of a group."""
    whole = "=" if written.startswith("=") else ""
    slots = []
    for token in written.removeprefix("=").split():
        members = groups[token[1:]] if token.startswith("$") else [whole + token]
        slot = [parts for member in members if (parts := tuple(_parts(member, language)))]
        if slot:
            slots.append(slot)
    if not slots:
        raise SettingError(f"{shown}: “{written}” holds no word.")
    return slots


def _add(start: _Step, complete: _Step, slots: list[list[_Words]]) -> None:
    """Lead from the first step to the complete one through each choice of words, without writing the choices out."""
    for number, slot in enumerate(slots, 1):
        reached = complete if number == len(slots) else _Step()
        for parts in slot:
            step = start
            for part in parts[:-1]:
                following = _Step()
                step.add(part, following)
                step = following
            step.add(parts[-1], reached)
        start = reached


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
            found.update([f"={fold(member[1:])}"] if member.startswith("=") else stems(fold(member), language))
    return frozenset(found)
