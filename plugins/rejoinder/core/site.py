"""The whole site as read from its files: `read` is the first stage of every build and every check."""

from __future__ import annotations

import fnmatch
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import evidence, explainer, people
from .evidence import Evidence
from .explainer import Explainer, Page, Text
from .fields import Fields, Mark, decode, validate
from .fields import read as read_yaml
from .files import read_bytes
from .finding import Finding, near
from .language import Language, load_all
from .media import MediaEntry
from .services import ServiceEntry
from .talking_point import TalkingPoint
from .translated import RECORDS, Record, Translations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .cache import Cache
    from .people import Person
    from .settings import Settings

#: Files that editors and systems leave behind. Everything else in the content folder must be read by somebody.
IGNORED = (".*", "*~", "*.swp", "*.bak", "#*#", "Thumbs.db", "desktop.ini", "README*")
SERVICES = "help/services.yaml"
#: Folders of the content that belong to no language.
_SHARED_FOLDERS = frozenset({"evidence", "help", "media", people.FOLDER, "talking-points"})
#: A folder of Markdown files in each language, and what they are.
_TEXT_FOLDERS = {"explainers": "explainer", "pages": "page"}


@dataclass(slots=True)
class Site:
    """Everything the site is made from. Texts are in the order of their paths.

    `unread` holds the paths of files that are there but faulty: they have findings of their own, so what refers to
    them is not reported again. `faulty` holds such texts as far as they could be read: they are reviewed like the
    others, so that an editor hears everything at once, and nothing else looks at them. `places` tells where a talking
    point names a claim's source or a related point, and where a service or a person names its source: by point (or
    `help`, or `people`) and name.
    """

    settings: Settings
    languages: dict[str, Language]
    evidence: Evidence = field(default_factory=Evidence)
    explainers: dict[str, Explainer] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    talking_points: dict[str, TalkingPoint] = field(default_factory=dict)
    services: dict[str, ServiceEntry] = field(default_factory=dict)
    media: dict[str, MediaEntry] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    faulty: dict[str, Text] = field(default_factory=dict)
    translations: Translations = field(default_factory=Translations)
    unread: set[str] = field(default_factory=set)
    places: dict[tuple[str, str], Mark] = field(default_factory=dict)

    def shown(self, path: str) -> str:
        """A path inside the content folder, as findings name it."""
        return self.settings.shown(self.settings.content / path)

    def data(self, path: str) -> bytes:
        """The bytes of a file inside the content folder."""
        return read_bytes(self.settings.content / path)

    def texts(self) -> tuple[Text, ...]:
        """Every explainer, then every page."""
        return (*self.explainers.values(), *self.pages.values())

    def reviewed(self) -> tuple[Text, ...]:
        """Every text that the review reads: those that can be published, then those with errors of their own."""
        return (*self.texts(), *self.faulty.values())

    def text(self, path: str) -> Text | None:
        """The explainer or page at a path inside the content folder."""
        return self.explainers.get(path) or self.pages.get(path)


def read(settings: Settings, cache: Cache, languages: dict[str, Language] | None = None) -> tuple[Site, list[Finding]]:
    """Read everything. Faults of the content are findings; faults of settings and theme are raised.

    `languages` are those of the settings where it is not given.

    Raises:
        SettingError, ThemeError: a language that is switched on has no usable interface text.
    """
    site = Site(settings, languages or load_all(settings.theme / "translations", settings.languages))
    findings: list[Finding] = []
    shared: dict[str, bytes] = {}
    for path, data in _files(settings, findings):
        kind = _kind(path, site)
        if kind == "shared":
            shared[path] = data
        elif kind == "talking-point":
            _read_talking_point(site, path, data, findings)
        elif kind == "media":
            _read_media(site, path, data, findings)
        elif kind == "person":
            _read_person(site, path, data, findings)
        elif kind == "records":
            _read_records(site, path, data, findings)
        elif kind in ("explainer", "page"):
            _read_text(site, path, data, kind, cache, findings)
        elif kind == "other-language":
            continue
        else:
            findings.append(_nobody_reads(site, path))
    findings += [
        Finding(
            "language-off",
            "warning",
            site.shown(tag),
            0,
            0,
            f"“{tag}” is not in LANGUAGES, so nothing in this folder is built",
            f"Add “{tag}” to LANGUAGES in pelicanconf.py when it is ready.",
        )
        for tag in _folders_of_other_languages(settings)
    ]
    root = site.shown("").rstrip("/") or "."
    site.evidence, found = evidence.read(shared, root)
    findings += found
    if SERVICES in shared:
        _read_services(site, shared[SERVICES], findings)
    return site, findings


