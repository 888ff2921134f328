"""Explainers and pages: a Markdown file with front matter becomes a frozen value, or findings.

`read` does everything that concerns one file alone. What needs the rest of the site is in `resolve`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from . import markup, wording
from .fields import DayField, Fields, Flag, Mark, Model, decode, validate
from .fields import read as read_yaml
from .finding import Finding
from .position import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .language import Language

#: No text of this site is longer; a longer file is a mistake or an attack.
MAX_FILE_BYTES = 1_000_000
MAX_FRONT_MATTER_BYTES = 64_000

#: The fields of the front matter that hold words of their own, and are translated.
EXPLAINER_WORDS = ("title", "answer", "glance", "content-note")
PAGE_WORDS = ("title", "summary")

_FENCE = re.compile(rb"---[ \t]*(?:\r\n|\n|\r)")
_END = re.compile(rb"^---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Review(Model):
    """Who reviewed a text, by role, and when. `draft`: nobody at an NGO has."""

    status: Literal["draft", "reviewed"]
    facts: str = ""
    trauma: str = ""
    language: str = ""
    on: DayField | None = None


class CorrectionEntry(Model):
    """A change of substance, told to readers. `minor: true` marks wording alone."""

    on: DayField
    type: Literal["correction", "update", "clarification"]
    text: str = Field(min_length=1)
    minor: Flag = False


#: How a translation was made. A machine's is marked on its page and hidden from search until a person reviewed it.
Translation = Literal["", "human", "machine"]


class ExplainerFields(Model):
    """The front matter of an explainer."""

    talking_point: str = Field(min_length=1)
    published: DayField
    updated: DayField
    title: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    glance: str = Field(min_length=1)
    audience: Annotated[list[str], Field(min_length=1)]
    content_note: str = ""
    review: Review
    translation: Translation = ""
    review_by: DayField | None = None
    corrections: list[CorrectionEntry] = []


class PageFields(Model):
    """The front matter of a page about the site."""

    title: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    updated: DayField
    review: Review
    translation: Translation = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of the front matter stands in its file, for places inside it."""

    line: int
    column: int
    style: str
    value: str


