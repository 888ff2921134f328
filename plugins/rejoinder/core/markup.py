"""Markdown to parts: the one module that knows the parser (pyromark, a binding of pulldown-cmark).

A text becomes sections; a section becomes parts: safe HTML between the things that only the whole site can finish
(citations, fact values, components, links to other pages). HTML is written from the parser's events, escaped by
construction; no input HTML ever passes. Each part knows its byte offset in the file, so that a finding has a place.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyromark
from markupsafe import escape as _escape

from . import citation, links
from .finding import near
from .language import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ROLES = ("facts", "people", "claim", "technique", "instead", "real-harm", "conversation", "help")
COMPONENTS = ("claim", "site", "testimony")


@dataclass(frozen=True, slots=True)
class Cite:
    """`[@key]` or `[@one; @two]`: marks that lead to numbered notes."""

    citations: tuple[citation.Citation, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class FactValue:
    """`[149](fact:key#name)`: a figure of a fact, as the text writes it."""

    text: str
    key: str
    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Component:
    """`![](claim:id)` or `![](testimony:id)`, alone in its paragraph."""

    scheme: str
    id: str
    offset: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """The start of a link to another Markdown file of the site; the text and `</a>` follow as HTML."""

    target: str
    fragment: str
    offset: int


Part = str | Cite | FactValue | Component | PageLink


@dataclass(frozen=True, slots=True)
class Section:
    """A level-two heading and what follows it. `role` is empty where none applies; `heading` is empty for a lead."""

    id: str
    role: str
    heading: tuple[Part, ...]
    parts: tuple[Part, ...]
    ids: tuple[str, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the markup, at a byte offset of the file."""

    rule: str
    offset: int
    message: str
    help: str = ""


@dataclass(slots=True)
class Document:
    """What a text says. `words` counts the words a reader meets, headings included."""

    sections: list[Section] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    words: int = 0


_HOLDS_KEY = re.compile(r"^@|[\s;(-]@[A-Za-z0-9]")


def _unresolved(reference: Any) -> tuple[str, str] | None:
    # A citation is, to CommonMark, a shortcut reference without a definition. Footnotes are caught here too.
    if reference["reference"].startswith("^") or _HOLDS_KEY.search(reference["reference"]):
        return ("unresolved:", reference["link_type"])
    return None


_PARSER = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES,
    broken_link_callback=_unresolved,
)

_COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).)*-->)*\s*", re.DOTALL)
_WORD = re.compile(r"\w+(?:[’'‐-]\w+)*")
_ID = re.compile(r"[\w][\w-]*")
SPEAKER = ("— ", "— ", "―", "– ")
_PLAIN_TAGS = {
    "Paragraph": ("<p>", "</p>\n"),
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Item": ("<li>", "</li>\n"),
    "TableRow": ("<tr>", "</tr>\n"),
    "CodeBlock": ("<pre><code>", "</code></pre>\n"),
}
#: Blocks that hold other blocks: a component stands outside them all.
_CONTAINERS = frozenset({"BlockQuote", "Item", "Table"})


def events(text: str) -> Iterable[tuple[Any, dict[str, int]]]:
    """The parser's events with their ranges (UTF-8 bytes): for `parse`, and for reading a text as its reviewer does."""
    found: Iterable[tuple[Any, Any]] = _PARSER.events_with_range(text)
    return found


def parse(text: str, offset: int = 0, labels: dict[str, str] | None = None) -> Document:
    """Read a text with headings.

    Args:
        text: the Markdown.
        offset: where the text starts in its file, in bytes; added to every offset.
        labels: the standard headings of the language, lower case, with the role each one stands for.
    """
    return _Renderer(text, offset, labels or {}).run()


