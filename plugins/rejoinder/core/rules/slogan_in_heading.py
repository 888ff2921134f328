"""A slogan or a number code stands in a title, an address, a heading or a link.

What:
    A phrase of the private list *slogans* in a title, an address, a heading
    or the words of a link; and a bare number that stands for something (a
    number of two or four digits, or two numbers with a stroke) where the
    same line speaks of a code, a slogan, a symbol or a salute.

Why:
    A code is a signal to those who know it, and a heading sends it
    furthest: search results, cards and tables of contents repeat it.
    Glossaries of symbols note that many codes have a second, harmless
    meaning, so naming one in a heading also accuses those who never meant
    it.

Instead:
    “A coded number and what it hides”. Explain it in the text, once.

When it is wrong:
    Dates, years, counts (“88 people”), bus lines, postcodes and values from
    the evidence are not read as codes. Without a private list only the
    numbers are seen: slogans are never shipped with this software.
"""

import re
from collections.abc import Iterator

from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule

NAME = "slogan-in-heading"
_NUMBER = re.compile(r"(?<![\w/.,:+#-])(?:\d{1,2}/\d{1,2}|\d{2}|\d{4})(?![\w/%+-]|[.,:]\d)")
_KNOWN = frozenset({"9/11", "24/7"})


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The lines that are read first, and the words of links."""
    for passage in reading.passages:
        if passage.scope in ("title", "slug", "heading"):
            lines = [(0, len(passage.text))]
        else:
            lines = [(start, end) for start, end, _ in passage.links]
        if lines and passage.voice == "own":
            yield from _in_lines(passage, lines, review)


def _in_lines(passage: Passage, lines: list[tuple[int, int]], review: Review) -> Iterator[Hit]:
    for start, end in review.names.spans("slogans", passage):
        if any(first <= start < last for first, last in lines):
            yield Hit(passage, start, passage.text[start:end])
    for first, last in lines:
        for match in _NUMBER.finditer(passage.text, first, last):
            if match[0] not in _KNOWN and _is_code(passage, match, (first, last), review):
                yield Hit(passage, match.start(), match[0], severity="warning")


def _is_code(passage: Passage, match: re.Match[str], line: tuple[int, int], review: Review) -> bool:
    """Whether a number is neither a year, nor a count, nor a figure, in a line that speaks of codes."""
    code, joining, months = (
        review.lexicons.group(NAME, group, passage.language) for group in ("code", "joining", "months")
    )
    if len(match[0]) == 4 and match[0].isdecimal() and 1800 <= int(match[0]) <= 2100:
        return False
    if any(mark.figure and mark.at - len(mark.figure) <= match.start() < mark.at for mark in passage.cites):
        return False
    inside = passage.words_in(*line)
    if not any(not code.isdisjoint(word.stems) for word in inside):
        return False
    before = next((word for word in reversed(inside) if word.end <= match.start()), None)
    after = next((word for word in inside if word.start >= match.end()), None)
    if before is not None and not months.isdisjoint(before.stems):
        return False
    joined = after is not None and not passage.text[match.end() : after.start].strip()
    return after is None or not joined or not joining.isdisjoint(after.stems)


RULE = Rule(
    name=NAME,
    id="A11",
    severity="error",
    reads="text",
    masked=True,
    authority=(
        Authority(
            "ADL on its database of extremist symbols (E56)",
            "https://www.adl.org/news/press-releases/adl-launches-updated-database-of-extremist-symbols",
        ),
    ),
    say={
        "en": (
            "a slogan or a number code where it is read first: “{words}”",
            "Describe it: “a coded number and what it hides”. Explain it once, in the text.",
        ),
        "ru": (
            "лозунг или числовой код на самом видном месте: «{words}»",
            "Опишите его: «числовой код и что за ним стоит». Объясните один раз, в тексте.",
        ),
        "ar": (
            "شعار أو رمز رقمي في موضع يُقرأ أولاً: «{words}»",
            "صِفه: «رقم مرمّز وما يخفيه»، واشرحه مرة واحدة في النص.",
        ),
    },
    check=check,
)
