"""People: testimony, public statements and remembrance, one file each (`people/<id>.yaml`), each with its consent.

The file's name is the person's id. It becomes part of an address in the page, so it is no name unless the person chose
to be named. Nothing here ever quotes a record: a message gives the place, and says what is allowed there.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .consent import MOST_YEARS, Consent, Format, OptionalDay, Refusal
from .fields import Fields, Flag, Model, Tag, decode, validate
from .fields import read as read_yaml
from .finding import Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from .fields import Path
    from .finding import Severity

#: The folder of the records inside the content folder.
FOLDER = "people"

Kind = Literal["testimony", "public-statement", "remembrance"]
#: How far a person is made known. Each one allows what follows it, never what comes before.
Identify = Literal["full-name", "first-name", "pseudonym", "role-only"]
#: How a person stands to an event.
Standing = Literal["harmed", "helped", "relative", "advocate", "leader"]
STANDINGS: tuple[Standing, ...] = ("harmed", "helped", "relative", "advocate", "leader")
Sensitivity = Literal["minor", "bereaved", "sexual-violence", "ongoing-risk"]
#: Why a person does not stand on a page.
Absence = Refusal | Literal["untranslated"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: A text by language, each under its tag.
_ByLanguage = dict[Tag, Annotated[str, Field(min_length=1)]]

_OptionalTag = Annotated[Tag | None, BeforeValidator(lambda value: value or None)]


class Person(Model):
    """One person, as far as they are shown. `role` is always there; the name only as far as `identify` allows."""

    kind: Annotated[Kind, Field(description="Words given to us, words said in public, or a person remembered.")]
    identify: Annotated[Identify, Field(description="How far the person is made known; a minor by role only.")]
    role: Annotated[_ByLanguage, Field(min_length=1, description="Who it is without a name: a survivor, an usher.")]
    name: Annotated[_ByLanguage, Field(description="As far as identify allows; absent for role-only.")] = {}
    harmed: Annotated[Flag, Field(description="The event harmed the person.")] = False
    helped: Annotated[Flag, Field(description="The person helped others.")] = False
    relative: Annotated[Flag, Field(description="The person speaks of somebody close to them.")] = False
    advocate: Annotated[Flag, Field(description="The person speaks in public for others.")] = False
    leader: Annotated[Flag, Field(description="The person speaks for a community or a faith.")] = False
    words: Annotated[_ByLanguage, Field(description="What is shown. Never words that nobody agreed to publish.")] = {}
    quoted: Annotated[Flag | None, Field(description="true: the person's own words; false: a paraphrase.")] = None
    translated_by: Annotated[_ByLanguage, Field(description="Who translated a quotation: a role, never a name.")] = {}
    language: Annotated[_OptionalTag, Field(description="The language in which the words were said.")] = None
    source: Annotated[str, Field(description="Where it is already public: the id of a source.")] = ""
    event: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", description="The id of an event.")] = ""
    place: Annotated[_ByLanguage, Field(description="Where it happened, no closer than is safe.")] = {}
    community: Annotated[_ByLanguage, Field(description="A community the person speaks for or belongs to.")] = {}
    date: Annotated[OptionalDay, Field(description="The day of the event.")] = None
    died: Annotated[OptionalDay, Field(description="The day of death; in a remembrance alone.")] = None
    sensitivity: Annotated[list[Sensitivity], Field(description="What asks for particular care.")] = []
    content_note: Annotated[_ByLanguage, Field(description="A short, neutral note on what the words describe.")] = {}
    consent: Consent

    @property
    def standing(self) -> tuple[Standing, ...]:
        """How the person stands to the event, those harmed and those who helped first."""
        return tuple(name for name in STANDINGS if getattr(self, name))

    @property
    def minor(self) -> bool:
        """Whether the person is a child."""
        return "minor" in self.sensitivity

    @property
    def withdrew(self) -> bool:
        """Whether the record holds a withdrawal, of whatever day."""
        return self.consent.withdrawn is not None

    def absence(self, language: str, format_: Format, day: dt.date) -> Absence | None:
        """Why the person may not or cannot be shown in a language, in a format, on a day; None when they are."""
        refused = self.consent.refusal(language, format_, day)
        if refused is not None:
            return refused
        needed = [self.role, *([self.words] if self.words else [])]
        return None if all(language in words for words in needed) else "untranslated"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file said: the person, the place of every field, and the findings. None: nobody could be read."""

    person: Person | None
    fields: Fields
    findings: list[Finding]


