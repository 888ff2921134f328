"""A term or abbreviation is used without saying what it is.

What:
    The first use, in an explainer, of an abbreviation in capitals (FATF) or of
    a listed term (takfir, accelerationism), or of words in Arabic or Cyrillic
    letters in a text that is not, where nothing explains it: no
    bracket, comma or dash beside it, no link on it, no word such as “means” or
    “called” in its sentence. Headings and quotations are not read, and
    abbreviations that everybody knows (UN, NATO) are listed.

Why:
    Undefined words shut readers out, and loanwords from propaganda carry its
    meaning along. Council style guides ask writers to spell abbreviations out;
    the press regulator asks for accuracy where religious terms are used.

Instead:
    A plain gloss at the first use: “takfir (declaring other Muslims
    unbelievers)”, “the FATF, an international body against money laundering”.
    Often the plain words alone do.

When it is wrong:
    If every reader of your edition knows the term, allow it for the page, or
    propose it for the list of known ones.
"""

import functools
import re
from collections.abc import Iterator

from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.scripts import script_of
from rejoinder.core.statements import SCOPES, sentences
from rejoinder.core.words import Table, Word

NAME = "term-not-explained"
#: What stands right behind a term that is explained, and right before one that explains.
_BEHIND = re.compile(r"[\"'”’»]?(?:\s*[(\[—–:،,=]|\s+[—–-]\s)")
_BEFORE = re.compile(r"(?:[(\[—–:،,]\s*|[—–]\s+)(?:\w{1,3}\s+)?[\"'“«„‘]?$")

#: Letters that readers of another script cannot read.
_SCRIPT = re.compile(r"(?P<arab>[\u0620-\u064a])|(?P<cyrl>[\u0400-\u04ff])")
_PHRASE = re.compile(r"[\u0620-\u065f]+(?: [\u0620-\u065f]+)*|[\u0400-\u04ff]+(?: [\u0400-\u04ff]+)*")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The first use of each unexplained term."""
    known = review.lexicons.group(NAME, "known", reading.text.language)
    explains = review.lexicons.group(NAME, "explains", reading.text.language)
    met: set[str] = set()
    for passage in _read(reading):
        listed = {match.start: match.end for match in review.lexicons.find(NAME, passage)}
        may_be = list(map(_shapes(reading.text.language).__getitem__, passage.written))
        if not listed and not any(may_be):
            continue
        for word, shaped in zip(passage.words, may_be, strict=True):
            if not shaped and word.start not in listed:
                continue
            end = listed.get(word.start)
            if end is None and _foreign(passage, word):
                end = _end_of_phrase(passage, word)
            if end is None and not _abbreviation(passage, word, known):
                continue
            term = passage.text[word.start : end or word.end]
            if not met.isdisjoint(word.stems) or passage.in_quotation(word.start):
                continue
            met.update(stem for other in passage.words_in(word.start, end or word.end) for stem in other.stems)
            if not _explained(passage, word.start, end or word.end, explains):
                yield Hit(passage, word.start, term)


@functools.cache
def _shapes(tag: str) -> Table[bool]:
    """Whether a word has the shape of an abbreviation, or other letters than its text."""
    return Table(lambda written: written.isupper() or _in_other_letters(written, tag))


def _read(reading: Reading) -> Iterator[Passage]:
    last: Passage | None = None
    for sentence in sentences(reading, SCOPES):
        if sentence.passage is not last:
            last = sentence.passage
            yield last


def _foreign(passage: Passage, word: Word) -> bool:
    """Whether a word is in Arabic or Cyrillic letters and the text is not. Latin letters are met everywhere."""
    return _in_other_letters(passage.text[word.start : word.end], passage.language)


def _in_other_letters(written: str, tag: str) -> bool:
    script = _SCRIPT.match(written)
    return script is not None and script.lastgroup != script_of(tag)


def _end_of_phrase(passage: Passage, word: Word) -> int:
    """Where the words of the same letters end that begin with a word."""
    match = _PHRASE.match(passage.text, word.start)
    return max(word.end, match.end() if match else word.end)


def _abbreviation(passage: Passage, word: Word, known: frozenset[str]) -> bool:
    """Whether a word is an abbreviation in capitals that not everybody knows. A text all in capitals holds none."""
    written = passage.text[word.start : word.end]
    if not 2 <= len(written) <= 7 or not written.isupper() or not written.isalpha():
        return False
    if not known.isdisjoint(word.stems):
        return False
    neighbours = passage.words_around(word.start)
    return sum(passage.text[other.start : other.end].isupper() for other in neighbours) <= max(3, len(neighbours) // 2)


def _explained(passage: Passage, start: int, end: int, explains: frozenset[str]) -> bool:
    text = passage.text
    if any(first <= start < last for first, last, _ in passage.links):
        return True
    if _BEHIND.match(text, end) or _BEFORE.search(text[max(0, start - 12) : start]):
        return True
    return any(not explains.isdisjoint(word.stems) for word in passage.words_around(start))


RULE = Rule(
    name=NAME,
    id="D06",
    severity="warning",
    reads="text",
    kinds=("explainer",),
    lexicon=NAME,
    authority=(
        Authority(
            "Woking Borough Council, clear language and readability (E42)",
            "https://www.woking.gov.uk/digital-experience-service-toolkit/writing-wokinggovuk/clear-language-readability",
        ),
        Authority(
            "IPSO, guidance on reporting of Islam and Muslims (E41)",
            "https://www.ipso.co.uk/resources/guidance-on-reporting-of-islam/",
        ),
    ),
    say={
        "en": (
            "the term “{words}” is not explained where it is first used",
            "Add a plain gloss in brackets or between commas, or use the plain words instead.",
        ),
        "ru": (
            "слово «{words}» не объяснено там, где встречается впервые",
            "Поясните его простыми словами в скобках или замените.",
        ),
        "ar": (
            "لم يُشرح «{words}» عند أول ذكر له",
            "اشرحه بكلمات بسيطة بين قوسين، أو استعمل الكلمات البسيطة بدلاً منه.",
        ),
    },
    check=check,
)
