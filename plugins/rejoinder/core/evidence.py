"""The evidence: every source once, every fact once, and what binds them.

`sources.json` is bibliography alone, CSL-JSON as Zotero exports it (https://docs.citationstyles.org/en/stable/
specification.html#appendix-iv-variables), so that an editor can replace it with a fresh export. `source-notes.yaml`
holds by id what Zotero does not know; `facts.yaml` holds the facts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from . import links
from .citation import KEY
from .fields import DayField, Fields, Flag, Model, Number, Tag, Words, decode, validate
from .fields import read as read_yaml
from .finding import Finding, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOURCES = "evidence/sources.json"
NOTES = "evidence/source-notes.yaml"
FACTS = "evidence/facts.yaml"
#: A passage is quoted to show support, not to replace the source.
MAX_PASSAGE_WORDS = 40

#: Faults that leave a whole file unread.
_WHOLE_FILE = {"not-utf8", "control-character", "json-syntax", "yaml-syntax", "yaml-too-deep"}

Kind = Literal["court", "official", "un", "academic", "news", "ngo", "monitor"]


def _partial_date(value: object) -> str:
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)):
        try:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            raise ValueError("there is no such day") from None
        return value
    raise ValueError("write 2026, 2026-03 or 2026-03-12")


PartialDate = Annotated[str, BeforeValidator(_partial_date)]


class Figure(Model):
    """One number of a fact: `value` in `unit`, true on `as_of` (a day, a month or a year)."""

    value: Number
    unit: str = Field(min_length=1)
    as_of: PartialDate


class Passage(Model):
    """The words of one source that support a fact, verbatim, in their language. `print: false` keeps them unshown."""

    text: str = Field(min_length=1)
    language: Tag
    source: str = Field(min_length=1)
    print: Flag = True


class FactEntry(Model):
    """A fact as `facts.yaml` writes it. `statement` and `caveat` are per language; `key` asks for two sources."""

    statement: Annotated[Words, Field(min_length=1)]
    figures: dict[str, Figure] = {}
    sources: Annotated[list[str], Field(min_length=1)]
    passage: Passage
    caveat: Words = {}
    topics: list[str] = []
    review_by: DayField | None = None
    key: Flag = False


class SourceNote(Model):
    """What Zotero does not hold about a source.

    `link: false`: the page names perpetrators or carries propaganda, so its address is never made clickable.
    `show_title: false`: the title itself does. `own_title: false`: the title is our description of the page.
    `owner` is who owns the publisher, where that differs from its name; `status` what the publisher of this site holds
    of the source and, for *deprecated*, of every page on the same host.
    """

    kind: Kind
    link: Flag = False
    show_title: Flag = True
    own_title: Flag = True
    archive: str = ""
    remark: Words = {}
    owner: str = ""
    status: Literal["reliable", "unknown", "deprecated"] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its bibliography and its note. `issued`, `accessed`: `2024-03-22`, `2024-03`, `2024` or empty."""

    id: str
    title: str
    title_is_description: bool
    author: str
    publisher: str
    issued: str
    url: str
    language: str
    note: SourceNote
    line: int
    accessed: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, with the line of `facts.yaml` on which it stands."""

    id: str
    entry: FactEntry
    line: int

    def figure(self, name: str) -> Figure | None:
        """The named figure; with no name the first one."""
        if name:
            return self.entry.figures.get(name)
        return next(iter(self.entry.figures.values()), None)


@dataclass(slots=True)
class Evidence:
    """Everything that can be cited.

    `faulty` holds the ids that stand in a file but could not be read; `incomplete` says that a whole file could not.
    Either has findings of its own, so what cites it is not reported again.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    incomplete: bool = False

    def excuses(self, key: str) -> bool:
        """Whether a key that cannot be found is already reported where it should stand."""
        return self.incomplete or key in self.faulty

    def keys(self) -> set[str]:
        """Every key that a citation may hold."""
        return {*self.sources, *self.facts}


def read(files: Mapping[str, bytes], root: str) -> tuple[Evidence, list[Finding]]:
    """Read the three files. `files` maps `evidence/…` to bytes; a file that is absent counts as empty.

    Args:
        files: the contents, by path inside the content folder.
        root: the content folder as findings name it, for example `content`.
    """
    evidence, findings = Evidence(), []
    notes, faulty, found = _read_notes(files.get(NOTES, b""), f"{root}/{NOTES}")
    findings += found
    evidence.sources, found = _read_sources(files.get(SOURCES, b"[]"), notes, faulty, f"{root}/{SOURCES}")
    findings += found
    evidence.incomplete = any(finding.rule in _WHOLE_FILE for finding in findings)
    if not evidence.incomplete:
        findings += _notes_without_source(notes, evidence, f"{root}/{NOTES}")
    evidence.facts, found = _read_facts(files.get(FACTS, b""), evidence, f"{root}/{FACTS}")
    findings += found
    evidence.incomplete = any(finding.rule in _WHOLE_FILE for finding in findings)
    return evidence, findings


