"""A text as its reviewer reads it: passages, each knowing where it stands, whose voice it is in, and what it cites.

`markup` turns a text into HTML; this turns the same events into plain words with a place for each of them.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from . import citation, markup
from .explainer import Explainer, Page, place_in_field
from .position import Positions
from .words import WITHOUT_SPACES, Word, Written, language_of, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .talking_point import TalkingPoint

#: Where a passage stands. `text` is a paragraph; `claim` the paraphrase of a talking point.
Scope = Literal[
    "title",
    "slug",
    "answer",
    "glance",
    "heading",
    "text",
    "item",
    "cell",
    "quotation",
    "speaker",
    "claim",
    "reason",
    "audience",
    "content-note",
    "summary",
    "correction",
    "alt",
]
#: Whose words: ours, somebody's whom the text quotes, or the claim that the text answers.
Voice = Literal["own", "quotation", "claim"]
#: How many words before and after a place can belong to it: no real sentence is longer.
REACH = 80
#: Passages that are read alone, on cards, in feeds and in search results.
ALONE: tuple[Scope, ...] = ("title", "slug", "answer", "summary")


@dataclass(frozen=True, slots=True)
class Cited:
    """A key cited at a place of a passage. `figure` is the text of a fact value, empty for a plain citation."""

    at: int
    key: str
    locale: str = ""
    figure: str = ""
    name: str = ""


@dataclass(slots=True)
class Passage:
    """One piece of text in one voice.

    Attributes:
        text: the words as a reader meets them, without markup and note marks.
        scope, role: where it stands; the role is that of the section, or empty.
        language: its tag.
        cites: what it cites, in order, at places of `text`.
        quoted: spans inside quotation marks, quotation marks included.
        foreign: spans in another language, with their tag.
        links: spans of links to the outside, with their address.
        section: the index of its section in the text, -1 outside.
        block: the number of its block; a quotation and its speaker share one.
        where: the front matter field it stands in, empty for the body.
        offsets: pairs (index in `text`, byte offset in the file or field).
        memo: what value modules worked out about it, each under a key of its own.
    """

    text: str
    scope: Scope
    language: str
    role: str = ""
    voice: Voice = "own"
    cites: tuple[Cited, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    foreign: tuple[tuple[int, int, str], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    section: int = -1
    block: int = 0
    level: int = 0
    where: str = ""
    offsets: tuple[tuple[int, int], ...] = ((0, 0),)
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    _written: Written | None = field(default=None, repr=False, compare=False)
    _words: tuple[Word, ...] | None = field(default=None, repr=False, compare=False)
    _stems: frozenset[str] | None = field(default=None, repr=False, compare=False)
    _folded: frozenset[str] | None = field(default=None, repr=False, compare=False)
    _sentences: tuple[tuple[int, int], ...] | None = field(default=None, repr=False, compare=False)

    def _cut(self) -> Written:
        if self._written is None:
            self._written = Written(self.text, self.language)
        return self._written

    @property
    def written(self) -> list[str]:
        """Its words as it writes them, in order: much cheaper than `words`."""
        return self._cut().words

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, with their places and stems."""
        if self._words is None:
            self._words = self._cut().placed()
        return self._words

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all its words: they tell at once that no word of a group stands in it."""
        if self._stems is None:
            self._stems = self._cut().stems()
        return self._stems

    @property
    def folded(self) -> frozenset[str]:
        """The folded forms of all its words."""
        if self._folded is None:
            self._folded = self._cut().folded()
        return self._folded

    @property
    def length(self) -> int:
        """How many words it has. Where a script writes none apart, two letters are counted as one word."""
        if language_of(self.language) in WITHOUT_SPACES:
            return (sum(1 for character in self.text if character.isalnum()) + 1) // 2
        return len(self.written)

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Its sentences, as spans."""
        if self._sentences is None:
            self._sentences = sentences(self.text)
        return self._sentences

    def sentence_at(self, index: int) -> tuple[int, int]:
        """The sentence that holds a place."""
        position = bisect.bisect_right(self.sentences, index, key=lambda span: span[1])
        return self.sentences[position] if position < len(self.sentences) else (0, len(self.text))

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin between two places."""
        first = bisect.bisect_left(self.words, (start,))
        return self.words[first : bisect.bisect_left(self.words, (end,))]

    def words_around(self, index: int) -> tuple[Word, ...]:
        """The words of the sentence that holds a place, of an endless one those that stand nearest."""
        start, end = self.sentence_at(index)
        here = bisect.bisect_left(self.words, (index,))
        near = self.words[max(0, here - REACH) : here + REACH]
        return tuple(word for word in near if start <= word.start < end)

    def cited_in(self, start: int, end: int) -> tuple[Cited, ...]:
        """What is cited between two places, the end included: a mark stands after what it supports."""
        first = bisect.bisect_left(self.cites, start, key=lambda cited: cited.at)
        return self.cites[first : bisect.bisect_right(self.cites, end, key=lambda cited: cited.at)]

    def in_quotation(self, index: int) -> bool:
        """Whether a place lies inside quotation marks, or the whole passage is somebody's words."""
        if not self.quoted:
            return self.voice == "quotation"
        position = bisect.bisect_right(self.quoted, (index, len(self.text))) - 1
        return self.voice == "quotation" or (position >= 0 and index < self.quoted[position][1])

    def offset_of(self, index: int) -> int:
        """The byte offset, in the file or field, of a place in the text."""
        position = bisect.bisect_right(self.offsets, (index, 1 << 62)) - 1
        start, offset = self.offsets[max(0, position)]
        return offset + len(self.text[start:index].encode())


