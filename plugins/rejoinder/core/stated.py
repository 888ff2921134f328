"""Whether a text states a figure: the same value, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import numerals
from .language import read_number

if TYPE_CHECKING:
    from .evidence import Figure
    from .language import Language

#: What the words for great numbers multiply by, by the names of their forms in the interface text.
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def states(text: str, figure: Figure, language: Language) -> bool:
    """Whether a text states a figure: in any numeral system or in words up to a hundred, with its millions or without.

    Words are read where the language has a table of them (`core/numbers`). “A million” alone is one million.
    """
    number, words = text, ""
    for index, character in enumerate(text):
        if character.isalpha():
            number, words = text[:index], text[index:].strip().lower()
            break
    value = read_number(number)
    if value is None and not number.strip():
        value, rest = numerals.read_words(text, language.tag)
        if value is not None:
            words = rest.lower()
        elif scale_of(numerals.without_article(words, language.tag), language):
            value, words = 1, numerals.without_article(words, language.tag)
    if value is None:
        return False
    if not words:
        return value in (figure.value, full_value(figure))
    scale = scale_of(words, language)
    return bool(scale) and _same(value * scale, full_value(figure))


def scale_of(word: str, language: Language) -> int:
    """What a word multiplies a number by: a thousand, a million, a billion; 0 for any other word, in lower case."""
    for name, scale in SCALES.items():
        key = f"number.{name}"
        if key in language.text and word in language.text.forms(key):
            return scale
    return 0


def full_value(figure: Figure) -> float:
    """The value of a figure, its unit's scale counted in: 6 “million people” is 6,000,000."""
    return figure.value * next((scale for name, scale in SCALES.items() if figure.unit.startswith(name)), 1)


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 1e-6 * max(1.0, abs(other))
