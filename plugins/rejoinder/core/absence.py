"""Proof of absence: the bytes of published files are searched for everything by which a person could be known.

What is looked for: the id as a whole word, each full name, and any five consecutive words of what the person said, in
every language. Text is compared without case, diacritics, Arabic vowel marks, invisible characters, punctuation and
markup, so that neither `<b>`, `&nbsp;`, a soft hyphen nor a line break hides anything. A file is searched as what it
is: HTML and XML with attributes, comments and scripts; JSON value by value and as a whole; archives and compressed
copies inside; pictures in their metadata; anything else as the text that its bytes hold. What cannot be read is told,
never taken for clean.

Limits: names are found as they are written in the record, not in other grammatical cases; a name of one word is looked
for nowhere, because it is many people's; pixels, sound and outlines of letters are not read.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import html
import importlib
import io
import json
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: So many consecutive words are a trace of somebody.
RUN = 5
#: A shorter statement is looked for as a whole, from so many words on: less is said by everybody.
_SHORTEST = 4
#: Letters at the beginning of a pattern that are looked for first.
_ANCHOR = 8
#: A file is read in windows of so many bytes, each beginning with the end of the last: longer than any run of five
#: words with the markup between them.
_WINDOW, _OVERLAP = 8 << 20, 64 << 10
#: Between two letters that only markup parts, and between two values that no run may cross.
_SOFT, _WALL = "\x01", "\x02"
#: Archives lie in archives at most so deep.
_DEEPEST = 4

#: Letters of scripts that put no spaces between words; two of them count as one word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNIT = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_LETTER = re.compile(rf"[^\W_]|{_WALL}")
_NO_LETTER = re.compile(rf"(?:[^\w{_WALL}]|_)+")
_FORMS = str.maketrans(
    {"ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ہ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك", "ٱ": "ا", "ـ": None, "ء": None}
)
_HAS_FORMS = re.compile("[ىیېةہەکڪٱـء]")

_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(script|style)\b[^>]*+>.*?(?:</\1\b|\Z)|<[/!?]?[A-Za-z](?:[^<>"']|"[^"]*+"|'[^']*+')*+>""",
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_SCRIPT = re.compile(r"<(?:script|style)\b[^>]*+>(.*?)(?:</(?:script|style)\b|\Z)", re.DOTALL | re.IGNORECASE)
_VALUE = re.compile(r"""(?<![\w:-])([\w:-]{1,80}+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_TARGET = re.compile(r"\]\([^()\s]*\)")  # of a link in Markdown
_ESCAPE = re.compile(r"\\(?:u\{?([0-9A-Fa-f]{4,6})\}?|x([0-9A-Fa-f]{2})|([nrtbf\"'/\\]))")
_PRINTABLE = re.compile(
    rb"(?:[\x20-\x7e\t\r\n]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){8,}"
)
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x04\x06]){6,}")
#: What says of a file that it is compressed or packed, by its first bytes.
_GZIP, _ZIP, _PDF = b"\x1f\x8b", b"PK\x03\x04", b"%PDF-"
_MARKED_UP = (".html", ".htm", ".xhtml", ".xml", ".svg", ".atom", ".rss", ".opf", ".ncx")
_DATA = (".json", ".jsonld", ".geojson", ".webmanifest", ".ndjson", ".jsonl")
_PROSE = (".txt", ".md", ".csv", ".vtt", ".srt")

Kind = Literal["id", "name", "words"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who must be absent. Never printed: `names` and `words` are what nobody may see any more."""

    id: str
    names: tuple[str, ...] = field(default=(), repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """A trace of somebody: the file, the person's id, what it is, and in which part of the file. Never the words."""

    own: str
    person: str
    kind: Kind
    where: str


@dataclass(frozen=True, slots=True, order=True)
class Unread:
    """A file that could not be searched, and why."""

    own: str
    reason: str


# -- normal form -------------------------------------------------------------------------------------------------------


@functools.cache
def _invisible() -> re.Pattern[str]:
    """Combining marks and characters without a shape: soft hyphens, joiners, direction marks, variation selectors."""
    marks = [chr(code) for code in range(0xAD, 0xFFFE) if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf")]
    return re.compile(f"[{''.join(marks)}]+")  # of the basic plane alone: any other makes the whole class slow


_FAR = re.compile("[\U000e0000-\U000e01ef]")  # tags and variation selectors beyond the basic plane


def normal(text: str) -> str:
    """A text without case, diacritics, invisible characters and variants of letters; punctuation stays."""
    lowered = text.lower()
    return lowered if text.isascii() else _BEYOND_ASCII.sub(lambda match: _folded(match[0]), lowered)


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


@functools.lru_cache(maxsize=1 << 16)
def _folded(text: str) -> str:
    """The normal form of letters beyond ASCII. A site repeats its words, so most of them are known."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    folded = _FAR.sub("", _invisible().sub("", folded))
    return folded.translate(_FORMS) if _HAS_FORMS.search(folded) else folded


def bare(markup: str) -> str:
    """The text of a piece of HTML: without tags, entities decoded."""
    return html.unescape(_TAG.sub(" ", markup))


# -- what is looked for ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Letters without anything between them. `cuts`: after how many letters a word ends, where that must be so."""

    letters: str
    person: str
    kind: Kind
    cuts: tuple[int, ...] = ()
    open_start: bool = False
    open_end: bool = False


def _runs(text: str) -> Iterator[list[str]]:
    """Every run of words of a text that is long enough to be a trace, or the whole where it is short."""
    units = _UNIT.findall(normal(bare(text)))
    weights = [1 if re.match(f"[{_UNSPACED}]", unit) else 2 for unit in units]
    start = weight = 0
    found = False
    for end, own in enumerate(weights):
        weight += own
        while weight - weights[start] >= 2 * RUN:
            weight -= weights[start]
            start += 1
        if weight >= 2 * RUN:
            found = True
            yield units[start : end + 1]
    if not found and weight >= 2 * _SHORTEST:
        yield units


def _names(name: str) -> Iterator[list[str]]:
    """A full name, and the same with its last word first, as lists of names have it."""
    words = _UNIT.findall(normal(bare(name)))
    if len(words) > 1:
        yield words
        yield [words[-1], *words[:-1]]


def _patterns(person: Person) -> Iterator[_Pattern]:
    for name in person.names:
        for words in _names(name):
            cuts, length = [], 0
            for word in words[:-1]:
                length += len(word)
                cuts.append(length)
            unspaced = bool(re.match(f"[{_UNSPACED}]", words[0]))
            yield _Pattern("".join(words), person.id, "name", () if unspaced else tuple(cuts), unspaced, unspaced)
    for text in person.words:
        for words in _runs(text):
            first, last = (bool(re.match(f"[{_UNSPACED}]", word)) for word in (words[0], words[-1]))
            yield _Pattern("".join(words), person.id, "words", (), first, last)


class Searcher:
    """Looks for some people in files. Made once, used for every file; time is linear in what is read."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        patterns = {pattern for person in self.people for pattern in _patterns(person)}
        self._by_anchor: dict[str, list[_Pattern]] = {}
        self._short = min((len(pattern.letters) for pattern in patterns), default=_ANCHOR)
        self._anchor = min(self._short, _ANCHOR)
        for pattern in sorted(patterns, key=lambda pattern: (pattern.person, pattern.kind, pattern.letters)):
            self._by_anchor.setdefault(pattern.letters[: self._anchor], []).append(pattern)
        self._anchors = re.compile(_alternatives(self._by_anchor)) if self._by_anchor else None
        self.token = _token(self.people)
        self._own = {person.id.lower(): person.id for person in self.people}
        self._ids, self._plain, self._placed = _id_patterns(list(self._own))

    # -- files -------------------------------------------------------------------------------------------------------

    def search(self, folder: Path, own: str) -> tuple[list[Trace], list[Unread]]:
        """The traces in one published file, its address among them; and the file itself when it cannot be read."""
        found = _Found(own)
        self._address(found, own)
        try:
            with open(folder / own, "rb") as file:
                self._stream(found, own, file, 0)
        except OSError as error:
            found.unread(error.strerror or "it cannot be opened")
        return found.result()

    def in_address(self, own: str) -> list[Trace]:
        """The traces in a file's address."""
        found = _Found(own)
        self._address(found, own)
        return found.result()[0]

    def _address(self, found: _Found, own: str) -> None:
        for part in own.split("/"):
            self._text(found, unquote(part), "address", prose=False)

    def search_bytes(self, own: str, data: bytes) -> tuple[list[Trace], list[Unread]]:
        """The traces in what a file would hold."""
        found = _Found(own)
        self._stream(found, own, io.BytesIO(data), 0)
        return found.result()

    def in_text(self, text: str) -> bool:
        """Whether a piece of text or markup holds any trace."""
        found = _Found("")
        self._marked_up(found, text, "")
        return bool(found.traces)

    def in_value(self, text: str) -> bool:
        """Whether a value of JSON or an attribute holds any trace."""
        found = _Found("")
        self._json_text(found, text, "")
        return bool(found.traces)

    def _stream(self, found: _Found, own: str, file: Any, depth: int) -> None:
        """Search a file of any kind. `own` gives its kind, unless its first bytes do."""
        head = file.read(16)
        file.seek(0)
        name = own.lower()
        if depth > _DEEPEST:
            found.unread("it holds archives in archives")
        elif head.startswith(_GZIP):
            self._gzip(found, name, file, depth)
        elif head.startswith(_ZIP):
            self._zip(found, file, depth)
        elif name.endswith(".br"):
            self._brotli(found, name, file, depth)
        elif head.startswith(_PDF) or name.endswith(".pdf"):
            self._pdf(found, file)
        elif name.endswith(".zst"):
            found.unread("it is compressed in a way that cannot be read here")
        else:
            self._windows(found, name, file)

    def _gzip(self, found: _Found, name: str, file: Any, depth: int) -> None:
        try:
            self._binary(found, file.read(512))  # its head may hold a name and a remark
            file.seek(0)
            with gzip.GzipFile(fileobj=file, mode="rb") as inner:
                self._stream(found, name.removesuffix(".gz").removesuffix("z"), inner, depth + 1)
        except (OSError, EOFError, zlib.error):
            found.unread("it is compressed and damaged")

    def _zip(self, found: _Found, file: Any, depth: int) -> None:
        try:
            with zipfile.ZipFile(file) as archive:
                self._values(found, "archive", archive.comment.decode("utf-8", "replace"))
                for entry in archive.infolist():
                    self._values(
                        found, "archive", f"{entry.filename} {_WALL} {entry.comment.decode('utf-8', 'replace')}"
                    )
                    with archive.open(entry) as inner:
                        self._stream(found, entry.filename, io.BytesIO(inner.read()), depth + 1)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError):
            found.unread("it is an archive that is damaged or locked")

    def _brotli(self, found: _Found, name: str, file: Any, depth: int) -> None:
        brotli = optional("brotli")
        if brotli is None:
            found.unread("it is compressed, and the library brotli is not installed")
            return
        try:
            data = brotli.decompress(file.read())
        except brotli.error:
            found.unread("it is compressed and damaged")
            return
        self._stream(found, name.removesuffix(".br"), io.BytesIO(data), depth + 1)

    def _pdf(self, found: _Found, file: Any) -> None:
        pypdf = optional("pypdf")
        if pypdf is None:
            found.unread("it is a PDF, and the library pypdf is not installed")
            return
        try:
            document = pypdf.PdfReader(file)
            pages = [page.extract_text() for page in document.pages]
            described = [str(value) for value in (document.metadata or {}).values()]
        except Exception:  # noqa: BLE001 - pypdf raises what its parts raise
            found.unread("it is a PDF that cannot be read")
            return
        if not any(page.strip() for page in pages):
            found.unread("it is a PDF without text, such as a scan")
        self._text(found, re.sub(r"-\n", "", "\n".join(pages)), "text", prose=True)
        self._values(found, "metadata", f" {_WALL} ".join(described))
        file.seek(0)
        self._binary(found, file.read())

    def _windows(self, found: _Found, name: str, file: Any) -> None:
        """Search a file in windows that overlap; nearly every file is one window."""
        data = file.read(_WINDOW)
        whole = True
        while data:
            more = file.read(_WINDOW)
            whole = whole and not more
            self._window(found, name, data, whole=whole)
            data = data[-_OVERLAP:] + more if more else b""

    def _window(self, found: _Found, name: str, data: bytes, *, whole: bool) -> None:
        if (metadata := _metadata(data)) is not None:
            for piece in metadata:
                self._binary(found, piece)
            return
        text = _decoded(data)
        if text is None:
            self._binary(found, data)
        elif name.endswith(_DATA):
            self._json(found, text, whole=whole)
        elif name.endswith(_MARKED_UP) or text.lstrip("\ufeff \t\r\n")[:1] == "<":
            self._marked_up(found, text, "text")
        else:
            if whole and text.lstrip()[:1] in ("{", "["):
                self._json(found, text, whole=True)
            if name.endswith(".md"):
                text = _TARGET.sub("]", text)
            self._text(found, text, "text", prose=name.endswith(_PROSE))
            if "\\" in text:
                self._text(found, _unescaped(text), "text", prose=False)

    # -- kinds of text -----------------------------------------------------------------------------------------------

    def _marked_up(self, found: _Found, markup: str, where: str, depth: int = 0) -> None:
        """HTML or XML: its text, its attributes, its comments and its scripts."""
        if "<![CDATA[" in markup:
            markup = markup.replace("<![CDATA[", _SOFT).replace("]]>", _SOFT)
        text = _TAG.sub(_SOFT, markup)
        if "&" in text:
            text = html.unescape(text)
        self._text(found, text, where, prose=True)
        if depth < 3 and (text.count("<") or "&" in text) and (_TAG.search(text) or html.unescape(text) != text):
            self._marked_up(found, text, where, depth + 1)  # markup inside markup, as feeds carry it
        if "<" not in markup:
            return
        values = [f"{name}={one or two or three}" for name, one, two, three in _VALUE.findall(_COMMENT.sub("", markup))]
        if values:
            self._values(found, "attributes", f" {_WALL} ".join(dict.fromkeys(values)))
        if "<!--" in markup:
            for inner in _COMMENT.findall(markup):
                self._text(found, bare(inner), "comments", prose=False)
                self._values(found, "comments", inner)
        if depth < 2 and ("<script" in markup or "<style" in markup):
            for inner in _SCRIPT.findall(markup):
                self._json(found, inner, whole=True, where="scripts")

    def _values(self, found: _Found, where: str, text: str) -> None:
        """Values of attributes, parts of addresses: with entities and percent signs decoded too."""
        if "&" in text:
            text = html.unescape(text)
        self._text(found, text, where, prose=True)
        if "%" in text:
            self._text(found, unquote(text), where, prose=True)
        if "<" in text:
            self._text(found, bare(text), where, prose=True)

    def _json(self, found: _Found, text: str, *, whole: bool, where: str = "values") -> None:
        """JSON: each string by itself, and all of them in a row, because an index may hold a text word by word."""
        values: list[str] | None = None
        if whole:
            try:
                values = list(_strings(json.loads(text.lstrip("\ufeff"))))
            except (ValueError, RecursionError):
                values = None
        if values is None:
            self._text(found, _unescaped(text), where, prose=False)
            self._marked_up(found, _unescaped(text), where, depth=2)
            return
        for value in values:
            self._json_text(found, value, where)
        self._text(found, f" {_SOFT} ".join(values), where, prose=True)

    def _json_text(self, found: _Found, value: str, where: str) -> None:
        self._text(found, value, where, prose=" " in value)
        if "<" in value or "&" in value:
            self._marked_up(found, value, where)
        elif "%" in value:
            self._text(found, unquote(value), where, prose=True)

    def _binary(self, found: _Found, data: bytes) -> None:
        """The text that lies in bytes of any kind: in UTF-8, and in UTF-16 as cameras write it."""
        for match in _PRINTABLE.finditer(data):
            text = match[0].decode("utf-8", "replace")
            self._text(found, text, "metadata", prose=False)
            if "<" in text or "&" in text:
                self._marked_up(found, text, "metadata")
        for match in _WIDE.finditer(data):
            self._text(found, match[0].decode("utf-16-le", "replace"), "metadata", prose=False)

    # -- text --------------------------------------------------------------------------------------------------------

    def _text(self, found: _Found, text: str, where: str, *, prose: bool) -> None:
        """Search text. In prose an id that is a plain word counts only where it stands as an address does."""
        spaced = normal(text)
        self._search_ids(found, spaced, where, prose=prose)
        if self._anchors is not None:
            self._search_patterns(found, self._anchors, spaced, where)

    def _search_ids(self, found: _Found, spaced: str, where: str, *, prose: bool) -> None:
        for ids, before in (
            (self._ids, _BEFORE_ID),
            (None if prose else self._plain, _BEFORE_ID),
            (self._placed, _BEFORE_PLACED),
        ):
            for match in ids.finditer(spaced) if ids is not None else ():
                if before.search(spaced, max(0, match.start() - 16), match.start()):
                    found.add(self._own[match[0]], "id", where)

    def _search_patterns(self, found: _Found, anchors: re.Pattern[str], spaced: str, where: str) -> None:
        """Names and runs: their first letters by one expression, the rest of those that begin so by comparison."""
        letters = _NO_LETTER.sub("", spaced)
        places: list[int] | None = None
        match = anchors.search(letters)
        while match is not None:
            for pattern in self._by_anchor[match[0]]:
                if found.has(pattern.person, pattern.kind, where):
                    continue
                if not letters.startswith(pattern.letters, match.start()):
                    continue
                if places is None:
                    places = [place.start() for place in _LETTER.finditer(spaced)]
                if _stands_alone(pattern, match.start(), places):
                    found.add(pattern.person, pattern.kind, where)
            match = anchors.search(letters, match.start() + 1)


def _token(people: tuple[Person, ...]) -> str:
    """A digest of what is looked for and of how: what was clean of it once is clean of it still."""
    digest = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=20)
    for person in people:
        digest.update(json.dumps([person.id, person.names, person.words]).encode())
    digest.update(f"{optional('brotli') is None}{optional('pypdf') is None}".encode())
    return digest.hexdigest()


class _Found:
    """What was found in one file, each thing once."""

    def __init__(self, own: str) -> None:
        self._own = own
        self.traces: dict[Trace, None] = {}
        self._unread: dict[Unread, None] = {}

    def add(self, person: str, kind: Kind, where: str) -> None:
        self.traces[Trace(self._own, person, kind, where)] = None

    def has(self, person: str, kind: Kind, where: str) -> bool:
        return Trace(self._own, person, kind, where) in self.traces

    def unread(self, reason: str) -> None:
        self._unread[Unread(self._own, reason)] = None

    def result(self) -> tuple[list[Trace], list[Unread]]:
        return sorted(self.traces), sorted(self._unread)


#: What may stand before an id, up to it: the beginning, anything that is no part of a word, or our own prefixes.
_BEFORE_ID = re.compile(r"(?:\A|(?<![\w-])(?:person-|testimony-)?)\Z")
_BEFORE_PLACED = re.compile(r"""(?:\b(?:person-|testimony[:=/-]|people/)|data-person=["']?|[#/])\Z""")

# -- helpers -----------------------------------------------------------------------------------------------------------


def _stands_alone(pattern: _Pattern, start: int, places: list[int]) -> bool:
    """Whether letters that were found begin and end where words do. `places`: where each letter stands in the text."""
    end = start + len(pattern.letters)

    def parted(index: int) -> bool:
        return index in (0, len(places)) or places[index] - places[index - 1] > 1

    if not (pattern.open_start or parted(start)) or not (pattern.open_end or parted(end)):
        return False
    return all(parted(start + cut) for cut in pattern.cuts)


def _alternatives(words: Iterable[str]) -> str:
    """A regular expression for some words of one length, which looks at each letter of a text hardly more than once."""
    tree: dict[str, list[str]] = {}
    for word in words:
        tree.setdefault(word[0], []).append(word[1:])
    branches = []
    for first, rests in sorted(tree.items()):
        following = {rest for rest in rests if rest}
        branches.append(re.escape(first) + (_alternatives(following) if following else ""))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _id_patterns(ids: list[str]) -> tuple[re.Pattern[str] | None, ...]:
    """Three patterns: ids with a digit or hyphen, anywhere; plain words, anywhere; and plain words as an address.

    An id such as `usher` is a word of the language too, so that prose may hold it.
    """
    plain = [own.lower() for own in ids if own.isalpha()]
    others = [own.lower() for own in ids if not own.isalpha()]
    whole, placed = r"(?![\w-])", r"(?=[\"'#?&/\s]|\.[a-z]|\Z)"
    return tuple(
        re.compile("(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")" + end)
        if words
        else None
        for words, end in ((others, whole), (plain, whole), (plain, placed))
    )


@functools.cache
def optional(name: str) -> Any:
    """A library that need not be there."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _decoded(data: bytes) -> str | None:
    """Bytes as text; None when they are none. A window may begin and end inside a character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < 4 or error.start > len(data) - 4:
            return data.decode("utf-8", "replace")
        text = data.decode("utf-8", "replace")
        return text if text.count("\ufffd") < len(text) // 50 else None


def _unescaped(text: str) -> str:
    """A text with the escapes of JSON and JavaScript resolved."""

    def char(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            return chr(int(code, 16)) if int(code, 16) < 0x110000 else " "
        return match[3] if match[3] in "\"'/\\" else " "

    resolved = _ESCAPE.sub(char, text)
    return resolved.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _strings(value: Any) -> Iterator[str]:
    """Every string of a JSON value, keys among them, in order."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            pending.extend(reversed(one))
        elif isinstance(one, dict):
            pending.extend(part for pair in reversed(one.items()) for part in reversed(pair))


def _metadata(data: bytes) -> list[bytes] | None:
    """The parts of a picture that hold no pixels; None for what is no picture of a kind that is known here."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _jpeg(data: bytes) -> list[bytes]:
    """Segments of a JPEG but the compressed picture (ITU T.81, annex B), and whatever follows it."""
    found, place = [], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if kind == 0xDA:
            break
        found.append(data[place + 4 : place + 2 + length])
        place += 2 + length
    end = data.rfind(b"\xff\xd9")
    return [*found, data[end + 2 :] if end >= place else data[place:]]


def _png(data: bytes) -> list[bytes]:
    """Chunks of a PNG but the pixels (https://www.w3.org/TR/png-3/), compressed ones opened."""
    found, place = [], 8
    while place + 12 <= len(data):
        length, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        body = data[place + 8 : place + 8 + length]
        if kind == b"IEND":
            break
        if kind not in (b"IDAT", b"fdAT", b"PLTE"):
            found.append(body)
            if kind in (b"zTXt", b"iTXt", b"iCCP"):
                for start in [match.end() for match in re.finditer(rb"\0", body[:200])]:
                    opened = zlib.decompressobj()
                    try:
                        found.append(opened.decompress(body[start + (kind != b"iTXt") :]))
                    except zlib.error:
                        continue
        place += 12 + length
    return [*found, data[place:]]


def _webp(data: bytes) -> list[bytes]:
    """Chunks of a WebP but the pixels (https://developers.google.com/speed/webp/docs/riff_container)."""
    found, place = [], 12
    while place + 8 <= len(data):
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        if data[place : place + 4] not in (b"VP8 ", b"VP8L", b"ALPH", b"ANMF"):
            found.append(data[place + 8 : place + 8 + length])
        place += 8 + length + length % 2
    return [*found, data[place:]]
