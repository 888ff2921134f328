"""Citations in Pandoc's notation: `[@key]`, `[@key, p. 3]`, `[@one; @two]`.

`parse` reads what stands between the brackets; `write` is its inverse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A key: letters, digits and `_ : . -` inside, a letter or digit at both ends (Better BibTeX writes such keys).
KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_:.-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited key, with the place inside the source (`p. 3`) when there is one.

    `offset` is where the key starts, in bytes from the opening bracket's content.
    """

    key: str
    locale: str = ""
    offset: int = 0


class CitationSyntaxError(ValueError):
    """The text between the brackets is not a citation. `offset` is in bytes, as in `Citation`."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def parse(text: str) -> tuple[Citation, ...]:
    """Read `@one, p. 3; @two`.

    Raises:
        CitationSyntaxError: an empty part, a part without `@`, or a key with characters a key may not have.
    """
    found: list[Citation] = []
    start = 0
    for part in text.split(";"):
        body = part.strip()
        offset = start + len(part[: len(part) - len(part.lstrip())].encode())
        start += len(part.encode()) + 1
        if not body.startswith("@"):
            raise CitationSyntaxError(f"“{body or text}” does not start with @", offset)
        key, comma, locale = body[1:].partition(",")
        key, locale = key.strip(), " ".join(locale.split())
        if not KEY.fullmatch(key):
            raise CitationSyntaxError(f"“{key}” is not a key", offset)
        if comma and not locale:
            raise CitationSyntaxError(f"nothing follows the comma after “{key}”", offset)
        found.append(Citation(key, locale, offset))
    return tuple(found)


def write(citations: tuple[Citation, ...]) -> str:
    """The text that `parse` reads back: `@one, p. 3; @two`."""
    return "; ".join(f"@{c.key}, {c.locale}" if c.locale else f"@{c.key}" for c in citations)
