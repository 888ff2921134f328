"""The wording of the parts of a text, as digests: what a translation compares itself with.

Typography does not count, nor do figures: quotation marks, dashes, spaces, comments and the digits of a number may
change without anybody having to translate anew (figures are compared on their own, by value).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .markup import Section

#: Fewer words than these may be the same in two languages: a name, a title, the speaker of a quotation.
_SAYING = 5
#: Bytes of a digest: a mistake by chance among a million parts is less likely than one in a million.
_SIZE = 8

_FIGURE = re.compile(r"\[[^\]\[]*\]\((fact:[^)\s]*)\)")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}[ \t\r]*$", re.MULTILINE)
_CITED = re.compile(r"\[@[^\]\n]*\]|\]\([^)\n]*\)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[0-9٠-٩۰-۹]+(?:[.,٫٬ \u00a0\u202f'][0-9٠-٩۰-۹]+)*")
#: Characters that differ in look alone; marks of direction and joiners that nobody sees go altogether.
_LOOKS = {
    **dict.fromkeys("“”„‟«»‹›‘’‚‛′″'", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u200e\u200f\u061c\u00ad\u2060\ufeff", ""),
    "…": "...",
}
_LOOK = re.compile(f"[{''.join(_LOOKS)}]")


def normalised(text: str) -> str:
    """A text without what does not count as wording."""
    text = _ATTRIBUTES.sub("", _FIGURE.sub(r"(\1)", _without_comments(text)))
    text = _LOOK.sub(lambda match: _LOOKS[match[0]], unicodedata.normalize("NFC", text))
    return " ".join(_NUMBER.sub("0", text).split())


def _without_comments(text: str) -> str:
    kept, start = [], 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        kept.append(text[start:opened])
        start = closed + 3
    return " ".join([*kept, text[start:]])


def digest(text: str) -> str:
    """The digest of a text's wording: 16 hexadecimal digits; empty for a text without words."""
    plain = normalised(text)
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest() if plain else ""


def paragraphs(text: bytes) -> frozenset[bytes]:
    """The paragraphs of a text as they stand in its file, headings left out."""
    blocks = (block.strip() for block in text.replace(b"\r\n", b"\n").split(b"\n\n"))
    return frozenset(block for block in blocks if block and not block.startswith(b"#"))


def says_something(paragraph: bytes) -> bool:
    """Whether a paragraph holds more than what may be the same in two languages: a name, a title, a speaker."""
    return len(_WORD.findall(_CITED.sub("", paragraph.decode("utf-8", "replace")))) >= _SAYING


def name_of(section: Section) -> str:
    """What a section is called: by its role, by its id where it has none, `lead` where it has no heading."""
    return section.role or section.id or "lead"


def of_sections(data: bytes, sections: Iterable[Section]) -> tuple[tuple[str, str], ...]:
    """The digests of the sections of a file, each by its role, or by its id where it has none; headings included."""
    found = list(sections)
    if not found:
        return ()
    ends = [section.offset for section in found[1:]] + [len(data)]
    return tuple(
        (name_of(section), digest(data[section.offset : end].decode("utf-8", "replace")))
        for section, end in zip(found, ends, strict=True)
    )
