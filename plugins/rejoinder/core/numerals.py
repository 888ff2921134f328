"""Numbers written as words, up to a hundred, by language: tables in `core/numbers/<tag>.yaml` for translators.

values: {"3": [three]}      # every form of the word
before-hundred: [a, one]    # “a hundred” is 100
joins: [and]                # “a hundred and three”
units-first: true           # Arabic says three-and-forty,
prefix: و                   # with this before the tens
article: ال                 # “the three” is a number of three to ten: greater ones with it are ordinals
duals: [شخصان]              # a noun that says “two” by its form
vague: [dozens]             # quantities that name no exact number
labels: [article]           # before a number that is a name: “Article 3”
before-year: [in]           # before a year; after-year: [г]
decades: {"90": [nineties]} # a decade in words; before-age: [her] or after-age: [عمره] make it an age
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
#: With the article, one and two are other words (the only, Monday), and tens are ordinals.
_COUNTED_WITH_ARTICLE = range(3, 11)


class NumbersFile(Model):
    """The number words of a language as a file writes them."""

    version: str
    reviewed_by: str = ""
    values: dict[str, list[str]]
    before_hundred: list[str] = []
    joins: list[str] = []
    units_first: Flag = False
    prefix: str = ""
    article: str = ""
    duals: list[str] = []
    vague: list[str] = []
    labels: list[str] = []
    before_year: list[str] = []
    attributive: list[str] = []
    after_year: list[str] = []
    decades: dict[str, list[str]] = {}
    before_age: list[str] = []
    after_age: list[str] = []


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of a language, folded and ready to be looked up."""

    values: dict[str, int]
    compounds: dict[tuple[str, ...], int]
    before_hundred: frozenset[str]
    joins: frozenset[str]
    units_first: bool
    prefix: str
    article: str
    vague: frozenset[str]
    labels: frozenset[str]
    before_year: frozenset[str]
    attributive: frozenset[str]
    after_year: frozenset[str]
    decades: dict[str, int]
    before_age: frozenset[str]
    after_age: frozenset[str]

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

    def begins(self, part: str) -> bool:
        """Whether a number or a vague quantity can begin with a part of a word."""
        return (
            self._value(part) is not None
            or self.lists(self.vague, part)
            or part in self.before_hundred
            or any(compound[0] == part for compound in self.compounds)
        )

    def counts(self, folded: str) -> bool:
        """Whether a folded word can be what makes a number: “three”, “dozens”, but not the “a” of “a hundred”."""
        parts = parts_of(folded)
        return any((part in self.values or part not in self.before_hundred) and self.begins(part) for part in parts)

    def decade(self, folded: str) -> int | None:
        """The number of a decade that a folded word names: 90 for “nineties”."""
        decade = self.decades.get(folded)
        return self.decades.get(folded.removeprefix(self.prefix)) if decade is None and self.prefix else decade

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
        plain = following.removeprefix(self.prefix).removeprefix(self.article)
        tens = self.values.get(plain, 0) if following.startswith(self.prefix) else 0
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
    article = fold(file.article)
    if article:
        single |= {article + form: value for form, value in single.items() if value in _COUNTED_WITH_ARTICLE}
    for form in map(fold, file.duals):
        single |= {form: 2, article + form: 2}
    return Numerals(
        single,
        compounds,
        _folded(file.before_hundred),
        _folded(file.joins),
        file.units_first,
        fold(file.prefix),
        article,
        _folded(file.vague),
        _folded(file.labels),
        _folded(file.before_year),
        _folded(file.attributive),
        _folded(file.after_year),
        {fold(form): int(decade) for decade, forms in file.decades.items() for form in forms},
        _folded(file.before_age),
        _folded(file.after_age),
    )


def _folded(listed: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in listed)


def parts_of(folded: str) -> list[str]:
    """A folded word without its hyphens: “forty-three” is two."""
    return [part for part in folded.split("-") if part]


def without_article(text: str, tag: str) -> str:
    """A text without the word that may stand before a hundred and changes nothing: “a million” is “million”."""
    numerals = of(tag)
    first, _, rest = text.partition(" ")
    return rest.strip() if numerals is not None and fold(first) in numerals.before_hundred else text


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
