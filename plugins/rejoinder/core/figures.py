"""Numbers and dates in running text, in any numeral system: what counts something, and what names a day or a year."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from . import numerals
from .language import month_names, read_number
from .words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .words import Word

#: A number in digits, grouped or not, and a decimal part.
_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,٬٫’']\d+)*")
#: Right before a number that is part of a name (A4, COVID-19, #3). Arabic joins its short words to what follows.
_NAMED = re.compile(r"(?:[^\W\d_وبفلكـ]|\w[وبفلك]|[@#№§_]|\w[-‐])$")
#: Right behind a number that is part of a word: 3rd, 9-year-old, 2-й.
_GLUED = re.compile(r"[A-Za-z]|[-‐][^\W\d_]")
_PERCENT = re.compile(r"\s?[%٪‰]")
_TIME = re.compile(r"\d{1,2}:\d{2}")
#: A telephone number: a plus or a nought first, or groups with hyphens between them.
_PHONE = re.compile(r"\+\s?\d[\d ()\u00a0/-]{4,}\d|\b0\d{1,4}[ /-]\d[\d /-]*|\b\d{2,4}(?:-\d{2,4}){2,}")
_YEAR = re.compile(
    r"(?<![0-9A-Za-zА-Яа-я_/])(?<!\d[.,])"
    r"(?:(?:1\d|20)\d0s\b|(?:1\d|20)\d\d(?:[-–/]\d{2,4})?(?!\w|[.,٫٬]\d|-\d)(?:-[а-я]{1,2}\b)?)"
)
_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}(?:-\d{2})?(?!\d)|(?<![\d.])\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\d.])")

Kind = Literal["digits", "words", "vague"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: where it stands, its value (None when vague), how it is written."""

    start: int
    end: int
    value: float | None
    kind: Kind
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date of a text.

    Attributes:
        start, end: where it stands.
        exact: whether it names a day or month and not a year alone.
        bare: whether it is a month without a number.
        when: whether it tells when something happened (“in 2014”) rather than which one is meant (“the 2014 trial”).
    """

    start: int
    end: int
    exact: bool
    bare: bool = False
    when: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers and dates of a text, each in order."""

    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]