@dataclass(slots=True)
class Reading:
    """One text ready for review.

    `point` is its talking point; None on pages. `memo` holds what value modules worked out about it, each under a key
    of its own.
    """

    text: Explainer | Page
    passages: tuple[Passage, ...]
    point: TalkingPoint | None
    data: bytes
    comments: tuple[tuple[str, int], ...] = ()
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def place(self, passage: Passage, index: int) -> tuple[int, int]:
        """Line and column in the file of a place of a passage."""
        if passage.where:
            return place_in_field(self.data, passage.where, passage.offset_of(index))
        place = Positions(self.data).at(passage.offset_of(index))
        return place.line, place.column

    def of(self, *scopes: Scope, role: str = "") -> Iterator[Passage]:
        """The passages of some scopes, of one section when `role` is given."""
        for passage in self.passages:
            if (not scopes or passage.scope in scopes) and (not role or passage.role == role):
                yield passage

    @property
    def body(self) -> tuple[Passage, ...]:
        """The running text: paragraphs, items, cells and quotations."""
        return tuple(self.of("text", "item", "cell", "quotation"))

    @property
    def kind(self) -> str:
        """`explainer` or `page`."""
        return "explainer" if isinstance(self.text, Explainer) else "page"


_QUOTES = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"'}
_OPENING = re.compile('[“«„‘"]')
_LETTER = re.compile(r"\w")


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans inside quotation marks, nested ones within the outer. An apostrophe opens nothing."""
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    last = 0
    for opening in _OPENING.finditer(text):
        index = opening.start()
        closing = _QUOTES[opening[0]]
        before = text[index - 1] if index else " "
        if index < last or closing in unclosed or (opening[0] in '‘"' and _LETTER.match(before)):
            continue
        end = index + 1
        while (end := text.find(closing, end)) != -1:
            after = text[end + 1 : end + 2]
            if closing != "’" or not _LETTER.match(after or " "):
                break
            end += 1
        if end == -1:
            unclosed.add(closing)
            continue
        spans.append((index, end + 1))
        last = end + 1
    return tuple(spans)


def read(text: Explainer | Page, data: bytes, body_start: int, point: TalkingPoint | None) -> Reading:
    """The passages of a text: its front matter's, then its body's, then its claims' paraphrases."""
    fields, language = text.fields, text.language
    found: list[Passage] = []
    comments: list[tuple[str, int]] = []

    def plain(scope: Scope, where: str, value: str) -> None:
        if value:
            found.append(_finished(Passage(value, scope, language, where=where)))

    plain("title", "title", fields.title)
    found.append(Passage(text.slug.replace("-", " "), "slug", "en", where="title"))
    if isinstance(text, Explainer):
        found += _Collector(text.fields.answer, 0, language, "answer", "answer").run()
        found += _Collector(text.fields.glance, 0, language, "glance", "glance").run()
        plain("content-note", "content-note", text.fields.content_note)
        for index, audience in enumerate(text.fields.audience):
            plain("audience", f"audience.{index}", audience.replace("-", " "))
    else:
        plain("summary", "summary", text.fields.summary)
    body = data[body_start:].decode("utf-8")
    roles = [(section.offset, section.role) for section in text.sections]
    collector = _Collector(body, body_start, language, "text", "", roles)
    found += collector.run()
    comments += collector.comments
    if isinstance(text, Explainer) and point is not None:
        for claim in point.claims:
            spoken: tuple[tuple[Scope, Voice, dict[str, str]], ...] = (
                ("claim", "claim", claim.paraphrase),
                ("reason", "own", claim.reason),
            )
            for scope, voice, words_ in spoken:
                if language in words_:
                    found.append(
                        _finished(Passage(words_[language], scope, language, "claim", voice, where="talking-point"))
                    )
    return Reading(text, tuple(found), point, data, tuple(comments))


