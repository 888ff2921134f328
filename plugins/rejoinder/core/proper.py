"""Proper names by their shape: runs of capitalised words, in scripts that have capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .words import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .passages import Passage


def names(passage: Passage) -> tuple[tuple[int, int], ...]:
    """The names in a passage, as spans of its words: `passage.words[first:last]`.

    The first word of a sentence counts only together with a capitalised one behind it, and abbreviations in capitals
    never do.
    """
    known: tuple[tuple[int, int], ...] | None = passage.memo.get("names")
    if known is None:
        known = passage.memo["names"] = tuple(_names(passage))
    return known


def _names(passage: Passage) -> Iterator[tuple[int, int]]:
    capitals = [index for index, capital in enumerate(map(_CAPITALS.__getitem__, passage.written)) if capital]
    if not capitals:
        return
    found, text = passage.words, passage.text
    first = last = capitals[0]
    for index in (*capitals[1:], -1):
        if index == last + 1 and _joined(text, found[last].end, found[index].start):
            last = index
            continue
        if last > first or not _opens(passage, first):
            yield first, last + 1
        first = last = index


def _opens(passage: Passage, index: int) -> bool:
    """Whether a word is the first of its sentence."""
    found = passage.words
    return index == 0 or found[index - 1].start < passage.sentence_at(found[index].start)[0]


def _capital(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


_CAPITALS = Table(_capital)


def _joined(text: str, end: int, start: int) -> bool:
    """Whether two words are side by side: a space between them, or the point of an initial."""
    return text[end:start] in (" ", "\u00a0", ". ", ".")