# -- sources -------------------------------------------------------------------------------------------------------


def _read_sources(
    data: bytes, notes: Mapping[str, tuple[SourceNote, int]], faulty: set[str], path: str
) -> tuple[dict[str, Source], list[Finding]]:
    text, unread = decode(data, path)
    if text is None:
        return {}, unread
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        return {}, [
            Finding(
                "json-syntax",
                "error",
                path,
                error.lineno,
                error.colno,
                f"this is not valid JSON: {error.msg}",
                "Export the library again from Zotero as CSL JSON.",
            )
        ]
    except (RecursionError, ValueError):
        message = "the JSON nests too deeply, or holds a number that is too long"
        return {}, [Finding("json-syntax", "error", path, 1, 1, message, "Export it again from Zotero.")]
    if not isinstance(items, list):
        return {}, [
            Finding("json-syntax", "error", path, 1, 1, "expected a list of sources", "Export the library as CSL JSON.")
        ]
    lines = {match[1]: text.count("\n", 0, match.start()) + 1 for match in re.finditer(r'"id"\s*:\s*"([^"]*)"', text)}
    sources: dict[str, Source] = {}
    findings: list[Finding] = []

    def refuse(identifier: str, rule: str, message: str, cure: str) -> None:
        findings.append(Finding(rule, "error", path, lines.get(identifier, 1), 1, message, cure))

    for index, item in enumerate(items, 1):
        identifier = item.get("id") if isinstance(item, dict) else None
        if not isinstance(identifier, str) or not identifier:
            refuse("", "wrong-value", f"source {index} has no id", "Give it a citation key in Zotero.")
            continue
        if not KEY.fullmatch(identifier):
            refuse(
                identifier,
                "wrong-value",
                f"“{identifier}” cannot be cited",
                "Use letters, digits and _ : . - in its key.",
            )
            continue
        if identifier in sources:
            refuse(identifier, "duplicate-key", f"the source “{identifier}” stands twice", "Keep one of the two.")
            continue
        if identifier not in notes and identifier not in faulty:
            findings.append(
                Finding(
                    "source-without-note",
                    "warning",
                    path,
                    lines.get(identifier, 1),
                    1,
                    f"“{identifier}” has no entry in source-notes.yaml, so its kind is unknown and it is not linked",
                    f"Add “{identifier}: {{kind: …, link: true}}” there.",
                )
            )
        source, problem = _source(
            item, notes.get(identifier, (SourceNote(kind="news"), 0))[0], lines.get(identifier, 1)
        )
        if problem:
            refuse(identifier, "wrong-value", f"“{identifier}”: {problem}", "Correct it in Zotero and export again.")
        sources[identifier] = source
    return sources, findings


def _source(item: dict[str, Any], note: SourceNote, line: int) -> tuple[Source, str]:
    problem = ""
    title = _text(item.get("title"))
    described = title.startswith("[") and title.endswith("]")
    url = _text(item.get("URL"))
    if url:
        try:
            if links.classify(url).kind != "external":
                problem = f"“{url}” is not a web address"
        except links.LinkError as error:
            problem = f"“{url}”: {error}"
    if note.archive:
        try:
            if links.classify(note.archive).kind != "external":
                problem = f"“{note.archive}” is not a web address"
        except links.LinkError as error:
            problem = f"“{note.archive}”: {error}"
    source = Source(
        id=item["id"],
        title=title[1:-1] if described else title,
        title_is_description=described or not note.own_title,
        author=_names(item.get("author")),
        publisher=_text(item.get("publisher")) or _text(item.get("container-title")),
        issued=_issued(item.get("issued")),
        url="" if problem else url,
        language=_text(item.get("language")),
        note=note,
        line=line,
        accessed=_issued(item.get("accessed")),
        doi=_text(item.get("DOI")),
    )
    return source, problem


def _text(value: object) -> str:
    # JSON can write half of a character (a lone surrogate), which no page can hold.
    return " ".join(value.encode("utf-8", "replace").decode().split()) if isinstance(value, str) else ""


def _names(value: object) -> str:
    """Authors as CSL-JSON holds them: `literal`, or `family` and `given`. More than three end in “and others”."""
    names: list[str] = []
    for person in value if isinstance(value, list) else []:
        if isinstance(person, dict):
            literal = _text(person.get("literal"))
            names.append(literal or " ".join(filter(None, (_text(person.get("given")), _text(person.get("family"))))))
    names = [name for name in names if name]
    return ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")