def _finished(passage: Passage) -> Passage:
    passage.quoted = quoted_spans(passage.text)
    return passage


class _Collector:
    """Walks the parser's events and closes a passage at the end of each block."""

    def __init__(
        self, text: str, base: int, language: str, scope: Scope, where: str, roles: list[tuple[int, str]] | None = None
    ) -> None:
        self.text, self.base, self.language, self.scope, self.where = text, base, language, scope, where
        self.roles = roles or []
        self.found: list[Passage] = []
        self.comments: list[tuple[str, int]] = []
        self.pieces: list[str] = []
        self.length = 0
        self.offsets: list[tuple[int, int]] = []
        self.cites: list[Cited] = []
        self.foreign: list[tuple[int, int, str]] = []
        self.links: list[tuple[int, int, str]] = []
        self.open: list[tuple[str, int, str]] = []
        self.skip = 0
        self.stack: list[Scope] = []
        self.quotes = 0
        self.speaker = False
        self.section = -1
        self.block = 0

    def run(self) -> list[Passage]:
        for event, span in markup.events(self.text):
            start = self.base + span["start"]
            if type(event) is str:
                if event in ("SoftBreak", "HardBreak") and not self.skip:
                    self._add(" ", start)
                continue
            ((kind, value),) = event.items()
            if kind == "Start":
                self._start(value)
            elif kind == "End":
                self._end(value)
            elif kind in ("Text", "Code") and not self.skip:
                self._text(value, start)
            elif kind in ("Html", "InlineHtml"):
                self._comment(value, start)
        self._close()
        return self.found

    def _comment(self, value: str, start: int) -> None:
        """Keep a comment, which the parser hands over line by line."""
        before, start_before = self.comments[-1] if self.comments else ("", 0)
        if "<!--" in before and "-->" not in before.rpartition("<!--")[2]:
            self.comments[-1] = before + value, start_before
        else:
            self.comments.append((value, start))

    def _text(self, value: str, start: int) -> None:
        if self.quotes and not self.speaker and value.startswith(markup.SPEAKER):
            before = self.pieces[-1] if self.pieces else " "
            if before.endswith(" "):  # a line of its own
                self._close()
                self.speaker = True
                cut = len(value) - len(value.lstrip("—–― \u00a0"))
                start += len(value[:cut].encode())
                value = value[cut:]
        self._add(value, start)

    def _add(self, value: str, start: int) -> None:
        self.offsets.append((self.length, start))
        self.pieces.append(value)
        self.length += len(value)

    def _start(self, tag: Any) -> None:
        name, detail = markup.named(tag)
        if name == "Link":
            self._link(detail)
        elif name == "Image":
            self.skip += 1
            self.open.append(("skip", self.length, ""))
        elif name in ("Paragraph", "Heading", "Item", "TableCell"):
            self._close()
            if name == "Heading":
                self.section += 1 if int(detail["level"][1]) <= 2 else 0
                self.stack.append("heading")
            elif name == "Item":
                self.stack.append("item")
            elif name == "TableCell":
                self.stack.append("cell")
        elif name == "BlockQuote":
            self._close()
            self.quotes += 1
            self.block += 1
            self.speaker = False

    def _end(self, tag: Any) -> None:
        name, _ = markup.named(tag)
        if name in ("Link", "Image"):
            self._end_link()
        elif name in ("Paragraph", "Heading", "Item", "TableCell"):
            self._close()
            if name != "Paragraph" and self.stack:
                self.stack.pop()
        elif name == "BlockQuote":
            self._close()
            self.quotes -= 1
            self.speaker = False

    def _link(self, link: dict[str, str]) -> None:
        if self.skip:
            self.skip += 1
            self.open.append(("skip", self.length, ""))
            return
        address, label = link["dest_url"], link["id"]
        if address == "unresolved:":
            self._trim()
            try:
                for cited in citation.parse(label):
                    self.cites.append(Cited(self.length, cited.key, cited.locale))
            except citation.CitationSyntaxError:
                pass
            self.skip += 1
            self.open.append(("skip", self.length, ""))
        elif address.startswith("fact:"):
            self.open.append(("fact", self.length, address.removeprefix("fact:")))
        elif address.startswith("lang:"):
            self.open.append(("lang", self.length, address.removeprefix("lang:")))
        else:
            self.open.append(("link", self.length, address))

    def _trim(self) -> None:
        while self.pieces and self.pieces[-1].endswith((" ", "\n")):
            short = self.pieces[-1].rstrip()
            self.length -= len(self.pieces[-1]) - len(short)
            self.pieces[-1] = short
            if short:
                break
            self.pieces.pop()
            self.offsets.pop()

    def _end_link(self) -> None:
        kind, start, value = self.open.pop() if self.open else ("", 0, "")
        if kind == "skip":
            self.skip -= 1
        elif kind == "fact":
            key, _, name = value.partition("#")
            self.cites.append(Cited(self.length, key, "", "".join(self.pieces)[start:], name))
        elif kind == "lang":
            self.foreign.append((start, self.length, value))
        elif kind == "link":
            self.links.append((start, self.length, value))

    def _close(self) -> None:
        text = "".join(self.pieces)
        if text.strip() or self.cites:
            scope: Scope = self.stack[-1] if self.stack else self.scope
            voice: Voice = "own"
            if self.quotes:
                scope, voice = ("speaker", "own") if self.speaker else ("quotation", "quotation")
            else:
                self.block += 1
            role = (
                next((role for offset, role in reversed(self.roles) if offset <= self.offsets[0][1]), "")
                if self.offsets
                else ""
            )
            self.found.append(
                Passage(
                    text,
                    scope,
                    self.language,
                    role,
                    voice,
                    tuple(self.cites),
                    quoted_spans(text),
                    tuple(self.foreign),
                    tuple(self.links),
                    self.section,
                    self.block,
                    0,
                    self.where,
                    tuple(self.offsets) or ((0, self.base),),
                )
            )
        self.pieces, self.length, self.offsets = [], 0, []
        self.cites, self.foreign, self.links, self.open = (
            [],
            [],
            [],
            [entry for entry in self.open if entry[0] == "skip"],
        )