def read(data: bytes, path: str) -> Reading:
    """Read one record. `path` is the file as findings name it.

    A record that says that somebody withdrew is read for that, whatever else is wrong with it: its faults are warnings.
    """
    text, findings = decode(data, path)
    if text is None:
        return Reading(None, Fields(), findings)
    fields = read_yaml(text)
    findings = fields.findings(path, quote=False)
    if any(rule in ("yaml-syntax", "yaml-too-deep") for rule, *_ in fields.problems):
        return Reading(None, fields, findings)
    name = path.rpartition("/")[2].removesuffix(".yaml")
    if not _ID.fullmatch(name):
        message = "the name of this file cannot become the id of a person"
        cure = "Use lower-case Latin letters, digits and single hyphens, and no name that the person did not agree to."
        findings.append(Finding("file-name", "error", path, 0, 0, message, cure))
    person, found = validate(Person, fields, path, quote=False)
    findings += found
    if person is not None:
        findings += _Faults(person, fields, path).all()
    if _says_withdrawn(fields.value):
        return Reading(person or _withdrawn(fields.value), fields, [_softened(finding) for finding in findings])
    return Reading(person, fields, findings)


def _says_withdrawn(value: Any) -> bool:
    consent = value.get("consent") if isinstance(value, dict) else None
    return isinstance(consent, dict) and bool(consent.get("withdrawn"))


def _withdrawn(value: dict[str, Any]) -> Person:
    """Somebody who withdrew and whose record has faults: what can be read of it, under consent that covers nothing."""
    basis = {"id": "-", "basis": "public-record", "languages": "all", "formats": ["web"], "obtained": "0001-01-01"}
    least = {"kind": "testimony", "identify": "role-only", "role": {"und": "-"}}
    kept: dict[str, Any] = {}
    for name, part in value.items():
        one, _ = validate(Person, Fields({**least, name: part, "consent": basis}), "")
        if one is not None:
            kept[name] = part
    return Person.model_validate({**least, **kept, "consent": {**basis, "withdrawn": "0001-01-01"}})


def _softened(finding: Finding) -> Finding:
    return replace(finding, severity="warning") if finding.severity == "error" else finding


def _under(name: str, tag: str) -> str:
    """What a message calls the text of a field in a language."""
    return f"{name}.{tag}"


class _Faults:
    """What is wrong with a record whose fields are each well written."""

    def __init__(self, person: Person, fields: Fields, path: str) -> None:
        self.person, self.fields, self.path = person, fields, path
        self.found: list[Finding] = []

    def all(self) -> list[Finding]:
        """Every fault. A record of somebody who withdrew may be as bare as one likes, but shows no name too many."""
        self._name()
        if not self.person.withdrew:
            self._words()
            self._languages()
            self._rest()
            self._consent()
        return self.found

    def _name(self) -> None:
        person = self.person
        named = person.identify != "role-only" or bool(person.name)
        if person.minor and named:
            at: Path = ("name",) if person.name else ("identify",)
            self.fault(
                "minor-named",
                at,
                "a minor is made known by more than a role",
                "Write identify: role-only, and no name.",
            )
        elif person.identify == "role-only" and person.name:
            self.fault(
                "name-beyond-consent", ("name",), "the person is shown by role only, and a name stands here",
                "Take the name out of this file; a true name belongs in the private folder alone.",
            )  # fmt: skip
        elif person.identify != "role-only" and not person.name and not person.withdrew:
            self.fault("missing-field", ("identify",), "“name” is missing", "Add it, or write identify: role-only.")
        if person.identify == "first-name":
            for tag, name in person.name.items():
                if len(name.split()) > 1:
                    message = "several words stand here, and identify is first-name"
                    cure = "Leave the family name out. A first name of two words is fine."
                    self.fault("first-name-of-several-words", ("name", tag), message, cure, "warning")

    def _words(self) -> None:
        person = self.person
        if not person.words:
            if person.kind != "remembrance":
                self.missing(("kind",), "words", "Add what is shown, by language.")
            return
        if person.quoted is None:
            self.missing(
                ("words",), "quoted", "Add quoted: true for the person's own words, quoted: false for a paraphrase."
            )
        if not person.quoted:
            return
        if person.language is None:
            self.missing(("words",), "language", "Add the language in which the words were said.")
            return
        for tag in person.words:
            if tag != person.language and tag not in person.translated_by:
                self.missing(
                    ("words", tag), _under("translated-by", tag), "Say who translated the words: a role, never a name."
                )

    def _languages(self) -> None:
        """Whoever is shown in a language has a role there, and a name where there is one."""
        person = self.person
        for tag in person.words or person.role:
            at = ("words", tag) if person.words else ("role", tag)
            if tag not in person.role:
                self.missing(at, _under("role", tag), "Add the role in this language.")
            if person.name and tag not in person.name:
                self.missing(at, _under("name", tag), "Add the name as it is written in this language.")

    def _rest(self) -> None:
        person = self.person
        if not person.standing:
            self.missing(
                (),
                "harmed",
                f"Say how the person stands to the event: one of {', '.join(STANDINGS)}, each with “true”.",
            )
        if person.kind == "remembrance" and person.died is None:
            self.missing(("kind",), "died", "Add the day of death.")
        if person.kind != "remembrance" and person.died is not None:
            self.fault(
                "wrong-value",
                ("died",),
                "died: it stands in a remembrance alone",
                "Write kind: remembrance, or remove the line.",
            )
        if person.consent.basis != "given-to-us" and not person.source:
            self.missing(
                ("consent", "basis"), "source", "Name the source in which it is public, or write basis: given-to-us."
            )

    def _consent(self) -> None:
        consent = self.person.consent
        if consent.expires is not None and consent.expires < consent.obtained:
            self.fault(
                "wrong-value",
                ("consent", "expires"),
                "consent.expires: it lies before the first day",
                "Correct one of the two.",
            )
        if consent.basis != "given-to-us":
            return
        if consent.expires is None:
            self.fault(
                "consent-term", ("consent", "basis"), "consent given to us has no last day",
                f"Add expires: 12 to 24 months after obtained, {consent.longest} at the latest.",
            )  # fmt: skip
        elif consent.expires > consent.longest:
            self.fault(
                "consent-term", ("consent", "expires"), f"consent given to us lasts longer than {MOST_YEARS} years",
                f"Ask again after that: expires: {consent.longest} at the latest.",
            )  # fmt: skip

    def missing(self, at: Path, name: str, cure: str) -> None:
        """A field that this record needs and others do not."""
        self.fault("missing-field", at, f"“{name}” is missing", cure)

    def fault(self, rule: str, at: Path, message: str, cure: str, severity: Severity = "error") -> None:
        """A finding at the place of a field, or of the nearest one around it."""
        mark = self.fields.mark(at)
        self.found.append(Finding(rule, severity, self.path, mark.line, mark.column, message, cure))


