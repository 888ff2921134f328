"""Numbers and dates in running text, in any numeral system: what counts something, and what names a day or a year."""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from dataclasses import dataclass
from operator import or_
from typing import TYPE_CHECKING, Literal

from . import numerals
from .cldr import month_names
from .language import read_number
from .passages import Passage
from .words import Table, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .words import Word

#: A number in digits, grouped or not, and a decimal part.
_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,٬٫’']\d+)*")
#: Right before a number that is part of a name (A4, COVID-19, #3). Arabic joins its short words to what follows.
_NAMED = re.compile(r"(?:[^\W\d_وبفلكـ]|\w[وبفلك]|[@#№§_]|[^\W\d_][-‐])$")
#: Right behind a number that is part of a word: 3rd, 9-year-old, 2-й.
_GLUED = re.compile(r"[A-Za-z]|[-‐][^\W\d_]")
_RUN = re.compile(r"\d+")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
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
        decade: of a decade in words the number it goes by, 90 of “the nineties”; otherwise None.
    """

    start: int
    end: int
    exact: bool
    bare: bool = False
    when: bool = True
    decade: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers and dates of a text, each in order."""

    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]


def plain_digits(text: str) -> str:
    """The text with the digits of every numeral system as 0–9, each in its place."""
    return _OTHER_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), text)


@functools.lru_cache(maxsize=512)
def read(text: str, tag: str, counted: frozenset[str] = frozenset()) -> Figures:
    """The numbers and dates of a text.

    Args:
        text: running text.
        tag: its language.
        counted: stems of what numbers count; a number like 1500 right before one of them is no year.
    """
    return of(Passage(text, "text", tag), counted)


def of(passage: Passage, counted: frozenset[str] = frozenset()) -> Figures:
    """The numbers and dates of a passage, remembered with it; `counted` is as for `read`."""
    if "figures" not in passage.memo:
        passage.memo["figures"] = _Signs(passage)
    signs: _Signs = passage.memo["figures"]
    return signs.read(passage, counted)


#: What a word can have to do with figures.
_DIGIT, _COUNTS, _MONTH, _DECADE = 1, 2, 4, 8
_NONE = Figures((), ())


@functools.cache
def _signs_of_words(tag: str) -> Table[int]:
    """Which words of a language have to do with figures: most have not, and most passages hold none that has."""
    known = numerals.of(tag)
    months = re.compile("|".join(re.escape(words(name, tag)[0].folded) for name in _declined(tag)))

    def of_word(written: str) -> int:
        folded = fold(written)
        digit = _DIGIT if any(character.isdigit() for character in written) else 0
        counts = _COUNTS if known is not None and known.counts(folded) else 0
        decade = _DECADE if known is not None and known.decade(folded) is not None else 0
        return digit | counts | decade | (_MONTH if months.search(folded) else 0)

    return Table(of_word)


class _Signs:
    """What tells of figures in a passage, and the figures themselves once they are read."""

    __slots__ = ("_all", "_behind", "_read")

    def __init__(self, passage: Passage) -> None:
        signs = list(map(_signs_of_words(passage.language).__getitem__, passage.written))
        self._all = functools.reduce(or_, signs, 0)
        self._read: dict[frozenset[str], Figures] = {}
        # Only what stands right behind a number can be what it counts: most lists of such words find none here.
        self._behind: frozenset[str] = frozenset()
        if self._all & _DIGIT:
            after = (index + 1 for index, sign in enumerate(signs[:-1]) if sign & _DIGIT)
            self._behind = frozenset(stem for index in after for stem in passage.words[index].stems)

    def read(self, passage: Passage, counted: frozenset[str]) -> Figures:
        """The figures of the passage that these are the signs of."""
        if not self._all:
            return _NONE
        counted &= self._behind
        if counted not in self._read:
            self._read[counted] = self._figures(passage, counted)
        return self._read[counted]

    def _figures(self, passage: Passage, counted: frozenset[str]) -> Figures:
        plain, tag, found = plain_digits(passage.text), passage.language, passage.words
        known = numerals.of(tag)
        dates = tuple(_dates(plain, tag, found, known, counted, self._all))
        taken = [(date.start, date.end) for date in dates if not date.bare]
        numbers: list[Number] = []
        if self._all & _DIGIT:
            numbers += _in_digits(plain, taken, found, known)
        if known is not None and self._all & _COUNTS:
            numbers += _in_words(found, known, _beginning(tag))
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
    signs: int,
) -> Iterator[Date]:
    dated, month = _months(tag)
    spans: list[tuple[int, int]] = []
    months = list(month.finditer(plain)) if signs & _MONTH else []
    if signs & _DIGIT:
        digits = _runs(plain)
        named = sorted([*digits, *(match.start() for match in months)]) if months else []
        for match in (*_matches(dated, plain, named), *_matches(_ISO, plain, digits)):
            if not _inside(match.start(), spans):
                spans.append(match.span())
                yield Date(*match.span(), exact=True, when=_tells_when(match.start(), found, known, exact=True))
        for match in _matches(_YEAR, plain, digits):
            if not _inside(match.start(), spans) and _is_year(match, plain, found, known, counted):
                spans.append(match.span())
                yield Date(*match.span(), exact=False, when=_tells_when(match.start(), found, known, exact=False))
    for match in months:
        # “May” and “March” are words of other kinds too
        if not _inside(match.start(), spans) and match[0] not in ("May", "March", "مارس", "ماي"):
            yield Date(*match.span(), exact=False, bare=True)
    if known is not None and signs & _DECADE:
        yield from _decades(found, known)