@dataclass(frozen=True, slots=True)
class Explainer:
    """One explainer in one language. `path` is inside the content folder; `wording` has the digest of each part."""

    path: str
    language: str
    slug: str
    fields: ExplainerFields
    answer: tuple[markup.Part, ...]
    glance: tuple[markup.Part, ...]
    sections: tuple[markup.Section, ...]
    words: int
    wording: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page about the site in one language."""

    path: str
    language: str
    slug: str
    fields: PageFields
    sections: tuple[markup.Section, ...]
    words: int
    wording: tuple[tuple[str, str], ...] = ()


Text = Explainer | Page


def read(
    data: bytes, path: str, shown: str, language: Language, kind: Literal["explainer", "page"]
) -> tuple[Text | None, list[Finding]]:
    """Read one file.

    Args:
        data: the file's bytes.
        path: its path inside the content folder.
        shown: its path as findings name it.
        language: the language of its folder.
        kind: which front matter it has.

    Returns:
        The text, and every finding. With an error among them the text is as far as it could be read, for a reviewer
        alone, never for readers; None when its front matter is at fault.
    """
    reading = _Reading(data, path, shown, language)
    text = reading.explainer() if kind == "explainer" else reading.page()
    return text, reading.findings


class _Reading:
    def __init__(self, data: bytes, path: str, shown: str, language: Language) -> None:
        self.data, self.path, self.shown, self.language = data, path, shown, language
        self.findings: list[Finding] = []
        self.slug = path.rpartition("/")[2].removesuffix(".md")
        self.body_start = 0
        if not _SLUG.fullmatch(self.slug):
            self._error(
                "file-name",
                0,
                0,
                f"“{self.slug}.md” cannot become an address",
                "Use lower-case Latin letters, digits and single hyphens; the name is the same in every language.",
            )

    def explainer(self) -> Explainer | None:
        front = self._front_matter()
        if front is None:
            return None
        fields = self._validated(ExplainerFields, front)
        if fields is None:
            self._body(explainer=True)
            return None
        self._check_days(fields, front)
        answer = self._inside("answer", fields.answer, inline=True)
        glance = self._inside("glance", fields.glance, inline=False)
        document = self._body(explainer=True)
        self._check_roles(document)
        return Explainer(
            self.path,
            self.language.tag,
            self.slug,
            fields,
            answer,
            glance,
            tuple(document.sections),
            document.words,
            self._wording(fields, EXPLAINER_WORDS, document),
        )

    def page(self) -> Page | None:
        front = self._front_matter()
        if front is None:
            return None
        fields = self._validated(PageFields, front)
        document = self._body(explainer=False)
        if fields is None:
            return None
        return Page(
            self.path,
            self.language.tag,
            self.slug,
            fields,
            tuple(document.sections),
            document.words,
            self._wording(fields, PAGE_WORDS, document),
        )

    # -- front matter --------------------------------------------------------------------------------------------

    def _front_matter(self) -> Fields | None:
        data = self.data
        if len(data) > MAX_FILE_BYTES:
            self._error(
                "file-too-large",
                0,
                0,
                f"the file has {len(data):,} bytes; at most {MAX_FILE_BYTES:,} are read",
                "Split it.",
            )
            return None
        text, unread = decode(data, self.shown, self.language.tag)
        self.findings += unread
        if text is None:
            return None
        if data.startswith(b"\xef\xbb\xbf"):
            self._error(
                "byte-order-mark",
                1,
                1,
                "a hidden byte order mark stands before the front matter",
                "Save as UTF-8 without BOM.",
            )
            return None
        opening = _FENCE.match(data)
        if opening is None:
            self._error(
                "front-matter", 1, 1, "the file does not start with ---", "Start with ---, the fields, and --- again."
            )
            return None
        closing = _END.search(data, opening.end())
        if closing is None:
            self._error("front-matter", 1, 1, "the front matter has no end", "Put a line --- after the fields.")
            return None
        if closing.start() > MAX_FRONT_MATTER_BYTES:
            self._error(
                "file-too-large",
                1,
                1,
                f"the front matter is longer than {MAX_FRONT_MATTER_BYTES:,} bytes",
                "Move text to the body.",
            )
            return None
        self.body_start = closing.end()
        front = read_yaml(data[opening.end() : closing.start()].decode("utf-8"), first_line=2)
        self.findings += front.findings(self.shown, self.language.tag)
        return None if any(rule in ("yaml-syntax", "yaml-too-deep") for rule, *_ in front.problems) else front

    def _validated(self, model: type[Any], front: Fields) -> Any:
        fields, found = validate(model, front, self.shown, (), self.language.tag)
        self.findings += found
        return fields

    def _check_days(self, fields: ExplainerFields, front: Fields) -> None:
        if fields.updated < fields.published:
            self._at(
                "wrong-value",
                front.mark(("updated",)),
                "“updated” is before “published”",
                "Correct one of the two days.",
            )
        for index, correction in enumerate(fields.corrections):
            if correction.on < fields.published:
                self._at(
                    "wrong-value",
                    front.mark(("corrections", index, "on")),
                    "a correction is dated before “published”",
                    "",
                )

    def _inside(self, name: str, value: str, *, inline: bool) -> tuple[markup.Part, ...]:
        """A field that holds Markdown. Its parts' offsets are bytes inside the value."""
        document = markup.parse_fragment(value, inline=inline)
        for problem in document.problems:
            line, column = place_in_field(self.data, name, problem.offset)
            self._error(problem.rule, line, column, problem.message, problem.help)
        return document.sections[0].parts if document.sections else ()

    # -- body ----------------------------------------------------------------------------------------------------

    def _body(self, *, explainer: bool) -> markup.Document:
        text = self.data[self.body_start :].decode("utf-8")
        document = markup.parse(text, self.body_start, self.language.labels if explainer else {})
        positions = Positions(self.data)
        for problem in document.problems:
            place = positions.at(problem.offset)
            self._error(problem.rule, place.line, place.column, problem.message, problem.help)
        if not explainer:
            for section in document.sections:
                if section.role:
                    place = positions.at(section.offset)
                    self._error(
                        "unknown-role", place.line, place.column, "a page has no roles", f"Remove {{.{section.role}}}."
                    )
        return document

    def _check_roles(self, document: markup.Document) -> None:
        """Every role once, in the house order: facts before people, people before any claim."""
        seen: list[str] = []
        for section in document.sections:
            self._check_section(section, seen)
            if section.role and section.role not in seen:
                seen.append(section.role)
        for role in markup.ROLES:
            if role not in seen:
                label = next((text for text, known in self.language.labels.items() if known == role), role)
                self._error(
                    "missing-section",
                    0,
                    0,
                    f"there is no {{.{role}}} section",
                    f"Add a heading: ## {label.capitalize()} {{.{role}}}",
                )

    def _check_section(self, section: markup.Section, seen: list[str]) -> None:
        role, roles = section.role, markup.ROLES
        if not section.heading:
            cure = "Move it into a section."
            self._in_body("text-outside-section", section, "text stands before the first ## heading", cure)
        elif not role:
            known = ", ".join("{." + name + "}" for name in roles)
            message = f"“{markup.plain_text(section.heading)}” has no role"
            self._in_body("missing-role", section, message, f"Add one of {known} to the heading.")
        elif role in seen:
            self._in_body("repeated-section", section, f"a second {{.{role}}} section", "Join the two.")
        elif seen and roles.index(role) < max(roles.index(name) for name in seen):
            message = f"{{.{role}}} stands after {{.{seen[-1]}}}"
            self._in_body("section-order", section, message, f"The order is: {', '.join(roles)}.")
        elif not any(not isinstance(part, str) or part.strip() for part in section.parts):
            self._in_body("empty-section", section, f"the {{.{role}}} section is empty", "Write it.")

    def _wording(self, fields: Model, names: tuple[str, ...], document: markup.Document) -> tuple[tuple[str, str], ...]:
        """The digest of the wording of each field in words and of each section."""
        inside = ((name, wording.digest(getattr(fields, name.replace("-", "_")))) for name in names)
        return (*inside, *wording.of_sections(self.data, document.sections))

    # -- findings ------------------------------------------------------------------------------------------------

    def _in_body(self, rule: str, section: markup.Section, message: str, cure: str) -> None:
        place = Positions(self.data).at(section.offset)
        self._error(rule, place.line, place.column, message, cure)

    def _at(self, rule: str, mark: Mark, message: str, cure: str) -> None:
        self._error(rule, mark.line, mark.column, message, cure)

    def _error(self, rule: str, line: int, column: int, message: str, cure: str) -> None:
        self.findings.append(Finding(rule, "error", self.shown, line, column, message, cure, self.language.tag))


