"""Words, stems and sentences of a text, by language: what the review compares instead of letters.

Stems are Snowball's (https://snowballstem.org/), by PyStemmer. Arabic letters are brought to one form first (alef,
ya, ta marbuta, no diacritics), and a word that carries a conjunction or preposition is also known without it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:(?:[’'ʼ`‐\-\u00ad]|[\u064b-\u065f\u0670]+)[^\W_]+)*[\u064b-\u065f\u0670]*")
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


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands (code points), its folded form, and the stems it is known by."""

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


@functools.lru_cache(maxsize=200_000)
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


@functools.lru_cache(maxsize=200_000)
def _known(word: str, language: str) -> tuple[str, tuple[str, ...]]:
    """A word's folded form and its stems. Texts repeat their words, so most are known."""
    folded = fold(word)
    return folded, stems(folded, language)


def words(text: str, tag: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    language = tag.partition("-")[0].lower()
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        found.append(Word(start, end, *_known(match[0], language)))
    return tuple(found)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as spans. Abbreviations, initials and numbers do not end one."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start()].rpartition(" ")[2].strip("(«“\"'").lower()
        if match[0].startswith(".") and (before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha())):
            continue
        if text[start : match.end()].strip():
            spans.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return tuple(spans)