def parse_fragment(text: str, offset: int = 0, *, inline: bool = False) -> Document:
    """Read a text without headings (an answer, a caveat). With `inline`, a single paragraph without its `<p>`."""
    renderer = _Renderer(text, offset, {})
    renderer.headings_allowed = False
    document = renderer.run()
    if inline and document.sections:
        section = document.sections[0]
        parts = list(section.parts)
        if renderer.blocks == ["Paragraph"]:
            parts[0] = str(parts[0]).removeprefix("<p>")
            parts[-1] = str(parts[-1]).removesuffix("</p>\n")
            kept = tuple(part for part in parts if part != "")
            document.sections = [Section(section.id, "", (), kept, section.ids, section.offset)]
        else:
            document.problems.append(
                Problem("wrong-value", offset, "this text is more than one paragraph", "Write one or two sentences.")
            )
    return document


class _Renderer:
    """Walks the events once. `run` is the loop; each method below it handles one kind of event."""

    def __init__(self, text: str, base: int, labels: dict[str, str]) -> None:
        self.text = text
        self.source = text.encode()
        self.base = base
        self.labels = labels
        self.headings_allowed = True
        self.document = Document()
        self.out: list[Part] = []
        self.html: list[str] = []
        self.ids: list[str] = []
        self.section_id = ""
        self.section_role = ""
        self.section_heading: tuple[Part, ...] = ()
        self.section_offset = base
        self.heading: dict[str, Any] | None = None
        self.heading_at = 0
        self.level = 1
        self.open_links: list[str] = []
        self.fact: tuple[str, str, int, list[str]] | None = None
        self.quotes: list[str] = []
        self.in_table_head = False
        self.alone: Component | None = None
        self.alone_at = 0
        self.around: list[str] = []  # the kinds of what is open, outermost first
        self.blocks: list[str] = []  # the kinds of the outermost blocks so far
        self.html_block: list[str] | None = None
        self.block_start = 0
        self.skip_link = 0
        self.words = 0
        self.lead: int | None = None
        self.text_end = -1
        self.hijacked: set[str] = set()

    # -- the loop ------------------------------------------------------------------------------------------------

    def run(self) -> Document:
        for event, span in events(self.text):
            start = self.base + span["start"]
            if self.lead is None:
                self.lead = start
            if type(event) is str:
                if not self.skip_link:
                    self._mark(event, start)
                continue
            ((kind, value),) = event.items()
            if kind == "Text":
                if not self.skip_link:
                    self._text(value, start)
                    self.text_end = self.base + span["end"]
            elif kind == "Start":
                self._start(value, start)
            elif kind == "End":
                self._end(value, start)
            elif kind == "Code":
                self._plain(f"<code>{_escape(value)}</code>")
            elif kind in ("Html", "InlineHtml"):
                self._raw_html(value, start)
            else:
                self._problem("unknown-markup", start, f"{kind} is not used on this site")
        self._close_section()
        self._check_definitions()
        self.document.words = self.words
        return self.document

    def _mark(self, event: str, start: int) -> None:
        if event == "SoftBreak":
            self.html.append("\n")
        elif event == "HardBreak":
            self.html.append("<br>\n")
        elif event == "Rule":
            self.html.append("<hr>\n")
            self.blocks += [event] if not self.around else []
        else:
            self._problem("unknown-markup", start, f"{event} is not used on this site")

    def _text(self, value: str, start: int) -> None:
        if self.fact is not None:
            self.fact[3].append(value)
            return
        if self.html_block is not None:
            self.html_block.append(value)
            return
        if "(" in value:
            self._check_brackets(value, start)
        if self.quotes and value.startswith(SPEAKER) and self._at_line_start():
            self._speaker(start)
            value = value.lstrip("—–― \u00a0")
        self.words += len(_WORD.findall(value))
        self.html.append(str(_escape(value)))

    def _check_brackets(self, value: str, start: int) -> None:
        """A link that the parser took for plain text: a space in its address, or a citation inside its brackets."""
        at = value.find("](")
        offset = start + len(value[:at].encode())
        if value.startswith("(") and self.text_end == start and self.source[start - self.base - 1 :][:1] == b"]":
            at, offset = 0, start - 1
        before = self.source[max(0, offset - self.base - 1) : offset - self.base]
        if at >= 0 and before != b"\\":
            self._problem(
                "malformed-link",
                offset,
                "these brackets are no link, and readers would see them",
                "An address holds no spaces, and a link's text no citation.",
            )

    # -- starts and ends -----------------------------------------------------------------------------------------

    def _start(self, tag: Any, start: int) -> None:
        name, detail = named(tag)
        self._open(name, start)
        if name in _PLAIN_TAGS:
            self._plain(_PLAIN_TAGS[name][0])
        elif name == "Link":
            self._link(detail, start)
        elif name == "Image":
            self._component(detail, start)
        elif name == "Heading":
            self._heading(detail, start)
        elif name == "BlockQuote":
            self.quotes.append("open")
            self.block_start = start
            self.html.append('<figure class="quotation"><blockquote>')
        elif name == "List":
            self.html.append(
                "<ul>\n" if detail is None else f'<ol start="{int(detail)}">\n' if detail != 1 else "<ol>\n"
            )
        elif name == "HtmlBlock":
            self.html_block = []
            self.block_start = start
        elif name == "Table":
            self.html.append("<table>\n")
        elif name == "TableHead":
            self.in_table_head = True
            self.html.append("<thead>\n<tr>")
        elif name == "TableCell":
            self.html.append('<th scope="col">' if self.in_table_head else "<td>")
        else:
            self._problem("unknown-markup", start, f"{name} is not used on this site")

    def _open(self, name: str, start: int) -> None:
        if not self.around:
            self.blocks.append(name)
        elif self.around[-1] == "BlockQuote" and self.quotes[-1] == "speaker":
            self._problem("quotation-speaker", start, "text follows the speaker", "End the quotation with the speaker.")
        self.around.append(name)

    def _end(self, tag: Any, start: int) -> None:
        name, detail = named(tag)
        self.around.pop()
        if name in _PLAIN_TAGS:
            self._end_plain(name)
        elif name == "Link":
            self._end_link()
        elif name == "Image":
            self.skip_link = max(0, self.skip_link - 1)
        elif name == "Heading":
            self._end_heading(start)
        elif name == "BlockQuote":
            self._end_quotation(start)
        elif name == "List":
            self.html.append("</ol>\n" if detail else "</ul>\n")
        elif name == "HtmlBlock":
            self._end_html_block()
        elif name == "Table":
            self.html.append("</tbody></table>\n")
        elif name == "TableHead":
            self.in_table_head = False
            self.html.append("</tr></thead>\n<tbody>")
        elif name == "TableCell":
            self.html.append("</th>" if self.in_table_head else "</td>")

    def _end_plain(self, name: str) -> None:
        if name == "Paragraph":
            if self.alone is not None:
                self._end_component()
                return
            if self.quotes and self.quotes[-1] == "speaker":
                return  # the figcaption ends with the quotation
        self._plain(_PLAIN_TAGS[name][1])

    def _contained(self) -> bool:
        return not _CONTAINERS.isdisjoint(self.around)

    # -- links, citations, fact values ---------------------------------------------------------------------------

    def _link(self, link: dict[str, str], start: int) -> None:
        kind, address, label = link["link_type"], link["dest_url"], link["id"]
        if self.skip_link:
            self.skip_link += 1
            return
        if address == "unresolved:":
            self.skip_link = 1
            self._citation(kind, label, start)
            return
        if label.startswith(("@", "^")) or self.source[start - self.base :].startswith(b"[@"):
            self.hijacked.add(label.casefold())
            self._problem(
                "hijacked-citation",
                start,
                "this citation is made a link, so it cites nothing",
                "Write [@key] by itself, and remove any line that starts with [@key]: .",
            )
        if kind == "Email":
            address = f"mailto:{address}"
        try:
            target = links.classify(address)
        except links.LinkError as error:
            self._problem("unsafe-link", start, f"“{_shown(address)}”: {error}", f"Links may use {links.ALLOWED}.")
            self.open_links.append("")
            return
        if link["title"]:
            self._problem(
                "link-title", start, "a link carries a title that most readers never see", "Put it in the text."
            )
        if target.kind == "own" and target.scheme == "fact":
            key, _, name = target.rest.partition("#")
            self.fact = (key, name, start, [])
            self.open_links.append("fact")
        elif target.kind == "own":
            self._foreign(target.rest, start)
        elif target.kind == "internal":
            path, _, fragment = target.address.partition("#")
            self._part(PageLink(path, fragment, start))
            self.open_links.append("</a>")
        else:
            rel = f' rel="{links.REL}"' if target.kind == "external" else ""
            self.html.append(f'<a href="{_escape(target.address)}"{rel}>')
            self.open_links.append("</a>")

    def _citation(self, kind: str, label: str, start: int) -> None:
        if label.startswith("^"):
            self._problem("footnote", start, f"[{label}] is a footnote", "Cite a fact or a source instead: [@key].")
            return
        if not kind.startswith("Shortcut"):
            self._problem(
                "malformed-citation", start, f"[{label}] stands beside other brackets", "Write [@key] by itself."
            )
            return
        if self.html:
            self.html[-1] = self.html[-1].rstrip()  # the mark stands at the word it supports
        try:
            self._part(Cite(citation.parse(label), start + 1))
        except citation.CitationSyntaxError as error:
            self._problem(
                "malformed-citation",
                start + 1 + error.offset,
                f"[{_shown(label)}]: {error}",
                "Write [@key], [@key, p. 3] or [@one; @two].",
            )

    def _foreign(self, tag: str, start: int) -> None:
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
            self._problem("unknown-language", start, f"“{_shown(tag)}” is not a language tag", "For example: lang:ru.")
            self.open_links.append("")
            return
        self.html.append(f'<span lang="{tag}" dir="{direction_of(tag)}">')
        self.open_links.append("</span>")

    def _end_link(self) -> None:
        if self.skip_link:
            self.skip_link -= 1
            return
        closing = self.open_links.pop()
        if closing == "fact" and self.fact is not None:
            key, name, start, texts = self.fact
            self.fact = None
            text = "".join(texts)
            self.words += len(_WORD.findall(text))
            self._part(FactValue(text, key, name, start))
            return
        self.html.append(closing)

    # -- components ----------------------------------------------------------------------------------------------

    def _component(self, image: dict[str, str], start: int) -> None:
        self.skip_link += 1
        address = image["dest_url"]
        scheme, colon, rest = address.partition(":")
        if not colon or scheme not in COMPONENTS:
            self._problem(
                "unknown-component",
                start,
                f"![…]({_shown(address)}) is not a component of this site",
                f"Known: {', '.join(name + ':…' for name in COMPONENTS)}.{near(scheme, COMPONENTS)}",
            )
            return
        if self.html[-1:] != ["<p>"] or self._contained() or not self.headings_allowed:
            self._misplaced(address, start)
            return
        self.html.pop()
        self._flush()
        self.alone_at = len(self.out)
        self.alone = Component(scheme, rest, start)

    def _end_component(self) -> None:
        component, self.alone = self.alone, None
        if component is None:
            return
        if self.html or self.out[self.alone_at :]:
            self._misplaced(f"{component.scheme}:{component.id}", component.offset)
        self._part(component)

    def _misplaced(self, address: str, start: int) -> None:
        self._problem(
            "misplaced-component",
            start,
            f"![]({_shown(address)}) stands inside a paragraph, a list, a quotation or a field",
            "Give it a paragraph of its own in the text.",
        )

    # -- headings and sections -----------------------------------------------------------------------------------

    def _heading(self, detail: dict[str, Any], start: int) -> None:
        level = int(detail["level"][1])
        if not self.headings_allowed:
            self._problem("heading-level", start, "a heading may not stand here", "Write plain paragraphs or a list.")
        if self._contained():
            self._problem(
                "heading-level", start, "a heading stands inside a quotation or a list", "Give it a line of its own."
            )
        if level == 1:
            self._problem("heading-level", start, "a # heading repeats the title", "Start sections with ##.")
        elif level > self.level + 1 and self.headings_allowed:
            self._problem(
                "heading-level",
                start,
                f"a heading of level {level} follows one of level {self.level}",
                f"Use {'#' * (self.level + 1)}.",
            )
        self.level = max(level, 2)
        for name, value in detail["attrs"]:
            written = name if value is None else f"{name}={value}"
            self._problem(
                "unknown-role", start, f"{{{written}}} is not a role", f"Write {{.{written}}}.{near(written, ROLES)}"
            )
        if level <= 2:
            self._close_section()
            self.section_offset = start
        self._flush()
        self.heading = detail
        self.heading_at = len(self.out)

    def _end_heading(self, start: int) -> None:
        detail, self.heading = self.heading, None
        if detail is None:
            return
        parts = self._taken_since_heading()
        plain = plain_text(parts)
        level = int(detail["level"][1])
        if not plain.strip():
            self._problem("heading-level", start, "a heading is empty", "Write it, or remove the line.")
        if level <= 2:
            self.section_role = self._role(detail["classes"], plain, start)
            self.section_id = self._new_id(detail["id"] or self.section_role or _slug(plain), start, bool(detail["id"]))
            self.section_heading = parts
            return
        for name in detail["classes"]:
            self._problem(
                "unknown-role",
                start,
                f"{{.{name}}} stands on a heading of level {level}",
                "Only ## headings have roles.",
            )
        own = self._new_id(detail["id"] or _slug(plain), start, bool(detail["id"]))
        self.html.append(f'<h{level} id="{_escape(own)}">')
        for part in parts:
            if isinstance(part, str):
                self.html.append(part)
            else:
                self._part(part)
        self.html.append(f"</h{level}>\n")

    def _taken_since_heading(self) -> tuple[Part, ...]:
        """What was written since the heading opened, removed from the section's own parts."""
        self._flush()
        parts = tuple(self.out[self.heading_at :])
        del self.out[self.heading_at :]
        return parts

    def _role(self, classes: tuple[str, ...], heading: str, start: int) -> str:
        for name in classes:
            if name not in ROLES:
                self._problem(
                    "unknown-role",
                    start,
                    f"{{.{name}}} is not a role",
                    f"Roles: {', '.join(ROLES)}.{near(name, ROLES)}",
                )
                return ""
        if len(classes) > 1:
            self._problem("unknown-role", start, "a heading has two roles", "Keep one.")
        return classes[0] if classes else self.labels.get(heading.strip().lower(), "")

    def _new_id(self, wanted: str, start: int, written: bool) -> str:
        if written and (not _ID.fullmatch(wanted) or _is_reserved(wanted)):
            self._problem(
                "heading-id",
                start,
                f"{{#{_shown(wanted)}}} cannot be used",
                "Letters, digits and hyphens; not main, and not note-, mark-, claim- or page- first.",
            )
            wanted = "section"
        if _is_reserved(wanted):
            wanted = f"section-{wanted}"
        taken = set(self.ids).union(*(section.ids for section in self.document.sections))
        if written and wanted in taken:
            self._problem("heading-id", start, f"{{#{wanted}}} stands twice", "Give each heading an id of its own.")
        own, number = wanted, 2
        while own in taken:
            own, number = f"{wanted}-{number}", number + 1
        self.ids.append(own)
        return own

    def _close_section(self) -> None:
        self._flush()
        if not self.section_heading and self.lead is not None:
            self.section_offset = self.lead
        if self.section_heading or any(not isinstance(part, str) or part.strip() for part in self.out):
            self.document.sections.append(
                Section(
                    self.section_id,
                    self.section_role,
                    self.section_heading,
                    tuple(self.out),
                    tuple(self.ids),
                    self.section_offset,
                )
            )
        self.out, self.ids, self.section_id, self.section_role, self.section_heading = [], [], "", "", ()

    # -- quotations and raw HTML ---------------------------------------------------------------------------------

    def _at_line_start(self) -> bool:
        return self.around[-2:] == ["BlockQuote", "Paragraph"] and self.html[-1:] in (["\n"], ["<p>"])

    def _speaker(self, start: int) -> None:
        if self.quotes[-1] == "speaker":
            self._problem("quotation-speaker", start, "a quotation names two speakers", "Split it in two.")
            return
        self.quotes[-1] = "speaker"
        opened = self.html.pop()
        self.html.append("</blockquote><figcaption>" if opened == "<p>" else "</p>\n</blockquote><figcaption>")

    def _end_quotation(self, start: int) -> None:
        if self.quotes.pop() == "speaker":
            self.html.append("</figcaption></figure>\n")
            return
        self._problem(
            "quotation-speaker",
            start,
            "a quotation does not say whose words these are",
            "End it with a line: > — speaker [@key]",
        )
        self.html.append("</blockquote></figure>\n")

    def _raw_html(self, value: str, start: int) -> None:
        if self.html_block is not None:
            self.html_block.append(value)
        elif not re.fullmatch(r"<!--(?:(?!-->).)*-->", value, re.DOTALL):
            self._html_problem(value, start)

    def _end_html_block(self) -> None:
        text, self.html_block = "".join(self.html_block or ()), None
        if not _COMMENTS.fullmatch(text):
            self._html_problem(text.strip(), self.block_start)

    def _html_problem(self, text: str, start: int) -> None:
        self._problem(
            "raw-html",
            start,
            f"“{_shown(text)}” is HTML, which is never passed through",
            "Write it in Markdown; a plain < is written \\<.",
        )

    def _check_definitions(self) -> None:
        """`[@key]: address` would turn every citation of the key into a link."""
        if "]:" not in self.text or "[@" not in self.text:
            return
        for label, definition in pyromark.reference_definitions(self.text).items():
            if label.startswith("@") and label.casefold() not in self.hijacked:
                self._problem(
                    "hijacked-citation",
                    self.base + definition["span"]["start"],
                    f"[{_shown(label)}]: makes a citation a link",
                    "Remove the line.",
                )

    # -- output --------------------------------------------------------------------------------------------------

    def _plain(self, written: str) -> None:
        # Nothing inside a citation, a fact value or a component's brackets is printed as it stands.
        if self.fact is None and not self.skip_link:
            self.html.append(written)

    def _part(self, part: Part) -> None:
        self._flush()
        self.out.append(part)

    def _flush(self) -> None:
        if self.html:
            self.out.append("".join(self.html))
            self.html.clear()

    def _problem(self, rule: str, offset: int, message: str, cure: str = "") -> None:
        self.document.problems.append(Problem(rule, offset, message, cure))


def named(tag: Any) -> tuple[str, Any]:
    """A tag's name and details, whichever of its two forms the parser gives."""
    return (tag, None) if type(tag) is str else next(iter(tag.items()))


_TAG = re.compile(r"<[^>]*>")


def plain_text(parts: tuple[Part, ...]) -> str:
    """The words of some parts, without markup. Only for headings and texts read alone."""
    words = "".join(
        part if isinstance(part, str) else part.text if isinstance(part, FactValue) else "" for part in parts
    )
    return html.unescape(_TAG.sub("", words))


def _is_reserved(own: str) -> bool:
    """Whether an id belongs to the page's own furniture: notes, marks, claims and the theme's."""
    return own == "main" or own.startswith(("note-", "mark-", "claim-", "page-"))


def _slug(text: str) -> str:
    """An id from a heading: letters and digits of any script, hyphens between."""
    text = unicodedata.normalize("NFC", text).lower()
    return "-".join(re.findall(r"\w+", text)) or "section"


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"
