"""Words, stems and sentences of a text, by language: what the review compares instead of letters.

Stems are Snowball's (https://snowballstem.org/), by PyStemmer. Arabic letters are brought to one form first (alef,
ya, ta marbuta, no diacritics), and a word that carries a conjunction or preposition is also known without it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Callable

#: Between the words of a text, and with its one group the words themselves.
_WORD = re.compile(r"([^\W_]+(?:(?:[’'ʼ`‐\-\u00ad]|[\u064b-\u065f\u0670]+)[^\W_]+)*[\u064b-\u065f\u0670]*)")
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed]")
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"}
)
_OTHER_FORMS = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "‐": "-", "\u00ad": ""})
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ك", "ل")
_END = re.compile(r"[.!?…؟۔]+[\"'”’»)\]]*(?=\s|$)|\n\n+")
#: Languages that put no spaces between words.
WITHOUT_SPACES = frozenset(["ja", "km", "lo", "my", "th", "zh"])
#: Words before which a point ends no sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no vs etc e.g i.e u.s u.n p pp ch art "  # noqa: SIM905
    "г гг т.е т.д т.п им ул стр см ст млн млрд тыс руб "
    "د أ ص".split()
)

#: No abbreviation is longer, with all that may stand before it in brackets and quotation marks.
_LONGEST = 24


class Word(NamedTuple):
    """A word of a text: where it stands (code points), its folded form, and the stems it is known by.

    Words are in the order of their places, so `bisect_left(words, (place,))` is the first that begins there or later.
    """

    start: int
    end: int
    folded: str
    stems: tuple[str, ...]


def fold(word: str) -> str:
    """A word without case, diacritics of Arabic, and variants of letters that readers take for one."""
    word = unicodedata.normalize("NFKC", word).casefold().translate(_OTHER_FORMS)
    return _ARABIC_MARKS.sub("", word).translate(_ARABIC_FORMS)


def unmarked(word: str) -> str:
    """A word without the vowel marks of Arabic, its capitals kept."""
    return _ARABIC_MARKS.sub("", word)


@functools.cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    names = {
        "en": "english",
        "ru": "russian",
        "ar": "arabic",
        "fr": "french",
        "de": "german",
        "es": "spanish",
        "fa": "persian",
    }
    return Stemmer.Stemmer(names[language]) if language in names else None


@functools.lru_cache(maxsize=50_000)
def stems(folded: str, language: str) -> tuple[str, ...]:
    """The stems of a folded word: one, or for Arabic also those of the word without its prefixes."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return (folded,)
    found = {stemmer.stemWord(folded): None}
    if language == "ar":
        for prefix in _ARABIC_PREFIXES:
            if folded.startswith(prefix) and len(folded) - len(prefix) >= 3:
                rest = folded[len(prefix) :]
                found[stemmer.stemWord(rest)] = None
                found[rest] = None
    if folded.endswith("'s"):
        found[stemmer.stemWord(folded[:-2])] = None
    return tuple(found)


_Known = TypeVar("_Known")


class Table(dict[str, _Known]):
    """What is known of each word as a text writes it, worked out where it is first met.

    Texts repeat their words, so nearly all are known. Look up through `__getitem__`; a full table starts anew, so it
    never outgrows its limit.
    """

    def __init__(self, work_out: Callable[[str], _Known], limit: int = 50_000) -> None:
        super().__init__()
        self._work_out, self._limit = work_out, limit

    def __missing__(self, written: str) -> _Known:
        if len(self) >= self._limit:
            self.clear()
        known = self[written] = self._work_out(written)
        return known


_FOLDED = Table(fold)


@functools.cache
def _stems(language: str) -> Table[tuple[str, ...]]:
    return Table(lambda written: stems(fold(written), language))


def language_of(tag: str) -> str:
    """The language of a tag, without script and region: what stems and word lists are looked up by."""
    return tag.partition("-")[0].lower()


class Written:
    """The words of a text as it writes them, cut out once; each of them as a `Word` when somebody asks for places."""

    __slots__ = ("_language", "_pieces", "words")

    def __init__(self, text: str, tag: str) -> None:
        self._pieces = _WORD.split(text)  # what is between words, a word, what is between words, …
        self._language = language_of(tag)
        self.words: list[str] = self._pieces[1::2]

    def folded(self) -> frozenset[str]:
        """The folded form of every word."""
        return frozenset(map(_FOLDED.__getitem__, self.words))

    def stems(self) -> frozenset[str]:
        """Every stem of every word."""
        return frozenset(chain.from_iterable(map(_stems(self._language).__getitem__, self.words)))

    def placed(self) -> tuple[Word, ...]:
        """The words with their places."""
        ends = list(accumulate(map(len, self._pieces)))
        folded = map(_FOLDED.__getitem__, self.words)
        known = map(_stems(self._language).__getitem__, self.words)
        return tuple(map(Word, ends[0::2], ends[1::2], folded, known))


def words(text: str, tag: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    return Written(text, tag).placed()


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as spans. Abbreviations, initials and numbers do not end one."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        stop, end = match.span()
        if text[stop] == ".":
            before = text[max(start, stop - _LONGEST) : stop].rpartition(" ")[2].strip("(«“\"'").lower()
            if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()):
                continue
        if not text[start:end].isspace():
            spans.append((start, end))
        start = end
    if text[start:].strip():
        spans.append((start, len(text)))
    return tuple(spans)
