"""What is translated piece by piece: a unit, and the sheet (file) that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from .. import wording
from ..errors import RejoinderError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: What a unit is: plain words; Markdown in one paragraph, without headings, in one block, or with headings; a text of
#: the interface.
Form = Literal["words", "inline", "passages", "block", "section", "label"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a translation.

    Attributes:
        address: what it is called, the same in every export: `explainers/people-at-the-concert/facts/3`.
        original: the text to translate.
        present: what the language's file holds in its place; empty where it holds nothing.
        translation: `present`, or nothing where that is still worded as the original.
        about: what it is, for a translator.
        source: the file of the original, as messages name it.
        line: the line of that file at which it starts.
        form: what kind of text it is.
        fuzzy: whether the original changed since it was translated.
    """

    address: str
    original: str
    present: str
    translation: str
    about: str
    source: str
    line: int
    form: Form
    fuzzy: bool = False

    def tidy(self, text: str) -> str:
        """A translator's text as this unit's file holds it: without what surrounds it unseen."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if self.form == "label" else text.strip()


class Sheet(Protocol):
    """A file with units of one language: `name` is what commands call it; `begun` is false where it is to come."""

    name: str
    path: Path
    begun: bool
    units: tuple[Unit, ...]

    def rewritten(self, wanted: Mapping[str, str]) -> str:
        """The file's whole text with some units changed, by their addresses.

        Raises:
            MisfitError: the file would not say them as they are.
        """
        ...


class MisfitError(ValueError):
    """A text that its file cannot hold: written there, it would be read as something else.

    `address` is the unit's, where it is known which one it is.
    """

    def __init__(self, message: str, address: str = "") -> None:
        super().__init__(message)
        self.address = address


class UnreadableError(RejoinderError):
    """A file has faults that hide its units."""


def still_to_do(original: str, present: str, *, recorded: bool) -> bool:
    """Whether a text is worded as its original, and nobody said that this is how it is translated."""
    if recorded or present == original:
        return not recorded
    return bool(wording.digest(present)) and wording.digest(present) == wording.digest(original)
