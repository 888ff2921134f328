"""A Markdown text as its blocks: paragraphs, lists, quotations, headings, with where each stands.

Comments are no blocks: they belong to the file they stand in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import explainer, markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAMES = {"Paragraph": "paragraph", "List": "list", "BlockQuote": "quotation", "Table": "table", "CodeBlock": "code"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind, its range without the white space around it, and the id that a heading gives itself."""

    kind: str
    start: int
    end: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its role or id, its heading in words, and its blocks, the heading first."""

    key: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def start(self) -> int:
        """Where its first block starts."""
        return self.blocks[0].start

    @property
    def end(self) -> int:
        """Where its last block ends."""
        return self.blocks[-1].end

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its blocks."""
        return tuple(block.kind for block in self.blocks)


def of(text: str) -> list[Block]:
    """The blocks of a text. A heading's kind names its level and role: `heading 2 .facts`."""
    source, found, depth = text.encode(), [], 0
    for event, span in markup.events(text):
        if type(event) is str:
            if not depth:
                found.append(_block(source, "rule", span))
            continue
        ((happened, tag),) = event.items()
        if happened == "Start":
            name, detail = markup.named(tag)
            if not depth and name != "HtmlBlock":
                own = (detail["id"] or "") if name == "Heading" else ""
                found.append(_block(source, _kind(name, detail), span, own))
            depth += 1
        elif happened == "End":
            depth -= 1
    places = _characters(source, (place for block in found for place in (block.start, block.end)))
    return [replace(block, start=places[block.start], end=places[block.end]) for block in found]


def _kind(name: str, detail: Any) -> str:
    if name == "Heading":
        return " ".join(["heading", detail["level"][1], *(f".{role}" for role in detail["classes"])])
    if name == "List" and detail is not None:
        return "numbered list"
    return _NAMES.get(name, name)


def _block(source: bytes, kind: str, span: Mapping[str, int], own: str = "") -> Block:
    whole = source[span["start"] : span["end"]]
    start = span["start"] + len(whole) - len(whole.lstrip(b" \t\r\n"))
    return Block(kind, start, start + len(whole.strip(b" \t\r\n")), own)


def _characters(source: bytes, offsets: Iterable[int]) -> dict[int, int]:
    """Byte offsets of a text as characters."""
    ordered = sorted({0, *offsets})
    places = {0: 0}
    for before, after in pairwise(ordered):
        places[after] = places[before] + len(source[before:after].decode())
    return places


def laid_out(text: str, labels: dict[str, str]) -> list[Part]:
    """The sections of a file (front matter and all), with ranges in characters of the whole file.

    `labels` are the standard headings of its language, as in `markup.parse`.
    """
    data = text.encode()
    begins = explainer.body_start(data)
    body = data[begins:].decode()
    before = len(text) - len(body)
    sections = markup.parse(body, 0, labels).sections
    starts = _characters(body.encode(), (section.offset for section in sections))
    blocks = [replace(block, start=block.start + before, end=block.end + before) for block in of(body)]
    ends = [starts[section.offset] + before for section in sections[1:]] + [len(text)]
    parts = []
    for number, (section, end) in enumerate(zip(sections, ends, strict=True)):
        begin = starts[section.offset] + before if number else 0
        own = tuple(block for block in blocks if begin <= block.start < end)
        if own:
            heading = " ".join(markup.plain_text(section.heading).split())
            parts.append(Part(section.role or section.id or "lead", heading, own))
    return parts
