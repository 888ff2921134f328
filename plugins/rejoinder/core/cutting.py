"""Cutting a person out of published files by their bytes alone: no content, no template, no theme is asked.

In HTML everything that shows a person stands inside one element with `data-person="ID"`. That element is cut as a range
of bytes, so that every other byte of the page stays what it was. Of JSON and feeds, whole entries are cut.
"""

from __future__ import annotations

import functools
import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .absence import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .absence import Searcher

_TAG = re.compile(
    rb"""<!--(?:.*?)(?:-->|\Z)|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_MARKED = re.compile(rb"""data-person\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<html\b[^>]*?\slang\s*=\s*["']?([A-Za-z-]+)""", re.IGNORECASE)
_ENTRY = re.compile(rb"<(entry|item|url)\b[^>]*(?<!/)>.*?</\1\s*>[ \t]*\r?\n?", re.DOTALL)
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset(b"script style textarea title".split())
#: The elements that the beginning of another ends, where their own end is left out.
_ENDED_BY = {
    b"li": frozenset([b"li"]),
    b"dt": frozenset([b"dt", b"dd"]),
    b"dd": frozenset([b"dt", b"dd"]),
    b"tr": frozenset([b"tr"]),
    b"td": frozenset([b"td", b"th", b"tr"]),
    b"th": frozenset([b"td", b"th", b"tr"]),
    b"option": frozenset([b"option"]),
}
#: Where no paragraph may stand.
_NO_PARAGRAPH = frozenset(b"table thead tbody tfoot tr dl select p a span h1 h2 h3 h4 h5 h6 svg head".split())
#: Elements that are as large as a page.
_WHOLE = frozenset(b"html head body main".split())
_MARK = b"data-person"
_LOOKS_MARKED_UP = (".html", ".htm", ".xhtml")
_ENTRIES = (".xml", ".atom", ".rss")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a page: its bytes from `start` to `end`, its name, and that of the element around it."""

    start: int
    end: int
    name: bytes
    around: bytes
    attributes: tuple[tuple[str, str], ...]


def is_page(own: str) -> bool:
    """Whether a published file is HTML, by its name."""
    return own.lower().endswith(_LOOKS_MARKED_UP)


@functools.cache
def lines() -> dict[str, str]:
    """The line that is left where a person stood, by language."""
    table: dict[str, str] = json.loads(Path(__file__).with_name("withdrawn.json").read_text("utf-8"))
    return table


# -- HTML --------------------------------------------------------------------------------------------------------------


def people_in(page: bytes) -> set[str]:
    """The ids of everybody whom a page shows."""
    if _MARK not in page.lower():
        return set()
    found: set[str] = set()
    for tag in _TAG.finditer(page):
        if tag["name"] and not tag["end"] and _MARK in tag["rest"].lower():
            found.update(dict(_attributes(tag["rest"])).get("data-person", "").split())
    return found


def _may_show(page: bytes, person: str) -> bool:
    """Whether a page holds the mark of a person anywhere, at a glance: most pages show nobody, or somebody else."""
    marks = b" ".join(b" ".join(found) for found in _MARKED.findall(page))
    return person in html.unescape(marks.decode("utf-8", "replace")).split()


def cut_person(page: bytes, person: str, *, line: bool) -> bytes:
    """A page without everything that shows a person; every other byte as it was.

    `line`: leave a line in the page's language where the person stood, once, where a paragraph may stand.
    """
    if not _may_show(page, person):
        return page
    found = elements(page, lambda _, given: person in dict(given).get("data-person", "").split())
    said = _line(page) if line else b""
    pieces, place = [], 0
    for element in _outermost(found):
        pieces.append(page[place : element.start])
        if said and (left := _left(element, said)):
            pieces.append(left)
            said = b""
        place = element.end
    return b"".join([*pieces, page[place:]])


def said_in(page: bytes, person: str, *, everything: bool) -> list[str]:
    """What a person is quoted with on a page: the quotations of their elements; with `everything`, paragraphs too."""
    if not _may_show(page, person):
        return []
    found = elements(page, lambda _, given: person in dict(given).get("data-person", "").split())
    wanted = {b"blockquote", b"q", *([b"p"] if everything else [])}
    said = []
    for element in _outermost(found):
        inner = page[element.start : element.end]
        parts = _outermost(elements(inner, lambda name, _: name in wanted))
        said += [bare(inner[part.start : part.end].decode("utf-8", "replace")) for part in parts]
    return said


def elements(page: bytes, wanted: Callable[[bytes, tuple[tuple[str, str], ...]], bool]) -> list[Element]:
    """The elements of a page that are wanted, by name and attributes, in the order in which they begin.

    An element whose end is missing reaches to that of the element around it: too much is cut rather than too little.
    """
    open_: list[tuple[bytes, int, tuple[tuple[str, str], ...] | None]] = []
    found: list[Element] = []
    raw = b""

    def close(depth: int, end: int, own_end: int) -> None:
        while len(open_) > depth:
            name, start, given = open_.pop()
            if given is not None:
                around = open_[-1][0] if open_ else b""
                found.append(Element(start, own_end if len(open_) == depth else end, name, around, given))

    for tag in _TAG.finditer(page):
        name = (tag["name"] or b"").lower()
        if not name or (raw and not (tag["end"] and name == raw)):
            continue
        raw = b""
        if tag["end"]:
            depth = max((index for index, one in enumerate(open_) if one[0] == name), default=-1)
            if depth >= 0:
                close(depth, tag.start(), tag.end())
            continue
        given = tuple(_attributes(tag["rest"]))
        while open_ and name in _ENDED_BY.get(open_[-1][0], ()):
            close(len(open_) - 1, tag.start(), tag.start())
        kept = given if wanted(name, given) else None
        foreign = any(one[0] in (b"svg", b"math") for one in open_)
        if name in _VOID or (foreign and tag["rest"].endswith(b"/")):
            if kept is not None:
                found.append(Element(tag.start(), tag.end(), name, open_[-1][0] if open_ else b"", kept))
            continue
        open_.append((name, tag.start(), kept))
        raw = name if name in _RAW else b""
    close(0, len(page), len(page))
    return sorted(found, key=lambda element: (element.start, -element.end))


def _attributes(rest: bytes) -> Iterator[tuple[str, str]]:
    """Names and values; of a name that stands twice the first one counts, as in browsers."""
    seen = set()
    for match in _ATTRIBUTE.finditer(rest):
        name = match[1].lower().decode("utf-8", "replace")
        if name not in seen:
            seen.add(name)
            value = match[2] or match[3] or match[4] or b""
            yield name, html.unescape(value.decode("utf-8", "replace"))


def _outermost(found: list[Element]) -> Iterator[Element]:
    end = -1
    for element in found:
        if element.start >= end:
            end = element.end
            yield element


def _line(page: bytes) -> bytes:
    """The line for a page's language, or nothing where there is none."""
    match = _LANGUAGE.search(page)
    tag = match[1].decode().lower().partition("-")[0] if match else ""
    return html.escape(lines().get(tag, ""), quote=False).encode()


def _left(element: Element, said: bytes) -> bytes:
    if element.name in _NO_PARAGRAPH or element.around in _NO_PARAGRAPH or element.name in (b"td", b"th", b"dd", b"dt"):
        return b""
    name = b"li" if element.around in (b"ul", b"ol", b"menu") else b"p"
    return b"<" + name + b' class="absent">' + said + b"</" + name + b">"


# -- what else holds a trace -------------------------------------------------------------------------------------------


def cut_traces(own: str, data: bytes, searcher: Searcher) -> bytes | None:
    """A file without what holds a trace, where that can be cut without harm to the rest; None where it cannot.

    Of a page: comments, entries of its head, data for machines, and links to where a person stood. Of JSON: entries of
    lists, and members under a person's id. Of feeds and lists of addresses: entries.
    """
    name = own.lower()
    if name.endswith(_LOOKS_MARKED_UP):
        return _cut_page(data, searcher)
    if name.endswith((".json", ".jsonld", ".geojson")):
        return _cut_json(data, searcher)
    if name.endswith(_ENTRIES):
        return _ENTRY.sub(lambda match: b"" if _holds(searcher, ".xml", match[0]) else match[0], data)
    return None


def _holds(searcher: Searcher, kind: str, data: bytes) -> bool:
    traces, _ = searcher.search_bytes(kind, data)
    return bool(traces)


def _cut_page(page: bytes, searcher: Searcher) -> bytes:
    ids = {person.id for person in searcher.people}

    def wanted(name: bytes, given: tuple[tuple[str, str], ...]) -> bool:
        values = dict(given)
        if name == b"script":
            return values.get("type", "").endswith("json")
        if name in (b"meta", b"link"):
            return True
        if name == b"a":
            return any(values.get("href", "").endswith((f"#person-{one}", f"#{one}")) for one in ids)
        return name not in _WHOLE and values.get("id", "") in {*ids, *(f"person-{one}" for one in ids)}

    spans = []
    for element in _outermost(elements(page, wanted)):
        piece = page[element.start : element.end]
        if element.name not in (b"script", b"meta", b"link") or _holds(searcher, ".html", piece):
            spans.append((element.start, element.end))
    comments = re.finditer(rb"<!--.*?(?:-->|\Z)", page, re.DOTALL)
    spans += [match.span() for match in comments if _holds(searcher, ".html", match[0])]
    pieces, place = [], 0
    for start, end in sorted(spans):
        if start >= place:
            pieces.append(page[place:start])
            place = end
    return b"".join([*pieces, page[place:]])


def _cut_json(data: bytes, searcher: Searcher) -> bytes | None:
    ids = {person.id for person in searcher.people}
    try:
        value = json.loads(data.decode("utf-8-sig"))
        rest, spoilt = _without(value, lambda text: searcher.in_value(text) or text in ids, ids)
    except (ValueError, RecursionError):
        return None
    if spoilt:
        return None
    indent = 1 if b"\n" in data.strip() else None
    separators = (",", ":") if b": " not in data else None
    return json.dumps(rest, ensure_ascii=data.isascii(), indent=indent, separators=separators).encode() + (
        b"\n" if data.endswith(b"\n") else b""
    )


def _without(value: Any, traced: Callable[[str], bool], ids: set[str]) -> tuple[Any, bool]:
    """A JSON value without entries that hold a trace, and whether it holds one itself that no list around it lost."""
    if isinstance(value, str):
        return value, traced(value)
    if isinstance(value, list):
        kept = [_without(one, traced, ids) for one in value]
        return [one for one, spoilt in kept if not spoilt], False
    if isinstance(value, dict):
        members, spoilt = {}, False
        for key, one in value.items():
            if key in ids:
                continue
            rest, bad = _without(one, traced, ids)
            members[key] = rest
            spoilt = spoilt or bad or traced(key)
        return members, spoilt
    return value, False
