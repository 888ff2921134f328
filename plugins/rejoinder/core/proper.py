"""Proper names by their shape: runs of capitalised words, in scripts that have capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .passages import Passage


def names(passage: Passage) -> Iterator[tuple[int, int]]:
    """The names in a passage, as spans of its words: `passage.words[first:last]`.

    The first word of a sentence counts only together with a capitalised one behind it, and abbreviations in capitals
    never do.
    """
    found, text = passage.words, passage.text
    opening = set(_openings(passage))
    first = 0
    while first < len(found):
        if not _capital(text[found[first].start : found[first].end]):
            first += 1
            continue
        last = first + 1
        while last < len(found) and _joined(text, found[last - 1].end, found[last].start):
            if not _capital(text[found[last].start : found[last].end]):
                break
            last += 1
        if last - first > 1 or first not in opening:
            yield first, last
        first = last


def _openings(passage: Passage) -> Iterator[int]:
    """The index of the first word of each sentence."""
    index, found = 0, passage.words
    for start, end in passage.sentences:
        while index < len(found) and found[index].start < start:
            index += 1
        if index < len(found) and found[index].start < end:
            yield index


def _capital(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def _joined(text: str, end: int, start: int) -> bool:
    """Whether two words are side by side: a space between them, or the point of an initial."""
    return text[end:start] in (" ", "\u00a0", ". ", ".")