def _files(settings: Settings, findings: list[Finding]) -> Iterator[tuple[str, bytes]]:
    """Every file of the content folder, sorted by path. What cannot be read, or should not be there, is a finding."""
    root = settings.content

    def fault(rule: str, path: str, message: str, cure: str) -> None:
        findings.append(Finding(rule, "error", _printable(settings.shown(root / path)), 0, 0, message, cure))

    for path in _walk(root, "", fault):
        try:
            path.encode()
            yield path, read_bytes(f"{root}{os.sep}{path}")
        except UnicodeEncodeError:
            fault("file-name", path, "the file's name is not UTF-8", "Rename it.")
        except OSError as error:
            fault("unreadable", path, f"the file cannot be read: {error.strerror}", "Check its permissions.")


def _walk(root: Path, folder: str, fault: Callable[[str, str, str, str], None]) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as error:
        fault("unreadable", folder, f"the folder cannot be read: {error.strerror}", "Check its permissions.")
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if any(fnmatch.fnmatch(entry.name, pattern) for pattern in IGNORED):
            continue
        if entry.is_symlink():
            if _is_linked_file(entry.path, path, os.path.realpath(root), fault):
                yield path
        elif not entry.is_dir():
            yield path
        elif entry.name.endswith((".md", ".yaml", ".json")):
            fault("unread-file", path, "this is a folder with the name of a file", "Rename it.")
        else:
            yield from _walk(root, path, fault)


def _is_linked_file(full: str, path: str, real_root: str, fault: Callable[[str, str, str, str], None]) -> bool:
    """Whether a symbolic link leads to a file inside the content folder, the one kind that may be there."""
    real = os.path.realpath(full)
    if not os.path.exists(full):
        fault("unreadable", path, "this is a symbolic link that leads nowhere", "Delete it.")
    elif os.path.commonpath((real, real_root)) != real_root:
        message = "this is a symbolic link that leaves the content folder"
        fault("link-out-of-content", path, message, "Copy the file here instead.")
    elif os.path.isdir(full):
        fault("link-out-of-content", path, "this folder is a symbolic link", "Use a real folder.")
    else:
        return True
    return False


def _printable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()


def _kind(path: str, site: Site) -> str:
    parts = path.split("/")
    if path in (evidence.SOURCES, evidence.NOTES, evidence.FACTS, SERVICES):
        return "shared"
    if len(parts) == 2 and parts[0] == "talking-points" and path.endswith(".yaml"):
        return "talking-point"
    if len(parts) == 2 and parts[0] == "media" and path.endswith(".yaml"):
        return "media"
    if len(parts) == 2 and parts[0] == people.FOLDER and path.endswith(".yaml"):
        return "person"
    if len(parts) == 2 and parts[1] == RECORDS and parts[0] not in _SHARED_FOLDERS:
        return "records" if parts[0] in site.languages else "other-language"
    if len(parts) == 3 and parts[1] in _TEXT_FOLDERS and path.endswith(".md"):
        if parts[0] in site.languages:
            return _TEXT_FOLDERS[parts[1]]
        return "other-language"
    return ""


def _nobody_reads(site: Site, path: str) -> Finding:
    folder, _, name = path.rpartition("/")
    known = ["talking-points/<id>.yaml", "people/<id>.yaml", "media/<id>.yaml"]
    known += [evidence.SOURCES, evidence.NOTES, evidence.FACTS, SERVICES]
    known += [f"{tag}/{RECORDS}" for tag in site.languages]
    known += [f"{tag}/{kind}/<name>.md" for tag in site.languages for kind in _TEXT_FOLDERS]
    folders = {pattern.rpartition("/")[0] for pattern in known}
    guess = near(folder, folders) if folder not in folders else ""
    return Finding(
        "unread-file",
        "error",
        site.shown(path),
        0,
        0,
        f"nothing reads “{name}” here, so readers would never see it",
        f"Files belong in: {', '.join(known)}.{guess}",
    )


def _folders_of_other_languages(settings: Settings) -> list[str]:
    return sorted(
        folder.name
        for folder in settings.content.iterdir()
        if folder.is_dir()
        and folder.name not in settings.languages
        and any((folder / kind).is_dir() for kind in _TEXT_FOLDERS)
    )