def _issued(value: object) -> str:
    """CSL's date in its three forms: `date-parts` (numbers or digits), `raw`, `literal`."""
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [int(part) for part in parts[0] if re.fullmatch(r"[0-9]{1,4}", str(part))]
    else:
        raw = _text(value.get("raw")) or _text(value.get("literal"))
        match = re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$", raw)
        numbers = [int(part) for part in match.groups() if part] if match else []
    while numbers:
        try:
            date(numbers[0], *([*numbers[1:], 1, 1])[:2])
        except ValueError:
            numbers.pop()
            continue
        return "-".join(f"{number:0{4 if index == 0 else 2}}" for index, number in enumerate(numbers))
    return ""


def _read_notes(data: bytes, path: str) -> tuple[dict[str, tuple[SourceNote, int]], set[str], list[Finding]]:
    """The notes by source, the sources whose notes are faulty, and what is wrong with them."""
    fields, findings = _yaml(data, path)
    notes: dict[str, tuple[SourceNote, int]] = {}
    faulty: set[str] = set()
    for key in _entries(fields):
        note, found = validate(SourceNote, fields, path, (key,))
        findings += found
        if note is None:
            faulty.add(key)
        else:
            notes[key] = (note, fields.keys[(key,)].line)
    return notes, faulty, findings


def _notes_without_source(
    notes: Mapping[str, tuple[SourceNote, int]], evidence: Evidence, path: str
) -> Iterator[Finding]:
    for key, (_, line) in notes.items():
        if key not in evidence.sources:
            yield Finding(
                "note-without-source",
                "warning",
                path,
                line,
                1,
                f"“{key}” is not in sources.json",
                f"Export the library again, or remove the entry.{near(key, evidence.sources)}",
            )


# -- facts ---------------------------------------------------------------------------------------------------------


def _read_facts(data: bytes, evidence: Evidence, path: str) -> tuple[dict[str, Fact], list[Finding]]:
    fields, findings = _yaml(data, path)
    facts: dict[str, Fact] = {}
    for key in _entries(fields):
        entry, found = validate(FactEntry, fields, path, (key,))
        findings += found
        line = fields.keys[(key,)].line
        if not KEY.fullmatch(key):
            findings.append(
                Finding(
                    "wrong-value", "error", path, line, 1, f"“{key}” cannot be cited", "Use letters, digits and _ : . -"
                )
            )
        elif key in evidence.sources:
            findings.append(
                Finding(
                    "duplicate-key", "error", path, line, 1, f"“{key}” is also the id of a source", "Rename the fact."
                )
            )
        elif entry is None:
            evidence.faulty.add(key)
        else:
            facts[key] = Fact(key, entry, line)
            findings += _check_fact(facts[key], fields, evidence, path)
    return facts, findings


def _check_fact(fact: Fact, fields: Fields, evidence: Evidence, path: str) -> Iterator[Finding]:
    entry = fact.entry

    def at(*steps: str | int) -> tuple[int, int]:
        mark = fields.mark((fact.id, *steps))
        return mark.line, mark.column

    for index, source in enumerate(entry.sources):
        if source not in evidence.sources and not evidence.excuses(source):
            yield Finding(
                "unknown-source",
                "error",
                path,
                *at("sources", index),
                f"“{source}” is not in sources.json",
                f"Add it to the library and export again.{near(source, evidence.sources)}",
            )
    if entry.passage.source not in entry.sources:
        yield Finding(
            "passage-source",
            "error",
            path,
            *at("passage", "source"),
            f"the passage is from “{entry.passage.source}”, which is not among the fact's sources",
            f"Allowed: {', '.join(entry.sources)}.{near(entry.passage.source, entry.sources)}",
        )
    if (words := len(entry.passage.text.split())) > MAX_PASSAGE_WORDS:
        yield Finding(
            "passage-too-long",
            "error",
            path,
            *at("passage", "text"),
            f"the passage has {words} words; at most {MAX_PASSAGE_WORDS} are quoted",
            "Keep the words that carry the fact.",
        )


def _yaml(data: bytes, path: str) -> tuple[Fields, list[Finding]]:
    text, unread = decode(data, path)
    if text is None:
        return Fields(), unread
    fields = read_yaml(text)
    findings = fields.findings(path)
    if fields.value is not None and not isinstance(fields.value, dict):
        findings.append(Finding("wrong-value", "error", path, 1, 1, "expected “id:” lines with fields below each"))
        fields.value = {}
    return fields, findings


def _entries(fields: Fields) -> list[str]:
    return list(fields.value) if isinstance(fields.value, dict) else []
