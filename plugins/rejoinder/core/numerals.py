"""Numbers written as words, up to a hundred, by language: tables in `core/numbers/<tag>.yaml` for translators.

values: {"3": [three]}      # every form of the word
before-hundred: [a, one]    # “a hundred” is 100
joins: [and]                # “a hundred and three”
units-first: true           # Arabic says three-and-forty,
prefix: و                   # with this before the tens
vague: [dozens]             # quantities that name no exact number
labels: [article]           # before a number that is a name: “Article 3”
before-year: [in]           # before a year; after-year: [г]
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import SettingError
from .fields import Flag, Model, validate
from .fields import read as read_yaml
from .words import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "numbers"
_HUNDRED = 100


class NumbersFile(Model):
    """The number words of a language as a file writes them."""

    version: str
    reviewed_by: str = ""
    values: dict[str, list[str]]
    before_hundred: list[str] = []
    joins: list[str] = []
    units_first: Flag = False
    prefix: str = ""
    vague: list[str] = []
    labels: list[str] = []
    before_year: list[str] = []
    attributive: list[str] = []
    after_year: list[str] = []


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of a language, folded and ready to be looked up."""

    values: dict[str, int]
    compounds: dict[tuple[str, ...], int]
    before_hundred: frozenset[str]
    joins: frozenset[str]
    units_first: bool
    prefix: str
    vague: frozenset[str]
    labels: frozenset[str]
    before_year: frozenset[str]
    attributive: frozenset[str]
    after_year: frozenset[str]

    def read(self, found: Sequence[str], start: int = 0) -> tuple[int, int]:
        """The number that begins at a word, and how many words it takes; none is (0, 0)."""
        prefixed = start + 1 < len(found) and found[start] in self.before_hundred
        hundred = start + prefixed
        if hundred >= len(found) or self._value(found[hundred]) != _HUNDRED:
            return self._below_hundred(found, start)
        following = hundred + 1
        joined = following < len(found) and found[following] in self.joins
        rest, taken = self._below_hundred(found, following + joined)
        if taken:
            return _HUNDRED + rest, 1 + prefixed + joined + taken
        return _HUNDRED, 1 + prefixed

    def _value(self, word: str) -> int | None:
        value = self.values.get(word)
        if value is None and self.prefix and word.startswith(self.prefix):
            value = self.values.get(word.removeprefix(self.prefix))
        return value

    def lists(self, listed: frozenset[str], word: str) -> bool:
        """Whether one of the lists holds a folded word, with or without the prefix that a language writes before it."""
        return word in listed or (bool(self.prefix) and word.removeprefix(self.prefix) in listed)

    def _below_hundred(self, found: Sequence[str], start: int) -> tuple[int, int]:
        if start >= len(found):
            return 0, 0
        for size in (2, 1):
            compound = self.compounds.get(tuple(found[start : start + size]))
            if compound is not None:
                return compound, size
        value = self._value(found[start])
        if value is None or value >= _HUNDRED:
            return 0, 0
        if start + 1 < len(found):
            added = self._added(value, found[start + 1])
            if added:
                return value + added, 2
        return value, 1

    def _added(self, value: int, following: str) -> int:
        """What the next word adds to a number: the units to the tens, or the other way round."""
        if not self.units_first:
            unit = self.values.get(following, 0)
            return unit if value >= 20 and value % 10 == 0 and 1 <= unit < 10 else 0
        if not 1 <= value < 10:
            return 0
        if value > 1 and self.values.get(following) == 10:
            return 10
        tens = self.values.get(following.removeprefix(self.prefix), 0) if following.startswith(self.prefix) else 0
        return tens if 20 <= tens < _HUNDRED and following not in self.values else 0


@functools.cache
def of(tag: str) -> Numerals | None:
    """The number words of a language; None where nobody has written them down."""
    path = FOLDER / f"{tag.partition('-')[0].lower()}.yaml"
    if not path.is_file():
        return None
    fields = read_yaml(path.read_text("utf-8"))
    file, problems = validate(NumbersFile, fields, f"core/numbers/{path.name}")
    problems += fields.findings(f"core/numbers/{path.name}")
    if file is None or problems:
        problem = problems[0]
        raise SettingError(f"{problem.place}: {problem.message}. {problem.help}")
    single: dict[str, int] = {}
    compounds: dict[tuple[str, ...], int] = {}
    for value, forms in file.values.items():
        for form in forms:
            parts = tuple(fold(part) for part in form.split())
            if len(parts) == 1:
                single[parts[0]] = int(value)
            else:
                compounds[parts] = int(value)
    return Numerals(
        single,
        compounds,
        _folded(file.before_hundred),
        _folded(file.joins),
        file.units_first,
        fold(file.prefix),
        _folded(file.vague),
        _folded(file.labels),
        _folded(file.before_year),
        _folded(file.attributive),
        _folded(file.after_year),
    )


def _folded(listed: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in listed)


def parts_of(folded: str) -> list[str]:
    """A folded word without its hyphens: “forty-three” is two."""
    return [part for part in folded.split("-") if part]


def read_words(text: str, tag: str) -> tuple[float | None, str]:
    """The number that a text begins with in words, and what follows it: “six million” is 6 and “million”.

    None when it does not begin with one.
    """
    numerals = of(tag)
    if numerals is None:
        return None, text
    found = words(text, tag)
    parts: list[str] = []
    ends: list[int] = []
    for word in found:
        for part in parts_of(word.folded):
            parts.append(part)
            ends.append(word.end)
    value, taken = numerals.read(parts)
    if not taken:
        return None, text
    return float(value), text[ends[taken - 1] :].strip()