def body_start(data: bytes) -> int:
    """The byte offset at which the text after the front matter starts."""
    opening = _FENCE.match(data)
    closing = _END.search(data, opening.end()) if opening else None
    return closing.end() if closing else 0


def front_matter(data: bytes) -> tuple[int, int]:
    """The byte offsets between which the fields of a file stand, without the lines around them."""
    opening = _FENCE.match(data)
    closing = _END.search(data, opening.end()) if opening else None
    return (opening.end(), closing.start()) if opening and closing else (0, 0)


def place_in_field(data: bytes, name: str, offset: int = 0) -> tuple[int, int]:
    """The line and column of a byte offset inside a field of the front matter; the file's start without the field.

    An entry of a list is named by its number: `audience.0`, `corrections.1.text`. What holds no text has the place
    where it begins. The front matter is read again: places are asked for only when something is wrong.
    """
    front = _front_of(data)
    if front is None:
        return 1, 1
    path = tuple(int(step) if step.isdecimal() else step for step in name.split("."))
    if not isinstance(front.value, dict) or path not in front.values:
        return 1, 1
    value, mark = front.value, front.mark(path)
    for step in path:
        value = value[step]
    if not isinstance(value, str):
        return mark.line, mark.column
    left_out = len(value) - len(value.lstrip())  # fields are read without the white space around them
    start = len(value[:left_out].encode())
    return place_inside(Origin(mark.line, mark.column, mark.style, value), start + offset, data)


@functools.lru_cache(maxsize=1)
def _front_of(data: bytes) -> Fields | None:
    """The front matter of a file, kept for the next place in it; None without one."""
    opening = _FENCE.match(data)
    closing = _END.search(data, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    return read_yaml(data[opening.end() : closing.start()].decode("utf-8", "replace"), first_line=2)


def place_inside(origin: Origin, offset: int, data: bytes) -> tuple[int, int]:
    """The line and column of a byte offset inside a front matter value.

    Exact for block text (`|`) and for values on one line without escapes; else the start of the value.
    """
    before = origin.value.encode()[:offset].decode("utf-8", "ignore")
    lines = re.split(rb"\r\n|\n|\r", data)
    if origin.style == "|":
        line = origin.line + 1 + before.count("\n")
        written = lines[line - 1].decode("utf-8", "replace") if line <= len(lines) else ""
        indent = len(written) - len(origin.value.split("\n")[before.count("\n")])
        return line, indent + len(before) - (before.rfind("\n") + 1) + 1
    written = lines[origin.line - 1].decode("utf-8", "replace") if origin.line <= len(lines) else ""
    start = origin.column - 1 + (1 if origin.style else 0)
    if origin.style != ">" and written[start : start + len(origin.value)] == origin.value:
        return origin.line, start + len(before) + 1
    return origin.line, origin.column


def citations(text: Text) -> Iterator[tuple[str, int, markup.Cite | markup.FactValue]]:
    """Every citation and fact value in reading order: the field it stands in (empty: the body), offset, part."""
    if isinstance(text, Explainer):
        yield from _cites("answer", text.answer)
        yield from _cites("glance", text.glance)
    for section in text.sections:
        yield from _cites("", section.heading)
        yield from _cites("", section.parts)


def _cites(where: str, parts: tuple[markup.Part, ...]) -> Iterator[tuple[str, int, markup.Cite | markup.FactValue]]:
    for part in parts:
        if isinstance(part, markup.Cite | markup.FactValue):
            yield where, part.offset, part


def testimonies(text: Text) -> Iterator[markup.Component]:
    """The people whom a text places, `![](testimony:id)`, in reading order."""
    for section in text.sections:
        for part in section.parts:
            if isinstance(part, markup.Component) and part.scheme == "testimony":
                yield part


def cited_keys(text: Text) -> tuple[str, ...]:
    """The facts and sources that a text cites or whose figures it states, in order and once each."""
    found: dict[str, None] = {}
    for _, _, part in citations(text):
        keys = [part.key] if isinstance(part, markup.FactValue) else [citation.key for citation in part.citations]
        found.update(dict.fromkeys(keys))
    return tuple(found)


def overdue(text: Explainer, today: date) -> bool:
    """Whether the day by which somebody promised to look again has passed."""
    return text.fields.review_by is not None and text.fields.review_by < today