def plain_digits(text: str) -> str:
    """The text with the digits of every numeral system as 0–9, each in its place."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(character)) if character.isdecimal() and not character.isascii() else character
        for character in text
    )


@functools.lru_cache(maxsize=512)
def read(text: str, tag: str, counted: frozenset[str] = frozenset()) -> Figures:
    """The numbers and dates of a text.

    Args:
        text: running text.
        tag: its language.
        counted: stems of what numbers count; a number like 1500 right before one of them is no year.
    """
    plain = plain_digits(text)
    found = words(text, tag)
    known = numerals.of(tag)
    has_digits = any(character.isdigit() for character in plain)
    dates = tuple(_dates(plain, tag, found, known, counted, has_digits))
    taken = [(date.start, date.end) for date in dates if not date.bare]
    numbers: list[Number] = []
    if has_digits:
        numbers += _in_digits(plain, taken, found, known)
    if known is not None:
        numbers += _in_words(found, known)
    return Figures(tuple(sorted(numbers, key=_start)), tuple(sorted(dates, key=_start)))


def _start(found: Number | Date) -> int:
    return found.start


# -- dates ---------------------------------------------------------------------------------------------------------


@functools.cache
def _months(tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, _declined(tag)), key=len, reverse=True))
    prefix = "[وفبل]?" if tag.partition("-")[0] == "ar" else ""
    month = rf"{prefix}(?:{names})(?:/\w+)?"
    day = r"\d{1,2}(?:st|nd|rd|th|-го|-е)?"
    year = r"\d{4}"
    dated = re.compile(
        rf"(?<![\w.,]){day}(?:\s*[–-]\s*{day})?\s+(?:of\s+)?{month}(?:,?\s+{year}(?!\d))?(?!\w)"
        rf"|(?<!\w){month}\s+{day}(?!\d)(?:,?\s+{year}(?!\d))?"
        rf"|(?<!\w){month},?\s+(?:of\s+)?{year}(?!\d)"
    )
    return dated, re.compile(rf"(?<!\w){month}(?!\w)")


def _declined(tag: str) -> set[str]:
    """The names of the months; Russian ones in every case."""
    names = set(month_names(tag))
    if tag.partition("-")[0].lower() == "ru":
        for name in month_names(tag):
            stem = name[:-1] if name[-1] in "ьйя" else name.removesuffix("а")
            endings = "ь й я ю е ем ём" if name[-1] in "ьйя" else " а у ом е"
            names |= {stem + ending for ending in endings.split(" ")}
    return names


def _dates(
    plain: str,
    tag: str,
    found: Sequence[Word],
    known: numerals.Numerals | None,
    counted: frozenset[str],
    has_digits: bool,
) -> Iterator[Date]:
    dated, month = _months(tag)
    spans: list[tuple[int, int]] = []
    if has_digits:
        for pattern in (dated, _ISO):
            for match in pattern.finditer(plain):
                if not _inside(match.start(), spans):
                    spans.append(match.span())
                    yield Date(*match.span(), exact=True, when=_tells_when(match.start(), found, known, exact=True))
        for match in _YEAR.finditer(plain):
            if not _inside(match.start(), spans) and _is_year(match, plain, found, known, counted):
                spans.append(match.span())
                yield Date(*match.span(), exact=False, when=_tells_when(match.start(), found, known, exact=False))
    for match in month.finditer(plain):
        # “May” and “March” are words of other kinds too
        if not _inside(match.start(), spans) and match[0] not in ("May", "March", "مارس", "ماي"):
            yield Date(*match.span(), exact=False, bare=True)


def _tells_when(start: int, found: Sequence[Word], known: numerals.Numerals | None, *, exact: bool) -> bool:
    if known is None:
        return True
    before, _ = _beside(found, start, start)
    if before is None:
        return True
    if known.lists(known.attributive, before.folded):
        return False
    return exact or known.lists(known.before_year, before.folded)


def _inside(index: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= index < end for start, end in spans)


def _is_year(
    match: re.Match[str], plain: str, found: Sequence[Word], known: numerals.Numerals | None, counted: frozenset[str]
) -> bool:
    """Whether four digits name a year: not when what they count stands right behind them, and nothing says “in”."""
    before, after = _beside(found, match.start(), match.end())
    if known is not None:
        if before is not None and known.lists(known.labels, before.folded):
            return False
        if after is not None and known.lists(known.after_year, after.folded):
            return True
    adjacent = after is not None and not plain[match.end() : after.start].strip()
    if adjacent and after is not None and not counted.isdisjoint(after.stems):
        dating = (
            known is not None
            and before is not None
            and (known.lists(known.before_year, before.folded) or known.lists(known.attributive, before.folded))
        )
        return dating and match[0][:2] in ("19", "20")
    return True


# -- numbers -------------------------------------------------------------------------------------------------------


def _beside(found: Sequence[Word], start: int, end: int) -> tuple[Word | None, Word | None]:
    """The words before and after a span."""
    low, high = 0, len(found)
    while low < high:
        middle = (low + high) // 2
        if found[middle].start < start:
            low = middle + 1
        else:
            high = middle
    before = found[low - 1] if low else None
    following = low
    while following < len(found) and found[following].start < end:
        following += 1
    return before, found[following] if following < len(found) else None


def _in_digits(
    plain: str, taken: list[tuple[int, int]], found: Sequence[Word], known: numerals.Numerals | None
) -> Iterator[Number]:
    skipped = taken + [match.span() for pattern in (_PHONE, _TIME) for match in pattern.finditer(plain)]
    skipped.sort()
    position = 0
    for match in _DIGITS.finditer(plain):
        start, end = match.span()
        while position < len(skipped) and skipped[position][1] <= start:
            position += 1
        if position < len(skipped) and skipped[position][0] < end:
            continue
        if _NAMED.search(plain, max(0, start - 2), start) or _GLUED.match(plain, end):
            continue
        if known is not None:
            previous, _ = _beside(found, start, end)
            if (
                previous is not None
                and known.lists(known.labels, previous.folded)
                and _close(plain, previous.end, start)
            ):
                continue
        yield Number(start, end, read_number(match[0]), "digits", _PERCENT.match(plain, end) is not None)


def _close(plain: str, end: int, start: int) -> bool:
    return start - end <= 3 and "," not in plain[end:start]


def _in_words(found: Sequence[Word], known: numerals.Numerals) -> Iterator[Number]:
    parts: list[str] = []
    owner: list[int] = []
    for index, word in enumerate(found):
        for part in numerals.parts_of(word.folded):
            parts.append(part)
            owner.append(index)
    position = 0
    while position < len(parts):
        word = found[owner[position]]
        if known.lists(known.vague, parts[position]):
            yield Number(word.start, word.end, None, "vague")
            position += 1
            continue
        value, taken = known.read(parts, position)
        if not taken:
            position += 1
            continue
        last = found[owner[position + taken - 1]]
        if _whole(owner, position, taken):
            yield Number(word.start, last.end, float(value), "words")
        position += taken


def _whole(owner: list[int], position: int, taken: int) -> bool:
    """Whether a number takes whole words, so that “nine-year-old” holds none."""
    before = position == 0 or owner[position - 1] != owner[position]
    after = position + taken >= len(owner) or owner[position + taken] != owner[position + taken - 1]
    return before and after