def _runs(plain: str) -> list[int]:
    """Where digits begin: where alone numbers and most dates can."""
    return [match.start() for match in _RUN.finditer(plain)]


def _matches(pattern: re.Pattern[str], plain: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds of a pattern that can begin at some places only, without trying all others."""
    free = 0
    for start in starts:
        match = pattern.match(plain, start) if start >= free else None
        if match:
            free = match.end()
            yield match


def _decades(found: Sequence[Word], known: numerals.Numerals) -> Iterator[Date]:
    """Decades in words: “the nineties”, but not “in her nineties”."""
    for index, word in enumerate(found):
        decade = known.decade(word.folded)
        if decade is not None:
            before, after = found[max(0, index - 2) : index], found[index + 1 : index + 3]
            of_age = any(other.folded in known.before_age for other in before)
            if not of_age and not any(other.folded in known.after_age for other in after):
                yield Date(word.start, word.end, exact=False, decade=decade)


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
    low = bisect.bisect_left(found, (start,))
    following = bisect.bisect_left(found, (end,), low)
    return found[low - 1] if low else None, found[following] if following < len(found) else None


def _in_digits(
    plain: str, taken: list[tuple[int, int]], found: Sequence[Word], known: numerals.Numerals | None
) -> Iterator[Number]:
    digits = _runs(plain)
    skipped = list(taken)
    if "+" in plain or "-" in plain or any(plain[start] == "0" for start in digits):
        skipped += [match.span() for match in _PHONE.finditer(plain)]
    if ":" in plain:
        skipped += [match.span() for match in _TIME.finditer(plain)]
    skipped.sort()
    position = 0
    for match in _matches(_DIGITS, plain, digits):
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


@functools.cache
def _beginning(tag: str) -> Table[bool]:
    """Whether a number can begin with a part of a folded word."""
    known = numerals.of(tag)
    return Table(lambda part: known is not None and known.begins(part))


def _in_words(found: Sequence[Word], known: numerals.Numerals, beginning: Table[bool]) -> Iterator[Number]:
    parts: list[str] = []
    owner: list[int] = []
    for index, word in enumerate(found):
        for part in numerals.parts_of(word.folded):
            parts.append(part)
            owner.append(index)
    free = 0
    for position, begins in enumerate(map(beginning.__getitem__, parts)):
        if not begins or position < free:
            continue
        word = found[owner[position]]
        if known.lists(known.vague, parts[position]):
            yield Number(word.start, word.end, None, "vague")
            continue
        value, taken = known.read(parts, position)
        if not taken:
            continue
        last = found[owner[position + taken - 1]]
        if _whole(owner, position, taken):
            yield Number(word.start, last.end, float(value), "words")
        free = position + taken


def _whole(owner: list[int], position: int, taken: int) -> bool:
    """Whether a number takes whole words, so that “nine-year-old” holds none."""
    before = position == 0 or owner[position - 1] != owner[position]
    after = position + taken >= len(owner) or owner[position + taken] != owner[position + taken - 1]
    return before and after
