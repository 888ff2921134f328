"""The numbers that a text tells, so that they can be compared with figures and with a text in another language.

The same number may be written in digits of any system, grouped or not, in words, with or without its millions; a share
as “90 percent” or as “nine in ten”.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from . import figures
from .language import read_number
from .passages import Passage
from .stated import SCALES, full_value, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .evidence import Figure
    from .figures import Number
    from .language import Language

#: Digits of the systems that the languages of sites write most, grouped or not. It begins with a plain set of
#: characters, for which alone the search is fast.
_RUN = re.compile(r"[0-9٠-٩۰-۹]+(?:(?:[.,٬٫’']|[ \u00a0\u202f](?=\d{3}(?!\d)))\d+)*")
_PARTS = re.compile(r"\d+")
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
#: What may stand between the two numbers of a share: “nine in ten”, «девять из десяти», «تسعة من كل عشرة».
_IN = re.compile(r"\s+\w+(?:\s+\w+)?\s+")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers of a text.

    Attributes:
        numbers: those that count something, in order.
        digits: every number in digits, days and years among them, with its value when the scale behind it is counted
            in: 6 of “6 million” with 6,000,000.
        all: every value that a number of the text may be taken for, shares in percent among them.
        shares: the numbers that tell a share together, with its percentage: both of “nine in ten” with 90.
        decades: what decades in words go by: 90 of “the nineties”.
    """

    numbers: tuple[Number, ...]
    digits: Mapping[float, float]
    all: frozenset[float]
    shares: Mapping[Number, float]
    decades: frozenset[int]

    def missing_in(self, other: Told) -> Iterator[float]:
        """The numbers in digits, from two on, that another text tells in no way."""
        for value, full in sorted(self.digits.items()):
            told = value in other.all or full in other.all or self._is_an_hour_of(value, other)
            if value > 1 and not told and not any(_in_decade(value, decade) for decade in other.decades):
                yield value

    def _is_an_hour_of(self, value: float, other: Told) -> bool:
        """Whether the other text tells an hour of the afternoon in the other way: 3 p.m. is 15 o'clock."""
        twin = value + 12 if value <= 12 else value - 12
        return 1 <= twin <= 24 and twin in other.digits and twin not in self.digits


def _in_decade(year: float, decade: int) -> bool:
    return year == decade or (year >= _HUNDRED and year % _HUNDRED == decade)


def read(text: str, tag: str, language: Language | None = None) -> Told:
    """The numbers that a text in a language tells. Where the site has the language, words for millions are known."""
    return of(Passage(text, "text", tag), language)


def of(passage: Passage, language: Language | None = None, left_out: Iterable[tuple[int, int]] = ()) -> Told:
    """The numbers that a passage tells outside some spans."""
    text, found = passage.text, figures.of(passage)
    numbers = tuple(number for number in found.numbers if not any(low <= number.start < high for low, high in left_out))
    digits: dict[float, float] = {}
    every: set[float] = set()
    for number in numbers:
        if number.value is not None:
            full = number.value * (_scale_behind(text, number.end, language) or 1)
            every |= {number.value, full}
            if number.kind == "digits":
                digits[number.value] = full
    decades = set()
    for date in found.dates:
        if date.decade is not None:
            decades.add(date.decade)
        parts = map(float, _PARTS.findall(figures.plain_digits(text[date.start : date.end])))
        digits |= {part: part for part in parts}
    shares = dict(_shares(text, numbers))
    return Told(numbers, digits, frozenset(every | {*digits, *shares.values()}), shares, frozenset(decades))


def together(texts: Iterable[Told]) -> Told:
    """The numbers of several texts as if they were one."""
    numbers: list[Number] = []
    digits: dict[float, float] = {}
    every: set[float] = set()
    decades: set[int] = set()
    for told in texts:
        numbers += told.numbers
        digits |= told.digits
        every |= told.all
        decades |= told.decades
    return Told(tuple(numbers), digits, frozenset(every), {}, frozenset(decades))


def _scale_behind(text: str, end: int, language: Language | None) -> int:
    match = _NEXT.match(text, end) if language is not None else None
    return scale_of(match[1].lower(), language) if match and language is not None else 0


def _shares(text: str, numbers: tuple[Number, ...]) -> Iterator[tuple[Number, float]]:
    for one, other in pairwise(numbers):
        if one.value and other.value and one.value < other.value and _IN.fullmatch(text, one.end, other.start):
            share = round(one.value / other.value * _HUNDRED, 6)
            yield one, share
            yield other, share


def tells(told: Told, text: str, figure: Figure, language: Language | None) -> bool:
    """Whether a text tells a figure, with or without its unit's scale; “a million” alone is one million."""
    full = full_value(figure)
    if figure.value in told.all or full in told.all:
        return True
    if language is None or full not in SCALES.values():
        return False
    return any(scale_of(word[0].lower(), language) == full for word in _WORD.finditer(text))


def agree(one: str, tag: str, other: str, other_tag: str, languages: Mapping[str, Language]) -> bool:
    """Whether two texts in two languages tell the same numbers. What stands in digits in one may be words in the other.

    Texts whose runs of digits are the same are not read closely.
    """
    if runs(one) == runs(other):
        return True
    ours, theirs = read(one, tag, languages.get(tag)), read(other, other_tag, languages.get(other_tag))
    return not any(ours.missing_in(theirs)) and not any(theirs.missing_in(ours))


def runs(text: str) -> frozenset[float | None]:
    """The runs of digits of a text as numbers, whatever they mean: quick to compare before a text is read closely."""
    return frozenset(map(_number_of, _RUN.findall(text)))


@functools.lru_cache(maxsize=4096)
def _number_of(run: str) -> float | None:
    return read_number(run)