def _read_text(site: Site, path: str, data: bytes, kind: str, cache: Cache, findings: list[Finding]) -> None:
    language = site.languages[path.partition("/")[0]]
    key = cache.key(data, path, language.text.token)
    text = cache.load(key)
    if text is None:
        shown = site.shown(path)
        text, found = explainer.read(data, path, shown, language, "page" if kind == "page" else "explainer")
        findings += found
        if any(finding.severity == "error" for finding in found):
            site.unread.add(path)
            if text is not None:
                site.faulty[path] = text
            return
        if text is not None and not found:
            cache.save(key, text)
    if isinstance(text, Explainer):
        site.explainers[path] = text
    elif text is not None:
        site.pages[path] = text
    else:
        site.unread.add(path)


def _read_talking_point(site: Site, path: str, data: bytes, findings: list[Finding]) -> None:
    shown = site.shown(path)
    fields = _yaml(data, shown, findings)
    point, found = validate(TalkingPoint, fields, shown) if fields else (None, [])
    findings += found
    if fields is None or point is None:
        site.unread.add(path)
        return
    name = path.rpartition("/")[2].removesuffix(".yaml")
    identifiers = [claim.id for claim in point.claims]
    for index, claim in enumerate(point.claims):
        mark = fields.mark(("claims", index, "id"))
        if identifiers.index(claim.id) != index:
            findings.append(
                Finding(
                    "duplicate-key",
                    "error",
                    shown,
                    mark.line,
                    mark.column,
                    f"the claim “{claim.id}” stands twice",
                    "Rename one.",
                )
            )
        site.places[name, claim.id] = fields.mark(("claims", index, "recorded", "source"))
    for index, related in enumerate(point.related):
        site.places[name, related] = fields.mark(("related", index))
    site.talking_points[name] = point


def _read_media(site: Site, path: str, data: bytes, findings: list[Finding]) -> None:
    shown = site.shown(path)
    fields = _yaml(data, shown, findings)
    record, found = validate(MediaEntry, fields, shown) if fields else (None, [])
    findings += found
    if record is not None:
        site.media[path.rpartition("/")[2].removesuffix(".yaml")] = record


def _read_person(site: Site, path: str, data: bytes, findings: list[Finding]) -> None:
    reading = people.read(data, site.shown(path))
    findings += reading.findings
    if reading.person is None or any(finding.severity == "error" for finding in reading.findings):
        site.unread.add(path)
        return
    name = path.rpartition("/")[2].removesuffix(".yaml")
    site.people[name] = reading.person
    site.places[people.FOLDER, name] = reading.fields.mark(("source",))


def _read_records(site: Site, path: str, data: bytes, findings: list[Finding]) -> None:
    """What the command noted of each translation of a language. A faulty entry counts as none."""
    shown, tag = site.shown(path), path.partition("/")[0]
    fields = _yaml(data, shown, findings)
    if fields is None or fields.value is None:
        return
    if not isinstance(fields.value, dict):
        message = "expected a text on each “explainers/…:” line"
        findings.append(Finding("wrong-value", "error", shown, 1, 1, message, "Delete the file and note anew."))
        return
    records = site.translations.records.setdefault(tag, {})
    for name in fields.value:
        record, found = validate(Record, fields, shown, (name,))
        findings += found
        if record is not None:
            records[name] = record


def _read_services(site: Site, data: bytes, findings: list[Finding]) -> None:
    shown = site.shown(SERVICES)
    fields = _yaml(data, shown, findings)
    if fields is None:
        site.unread.add(SERVICES)
        return
    if fields.value is not None and not isinstance(fields.value, dict):
        site.unread.add(SERVICES)
        message = "expected a service on each “id:” line"
        findings.append(Finding("wrong-value", "error", shown, 1, 1, message, "Write id: and its fields below."))
        return
    for key in fields.value or ():
        service, found = validate(ServiceEntry, fields, shown, (key,))
        findings += found
        if service is not None:
            site.services[key] = service
            site.places["help", key] = fields.mark((key, "source"))
        else:
            site.unread.add(SERVICES)


def _yaml(data: bytes, shown: str, findings: list[Finding]) -> Fields | None:
    """A YAML file's values; None when it cannot be read at all."""
    text, unread = decode(data, shown)
    findings += unread
    if text is None:
        return None
    fields = read_yaml(text)
    findings += fields.findings(shown)
    return None if any(rule in ("yaml-syntax", "yaml-too-deep") for rule, *_ in fields.problems) else fields