#: What one field asks of another, for editors' tools; `read` says the same in words.
_CONDITIONS: list[dict[str, Any]] = [
    {
        "if": {"properties": {"identify": {"const": "role-only"}}, "required": ["identify"]},
        "then": {"properties": {"name": {"maxProperties": 0}}},
    },
    {
        "if": {"properties": {"sensitivity": {"contains": {"const": "minor"}}}, "required": ["sensitivity"]},
        "then": {"properties": {"identify": {"const": "role-only"}}},
    },
    {
        "if": {
            "properties": {
                "consent": {
                    "properties": {"basis": {"const": "given-to-us"}, "withdrawn": {"type": "null"}},
                    "required": ["basis"],
                }
            }
        },
        "then": {"properties": {"consent": {"required": ["expires"]}}},
    },
]


def schema() -> dict[str, Any]:
    """The JSON Schema of a record, for editors' tools. https://json-schema.org/draft/2020-12/schema."""
    made: dict[str, Any] = _untitled(Person.model_json_schema(by_alias=True, mode="validation"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A person on the site: content/people/<id>.yaml",
        **made,
        "allOf": _CONDITIONS,
    }


def _untitled(value: Any) -> Any:
    """Without the titles that pydantic makes of names."""
    if isinstance(value, dict):
        return {key: _untitled(part) for key, part in value.items() if key != "title"}
    return [_untitled(part) for part in value] if isinstance(value, list) else value


# -- writing a record --------------------------------------------------------------------------------------------------

#: Text that YAML reads as it stands, in this house where every scalar is text.
_PLAIN = re.compile(r"[^\W_][\w .’()/-]*(?<! )")


def written(values: Mapping[str, Any]) -> str:
    """A record as a file holds it: nothing for what is empty. Values are text, flags, lists and mappings of them."""
    return "".join(f"{line}\n" for line in _lines(values, ""))


def _lines(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            inner = list(_lines(value, f"{indent}  "))
            yield from (f"{indent}{key}:", *inner) if inner else ()
        elif isinstance(value, list | tuple):
            yield from [f"{indent}{key}: [{', '.join(map(_scalar, value))}]"] if value else []
        elif isinstance(value, bool):
            yield f"{indent}{key}: {'true' if value else 'false'}"
        elif value is not None and str(value).strip():
            yield f"{indent}{key}: {_scalar(value)}"


def _scalar(value: object) -> str:
    text = " ".join(str(value).split())
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
